#include <config.h>

#include "report/measure.h"

#include "report/phrases.h"

#include <string.h>

static const struct {
  const char *word;
  enum say say;
  bool quantile; /* has a rule */
} measures[] = {
    {"proportion", SAY_SHARE, false},
    {"distribution", SAY_DISTRIBUTION, false},
    {"mean", SAY_MEAN, false},
    {"total", SAY_TOTAL, false},
    {"count", SAY_COUNT, false},
    {"ratio", SAY_RATIO, false},
    {"median", SAY_MEDIAN, true},
    {"quantile", SAY_QUANTILE, true},
    {"variance", SAY_VARIANCE, false},
    {"sd", SAY_SD, false},
    {"correlation", SAY_CORRELATION, false},
    {"set", SAY_SET, false},
};

/* "Daily use less weekly use, in percentage points". */
static char *
two_words (const struct indicator_info *info, const char *language)
{
  bool quotient = strcmp (info->measure, "quotient") == 0;
  g_autofree char *words = phrase_with (quotient ? SAY_QUOTIENT : SAY_DIFFERENCE, language,
                                        info->made_of[0], info->made_of[1]);
  if (info->points)
    return phrase_with (SAY_IN_UNIT, language, words, phrase (SAY_POINTS, language));
  return info->unit ? phrase_with (SAY_IN_UNIT, language, words, info->unit)
                    : g_steal_pointer (&words);
}

char *
measure_words (const struct results *r, const struct indicator_info *info)
{
  const char *words = info->measure;
  g_autofree char *between = NULL;

  if (info->made_of[0])
    return two_words (info, r->language);
  for (size_t i = 0; i < G_N_ELEMENTS (measures); i++) {
    if (strcmp (info->measure, measures[i].word) != 0)
      continue;
    words = phrase (measures[i].say, r->language);
    if (measures[i].quantile && g_strcmp0 (r->quantile_rule, "hf7") == 0)
      words = between = phrase_with (SAY_INTERPOLATED, r->language, words, NULL);
  }
  if (info->unit == NULL || info->share)
    return g_strdup (words);
  return phrase_with (SAY_IN_UNIT, r->language, words, info->unit);
}

char *
measure_intervals (const struct estimate_row *const *rows, size_t n, const char *language)
{
  static const enum say methods[N_ROW_INTERVALS] = {[ROW_INTERVAL_LOGIT] = SAY_BY_LOGIT,
                                                    [ROW_INTERVAL_T] = SAY_BY_T,
                                                    [ROW_INTERVAL_WILSON] = SAY_BY_WILSON,
                                                    [ROW_INTERVAL_BETA] = SAY_BY_BETA,
                                                    [ROW_INTERVAL_ARCSINE] = SAY_BY_ARCSINE,
                                                    [ROW_INTERVAL_EXACT] = SAY_BY_EXACT,
                                                    [ROW_INTERVAL_WOODRUFF] = SAY_BY_WOODRUFF,
                                                    [ROW_INTERVAL_FISHER] = SAY_BY_FISHER,
                                                    [ROW_INTERVAL_LIKELIHOOD] = SAY_BY_LIKELIHOOD,
                                                    [ROW_INTERVAL_LOG] = SAY_BY_LOG,
                                                    [ROW_INTERVAL_PARTS] = SAY_BY_PARTS};
  GString *words = g_string_new (NULL);
  bool used[N_ROW_INTERVALS] = {false};

  for (size_t i = 0; i < n; i++)
    used[rows[i]->interval] = true;
  for (enum row_interval k = ROW_INTERVAL_NONE + 1; k < N_ROW_INTERVALS; k++)
    if (used[k])
      g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "",
                              phrase (methods[k], language));
  return g_string_free (words, FALSE);
}

/* OF_DESIGN, where a survey has no replicate weights; OF_REPLICATES, where one has. */
static char *
of_surveys (const struct results *r, const char *of_design, const char *of_replicates)
{
  size_t replicated = 0;
  for (size_t i = 0; i < r->n_surveys; i++)
    replicated += r->surveys[i].replicated;
  bool both = replicated > 0 && replicated < r->n_surveys;
  return g_strconcat (replicated == 0 || both ? of_design : "", both ? "; " : "",
                      replicated > 0 ? of_replicates : "", NULL);
}

char *
measure_errors (const struct results *r, const char *language)
{
  return of_surveys (r, phrase (SAY_LINEARISED, language), phrase (SAY_REPLICATED, language));
}

char *
measure_df (const struct results *r, const char *language)
{
  bool design = g_strcmp0 (r->df_rule, "design") == 0;
  return of_surveys (r, phrase (design ? SAY_DF_DESIGN : SAY_DF_DOMAIN, language),
                     phrase (SAY_DF_REPLICATES, language));
}
