/* The published tables of a survey as cells and sums, which disclosure hides some of.  For
   disclose.c only. */
#ifndef ESTIMATE_LINKED_H
#define ESTIMATE_LINKED_H
#include "estimate/attack.h"
#include "estimate/disclose.h"

enum { NO_CELL = -1 };

/* A cell: a set of records within a group. */
struct linked_place {
  struct set_print set;
  gint16 level[ROW_DIMENSIONS];
};

/* What a row tells, as cells: its denominator, who has the property, who has not (NO_CELL). */
struct told {
  size_t row;
  long domain, property, rest;
  enum disclosed_kind kind;
  const size_t *of; /* [n_of] categories of a net */
  size_t n_of;
  bool apart; /* as in struct disclosed */
};

/* Two rows that speak of the same records in the same group speak of one cell, whatever they are
   called: so tables are linked. */
struct linked {
  struct disclosure_rule rule;
  struct attack *attack; /* cells and equations; small counts are sensitive */
  GArray *told;          /* struct told, one a note */
  GHashTable *numbers;   /* struct linked_place -> cell + 1 */
  GPtrArray *places;     /* [cells] struct linked_place, owned by NUMBERS */
  bool *hidden;          /* [cells] must not be published: at first the sensitive ones */
  bool *fixed;           /* [cells] is nothing, and everybody can see why */
  bool *inner;           /* [cells] of sets: in no row of its own, and not needed to link others */
  double *cost;          /* [cells] what it costs to hide it */
  GArray **sums;         /* [cells] guint: equations it stands in */
};

/* Of the notes of a survey (struct disclosed) and all its rows. */
struct linked *linked_new (struct disclosure_rule, const GArray *notes, const GArray *rows);
void linked_free (struct linked *);
/* Has the row a figure that is to be published? */
bool linked_shows_figure (const struct estimate_row *);

/* For linked.c and linkedset.c. */

/* The cell of a set in a group; it is made when it is new. */
size_t linked_cell (struct linked *, struct set_print, const gint16 *level, size_t count);
/* Must its count be hidden?  ZERO: if it is 0, too. */
void linked_mark (struct linked *, size_t cell, bool zero);
/* What the items of sets make together; of NOTES all told cells are there. */
void linked_add_sets (struct linked *, const GArray *notes, const GArray *rows);
/* How many cells these are at most, for a group. */
size_t linked_set_cells (size_t n_items);
#endif
