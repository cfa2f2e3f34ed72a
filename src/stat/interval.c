#include <config.h>

#include "stat/interval.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_log.h>
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

/* The delta method on log x, as surveytable (CDC) has it for counts. */
struct limits
interval_log (double estimate, double se, double t)
{
  if (!(estimate > 0) || !isfinite (se) || !isfinite (t))
    return NO_LIMITS;
  double reach = exp (t * se / estimate);
  return (struct limits){estimate / reach, estimate * reach};
}

/* Fisher (1921); the delta method on artanh r. */
struct limits
interval_fisher (double r, double se, double t)
{
  if (!(fabs (r) < 1) || !isfinite (se) || !isfinite (t))
    return NO_LIMITS;
  double z = atanh (r), reach = t * se / (1 - r * r);
  return (struct limits){tanh (z - reach), tanh (z + reach)};
}

/* ---- Proportions ---------------------------------------------------------------------------- */

static double
logistic (double x)
{
  return 1 / (1 + exp (-x));
}

/* Limits on logit p by the delta method, carried back: the form of SUDAAN, SPSS and Stata. */
static struct limits
logit_limits (double p, double se, double t)
{
  double logit = log (p) - log1p (-p), reach = t * se / (p * (1 - p));
  return (struct limits){logistic (logit - reach), logistic (logit + reach)};
}

/* The variance of asin sqrt p is that of p over 4 p (1 - p).  Beyond the ends of the scale the sine
   would turn back. */
static struct limits
arcsine_limits (double p, double se, double t)
{
  double centre = asin (sqrt (p)), reach = t * se / (2 * sqrt (p * (1 - p)));
  double lo = sin (fmax (centre - reach, 0)), hi = sin (fmin (centre + reach, asin (1)));
  return (struct limits){lo * lo, hi * hi};
}

/* Wilson (1927) with the effective number of records N.  At 0 and 1 the limit on that side is the
   share itself, and not what rounding leaves of it. */
static struct limits
wilson_limits (double p, double n, double t)
{
  double tt = t * t, centre = p + tt / (2 * n), scale = 1 + tt / n;
  double reach = t / (2 * n) * sqrt (4 * n * p * (1 - p) + tt);
  return (struct limits){p > 0 ? fmax ((centre - reach) / scale, 0) : 0,
                         p < 1 ? fmin ((centre + reach) / scale, 1) : 1};
}

/* log (to / from) less its linear term (to - from) / from, which is what is left where the two are
   near and the logarithm would cancel. */
static double
log_beyond_line (double from, double to)
{
  const double near = 0.5;
  double step = (to - from) / from;
  return fabs (step) < near ? gsl_sf_log_1plusx_mx (step) : log (to / from) - step;
}

/* p log (p / q) + (1 - p) log ((1 - p) / (1 - q)): the fall of the binomial log-likelihood of one
   record from its top at P to Q.  The linear terms of the two logarithms cancel; what is left of
   each is positive. */
static double
fall (double p, double q)
{
  return -p * log_beyond_line (p, q) - (1 - p) * log_beyond_line (1 - p, 1 - q);
}

/* Where the likelihood has fallen by DEPTH between the top P and END (0 or 1).  It falls all the
   way, without bound, so that bisection finds the place; it ends when no double lies between. */
static double
find_fall (double p, double end, double depth)
{
  double within = p, beyond = end;
  for (;;) {
    double middle = within + (beyond - within) / 2;
    if (middle <= fmin (within, beyond) || middle >= fmax (within, beyond))
      return within;
    if (fall (p, middle) < depth)
      within = middle;
    else
      beyond = middle;
  }
}

/* Rao and Scott (1984): twice the fall of n records, over the design effect of p, is held against
   F (1, df), of which t^2 is the quantile.  2 n fall / (V n / (p (1 - p))) is free of n; R's
   profile (confint.svyglm, method = "likelihood") divides by the dispersion n / (n - 1) as well. */
static struct limits
likelihood_limits (double p, double se, double n, double t)
{
  double depth = t * t * se * se / (2 * p * (1 - p)) * (n / (n - 1));
  return (struct limits){find_fall (p, 0, depth), find_fall (p, 1, depth)};
}

