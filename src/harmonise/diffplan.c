/* Plans, and studies, which are little but keys. */
#include <config.h>

#include "expr/expr.h"
#include "harmonise/diffpart.h"
#include "harmonise/planwords.h"

#include <string.h>

static const struct place nowhere = {0};

static const struct indicator *
find_indicator (const struct plan *plan, const char *id)
{
  for (size_t i = 0; i < plan->n_indicators; i++)
    if (strcmp (plan->indicators[i].id, id) == 0)
      return &plan->indicators[i];
  return NULL;
}

/* "bullied: ...; upset: ..." of a set, by the trees of the conditions; NULL of no set. */
static char *
items_of (const struct indicator *in)
{
  g_auto (GStrv) all = g_new0 (char *, in->set.n + 1);
  for (size_t i = 0; i < in->set.n; i++) {
    const struct item *item = &in->set.items[i];
    g_autofree char *of = item->of.text ? expr_canonical (item->of.text) : g_strdup ("");
    all[i] = g_strdup_printf ("%s: %s", item->name, of);
  }
  return in->set.n ? plan_words_sorted (all, in->set.n, "; ") : NULL;
}

static void
diff_indicator (struct changes *changes, const struct indicator *a, const struct indicator *b)
{
  struct differ d = {changes, b->id, CHANGE_MEANING, EFFECT_NONE}, wording = d;
  g_autofree char *old_by = plan_words_by (a), *new_by = plan_words_by (b);
  g_autofree char *old_at = plan_words_at (a), *new_at = plan_words_at (b);
  g_autofree char *old_missing = plan_words_missing (a), *new_missing = plan_words_missing (b);
  g_autofree char *old_nets = plan_words_nets (a), *new_nets = plan_words_nets (b);
  g_autofree char *old_items = items_of (a), *new_items = items_of (b);
  g_autofree char *old_version = g_strdup_printf ("%ld", a->version);
  g_autofree char *new_version = g_strdup_printf ("%ld", b->version);

  wording.level = CHANGE_WORDING;
  differ_texts (&d, "measure", measure_name (a->measure), a->place, measure_name (b->measure),
                b->place);
  differ_exprs (&d, "of", &a->of, &b->of);
  differ_exprs (&d, "to", &a->to, &b->to);
  differ_exprs (&d, "with", &a->with, &b->with);
  differ_texts (&d, "at", old_at, a->place, new_at, b->place);
  differ_texts (&d, "a", a->a.id, a->place, b->a.id, b->place);
  differ_texts (&d, "b", a->b.id, a->place, b->b.id, b->place);
  differ_texts (&d, "nets", old_nets, a->place, new_nets, b->place);
  differ_texts (&d, "items", old_items, a->place, new_items, b->place);
  differ_texts (&d, "base", plan_words_base (a), a->place, plan_words_base (b), b->place);
  differ_texts (&d, "totals", a->set.totals ? "yes" : NULL, a->place, b->set.totals ? "yes" : NULL,
                b->place);
  differ_exprs (&d, "among", &a->among, &b->among);
  differ_texts (&d, "missing", old_missing, a->place, new_missing, b->place);
  differ_texts (&d, "standardise", a->standardise, a->place, b->standardise, b->place);
  differ_texts (&d, "by", old_by, a->place, new_by, b->place);
  differ_texts (&wording, "version", old_version, a->place, new_version, b->place);
  differ_texts (&wording, "topic", a->topic, a->place, b->topic, b->place);
  differ_texts (&wording, "note", a->note, a->place, b->note, b->place);
  differ_labels (&wording, "title", &a->title, a->place, &b->title, b->place);
}

void
diff_plans (struct changes *changes, const struct plan *old, const struct plan *new)
{
  static const struct key_rule keys[] = {{"indicators", NULL, KEY_ELSEWHERE},
                                         {"title", NULL, KEY_WORDING}};
  struct differ d = {changes, "plan", CHANGE_MEANING, EFFECT_NONE};

  differ_mappings (&d, "", old->doc->root, new->doc->root, keys, G_N_ELEMENTS (keys));
  for (size_t i = 0; i < old->n_indicators; i++) {
    const struct indicator *a = &old->indicators[i], *b = find_indicator (new, a->id);
    d.subject = a->id;
    if (b)
      diff_indicator (changes, a, b);
    else
      differ_texts (&d, "indicator", a->id, a->place, NULL, nowhere);
  }
  for (size_t i = 0; i < new->n_indicators; i++) {
    const struct indicator *b = &new->indicators[i];
    d.subject = b->id;
    if (!find_indicator (old, b->id))
      differ_texts (&d, "indicator", NULL, nowhere, b->id, b->place);
  }
}

void
diff_studies (struct changes *changes, const struct study *old, const struct study *new)
{
  static const struct key_rule keys[] = {
      {"title", NULL, KEY_WORDING},
      {"surveys", NULL, KEY_SET},
      {"reports", NULL, KEY_WORDING},
      {"output", "out", KEY_WORDING},
      {"disclosure", NULL, KEY_ELSEWHERE},
      {"interval", "logit", 0},
      {"counts", "t", 0},
      {"averages_of", "latest", 0},
      {"compare_standards", "no", 0},
      {"pairs", "none", 0},
      {"average", "no", 0},
      {"waves", "no", 0},
      {"adjust", "holm", 0},
      {"alpha", "0.05", KEY_NUMBER},
      {"confidence", "0.95", KEY_NUMBER},
      {"df", "domain", 0},
      {"deff", "wr", 0},
      {"quantile_rule", "math", 0},
      {"standard", "mics", 0},
      {"test", "rao-scott", 0},
      {"check", NULL, KEY_WORDING},
      {"sibling_jump", "0.1", KEY_NUMBER},
      {"survey_jump", "0.2", KEY_NUMBER},
      {"zero_weights", "0.05", KEY_NUMBER},
      {"kish", "8", KEY_NUMBER},
      {"weight_range", "500", KEY_NUMBER},
      {"population", "0.01", KEY_NUMBER},
      {"empty_category", "100", KEY_NUMBER},
  };
  struct differ d = {changes, "study", CHANGE_MEANING, EFFECT_NONE};

  differ_mappings (&d, "", old->doc->root, new->doc->root, keys, G_N_ELEMENTS (keys));
  /* That the key is there says something, even when it is empty. */
  g_autofree char *a = disclosure_words (&old->disclosure),
                  *b = disclosure_words (&new->disclosure);
  differ_texts (&d, "disclosure", a, old->disclosure_place, b, new->disclosure_place);
}
