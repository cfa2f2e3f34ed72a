/* One rule for several variables: its columns written as a pattern with one group, or with `$1`. */
#ifndef MODEL_GRID_H
#define MODEL_GRID_H
#include "base/diag.h"

/* The one name of a column that PATTERN (`/^T12_([A-E])$/`: a name, in which one part stands in a
   group) gives for PART.  NULL after a finding at AT: the pattern is no such name, or does not take
   PART.  g_free. */
char *grid_column (const char *pattern, const char *part, struct place at, struct diag *);
/* TEXT with every `$1` replaced by PART and every `$column` by COLUMN in backquotes; NULL leaves
   what it would stand for alone.  g_free. */
char *grid_replace (const char *text, const char *part, const char *column);
#endif
