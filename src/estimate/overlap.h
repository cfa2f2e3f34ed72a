/* Which items of a set children have together: what the rows of a set tell of without saying it. */
#ifndef ESTIMATE_OVERLAP_H
#define ESTIMATE_OVERLAP_H
#include "estimate/setprint.h"

/* The records of the base of a set, by the items that they have. */
struct overlap {
  size_t n_items, n_records;
  size_t n;                 /* patterns that occur */
  guint8 *has;              /* [n][n_items] 0 or 1 */
  size_t *n_has;            /* [n] how many items */
  struct set_print *prints; /* [n] in the whole survey */
  guint32 *of;              /* [n_records] the pattern; N outside the base */
};

/* STATE [n_items][n_records] as in items.c; records without a positive weight are left out. */
struct overlap *overlap_new (const guint8 *const *state, size_t n_items, const double *weight,
                             size_t n_records);
void overlap_free (struct overlap *); /* NULL is allowed */
/* [n] how many records of each pattern there are in GROUP, which ALL (or NULL: all are in it) gives
   by record.  To be freed. */
size_t *overlap_count (const struct overlap *, const guint16 *all, size_t group);

/* The print of those who have any item.  It is no item's, even if all who have any have that one:
   were the two sets one, it would be plain that nobody has another item alone. */
struct set_print overlap_any (const struct overlap *);

/* Sets of records that are made of items I and K, or of I alone, or of all items. */
enum overlap_event {
  OVERLAP_BOTH,     /* I and K */
  OVERLAP_FIRST,    /* I, but not K */
  OVERLAP_SECOND,   /* K, but not I */
  OVERLAP_EITHER,   /* I or K, or both */
  OVERLAP_NEITHER,  /* in the base */
  OVERLAP_OTHERS,   /* neither, but some other item */
  OVERLAP_WITHOUT,  /* some item, but not I */
  OVERLAP_ONLY,     /* I and no other */
  OVERLAP_MORE,     /* I and some other */
  OVERLAP_AT_LEAST, /* I items or more */
  OVERLAP_JUST,     /* I items, neither more nor fewer */
  N_OVERLAP_EVENTS
};

/* Is a record of pattern P in the event? */
bool overlap_is_in (const struct overlap *, enum overlap_event, size_t i, size_t k, size_t p);
#endif
