#include <config.h>

#include "estimate/calibration.h"

#include "estimate/margins.h"
#include "estimate/sample.h"
#include "estimate/words.h"
#include "model/calibratespec.h"
#include "stat/design.h"

#include <math.h>
#include <string.h>

/* A survey whose weights are being calibrated. */
struct calibrating {
  const struct dataset *ds;
  const struct design *design;
  const struct calibrate_spec *spec;
  guint16 *cell;    /* [n][n_margins] as margins_place has it */
  size_t n_columns; /* cells of all margins */
  size_t *first;    /* [n_margins] column of a margin's first cell */
  guint32 *class;   /* [n] */
  guint32 *example; /* [n_classes] a record */
  size_t n_classes;
  double *x, *total; /* [n_classes][n_columns], [n_columns] */
  double *weight;    /* [n_classes] sums */
  struct calibration_input in;
};

/* ---- Weighting classes ---- */

static gint
by_cells (gconstpointer a, gconstpointer b, gpointer data)
{
  const struct calibrating *c = data;
  size_t n = c->spec->n_margins;
  const guint16 *x = c->cell + *(const guint32 *)a * n, *y = c->cell + *(const guint32 *)b * n;
  for (size_t m = 0; m < n; m++)
    if (x[m] != y[m])
      return x[m] < y[m] ? -1 : 1;
  return 0;
}

/* Records in the same cells are a class; classes are numbered by their cells, so that nothing hangs
   on the order of the records. */
static void
find_classes (struct calibrating *c)
{
  size_t n = c->ds->n;
  g_autofree guint32 *order = g_new (guint32, n + 1);
  size_t n_counted = 0;
  c->class = g_new0 (guint32, n + 1);
  c->example = g_new (guint32, n + 1);
  for (size_t i = 0; i < n; i++)
    if (margins_count (c->ds, i))
      order[n_counted++] = (guint32)i;
  g_qsort_with_data (order, (gint)n_counted, sizeof *order, by_cells, c);
  for (size_t i = 0; i < n_counted; i++) {
    if (i == 0 || by_cells (&order[i - 1], &order[i], c) != 0)
      c->example[c->n_classes++] = order[i];
    c->class[order[i]] = (guint32)c->n_classes - 1;
  }
}

/* The children that the population has. */
static double
size_of (const struct calibrating *c)
{
  struct exact all = {0};
  if (!isnan (c->spec->size))
    return c->spec->size;
  if (c->ds->population > 0)
    return c->ds->population;
  for (size_t i = 0; i < c->design->n_weighted; i++)
    exact_add (&all, c->design->w[i]);
  return design_unscale (c->design, exact_to (all));
}

/* The columns of a margin in the row of a class.  They are 1 for its own cell, and their totals the
   children of the cells.  Where records may be in none, nobody knows how many these are; what is
   known is which part of the others each cell is: that the weights of (1 for the cell, less its
   part for any cell) add up to nothing. */
static void
fill_row (const struct margin *m, guint16 cell, double *row)
{
  if (cell == MARGIN_NONE)
    return;
  for (size_t k = 0; m->rest && k < m->crossing.n_cells; k++)
    row[k] = -m->crossing.cells[k].number / m->sum;
  row[cell] += 1;
}

static void
fill_totals (struct calibrating *c, double size)
{
  c->total = g_new0 (double, c->n_columns + 1);
  for (size_t m = 0; m < c->spec->n_margins; m++) {
    const struct margin *margin = &c->spec->margins[m];
    for (size_t k = 0; !margin->rest && k < margin->crossing.n_cells; k++)
      c->total[c->first[m] + k] = margin->crossing.cells[k].number / margin->sum * size;
  }
  c->total[c->n_columns - 1] = size;
}

