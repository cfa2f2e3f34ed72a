/* Laws of designs of two stages, whatever the data are; their numbers are in stat-test.c. */
#include <config.h>

#include "random-survey.h"
#include "stat/linearise.h"
#include "stat/resample.h"
#include "unit.h"

#include <string.h>

enum { N = 700, STRATA = 5, PSUS = 17, SSUS = 4, UNITS = PSUS * SSUS, ROUNDS = 5 };
enum { NO = 1, YES, N_STATES };

static const struct survey_shape shape = {N, STRATA, PSUS, SSUS, 2, N_STATES, 0};

static const double ten[STRATA] = {10, 10, 10, 10, 10};
static const double whole[STRATA] = {1, 1, 1, 1, 1};
static const double six[PSUS] = {6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6};

static struct design_input
input_of (const struct survey *s)
{
  return (struct design_input){.n = N,
                               .weight = s->weight,
                               .stratum = s->stratum,
                               .psu = s->psu,
                               .n_strata = STRATA,
                               .n_psus = PSUS,
                               .fpc = ten,
                               .ssu = s->ssu,
                               .n_ssus = UNITS,
                               .fpc2 = six};
}

/* The proportion (of a cell) or the mean of y (of everybody) under a design. */
struct both {
  struct statistic share, mean;
};

static struct both
estimate (const struct survey *s, const struct design_input *in)
{
  struct design *d = design_new (in);
  struct tally *t = tally_new (d, 2, N_STATES, NO);
  int exponent = 15;
  struct moments *m = moments_new (d, 2, exponent, 1);
  guint8 valid[N];
  memset (valid, STATE_VALID, sizeof valid);
  tally_add (t, d, s->cell, s->state);
  moments_add (m, d, &(struct moments_input){.y = s->y, .cell = s->cell, .state = valid});
  struct totals *totals = totals_new (d);
  struct influence *f = influence_new (d);
  totals_of_tally (totals, t, 1, YES);
  struct both b = {.share = statistic_proportion (d, totals, f)};
  totals_of_moments (totals, m, CELL_ALL);
  b.mean = statistic_mean (d, totals, 0, f);
  totals_free (totals);
  influence_free (f);
  moments_free (m);
  tally_free (t);
  design_free (d);
  return b;
}

static void
check_near (struct unit *u, const struct both *a, const struct both *b, double tolerance)
{
  CHECK (u, a->share.se > 0 && a->mean.se > 0);
  CHECK_NEAR (u, a->share.se, b->share.se, tolerance);
  CHECK_NEAR (u, a->mean.se, b->mean.se, tolerance);
  CHECK_NEAR (u, a->share.estimate, b->share.estimate, 0);
  CHECK (u, a->share.df == b->share.df && a->share.psus == b->share.psus);
}

/* All units taken: the first stage alone.  No FPC of the first stage: the same, without it. */
static void
check_one_stage (struct unit *u, const struct survey *s)
{
  struct design_input one = input_of (s), two = one;
  double all[PSUS];
  for (size_t i = 0; i < PSUS; i++)
    all[i] = SSUS;
  one.ssu = NULL;
  one.fpc2 = NULL;
  two.fpc2 = all;
  struct both a = estimate (s, &two), b = estimate (s, &one), c;
  check_near (u, &a, &b, 1e-14);
  two.fpc2 = six;
  c = estimate (s, &two);
  CHECK (u, c.share.se > 1.001 * b.share.se && c.mean.se > b.mean.se);
  two.fpc2 = NULL;
  a = estimate (s, &two);
  CHECK (u, a.share.se > 1.001 * c.share.se && a.mean.se > c.mean.se);
  one.fpc = two.fpc = NULL;
  a = estimate (s, &two), b = estimate (s, &one);
  check_near (u, &a, &b, 0);
}

/* All PSUs taken: they are strata, and their units are the PSUs. */
static void
check_whole (struct unit *u, const struct survey *s)
{
  struct design_input two = input_of (s), one = two;
  two.fpc = whole;
  one.stratum = s->psu;
  one.n_strata = PSUS;
  one.psu = s->ssu;
  one.n_psus = UNITS;
  one.fpc = six;
  one.ssu = NULL;
  one.fpc2 = NULL;
  struct both a = estimate (s, &two), b = estimate (s, &one);
  CHECK_NEAR (u, a.share.se, b.share.se, 1e-13);
  CHECK_NEAR (u, a.mean.se, b.mean.se, 1e-13);
  CHECK (u, a.share.df < b.share.df);
}

/* V = V1 + f V2, with V2 of what comes above: f is one number here where each stratum has as many
   PSUs. */
