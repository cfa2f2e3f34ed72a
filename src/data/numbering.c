#include <config.h>

#include "data/dataset.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* Labels of strata or PSUs, each once, in order.  Equal labels most often are one string of a
   dictionary: the string's address is looked up, and its text only the first time. */
struct labels {
  guint32 n;
  GHashTable *rank; /* address of a label -> its place in the order */
};

struct sort_key {
  const char *label;
  double number; /* 0 when the labels are not all numbers */
};

/* As numbers, so that PSU 10 stands behind PSU 9; labels that are the same number (1, 01) are
   different labels, bytewise. */
static int
compare_keys (const void *a_, const void *b_)
{
  const struct sort_key *a = a_, *b = b_;
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  return strcmp (a->label, b->label);
}

/* The strings of LABEL [n], each address once. */
static GPtrArray *
distinct_strings (const char *const *label, size_t n)
{
  GPtrArray *strings = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (size_t i = 0; i < n; i++)
    if (g_hash_table_add (seen, (gpointer)label[i]))
      g_ptr_array_add (strings, (gpointer)label[i]);
  return strings;
}

static struct labels
sort_labels (const char *const *label, size_t n)
{
  struct labels out = {.rank = g_hash_table_new (g_direct_hash, g_direct_equal)};
  g_autoptr (GPtrArray) strings = distinct_strings (label, n);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (struct sort_key));
  bool numbers = true;
  for (guint i = 0; i < strings->len; i++) {
    struct sort_key key = {g_ptr_array_index (strings, i), 0};
    numbers = numbers && number_parse (key.label, strlen (key.label), '.', &key.number);
    g_array_append_val (keys, key);
  }
  struct sort_key *key = (struct sort_key *)keys->data;
  for (guint i = 0; i < keys->len && !numbers; i++)
    key[i].number = 0;
  qsort (key, keys->len, sizeof *key, compare_keys);
  for (guint i = 0; i < keys->len; i++) {
    out.n += i == 0 || strcmp (key[i].label, key[i - 1].label) != 0;
    g_hash_table_insert (out.rank, (gpointer)key[i].label, GUINT_TO_POINTER (out.n - 1));
  }
  return out;
}

static void
clear_labels (struct labels *l)
{
  g_hash_table_destroy (l->rank);
}

static guint32
rank_of (const struct labels *l, const char *label)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (l->rank, label));
}

static void
number_strata (struct dataset *ds, const char *const *stratum)
{
  ds->stratum = g_new0 (guint32, ds->n + 1);
  ds->n_strata = ds->n > 0;
  if (!stratum)
    return;
  struct labels strata = sort_labels (stratum, ds->n);
  for (size_t i = 0; i < ds->n; i++)
    ds->stratum[i] = rank_of (&strata, stratum[i]);
  ds->n_strata = strata.n;
  clear_labels (&strata);
}

static int
compare_pairs (const void *a_, const void *b_)
{
  const guint64 *a = a_, *b = b_;
  return *a < *b ? -1 : *a > *b;
}

/* PSUs are nested in strata: a PSU is a pair of stratum and label.  The pair as one number, the
   stratum above the label's rank, sorts as PSUs are to be numbered. */
static guint64
pair_of (guint32 stratum, guint32 label)
{
  return (guint64)stratum << 32 | label;
}

/* The PSU labels that occur in several strata: how many.  PAIR: each PSU once; OF_RECORD: that of
   each record. */
static void
find_nested (const struct dataset *ds, const guint64 *pair, const guint64 *of_record,
             guint32 n_labels, struct place at, struct diag *diag)
{
  g_autofree guint8 *seen = g_new0 (guint8, (size_t)n_labels + 1);
  size_t nested = 0, records = 0;
  for (size_t i = 0; i < ds->n_psus; i++) {
    guint8 *times = &seen[(guint32)pair[i]];
    nested += *times == 1;
    *times = (guint8)MIN (*times + 1, 2);
  }
  if (nested == 0)
    return;
  for (size_t i = 0; i < ds->n; i++)
    records += seen[(guint32)of_record[i]] > 1;
  diag_add (diag, FIND_NESTING, at, "%zu PSU label%s in more than one stratum; %s", nested,
            nested == 1 ? " occurs" : "s occur",
            "the PSUs are read as different ones, one in each stratum");
  diag_measure (diag, "psu", records, ds->n);
}

