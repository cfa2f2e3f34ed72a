/* The findings about data, those of some survey, as a table: for a terminal and for a machine. */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H
#include "base/diag.h"

#include <stdio.h>

bool findings_any (const struct diag *);
/* Draw them, the gravest first, then the largest share, those of SEVERITY_INFO only with INFO; at
   most FINDINGS_SHOWN rows.  The result is how many were left out.  Without any nothing is drawn,
   else an empty line before them. */
enum { FINDINGS_SHOWN = 25 };
size_t findings_draw (FILE *, const struct diag *, bool info);
/* Write all of them to PATH, in the order in which they were added; the file is for its owner
   alone, because it counts single children.  False after a finding. */
bool findings_write (const char *path, struct diag *);
#endif
