/* Does an answer depend on a group?  Tests of independence in a table, by the sample's design. */
#ifndef STAT_CHISQ_H
#define STAT_CHISQ_H
#include "stat/influence.h"

/* The table: rows are cells FIRST_CELL .. + N_ROWS - 1 of a tally, columns its states FIRST_STATE
   .. + N_COLUMNS - 1; other records take no part.  Rows and columns without weight are left out. */
struct chisq_table {
  const struct tally *tally;
  size_t first_cell, n_rows, first_state, n_columns;
};

/* Rao and Scott's second-order correction of Pearson's X^2; the Wald test of the cells less the
   products of their margins; the same with its statistic and degrees of freedom adjusted for how
   few the design has.  R's svychisq: statistic = "F", "Wald", "adjWald". */
enum chisq_method { CHISQ_RAO_SCOTT, CHISQ_WALD, CHISQ_ADJUSTED_WALD };

/* Why there is no test. */
enum chisq_lack {
  CHISQ_LACKS_NOTHING,  /* there is one */
  CHISQ_LACKS_ROWS,     /* fewer than two have a weight */
  CHISQ_LACKS_COLUMNS,  /* the same */
  CHISQ_LACKS_VARIANCE, /* a lonely PSU under `fail`, or a sample that is the population */
  CHISQ_LACKS_DF,       /* degrees of freedom, for as many interactions */
  CHISQ_LACKS_INVERSE   /* the covariance of the interactions is singular */
};

/* F is to be held against F (DF1, DF2).  NaN where there is no test. */
struct chisq {
  double f, df1, df2, p;
  enum chisq_lack lacks;
};

struct chisq chisq_test (enum chisq_method, const struct design *, const struct chisq_table *);
#endif
