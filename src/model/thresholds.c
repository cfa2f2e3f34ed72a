#include <config.h>

#include "model/thresholds.h"

#include "base/number.h"

#include <math.h>

/* Brazil's weights have factors from 2 to 7.4 in six years: a sample that is only uneven is not
   accused.  Its largest weight is some 200 times the median. */
static const struct thresholds usual = {.sibling_jump = 0.10,
                                        .survey_jump = 0.20,
                                        .zero_weights = 0.05,
                                        .kish = 8,
                                        .weight_range = 500,
                                        .population = 0.01,
                                        .empty_category = 100};

static const struct {
  const char *key;
  size_t offset;
  double lo, hi;
} rows[] = {
    {"sibling_jump", offsetof (struct thresholds, sibling_jump), 0, 1},
    {"survey_jump", offsetof (struct thresholds, survey_jump), 0, 1},
    {"zero_weights", offsetof (struct thresholds, zero_weights), 0, 1},
    {"kish", offsetof (struct thresholds, kish), 1, INFINITY},
    {"weight_range", offsetof (struct thresholds, weight_range), 1, INFINITY},
    {"population", offsetof (struct thresholds, population), 0, 1},
    {"empty_category", offsetof (struct thresholds, empty_category), 1, INFINITY},
};

static const char *const keys[] = {"sibling_jump", "survey_jump", "zero_weights",   "kish",
                                   "weight_range", "population",  "empty_category", NULL};

struct thresholds
thresholds_usual (void)
{
  return usual;
}

void
thresholds_read (struct thresholds *t, const struct yaml_node *node, struct diag *diag)
{
  if (!node || !yaml_want (node, YAML_MAPPING, "`check`", diag))
    return;
  yaml_check_keys (node, "`check`", keys, diag);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const struct yaml_node *item = yaml_get (node, rows[i].key);
    g_autofree char *what = g_strdup_printf ("`%s`", rows[i].key);
    double value;
    if (!item || !yaml_number (item, what, &value, diag))
      continue;
    if (value >= rows[i].lo && value <= rows[i].hi)
      *(double *)(void *)((char *)t + rows[i].offset) = value;
    else if (isfinite (rows[i].hi))
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "%s is %s, but must lie between %.0f and %.0f: it is a share, 0.05 for 5 percent",
                what, item->text, rows[i].lo, rows[i].hi);
    else
      diag_add (diag, FIND_BAD_VALUE, item->place, "%s is %s, but must be %.0f or more", what,
                item->text, rows[i].lo);
  }
}
