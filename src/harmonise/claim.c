#include <config.h>

#include "harmonise/claim.h"

#include "base/number.h"
#include "base/regex.h"

#include <string.h>

struct claim {
  size_t line;
  const struct recode_match *match;
  const struct regex *regex; /* of a pattern, borrowed */
  char *normal;              /* of a text */
  bool is_number;            /* lo .. hi are meant: a number, a range, or a text that is a number */
  double lo, hi;
};

struct claims {
  const struct rule *rule;
  struct number_marks marks;
  GArray *made; /* struct claim */
};

static void
claim_clear (void *c)
{
  g_free (((struct claim *)c)->normal);
}

struct claims *
claims_new (const struct rule *rule, struct number_marks marks)
{
  struct claims *cs = g_new (struct claims, 1);
  cs->rule = rule;
  cs->marks = marks;
  cs->made = g_array_new (FALSE, FALSE, sizeof (struct claim));
  g_array_set_clear_func (cs->made, claim_clear);
  return cs;
}

void
claims_free (struct claims *cs)
{
  g_array_free (cs->made, TRUE);
  g_free (cs);
}

/* Does a pattern take a literal text?  A pattern that gives up is not a proof of anything. */
static bool
pattern_takes (const struct claim *pattern, const struct claim *literal)
{
  const char *text = literal->match->text;
  return literal->match->kind != MATCH_PATTERN && literal->match->kind != MATCH_RANGE && text &&
         regex_match (pattern->regex, text, strlen (text)) == REGEX_YES;
}

static bool
meet (const struct claim *a, const struct claim *b)
{
  if (a->regex || b->regex)
    return (a->regex && !b->regex && pattern_takes (a, b)) ||
           (b->regex && !a->regex && pattern_takes (b, a)) ||
           (a->regex && b->regex && strcmp (a->match->text, b->match->text) == 0);
  if (a->normal && b->normal)
    return strcmp (a->normal, b->normal) == 0;
  return a->is_number && b->is_number && a->lo <= b->hi && b->lo <= a->hi;
}

bool
claims_add (struct claims *cs, size_t line, const struct recode_match *m, const struct regex *regex,
            struct diag *d)
{
  struct claim c = {.line = line, .match = m, .regex = regex, .lo = m->lo, .hi = m->hi};
  bool ok = true;

  if (m->kind == MATCH_PATTERN && !regex)
    return true;
  c.is_number = m->kind == MATCH_NUMBER || m->kind == MATCH_RANGE;
  if (m->kind == MATCH_TEXT) {
    c.normal = label_normalise (m->text);
    c.is_number = number_read (m->text, strlen (m->text), cs->marks, &c.lo);
    c.hi = c.lo;
  }
  for (guint i = 0; i < cs->made->len && ok; i++) {
    const struct claim *old = &g_array_index (cs->made, struct claim, i);
    const char *target = cs->rule->lines[line].target;
    const char *other = cs->rule->lines[old->line].target;
    if (strcmp (target, other) == 0 || !meet (&c, old))
      continue;
    diag_add (d, FIND_OVERLAP, m->place, "\"%s\" of \"%s\" claims %s, which \"%s\" claims too",
              target, cs->rule->variable, m->text, other);
    diag_note (d, old->match->place, "\"%s\" claims it here", other);
    ok = false;
  }
  g_array_append_val (cs->made, c);
  return ok;
}
