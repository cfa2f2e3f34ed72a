/* Replicate weights: what must hold of those that are made, and R's values for some that are given.
   Usage: replicate-test FOLDER. */
#include <config.h>

#include "stat/chisq.h"
#include "stat/hadamard.h"
#include "stat/linearise.h"
#include "stat/resample.h"
#include "toy.h"
#include "unit.h"

enum { OUT, NO, YES, N_STATES };

/* Which estimate: of Y, or of X where it is known. */
enum what { SHARE, COUNT, MEAN, TOTAL, RATIO };

/* GROUP 0: everybody. */
static struct statistic
estimate (const struct design *d, const struct toy *t, enum what what, char group,
          struct influence *f)
{
  struct totals *totals = totals_new (d);
  guint8 state[MOST];
  struct statistic s;
  for (size_t i = 0; i < t->n; i++)
    state[i] = group && t->g[i] != group ? OUT : t->y[i] != 0 ? YES : NO;
  if (what == SHARE || what == COUNT) {
    struct tally *tally = tally_new (d, 1, N_STATES, NO);
    tally_add (tally, d, NULL, state);
    totals_of_tally (totals, tally, CELL_ALL, YES);
    s = what == SHARE ? statistic_proportion (d, totals, f) : statistic_count (d, totals, f);
    tally_free (tally);
  } else {
    for (size_t i = 0; i < t->n; i++)
      state[i] = state[i] != OUT && !isnan (t->x[i]) ? STATE_VALID : STATE_OUT;
    const double *y = what == RATIO ? t->y : t->x, *x = what == RATIO ? t->x : NULL;
    struct moments *m = moments_new (d, 1, moments_exponent (y, state, t->n),
                                     x ? moments_exponent (x, state, t->n) : 1);
    moments_add (m, d, &(struct moments_input){.y = y, .x = x, .state = state});
    totals_of_moments (totals, m, CELL_ALL);
    s = what == MEAN    ? statistic_mean (d, totals, 0, f)
        : what == TOTAL ? statistic_total (d, totals, f)
                        : statistic_ratio (d, totals, f);
    moments_free (m);
  }
  totals_free (totals);
  return s;
}

static struct statistic
estimate_alone (const struct design *d, const struct toy *t, enum what what, char group)
{
  struct influence *f = influence_new (d);
  struct statistic s = estimate (d, t, what, group, f);
  influence_free (f);
  return s;
}

/* NULL when a fault is wanted and met. */
static struct design *
made (struct unit *u, const struct toy *t, const char *name, struct resample_options options,
      enum resample_fault wanted)
{
  struct design *d = make_design (t, name);
  enum resample_fault fault;
  size_t strata;
  struct replicates *r = resample (d, &options, &fault, &strata);
  CHECK (u, fault == wanted);
  if (r) {
    design_replicate (d, r);
    return d;
  }
  design_free (d);
  return NULL;
}

/* Keep the records of PSUS (bits), numbered anew. */
static struct toy
keep_psus (const struct toy *t, unsigned psus)
{
  struct toy k = {0};
  guint32 psu = 0, stratum = 0;
  for (size_t i = 0; i < t->n; i++) {
    if (!(psus >> t->psu[i] & 1))
      continue;
    size_t n = k.n++;
    k.weight[n] = t->weight[i];
    k.y[n] = t->y[i];
    k.x[n] = t->x[i];
    k.g[n] = t->g[i];
    k.fpc[t->stratum[i]] = t->fpc[t->stratum[i]];
    if (n > 0) {
      size_t before = i - 1;
      while (!(psus >> t->psu[before] & 1))
        before--;
      psu += t->psu[i] != t->psu[before];
      stratum += t->stratum[i] != t->stratum[before];
    }
    k.psu[n] = psu;
    k.stratum[n] = stratum;
  }
  return k;
}

/* Strata have PSUs 0..2, 3..6, 7..8, 9..11: two of each. */
static const unsigned PAIRS = 1u << 0 | 1u << 1 | 1u << 3 | 1u << 4 | 3u << 7 | 3u << 9;

