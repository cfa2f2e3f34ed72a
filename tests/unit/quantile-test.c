/* Quantiles, variances, standard deviations and correlations against R's survey package
   (tests/reference/quantile.csv and golden.csv, which hold the values and the calls that made
   them), and laws that need no reference.  Usage: quantile-test FOLDER. */
#include <config.h>

#include "stat/interval.h"
#include "stat/quantile.h"
#include "stat/spread.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { OUT, SKIPPED, NOT_ASKED, VALID, BEYOND }; /* as STATE_OUT and STATE_VALID have it */
enum { N_GROUPS = 4 };                           /* 0 stands for nobody: domain 0 is everybody */
static const double CONFIDENCE = 0.95, CLOSE = 1e-9;

/* ---- Tables ---- */

struct sheet {
  char **names;
  GPtrArray *rows; /* char ** */
};

static struct sheet
sheet_read (const char *folder, const char *file, const char *separator)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL)) {
    fprintf (stderr, "cannot read %s\n", path);
    exit (1);
  }
  g_auto (GStrv) lines = g_strsplit (g_strchomp (g_strdelimit (text, "\"", ' ')), "\n", -1);
  struct sheet s = {.names = g_strsplit (lines[0], separator, -1),
                    .rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev)};
  for (size_t k = 0; s.names[k]; k++)
    g_strstrip (s.names[k]);
  for (size_t i = 1; lines[i]; i++) {
    char **cells = g_strsplit (lines[i], separator, -1);
    for (size_t k = 0; cells[k]; k++)
      g_strstrip (cells[k]);
    g_ptr_array_add (s.rows, cells);
  }
  return s;
}

static void
sheet_clear (struct sheet *s)
{
  g_strfreev (s->names);
  g_ptr_array_unref (s->rows);
}

static size_t
column (const struct sheet *s, const char *name)
{
  for (size_t k = 0; s->names[k]; k++)
    if (strcmp (s->names[k], name) == 0)
      return k;
  fprintf (stderr, "no column %s\n", name);
  exit (1);
}

static const char *
cell (const struct sheet *s, size_t row, const char *name)
{
  return ((char **)s->rows->pdata[row])[column (s, name)];
}

static double
number (const struct sheet *s, size_t row, const char *name)
{
  const char *text = cell (s, row, name);
  return *text && strcmp (text, "NA") != 0 ? g_ascii_strtod (text, NULL) : NAN;
}

/* ---- A sample ---- */

struct sample {
  size_t n, n_strata, n_psus;
  guint32 *stratum, *psu;
  double *weight, *fpc; /* fpc [n_strata] */
  double *v, *x, *y;    /* NaN: missing */
  guint16 *group;       /* 0 .. N_GROUPS - 1 */
};

static struct sample
sample_new (size_t n)
{
  return (struct sample){.n = n,
                         .stratum = g_new0 (guint32, n),
                         .psu = g_new0 (guint32, n),
                         .weight = g_new0 (double, n),
                         .fpc = g_new0 (double, n),
                         .v = g_new0 (double, n),
                         .x = g_new0 (double, n),
                         .y = g_new0 (double, n),
                         .group = g_new0 (guint16, n)};
}

static void
sample_clear (struct sample *s)
{
  g_free (s->stratum);
  g_free (s->psu);
  g_free (s->weight);
  g_free (s->fpc);
  g_free (s->v);
  g_free (s->x);
  g_free (s->y);
  g_free (s->group);
}

/* Codes to 0, 1, ... in their order; how many there are. */
static size_t
numbered (const struct sheet *t, const char *name, guint32 *out)
{
  size_t n = 0;
  for (double last = -INFINITY;; n++) {
    double next = INFINITY;
    for (size_t i = 0; i < t->rows->len; i++)
      if (number (t, i, name) > last)
        next = fmin (next, number (t, i, name));
    if (isinf (next))
      return n;
    for (size_t i = 0; i < t->rows->len; i++)
      if (number (t, i, name) == next)
        out[i] = (guint32)n;
    last = next;
  }
}

