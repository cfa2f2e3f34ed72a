#include <config.h>

#include "estimate/linked.h"

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

/* The cell of a set in a group; it is made when it is new. */
static size_t
cell_at (struct linked *l, struct set_print set, const gint16 *level, size_t count)
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

static void
mark_small (struct linked *l, size_t cell, bool zero)
{
  struct attack_cell *c = attack_at (l->attack, cell);
  if (c->count < (size_t)l->rule.min_n && (c->count > 0 || zero))
    c->sensitive = l->hidden[cell] = true;
}

/* Nobody is in the denominator: whoever knows the question sees why, and nothing is told of anyone.
   With somebody there, that nobody has the property can tell as much as that few have. */
static void
add_cells (struct linked *l, const struct disclosed *note, const struct estimate_row *row)
{
  struct told told = {.row = note->row, .property = NO_CELL, .rest = NO_CELL, .apart = note->apart};
  struct set_print property = note->property, rest = set_print_less (note->domain, property);
  size_t domain = cell_at (l, note->domain, row->level, note->n);
  told.domain = (long)domain;
  mark_small (l, domain, false);
  l->fixed[domain] |= note->n == 0;
  if (note->has_property) {
    /* The nobodies of two questions have nothing to do with each other; and that everybody in the
       survey has the property, so that the two sets are one, is what nobody is to know. */
    if (set_print_empty (property) || set_print_empty (rest)) {
      property = (struct set_print){row->indicator + 1, (guint64)(row->category + 1)};
      rest = (struct set_print){row->indicator + 1, ~(guint64)(row->category + 1)};
    }
    size_t with = cell_at (l, property, row->level, note->n_with);
    size_t out = cell_at (l, rest, row->level, note->n - note->n_with);
    told.property = (long)with;
    told.rest = (long)out;
    mark_small (l, with, l->rule.zero && note->n > 0);
    mark_small (l, out, l->rule.zero && note->n > 0);
    l->fixed[with] |= note->n == 0;
    l->fixed[out] |= note->n == 0;
    attack_sum (l->attack, domain, (const size_t[]){with, out}, 2);
  }
  g_array_append_val (l->told, told);
}

/* The categories of a distribution add up to its denominator; they stand one after the other. */
static void
add_categories (struct linked *l, const GArray *rows)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (guint i = 0; i < l->told->len; i++) {
    const struct told *t = &g_array_index (l->told, struct told, i), *next = t + 1;
    const struct estimate_row *row = &g_array_index (rows, struct estimate_row, t->row);
    size_t cell = (size_t)t->property;
    if (row->category < 0 || t->apart)
      continue;
    g_array_append_val (parts, cell);
    const struct estimate_row *other =
        i + 1 < l->told->len ? &g_array_index (rows, struct estimate_row, next->row) : NULL;
    if (other && other->category > row->category && other->indicator == row->indicator)
      continue;
    attack_sum (l->attack, (size_t)t->domain, (const size_t *)(void *)parts->data, parts->len);
    g_array_set_size (parts, 0);
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
    attack_sum (l->attack, coarse[i].cell, (const size_t *)(void *)parts->data, parts->len);
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

struct linked *
linked_new (struct disclosure_rule rule, const GArray *notes, const GArray *rows)
{
  const size_t cells_a_note = 3;
  struct linked *l = g_new0 (struct linked, 1);
  size_t most = cells_a_note * notes->len + 1;
  l->rule = rule;
  l->attack = attack_new ();
  l->told = g_array_new (FALSE, FALSE, sizeof (struct told));
  l->numbers = g_hash_table_new_full (place_hash, place_equal, g_free, NULL);
  l->places = g_ptr_array_new ();
  l->hidden = g_new0 (bool, most);
  l->fixed = g_new0 (bool, most);
  l->cost = g_new0 (double, most);
  for (guint i = 0; i < notes->len; i++) {
    const struct disclosed *note = &g_array_index (notes, struct disclosed, i);
    add_cells (l, note, &g_array_index (rows, struct estimate_row, note->row));
  }
  add_categories (l, rows);
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
  g_free (l->cost);
  g_free (l);
}
