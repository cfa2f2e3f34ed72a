/* The columns of the sample design: by what their names and labels call them, and by whether their
   values can be that. */
#include <config.h>

#include "suggest/guess.h"

#include <math.h>
#include <string.h>

enum role { ROLE_ID, ROLE_WEIGHT, ROLE_STRATA, ROLE_PSU, ROLE_FPC, N_ROLES };

/* A word (a whole one of the plain name or label, or, with a blank, several in a row) and how much
   it says. */
struct hint {
  const char *words;
  double worth;
};

static const struct hint ids[] = {
    {"responseid", 1},     {"response id", 1},  {"respid", 1},         {"resp id", 1},
    {"uuid", 1},           {"caseid", 1},       {"case id", 1},        {"quest", 0.8},
    {"id", 0.8},           {"respondent", 0.7}, {"questionario", 0.8}, {"questionnaire", 0.7},
    {"cuestionario", 0.8}, {"folio", 0.9},      {"identifier", 0.8},   {"identificador", 0.8},
    {"numero", 0.5},       {"serial", 0.9}};
static const struct hint weights[] = {{"weight", 1},
                                      {"weights", 1},
                                      {"wt", 0.9},
                                      {"wgt", 1},
                                      {"wcal", 1},
                                      {"finalwt", 1},
                                      {"finwt", 1},
                                      {"finalweight", 1},
                                      {"pweight", 1},
                                      {"sampweight", 1},
                                      {"w cal", 1},
                                      {"peso", 0.9},
                                      {"pesos", 0.9},
                                      {"ponderador", 1},
                                      {"ponderacion", 1},
                                      {"ponderacao", 1},
                                      {"pond", 0.9},
                                      {"poids", 1},
                                      {"ponderation", 1},
                                      {"pondera", 1},
                                      {"factor expansion", 1},
                                      {"factor de expansion", 1},
                                      {"fator de expansao", 1},
                                      {"factor", 0.7},
                                      {"fator", 0.7},
                                      {"fexp", 1},
                                      {"expansion", 0.8},
                                      {"expansao", 0.8}};
static const struct hint strata[] = {
    {"stratum", 1},          {"strata", 1},      {"strat", 1},
    {"estrato", 1},          {"estratos", 1},    {"strate", 1},
    {"stratification", 0.9}, {"macrozona", 0.6}, {"macro region", 0.6},
    {"region", 0.5},         {"regiao", 0.5},    {"province", 0.5},
    {"provincia", 0.5},      {"domain", 0.6},    {"dominio", 0.6}};
static const struct hint psus[] = {{"psu", 1},
                                   {"upa", 1},
                                   {"upm", 1},
                                   {"ups", 0.8},
                                   {"cluster", 1},
                                   {"conglomerado", 1},
                                   {"grappe", 1},
                                   {"sampling point", 1},
                                   {"sample point", 1},
                                   {"samplepoint", 1},
                                   {"primary sampling unit", 1},
                                   {"unidade primaria", 1},
                                   {"unidad primaria", 1},
                                   {"setor", 0.8},
                                   {"setor censitario", 1},
                                   {"segmento", 0.8},
                                   {"ea", 0.8},
                                   {"enumeration area", 1},
                                   {"census tract", 1},
                                   {"barangay", 0.8},
                                   {"village", 0.6},
                                   {"establecimiento", 0.5},
                                   {"school id", 0.8},
                                   {"rbd", 0.8},
                                   {"rol base de datos", 0.8}};

/* What stands in a frame is never sure: a number of units, or a share of them. */
static const struct hint fpcs[] = {{"fpc", 0.6},        {"marco", 0.5},     {"frame", 0.5},
                                   {"population", 0.4}, {"poblacion", 0.4}, {"populacao", 0.4}};

static const struct {
  const char *key;
  const struct hint *hints;
  size_t n;
} roles[N_ROLES] = {
    {"id", ids, G_N_ELEMENTS (ids)},           {"weight", weights, G_N_ELEMENTS (weights)},
    {"strata", strata, G_N_ELEMENTS (strata)}, {"psu", psus, G_N_ELEMENTS (psus)},
    {"fpc", fpcs, G_N_ELEMENTS (fpcs)},
};

/* A label says what a column is nearly as well as its name. */
static const double LABEL_WORTH = 0.9;
/* A role is written as a rule from here on, if no other column comes as near as this. */
static const double SURE = 0.7, MARGIN = 0.1, WORTH_A_LOOK = 0.4;
enum { MOST_CANDIDATES = 3, SHOWN_LABEL = 60 };

static double
hinted (const char *plain, enum role role)
{
  g_autofree char *padded = g_strconcat (" ", plain, " ", NULL);
  double best = 0;
  for (size_t i = 0; i < roles[role].n; i++) {
    g_autofree char *words = g_strconcat (" ", roles[role].hints[i].words, " ", NULL);
    if (strstr (padded, words))
      best = MAX (best, roles[role].hints[i].worth);
  }
  return best;
}

