/* How well a survey gives each variable, derived ones too; decided here and nowhere else. */
#ifndef ESTIMATE_GRADE_H
#define ESTIMATE_GRADE_H
#include "data/dataset.h"
#include "estimate/rows.h"
#include "expr/expr.h"

/* The codebook's derivations as expressions, [n_variables], NULL where there is none; what is wrong
   with them the codebook's own check has told. */
struct expr **grade_derivations (const struct codebook *);
void grade_derivations_free (struct expr **, const struct codebook *);

/* GRADES [n_variables], from the survey's rules alone: a variable with a rule has the rule's
   comparability; a derived one the weakest of what it is made of.  What is not asked leaves a
   derived variable partial where it can be made without it, and else not asked. */
void grade_variables (const struct dataset *, struct expr *const *derive, enum grade *grades);
#endif
