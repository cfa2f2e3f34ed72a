#include <config.h>

#include "harmonise/explain.h"

#include "base/number.h"
#include "expr/expr.h"
#include "harmonise/saying.h"

#include <math.h>
#include <string.h>

struct explainer {
  const struct survey *survey;
  const struct codebook *codebook;
  const struct variable *variable;
  const struct rule *rule; /* NULL without one */
  const char *language;
  GString *out;
};

/* One more line. */
static void
say (struct explainer *e, enum saying what, const char *one, const char *two)
{
  g_autofree char *line = saying_with (what, e->language, one, two);
  g_string_append_printf (e->out, "  %s\n", line);
}

/* ---- Parts of sentences ---- */

/* `"weekly" (Every week)`, or the name alone where it is the label too. */
static char *
name_and_label (const struct explainer *e, const char *name, const struct label *label)
{
  const char *text = label_in (label, e->language, name);
  if (strcmp (text, name) == 0)
    return g_strdup_printf ("\"%s\"", name);
  return g_strdup_printf ("\"%s\" (%s)", name, text);
}

static char *
reason_words (const struct explainer *e, unsigned reason)
{
  const struct missing_reason *r = &e->codebook->missing[reason];
  g_autofree char *named = name_and_label (e, r->name, &r->label);
  return saying_with (SAYING_MISSING, e->language, named, NULL);
}

/* A category; a missing reason says that it is one; a number or text stays as it is. */
static char *
target_words (const struct explainer *e, const char *name)
{
  const struct variable *v = e->variable;
  long position = variable_is_categorical (v) ? variable_category (v, name) : -1;
  unsigned reason = position < 0 ? codebook_missing (e->codebook, name) : MISSING_NONE;

  if (position >= 0)
    return name_and_label (e, name, &v->categories[position].label);
  if (reason != MISSING_NONE)
    return reason_words (e, reason);
  return g_strdup_printf ("\"%s\"", name);
}

static char *
range_words (const struct explainer *e, double lo, double hi)
{
  char from[NUMBER_SIZE] = "", to[NUMBER_SIZE] = "";

  if (isfinite (lo))
    number_format (lo, from);
  if (isfinite (hi))
    number_format (hi, to);
  if (!isfinite (lo))
    return saying_with (SAYING_UP_TO, e->language, to, NULL);
  if (!isfinite (hi))
    return saying_with (SAYING_FROM_ON, e->language, from, NULL);
  return saying_with (SAYING_FROM_TO, e->language, from, to);
}

static char *
match_words (const struct explainer *e, const struct recode_match *m)
{
  char number[NUMBER_SIZE];

  switch (m->kind) {
  case MATCH_NUMBER:
    number_format (m->lo, number);
    return g_strdup (number);
  case MATCH_RANGE:
    return range_words (e, m->lo, m->hi);
  case MATCH_PATTERN:
    return saying_with (SAYING_PATTERN, e->language, m->text, NULL);
  case MATCH_TEXT:
    break;
  }
  return *m->text ? g_strdup_printf ("\"%s\"", m->text)
                  : g_strdup (saying (SAYING_EMPTY, e->language));
}

/* "2, 3 and 4". */
static void
append_item (const struct explainer *e, GString *list, const char *item, size_t i, size_t n,
             enum saying last)
{
  if (i > 0)
    g_string_append (list, i + 1 < n ? ", " : saying (last, e->language));
  g_string_append (list, item);
}

/* ---- Expressions ---- */

/* Of source columns nothing is known before the file is read: each name is one. */
static bool
lookup_column (void *names, const char *name, struct expr_name *found)
{
  GPtrArray *known = names;
  guint slot;

  if (!g_ptr_array_find_with_equal_func (known, name, g_str_equal, &slot)) {
    slot = known->len;
    g_ptr_array_add (known, g_strdup (name));
  }
  *found = (struct expr_name){.slot = slot, .type = EXPR_RAW};
  return true;
}

static char *
expression_words (const struct explainer *e, const struct expr_text *text,
                  const struct expr_scope *scope)
{
  struct diag *unheard = diag_new ();
  struct expr *read = expr_new (text, scope, unheard);
  char *words = read ? expr_words (read, e->codebook, e->language) : g_strdup (text->text);

  expr_free (read);
  diag_free (unheard);
  return words;
}

static char *
column_words (const struct explainer *e, const struct expr_text *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  struct expr_scope scope = {.lookup = lookup_column,
                             .aux = names,
                             .codebook = e->codebook,
                             .marks = e->survey->source.marks};
  return expression_words (e, text, &scope);
}

