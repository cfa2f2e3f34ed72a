/* Replicate weights of a survey: from its file, or made, into its design. */
#include <config.h>

#include "base/number.h"
#include "estimate/note.h"
#include "estimate/words.h"
#include "estimate/work.h"
#include "model/replicates.h"
#include "stat/resample.h"

#include <math.h>

/* C of the kind (Wolter 2007, 3.3 and 4.5; Fay and Train 1995 for successive differences). */
static double
scale_of (const struct replicate_spec *spec)
{
  double n = (double)spec->n, kept = 1 - spec->rho;
  if (!isnan (spec->scale))
    return spec->scale;
  switch (spec->kind) {
  case REPLICATES_BRR:
    return 1 / n;
  case REPLICATES_FAY:
    return 1 / (n * kept * kept);
  case REPLICATES_JK1:
    return (n - 1) / n;
  case REPLICATES_BOOTSTRAP:
    return 1 / (n - 1);
  case REPLICATES_SDR:
    return 4 / n;
  default:
    return 1;
  }
}

static void
take_supplied (struct design *d, const struct dataset *ds, struct diag *diag)
{
  const struct replicate_spec *spec = ds->replicates;
  double *coefficient = g_new0 (double, spec->n);
  size_t wrong = 0;
  if (spec->kind == REPLICATES_JKN && !spec->n_rscales)
    wrong = resample_jackknife_scales (d, ds->replicate, spec->n, coefficient);
  else
    for (size_t r = 0; r < spec->n; r++)
      coefficient[r] = spec->n_rscales == 0 ? 1 : spec->rscales[spec->n_rscales == 1 ? 0 : r];
  if (wrong) {
    diag_add (diag, FIND_REPLICATE_KIND, spec->place,
              "%zu of %zu replicates do not leave out just one PSU of `strata` and `psu`, and what "
              "each counts cannot be told; give `rscales`, as the data's producer says; without "
              "them estimates get no standard error",
              wrong, spec->n);
    g_free (coefficient);
    design_refuse (d);
    return;
  }
  for (size_t r = 0; r < spec->n; r++)
    coefficient[r] *= scale_of (spec);
  design_replicate (d,
                    replicates_new (spec->n, ds->n, ds->replicate, NULL, coefficient, spec->mse));
}

static void
report_fault (const struct dataset *ds, enum resample_fault fault, size_t strata, size_t n_strata,
              struct diag *diag)
{
  static const char *const of_strata[] = {
      [RESAMPLE_LONELY] = "have only one PSU; say what to do, under `design`: `lonely_psu: "
                          "certainty`, `adjust` or `average`",
      [RESAMPLE_NO_ADJUST] = "have only one PSU, which a bootstrap cannot adjust; write "
                             "`lonely_psu: certainty` or `average`, or `make: jkn`",
      [RESAMPLE_NOT_PAIRS] = "do not have two PSUs, which brr and fay need; write `make: jkn` or "
                             "`make: bootstrap`",
  };
  const struct place at = ds->replicates->place;
  if (strata)
    diag_add (diag, FIND_REPLICATE_MAKE, at,
              "survey \"%s\": no replicates can be made, and estimates get no standard error: %zu "
              "of %zu strata %s",
              ds->survey, strata, n_strata, of_strata[fault]);
  else if (fault == RESAMPLE_TOO_LARGE)
    diag_add (diag, FIND_REPLICATE_MAKE, at,
              "survey \"%s\": no replicates can be made, and estimates get no standard error: "
              "they would be more than %d numbers; write `make: bootstrap` with fewer, or leave "
              "`replicates` out",
              ds->survey, RESAMPLE_MOST);
  else
    diag_add (diag, FIND_REPLICATE_MAKE, at,
              "survey \"%s\": no replicates can be made, and estimates get no standard error: no "
              "stratum has two PSUs of which one could be left out",
              ds->survey);
}

static void
make (struct design *d, const struct dataset *ds, struct diag *diag)
{
  static const enum resampling kinds[N_REPLICATE_KINDS] = {
      [REPLICATES_JKN] = RESAMPLE_JACKKNIFE,
      [REPLICATES_BRR] = RESAMPLE_HALVES,
      [REPLICATES_FAY] = RESAMPLE_HALVES,
      [REPLICATES_BOOTSTRAP] = RESAMPLE_BOOTSTRAP,
  };
  const struct replicate_spec *spec = ds->replicates;
  enum resample_fault fault;
  size_t strata, n_strata = d->n_strata;
  struct replicates *made = resample (d,
                                      &(struct resample_options){.kind = kinds[spec->kind],
                                                                 .rho = spec->rho,
                                                                 .number = spec->number,
                                                                 .seed = spec->seed,
                                                                 .mse = spec->mse},
                                      &fault, &strata);
  if (made)
    design_replicate (d, made);
  else {
    report_fault (ds, fault, strata, n_strata, diag);
    design_refuse (d);
  }
}

void
replicates_attach (struct design *d, const struct dataset *ds, struct diag *diag)
{
  if (!ds->replicates || ds->opt_in)
    return;
  if (ds->replicates->make)
    make (d, ds, diag);
  else
    take_supplied (d, ds, diag);
}

/* ---- Words ---- */

char *
replicates_note (const struct work *r, char *note, const struct statistic *s)
{
  const char *language = r->in->codebook->languages[0];
  g_autofree char *own = NULL;
  if (!isfinite (s->estimate))
    return note;
  if (r->design->refused)
    own = g_strdup (words (PHRASE_NO_REPLICATES, language));
  else if (s->dropped)
    own = g_strdup_printf ("%s: %zu/%zu", words (PHRASE_DROPPED, language), s->dropped,
                           r->design->replicates->n);
  return own ? words_more (note, own) : note;
}

void
replicates_describe (GString *text, const struct replicate_spec *spec, const char *language)
{
  char scale[NUMBER_SIZE], rho[NUMBER_SIZE];
  number_format (scale_of (spec), scale);
  number_format (spec->rho, rho);
  g_string_append_printf (text, ", %s", words (PHRASE_REPLICATES, language));
  if (spec->make)
    g_string_append_printf (text, " (%s)", words (PHRASE_MADE, language));
  g_string_append_printf (text, ": %s", replicate_kind_name (spec->kind));
  if (spec->rho > 0)
    g_string_append_printf (text, " %s", rho);
  if (spec->n || spec->number)
    g_string_append_printf (text, " × %zu", spec->n ? spec->n : spec->number);
  if (!spec->make)
    g_string_append_printf (text, ", %s %s", words (PHRASE_SCALE, language), scale);
  if (spec->number)
    g_string_append_printf (text, ", %s %" G_GUINT64_FORMAT, words (PHRASE_SEED, language),
                            spec->seed);
  g_string_append_printf (text, ", %s",
                          words (spec->mse ? PHRASE_AROUND_ALL : PHRASE_AROUND_MEAN, language));
}
