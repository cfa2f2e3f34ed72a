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

/* Units are nested in what they were drawn in: a PSU is a pair of stratum and label, a second-stage
   unit one of PSU and label.  The pair as one number, what holds the unit above the label's rank,
   sorts as units are to be numbered. */
static guint64
pair_of (guint32 outer, guint32 label)
{
  return (guint64)outer << 32 | label;
}

struct nesting {
  guint64 *of_record; /* [records] the pair of each */
  guint64 *pair;      /* [n] each once, sorted */
  size_t n;
  guint32 n_labels;
};

/* Number the units of LABEL within OUTER.  [records]; the pairs are handed out, to be cleared. */
static guint32 *
nest (const guint32 *outer, const char *const *label, size_t n, struct nesting *out)
{
  struct labels labels = sort_labels (label, n);
  g_autoptr (GHashTable) number = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint32 *unit = g_new (guint32, n + 1);
  *out = (struct nesting){g_new (guint64, n + 1), g_new (guint64, n + 1), 0, labels.n};
  for (size_t i = 0; i < n; i++) {
    out->of_record[i] = pair_of (outer[i], rank_of (&labels, label[i]));
    if (g_hash_table_add (number, &out->of_record[i]))
      out->pair[out->n++] = out->of_record[i];
  }
  qsort (out->pair, out->n, sizeof *out->pair, compare_pairs);
  for (size_t i = 0; i < out->n; i++)
    g_hash_table_insert (number, &out->pair[i], GUINT_TO_POINTER ((guint)i));
  for (size_t i = 0; i < n; i++)
    unit[i] = GPOINTER_TO_UINT (g_hash_table_lookup (number, &out->of_record[i]));
  clear_labels (&labels);
  return unit;
}

static void
clear_nesting (struct nesting *nesting)
{
  g_free (nesting->of_record);
  g_free (nesting->pair);
}

/* The PSU labels that occur in several strata: how many. */
static void
find_nested (const struct dataset *ds, const struct nesting *psus, struct place at,
             struct diag *diag)
{
  g_autofree guint8 *seen = g_new0 (guint8, (size_t)psus->n_labels + 1);
  size_t nested = 0, records = 0;
  for (size_t i = 0; i < psus->n; i++) {
    guint8 *times = &seen[(guint32)psus->pair[i]];
    nested += *times == 1;
    *times = (guint8)MIN (*times + 1, 2);
  }
  if (nested == 0)
    return;
  for (size_t i = 0; i < ds->n; i++)
    records += seen[(guint32)psus->of_record[i]] > 1;
  diag_add (diag, FIND_NESTING, at, "%zu PSU label%s in more than one stratum; %s", nested,
            nested == 1 ? " occurs" : "s occur",
            "the PSUs are read as different ones, one in each stratum");
  diag_measure (diag, "psu", records, ds->n);
}

static void
number_psus (struct dataset *ds, const char *const *psu, struct place at, struct diag *diag)
{
  struct nesting psus;
  if (!psu)
    return;
  ds->psu = nest (ds->stratum, psu, ds->n, &psus);
  ds->n_psus = psus.n;
  find_nested (ds, &psus, at, diag);
  clear_nesting (&psus);
}

/* Labels that begin anew in each PSU are the rule here, and no finding. */
static void
number_ssus (struct dataset *ds, const char *const *ssu)
{
  struct nesting ssus;
  if (!ssu)
    return;
  ds->ssu = nest (ds->psu, ssu, ds->n, &ssus);
  ds->n_ssus = ssus.n;
  clear_nesting (&ssus);
}

/* ---- Finite population corrections ---- */

/* A stage of the sample: units (or records) that were drawn within groups, and how its FPC is
   spoken of. */
struct stage {
  const guint32 *group, *unit; /* [records]; UNIT or NULL */
  size_t n_groups, n_units;
  const char *fpc, *units;        /* "the finite population correction", "PSUs" */
  const char *group_one, *groups; /* "stratum", "strata" */
  const char *subject;            /* of a finding */
  const char *lacking;            /* where UNIT is NULL: what the design could name yet */
};

/* Units of the sample in each group; records where there are no units. */
static size_t *
count_sample (const struct stage *s, size_t n)
{
  size_t *sample = g_new0 (size_t, s->n_groups + 1);
  g_autofree bool *seen = g_new0 (bool, s->n_units + 1);
  for (size_t i = 0; i < n; i++) {
    if (s->unit && seen[s->unit[i]])
      continue;
    if (s->unit)
      seen[s->unit[i]] = true;
    sample[s->group[i]]++;
  }
  return sample;
}

