#include <config.h>

#include "base/number.h"
#include "expr/tree.h"

#include <string.h>

static void
note_declared (struct check *c, const struct variable *v)
{
  if (v && (v->place.file || v->place.source))
    diag_note (c->fault->diag, v->place, "\"%s\" is declared here", v->name);
}

/* ---- Text literals ---- */

static void
cast_category (struct check *c, struct node *literal, const struct variable *v)
{
  long at = variable_category (v, literal->text);
  if (at >= 0) {
    literal->type = EXPR_CATEGORY;
    literal->variable = v;
    literal->number = v->categories[at].code;
    return;
  }
  const struct codebook *cb = c->scope->codebook;
  if (cb && codebook_missing (cb, literal->text) != MISSING_NONE) {
    check_wrong (c, literal, FIND_UNKNOWN_CATEGORY,
                 "\"%s\" is a missing reason, not a category of %s; write reason(%s) == \"%s\"",
                 literal->text, v->name, v->name, literal->text);
    return;
  }
  check_wrong (c, literal, FIND_UNKNOWN_CATEGORY, "%s has no category \"%s\"", v->name,
               literal->text);
  g_autofree const char **names = g_new (const char *, v->n_categories + 1);
  for (size_t i = 0; i < v->n_categories; i++)
    names[i] = v->categories[i].name;
  diag_suggest (c->fault->diag, diag_nearest (literal->text, names, v->n_categories));
  note_declared (c, v);
}

static void
cast_reason (struct check *c, struct node *literal)
{
  const struct codebook *cb = c->scope->codebook;
  unsigned reason = cb ? codebook_missing (cb, literal->text) : MISSING_NONE;
  if (reason != MISSING_NONE) {
    literal->type = EXPR_REASON;
    literal->number = reason;
    return;
  }
  check_wrong (c, literal, FIND_UNKNOWN_CATEGORY, "the codebook has no missing reason \"%s\"",
               literal->text);
  size_t n = 0;
  g_autofree const char **names = g_new (const char *, cb ? cb->n_missing + 1 : 1);
  for (size_t i = 1; cb && i < cb->n_missing; i++)
    if (cb->missing[i].name)
      names[n++] = cb->missing[i].name;
  diag_suggest (c->fault->diag, diag_nearest (literal->text, names, n));
}

static void
cast_number (struct check *c, struct node *literal, const struct node *other)
{
  double value;
  g_autofree char *name = check_name (c, other);
  if (number_parse (literal->text, strlen (literal->text), '.', &value))
    check_wrong (c, literal, FIND_TYPE_MISMATCH, "%s is a number; write %s without quotes", name,
                 literal->text);
  else
    check_wrong (c, literal, FIND_TYPE_MISMATCH, "%s is a number and cannot be the text \"%s\"",
                 name, literal->text);
}

void
check_cast (struct check *c, struct node *literal, const struct node *other)
{
  switch (other->type) {
  case EXPR_CATEGORY:
    cast_category (c, literal, other->variable);
    break;
  case EXPR_REASON:
    cast_reason (c, literal);
    break;
  case EXPR_DATE:
    literal->type = EXPR_DATE;
    if (!date_read_iso (literal->text, &literal->number))
      check_wrong (c, literal, FIND_TYPE_MISMATCH,
                   "\"%s\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\"", literal->text);
    break;
  case EXPR_NUMBER:
    cast_number (c, literal, other);
    break;
  case EXPR_BOOL: /* refused before */
  case EXPR_TEXT:
  case EXPR_RAW:
    break;
  }
}

/* ---- Comparison ---- */

bool
variable_same_categories (const struct variable *a, const struct variable *b)
{
  if (a == b)
    return true;
  if (!a || !b || a->n_categories != b->n_categories)
    return false;
  for (size_t i = 0; i < a->n_categories; i++)
    if (strcmp (a->categories[i].name, b->categories[i].name) != 0)
      return false;
  return true;
}

/* A category against a number: say the name that was perhaps meant. */
static void
category_against_number (struct check *c, struct node *n, struct node *category,
                         struct node *number)
{
  g_autofree char *name = check_name (c, category);
  check_wrong (c, number->kind == NODE_NUMBER ? number : n, FIND_TYPE_MISMATCH,
               "%s is a category and is compared with a category's name in quotes, such as \"%s\"",
               name, check_sample (category->variable, number));
  note_declared (c, category->variable);
}

