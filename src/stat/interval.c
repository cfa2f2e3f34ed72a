#include <config.h>

#include "stat/interval.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>

static const struct limits NO_LIMITS = {NAN, NAN};

void
interval_start (void)
{
  gsl_set_error_handler_off ();
}

double
interval_quantile (double confidence, double df)
{
  if (!(df > 0))
    return NAN;
  double t = gsl_cdf_tdist_Pinv (0.5 + confidence / 2, df);
  return isfinite (t) ? t : NAN;
}

struct limits
interval_t (double estimate, double se, double t)
{
  if (!isfinite (estimate) || !isfinite (se) || !isfinite (t))
    return NO_LIMITS;
  return (struct limits){estimate - t * se, estimate + t * se};
}

static double
logistic (double x)
{
  return 1 / (1 + exp (-x));
}

/* Clopper and Pearson (1934) at none of n: the beta quantile has the closed form
   1 - (alpha / 2)^(1 / n); at n of n its mirror image.  Korn and Graubard (1998) put the effective
   number of records for n.  The design effect cannot be estimated from records that are all alike,
   so that number takes in the unequal weights alone. */
static struct limits
edge_limits (double p, double n, double confidence)
{
  if (!(n > 0))
    return NO_LIMITS;
  double reach = -expm1 (log ((1 - confidence) / 2) / n);
  return p < 0.5 ? (struct limits){0, reach} : (struct limits){1 - reach, 1};
}

/* Limits on logit p by the delta method, carried back: R's svyciprop (method = "xlogit"), the form
   of SUDAAN, SPSS and Stata. */
struct limits
interval_logit (double p, double se, double t, double edge_n, double confidence)
{
  if (!isfinite (p) || !isfinite (se) || !isfinite (t))
    return NO_LIMITS;
  if (p <= 0 || p >= 1)
    return edge_limits (p, edge_n, confidence);
  double logit = log (p) - log1p (-p), reach = t * se / (p * (1 - p));
  return (struct limits){logistic (logit - reach), logistic (logit + reach)};
}
