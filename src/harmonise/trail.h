/* The audit file read back: which source codes of a variable became what, and how often. */
#ifndef HARMONISE_TRAIL_H
#define HARMONISE_TRAIL_H
#include "model/study.h"

struct trail;

/* Read the audit file of a survey.  NULL after findings (not there: FIND_NOT_INGESTED; not an audit
   file: FIND_STALE). */
struct trail *trail_read (const char *path, struct diag *);
void trail_free (struct trail *); /* NULL is allowed */

/* What the value of a step is.  Only what the crosswalk or the codebook names is told by itself;
   all else that respondents said is told together. */
enum step_kind {
  STEP_CODE,    /* VALUE, a code or text that is named, in DIFFERENT spellings: the commonest */
  STEP_EMPTY,   /* an empty cell */
  STEP_SEVERAL, /* cells with several answers, DIFFERENT of them */
  STEP_OTHERS,  /* DIFFERENT other values */
  STEP_NO_CELL  /* the rule reads no single column */
};

struct trail_step {
  enum step_kind kind;
  const char *column, *value; /* value: of STEP_CODE; borrowed from the trail */
  const char *target;         /* a category or reason; NULL: values that are copied */
  size_t line;                /* of the rule */
  size_t n, different;
  bool hidden; /* N is not to be shown */
};

/* The steps of a variable in the order of the audit file, all records of the survey together.
   Counts below the rule's MIN_N are hidden, and with them the next larger ones until what is hidden
   is at least two counts and MIN_N records, so that no total gives one away; where 0 is hidden too,
   all counts of a variable of which nobody has some category.  g_array_free. */
GArray *trail_steps (const struct trail *, const struct survey *, const struct codebook *,
                     const struct variable *, struct disclosure_rule);
#endif
