/* Confidence limits. */
#ifndef STAT_INTERVAL_H
#define STAT_INTERVAL_H
#include <glib.h>
#include <stdbool.h>

/* NaN where there are none. */
struct limits {
  double lo, hi;
};

/* Keep GSL from ending the program over an error; once, before any thread. */
void interval_start (void);

/* The t quantile of a two-sided interval; NaN where DF is not positive.  CONFIDENCE: 0.95. */
double interval_quantile (double confidence, double df);
/* estimate -+ t se. */
struct limits interval_t (double estimate, double se, double t);
/* Of a positive amount, on the scale of its logarithm: estimate exp (-+ t se / estimate). */
struct limits interval_log (double estimate, double se, double t);

/* Of a correlation, on the scale of Fisher's z: tanh (artanh r -+ t se / (1 - r^2)); none at -1 and
   1. */
struct limits interval_fisher (double r, double se, double t);

/* Of a proportion, by R's svyciprop: T "mean", LOGIT "xlogit", WILSON "wilson" (4.5), BETA "beta"
   (Korn and Graubard), ARCSINE "asin", LIKELIHOOD "likelihood" (the exact root, where R
   interpolates). */
enum interval_method {
  METHOD_LOGIT,
  METHOD_T,
  METHOD_WILSON,
  METHOD_BETA,
  METHOD_ARCSINE,
  METHOD_LIKELIHOOD,
  N_METHODS
};

struct proportion {
  double p, se;
  double df;     /* degrees of freedom of the se */
  double n;      /* unweighted records in the denominator */
  double edge_n; /* n that counts at 0 and 1, where no standard error tells of the design */
};

/* Are the limits of this proportion, at 0 or 1, the exact binomial ones whatever METHOD is? */
bool interval_is_exact (enum interval_method, double p);
/* At proportions of 0 and 1, where R gives no limits: WILSON's own for EDGE_N independent records,
   T's as ever, and of the others the exact binomial ones of so many. */
struct limits interval_proportion (enum interval_method, const struct proportion *,
                                   double confidence);
/* Korn and Graubard's effective sample size: p (1 - p) / se^2, corrected for the degrees of freedom
   (t with n - 1 over t with df, squared). */
double interval_effective_n (const struct proportion *, double confidence);
/* The exact limits as the standards of NCHS want them, of 95 %: Korn and Graubard's effective
   sample size is at most n, and 0 without degrees of freedom; at 0 and 1 it is n. */
struct limits interval_nchs (const struct proportion *);
#endif
