/* Tables of specifications and of what is found wrong in them, one case a row. */
#ifndef MODEL_CASES_H
#define MODEL_CASES_H
#include "base/source.h"
#include "unit.h"

#include <string.h>

/* TEXT, and the findings it must have, one a line: `LINE:COLUMN: message [id]`, then on the same
   line `; note LINE:COLUMN: message` and `; near NAME`. */
struct spec_case {
  const char *text, *findings;
};

/* Findings in that form; g_free. */
static inline char *
spec_findings (const struct diag *d)
{
  GString *out = g_string_new (NULL);

  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    g_string_append_printf (out, "%s%zu:%zu: %s [%s]", i > 0 ? "\n" : "", f->line, f->column,
                            f->message, diag_id_name (f->id));
    for (guint n = 0; f->notes != NULL && n < f->notes->len; n++) {
      const struct finding *note = f->notes->pdata[n];
      g_string_append_printf (out, "; note %zu:%zu: %s", note->line, note->column, note->message);
    }
    if (f->suggestion != NULL)
      g_string_append_printf (out, "; near %s", f->suggestion);
  }
  return g_string_free (out, FALSE);
}

/* Are the findings of D those of EXPECTED? */
static inline void
spec_check (struct unit *u, const struct diag *d, const char *text, const char *expected)
{
  g_autofree char *found = spec_findings (d);

  u->run++;
  if (strcmp (found, expected) == 0)
    return;
  u->failed++;
  fprintf (stderr, "%s\n--- expected\n%s\n--- found\n%s\n\n", text, expected, found);
}

/* TRY reads a text as what it is and frees it again. */
static inline void
spec_run (struct unit *u, const struct spec_case *cases, size_t n,
          void (*try) (struct source *, struct diag *))
{
  for (size_t i = 0; i < n; i++) {
    struct diag *d = diag_new ();
    try (source_from_text ("x.yaml", cases[i].text, strlen (cases[i].text), d), d);
    spec_check (u, d, cases[i].text, cases[i].findings);
    diag_free (d);
  }
}
#endif
