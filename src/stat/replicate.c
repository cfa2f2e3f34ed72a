#include <config.h>

#include "stat/replicate.h"

#include "stat/exact.h"

#include <math.h>
#include <string.h>

enum {
  LANES = 8,  /* numbers that are added in one go */
  MANY = 400, /* columns that decide on a rank, see rank_of */
};

/* As R's qr () for degrees of freedom: what is left of a row is nothing. */
static const double DEPENDENT = 1e-5;

/* ---- Rows ---- */

/* In groups of a fixed length the compiler makes vector instructions of them. */
static void
add_times (double *restrict sum, const double *restrict row, double times, size_t n)
{
  size_t r = 0;
  for (; r + LANES <= n; r += LANES)
    for (size_t k = 0; k < LANES; k++)
      sum[r + k] += times * row[r + k];
  for (; r < n; r++)
    sum[r] += times * row[r];
}

static void
add_row (double *restrict sum, const double *restrict row, size_t n)
{
  size_t r = 0;
  for (; r + LANES <= n; r += LANES)
    for (size_t k = 0; k < LANES; k++)
      sum[r + k] += row[r + k];
  for (; r < n; r++)
    sum[r] += row[r];
}

static size_t
largest_of (const double *row, size_t n)
{
  size_t largest = 0;
  for (size_t r = 1; r < n; r++)
    if (fabs (row[r]) > fabs (row[largest]))
      largest = r;
  return largest;
}

/* ---- Patterns and ranks ---- */

/* A record's weights in units of the largest, to seven digits. */
static void
normalised (const struct replicates *rep, size_t record, float *out)
{
  const double *row = rep->drawn + record * rep->n;
  double largest = row[largest_of (row, rep->n)], unit = largest != 0 ? 1 / largest : 0;
  for (size_t r = 0; r < rep->n; r++)
    out[r] = (float)(row[r] * unit);
}

static guint64
hash_of (const float *row, size_t n)
{
  guint64 hash = n;
  for (size_t r = 0; r < n; r++) {
    guint32 bits;
    memcpy (&bits, &row[r], sizeof bits);
    hash = (hash ^ bits) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
    hash ^= hash >> 32;
  }
  return hash;
}

/* Two that are alike but for rounding may become two patterns, and two that are not never one. */
static void
find_patterns (struct replicates *rep)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint64 *hash = g_new (guint64, rep->n_records + 1);
  g_autofree float *row = g_new (float, rep->n), *other = g_new (float, rep->n);
  rep->pattern = g_new (guint32, rep->n_records + 1);
  rep->example = g_new (guint32, rep->n_records + 1);
  for (size_t i = 0; i < rep->n_records; i++) {
    normalised (rep, i, row);
    hash[i] = hash_of (row, rep->n);
    gpointer found = g_hash_table_lookup (seen, &hash[i]);
    if (found) {
      normalised (rep, rep->example[GPOINTER_TO_UINT (found) - 1], other);
      if (memcmp (row, other, rep->n * sizeof *row) == 0) {
        rep->pattern[i] = GPOINTER_TO_UINT (found) - 1;
        continue;
      }
    }
    rep->example[rep->n_patterns] = (guint32)i;
    rep->pattern[i] = (guint32)rep->n_patterns++;
    if (!found)
      g_hash_table_insert (seen, &hash[i], GSIZE_TO_POINTER (rep->n_patterns));
  }
  rep->example = g_renew (guint32, rep->example, rep->n_patterns + 1);
}

/* Rank of the first N columns.  Gaussian elimination, row by row, with the largest number left in a
   row as its pivot; at an end when LIMIT is reached. */
static size_t
find_rank (const struct replicates *rep, const guint8 *met, size_t n, size_t limit)
{
  size_t rank = 0;
  g_autofree double *rows = g_new (double, limit *n + 1), *row = g_new (double, n);
  g_autofree size_t *pivot = g_new (size_t, limit + 1);
  for (size_t p = 0; p < rep->n_patterns && rank < limit; p++) {
    if (met && !met[p])
      continue;
    memcpy (row, rep->drawn + rep->example[p] * rep->n, n * sizeof *row);
    double unit = fabs (row[largest_of (row, n)]);
    if (!(unit > 0))
      continue;
    for (size_t k = 0; k < rank; k++)
      if (row[pivot[k]] != 0) {
        add_times (row, rows + k * n, -row[pivot[k]], n);
        row[pivot[k]] = 0;
      }
    size_t largest = largest_of (row, n);
    if (fabs (row[largest]) < DEPENDENT * unit)
      continue;
    memset (rows + rank * n, 0, n * sizeof *rows);
    add_times (rows + rank * n, row, 1 / row[largest], n);
    pivot[rank++] = largest;
  }
  return rank;
}

/* Where so many columns already have a full rank, all of them are taken to have as much as rows and
   the whole sample allow: beyond that many degrees of freedom their number makes no difference. */
static size_t
rank_of (const struct replicates *rep, const guint8 *met)
{
  size_t patterns = 0;
  if (rep->n <= MANY)
    return find_rank (rep, met, rep->n, rep->rank);
  if (find_rank (rep, met, MANY, MANY) < MANY)
    return find_rank (rep, met, rep->n, rep->rank);
  for (size_t p = 0; p < rep->n_patterns; p++)
    patterns += met[p];
  return MIN (patterns, rep->rank);
}