/* GROUP: the column whose numbers, or whose letters B and G (1 and 2), are the groups. */
static struct sample
sample_read (const struct sheet *t, const char *v, const char *y)
{
  struct sample s = sample_new (t->rows->len);
  s.n_strata = numbered (t, "stratum", s.stratum);
  s.n_psus = numbered (t, "psu", s.psu);
  for (size_t i = 0; i < s.n; i++) {
    const char *group = cell (t, i, "g");
    s.weight[i] = number (t, i, "w");
    s.fpc[s.stratum[i]] = number (t, i, "fpc");
    s.v[i] = number (t, i, v);
    s.x[i] = number (t, i, "x");
    s.y[i] = number (t, i, y);
    s.group[i] = (guint16)(g_ascii_isdigit (*group) ? atoi (group) : *group == 'B' ? 1 : 2);
  }
  return s;
}

static const double *
values (const struct sample *s, const char *name)
{
  return strcmp (name, "v") == 0 ? s->v : strcmp (name, "x") == 0 ? s->x : s->y;
}

/* Letters s (strata), p (PSUs), f (FPC). */
static struct design *
design_of (const struct sample *s, const char *letters)
{
  bool strata = strchr (letters, 's') != NULL, psus = strchr (letters, 'p') != NULL;
  return design_new (&(struct design_input){.n = s->n,
                                            .weight = s->weight,
                                            .stratum = strata ? s->stratum : NULL,
                                            .psu = psus ? s->psu : NULL,
                                            .n_strata = strata ? s->n_strata : 1,
                                            .n_psus = psus ? s->n_psus : 0,
                                            .fpc = strchr (letters, 'f') ? s->fpc : NULL});
}

/* The design with the columns of TABLE that begin with KIND; the scales are those of quantile.R. */
static struct design *
design_with_replicates (const struct sample *s, const struct sheet *t, const char *kind, bool mse)
{
  size_t n = 0, first = column (t, g_strcmp0 (kind, "brr") == 0   ? "brr01"
                                   : g_strcmp0 (kind, "jkn") == 0 ? "jkn01"
                                                                  : "boot01");
  while (t->names[first + n] && g_str_has_prefix (t->names[first + n], kind))
    n++;
  double *weight = g_new (double, s->n *n), *coefficient = g_new (double, n);
  for (size_t r = 0; r < n; r++)
    coefficient[r] = *kind == 'j'                ? 0.5
                     : strcmp (kind, "brr") == 0 ? 1 / (double)n
                                                 : 1 / ((double)n - 1);
  for (size_t i = 0; i < s->n; i++)
    for (size_t r = 0; r < n; r++)
      weight[i * n + r] = g_ascii_strtod (((char **)t->rows->pdata[i])[first + r], NULL);
  struct design *d = design_of (s, "sp");
  design_replicate (d, replicates_new (n, s->n, NULL, weight, coefficient, mse));
  return d;
}

/* ---- Estimates ---- */

struct task {
  const char *measure, *y, *x;
  size_t domain; /* 0: everybody */
  double p;
  enum quantile_rule rule;
};

static struct statistic
quantile_of (const struct sample *s, const struct design *d, const struct task *task,
             const double *value, const guint8 *state, struct influence *f)
{
  const guint16 *group = task->domain ? s->group : NULL;
  size_t n_cells = task->domain ? N_GROUPS : 1;
  struct ranking *ranking = ranking_new (d, value, state, task->rule);
  struct quantiles *q = quantiles_new (d, ranking, value, group, n_cells, task->rule);
  struct tally *below = tally_new (d, n_cells, BEYOND + 1, VALID);
  struct totals *totals = totals_new (d);
  g_autofree guint8 *side = g_new (guint8, s->n);
  memcpy (side, state, s->n);
  for (size_t i = 0; i < s->n; i++)
    if (state[i] == VALID && !(value[i] <= quantiles_at (q, group ? group[i] : 0, task->p)))
      side[i] = BEYOND;
  tally_add (below, d, group, side);
  totals_of_tally (totals, below, (long)task->domain, VALID);
  struct statistic share = statistic_proportion (d, totals, f);
  double t = interval_quantile (CONFIDENCE, (double)share.df);
  struct statistic found = statistic_quantile (q, task->domain, task->p, &share, t, f);
  totals_free (totals);
  tally_free (below);
  quantiles_free (q);
  ranking_free (ranking);
  return found;
}

