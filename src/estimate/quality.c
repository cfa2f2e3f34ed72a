#include <config.h>

#include "estimate/quality.h"

#include <math.h>

/* Unweighted records in the denominator.  MICS and DHS: fewer than 25, no figure; 25 to 49, a
   figure in parentheses. */
static const struct {
  const char *name;
  size_t show, trust; /* from how many on */
} standards[] = {
    [STANDARD_MICS] = {"mics", 25, 50},
    [STANDARD_NONE] = {"none", 0, 0},
};

const char *
quality_standard_name (enum standard standard)
{
  return standards[standard].name;
}

/* The design effect goes too: that there is none tells of a small group that all in it are alike.
 */
void
quality_blank (struct estimate_row *row)
{
  row->estimate = row->se = row->ci_low = row->ci_high = NAN;
  row->deff = row->n_effective = NAN;
}

void
quality_decide (struct estimate_row *row, enum standard standard)
{
  row->status = STATUS_OK;
  if (!isfinite (row->estimate))
    row->status = STATUS_EMPTY;
  else if (row->n < standards[standard].show)
    row->status = STATUS_SUPPRESSED;
  else if (row->n < standards[standard].trust)
    row->status = STATUS_LOW;
  if (row->status == STATUS_EMPTY || row->status == STATUS_SUPPRESSED)
    quality_blank (row);
}
