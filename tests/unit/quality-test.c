/* What each standard says of a figure, at each of its bounds and on either side. */
#include <config.h>

#include "estimate/quality.h"
#include "stat/interval.h"
#include "unit.h"

/* A share P of N records drawn at random, with DEFF and DF. */
static struct statistic
share (double p, size_t n, double deff, long df)
{
  double n_ = (double)n;
  return (struct statistic){.estimate = p,
                            .se = sqrt (p * (1 - p) / n_ * deff),
                            .deff = p > 0 && p < 1 ? deff : NAN,
                            .n = n,
                            .n_with = (size_t)lround (p * n_),
                            .n_kish = n_,
                            .n_with_kish = p * n_,
                            .psus = n,
                            .df = df};
}

/* A mean of N records with a coefficient of variation CV. */
static struct statistic
mean (double cv, size_t n, double deff, long df)
{
  return (struct statistic){.estimate = -10,
                            .se = 10 * cv,
                            .deff = deff,
                            .n = n,
                            .n_with = n,
                            .n_kish = (double)n,
                            .n_with_kish = (double)n,
                            .psus = n,
                            .df = df};
}

static struct statistic
with (struct statistic s, size_t n_with)
{
  s.n_with = n_with;
  return s;
}

/* With the design effect against sampling without replacement known. */
static struct statistic
wor (struct statistic s, double deff_wor)
{
  s.deff_wor = deff_wor;
  return s;
}

struct verdict {
  enum standard standard;
  enum measure measure;
  struct statistic s;
  enum row_status status;
};

static void
check_all (struct unit *u, const struct verdict *v, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    enum row_status found = quality_verdict (v[i].standard, v[i].measure, &v[i].s);
    CHECK (u, found == v[i].status);
    if (found != v[i].status)
      fprintf (stderr, "  case %zu of %s: %s, expected %s\n", i, standard_name (v[i].standard),
               row_status_name (found), row_status_name (v[i].status));
  }
}

#define P MEASURE_PROPORTION
#define M MEASURE_MEAN
#define C MEASURE_COUNT
#define OK STATUS_OK
#define LOW STATUS_LOW
#define NOT STATUS_SUPPRESSED

static void
test_by_numbers (struct unit *u)
{
  struct statistic schools = share (0.5, 30, 1, 4);
  struct statistic few = schools;
  schools.psus = 5;
  few.psus = 4;
  const struct verdict all[] = {
      {STANDARD_MICS, P, share (0.5, 24, 1, 20), NOT},
      {STANDARD_MICS, P, share (0.5, 25, 1, 0), LOW},
      {STANDARD_MICS, M, mean (9, 49, 1, 0), LOW},
      {STANDARD_MICS, M, mean (9, 50, 1, 0), OK},
      {STANDARD_PISA, P, schools, OK},
      {STANDARD_PISA, P, few, NOT},
      {STANDARD_PISA, P, share (0.5, 29, 1, 9), NOT},
      {STANDARD_NONE, P, share (0.5, 1, 1, 0), OK},
  };
  check_all (u, all, G_N_ELEMENTS (all));
  struct statistic nobody = {.estimate = NAN, .se = NAN, .n = 0};
  for (size_t s = 0; s < N_STANDARDS; s++)
    CHECK (u, quality_verdict ((enum standard)s, P, &nobody) == STATUS_EMPTY);
}

/* Limits are those of binom.test (x, n): 15 of 30 0.313 0.687; 50 of 100 0.398 0.602; 9 of 100
   0.042 0.164 (135 % of p); 10 of 100 0.049 0.176 (127 %); 4 of 400 0.003 0.025 (227 %, but
   narrow). */
