/* Sets of records, told from one another by a short number. */
#ifndef ESTIMATE_SETPRINT_H
#define ESTIMATE_SETPRINT_H
#include <glib.h>
#include <stdbool.h>

/* A sum over the records of a set: that of a union of disjoint sets is the sum of theirs.  The
   empty set has zeros. */
struct set_print {
  guint64 lo, hi;
};

struct set_print set_print_add (struct set_print, struct set_print);
struct set_print set_print_less (struct set_print, struct set_print);
bool set_print_empty (struct set_print);
bool set_print_same (struct set_print, struct set_print);
/* A number that has no likeness to those of its neighbours. */
guint64 set_print_mix (guint64);
/* Of record I alone. */
struct set_print set_print_record (size_t i);
/* The print of each of N_STATES states, of the N records with a positive weight. */
void set_prints (const guint8 *state, const double *weight, size_t n, size_t n_states,
                 struct set_print *prints);
#endif
