/* Differences and their tests. */
#ifndef STAT_CONTRAST_H
#define STAT_CONTRAST_H
#include <glib.h>

/* NaN where there is none. */
struct contrast {
  double difference, se, df, t, p; /* p: two-sided */
};

/* A difference with its variance and degrees of freedom against 0. */
struct contrast contrast_test (double difference, double variance, double df);
/* Degrees of freedom of a sum of N independent variances: (sum v)^2 / sum (v^2 / df).  Variances of
   0 take no part, as long as they have degrees of freedom or df is NaN; a variance without degrees
   of freedom is not known, be it 0, and the result is NaN. */
double contrast_satterthwaite (const double *variance, const double *df, size_t n);

enum adjustment { ADJUST_NONE, ADJUST_BONFERRONI, ADJUST_HOLM, ADJUST_BH };
/* Adjust the N p-values of one family in place; NaN takes no part and does not count. */
void contrast_adjust (double *p, size_t n, enum adjustment);
#endif
