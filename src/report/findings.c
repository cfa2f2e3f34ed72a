#include <config.h>

#include "report/findings.h"

#include "base/csvout.h"
#include "base/kind.h"
#include "base/number.h"
#include "report/table.h"

#include <math.h>
#include <stdlib.h>

static double
share_of (const struct finding *f)
{
  return f->of > 0 ? (double)f->records / (double)f->of : NAN;
}

static bool
belongs (const struct finding *f, bool info)
{
  return f->survey && f->severity >= (info ? SEVERITY_INFO : SEVERITY_WARNING);
}

/* ---- For a terminal ---- */

struct row {
  const struct finding *finding;
  size_t place, records;
  double share; /* below all where there is none */
};

static int
compare_rows (const void *a_, const void *b_)
{
  const struct row *a = a_, *b = b_;
  if (a->finding->severity != b->finding->severity)
    return a->finding->severity > b->finding->severity ? -1 : 1;
  if (a->share != b->share)
    return a->share > b->share ? -1 : 1;
  return a->place < b->place ? -1 : a->place > b->place;
}

/* Records that could not be read are findings of their own, each of another record: one row. */
static bool
add_to_row (GArray *rows, const struct finding *f)
{
  for (guint i = 0; i < rows->len; i++) {
    struct row *row = &g_array_index (rows, struct row, i);
    const struct finding *g = row->finding;
    if (g->id != f->id || g->subject || f->subject || f->of == 0 || g->of != f->of ||
        g_strcmp0 (g->survey, f->survey) != 0)
      continue;
    row->records += f->records;
    row->share = (double)row->records / (double)f->of;
    return true;
  }
  return false;
}

static GArray *
make_rows (const struct diag *d, bool info)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct row));
  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    struct row row = {f, i, f->records, f->of > 0 ? share_of (f) : -1};
    if (belongs (f, info) && !(f->of > 0 && !f->subject && add_to_row (rows, f)))
      g_array_append_val (rows, row);
  }
  if (rows->len > 0)
    qsort (rows->data, rows->len, sizeof (struct row), compare_rows);
  return rows;
}

/* A share as a reader wants it: "12.3 %", and never "0.0 %" for what did occur. */
static void
add_share (struct table *t, double share)
{
  static const double least = 0.001;
  char number[NUMBER_SIZE];
  g_autofree char *text = NULL;

  if (share >= 0) {
    number_fixed (100 * MAX (share, least), 1, number);
    text = g_strdup_printf ("%s%s %%", share > 0 && share < least ? "<" : "",
                            share > 0 ? number : "0.0");
  }
  table_text (t, text);
}

bool
findings_any (const struct diag *d)
{
  for (size_t i = 0; i < diag_size (d); i++)
    if (belongs (diag_at (d, i), true))
      return true;
  return false;
}

size_t
findings_draw (FILE *file, const struct diag *d, bool info)
{
  g_autoptr (GArray) rows = make_rows (d, info);
  struct table *t = table_new ();
  size_t n = MIN (rows->len, FINDINGS_SHOWN);

  table_column (t, "survey", false, -1);
  table_column (t, "finding", false, -1);
  table_column (t, "variable", false, -1);
  table_column (t, "records", true, 0);
  table_column (t, "share", true, -1);
  table_column (t, "severity", false, -1);
  for (size_t i = 0; i < n; i++) {
    const struct row *row = &g_array_index (rows, struct row, i);
    const struct finding *f = row->finding;
    table_text (t, f->survey);
    table_text (t, diag_id_name (f->id));
    table_text (t, f->subject);
    table_number (t, f->of > 0 ? (double)row->records : NAN);
    add_share (t, row->share);
    table_text (t, diag_severity_name (f->severity));
  }
  if (n > 0) {
    fputc ('\n', file);
    text_table (file, t);
  }
  table_free (t);
  return rows->len - n;
}

/* ---- For a machine ---- */

static void
write_head (struct csvout *out)
{
  static const char *const head[] = {"survey", "finding",  "variable", "records", "of",
                                     "share",  "severity", "file",     "line",    "message"};
  for (size_t i = 0; i < G_N_ELEMENTS (head); i++)
    csvout_text (out, head[i]);
  csvout_end (out);
}

static void
write_finding (struct csvout *out, const struct finding *f)
{
  csvout_text (out, f->survey);
  csvout_text (out, diag_id_name (f->id));
  csvout_text (out, f->subject);
  csvout_number (out, f->of > 0 ? (double)f->records : NAN);
  csvout_number (out, f->of > 0 ? (double)f->of : NAN);
  csvout_number (out, share_of (f));
  csvout_text (out, diag_severity_name (f->severity));
  csvout_text (out, f->file);
  csvout_number (out, f->line > 0 ? (double)f->line : NAN);
  csvout_text (out, f->message);
  csvout_end (out);
}

/* Behind the last one kept of a kind: that there were more. */
static void
write_more (struct csvout *out, const struct finding *last, const struct kind *kind)
{
  g_autofree char *message =
      g_strdup_printf ("and %zu more of this kind, which are not listed", kind->n - kind->kept);
  struct finding more = {.id = kind->id,
                         .severity = kind->severity,
                         .survey = last->survey,
                         .file = kind->file,
                         .message = message};
  write_finding (out, &more);
}

bool
findings_write (const char *path, struct diag *d)
{
  g_autoptr (GHashTable) written = g_hash_table_new (NULL, NULL);
  struct outfile *file = outfile_open (path, OUTFILE_MICRODATA, d);
  struct csvout out;

  if (!file)
    return false;
  csvout_init (&out, file);
  write_head (&out);
  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    const struct kind *kind = diag_kind (d, f);
    size_t nth = GPOINTER_TO_SIZE (g_hash_table_lookup (written, kind)) + 1;
    g_hash_table_insert (written, (void *)kind, GSIZE_TO_POINTER (nth));
    if (!belongs (f, true))
      continue;
    write_finding (&out, f);
    if (nth == kind->kept && kind->n > kind->kept)
      write_more (&out, f, kind);
  }
  return outfile_close (file, d);
}
