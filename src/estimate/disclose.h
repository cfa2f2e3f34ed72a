/* Small counts kept from sight: which rows of a survey must be suppressed so that nobody finds out
   how few children gave an answer. */
#ifndef ESTIMATE_DISCLOSE_H
#define ESTIMATE_DISCLOSE_H
#include "estimate/rows.h"
#include "estimate/setprint.h"
#include "model/study.h"

/* What a row tells of counts.  An estimate tells how many have the property, a row how many there
   are in its denominator; where a property is everybody's or nobody's business (of a mean, say)
   HAS_PROPERTY is false. */
enum disclosed_kind {
  DISCLOSED_ALONE,
  DISCLOSED_PART, /* the property is one of the categories that make up the denominator */
  DISCLOSED_NET,  /* it is some of these together */
  DISCLOSED_ITEM, /* an item of a set, whose items may overlap */
  DISCLOSED_ANY   /* any of the items that stand before it */
};

struct overlap;

struct disclosed {
  size_t row;
  enum disclosed_kind kind;
  const size_t *of; /* [n_of] categories of a net; borrowed */
  size_t n_of;
  struct set_print domain, property;
  struct set_print
      rest; /* who has it not; for parts and nets; of others it is the domain less the property */
  size_t n, n_with;
  bool has_property;
  bool apart; /* the rows of its other categories are no parts of the denominator: a quantile's */
  /* With the first item of a set: how its items cross, and [overlap->n] how many of the row's
     group have each pattern.  Its items stand next to each other, in the order of the overlap, and
     any of them next, if anywhere. */
  const struct overlap *overlap; /* borrowed */
  size_t *counts;                /* taken over */
};

struct disclosure;
struct disclosure *disclosure_new (struct disclosure_rule);
void disclosure_free (struct disclosure *);
void disclosure_note (struct disclosure *, const struct disclosed *);
/* Take over what notes borrow. */
void disclosure_keep (struct disclosure *, struct overlap *);
/* All rows of a survey are noted: suppress those that tell a small count (primary), and as many
   others as it takes to keep these from being computed (secondary, unless PRIMARY_ONLY, for tests).
   Returns how many rows. */
size_t disclosure_protect (const struct disclosure *, GArray *rows, bool primary_only);
/* Attack the rows as they are now.  Where a small count comes out, all rows are emptied and a
   finding FIND_DISCLOSURE says so; returns how many counts came out. */
size_t disclosure_prove (const struct disclosure *, GArray *rows, const char *survey,
                         struct diag *);
#endif
