/* Recodes from labels: which code means which category, and whether that is beyond doubt. */
#include <config.h>

#include "suggest/guess.h"

#include "model/label.h"

#include <math.h>
#include <string.h>

/* Likenesses of labels: sure enough for a line of its own; enough as one point of a scale whose
   other points fit; nearly the same words. */
static const double SURE = 0.74, PERHAPS = 0.45, SAME = 0.93;
/* How much better a label must fit its category than another one, and a scale one direction than
   the other. */
static const double MARGIN = 0.08, DIRECTION_MARGIN = 0.12;

/* Words in which questionnaires say why there is no answer, beside the codebook's own labels, and
   the reasons they can be, the best first. */
static const struct {
  const char *reasons[3];
  const char *words;
} phrases[] = {
    {{"dont_know", NULL, NULL},
     "don t know|do not know|i don t know|i do not know|not sure|unsure|can t say|dk|no se|no "
     "sabe|no "
     "sabe no recuerda|ns|nao sei|nao sabe|ne sait pas|je ne sais pas|nsp"},
    {{"no_answer", NULL, NULL},
     "no answer|no response|not answered|na no answer|no contesta|no responde|sin respuesta|nc|nao "
     "respondeu|sem resposta|nr|sans reponse|pas de reponse"},
    {{"prefer_not_to_say", "no_answer", NULL},
     "prefer not to say|prefer not to answer|i d rather not say|i would rather not say|rather not "
     "say|refused|refusal|refuses|prefiero no contestar|prefiero no decirlo|prefiero no "
     "responder|prefiere no contestar|rehusa|se niega|prefiro nao dizer|prefiro nao "
     "responder|recusou|recusa|prefere ne pas repondre|je prefere ne pas repondre|refus|refuse"},
    {{"not_applicable", NULL, NULL},
     "not applicable|does not apply|n a|no aplica|no corresponde|nao se aplica|nao "
     "aplicavel|sans objet|non concerne"},
    {{"not_understood", "dont_know", NULL},
     "did not understand|i don t understand|i do not understand|i don t understand the question|do "
     "not understand|no entiendo|no entendio|no entiendo la pregunta|nao entendi|nao entendeu|nao "
     "entendeu a pergunta|nao percebi|nao percebi a pergunta|je ne comprends pas|n a pas compris"},
};

static unsigned
reason_of_phrase (const struct codebook *cb, const char *plain)
{
  for (size_t i = 0; i < G_N_ELEMENTS (phrases); i++) {
    g_auto (GStrv) words = g_strsplit (phrases[i].words, "|", -1);
    if (!g_strv_contains ((const gchar *const *)words, plain))
      continue;
    for (const char *const *r = phrases[i].reasons; *r; r++)
      if (codebook_missing (cb, *r) != MISSING_NONE)
        return codebook_missing (cb, *r);
  }
  return MISSING_NONE;
}

unsigned
suggest_reason (const struct codebook *cb, const char *plain)
{
  for (size_t m = 1; m < cb->n_missing; m++)
    for (size_t t = 0; t < cb->missing[m].label.n; t++) {
      g_autofree char *label = similar_plain (cb->missing[m].label.texts[t], false);
      if (strcmp (label, plain) == 0)
        return (unsigned)m;
    }
  return reason_of_phrase (cb, plain);
}

/* How like the label of a value is to a category, in whichever language does best. */
static double
compare (const struct category *c, const char *plain)
{
  g_autofree char *name = similar_plain (c->name, false);
  double best = similar_labels (name, plain);

  for (size_t t = 0; t < c->label.n; t++) {
    g_autofree char *label = similar_plain (c->label.texts[t], false);
    best = MAX (best, similar_labels (label, plain));
  }
  return best;
}

/* The same; the scales of many questions are alike, so that most pairs have been met before. */
static double
likeness (const struct guess *g, const struct category *c, const char *plain)
{
  char *pair = g_strjoin ("\t", c->name, label_in (&c->label, NULL, ""), plain, NULL);
  double *known = g_hash_table_lookup (g->likeness, pair);

  if (known) {
    g_free (pair);
    return *known;
  }
  known = g_new (double, 1);
  *known = compare (c, plain);
  g_hash_table_insert (g->likeness, pair, known);
  return *known;
}

/* ---- The work on one recode ---- */

struct work {
  const struct guess *guess;
  const struct guess_column *column;
  const struct variable *variable;
  struct guess_recode *recode;
  size_t *valid; /* [recode->n_valid] the values that are no missing ones */
  double *like;  /* [n_valid * n_categories] */
};

static const struct guess_value *
value_at (const struct guess_column *c, size_t i)
{
  return &g_array_index (c->values, struct guess_value, i);
}

static double
like_at (const struct work *w, size_t valid, size_t category)
{
  return w->like[valid * w->variable->n_categories + category];
}

static void
aim (struct work *w, size_t valid, size_t category)
{
  w->recode->targets[w->valid[valid]] =
      (struct guess_target){true, (long)category, MISSING_NONE, like_at (w, valid, category)};
  w->recode->n_fit++;
}

