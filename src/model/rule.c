#include <config.h>

#include "model/rule.h"

#include "base/number.h"
#include "base/regex.h"
#include "model/field.h"

#include <math.h>
#include <string.h>

static const char *const comparability_names[] = {"exact", "close", "partial", "none", NULL};
static const char *const clause_keys[] = {"if", "then", NULL};

/* The keys of a rule, and with which of the three kinds of rule each can stand.  The kinds' own
   keys come first, in the order of enum rule_kind. */
enum { N_KINDS = 3 };
static const struct {
  const char *key;
  bool with[N_KINDS]; /* column, value, absent */
} fits[] = {
    {"column", {true, false, false}},       {"value", {false, true, false}},
    {"absent", {false, false, true}},       {"recode", {true, false, false}},
    {"split", {true, false, false}},        {"else", {true, false, false}},
    {"label", {true, false, false}},        {"when", {true, true, false}},
    {"comparability", {true, true, false}}, {"note", {true, true, true}},
};
static const char *const keys[] = {"column", "value", "absent",        "recode", "split", "else",
                                   "label",  "when",  "comparability", "note",   NULL};

const char *
comparability_name (enum comparability comparability)
{
  return comparability_names[comparability];
}

/* `4..5`, `..5`, `3..`; anything else is no range but a text. */
static bool
parse_range (const char *text, double *lo, double *hi)
{
  const char *dots = strstr (text, "..");

  *lo = -INFINITY;
  *hi = INFINITY;
  return dots && strlen (text) > 2 &&
         (dots == text || number_parse (text, (size_t)(dots - text), '.', lo)) &&
         (!dots[2] || number_parse (dots + 2, strlen (dots + 2), '.', hi));
}

/* Quotes make a text of digits; a pattern is one with and without them. */
static void
read_match (struct recode_match *match, const struct yaml_node *node, const char *target,
            struct diag *diag)
{
  *match = (struct recode_match){.kind = MATCH_TEXT,
                                 .text = g_strdup (node->text),
                                 .place = node->text_place,
                                 .on_line = node->literal};
  if (regex_is_slashed (node->text))
    match->kind = MATCH_PATTERN;
  else if (node->plain && number_parse (node->text, node->len, '.', &match->lo)) {
    match->kind = MATCH_NUMBER;
    match->hi = match->lo;
  } else if (node->plain && parse_range (node->text, &match->lo, &match->hi)) {
    match->kind = MATCH_RANGE;
    if (match->lo > match->hi)
      diag_add (diag, FIND_BAD_VALUE, node->place, "the range %s for \"%s\" ends before it begins",
                node->text, target);
  }
}

static void
tell_nothing (const struct yaml_node *key, struct diag *diag)
{
  diag_add (diag, FIND_BAD_VALUE, key->place,
            "no source value is given for \"%s\"; write \"\" for an empty cell", key->text);
}

static void
read_line (struct recode_line *line, const struct yaml_node *key, const struct yaml_node *node,
           struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("a source value of \"%s\"", key->text);

  line->target = g_strdup (key->text);
  line->place = key->place;
  if (!key->len)
    diag_add (diag, FIND_BAD_VALUE, key->place,
              "a line of `recode` has no target; write `category: source value`");
  line->matches = g_new0 (struct recode_match, field_list_n (node));
  for (size_t i = 0; i < field_list_n (node); i++) {
    const struct yaml_node *item = field_list_at (node, i);
    if (yaml_is_null (item) && item->len)
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "%s means nothing at all in YAML; put it in quotes if it is a source value",
                item->text);
    else if (yaml_is_null (item))
      tell_nothing (key, diag);
    else if (yaml_text (item, what, diag))
      read_match (&line->matches[line->n_matches++], item, key->text, diag);
  }
  if (!field_list_n (node))
    tell_nothing (key, diag);
}

static void
read_recode (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *recode = yaml_get (node, "recode");

  if (!recode || !yaml_want (recode, YAML_MAPPING, "`recode`", diag))
    return;
  if (!recode->n)
    diag_add (diag, FIND_BAD_VALUE, recode->place, "`recode` is empty");
  rule->lines = g_new0 (struct recode_line, recode->n);
  for (size_t i = 0; i < recode->n; i++)
    read_line (&rule->lines[rule->n_lines++], recode->keys[i], recode->items[i], diag);
}

static void
read_when (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *when = yaml_get (node, "when");

  if (!when || !yaml_want (when, YAML_SEQUENCE, "`when`", diag))
    return;
  if (!when->n)
    diag_add (diag, FIND_BAD_VALUE, when->place, "`when` is empty");
  rule->when = g_new0 (struct when_clause, when->n);
  for (size_t i = 0; i < when->n; i++) {
    struct when_clause *clause = &rule->when[rule->n_when];
    const struct yaml_node *item = when->items[i];
    if (!yaml_want (item, YAML_MAPPING, "an item of `when`", diag))
      continue;
    yaml_check_keys (item, "an item of `when`", clause_keys, diag);
    if (yaml_need (item, "an item of `when`", "if", diag))
      field_expr (item, "if", &clause->condition, diag);
    if (yaml_need (item, "an item of `when`", "then", diag) &&
        (clause->target = field_text (item, "then", diag)))
      clause->target_place = yaml_get (item, "then")->text_place;
    if (clause->condition.text && clause->target)
      rule->n_when++;
    else { /* half a clause is none */
      field_expr_clear (&clause->condition);
      g_clear_pointer (&clause->target, g_free);
    }
  }
}

