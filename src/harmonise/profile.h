/* How many answers each variable of a survey has, and for which reasons the others are missing; and
   whether a reason is suddenly frequent.

   A share is of the records that were asked: those that are neither not_asked nor not_applicable.
   It jumps when it differs from the median of others by more than a threshold and by more than
   chance explains: three standard errors of a difference of two shares, sqrt (q (1 - q) (1/n +
   1/m)), where q is the mean of the two.  Of an even number of others both middle ones must differ
   so.  In a grid it jumps up or down, because an item that is read rightly among wrong ones shows
   them all; a survey that lacks what others have too much of is no finding.  */
#ifndef HARMONISE_PROFILE_H
#define HARMONISE_PROFILE_H
#include "harmonise/harmonise.h"

struct profile_item {
  bool asked;            /* the survey has it, and not by derivation */
  size_t n[MISSING_MAX]; /* records by reason; [MISSING_NONE]: with an answer */
};

struct profile {
  const struct crosswalk *crosswalk;
  struct profile_item *items; /* [codebook->n_variables] */
};

/* With no record counted. */
struct profile *profile_new (const struct crosswalk *);
void profile_free (struct profile *); /* NULL is allowed */

/* Each item against the others of its grid: those that one rule with `for` maps, or whose columns
   are called alike but for their end (T12_A, Q5[2], use/tv, q5b, item3), with the same answers and
   asked of the same records; at least three in all.  Findings FIND_MISSING_JUMP. */
void profile_compare_grids (const struct profile *, const struct thresholds *, struct diag *);
/* Each of N surveys against the other waves of its country, or, where none has the item, against
   the others of its codebook, at least two.  NULL among PROFILES: one that could not be read.
   Findings, each under its survey's name (diag_survey, which is NULL afterwards). */
void profile_compare_surveys (struct profile *const *profiles, size_t n, const struct thresholds *,
                              struct diag *);
#endif
