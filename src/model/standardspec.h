/* Standard populations, as an indicator plan declares them: `standard_populations`. */
#ifndef MODEL_STANDARDSPEC_H
#define MODEL_STANDARDSPEC_H
#include "model/label.h"

/* One cell: a category of each variable, and how many of the standard's people it holds. */
struct standard_cell {
  char **categories;    /* [n_by] and a NULL */
  struct place *places; /* [n_by] */
  double share;         /* > 0; of whatever all shares add up to */
  struct place place;   /* of the share */
};

struct standard_spec {
  char *id;
  struct label title; /* without texts unless said */
  char **by;          /* NULL-ended: variables with categories, each once */
  struct place *by_places;
  size_t n_by;
  bool equal;                  /* `shares: equal`: every category counts the same */
  struct standard_cell *cells; /* none where EQUAL */
  size_t n_cells;
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
