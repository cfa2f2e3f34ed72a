/* How an estimate varies: its linearised values by unit of the design.

   The variance of an estimate, and of any sum of estimates of one survey, is made of these alone:
   an estimate is to first order a sum over records of z, so that z of a difference is the
   difference of the z.  Whatever is special to a design (strata, lonely PSUs, FPC) is known here
   and nowhere else.

   In a design with replicate weights a unit is a replicate, and z the difference of its estimate
   from the full sample's. */
#ifndef STAT_INFLUENCE_H
#define STAT_INFLUENCE_H
#include "stat/joint.h"
#include "stat/totals.h"

/* In the unit of the estimate. */
struct influence {
  size_t n_units;     /* of the design, or its replicates */
  double alpha, beta; /* as influence_set had them */
  double *z;          /* [n_units] sums over the unit's records */
  double *zz;     /* [n_units] sums of squares over them, where the design keeps them; or NULL */
  double *zw;     /* [n_units] the same of products with the weight, where those were calibrated */
  guint64 *count; /* [n_counts] by unit of the design: records of the domain with a weight; without
                     ZZ, whether there is one */
  size_t n_counts;
  guint8 *met; /* [n_patterns] with replicates: patterns with a record of the domain; or NULL */
  size_t n_patterns;
};

struct influence *influence_new (const struct design *);
void influence_free (struct influence *);
/* Of an estimate whose z is ALPHA a + BETA b, a and b as TOTALS has them. */
void influence_set (struct influence *, const struct totals *, double alpha, double beta);
/* Of an estimate that is a / (a + b), or a / b, of the sums A and B over all; ALPHA and BETA as
   above.  Replicates then make the very estimate again, where influence_set takes the linear one.
 */
enum influence_form { INFLUENCE_SHARE, INFLUENCE_RATIO };
void influence_set_form (struct influence *, const struct totals *, double alpha, double beta,
                         enum influence_form);
/* Add TIMES another one, of an estimate whose domain has no record in common with this one where
   there is ZZ; elsewhere of any estimate of the survey. */
void influence_add (struct influence *, const struct influence *, double times);
/* Of TIMES the estimate. */
void influence_scale (struct influence *, double times);
/* Make that of the estimate A into that of A - B, or A / B: both still as influence_set left them,
   OF_B that of B, COMMON what the two have in common.  Replicates make a quotient anew. */
enum influence_pair { INFLUENCE_DIFFERENCE, INFLUENCE_QUOTIENT };
void influence_pair (struct influence *of_a, const struct influence *of_b, const struct common *,
                     double a, double b, enum influence_pair);

/* The variance; NaN where it has none (a stratum with one PSU under `fail`). */
double influence_variance (const struct design *, const struct influence *);
/* Where it has none: the stage (1 or 2) at which what holds one sampled unit leaves it without; 0
   when that is not why. */
int influence_lonely (const struct design *, const struct influence *);
/* PSUs with a record of the domain. */
size_t influence_psus (const struct design *, const struct influence *);
/* The same less strata with one; with replicates the rank of the weights of the domain's records
   less 1.  May be 0 or less. */
long influence_df (const struct design *, const struct influence *);
/* Replicates that give no estimate, and are left out. */
size_t influence_dropped (const struct design *, const struct influence *);
#endif