static void
check_sum (struct unit *u, const struct survey *s)
{
  struct design_input two = input_of (s), first = two, second = two;
  double tenth[STRATA] = {0.1, 0.1, 0.1, 0.1, 0.1};
  first.ssu = NULL;
  first.fpc2 = NULL;
  two.fpc = first.fpc = tenth;
  second.fpc = whole;
  struct both v = estimate (s, &two), v1 = estimate (s, &first), v2 = estimate (s, &second);
  CHECK_NEAR (u, v.mean.se * v.mean.se, v1.mean.se * v1.mean.se + 0.1 * v2.mean.se * v2.mean.se,
              1e-13);
  CHECK_NEAR (u, v.share.se * v.share.se,
              v1.share.se * v1.share.se + 0.1 * v2.share.se * v2.share.se, 1e-13);
}

/* Numbers and fractions say the same, each stage for itself. */
static void
check_fractions (struct unit *u, const struct survey *s)
{
  struct design_input counts = input_of (s), fractions = counts;
  double first[STRATA] = {0}, second[PSUS];
  for (guint32 psu = 0; psu < PSUS; psu++) {
    first[psu * STRATA / PSUS] += 1 / ten[0];
    second[psu] = SSUS / six[psu];
  }
  struct both a = estimate (s, &counts), b;
  fractions.fpc2 = second;
  b = estimate (s, &fractions);
  check_near (u, &b, &a, 1e-14);
  fractions.fpc = first;
  b = estimate (s, &fractions);
  check_near (u, &b, &a, 1e-14);
  fractions.fpc2 = six;
  b = estimate (s, &fractions);
  check_near (u, &b, &a, 1e-14);
}

/* Each record a unit, said in two ways. */
static void
check_records (struct unit *u, const struct survey *s)
{
  struct design_input records = input_of (s), units = records;
  guint32 ssu[N];
  double fpc2[PSUS];
  size_t n = 0;
  for (guint32 psu = 0; psu < PSUS; psu++) {
    fpc2[psu] = 150 + psu;
    for (size_t i = 0; i < N; i++)
      if (s->psu[i] == psu)
        ssu[i] = (guint32)n++;
  }
  records.ssu = NULL;
  records.fpc2 = units.fpc2 = fpc2;
  units.ssu = ssu;
  units.n_ssus = N;
  struct both a = estimate (s, &records), b = estimate (s, &units);
  check_near (u, &a, &b, 1e-12);
}

/* Units and PSUs under other labels. */
static void
check_renamed (struct unit *u, const struct survey *s)
{
  g_autofree struct survey *t = g_new (struct survey, 1);
  *t = *s;
  for (size_t i = 0; i < N; i++)
    t->ssu[i] = s->psu[i] * SSUS + SSUS - 1 - s->ssu[i] % SSUS;
  struct design_input in = input_of (s), other = input_of (t);
  struct both a = estimate (s, &in), b = estimate (t, &other);
  check_near (u, &a, &b, 1e-14);
}

/* The difference of two groups by the influence of each is that of one estimate made of both: Y of
   the one less Y of the other, as totals. */
static void
check_difference (struct unit *u, const struct survey *s, bool records)
{
  struct design_input in = input_of (s);
  double hundred[PSUS], y[N];
  guint8 valid[N];
  for (size_t i = 0; i < PSUS; i++)
    hundred[i] = 150;
  if (records) {
    in.ssu = NULL;
    in.fpc2 = hundred;
  }
  memset (valid, STATE_VALID, sizeof valid);
  for (size_t i = 0; i < N; i++)
    y[i] = s->cell[i] ? -s->y[i] : s->y[i];
  struct design *d = design_new (&in);
  struct moments *m = moments_new (d, 2, 15, 1), *joint = moments_new (d, 1, 15, 1);
  moments_add (m, d, &(struct moments_input){.y = s->y, .cell = s->cell, .state = valid});
  moments_add (joint, d, &(struct moments_input){.y = y, .state = valid});
  struct totals *totals = totals_new (d);
  struct influence *a = influence_new (d), *b = influence_new (d), *sum = influence_new (d);
  totals_of_moments (totals, m, 0);
  statistic_total (d, totals, a);
  totals_of_moments (totals, m, 1);
  statistic_total (d, totals, b);
  influence_add (sum, a, 1);
  influence_add (sum, b, -1);
  totals_of_moments (totals, joint, CELL_ALL);
  struct statistic one = statistic_total (d, totals, a);
  CHECK_NEAR (u, sqrt (influence_variance (d, sum)), one.se, 1e-12);
  CHECK (u, influence_df (d, sum) == one.df && influence_psus (d, sum) == PSUS);
  totals_free (totals);
  influence_free (a);
  influence_free (b);
  influence_free (sum);
  moments_free (m);
  moments_free (joint);
  design_free (d);
}

