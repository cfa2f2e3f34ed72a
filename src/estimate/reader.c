#include <config.h>

#include "estimate/reader.h"

#include <string.h>

static bool
open_file (struct reader *r)
{
  r->files[0] = r->path;
  r->csv =
      csvin_open (&(struct datain_format){.files = r->files, .delimiter = ',', .encoding = "UTF-8"},
                  NULL, r->diag);
  return r->csv != NULL;
}

bool
reader_read (struct reader *r, bool (*columns) (struct reader *),
             bool (*row) (const struct reader *))
{
  size_t errors = diag_count (r->diag, SEVERITY_ERROR);
  if (!open_file (r))
    return false;
  bool ok = columns (r);
  while (ok && csvin_read (r->csv, &r->block, r->diag))
    for (r->at = 0; ok && r->at < r->block.n; r->at++)
      ok = row (r);
  ok = csvin_close (r->csv, r->diag) && ok && diag_count (r->diag, SEVERITY_ERROR) == errors;
  g_clear_pointer (&r->dicts, g_free);
  return ok;
}

bool
reader_columns (struct reader *r, const char *const *names, size_t n, const char **wrong)
{
  r->dicts = g_new0 (struct dict *, n);
  *wrong = NULL;
  for (size_t c = 0; c < n; c++) {
    if (c >= csvin_n_columns (r->csv))
      return false;
    if (strcmp (csvin_name (r->csv, c), names[c]) != 0) {
      *wrong = csvin_name (r->csv, c);
      return false;
    }
    r->dicts[c] = csvin_keep (r->csv, c);
  }
  if (csvin_n_columns (r->csv) > n)
    *wrong = csvin_name (r->csv, n);
  return csvin_n_columns (r->csv) == n;
}

const char *
reader_cell (const struct reader *r, size_t column)
{
  guint32 entry = r->block.cell[csvin_slot (r->csv, column) * DATAIN_BLOCK + r->at];
  return dict_at (r->dicts[column], entry)->text;
}

bool
reader_stale (const struct reader *r, const char *things, const char *verb, const char *what,
              const char *word)
{
  diag_add (r->diag, FIND_STALE,
            (struct place){.file = r->path, .line = r->block.n ? r->block.line[r->at] : 1},
            "these %s were made with other specifications: %s \"%s\"; run `%s` or `gko run` again",
            things, what, word, verb);
  return false;
}

long
reader_level (const struct level *levels, size_t n, const char *name)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp (levels[i].name, name) == 0)
      return (long)i;
  return -1;
}

bool
reader_columns_around (struct reader *r, const char *const *before, size_t n_before,
                       const char *const *after, size_t n_after)
{
  size_t d = r->results->n_dimensions, n = n_before + d + n_after;
  g_autofree const char **names = g_new (const char *, n + 1);
  const char *wrong;
  for (size_t c = 0; c < n; c++)
    names[c] = c < n_before       ? before[c]
               : c < n_before + d ? r->results->dimensions[c - n_before].name
                                  : after[c - n_before - d];
  return reader_columns (r, names, n, &wrong);
}

size_t
reader_indicator (const struct reader *r, const char *id)
{
  size_t i = 0;
  while (i < r->results->n_indicators && strcmp (r->results->indicators[i].id, id) != 0)
    i++;
  return i;
}