static char *
variable_words (const struct explainer *e, const struct expr_text *text)
{
  struct expr_scope scope = expr_codebook_scope (e->codebook);
  return expression_words (e, text, &scope);
}

/* ---- The parts of an explanation, in their order ---- */

static void
say_heading (struct explainer *e)
{
  const struct variable *v = e->variable;

  g_string_append_printf (e->out, "%s: %s\n", v->name, label_in (&v->label, e->language, v->name));
  if (e->rule) {
    g_autofree char *line = g_strdup_printf ("%zu", e->rule->place.line);
    say (e, SAYING_RULE_AT, e->survey->path, line);
  }
}

static void
say_without_rule (struct explainer *e)
{
  g_autofree char *derived = NULL;

  if (e->rule)
    return;
  if (!e->variable->derive.text) {
    say (e, SAYING_NO_RULE, NULL, NULL);
    return;
  }
  derived = variable_words (e, &e->variable->derive);
  say (e, SAYING_DERIVED, derived, NULL);
}

/* Of several columns the first that is not empty counts. */
static void
say_columns (struct explainer *e)
{
  const struct rule *rule = e->rule;
  g_autoptr (GString) list = g_string_new (NULL);

  if (rule->n_others == 0) {
    say (e, SAYING_FROM_COLUMN, rule->column.text, NULL);
    return;
  }
  for (size_t i = 0; i <= rule->n_others; i++) {
    g_autofree char *quoted =
        g_strdup_printf ("\"%s\"", i == 0 ? rule->column.text : rule->others[i - 1].text);
    append_item (e, list, quoted, i, rule->n_others + 1, SAYING_AND);
  }
  say (e, SAYING_FROM_COLUMNS, list->str, NULL);
}

/* Each kind of rule says where the values come from. */
static void
say_origin (struct explainer *e)
{
  const struct rule *rule = e->rule;
  g_autofree char *value = NULL;

  if (!rule)
    return;
  switch (rule->kind) {
  case RULE_COLUMN:
    say_columns (e);
    break;
  case RULE_CONSTANT:
    value = target_words (e, rule->constant);
    say (e, SAYING_CONSTANT, value, NULL);
    break;
  case RULE_VALUE:
    value = column_words (e, &rule->value);
    say (e, SAYING_FROM_VALUE, value, NULL);
    break;
  case RULE_ABSENT:
    say (e, SAYING_ABSENT, rule->reason, NULL);
    break;
  }
  if (e->variable->derive.text)
    say (e, SAYING_IN_PLACE, NULL, NULL);
}

static void
say_when (struct explainer *e)
{
  for (size_t i = 0; e->rule && i < e->rule->n_when; i++) {
    g_autofree char *condition = column_words (e, &e->rule->when[i].condition);
    g_autofree char *target = target_words (e, e->rule->when[i].target);
    say (e, i == 0 ? SAYING_WHEN : SAYING_WHEN_NEXT, condition, target);
  }
}

static void
say_split (struct explainer *e)
{
  if (e->rule && e->rule->split)
    say (e, SAYING_SPLIT, e->rule->split, NULL);
}

/* "Codes 2 and 3 mean "weekly" (Every week)." */
static void
say_recode_line (struct explainer *e, const struct recode_line *line)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *target = target_words (e, line->target);
  bool codes = true, many = line->n_matches > 1;

  for (size_t i = 0; i < line->n_matches; i++) {
    const struct recode_match *m = &line->matches[i];
    g_autofree char *words = match_words (e, m);
    codes = codes && (m->kind == MATCH_NUMBER || m->kind == MATCH_RANGE);
    many = many || m->kind == MATCH_RANGE;
    append_item (e, list, words, i, line->n_matches, SAYING_AND);
  }
  if (codes)
    say (e, many ? SAYING_CODES : SAYING_CODE, list->str, target);
  else
    say (e, many ? SAYING_VALUES : SAYING_VALUE, list->str, target);
}

static void
say_recode (struct explainer *e)
{
  for (size_t i = 0; e->rule && i < e->rule->n_lines; i++)
    say_recode_line (e, &e->rule->lines[i]);
  if (e->rule && e->rule->labels)
    say (e, SAYING_LABELS, NULL, NULL);
}

static bool
takes_empty (const struct rule *rule)
{
  for (size_t i = 0; i < rule->n_lines; i++)
    for (size_t j = 0; j < rule->lines[i].n_matches; j++)
      if (rule->lines[i].matches[j].kind == MATCH_TEXT && !*rule->lines[i].matches[j].text)
        return true;
  return false;
}

