/* The second stage of a design: units that were drawn within PSUs.  For this room alone. */
#ifndef STAT_STAGES_H
#define STAT_STAGES_H
#include "stat/influence.h"

/* Z and COUNT by PSU, into an influence of which nothing else is set; to be cleared.  False, and
   nothing is done, where a unit is a PSU already. */
bool stages_gather (const struct design *, const struct influence *, struct influence *by_psu);
void stages_clear (struct influence *by_psu);
/* What the second stage adds to a variance; NaN where a PSU of the domain has one unit and the rule
   leaves no variance. */
double stages_variance (const struct design *, const struct influence *);
#endif
