/* The parts of what was drawn that belong to one weighting class, where weights were calibrated.
   For this room alone. */
#ifndef STAT_FRAGMENTS_H
#define STAT_FRAGMENTS_H
#include "stat/influence.h"

/* Make the design's units the parts of those it has; CALIBRATION is taken over. */
struct fragments *fragments_new (struct design *, struct calibration *);
void fragments_free (struct fragments *);

/* Of an influence by fragment one by unit as drawn, of which nothing else is set; to be cleared.
   False, and nothing is done, where there are no fragments.

   fragments_gather: COUNT alone.  fragments_residual: Z and ZZ less what is known of the population
   (the residuals of Deville and Sarndal 1992, equation 3.4, taken times the calibrated weights),
   which leaves something of every unit: COUNT is 1 for all. */
bool fragments_gather (const struct design *, const struct influence *, struct influence *by_unit);
bool fragments_residual (const struct design *, const struct influence *,
                         struct influence *by_unit);
void fragments_clear (struct influence *by_unit);
#endif
