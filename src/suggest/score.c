/* Which unit could be which variable: the evidence, and one unit for each variable. */
#include <config.h>

#include "harmonise/assign.h"
#include "suggest/guess.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pairs that are looked at closely: for each variable and for each unit so many of the best by
   their words. */
enum { CLOSE_LOOK = 10 };
/* A name is worth so much of a question; words in another language than the file's so much. */
static const double NAME_WORTH = 0.75, OTHER_LANGUAGE = 0.85;
/* Of the wording, what a text has for itself counts so much, the whole the rest. */
static const double ITEM_WORTH = 0.2;
/* What is left of the words' evidence where the values do not fit at all. */
static const double WITHOUT_SHAPE = 0.4;
/* A scale that says so much is looked at wherever it may stand. */
static const double TELLING = 0.1;
static const double WORTH_A_LOOK = GUESS_WORTH_A_LOOK;

/* ---- Words ---- */

enum { TEXT_LABEL, TEXT_QUESTION, TEXT_BOTH, N_TEXTS };

/* The texts of all variables in one language. */
struct speech {
  struct similar_corpus *corpus;
  struct similar_vector (*texts)[N_TEXTS]; /* [n_variables] */
};

struct words {
  struct similar_space *space;
  size_t n_languages;
  struct speech *speech;        /* [n_languages] */
  struct similar_corpus *names; /* of the variables */
  struct similar_vector *name;  /* [n_variables] */
  struct similar_corpus *unit_texts, *unit_names;
  struct similar_vector *unit_text, *unit_item, *unit_name; /* [units->len] */
};

/* The text in exactly this language, or "". */
static const char *
text_in (const struct label *label, const char *language)
{
  return label_has (label, language) ? label_in (label, language, "") : "";
}

static struct speech
speech_new (const struct codebook *cb, struct similar_space *space, const char *language)
{
  struct speech s = {similar_corpus_new (space), NULL};
  g_autofree char *(*plain)[N_TEXTS] = g_malloc0_n (cb->n_variables + 1, sizeof *plain);

  s.texts = g_malloc0_n (cb->n_variables + 1, sizeof *s.texts);
  for (size_t v = 0; v < cb->n_variables; v++) {
    plain[v][TEXT_LABEL] = similar_plain (text_in (&cb->variables[v].label, language), false);
    plain[v][TEXT_QUESTION] = similar_plain (text_in (&cb->variables[v].question, language), false);
    plain[v][TEXT_BOTH] = g_strjoin (" ", plain[v][TEXT_LABEL], plain[v][TEXT_QUESTION], NULL);
    similar_corpus_add (s.corpus, plain[v][TEXT_BOTH]);
  }
  for (size_t v = 0; v < cb->n_variables; v++)
    for (size_t t = 0; t < N_TEXTS; t++) {
      similar_vector_init (&s.texts[v][t], s.corpus, plain[v][t]);
      g_free (plain[v][t]);
    }
  return s;
}

static void
add_units (struct words *w, const struct guess *g)
{
  const struct guess_unit *units = (const struct guess_unit *)(void *)g->units->data;

  w->unit_texts = similar_corpus_new (w->space);
  w->unit_names = similar_corpus_new (w->space);
  w->unit_text = g_new0 (struct similar_vector, g->units->len + 1);
  w->unit_item = g_new0 (struct similar_vector, g->units->len + 1);
  w->unit_name = g_new0 (struct similar_vector, g->units->len + 1);
  for (guint u = 0; u < g->units->len; u++) {
    similar_corpus_add (w->unit_texts, units[u].text);
    similar_corpus_add (w->unit_names, units[u].name);
  }
  for (guint u = 0; u < g->units->len; u++) {
    similar_vector_init (&w->unit_text[u], w->unit_texts, units[u].text);
    similar_vector_init (&w->unit_item[u], w->unit_texts, units[u].item);
    similar_vector_init (&w->unit_name[u], w->unit_names, units[u].name);
  }
}

static struct words *
words_new (const struct guess *g)
{
  const struct codebook *cb = g->codebook;
  struct words *w = g_new0 (struct words, 1);

  w->space = similar_space_new ();
  w->n_languages = g_strv_length (cb->languages);
  w->speech = g_new (struct speech, w->n_languages + 1);
  for (size_t l = 0; l < w->n_languages; l++)
    w->speech[l] = speech_new (cb, w->space, cb->languages[l]);
  w->names = similar_corpus_new (w->space);
  w->name = g_new (struct similar_vector, cb->n_variables + 1);
  for (int pass = 0; pass < 2; pass++)
    for (size_t v = 0; v < cb->n_variables; v++) {
      g_autofree char *plain = similar_plain (cb->variables[v].name, true);
      if (pass == 0)
        similar_corpus_add (w->names, plain);
      else
        similar_vector_init (&w->name[v], w->names, plain);
    }
  add_units (w, g);
  return w;
}