/* Can the values be that? 0 to 1. */
static double
possible (const struct guess *g, const struct guess_column *c, enum role role)
{
  enum { FEWEST_PSUS = 5, RECORDS_A_STRATUM = 8 };
  size_t n = c->n_filled;

  if (n == 0 || n * 10 < g->records * 9 || c->doubtful_name)
    return 0;
  switch (role) {
  case ROLE_ID:
    return c->n_distinct == n ? 1 : c->n_distinct * 50 >= n * 49 ? 0.6 : 0;
  case ROLE_WEIGHT:
    return c->n_numbers * 100 < n * 99 || c->lo < 0 || c->n_distinct < 2 ? 0
           : c->n_fractions * 2 > n                                      ? 1
           : c->n_distinct > FEWEST_PSUS                                 ? 0.7
                                                                         : 0.4;
  case ROLE_STRATA:
    return c->n_distinct >= 2 && c->n_distinct * RECORDS_A_STRATUM <= n ? 1 : 0;
  case ROLE_PSU:
    return c->n_distinct >= FEWEST_PSUS && c->n_distinct * 2 <= n ? 1 : 0;
  case ROLE_FPC:
    return c->n_numbers == n && c->lo > 0 && c->n_distinct >= 2 && c->n_distinct * 2 <= n ? 1 : 0;
  case N_ROLES:
    break;
  }
  return 0;
}

static double
role_score (const struct guess *g, size_t at, enum role role)
{
  const struct guess_column *c = g_ptr_array_index (g->columns, at);
  g_autofree char *split = similar_plain (c->name, true), *whole = similar_plain (c->name, false);
  g_autofree char *label = similar_plain (c->label, false);
  double name = MAX (hinted (split, role), hinted (whole, role));
  double score = MAX (name, LABEL_WORTH * hinted (label, role)) * possible (g, c, role);
  /* "units of the stratum in the frame" are no strata */
  if (role == ROLE_STRATA && (hinted (split, ROLE_FPC) > 0 || hinted (label, ROLE_FPC) > 0))
    score /= 2;
  return score;
}

static void
write_reason (const struct guess *g, GString *out, size_t at, double score)
{
  const struct guess_column *c = g_ptr_array_index (g->columns, at);
  g_string_append_printf (out, "# score %.2f: ", score);
  if (*c->label) {
    g_string_append (out, "label \"");
    suggest_comment (out, c->label, SHOWN_LABEL);
    g_string_append (out, "\", ");
  } else
    g_string_append (out, "its name, ");
  g_string_append_printf (out, "%zu different values in %zu records\n", c->n_distinct, c->n_filled);
}

/* `key: column`, as a comment with OFF. */
static void
write_line (const struct guess *g, GString *out, enum role role, size_t at, double score, bool off)
{
  const struct guess_column *c = g_ptr_array_index (g->columns, at);
  bool list = role == ROLE_STRATA;

  g_string_append (out, "  ");
  write_reason (g, out, at, score);
  g_string_append_printf (out, "  %s%s: %s", off ? "# " : "", roles[role].key, list ? "[" : "");
  suggest_scalar (out, c->name);
  g_string_append (out, list ? "]\n" : "\n");
}

static void
write_role (const struct guess *g, GString *out, enum role role)
{
  g_autofree double *score = g_new (double, g->columns->len + 1);
  size_t best[MOST_CANDIDATES] = {0}, n = 0;

  for (guint c = 0; c < g->columns->len; c++)
    score[c] = role_score (g, c, role);
  while (n < MOST_CANDIDATES) {
    long next = -1;
    for (guint c = 0; c < g->columns->len; c++) {
      bool taken = false;
      for (size_t i = 0; i < n; i++)
        taken = taken || best[i] == c;
      if (!taken && score[c] >= WORTH_A_LOOK && (next < 0 || score[c] > score[next]))
        next = (long)c;
    }
    if (next < 0)
      break;
    best[n++] = (size_t)next;
  }
  bool sure =
      n > 0 && score[best[0]] >= SURE && (n < 2 || score[best[1]] < score[best[0]] - MARGIN);
  if (sure)
    write_line (g, out, role, best[0], score[best[0]], false);
  else if (role == ROLE_WEIGHT)
    g_string_append (out,
                     "  # fill in: no column is surely the weight, and without one every child "
                     "counts the same\n  weight: none\n");
  else if (n == 0 && role != ROLE_FPC)
    g_string_append_printf (out, "  # %s:  # fill in, if there is one: no column looks like it\n",
                            roles[role].key);
  for (size_t i = sure; i < n; i++)
    write_line (g, out, role, best[i], score[best[i]], true);
}

void
suggest_design (const struct guess *g, GString *out)
{
  g_string_append (out, "\ndesign:\n");
  for (enum role role = ROLE_ID; role < N_ROLES; role++)
    write_role (g, out, role);
  g_string_append (out, "  # population:  # fill in, as a guard on the sum of the weights\n");
}