/* X of the classes, and its totals; the last column is for all children. */
static void
fill_input (struct calibrating *c)
{
  size_t n_margins = c->spec->n_margins;
  g_autofree struct exact *sum = g_new0 (struct exact, c->n_classes + 1);
  c->first = g_new0 (size_t, n_margins + 1);
  for (size_t m = 0; m < n_margins; m++)
    c->first[m + 1] = c->first[m] + c->spec->margins[m].crossing.n_cells;
  c->n_columns = c->first[n_margins] + 1;
  for (size_t i = 0; i < c->design->n_weighted; i++)
    exact_add (&sum[c->class[c->design->order[i]]], c->design->w[i]);
  c->weight = g_new (double, c->n_classes + 1);
  c->x = g_new0 (double, c->n_classes * c->n_columns + 1);
  for (size_t k = 0; k < c->n_classes; k++) {
    double *row = c->x + k * c->n_columns;
    c->weight[k] = design_unscale (c->design, exact_to (sum[k]));
    for (size_t m = 0; m < n_margins; m++)
      fill_row (&c->spec->margins[m], c->cell[c->example[k] * n_margins + m], row + c->first[m]);
    row[c->n_columns - 1] = 1;
  }
  double size = size_of (c);
  fill_totals (c, size);
  static const enum calibration_method methods[] = {[CALIBRATE_RAKING] = CALIBRATION_RAKING,
                                                    [CALIBRATE_LINEAR] = CALIBRATION_LINEAR,
                                                    [CALIBRATE_LOGIT] = CALIBRATION_LOGIT};
  c->in = (struct calibration_input){.n_classes = c->n_classes,
                                     .n_columns = c->n_columns,
                                     .x = c->x,
                                     .total = c->total,
                                     .size = size,
                                     .method = methods[c->spec->method],
                                     .lo = c->spec->lo,
                                     .hi = c->spec->hi};
}

/* ---- Findings of the solution ---- */

/* "sex \"girl\"" of a column of X. */
static void
column_name (const struct calibrating *c, size_t column, GString *text)
{
  size_t m = 0;
  if (column + 1 == c->n_columns) {
    g_string_assign (text, "the number of all children");
    return;
  }
  while (c->first[m + 1] <= column)
    m++;
  const struct margin *margin = &c->spec->margins[m];
  const struct crossing_cell *cell = &margin->crossing.cells[column - c->first[m]];
  g_autofree char *names = margin_names (margin);
  g_autofree char *categories = g_strjoinv (" × ", cell->categories);
  g_string_printf (text, "%s \"%s\"", names, categories);
}

/* Nobody can stand for the children of an empty cell: all of these are told. */
static bool
none_empty (const struct calibrating *c, struct diag *diag)
{
  bool ok = true;
  g_autofree bool *met = g_new0 (bool, c->n_columns + 1);
  for (size_t k = 0; k < c->n_classes; k++)
    for (size_t m = 0; m < c->spec->n_margins; m++) {
      guint16 cell = c->cell[c->example[k] * c->spec->n_margins + m];
      if (cell != MARGIN_NONE && c->weight[k] > 0)
        met[c->first[m] + cell] = true;
    }
  for (size_t m = 0; m < c->spec->n_margins; m++)
    for (size_t column = c->first[m]; column < c->first[m + 1]; column++) {
      g_autoptr (GString) name = g_string_new (NULL);
      const struct crossing *crossing = &c->spec->margins[m].crossing;
      if (met[column])
        continue;
      column_name (c, column, name);
      diag_add (diag, FIND_CALIBRATION, crossing->cells[column - c->first[m]].place,
                "survey \"%s\": nobody with a weight is in %s, whose children no weights can stand "
                "for; join it with another category",
                c->ds->survey, name->str);
      ok = false;
    }
  return ok;
}

static void
report_fault (const struct calibrating *c, enum calibration_fault fault, size_t column,
              const double *factor, struct diag *diag)
{
  g_autoptr (GString) name = g_string_new (NULL);
  bool bounds = c->spec->lo > 0 || isfinite (c->spec->hi);
  size_t negative = 0;
  column_name (c, column, name);
  if (fault != CALIBRATION_NEGATIVE) {
    diag_add (
        diag, FIND_CALIBRATION, c->spec->place,
        "survey \"%s\": no weights %shave all of these totals, and %s is furthest off; %sjoin "
        "categories that hold few records, or leave a margin out",
        c->ds->survey, bounds ? "within the bounds " : "", name->str,
        bounds ? "widen the bounds, " : "");
    return;
  }
  for (size_t i = 0; i < c->ds->n; i++)
    negative += c->ds->weight[i] > 0 && !(factor[c->class[i]] > 0);
  diag_add (diag, FIND_CALIBRATION, c->spec->place,
            "survey \"%s\": the method %s would give %zu %s a weight of 0 or less; write `method: "
            "raking`, or `bounds: [0.3, 3]`",
            c->ds->survey, calibrate_method_name (c->spec->method), negative,
            negative == 1 ? "record" : "records");
}

/* ---- Replicates ---- */

/* Each is calibrated to the same totals.  One that cannot be gives no figures.  Negative weights
   are no fault here, where they only say how figures vary: without these replicates standard errors
   would be too small. */
