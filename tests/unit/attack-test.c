/* The attack on published tables, against all tables of whole numbers that fit what is published.
 */
#include <config.h>

#include "estimate/attack.h"
#include "stat/polytope.h"
#include "unit.h"

#include <string.h>

enum { ROWS = 2, MOST_COLUMNS = 3, CAP = 9, WIDTH = 3 };

/* A table with its margins: cell [ROWS][n] is the corner. */
struct grid {
  size_t columns;
  int count[ROWS + 1][MOST_COLUMNS + 1];
  bool known[ROWS + 1][MOST_COLUMNS + 1];
  /* what fits, after enumerate */
  int lo[ROWS + 1][MOST_COLUMNS + 1], hi[ROWS + 1][MOST_COLUMNS + 1];
};

static void
fill (struct grid *g, guint32 *seed, size_t columns)
{
  memset (g, 0, sizeof *g);
  g->columns = columns;
  for (size_t i = 0; i <= ROWS; i++)
    for (size_t k = 0; k <= columns; k++) {
      *seed = *seed * 1664525 + 1013904223;
      int value = (int)(*seed >> 24) % 4;
      g->known[i][k] = (*seed >> 16) % 100 < 60;
      if (i == ROWS || k == columns)
        continue;
      g->count[i][k] = value;
      g->count[i][columns] += value;
      g->count[ROWS][k] += value;
      g->count[ROWS][columns] += value;
    }
}

/* Take in a table that fits: T [ROWS][columns]. */
static void
take (struct grid *g, int t[ROWS][MOST_COLUMNS])
{
  int all[ROWS + 1][MOST_COLUMNS + 1] = {{0}};
  for (size_t i = 0; i < ROWS; i++)
    for (size_t k = 0; k < g->columns; k++) {
      all[i][k] = t[i][k];
      all[i][g->columns] += t[i][k];
      all[ROWS][k] += t[i][k];
      all[ROWS][g->columns] += t[i][k];
    }
  for (size_t i = 0; i <= ROWS; i++)
    for (size_t k = 0; k <= g->columns; k++)
      if (g->known[i][k] && all[i][k] != g->count[i][k])
        return;
  for (size_t i = 0; i <= ROWS; i++)
    for (size_t k = 0; k <= g->columns; k++) {
      g->lo[i][k] = MIN (g->lo[i][k], all[i][k]);
      g->hi[i][k] = MAX (g->hi[i][k], all[i][k]);
    }
}

static void
enumerate (struct grid *g, int t[ROWS][MOST_COLUMNS], size_t at)
{
  size_t i = at / g->columns, k = at % g->columns;
  if (at == ROWS * g->columns) {
    take (g, t);
    return;
  }
  for (int value = 0; value <= CAP; value++)
    if (!g->known[i][k] || value == g->count[i][k]) {
      t[i][k] = value;
      enumerate (g, t, at + 1);
    }
}

static struct attack *
attack_on (const struct grid *g, size_t cell[ROWS + 1][MOST_COLUMNS + 1])
{
  struct attack *a = attack_new ();
  size_t column[ROWS];
  for (size_t i = 0; i <= ROWS; i++)
    for (size_t k = 0; k <= g->columns; k++) {
      cell[i][k] = attack_cell (a, (size_t)g->count[i][k]);
      attack_at (a, cell[i][k])->known = g->known[i][k];
      attack_at (a, cell[i][k])->sensitive = !g->known[i][k];
    }
  for (size_t i = 0; i <= ROWS; i++)
    attack_sum (a, cell[i][g->columns], cell[i], g->columns);
  for (size_t k = 0; k <= g->columns; k++) {
    for (size_t i = 0; i < ROWS; i++)
      column[i] = cell[i][k];
    attack_sum (a, cell[ROWS][k], column, ROWS);
  }
  return a;
}

/* Two-way tables have whole corners: what is found is what all fitting tables say, neither more nor
   less.  A count that comes near the cap of the enumeration has no bound. */
static void
test_enumerated (struct unit *u, size_t columns, int tables)
{
  guint32 seed = 20201 + (guint32)columns;
  int found = 0, open = 0;
  for (int n = 0; n < tables; n++) {
    struct grid g;
    int t[ROWS][MOST_COLUMNS] = {{0}};
    size_t cell[ROWS + 1][MOST_COLUMNS + 1];
    fill (&g, &seed, columns);
    for (size_t i = 0; i <= ROWS; i++)
      for (size_t k = 0; k <= columns; k++)
        g.lo[i][k] = 1000;
    enumerate (&g, t, 0);
    struct attack *a = attack_on (&g, cell);
    size_t total = attack_run (a, WIDTH), expected = 0;
    for (size_t i = 0; i <= ROWS; i++)
      for (size_t k = 0; k <= columns; k++) {
        bool known = g.known[i][k], narrow = g.hi[i][k] - g.lo[i][k] < WIDTH;
        const struct attack_cell *c = attack_at (a, cell[i][k]);
        expected += !known && narrow;
        CHECK (u, attack_found (c, WIDTH) == (!known && narrow));
        if (!known && narrow) {
          CHECK (u, c->lo <= g.count[i][k] && c->hi >= g.count[i][k]);
          CHECK (u, ceil (c->lo - 1e-6) == g.lo[i][k] && floor (c->hi + 1e-6) == g.hi[i][k]);
        }
        open += !known && !narrow;
      }
    CHECK (u, total == expected);
    found += (int)total;
    attack_free (a);
  }
  CHECK (u, found > tables / 4 && open > tables / 4); /* both kinds were tried */
}

