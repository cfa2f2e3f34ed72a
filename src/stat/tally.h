/* Tallies: what one pass over the records leaves of them.

   A record belongs to a cell (its group in a breakdown) and has a state there.  A tally holds, for
   each unit of the design, cell and state, how many records there are and the exact sums of their
   weights; every estimate, its variance and its design effect follow from that.  Tallies of two
   parts of the records add up to the tally of the whole to the last bit. */
#ifndef STAT_TALLY_H
#define STAT_TALLY_H
#include "stat/design.h"

/* State 0 takes no part in anything.  The others mean what the caller wants, but for this: those
   from FIRST on are the domain of the estimates, those before it the rest of the universe. */
enum { STATE_OUT };

struct tally_sums {
  guint64 n;       /* records with a positive weight */
  struct exact ww; /* squares of the weights */
};

struct tally {
  size_t n_units, n_cells, n_states, first;
  size_t n_sums;                     /* n_units where sums of squares are kept, else 1 */
  struct exact *w;                   /* [n_units][n_cells][n_states] */
  struct tally_sums *sums;           /* [n_sums][n_cells][n_states] */
  struct replicate_sums *replicates; /* rows: states; of the domain alone; or NULL */
};

struct tally *tally_new (const struct design *, size_t n_cells, size_t n_states, size_t first);
void tally_free (struct tally *);
/* Add the design's records: CELL [n] or NULL (all in cell 0) and STATE [n], by record. */
void tally_add (struct tally *, const struct design *, const guint16 *cell, const guint8 *state);
/* The same for N tallies of different breakdowns at once, which takes less time. */
void tally_add_all (struct tally *const *, const guint16 *const *cell, size_t n,
                    const struct design *, const guint8 *state);
/* Add another tally of the same shape. */
void tally_merge (struct tally *, const struct tally *);

/* The same for numbers: a record has two values, y and x (1 where only y is meant), and a state:
   STATE_VALID, or another one that only counts towards the universe. */
enum { STATE_VALID = 3 };

/* Exact sums over records of scaled weights w and scaled values.  SKIPPED sums w over records that
   are neither valid nor out, the others over valid ones; Y2, YX and X2 are sums of (w y)^2, (w y)(w
   x), (w x)^2, and YW and XW, made of calibrated weights alone, of w (w y) and w (w x). */
enum moment {
  MOMENT_SKIPPED,
  MOMENT_W,
  MOMENT_WW,
  MOMENT_WY,
  MOMENT_WX,
  MOMENT_WYY,
  MOMENT_WYX,
  MOMENT_WXX,
  MOMENT_Y2,
  MOMENT_YX,
  MOMENT_X2,
  MOMENT_YW,
  MOMENT_XW,
  N_MOMENTS
};

/* Squares and products of two values, from MOMENT_WYY to MOMENT_X2, are kept in two parts. */
enum { FIRST_SQUARE = MOMENT_WYY, N_SQUARES = MOMENT_X2 + 1 - FIRST_SQUARE };

struct moments_slot {
  guint64 n; /* valid records with a positive weight */
  struct exact sum[N_MOMENTS];
  struct exact below[N_SQUARES]; /* what falls below SUM's grid, on one of its own */
};

struct moments {
  size_t n_units, n_cells;
  size_t n_kept;                     /* moments that are made */
  int y_exponent, x_exponent;        /* values are scaled by 2^-exponent */
  struct moments_slot *slots;        /* [n_units][n_cells] */
  struct replicate_sums *replicates; /* rows: w y, w x, in their own unit; or NULL */
};

/* The values: Y and X by record, only looked at where STATE is STATE_VALID, below
   2^exponent in size.  X may be NULL: 1 for every record; its exponent is then 1. */
struct moments_input {
  const double *y, *x;
  const guint16 *cell; /* or NULL */
  const guint8 *state;
};

/* The exponent for N values, of those with STATE_VALID. */
int moments_exponent (const double *values, const guint8 *state, size_t n);
struct moments *moments_new (const struct design *, size_t n_cells, int y_exponent, int x_exponent);
void moments_free (struct moments *);
void moments_add (struct moments *, const struct design *, const struct moments_input *);
void moments_merge (struct moments *, const struct moments *);
void moments_slot_add (struct moments_slot *, const struct moments_slot *);
/* A sum, with its part below. */
double moments_sum (const struct moments_slot *, enum moment);
#endif
