#include <config.h>

#include "model/operand.h"

#include "model/field.h"
#include "model/plan.h"

#include <string.h>

void
operand_read (struct operand *operand, const struct yaml_node *map, const char *key,
              struct diag *diag)
{
  const struct yaml_node *node = yaml_get (map, key);

  if (node && (operand->id = field_text (map, key, diag)))
    operand->place = node->text_place;
}

void
operand_clear (struct operand *operand)
{
  g_free (operand->id);
  *operand = (struct operand){0};
}

/* Does the indicator come to itself over `a` and `b`?  So many steps are enough to go all round. */
static bool
comes_round (const struct plan *plan, const struct indicator *from, const struct indicator *at,
             size_t steps)
{
  if (!at || !steps || !measure_has_operands (at->measure))
    return false;
  if (at == from)
    return true;
  return comes_round (plan, from, plan_find (plan, at->a.id), steps - 1) ||
         comes_round (plan, from, plan_find (plan, at->b.id), steps - 1);
}

static void
say_unknown (const struct plan *plan, const struct operand *operand, struct diag *diag)
{
  g_autofree const char **ids = g_new (const char *, plan->n_indicators + 1);

  for (size_t i = 0; i < plan->n_indicators; i++)
    ids[i] = plan->indicators[i].id;
  diag_add (diag, FIND_UNKNOWN_INDICATOR, operand->place, "the plan has no indicator \"%s\"",
            operand->id);
  diag_suggest (diag, diag_nearest (operand->id, ids, plan->n_indicators));
}

static void
check (const struct plan *plan, const struct indicator *of, const struct operand *operand,
       struct diag *diag)
{
  enum { MOST_STEPS = 8 }; /* two branches a step; a longer way round is told at its first link */
  const struct indicator *other;

  if (!operand->id)
    return;
  other = plan_find (plan, operand->id);
  if (!other) {
    say_unknown (plan, operand, diag);
    return;
  }
  if (measure_is_operand (other->measure) || other->measure == N_MEASURES)
    return; /* of the latter there is a finding already */
  if (comes_round (plan, of, other, MOST_STEPS)) {
    diag_add (diag, FIND_CYCLE, operand->place, "\"%s\" is made of itself%s%s%s", of->id,
              other == of ? "" : ", by way of \"", other == of ? "" : other->id,
              other == of ? "" : "\"");
    return;
  }
  diag_add (diag, FIND_BAD_VALUE, operand->place,
            "\"%s\" is a %s; a %s can be made of proportions, means and ratios", operand->id,
            measure_noun (other->measure), measure_noun (of->measure));
  diag_note (diag, other->place, "\"%s\" is declared here", other->id);
}

void
operands_check (const struct plan *plan, struct diag *diag)
{
  for (size_t i = 0; i < plan->n_indicators; i++) {
    const struct indicator *of = &plan->indicators[i];
    if (!measure_has_operands (of->measure))
      continue;
    check (plan, of, &of->a, diag);
    check (plan, of, &of->b, diag);
    if (of->a.id && of->b.id && strcmp (of->a.id, of->b.id) == 0 && plan_find (plan, of->a.id))
      diag_add (diag, FIND_BAD_VALUE, of->b.place,
                "`a` and `b` of \"%s\" are both \"%s\"; they must be two indicators", of->id,
                of->b.id);
  }
}
