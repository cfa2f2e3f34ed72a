/* Two rules for one variable: where does which source value go? */
#include <config.h>

#include "base/number.h"
#include "expr/expr.h"
#include "harmonise/diffpart.h"
#include "harmonise/fate.h"

#include <math.h>
#include <string.h>

/* Keys that are compared by what they mean; others, as they come, by their text. */
static const struct key_rule rule_keys[] = {
    {"alone", NULL, KEY_WORDING | KEY_SET}, {"absent", NULL, KEY_ELSEWHERE},
    {"column", NULL, KEY_ELSEWHERE},        {"comparability", NULL, KEY_ELSEWHERE},
    {"constant", NULL, KEY_ELSEWHERE},      {"date", NULL, KEY_ELSEWHERE},
    {"else", NULL, KEY_ELSEWHERE},          {"for", NULL, KEY_ELSEWHERE},
    {"label", NULL, KEY_ELSEWHERE},         {"note", NULL, KEY_ELSEWHERE},
    {"recode", NULL, KEY_ELSEWHERE},        {"scale", NULL, KEY_ELSEWHERE},
    {"split", NULL, KEY_ELSEWHERE},         {"value", NULL, KEY_ELSEWHERE},
    {"variants", NULL, KEY_ELSEWHERE},      {"when", NULL, KEY_ELSEWHERE},
};

/* ---- Comparing ---- */

struct comparison {
  const struct differ *differ;
  const struct mapper *old, *new;
};

/* Do the two fates differ, by more than by what happens to all other values? */
static bool
fates_differ (const struct fate *a, const struct fate *b)
{
  return (a->line || b->line) && g_strcmp0 (a->target, b->target) != 0;
}

static void
add_fates (const struct comparison *c, const char *what, const struct fate *a, const struct fate *b)
{
  differ_texts (c->differ, what, a->target, a->place, b->target, b->place);
}

static void
compare_texts (const struct comparison *c)
{
  const struct mapper *both[] = {c->old, c->new};

  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    for (guint i = 0; i < both[k]->texts->len; i++) {
      const struct text *t = &g_array_index (both[k]->texts, struct text, i);
      struct fate a = fate_of_text (c->old, t), b = fate_of_text (c->new, t);
      g_autofree char *what =
          *t->normal ? g_strdup_printf ("\"%s\"", t->written) : g_strdup ("an empty cell");
      if (!(k == 1 && mapper_text (c->old, t->normal)) && fates_differ (&a, &b))
        add_fates (c, what, &a, &b);
    }
}

