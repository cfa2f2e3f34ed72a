#include <config.h>

#include "base/number.h"
#include "harmonise/diffpart.h"

#include <math.h>
#include <string.h>

static const struct place nowhere = {0};

static void
note_change (struct changes *changes, const char *subject, enum change_level level,
             enum change_effect effect, const char *what, const char *old, struct place old_at,
             const char *new, struct place new_at)
{
  struct differ d = {changes, subject, level, effect};
  differ_texts (&d, what, old, old_at, new, new_at);
}

/* ---- Missing reasons ---- */

static const struct missing_reason *
find_reason (const struct codebook *cb, const char *name)
{
  unsigned r = codebook_missing (cb, name);
  return r != MISSING_NONE ? &cb->missing[r] : NULL;
}

/* A crosswalk names reasons; their codes stand in harmonised files and in columns that are copied.
 */
static void
diff_reason (struct changes *changes, const struct missing_reason *a,
             const struct missing_reason *b)
{
  const struct missing_reason *any = a ? a : b;
  g_autofree char *what = g_strdup_printf ("reason \"%s\"", any->name);
  g_autofree char *old = a ? g_strdup_printf ("%d", a->code) : NULL;
  g_autofree char *new = b ? g_strdup_printf ("%d", b->code) : NULL;
  struct place old_at = a ? a->place : nowhere, new_at = b ? b->place : nowhere;
  enum change_effect effect = !b ? EFFECT_BREAK : a ? EFFECT_CHECK : EFFECT_NONE;
  struct differ wording = {changes, "missing", CHANGE_WORDING, EFFECT_NONE};

  note_change (changes, "missing", CHANGE_MEANING, effect, what, old, old_at, new, new_at);
  if (a && b) {
    g_autofree char *label = g_strdup_printf ("label of \"%s\"", any->name);
    differ_labels (&wording, label, &a->label, old_at, &b->label, new_at);
  }
}

static void
diff_reasons (struct changes *changes, const struct codebook *old, const struct codebook *new)
{
  for (size_t r = 1; r < old->n_missing; r++)
    diff_reason (changes, &old->missing[r], find_reason (new, old->missing[r].name));
  for (size_t r = 1; r < new->n_missing; r++)
    if (!find_reason (old, new->missing[r].name))
      diff_reason (changes, NULL, &new->missing[r]);
}

/* ---- Categories ---- */

static const struct category *
category_by_name (const struct variable *v, const char *name)
{
  long at = variable_category (v, name);
  return at >= 0 ? &v->categories[at] : NULL;
}

/* A category of B that took the code of A's, under a name that A's variable does not know. */
static const struct category *
renamed_from (const struct variable *old, const struct category *a, const struct variable *new)
{
  long at = variable_category_code (new, a->code);
  const struct category *b = at >= 0 ? &new->categories[at] : NULL;
  return b && !category_by_name (old, b->name) ? b : NULL;
}

/* A category of B whose code A's variable had under a name that B's no longer has. */
static bool
is_renamed (const struct variable *old, const struct variable *new, const struct category *b)
{
  long at = variable_category_code (old, b->code);
  return at >= 0 && !category_by_name (new, old->categories[at].name);
}

static char *
code_and_name (const struct category *c)
{
  return c ? g_strdup_printf ("%d %s", c->code, c->name) : NULL;
}

static void
diff_category (struct changes *changes, const char *subject, const struct category *a,
               const struct category *b)
{
  g_autofree char *old = code_and_name (a), *new = code_and_name (b);
  g_autofree char *what = NULL;
  struct differ wording = {changes, subject, CHANGE_WORDING, EFFECT_NONE};

  note_change (changes, subject, CHANGE_MEANING, a ? EFFECT_BREAK : EFFECT_CHECK, "category", old,
               a ? a->place : nowhere, new, b ? b->place : nowhere);
  if (!a || !b)
    return;
  what = g_strdup_printf ("label of \"%s\"", b->name);
  differ_labels (&wording, what, &a->label, a->place, &b->label, b->place);
}

/* The names that both have, in the order of V. */
static char *
order_of (const struct variable *v, const struct variable *other)
{
  GString *order = g_string_new (NULL);
  for (size_t i = 0; i < v->n_categories; i++)
    if (category_by_name (other, v->categories[i].name))
      g_string_append_printf (order, "%s%s", order->len ? ", " : "", v->categories[i].name);
  return g_string_free (order, FALSE);
}

