/* Replicate weights: an estimate is made again with each of them, and varies as these differ.

   V = sum over replicates of c (theta_r - centre)^2, the centre being the mean of the replicates'
   estimates (Wolter 2007, 3 and 4; R survey) or, with MSE, that of the full sample.  */
#ifndef STAT_REPLICATE_H
#define STAT_REPLICATE_H
#include <glib.h>
#include <stdbool.h>

/* Degrees of freedom are the rank of the weights of a domain's records less 1.  Records whose
   weights are proportional, such as those of one PSU, add nothing to a rank beside each other: they
   are one pattern. */
struct replicates {
  size_t n, n_records;
  const double *weight; /* [n_records][n], as given or calibrated */
  const double *drawn;  /* the same as given, of which ranks are made */
  double *owned[2];     /* what of these is not borrowed, or NULL */
  double *coefficient;  /* [n] c */
  bool mse;
  double scale;     /* what WEIGHT is to be taken times, to be scaled as the design's weights are */
  guint32 *pattern; /* [n_records] */
  guint32 *example; /* [n_patterns] a record */
  size_t n_patterns, rank;
  GHashTable *ranks; /* GBytes of patterns met -> rank, of domains asked for before */
};

/* WEIGHT is borrowed, or given with OWNED, COEFFICIENT is taken over; g_malloc.  SCALE is set by
   whoever takes the replicates into a design. */
struct replicates *replicates_new (size_t n, size_t n_records, const double *weight, double *owned,
                                   double *coefficient, bool mse);
void replicates_free (struct replicates *);
/* Count with other weights, taken over (g_malloc), from now on: those made of the old ones by
   calibration, which leaves the degrees of freedom as they were. */
void replicates_reweigh (struct replicates *, double *weight);

/* The variance of an estimate that differs in replicate r by Z [n] from the full sample's.
   Replicates without an estimate (not finite) are left out; NaN if all are. */
double replicates_variance (const struct replicates *, const double *z);
/* How many are left out. */
size_t replicates_dropped (const struct replicates *, const double *z);
/* The rank less 1 of the weights in the patterns with MET [n_patterns]. */
long replicates_df (const struct replicates *, const guint8 *met);

/* ---- sums by replicate, as a tally and moments have them ---- */

struct replicate_sums {
  const struct replicates *of;
  size_t n_cells, n_rows;
  double *sum; /* [n_cells][n_rows][n], of weights as given */
  guint8 *met; /* [n_cells][n_patterns] */
};

/* NULL without replicates, which all of these understand. */
struct replicate_sums *replicate_sums_new (const struct replicates *, size_t n_cells,
                                           size_t n_rows);
void replicate_sums_free (struct replicate_sums *);
void replicate_sums_merge (struct replicate_sums *, const struct replicate_sums *);
/* Add a record's weights, TIMES a number, to a row of a cell. */
void replicate_sums_add (struct replicate_sums *, size_t cell, size_t row, size_t record);
void replicate_sums_add_times (struct replicate_sums *, size_t cell, size_t row, size_t record,
                               double times);
/* Add a row, scaled as the design, to OUT [n]; mark the patterns of a cell in MET [n_patterns]. */
void replicate_sums_row (const struct replicate_sums *, size_t cell, size_t row, double *out);
void replicate_sums_met (const struct replicate_sums *, size_t cell, guint8 *met);
#endif
