/* Calibrated weights: golden.csv (survey 4.5, keys rake.*, greg.* and poststrat.*; the calls stand
   with the checks), what cannot be, and laws.  Estimates of many designs are in stat-test.
   Usage: calibrate-test FOLDER. */
#include <config.h>

#include "stat/interval.h"
#include "stat/linearise.h"
#include "toy.h"
#include "unit.h"

enum { SEXES = 2, AGES = 3, CLASSES = SEXES * AGES, COLUMNS = SEXES + AGES };
static const char *const ages[AGES] = {"12-14", "15-17", "9-11"};
/* B 260, G 300; 12-14 190, 15-17 190, 9-11 180. */
static const double totals[COLUMNS] = {260, 300, 190, 190, 180};

/* The toy data with two margins, sex and age. */
struct setting {
  struct toy toy;
  guint32 class[MOST];
  double x[CLASSES * COLUMNS], sums[CLASSES], factor[CLASSES];
  struct calibration_input in;
};

static void
setting_init (struct setting *s, const char *folder)
{
  *s = (struct setting){.in = {.n_classes = CLASSES,
                               .n_columns = COLUMNS,
                               .x = s->x,
                               .total = totals,
                               .size = 560,
                               .hi = INFINITY}};
  read_toy (folder, &s->toy);
  for (size_t c = 0; c < CLASSES; c++) {
    s->x[c * COLUMNS + c / AGES] = 1;
    s->x[c * COLUMNS + SEXES + c % AGES] = 1;
  }
  for (size_t i = 0; i < s->toy.n; i++) {
    guint32 age = 0;
    while (strcmp (ages[age], s->toy.age[i]) != 0)
      age++;
    s->class[i] = (s->toy.g[i] == 'G') * AGES + age;
    s->sums[s->class[i]] += s->toy.weight[i];
  }
}

static enum calibration_fault
solve (struct setting *s)
{
  size_t column;
  return calibrate (&s->in, s->sums, s->factor, &column);
}

/* The share of y, of the toy data with calibrated weights. */
static struct statistic
share (const struct setting *s)
{
  double weight[MOST];
  guint8 state[MOST];
  for (size_t i = 0; i < s->toy.n; i++) {
    weight[i] = s->toy.weight[i] * s->factor[s->class[i]];
    state[i] = s->toy.y[i] == 1 ? 2 : 1;
  }
  guint32 *class = g_new (guint32, MOST);
  double *factor = g_new (double, CLASSES);
  memcpy (class, s->class, sizeof s->class);
  memcpy (factor, s->factor, sizeof s->factor);
  struct design *d = design_new (
      &(struct design_input){.n = s->toy.n,
                             .weight = weight,
                             .stratum = s->toy.stratum,
                             .psu = s->toy.psu,
                             .n_strata = s->toy.stratum[s->toy.n - 1] + 1,
                             .n_psus = s->toy.psu[s->toy.n - 1] + 1,
                             .calibration = calibration_new (&s->in, s->sums, class, factor)});
  struct totals *t = totals_new (d);
  struct influence *f = influence_new (d);
  struct tally *tally = tally_new (d, 1, 3, 1);
  tally_add (tally, d, NULL, state);
  totals_of_tally (t, tally, 0, 2);
  struct statistic found = statistic_proportion (d, t, f);
  tally_free (tally);
  totals_free (t);
  influence_free (f);
  design_free (d);
  return found;
}

static double
golden (const char *folder, const char *key)
{
  g_auto (GStrv) lines = read_lines (folder, "golden.csv");
  g_autofree char *start = g_strdup_printf ("\"%s\",\"", key);
  for (char **line = lines; *line; line++)
    if (g_str_has_prefix (*line, start))
      return g_ascii_strtod (*line + strlen (start), NULL);
  fprintf (stderr, "golden.csv has no %s\n", key);
  exit (1);
}

static void
check_weights (struct unit *u, const struct setting *s, const char *folder, const char *name)
{
  for (size_t i = 0; i < 3; i++) {
    g_autofree char *key = g_strdup_printf ("%s.w1-3[%zu]", name, i + 1);
    CHECK_NEAR (u, s->toy.weight[i] * s->factor[s->class[i]], golden (folder, key), 5e-10);
  }
}

/* D <- svydesign (~psu, strata = ~stratum, weights = ~w, data = toy)
   calibrate (D, ~ g + age, c (`(Intercept)` = 560, gG = 300, `age15-17` = 190, `age9-11` = 180)) */
