#include <config.h>

#include "estimate/standard.h"

#include "estimate/ages.h"
#include "estimate/words.h"

#include <string.h>

enum { MOST_NAMED = 5 };    /* groups that a finding names */
enum { FEWEST_STATES = 4 }; /* sums that a cell has at least */
static const char NONE[] = "none";

bool
standard_possible (enum measure measure)
{
  return measure == MEASURE_PROPORTION || measure == MEASURE_MEAN ||
         measure == MEASURE_DISTRIBUTION;
}

/* ---- A standard and the codebook ------------------------------------------------------------- */

/* The number of the group that a cell is about, or -1 after a finding.  A category of the upper
   levels stands over several cells and is told once: at TOLD. */
static long
group_of (const struct indicators *in, const struct grouping *g, const struct crossing_cell *cell,
          struct place *told, struct diag *diag)
{
  long group = 0;
  for (size_t k = 0; k < g->n; k++) {
    const struct variable *v = g->variables[k];
    const struct place *at = &cell->places[k];
    long level = variable_category (v, cell->categories[k]);
    if (level < 0 && (at->line != told->line || at->column != told->column)) {
      diag_add (diag, FIND_UNKNOWN_CATEGORY, *at, "%s has no category \"%s\"", v->name,
                cell->categories[k]);
      diag_suggest (diag, variable_near (v, in->codebook, cell->categories[k]));
      *told = *at;
    }
    group = level < 0 || group < 0 ? -1 : group * (long)v->n_categories + level;
  }
  return group;
}

static bool
fill_shares (const struct indicators *in, struct population *s, const struct grouping *g,
             struct diag *diag)
{
  struct place told = {0};
  bool ok = true;
  for (size_t i = 0; s->spec->equal && i < g->n_groups; i++)
    s->share[i] = 1;
  for (size_t c = 0; c < s->spec->crossing.n_cells; c++) {
    long group = group_of (in, g, &s->spec->crossing.cells[c], &told, diag);
    if (group >= 0)
      s->share[group] = s->spec->crossing.cells[c].number;
    ok = ok && group >= 0;
  }
  return ok;
}

/* "9-11 × girl". */
static void
append_group (GString *text, const struct grouping *g, size_t group)
{
  for (size_t k = 0; k < g->n; k++)
    g_string_append_printf (text, "%s%s", k ? " × " : "",
                            g->variables[k]->categories[grouping_level (g, group, k)].name);
}

/* Who has a category without a share is left out of every figure: that should be meant. */
static void
tell_left_out (const struct population *s, const struct grouping *g, struct diag *diag)
{
  g_autoptr (GString) list = g_string_new (NULL);
  size_t n = 0;
  for (size_t i = 0; i < g->n_groups; i++) {
    if (s->share[i] > 0 || n++ >= MOST_NAMED)
      continue;
    g_string_append (list, list->len ? ", " : "");
    append_group (list, g, i);
  }
  if (n == 0)
    return;
  if (n > MOST_NAMED)
    g_string_append_printf (list, " and %zu more", n - MOST_NAMED);
  diag_add (diag, FIND_STANDARD_SHARE, s->spec->place,
            "the standard \"%s\" has no share for %s: children there are left out of what is "
            "standardised to it; give them one",
            s->spec->id, list->str);
}

/* Of a common range of ages the standard is what lies within. */
static void
apply_ages (const struct indicators *in, struct population *s, const struct grouping *g)
{
  for (size_t i = 0; i < g->n_groups; i++)
    for (size_t k = 0; k < g->n; k++)
      if (ages_part (in, g->variables[k], grouping_level (g, i, k)) == AGES_NONE)
        s->share[i] = 0;
}

static bool
finish_shares (const struct indicators *in, struct population *s, const struct grouping *g,
               struct diag *diag)
{
  double sum = 0;
  apply_ages (in, s, g);
  for (size_t i = 0; i < g->n_groups; i++)
    sum += s->share[i];
  for (size_t i = 0; i < g->n_groups; i++)
    s->share[i] /= sum > 0 ? sum : 1;
  if (sum > 0)
    return true;
  diag_add (diag, FIND_BAD_VALUE, s->spec->place,
            "the standard \"%s\" has nobody of the ages that the study asks for", s->spec->id);
  return false;
}

