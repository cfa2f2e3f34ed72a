/* Laws of tallies, designs and intervals that hold whatever the data are. */
#include <config.h>

#include "random-survey.h"
#include "stat/interval.h"
#include "stat/linearise.h"
#include "unit.h"

#include <string.h>

enum { N = 900, STRATA = 7, PSUS = 31, CELLS = 4, STATES = 4, FIRST = 2, YES = 3, ROUNDS = 5 };
enum { SSUS = 4 }; /* in a PSU */

/* What a variance is made of: records, PSUs, PSUs and units within them, PSUs and records within
   them. */
enum kind { RECORDS, OF_PSUS, UNITS, RECORDS_WITHIN, N_KINDS };

static const struct survey_shape shape = {N, STRATA, PSUS, SSUS, CELLS, STATES, 30};

static struct survey *
copy_of (const struct survey *s)
{
  struct survey *copy = g_new (struct survey, 1);
  *copy = *s;
  return copy;
}

static struct design *
design_of (const struct survey *s, enum kind kind)
{
  static const double fpc[STRATA] = {40, 5, 12, 100, 9, 7, 6};
  double fpc2[PSUS];
  for (size_t i = 0; i < PSUS; i++)
    fpc2[i] = kind == UNITS ? SSUS + (double)(i % 5) : 100 + (double)i;
  struct design_input in = {
      .n = N,
      .weight = s->weight,
      .stratum = s->stratum,
      .psu = kind != RECORDS ? s->psu : NULL,
      .n_strata = STRATA,
      .n_psus = PSUS,
      .fpc = kind >= UNITS ? fpc : NULL,
      .ssu = kind == UNITS ? s->ssu : NULL,
      .n_ssus = PSUS * SSUS,
      .fpc2 = kind >= UNITS ? fpc2 : NULL,
      .lonely = RULE_CERTAINTY,
  };
  return design_new (&in);
}

static bool
same_tally (const struct tally *a, const struct tally *b)
{
  for (size_t i = 0; i < a->n_units * a->n_cells * a->n_states; i++)
    if (!exact_equal (a->w[i], b->w[i]))
      return false;
  for (size_t i = 0; i < a->n_sums * a->n_cells * a->n_states; i++)
    if (a->sums[i].n != b->sums[i].n || !exact_equal (a->sums[i].ww, b->sums[i].ww))
      return false;
  return true;
}

static bool
same_moments (const struct moments *a, const struct moments *b)
{
  for (size_t i = 0; i < a->n_units * a->n_cells; i++) {
    if (a->slots[i].n != b->slots[i].n)
      return false;
    for (size_t k = 0; k < N_MOMENTS; k++)
      if (!exact_equal (a->slots[i].sum[k], b->slots[i].sum[k]))
        return false;
    for (size_t k = 0; k < N_SQUARES; k++)
      if (!exact_equal (a->slots[i].below[k], b->slots[i].below[k]))
        return false;
  }
  return true;
}

static bool
same_statistic (const struct statistic *a, const struct statistic *b)
{
  return memcmp (&a->estimate, &b->estimate, sizeof a->estimate) == 0 &&
         memcmp (&a->se, &b->se, sizeof a->se) == 0 &&
         memcmp (&a->deff, &b->deff, sizeof a->deff) == 0 &&
         memcmp (&a->population, &b->population, sizeof a->population) == 0 && a->n == b->n &&
         a->df == b->df;
}

static struct tally *
tally_of (const struct survey *s, const struct design *d)
{
  struct tally *t = tally_new (d, CELLS, STATES, FIRST);
  tally_add (t, d, s->cell, s->state);
  return t;
}

static struct moments *
moments_of (const struct survey *s, const struct design *d)
{
  struct moments *m = moments_new (d, CELLS, 14, 7);
  moments_add (m, d,
               &(struct moments_input){.y = s->y, .x = s->x, .cell = s->cell, .state = s->state});
  return m;
}