long
replicates_df (const struct replicates *rep, const guint8 *met)
{
  GBytes *key = g_bytes_new (met, rep->n_patterns);
  gpointer known;
  if (g_hash_table_lookup_extended (rep->ranks, key, NULL, &known)) {
    g_bytes_unref (key);
    return (long)GPOINTER_TO_SIZE (known) - 1;
  }
  size_t rank = rank_of (rep, met);
  g_hash_table_insert (rep->ranks, key, GSIZE_TO_POINTER (rank));
  return (long)rank - 1;
}

struct replicates *
replicates_new (size_t n, size_t n_records, const double *weight, double *owned,
                double *coefficient, bool mse)
{
  struct replicates *rep = g_new0 (struct replicates, 1);
  *rep = (struct replicates){.n = n,
                             .n_records = n_records,
                             .weight = owned ? owned : weight,
                             .drawn = owned ? owned : weight,
                             .owned = {owned},
                             .coefficient = coefficient,
                             .mse = mse,
                             .scale = 1};
  rep->ranks =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  find_patterns (rep);
  rep->rank = find_rank (rep, NULL, n, n);
  return rep;
}

void
replicates_free (struct replicates *rep)
{
  if (!rep)
    return;
  g_hash_table_destroy (rep->ranks);
  for (size_t i = 0; i < G_N_ELEMENTS (rep->owned); i++)
    g_free (rep->owned[i]);
  g_free (rep->coefficient);
  g_free (rep->pattern);
  g_free (rep->example);
  g_free (rep);
}

void
replicates_reweigh (struct replicates *rep, double *weight)
{
  g_free (rep->owned[1]);
  rep->weight = rep->owned[1] = weight;
}

/* ---- Variance ---- */

size_t
replicates_dropped (const struct replicates *rep, const double *z)
{
  size_t dropped = 0;
  for (size_t r = 0; r < rep->n; r++)
    dropped += !isfinite (z[r]);
  return dropped;
}

/* The mean of those that count. */
static double
centre_of (const struct replicates *rep, const double *z)
{
  struct compensated sum = {0};
  size_t n = 0;
  for (size_t r = 0; r < rep->n; r++)
    if (isfinite (z[r]) && rep->coefficient[r] > 0) {
      compensated_add (&sum, z[r]);
      n++;
    }
  return n ? compensated_value (&sum) / (double)n : 0;
}

double
replicates_variance (const struct replicates *rep, const double *z)
{
  struct compensated sum = {0};
  double centre = rep->mse ? 0 : centre_of (rep, z);
  size_t n = 0;
  for (size_t r = 0; r < rep->n; r++)
    if (isfinite (z[r])) {
      double off = z[r] - centre;
      compensated_add (&sum, rep->coefficient[r] * off * off);
      n++;
    }
  return n ? compensated_value (&sum) : NAN;
}

/* ---- Sums ---- */

struct replicate_sums *
replicate_sums_new (const struct replicates *rep, size_t n_cells, size_t n_rows)
{
  struct replicate_sums *s;
  if (!rep)
    return NULL;
  s = g_new (struct replicate_sums, 1);
  *s = (struct replicate_sums){.of = rep,
                               .n_cells = n_cells,
                               .n_rows = n_rows,
                               .sum = g_new0 (double, n_cells *n_rows * rep->n + 1),
                               .met = g_new0 (guint8, n_cells * rep->n_patterns + 1)};
  return s;
}

void
replicate_sums_free (struct replicate_sums *s)
{
  if (!s)
    return;
  g_free (s->sum);
  g_free (s->met);
  g_free (s);
}

void
replicate_sums_merge (struct replicate_sums *s, const struct replicate_sums *from)
{
  if (!s)
    return;
  add_row (s->sum, from->sum, s->n_cells * s->n_rows * s->of->n);
  for (size_t i = 0; i < s->n_cells * s->of->n_patterns; i++)
    s->met[i] |= from->met[i];
}

void
replicate_sums_add (struct replicate_sums *s, size_t cell, size_t row, size_t record)
{
  size_t n = s->of->n;
  s->met[cell * s->of->n_patterns + s->of->pattern[record]] = 1;
  add_row (s->sum + (cell * s->n_rows + row) * n, s->of->weight + record * n, n);
}

void
replicate_sums_add_times (struct replicate_sums *s, size_t cell, size_t row, size_t record,
                          double times)
{
  size_t n = s->of->n;
  s->met[cell * s->of->n_patterns + s->of->pattern[record]] = 1;
  add_times (s->sum + (cell * s->n_rows + row) * n, s->of->weight + record * n, times, n);
}

void
replicate_sums_row (const struct replicate_sums *s, size_t cell, size_t row, double *out)
{
  if (s)
    add_times (out, s->sum + (cell * s->n_rows + row) * s->of->n, s->of->scale, s->of->n);
}

void
replicate_sums_met (const struct replicate_sums *s, size_t cell, guint8 *met)
{
  for (size_t p = 0; s && p < s->of->n_patterns; p++)
    met[p] |= s->met[cell * s->of->n_patterns + p];
}