/* The distribution function of beta.  For A and B of a million and more GSL's continued fraction
   does not converge near the mean and says NaN; then it is Paulson's approximation by the normal
   distribution (Abramowitz and Stegun 1964, 26.5.21), whose error is of the order of 1 / min (A,
   B), and that of the quantile as much of a standard deviation of the distribution. */
static double
beta_below (double x, double a, double b)
{
  double exact = gsl_cdf_beta_P (x, a, b);
  if (isfinite (exact))
    return exact;
  double v = cbrt (b * x), w = cbrt (a * (1 - x));
  double z = 3 * (v * (1 - 1 / (9 * b)) - w * (1 - 1 / (9 * a))) / sqrt (v * v / b + w * w / a);
  return gsl_cdf_ugaussian_P (z);
}

/* The quantile of a beta distribution by bisection: GSL's inverse of the distribution function does
   not converge for about two in a thousand arguments of this kind.  Bisection ends when no double
   lies between. */
static double
beta_quantile (double probability, double a, double b)
{
  double lo = 0, hi = 1;
  for (;;) {
    double middle = lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi)
      return middle;
    if (beta_below (middle, a, b) < probability)
      lo = middle;
    else
      hi = middle;
  }
}

/* Clopper and Pearson (1934) for N records, N a number of any size (Korn and Graubard 1998); at
   none of n the beta quantile has the closed form 1 - (alpha / 2)^(1 / n), at n of n its mirror
   image. */
static struct limits
exact_limits (double p, double n, double confidence)
{
  double tail = (1 - confidence) / 2;
  if (!(n > 0))
    return NO_LIMITS;
  double reach = -expm1 (log (tail) / n);
  if (p <= 0)
    return (struct limits){0, reach};
  if (p >= 1)
    return (struct limits){1 - reach, 1};
  return (struct limits){beta_quantile (tail, n * p, n * (1 - p) + 1),
                         beta_quantile (1 - tail, n * p + 1, n * (1 - p))};
}

double
interval_effective_n (const struct proportion *s, double confidence)
{
  double t = interval_quantile (confidence, s->df), t_n = interval_quantile (confidence, s->n - 1);
  return s->p * (1 - s->p) / (s->se * s->se) * (t_n / t) * (t_n / t);
}

bool
interval_is_exact (enum interval_method method, double p)
{
  return (p <= 0 || p >= 1) && method != METHOD_T && method != METHOD_WILSON;
}

/* The design effect cannot be estimated from records that are all alike, so the number of records
   takes in the unequal weights alone. */
static struct limits
edge_limits (enum interval_method method, const struct proportion *s, double t, double confidence)
{
  if (interval_is_exact (method, s->p))
    return exact_limits (s->p, s->edge_n, confidence);
  if (method == METHOD_T)
    return interval_t (s->p, s->se, t);
  return s->edge_n > 0 ? wilson_limits (s->p, s->edge_n, t) : NO_LIMITS;
}

struct limits
interval_proportion (enum interval_method method, const struct proportion *s, double confidence)
{
  double t = interval_quantile (confidence, s->df);
  if (!isfinite (s->p) || !isfinite (s->se) || !isfinite (t))
    return NO_LIMITS;
  if (s->p <= 0 || s->p >= 1)
    return edge_limits (method, s, t, confidence);
  if (s->se <= 0) /* all of the population is in the sample */
    return (struct limits){s->p, s->p};
  switch (method) {
  case METHOD_LOGIT:
    return logit_limits (s->p, s->se, t);
  case METHOD_WILSON:
    return wilson_limits (s->p, s->p * (1 - s->p) / (s->se * s->se), t);
  case METHOD_BETA:
    return exact_limits (s->p, interval_effective_n (s, confidence), confidence);
  case METHOD_ARCSINE:
    return arcsine_limits (s->p, s->se, t);
  case METHOD_LIKELIHOOD:
    return likelihood_limits (s->p, s->se, s->n, t);
  case METHOD_T:
  case N_METHODS:
    break;
  }
  return interval_t (s->p, s->se, t);
}

struct limits
interval_nchs (const struct proportion *s)
{
  const double confidence = 0.95;
  double n = s->n;
  if (!isfinite (s->p))
    return NO_LIMITS;
  if (s->p > 0 && s->p < 1) {
    if (!(s->df > 0))
      return NO_LIMITS;
    n = s->se > 0 ? fmin (n, interval_effective_n (s, confidence)) : n;
  }
  return exact_limits (s->p, n, confidence);
}
