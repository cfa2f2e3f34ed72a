#include <config.h>

#include "estimate/rows.h"

#include <string.h>

#include <math.h>

const char *const row_setting_columns[] = {"of", "id", "setting", "value", NULL};
const char *const row_design_columns[] = {
    "survey",         "strata",        "psus",       "units",
    "strata_one_psu", "psus_one_unit", "lonely_psu", "calibration",
    "factor_low",     "factor_high",   NULL};

const char *
row_status_name (enum row_status status)
{
  static const char *const names[] = {[STATUS_OK] = "ok",
                                      [STATUS_LOW] = "low",
                                      [STATUS_SUPPRESSED] = "suppressed",
                                      [STATUS_NOT_ASKED] = "not_asked",
                                      [STATUS_EMPTY] = "empty"};
  return names[status];
}

const char *
row_interval_name (enum row_interval interval)
{
  static const char *const names[N_ROW_INTERVALS] = {[ROW_INTERVAL_NONE] = "",
                                                     [ROW_INTERVAL_LOGIT] = "logit",
                                                     [ROW_INTERVAL_T] = "t",
                                                     [ROW_INTERVAL_WILSON] = "wilson",
                                                     [ROW_INTERVAL_BETA] = "beta",
                                                     [ROW_INTERVAL_ARCSINE] = "arcsine",
                                                     [ROW_INTERVAL_LIKELIHOOD] = "likelihood",
                                                     [ROW_INTERVAL_EXACT] = "exact",
                                                     [ROW_INTERVAL_LOG] = "log",
                                                     [ROW_INTERVAL_WOODRUFF] = "woodruff",
                                                     [ROW_INTERVAL_FISHER] = "fisher",
                                                     [ROW_INTERVAL_PARTS] = "parts"};
  return names[interval];
}

const char *
row_deff_name (enum row_deff reference)
{
  static const char *const names[N_ROW_DEFFS] = {
      [ROW_DEFF_NONE] = "", [ROW_DEFF_WR] = "wr", [ROW_DEFF_WOR] = "wor"};
  return names[reference];
}

const char *
row_test_name (enum row_test test)
{
  static const char *const names[N_ROW_TESTS] = {[ROW_TEST_NONE] = "",
                                                 [ROW_TEST_RAO_SCOTT] = "rao-scott",
                                                 [ROW_TEST_WALD] = "wald",
                                                 [ROW_TEST_ADJUSTED_WALD] = "adjusted-wald"};
  return names[test];
}

const char *
difference_name (enum difference_kind kind)
{
  static const char *const names[] = {[DIFFERENCE_SURVEY] = "survey",
                                      [DIFFERENCE_AVERAGE] = "average",
                                      [DIFFERENCE_WAVE] = "wave",
                                      [DIFFERENCE_TREND] = "trend",
                                      [DIFFERENCE_GROUP] = "group"};
  return names[kind];
}

const char *
grade_name (enum grade grade)
{
  static const char *const names[] = {[GRADE_EXACT] = "exact",
                                      [GRADE_CLOSE] = "close",
                                      [GRADE_PARTIAL] = "partial",
                                      [GRADE_NONE] = "none",
                                      [GRADE_NOT_ASKED] = "not_asked"};
  return names[grade];
}

void
coverage_free (struct coverage *c)
{
  if (!c)
    return;
  for (size_t v = 0; v < c->n_variables; v++) {
    g_free (c->variables[v].name);
    g_free (c->variables[v].label);
    g_free (c->variables[v].module);
    for (size_t s = 0; s < c->n_surveys; s++)
      g_free (c->variables[v].cells[s].note);
    g_free (c->variables[v].cells);
  }
  g_free (c->variables);
  g_strfreev (c->surveys);
  g_free (c->language);
  g_free (c);
}

const char *
row_note (const struct indicator_info *info, const struct estimate_row *row)
{
  size_t len = info->standard_note ? strlen (info->standard_note) : 0;
  if (!row->note || !len || strncmp (row->note, info->standard_note, len) != 0)
    return row->note;
  if (!row->note[len])
    return NULL;
  return g_str_has_prefix (row->note + len, ROW_SEPARATOR)
             ? row->note + len + strlen (ROW_SEPARATOR)
             : row->note;
}

bool
row_shown (const struct estimate_row *row)
{
  return row && (row->status == STATUS_OK || row->status == STATUS_LOW) && isfinite (row->estimate);
}

static void
free_levels (struct level *levels, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    g_free (levels[i].name);
    g_free (levels[i].label);
  }
  g_free (levels);
}

static void
clear_indicator (struct indicator_info *info)
{
  g_free (info->id);
  g_free (info->measure);
  g_free (info->title);
  g_free (info->topic);
  g_free (info->note);
  g_free (info->universe);
  g_free (info->standard);
  g_free (info->standard_note);
  g_free (info->missing_rule);
  g_free (info->unit);
  g_free (info->made_of[0]);
  g_free (info->made_of[1]);
  free_levels (info->categories, info->n_categories);
  g_free (info->by);
  g_free (info->by_size);
}

static void
clear_survey (struct survey_info *info)
{
  g_free (info->id);
  g_free (info->country);
  g_free (info->title);
  g_free (info->design);
  g_free (info->calibrated);
  g_free (info->sample);
  g_free (info->lonely);
}

static void
clear_setting (struct setting *s)
{
  g_free (s->id);
  g_free (s->name);
  g_free (s->value);
}

void
results_free (struct results *r)
{
  if (!r)
    return;
  g_free (r->study);
  g_free (r->title);
  g_free (r->language);
  g_free (r->codebook);
  g_free (r->variant);
  g_free (r->standard);
  g_free (r->interval);
  g_free (r->df_rule);
  for (size_t i = 0; i < r->n_indicators; i++)
    clear_indicator (&r->indicators[i]);
  g_free (r->indicators);
  for (size_t i = 0; i < r->n_surveys + r->n_averages; i++)
    clear_survey (&r->surveys[i]);
  g_free (r->surveys);
  for (size_t i = 0; i < r->n_dimensions; i++) {
    g_free (r->dimensions[i].name);
    g_free (r->dimensions[i].label);
    free_levels (r->dimensions[i].levels, r->dimensions[i].n_levels);
  }
  g_free (r->dimensions);
  for (guint i = 0; i < r->rows->len; i++)
    g_free (g_array_index (r->rows, struct estimate_row, i).note);
  g_array_free (r->rows, TRUE);
  coverage_free (r->coverage);
  for (guint i = 0; r->comparisons && i < r->comparisons->len; i++)
    g_free (g_array_index (r->comparisons, struct compare_row, i).note);
  g_clear_pointer (&r->comparisons, g_array_unref);
  for (guint i = 0; r->associations && i < r->associations->len; i++)
    g_free (g_array_index (r->associations, struct association_row, i).note);
  g_clear_pointer (&r->associations, g_array_unref);
  for (guint i = 0; r->settings && i < r->settings->len; i++)
    clear_setting (&g_array_index (r->settings, struct setting, i));
  g_clear_pointer (&r->settings, g_array_unref);
  g_free (r);
}
