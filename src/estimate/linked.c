#include <config.h>

#include "estimate/linked.h"

#include "estimate/overlap.h"

#include <string.h>

/* ---- Cells ---------------------------------------------------------------------------------- */

static guint
place_hash (gconstpointer p_)
{
  const struct linked_place *p = p_;
  guint64 hash = p->set.lo;
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    hash = set_print_mix (hash + (guint64)(p->level[d] + 1));
  return (guint)hash;
}

static gboolean
place_equal (gconstpointer a_, gconstpointer b_)
{
  const struct linked_place *a = a_, *b = b_;
  return a->set.lo == b->set.lo && a->set.hi == b->set.hi &&
         memcmp (a->level, b->level, sizeof a->level) == 0;
}

size_t
linked_cell (struct linked *l, struct set_print set, const gint16 *level, size_t count)
{
  struct linked_place key = {.set = set};
  memcpy (key.level, level, sizeof key.level);
  size_t cell = GPOINTER_TO_SIZE (g_hash_table_lookup (l->numbers, &key));
  if (cell)
    return cell - 1;
  struct linked_place *place = g_new (struct linked_place, 1);
  *place = key;
  cell = attack_cell (l->attack, count);
  g_hash_table_insert (l->numbers, place, GSIZE_TO_POINTER (cell + 1));
  g_ptr_array_add (l->places, place);
  return cell;
}

void
linked_mark (struct linked *l, size_t cell, bool zero)
{
  struct attack_cell *c = attack_at (l->attack, cell);
  if (c->count < (size_t)l->rule.min_n && (c->count > 0 || zero))
    c->sensitive = l->hidden[cell] = true;
}

static bool
has_rest (const struct disclosed *note)
{
  return note->kind == DISCLOSED_PART || note->kind == DISCLOSED_NET;
}

/* Of a distribution nothing is the set of a category that nobody has. */
static bool
is_all_or_nothing (const struct disclosed *note, struct set_print set)
{
  return set_print_empty (set) ||
         (has_rest (note) && set.lo == note->domain.lo && set.hi == note->domain.hi);
}

/* Nobody is in the denominator: whoever knows the question sees why, and nothing is told of anyone.
   With somebody there, that nobody has the property can tell as much as that few have. */
static void
add_cells (struct linked *l, const struct disclosed *note, const struct estimate_row *row)
{
  struct told told = {.row = note->row,
                      .property = NO_CELL,
                      .rest = NO_CELL,
                      .kind = note->kind,
                      .of = note->of,
                      .n_of = note->n_of,
                      .apart = note->apart};
  struct set_print property = note->property;
  struct set_print rest = has_rest (note) ? note->rest : set_print_less (note->domain, property);
  size_t domain = linked_cell (l, note->domain, row->level, note->n);
  told.domain = (long)domain;
  linked_mark (l, domain, false);
  l->fixed[domain] |= note->n == 0;
  if (note->has_property) {
    /* The nobodies of two questions have nothing to do with each other; and that everybody in the
       survey has the property, so that the two sets are one, is what nobody is to know. */
    if (is_all_or_nothing (note, property) || is_all_or_nothing (note, rest)) {
      property = (struct set_print){row->indicator + 1, (guint64)(row->category + 1)};
      rest = (struct set_print){row->indicator + 1, ~(guint64)(row->category + 1)};
    }
    size_t with = linked_cell (l, property, row->level, note->n_with);
    size_t out = linked_cell (l, rest, row->level, note->n - note->n_with);
    told.property = (long)with;
    told.rest = (long)out;
    linked_mark (l, with, l->rule.zero && note->n > 0);
    linked_mark (l, out, l->rule.zero && note->n > 0);
    l->fixed[with] |= note->n == 0;
    l->fixed[out] |= note->n == 0;
    attack_sum (l->attack, domain, (const size_t[]){with, out}, 2);
  }
  g_array_append_val (l->told, told);
}

static const struct told *
told_at (const struct linked *l, guint i)
{
  return &g_array_index (l->told, struct told, i);
}

static const struct estimate_row *
told_row (const struct linked *l, guint i, const GArray *rows)
{
  return &g_array_index (rows, struct estimate_row, told_at (l, i)->row);
}

/* A net is the sum of its categories, and who is not in it that of the others: categories FIRST to
   LAST of the told ones, those of a group. */