static bool
read_standard (struct indicators *in, const struct standard_spec *spec, struct diag *diag)
{
  struct population s = {.spec = spec};
  g_autofree const struct variable **variables =
      g_new0 (const struct variable *, spec->crossing.n_by + 1);
  size_t n_groups = 1;
  bool ok = spec->crossing.n_by > 0;
  for (size_t k = 0; k < spec->crossing.n_by; k++) {
    variables[k] =
        codebook_with_categories (in->codebook, spec->crossing.by[k], spec->crossing.by_places[k],
                                  NULL, "be part of a standard", diag);
    ok = ok && variables[k];
    if (ok)
      n_groups = MIN (n_groups * variables[k]->n_categories, MAX_GROUPS + 1);
  }
  if (ok && n_groups > MAX_GROUPS)
    diag_add (diag, FIND_NOT_AVAILABLE, spec->crossing.by_places[0],
              "the standard \"%s\" has more than %d cells; cross fewer variables", spec->id,
              MAX_GROUPS);
  if (ok && n_groups <= MAX_GROUPS) {
    s.grouping = indicators_enter (in, variables, spec->crossing.n_by, n_groups);
    s.share = g_new0 (double, n_groups + 1);
    const struct grouping *g = indicators_grouping (in, s.grouping);
    s.variables = g->variables;
    s.n = g->n;
    ok = fill_shares (in, &s, g, diag) && (spec->equal || spec->crossing.n_cells > 0);
    if (ok) {
      tell_left_out (&s, g, diag);
      ok = finish_shares (in, &s, g, diag);
    }
  } else
    ok = false;
  g_array_append_val (in->standards, s);
  return ok;
}

/* The study's own, for all indicators. */
static bool
check_study (const struct indicators *in, struct diag *diag)
{
  const char *id = in->study ? in->study->standardise : NULL;
  if (!id || strcmp (id, NONE) == 0 || standard_specs_find (&in->plan->standards, id))
    return true;
  diag_add (diag, FIND_BAD_VALUE, in->study->standardise_place,
            "the plan has no standard population \"%s\"", id);
  diag_suggest (diag, standard_specs_near (&in->plan->standards, id));
  return false;
}

bool
standards_read (struct indicators *in, struct diag *diag)
{
  bool ok = check_study (in, diag);
  in->standards = g_array_new (FALSE, FALSE, sizeof (struct population));
  for (size_t i = 0; i < in->plan->standards.n; i++)
    ok = read_standard (in, &in->plan->standards.items[i], diag) && ok;
  return ok;
}

void
standards_free (struct indicators *in)
{
  for (guint i = 0; i < in->standards->len; i++)
    g_free (g_array_index (in->standards, struct population, i).share);
  g_array_free (in->standards, TRUE);
}

/* ---- An indicator and its standard ----------------------------------------------------------- */

/* The grouping of the cells of a breakdown (NULL: the total): its variables, and those of the
   standard that are not among them.  Groups of the breakdown are then runs of cells. */
static bool
enter_cells (struct indicators *in, const struct measured *m, const struct grouping *by,
             size_t *cells, struct diag *diag)
{
  const struct grouping *std = indicators_grouping (in, m->standard->grouping);
  size_t n = by ? by->n : 0, n_groups = by ? by->n_groups : 1;
  size_t states = m->spec->measure == MEASURE_DISTRIBUTION && m->variable
                      ? MAX (m->variable->n_categories, FEWEST_STATES)
                      : FEWEST_STATES;
  size_t most = MAX_FIGURES / states;
  g_autofree const struct variable **variables = g_new (const struct variable *, n + std->n + 1);
  for (size_t k = 0; k < n; k++)
    variables[k] = by->variables[k];
  for (size_t k = 0; k < std->n; k++) {
    size_t at = 0;
    while (at < n && variables[at] != std->variables[k])
      at++;
    if (at < n)
      continue;
    variables[n++] = std->variables[k];
    n_groups = MIN (n_groups * std->variables[k]->n_categories, MAX_FIGURES + 1);
  }
  if (n_groups <= most) {
    *cells = indicators_enter (in, variables, n, n_groups);
    return true;
  }
  diag_add (
      diag, FIND_NOT_AVAILABLE, m->spec->place,
      "a breakdown of \"%s\" has more than %zu cells when it is standardised to \"%s\"; cross "
      "fewer variables",
      m->spec->id, most, m->standard->spec->id);
  return false;
}

