/* Tests of independence against R's survey package: tests/reference/chisq.csv and wald.csv, made by
   chisq.R and wald.R.  Usage: chisq-test FOLDER. */
#include <config.h>

#include "stat/chisq.h"
#include "stat/interval.h"
#include "toy.h"
#include "unit.h"

enum { OUT, FIRST }; /* states */

static int
level (const struct toy *t, size_t i, const char *variable)
{
  static const char *const ages[] = {"9-11", "12-14", "15-17"};
  if (strcmp (variable, "g") == 0)
    return t->g[i] == 'G';
  if (strcmp (variable, "y") == 0)
    return t->y[i] != 0;
  if (strcmp (variable, "band") == 0)
    return isnan (t->x[i]) ? -1 : (t->x[i] > 9.5) + (t->x[i] > 11.5);
  int k = 0;
  while (strcmp (ages[k], t->age[i]) != 0)
    k++;
  return k;
}

static bool
in_domain (const struct toy *t, size_t i, const char *domain)
{
  if (strcmp (domain, "TRUE") == 0)
    return true;
  return *domain == 'g' ? t->g[i] == 'G' : strcmp (t->age[i], "9-11") != 0;
}

/* ROW: the variables of the table, DOMAIN, and four numbers. */
static void
check_table (struct unit *u, const struct toy *t, enum chisq_method method, const char *design,
             const char *domain, const char *rows, const char *columns, char **numbers)
{
  struct design *d = make_design (t, design);
  guint16 cell[MOST];
  guint8 state[MOST];
  int before = u->failed;
  /* One cell before and one behind the rows, which are no part of the table. */
  for (size_t i = 0; i < t->n; i++) {
    int column = level (t, i, columns);
    bool in = in_domain (t, i, domain);
    cell[i] = (guint16)(in ? 1 + level (t, i, rows) : (int)(i % 2) * 4);
    state[i] = (guint8)(column < 0 ? OUT : FIRST + column);
  }
  struct tally *tally = tally_new (d, 5, FIRST + 3, FIRST);
  tally_add (tally, d, cell, state);
  struct chisq c = chisq_test (method, d, &(struct chisq_table){tally, 1, 3, FIRST, 3});
  CHECK_NEAR (u, c.f, g_ascii_strtod (numbers[0], NULL), 1e-9);
  CHECK_NEAR (u, c.df1, g_ascii_strtod (numbers[1], NULL), 1e-9);
  CHECK_NEAR (u, c.df2, g_ascii_strtod (numbers[2], NULL), 1e-9);
  CHECK_NEAR (u, c.p, g_ascii_strtod (numbers[3], NULL), 1e-9);
  CHECK (u, c.lacks == CHISQ_LACKS_NOTHING);
  if (u->failed > before)
    fprintf (stderr, "  in %s %s %s %s, method %d\n", design, domain, rows, columns, method);
  tally_free (tally);
  design_free (d);
}

/* design,domain,indicator,group,g,age,test,f,df1,df2,p of wald.csv: those of the toy data without
   replicates. */
static void
check_wald (struct unit *u, const struct toy *t, const char *folder)
{
  static const char *const names[] = {[CHISQ_RAO_SCOTT] = "rao-scott",
                                      [CHISQ_WALD] = "wald",
                                      [CHISQ_ADJUSTED_WALD] = "adjusted-wald",
                                      NULL};
  g_auto (GStrv) lines = read_lines (folder, "wald.csv");
  int rows = 0;
  for (char **line = lines + 1; *line; line++) {
    g_auto (GStrv) row = g_strsplit (*line, ",", -1);
    enum chisq_method method = CHISQ_RAO_SCOTT;
    if (strcmp (row[0], "sp") != 0 && strcmp (row[0], "s") != 0 && strcmp (row[0], "spf") != 0)
      continue;
    while (strcmp (names[method], row[6]) != 0)
      method++;
    check_table (u, t, method, row[0], row[1], row[3],
                 strcmp (row[2], "proportion") == 0 ? "y" : row[2], row + 7);
    rows++;
  }
  CHECK (u, rows == 90);
}

