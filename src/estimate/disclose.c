#include <config.h>

#include "estimate/disclose.h"

#include "estimate/linked.h"
#include "estimate/overlap.h"
#include "estimate/quality.h"

#include <math.h>
#include <string.h>

/* ---- What is published ---------------------------------------------------------------------- */

static bool
hides_n (const struct linked *l, const struct told *t)
{
  return l->hidden[(size_t)t->domain];
}

static bool
hides_figure (const struct linked *l, const struct told *t)
{
  return hides_n (l, t) ||
         (t->property != NO_CELL && (l->hidden[(size_t)t->property] || l->hidden[(size_t)t->rest]));
}

static const struct estimate_row *
row_of (const GArray *rows, const struct told *t)
{
  return &g_array_index (rows, struct estimate_row, t->row);
}

/* What somebody knows who has the rows without those that are to be hidden. */
static void
look (struct linked *l, const GArray *rows)
{
  for (guint i = 0; i < l->attack->cells->len; i++)
    attack_at (l->attack, i)->known = false;
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i);
    const struct estimate_row *row = row_of (rows, t);
    if (!hides_n (l, t) && !row->n_hidden)
      attack_at (l->attack, (size_t)t->domain)->known = true;
    if (t->property != NO_CELL && linked_shows_figure (row) && !hides_figure (l, t))
      attack_at (l->attack, (size_t)t->property)->known = true;
  }
}

/* ---- Secondary suppression ------------------------------------------------------------------ */

/* The I-th cell of an equation, the whole being the last. */
static size_t
member (const struct linked *l, const struct attack_sum *s, size_t i)
{
  return i < s->n ? g_array_index (l->attack->parts, size_t, s->first + i) : s->whole;
}

static bool
can_hide (const struct linked *l, size_t cell)
{
  return attack_at (l->attack, cell)->known && !l->fixed[cell];
}

/* The cheapest cell of an equation that can be hidden: of those large enough to hide CELL behind if
   there are any, else the largest one.  NO_CELL if there is none. */
static long
partner (const struct linked *l, const struct attack_sum *s)
{
  long best = NO_CELL;
  bool best_large = false;
  for (size_t i = 0; i <= s->n; i++) {
    size_t cell = member (l, s, i);
    size_t count = attack_at (l->attack, cell)->count;
    bool large = i == s->n || count >= (size_t)l->rule.min_n;
    if (!can_hide (l, cell))
      continue;
    bool better = best == NO_CELL || (large && !best_large);
    if (!better && large == best_large)
      better = large ? l->cost[cell] < l->cost[(size_t)best]
                     : count > attack_at (l->attack, (size_t)best)->count;
    if (better) {
      best = (long)cell;
      best_large = large;
    }
  }
  return best;
}

/* How far the other open cells of an equation let CELL move, as far as their own bounds tell. */
static double
slack (const struct linked *l, const struct attack_sum *s, size_t cell)
{
  double sum = 0;
  for (size_t i = 0; i <= s->n; i++) {
    const struct attack_cell *c = attack_at (l->attack, member (l, s, i));
    if (member (l, s, i) != cell && !c->known)
      sum += c->hi - c->lo;
  }
  return sum;
}

/* The equation next to CELL that holds it tightest and has something left to hide. */
static long
tightest (const struct linked *l, size_t cell, long *hide)
{
  long best = NO_CELL;
  double least = INFINITY;
  for (guint k = 0; k < l->sums[cell]->len; k++) {
    guint number = g_array_index (l->sums[cell], guint, k);
    const struct attack_sum *s = &g_array_index (l->attack->sums, struct attack_sum, number);
    double here = slack (l, s, cell);
    long candidate = here <= least ? partner (l, s) : NO_CELL;
    if (candidate == NO_CELL ||
        (best != NO_CELL && here == least && l->cost[candidate] >= l->cost[*hide]))
      continue;
    best = (long)number;
    least = here;
    *hide = candidate;
  }
  return best;
}

/* From CELL over the open cells of its equations to the nearest that has something left to hide. */
static long
nearest (const struct linked *l, size_t cell, long *hide)
{
  g_autofree bool *seen = g_new0 (bool, l->places->len + 1);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (size_t));
  g_array_append_val (queue, cell);
  seen[cell] = true;
  for (guint at = 0; at < queue->len; at++) {
    size_t here = g_array_index (queue, size_t, at);
    long found = tightest (l, here, hide);
    if (found != NO_CELL)
      return found;
    for (guint k = 0; k < l->sums[here]->len; k++) {
      guint number = g_array_index (l->sums[here], guint, k);
      const struct attack_sum *s = &g_array_index (l->attack->sums, struct attack_sum, number);
      for (size_t i = 0; i <= s->n; i++) {
        size_t next = member (l, s, i);
        if (!seen[next] && !attack_at (l->attack, next)->known)
          g_array_append_val (queue, next);
        seen[next] = true;
      }
    }
  }
  return NO_CELL;
}

/* One round: for every small count that comes out a cell of its tightest equation goes, one an
   equation.  False when nothing is left to hide. */
static bool
hide_more (struct linked *l)
{
  g_autofree bool *served = g_new0 (bool, l->attack->sums->len + 1);
  bool any = false;
  for (guint i = 0; i < l->attack->cells->len; i++) {
    long hide = NO_CELL, sum;
    if (!attack_found (attack_at (l->attack, i), (size_t)l->rule.min_n))
      continue;
    sum = nearest (l, i, &hide);
    if (sum == NO_CELL || served[sum])
      continue;
    served[sum] = any = true;
    l->hidden[(size_t)hide] = true;
  }
  return any;
}

/* Some seconds of attacks. */
static const guint64 MOST_WORK = 2000000000;

