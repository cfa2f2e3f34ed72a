/* Replicate weights of the records, and whether they can be what the survey file says they are. */
#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"
#include "model/replicates.h"

#include <math.h>
#include <string.h>

/* Means may be off by this share by chance; what is taken for something else is off by far more. */
static const double MEAN_TOLERANCE = 0.05;
/* Shares of the sample that a replicate leaves out: half of it, or nobody. */
static const double ABOUT_HALF[] = {0.25, 0.75};
static const double HARDLY_ANY = 0.05;
/* In how many replicates of a jackknife a record is left out, at most. */
static const double ABOUT_ONCE = 1.05;
/* How often a PSU was drawn in a bootstrap is a small number. */
static const double LARGEST_COUNT = 20;
/* A product of decimals is off its nearest decimal by this share at most. */
static const double ROUNDING = 0x1p-51;

enum { MOST_DECIMALS = 12 };

struct replicating {
  const struct replicate_spec *spec;
  GArray *weight;  /* double: N a record that is kept */
  GArray *missing; /* double: numbers that mean an empty cell */
  struct tally_of bad;
  const char *bad_column;
  /* Over records with a weight. */
  size_t n_records, *left_out; /* [N] records with 0 in the replicate */
  double weights, values;      /* their sums; of the values per replicate */
  double largest;
  bool whole, weights_whole; /* only whole numbers */
};

void
run_begin_replicates (struct run *run)
{
  const struct replicate_spec *spec = run->crosswalk->survey->design.replicates;
  if (!spec || spec->make)
    return;
  struct replicating *all = run->replicates = g_new0 (struct replicating, 1);
  all->spec = spec;
  all->weight = g_array_new (FALSE, FALSE, sizeof (double));
  all->missing = g_array_new (FALSE, FALSE, sizeof (double));
  all->left_out = g_new0 (size_t, spec->n);
  all->whole = all->weights_whole = true;
  for (char **m = run->crosswalk->survey->source.missing; m && *m; m++) {
    double number;
    if (number_read (*m, strlen (*m), run->crosswalk->survey->source.marks, &number))
      g_array_append_val (all->missing, number);
  }
}

void
run_end_replicates (struct run *run)
{
  struct replicating *all = run->replicates;
  if (!all)
    return;
  if (all->weight)
    g_array_unref (all->weight);
  g_array_unref (all->missing);
  g_free (all->left_out);
  g_free (all);
}

bool
run_find_replicates (struct run *run)
{
  const struct replicating *all = run->replicates;
  if (!all)
    return true;
  const struct replicate_spec *spec = all->spec;
  g_autofree size_t *columns = g_new0 (size_t, spec->n);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  bool ok = true;
  for (size_t k = 0; k < spec->n; k++) {
    long column = datain_find (run->in, spec->columns[k].text, spec->columns[k].place, run->diag);
    columns[k] = (size_t)MAX (column, 0);
    if (column >= 0 && !g_hash_table_add (seen, GSIZE_TO_POINTER (columns[k]))) {
      diag_add (run->diag, FIND_DUPLICATE_NAME, spec->columns[k].place,
                "\"%s\" is a column that another name of `columns` has found already",
                spec->columns[k].text);
      column = -1;
    }
    ok = ok && column >= 0;
  }
  if (ok)
    datain_keep_numbers (run->in, columns, spec->n, run->crosswalk->survey->source.marks);
  return ok;
}

size_t
run_n_replicates (const struct run *run)
{
  return run->replicates ? run->replicates->spec->n : 0;
}

/* ---- Records ---- */

/* Replicates of successive differences are calibrated freely and may fall below 0. */
static bool
is_usable (const struct replicating *all, double value)
{
  if (isnan (value))
    return false;
  for (guint i = 0; i < all->missing->len; i++)
    if (g_array_index (all->missing, double, i) == value)
      return false;
  return value >= 0 || all->spec->kind == REPLICATES_SDR || all->spec->kind == REPLICATES_OTHER;
}

