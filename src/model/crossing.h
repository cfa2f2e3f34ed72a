/* A number for each cell of what some variables cross, as people write it: the categories of the
   first variable, below each those of the second, and so on. */
#ifndef MODEL_CROSSING_H
#define MODEL_CROSSING_H
#include "model/survey.h"

struct crossing_cell {
  char **categories;    /* [n_by] and a NULL */
  struct place *places; /* [n_by] */
  double number;        /* > 0 */
  struct place place;   /* of the number */
};

struct crossing {
  char **by; /* NULL-ended: names, each once */
  struct place *by_places;
  size_t n_by;
  struct crossing_cell *cells;
  size_t n_cells;
};

enum { CROSSING_MOST_BY = 4, CROSSING_MOST_CELLS = 1000 };

/* How findings speak of it. */
struct crossing_words {
  const char *of;       /* "the standard \"x\"" */
  const char *variable; /* "a variable of a standard" */
  const char *by;       /* the key of the list: "by" */
  const char *numbers;  /* "`shares` of \"x\"" */
  const char *number;   /* "a share" */
  const char *many;     /* "shares" */
  const char *nobody;   /* who has none of a category: "the standard" */
};

/* The names, a list or a single one; LIST NULL: none, without a finding. */
void crossing_read_by (struct crossing *, const struct crossing_words *,
                       const struct yaml_node *list, struct diag *);
/* The numbers, a mapping; the names have been read. */
void crossing_read_cells (struct crossing *, const struct crossing_words *,
                          const struct yaml_node *, struct diag *);
void crossing_clear (struct crossing *);
#endif
