/* Sets of items in random surveys, against somebody who has the rows that are left and tries all
   ways in which children can have the items. */
#include <config.h>

#include "estimate/disclose.h"
#include "estimate/overlap.h"
#include "unit.h"

#include <string.h>

enum { GIRLS, BOYS, ALL, N_GROUPS };
enum { EACH = 10, N = 2 * EACH, MIN_N = 3, MOST_ITEMS = 3, PATTERNS = 1 << MOST_ITEMS };
enum { OUT = 0, YES = 3, NO = 4 }; /* as estimate/answers.h */

/* What rows tell of a group: how many have item A, B, C, any; and A and B, in a table among those
   who have A. */
enum { A, B, C, ANY, BOTH, N_TOLD };

/* A made-up survey: the pattern of each child, and in numbers. */
struct children {
  size_t n_items;
  bool totals, among; /* rows for any and none; A and B is told of too */
  int pattern[N];
  int count[N_GROUPS][PATTERNS];
};

struct made {
  GArray *rows;
  struct disclosure *disclosure;
};

static guint32
next (guint32 *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static void
invent (struct children *s, guint32 *seed)
{
  unsigned often[MOST_ITEMS], with = 10 + next (seed) % 80;
  memset (s->count, 0, sizeof s->count);
  for (size_t k = 0; k < MOST_ITEMS; k++)
    often[k] = 20 + next (seed) % 70;
  for (size_t i = 0; i < N; i++) {
    int p = 0;
    for (size_t k = 0; k < s->n_items; k++)
      if (next (seed) % 100 < often[k] || (k && (p & 1) && next (seed) % 100 < with))
        p |= 1 << k;
    s->pattern[i] = p;
    s->count[i < EACH ? GIRLS : BOYS][p]++;
    s->count[ALL][p]++;
  }
}

/* ---- The attacker --------------------------------------------------------------------------- */

/* Of a group: told numbers, then the sets of children that nobody is to know to be few. */
enum { BASE_EVENTS = 2 * N_TOLD, MOST_EVENTS = BASE_EVENTS + 3 * MOST_ITEMS + 2 + 15 };
static int
told_of (const struct children *s, const int *count, int what)
{
  int n = 0;
  for (int p = 0; p < 1 << s->n_items; p++)
    n += count[p] * (what == ANY ? p > 0 : what == BOTH ? (p & 3) == 3 : p >> what & 1);
  return n;
}

static int
bits (int p)
{
  return (p & 1) + (p >> 1 & 1) + (p >> 2 & 1);
}

/* Is a child of pattern P in event E?  Fewer than 0: there is no such event. */
static int
has_event (const struct children *s, int e, int p)
{
  int n = (int)s->n_items;
  if (e < N_TOLD || (e < BASE_EVENTS && e - N_TOLD != BOTH)) {
    int what = e % N_TOLD;
    int has = what == ANY ? p > 0 : what == BOTH ? (p & 3) == 3 : p >> what & 1;
    return what == C && n < 3 ? -1 : e < N_TOLD ? has : !has;
  }
  if (e < BASE_EVENTS)
    return (p & 3) == 1; /* the rest of those who have A */
  e -= BASE_EVENTS;
  if (e < 3 * MOST_ITEMS + 2) {
    int k = e % MOST_ITEMS;
    if (e >= 3 * MOST_ITEMS)
      return e == 3 * MOST_ITEMS ? bits (p) > 1 : bits (p) == 1;
    if (k >= n)
      return -1;
    return e / MOST_ITEMS == 0   ? p > 0 && !(p >> k & 1)
           : e / MOST_ITEMS == 1 ? p == 1 << k
                                 : (p >> k & 1) && p != 1 << k;
  }
  e -= 3 * MOST_ITEMS + 2;
  static const int pairs[3][2] = {{0, 1}, {0, 2}, {1, 2}};
  int i = pairs[e / 5][0], k = pairs[e / 5][1], one = p >> i & 1, other = p >> k & 1;
  if (k >= n)
    return -1;
  const int in[5] = {one && other, one && !other, other && !one, one || other, !one && !other};
  return in[e % 5];
}

/* Of all ways to have the items that give the same told numbers, how many are in each event. */
struct ways {
  int told[N_TOLD], lo[MOST_EVENTS], hi[MOST_EVENTS];
};

static void
take_way (GArray *all, GHashTable *known, const struct children *s, const int *count)
{
  struct ways way = {{0}, {0}, {0}};
  int key = 0;
  for (int t = 0; t < N_TOLD; t++) {
    way.told[t] = told_of (s, count, t);
    if ((t == ANY && !s->totals) || (t == BOTH && !s->among) || (t == C && s->n_items < 3))
      way.told[t] = 0;
    key = key * (EACH + 1) + way.told[t];
  }
  gpointer at = g_hash_table_lookup (known, GINT_TO_POINTER (key + 1));
  bool is_new = !at;
  if (is_new) {
    g_array_append_val (all, way);
    at = GUINT_TO_POINTER (all->len);
    g_hash_table_insert (known, GINT_TO_POINTER (key + 1), at);
  }
  struct ways *w = &g_array_index (all, struct ways, GPOINTER_TO_UINT (at) - 1);
  for (int e = 0; e < MOST_EVENTS; e++) {
    int n = 0;
    for (int p = 0; p < 1 << s->n_items; p++)
      n += has_event (s, e, p) > 0 ? count[p] : 0;
    w->lo[e] = is_new ? n : MIN (w->lo[e], n);
    w->hi[e] = is_new ? n : MAX (w->hi[e], n);
  }
}

static void
enumerate (GArray *all, GHashTable *known, const struct children *s, int *count, int at, int left)
{
  if (at == (1 << s->n_items) - 1) {
    count[at] = left;
    take_way (all, known, s, count);
    return;
  }
  for (count[at] = 0; count[at] <= left; count[at]++) {
    int own = count[at];
    enumerate (all, known, s, count, at + 1, left - own);
    count[at] = own;
  }
}

/* All that EACH children of a group can have: struct ways. */
static GArray *
find_ways (const struct children *s)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (struct ways));
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  int count[PATTERNS] = {0};
  enumerate (all, known, s, count, 0, EACH);
  return all;
}

