/* Does an answer depend on a group?  Rao and Scott's test with the second-order correction. */
#ifndef STAT_CHISQ_H
#define STAT_CHISQ_H
#include "stat/influence.h"

/* The table: rows are cells FIRST_CELL .. + N_ROWS - 1 of a tally, columns its states FIRST_STATE
   ..
   + N_COLUMNS - 1; other records take no part.  Rows and columns without weight are left out. */
struct chisq_table {
  const struct tally *tally;
  size_t first_cell, n_rows, first_state, n_columns;
};

/* NaN where there is no test: fewer than two rows or columns are left, or there are no degrees of
   freedom.  F is to be held against F (DF1, DF2). */
struct chisq {
  double f, df1, df2, p;
};

struct chisq chisq_rao_scott (const struct design *, const struct chisq_table *);
#endif
