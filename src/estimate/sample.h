/* How large a sample is: its strata, PSUs and second-stage units, and how many stand alone. */
#ifndef ESTIMATE_SAMPLE_H
#define ESTIMATE_SAMPLE_H
#include "data/dataset.h"
#include "estimate/rows.h"

struct calibration;

/* The dataset's design as arrays; with replicate weights, which speak for it, without its second
   stage.  WEIGHT [n] NULL: its own; others come of CALIBRATION, which is taken over, or NULL. */
struct design *sample_design (const struct dataset *, const double *weight, struct calibration *);
/* DESIGN: that of sample_design, before it was given replicates; or NULL.  Nothing is lonely where
   no variance rests on it. */
struct sample_size sample_size_of (const struct dataset *, const struct design *);
/* "strata: 16; PSUs: 53", and "strata with one PSU: 2 of 16 (certainty: ...)"; g_free.  NULL: there
   is nothing to say. */
char *sample_words (const struct sample_size *, const char *language);
char *sample_lonely_words (const struct sample_size *, const char *language);
/* What sums of the dataset's weights, calibrated if they are to be, are to be taken times to be
   people; NaN where they say nothing of people. */
double sample_expansion (const struct dataset *);
/* Is a sum of weights with such an expansion a number of people as it stands? */
bool sample_is_people (double expansion);
#endif