/* Two things of different kinds; N bears the finding about the two of them. */
static void
mismatch (struct check *c, struct node *n, struct node *a, struct node *b)
{
  struct node *raw = a->type == EXPR_RAW ? a : b->type == EXPR_RAW ? b : NULL;
  struct node *date = a->type == EXPR_DATE ? a : b->type == EXPR_DATE ? b : NULL;
  struct node *other = date == a ? b : a;

  if (a->type == EXPR_CATEGORY && b->type == EXPR_NUMBER)
    category_against_number (c, n, a, b);
  else if (b->type == EXPR_CATEGORY && a->type == EXPR_NUMBER)
    category_against_number (c, n, b, a);
  else if (date && (raw || other->type == EXPR_TEXT))
    check_date (c, other);
  else if (date && other->type == EXPR_NUMBER) {
    g_autofree char *name = check_name (c, date), *written = check_written (c, date);
    check_wrong (
        c, other, FIND_TYPE_MISMATCH,
        "%s is a date, not a number; compare year(%s), or write the date as \"2018-03-31\"", name,
        written);
  } else {
    g_autofree char *x = check_name (c, a), *y = check_name (c, b);
    check_wrong (c, b, FIND_TYPE_MISMATCH, "%s is %s and %s is %s: they cannot be compared", x,
                 check_kind (a), y, check_kind (b));
  }
}

static bool
comparable_kinds (const struct node *a, const struct node *b)
{
  static const bool with_raw[] = {[EXPR_NUMBER] = true, [EXPR_TEXT] = true, [EXPR_REASON] = false};
  if (a->type == b->type)
    return true;
  if (a->type == EXPR_RAW)
    return with_raw[b->type];
  return b->type == EXPR_RAW && with_raw[a->type];
}

static void
check_order (struct check *c, struct node *n, struct node *a, struct node *b)
{
  const struct node *category = NULL;

  if (a->type == EXPR_CATEGORY)
    category = a->variable->type != TYPE_ORDINAL ? a : b;
  if (category && category->variable->type != TYPE_ORDINAL) {
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "the categories of \"%s\" (%s) have no order; compare them with ==, != or in",
                 category->variable->name, variable_type_name (category->variable->type));
    note_declared (c, category->variable);
  } else if (a->type == EXPR_TEXT || b->type == EXPR_TEXT)
    check_wrong (c, n, FIND_TYPE_MISMATCH, "texts have no order; compare them with ==, != or in");
  else if (a->type == EXPR_REASON)
    check_wrong (c, n, FIND_TYPE_MISMATCH,
                 "missing reasons have no order; compare them with ==, != or in");
}

/* May A and B, already checked, be compared (ORDER: by less and greater)?  N bears the finding
   about the two of them. */
void
check_pair (struct check *c, struct node *n, struct node *a, struct node *b, bool order)
{
  if (a->wrong || b->wrong)
    return;
  for (int i = 0; i < 2; i++) {
    struct node *x = i == 0 ? a : b;
    if (x->type == EXPR_BOOL) {
      g_autofree char *name = check_name (c, x);
      check_wrong (c, x, FIND_TYPE_MISMATCH,
                   "%s is a condition and is not compared; join conditions with and, or, not",
                   name);
      return;
    }
  }
  if (a->kind == NODE_TEXT && a->type == EXPR_TEXT && b->kind != NODE_TEXT)
    check_cast (c, a, b);
  else if (b->kind == NODE_TEXT && b->type == EXPR_TEXT && a->kind != NODE_TEXT)
    check_cast (c, b, a);
  if (a->wrong || b->wrong)
    return;
  if (!comparable_kinds (a, b))
    mismatch (c, n, a, b);
  else if (a->type == EXPR_CATEGORY && !variable_same_categories (a->variable, b->variable)) {
    check_wrong (
        c, n, FIND_TYPE_MISMATCH,
        "\"%s\" and \"%s\" do not have the same categories in the same order and cannot be "
        "compared",
        a->variable->name, b->variable->name);
    note_declared (c, a->variable);
    note_declared (c, b->variable);
  } else if (order)
    check_order (c, n, a, b);
}
