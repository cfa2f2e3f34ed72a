/* Calibrated weights: such that they add up to what is known of the population.

   Records that are alike in all that is known are a weighting class, and have one factor:
   everything here is by class.  Deville and Sarndal (1992), JASA 87; of one margin it is
   post-stratification, of several the raking of Deming and Stephan, and the linear method is the
   generalised regression estimator. */
#ifndef STAT_CALIBRATE_H
#define STAT_CALIBRATE_H
#include <glib.h>
#include <stdbool.h>

/* What a weight is taken times, as a function of u = x' lambda: RAKING exp (u), LINEAR 1 + u; both
   cut off at the bounds.  LOGIT approaches its bounds, without which there is none. */
enum calibration_method { CALIBRATION_RAKING, CALIBRATION_LINEAR, CALIBRATION_LOGIT };

/* All borrowed. */
struct calibration_input {
  size_t n_classes, n_columns;
  const double *x;     /* [n_classes][n_columns] what is known of a class, such as 0 and 1 */
  const double *total; /* [n_columns] its sums over the population, in people; the columns may
                          depend on each other, if their totals do so too */
  double size;         /* the population */
  enum calibration_method method;
  double lo, hi; /* bounds of what a weight is taken times beyond what all are, to add up to SIZE:
                    0 <= LO < 1 < HI; 0 and INFINITY: none */
};

enum calibration_fault {
  CALIBRATION_DONE,
  CALIBRATION_EMPTY,    /* a column has a total, and no class with a weight */
  CALIBRATION_NOWHERE,  /* no weights within the bounds have these totals */
  CALIBRATION_NEGATIVE, /* linear: FACTOR has the totals, but is 0 or less for some classes */
};

/* WEIGHT [n_classes]: sums of the weights, in the unit of the population.  FACTOR [n_classes]: what
   they are to be taken times.  COLUMN: of EMPTY which one, of NOWHERE the one furthest off. */
enum calibration_fault calibrate (const struct calibration_input *, const double *weight,
                                  double *factor, size_t *column);

/* What variances need of it: the projection on what is known, in which a class counts by its sum of
   weights before. */
struct calibration {
  size_t n_classes, rank;
  guint32 *class; /* [n records] */
  double *factor; /* [n_classes] */
  double size;    /* sum of WEIGHT */
  double *root;   /* [n_classes] square root of WEIGHT as parts of it */
  double *basis;  /* [n_classes][rank] orthonormal columns that span root times X */
};

/* CLASS [n records], of those with a weight, and FACTOR are taken over; g_malloc. */
struct calibration *calibration_new (const struct calibration_input *, const double *weight,
                                     guint32 *class, double *factor);
void calibration_free (struct calibration *);
/* Of an estimate whose linearised values add up to Z [n_classes] by class, over weights as they are
   now: the part of it that is known, for each unit of a record's weight, into KNOWN [n_classes]. */
void calibration_known (const struct calibration *, const double *z, double *known);
#endif
