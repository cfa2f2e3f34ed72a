/* A small codebook and a national file for tests of expressions, made without YAML. */
#ifndef EXPR_FIXTURE_H
#define EXPR_FIXTURE_H
#include "expr/expr.h"

#include <string.h>

enum { FIXTURE_LANGUAGES = 2, FIXTURE_CATEGORIES = 4 };

struct fixture_category {
  int code;
  const char *name, *labels[FIXTURE_LANGUAGES];
};

static const struct fixture_variable {
  const char *name;
  enum variable_type type;
  const char *labels[FIXTURE_LANGUAGES];
  struct fixture_category categories[FIXTURE_CATEGORIES];
} fixture_variables[] = {{"internet_use",
                          TYPE_BINARY,
                          {"Uses the internet", "Usa internet"},
                          {{0, "no", {"No", "No"}}, {1, "yes", {"Yes", "Sí"}}}},
                         /* The order is not that of the codes. */
                         {"use_frequency",
                          TYPE_ORDINAL,
                          {"How often uses the internet", "Con qué frecuencia usa internet"},
                          {{4, "rarely", {"Rarely", "Rara vez"}},
                           {3, "weekly", {"Weekly", "Cada semana"}},
                           {2, "daily", {"Daily", "Cada día"}},
                           {1, "several_daily", {"Several times a day", "Varias veces al día"}}}},
                         {"peer_frequency", /* the same categories, other codes */
                          TYPE_ORDINAL,
                          {"How often friends do", "Con qué frecuencia los amigos"},
                          {{10, "rarely", {"Rarely", "Rara vez"}},
                           {20, "weekly", {"Weekly", "Cada semana"}},
                           {30, "daily", {"Daily", "Cada día"}},
                           {40, "several_daily", {"Several times a day", "Varias veces al día"}}}},
                         {"sex",
                          TYPE_NOMINAL,
                          {"Sex", "Sexo"},
                          {{1, "boy", {"Boy", "Niño"}}, {2, "girl", {"Girl", "Niña"}}}},
                         {"age", TYPE_INTEGER, {"Age", "Edad"}, {{0}}},
                         {"hours", TYPE_NUMBER, {"Hours online", "Horas en línea"}, {{0}}},
                         {"birth", TYPE_DATE, {"Born", "Fecha de nacimiento"}, {{0}}},
                         {"interview", TYPE_DATE, {"Asked on", "Fecha de la entrevista"}, {{0}}},
                         {"comment", TYPE_TEXT, {"Comment", "Comentario"}, {{0}}},
                         {"harm_a",
                          TYPE_BINARY,
                          {"Saw A", "Vio A"},
                          {{0, "no", {"No", "No"}}, {1, "yes", {"Yes", "Sí"}}}},
                         {"harm_b",
                          TYPE_BINARY,
                          {"Saw B", "Vio B"},
                          {{0, "no", {"No", "No"}}, {1, "yes", {"Yes", "Sí"}}}},
                         {"harm_c",
                          TYPE_BINARY,
                          {"Saw C", "Vio C"},
                          {{0, "no", {"No", "No"}}, {1, "yes", {"Yes", "Sí"}}}}};

static const char *const fixture_columns[] = {"T1", "T2", "T3", "Q 4", "year"};

enum {
  N_FIXTURE_VARIABLES = G_N_ELEMENTS (fixture_variables),
  N_FIXTURE_COLUMNS = G_N_ELEMENTS (fixture_columns),
  FIXTURE_SLOTS = MAX (N_FIXTURE_VARIABLES, N_FIXTURE_COLUMNS)
};

static inline void
fixture_label (struct label *label, const char *const texts[FIXTURE_LANGUAGES])
{
  static const char *const languages[FIXTURE_LANGUAGES] = {"en", "es"};
  label->n = FIXTURE_LANGUAGES;
  label->languages = g_new (char *, FIXTURE_LANGUAGES);
  label->texts = g_new (char *, FIXTURE_LANGUAGES);
  for (size_t i = 0; i < FIXTURE_LANGUAGES; i++) {
    label->languages[i] = g_strdup (languages[i]);
    label->texts[i] = g_strdup (texts[i]);
  }
}

