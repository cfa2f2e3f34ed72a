/* What each record says to an indicator: one small state, and for amounts the numbers. */
#ifndef ESTIMATE_ANSWERS_H
#define ESTIMATE_ANSWERS_H
#include "estimate/indicator.h"
#include "stat/tally.h"

/* States of a record.  ANSWER_OUT is outside the universe; of the others ANSWER_SKIPPED and
   ANSWER_NOT_ASKED are outside the denominator.  Amounts have ANSWER_FIRST where there is one;
   conditions NO, YES and, where missing answers count, MISSING; a distribution ANSWER_FIRST + its
   category, the counted reasons behind the variable's own categories. */
enum {
  ANSWER_OUT = STATE_OUT,
  ANSWER_SKIPPED,
  ANSWER_NOT_ASKED,
  ANSWER_FIRST = STATE_VALID,
  ANSWER_YES = ANSWER_FIRST,
  ANSWER_NO,
  ANSWER_MISSING
};

struct answers {
  const struct dataset *dataset;
  struct expr_column *columns; /* [codebook->n_variables] */
  struct expr_work *work;
  guint8 *state, *among, *reason; /* [n records] */
  double *y, *x;                  /* [n records] for amounts */
  double shift;                   /* that was taken from y */
  size_t n_states;
  bool nobody_asked; /* there is a universe, and not_asked is all it says */
};

struct answers *answers_new (const struct dataset *);
void answers_free (struct answers *);
/* The state of each record for a condition by itself: ANSWER_YES, ANSWER_NO, or why it is neither;
   into OUT [n records]. */
void answers_condition (struct answers *, const struct expr *, guint8 *out);
/* Work out the answers to one indicator, all of whose variables were asked. */
void answers_find (struct answers *, const struct measured *);
#endif