static void
add_net (struct linked *l, const struct told *net, guint first, guint last, const GArray *rows)
{
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (size_t));
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (guint i = first; i < last; i++) {
    long category = told_row (l, i, rows)->category;
    size_t cell = (size_t)told_at (l, i)->property;
    bool has = false;
    for (size_t k = 0; k < net->n_of; k++)
      has |= net->of[k] == (size_t)category;
    if (told_at (l, i)->kind == DISCLOSED_PART)
      g_array_append_val (has ? in : out, cell);
  }
  attack_sum (l->attack, (size_t)net->property, (const size_t *)(void *)in->data, in->len);
  /* With all but one in it, the one may be the very cell of those who are not. */
  if (out->len != 1 || g_array_index (out, size_t, 0) != (size_t)net->rest)
    attack_sum (l->attack, (size_t)net->rest, (const size_t *)(void *)out->data, out->len);
}

/* The categories of a distribution add up to its denominator; those of a group stand one after the
   other, and its nets behind them. */
static void
add_categories (struct linked *l, const GArray *rows)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (guint first = 0, end; first < l->told->len; first = end) {
    const struct estimate_row *row = told_row (l, first, rows);
    end = first + 1;
    if (told_at (l, first)->kind != DISCLOSED_PART)
      continue;
    while (end < l->told->len &&
           (told_at (l, end)->kind == DISCLOSED_PART || told_at (l, end)->kind == DISCLOSED_NET) &&
           told_row (l, end, rows)->indicator == row->indicator &&
           told_row (l, end, rows)->category > told_row (l, end - 1, rows)->category)
      end++;
    g_array_set_size (parts, 0);
    for (guint i = first; i < end; i++) {
      size_t cell = (size_t)told_at (l, i)->property;
      if (told_at (l, i)->kind == DISCLOSED_PART)
        g_array_append_val (parts, cell);
      else
        add_net (l, told_at (l, i), first, end, rows);
    }
    attack_sum (l->attack, (size_t)told_at (l, first)->domain, (const size_t *)(void *)parts->data,
                parts->len);
  }
}

/* ---- Groups within groups ------------------------------------------------------------------- */

static guint
mask_of (const struct linked_place *p)
{
  guint mask = 0;
  for (guint i = 0; i < ROW_DIMENSIONS; i++)
    mask |= p->level[i] >= 0 ? 1u << i : 0;
  return mask;
}

struct by_place {
  const struct linked_place *place;
  guint mask;
  size_t cell;
};

/* Cells of one set next to each other, those of one breakdown next to each other. */
static int
compare_places (gconstpointer a_, gconstpointer b_)
{
  const struct by_place *a = a_, *b = b_;
  if (a->place->set.lo != b->place->set.lo)
    return a->place->set.lo < b->place->set.lo ? -1 : 1;
  if (a->place->set.hi != b->place->set.hi)
    return a->place->set.hi < b->place->set.hi ? -1 : 1;
  if (a->mask != b->mask)
    return a->mask < b->mask ? -1 : 1;
  return memcmp (a->place->level, b->place->level, sizeof a->place->level);
}

static bool
lies_in (const struct linked_place *fine, const struct linked_place *coarse)
{
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    if (coarse->level[d] >= 0 && coarse->level[d] != fine->level[d])
      return false;
  return true;
}

/* A group is the sum of the groups of a finer breakdown that lie in it, and of the records that
   have no place there because a variable is missing: how many they are is taken to be known. */
static void
add_groups_of (struct linked *l, const struct by_place *coarse, size_t n_coarse,
               const struct by_place *fine, size_t n_fine)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (size_t i = 0; i < n_coarse; i++) {
    g_array_set_size (parts, 0);
    for (size_t k = 0; k < n_fine; k++)
      if (lies_in (fine[k].place, coarse[i].place))
        g_array_append_val (parts, fine[k].cell);
    attack_sum_for (l->attack, l->inner[coarse[i].cell] ? ATTACK_INNER : ATTACK_ALWAYS,
                    coarse[i].cell, (const size_t *)(void *)parts->data, parts->len);
  }
}

static size_t
same_run (const struct by_place *p, size_t n, bool masks)
{
  size_t i = 1;
  while (i < n && p[i].place->set.lo == p->place->set.lo &&
         p[i].place->set.hi == p->place->set.hi && (!masks || p[i].mask == p->mask))
    i++;
  return i;
}

