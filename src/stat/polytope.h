/* How far a variable can go in { x >= 0 : A x = b }, walked from a point in it.

   Each point that is met on the way is a proof of its own: it satisfies all equations.  The walk is
   the primal simplex method; as a point is known there is no first phase. */
#ifndef STAT_POLYTOPE_H
#define STAT_POLYTOPE_H
#include <glib.h>
#include <stdbool.h>

struct polytope {
  size_t n, n_rows; /* variables; equations that do not follow from others */
  double *a;        /* [n_rows][n] solved for the basic variables */
  double *x;        /* [n] the point */
  size_t *basic;    /* [n_rows] which variable a row is solved for */
  bool *in_basis;   /* [n] */
  guint64 work;     /* coefficients that were looked at, as a measure of time */
  double *lo, *hi;  /* [n] least and most that was met so far */
};

/* N variables, A [n_rows][n] (taken over), X [n] (copied) a point that satisfies them. */
struct polytope *polytope_new (double *a, size_t n_rows, const double *x, size_t n);
void polytope_free (struct polytope *);
/* Walk to where variable V is most, or least, until it has come to GOAL.  Returns how far it came,
   INFINITY where there is no bound, NaN where it was given up (too many steps). */
double polytope_most (struct polytope *, size_t v, double goal);
double polytope_least (struct polytope *, size_t v, double goal);
#endif