static struct statistic
proportion_of (const struct survey *s, enum kind kind, long cell)
{
  struct design *d = design_of (s, kind);
  struct tally *t = tally_of (s, d);
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  totals_of_tally (totals, t, cell, YES);
  struct statistic p = statistic_proportion (d, totals, f);
  totals_free (totals);
  influence_free (f);
  tally_free (t);
  design_free (d);
  return p;
}

static struct statistic
ratio_of (const struct survey *s, enum kind kind, long cell)
{
  struct design *d = design_of (s, kind);
  struct moments *m = moments_of (s, d);
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  totals_of_moments (totals, m, cell);
  struct statistic r = statistic_ratio (d, totals, f);
  totals_free (totals);
  influence_free (f);
  moments_free (m);
  design_free (d);
  return r;
}

static void
check_exact (struct unit *u)
{
  static const double numbers[] = {0,     1,      -1,       0.5,      -0.5,
                                   0.1,   -0.1,   0x1p-60,  0x1p-89,  1e-5,
                                   -3e-7, 0.9999, 0x1.8p-3, -0x1p-52, 1 - 0x1p-53};
  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    CHECK_NEAR (u, exact_to (exact_from (numbers[i])), numbers[i], numbers[i] == 0 ? 0 : 0x1p-37);
  /* Down to 2^-37 nothing is lost. */
  CHECK_NEAR (u, exact_to (exact_from (0.1)), 0.1, 0);
  CHECK_NEAR (u, exact_to (exact_from (1e-11 / 3)), 1e-11 / 3, 0);
  /* Rounding to nearest, to even on a tie, and not twice. */
  struct exact x = exact_from (1);
  exact_add (&x, exact_from (0x1p-53));
  CHECK_NEAR (u, exact_to (x), 1, 0);
  exact_add (&x, exact_from (0x1p-90));
  CHECK_NEAR (u, exact_to (x), 1 + 0x1p-52, 0);
  exact_add (&x, exact_from (-1));
  exact_add (&x, exact_from (-0x1p-53));
  CHECK_NEAR (u, exact_to (x), 0x1p-90, 0);
  /* What doubles lose. */
  struct exact sum = {0};
  exact_add (&sum, exact_from (0x1p-60));
  exact_add (&sum, exact_from (1));
  exact_add (&sum, exact_from (-1));
  CHECK_NEAR (u, exact_to (sum), 0x1p-60, 0);
  struct compensated c = {0};
  static const double terms[] = {1, 1e100, 1, -1e100};
  for (size_t i = 0; i < G_N_ELEMENTS (terms); i++)
    compensated_add (&c, terms[i]);
  CHECK_NEAR (u, compensated_value (&c), 2, 0);
}

/* One struct totals serves all estimates of a survey: a proportion after a ratio must not see what
   the ratio left behind. */
static void
check_reuse (struct unit *u, const struct survey *s, enum kind kind)
{
  struct design *d = design_of (s, kind);
  struct tally *t = tally_of (s, d);
  struct moments *m = moments_of (s, d);
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  for (long cell = CELL_ALL; cell < CELLS; cell++) {
    struct statistic alone = proportion_of (s, kind, cell), ratio_alone = ratio_of (s, kind, cell);
    totals_of_moments (totals, m, cell);
    struct statistic ratio = statistic_ratio (d, totals, f);
    totals_of_tally (totals, t, cell, YES);
    struct statistic after = statistic_proportion (d, totals, f);
    CHECK (u, same_statistic (&after, &alone));
    CHECK (u, same_statistic (&ratio, &ratio_alone));
  }
  totals_free (totals);
  influence_free (f);
  moments_free (m);
  tally_free (t);
  design_free (d);
}

