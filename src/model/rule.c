#include <config.h>

#include "model/rule.h"

#include "base/number.h"
#include "base/regex.h"
#include "model/field.h"
#include "model/grid.h"

#include <math.h>
#include <string.h>

static const char *const comparability_names[] = {"exact", "close", "partial", "none", NULL};
static const char *const clause_keys[] = {"if", "then", NULL};

/* The keys of a rule, and with which of the three kinds of rule each can stand.  The kinds' own
   keys come first, in the order of enum rule_kind. */
enum { N_KINDS = 4 };
static const struct {
  const char *key;
  bool with[N_KINDS]; /* column, value, constant, absent */
} fits[] = {
    {"column", {true, false, false, false}},      {"value", {false, true, false, false}},
    {"constant", {false, false, true, false}},    {"absent", {false, false, false, true}},
    {"recode", {true, false, false, false}},      {"split", {true, false, false, false}},
    {"else", {true, false, false, false}},        {"alone", {true, false, false, false}},
    {"label", {true, false, false, false}},       {"scale", {true, false, false, false}},
    {"date", {true, false, false, false}},        {"when", {true, true, false, false}},
    {"comparability", {true, true, true, false}}, {"note", {true, true, true, true}},
};
static const char *const keys[] = {
    "column", "value", "constant", "absent", "for",           "recode", "split",    "alone", "else",
    "label",  "scale", "date",     "when",   "comparability", "note",   "variants", NULL};
/* Columns whose values one variable can take in turn. */
enum { MOST_COLUMNS = 20, MOST_ALONE = 20 };

const char *
comparability_name (enum comparability comparability)
{
  return comparability_names[comparability];
}

