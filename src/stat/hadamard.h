/* Hadamard matrices: orthogonal rows of +1 and -1.  */
#ifndef STAT_HADAMARD_H
#define STAT_HADAMARD_H
#include <glib.h>

/* The smallest order above N that can be made here: a power of two times 1, or q + 1 for a prime q
   = 3 (mod 4), or 2 (q + 1) for a prime q = 1 (mod 4). */
size_t hadamard_order (size_t n);
/* A matrix of an order that hadamard_order gave: [order][order], whose first row is +1 alone.
   g_free. */
gint8 *hadamard_new (size_t order);
#endif
