/* An indicator of the plan that another one is made of. */
#ifndef MODEL_OPERAND_H
#define MODEL_OPERAND_H
#include "base/yaml.h"

struct operand {
  char *id; /* NULL unless said */
  struct place place;
};

struct plan;

/* `a` or `b` of MAP; nothing is looked up. */
void operand_read (struct operand *, const struct yaml_node *map, const char *key, struct diag *);
void operand_clear (struct operand *);
/* All operands of a plan: is there such an indicator, and is it of a measure that can be combined?
   A finding for each that is not. */
void operands_check (const struct plan *, struct diag *);
#endif
