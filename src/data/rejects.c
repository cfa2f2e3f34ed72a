#include <config.h>

#include "data/rejects.h"

#include "base/csvout.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct rejects {
  char *path;
  bool several_files, bare, failed;
  size_t n;
  struct outfile *file; /* NULL until the first record */
  struct csvout out;
};

struct rejects *
rejects_new (const char *path, bool several_files, bool bare)
{
  struct rejects *r = g_new0 (struct rejects, 1);
  r->path = g_strdup (path);
  r->several_files = several_files;
  r->bare = bare;
  return r;
}

static bool
start (struct rejects *r, struct diag *diag)
{
  if (!r->path || r->failed)
    return false;
  if (r->file)
    return true;
  r->file = outfile_open (r->path, OUTFILE_MICRODATA, diag);
  if (!r->file) {
    r->failed = true;
    return false;
  }
  csvout_init (&r->out, r->file);
  if (r->several_files)
    csvout_text (&r->out, "file");
  csvout_text (&r->out, "line");
  csvout_text (&r->out, "reason");
  csvout_text (&r->out, "record");
  csvout_end (&r->out);
  return true;
}

void
rejects_add (struct rejects *r, const char *file, size_t line, const char *reason, const char *text,
             size_t len, struct diag *diag)
{
  r->n++;
  if (!start (r, diag))
    return;
  while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
    len--;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)len);
  if (r->several_files)
    csvout_text (&r->out, file);
  csvout_count (&r->out, line);
  csvout_text (&r->out, reason);
  csvout_text (&r->out, r->bare ? NULL : valid);
  csvout_end (&r->out);
}

size_t
rejects_count (const struct rejects *r)
{
  return r->n;
}

bool
rejects_close (struct rejects *r, struct diag *diag)
{
  bool ok = !r->failed;
  if (r->file) {
    ok = outfile_close (r->file, diag);
  } else if (r->path && r->n == 0 && unlink (r->path) != 0 && errno != ENOENT && errno != ENOTDIR) {
    diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot remove the old \"%s\": %s",
              r->path, g_strerror (errno));
    ok = false;
  }
  g_free (r->path);
  g_free (r);
  return ok;
}
