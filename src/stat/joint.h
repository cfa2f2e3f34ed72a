/* What two estimates of one survey have in common: the records that are in both denominators.

   Where a PSU holds many records, the sums of z over PSUs tell all of a covariance.  Where each
   record is its own PSU only sums of squares are kept, and the products must be summed beside them;
   so must the records in both, for they count once. */
#ifndef STAT_JOINT_H
#define STAT_JOINT_H
#include "stat/design.h"

/* The two values of each record that an estimate is made of, as totals have them: who has the
   property and who has not, or y and x. */
struct joint_side {
  const double *a, *b;  /* [n] looked at only where */
  const guint8 *inside; /* [n] the record is in the denominator */
};

enum joint_product { JOINT_AA, JOINT_AB, JOINT_BA, JOINT_BB, N_JOINT };

struct joint_slot {
  guint64 n; /* records in both, with a positive weight */
  struct exact w, product[N_JOINT];
};

struct joint {
  size_t n_sums, n_cells;         /* sums: strata where each record is its own PSU, else 1 */
  int exponent[2], b_exponent[2]; /* values are scaled by 2^-exponent */
  struct joint_slot *slots;       /* [n_sums][n_cells] */
};

/* One pass: SIDES [2] are borrowed for it; CELL [n] or NULL as for a tally. */
struct joint *joint_new (const struct design *, size_t n_cells, const struct joint_side *sides,
                         const guint16 *cell);
void joint_free (struct joint *);

/* One cell, or CELL_ALL of totals.h.  Scaled weights, values in their own unit. */
struct common {
  guint64 n;
  double w;
  size_t n_units;
  guint64 *count;           /* [n_units]; NULL, as are all, where a unit is a PSU */
  double *product[N_JOINT]; /* [n_units] sums of (w a) (w a') and so on */
};

struct common *common_new (const struct design *);
void common_free (struct common *);
void common_of_joint (struct common *, const struct joint *, long cell);
#endif