static void
test_nchs (struct unit *u)
{
  struct statistic wide = share (0.5, 100, 3, 99); /* 33 effective: 0.32 0.68 */
  const struct verdict all[] = {
      {STANDARD_NCHS, P, share (0.5, 29, 1, 28), NOT},
      {STANDARD_NCHS, P, share (0.5, 30, 1, 29), NOT},
      {STANDARD_NCHS, P, share (0.5, 100, 1, 99), OK},
      {STANDARD_NCHS, P, share (0.5, 100, 1, 8), OK},
      {STANDARD_NCHS, P, share (0.5, 100, 1, 7), LOW},
      {STANDARD_NCHS, P, share (0.5, 100, 1, 0), NOT},
      {STANDARD_NCHS, P, wide, NOT},
      {STANDARD_NCHS, P, share (0.5, 100, 3.4, 99), NOT}, /* 29 effective */
      {STANDARD_NCHS, P, share (0.09, 100, 1, 99), NOT},
      {STANDARD_NCHS, P, share (0.10, 100, 1, 99), OK},
      {STANDARD_NCHS, P, share (0.91, 100, 1, 99), OK}, /* only its complement is weak */
      {STANDARD_NCHS, P, share (0.01, 400, 1, 399), OK},
      {STANDARD_NCHS, P, share (0, 30, 1, 29), LOW},
      {STANDARD_NCHS, P, share (0, 29, 1, 28), NOT},
      {STANDARD_NCHS, P, share (1, 30, 1, 29), LOW},
      {STANDARD_NCHS, M, mean (0.29, 30, 1, 29), OK},
      {STANDARD_NCHS, M, mean (0.30, 30, 1, 29), LOW},
      {STANDARD_NCHS, M, mean (0.01, 29, 1, 28), NOT},
  };
  check_all (u, all, G_N_ELEMENTS (all));
}

/* t with 9 df is 2.262157: the interval exp (-+ 2.262157 r) is 160 % wide at r = 0.3238... */
static void
test_nchs_counts (struct unit *u)
{
  double at = asinh (0.8) / 2.2621571627409915;
  struct statistic s = {.estimate = 1000, .n = 400, .n_with = 10, .n_with_kish = 10, .df = 50};
  s.se = 1000 * at * (1 - 1e-9);
  CHECK (u, quality_verdict (STANDARD_NCHS, C, &s) == OK);
  s.df = 7;
  CHECK (u, quality_verdict (STANDARD_NCHS, C, &s) == LOW);
  s.se = 1000 * at * (1 + 1e-9);
  CHECK (u, quality_verdict (STANDARD_NCHS, C, &s) == NOT);
  s.se = 1;
  s.n_with_kish = 9.99;
  CHECK (u, quality_verdict (STANDARD_NCHS, C, &s) == NOT);
}