static struct statistic
spread_of (const struct sample *s, const struct design *d, const struct task *task,
           const guint8 *state, struct influence *f)
{
  bool sd = strcmp (task->measure, "sd") == 0, two = *task->x != 0;
  struct totals *totals = totals_new (d);
  struct spread *spread =
      spread_new (d, &(struct spread_input){.kind = two  ? SPREAD_CORRELATION
                                                    : sd ? SPREAD_SD
                                                         : SPREAD_VARIANCE,
                                            .y = values (s, task->y),
                                            .x = two ? values (s, task->x) : NULL,
                                            .cell = task->domain ? s->group : NULL,
                                            .n_cells = task->domain ? N_GROUPS : 1,
                                            .state = state});
  struct statistic found = spread_statistic (d, spread, task->domain, totals, f);
  spread_free (spread);
  totals_free (totals);
  return found;
}

static struct statistic
estimate_with (const struct sample *s, const struct design *d, const struct task *task,
               struct influence *f)
{
  const double *y = values (s, task->y), *x = *task->x ? values (s, task->x) : y;
  g_autofree guint8 *state = g_new (guint8, s->n);
  for (size_t i = 0; i < s->n; i++)
    state[i] = isnan (y[i]) || isnan (x[i]) ? SKIPPED : VALID;
  return strcmp (task->measure, "quantile") == 0 ? quantile_of (s, d, task, y, state, f)
                                                 : spread_of (s, d, task, state, f);
}

/* The influence has the variance of the estimate, whatever it is made of. */
static struct statistic
estimate (struct unit *u, const struct sample *s, const struct design *d, const struct task *task)
{
  struct influence *f = influence_new (d);
  struct statistic found = estimate_with (s, d, task, f);
  if (isfinite (found.se))
    CHECK_NEAR (u, sqrt (influence_variance (d, f)), found.se, CLOSE);
  else if (isfinite (found.estimate))
    CHECK (u, isnan (influence_variance (d, f)));
  influence_free (f);
  return found;
}

static struct limits
limits_of (const struct task *task, const struct statistic *s)
{
  double t = interval_quantile (CONFIDENCE, (double)s->df);
  if (s->own_limits)
    return (struct limits){s->lo, s->hi};
  return *task->x ? interval_fisher (s->estimate, s->se, t) : interval_t (s->estimate, s->se, t);
}

/* ---- R ---- */

static void
check_row (struct unit *u, const struct sample *s, const struct sheet *data,
           const struct sheet *ref, size_t row)
{
  const char *name = cell (ref, row, "design");
  bool mse = g_str_has_suffix (name, "-mse"), letters = strchr ("sp", *name) != NULL;
  g_autofree char *kind = g_strndup (name, strcspn (name, "-"));
  struct design *d = letters ? design_of (s, name) : design_with_replicates (s, data, kind, mse);
  struct task task = {.measure = cell (ref, row, "measure"),
                      .y = cell (ref, row, "y"),
                      .x = cell (ref, row, "x"),
                      .domain = (size_t)number (ref, row, "domain"),
                      .p = number (ref, row, "p"),
                      .rule = strcmp (cell (ref, row, "rule"), "hf7") == 0 ? QUANTILE_HF7
                                                                           : QUANTILE_MATH};
  int before = u->failed;
  struct statistic found = estimate (u, s, d, &task);
  struct limits limits = limits_of (&task, &found);
  CHECK (u, found.n == (size_t)number (ref, row, "n"));
  CHECK (u, found.df == (long)number (ref, row, "df"));
  CHECK_NEAR (u, found.estimate, number (ref, row, "estimate"), CLOSE);
  CHECK_NEAR (u, found.se, number (ref, row, "se"), CLOSE);
  CHECK_NEAR (u, limits.lo, number (ref, row, "lo"), CLOSE);
  CHECK_NEAR (u, limits.hi, number (ref, row, "hi"), CLOSE);
  if (*cell (ref, row, "deff"))
    CHECK_NEAR (u, found.deff, number (ref, row, "deff"), CLOSE);
  if (u->failed > before)
    fprintf (stderr, "  in design %s, domain %zu: %s\n", name, task.domain,
             cell (ref, row, "call"));
  design_free (d);
}