/* Decimals that a number is written with; MOST_DECIMALS + 1: more than that. */
static int
decimals_of (double value)
{
  double power = 1;
  int decimals = 0;
  while (decimals <= MOST_DECIMALS && nearbyint (value * power) / power != value) {
    power *= 10;
    decimals++;
  }
  return decimals;
}

/* Twice a weight of 1234.567 is 2469.134 and not a number that is written with 17 digits. */
static double
product (double weight, int decimals, double factor)
{
  double value = weight * factor, power = 1;
  int all = decimals + decimals_of (factor);
  if (all > MOST_DECIMALS)
    return value;
  for (int i = 0; i < all; i++)
    power *= 10;
  double near = nearbyint (value * power) / power;
  return fabs (near - value) <= ROUNDING * fabs (value) ? near : value;
}

static void
count_values (struct replicating *all, const double *value, double weight)
{
  double sum = 0;
  if (!(weight > 0))
    return;
  for (size_t k = 0; k < all->spec->n; k++) {
    sum += value[k];
    all->left_out[k] += value[k] == 0;
    all->largest = fmax (all->largest, value[k]);
    all->whole = all->whole && nearbyint (value[k]) == value[k];
  }
  all->n_records++;
  all->values += sum / (double)all->spec->n;
  all->weights += weight;
  all->weights_whole = all->weights_whole && nearbyint (weight) == weight;
}

bool
run_add_replicates (struct run *run, size_t row, double weight)
{
  struct replicating *all = run->replicates;
  size_t n = all->spec->n;
  const double *value = run->block.number + row * n;
  for (size_t k = 0; k < n; k++)
    if (!is_usable (all, value[k])) {
      if (all->bad.n == 0)
        all->bad_column = all->spec->columns[k].text;
      tally_of_add (&all->bad, run, row);
      return false;
    }
  count_values (all, value, weight);
  size_t at = all->weight->len;
  g_array_append_vals (all->weight, value, (guint)n);
  double *kept = &g_array_index (all->weight, double, at);
  int decimals = all->spec->factors ? decimals_of (weight) : 0;
  for (size_t k = 0; all->spec->factors && k < n; k++)
    kept[k] =
        value[k] == 0 || value[k] == 1 ? value[k] * weight : product (weight, decimals, value[k]);
  return true;
}

const double *
run_replicates_at (const struct run *run, size_t record)
{
  return &g_array_index (run->replicates->weight, double, record * run->replicates->spec->n);
}

double *
run_take_replicates (struct run *run)
{
  struct replicating *all = run->replicates;
  return all ? (double *)(void *)g_array_free (g_steal_pointer (&all->weight), FALSE) : NULL;
}

/* ---- Findings ---- */

static void
report_bad (struct run *run)
{
  const struct replicating *all = run->replicates;
  g_autofree char *records = run_records (all->bad.n);
  if (all->bad.n == 0)
    return;
  diag_add (run->diag, FIND_REPLICATE_MISSING,
            (struct place){.file = all->bad.file, .line = all->bad.line},
            "%s %s a replicate weight that is empty, negative or not a number and %s rejected%s",
            records, all->bad.n == 1 ? "has" : "have", all->bad.n == 1 ? "was" : "were",
            all->bad.n == 1 ? "" : " (the first is here)");
  diag_note (run->diag, all->spec->place, "in column \"%s\" of those that are named here",
             all->bad_column);
  diag_measure (run->diag, all->bad_column, all->bad.n, datain_n_read (run->in));
}

