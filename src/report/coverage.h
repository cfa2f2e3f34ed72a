/* Which survey has which variable, and how comparable it is: the matrix as a table and a sheet. */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H
#include "estimate/rows.h"
#include "report/sheet.h"

/* The matrix: a row a variable, a column a survey.  SHOWN [n_variables] says which variables; NULL:
   all.  For people: words in the coverage's language. */
struct table *coverage_matrix (const struct coverage *, const bool *shown);
/* How many variables of each grade a survey has: a row a survey. */
struct table *coverage_summary (const struct coverage *, const bool *shown);
/* One variable: a row a survey, with what the crosswalk says. */
struct table *coverage_of_variable (const struct coverage *, size_t variable);
/* The matrix for machines: the same in every language but for labels and notes. */
struct table *coverage_csv_table (const struct coverage *, const bool *shown);
/* The sheet NAME of the workbook, with a link back to the sheet CONTENTS. */
struct sheet *coverage_sheet (const struct coverage *, const char *name, const char *contents);
#endif