static void
check_reference (struct unit *u, const char *folder)
{
  struct sheet ref = sheet_read (folder, "quantile.csv", ";");
  struct sheet data = sheet_read (folder, "spread.csv", ",");
  struct sample s = sample_read (&data, "v", "y");
  CHECK (u, ref.rows->len > 900);
  for (size_t i = 0; i < ref.rows->len; i++)
    check_row (u, &s, &data, &ref, i);
  sample_clear (&s);
  sheet_clear (&data);
  sheet_clear (&ref);
}

/* golden.csv: survey 4.5, ten digits. */
static void
check_golden (struct unit *u, const char *folder)
{
  static const struct {
    const char *key;
    struct task task;
    bool all; /* four figures: estimate, limits, standard error */
  } golden[] = {
      {"quantile.0.25", {"quantile", "x", "", 0, .25, QUANTILE_MATH}, true},
      {"quantile.0.5", {"quantile", "x", "", 0, .5, QUANTILE_MATH}, true},
      {"quantile.0.9", {"quantile", "x", "", 0, .9, QUANTILE_MATH}, true},
      {"var.x", {"variance", "x", "", 0, NAN, 0}, false},
  };
  struct sheet file = sheet_read (folder, "golden.csv", ",");
  struct sheet data = sheet_read (folder, "toy.csv", ",");
  struct sample s = sample_read (&data, "y", "y");
  struct design *d = design_of (&s, "sp");
  for (size_t g = 0; g < G_N_ELEMENTS (golden); g++) {
    struct statistic found = estimate (u, &s, d, &golden[g].task);
    const double figures[] = {found.estimate, found.lo, found.hi, found.se};
    for (size_t k = 0; k < (golden[g].all ? G_N_ELEMENTS (figures) : 1); k++) {
      g_autofree char *key = golden[g].all ? g_strdup_printf ("%s[%zu]", golden[g].key, k + 1)
                                           : g_strdup (golden[g].key);
      double expected = NAN;
      for (size_t i = 0; i < file.rows->len; i++)
        if (strcmp (cell (&file, i, "key"), key) == 0)
          expected = number (&file, i, "value");
      CHECK (u, isfinite (expected));
      CHECK_NEAR (u, figures[k], expected, 5e-10);
    }
  }
  design_free (d);
  sample_clear (&s);
  sheet_clear (&data);
  sheet_clear (&file);
}

/* ---- Laws ---- */

static const struct task laws[] = {
    {"quantile", "v", "", 0, .5, QUANTILE_MATH},      {"quantile", "x", "", 1, .25, QUANTILE_MATH},
    {"quantile", "x", "", 2, .75, QUANTILE_HF7},      {"quantile", "v", "", 1, .5, QUANTILE_HF7},
    {"variance", "x", "", 1, NAN, QUANTILE_MATH},     {"sd", "y", "", 2, NAN, QUANTILE_MATH},
    {"correlation", "x", "y", 1, NAN, QUANTILE_MATH},
};

