/* Dates: days since 1970-01-01, in the proleptic Gregorian calendar. */
#ifndef EXPR_DATE_H
#define EXPR_DATE_H
#include <stdbool.h>

enum { MONTHS_A_YEAR = 12, DATE_MIN_YEAR = 1, DATE_MAX_YEAR = 9999 };
struct civil {
  int year, month, day;
};
/* Days since 1970-01-01 of a day that exists; false if it does not, or outside the years above. */
bool date_days (struct civil, double *days);
bool date_civil (double days, struct civil *);
/* "YYYY-MM-DD". */
bool date_read_iso (const char *text, double *days);
/* Text of the form FORMAT, which has no fault. */
bool date_read (const char *text, const char *format, double *days);
/* What is wrong with a format, or NULL. */
const char *date_format_fault (const char *format);
/* Whole months, or years, completed from the first to the second; less than 0 if it is earlier. */
double date_months_between (struct civil, struct civil);
double date_years_between (struct civil, struct civil);
#endif