static void
diff_categories (struct changes *changes, const struct variable *old, const struct variable *new)
{
  bool ordinal = old->type == TYPE_ORDINAL || new->type == TYPE_ORDINAL;
  g_autofree char *before = order_of (old, new), *after = order_of (new, old);

  for (size_t i = 0; i < old->n_categories; i++) {
    const struct category *a = &old->categories[i], *b = category_by_name (new, a->name);
    diff_category (changes, old->name, a, b ? b : renamed_from (old, a, new));
  }
  for (size_t i = 0; i < new->n_categories; i++) {
    const struct category *b = &new->categories[i];
    if (!category_by_name (old, b->name) && !is_renamed (old, new, b))
      diff_category (changes, old->name, NULL, b);
  }
  /* `>=` rests on the order of an ordinal; that of others is only how tables show them. */
  note_change (changes, old->name, ordinal ? CHANGE_MEANING : CHANGE_WORDING,
               ordinal ? EFFECT_BREAK : EFFECT_NONE, "order of categories", before, old->place,
               after, new->place);
}

/* ---- Variables ---- */

static char *
range_of (const struct variable *v)
{
  char lo[NUMBER_SIZE] = "", hi[NUMBER_SIZE] = "";

  if (!v->has_range)
    return NULL;
  if (isfinite (v->lo))
    number_format (v->lo, lo);
  if (isfinite (v->hi))
    number_format (v->hi, hi);
  return g_strdup_printf ("%s..%s", lo, hi);
}

/* Values that were taken become invalid when a range gets narrower. */
static enum change_effect
effect_of_range (const struct variable *old, const struct variable *new)
{
  double old_lo = old->has_range ? old->lo : -INFINITY,
         old_hi = old->has_range ? old->hi : INFINITY;
  double new_lo = new->has_range ? new->lo : -INFINITY,
         new_hi = new->has_range ? new->hi : INFINITY;
  return new_lo > old_lo || new_hi < old_hi ? EFFECT_BREAK : EFFECT_CHECK;
}

static void
diff_variable (struct changes *changes, const struct variable *old, const struct variable *new)
{
  const char *subject = new->name;
  struct place a = old->place, b = new->place;
  g_autofree char *old_range = range_of (old), *new_range = range_of (new);
  struct differ check = {changes, subject, CHANGE_MEANING, EFFECT_CHECK};
  struct differ wording = {changes, subject, CHANGE_WORDING, EFFECT_NONE};

  note_change (changes, subject, CHANGE_MEANING, EFFECT_BREAK, "type",
               variable_type_name (old->type), a, variable_type_name (new->type), b);
  note_change (changes, subject, CHANGE_MEANING, EFFECT_BREAK, "unit", old->unit, a, new->unit, b);
  note_change (changes, subject, CHANGE_MEANING, effect_of_range (old, new), "range", old_range, a,
               new_range, b);
  diff_categories (changes, old, new);
  differ_exprs (&check, "asked_if", &old->asked_if, &new->asked_if);
  differ_exprs (&check, "derive", &old->derive, &new->derive);
  note_change (changes, subject, CHANGE_MEANING, EFFECT_NONE, "tier", tier_name (old->tier), a,
               tier_name (new->tier), b);
  differ_texts (&wording, "module", old->module, a, new->module, b);
  differ_labels (&wording, "label", &old->label, a, &new->label, b);
  differ_labels (&wording, "question", &old->question, a, &new->question, b);
}

static bool
same_categories (const struct variable *a, const struct variable *b)
{
  bool same = a->n_categories == b->n_categories;
  for (size_t i = 0; same && i < a->n_categories; i++)
    same = a->categories[i].code == b->categories[i].code &&
           strcmp (a->categories[i].name, b->categories[i].name) == 0;
  return same;
}

/* A variable of CB that OTHER has not, and that is V under another name: type, categories and label
   are the same. */
static const struct variable *
renamed (const struct variable *v, const struct codebook *cb, const struct codebook *other)
{
  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct variable *w = &cb->variables[i];
    if (!codebook_find (other, w->name) && w->type == v->type && same_categories (v, w) &&
        v->label.n > 0 &&
        g_strcmp0 (label_in (&v->label, NULL, NULL), label_in (&w->label, NULL, NULL)) == 0)
      return w;
  }
  return NULL;
}

