/* A survey's weights calibrated to the totals that its file knows of the population. */
#ifndef ESTIMATE_CALIBRATION_H
#define ESTIMATE_CALIBRATION_H
#include "data/dataset.h"
#include "estimate/rows.h"

struct design;

/* D, the dataset's own design with its replicates, is taken over; returned is that of the
   calibrated weights, and SIZE says how much they were changed.  Where they cannot be calibrated
   that is a finding, D is returned as it was, and WHY says so in the words of notes (g_free). */
struct design *calibration_apply (struct design *d, const struct dataset *,
                                  struct sample_size *size, const char *language, char **why,
                                  struct diag *);
/* "calibrated (raking): sex; area × age_group"; g_free. */
char *calibration_words (const struct calibrate_spec *, const char *language);
#endif
