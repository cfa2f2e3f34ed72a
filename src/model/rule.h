/* Reading one rule of a crosswalk; for rules.c alone. */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H
#include "model/survey.h"

/* For whom a rule is read.  PART: what stands for `$1` and for the group of a pattern; NULL in a
   rule for one variable. */
struct rule_head {
  const char *variable;
  struct place place;
  const char *part;
  const struct preset *preset; /* of the source, or NULL: what `split: yes` means */
};

/* NODE: the rule, long or short.  RULE is filled in as far as possible, whatever the findings; its
   kind is RULE_ABSENT when it says nothing usable. */
void rule_read (struct rule *, const struct rule_head *, const struct yaml_node *node,
                struct diag *);
void rule_clear (struct rule *);

/* Does a mapping say where the values come from: by one of column, value, constant, absent? */
bool rule_has_kind (const struct yaml_node *);
#endif