/* The CV of -ln 0.3 is 0.175 where that of 0.3 is 0.2107; with deff 1 that is n = 52.6. */
static void
test_eclac (struct unit *u)
{
  const struct verdict all[] = {
      {STANDARD_ECLAC2020, P, share (0.5, 140, 1, 9), OK},
      {STANDARD_ECLAC2020, P, share (0.5, 139, 1, 9), NOT},
      {STANDARD_ECLAC2020, P, share (0.5, 200, 1.42, 9), OK},
      {STANDARD_ECLAC2020, P, share (0.5, 200, 1.43, 9), NOT},
      {STANDARD_ECLAC2020, P, share (0.5, 99, 0.5, 9), NOT},
      {STANDARD_ECLAC2020, P, wor (share (0.5, 200, 1.42, 9), 1.43), NOT},
      {STANDARD_ECLAC2020, P, wor (share (0.5, 200, 1.42, 9), NAN), OK},
      {STANDARD_ECLAC2020, P, share (0.5, 200, 1, 8), LOW},
      {STANDARD_ECLAC2020, P, with (share (0.3, 200, 1, 9), 49), NOT},
      {STANDARD_ECLAC2020, P, with (share (0.3, 200, 1, 9), 50), OK},
      {STANDARD_ECLAC2020, P, with (share (0.1, 150, 1, 9), 50), LOW}, /* CV 0.245, log CV 0.106 */
      {STANDARD_ECLAC2020, M, mean (0.19, 140, 1, 9), OK},
      {STANDARD_ECLAC2020, M, mean (0.20, 140, 1, 9), LOW},
      {STANDARD_ECLAC2023, M, mean (0.20, 60, 1, 9), OK},
      {STANDARD_ECLAC2023, M, mean (0.21, 60, 1, 9), LOW},
      {STANDARD_ECLAC2023, M, mean (0.30, 60, 1, 9), LOW},
      {STANDARD_ECLAC2023, M, mean (0.31, 60, 1, 9), NOT},
      {STANDARD_ECLAC2023, M, mean (0.10, 60, 0.99, 9), NOT},
      {STANDARD_ECLAC2023, M, mean (0.10, 60, 1.01, 9), NOT},
      {STANDARD_ECLAC2023, M, wor (mean (0.10, 62, 0.99, 9), 1.01), OK},
      {STANDARD_ECLAC2023, M, wor (mean (0.10, 62, 0.99, 9), NAN), NOT},
      {STANDARD_ECLAC2023, M, mean (0.10, 60, 1, 8), NOT},
      {STANDARD_ECLAC2023, M, with (mean (0.10, 60, 1, 9), 49), LOW},
      {STANDARD_ECLAC2023, M, with (mean (0.10, 60, 1, 9), 29), NOT},
      {STANDARD_ECLAC2023, P, with (share (0.3, 100, 1.89, 9), 60), NOT}, /* 52.9 effective */
      {STANDARD_ECLAC2023, P, with (share (0.3, 120, 1.9, 9), 50), OK},
      {STANDARD_ECLAC2023, P, with (share (0.3, 120, 1.9, 9), 49), LOW},
      {STANDARD_ECLAC2023, P, with (share (0.3, 120, 1.9, 9), 29), NOT},
      {STANDARD_ECLAC2023, P, with (share (0.02, 61, 1, 9), 60), NOT}, /* log CV 0.229 */
      {STANDARD_ECLAC2023, P, with (share (0.98, 61, 1, 9), 60), OK},  /* log CV 0.005 */
      {STANDARD_ECLAC2023, P, share (1, 100, 1, 9), NOT}, /* no design effect is not 1 or more */
  };
  check_all (u, all, G_N_ELEMENTS (all));
}

/* 0.5^(2/3) / 9 = 0.06999 and (1/27)^(2/3) / 9 = 1/81. */
static void
test_ine_cl (struct unit *u)
{
  struct statistic half = share (0.5, 60, 1, 9), small = share (1. / 27, 60, 1, 9), large = small;
  half.se = 0.0699;
  small.se = 1. / 81 * (1 - 1e-9);
  large.estimate = 26. / 27;
  large.se = 1. / 81 * (1 + 1e-9);
  struct statistic weak = half;
  weak.se = 0.0701;
  const struct verdict all[] = {
      {STANDARD_INE_CL, P, half, OK},
      {STANDARD_INE_CL, P, weak, LOW},
      {STANDARD_INE_CL, P, small, OK},
      {STANDARD_INE_CL, P, large, LOW},
      {STANDARD_INE_CL, P, share (0.5, 59, 1, 9), NOT},
      {STANDARD_INE_CL, P, share (0.5, 60, 1, 8), NOT},
      {STANDARD_INE_CL, M, mean (0.15, 60, 1, 9), OK},
      {STANDARD_INE_CL, M, mean (0.151, 60, 1, 9), LOW},
      {STANDARD_INE_CL, M, mean (0.30, 60, 1, 9), LOW},
      {STANDARD_INE_CL, M, mean (0.301, 60, 1, 9), NOT},
  };
  check_all (u, all, G_N_ELEMENTS (all));
}

/* Medians and spreads are judged as means; correlations without a CV, for which 0 is no estimate to
   measure by. */