/* Parts of a file, taken by any rule, add up to the whole to the last bit. */
static void
check_parts (struct unit *u, const struct survey *s, guint64 seed)
{
  for (enum kind kind = RECORDS; kind < N_KINDS; kind++) {
    struct design *d = design_of (s, kind);
    struct tally *whole = tally_of (s, d), *parts = tally_new (d, CELLS, STATES, FIRST);
    struct moments *all = moments_of (s, d), *joined = moments_new (d, CELLS, 14, 7);
    guint8 part_of[N], state[N];
    enum { PARTS = 3 };
    for (size_t i = 0; i < N; i++)
      part_of[i] = (guint8)draw (&seed, PARTS);
    struct tally *empty = tally_new (d, CELLS, STATES, FIRST);
    for (guint8 k = 0; k < PARTS; k++) {
      for (size_t i = 0; i < N; i++)
        state[i] = part_of[i] == k ? s->state[i] : STATE_OUT;
      struct tally *part = tally_new (d, CELLS, STATES, FIRST);
      tally_add (part, d, s->cell, state);
      CHECK (u, !same_tally (part, whole));
      tally_merge (parts, part);
      tally_free (part);
      struct moments *some = moments_new (d, CELLS, 14, 7);
      moments_add (some, d,
                   &(struct moments_input){.y = s->y, .x = s->x, .cell = s->cell, .state = state});
      moments_merge (joined, some);
      moments_free (some);
    }
    /* State 0 is in each part and means nothing. */
    for (size_t i = 0; i < whole->n_units * CELLS; i++)
      parts->w[i * STATES] = whole->w[i * STATES];
    for (size_t i = 0; i < whole->n_sums * CELLS; i++)
      parts->sums[i * STATES] = whole->sums[i * STATES];
    CHECK (u, same_tally (parts, whole));
    CHECK (u, !same_tally (empty, whole));
    CHECK (u, same_moments (joined, all));
    tally_free (whole);
    tally_free (parts);
    tally_free (empty);
    moments_free (all);
    moments_free (joined);
    design_free (d);
  }
}

static void
check_same (struct unit *u, const struct survey *a, const struct survey *b)
{
  for (enum kind kind = RECORDS; kind < N_KINDS; kind++)
    for (long cell = CELL_ALL; cell < CELLS; cell++) {
      struct statistic p = proportion_of (a, kind, cell), q = proportion_of (b, kind, cell);
      CHECK (u, isfinite (p.se));
      CHECK (u, same_statistic (&p, &q));
      struct statistic r = ratio_of (a, kind, cell), t = ratio_of (b, kind, cell);
      CHECK (u, isfinite (r.se));
      CHECK (u, same_statistic (&r, &t));
    }
}

static void
check_shuffled (struct unit *u, const struct survey *s, guint64 seed)
{
  g_autofree struct survey *t = copy_of (s);
  for (size_t i = N; i-- > 1;) {
    size_t j = draw (&seed, (guint32)i + 1);
    struct survey *k = t;
#define SWAP(field)                                                                                \
  do {                                                                                             \
    __typeof__ (k->field[0]) held = k->field[i];                                                   \
    k->field[i] = k->field[j];                                                                     \
    k->field[j] = held;                                                                            \
  } while (0)
    SWAP (weight);
    SWAP (y);
    SWAP (x);
    SWAP (stratum);
    SWAP (psu);
    SWAP (ssu);
    SWAP (cell);
    SWAP (state);
#undef SWAP
  }
  check_same (u, s, t);
}

/* Weights times a power of two: nothing changes but the population, to the last bit. */
static void
check_scaled (struct unit *u, const struct survey *s)
{
  g_autofree struct survey *t = copy_of (s);
  static const int powers[] = {-200, -1, 3, 250};
  for (size_t k = 0; k < G_N_ELEMENTS (powers); k++) {
    for (size_t i = 0; i < N; i++)
      t->weight[i] = ldexp (s->weight[i], powers[k]);
    for (enum kind kind = RECORDS; kind < N_KINDS; kind++) {
      struct statistic a = proportion_of (s, kind, 1), b = proportion_of (t, kind, 1);
      CHECK_NEAR (u, b.population, ldexp (a.population, powers[k]), 0);
      b.population = a.population;
      CHECK (u, same_statistic (&a, &b));
      a = ratio_of (s, kind, CELL_ALL), b = ratio_of (t, kind, CELL_ALL);
      b.population = a.population;
      CHECK (u, same_statistic (&a, &b));
    }
  }
}