static void
words_free (struct words *w, const struct guess *g)
{
  for (size_t l = 0; l < w->n_languages; l++) {
    for (size_t v = 0; v < g->codebook->n_variables; v++)
      for (size_t t = 0; t < N_TEXTS; t++)
        similar_vector_clear (&w->speech[l].texts[v][t]);
    similar_corpus_free (w->speech[l].corpus);
    g_free (w->speech[l].texts);
  }
  for (size_t v = 0; v < g->codebook->n_variables; v++)
    similar_vector_clear (&w->name[v]);
  for (guint u = 0; u < g->units->len; u++) {
    similar_vector_clear (&w->unit_text[u]);
    similar_vector_clear (&w->unit_item[u]);
    similar_vector_clear (&w->unit_name[u]);
  }
  similar_corpus_free (w->names);
  similar_corpus_free (w->unit_texts);
  similar_corpus_free (w->unit_names);
  similar_space_free (w->space);
  g_free (w->speech);
  g_free (w->name);
  g_free (w->unit_text);
  g_free (w->unit_item);
  g_free (w->unit_name);
  g_free (w);
}

/* The text of a variable that is most like a unit's, in one language: half by the whole, half by
   what the unit's text has for itself.  */
static struct evidence
best_text (const struct words *w, size_t language, size_t v, size_t u)
{
  struct evidence best = {.language = language};
  for (size_t t = 0; t < N_TEXTS; t++) {
    const struct similar_vector *text = &w->speech[language].texts[v][t];
    double item = similar_cosine (text, &w->unit_item[u]);
    double whole = similar_cosine (text, &w->unit_text[u]);
    double like = ITEM_WORTH * item + (1 - ITEM_WORTH) * whole;
    best.item = MAX (best.item, item);
    best.whole = MAX (best.whole, whole);
    if (like > best.wording) {
      best.wording = like;
      best.by_label = t == TEXT_LABEL;
    }
  }
  return best;
}

/* In which of the codebook's languages is the file most like the codebook? */
static size_t
find_language (const struct words *w, const struct guess *g)
{
  size_t best = 0;
  double most = -1;

  for (size_t l = 0; l < w->n_languages; l++) {
    double sum = 0;
    for (guint u = 0; u < g->units->len; u++) {
      double like = 0;
      for (size_t v = 0; v < g->codebook->n_variables; v++)
        like = MAX (like, similar_cosine (&w->speech[l].texts[v][TEXT_BOTH], &w->unit_text[u]));
      sum += like;
    }
    if (sum > most) {
      most = sum;
      best = l;
    }
  }
  return best;
}

static void
weigh_words (const struct words *w, struct guess *g)
{
  for (size_t v = 0; v < g->codebook->n_variables; v++)
    for (guint u = 0; u < g->units->len; u++) {
      struct evidence *e = guess_evidence (g, v, u);
      for (size_t l = 0; l < w->n_languages; l++) {
        struct evidence other = best_text (w, l, v, u);
        double worth = l == g->language ? 1 : OTHER_LANGUAGE;
        other.wording *= worth;
        other.item *= worth;
        other.whole *= worth;
        if (other.wording > e->wording)
          *e = other;
      }
      e->name = similar_cosine (&w->name[v], &w->unit_name[u]);
      e->score = 1 - (1 - e->wording) * (1 - NAME_WORTH * e->name);
    }
}

/* ---- Values ---- */

/* How many different values are answers, as far as that can be told without labels? */
static size_t
count_answers (const struct guess_column *c)
{
  double hi = 0;
  size_t n = 0;
  for (guint i = 0; i < c->values->len; i++) {
    const struct guess_value *v = &g_array_index (c->values, struct guess_value, i);
    if (v->reason != MISSING_NONE)
      continue;
    if (!v->label && !isnan (v->number) && n > 0 && suggest_seems_missing (v->number, hi + 5))
      continue;
    hi = isnan (v->number) ? hi : MAX (hi, v->number);
    n++;
  }
  return n;
}

static double
shape_of_categories (const struct guess_unit *u, const struct variable *v,
                     const struct guess_recode *r)
{
  size_t n = count_answers (u->column), k = v->n_categories;
  double fit = r->n_valid > 0 ? (double)r->n_fit / (double)r->n_valid : 0;

  if (u->column->looks != LOOKS_CODES)
    return 0;
  if (v->type == TYPE_BINARY)
    return n == 2 ? 0.6 + 0.4 * fit : n == 1 ? 0.5 : 0.15;
  double size = n == k ? 1 : n + 1 == k || n == k + 1 ? 0.75 : n + 2 == k || n == k + 2 ? 0.5 : 0.1;
  return 0.5 * size + 0.5 * fit;
}

