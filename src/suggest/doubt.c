/* Whether a choice is sure enough to be a rule.  Every reason for doubt is one that a person can
   settle by looking at the questionnaire; the program is to be silent rather than wrong.  */
#include <config.h>

#include "suggest/guess.h"

#include <string.h>

/* From here on a score is sure, if nothing else comes near; from here on likely. */
static const double SURE = 0.42, LIKELY = 0.33;
static const double MARGIN = 0.10, WORTH_A_LOOK = GUESS_WORTH_A_LOOK;
/* A column beside it that is nearly as good may belong to it. */
static const double SIBLING = 0.72;
/* What must be alike besides the beginning of a question with many items: its own words, or its
   name, or its scale. */
static const double OWN_WORDS = 0.25, OWN_NAME = 0.35, OWN_SCALE = 0.4;

/* The text in exactly this language, or "". */
static const char *
label_in_only (const struct label *label, const char *language)
{
  return label_has (label, language) ? label_in (label, language, "") : "";
}

/* Words that make another question of one that is else alike, by language: what turns it round, and
   who is asked or asked about. */
enum topic { TOPIC_NOT, TOPIC_PARENT };
static const struct {
  enum topic topic;
  const char *language;
  const char *const words[14];
} telling[] = {
    {TOPIC_NOT,
     "en",
     {"not", "no", "none", "nobody", "nothing", "never", "without", "cannot", "t", NULL}},
    {TOPIC_NOT,
     "es",
     {"no", "nadie", "nada", "nunca", "sin", "ninguno", "ninguna", "ningun", NULL}},
    {TOPIC_NOT, "fr", {"ne", "pas", "n", "aucun", "aucune", "rien", "jamais", "sans", NULL}},
    {TOPIC_NOT, "pt", {"nao", "ninguem", "nada", "nunca", "sem", "nenhum", "nenhuma", NULL}},
    {TOPIC_PARENT,
     "en",
     {"parent", "parents", "mother", "father", "carer", "carers", "caregiver", "guardian",
      "guardians", "mum", "dad", NULL}},
    {TOPIC_PARENT,
     "es",
     {"padre", "padres", "madre", "papa", "papas", "mama", "cuidador", "cuidadores", "apoderado",
      "tutor", NULL}},
    {TOPIC_PARENT, "fr", {"parent", "parents", "mere", "pere", "tuteur", NULL}},
    {TOPIC_PARENT, "pt", {"pai", "pais", "mae", "responsavel", "responsaveis", "cuidador", NULL}},
};

static bool
speaks_of (const char *plain, enum topic topic, const char *language)
{
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  for (size_t i = 0; i < G_N_ELEMENTS (telling); i++) {
    if (telling[i].topic != topic || strcmp (telling[i].language, language) != 0)
      continue;
    for (char **w = words; *w; w++)
      if (g_strv_contains (telling[i].words, *w))
        return true;
  }
  return false;
}

/* Does one of them speak of something, and the other one not?  Of a variable that is so only if
   both its label and its question do, or neither does. */
static bool
differ (const struct guess_unit *u, const struct variable *v, enum topic topic,
        const char *language)
{
  g_autofree char *label = similar_plain (label_in_only (&v->label, language), false);
  g_autofree char *question = similar_plain (label_in_only (&v->question, language), false);
  bool in_label = speaks_of (label, topic, language);
  bool in_question = speaks_of (question, topic, language);

  if (speaks_of (u->text, topic, language))
    return !in_label && !in_question;
  return in_label && (in_question || !*question);
}

static bool
is_numeric (const struct guess_column *c)
{
  return c->n_numbers * 10 >= c->n_filled * 9;
}

/* Do two texts begin with the same two words, at least?  */
static bool
share_beginning (const char *a, const char *b)
{
  size_t words = 0;
  for (size_t i = 0; a[i] && a[i] == b[i]; i++)
    words += a[i] == ' ';
  return words >= 2;
}

/* Is the column before or after nearly as good, or a number that is asked for in the same words,
   and no other variable's?  Then both may be needed: hours and minutes, two versions of a
   questionnaire. */
static bool
has_sibling (const struct guess *g, size_t v, size_t u)
{
  const struct guess_unit *units = (const struct guess_unit *)(void *)g->units->data;
  double own = guess_evidence (g, v, u)->score;
  bool is_number = !variable_is_categorical (&g->codebook->variables[v]);

  for (size_t other = 0; other < g->units->len; other++) {
    double score = guess_evidence (g, v, other)->score;
    long owner = g->owner[other];
    size_t apart = units[other].at > units[u].at ? units[other].at - units[u].at
                                                 : units[u].at - units[other].at;
    double owned = owner < 0 ? 0 : guess_evidence (g, (size_t)owner, other)->score;
    if (apart != 1)
      continue;
    if (score >= SIBLING * own && owned < score)
      return true;
    if (is_number && owned < LIKELY && is_numeric (units[other].column) &&
        share_beginning (units[u].text, units[other].text))
      return true;
  }
  return false;
}

static const char *
doubt_of_rivals (const struct guess *g, size_t v, size_t u)
{
  double own = guess_evidence (g, v, u)->score;

  for (size_t other = 0; other < g->units->len; other++)
    if (other != u && guess_evidence (g, v, other)->score > own - MARGIN &&
        (g->owner[other] < 0 ||
         guess_evidence (g, v, other)->score >
             guess_evidence (g, (size_t)g->owner[other], other)->score - MARGIN))
      return "another column is nearly as good";
  for (size_t other = 0; other < g->codebook->n_variables; other++)
    if (other != v && !g->codebook->variables[other].derive.text &&
        guess_evidence (g, other, u)->score > own - MARGIN &&
        (g->chosen[other] < 0 ||
         guess_evidence (g, other, u)->score >
             guess_evidence (g, other, (size_t)g->chosen[other])->score - MARGIN))
      return "it could nearly as well be another variable";
  return has_sibling (g, v, u) ? "a column beside it is nearly as good: perhaps both belong to it"
                               : NULL;
}