static void
compare_patterns (const struct comparison *c)
{
  const struct mapper *both[] = {c->old, c->new};

  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    for (guint i = 0; i < both[k]->patterns->len; i++) {
      const char *text = g_array_index (both[k]->patterns, struct pattern, i).text;
      struct fate a = fate_of_pattern_itself (c->old, text);
      struct fate b = fate_of_pattern_itself (c->new, text);
      if (!(k == 1 && mapper_pattern (c->old, text)) && fates_differ (&a, &b))
        add_fates (c, text, &a, &b);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The ends of all spans of both, and codes that are copied, each once, in order. */
static GArray *
ends_of (const struct comparison *c)
{
  const struct mapper *both[] = {c->old, c->new};
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (double));
  guint kept = 0;

  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    for (guint i = 0; i < both[k]->spans->len; i++) {
      const struct span *s = &g_array_index (both[k]->spans, struct span, i);
      g_array_append_val (ends, s->lo);
      g_array_append_val (ends, s->hi);
    }
  for (size_t k = 0; k < G_N_ELEMENTS (both); k++)
    mapper_append_codes (ends, both[k]);
  g_array_sort (ends, compare_doubles);
  for (guint i = 0; i < ends->len; i++)
    if (i == 0 || g_array_index (ends, double, i) > g_array_index (ends, double, kept - 1))
      g_array_index (ends, double, kept++) = g_array_index (ends, double, i);
  g_array_set_size (ends, kept);
  return ends;
}

/* A stretch of numbers that all move alike; of its ends some are not part of it. */
struct stretch {
  bool any;
  double lo, hi;
  bool without_lo, without_hi;
  struct fate old, new;
};

/* "4", "4..5", "between 4 and 5", "above 4 up to 5", "from 4 to below 5". */
static char *
stretch_words (const struct comparison *c, const struct stretch *s)
{
  char lo[NUMBER_SIZE] = "", hi[NUMBER_SIZE] = "";

  if (isfinite (s->lo))
    number_format (s->lo, lo);
  if (isfinite (s->hi))
    number_format (s->hi, hi);
  if (s->lo >= s->hi)
    return mapper_text (c->old, lo) || mapper_text (c->new, lo)
               ? g_strdup_printf ("%s, spelt otherwise", lo)
               : g_strdup (lo);
  if (!s->without_lo && !s->without_hi)
    return g_strdup_printf ("%s..%s", lo, hi);
  if (!*lo)
    return g_strdup_printf ("below %s", hi);
  if (!*hi)
    return g_strdup_printf ("above %s", lo);
  if (s->without_lo && s->without_hi)
    return g_strdup_printf ("between %s and %s", lo, hi);
  return g_strdup_printf (s->without_lo ? "above %s up to %s" : "from %s to below %s", lo, hi);
}

static void
add_stretch (const struct comparison *c, struct stretch *s)
{
  g_autofree char *what = s->any ? stretch_words (c, s) : NULL;

  if (s->any)
    add_fates (c, what, &s->old, &s->new);
  s->any = false;
}

/* One number (LO == HI), or those strictly between; pieces come in order. */
static void
compare_piece (const struct comparison *c, double lo, double hi, struct stretch *s)
{
  struct fate a = fate_of_numbers (c->old, lo, hi), b = fate_of_numbers (c->new, lo, hi);
  bool open = lo < hi;

  if (!fates_differ (&a, &b)) {
    add_stretch (c, s);
    return;
  }
  if (s->any && g_strcmp0 (s->old.target, a.target) == 0 &&
      g_strcmp0 (s->new.target, b.target) == 0) {
    s->hi = hi;
    s->without_hi = open && isfinite (hi);
    return;
  }
  add_stretch (c, s);
  *s = (struct stretch){true, lo, hi, open && isfinite (lo), open && isfinite (hi), a, b};
}

static void
compare_numbers (const struct comparison *c)
{
  GArray *ends = ends_of (c);
  struct stretch s = {0};

  for (guint i = 0; i < ends->len; i++) {
    double end = g_array_index (ends, double, i);
    if (i > 0)
      compare_piece (c, g_array_index (ends, double, i - 1), end, &s);
    if (isfinite (end))
      compare_piece (c, end, end, &s);
  }
  add_stretch (c, &s);
  g_array_free (ends, TRUE);
}

/* With `split' the line written first wins: the targets, in their order. */
static char *
order_of (const struct rule *rule)
{
  GString *order = g_string_new (NULL);
  for (size_t i = 0; i < rule->n_lines; i++)
    g_string_append_printf (order, "%s%s", i ? ", " : "", rule->lines[i].target);
  return g_string_free (order, FALSE);
}

/* What a copied number is taken times, or NULL. */
static char *
scale_of (const struct rule *rule)
{
  char number[NUMBER_SIZE];
  double scale = rule->times / rule->over;

  if (scale == 1)
    return NULL;
  number_format (scale, number);
  return g_strdup (number);
}

static void
compare_recodes (const struct comparison *c)
{
  const struct rule *a = c->old->rule, *b = c->new->rule;
  struct fate old = fate_of_others (c->old), new = fate_of_others (c->new);

  g_autofree char *old_columns = rule_columns (a), *new_columns = rule_columns (b);
  g_autofree char *old_scale = scale_of (a), *new_scale = scale_of (b);

  differ_texts (c->differ, "column", old_columns, a->column.place, new_columns, b->column.place);
  differ_texts (c->differ, "scale", old_scale, a->scale_place, new_scale, b->scale_place);
  differ_texts (c->differ, "date", a->date, a->date_place, b->date, b->date_place);
  differ_texts (c->differ, "split", a->split, a->place, b->split, b->place);
  if (a->split && b->split) {
    g_autofree char *before = order_of (a), *after = order_of (b);
    differ_texts (c->differ, "order of lines", before, a->place, after, b->place);
  }
  compare_numbers (c);
  compare_texts (c);
  compare_patterns (c);
  if (a->labels != b->labels)
    differ_texts (c->differ, "labels", a->labels ? "accepted" : NULL, a->place,
                  b->labels ? "accepted" : NULL, b->place);
  if (g_strcmp0 (old.target, new.target) != 0)
    add_fates (c, "all other values", &old, &new);
}

/* ---- Conditions ---- */

static char *
clause_canonical (const struct when_clause *w)
{
  g_autofree char *condition = expr_canonical (w->condition.text);
  return g_strdup_printf ("%s\n%s", condition, w->target);
}

static char **
clauses_of (const struct rule *rule)
{
  char **clauses = g_new0 (char *, rule->n_when + 1);
  for (size_t i = 0; i < rule->n_when; i++)
    clauses[i] = clause_canonical (&rule->when[i]);
  return clauses;
}

/* The indices of the clauses that OTHER does not have. */
static GArray *
clauses_without (char *const *own, char *const *other)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (size_t i = 0; own[i]; i++)
    if (!g_strv_contains ((const char *const *)other, own[i]))
      g_array_append_val (list, i);
  return list;
}

