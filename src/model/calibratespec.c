#include <config.h>

#include "model/calibratespec.h"

#include "base/number.h"
#include "model/field.h"

#include <math.h>
#include <string.h>

enum { MOST_MARGINS = 20 };

/* Margins of different sources differ a little; by more than this they are not about the same
   people. */
static const double MOST_APART = 0.01;
/* Less than this is rounding. */
static const double LEAST_APART = 1e-9;

static const char *const keys[] = {"method", "bounds", "margins", NULL};
static const char *const margin_keys[] = {"by", "columns", "totals", "shares", "rest", NULL};
static const char *const rest_names[] = {"error", "free", NULL};
static const char *const method_names[] = {"raking", "linear", "logit", NULL};

const char *
calibrate_method_name (enum calibrate_method method)
{
  return method_names[method];
}

char *
margin_names (const struct margin *m)
{
  return g_strjoinv (" × ", m->crossing.by);
}

/* One of two keys, where one must be there; NULL after a finding. */
static const struct yaml_node *
one_of (const struct yaml_node *node, const char *a, const char *b, const char *why,
        struct diag *diag)
{
  const struct yaml_node *first = yaml_get (node, a), *second = yaml_get (node, b);
  if (first && second)
    diag_add (diag, FIND_BAD_VALUE, yaml_key (node, b)->place,
              "a margin has `%s` or `%s`, not both: %s", a, b, why);
  else if (!first && !second)
    diag_add (diag, FIND_MISSING_KEY, node->place, "a margin needs `%s` or `%s`: %s", a, b, why);
  return first && second ? NULL : first ? first : second;
}

static void
read_margin (struct margin *m, const struct yaml_node *node, struct diag *diag)
{
  static const char by_why[] = "variables of the codebook, or columns of the file";
  static const char numbers_why[] =
      "how many children of the population each category has, or which part of them";
  int rest = 0;
  *m = (struct margin){.place = node->place};
  if (!yaml_want (node, YAML_MAPPING, "a margin", diag))
    return;
  yaml_check_keys (node, "a margin", margin_keys, diag);
  m->columns = yaml_get (node, "columns") != NULL;
  m->shares = yaml_get (node, "shares") != NULL;
  field_choice (node, "rest", rest_names, &rest, diag);
  m->rest = rest != 0;
  const struct crossing_words w = {.of = "a margin",
                                   .variable = m->columns ? "a column" : "a variable of a margin",
                                   .by = m->columns ? "columns" : "by",
                                   .numbers =
                                       m->shares ? "`shares` of a margin" : "`totals` of a margin",
                                   .number = m->shares ? "a share" : "a total",
                                   .many = m->shares ? "shares" : "totals",
                                   .nobody = "the population"};
  const struct yaml_node *by = one_of (node, "by", "columns", by_why, diag);
  const struct yaml_node *numbers = one_of (node, "totals", "shares", numbers_why, diag);
  if (!by || !numbers)
    return;
  crossing_read_by (&m->crossing, &w, by, diag);
  crossing_read_cells (&m->crossing, &w, numbers, diag);
  for (size_t i = 0; i < m->crossing.n_cells; i++)
    m->sum += m->crossing.cells[i].number;
}

/* The first margin in children says how many there are; the others must not say something else, and
   where they differ a little their numbers count as shares. */
static void
settle_size (struct calibrate_spec *spec, struct diag *diag)
{
  const struct margin *first = NULL;
  for (size_t i = 0; i < spec->n_margins; i++) {
    const struct margin *m = &spec->margins[i];
    char sum[NUMBER_SIZE], size[NUMBER_SIZE];
    if (m->shares || !(m->sum > 0))
      continue;
    if (!first) {
      first = m;
      spec->size = m->sum;
      continue;
    }
    double apart = fabs (m->sum / spec->size - 1);
    if (apart <= LEAST_APART)
      continue;
    g_autofree char *names = margin_names (m), *names_of_first = margin_names (first);
    number_format (m->sum, sum);
    number_format (spec->size, size);
    bool far = apart > MOST_APART;
    diag_add (diag, far ? FIND_BAD_VALUE : FIND_MARGIN_SUM, m->place,
              "the totals by %s add up to %s, those by %s to %s%s", names, sum, names_of_first,
              size,
              far ? ": all margins must be about the same children"
                  : "; they are taken as shares of that number");
    diag_note (diag, first->place, "the other margin is here");
  }
}

static void
list_columns (struct calibrate_spec *spec)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (struct column_ref));
  for (size_t i = 0; i < spec->n_margins; i++)
    for (size_t k = 0; spec->margins[i].columns && k < spec->margins[i].crossing.n_by; k++) {
      const struct crossing *c = &spec->margins[i].crossing;
      struct column_ref ref = {.text = c->by[k], .place = c->by_places[k]};
      spec->columns = (struct column_ref *)(void *)columns->data;
      spec->n_columns = columns->len;
      if (calibrate_spec_column (spec, &spec->margins[i], k) < columns->len)
        continue;
      ref.text = g_strdup (ref.text);
      g_array_append_val (columns, ref);
    }
  spec->n_columns = columns->len;
  spec->columns = (struct column_ref *)(void *)g_array_free (columns, FALSE);
}

char *
calibrate_column_name (size_t k)
{
  return g_strdup_printf ("margin%zu", k);
}

size_t
calibrate_column_number (const char *name)
{
  enum { MOST_COLUMNS = MOST_MARGINS * CROSSING_MOST_BY };
  for (size_t k = 1; k <= MOST_COLUMNS; k++) {
    g_autofree char *own = calibrate_column_name (k);
    if (strcmp (own, name) == 0)
      return k;
  }
  return 0;
}