/* PSUs under other labels: the sums are the same, their order within the stratum is not. */
static void
check_renamed (struct unit *u, const struct survey *s)
{
  g_autofree struct survey *t = copy_of (s);
  guint32 first[STRATA + 1] = {0};
  for (guint32 psu = PSUS; psu-- > 0;)
    first[psu * STRATA / PSUS] = psu;
  first[STRATA] = PSUS;
  for (size_t i = 0; i < N; i++)
    t->psu[i] = first[s->stratum[i]] + first[s->stratum[i] + 1] - 1 - s->psu[i];
  struct statistic a = proportion_of (s, OF_PSUS, 2), b = proportion_of (t, OF_PSUS, 2);
  CHECK_NEAR (u, b.estimate, a.estimate, 0);
  CHECK_NEAR (u, b.se, a.se, 1e-14);
  CHECK (u, a.df == b.df && a.n == b.n);
}

/* A record split in two, each with half the weight: the same person twice in one PSU is that person
   once. */
static void
check_split (struct unit *u, const struct survey *s)
{
  enum { TWICE = 2 * N };
  double weight[TWICE];
  guint32 stratum[TWICE], psu[TWICE];
  guint16 cell[TWICE];
  guint8 state[TWICE];
  for (size_t i = 0; i < TWICE; i++) {
    weight[i] = s->weight[i % N] / 2;
    stratum[i] = s->stratum[i % N];
    psu[i] = s->psu[i % N];
    cell[i] = s->cell[i % N];
    state[i] = s->state[i % N];
  }
  struct design *d = design_new (&(struct design_input){.n = TWICE,
                                                        .weight = weight,
                                                        .stratum = stratum,
                                                        .psu = psu,
                                                        .n_strata = STRATA,
                                                        .n_psus = PSUS});
  struct tally *t = tally_new (d, CELLS, STATES, FIRST);
  tally_add (t, d, cell, state);
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  totals_of_tally (totals, t, 0, YES);
  struct statistic a = proportion_of (s, OF_PSUS, 0), b = statistic_proportion (d, totals, f);
  CHECK_NEAR (u, b.estimate, a.estimate, 0);
  CHECK_NEAR (u, b.se, a.se, 0);
  CHECK_NEAR (u, b.population, a.population, 0);
  CHECK (u, b.n == 2 * a.n && b.df == a.df);
  totals_free (totals);
  influence_free (f);
  tally_free (t);
  design_free (d);
}

/* A domain that is everybody is the total; the cells together are the total. */
static void
check_everybody (struct unit *u, const struct survey *s)
{
  g_autofree struct survey *t = copy_of (s);
  memset (t->cell, 0, sizeof t->cell);
  for (enum kind kind = RECORDS; kind < N_KINDS; kind++) {
    struct statistic all = proportion_of (s, kind, CELL_ALL), one = proportion_of (t, kind, 0);
    CHECK (u, same_statistic (&all, &one));
    all = ratio_of (s, kind, CELL_ALL), one = ratio_of (t, kind, 0);
    CHECK (u, same_statistic (&all, &one));
  }
  struct statistic none = proportion_of (t, OF_PSUS, 3);
  CHECK (u, none.n == 0 && isnan (none.estimate) && isnan (none.se) && none.population == 0);
}