static char *
clause_words (const struct rule *rule, const GArray *list, guint i, struct place *at)
{
  const struct when_clause *w;

  *at = (struct place){0};
  if (i >= list->len)
    return NULL;
  w = &rule->when[g_array_index (list, size_t, i)];
  *at = w->condition.place;
  return g_strdup_printf ("%s: %s", w->condition.text, w->target);
}

/* Clauses that stand in one rule alone, the first with the first. */
static void
compare_when (const struct differ *d, const struct rule *a, const struct rule *b)
{
  g_auto (GStrv) old = clauses_of (a), new = clauses_of (b);
  g_autoptr (GArray) gone = clauses_without (old, new), come = clauses_without (new, old);
  guint n = MAX (gone->len, come->len);

  for (guint i = 0; i < n; i++) {
    struct place old_at, new_at;
    g_autofree char *before = clause_words (a, gone, i, &old_at);
    g_autofree char *after = clause_words (b, come, i, &new_at);
    differ_texts (d, "when", before, old_at, after, new_at);
  }
  if (n == 0 && !g_strv_equal ((const char *const *)old, (const char *const *)new))
    differ_texts (d, "when", "these conditions", a->place, "in another order", b->place);
}

/* ---- Rules ---- */

/* A rule in few words.  Without a rule a variable is derived or, like an absent one, not asked. */
static char *
rule_words (const struct diff_survey *in, const char *variable, const struct rule *rule)
{
  const struct variable *v = in->codebook ? codebook_find (in->codebook, variable) : NULL;

  if (!rule)
    return v ? g_strdup (v->derive.text ? "(derived)" : "(not asked)") : NULL;
  g_autofree char *columns = rule_columns (rule);
  switch (rule->kind) {
  case RULE_COLUMN:
    return g_strdup_printf ("column %s", columns);
  case RULE_CONSTANT:
    return g_strdup_printf ("constant %s", rule->constant);
  case RULE_VALUE:
    return g_strdup_printf ("value %s", rule->value.text);
  case RULE_ABSENT:
    break;
  }
  return g_strdup ("(not asked)");
}

static const char *
degree_of (const struct rule *rule)
{
  return rule && rule->kind != RULE_ABSENT ? comparability_name (rule->comparability) : NULL;
}

/* The rule as it is written, if it has a place of its own: not in a grid. */
static const struct yaml_node *
node_of (const struct survey *s, const struct rule *rule)
{
  const struct yaml_node *crosswalk = yaml_get (s->doc->root, "crosswalk");
  const struct yaml_node *node = rule ? yaml_get (crosswalk, rule->variable) : NULL;
  return node && node->kind == YAML_MAPPING ? node : NULL;
}

static void
compare_columns (const struct differ *d, const struct diff_survey *old_in, const struct rule *old,
                 const struct diff_survey *new_in, const struct rule *new)
{
  struct mapper a, b;
  struct comparison c = {d, &a, &b};

  mapper_init (&a, old_in->survey, old_in->codebook, old);
  mapper_init (&b, new_in->survey, new_in->codebook, new);
  compare_recodes (&c);
  mapper_clear (&a);
  mapper_clear (&b);
}

void
differ_rules (struct changes *changes, const char *variable, const struct diff_survey *old_in,
              const struct diff_survey *new_in)
{
  const struct rule *old = survey_rule (old_in->survey, variable);
  const struct rule *new = survey_rule (new_in->survey, variable);
  struct place nowhere = {0}, old_at = old ? old->place : nowhere,
               new_at = new ? new->place : nowhere;
  struct differ d = {changes, variable, CHANGE_MEANING, EFFECT_NONE}, wording = d;
  bool same_kind = old && new && old->kind == new->kind;

  wording.level = CHANGE_WORDING;
  if (!same_kind) {
    g_autofree char *a = rule_words (old_in, variable, old);
    g_autofree char *b = rule_words (new_in, variable, new);
    differ_texts (&d, "rule", a, old_at, b, new_at);
  } else if (old->kind == RULE_COLUMN)
    compare_columns (&d, old_in, old, new_in, new);
  else if (old->kind == RULE_VALUE)
    differ_exprs (&d, "value", &old->value, &new->value);
  else if (old->kind == RULE_CONSTANT)
    differ_texts (&d, "constant", old->constant, old->constant_place, new->constant,
                  new->constant_place);
  if (same_kind) {
    const struct yaml_node *a = node_of (old_in->survey, old), *b = node_of (new_in->survey, new);
    compare_when (&d, old, new);
    if (a && b)
      differ_mappings (&d, "", a, b, rule_keys, G_N_ELEMENTS (rule_keys));
    differ_texts (&d, "comparability", degree_of (old), old_at, degree_of (new), new_at);
  }
  differ_texts (&wording, "absent", old ? old->reason : NULL, old_at, new ? new->reason : NULL,
                new_at);
  differ_texts (&wording, "note", old ? old->note : NULL, old_at, new ? new->note : NULL, new_at);
}
