#include <config.h>

#include "model/comparespec.h"

#include "model/field.h"

#include <string.h>

enum { MOST_GROUPS = 8 };

static const char *const keys[] = {"pairs",  "average", "groups", "waves",
                                   "adjust", "alpha",   "test",   NULL};
static const char *const average_names[] = {
    [AVERAGE_EQUAL] = "equal", [AVERAGE_POPULATION] = "population", NULL};
static const char *const wave_names[] = {"latest", "all", NULL};
static const char *const pair_names[] = {"none", "surveys", NULL};
static const char *const adjust_names[] = {[COMPARE_HOLM] = "holm",
                                           [COMPARE_BH] = "bh",
                                           [COMPARE_BONFERRONI] = "bonferroni",
                                           [COMPARE_NONE] = "none",
                                           NULL};
static const char *const test_names[] = {[TEST_RAO_SCOTT] = "rao-scott",
                                         [TEST_WALD] = "wald",
                                         [TEST_ADJUSTED_WALD] = "adjusted-wald",
                                         NULL};

const char *
average_kind_name (enum average_kind kind)
{
  return average_names[kind];
}

const char *
compare_adjust_name (enum compare_adjust adjust)
{
  return adjust_names[adjust];
}

const char *
compare_test_name (enum compare_test test)
{
  return test_names[test];
}

void
average_spec_read (struct average_spec *spec, const struct yaml_node *estimate, struct diag *diag)
{
  const struct yaml_node *list = yaml_get (estimate, "averages");
  size_t n = field_list_limited (list, N_AVERAGES, "`averages`", diag);
  int waves = 0;

  for (size_t i = 0; i < n; i++) {
    int kind = yaml_choice (field_list_at (list, i), "`averages`", average_names, diag);
    if (kind >= 0)
      spec->wanted[kind] = true;
  }
  field_choice (estimate, "averages_of", wave_names, &waves, diag);
  spec->all_waves = waves > 0;
}

static void
read_bool (const struct yaml_node *map, const char *key, bool *value, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);
  g_autofree char *what = g_strdup_printf ("`%s`", key);
  if (node)
    yaml_bool (node, what, value, diag);
}

static void
read_groups (struct compare_spec *spec, const struct yaml_node *list, struct diag *diag)
{
  size_t n = field_list_limited (list, MOST_GROUPS, "`groups`", diag), kept = 0;

  spec->groups = g_new0 (char *, n + 1);
  spec->group_places = g_new0 (struct place, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *node = field_list_at (list, i);
    char *name = field_node_text (node, "a variable under `groups`", diag);
    if (name && g_strv_contains ((const char *const *)spec->groups, name)) {
      diag_add (diag, FIND_DUPLICATE_NAME, node->place, "\"%s\" stands twice under `groups`", name);
      g_clear_pointer (&name, g_free);
    }
    if (!name)
      continue;
    spec->groups[kept] = name;
    spec->group_places[kept++] = node->place;
  }
}

static void
read_alpha (struct compare_spec *spec, const struct yaml_node *node, struct diag *diag)
{
  double alpha;
  if (!node || !yaml_number (node, "`alpha`", &alpha, diag))
    return;
  if (alpha > 0 && alpha < 0.5)
    spec->alpha = alpha;
  else
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "`alpha` is %s, but must lie between 0 and 0.5; write 0.05 for 5 percent",
              node->text);
}

void
compare_spec_read (struct compare_spec *spec, const struct yaml_node *node,
                   const struct average_spec *averages, struct diag *diag)
{
  int pairs = 0, adjust = COMPARE_HOLM, test = TEST_RAO_SCOTT;

  *spec = (struct compare_spec){.alpha = 0.05};
  if (!node || !yaml_want (node, YAML_MAPPING, "`compare`", diag))
    return;
  spec->there = true;
  yaml_check_keys (node, "`compare`", keys, diag);
  field_choice (node, "pairs", pair_names, &pairs, diag);
  field_choice (node, "adjust", adjust_names, &adjust, diag);
  field_choice (node, "test", test_names, &test, diag);
  spec->test = (enum compare_test)test;
  spec->pairs = pairs > 0;
  spec->adjust = (enum compare_adjust)adjust;
  read_bool (node, "average", &spec->average, diag);
  read_bool (node, "waves", &spec->waves, diag);
  read_groups (spec, yaml_get (node, "groups"), diag);
  read_alpha (spec, yaml_get (node, "alpha"), diag);
  if (spec->average && !averages->wanted[AVERAGE_EQUAL] && !averages->wanted[AVERAGE_POPULATION])
    diag_add (diag, FIND_MISSING_KEY, yaml_get (node, "average")->place,
              "`average: yes` needs an average to compare with: write `averages: equal` or "
              "`population` under `estimate`");
  if (!spec->pairs && !spec->average && !spec->waves && !*spec->groups)
    diag_add (diag, FIND_MISSING_KEY, node->place,
              "`compare` does not say what to compare: write `pairs: surveys`, `average: yes`, "
              "`groups` or `waves: yes`");
}

void
compare_spec_clear (struct compare_spec *spec)
{
  g_strfreev (spec->groups);
  g_free (spec->group_places);
}
