/* The groups and answers that a survey has. */
#include <config.h>

#include "estimate/groups.h"
#include "estimate/standard.h"
#include "estimate/work.h"

const guint16 *
work_groups (struct work *r, size_t grouping)
{
  if (!r->groups[grouping] && !r->missing[grouping])
    r->groups[grouping] = groups_new (indicators_grouping (r->in, grouping), r->dataset, r->grades,
                                      &r->missing[grouping]);
  return r->groups[grouping];
}

const struct variable *
work_not_asked (const struct work *r, const struct expr *e)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  for (size_t i = 0; i < n; i++) {
    const struct variable *v = &r->in->codebook->variables[slots[i]];
    if (groups_not_asked (r->dataset, r->grades, v))
      return v;
  }
  return NULL;
}

const struct variable *
work_find_answers (struct work *r, const struct measured *m)
{
  if (m->a)
    return pair_find (r, m);
  if (m->items)
    return items_find (r, m);
  const struct expr *all[] = {m->of, m->to, m->among};
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    const struct variable *v = work_not_asked (r, all[i]);
    if (v)
      return v;
  }
  if (m->standard && !work_groups (r, m->standard->grouping))
    return r->missing[m->standard->grouping];
  answers_find (r->answers, m);
  size_t n = 0;
  const size_t *slots = m->of ? expr_slots (m->of, &n) : NULL;
  return r->answers->nobody_asked && n ? &r->in->codebook->variables[slots[0]] : NULL;
}