/* Most columns that stand with it under one name are nobody's: its question is another one.  The
   same the other way: items of a question of the codebook that are found elsewhere. */
static const char *
doubt_of_group (const struct guess *g, size_t v, size_t u)
{
  enum { FEWEST = 3 };
  size_t columns = 0, owned = 0, items = 0, here = 0;

  for (size_t other = 0; other < g->units->len; other++)
    if (other != u && g->unit_group[other] == g->unit_group[u]) {
      long owner = g->owner[other];
      columns++;
      owned += owner >= 0 && guess_evidence (g, (size_t)owner, other)->score >= LIKELY;
    }
  for (size_t other = 0; other < g->codebook->n_variables; other++)
    if (other != v && g->variable_group[other] == g->variable_group[v] &&
        !g->codebook->variables[other].derive.text) {
      items++;
      here += g->chosen[other] >= 0 && g->unit_group[g->chosen[other]] == g->unit_group[u];
    }
  if (columns + 1 >= FEWEST && owned * 3 < columns)
    return "the columns that stand with it are no variable's: perhaps it is of another question";
  if (columns + 1 >= FEWEST && items + 1 >= FEWEST && here * 3 < items)
    return "the items that belong with it are elsewhere: perhaps it is of another question";
  return NULL;
}

/* Words for "none of these" and "something else", with which lists end. */
static bool
ends_a_list (const char *plain)
{
  static const char *const ends[] = {"none",    "no one",  "nothing", "nobody", "ninguno",
                                     "ninguna", "nada",    "nadie",   "nenhum", "nenhuma",
                                     "ninguem", "aucun",   "aucune",  "rien",   "other",
                                     "others",  "another", "otro",    "otra",   "otros",
                                     "outro",   "outra",   "outros",  "autre",  NULL};
  g_auto (GStrv) words = g_strsplit (plain, " ", 2);
  return words[0] && g_strv_contains (ends, words[0]);
}

/* An answer of a list that is no variable's may be no answer at all; "no" would then be said of
   those who said nothing. */
static bool
has_stranger (const struct guess *g, const struct guess_column *c)
{
  for (guint i = 0; i < c->values->len; i++) {
    const struct guess_value *value = &g_array_index (c->values, struct guess_value, i);
    bool owned = false;
    for (guint u = 0; u < g->units->len && !owned; u++) {
      const struct guess_unit *unit = &g_array_index (g->units, struct guess_unit, u);
      owned = unit->column == c && unit->part == (long)i && g->owner[u] >= 0 &&
              guess_evidence (g, (size_t)g->owner[u], u)->score >= LIKELY;
    }
    if (!owned && value->reason == MISSING_NONE && !ends_a_list (value->plain))
      return true;
  }
  return c->n_hidden > 0;
}

/* What all items of a question share says nothing of one of them. */
static bool
is_stem_alone (const struct evidence *e)
{
  return MIN (e->item, e->whole) < OWN_WORDS && e->name < OWN_NAME && e->scale < OWN_SCALE;
}

const char *
suggest_doubt (const struct guess *g, size_t v)
{
  const struct variable *variable = &g->codebook->variables[v];
  const struct guess_unit *u;
  const struct evidence *e;
  const char *doubt;

  if (g->chosen[v] < 0)
    return "each column that is like it is more like another variable";
  u = &g_array_index (g->units, struct guess_unit, g->chosen[v]);
  e = guess_evidence (g, v, (size_t)g->chosen[v]);
  if (e->score < SURE)
    return "the score is low";
  if (is_stem_alone (e))
    return "little more than the beginning of its question is alike";
  if (differ (u, variable, TOPIC_NOT, g->codebook->languages[e->language]))
    return "one of the two is worded negatively: yes may mean no";
  if (differ (u, variable, TOPIC_PARENT, g->codebook->languages[e->language]))
    return "one of the two is about parents, or asked of them";
  if (u->part >= 0 && has_stranger (g, u->column))
    return "the list has an answer that is no variable's, and may be no answer at all";
  doubt = doubt_of_rivals (g, v, (size_t)g->chosen[v]);
  return doubt ? doubt : doubt_of_group (g, v, (size_t)g->chosen[v]);
}

size_t
suggest_candidates (const struct guess *g, size_t v, size_t most, size_t *units)
{
  size_t n = 0;
  double first;

  if (g->chosen[v] >= 0)
    units[n++] = (size_t)g->chosen[v];
  first = n > 0 ? guess_evidence (g, v, units[0])->score : 0;
  while (n < most) {
    long best = -1;
    for (size_t u = 0; u < g->units->len; u++) {
      bool taken = false;
      for (size_t i = 0; i < n; i++)
        taken = taken || units[i] == u;
      if (!taken && guess_evidence (g, v, u)->score >= MAX (WORTH_A_LOOK, first / 2) &&
          (best < 0 ||
           guess_evidence (g, v, u)->score > guess_evidence (g, v, (size_t)best)->score))
        best = (long)u;
    }
    if (best < 0)
      break;
    units[n++] = (size_t)best;
    first = MAX (first, guess_evidence (g, v, units[0])->score);
  }
  return n;
}
