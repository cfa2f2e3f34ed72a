#include <config.h>

#include "estimate/groups.h"

/* What the rules do not tell the records may: a rule can give nothing but not_asked. */
bool
groups_not_asked (const struct dataset *ds, const enum grade *grades, const struct variable *v)
{
  const struct values *values = ds->variables[v->index];
  if (grades[v->index] == GRADE_NOT_ASKED || !values)
    return true;
  guint32 not_asked = values_reason (values, MISSING_NOT_ASKED);
  size_t i = 0;
  while (i < ds->n && values_at (values, i) == not_asked)
    i++;
  return ds->n > 0 && i == ds->n;
}

/* Cross the groups with a variable: an entry beyond its categories is a missing reason. */
static void
add_levels (const struct grouping *g, const struct values *values, size_t n, guint16 *group)
{
  guint32 levels = (guint32)values->variable->n_categories;
  guint16 none = (guint16)g->n_groups;
  for (size_t i = 0; i < n; i++) {
    guint32 level = values_at (values, i);
    bool there = level < levels && group[i] != none;
    group[i] = there ? (guint16)(group[i] * levels + level) : none;
  }
}

guint16 *
groups_new (const struct grouping *g, const struct dataset *ds, const enum grade *grades,
            const struct variable **missing)
{
  for (size_t k = 0; k < g->n; k++)
    if (groups_not_asked (ds, grades, g->variables[k])) {
      *missing = g->variables[k];
      return NULL;
    }
  guint16 *group = g_new0 (guint16, ds->n + 1);
  for (size_t k = 0; k < g->n; k++)
    add_levels (g, ds->variables[g->variables[k]->index], ds->n, group);
  return group;
}
