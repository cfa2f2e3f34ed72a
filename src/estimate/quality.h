/* What may be published.  Decided here and nowhere else. */
#ifndef ESTIMATE_QUALITY_H
#define ESTIMATE_QUALITY_H
#include "estimate/rows.h"
#include "model/study.h"

/* Set the status of a row that holds an estimate, from its n, and take out of a suppressed one what
   must not be published. */
void quality_decide (struct estimate_row *, enum standard);
/* Take the estimate and everything that follows from it out of a row. */
void quality_blank (struct estimate_row *);
const char *quality_standard_name (enum standard);
#endif