/* Each record its own PSU, said in two ways: without PSUs, and with a PSU number each. */
static void
check_record_psus (struct unit *u, const struct survey *s)
{
  g_autofree struct survey *t = copy_of (s);
  size_t at = 0;
  for (guint32 h = 0; h < STRATA; h++)
    for (size_t i = 0; i < N; i++)
      if (s->stratum[i] == h)
        t->psu[i] = (guint32)at++;
  struct design *d = design_new (&(struct design_input){.n = N,
                                                        .weight = t->weight,
                                                        .stratum = t->stratum,
                                                        .psu = t->psu,
                                                        .n_strata = STRATA,
                                                        .n_psus = N});
  struct tally *tally = tally_of (t, d);
  struct moments *moments = moments_of (t, d);
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  totals_of_tally (totals, tally, 1, YES);
  struct statistic a = statistic_proportion (d, totals, f), b = proportion_of (s, RECORDS, 1);
  CHECK_NEAR (u, b.se, a.se, 1e-13);
  CHECK_NEAR (u, b.deff, a.deff, 1e-13);
  CHECK (u, a.df == b.df && a.n == b.n);
  totals_of_moments (totals, moments, 1);
  a = statistic_ratio (d, totals, f), b = ratio_of (s, RECORDS, 1);
  CHECK_NEAR (u, b.se, a.se, 1e-12);
  CHECK (u, a.df == b.df && a.n == b.n);
  totals_free (totals);
  influence_free (f);
  tally_free (tally);
  moments_free (moments);
  design_free (d);
}

/* Small designs whose answer is known by hand.  PSUs: {stratum, weight, yes?} one record each. */
struct small {
  const char *what;
  size_t n, n_strata;
  guint32 stratum[4];
  double weight[4];
  guint8 state[4];
  double fpc[2];
  enum lonely_rule lonely;
  double estimate, se;
  long df;
};

static const struct small small[] = {
    {"two PSUs of weight 1, one of them yes",
     2,
     1,
     {0},
     {1, 1},
     {2, 1},
     {0},
     RULE_FAIL,
     0.5,
     0.5,
     1},
    {"taken whole", 2, 1, {0}, {1, 1}, {2, 1}, {1}, RULE_FAIL, 0.5, 0, 1},
    {"two of 8 PSUs", 2, 1, {0}, {1, 1}, {2, 1}, {8}, RULE_FAIL, 0.5, 0.4330127018922193, 1},
    {"a lonely stratum", 3, 2, {0, 0, 1}, {1, 1, 2}, {2, 1, 1}, {0}, RULE_FAIL, 0.25, NAN, 1},
    {"certainty", 3, 2, {0, 0, 1}, {1, 1, 2}, {2, 1, 1}, {0}, RULE_CERTAINTY, 0.25, 0.25, 1},
    {"average",
     3,
     2,
     {0, 0, 1},
     {1, 1, 2},
     {2, 1, 1},
     {0},
     RULE_AVERAGE,
     0.25,
     0.35355339059327379,
     1},
    {"a lonely stratum that is taken whole",
     3,
     2,
     {0, 0, 1},
     {1, 1, 2},
     {2, 1, 1},
     {8, 1},
     RULE_FAIL,
     0.25,
     0.21650635094610965,
     1},
    {"only lonely strata", 2, 2, {0, 1}, {1, 1}, {2, 1}, {0}, RULE_AVERAGE, 0.5, NAN, 0},
    {"a lonely stratum outside the domain",
     3,
     2,
     {0, 0, 1},
     {1, 1, 2},
     {2, 1, 0},
     {0},
     RULE_FAIL,
     0.5,
     0.5,
     1},
    {"everybody has it", 2, 1, {0}, {1, 3}, {2, 2}, {0}, RULE_FAIL, 1, 0, 1},
    {"no weight at all", 2, 1, {0}, {0, 0}, {2, 1}, {0}, RULE_FAIL, NAN, NAN, 0},
    {"a PSU without weight",
     3,
     1,
     {0},
     {1, 1, 0},
     {2, 1, 2},
     {0},
     RULE_FAIL,
     0.5,
     0.4330127018922193,
     1},
};

