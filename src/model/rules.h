/* Reading `crosswalk` of a survey file: rules, grids taken apart, variants laid over; for survey.c
   alone, which says what they are. */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H
#include "model/survey.h"

/* NODE: the value of `crosswalk`, or NULL.  SURVEY's variant has been set. */
void rules_read (struct survey *, const struct yaml_node *, struct diag *);
void rules_clear (struct survey *);
#endif
