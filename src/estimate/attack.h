/* An attack on published tables: what can somebody find out who has all of them and can count?

   Cells are counts of records.  Equations say that a cell is the sum of others and of a remainder
   that the attacker is taken to know.  Of the cells some are known, because they are published. */
#ifndef ESTIMATE_ATTACK_H
#define ESTIMATE_ATTACK_H
#include "base/diag.h"

struct attack_cell {
  size_t count;
  bool known;     /* published */
  bool sensitive; /* must not be found out */
  double lo, hi;  /* after attack_run: counts that what is published leaves open; of a sensitive
                     cell that has come out all of them */
};

/* Which attacks use an equation.  The more of them the second one takes at once the larger are the
   systems, until they are too large for it; what says little beyond its bounds is left to the first
   one. */
enum attack_use {
  ATTACK_ALWAYS, /* both */
  ATTACK_INNER,  /* both; the second attack is run without these, and then with them */
  ATTACK_BOUNDS  /* the first one */
};

/* counts[whole] = sum of counts[part], + rest. */
struct attack_sum {
  enum attack_use use;
  bool least;             /* the remainder is not known: the whole is at least the sum */
  size_t whole, first, n; /* parts[first .. first + n) */
  double rest;
};

struct attack {
  GArray *cells; /* struct attack_cell */
  GArray *sums;  /* struct attack_sum */
  GArray *parts; /* size_t: cells */
  guint64 work;  /* of all attacks so far, the same on every machine */
};

struct attack *attack_new (void);
void attack_free (struct attack *);
/* A cell, not known and not sensitive; returns its number. */
size_t attack_cell (struct attack *, size_t count);
struct attack_cell *attack_at (const struct attack *, size_t cell);
/* WHOLE is the sum of N PARTS and of a remainder, which follows from their counts. */
void attack_sum (struct attack *, size_t whole, const size_t *parts, size_t n);
void attack_sum_for (struct attack *, enum attack_use, size_t whole, const size_t *parts, size_t n);
/* WHOLE is at least the sum of N PARTS, which bounds are made of. */
void attack_least (struct attack *, size_t whole, const size_t *parts, size_t n);

/* How many sensitive cells come out: those for which fewer than WIDTH + 1 counts stay open.

   First by propagation: each equation bounds each of its cells by the bounds of the others, until
   nothing changes.  What withstands that is attacked with all equations at once, by linear
   programming.  Systems beyond some thousand unknown cells get the first attack alone. */
size_t attack_run (struct attack *, size_t width);
/* Has the cell come out? */
bool attack_found (const struct attack_cell *, size_t width);
#endif