/* A scale with as many points as the codebook's: the whole of it, in the direction that fits
   better, when two points are sure and none belongs elsewhere. */
static bool
aim_scale (struct work *w)
{
  size_t n = w->variable->n_categories;
  double up = 0, down = 0;

  if (w->variable->type != TYPE_ORDINAL || w->recode->n_valid != n || n < 3)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (isnan (value_at (w->column, w->valid[i])->number))
      return false; /* texts have no order */
    up += like_at (w, i, i) / (double)n;
    down += like_at (w, i, n - 1 - i) / (double)n;
  }
  bool rising = up >= down;
  size_t sure = 0;
  if (MAX (up, down) < PERHAPS || fabs (up - down) < DIRECTION_MARGIN)
    return false;
  for (size_t i = 0; i < n; i++) {
    size_t own = rising ? i : n - 1 - i;
    sure += like_at (w, i, own) >= SURE;
    for (size_t k = 0; k < n; k++)
      if (k != own && like_at (w, i, k) >= SAME && like_at (w, i, own) < like_at (w, i, k))
        return false;
  }
  if (sure < 2)
    return false;
  for (size_t i = 0; i < n; i++)
    aim (w, i, rising ? i : n - 1 - i);
  return true;
}

/* The category that fits a value clearly best, or -1. */
static long
clear_best (const struct work *w, size_t valid)
{
  size_t best = 0;
  double second = 0;

  for (size_t k = 1; k < w->variable->n_categories; k++)
    if (like_at (w, valid, k) > like_at (w, valid, best))
      best = k;
  for (size_t k = 0; k < w->variable->n_categories; k++)
    if (k != best)
      second = MAX (second, like_at (w, valid, k));
  if (like_at (w, valid, best) < SURE || like_at (w, valid, best) < second + MARGIN)
    return -1;
  return (long)best;
}

static void
aim_each (struct work *w)
{
  for (size_t i = 0; i < w->recode->n_valid; i++) {
    long best = clear_best (w, i);
    if (best >= 0)
      aim (w, i, (size_t)best);
  }
}

/* Are the codes of an ordinal in the order of its categories, one way or the other?  Anything else
   is a label that was misread. */
static bool
in_order (const struct work *w)
{
  int direction = 0;
  long last = -1;

  for (size_t i = 0; i < w->recode->n_valid && w->variable->type == TYPE_ORDINAL; i++) {
    const struct guess_target *t = &w->recode->targets[w->valid[i]];
    if (!t->known || isnan (value_at (w->column, w->valid[i])->number))
      continue;
    if (last >= 0 && t->category != last) {
      int step = t->category > last ? 1 : -1;
      if (direction && step != direction)
        return false;
      direction = step;
    }
    last = t->category;
  }
  return true;
}

static bool
is_covered (const struct work *w, size_t category)
{
  for (size_t i = 0; i < w->recode->n_valid; i++) {
    const struct guess_target *t = &w->recode->targets[w->valid[i]];
    if (t->known && t->category == (long)category)
      return true;
  }
  return false;
}

/* Two values in one category, or a category without a value: the codebook's scale has other
   points. */
static bool
is_one_to_one (const struct work *w)
{
  if (w->recode->n_fit != w->recode->n_valid)
    return false;
  for (size_t i = 0; i < w->recode->n_valid; i++)
    for (size_t k = 0; k < i; k++)
      if (w->recode->targets[w->valid[i]].category == w->recode->targets[w->valid[k]].category)
        return false;
  for (size_t k = 0; k < w->variable->n_categories && w->variable->type != TYPE_NOMINAL; k++)
    if (!is_covered (w, k))
      return false;
  return true;
}

/* ---- Kinds of variables ---- */

/* Missing codes of all values; returns how many records have a reason that is a failure to answer.
 */
static size_t
aim_missing (const struct guess_column *c, struct guess_recode *r)
{
  size_t silent = 0;
  for (guint i = 0; i < c->values->len; i++) {
    const struct guess_value *v = value_at (c, i);
    if (v->reason == MISSING_NONE)
      continue;
    r->targets[i] = (struct guess_target){true, -1, v->reason, 1};
    silent += v->reason == MISSING_NOT_APPLICABLE ? 0 : v->count;
  }
  return silent;
}

static void
aim_categories (struct work *w)
{
  const struct guess_column *c = w->column;
  size_t n = w->variable->n_categories;

  w->valid = g_new (size_t, c->values->len + 1);
  w->recode->n_valid = 0;
  for (guint i = 0; i < c->values->len; i++)
    if (!w->recode->targets[i].known)
      w->valid[w->recode->n_valid++] = i;
  w->like = g_new0 (double, w->recode->n_valid *n + 1);
  for (size_t i = 0; i < w->recode->n_valid; i++)
    for (size_t k = 0; k < n; k++) {
      const struct guess_value *v = value_at (c, w->valid[i]);
      if (v->label || isnan (v->number)) /* a number without a label says nothing */
        w->like[i * n + k] = likeness (w->guess, &w->variable->categories[k], v->plain);
    }
  if (!aim_scale (w))
    aim_each (w);
}

