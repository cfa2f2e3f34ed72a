/* Which delimiter does a file use? */
#ifndef DATA_DELIMITER_H
#define DATA_DELIMITER_H
#include "base/diag.h"

/* Of comma, semicolon, tab and bar, the one that splits the most of TEXT's records, and the header
   they follow, into the same number of cells, more than one.  WHOLE: the file ends where TEXT ends;
   otherwise a last line that is cut off is left out.  *CERTAIN: no other one does it nearly as
   well, or there is only one column, for which any delimiter will do; otherwise *SECOND could be
   meant. */
char delimiter_find (const char *text, size_t len, bool whole, bool *certain, char *second);
/* The same, with a finding FIND_DELIMITER at AT when it is not certain. */
char delimiter_choose (const char *text, size_t len, bool whole, struct place at, struct diag *);
/* A line `sep=;`, which spreadsheets write before the header: its delimiter, or 0. */
char delimiter_declared (const char *line, size_t len);
#endif
