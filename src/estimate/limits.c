/* By which method the limits of figures are made, and with which degrees of freedom. */
#include <config.h>

#include "estimate/work.h"

#include <math.h>

enum interval_method
limits_method (const struct indicators *in)
{
  static const enum interval_method methods[N_INTERVALS] = {
      [INTERVAL_LOGIT] = METHOD_LOGIT,     [INTERVAL_T] = METHOD_T,
      [INTERVAL_WILSON] = METHOD_WILSON,   [INTERVAL_BETA] = METHOD_BETA,
      [INTERVAL_ARCSINE] = METHOD_ARCSINE, [INTERVAL_LIKELIHOOD] = METHOD_LIKELIHOOD};
  return methods[indicators_interval (in)];
}

enum row_interval
limits_interval (const struct indicators *in, double share)
{
  static const enum row_interval intervals[N_METHODS] = {
      [METHOD_LOGIT] = ROW_INTERVAL_LOGIT,     [METHOD_T] = ROW_INTERVAL_T,
      [METHOD_WILSON] = ROW_INTERVAL_WILSON,   [METHOD_BETA] = ROW_INTERVAL_BETA,
      [METHOD_ARCSINE] = ROW_INTERVAL_ARCSINE, [METHOD_LIKELIHOOD] = ROW_INTERVAL_LIKELIHOOD,
  };
  enum interval_method method = limits_method (in);
  return interval_is_exact (method, share) ? ROW_INTERVAL_EXACT : intervals[method];
}

void
limits_set (struct estimate_row *row, struct limits limits, enum row_interval interval)
{
  row->ci_low = limits.lo;
  row->ci_high = limits.hi;
  row->interval = isfinite (limits.lo) || isfinite (limits.hi) ? interval : ROW_INTERVAL_NONE;
}

double
limits_df (const struct work *r, const struct statistic *s)
{
  return indicators_df (r->in) == DF_DOMAIN ? (double)s->df : (double)r->design->df;
}