static void
diff_variables (struct changes *changes, const struct codebook *old, const struct codebook *new)
{
  for (size_t i = 0; i < old->n_variables; i++) {
    const struct variable *a = &old->variables[i], *b = codebook_find (new, a->name);
    bool moved = !b && (b = renamed (a, new, old));
    if (moved || !b)
      note_change (changes, a->name, CHANGE_MEANING, EFFECT_BREAK, "variable", a->name, a->place,
                   b ? b->name : NULL, b ? b->place : nowhere);
    if (b)
      diff_variable (changes, a, b);
  }
  /* Without a rule it counts as not asked, unless it is derived. */
  for (size_t i = 0; i < new->n_variables; i++) {
    const struct variable *b = &new->variables[i];
    if (!codebook_find (old, b->name) && !renamed (b, old, new))
      note_change (changes, b->name, CHANGE_MEANING, b->derive.text ? EFFECT_NONE : EFFECT_CHECK,
                   "variable", NULL, nowhere, b->name, b->place);
  }
}

/* ---- Checks: they change no figure ---- */

static const struct check_spec *
exclusion_of (const struct codebook *cb, const char *variable)
{
  for (size_t i = 0; i < cb->checks.n; i++)
    if (g_strcmp0 (cb->checks.items[i].variable, variable) == 0)
      return &cb->checks.items[i];
  return NULL;
}

static void
diff_exclusion (struct changes *changes, const char *variable, const struct check_spec *a,
                const struct check_spec *b)
{
  note_change (changes, variable, CHANGE_WORDING, EFFECT_NONE, "excludes",
               a ? a->condition.text : NULL, a ? a->place : nowhere, b ? b->condition.text : NULL,
               b ? b->place : nowhere);
}

static void
diff_checks (struct changes *changes, const struct codebook *old, const struct codebook *new)
{
  static const struct key_rule keys[] = {
      {"codebook", NULL, KEY_ELSEWHERE}, {"version", NULL, KEY_ELSEWHERE},
      {"title", NULL, KEY_ELSEWHERE},    {"languages", NULL, KEY_ELSEWHERE},
      {"missing", NULL, KEY_ELSEWHERE},  {"variables", NULL, KEY_ELSEWHERE},
      {"checks", NULL, KEY_WORDING},
  };
  struct differ d = {changes, "codebook", CHANGE_MEANING, EFFECT_NONE};

  differ_mappings (&d, "", old->doc->root, new->doc->root, keys, G_N_ELEMENTS (keys));
  for (size_t i = 0; i < old->checks.n; i++) {
    const struct check_spec *a = &old->checks.items[i];
    if (a->variable)
      diff_exclusion (changes, a->variable, a, exclusion_of (new, a->variable));
  }
  for (size_t i = 0; i < new->checks.n; i++) {
    const struct check_spec *b = &new->checks.items[i];
    if (b->variable && !exclusion_of (old, b->variable))
      diff_exclusion (changes, b->variable, NULL, b);
  }
}

/* ---- The whole ---- */

static struct place
place_of (const struct codebook *cb, const char *key)
{
  const struct yaml_node *node = yaml_key (cb->doc->root, key);
  return node ? node->place : nowhere;
}

void
diff_codebooks (struct changes *changes, const struct codebook *old, const struct codebook *new)
{
  struct differ wording = {changes, "codebook", CHANGE_WORDING, EFFECT_NONE};
  g_autofree char *before = g_strjoinv (", ", old->languages);
  g_autofree char *after = g_strjoinv (", ", new->languages);

  note_change (changes, "codebook", CHANGE_MEANING, EFFECT_NONE, "id", old->id,
               place_of (old, "codebook"), new->id, place_of (new, "codebook"));
  differ_texts (&wording, "version", old->version, place_of (old, "version"), new->version,
                place_of (new, "version"));
  differ_texts (&wording, "languages", before, place_of (old, "languages"), after,
                place_of (new, "languages"));
  differ_labels (&wording, "title", &old->title, place_of (old, "title"), &new->title,
                 place_of (new, "title"));
  diff_reasons (changes, old, new);
  diff_variables (changes, old, new);
  diff_checks (changes, old, new);
}