static int
compare_costs (gconstpointer a, gconstpointer b, gpointer l_)
{
  const struct linked *l = l_;
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  if (l->cost[x] != l->cost[y])
    return l->cost[x] > l->cost[y] ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* What goes with a hidden denominator is to be tried on its own account. */
static void
hide_properties (struct linked *l)
{
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i);
    if (hides_n (l, t) && t->property != NO_CELL)
      l->hidden[t->property] = true;
  }
}

/* A cell that was hidden early may not be needed any more.  The dearest are tried first, and not
   all where there are very many. */
static void
show_again (struct linked *l, const GArray *rows)
{
  g_autoptr (GArray) secondary = g_array_new (FALSE, FALSE, sizeof (size_t));
  hide_properties (l);
  for (size_t i = 0; i < l->places->len; i++)
    if (l->hidden[i] && !attack_at (l->attack, i)->sensitive)
      g_array_append_val (secondary, i);
  g_array_sort_with_data (secondary, compare_costs, l);
  guint64 most = l->attack->work + MOST_WORK;
  for (guint i = 0; i < secondary->len && l->attack->work < most; i++) {
    size_t cell = g_array_index (secondary, size_t, i);
    l->hidden[cell] = false;
    look (l, rows);
    l->hidden[cell] = attack_run (l->attack, (size_t)l->rule.min_n) > 0;
  }
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void
suppress (struct estimate_row *row, bool n_too)
{
  row->status = STATUS_SUPPRESSED;
  row->reason = REASON_DISCLOSURE;
  row->coverage = NAN;
  quality_blank (row);
  if (!n_too)
    return;
  row->n_hidden = true;
  row->n = 0;
  row->df = row->population = NAN;
}

/* Who is missing in a row shows in the coverage of the others of its group too. */
static void
blank_coverage (struct linked *l, GArray *rows)
{
  for (guint i = 0; i < l->told->len; i++) {
    struct told *t = &g_array_index (l->told, struct told, i);
    struct estimate_row *row = &g_array_index (rows, struct estimate_row, t->row);
    for (int step = -1; step <= 1; step += 2)
      for (size_t k = t->row + (size_t)step; k < rows->len; k += (size_t)step) {
        struct estimate_row *other = &g_array_index (rows, struct estimate_row, k);
        if (t->apart || row->category < 0 || other->category < 0 ||
            other->indicator != row->indicator || (step > 0) != (other->category > row->category) ||
            memcmp (other->level, row->level, sizeof row->level) != 0)
          break;
        if (row->reason == REASON_DISCLOSURE)
          other->coverage = NAN;
      }
  }
}

static size_t
apply (struct linked *l, GArray *rows)
{
  size_t n = 0;
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i);
    struct estimate_row *row = &g_array_index (rows, struct estimate_row, t->row);
    bool hides = hides_n (l, t) || (linked_shows_figure (row) && hides_figure (l, t));
    if (hides)
      suppress (row, hides_n (l, t));
    n += hides;
  }
  blank_coverage (l, rows);
  return n;
}

/* ---- The whole ------------------------------------------------------------------------------ */

struct disclosure {
  struct disclosure_rule rule;
  GArray *notes;       /* struct disclosed */
  GPtrArray *overlaps; /* struct overlap */
};

struct disclosure *
disclosure_new (struct disclosure_rule rule)
{
  struct disclosure *d = g_new0 (struct disclosure, 1);
  d->rule = rule;
  d->notes = g_array_new (FALSE, FALSE, sizeof (struct disclosed));
  d->overlaps = g_ptr_array_new_with_free_func ((GDestroyNotify)overlap_free);
  return d;
}

void
disclosure_free (struct disclosure *d)
{
  if (!d)
    return;
  for (guint i = 0; i < d->notes->len; i++)
    g_free (g_array_index (d->notes, struct disclosed, i).counts);
  g_array_free (d->notes, TRUE);
  g_ptr_array_free (d->overlaps, TRUE);
  g_free (d);
}

void
disclosure_note (struct disclosure *d, const struct disclosed *note)
{
  g_array_append_vals (d->notes, note, 1);
}

void
disclosure_keep (struct disclosure *d, struct overlap *x)
{
  g_ptr_array_add (d->overlaps, x);
}

size_t
disclosure_protect (const struct disclosure *d, GArray *rows, bool primary_only)
{
  struct linked *l = linked_new (d->rule, d->notes, rows);
  bool more = !primary_only;
  while (more) {
    look (l, rows);
    more = attack_run (l->attack, (size_t)d->rule.min_n) > 0 && hide_more (l);
  }
  if (!primary_only)
    show_again (l, rows);
  size_t n = apply (l, rows);
  linked_free (l);
  return n;
}

size_t
disclosure_prove (const struct disclosure *d, GArray *rows, const char *survey, struct diag *diag)
{
  struct linked *l = linked_new (d->rule, d->notes, rows);
  /* What counts now is what the rows show, not what was meant to be hidden. */
  memset (l->hidden, 0, l->places->len * sizeof *l->hidden);
  look (l, rows);
  size_t found = attack_run (l->attack, (size_t)d->rule.min_n);
  linked_free (l);
  if (!found)
    return 0;
  for (guint i = 0; i < rows->len; i++) {
    struct estimate_row *row = &g_array_index (rows, struct estimate_row, i);
    if (row->status != STATUS_NOT_ASKED)
      suppress (row, true);
  }
  diag_add (diag, FIND_DISCLOSURE, (struct place){0},
            "survey \"%s\": %zu small count%s could still be computed from the other figures, so "
            "that none of the survey is published; ask for fewer breakdowns, or for wider groups",
            survey, found, found == 1 ? "" : "s");
  return found;
}
