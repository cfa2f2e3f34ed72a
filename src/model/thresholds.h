/* From where on something about the data of a survey is a finding: `check:` of a study. */
#ifndef MODEL_THRESHOLDS_H
#define MODEL_THRESHOLDS_H
#include "base/yaml.h"

struct thresholds {
  double sibling_jump;   /* difference of shares missing, of an item and its grid */
  double survey_jump;    /* the same, of a survey and the others of its study */
  double zero_weights;   /* share of records with a weight of zero */
  double kish;           /* n sum w^2 / (sum w)^2 */
  double weight_range;   /* largest weight over the median */
  double population;     /* relative distance of the sum of weights from `population` */
  double empty_category; /* valid answers from which on a category without any is a warning */
};

/* What holds where nothing is said. */
struct thresholds thresholds_usual (void);
/* Of NODE, or NULL; what it does not say stays as it was.  Findings. */
void thresholds_read (struct thresholds *, const struct yaml_node *, struct diag *);
#endif
