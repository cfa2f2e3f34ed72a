/* Small counts in linked tables of random surveys: what is left after suppression is attacked. */
#include <config.h>

#include "estimate/disclose.h"
#include "unit.h"

#include <string.h>

enum { N = 240, N_BY = 3, MIN_N = 10, MOST_CATEGORIES = 3 };
static const size_t levels_of[N_BY] = {2, 3, 2};
/* Breakdowns, as bits of variables: total, sex, age, sex by age, region, age by region. */
static const unsigned breakdowns[] = {0, 1, 2, 3, 4, 6};

/* An invented survey: a level of each variable (-1: missing), and answers to three questions: one
   that few say yes to, one that is asked of those who did, and one with three categories. */
struct people {
  int level[N_BY][N];
  guint8 rare[N], among[N], device[N];
  double weight[N];
};

enum { OUT, FIRST = 3, YES = FIRST, NO }; /* as estimate/answers.h */

static guint32
next (guint32 *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static void
invent (struct people *p, guint32 *seed)
{
  unsigned often = 4 + next (seed) % 60, girls = 5 + next (seed) % 50;
  for (size_t i = 0; i < N; i++) {
    p->level[0][i] = next (seed) % 100 < girls;
    p->level[1][i] = next (seed) % 40 ? (int)(next (seed) % 3) : -1;
    p->level[2][i] = next (seed) % 100 < 8;
    p->rare[i] = next (seed) % 100 < often ? YES : NO;
    p->among[i] = p->rare[i] != YES ? OUT : next (seed) % 3 ? YES : NO;
    p->device[i] = (guint8)(FIRST + (next (seed) % 100 < often ? 1 + next (seed) % 2 : 0));
    p->weight[i] = next (seed) % 50 ? 1 : 0;
  }
}

struct made {
  GArray *rows;
  struct disclosure *disclosure;
};

static bool
in_group (const struct people *p, size_t i, const gint16 *level)
{
  for (size_t v = 0; v < N_BY; v++)
    if (level[v] >= 0 && p->level[v][i] != level[v])
      return false;
  return true;
}

static size_t
count (const struct people *p, const guint8 *state, const gint16 *level, int wanted)
{
  size_t n = 0;
  for (size_t i = 0; i < N; i++)
    n += p->weight[i] > 0 && in_group (p, i, level) &&
         (wanted < 0 ? state[i] >= FIRST : state[i] == wanted);
  return n;
}

static struct made
made_new (bool zero)
{
  return (struct made){g_array_new (FALSE, FALSE, sizeof (struct estimate_row)),
                       disclosure_new ((struct disclosure_rule){MIN_N, zero})};
}

enum { N_PRINTS = 8 };

/* The prints of the states of an answer, and of all from FIRST on together. */
static struct set_print
prints_of (const struct people *p, const guint8 *state, struct set_print *prints)
{
  struct set_print domain = {0};
  set_prints (state, p->weight, N, N_PRINTS, prints);
  for (size_t s = FIRST; s < N_PRINTS; s++)
    domain = set_print_add (domain, prints[s]);
  return domain;
}

/* A row as if it had been estimated, of the group and the counts that the note has. */
static void
add_row (struct made *m, struct estimate_row row, struct disclosed note)
{
  row.n = note.n;
  row.estimate = (double)note.n_with / (double)note.n;
  row.status = note.n ? STATUS_OK : STATUS_EMPTY;
  row.se = row.deff = row.df = row.population = row.coverage = 1;
  note.row = m->rows->len;
  note.has_property = true;
  g_array_append_val (m->rows, row);
  disclosure_note (m->disclosure, &note);
}

/* Of category C of the one indicator; SEX -1: of all. */
static struct estimate_row
row_of_sex (int sex, size_t c)
{
  struct estimate_row row = {.breakdown = sex >= 0, .category = (long)c};
  memset (row.level, -1, sizeof row.level);
  row.level[0] = (gint16)sex;
  return row;
}

/* The rows of one group: one, or one a category. */
static void
add_group (struct made *m, const struct people *p, size_t indicator, size_t breakdown,
           const gint16 *level, const guint8 *state, size_t n_categories)
{
  struct set_print prints[N_PRINTS], domain = prints_of (p, state, prints);
  for (size_t c = 0; c < MAX (n_categories, 1); c++) {
    struct estimate_row row = {.indicator = indicator, .breakdown = breakdown};
    row.category = n_categories ? (long)c : -1;
    memcpy (row.level, level, sizeof row.level);
    add_row (m, row,
             (struct disclosed){.kind = n_categories ? DISCLOSED_PART : DISCLOSED_ALONE,
                                .domain = domain,
                                .property = prints[FIRST + c],
                                .rest = set_print_less (domain, prints[FIRST + c]),
                                .n = count (p, state, level, -1),
                                .n_with = count (p, state, level, (int)(FIRST + c))});
  }
}

static void
add_indicator (struct made *m, const struct people *p, size_t indicator, const guint8 *state,
               size_t n_categories)
{
  for (size_t b = 0; b < G_N_ELEMENTS (breakdowns); b++) {
    gint16 level[ROW_DIMENSIONS];
    size_t n_groups = 1;
    for (size_t v = 0; v < N_BY; v++)
      n_groups *= breakdowns[b] >> v & 1 ? levels_of[v] : 1;
    for (size_t group = 0; group < n_groups; group++) {
      size_t rest = group;
      for (size_t v = 0; v < ROW_DIMENSIONS; v++) {
        level[v] = -1;
        if (v < N_BY && (breakdowns[b] >> v & 1)) {
          level[v] = (gint16)(rest % levels_of[v]);
          rest /= levels_of[v];
        }
      }
      add_group (m, p, indicator, b, level, state, n_categories);
    }
  }
}

static struct made
make (const struct people *p, bool zero)
{
  struct made m = made_new (zero);
  add_indicator (&m, p, 0, p->rare, 0);
  add_indicator (&m, p, 1, p->among, 0);
  add_indicator (&m, p, 2, p->device, MOST_CATEGORIES);
  return m;
}

static void
made_clear (struct made *m)
{
  g_array_free (m->rows, TRUE);
  disclosure_free (m->disclosure);
}

static const struct estimate_row *
row_at (const struct made *m, guint i)
{
  return &g_array_index (m->rows, struct estimate_row, i);
}

/* No figure that is shown tells of fewer than MIN_N, and a suppressed one tells nothing. */
static void
check_primary (struct unit *u, const struct made *m, bool zero)
{
  bool good = true;
  for (guint i = 0; i < m->rows->len; i++) {
    const struct estimate_row *row = row_at (m, i);
    double with = row->estimate * (double)row->n, out = (double)row->n - with;
    bool hidden = row->status == STATUS_SUPPRESSED;
    if (hidden)
      good &= isnan (row->estimate) && isnan (row->se) && isnan (row->deff) &&
              isnan (row->coverage) && row->reason == REASON_DISCLOSURE;
    if (row->n_hidden)
      good &= hidden && row->n == 0 && isnan (row->population) && isnan (row->df);
    else
      good &= row->n == 0 || row->n >= MIN_N;
    if (!hidden && row->n)
      good &= (with > MIN_N - 0.5 || (with < 0.5 && !zero)) &&
              (out > MIN_N - 0.5 || (out < 0.5 && !zero));
  }
  CHECK (u, good);
}

/* The attack everybody tries: a total less the groups that are shown.  N_WITH: of those with the
   property, else of all.  Returns how many small counts came out. */
static size_t
subtract (const struct made *m, const struct made *truth, bool n_with)
{
  size_t found = 0;
  for (guint i = 0; i < m->rows->len; i++) {
    const struct estimate_row *total = row_at (m, i);
    if (total->breakdown != 0)
      continue;
    for (size_t b = 1; b < G_N_ELEMENTS (breakdowns); b++) {
      guint missing = 0, hidden = 0;
      for (guint k = 0; k < m->rows->len; k++) {
        const struct estimate_row *row = row_at (m, k);
        if (row->indicator != total->indicator || row->category != total->category ||
            row->breakdown != b)
          continue;
        if (n_with ? row->status == STATUS_SUPPRESSED : row->n_hidden) {
          hidden++;
          missing = k;
        }
      }
      const struct estimate_row *was = row_at (truth, missing);
      double small = n_with ? was->estimate * (double)was->n : (double)was->n;
      bool shown = n_with ? total->status != STATUS_SUPPRESSED : !total->n_hidden;
      found += shown && hidden == 1 && small > 0 && small < MIN_N;
    }
  }
  return found;
}

static void
test_random (struct unit *u)
{
  guint32 seed = 7;
  size_t came_out = 0, subtracted = 0, suppressed = 0, shown = 0;
  for (int n = 0; n < 24; n++) {
    struct people p;
    bool zero = n % 2;
    struct diag *diag = diag_new ();
    invent (&p, &seed);
    struct made truth = make (&p, zero), weak = make (&p, zero), good = make (&p, zero);
    struct made again = make (&p, zero);
    suppressed += disclosure_protect (good.disclosure, good.rows, false);
    CHECK (u, disclosure_prove (good.disclosure, good.rows, "S", diag) == 0);
    CHECK (u, diag_count (diag, SEVERITY_ERROR) == 0);
    check_primary (u, &good, zero);
    CHECK (u, subtract (&good, &truth, true) == 0 && subtract (&good, &truth, false) == 0);
    for (guint i = 0; i < good.rows->len; i++)
      shown += row_at (&good, i)->status == STATUS_OK;
    disclosure_protect (again.disclosure, again.rows, false);
    CHECK (u, memcmp (again.rows->data, good.rows->data,
                      good.rows->len * sizeof (struct estimate_row)) == 0);
    /* Without the second step the attacks come through. */
    disclosure_protect (weak.disclosure, weak.rows, true);
    check_primary (u, &weak, zero);
    subtracted += subtract (&weak, &truth, true) + subtract (&weak, &truth, false);
    came_out += disclosure_prove (weak.disclosure, weak.rows, "S", diag);
    made_clear (&truth);
    made_clear (&weak);
    made_clear (&good);
    made_clear (&again);
    diag_free (diag);
  }
  CHECK (u, came_out > 200 && subtracted > 20);
  CHECK (u, suppressed > 400 && shown > 200);
}

/* Where a count comes out, nothing is published, and a finding says so. */
static void
test_finding (struct unit *u)
{
  struct people p;
  struct diag *diag = diag_new ();
  guint32 seed = 99;
  invent (&p, &seed);
  struct made m = make (&p, true);
  size_t found = disclosure_prove (m.disclosure, m.rows, "BRA-2018", diag);
  CHECK (u, found > 0 && diag_count (diag, SEVERITY_ERROR) == 1);
  for (guint i = 0; i < m.rows->len; i++)
    CHECK (u, row_at (&m, i)->status == STATUS_SUPPRESSED && row_at (&m, i)->n_hidden);
  made_clear (&m);
  diag_free (diag);
}

/* Girls are 4 of 100: boys go too, for 100 - 96 is 4.  Without groups, nothing has to go. */
static void
test_small (struct unit *u)
{
  struct people p = {0};
  for (size_t i = 0; i < N; i++) {
    p.level[0][i] = i < 4;
    p.level[1][i] = (int)(i % 3);
    p.level[2][i] = (int)(i % 2);
    p.rare[i] = i % 2 ? YES : NO;
    p.device[i] = (guint8)(FIRST + i % 3);
    p.weight[i] = i < 100;
  }
  struct made m = make (&p, false);
  disclosure_protect (m.disclosure, m.rows, false);
  for (guint i = 0; i < m.rows->len; i++) {
    const struct estimate_row *row = row_at (&m, i);
    if (row->indicator != 0)
      continue;
    if (row->breakdown == 0)
      CHECK (u, row->status == STATUS_OK && row->n == 100);
    if (row->breakdown == 1)
      CHECK (u, row->status == STATUS_SUPPRESSED && row->n_hidden);
    if (row->breakdown == 2 || row->breakdown >= 4)
      CHECK (u, row->status == STATUS_OK && !row->n_hidden);
  }
  made_clear (&m);
}

/* ---- Rows that are made of one another ------------------------------------------------------- */

struct linked {
  void (*invent) (struct people *, guint32 *seed);
  struct made (*make) (const struct people *, bool related);
  size_t (*take) (const struct made *, const struct made *truth); /* small counts that come out */
  guint32 seed;
  guint n_rows, first_counted; /* of a group; those from the second on are counted if shown */
  size_t least_shown;
};

/* With the notes that say what is made of what nothing comes out, and not all is hidden; without
   them something does. */
static void
check_linked (struct unit *u, const struct linked *l)
{
  enum { ROUNDS = 20, LEAST_GIVEN_AWAY = 5 };
  guint32 seed = l->seed;
  size_t given_away = 0, shown = 0;
  for (int n = 0; n < ROUNDS; n++) {
    struct people p = {0};
    struct diag *diag = diag_new ();
    l->invent (&p, &seed);
    struct made truth = l->make (&p, true), related = l->make (&p, true);
    struct made alone = l->make (&p, false);
    disclosure_protect (related.disclosure, related.rows, false);
    disclosure_protect (alone.disclosure, alone.rows, false);
    CHECK (u, l->take (&related, &truth) == 0);
    CHECK (u, disclosure_prove (related.disclosure, related.rows, "S", diag) == 0);
    given_away += l->take (&alone, &truth);
    for (guint i = 0; i < related.rows->len; i++)
      shown += i % l->n_rows >= l->first_counted && row_at (&related, i)->status == STATUS_OK;
    made_clear (&truth);
    made_clear (&related);
    made_clear (&alone);
    diag_free (diag);
  }
  CHECK (u, given_away > LEAST_GIVEN_AWAY);
  CHECK (u, shown > l->least_shown);
}

/* ---- Nets ------------------------------------------------------------------------------------ */

enum { N_SCALE = 4, N_NETS = 2, SCALE_ROWS = N_SCALE + N_NETS };
static const size_t nets[N_NETS][2] = {{0, 1}, {0, 3}};

/* The rows of a scale of four with two nets, in total and by sex.  RELATED: the notes say what the
   nets are made of; else they are sets like any others. */
static struct made
make_scale (const struct people *p, bool related)
{
  struct made m = made_new (false);
  struct set_print prints[N_PRINTS], domain = prints_of (p, p->device, prints);
  for (int sex = -1; sex < 2; sex++)
    for (size_t r = 0; r < SCALE_ROWS; r++) {
      struct estimate_row row = row_of_sex (sex, r);
      const size_t *net = r < N_SCALE ? NULL : nets[r - N_SCALE];
      struct disclosed note = {.domain = domain, .n = count (p, p->device, row.level, -1)};
      for (size_t c = 0; c < N_SCALE; c++) {
        bool has = net ? c == net[0] || c == net[1] : c == r;
        struct set_print *to = has ? &note.property : &note.rest;
        *to = set_print_add (*to, prints[FIRST + c]);
        note.n_with += has ? count (p, p->device, row.level, (int)(FIRST + c)) : 0;
      }
      note.kind = !net ? DISCLOSED_PART : related ? DISCLOSED_NET : DISCLOSED_ALONE;
      note.of = net;
      note.n_of = net ? 2 : 0;
      add_row (&m, row, note);
    }
  return m;
}

/* Nets less the categories of theirs that are shown: how many small counts come out? */
static size_t
take_from_nets (const struct made *m, const struct made *truth)
{
  size_t found = 0;
  for (guint first = 0; first < m->rows->len; first += SCALE_ROWS)
    for (guint k = 0; k < N_NETS; k++)
      for (guint i = 0; i < 2; i++) {
        const struct estimate_row *net = row_at (m, first + N_SCALE + k);
        const struct estimate_row *one = row_at (m, first + (guint)nets[k][i]);
        const struct estimate_row *other = row_at (m, first + (guint)nets[k][1 - i]);
        const struct estimate_row *was = row_at (truth, first + (guint)nets[k][i]);
        double small = was->estimate * (double)was->n;
        found += net->status == STATUS_OK && other->status == STATUS_OK && !net->n_hidden &&
                 one->status == STATUS_SUPPRESSED && small > 0.5 && small < MIN_N - 0.5;
      }
  return found;
}

/* The first category is small, the second large, so that the third would be hidden with it; and the
   net of the first two would give the first away. */
static void
invent_scale (struct people *p, guint32 *seed)
{
  for (size_t i = 0; i < N; i++) {
    unsigned x = next (seed) % 100;
    p->level[0][i] = next (seed) % 2;
    p->device[i] = (guint8)(FIRST + (x < 3 ? 0 : x < 55 ? 1 : x < 70 ? 2 : 3));
    p->weight[i] = 1;
  }
}

/* Prints tell sets apart, and add up. */
static void
test_prints (struct unit *u)
{
  const guint8 state[] = {3, 4, 3, 4, 0}, other[] = {3, 3, 3, 3, 3};
  const double weight[] = {1, 2, 1, 0, 1};
  struct set_print a[5], b[5], both;
  set_prints (state, weight, 5, 5, a);
  set_prints (other, weight, 4, 5, b);
  both = set_print_add (a[3], a[4]);
  CHECK (u, both.lo == b[3].lo && both.hi == b[3].hi && !set_print_empty (a[4]));
  CHECK (u, a[3].lo != a[4].lo && a[3].hi != a[4].hi && set_print_empty (b[4]));
  both = set_print_less (b[3], a[4]);
  CHECK (u, both.lo == a[3].lo && both.hi == a[3].hi);
}

int
main (void)
{
  struct unit u = {0};
  test_prints (&u);
  test_small (&u);
  test_random (&u);
  check_linked (
      &u, &(struct linked){invent_scale, make_scale, take_from_nets, 11, SCALE_ROWS, N_SCALE, 5});
  test_finding (&u);
  return unit_report (&u);
}
