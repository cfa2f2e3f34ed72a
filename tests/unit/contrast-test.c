/* Differences and their tests against R.  Usage: contrast-test FOLDER. */
#include <config.h>

#include "stat/contrast.h"
#include "stat/interval.h"
#include "stat/linearise.h"
#include "toy.h"
#include "unit.h"

enum { OUT, NO, YES, N_STATES };

/* svycontrast (svyby (~y or x, ~g, design, svymean or svytotal, covmat = TRUE), c (B = -1, G = 1)),
   survey 4.1, toy.csv. */
static const struct {
  const char *design;
  enum { MEAN_Y, MEAN_X, TOTAL_Y } what;
  double difference, se;
} differences[] = {
    {"sp", MEAN_Y, 0.190408959115515, 0.153357828765084},
    {"sp", MEAN_X, 0.213651309982589, 0.368057980280644},
    {"sp", TOTAL_Y, 206.48, 191.292484431564},
    {"s", MEAN_Y, 0.190408959115515, 0.11877113201681},
    {"s", MEAN_X, 0.213651309982589, 0.607400776887921},
    {"s", TOTAL_Y, 206.48, 154.758987590657},
};

static struct statistic
of_tally (const struct design *d, const struct toy *t, bool count, char group, struct influence *f)
{
  struct totals *totals = totals_new (d);
  guint8 state[MOST];
  for (size_t i = 0; i < t->n; i++)
    state[i] = t->g[i] != group ? OUT : t->y[i] != 0 ? YES : NO;
  struct tally *tally = tally_new (d, 1, N_STATES, NO);
  tally_add (tally, d, NULL, state);
  totals_of_tally (totals, tally, CELL_ALL, YES);
  struct statistic s = count ? statistic_count (d, totals, f) : statistic_proportion (d, totals, f);
  tally_free (tally);
  totals_free (totals);
  return s;
}

static struct statistic
of_moments (const struct design *d, const struct toy *t, char group, struct influence *f)
{
  struct totals *totals = totals_new (d);
  guint8 state[MOST];
  for (size_t i = 0; i < t->n; i++)
    state[i] = t->g[i] == group && !isnan (t->x[i]) ? STATE_VALID : STATE_OUT;
  struct moments *m = moments_new (d, 1, moments_exponent (t->x, state, t->n), 1);
  moments_add (m, d, &(struct moments_input){.y = t->x, .state = state});
  totals_of_moments (totals, m, CELL_ALL);
  struct statistic s = statistic_mean (d, totals, 0, f);
  moments_free (m);
  totals_free (totals);
  return s;
}

static void
check_differences (struct unit *u, const struct toy *t)
{
  for (size_t i = 0; i < G_N_ELEMENTS (differences); i++) {
    struct design *d = make_design (t, differences[i].design);
    struct influence *f[2];
    struct statistic s[2];
    for (size_t k = 0; k < 2; k++) {
      f[k] = influence_new (d);
      s[k] = differences[i].what == MEAN_X
                 ? of_moments (d, t, "GB"[k], f[k])
                 : of_tally (d, t, differences[i].what == TOTAL_Y, "GB"[k], f[k]);
    }
    influence_add (f[0], f[1], -1);
    CHECK_NEAR (u, s[0].estimate - s[1].estimate, differences[i].difference, 1e-12);
    CHECK_NEAR (u, sqrt (influence_variance (d, f[0])), differences[i].se, 1e-12);
    CHECK (u, influence_df (d, f[0]) == (strcmp (differences[i].design, "s") != 0 ? 8
                                         : differences[i].what == MEAN_X          ? 72
                                                                                  : 74));
    influence_free (f[0]);
    influence_free (f[1]);
    design_free (d);
  }
}

static void
check_tests (struct unit *u)
{
  struct contrast c = contrast_test (-2.5, 1, 6.52);
  CHECK_NEAR (u, c.t, -2.5, 0);
  CHECK_NEAR (u, c.p, 0.043419901315693968, 1e-12); /* 2 * pt (-2.5, 6.52) */
  c = contrast_test (1, NAN, 8);
  CHECK (u, isnan (c.t) && isnan (c.p) && c.difference == 1);
  c = contrast_test (1, 0, 8);
  CHECK (u, isnan (c.t) && isnan (c.p));
  c = contrast_test (1, 1, 0);
  CHECK (u, c.t == 1 && isnan (c.p));
  const double v[] = {0.25, 0.5, 0}, df[] = {5, 3, 0}, known[] = {5, 3, 2}, apart[] = {5, 3, NAN};
  const double both = 0.75 * 0.75 / (0.25 * 0.25 / 5 + 0.5 * 0.5 / 3);
  CHECK_NEAR (u, contrast_satterthwaite (v, known, 3), both, 1e-14);
  CHECK_NEAR (u, contrast_satterthwaite (v, apart, 3), both, 1e-14);
  CHECK (u, isnan (contrast_satterthwaite (v, df, 3)));
  CHECK (u, isnan (contrast_satterthwaite (v, df + 1, 2)));
}

/* p.adjust (c (0.01, 0.04, 0.03, 0.005, 0.6, 0.04, NA, 0.9), method). */
static void
check_adjustments (struct unit *u)
{
  static const double p[] = {0.01, 0.04, 0.03, 0.005, 0.6, 0.04, NAN, 0.9};
  static const double expected[][G_N_ELEMENTS (p)] = {
      [ADJUST_NONE] = {0.01, 0.04, 0.03, 0.005, 0.6, 0.04, NAN, 0.9},
      [ADJUST_BONFERRONI] = {0.07, 0.28, 0.21, 0.035, 1, 0.28, NAN, 1},
      [ADJUST_HOLM] = {0.06, 0.16, 0.15, 0.035, 1, 0.16, NAN, 1},
      [ADJUST_BH] = {0.035, 0.056, 0.056, 0.035, 0.7, 0.056, NAN, 0.9}};
  for (size_t k = 0; k < G_N_ELEMENTS (expected); k++) {
    double adjusted[G_N_ELEMENTS (p)];
    memcpy (adjusted, p, sizeof p);
    contrast_adjust (adjusted, G_N_ELEMENTS (p), (enum adjustment)k);
    for (size_t i = 0; i < G_N_ELEMENTS (p); i++)
      CHECK_NEAR (u, adjusted[i], expected[k][i], 1e-14);
  }
  contrast_adjust (NULL, 0, ADJUST_HOLM);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct toy toy = {0};
  if (argc != 2) {
    fprintf (stderr, "usage: contrast-test FOLDER\n");
    return 2;
  }
  interval_start ();
  read_toy (argv[1], &toy);
  check_differences (&u, &toy);
  check_tests (&u);
  check_adjustments (&u);
  return unit_report (&u);
}
