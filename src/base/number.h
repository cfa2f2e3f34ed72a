/* Numbers as text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_SIZE = 32 };

/* Read all LEN bytes of TEXT as a decimal number with the decimal mark DECIMAL ('.' or ','):
   optional sign, digits, mark, exponent; no blanks, no hexadecimal, no NaN or infinity, no
   thousands marks.  Correctly rounded.  False if it is anything else or overflows. */
bool number_parse (const char *text, size_t len, char decimal, double *value);
/* How numbers are marked in a text: DECIMAL as above; THOUSANDS, which stands between groups of
   three digits: '.', ',', ' ' (a blank, or a no-break space, wide or narrow) or '\'' (straight or
   curly), another mark than DECIMAL; 0: none. */
struct number_marks {
  char decimal, thousands;
};
/* The same for text that has thousands marks, or has none: a first group of one to three digits
   that does not begin with 0, groups of three behind it, and then only decimals.  What is grouped
   in another way is no number. */
bool number_read (const char *text, size_t len, struct number_marks marks, double *value);
/* Write VALUE (finite) with the fewest digits that read back the same; whole numbers below 1e15
   without exponent or mark; -0 as 0.  Returns the length. */
size_t number_format (double value, char buffer[static NUMBER_SIZE]);
/* Write VALUE (finite) for a reader with DECIMALS (0 to 9) decimals, halves away from zero as
   spreadsheets round them: of the 15 digits a double holds.  From 1e15 on like number_format. */
size_t number_fixed (double value, int decimals, char buffer[static NUMBER_SIZE]);
#endif