static void
check_greg (struct unit *u, struct setting *s, const char *folder)
{
  s->in.method = CALIBRATION_LINEAR;
  CHECK (u, solve (s) == CALIBRATION_DONE);
  struct statistic found = share (s);
  check_weights (u, s, folder, "greg");
  CHECK_NEAR (u, found.estimate, golden (folder, "greg.mean.y"), 5e-10);
  CHECK_NEAR (u, found.se, golden (folder, "greg.se"), 5e-10);
}

/* What R's rake () has for a standard error: ten times the values less their means by sex and then
   by age, in which the weights do not count. */
static double
se_as_rake (const struct setting *s, double p)
{
  double weight[MOST], e[MOST], by_psu[MOST] = {0}, variance = 0, sum = 0;
  const struct toy *t = &s->toy;
  for (size_t i = 0; i < t->n; i++)
    sum += weight[i] = t->weight[i] * s->factor[s->class[i]];
  for (size_t i = 0; i < t->n; i++)
    e[i] = (t->y[i] - p) / sum;
  for (int sweep = 0; sweep < 20; sweep++) {
    double mean[AGES] = {0}, n[AGES] = {0};
    for (size_t i = 0; i < t->n; i++) {
      size_t at = sweep % 2 ? s->class[i] % AGES : s->class[i] / AGES;
      mean[at] += e[i];
      n[at]++;
    }
    for (size_t i = 0; i < t->n; i++) {
      size_t at = sweep % 2 ? s->class[i] % AGES : s->class[i] / AGES;
      e[i] -= mean[at] / n[at];
    }
  }
  for (size_t i = 0; i < t->n; i++)
    by_psu[t->psu[i]] += weight[i] * e[i];
  for (size_t h = 0, psu = 0, i = 0; i < t->n; h++) {
    double z = 0, zz = 0, n = 0;
    for (; i < t->n && t->stratum[i] == h; i++)
      if (i + 1 == t->n || t->psu[i + 1] != psu) {
        z += by_psu[psu];
        zz += by_psu[psu] * by_psu[psu];
        n++;
        psu++;
      }
    variance += n / (n - 1) * (zz - z * z / n);
  }
  return sqrt (variance);
}

/* rake (D, list (~g, ~age), list (...), control = list (maxit = 50, epsilon = 1e-9)): its weights,
   and the standard error of the same weights by calibrate (D, ..., calfun = "raking", epsilon =
   1e-10).  That of rake () itself is not ours, and it is shown what it is instead. */
static void
check_rake (struct unit *u, struct setting *s, const char *folder)
{
  s->in.method = CALIBRATION_RAKING;
  CHECK (u, solve (s) == CALIBRATION_DONE);
  struct statistic found = share (s);
  check_weights (u, s, folder, "rake");
  CHECK_NEAR (u, found.estimate, golden (folder, "rake.mean.y"), 5e-10);
  CHECK_NEAR (u, found.se, golden (folder, "rake.calfun.se"), 5e-10);
  CHECK_NEAR (u, se_as_rake (s, found.estimate), golden (folder, "rake.se"), 5e-10);
}

/* postStratify (D, ~g, data.frame (g = c ("B", "G"), Freq = c (260, 300))): one margin, of any
   method. */
static void
check_poststratification (struct unit *u, const char *folder)
{
  for (int method = CALIBRATION_RAKING; method <= CALIBRATION_LINEAR; method++) {
    struct setting s;
    setting_init (&s, folder);
    s.in.method = (enum calibration_method)method;
    double x[CLASSES * SEXES];
    for (size_t c = 0; c < CLASSES; c++)
      for (size_t j = 0; j < SEXES; j++)
        x[c * SEXES + j] = c / AGES == j;
    s.in.x = x;
    s.in.n_columns = SEXES;
    CHECK (u, solve (&s) == CALIBRATION_DONE);
    struct statistic found = share (&s);
    CHECK_NEAR (u, found.estimate, golden (folder, "poststrat.mean.y"), 5e-10);
    CHECK_NEAR (u, found.se, golden (folder, "poststrat.se"), 5e-10);
  }
}