char *
rule_columns (const struct rule *rule)
{
  g_autoptr (GString) out = g_string_new (rule->column.text);

  for (size_t i = 0; i < rule->n_others; i++)
    g_string_append_printf (out, ", %s", rule->others[i].text);
  return rule->column.text ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

bool
rule_has_kind (const struct yaml_node *node)
{
  bool any = false;

  for (int k = 0; k < N_KINDS; k++)
    any = any || yaml_get (node, fits[k].key);
  return any;
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

/* An expression, in which a grid's marks are replaced: its text is then no longer that of the
   line. */
static void
read_expr (const struct yaml_node *map, const char *key, const struct rule *rule, const char *part,
           struct expr_text *expr, struct diag *diag)
{
  field_expr (map, key, expr, diag);
  if (!expr->text || !strchr (expr->text, '$'))
    return;
  char *text = grid_replace (expr->text, part, rule->column.text);
  expr->on_line = expr->on_line && strcmp (text, expr->text) == 0;
  g_free (expr->text);
  expr->text = text;
}

static void
read_when (struct rule *rule, const struct yaml_node *node, const char *part, struct diag *diag)
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
      read_expr (item, "if", rule, part, &clause->condition, diag);
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

/* `split: ","`, with the quotes that YAML wants; blanks are separators too.  Without quotes, `yes`
   is what the tool puts between answers. */
static void
read_split (struct rule *rule, const struct yaml_node *node, const struct preset *preset,
            struct diag *diag)
{
  const struct yaml_node *split = yaml_get (node, "split");
  const char *text = split ? yaml_text (split, "`split`", diag) : NULL;

  if (!text)
    return;
  if (split->plain && strcmp (text, "yes") == 0) {
    rule->split = preset ? g_strdup (preset->split) : NULL;
    if (!rule->split)
      diag_add (diag, FIND_BAD_VALUE, split->place,
                "`split: yes` takes what a preset says, and %s%s; write what stands between the "
                "parts, such as \",\"",
                preset ? "answers are not joined in one cell by " : "`source` names none",
                preset ? preset->name : "");
  } else if (!*text || yaml_is_null (split))
    diag_add (diag, FIND_BAD_VALUE, split->place,
              "`split` is empty; write what stands between the parts, such as \",\"");
  else
    rule->split = g_strdup (text);
}

/* One of column, value, constant and absent, and nothing that does not go with it.  Which kind is
 * it? */
static int
find_kind (const struct rule_head *head, const struct yaml_node *node, struct diag *diag)
{
  int kind = -1;

  for (int k = 0; k < N_KINDS; k++)
    if (kind < 0 && yaml_get (node, fits[k].key))
      kind = k;
  if (kind < 0) {
    diag_add (diag, FIND_MISSING_KEY, head->place,
              "the rule for \"%s\" needs `column`, `value`, `constant` or `absent`",
              head->variable);
    return kind;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (fits); i++) {
    const struct yaml_node *other = yaml_key (node, fits[i].key);
    if (other && !fits[i].with[kind]) {
      diag_add (diag, FIND_BAD_VALUE, other->place,
                "`%s` cannot stand beside `%s` in the rule for \"%s\"", fits[i].key, fits[kind].key,
                head->variable);
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
  const struct yaml_node *alone = yaml_key (node, "alone");

  for (size_t i = 0; i < G_N_ELEMENTS (dependent); i++) {
    const struct yaml_node *key = yaml_key (node, dependent[i]);
    if (key && !yaml_get (node, "recode") && !rule->labels)
      diag_add (diag, FIND_BAD_VALUE, key->place,
                "`%s` needs a `recode` or `label: yes` in the rule for \"%s\"", dependent[i],
                rule->variable);
  }
  if (alone && !yaml_get (node, "split"))
    diag_add (diag, FIND_BAD_VALUE, alone->place,
              "`alone` needs a `split` in the rule for \"%s\": it is about several answers in one "
              "cell",
              rule->variable);
}

/* `alone: [96, "None"]`. */
static void
read_alone (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *alone = yaml_get (node, "alone");
  size_t n = field_list_limited (alone, MOST_ALONE, "`alone`", diag);

  if (alone && n == 0)
    diag_add (diag, FIND_BAD_VALUE, alone->place, "`alone` is empty");
  rule->alone = g_new0 (struct recode_match, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (alone, i);
    const char *text = yaml_text (item, "a source value of `alone`", diag);
    if (text && (!*text || yaml_is_null (item) || regex_is_slashed (text)))
      diag_add (diag, FIND_BAD_VALUE, item->place,
                "`alone` takes the answers themselves and ranges of them, such as 96 or \"None\"");
    else if (text)
      read_match (&rule->alone[rule->n_alone++], item, "alone", diag);
  }
}

/* `scale: 0.001`, `scale: 1/60`. */
static void
read_scale (struct rule *rule, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *scale = yaml_get (node, "scale");
  const char *text = scale ? yaml_text (scale, "`scale`", diag) : NULL;
  const char *slash = text ? strchr (text, '/') : NULL;
  double times, over = 1;

  if (!text)
    return;
  if (number_parse (text, slash ? (size_t)(slash - text) : strlen (text), '.', &times) &&
      (!slash || number_parse (slash + 1, strlen (slash + 1), '.', &over)) && times != 0 &&
      over != 0) {
    rule->times = times;
    rule->over = over;
    rule->scale_place = scale->place;
  } else
    diag_add (diag, FIND_BAD_VALUE, scale->place,
              "`scale` cannot be \"%s\"; it is a number such as 0.001, or two such as 1/60", text);
}

/* Text of a column: as written, by the pattern of a grid, or with the grid's part filled in. */
static char *
column_text (const struct rule_head *head, const struct yaml_node *node, struct diag *diag)
{
  g_autofree char *text = field_node_text (node, "a column's name", diag);

  if (!text || (!regex_is_slashed (text) && !head->part))
    return g_steal_pointer (&text);
  if (!regex_is_slashed (text))
    return grid_replace (text, head->part, NULL);
  if (head->part)
    return grid_column (text, head->part, node->text_place, diag);
  diag_add (diag, FIND_BAD_VALUE, node->place,
            "a pattern stands for several columns: say under `for` which part goes to which "
            "variable, as in for: {A: excess_eating, B: excess_bothered}");
  return NULL;
}

static void
read_columns (struct rule *rule, const struct rule_head *head, const struct yaml_node *column,
              struct diag *diag)
{
  size_t n = field_list_limited (column, MOST_COLUMNS, "`column`", diag);

  if (n == 0)
    diag_add (diag, FIND_BAD_VALUE, column->place, "`column` is empty");
  rule->others = g_new0 (struct column_ref, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (column, i);
    struct column_ref ref = {column_text (head, item, diag), item->text_place};
    bool twice = ref.text && rule->column.text && strcmp (ref.text, rule->column.text) == 0;
    for (size_t k = 0; ref.text && k < rule->n_others; k++)
      twice = twice || strcmp (ref.text, rule->others[k].text) == 0;
    if (twice)
      diag_add (diag, FIND_DUPLICATE_NAME, item->place,
                "column \"%s\" stands twice in the rule for \"%s\"", ref.text, rule->variable);
    if (!ref.text || twice)
      g_free (ref.text);
    else if (!rule->column.text)
      rule->column = ref;
    else
      rule->others[rule->n_others++] = ref;
  }
}

static void
read_column_rule (struct rule *rule, const struct rule_head *head, const struct yaml_node *node,
                  struct diag *diag)
{
  const struct yaml_node *label = yaml_get (node, "label"), *otherwise = yaml_get (node, "else");

  read_columns (rule, head, yaml_get (node, "column"), diag);
  if (label)
    yaml_bool (label, "`label`", &rule->labels, diag);
  read_recode (rule, node, diag);
  read_split (rule, node, head->preset, diag);
  read_alone (rule, node, diag);
  read_scale (rule, node, diag);
  if ((rule->date = field_text (node, "date", diag)))
    rule->date_place = yaml_get (node, "date")->text_place;
  if (otherwise && (rule->otherwise = field_text (node, "else", diag)))
    rule->otherwise_place = otherwise->text_place;
  check_column_rule (rule, node, diag);
}

static void
read_short (struct rule *rule, const struct rule_head *head, const struct yaml_node *node,
            struct diag *diag)
{
  if (yaml_is_null (node)) {
    diag_add (diag, FIND_BAD_VALUE, rule->place,
              "the rule for \"%s\" is empty; write a column, or {absent: why it was not asked}",
              rule->variable);
    return;
  }
  read_columns (rule, head, node, diag);
  if (rule->column.text)
    rule->kind = RULE_COLUMN;
}

static void
read_kind (struct rule *rule, const struct rule_head *head, const struct yaml_node *node,
           struct diag *diag)
{
  int kind = find_kind (head, node, diag);

  if (kind == RULE_COLUMN)
    read_column_rule (rule, head, node, diag);
  else if (kind == RULE_VALUE)
    read_expr (node, "value", rule, head->part, &rule->value, diag);
  else if (kind == RULE_ABSENT)
    rule->reason = field_text (node, "absent", diag);
  else if (kind == RULE_CONSTANT && (rule->constant = field_text (node, "constant", diag)))
    rule->constant_place = yaml_get (node, "constant")->text_place;
  if (kind == RULE_COLUMN || kind == RULE_VALUE)
    read_when (rule, node, head->part, diag);
  if (rule->column.text || rule->value.text || rule->constant)
    rule->kind = (enum rule_kind)kind;
}

void
rule_read (struct rule *rule, const struct rule_head *head, const struct yaml_node *node,
           struct diag *diag)
{
  g_autofree char *what = g_strdup_printf ("the rule for \"%s\"", head->variable);
  int comparability = COMPARABLE_EXACT;

  *rule = (struct rule){.variable = g_strdup (head->variable),
                        .place = head->place,
                        .kind = RULE_ABSENT,
                        .times = 1,
                        .over = 1};
  if (node->kind == YAML_SCALAR) {
    read_short (rule, head, node, diag);
    return;
  }
  if (!yaml_want (node, YAML_MAPPING, what, diag))
    return;
  yaml_check_keys (node, what, keys, diag);
  read_kind (rule, head, node, diag);
  field_choice (node, "comparability", comparability_names, &comparability, diag);
  rule->comparability = (enum comparability)comparability;
  rule->note = field_text (node, "note", diag);
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
  for (size_t i = 0; i < rule->n_alone; i++)
    g_free (rule->alone[i].text);
  g_free (rule->alone);
  g_free (rule->lines);
  g_free (rule->when);
  g_free (rule->variable);
  g_free (rule->column.text);
  for (size_t i = 0; i < rule->n_others; i++)
    g_free (rule->others[i].text);
  g_free (rule->others);
  g_free (rule->date);
  g_free (rule->constant);
  g_free (rule->split);
  g_free (rule->otherwise);
  field_expr_clear (&rule->value);
  g_free (rule->reason);
  g_free (rule->note);
}