static void
calibrate_replicates (const struct calibrating *c, struct replicates *rep)
{
  double *weight = g_new (double, rep->n_records * rep->n + 1);
  g_autofree double *sum = g_new (double, c->n_classes + 1);
  g_autofree double *factor = g_new (double, c->n_classes + 1);
  for (size_t r = 0; r < rep->n; r++) {
    size_t column;
    g_autofree struct compensated *sums = g_new0 (struct compensated, c->n_classes + 1);
    for (size_t i = 0; i < rep->n_records; i++)
      compensated_add (&sums[c->class[i]], rep->weight[i * rep->n + r]);
    for (size_t k = 0; k < c->n_classes; k++)
      sum[k] = compensated_value (&sums[k]);
    enum calibration_fault fault = calibrate (&c->in, sum, factor, &column);
    bool done = fault == CALIBRATION_DONE || fault == CALIBRATION_NEGATIVE;
    for (size_t i = 0; i < rep->n_records; i++)
      weight[i * rep->n + r] =
          done ? rep->weight[i * rep->n + r] * factor[c->class[i]] : (double)NAN;
  }
  replicates_reweigh (rep, weight);
}

/* ---- All ---- */

static void
set_size (const struct calibrating *c, const double *factor, struct sample_size *size)
{
  struct compensated sum = {0};
  for (size_t k = 0; k < c->n_classes; k++)
    compensated_add (&sum, c->weight[k]);
  double all = c->in.size / compensated_value (&sum);
  size->calibration = calibrate_method_name (c->spec->method);
  size->factor[0] = INFINITY;
  size->factor[1] = 0;
  for (size_t k = 0; k < c->n_classes; k++)
    if (c->weight[k] > 0) {
      size->factor[0] = fmin (size->factor[0], factor[k] / all);
      size->factor[1] = fmax (size->factor[1], factor[k] / all);
    }
}

/* The design of the weights as they are now. */
static struct design *
make_design (struct calibrating *c, struct design *d, double *factor)
{
  g_autofree double *weight = g_new0 (double, c->ds->n + 1);
  struct replicates *replicates = g_steal_pointer (&d->replicates);
  struct calibration *calibration = NULL;
  bool refused = d->refused;
  for (size_t i = 0; i < c->ds->n; i++)
    if (c->ds->weight[i] > 0)
      weight[i] = c->ds->weight[i] * factor[c->class[i]];
  if (replicates)
    calibrate_replicates (c, replicates);
  else
    calibration =
        calibration_new (&c->in, c->weight, g_steal_pointer (&c->class), g_steal_pointer (&factor));
  design_free (d);
  d = sample_design (c->ds, weight, calibration);
  if (replicates)
    design_replicate (d, replicates);
  if (refused)
    design_refuse (d);
  g_free (factor);
  return d;
}

static bool
find_factors (struct calibrating *c, double *factor, struct diag *diag)
{
  size_t column = 0;
  enum calibration_fault fault = calibrate (&c->in, c->weight, factor, &column);
  if (fault != CALIBRATION_DONE)
    report_fault (c, fault, column, factor, diag);
  return fault == CALIBRATION_DONE;
}

struct design *
calibration_apply (struct design *d, const struct dataset *ds, struct sample_size *size,
                   const char *language, char **why, struct diag *diag)
{
  struct calibrating c = {.ds = ds, .design = d, .spec = ds->calibrate};
  double *factor = NULL;
  bool ok;
  if (!ds->calibrate)
    return d;
  c.cell = margins_place (ds, diag);
  ok = c.cell != NULL;
  if (ok) {
    find_classes (&c);
    fill_input (&c);
    factor = g_new0 (double, c.n_classes + 1);
    ok = none_empty (&c, diag) && find_factors (&c, factor, diag);
  }
  if (ok) {
    set_size (&c, factor, size);
    d = make_design (&c, d, g_steal_pointer (&factor));
  } else
    *why = g_strdup (words (PHRASE_NOT_CALIBRATED, language));
  g_free (factor);
  g_free (c.cell);
  g_free (c.first);
  g_free (c.class);
  g_free (c.example);
  g_free (c.x);
  g_free (c.total);
  g_free (c.weight);
  return d;
}

char *
calibration_words (const struct calibrate_spec *spec, const char *language)
{
  GString *text = g_string_new (words (PHRASE_CALIBRATED, language));
  g_string_append_printf (text, " (%s): ", calibrate_method_name (spec->method));
  for (size_t m = 0; m < spec->n_margins; m++) {
    g_autofree char *names = margin_names (&spec->margins[m]);
    g_string_append_printf (text, "%s%s", m ? "; " : "", names);
  }
  return g_string_free (text, FALSE);
}