/* `split: ","`, with the quotes that YAML wants; blanks are separators too. */
static void
read_split (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *split = yaml_get (node, "split");
  const char *text = split ? yaml_text (split, "`split`", diag) : NULL;

  if (!text)
    return;
  if (!*text || yaml_is_null (split))
    diag_add (diag, FIND_BAD_VALUE, split->place,
              "`split` is empty; write what stands between the parts, such as \",\"");
  else
    rule->split = g_strdup (text);
}

/* One of column, value and absent, and nothing that does not go with it.  Which kind is it? */
static int
find_kind (const struct yaml_node *key, const struct yaml_node *node, struct diag *diag)
{
  int kind = -1;

  for (int k = 0; k < N_KINDS; k++)
    if (kind < 0 && yaml_get (node, fits[k].key))
      kind = k;
  if (kind < 0) {
    diag_add (diag, FIND_MISSING_KEY, key->place,
              "the rule for \"%s\" needs `column`, `value` or `absent`", key->text);
    return kind;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (fits); i++) {
    const struct yaml_node *other = yaml_key (node, fits[i].key);
    if (other && !fits[i].with[kind]) {
      diag_add (diag, FIND_BAD_VALUE, other->place,
                "`%s` cannot stand beside `%s` in the rule for \"%s\"", fits[i].key, fits[kind].key,
                key->text);
      diag_note (diag, yaml_key (node, fits[kind].key)->place, "`%s` is given here",
                 fits[kind].key);
    }
  }
  return kind;
}

/* What only makes sense beside a recode or the codebook's labels. */
static void
check_column_rule (const struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  static const char *const dependent[] = {"split", "else"};

  for (size_t i = 0; i < G_N_ELEMENTS (dependent); i++) {
    const struct yaml_node *key = yaml_key (node, dependent[i]);
    if (key && !yaml_get (node, "recode") && !rule->labels)
      diag_add (diag, FIND_BAD_VALUE, key->place,
                "`%s` needs a `recode` or `label: yes` in the rule for \"%s\"", dependent[i],
                rule->variable);
  }
}

static void
read_column_rule (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *label = yaml_get (node, "label"), *otherwise = yaml_get (node, "else");

  field_column (node, "column", &rule->column, diag);
  if (label)
    yaml_bool (label, "`label`", &rule->labels, diag);
  read_recode (rule, node, diag);
  read_split (rule, node, diag);
  if (otherwise && (rule->otherwise = field_text (node, "else", diag)))
    rule->otherwise_place = otherwise->text_place;
  check_column_rule (rule, node, diag);
}

static void
read_short (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  if (yaml_is_null (node)) {
    diag_add (diag, FIND_BAD_VALUE, rule->place,
              "the rule for \"%s\" is empty; write a column, or {absent: why it was not asked}",
              rule->variable);
    return;
  }
  if ((rule->column.text = field_node_text (node, "a column's name", diag))) {
    rule->column.place = node->text_place;
    rule->kind = RULE_COLUMN;
  }
}

void
rule_read (struct rule *rule, const struct yaml_node *key, const struct yaml_node *node,
           struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("the rule for \"%s\"", key->text);
  int kind, comparability = COMPARABLE_EXACT;

  *rule = (struct rule){.variable = g_strdup (key->text), .place = key->place, .kind = RULE_ABSENT};
  if (node->kind == YAML_SCALAR) {
    read_short (rule, node, diag);
    return;
  }
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  yaml_check_keys (node, what, keys, diag);
  kind = find_kind (key, node, diag);
  if (kind == RULE_COLUMN)
    read_column_rule (rule, node, diag);
  else if (kind == RULE_VALUE)
    field_expr (node, "value", &rule->value, diag);
  else if (kind == RULE_ABSENT)
    rule->reason = field_text (node, "absent", diag);
  if (kind != RULE_ABSENT)
    read_when (rule, node, diag);
  field_choice (node, "comparability", comparability_names, &comparability, diag);
  rule->comparability = (enum comparability)comparability;
  rule->note = field_text (node, "note", diag);
  if (rule->column.text)
    rule->kind = RULE_COLUMN;
  else if (rule->value.text)
    rule->kind = RULE_VALUE;
}

static void
clear_line (struct recode_line *line)
{
  for (size_t i = 0; i < line->n_matches; i++)
    g_free (line->matches[i].text);
  g_free (line->matches);
  g_free (line->target);
}

void
rule_clear (struct rule *rule)
{
  for (size_t i = 0; i < rule->n_lines; i++)
    clear_line (&rule->lines[i]);
  for (size_t i = 0; i < rule->n_when; i++) {
    field_expr_clear (&rule->when[i].condition);
    g_free (rule->when[i].target);
  }
  g_free (rule->lines);
  g_free (rule->when);
  g_free (rule->variable);
  g_free (rule->column.text);
  g_free (rule->split);
  g_free (rule->otherwise);
  field_expr_clear (&rule->value);
  g_free (rule->reason);
  g_free (rule->note);
}