static void
add_groups (struct linked *l)
{
  size_t n = l->places->len;
  g_autofree struct by_place *p = g_new (struct by_place, n + 1);
  for (size_t i = 0; i < n; i++)
    p[i] = (struct by_place){l->places->pdata[i], mask_of (l->places->pdata[i]), i};
  qsort (p, n, sizeof *p, compare_places);
  for (size_t first = 0, set; first < n; first += set) {
    set = same_run (p + first, n - first, false);
    for (size_t i = 0, some; i < set; i += some) {
      const struct by_place *coarse = p + first + i;
      some = same_run (coarse, set - i, true);
      for (size_t k = 0, others; k < set; k += others) {
        const struct by_place *fine = p + first + k;
        others = same_run (fine, set - k, true);
        if (fine->mask != coarse->mask && (fine->mask & coarse->mask) == coarse->mask)
          add_groups_of (l, coarse, some, fine, others);
      }
    }
  }
}

/* ---- The whole ------------------------------------------------------------------------------ */

bool
linked_shows_figure (const struct estimate_row *row)
{
  return row->status == STATUS_OK || row->status == STATUS_LOW;
}

/* A cell costs the figures that go with it; totals are the last to go. */
static void
find_costs (struct linked *l, const GArray *rows)
{
  const double total = 1000;
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i);
    const struct estimate_row *row = &g_array_index (rows, struct estimate_row, t->row);
    double figure = (linked_shows_figure (row) ? 2 : 1) * (row->breakdown ? 1 : total);
    l->cost[(size_t)t->domain] += 2 * figure;
    if (t->property != NO_CELL && linked_shows_figure (row)) {
      l->cost[(size_t)t->property] += figure;
      l->cost[(size_t)t->rest] += figure;
    }
  }
  for (guint i = 0; i < l->places->len; i++)
    l->cost[i] *= 1 + (double)attack_at (l->attack, i)->count;
}

static void
index_sums (struct linked *l)
{
  size_t n = l->places->len;
  l->sums = g_new (GArray *, n + 1);
  for (size_t i = 0; i < n; i++)
    l->sums[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint k = 0; k < l->attack->sums->len; k++) {
    const struct attack_sum *s = &g_array_index (l->attack->sums, struct attack_sum, k);
    g_array_append_val (l->sums[s->whole], k);
    for (size_t i = 0; i < s->n; i++) {
      size_t cell = g_array_index (l->attack->parts, size_t, s->first + i);
      g_array_append_val (l->sums[cell], k);
    }
  }
}

/* What some other row says can make a count small that is nothing here, or one that is part of it.
 */
static void
free_fixed (struct linked *l)
{
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i);
    if (t->property != NO_CELL && (l->hidden[t->property] || l->hidden[t->rest]))
      l->fixed[t->domain] = l->fixed[t->property] = l->fixed[t->rest] = false;
  }
  for (guint i = 0; i < l->places->len; i++)
    l->fixed[i] &= !l->hidden[i];
}

/* Three cells of its own to each note, and to the first of a set those that its items make. */
static size_t
most_cells (const GArray *notes)
{
  size_t most = 3 * notes->len + 1;
  for (guint i = 0; i < notes->len; i++) {
    const struct disclosed *note = &g_array_index (notes, struct disclosed, i);
    most += note->overlap ? linked_set_cells (note->overlap->n_items) : 0;
  }
  return most;
}

struct linked *
linked_new (struct disclosure_rule rule, const GArray *notes, const GArray *rows)
{
  struct linked *l = g_new0 (struct linked, 1);
  size_t most = most_cells (notes);
  l->rule = rule;
  l->attack = attack_new ();
  l->told = g_array_new (FALSE, FALSE, sizeof (struct told));
  l->numbers = g_hash_table_new_full (place_hash, place_equal, g_free, NULL);
  l->places = g_ptr_array_new ();
  l->hidden = g_new0 (bool, most);
  l->fixed = g_new0 (bool, most);
  l->inner = g_new0 (bool, most);
  l->cost = g_new0 (double, most);
  for (guint i = 0; i < notes->len; i++) {
    const struct disclosed *note = &g_array_index (notes, struct disclosed, i);
    add_cells (l, note, &g_array_index (rows, struct estimate_row, note->row));
  }
  add_categories (l, rows);
  linked_add_sets (l, notes, rows);
  add_groups (l);
  index_sums (l);
  free_fixed (l);
  find_costs (l, rows);
  return l;
}

void
linked_free (struct linked *l)
{
  if (!l)
    return;
  for (guint i = 0; i < l->places->len; i++)
    g_array_free (l->sums[i], TRUE);
  g_free (l->sums);
  g_array_free (l->told, TRUE);
  attack_free (l->attack);
  g_hash_table_destroy (l->numbers);
  g_ptr_array_free (l->places, TRUE);
  g_free (l->hidden);
  g_free (l->fixed);
  g_free (l->inner);
  g_free (l->cost);
  g_free (l);
}
