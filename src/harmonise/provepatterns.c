/* No two patterns of different targets, and no pattern and number or text, can take one value. */
#include <config.h>

#include "base/number.h"
#include "harmonise/prove.h"

#include <string.h>

/* The values of a match as a pattern; NULL where that cannot be said.  g_free. */
static char *
as_pattern (const struct recode_match *m, char decimal)
{
  switch (m->kind) {
  case MATCH_PATTERN:
    return g_strdup (m->text);
  case MATCH_TEXT:
    return regular_text (m->text);
  case MATCH_NUMBER:
  case MATCH_RANGE:
    break;
  }
  return regular_numbers (m->lo, m->hi, decimal);
}

/* A text and a number are matched in another way than by a pattern: does this one take WITNESS? */
static bool
takes (const struct recode_match *m, const char *witness, struct number_marks marks)
{
  double number;

  if (m->kind == MATCH_PATTERN)
    return true; /* by a pattern it was found */
  if (m->kind == MATCH_TEXT) {
    g_autofree char *mine = label_normalise (m->text), *other = label_normalise (witness);
    return strcmp (mine, other) == 0;
  }
  return number_read (witness, strlen (witness), marks, &number) && number >= m->lo &&
         number <= m->hi;
}

/* Has this pair, which the rules of a grid share, been looked at?  It has now. */
static bool
is_known (const struct prover *p, const struct recode_match *a, const struct recode_match *b)
{
  char *pair = g_strdup_printf ("%zu:%zu %zu:%zu", a->place.line, a->place.column, b->place.line,
                                b->place.column);

  return !g_hash_table_add (p->compared, pair);
}

static void
compare (const struct prover *p, const struct recode_line *first, const struct recode_match *a,
         const struct recode_line *second, const struct recode_match *b)
{
  struct number_marks marks = p->crosswalk->survey->source.marks;
  g_autofree char *x = as_pattern (a, marks.decimal), *y = as_pattern (b, marks.decimal),
                  *witness = NULL;

  if (!x || !y || regulars_meet (p->regulars, x, y, &witness) != REGULAR_MEET ||
      !takes (a, witness, marks) || !takes (b, witness, marks))
    return;
  g_autofree char *value =
      *witness ? g_strdup_printf ("\"%s\"", witness) : g_strdup ("an empty cell");
  diag_add (p->diag, FIND_OVERLAP_POSSIBLE, b->place,
            "%s of \"%s\" and %s of \"%s\" would both take %s; hold the pattern at its ends with ^ "
            "and $, or name the values it is for",
            a->text, first->target, b->text, second->target, value);
  diag_note (p->diag, a->place, "\"%s\" takes it here", first->target);
}

/* Two lines of different targets: each match of one with each of the other, one of them a pattern.
   Texts and numbers among themselves are compared as the rule is compiled. */
static void
compare_lines (const struct prover *p, const struct recode_line *a, const struct recode_line *b)
{
  for (size_t i = 0; i < a->n_matches; i++)
    for (size_t k = 0; k < b->n_matches; k++) {
      const struct recode_match *x = &a->matches[i], *y = &b->matches[k];
      if ((x->kind == MATCH_PATTERN || y->kind == MATCH_PATTERN) && !is_known (p, x, y))
        compare (p, a, x, b, y);
    }
}

void
prove_patterns (const struct prover *p, const struct mapping *m)
{
  const struct rule *rule = m->rule;

  for (size_t k = 1; k < rule->n_lines; k++)
    for (size_t i = 0; i < k; i++)
      if (strcmp (rule->lines[i].target, rule->lines[k].target) != 0)
        compare_lines (p, &rule->lines[i], &rule->lines[k]);
}
