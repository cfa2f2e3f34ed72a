/* Who claims which source value: the proof, before data, that each has one place to go. */
#ifndef HARMONISE_CLAIM_H
#define HARMONISE_CLAIM_H
#include "model/survey.h"

struct regex;

/* Numbers LO .. HI, inclusive, claimed by a line of a rule. */
struct claim_span {
  double lo, hi;
  size_t line;
  const struct recode_match *match;
};

struct claims;

/* MARKS: of the numbers in the data file. */
struct claims *claims_new (const struct rule *, struct number_marks);
void claims_free (struct claims *);
/* Enter the claim of LINE; REGEX is that of a pattern.  False after a finding: a line with another
   target has claimed one of its values before.  Two patterns are not compared here: prove.h
   does, as far as that can be told. */
bool claims_add (struct claims *, size_t line, const struct recode_match *, const struct regex *,
                 struct diag *);
#endif