/* golden.csv, rep.*: R survey 4.5. */
static void
check_golden (struct unit *u, const struct toy *t)
{
  struct design *d = made (u, t, "sp", (struct resample_options){.kind = RESAMPLE_JACKKNIFE}, 0);
  struct statistic s = estimate_alone (d, t, SHARE, 0);
  CHECK_NEAR (u, s.se, 0.07194656068, 1e-9);
  CHECK (u, s.df == 8);
  design_free (d);
  d = made (u, t, "sp", (struct resample_options){.kind = RESAMPLE_JACKKNIFE, .mse = true}, 0);
  CHECK_NEAR (u, estimate_alone (d, t, SHARE, 0).se, 0.07194731991, 1e-9);
  design_free (d);
  struct toy pairs = keep_psus (t, PAIRS);
  d = made (u, &pairs, "sp", (struct resample_options){.kind = RESAMPLE_HALVES}, 0);
  CHECK (u, d->replicates->n == 8);
  CHECK_NEAR (u, estimate_alone (d, &pairs, SHARE, 0).se, 0.1056821882, 1e-9);
  design_free (d);
  d = made (u, &pairs, "sp", (struct resample_options){.kind = RESAMPLE_HALVES, .rho = .3}, 0);
  CHECK_NEAR (u, d->replicates->coefficient[0], 0.2551020408, 1e-9);
  CHECK_NEAR (u, estimate_alone (d, &pairs, SHARE, 0).se, 0.1054531322, 1e-9);
  design_free (d);
}

/* A total is linear: jackknife and half samples give its linearised variance, and its difference
   between groups too; half samples whatever the matrix. */
static void
check_linear (struct unit *u, const struct toy *t)
{
  static const struct resample_options kinds[] = {
      {.kind = RESAMPLE_JACKKNIFE},
      {.kind = RESAMPLE_HALVES},
      {.kind = RESAMPLE_HALVES, .rho = .5, .mse = true},
  };
  static const char *const designs[] = {"sp", "spf", "s"};
  struct toy pairs = keep_psus (t, PAIRS);
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++) {
    bool halves = kinds[k].kind == RESAMPLE_HALVES;
    const struct toy *data = halves ? &pairs : t;
    for (size_t i = 0; i < (halves ? 1 : G_N_ELEMENTS (designs)); i++) {
      struct design *taylor = make_design (data, designs[i]);
      struct design *d = made (u, data, designs[i], kinds[k], RESAMPLE_MADE);
      struct influence *a = influence_new (taylor), *b = influence_new (taylor);
      struct influence *c = influence_new (d), *e = influence_new (d);
      for (enum what what = SHARE; what <= RATIO; what++) {
        struct statistic one = estimate (taylor, data, what, 'G', a);
        struct statistic two = estimate (d, data, what, 'G', c);
        CHECK_NEAR (u, two.estimate, one.estimate, 0);
        CHECK_NEAR (u, two.population, one.population, 0);
        CHECK_NEAR (u, two.n_kish, one.n_kish, 0);
        if (what != COUNT && what != TOTAL)
          continue;
        CHECK_NEAR (u, two.se, one.se, 1e-12);
        CHECK_NEAR (u, two.deff, one.deff, 1e-12);
        estimate (taylor, data, what, 'B', b);
        estimate (d, data, what, 'B', e);
        influence_add (a, b, -1);
        influence_add (c, e, -1);
        CHECK_NEAR (u, influence_variance (d, c), influence_variance (taylor, a), 1e-12);
      }
      CHECK (u, (long)d->df == (long)taylor->df);
      influence_free (a);
      influence_free (b);
      influence_free (c);
      influence_free (e);
      design_free (d);
      design_free (taylor);
    }
  }
}

/* The expectation of a bootstrap's variance of a total is the linearised one (Rao, Wu and Yue
   1992); of 4000 replicates it is off by 2 sqrt (2 / 4000) = 4.5 % at most, nearly always. */
static void
check_bootstrap (struct unit *u, const struct toy *t)
{
  struct resample_options options = {.kind = RESAMPLE_BOOTSTRAP, .number = 4000, .seed = 42};
  struct design *taylor = make_design (t, "sp");
  struct design *d = made (u, t, "sp", options, RESAMPLE_MADE);
  double want = estimate_alone (taylor, t, TOTAL, 0).se, got = estimate_alone (d, t, TOTAL, 0).se;
  CHECK (u, fabs (got * got / (want * want) - 1) < .045);
  CHECK (u, d->df == 8);
  /* Factors: n / (n - 1) times counts, which add up to n - 1 in each stratum. */
  for (size_t r = 0; r < 5; r++) {
    double sum = 0;
    guint32 last = G_MAXUINT32;
    for (size_t i = 0; i < t->n; i++)
      if (t->stratum[i] == 1 && t->psu[i] != last) {
        sum += d->replicates->weight[i * d->replicates->n + r] / t->weight[i];
        last = t->psu[i];
      }
    CHECK_NEAR (u, sum, 4, 1e-12);
  }
  design_free (d);
  /* Another seed gives other numbers, the same seed the same. */
  options.number = 10;
  d = made (u, t, "sp", options, RESAMPLE_MADE);
  struct design *same = made (u, t, "sp", options, RESAMPLE_MADE);
  options.seed = 43;
  struct design *other = made (u, t, "sp", options, RESAMPLE_MADE);
  size_t bytes = t->n * 10 * sizeof (double);
  CHECK (u, memcmp (d->replicates->weight, same->replicates->weight, bytes) == 0);
  CHECK (u, memcmp (d->replicates->weight, other->replicates->weight, bytes) != 0);
  design_free (d);
  design_free (same);
  design_free (other);
  design_free (taylor);
}