static double
shape_of (const struct guess *g, const struct guess_unit *u, const struct variable *v, double *fit)
{
  struct guess_recode r = suggest_recode (g, u, v);
  double shape = 0;

  if (u->part >= 0)
    shape = v->type == TYPE_BINARY ? 0.9 : 0;
  else if (u->column->split)
    shape = 0;
  else if (variable_is_categorical (v))
    shape = shape_of_categories (u, v, &r);
  else if (v->type == TYPE_INTEGER || v->type == TYPE_NUMBER)
    shape = r.n_valid == 0 ? 0 : (double)r.n_fit / (double)r.n_valid * (r.complete ? 1 : 0.7);
  else if (v->type == TYPE_DATE)
    shape = u->column->looks == LOOKS_DATES ? 1 : 0;
  else
    shape = u->column->looks == LOOKS_TEXT || u->column->looks == LOOKS_CODES ? 0.6 : 0.2;
  *fit = u->part < 0 && r.n_fit == r.n_valid && r.n_fit > 1 ? 1 : 0;
  guess_recode_clear (&r);
  return shape;
}

static void
weigh_shape (const struct guess *g, struct evidence *e, size_t v, size_t u, double worth)
{
  double fit;
  e->shape = shape_of (g, &g_array_index (g->units, struct guess_unit, u),
                       &g->codebook->variables[v], &fit);
  e->scale = worth * fit;
  e->score = 1 - (1 - e->score) * (1 - e->scale);
  e->score *= WITHOUT_SHAPE + (1 - WITHOUT_SHAPE) * e->shape;
}

/* The scores of a row or column of the matrix: START, STEP, N. */
static double
nth_best (const struct guess *g, size_t start, size_t step, size_t n, size_t nth)
{
  double best[CLOSE_LOOK] = {0};
  for (size_t i = 0; i < n; i++) {
    double s = g->evidence[start + i * step].score;
    for (size_t k = 0; k < nth; k++)
      if (s > best[k]) {
        double other = best[k];
        best[k] = s;
        s = other;
      }
  }
  return best[nth - 1];
}

/* How much it says that all codes have the categories of a variable: much for boy and girl, nearly
   nothing for no and yes, which half of the questionnaire has. */
static double
worth_of_scale (const struct guess *g, const struct variable *v)
{
  static const double MOST = 0.5;
  size_t alike = 0;

  for (size_t i = 0; i < g->codebook->n_variables; i++) {
    const struct variable *other = &g->codebook->variables[i];
    size_t same = 0;
    while (same < v->n_categories && same < other->n_categories &&
           strcmp (v->categories[same].name, other->categories[same].name) == 0)
      same++;
    alike += same == v->n_categories && same == other->n_categories;
  }
  return variable_is_categorical (v) ? MOST / (double)MAX (alike, 1) : 0;
}

/* Values are looked at where the words come first, or where they can say much by themselves;
   elsewhere they could not change anything. */
static void
weigh_values (struct guess *g)
{
  size_t n_v = g->codebook->n_variables, n_u = g->units->len;
  g_autofree double *of_variable = g_new (double, n_v + 1), *of_unit = g_new (double, n_u + 1);

  for (size_t v = 0; v < n_v; v++)
    of_variable[v] = nth_best (g, v * n_u, 1, n_u, CLOSE_LOOK);
  for (size_t u = 0; u < n_u; u++)
    of_unit[u] = nth_best (g, u, n_u, n_v, CLOSE_LOOK);
  for (size_t v = 0; v < n_v; v++) {
    double worth = worth_of_scale (g, &g->codebook->variables[v]);
    for (size_t u = 0; u < n_u; u++) {
      struct evidence *e = guess_evidence (g, v, u);
      if (worth < TELLING && e->score < of_variable[v] && e->score < of_unit[u])
        e->score *= WITHOUT_SHAPE;
      else
        weigh_shape (g, e, v, u, worth);
    }
  }
}

/* ---- One unit for each variable ---- */

static void
choose (struct guess *g)
{
  size_t n_v = g->codebook->n_variables, n_u = g->units->len, n = 0;
  g_autofree size_t *variable = g_new (size_t, n_v + 1);
  g_autofree double *gain = NULL;
  g_autofree long *taken = g_new (long, n_v + 1);

  for (size_t v = 0; v < n_v; v++) {
    g->chosen[v] = -1;
    if (!g->codebook->variables[v].derive.text)
      variable[n++] = v;
  }
  for (size_t u = 0; u < n_u; u++)
    g->owner[u] = -1;
  gain = g_new (double, n *n_u + 1);
  for (size_t i = 0; i < n; i++)
    for (size_t u = 0; u < n_u; u++) {
      double score = guess_evidence (g, variable[i], u)->score;
      gain[i * n_u + u] = score >= WORTH_A_LOOK ? score * score : 0;
    }
  assign_best (gain, n, n_u, taken);
  for (size_t i = 0; i < n; i++)
    if (taken[i] >= 0) {
      g->chosen[variable[i]] = taken[i];
      g->owner[taken[i]] = (long)variable[i];
    }
}

void
suggest_score (struct guess *g)
{
  size_t n_v = g->codebook->n_variables, n_u = g->units->len;
  struct words *w = words_new (g);

  g->evidence = g_new0 (struct evidence, n_v * n_u + 1);
  g->chosen = g_new (long, n_v + 1);
  g->owner = g_new (long, n_u + 1);
  g->language = find_language (w, g);
  weigh_words (w, g);
  weigh_values (g);
  suggest_neighbours (g);
  choose (g);
  words_free (w, g);
}