static const char *
doubt_of_categories (const struct work *w)
{
  const struct guess_recode *r = w->recode;
  if (r->n_valid == 0)
    return "no value has an answer";
  if (r->n_fit == 0)
    return "no label of its codes is like a category";
  if (r->n_fit < r->n_valid)
    return "some of its values are like no category";
  if (!in_order (w))
    return "the order of its labels is not that of the categories";
  if (!is_one_to_one (w))
    return "its scale has other points than the codebook's";
  return NULL;
}

static const char *
recode_categories (const struct guess *g, const struct guess_column *c, const struct variable *v,
                   struct guess_recode *r)
{
  struct work w = {g, c, v, r, NULL, NULL};
  const char *doubt;
  aim_categories (&w);
  doubt = doubt_of_categories (&w);
  g_free (w.valid);
  g_free (w.like);
  return doubt;
}

/* Does a cell say a missing reason, by its label or in words? */
static bool
means_missing (const struct guess *g, const struct guess_column *c, const struct dict_entry *e)
{
  const struct source_code *code =
      c->codes ? codelist_find (c->codes, e->text, (struct number_marks){.decimal = g->decimal})
               : NULL;
  bool labelled = code && *code->label;
  double number;

  if (!labelled && suggest_number (g, e, &number))
    return false;
  g_autofree char *plain = similar_plain (labelled ? code->label : e->text, false);
  return suggest_reason (g->codebook, plain) != MISSING_NONE;
}

/* A number is copied; its missing codes must be labelled, and its other codes must not. */
static const char *
recode_number (const struct guess *g, const struct guess_column *c, const struct variable *v,
               const struct dict *dict, struct guess_recode *r)
{
  enum { FEWEST_VALUES = 4 };
  size_t outside = 0, inside = 0;

  if (c->n_numbers * 2 < c->n_filled)
    return "it holds texts, not numbers";
  for (guint i = 0; i < c->values->len; i++)
    if (!r->targets[i].known && value_at (c, i)->label) {
      g_autofree char *number = similar_plain (value_at (c, i)->text, false);
      if (!strstr (value_at (c, i)->plain, number))
        return "its codes have labels: they are no numbers to be copied";
    }
  for (size_t i = 0; i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    double number;
    if (suggest_is_blank (g, e) || means_missing (g, c, e))
      continue;
    if (suggest_number (g, e, &number) && (!v->has_range || (number >= v->lo && number <= v->hi)))
      inside++;
    else
      outside++;
  }
  r->n_valid = inside + outside;
  r->n_fit = inside;
  if (outside > 0)
    return "some of its values are outside the range and have no label";
  return inside < FEWEST_VALUES ? "it has few different values for a number" : NULL;
}

/* One answer of several in a cell: it says yes; the others' labels must say no missing reason that
   is not understood. */
static const char *
recode_answer (const struct guess_unit *u, const struct variable *v, struct guess_recode *r)
{
  long yes = variable_category_code (v, 1);

  if (v->type != TYPE_BINARY || yes < 0 || variable_category_code (v, 0) < 0)
    return "one answer of several can only be a yes";
  r->targets[u->part] = (struct guess_target){true, yes, MISSING_NONE, 1};
  r->n_valid = r->n_fit = 1;
  for (guint i = 0; i < u->column->values->len; i++) {
    const struct guess_value *other = value_at (u->column, i);
    if (!r->targets[i].known && !other->label && !isnan (other->number))
      return "some of its codes have no label";
  }
  return NULL;
}

struct guess_recode
suggest_recode (const struct guess *g, const struct guess_unit *u, const struct variable *v)
{
  static const double MOST_SILENT = 0.3;
  const struct guess_column *c = u->column;
  struct guess_recode r = {.targets = g_new0 (struct guess_target, c->values->len + 1)};
  size_t silent = aim_missing (c, &r);

  if (u->part >= 0)
    r.doubt = recode_answer (u, v, &r);
  else if (variable_is_categorical (v))
    r.doubt = recode_categories (g, c, v, &r);
  else if (v->type == TYPE_INTEGER || v->type == TYPE_NUMBER)
    r.doubt = recode_number (g, c, v, g_ptr_array_index (g->dicts, u->at), &r);
  else
    r.doubt = "dates and texts are to be looked at";
  if (!r.doubt && (double)silent > MOST_SILENT * (double)c->n_filled)
    r.doubt = "so many gave no answer that its code may mean something else";
  if (!r.doubt && c->n_hidden > 0 && u->part < 0 && variable_is_categorical (v))
    r.doubt = "it has values of few records that no label explains";
  r.complete = !r.doubt;
  return r;
}

void
guess_recode_clear (struct guess_recode *r)
{
  g_free (r->targets);
}