/* How often the three PSUs of the first stratum are drawn for each of five replicates: SplitMix64
   from seed 42, modulo 3, two at a time, reckoned apart (it begins 0xBDD732262FEB6E95,
   0x28EFE333B266F103, 0x47526757130F9F52). */
static void
check_stream (struct unit *u, const struct toy *t)
{
  static const guint8 counts[3][5] = {{0, 2, 1, 0, 0}, {2, 0, 1, 1, 1}, {0, 0, 0, 1, 1}};
  struct resample_options options = {.kind = RESAMPLE_BOOTSTRAP, .number = 5, .seed = 42};
  struct design *d = made (u, t, "sp", options, RESAMPLE_MADE);
  for (size_t i = 0; i < t->n && t->stratum[i] == 0; i++)
    for (size_t r = 0; r < 5; r++)
      CHECK_NEAR (u, d->replicates->weight[i * 5 + r] / t->weight[i], 1.5 * counts[t->psu[i]][r],
                  1e-12);
  design_free (d);
}

static void
check_lonely (struct unit *u, const struct toy *t)
{
  static const enum lonely_rule rules[] = {RULE_FAIL, RULE_CERTAINTY, RULE_ADJUST, RULE_AVERAGE};
  static const enum resample_fault faults[2][4] = {
      {RESAMPLE_LONELY, RESAMPLE_MADE, RESAMPLE_MADE, RESAMPLE_MADE},
      {RESAMPLE_LONELY, RESAMPLE_MADE, RESAMPLE_NO_ADJUST, RESAMPLE_MADE}};
  struct toy part = keep_psus (t, 0xFFFu & ~(1u << 8));
  double se[4];
  for (size_t boot = 0; boot < 2; boot++)
    for (size_t i = 0; i < G_N_ELEMENTS (rules); i++) {
      struct design *d = design_new (&(struct design_input){.n = part.n,
                                                            .weight = part.weight,
                                                            .stratum = part.stratum,
                                                            .psu = part.psu,
                                                            .n_strata = 4,
                                                            .n_psus = 11,
                                                            .lonely = rules[i]});
      enum resample_fault fault;
      size_t strata;
      struct resample_options options = {
          .kind = boot ? RESAMPLE_BOOTSTRAP : RESAMPLE_JACKKNIFE, .number = 50, .seed = 1};
      struct replicates *r = resample (d, &options, &fault, &strata);
      CHECK (u, fault == faults[boot][i]);
      CHECK (u, strata == (fault != RESAMPLE_MADE));
      if (r)
        design_replicate (d, r);
      else
        design_refuse (d);
      se[i] = estimate_alone (d, &part, TOTAL, 0).se;
      CHECK (u, isfinite (se[i]) == (fault == RESAMPLE_MADE));
      design_free (d);
      if (boot && i == 3)
        CHECK_NEAR (u, se[3] / se[1], sqrt (4. / 3), 1e-12);
    }
  made (u, t, "sp", (struct resample_options){.kind = RESAMPLE_HALVES}, RESAMPLE_NOT_PAIRS);
  struct toy one = keep_psus (t, 1);
  struct design *d = design_new (&(struct design_input){
      .n = one.n, .weight = one.weight, .psu = one.psu, .n_psus = 1, .lonely = RULE_CERTAINTY});
  enum resample_fault fault;
  size_t strata;
  struct resample_options options = {.kind = RESAMPLE_JACKKNIFE};
  CHECK (u, !resample (d, &options, &fault, &strata) && fault == RESAMPLE_NOTHING);
  design_free (d);
}

/* R <- as.svrepdesign (svydesign (~psu, strata = ~stratum, weights = ~w, data = toy, nest = TRUE),
   "JKn"); svychisq (~y + g, R, statistic = "F"); SE (svycontrast (svyby (~y or x, ~g, R, svymean,
   covmat = TRUE, na.rm = TRUE), c (B = -1, G = 1))), survey 4.1. */
