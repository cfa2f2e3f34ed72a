/* Sums of squares about their mean, of which variances are made. */
#ifndef STAT_SQUARES_H
#define STAT_SQUARES_H
#include <stddef.h>

/* Sum over SAMPLED units of (z - mean z)^2, Z [n] being those of the units that are there, and 0 of
   the others. */
double squares_of_units (const double *z, size_t n, size_t sampled);
/* The same from the sum of squares ZZ and the sum Z of all; NaN of NaN. */
double squares_of_records (double zz, double z, size_t sampled);
#endif