static inline void
fixture_reasons (struct codebook *cb)
{
  static const struct {
    const char *name;
    int code;
    const char *labels[FIXTURE_LANGUAGES];
  } reasons[] = {{NULL, 0, {NULL, NULL}},
                 {"not_asked", -94, {"Not asked", "No preguntado"}},
                 {"not_applicable", -96, {"Not applicable", "No aplica"}},
                 {"invalid", -95, {"Invalid", "No válido"}},
                 {"blank", -99, {"Blank", "En blanco"}},
                 {"dont_know", -97, {"Don't know", "No sabe"}},
                 {"no_answer", -98, {"No answer", "No contesta"}}};
  cb->n_missing = G_N_ELEMENTS (reasons);
  cb->missing = g_new0 (struct missing_reason, cb->n_missing);
  for (size_t i = 1; i < cb->n_missing; i++) {
    cb->missing[i].name = g_strdup (reasons[i].name);
    cb->missing[i].code = reasons[i].code;
    fixture_label (&cb->missing[i].label, reasons[i].labels);
  }
}

/* Variable I is declared in line 10 + I of codebook.yaml. */
static inline struct codebook *
fixture_new (void)
{
  struct codebook *cb = g_new0 (struct codebook, 1);
  cb->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  cb->n_variables = N_FIXTURE_VARIABLES;
  cb->variables = g_new0 (struct variable, cb->n_variables);
  fixture_reasons (cb);
  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct fixture_variable *from = &fixture_variables[i];
    struct variable *v = &cb->variables[i];
    v->name = g_strdup (from->name);
    v->index = i;
    v->type = from->type;
    v->place = (struct place){.file = "codebook.yaml", .line = 10 + i, .column = 3};
    fixture_label (&v->label, from->labels);
    v->categories = g_new0 (struct category, FIXTURE_CATEGORIES);
    while (v->n_categories < FIXTURE_CATEGORIES && from->categories[v->n_categories].name) {
      const struct fixture_category *c = &from->categories[v->n_categories];
      struct category *to = &v->categories[v->n_categories++];
      to->code = c->code;
      to->name = g_strdup (c->name);
      fixture_label (&to->label, c->labels);
    }
    g_hash_table_insert (cb->by_name, v->name, v);
  }
  return cb;
}

static inline void
fixture_free (struct codebook *cb)
{
  for (size_t i = 1; i < cb->n_missing; i++) {
    g_free (cb->missing[i].name);
    label_clear (&cb->missing[i].label);
  }
  for (size_t i = 0; i < cb->n_variables; i++) {
    struct variable *v = &cb->variables[i];
    for (size_t k = 0; k < v->n_categories; k++) {
      g_free (v->categories[k].name);
      label_clear (&v->categories[k].label);
    }
    g_free (v->categories);
    g_free (v->name);
    label_clear (&v->label);
  }
  g_free (cb->missing);
  g_free (cb->variables);
  g_hash_table_unref (cb->by_name);
  g_free (cb);
}

/* The scope of the national file: fixture_columns, all EXPR_RAW. */
static inline bool
fixture_lookup_column (void *aux, const char *name, struct expr_name *found)
{
  (void)aux;
  for (size_t i = 0; i < N_FIXTURE_COLUMNS; i++)
    if (strcmp (fixture_columns[i], name) == 0) {
      *found = (struct expr_name){.slot = i, .type = EXPR_RAW};
      return true;
    }
  return false;
}

static inline const char *
fixture_near_column (void *aux, const char *name)
{
  (void)aux;
  return diag_nearest (name, fixture_columns, N_FIXTURE_COLUMNS);
}

static inline struct expr_scope
fixture_raw_scope (const struct codebook *cb, char decimal)
{
  return (struct expr_scope){.lookup = fixture_lookup_column,
                             .near = fixture_near_column,
                             .codebook = cb,
                             .marks = {.decimal = decimal}};
}
#endif