/* SHOWN [group][told]: the number, or -1. */
static bool
fits (const struct ways *w, const int *shown)
{
  for (int t = 0; t < N_TOLD; t++)
    if (shown[t] >= 0 && shown[t] != w->told[t])
      return false;
  return true;
}

static GArray *
that_fit (const GArray *all, const int *shown)
{
  GArray *some = g_array_new (FALSE, FALSE, sizeof (struct ways));
  for (guint i = 0; i < all->len; i++)
    if (fits (&g_array_index (all, struct ways, i), shown))
      g_array_append_val (some, g_array_index (all, struct ways, i));
  return some;
}

struct range {
  int lo[N_GROUPS][MOST_EVENTS], hi[N_GROUPS][MOST_EVENTS];
};

static void
widen (struct range *r, int group, int e, int lo, int hi)
{
  r->lo[group][e] = MIN (r->lo[group][e], lo);
  r->hi[group][e] = MAX (r->hi[group][e], hi);
}

static void
attack (const GArray *all, int shown[N_GROUPS][N_TOLD], struct range *r)
{
  g_autoptr (GArray) girls = that_fit (all, shown[GIRLS]);
  g_autoptr (GArray) boys = that_fit (all, shown[BOYS]);
  for (int g = 0; g < N_GROUPS; g++)
    for (int e = 0; e < MOST_EVENTS; e++) {
      r->lo[g][e] = 2 * N;
      r->hi[g][e] = -1;
    }
  for (guint i = 0; i < girls->len; i++)
    for (guint k = 0; k < boys->len; k++) {
      const struct ways *a = &g_array_index (girls, struct ways, i);
      const struct ways *b = &g_array_index (boys, struct ways, k);
      bool good = true;
      for (int t = 0; t < N_TOLD; t++)
        good &= shown[ALL][t] < 0 || shown[ALL][t] == a->told[t] + b->told[t];
      for (int e = 0; good && e < MOST_EVENTS; e++) {
        widen (r, GIRLS, e, a->lo[e], a->hi[e]);
        widen (r, BOYS, e, b->lo[e], b->hi[e]);
        widen (r, ALL, e, a->lo[e] + b->lo[e], a->hi[e] + b->hi[e]);
      }
    }
}

