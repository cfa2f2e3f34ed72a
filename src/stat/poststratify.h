/* Directly standardised means: those of cells, put together with the shares of a standard. */
#ifndef STAT_POSTSTRATIFY_H
#define STAT_POSTSTRATIFY_H
#include "stat/linearise.h"

struct poststrata {
  struct totals *totals;       /* of the cell that is added next, filled in by the caller */
  struct influence *influence; /* the same */
  double estimate, square;     /* sums over cells of share times mean, and times mean of squares */
  double weight, weight_with;  /* of what the standardised weights add up to */
  double ww, ww_with;          /* and their squares */
};

struct poststrata *poststrata_new (const struct design *);
void poststrata_free (struct poststrata *);
/* Begin a figure.  INTO (of a figure of the same design) becomes its influence. */
void poststrata_start (struct poststrata *, struct influence *into);
/* Add the cell whose totals, influence and statistic were just found (a proportion, or a mean whose
   values lie SHIFT too low), SHARE of the standard.  Shares add up to 1; no cell is empty, and no
   two have a record in common. */
void poststrata_add (struct poststrata *, struct influence *into, const struct statistic *cell,
                     double share);
/* PLAIN, the statistic of the same records not standardised, with what standardising changes. */
struct statistic poststrata_finish (const struct poststrata *, const struct design *,
                                    const struct influence *, double shift,
                                    const struct statistic *plain);
#endif
