/* Replicate weights made of a design's strata and PSUs: of its first stage alone.  */
#ifndef STAT_RESAMPLE_H
#define STAT_RESAMPLE_H
#include "stat/design.h"

/* JACKKNIFE: each PSU is left out once (JKn; without strata JK1), with the finite population
   correction.  HALVES: one PSU of each stratum keeps RHO of its weight (0: BRR), the other one gets
   2 - RHO, by a Hadamard matrix.  BOOTSTRAP: n - 1 PSUs of n are drawn in each stratum, NUMBER
   times (Rao, Wu and Yue 1992, Survey Methodology 18). */
enum resampling { RESAMPLE_JACKKNIFE, RESAMPLE_HALVES, RESAMPLE_BOOTSTRAP };

struct resample_options {
  enum resampling kind;
  double rho;
  size_t number;
  guint64 seed;
  bool mse;
};

enum resample_fault {
  RESAMPLE_MADE,
  RESAMPLE_LONELY,    /* a stratum has one PSU, under `fail` */
  RESAMPLE_NO_ADJUST, /* the same under `adjust`, which a bootstrap cannot */
  RESAMPLE_NOT_PAIRS, /* a stratum has not two PSUs */
  RESAMPLE_NOTHING,   /* no stratum has two PSUs and is not taken whole */
  RESAMPLE_TOO_LARGE  /* more than RESAMPLE_MOST numbers */
};
enum { RESAMPLE_MOST = 50 * 1000 * 1000 };

/* NULL with a FAULT; STRATA: how many strata have it (0: it is no fault of strata). */
struct replicates *resample (const struct design *, const struct resample_options *,
                             enum resample_fault *fault, size_t *strata);
/* Of supplied jackknife weights [n_records][n]: (n_h - 1) / n_h (1 - f_h) of the stratum in which
   replicate r leaves out one PSU, into COEFFICIENT [n].  How many replicates do not leave out just
   one? */
size_t resample_jackknife_scales (const struct design *, const double *weight, size_t n,
                                  double *coefficient);
#endif
