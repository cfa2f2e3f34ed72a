/* Rao and Scott's test against R's survey package: tests/reference/chisq.csv, made by chisq.R.
   Usage: chisq-test FOLDER. */
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

static void
check_row (struct unit *u, const struct toy *t, char **row)
{
  struct design *d = make_design (t, row[0]);
  guint16 cell[MOST];
  guint8 state[MOST];
  int before = u->failed;
  /* One cell before and one behind the rows, which are no part of the table. */
  for (size_t i = 0; i < t->n; i++) {
    int column = level (t, i, row[3]);
    bool in = in_domain (t, i, row[1]);
    cell[i] = (guint16)(in ? 1 + level (t, i, row[2]) : (int)(i % 2) * 4);
    state[i] = (guint8)(column < 0 ? OUT : FIRST + column);
  }
  struct tally *tally = tally_new (d, 5, FIRST + 3, FIRST);
  tally_add (tally, d, cell, state);
  struct chisq c = chisq_rao_scott (d, &(struct chisq_table){tally, 1, 3, FIRST, 3});
  CHECK_NEAR (u, c.f, g_ascii_strtod (row[4], NULL), 1e-9);
  CHECK_NEAR (u, c.df1, g_ascii_strtod (row[5], NULL), 1e-9);
  CHECK_NEAR (u, c.df2, g_ascii_strtod (row[6], NULL), 1e-9);
  CHECK_NEAR (u, c.p, g_ascii_strtod (row[7], NULL), 1e-9);
  if (u->failed > before)
    fprintf (stderr, "  in %s %s %s %s\n", row[0], row[1], row[2], row[3]);
  tally_free (tally);
  design_free (d);
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
  struct chisq c = chisq_rao_scott (d, &(struct chisq_table){tally, 0, 2, FIRST, 2});
  CHECK (u, isnan (c.f) && isnan (c.p));
  c = chisq_rao_scott (d, &(struct chisq_table){tally, 1, 1, FIRST, 2});
  CHECK (u, isnan (c.f) && isnan (c.df1) && isnan (c.df2));
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
    check_row (&u, &toy, row);
  }
  check_none (&u, &toy);
  return unit_report (&u);
}