static void
check_same (struct unit *u, const struct statistic *a, const struct statistic *b)
{
  CHECK_NEAR (u, a->estimate, b->estimate, 0);
  CHECK_NEAR (u, a->se, b->se, 0);
  CHECK_NEAR (u, a->deff, b->deff, 0);
  CHECK_NEAR (u, a->lo, b->lo, 0);
  CHECK_NEAR (u, a->hi, b->hi, 0);
  CHECK (u, a->n == b->n && a->df == b->df && a->side == b->side);
}

static void
copy_record (struct sample *to, size_t k, const struct sample *from, size_t i)
{
  to->stratum[k] = from->stratum[i];
  to->psu[k] = from->psu[i];
  to->weight[k] = from->weight[i];
  to->v[k] = from->v[i];
  to->x[k] = from->x[i];
  to->y[k] = from->y[i];
  to->group[k] = from->group[i];
}

/* S in another order, or in the same with weights TIMES as large. */
static struct sample
changed (const struct sample *s, size_t step, double times)
{
  struct sample c = sample_new (s->n);
  c.n_strata = s->n_strata;
  c.n_psus = s->n_psus;
  memcpy (c.fpc, s->fpc, s->n_strata * sizeof *c.fpc);
  for (size_t i = 0; i < s->n; i++) {
    copy_record (&c, i * step % s->n, s, i);
    c.weight[i * step % s->n] *= times;
  }
  return c;
}

static void
check_laws (struct unit *u, const struct sample *s)
{
  static const char *const designs[] = {"sp", "spf", "s", ""};
  const size_t step = 101; /* without a divisor in common with the number of records */
  struct sample shuffled = changed (s, step, 1), scaled = changed (s, 1, 1024);
  CHECK (u, s->n % step != 0);
  for (size_t k = 0; k < G_N_ELEMENTS (designs); k++) {
    struct design *d = design_of (s, designs[k]), *other = design_of (&shuffled, designs[k]);
    struct design *large = design_of (&scaled, designs[k]);
    for (size_t i = 0; i < G_N_ELEMENTS (laws); i++) {
      struct statistic a = estimate (u, s, d, &laws[i]);
      struct statistic b = estimate (u, &shuffled, other, &laws[i]);
      struct statistic c = estimate (u, &scaled, large, &laws[i]);
      CHECK (u, isfinite (a.se) && a.se > 0);
      check_same (u, &a, &b);
      check_same (u, &a, &c);
    }
    design_free (d);
    design_free (other);
    design_free (large);
  }
  sample_clear (&shuffled);
  sample_clear (&scaled);
}

/* A record that is split in two with half of its weight each is still as many children: nothing
   moves but n, which is in the factor n / (n - 1) of variances.  (Rule hf7 counts records.) */
static void
check_split (struct unit *u, const struct sample *s)
{
  struct sample twice = sample_new (2 * s->n);
  twice.n_strata = s->n_strata;
  twice.n_psus = s->n_psus;
  for (size_t i = 0; i < 2 * s->n; i++) {
    copy_record (&twice, i, s, i / 2);
    twice.weight[i] /= 2;
  }
  struct design *d = design_of (s, "sp"), *two = design_of (&twice, "sp");
  for (size_t i = 0; i < G_N_ELEMENTS (laws); i++) {
    if (laws[i].rule == QUANTILE_HF7)
      continue;
    struct statistic a = estimate (u, s, d, &laws[i]), b = estimate (u, &twice, two, &laws[i]);
    double n = (double)a.n, factor = n / (n - 1) / (2 * n / (2 * n - 1));
    if (strcmp (laws[i].measure, "sd") == 0)
      factor = sqrt (factor);
    else if (strcmp (laws[i].measure, "variance") != 0)
      factor = 1;
    CHECK_NEAR (u, b.estimate * factor, a.estimate, 1e-12);
    CHECK_NEAR (u, b.se * factor, a.se, 1e-12);
    CHECK_NEAR (u, b.lo, a.lo, 0);
    CHECK (u, b.n == 2 * a.n && b.df == a.df && b.side == 2 * a.side);
  }
  design_free (d);
  design_free (two);
  sample_clear (&twice);
}

