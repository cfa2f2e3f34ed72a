/* The parts of an indicator that its figures depend on and that are no single text, in words that
   order and spelling do not change.  Each is to be freed, and NULL where there is nothing. */
#ifndef HARMONISE_PLANWORDS_H
#define HARMONISE_PLANWORDS_H
#include "model/plan.h"

/* "age_group x sex, sex": what is crossed, and in which order, is only how tables look. */
char *plan_words_by (const struct indicator *);
/* "exclude", "include", or the reasons that count. */
char *plan_words_missing (const struct indicator *);
/* "p25, p50" */
char *plan_words_at (const struct indicator *);
/* "top2: daily, weekly; ..." */
char *plan_words_nets (const struct indicator *);
/* Of a set "any" or "all"; static. */
const char *plan_words_base (const struct indicator *);
/* N texts in alphabetical order, with GLUE between. */
char *plan_words_sorted (char *const *texts, size_t n, const char *glue);
#endif
