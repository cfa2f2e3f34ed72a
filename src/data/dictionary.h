/* What is known of the codes of a survey's data before they are read: from the file of SPSS or
   Stata itself, and from a dictionary file.

   A dictionary is a CSV file, delimiter and encoding found out as for data, in one of two layouts.
   Long: a row a code.  Wide: a row a variable, with all its codes in one cell (see codecell.h).
   The row that names its columns is found by words of English, Portuguese, Spanish and French.
   Rows with one filled cell are headings; a row without a variable goes on with the last one.  */
#ifndef DATA_DICTIONARY_H
#define DATA_DICTIONARY_H
#include "data/datain.h"
#include "model/survey.h"

/* Add to source.codes of the survey.  `codes:` of the survey file has the first word, then the
   dictionary, then the data file, if it is there.  False after a finding of severity error. */
bool dictionary_load (struct survey *, struct diag *);
/* The same of the dictionary file alone. */
bool dictionary_read (const struct source_spec *, struct diag *);
/* A finding for all variables of the dictionary that the data do not have. */
void dictionary_check (const struct survey *, const struct datain *, struct diag *);
#endif