/* A domain that is everybody; x + 3 and 5 x; the correlation with oneself. */
static void
check_transformed (struct unit *u, const struct sample *s)
{
  struct sample t = changed (s, 1, 1);
  struct design *d = design_of (s, "sp");
  for (size_t i = 0; i < t.n; i++) {
    t.group[i] = 1;
    t.v[i] = 8 * s->x[i] + 1024;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (laws); i++) {
    struct task all = laws[i], one = laws[i];
    all.domain = 0;
    one.domain = 1;
    struct statistic a = estimate (u, s, d, &all), b;
    t.y[0] = s->y[0];
    if (strcmp (all.y, "v") == 0)
      continue;
    b = estimate (u, &t, d, &one);
    check_same (u, &a, &b);
  }
  struct statistic x = estimate (u, &t, d, &(struct task){"sd", "x", "", 0, NAN, 0});
  struct statistic v = estimate (u, &t, d, &(struct task){"sd", "v", "", 0, NAN, 0});
  CHECK_NEAR (u, v.estimate, 8 * x.estimate, 1e-12);
  CHECK_NEAR (u, v.se, 8 * x.se, 1e-12);
  x = estimate (u, &t, d, &(struct task){"quantile", "x", "", 1, .3, QUANTILE_MATH});
  v = estimate (u, &t, d, &(struct task){"quantile", "v", "", 1, .3, QUANTILE_MATH});
  CHECK_NEAR (u, v.estimate, 8 * x.estimate + 1024, 0);
  CHECK_NEAR (u, v.hi - v.lo, 8 * (x.hi - x.lo), 1e-12);
  v = estimate (u, &t, d, &(struct task){"correlation", "x", "v", 0, NAN, 0});
  CHECK_NEAR (u, v.estimate, 1, 0);
  CHECK (u, v.se < 1e-12 && isnan (interval_fisher (v.estimate, v.se, 2).lo));
  design_free (d);
  sample_clear (&t);
}

/* ---- By hand ---- */

/* Ten records, each its own PSU, with the values given and weights of W. */
static struct sample
ten (const double *v, double w)
{
  struct sample s = sample_new (10);
  s.n_strata = 1;
  for (size_t i = 0; i < s.n; i++) {
    s.v[i] = v[i];
    s.x[i] = 7;
    s.y[i] = (double)i;
    s.weight[i] = w;
  }
  return s;
}

/* Where the weights reach just p of all, that value is the quantile, also where no double is such a
   weight or share. */
static void
check_reached (struct unit *u)
{
  static const double v[] = {3, 1, 2, 10, 9, 8, 7, 6, 5, 4};
  static const double weights[] = {1, 0.1, 0.3, 1. / 3, 12345.678};
  for (size_t k = 0; k < G_N_ELEMENTS (weights); k++) {
    struct sample s = ten (v, weights[k]);
    struct design *d = design_of (&s, "");
    for (int tenth = 1; tenth < 10; tenth++) {
      struct task task = {"quantile", "v", "", 0, tenth / 10., QUANTILE_MATH};
      CHECK_NEAR (u, estimate (u, &s, d, &task).estimate, tenth, 0);
      task.p += 0.001;
      CHECK_NEAR (u, estimate (u, &s, d, &task).estimate, tenth + 1, 0);
      task.p = 0.05;
      CHECK_NEAR (u, estimate (u, &s, d, &task).estimate, 1, 0);
      task.rule = QUANTILE_HF7; /* 1 + 9 p */
      CHECK_NEAR (u, estimate (u, &s, d, &task).estimate, 1.45, 1e-12);
    }
    design_free (d);
    sample_clear (&s);
  }
}