static const struct population *
find_standard (const struct indicators *in, const char *id)
{
  const struct standard_spec *spec = standard_specs_find (&in->plan->standards, id);
  for (guint i = 0; spec && i < in->standards->len; i++) {
    const struct population *s = &g_array_index (in->standards, struct population, i);
    if (s->spec == spec)
      return s;
  }
  return NULL;
}

bool
standard_choose (struct indicators *in, struct measured *m, struct diag *diag)
{
  const struct indicator *spec = m->spec;
  const char *id = spec->standardise ? spec->standardise
                   : in->study       ? in->study->standardise
                                     : NULL;
  bool ok = true;
  if (!id || strcmp (id, NONE) == 0 || (!spec->standardise && !standard_possible (spec->measure)))
    return true;
  if (!standard_possible (spec->measure)) {
    diag_add (
        diag, FIND_BAD_VALUE, spec->standardise_place,
        "\"%s\" is a %s, which cannot be standardised; a proportion, mean or distribution can",
        spec->id, measure_noun (spec->measure));
    return false;
  }
  m->standard = find_standard (in, id);
  if (!m->standard && !spec->standardise)
    return true; /* told of the study */
  if (!m->standard) {
    diag_add (diag, FIND_BAD_VALUE, spec->standardise_place,
              "the plan has no standard population \"%s\"", id);
    diag_suggest (diag, standard_specs_near (&in->plan->standards, id));
    return false;
  }
  m->cells = g_new0 (size_t, spec->n_by + 1);
  for (size_t k = 0; m->standard->share && k <= spec->n_by; k++) {
    struct grouping by =
        k < spec->n_by ? *indicators_grouping (in, m->groupings[k]) : (struct grouping){0};
    ok = enter_cells (in, m, by.n ? &by : NULL, &m->cells[k], diag) && ok;
  }
  return ok;
}

bool
standards_apart (const struct indicators *in, struct diag *diag)
{
  bool ok = true;
  for (size_t i = 0; i < in->plan->n_indicators; i++) {
    const struct measured *m = &in->items[i];
    const struct measured *const sides[] = {m->a, m->b};
    const struct operand *const operands[] = {&m->spec->a, &m->spec->b};
    for (size_t k = 0; k < G_N_ELEMENTS (sides); k++) {
      if (!sides[k] || !sides[k]->standard)
        continue;
      diag_add (diag, FIND_NOT_AVAILABLE, operands[k]->place,
                "\"%s\" is standardised to \"%s\", and a %s is made of figures that are not; write "
                "`standardise: none` there, or name an indicator without a standard",
                sides[k]->spec->id, sides[k]->standard->spec->id, measure_noun (m->spec->measure));
      diag_note (diag, sides[k]->spec->place, "\"%s\" is declared here", sides[k]->spec->id);
      ok = false;
    }
  }
  return ok;
}

double
standard_share (const struct indicators *in, const struct population *s, const struct grouping *g,
                size_t group)
{
  const struct grouping *own = indicators_grouping (in, s->grouping);
  size_t at = 0;
  for (size_t k = 0; k < own->n; k++) {
    size_t i = 0;
    while (g->variables[i] != own->variables[k])
      i++;
    at = at * own->variables[k]->n_categories + grouping_level (g, group, i);
  }
  return s->share[at];
}

char *
standard_words (const struct indicators *in, const struct measured *m, const char *language)
{
  if (!m->standard)
    return NULL;
  const struct standard_spec *spec = m->standard->spec;
  const struct grouping *g = indicators_grouping (in, m->standard->grouping);
  GString *text = g_string_new (label_in (&spec->title, language, spec->id));
  for (size_t k = 0; k < g->n; k++)
    g_string_append_printf (text, "%s%s", k ? " × " : " (",
                            label_in (&g->variables[k]->label, language, g->variables[k]->name));
  g_string_append_printf (text, "%s%s)", spec->equal ? "; " : "",
                          spec->equal ? words (PHRASE_EQUAL_SHARES, language) : "");
  return g_string_free (text, FALSE);
}