static void
check_r (struct unit *u, const struct toy *t)
{
  struct design *d = made (u, t, "sp", (struct resample_options){.kind = RESAMPLE_JACKKNIFE}, 0);
  struct influence *boys = influence_new (d), *girls = influence_new (d);
  struct tally *tally = tally_new (d, 2, N_STATES, NO);
  guint8 state[MOST];
  guint16 cell[MOST];
  for (size_t i = 0; i < t->n; i++) {
    state[i] = t->y[i] != 0 ? YES : NO;
    cell[i] = t->g[i] == 'G';
  }
  tally_add (tally, d, cell, state);
  struct chisq c = chisq_test (CHISQ_RAO_SCOTT, d, &(struct chisq_table){tally, 0, 2, NO, 2});
  CHECK_NEAR (u, c.f, 1.43838478160431, 1e-9);
  CHECK_NEAR (u, c.df1, 1, 1e-9);
  CHECK_NEAR (u, c.df2, 8, 1e-9);
  CHECK_NEAR (u, c.p, 0.264714416019742, 1e-9);
  for (enum what what = SHARE; what <= MEAN; what += MEAN - SHARE) {
    estimate (d, t, what, 'B', boys);
    estimate (d, t, what, 'G', girls);
    influence_add (girls, boys, -1);
    CHECK_NEAR (u, sqrt (influence_variance (d, girls)),
                what == SHARE ? 0.156028805246236 : 0.364809744806594, 1e-10);
    CHECK (u, influence_df (d, girls) == 8);
  }
  influence_free (boys);
  influence_free (girls);
  tally_free (tally);
  design_free (d);
}

/* Rows are orthogonal, for every order up to 500 that is asked for; none is more than 12 too high.
 */
static void
check_hadamard (struct unit *u)
{
  size_t last = 0, widest = 0;
  for (size_t n = 1; n < 500; n++) {
    size_t order = hadamard_order (n);
    CHECK (u, order > n);
    widest = MAX (widest, order - n);
    if (order == last)
      continue;
    last = order;
    g_autofree gint8 *h = hadamard_new (order);
    bool right = true;
    for (size_t i = 0; i < order; i++) {
      right = right && h[i] == 1;
      for (size_t k = 0; k <= i; k++) {
        long product = 0;
        for (size_t j = 0; j < order; j++)
          product += h[i * order + j] * h[k * order + j];
        right = right && product == (i == k ? (long)order : 0);
      }
    }
    CHECK (u, right);
  }
  CHECK (u, hadamard_order (4) == 8 && hadamard_order (11) == 12 && hadamard_order (35) == 36);
  CHECK (u, widest <= 12);
}

/* Two parts of the records add up to the whole. */
static void
check_merge (struct unit *u, const struct toy *t)
{
  struct design *d = made (u, t, "sp", (struct resample_options){.kind = RESAMPLE_JACKKNIFE}, 0);
  struct totals *whole = totals_new (d), *sum = totals_new (d);
  struct tally *part[3];
  for (size_t k = 0; k < 3; k++) {
    guint8 state[MOST];
    for (size_t i = 0; i < t->n; i++)
      state[i] = k == 2 || i % 2 == k ? (t->y[i] != 0 ? YES : NO) : OUT;
    part[k] = tally_new (d, 1, N_STATES, NO);
    tally_add (part[k], d, NULL, state);
  }
  tally_merge (part[0], part[1]);
  totals_of_tally (sum, part[0], CELL_ALL, YES);
  totals_of_tally (whole, part[2], 0, YES);
  for (size_t r = 0; r < d->replicates->n; r++)
    CHECK_NEAR (u, sum->by_a[r], whole->by_a[r], 1e-14);
  CHECK (u, memcmp (sum->met, whole->met, d->replicates->n_patterns) == 0);
  CHECK (u, d->replicates->n_patterns == 12);
  for (size_t k = 0; k < 3; k++)
    tally_free (part[k]);
  totals_free (whole);
  totals_free (sum);
  design_free (d);
}

int
main (int argc, char **argv)
{
  struct unit u = {0, 0};
  struct toy toy = {0};
  if (argc < 2) {
    fprintf (stderr, "usage: replicate-test FOLDER\n");
    return 2;
  }
  read_toy (argv[1], &toy);
  check_golden (&u, &toy);
  check_linear (&u, &toy);
  check_bootstrap (&u, &toy);
  check_stream (&u, &toy);
  check_lonely (&u, &toy);
  check_r (&u, &toy);
  check_hadamard (&u);
  check_merge (&u, &toy);
  return unit_report (&u);
}