static void
say_empty (struct explainer *e)
{
  char **texts = e->survey->source.missing;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *blank = NULL;
  size_t n = 0, i = 0;

  if (!e->rule || e->rule->kind != RULE_COLUMN || takes_empty (e->rule))
    return;
  for (char **t = texts; t && *t; t++)
    n += **t != '\0';
  for (char **t = texts; t && *t; t++)
    if (**t) {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", *t);
      append_item (e, list, quoted, i++, n, SAYING_OR);
    }
  blank = reason_words (e, MISSING_BLANK);
  if (n > 0)
    say (e, SAYING_BLANK_ALSO, list->str, blank);
  else
    say (e, SAYING_BLANK, blank, NULL);
}

/* As recode_map does it: `else', then what the type of the variable asks for. */
static void
say_others (struct explainer *e)
{
  const struct rule *rule = e->rule;
  bool recoded, categorical = variable_is_categorical (e->variable);

  if (!rule || rule->kind != RULE_COLUMN)
    return;
  recoded = rule->n_lines > 0 || rule->labels;
  if (rule->otherwise) {
    g_autofree char *target = target_words (e, rule->otherwise);
    say (e, SAYING_ELSE, target, NULL);
    return;
  }
  if (!recoded)
    say (e, categorical ? SAYING_COPIED_CODES : SAYING_COPIED_ALL, NULL, NULL);
  else if (!categorical)
    say (e, SAYING_COPIED_REST, NULL, NULL);
  if (e->variable->type != TYPE_TEXT && !(recoded && categorical))
    say (e, SAYING_OWN_CODES, NULL, NULL);
  if (categorical) {
    g_autofree char *invalid = reason_words (e, MISSING_INVALID);
    say (e, SAYING_INVALID, invalid, NULL);
  }
}

/* How numbers and dates that are copied are read. */
static void
say_form (struct explainer *e)
{
  char times[NUMBER_SIZE], over[NUMBER_SIZE];
  g_autofree char *scale = NULL;

  if (e->rule && e->rule->kind == RULE_COLUMN && e->rule->times != e->rule->over) {
    number_format (e->rule->times, times);
    number_format (e->rule->over, over);
    scale = g_strdup_printf (e->rule->over == 1 ? "%s" : "%s/%s", times, over);
    say (e, SAYING_SCALE, scale, NULL);
  }
  if (e->rule && e->rule->date)
    say (e, strcmp (e->rule->date, "excel") == 0 ? SAYING_EXCEL : SAYING_DATE, e->rule->date, NULL);
}

/* Does the survey have it, by a rule or by derivation? */
static bool
is_there (const struct explainer *e)
{
  return e->rule ? e->rule->kind != RULE_ABSENT : e->variable->derive.text != NULL;
}

static void
say_range (struct explainer *e)
{
  g_autofree char *range = NULL, *invalid = NULL;

  if (!e->variable->has_range || !is_there (e))
    return;
  range = range_words (e, e->variable->lo, e->variable->hi);
  invalid = reason_words (e, MISSING_INVALID);
  say (e, SAYING_RANGE, range, invalid);
}

static void
say_routing (struct explainer *e)
{
  g_autofree char *condition = NULL, *target = NULL;

  if (!e->variable->asked_if.text || !is_there (e))
    return;
  condition = variable_words (e, &e->variable->asked_if);
  target = reason_words (e, MISSING_NOT_APPLICABLE);
  say (e, SAYING_ROUTING, condition, target);
}

static void
say_comparability (struct explainer *e)
{
  if (e->rule && e->rule->kind != RULE_ABSENT)
    say (e, SAYING_COMPARABILITY,
         saying ((enum saying) (SAYING_EXACT + (int)e->rule->comparability), e->language), NULL);
  if (e->rule && e->rule->note)
    say (e, SAYING_NOTE, e->rule->note, NULL);
}

/* Another key of a rule gets a function here and its sentences in saying.c. */
static void (*const parts[]) (struct explainer *) = {
    say_heading, say_without_rule, say_origin, say_when,  say_split,   say_recode,
    say_empty,   say_others,       say_form,   say_range, say_routing, say_comparability,
};

char *
explain_variable (const struct survey *s, const struct codebook *cb, const struct variable *v,
                  const char *language)
{
  struct explainer e = {s, cb, v, survey_rule (s, v->name), language, g_string_new (NULL)};

  if (!language)
    e.language = cb->languages[0];
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i](&e);
  return g_string_free (e.out, FALSE);
}
