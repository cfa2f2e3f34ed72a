/* The ages that all figures of a study are about: `ages` under `estimate`. */
#ifndef MODEL_AGERANGE_H
#define MODEL_AGERANGE_H
#include "base/yaml.h"

enum { AGE_MOST = 120 }; /* whole years */

struct age_range {
  bool there;
  char *variable; /* of the codebook; `age` unless said */
  long lo, hi;    /* whole years, both included */
  struct place place, variable_place;
};

/* NODE is `12..17`, or a mapping of `variable` and `range`; NULL: all ages.  Findings; THERE is
   false after one. */
void age_range_read (struct age_range *, const struct yaml_node *, struct diag *);
void age_range_clear (struct age_range *);
#endif