size_t
calibrate_spec_column (const struct calibrate_spec *spec, const struct margin *m, size_t k)
{
  size_t i = 0;
  while (i < spec->n_columns && strcmp (spec->columns[i].text, m->crossing.by[k]) != 0)
    i++;
  return i;
}

/* `bounds: [LO, HI]`, around 1. */
static void
read_bounds (struct calibrate_spec *spec, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *bounds = yaml_get (node, "bounds");
  double value[2];

  if (!bounds) {
    if (spec->method == CALIBRATE_LOGIT)
      diag_add (diag, FIND_MISSING_KEY, node->place,
                "the method logit needs `bounds`, between which a weight is changed, as in: "
                "bounds: [0.3, 3]");
    return;
  }
  if (bounds->kind != YAML_SEQUENCE || bounds->n != G_N_ELEMENTS (value)) {
    diag_add (diag, FIND_WRONG_TYPE, bounds->place,
              "`bounds` must be two numbers, as in: bounds: [0.3, 3]");
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (value); i++)
    if (!yaml_number (bounds->items[i], "a bound", &value[i], diag))
      return;
  if (!(value[0] > 0 && value[0] < 1 && value[1] > 1 && isfinite (value[1]))) {
    diag_add (diag, FIND_BAD_VALUE, bounds->place,
              "`bounds` must be a number between 0 and 1 and one above 1, as in: bounds: [0.3, 3]");
    return;
  }
  spec->lo = value[0];
  spec->hi = value[1];
}

struct calibrate_spec *
calibrate_spec_read (const struct yaml_node *design, char decimal, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (design, "calibrate"), *margins;
  size_t errors = diag_count (diag, SEVERITY_ERROR);
  struct calibrate_spec *spec;
  int method = CALIBRATE_RAKING;

  if (!node || !yaml_want (node, YAML_MAPPING, "`calibrate`", diag))
    return NULL;
  spec = g_new (struct calibrate_spec, 1);
  *spec = (struct calibrate_spec){.lo = 0,
                                  .hi = INFINITY,
                                  .decimal = decimal,
                                  .size = NAN,
                                  .place = yaml_key (design, "calibrate")->place};
  yaml_check_keys (node, "`calibrate`", keys, diag);
  field_choice (node, "method", method_names, &method, diag);
  spec->method = (enum calibrate_method)method;
  read_bounds (spec, node, diag);
  margins = yaml_need (node, "`calibrate`", "margins", diag);
  spec->n_margins = field_list_limited (margins, MOST_MARGINS, "`margins`", diag);
  spec->margins = g_new0 (struct margin, spec->n_margins + 1);
  if (margins && !spec->n_margins)
    diag_add (diag, FIND_BAD_VALUE, margins->place, "`margins` is empty");
  for (size_t i = 0; i < spec->n_margins; i++)
    read_margin (&spec->margins[i], field_list_at (margins, i), diag);
  if (diag_count (diag, SEVERITY_ERROR) == errors)
    settle_size (spec, diag);
  list_columns (spec);
  if (diag_count (diag, SEVERITY_ERROR) == errors)
    return spec;
  calibrate_spec_free (spec);
  return NULL;
}

void
calibrate_spec_free (struct calibrate_spec *spec)
{
  if (!spec)
    return;
  for (size_t i = 0; i < spec->n_margins; i++)
    crossing_clear (&spec->margins[i].crossing);
  for (size_t i = 0; i < spec->n_columns; i++)
    g_free (spec->columns[i].text);
  g_free (spec->columns);
  g_free (spec->margins);
  g_free (spec);
}

/* ---- With the codebook ---- */

/* A category of the upper levels stands over several cells, and is told once. */
static bool
check_margin (const struct margin *m, const struct codebook *codebook, struct diag *diag)
{
  const struct variable *variables[CROSSING_MOST_BY] = {NULL};
  struct place told = {0};
  bool ok = true;
  for (size_t k = 0; k < m->crossing.n_by; k++)
    ok = (variables[k] = codebook_with_categories (
              codebook, m->crossing.by[k], m->crossing.by_places[k],
              "a column of the file is named under `columns`", "be a margin", diag)) &&
         ok;
  for (size_t i = 0; ok && i < m->crossing.n_cells; i++)
    for (size_t k = 0; k < m->crossing.n_by; k++) {
      const struct crossing_cell *cell = &m->crossing.cells[i];
      const struct place *at = &cell->places[k];
      if (variable_category (variables[k], cell->categories[k]) >= 0)
        continue;
      ok = false;
      if (at->line == told.line && at->column == told.column)
        continue;
      told = *at;
      diag_add (diag, FIND_UNKNOWN_CATEGORY, *at, "%s has no category \"%s\"", variables[k]->name,
                cell->categories[k]);
      diag_suggest (diag, variable_near (variables[k], codebook, cell->categories[k]));
    }
  return ok;
}

bool
calibrate_spec_check (const struct calibrate_spec *spec, const struct codebook *codebook,
                      struct diag *diag)
{
  bool ok = true;
  for (size_t i = 0; spec && i < spec->n_margins; i++)
    if (!spec->margins[i].columns)
      ok = check_margin (&spec->margins[i], codebook, diag) && ok;
  return ok;
}

void
calibrate_spec_needs (const struct calibrate_spec *spec, const struct codebook *codebook,
                      bool *keep)
{
  for (size_t i = 0; spec && i < spec->n_margins; i++)
    for (size_t k = 0; !spec->margins[i].columns && k < spec->margins[i].crossing.n_by; k++) {
      const struct variable *v = codebook_find (codebook, spec->margins[i].crossing.by[k]);
      if (v)
        keep[v->index] = true;
    }
}
