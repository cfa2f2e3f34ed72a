#include <config.h>

#include "stat/fragments.h"

#include <math.h>
#include <string.h>

/* A difference smaller than this share of its terms is their rounding, and that of the projection.
 */
static const double ROUNDING = 0x1p-40;

/* ---- Parts of a design ---- */

static gint
by_class (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint32 *x = a, *y = b, *class = data;
  if (class[*x] != class[*y])
    return class[*x] < class[*y] ? -1 : 1;
  return *x < *y ? -1 : *x > *y;
}

/* Sort the records of each unit by class, and begin a fragment where the class changes. */
static size_t *
split_units (struct design *d, struct fragments *p, GArray *class)
{
  GArray *start = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (size_t u = 0; u < p->n_units; u++) {
    size_t begin = d->unit_start[u], end = d->unit_start[u + 1];
    p->first_fragment[u] = class->len;
    g_qsort_with_data (d->order + begin, (gint)(end - begin), sizeof *d->order, by_class,
                       p->of->class);
    for (size_t i = begin; i < end; i++) {
      guint32 own = p->of->class[d->order[i]];
      if (i > begin && own == g_array_index (class, guint32, class->len - 1))
        continue;
      g_array_append_val (class, own);
      g_array_append_val (start, i);
    }
  }
  p->first_fragment[p->n_units] = class->len;
  g_array_append_val (start, d->n_weighted);
  return (size_t *)(void *)g_array_free (start, FALSE);
}

struct fragments *
fragments_new (struct design *d, struct calibration *calibration)
{
  struct fragments *p = g_new0 (struct fragments, 1);
  GArray *class = g_array_new (FALSE, FALSE, sizeof (guint32));
  *p = (struct fragments){.of = calibration, .n_units = d->n_units};
  p->first_fragment = g_new (size_t, p->n_units + 1);
  size_t *start = split_units (d, p, class), n = class->len;
  g_free (d->unit_start);
  d->unit_start = start;
  d->n_units = n;
  p->class = (guint32 *)(void *)g_array_free (class, FALSE);
  p->w = g_new (double, n + 1);
  p->ww = g_new (double, n + 1);
  for (size_t k = 0; k < n; k++) {
    struct exact w = {0}, ww = {0};
    for (size_t i = start[k]; i < start[k + 1]; i++) {
      double weight = d->weight[d->order[i]];
      exact_add (&w, exact_from (weight));
      exact_add (&ww, exact_from (weight * weight));
    }
    p->w[k] = exact_to (w);
    p->ww[k] = exact_to (ww);
  }
  return p;
}

void
fragments_free (struct fragments *p)
{
  if (!p)
    return;
  calibration_free (p->of);
  g_free (p->first_fragment);
  g_free (p->class);
  g_free (p->w);
  g_free (p->ww);
  g_free (p);
}

/* ---- Influences ---- */

static bool
open_units (const struct design *d, struct influence *by_unit)
{
  const struct fragments *p = d->fragments;
  if (!p)
    return false;
  *by_unit = (struct influence){.n_units = p->n_units, .n_counts = p->n_units};
  by_unit->z = g_new0 (double, p->n_units + 1);
  by_unit->zz = d->squares ? g_new0 (double, p->n_units + 1) : NULL;
  by_unit->count = g_new0 (guint64, p->n_units + 1);
  return true;
}

void
fragments_clear (struct influence *by_unit)
{
  g_free (by_unit->z);
  g_free (by_unit->zz);
  g_free (by_unit->count);
}

bool
fragments_gather (const struct design *d, const struct influence *f, struct influence *by_unit)
{
  if (!open_units (d, by_unit))
    return false;
  for (size_t u = 0; u < d->fragments->n_units; u++)
    for (size_t k = d->fragments->first_fragment[u]; k < d->fragments->first_fragment[u + 1]; k++)
      by_unit->count[u] += f->count[k];
  return true;
}

/* A sum of terms and how large they are. */
struct sum {
  struct compensated terms, size;
};

static void
add (struct sum *s, double term)
{
  compensated_add (&s->terms, term);
  compensated_add (&s->size, fabs (term));
}

static double
value (const struct sum *s)
{
  double sum = compensated_value (&s->terms);
  return fabs (sum) > ROUNDING * compensated_value (&s->size) ? sum : 0;
}

/* What is known of the estimate for each unit of weight, by class, in the scale of the weights. */
static double *
known_of (const struct design *d, const struct influence *f)
{
  const struct fragments *p = d->fragments;
  size_t n = p->of->n_classes;
  double *known = g_new (double, n + 1);
  g_autofree struct compensated *sum = g_new0 (struct compensated, n + 1);
  g_autofree double *z = g_new (double, n + 1);
  for (size_t k = 0; k < d->n_units; k++)
    compensated_add (&sum[p->class[k]], f->z[k]);
  for (size_t c = 0; c < n; c++)
    z[c] = compensated_value (&sum[c]);
  calibration_known (p->of, z, known);
  for (size_t c = 0; c < n; c++)
    known[c] = ldexp (known[c], d->exponent);
  return known;
}

/* Records outside the domain have a residual, too: less their weight times what is known.  Over the
   records of a fragment sum (z - w v)^2 = sum z^2 - 2 v sum z w + v^2 sum w^2. */
bool
fragments_residual (const struct design *d, const struct influence *f, struct influence *by_unit)
{
  const struct fragments *p = d->fragments;
  if (!open_units (d, by_unit))
    return false;
  g_autofree double *known = known_of (d, f);
  for (size_t u = 0; u < p->n_units; u++) {
    struct sum z = {0}, zz = {0};
    by_unit->count[u] = 1;
    for (size_t k = p->first_fragment[u]; k < p->first_fragment[u + 1]; k++) {
      double v = known[p->class[k]];
      add (&z, f->z[k]);
      add (&z, -v * p->w[k]);
      if (f->zz) {
        add (&zz, f->zz[k]);
        add (&zz, -2 * v * f->zw[k]);
        add (&zz, v * v * p->ww[k]);
      }
    }
    by_unit->z[u] = value (&z);
    if (f->zz)
      by_unit->zz[u] = fmax (0, value (&zz));
  }
  return true;
}