/* Groups whose population is smaller than their sample. */
static size_t
count_too_small (const struct stage *s, const double *of_group, size_t n)
{
  g_autofree size_t *sample = count_sample (s, n);
  size_t small = 0;
  for (size_t g = 0; g < s->n_groups; g++)
    small += of_group[g] < (double)sample[g];
  return small;
}

/* As R's survey package reads it, but each stage for itself: all are population counts (1 or more)
   or all are sampling fractions (1 or less); a count may not be less than the units in the sample.
   A sentence, to be freed, or NULL. */
static char *
check_fpc (const struct stage *s, const double *fpc, const double *of_group, size_t n)
{
  bool counts = false, fractions = false;
  for (size_t i = 0; i < n; i++) {
    if (!isfinite (fpc[i]) || fpc[i] <= 0)
      return g_strdup_printf ("%s must be a number above 0 in every record: how many %s the %s has "
                              "in the population, or which fraction of them was drawn",
                              s->fpc, s->units, s->group_one);
    counts = counts || fpc[i] > 1;
    fractions = fractions || fpc[i] < 1;
  }
  if (counts && fractions)
    return g_strdup_printf ("%s mixes sampling fractions (below 1) and numbers of %s (above 1); "
                            "write one kind in the whole column",
                            s->fpc, s->units);
  size_t small = counts ? count_too_small (s, of_group, n) : 0;
  if (small == 0)
    return NULL;
  return g_strdup_printf (
      "%s of %zu %s is less than the number of %s in %s sample; it is how many %s "
      "a %s has in the population: name the column that says it under `fpc`%s",
      s->fpc, small, small == 1 ? s->group_one : s->groups, s->units, small == 1 ? "its" : "their",
      s->units, s->group_one, s->unit ? ", or correct the data" : s->lacking);
}

/* The FPC of each group: the first one that a record of it has.  [n_groups], or NULL after a
   finding. */
static double *
number_fpc (const struct stage *s, const double *fpc, size_t n, struct place at, struct diag *diag)
{
  size_t varying = 0, differing = 0; /* groups; records that have another than the first */
  g_autofree bool *varies = g_new0 (bool, s->n_groups + 1);
  double *of_group = g_new0 (double, s->n_groups + 1);
  for (size_t i = 0; i < n; i++) {
    guint32 g = s->group[i];
    if (of_group[g] == 0)
      of_group[g] = fpc[i];
    else if (of_group[g] != fpc[i]) {
      varying += !varies[g];
      varies[g] = true;
      differing++;
    }
  }
  g_autofree char *wrong = check_fpc (s, fpc, of_group, n);
  if (wrong) {
    diag_add (diag, FIND_BAD_FPC, at, "%s", wrong);
    diag_measure (diag, s->subject, 0, 0);
    g_free (of_group);
    return NULL;
  }
  if (varying == 0)
    return of_group;
  diag_add (diag, FIND_FPC_VARIES, at,
            "%s differs within %zu %s; the first one of a %s is used: "
            "give all records of a %s the same",
            s->fpc, varying, varying == 1 ? s->group_one : s->groups, s->group_one, s->group_one);
  diag_measure (diag, s->subject, differing, n);
  return of_group;
}

bool
dataset_number_design (struct dataset *ds, const struct design_labels *labels, struct place at,
                       struct diag *diag)
{
  number_strata (ds, labels->stratum);
  number_psus (ds, labels->psu, at, diag);
  number_ssus (ds, labels->ssu);
  const struct stage first = {.group = ds->stratum,
                              .unit = ds->psu,
                              .n_groups = ds->n_strata,
                              .n_units = ds->n_psus,
                              .fpc = "the finite population correction",
                              .units = "PSUs",
                              .group_one = "stratum",
                              .groups = "strata",
                              .subject = "fpc",
                              .lacking =
                                  ", or name the PSUs under `psu`: without them every record "
                                  "is one"};
  const struct stage second = {.group = ds->psu,
                               .unit = ds->ssu,
                               .n_groups = ds->n_psus,
                               .n_units = ds->n_ssus,
                               .fpc = "the second stage's finite population correction",
                               .units = ds->ssu ? "second-stage units" : "records",
                               .group_one = "PSU",
                               .groups = "PSUs",
                               .subject = "fpc2",
                               .lacking = ", or name the units under `ssu`: without them every "
                                          "record is one"};
  if (labels->fpc)
    ds->fpc = number_fpc (&first, labels->fpc, ds->n, labels->fpc_at, diag);
  if (labels->fpc2)
    ds->fpc2 = number_fpc (&second, labels->fpc2, ds->n, labels->fpc2_at, diag);
  return !ds->fpc == !labels->fpc && !ds->fpc2 == !labels->fpc2;
}
