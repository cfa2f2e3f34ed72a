/* Reading the rules of a crosswalk; for survey.c alone, which says what a rule is. */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H
#include "model/survey.h"

/* KEY: the codebook variable's name, NODE: the rule, long or short.  RULE is filled in as far as
   possible, whatever the findings; its kind is RULE_ABSENT when it says nothing usable. */
void rule_read (struct rule *, const struct yaml_node *key, const struct yaml_node *node,
                struct diag *);
void rule_clear (struct rule *);
#endif
