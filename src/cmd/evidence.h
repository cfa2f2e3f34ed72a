/* What the data were found to be like, for the eye and for a machine. */
#ifndef CMD_EVIDENCE_H
#define CMD_EVIDENCE_H
#include "cmd/cmd.h"

/* Write the findings about data to OUTPUT/findings.csv (NULL, or a dry run: nothing is written),
   show their table, and say what was written. */
void evidence_tell (const struct options *, const char *output, struct diag *);
#endif