/* Has anybody in the survey pattern P, as far as MASK goes? */
static bool
any_of (const struct children *s, int p, int mask)
{
  int n = 0;
  for (int q = 0; q < 1 << s->n_items; q++)
    n += (q & mask) == p ? s->count[ALL][q] : 0;
  return n > 0;
}

/* Must nobody find out how many of GROUP are in event E?  That it is nobody says something of two
   items where there is somebody who has each. */
static bool
is_secret (const struct children *s, int group, int e, bool zero)
{
  int n = 0, least = N;
  for (int p = 0; p < 1 << s->n_items; p++)
    n += has_event (s, e, p) > 0 ? s->count[group][p] : 0;
  for (int k = 0; k < (int)s->n_items; k++)
    least = MIN (least, told_of (s, s->count[group], k));
  bool there = has_event (s, e, 0) >= 0;
  /* That A and B, told of by another table, are B in the whole survey goes without saying. */
  zero &=
      !s->among || (any_of (s, 1, 3) && any_of (s, 2, 3) && any_of (s, 3, 3) && any_of (s, 0, 3));
  return there && n < MIN_N && (n > 0 || (zero && least > 0));
}

static size_t
count_found (const struct children *s, const struct range *r, bool zero)
{
  size_t found = 0;
  for (int g = 0; g < N_GROUPS; g++)
    for (int e = 0; e < MOST_EVENTS; e++)
      found += is_secret (s, g, e, zero) && r->hi[g][e] - r->lo[g][e] < MIN_N;
  return found;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void
prints_of (const struct children *s, int what, struct set_print *yes, struct set_print *domain)
{
  double weight[N];
  guint8 state[N];
  struct set_print prints[NO + 1];
  for (size_t i = 0; i < N; i++) {
    int p = s->pattern[i];
    bool has = what == ANY ? p > 0 : what == BOTH ? (p & 3) == 3 : p >> what & 1;
    weight[i] = 1;
    state[i] = what == BOTH && !(p & 1) ? OUT : has ? YES : NO;
  }
  set_prints (state, weight, N, G_N_ELEMENTS (prints), prints);
  *yes = prints[YES];
  *domain = set_print_add (prints[YES], prints[NO]);
}

static struct overlap *
cross (const struct children *s)
{
  guint8 state[MOST_ITEMS][N];
  const guint8 *states[MOST_ITEMS] = {state[0], state[1], state[2]};
  double weight[N];
  for (size_t i = 0; i < N; i++) {
    weight[i] = 1;
    for (size_t k = 0; k < s->n_items; k++)
      state[k][i] = s->pattern[i] >> k & 1 ? YES : NO;
  }
  return overlap_new (states, s->n_items, weight, N);
}

static void
add_row (struct made *m, const struct children *s, int group, int what, struct disclosed note)
{
  struct estimate_row row = {.breakdown = group != ALL, .status = STATUS_OK};
  bool none = what == N_TOLD;
  int all = group == ALL ? N : EACH;
  memset (row.level, -1, sizeof row.level);
  row.level[0] = (gint16)(group == ALL ? -1 : group);
  row.indicator = what == BOTH;
  row.category = what == BOTH ? -1 : what;
  note.row = m->rows->len;
  note.n = (size_t)(what == BOTH ? told_of (s, s->count[group], A) : all);
  note.n_with = (size_t)told_of (s, s->count[group], none ? ANY : what);
  prints_of (s, none ? ANY : what, &note.property, &note.domain);
  if (what == ANY || none) {
    struct overlap *x = cross (s);
    note.property = overlap_any (x);
    overlap_free (x);
  }
  if (none) {
    note.n_with = note.n - note.n_with;
    note.property = set_print_less (note.domain, note.property);
  }
  note.has_property = true;
  row.n = note.n;
  row.estimate = (double)note.n_with / (double)note.n;
  row.se = row.deff = row.df = row.population = row.coverage = 1;
  g_array_append_val (m->rows, row);
  disclosure_note (m->disclosure, &note);
}

/* CROSSED: the notes say how the items cross, else only that they are parts of the base. */
static struct made
make (const struct children *s, bool zero, bool crossed)
{
  struct made m = {g_array_new (FALSE, FALSE, sizeof (struct estimate_row)),
                   disclosure_new ((struct disclosure_rule){MIN_N, zero})};
  struct overlap *x = cross (s);
  guint16 group_of[N];
  disclosure_keep (m.disclosure, x);
  for (size_t i = 0; i < N; i++)
    group_of[i] = i < EACH ? GIRLS : BOYS;
  for (int g = N_GROUPS - 1; g >= 0; g--) {
    struct disclosed note = {.kind = DISCLOSED_ITEM};
    if (crossed) {
      note.overlap = x;
      note.counts = overlap_count (x, g == ALL ? NULL : group_of, (size_t)g);
    }
    for (int k = 0; k < (int)s->n_items; k++) {
      add_row (&m, s, g, k, note);
      note = (struct disclosed){.kind = DISCLOSED_ITEM};
    }
    if (s->totals) {
      add_row (&m, s, g, ANY, (struct disclosed){.kind = DISCLOSED_ANY});
      add_row (&m, s, g, N_TOLD, (struct disclosed){.kind = DISCLOSED_ALONE});
    }
  }
  for (int g = N_GROUPS - 1; s->among && g >= 0; g--)
    add_row (&m, s, g, BOTH, (struct disclosed){.kind = DISCLOSED_ALONE});
  return m;
}

static void
made_clear (struct made *m)
{
  g_array_free (m->rows, TRUE);
  disclosure_free (m->disclosure);
}

/* What the rows show, as the attacker takes it down; how many are suppressed. */
static size_t
read_rows (const struct made *m, int shown[N_GROUPS][N_TOLD])
{
  size_t suppressed = 0;
  memset (shown, -1, N_GROUPS * sizeof *shown);
  for (guint i = 0; i < m->rows->len; i++) {
    const struct estimate_row *row = &g_array_index (m->rows, struct estimate_row, i);
    int g = row->level[0] < 0 ? ALL : row->level[0];
    int with = isnan (row->estimate) ? -1 : (int)lround (row->estimate * (double)row->n);
    suppressed += row->status == STATUS_SUPPRESSED;
    if (row->indicator == 1) { /* among those who have A */
      if (!row->n_hidden)
        shown[g][A] = (int)row->n;
      if (with >= 0)
        shown[g][BOTH] = with;
      continue;
    }
    if (with < 0)
      continue;
    if (row->category == N_TOLD)
      shown[g][ANY] = (g == ALL ? N : EACH) - with;
    else
      shown[g][row->category] = with;
  }
  return suppressed;
}

/* ---- Tests ---------------------------------------------------------------------------------- */

struct sums {
  size_t found, weak_found, suppressed, weak_suppressed, rows;
};

static void
try_survey (struct unit *u, const struct children *s, const GArray *ways, bool zero,
            struct sums *sums)
{
  struct made good = make (s, zero, true), weak = make (s, zero, false);
  int shown[N_GROUPS][N_TOLD];
  struct range r;
  struct diag *diag = diag_new ();
  disclosure_protect (good.disclosure, good.rows, false);
  CHECK (u, disclosure_prove (good.disclosure, good.rows, "S", diag) == 0);
  sums->suppressed += read_rows (&good, shown);
  attack (ways, shown, &r);
  size_t found = count_found (s, &r, zero);
  CHECK (u, found == 0);
  sums->found += found;
  disclosure_protect (weak.disclosure, weak.rows, false);
  sums->weak_suppressed += read_rows (&weak, shown);
  attack (ways, shown, &r);
  sums->weak_found += count_found (s, &r, zero);
  sums->rows += good.rows->len;
  made_clear (&good);
  made_clear (&weak);
  diag_free (diag);
}

/* What is left of the rows tells no small count to somebody who tries all ways; without knowing how
   the items cross it would. */
static void
test_sets (struct unit *u, size_t n_items, bool totals, bool among, size_t least)
{
  guint32 seed = 17 + (guint32)n_items;
  struct children s = {.n_items = n_items, .totals = totals, .among = among};
  struct sums sums = {0};
  GArray *ways = find_ways (&s);
  for (int n = 0; n < 16; n++) {
    invent (&s, &seed);
    try_survey (u, &s, ways, n % 2, &sums);
  }
  CHECK (u, sums.weak_found >= least);
  CHECK (u, sums.suppressed < sums.rows);
  g_array_free (ways, TRUE);
}

/* In both groups one child alone has pattern FEW, and every other pattern three have: nothing else
   is small. */
static void
test_one_few (struct unit *u, int few)
{
  struct children s = {.n_items = 2, .totals = true};
  struct sums sums = {0};
  GArray *ways = find_ways (&s);
  for (size_t i = 0; i < N; i++) {
    int p = i % EACH ? (few + 1 + (int)(i % EACH - 1) / MIN_N) % 4 : few;
    s.pattern[i] = p;
    s.count[i < EACH ? GIRLS : BOYS][p]++;
    s.count[ALL][p]++;
  }
  CHECK (u, s.count[GIRLS][few] == 1 && s.count[BOYS][(few + 3) % 4] == MIN_N);
  try_survey (u, &s, ways, false, &sums);
  CHECK (u, sums.weak_found > 0 && sums.suppressed < sums.rows / 2);
  g_array_free (ways, TRUE);
}

/* Patterns, their numbers and prints. */
static void
test_overlap (struct unit *u)
{
  const guint8 a[] = {YES, YES, NO, NO, OUT, YES}, b[] = {YES, NO, YES, NO, OUT, YES};
  const guint8 *state[] = {a, b};
  const double weight[] = {1, 2, 1, 1, 1, 0};
  const guint16 group[] = {0, 1, 1, 1, 1, 0};
  struct overlap *x = overlap_new (state, 2, weight, 6);
  struct set_print prints[NO + 1], both = {0};
  g_autofree size_t *all = overlap_count (x, NULL, 0), *some = overlap_count (x, group, 1);
  size_t n[N_OVERLAP_EVENTS] = {0}, n_some = 0;
  CHECK (u, x->n == 4 && x->n_items == 2);
  for (size_t p = 0; p < x->n; p++) {
    CHECK (u, all[p] == 1);
    n_some += some[p];
    for (size_t e = 0; e < N_OVERLAP_EVENTS; e++)
      n[e] += overlap_is_in (x, (enum overlap_event)e, 1, 0, p);
    if (overlap_is_in (x, OVERLAP_BOTH, 0, 1, p) || overlap_is_in (x, OVERLAP_FIRST, 0, 1, p))
      both = set_print_add (both, x->prints[p]);
  }
  set_prints (a, weight, 6, G_N_ELEMENTS (prints), prints);
  CHECK (u, n_some == 3 && set_print_same (both, prints[YES]));
  CHECK (u, n[OVERLAP_BOTH] == 1 && n[OVERLAP_FIRST] == 1 && n[OVERLAP_SECOND] == 1);
  CHECK (u, n[OVERLAP_EITHER] == 3 && n[OVERLAP_NEITHER] == 1 && n[OVERLAP_OTHERS] == 0);
  CHECK (u, n[OVERLAP_WITHOUT] == 1 && n[OVERLAP_ONLY] == 1 && n[OVERLAP_MORE] == 1);
  CHECK (u, n[OVERLAP_AT_LEAST] == 3 && n[OVERLAP_JUST] == 2);
  overlap_free (x);
}

int
main (void)
{
  struct unit u = {0};
  test_overlap (&u);
  for (int few = 1; few < 4; few++)
    test_one_few (&u, few);
  test_sets (&u, 2, true, false, 50);
  test_sets (&u, 2, true, true, 50);
  test_sets (&u, 2, false, true, 10);
  test_sets (&u, 2, false, false, 0);
  test_sets (&u, 3, true, false, 20);
  test_sets (&u, 3, true, true, 20);
  test_sets (&u, 3, false, true, 5);
  return unit_report (&u);
}
