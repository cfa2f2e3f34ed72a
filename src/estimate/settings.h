/* What the specifications say that decides the figures, in words: what is written beside the
   figures and asked for again before a report is made of them.  For this room only.

   How the national files became harmonised ones is not among it but for what a report tells of it:
   the design and how comparable each variable is. */
#ifndef ESTIMATE_SETTINGS_H
#define ESTIMATE_SETTINGS_H
#include "estimate/indicator.h"

/* How the names of settings begin that are there for the variables that the plan needs; that one of
   them is new says nothing besides what made it needed. */
#define SETTING_COMPARABILITY "comparability of "

/* Those of the study, of the standards and indicators of its plan, and of its N surveys, added to a
   frame whose words and coverage are there. */
void settings_add (struct results *, const struct indicators *, const struct survey *const *,
                   size_t n);
#endif