static void
number_psus (struct dataset *ds, const char *const *psu, struct place at, struct diag *diag)
{
  if (!psu)
    return;
  struct labels labels = sort_labels (psu, ds->n);
  g_autofree guint64 *of_record = g_new (guint64, ds->n + 1);
  g_autofree guint64 *pair = g_new (guint64, ds->n + 1);
  g_autoptr (GHashTable) number = g_hash_table_new (g_int64_hash, g_int64_equal);
  size_t n = 0;
  for (size_t i = 0; i < ds->n; i++) {
    of_record[i] = pair_of (ds->stratum[i], rank_of (&labels, psu[i]));
    if (g_hash_table_add (number, &of_record[i]))
      pair[n++] = of_record[i];
  }
  qsort (pair, n, sizeof *pair, compare_pairs);
  for (size_t i = 0; i < n; i++)
    g_hash_table_insert (number, &pair[i], GUINT_TO_POINTER ((guint)i));
  ds->n_psus = n;
  ds->psu = g_new (guint32, ds->n + 1);
  for (size_t i = 0; i < ds->n; i++)
    ds->psu[i] = GPOINTER_TO_UINT (g_hash_table_lookup (number, &of_record[i]));
  find_nested (ds, pair, of_record, labels.n, at, diag);
  clear_labels (&labels);
}

/* PSUs in each stratum; records where each is its own PSU. */
static size_t *
count_sample (const struct dataset *ds)
{
  size_t *sample = g_new0 (size_t, ds->n_strata + 1);
  g_autofree bool *seen = g_new0 (bool, ds->n_psus + 1);
  for (size_t i = 0; i < ds->n; i++) {
    if (ds->psu && seen[ds->psu[i]])
      continue;
    if (ds->psu)
      seen[ds->psu[i]] = true;
    sample[ds->stratum[i]]++;
  }
  return sample;
}

/* As R's survey package reads it: all are population counts (1 or more) or all are sampling
   fractions (1 or less); a count may not be less than the PSUs in the sample.  A sentence, or
   NULL. */
static const char *
check_fpc (const struct dataset *ds, const double *fpc)
{
  bool counts = false, fractions = false;
  for (size_t i = 0; i < ds->n; i++) {
    if (!isfinite (fpc[i]) || fpc[i] <= 0)
      return "the finite population correction must be a number above 0 in every record";
    counts = counts || fpc[i] > 1;
    fractions = fractions || fpc[i] < 1;
  }
  if (counts && fractions)
    return "the finite population correction mixes sampling fractions (below 1) and numbers of "
           "PSUs (above 1); give one kind";
  g_autofree size_t *sample = count_sample (ds);
  for (size_t h = 0; counts && h < ds->n_strata; h++)
    if (ds->fpc[h] < (double)sample[h])
      return "the finite population correction of a stratum is less than the number of PSUs in its "
             "sample";
  return NULL;
}

static bool
number_fpc (struct dataset *ds, const double *fpc, struct place at, struct diag *diag)
{
  size_t varying = 0, differing = 0; /* strata; records that have another than the first */
  g_autofree bool *varies = g_new0 (bool, ds->n_strata + 1);
  if (!fpc)
    return true;
  ds->fpc = g_new0 (double, ds->n_strata + 1);
  for (size_t i = 0; i < ds->n; i++) {
    guint32 h = ds->stratum[i];
    if (ds->fpc[h] == 0)
      ds->fpc[h] = fpc[i];
    else if (ds->fpc[h] != fpc[i]) {
      varying += !varies[h];
      varies[h] = true;
      differing++;
    }
  }
  const char *wrong = check_fpc (ds, fpc);
  if (wrong) {
    diag_add (diag, FIND_BAD_FPC, at, "%s", wrong);
    diag_measure (diag, "fpc", 0, 0);
    g_clear_pointer (&ds->fpc, g_free);
    return false;
  }
  if (varying == 0)
    return true;
  diag_add (diag, FIND_FPC_VARIES, at,
            "the finite population correction differs within %zu strat%s; the first one of a "
            "stratum is used",
            varying, varying == 1 ? "um" : "a");
  diag_measure (diag, "fpc", differing, ds->n);
  return true;
}

bool
dataset_number_design (struct dataset *ds, const char *const *stratum, const char *const *psu,
                       const double *fpc, struct place at, struct diag *diag)
{
  number_strata (ds, stratum);
  number_psus (ds, psu, at, diag);
  return number_fpc (ds, fpc, at, diag);
}
