/* A sample design as arrays: weights, strata, PSUs, and what estimation needs to know of them. */
#ifndef STAT_DESIGN_H
#define STAT_DESIGN_H
#include "stat/calibrate.h"
#include "stat/exact.h"
#include "stat/replicate.h"

/* What a stratum with one PSU contributes to a variance.  FAIL: no estimate that rests on it has a
   variance.  CERTAINTY: nothing.  ADJUST: the square of its distance from the mean of all PSUs.
   AVERAGE: as much as the other strata do on average.  At the second stage the PSU's own units are
   all there are: ADJUST adds nothing, and AVERAGE leaves no variance, as FAIL does. */
enum lonely_rule { RULE_FAIL, RULE_CERTAINTY, RULE_ADJUST, RULE_AVERAGE };

/* All but CALIBRATION borrowed, for the duration of design_new.  Every PSU has a record. */
struct design_input {
  size_t n;               /* records */
  const double *weight;   /* [n] finite, >= 0 */
  const guint32 *stratum; /* [n] 0 .. n_strata - 1, or NULL: one stratum */
  const guint32 *psu;     /* [n] 0 .. n_psus - 1, those of one stratum next to each other in the
                             order of the strata; or NULL: each record is its own PSU */
  size_t n_strata, n_psus;
  const double *fpc; /* [n_strata] PSUs in the population (all >= 1) or sampling fractions (all
                        <= 1); or NULL */
  /* The second stage; looked at where there are PSU and FPC, without which it adds nothing. */
  const guint32 *ssu; /* [n] 0 .. n_ssus - 1, those of one PSU next to each other in the order of
                         the PSUs; or NULL: with FPC2 each record is one, else there is one stage */
  size_t n_ssus;
  const double *fpc2; /* [n_psus] as FPC, of the units in a PSU; or NULL: with replacement */
  enum lonely_rule lonely;
  struct calibration *calibration; /* of which the weights come, taken over; or NULL */
};

/* The units drawn within PSUs, where there is a second stage. */
struct second_stage {
  size_t n_psus;
  size_t *first_unit; /* [n_psus + 1] units of a PSU */
  size_t *sampled;    /* [n_psus] in the sample, with those without weight */
  double *fraction;   /* [n_psus] sampling fraction, 0 .. 1 */
  size_t n_lonely;    /* PSUs with one unit that are not taken whole */
};

/* Where weights were calibrated: what was drawn, in fragments of one weighting class. */
struct fragments {
  struct calibration *of;
  size_t n_units;         /* that were drawn */
  size_t *first_fragment; /* [n_units + 1] */
  guint32 *class;         /* [n fragments] */
  double *w;              /* [n fragments] sum of the scaled weights, */
  double *ww;             /* and of their squares */
};

/* Totals are kept by unit, the finest at which a variance needs them: the second-stage unit, else
   the PSU.  Where each record is such a unit, what holds it (PSU or stratum) is, with sums of
   squares beside the sums.  Of calibrated weights, of which variances need the part that is known,
   units are the fragments of these.  Records are gone through in the order of their units.

   Weights are scaled by 2^-EXPONENT to lie in [0, 1): every sum inside this room is of scaled
   weights, and exact. */
struct design {
  size_t n, n_weighted, n_strata, n_units;
  bool records_are_psus;
  bool squares; /* each record is a unit of its stage: sums of squares are kept */
  enum lonely_rule lonely;
  guint32 *order;       /* [n_weighted] records with a weight, by unit */
  size_t *unit_start;   /* [n_units + 1] into order */
  size_t *first_psu;    /* [n_strata + 1] PSUs of a stratum, which are its units, or (second stage)
                           hold them; where each record is its own PSU, the stratum itself */
  size_t *sampled;      /* [n_strata] PSUs in the sample, with those without weight */
  double *fraction;     /* [n_strata] sampling fraction, 0 .. 1 */
  double *weight;       /* [n] scaled, by record */
  struct exact *w, *ww; /* [n_weighted] scaled weight and its square, in ORDER */
  int exponent;
  size_t n_lonely; /* strata with one PSU that are not taken whole */
  size_t df;       /* PSUs with a weight less strata with one; with replicates their rank less 1 */
  struct replicates *replicates; /* what variances are made of; or NULL: of strata and PSUs */
  bool refused;                  /* there are no variances */
  struct second_stage *second;   /* or NULL */
  struct fragments *fragments;   /* or NULL */
};

/* Takes no findings: the input has been checked by whoever read it. */
struct design *design_new (const struct design_input *);
void design_free (struct design *);
/* Make variances of these, which are taken over, from now on.  Strata with one PSU are no concern
   any more. */
void design_replicate (struct design *, struct replicates *);
/* No estimate has a variance: there are no replicates that were asked for. */
void design_refuse (struct design *);

/* The units of a PSU are those from design_first_unit of it up to that of the next one. */
static inline size_t
design_first_unit (const struct design *d, size_t psu)
{
  size_t unit = d->second ? d->second->first_unit[psu] : psu;
  return d->fragments ? d->fragments->first_fragment[unit] : unit;
}

/* Is the stratum taken whole, so that it adds nothing to a variance? */
bool design_whole (const struct design *, size_t stratum);
/* Has it one PSU, and is not taken whole? */
bool design_lonely (const struct design *, size_t stratum);
/* The same of a PSU and its second-stage units. */
bool second_stage_whole (const struct second_stage *, size_t psu);
/* A sum of scaled weights in the units of the weights. */
double design_unscale (const struct design *, double sum);
#endif
