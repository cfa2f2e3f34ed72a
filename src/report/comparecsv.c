/* comparisons.csv and associations.csv. */
#include <config.h>

#include "base/csvout.h"
#include "report/report.h"

static const char total[] = "_T", compared[] = "*";

static const char *const columns_before[] = {"indicator", "category", "survey"};
static const char *const columns_behind[] = {
    "kind", "a",          "b",           "difference",    "se",  "df", "t",
    "p",    "p_adjusted", "significant", "comparability", "note"};
static const char *const association_columns_behind[] = {"f", "df1", "df2", "p", "test", "note"};

static const char *const verdicts[] = {
    [VERDICT_NONE] = NULL, [VERDICT_SAME] = "no", [VERDICT_DIFFERENT] = "yes"};

static void
write_texts (struct csvout *out, const char *const *texts, size_t n)
{
  for (size_t i = 0; i < n; i++)
    csvout_text (out, texts[i]);
}

static void
write_dimensions (struct csvout *out, const struct results *r)
{
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, r->dimensions[d].name);
}

/* The levels, and the dimension whose levels a and b are; n_dimensions where they are surveys. */
static size_t
write_levels (struct csvout *out, const struct results *r, const struct compare_row *row)
{
  size_t dimension = r->n_dimensions;
  for (size_t d = 0; d < r->n_dimensions; d++) {
    if (row->level[d] == LEVEL_COMPARED)
      dimension = d;
    csvout_text (out, row->level[d] == LEVEL_COMPARED ? compared
                      : row->level[d] >= 0            ? r->dimensions[d].levels[row->level[d]].name
                                                      : total);
  }
  return dimension;
}

static void
write_row (struct csvout *out, const struct results *r, const struct compare_row *row)
{
  const struct indicator_info *indicator = &r->indicators[row->indicator];
  bool group = row->kind == DIFFERENCE_GROUP;
  size_t d;

  csvout_text (out, indicator->id);
  csvout_text (out, row->category >= 0 ? indicator->categories[row->category].name : NULL);
  csvout_text (out, group ? r->surveys[row->survey].id : NULL);
  d = write_levels (out, r, row);
  csvout_text (out, difference_name (row->kind));
  csvout_text (out, group ? r->dimensions[d].levels[row->a].name : r->surveys[row->a].id);
  csvout_text (out, group ? r->dimensions[d].levels[row->b].name : r->surveys[row->b].id);
  csvout_number (out, row->difference);
  csvout_number (out, row->se);
  csvout_number (out, row->df);
  csvout_number (out, row->t);
  csvout_number (out, row->p);
  csvout_number (out, row->p_adjusted);
  csvout_text (out, verdicts[row->verdict]);
  csvout_text (out, grade_name (row->grade));
  csvout_text (out, row->note);
  csvout_end (out);
}

bool
report_comparisons (const struct results *r, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  write_texts (&out, columns_before, G_N_ELEMENTS (columns_before));
  write_dimensions (&out, r);
  write_texts (&out, columns_behind, G_N_ELEMENTS (columns_behind));
  csvout_end (&out);
  for (guint i = 0; i < r->comparisons->len; i++)
    write_row (&out, r, &g_array_index (r->comparisons, struct compare_row, i));
  return outfile_close (file, diag);
}

/* The breakdown of an association is by one variable. */
static void
write_association (struct csvout *out, const struct results *r, const struct association_row *row)
{
  const struct indicator_info *indicator = &r->indicators[row->indicator];
  size_t at = 0;

  for (size_t k = 0; k + 1 < row->breakdown; k++)
    at += indicator->by_size[k];
  csvout_text (out, indicator->id);
  csvout_text (out, r->surveys[row->survey].id);
  for (size_t d = 0; d < r->n_dimensions; d++)
    csvout_text (out, d == indicator->by[at] ? compared : total);
  csvout_number (out, row->f);
  csvout_number (out, row->df1);
  csvout_number (out, row->df2);
  csvout_number (out, row->p);
  csvout_text (out, row_test_name (row->test));
  csvout_text (out, row->note);
  csvout_end (out);
}

bool
report_associations (const struct results *r, const char *path, struct diag *diag)
{
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, diag);
  struct csvout out;

  if (file == NULL)
    return false;
  csvout_init (&out, file);
  csvout_text (&out, "indicator");
  csvout_text (&out, "survey");
  write_dimensions (&out, r);
  write_texts (&out, association_columns_behind, G_N_ELEMENTS (association_columns_behind));
  csvout_end (&out);
  for (guint i = 0; i < r->associations->len; i++)
    write_association (&out, r, &g_array_index (r->associations, struct association_row, i));
  return outfile_close (file, diag);
}
