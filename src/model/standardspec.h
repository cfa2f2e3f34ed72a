/* Standard populations, as an indicator plan declares them: `standard_populations`. */
#ifndef MODEL_STANDARDSPEC_H
#define MODEL_STANDARDSPEC_H
#include "model/crossing.h"

struct standard_spec {
  char *id;
  struct label title;       /* without texts unless said */
  struct crossing crossing; /* by variables with categories; how many of the standard's people each
                               cell holds, of whatever all add up to; without cells where EQUAL */
  bool equal;               /* `shares: equal`: every category counts the same */
  struct place place;
};

struct standard_specs {
  struct standard_spec *items;
  size_t n;
};

/* From `standard_populations`; NODE NULL: none.  Findings; what has one may lack variables or
   cells. */
void standard_specs_read (struct standard_specs *, const struct yaml_node *, struct diag *);
void standard_specs_clear (struct standard_specs *);
/* By its id; NULL if there is none. */
const struct standard_spec *standard_specs_find (const struct standard_specs *, const char *id);
/* The id nearest to a wrong one, or NULL. */
const char *standard_specs_near (const struct standard_specs *, const char *id);
#endif
