#include <config.h>

#include "estimate/groups.h"

/* A derived variable has a rule of its own and can still be made of nothing that was asked: then
   every record says so. */
bool
groups_not_asked (const struct dataset *ds, const struct variable *v)
{
  const struct values *values = ds->variables[v->index];
  if (ds->not_asked[v->index] || !values)
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
groups_new (const struct grouping *g, const struct dataset *ds, const struct variable **missing)
{
  for (size_t k = 0; k < g->n; k++)
    if (groups_not_asked (ds, g->variables[k])) {
      *missing = g->variables[k];
      return NULL;
    }
  guint16 *group = g_new0 (guint16, ds->n + 1);
  for (size_t k = 0; k < g->n; k++)
    add_levels (g, ds->variables[g->variables[k]->index], ds->n, group);
  return group;
}
