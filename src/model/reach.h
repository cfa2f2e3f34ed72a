/* Which categories a rule can give at all, told from the rule and from what the column is declared
   to hold, before data. */
#ifndef MODEL_REACH_H
#define MODEL_REACH_H
#include "model/survey.h"

/* REACHED: [n_categories of the variable], filled in.  What cannot be told (an expression, a column
   whose codes are not declared and are copied) counts as reached. */
void rule_reach (const struct rule *, const struct variable *, const struct source_spec *,
                 bool *reached);
/* The categories that it cannot give, for a reader, in the codebook's first language: "Never,
   Almost all the time"; NULL if there are none, or the variable has no categories.  g_free. */
char *rule_unreached (const struct rule *, const struct variable *, const struct source_spec *);
#endif
