/* CSV out: commas, quotes where needed, LF, UTF-8 without BOM.  Cells are written as they are: no
   mask for spreadsheet formulas, a machine's file is faithful. */
#ifndef BASE_CSVOUT_H
#define BASE_CSVOUT_H
#include "base/outfile.h"

struct csvout {
  struct outfile *file;
  bool in_row; /* a cell stands before */
};

void csvout_init (struct csvout *, struct outfile *); /* borrowed */
void csvout_text (struct csvout *, const char *text); /* NULL: an empty cell */
void csvout_bytes (struct csvout *, const char *text, size_t len);
void csvout_number (struct csvout *, double); /* not finite: an empty cell */
void csvout_count (struct csvout *, size_t);
void csvout_end (struct csvout *); /* of the row */
#endif