static void
check_small (struct unit *u)
{
  for (size_t k = 0; k < G_N_ELEMENTS (small); k++) {
    const struct small *c = &small[k];
    int before = u->failed;
    static const guint32 psu[4] = {0, 1, 2, 3};
    for (int psus = 0; psus < 2; psus++) {
      struct design *d = design_new (&(struct design_input){.n = c->n,
                                                            .weight = c->weight,
                                                            .stratum = c->stratum,
                                                            .psu = psus ? psu : NULL,
                                                            .n_strata = c->n_strata,
                                                            .n_psus = c->n,
                                                            .fpc = c->fpc[0] > 0 ? c->fpc : NULL,
                                                            .lonely = c->lonely});
      struct tally *t = tally_new (d, 1, 3, 1);
      tally_add (t, d, NULL, c->state);
      struct totals *totals = totals_new (d);
      struct influence *f = influence_new (d);
      totals_of_tally (totals, t, 0, 2);
      struct statistic s = statistic_proportion (d, totals, f);
      CHECK_NEAR (u, s.estimate, c->estimate, 1e-15);
      CHECK_NEAR (u, s.se, c->se, 1e-15);
      CHECK (u, s.df == c->df);
      CHECK (u, s.lonely == (isfinite (c->estimate) && isnan (c->se)));
      totals_free (totals);
      influence_free (f);
      tally_free (t);
      design_free (d);
    }
    if (u->failed > before)
      fprintf (stderr, "  in %s\n", c->what);
  }
}

/* Quantiles as R's qt and qbeta give them. */
static void
check_intervals (struct unit *u)
{
  CHECK_NEAR (u, interval_quantile (0.95, 1), 12.706204736174698, 1e-12);
  CHECK_NEAR (u, interval_quantile (0.95, 2), 4.3026527297494637, 1e-12);
  CHECK_NEAR (u, interval_quantile (0.9, 37), 1.6870936195962629, 1e-12);
  CHECK (u, isnan (interval_quantile (0.95, 0)) && isnan (interval_quantile (0.95, -1)));
  CHECK (u, isnan (interval_quantile (0.95, NAN)));
  struct limits l =
      interval_proportion (METHOD_LOGIT, &(struct proportion){0, 0, 60, 80, 50}, 0.95);
  CHECK_NEAR (u, l.lo, 0, 0);
  CHECK_NEAR (u, l.hi, 0.071121736464197616, 1e-12); /* qbeta (0.975, 1, 50) */
  l = interval_proportion (METHOD_BETA, &(struct proportion){1, 0, 60, 80, 12.5}, 0.9);
  CHECK_NEAR (u, l.lo, 0.7868964759210002, 1e-12); /* qbeta (0.05, 12.5, 1) */
  CHECK_NEAR (u, l.hi, 1, 0);
  /* Without degrees of freedom, or without a standard error, there is none. */
  for (enum interval_method m = 0; m < N_METHODS; m++) {
    l = interval_proportion (m, &(struct proportion){0, 0, 0, 80, 50}, 0.95);
    CHECK (u, isnan (l.lo) && isnan (l.hi));
    l = interval_proportion (m, &(struct proportion){0.3, NAN, 60, 80, 50}, 0.95);
    CHECK (u, isnan (l.lo) && isnan (l.hi));
    l = interval_proportion (m, &(struct proportion){0.3, 0, 60, 80, 50}, 0.95);
    CHECK (u, l.lo == 0.3 && l.hi == 0.3);
    l = interval_proportion (m, &(struct proportion){0.999999, 0.1, 60, 80, 50}, 0.95);
    CHECK (u, m == METHOD_T || (l.lo >= 0 && l.hi <= 1 && l.lo < l.hi));
    l = interval_proportion (m, &(struct proportion){0, 0, 60, 80, 50}, 0.95);
    CHECK (u, l.lo == 0 && (m == METHOD_T ? l.hi == 0 : l.hi > 0.05 && l.hi < 0.1));
    l = interval_proportion (m, &(struct proportion){1, 0, 60, 80, 50}, 0.95);
    CHECK (u, l.hi == 1 && (m == METHOD_T ? l.lo == 1 : l.lo < 0.95 && l.lo > 0.9));
  }
  /* Where GSL's own quantile does not converge: qbeta (0.025, 45, 600), qbeta (0.975, 46, 599), 45
     cases among 644 records. */
  struct proportion hard = {45.0 / 644, sqrt (45.0 / 644 * (1 - 45.0 / 644) / 644), 643, 644, 644};
  l = interval_proportion (METHOD_BETA, &hard, 0.95);
  CHECK_NEAR (u, l.lo, 0.051421108077909519, 1e-12);
  CHECK_NEAR (u, l.hi, 0.092384714079200125, 1e-12);
  l = interval_log (100, 20, 2);
  CHECK_NEAR (u, l.lo, 100 * exp (-0.4), 1e-14);
  CHECK_NEAR (u, l.hi, 100 * exp (0.4), 1e-14);
  l = interval_log (0, 0, 2);
  CHECK (u, isnan (l.lo));
  l = interval_t (10, 2, 3);
  CHECK_NEAR (u, l.lo, 4, 0);
  CHECK_NEAR (u, l.hi, 16, 0);
}

