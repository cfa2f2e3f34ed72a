#include <config.h>

#include "stat/squares.h"

#include "stat/exact.h"

/* A centred sum of squares smaller than this share of the uncentred one is rounding error. */
static const double NOISE = 0x1p-44;

double
squares_of_units (const double *z, size_t n, size_t sampled)
{
  struct compensated sum = {0}, squares = {0};
  for (size_t u = 0; u < n; u++)
    compensated_add (&sum, z[u]);
  double mean = compensated_value (&sum) / (double)sampled;
  for (size_t u = 0; u < n; u++)
    compensated_add (&squares, (z[u] - mean) * (z[u] - mean));
  return compensated_value (&squares);
}

double
squares_of_records (double zz, double z, size_t sampled)
{
  double centred = zz - z * z / (double)sampled;
  return centred <= NOISE * zz ? 0 : centred;
}