/* What is lacking for a test, by METHOD, of the table G times COLUMN (of three) of the records. */
static enum chisq_lack
lack (struct unit *u, const struct toy *t, const char *name, enum chisq_method method,
      const guint8 *column)
{
  struct design *d = make_design (t, name);
  guint8 state[MOST];
  guint16 cell[MOST];
  for (size_t i = 0; i < t->n; i++) {
    cell[i] = (guint16)level (t, i, "g");
    state[i] = (guint8)(FIRST + column[i]);
  }
  struct tally *tally = tally_new (d, 2, FIRST + 3, FIRST);
  tally_add (tally, d, cell, state);
  struct chisq c = chisq_test (method, d, &(struct chisq_table){tally, 0, 2, FIRST, 3});
  bool made = c.lacks == CHISQ_LACKS_NOTHING;
  CHECK (u, made == isfinite (c.f) && made == isfinite (c.p) && made == isfinite (c.df2));
  tally_free (tally);
  design_free (d);
  return c.lacks;
}

/* Two dimensions of interaction and one degree of freedom; two columns that are always alike, so
   that one of two dimensions never varies; a population all of which is in the sample. */
static void
check_singular (struct unit *u, const struct toy *t)
{
  guint8 age[MOST], twin[MOST];
  struct toy few = *t, twins = *t, whole = *t;
  few.n = 14; /* two PSUs of a stratum */
  for (size_t i = 0; i < t->n; i++) {
    age[i] = (guint8)level (t, i, "age");
    size_t first = i - i % 2;
    twins.stratum[i] = t->stratum[first];
    twins.psu[i] = t->psu[first];
    twins.weight[i] = t->weight[first];
    twins.g[i] = t->g[first];
    twin[i] = t->y[first] != 0 ? 0 : (guint8)(1 + i % 2);
  }
  const double psus[] = {3, 4, 2, 3};
  for (size_t h = 0; h < G_N_ELEMENTS (psus); h++)
    whole.fpc[h] = psus[h];
  CHECK (u, lack (u, &few, "sp", CHISQ_RAO_SCOTT, age) == CHISQ_LACKS_NOTHING);
  CHECK (u, lack (u, &few, "sp", CHISQ_WALD, age) == CHISQ_LACKS_DF);
  CHECK (u, lack (u, &few, "sp", CHISQ_ADJUSTED_WALD, age) == CHISQ_LACKS_DF);
  CHECK (u, lack (u, &twins, "sp", CHISQ_RAO_SCOTT, twin) == CHISQ_LACKS_NOTHING);
  CHECK (u, lack (u, &twins, "sp", CHISQ_WALD, twin) == CHISQ_LACKS_INVERSE);
  CHECK (u, lack (u, &twins, "sp", CHISQ_ADJUSTED_WALD, twin) == CHISQ_LACKS_INVERSE);
  for (enum chisq_method m = CHISQ_RAO_SCOTT; m <= CHISQ_ADJUSTED_WALD; m++)
    CHECK (u, lack (u, &whole, "spf", m, age) == CHISQ_LACKS_VARIANCE);
}

/* With one row or column, or nobody, there is no test. */
static void
check_none (struct unit *u, const struct toy *t)
{
  struct design *d = make_design (t, "sp");
  guint8 state[MOST];
  guint16 cell[MOST] = {0};
  for (size_t i = 0; i < t->n; i++)
    state[i] = (guint8)(FIRST + level (t, i, "y"));
  struct tally *tally = tally_new (d, 2, FIRST + 2, FIRST);
  tally_add (tally, d, cell, state);
  for (enum chisq_method m = CHISQ_RAO_SCOTT; m <= CHISQ_ADJUSTED_WALD; m++) {
    struct chisq c = chisq_test (m, d, &(struct chisq_table){tally, 0, 2, FIRST, 2});
    CHECK (u, isnan (c.f) && isnan (c.p) && c.lacks == CHISQ_LACKS_ROWS);
    c = chisq_test (m, d, &(struct chisq_table){tally, 1, 1, FIRST, 2});
    CHECK (u, isnan (c.f) && isnan (c.df1) && isnan (c.df2) && c.lacks == CHISQ_LACKS_ROWS);
  }
  tally_free (tally);
  design_free (d);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct toy toy = {0};
  if (argc != 2) {
    fprintf (stderr, "usage: chisq-test FOLDER\n");
    return 2;
  }
  interval_start ();
  read_toy (argv[1], &toy);
  g_auto (GStrv) lines = read_lines (argv[1], "chisq.csv");
  for (char **line = lines + 1; *line; line++) {
    g_auto (GStrv) row = g_strsplit (*line, ",", -1);
    check_table (&u, &toy, CHISQ_RAO_SCOTT, row[0], row[1], row[2], row[3], row + 4);
  }
  check_wald (&u, &toy, argv[1]);
  check_none (&u, &toy);
  check_singular (&u, &toy);
  return unit_report (&u);
}