/* With so many effective records that GSL's distribution function does not converge near the mean,
   as where nearly all of a population is in the sample: qbeta (0.025, n / 2, n / 2 + 1), qbeta
   (0.975, n / 2 + 1, n / 2). */
static void
check_precise (struct unit *u)
{
  static const struct {
    double n, lo, hi;
  } cases[] = {
      {1e3, 0.468549172971792, 0.531450827028208},  {1e5, 0.49689606249180, 0.50310393750820},
      {4e6, 0.499509884152222, 0.500490115847778},  {1e8, 0.499901996801959, 0.500098003198041},
      {1e10, 0.499990200130078, 0.500009799869922},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    struct proportion s = {0.5, sqrt (0.25 / cases[i].n), 60, 61, 61};
    struct limits l = interval_proportion (METHOD_BETA, &s, 0.95);
    CHECK_NEAR (u, l.lo, cases[i].lo, 1e-9);
    CHECK_NEAR (u, l.hi, cases[i].hi, 1e-9);
  }
}

/* Wilson's limits begin at a share of 0 and end at 1, and not a rounding error inside. */
static void
check_wilson (struct unit *u)
{
  for (int n = 1; n < 300; n++) {
    double edge = n / 7.0;
    struct limits none =
        interval_proportion (METHOD_WILSON, &(struct proportion){0, 0, 9, n, edge}, 0.95);
    struct limits all =
        interval_proportion (METHOD_WILSON, &(struct proportion){1, 0, 9, n, edge}, 0.95);
    CHECK (u, none.lo <= 0 && all.hi >= 1);
  }
}

int
main (void)
{
  struct unit u = {0};
  struct survey *s = g_new0 (struct survey, 1);
  interval_start ();
  check_exact (&u);
  for (guint64 round = 1; round <= ROUNDS; round++) {
    survey_make (s, &shape, round);
    check_parts (&u, s, round + 100);
    check_shuffled (&u, s, round + 200);
    check_scaled (&u, s);
    check_renamed (&u, s);
    check_split (&u, s);
    check_everybody (&u, s);
    for (enum kind kind = RECORDS; kind < N_KINDS; kind++)
      check_reuse (&u, s, kind);
    check_record_psus (&u, s);
  }
  check_small (&u);
  check_intervals (&u);
  check_precise (&u);
  check_wilson (&u);
  g_free (s);
  return unit_report (&u);
}