/* Replicates are of the first stage. */
static void
check_jackknife (struct unit *u, const struct survey *s)
{
  struct design_input two = input_of (s), one = two;
  one.ssu = NULL;
  one.fpc2 = NULL;
  struct resample_options options = {.kind = RESAMPLE_JACKKNIFE};
  enum resample_fault fault;
  size_t strata;
  struct design *a = design_new (&two), *b = design_new (&one);
  struct replicates *of_two = resample (a, &options, &fault, &strata);
  struct replicates *of_one = resample (b, &options, &fault, &strata);
  CHECK (u, of_two && of_one && of_two->n == PSUS && of_one->n == PSUS);
  CHECK (u, memcmp (of_two->weight, of_one->weight, sizeof (double) * N * PSUS) == 0);
  CHECK (u, memcmp (of_two->coefficient, of_one->coefficient, sizeof (double) * PSUS) == 0);
  replicates_free (of_two);
  replicates_free (of_one);
  design_free (a);
  design_free (b);
}

/* By hand: two PSUs of 4; the first has two units of 4, the second one of NUMBER.  Totals of the
   units are 1 2 | 4, those of the PSUs 3 and 4: V1 = (1 - 1/2) 2 (0.5^2 + 0.5^2) = 0.5, and the
   first PSU adds 1/2 (1 - 1/2) 2 (0.5^2 + 0.5^2) = 0.25. */
static const struct {
  const char *what;
  double number; /* of units in the second PSU */
  enum lonely_rule rule;
  bool first_alone; /* the domain lies in the first PSU */
  double variance;
  int lonely;
} by_hand[] = {
    {"a PSU with its one unit", 1, RULE_FAIL, false, 0.75, 0},
    {"fail", 5, RULE_FAIL, false, NAN, 2},
    {"average has nothing to take", 5, RULE_AVERAGE, false, NAN, 2},
    {"certainty", 5, RULE_CERTAINTY, false, 0.75, 0},
    {"adjust, the mean of one unit being itself", 5, RULE_ADJUST, false, 0.75, 0},
    /* z 1 2 | 0: V1 = (1 - 1/2) 2 (1.5^2 + 1.5^2) = 4.5. */
    {"a domain without the lonely unit", 5, RULE_FAIL, true, 4.75, 0},
};

static void
check_by_hand (struct unit *u)
{
  static const double weight[] = {1, 1, 1}, y[] = {1, 2, 4}, four[] = {4};
  static const guint32 stratum[] = {0, 0, 0}, psu[] = {0, 0, 1}, ssu[] = {0, 1, 2};
  for (size_t k = 0; k < G_N_ELEMENTS (by_hand); k++)
    for (int records = 0; records < 2; records++) {
      double fpc2[] = {4, by_hand[k].number};
      guint8 state[] = {STATE_VALID, STATE_VALID, by_hand[k].first_alone ? 0 : STATE_VALID};
      struct design *d = design_new (&(struct design_input){.n = 3,
                                                            .weight = weight,
                                                            .stratum = stratum,
                                                            .psu = psu,
                                                            .n_strata = 1,
                                                            .n_psus = 2,
                                                            .fpc = four,
                                                            .ssu = records ? NULL : ssu,
                                                            .n_ssus = 3,
                                                            .fpc2 = fpc2,
                                                            .lonely = by_hand[k].rule});
      struct moments *m = moments_new (d, 1, 3, 1);
      moments_add (m, d, &(struct moments_input){.y = y, .state = state});
      struct totals *totals = totals_new (d);
      struct influence *f = influence_new (d);
      totals_of_moments (totals, m, CELL_ALL);
      struct statistic s = statistic_total (d, totals, f);
      int before = u->failed;
      CHECK_NEAR (u, s.se * s.se, by_hand[k].variance, 1e-14);
      CHECK (u, s.lonely == by_hand[k].lonely);
      CHECK (u, s.df == (by_hand[k].first_alone ? 0 : 1));
      CHECK (u, d->second->n_lonely == (by_hand[k].number > 1));
      if (u->failed > before)
        fprintf (stderr, "  in: %s\n", by_hand[k].what);
      totals_free (totals);
      influence_free (f);
      moments_free (m);
      design_free (d);
    }
}

int
main (void)
{
  struct unit u = {0};
  struct survey *s = g_new0 (struct survey, 1);
  for (guint64 round = 1; round <= ROUNDS; round++) {
    survey_make (s, &shape, round);
    check_one_stage (&u, s);
    check_whole (&u, s);
    check_sum (&u, s);
    check_fractions (&u, s);
    check_records (&u, s);
    check_renamed (&u, s);
    check_difference (&u, s, false);
    check_difference (&u, s, true);
    check_jackknife (&u, s);
  }
  check_by_hand (&u);
  g_free (s);
  return unit_report (&u);
}
