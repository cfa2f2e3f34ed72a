#include <config.h>

#include "cmd/evidence.h"

#include "report/findings.h"

static const char FINDINGS[] = "findings.csv";

void
evidence_tell (const struct options *o, const char *output, struct diag *d)
{
  g_autofree char *path = output ? g_build_filename (output, FINDINGS, NULL) : NULL;
  bool any = findings_any (d), written = path && (o->dry_run || findings_write (path, d));
  size_t left;

  if (o->quiet)
    return;
  left = findings_draw (stdout, d, o->verbose);
  if (left > 0)
    printf ("... and %zu more%s\n", left, path ? "" : "; -o DIR writes them all");
  if (written && (any || o->data))
    printf ("%s %s\n", o->dry_run ? "would write" : "wrote", path);
}
