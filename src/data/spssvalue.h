/* How a number of a file of SPSS or Stata stands in a cell.  */
#ifndef DATA_SPSSVALUE_H
#define DATA_SPSSVALUE_H
#include "base/number.h"
#include "data/spss.h"

enum spss_shape {
  SHAPE_NUMBER,       /* with the fewest digits that read back the same */
  SHAPE_SECONDS_DATE, /* seconds since 1582-10-14 (SPSS), as YYYY-MM-DD; the time of day goes */
  SHAPE_DAYS_DATE,    /* days since 1960-01-01 (Stata), likewise */
  SHAPE_MS_DATE,      /* milliseconds since 1960-01-01 (Stata), likewise */
  SHAPE_TIME,         /* seconds (SPSS), as hh:mm:ss; there can be more than 24 hours */
};

/* By the variable's FORMAT, such as DATE11 or %td.  What is neither a date nor a time is a number,
   and so are Stata's weeks, months, quarters and leap seconds, as they are stored. */
enum spss_shape spss_value_shape (const char *format);

/* The cell of a message that holds a number, a float, a tag (`.a') or nothing (""), with DECIMAL
   for its mark; returns the length.  A date before the year 1 or after 9999 is its number. */
size_t spss_value_text (const struct spss_message *, enum spss_shape, char decimal,
                        char buffer[static NUMBER_SIZE]);
#endif
