#include <config.h>

#include "estimate/sample.h"

#include "base/number.h"
#include "estimate/words.h"
#include "model/calibratespec.h"
#include "model/replicates.h"
#include "stat/design.h"

#include <math.h>

/* Replicates stand for all stages, or, where they are made, for the first one. */
struct design *
sample_design (const struct dataset *ds, const double *weight, struct calibration *calibration)
{
  static const enum lonely_rule rules[] = {[LONELY_FAIL] = RULE_FAIL,
                                           [LONELY_CERTAINTY] = RULE_CERTAINTY,
                                           [LONELY_ADJUST] = RULE_ADJUST,
                                           [LONELY_AVERAGE] = RULE_AVERAGE};
  return design_new (&(struct design_input){
      .n = ds->n,
      .weight = weight ? weight : ds->weight,
      .stratum = ds->stratum,
      .psu = ds->psu,
      .n_strata = ds->n_strata,
      .n_psus = ds->n_psus,
      .fpc = ds->fpc,
      .ssu = ds->replicates ? NULL : ds->ssu,
      .n_ssus = ds->n_ssus,
      .fpc2 = ds->replicates ? NULL : ds->fpc2,
      .lonely = rules[ds->lonely_psu],
      .calibration = calibration,
  });
}

struct sample_size
sample_size_of (const struct dataset *ds, const struct design *d)
{
  bool matters = !ds->opt_in && !(ds->replicates && !ds->replicates->make);
  struct design *own = d ? NULL : sample_design (ds, NULL, NULL);
  if (own)
    d = own;
  struct sample_size size = {
      .strata = ds->n_strata,
      .psus = ds->psu ? ds->n_psus : 0,
      .units = ds->ssu    ? ds->n_ssus
               : ds->fpc2 ? ds->n
                          : 0,
      .lonely = matters ? d->n_lonely : 0,
      .lonely_units = matters && d->second ? d->second->n_lonely : 0,
      .rule = ds->lonely_psu,
      .rule_name = lonely_psu_name (ds->lonely_psu),
  };
  design_free (own);
  return size;
}

static void
add_count (GString *text, enum phrase what, size_t n, const char *language)
{
  g_string_append_printf (text, "%s%s: %zu", text->len ? "; " : "", words (what, language), n);
}

char *
sample_words (const struct sample_size *size, const char *language)
{
  GString *text = g_string_new (NULL);
  if (size->strata > 1)
    add_count (text, PHRASE_STRATA, size->strata, language);
  if (size->psus)
    add_count (text, PHRASE_PSU, size->psus, language);
  if (size->units)
    add_count (text, PHRASE_SSU, size->units, language);
  if (size->calibration) {
    char lo[NUMBER_SIZE], hi[NUMBER_SIZE];
    number_fixed (size->factor[0], 2, lo);
    number_fixed (size->factor[1], 2, hi);
    g_string_append_printf (text, "%s%s: %s – %s", text->len ? "; " : "",
                            words (PHRASE_FACTORS, language), lo, hi);
  }
  return g_string_free (text, text->len == 0);
}

/* COUNT: how those under a rule count. */
static void
add_lonely (GString *text, enum phrase what, size_t n, size_t of, const struct sample_size *size,
            const enum phrase *count, const char *language)
{
  if (n == 0)
    return;
  add_count (text, what, n, language);
  g_string_append_printf (text, " %s %zu (%s: %s)", words (PHRASE_OUT_OF, language), of,
                          size->rule_name, words (count[size->rule], language));
}

char *
sample_lonely_words (const struct sample_size *size, const char *language)
{
  static const enum phrase strata[] = {[LONELY_FAIL] = PHRASE_RULE_FAIL,
                                       [LONELY_CERTAINTY] = PHRASE_RULE_CERTAINTY,
                                       [LONELY_ADJUST] = PHRASE_RULE_ADJUST,
                                       [LONELY_AVERAGE] = PHRASE_RULE_AVERAGE};
  /* A PSU's own units are all there are at its second stage. */
  static const enum phrase units[] = {[LONELY_FAIL] = PHRASE_RULE_FAIL,
                                      [LONELY_CERTAINTY] = PHRASE_RULE_CERTAINTY,
                                      [LONELY_ADJUST] = PHRASE_RULE_CERTAINTY,
                                      [LONELY_AVERAGE] = PHRASE_RULE_FAIL};
  GString *text = g_string_new (NULL);
  add_lonely (text, PHRASE_LONELY_STRATA, size->lonely, size->strata, size, strata, language);
  add_lonely (text, PHRASE_LONELY_UNITS, size->lonely_units, size->psus, size, units, language);
  return g_string_free (text, text->len == 0);
}

/* Weights that are people give an average of more than this; weights that were scaled to the sample
   one of about 1, less or more where the file is of a part of it. */
static const double LEAST_EXPANSION = 2;

double
sample_expansion (const struct dataset *ds)
{
  struct compensated sum = {0};
  for (size_t i = 0; i < ds->n; i++)
    compensated_add (&sum, ds->weight[i]);
  double total = compensated_value (&sum);
  if (!(total > 0))
    return NAN;
  if (ds->calibrate && (!isnan (ds->calibrate->size) || ds->population > 0))
    return 1; /* calibrated to people */
  if (ds->population > 0)
    return ds->population / total;
  return !ds->no_weight && total >= LEAST_EXPANSION * (double)ds->n ? 1 : NAN;
}

bool
sample_is_people (double expansion)
{
  static const double CLOSE = 0.01;
  return fabs (expansion - 1) <= CLOSE; /* NaN is not */
}
