/* What stands before the header of a data file. */
#ifndef DATA_PREFACE_H
#define DATA_PREFACE_H
#include "data/textin.h"

/* Pass over the first SKIP_ROWS lines of FILE (one of more than LONGEST bytes is a line too), and
   over a line `sep=` at its beginning.  Returns the delimiter: DELIMITER if that is not 0, else
   that of `sep=`, else the one that is found out, with a finding at PLACE when it is not certain.
 */
char preface_read (struct textin *file, long skip_rows, size_t longest, char delimiter,
                   struct place place, struct diag *);
#endif
