/* The cells of a dictionary that say several things at once.  */
#ifndef DATA_CODECELL_H
#define DATA_CODECELL_H
#include <glib.h>

/* A code and what it means. */
struct codepair {
  char *code, *label;
};

/* The pairs in a CELL of lines such as `1 = "Sim"`, `1 "Sim"`, `1=Sim`, `1 - Sim`, `1: Sim` or
   `1) Sim`; several on a line are parted by `;` or `|`.  What is no pair is passed over.  An array
   of struct codepair, to be freed with g_array_free (…, TRUE). */
GArray *codecell_pairs (const char *cell);
/* The column names that a CELL means, a vector for g_strfreev: `rep1 a rep200` (also
   `rep1..rep200`, `to`, `até`, `à`, `-`) is all of them, with the leading zeros of the first; else
   the cell itself. */
char **codecell_names (const char *cell);
/* The codes in a CELL such as `97, 98; 99`; g_strfreev. */
char **codecell_list (const char *cell);
#endif