/* Weights taken for factors, or factors for weights; true when something was said. */
static bool
report_values (struct run *run)
{
  const struct replicating *all = run->replicates;
  double n = (double)all->n_records, value = all->values / n, weight = all->weights / n;
  bool like_factors = fabs (value - 1) <= MEAN_TOLERANCE;
  bool like_weights = fabs (value / weight - 1) <= MEAN_TOLERANCE;
  bool counts = all->whole && all->largest <= LARGEST_COUNT && !all->weights_whole;

  if (!all->spec->factors && ((like_factors && !like_weights) || (counts && like_factors)))
    diag_add (
        run->diag, FIND_REPLICATE_KIND, all->spec->place,
        "the replicate weights %shave a mean of %.4g, and the weight one of %.4g: they are factors "
        "of the weight, and as weights they would give wrong standard errors; write `values: "
        "factors`",
        all->whole ? "are whole numbers and " : "", value, weight);
  else if (all->spec->factors && !like_factors && like_weights)
    diag_add (run->diag, FIND_REPLICATE_KIND, all->spec->place,
              "the replicate factors have a mean of %.4g, which is that of the weight, and not 1: "
              "they are weights; write `values: weights`",
              value);
  else if (all->spec->factors ? !like_factors : !like_weights)
    diag_add (run->diag, FIND_REPLICATE_KIND, all->spec->place,
              "the replicate %s have a mean of %.4g where it should be near %.4g: are these the "
              "columns of this weight?",
              all->spec->factors ? "factors" : "weights", value, all->spec->factors ? 1 : weight);
  else
    return false;
  return true;
}

/* What each kind leaves out of a replicate, as a sentence when it is not so; SHARE of the records
   is left out, NONE of N replicates leave out nobody. */
static const char *
wrong_share (const struct replicate_spec *spec, double share, size_t none)
{
  switch (spec->kind) {
  case REPLICATES_BRR:
    return share < ABOUT_HALF[0] || share > ABOUT_HALF[1]
               ? "brr leaves half of the sample out of each replicate (fay gives it a smaller "
                 "weight)"
               : NULL;
  case REPLICATES_JK1:
  case REPLICATES_JK2:
  case REPLICATES_JKN:
    return 2 * none > spec->n || share > ABOUT_HALF[1]
               ? "a jackknife leaves one PSU out of each replicate"
           : share * (double)spec->n > ABOUT_ONCE
               ? "a jackknife leaves each record out of one replicate at most"
               : NULL;
  case REPLICATES_FAY:
    return spec->rho > 0 && share > HARDLY_ANY
               ? "fay leaves nobody out (brr leaves half of the sample out)"
               : NULL;
  case REPLICATES_SDR:
    return share > HARDLY_ANY ? "sdr leaves nobody out" : NULL;
  default:
    return NULL;
  }
}

static void
report_shares (struct run *run)
{
  const struct replicating *all = run->replicates;
  double left_out = 0;
  size_t none = 0;
  for (size_t k = 0; k < all->spec->n; k++) {
    left_out += (double)all->left_out[k];
    none += all->left_out[k] == 0;
  }
  double share = left_out / (double)all->spec->n / (double)all->n_records;
  const char *wrong = wrong_share (all->spec, share, none);
  if (wrong)
    diag_add (
        run->diag, FIND_REPLICATE_KIND, all->spec->place,
        "%s, but these replicates leave out %.3g %% of the records on average, and %zu of %zu "
        "leave out nobody; ask the data's producer for the kind",
        wrong, 100 * share, none, all->spec->n);
}

void
run_replicate_findings (struct run *run, size_t n_strata)
{
  const struct replicating *all = run->replicates;
  if (!all)
    return;
  report_bad (run);
  if (all->n_records == 0)
    return;
  if (!report_values (run))
    report_shares (run);
  if ((all->spec->kind == REPLICATES_BRR || all->spec->kind == REPLICATES_FAY) &&
      n_strata > all->spec->n)
    diag_add (run->diag, FIND_REPLICATE_NUMBER, all->spec->place,
              "%zu replicates of kind %s cannot balance %zu strata; are columns left out of "
              "`columns`, or were strata put together when they were made?",
              all->spec->n, replicate_kind_name (all->spec->kind), n_strata);
}