static void
test_others (struct unit *u)
{
  struct statistic zero = mean (0.1, 140, 1, 9);
  zero.estimate = 0;
  for (size_t k = 0; k < N_STANDARDS; k++) {
    enum standard standard = (enum standard)k;
    struct statistic weak = mean (0.4, 140, 1, 9), good = mean (0.1, 140, 1, 9);
    for (enum measure m = MEASURE_MEDIAN; m < MEASURE_CORRELATION; m++) {
      CHECK (u, quality_verdict (standard, m, &weak) == quality_verdict (standard, M, &weak));
      CHECK (u, quality_verdict (standard, m, &good) == OK);
    }
    CHECK (u, quality_verdict (standard, MEASURE_CORRELATION, &zero) == OK);
    zero.df = 7;
    CHECK (u, quality_verdict (standard, MEASURE_CORRELATION, &zero) ==
                  quality_verdict (standard, M,
                                   &(struct statistic){.estimate = 1,
                                                       .se = 0,
                                                       .deff = 1,
                                                       .n = 140,
                                                       .n_with = 140,
                                                       .n_kish = 140,
                                                       .psus = 140,
                                                       .df = 7}));
    zero.df = 9;
    zero.se = NAN;
    CHECK (u, quality_verdict (standard, MEASURE_CORRELATION, &zero) ==
                  quality_verdict (standard, MEASURE_MEDIAN, &zero));
    zero.se = 0.1;
  }
}

/* Polls and lonely strata: what rests on a standard error is never "ok". */
static void
test_no_se (struct unit *u)
{
  static const enum row_status large[] = {OK, LOW, LOW, LOW, LOW, OK, OK};
  static const enum row_status small[] = {OK, LOW, NOT, NOT, NOT, OK, OK};
  struct statistic s = share (0.5, 1000, 1, 900);
  s.se = s.deff = NAN;
  for (size_t i = 0; i < N_STANDARDS; i++)
    CHECK (u, quality_verdict ((enum standard)i, P, &s) == large[i]);
  s.n = 59;
  for (size_t i = 0; i < N_STANDARDS; i++)
    CHECK (u, quality_verdict ((enum standard)i, P, &s) == small[i]);
}

static void
test_tables (struct unit *u)
{
  struct estimate_row rows[] = {{.status = OK},           {.status = LOW}, {.status = NOT},
                                {.status = STATUS_EMPTY}, {.status = OK},  {.status = LOW}};
  CHECK (u, !quality_table_fails (STANDARD_INE_CL, rows, 2));
  CHECK (u, quality_table_fails (STANDARD_INE_CL, rows, 3));
  CHECK (u, quality_table_fails (STANDARD_INE_CL, rows, 4));
  CHECK (u, !quality_table_fails (STANDARD_INE_CL, rows, 5));
  CHECK (u, quality_table_fails (STANDARD_INE_CL, rows, 6));
  CHECK (u, !quality_table_fails (STANDARD_MICS, rows, 6));
  CHECK (u, !quality_table_fails (STANDARD_INE_CL, rows + 3, 1));
}

/* NCHS' limits: capped at n, whatever the design effect; R: binom.test (50, 100). */
static void
test_limits (struct unit *u)
{
  struct proportion p = {.p = 0.5, .se = 0.01, .df = 99, .n = 100};
  CHECK_NEAR (u, interval_nchs (&p).lo, 0.39832112950330101, 1e-9);
  CHECK_NEAR (u, interval_nchs (&p).hi, 0.60167887049669893, 1e-9);
  p.df = 0;
  CHECK (u, isnan (interval_nchs (&p).lo));
  p.p = 0; /* 1 - 0.025^(1 / 100) */
  CHECK_NEAR (u, interval_nchs (&p).hi, 0.036216692645176463, 1e-9);
}

int
main (void)
{
  struct unit u = {0};
  interval_start ();
  test_by_numbers (&u);
  test_nchs (&u);
  test_nchs_counts (&u);
  test_eclac (&u);
  test_ine_cl (&u);
  test_others (&u);
  test_no_se (&u);
  test_tables (&u);
  test_limits (&u);
  return unit_report (&u);
}