/* Three sums of two in a ring: propagation sees nothing, all equations together see everything. */
static void
test_ring (struct unit *u)
{
  struct attack *a = attack_new ();
  size_t x = attack_cell (a, 20), y = attack_cell (a, 20), z = attack_cell (a, 20);
  size_t xy = attack_cell (a, 40), yz = attack_cell (a, 40), zx = attack_cell (a, 40);
  attack_at (a, x)->sensitive = true;
  attack_at (a, xy)->known = attack_at (a, yz)->known = attack_at (a, zx)->known = true;
  attack_sum (a, xy, (const size_t[]){x, y}, 2);
  attack_sum (a, yz, (const size_t[]){y, z}, 2);
  CHECK (u, attack_run (a, 10) == 0);
  attack_sum (a, zx, (const size_t[]){z, x}, 2);
  CHECK (u, attack_run (a, 10) == 1);
  CHECK_NEAR (u, attack_at (a, x)->lo, 20, 1e-6);
  CHECK_NEAR (u, attack_at (a, x)->hi, 20, 1e-6);
  attack_free (a);
}

/* The rest of an equation is known: 7 of 100 have no group. */
static void
test_rest (struct unit *u)
{
  struct attack *a = attack_new ();
  size_t all = attack_cell (a, 100), boys = attack_cell (a, 90), girls = attack_cell (a, 3);
  attack_at (a, girls)->sensitive = attack_at (a, all)->known = true;
  attack_at (a, boys)->known = true;
  attack_sum (a, all, (const size_t[]){boys, girls}, 2);
  CHECK (u, attack_run (a, 10) == 1 && attack_at (a, girls)->lo == 3);
  attack_at (a, boys)->known = false;
  CHECK (u, attack_run (a, 10) == 0);
  CHECK (u, attack_run (a, 93) == 0 && attack_run (a, 94) == 1);
  attack_free (a);
}

/* Of 20 at most 2 are in a part; equations inside of a set are used at last, and do not take what
   has been found without them. */
static void
test_inner (struct unit *u)
{
  struct attack *a = attack_new ();
  size_t whole = attack_cell (a, 20), part = attack_cell (a, 2), far = attack_cell (a, 30);
  size_t x = attack_cell (a, 20), y = attack_cell (a, 20), z = attack_cell (a, 20);
  size_t xy = attack_cell (a, 40), yz = attack_cell (a, 40), zx = attack_cell (a, 40);
  attack_at (a, part)->sensitive = attack_at (a, x)->sensitive = true;
  attack_at (a, xy)->known = attack_at (a, yz)->known = attack_at (a, zx)->known = true;
  attack_at (a, whole)->known = true;
  attack_least (a, whole, &part, 1);
  attack_least (a, far, &part, 1);
  CHECK (u, attack_run (a, 20) == 0 && attack_run (a, 21) == 1);
  CHECK (u, attack_at (a, part)->hi == 20 && attack_at (a, far)->lo == 0);
  attack_at (a, far)->known = true;
  attack_at (a, part)->sensitive = false;
  attack_sum (a, xy, (const size_t[]){x, y}, 2);
  attack_sum (a, yz, (const size_t[]){y, z}, 2);
  CHECK (u, attack_run (a, 10) == 0);
  attack_sum_for (a, ATTACK_BOUNDS, zx, (const size_t[]){z, x}, 2);
  CHECK (u, attack_run (a, 10) == 0);
  attack_sum_for (a, ATTACK_INNER, zx, (const size_t[]){z, x}, 2);
  CHECK (u, attack_run (a, 10) == 1 && attack_at (a, x)->lo > 19);
  attack_free (a);
}

/* x + y = 5, y - z = 1: x goes from 0 to 4; a variable in no equation has no bound; one that
   follows from a row said twice is not lost. */
static void
test_polytope (struct unit *u)
{
  static const double rows[3][4] = {{1, 1, 0, 0}, {2, 2, 0, 0}, {0, 1, -1, 0}};
  static const double x[4] = {2, 3, 2, 7};
  double *a = g_new (double, 12);
  memcpy (a, rows, sizeof rows);
  struct polytope *p = polytope_new (a, 3, x, 4);
  CHECK (u, p->n_rows == 2);
  CHECK_NEAR (u, polytope_most (p, 0, INFINITY), 4, 1e-12);
  CHECK_NEAR (u, polytope_least (p, 0, -INFINITY), 0, 1e-12);
  CHECK_NEAR (u, polytope_most (p, 2, INFINITY), 4, 1e-12);
  CHECK_NEAR (u, polytope_least (p, 1, -INFINITY), 1, 1e-12);
  CHECK (u, isinf (polytope_most (p, 3, INFINITY)) && polytope_least (p, 3, -INFINITY) == 0);
  polytope_free (p);
}

int
main (void)
{
  struct unit u = {0};
  test_enumerated (&u, 2, 400);
  test_enumerated (&u, MOST_COLUMNS, 60);
  test_ring (&u);
  test_rest (&u);
  test_inner (&u);
  test_polytope (&u);
  return unit_report (&u);
}
