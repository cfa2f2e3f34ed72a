/* Variances, standard deviations and correlations of groups, and their standard errors. */
#ifndef STAT_SPREAD_H
#define STAT_SPREAD_H
#include "stat/linearise.h"

enum spread_kind { SPREAD_VARIANCE, SPREAD_SD, SPREAD_CORRELATION };

/* By record; Y and X are only looked at where STATE is STATE_VALID, X for correlations alone. */
struct spread_input {
  enum spread_kind kind;
  const double *y, *x;
  const guint16 *cell; /* or NULL: all in cell 0 */
  size_t n_cells;
  const guint8 *state;
};

/* What passes over the records leave of them. */
struct spread;
struct spread *spread_new (const struct design *, const struct spread_input *);
void spread_free (struct spread *);
/* Of a cell.  TOTALS are then those of its records, INFLUENCE is that of the estimate. */
struct statistic spread_statistic (const struct design *, const struct spread *, size_t cell,
                                   struct totals *, struct influence *);
#endif
