#include <config.h>

#include "stat/linearise.h"

#include <math.h>

/* A sum of squares smaller than this share of its larger part is rounding error. */
static const double NOISE = 0x1p-44;

/* Kish (1965): the records that would tell as much if their weights were equal. */
static double
kish (double n, double w, double ww)
{
  return ww > 0 ? fmin (n, w * w / ww) : NAN;
}

/* What all estimates have in common.  SRS: the variance of a simple random sample with replacement
   of as many records; a design effect against 0 is none. */
static struct statistic
finish (const struct design *d, const struct totals *t, const struct influence *f, double estimate,
        double srs)
{
  double n = (double)t->n, variance = isfinite (estimate) ? influence_variance (d, f) : NAN;
  return (struct statistic){
      .estimate = isfinite (estimate) ? estimate : NAN,
      .se = isfinite (variance) ? sqrt (variance) : NAN,
      .deff = srs > 0 && isfinite (variance / srs) ? variance / srs : NAN,
      .n_kish = kish (n, t->w, t->ww),
      .population = design_unscale (d, t->w),
      .n = t->n,
      .n_with = t->n_a,
      .n_with_kish = kish ((double)t->n_a, t->n_a == t->n ? t->w : t->sum_a, t->ww_a),
      .psus = influence_psus (d, f),
      .df = influence_df (d, f),
      .lonely = isfinite (estimate) && isnan (variance) ? influence_lonely (d, f) : 0,
      .dropped = isfinite (estimate) ? influence_dropped (d, f) : 0,
  };
}

/* S^2 / n = sum w (y - p)^2 / sum w / (n - 1) = p (1 - p) / (n - 1).
   z = (y - p x) / sum w x, with x = y + (what has not the property): written so that nothing
   cancels when p is near 1. */
struct statistic
statistic_proportion (const struct design *d, const struct totals *t, struct influence *f)
{
  double p = t->sum_a / t->w, q = t->sum_b / t->w;
  influence_set_form (f, t, t->n ? q / t->w : 0, t->n ? -p / t->w : 0, INFLUENCE_SHARE);
  return finish (d, t, f, t->n ? p : NAN, p * q / ((double)t->n - 1));
}

/* The reference is that of R's svytotal: the domain's size is taken as known. */
struct statistic
statistic_count (const struct design *d, const struct totals *t, struct influence *f)
{
  double p = t->sum_a / t->w, q = t->sum_b / t->w, scale = design_unscale (d, 1);
  double srs = t->w * t->w * p * q / ((double)t->n - 1);
  influence_set (f, t, scale, 0);
  return finish (d, t, f, t->n ? t->sum_a * scale : NAN, srs * scale * scale);
}

/* sum w (a - r b)^2, or 0 where that is rounding error. */
static double
residual_squares (const struct totals *t, double r)
{
  double squares = t->waa - 2 * r * t->wab + r * r * t->wbb;
  return squares > NOISE * t->waa ? squares : 0;
}

struct statistic
statistic_ratio (const struct design *d, const struct totals *t, struct influence *f)
{
  double r = t->sum_a / t->sum_b;
  bool there = t->n && isfinite (r);
  double srs = t->w * residual_squares (t, r) / (t->sum_b * t->sum_b) / ((double)t->n - 1);
  influence_set_form (f, t, there ? 1 / t->sum_b : 0, there ? -r / t->sum_b : 0, INFLUENCE_RATIO);
  return finish (d, t, f, there ? r : NAN, srs);
}

/* The ratio to x = 1. */
struct statistic
statistic_mean (const struct design *d, const struct totals *t, double shift, struct influence *f)
{
  struct statistic s = statistic_ratio (d, t, f);
  s.estimate += shift;
  return s;
}

struct statistic
statistic_total (const struct design *d, const struct totals *t, struct influence *f)
{
  double scale = design_unscale (d, 1), mean = t->sum_a / t->w;
  double squares = t->waa - mean * t->sum_a;
  double srs = squares > NOISE * t->waa ? t->w * squares / ((double)t->n - 1) : 0;
  influence_set (f, t, scale, 0);
  return finish (d, t, f, t->n ? t->sum_a * scale : NAN, srs * scale * scale);
}

/* V / (S^2 (N - n) / (N n)), where deff is V / (S^2 / n): Kish (1965), 8.2; R's deff = TRUE.  It is
   so of totals and ratios, too, of which S^2 is that of the values or residuals. */
double
statistic_deff_wor (const struct statistic *s, double people)
{
  double n = (double)s->n;
  return people > n ? s->deff * people / (people - n) : NAN;
}

/* z of a - b is z_a - z_b; of a / b it is (z_a - (a / b) z_b) / b (Sarndal, Swensson and Wretman
   1992, 5.5). */
struct statistic
statistic_pair (const struct design *d, const struct statistic *a, const struct statistic *b,
                const struct common *common, struct influence *of_a, const struct influence *of_b,
                enum influence_pair kind)
{
  double estimate =
      kind == INFLUENCE_QUOTIENT ? a->estimate / b->estimate : a->estimate - b->estimate;
  bool there = isfinite (estimate);
  influence_pair (of_a, of_b, common, there ? a->estimate : 0, there ? b->estimate : 1, kind);
  double variance = there ? influence_variance (d, of_a) : NAN;
  size_t n = a->n + b->n - common->n;
  return (struct statistic){
      .estimate = there ? estimate : NAN,
      .se = isfinite (variance) ? sqrt (variance) : NAN,
      .deff = NAN,
      .n_kish = NAN,
      .population = a->population + b->population - design_unscale (d, common->w),
      .n = n,
      .n_with = n,
      .n_with_kish = NAN,
      .psus = influence_psus (d, of_a),
      .df = influence_df (d, of_a),
      .lonely = there && isnan (variance) && d->n_lonely > 0,
      .dropped = there ? influence_dropped (d, of_a) : 0,
  };
}
