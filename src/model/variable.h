/* Reading one variable of a codebook; for codebook.c alone, which says what a variable is. */
#ifndef MODEL_VARIABLE_H
#define MODEL_VARIABLE_H
#include "model/codebook.h"

/* KEY: the name, NODE: the rest.  Of the codebook the languages and missing reasons must be there.
   VARIABLE is filled in as far as possible, whatever the findings. */
void variable_read (struct variable *, const struct yaml_node *key, const struct yaml_node *node,
                    const struct codebook *, struct diag *);
void variable_clear (struct variable *);
#endif