/* What cannot be is said, and not tried for ever. */
static void
check_faults (struct unit *u, const char *folder)
{
  struct setting s;
  size_t column = 0;
  setting_init (&s, folder);
  s.sums[1] = s.sums[1 + AGES] = 0; /* nobody of 15 to 17 */
  CHECK (u, calibrate (&s.in, s.sums, s.factor, &column) == CALIBRATION_EMPTY);
  CHECK (u, column == SEXES + 1);

  setting_init (&s, folder);
  s.in.lo = 0.95;
  s.in.hi = 1.05;
  for (int method = CALIBRATION_RAKING; method <= CALIBRATION_LOGIT; method++) {
    s.in.method = (enum calibration_method)method;
    CHECK (u, solve (&s) == CALIBRATION_NOWHERE);
  }

  /* All girls are older than 11, and more of 9 to 11 than there are boys. */
  static const double many[COLUMNS] = {100, 460, 190, 190, 180};
  setting_init (&s, folder);
  s.sums[AGES + 2] = 0;
  s.in.total = many;
  CHECK (u, solve (&s) == CALIBRATION_NOWHERE);
  s.in.method = CALIBRATION_LINEAR;
  CHECK (u, solve (&s) == CALIBRATION_NEGATIVE);

  /* The linear method finds totals that are far away, with weights below 0. */
  static const double odd[COLUMNS] = {550, 10, 550, 5, 5};
  setting_init (&s, folder);
  s.in.total = odd;
  s.in.method = CALIBRATION_LINEAR;
  CHECK (u, solve (&s) == CALIBRATION_NEGATIVE);
  s.in.method = CALIBRATION_RAKING;
  CHECK (u, solve (&s) == CALIBRATION_DONE);
  for (size_t j = 0; j < COLUMNS; j++) {
    double sum = 0;
    for (size_t c = 0; c < CLASSES; c++)
      sum += s.sums[c] * s.factor[c] * s.x[c * COLUMNS + j];
    CHECK_NEAR (u, sum, odd[j], 1e-11);
  }
}

/* Weights of another scale, and a column that stands twice, change nothing; a power of two not a
   bit. */
static void
check_laws (struct unit *u, const char *folder)
{
  static const double times[] = {8, 1 / 256., 3.7};
  for (int method = CALIBRATION_RAKING; method <= CALIBRATION_LOGIT; method++)
    for (size_t k = 0; k < G_N_ELEMENTS (times); k++) {
      struct setting s, other;
      double x[CLASSES * (COLUMNS + 1)], total[COLUMNS + 1];
      setting_init (&s, folder);
      setting_init (&other, folder);
      s.in.method = other.in.method = (enum calibration_method)method;
      if (method == CALIBRATION_LOGIT) {
        s.in.lo = other.in.lo = 0.6;
        s.in.hi = other.in.hi = 2;
      }
      for (size_t c = 0; c < CLASSES; c++) {
        memcpy (x + c * (COLUMNS + 1), s.x + c * COLUMNS, COLUMNS * sizeof *x);
        x[c * (COLUMNS + 1) + COLUMNS] = s.x[c * COLUMNS + 1];
        other.sums[c] *= times[k];
      }
      for (size_t i = 0; i < s.toy.n; i++)
        other.toy.weight[i] *= times[k];
      memcpy (total, totals, sizeof totals);
      total[COLUMNS] = totals[1];
      CHECK (u, solve (&s) == CALIBRATION_DONE && solve (&other) == CALIBRATION_DONE);
      struct statistic a = share (&s), b = share (&other);
      CHECK_NEAR (u, a.estimate, b.estimate, k < 2 ? 0 : 1e-12);
      CHECK_NEAR (u, a.se, b.se, k < 2 ? 0 : 1e-12);
      other.in.x = x;
      other.in.total = total;
      other.in.n_columns++;
      CHECK (u, solve (&other) == CALIBRATION_DONE);
      b = share (&other);
      CHECK_NEAR (u, a.estimate, b.estimate, 1e-12);
      CHECK_NEAR (u, a.se, b.se, 1e-12);
    }
}

/* A share that the totals say has no error: of y, when y is girls. */
static void
check_known (struct unit *u, const char *folder)
{
  struct setting s;
  setting_init (&s, folder);
  for (size_t i = 0; i < s.toy.n; i++)
    s.toy.y[i] = s.toy.g[i] == 'G';
  CHECK (u, solve (&s) == CALIBRATION_DONE);
  struct statistic found = share (&s);
  CHECK_NEAR (u, found.estimate, 300 / 560., 1e-14);
  CHECK_NEAR (u, found.se, 0, 0);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct setting s;
  if (argc != 2) {
    fprintf (stderr, "usage: calibrate-test FOLDER\n");
    return 2;
  }
  interval_start ();
  setting_init (&s, argv[1]);
  check_greg (&u, &s, argv[1]);
  check_rake (&u, &s, argv[1]);
  check_poststratification (&u, argv[1]);
  check_faults (&u, argv[1]);
  check_laws (&u, argv[1]);
  check_known (&u, argv[1]);
  return unit_report (&u);
}
