/* In which cells of the margins that its weights are calibrated to each record of a survey is. */
#ifndef ESTIMATE_MARGINS_H
#define ESTIMATE_MARGINS_H
#include "data/dataset.h"

enum { MARGIN_NONE = G_MAXUINT16 };

/* Does the record count?  It has a weight, or may have one in a replicate. */
bool margins_count (const struct dataset *, size_t record);
/* [n][n_margins] cells of each record, MARGIN_NONE of those that do not count, or that have none
   where the margin allows it; g_free.  NULL after findings: a record lacks a category, or has one
   without a number. */
guint16 *margins_place (const struct dataset *, struct diag *);
#endif