/* How many lie at the quantile or beyond it, which decides on what may be told. */
static void
check_sides (struct unit *u)
{
  static const double v[] = {1, 2, 2, 2, 3, 4, 5, 6, 7, 8};
  static const struct {
    double p, value;
    size_t side;
  } cases[] = {{.1, 1, 1}, {.2, 2, 4}, {.4, 2, 4}, {.5, 3, 5}, {.9, 7, 2}, {.95, 8, 1}};
  struct sample s = ten (v, 1);
  struct design *d = design_of (&s, "");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    struct statistic q =
        estimate (u, &s, d, &(struct task){"quantile", "v", "", 0, cases[i].p, QUANTILE_MATH});
    CHECK_NEAR (u, q.estimate, cases[i].value, 0);
    CHECK (u, q.side == cases[i].side);
  }
  design_free (d);
  sample_clear (&s);
}

/* Values that are all alike have no spread and no correlation, and a quantile that is sure; one
   record has neither; nobody nothing. */
static void
check_degenerate (struct unit *u)
{
  static const double v[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  struct sample s = ten (v, 0.7);
  for (size_t i = 0; i < s.n; i++)
    s.x[i] = 0.1; /* the sum of whose weights rounds */
  s.group[0] = 1;
  struct design *d = design_of (&s, "");
  struct statistic q = estimate (u, &s, d, &(struct task){"variance", "x", "", 0, NAN, 0});
  CHECK (u, q.estimate == 0 && q.se == 0);
  q = estimate (u, &s, d, &(struct task){"sd", "x", "", 0, NAN, 0});
  CHECK (u, q.estimate == 0 && q.se == 0);
  q = estimate (u, &s, d, &(struct task){"correlation", "v", "x", 0, NAN, 0});
  CHECK (u, isnan (q.estimate) && isnan (q.se) && q.n == 10);
  q = estimate (u, &s, d, &(struct task){"quantile", "x", "", 0, .5, QUANTILE_MATH});
  CHECK (u, q.estimate == 0.1 && q.lo == 0.1 && q.hi == 0.1 && q.se == 0);
  q = estimate (u, &s, d, &(struct task){"variance", "v", "", 1, NAN, 0});
  CHECK (u, isnan (q.estimate) && q.n == 1);
  q = estimate (u, &s, d, &(struct task){"quantile", "v", "", 1, .5, QUANTILE_HF7});
  CHECK (u, q.estimate == 1 && isnan (q.se) && q.n == 1);
  q = estimate (u, &s, d, &(struct task){"quantile", "v", "", 2, .5, QUANTILE_MATH});
  CHECK (u, isnan (q.estimate) && q.n == 0 && q.side == 0);
  q = estimate (u, &s, d, &(struct task){"correlation", "v", "y", 3, NAN, 0});
  CHECK (u, isnan (q.estimate) && q.n == 0);
  design_free (d);
  sample_clear (&s);
}

static void
check_fisher (struct unit *u)
{
  struct limits l = interval_fisher (.5, .1, 2); /* tanh (atanh (.5) +- 2 * .1 / .75) */
  CHECK_NEAR (u, l.lo, tanh (atanh (.5) - 4. / 15), 1e-14);
  CHECK_NEAR (u, l.hi, tanh (atanh (.5) + 4. / 15), 1e-14);
  CHECK (u, isnan (interval_fisher (1, 0, 2).lo) && isnan (interval_fisher (.5, NAN, 2).hi));
  CHECK (u, isnan (interval_fisher (.5, .1, NAN).lo) && isnan (interval_fisher (NAN, .1, 2).lo));
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  if (argc != 2) {
    fprintf (stderr, "usage: quantile-test FOLDER\n");
    return 2;
  }
  interval_start ();
  check_reference (&u, argv[1]);
  check_golden (&u, argv[1]);
  struct sheet data = sheet_read (argv[1], "spread.csv", ",");
  struct sample s = sample_read (&data, "v", "y");
  check_laws (&u, &s);
  check_split (&u, &s);
  check_transformed (&u, &s);
  sample_clear (&s);
  sheet_clear (&data);
  check_reached (&u);
  check_sides (&u);
  check_degenerate (&u);
  check_fisher (&u);
  return unit_report (&u);
}
