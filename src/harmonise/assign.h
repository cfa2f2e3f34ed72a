/* One thing for each: the assignment with the greatest sum. */
#ifndef HARMONISE_ASSIGN_H
#define HARMONISE_ASSIGN_H
#include <stddef.h>

/* GAIN: [n * m], at least 0, of giving thing k to i; what gains nothing is not given.  Writes to
   TAKEN, for each of N, its thing or -1; no thing is given twice.  (Kuhn's Hungarian method by
   shortest augmenting paths, Jonker and Volgenant 1987.)  */
void assign_best (const double *gain, size_t n, size_t m, long *taken);
#endif
