/* Reading `source` of a survey file; for survey.c alone, which says what it is. */
#ifndef MODEL_SOURCESPEC_H
#define MODEL_SOURCESPEC_H
#include "model/survey.h"

/* NODE: the value of `source`, or NULL.  Fills in SURVEY's source, whatever the findings. */
void source_spec_read (struct survey *, const struct yaml_node *, struct diag *);
void source_spec_clear (struct source_spec *);
#endif
