/* What the rows of a set of items tell of children who have two of them, or one and not another. */
#include <config.h>

#include "estimate/linked.h"
#include "estimate/overlap.h"

/* No cell. */
static const size_t NOWHERE = (size_t)-1;

/* A set in a group, with the cells of its rows and those that are made of them. */
struct set_group {
  struct linked *l;
  const struct overlap *x;
  const size_t *counts; /* [x->n] */
  const struct estimate_row *row;
  GHashTable *told;              /* struct set_print: sets that some row tells of */
  size_t n;                      /* items */
  size_t domain, any, none;      /* ANY: or NOWHERE, if no row tells of it */
  size_t *item, *rest;           /* [n] who has it, who has it not */
  size_t *without, *only, *more; /* [n] others but not it, it alone, it and others */
  size_t further, two, one;      /* items beyond the first; children with two or more, with one */
};

/* ---- Cells ---------------------------------------------------------------------------------- */

enum { ALL_COUNTS = N_OVERLAP_EVENTS, FURTHER, BEYOND, NESTED };

/* Of what a set is made of and no other row tells of: a name that no records have. */
static struct set_print
inner_set (const struct set_group *g, size_t what, size_t i, size_t k)
{
  const guint64 step = G_GUINT64_CONSTANT (0xD1B54A32D192ED03), other = 0x5DEECE66D;
  guint64 number = (what * (g->n + 1) + i) * (g->n + 1) + k;
  guint64 one = set_print_mix (set_print_mix (g->row->indicator * step + 1) + number * step);
  return (struct set_print){one, ~set_print_mix (one + other)};
}

static size_t
inner_cell (struct set_group *g, size_t what, size_t i, size_t k, size_t count)
{
  return linked_cell (g->l, inner_set (g, what, i, k), g->row->level, count);
}

static bool
is_at (const struct set_group *g, size_t cell, struct set_print print)
{
  const struct linked_place *place = cell == NOWHERE ? NULL : g->l->places->pdata[cell];
  return place && set_print_same (place->set, print);
}

/* Is it, in this survey, what the event is made from?  That all who have one item have the other
   is what nobody is to know. */
static bool
is_made_from (const struct set_group *g, struct set_print print)
{
  bool same = set_print_empty (print) || is_at (g, g->domain, print) || is_at (g, g->any, print) ||
              is_at (g, g->none, print);
  for (size_t i = 0; i < g->n; i++)
    same |= is_at (g, g->item[i], print) || is_at (g, g->rest[i], print);
  return same;
}

static struct set_print
print_of (const struct set_group *g, enum overlap_event event, size_t i, size_t k)
{
  struct set_print print = {0};
  for (size_t p = 0; p < g->x->n; p++)
    if (overlap_is_in (g->x, event, i, k, p))
      print = set_print_add (print, g->x->prints[p]);
  return print;
}

static size_t
count_of (const struct set_group *g, enum overlap_event event, size_t i, size_t k)
{
  size_t count = 0;
  for (size_t p = 0; p < g->x->n; p++)
    count += overlap_is_in (g->x, event, i, k, p) ? g->counts[p] : 0;
  return count;
}

/* Can other rows tell of the event?  Of a pair not if in this survey the one item is part of the
   other, or of those who have not the other, or everybody has one: the other rows' cells are those
   of the items then, and protected with them.  Of those without an item the rows for any and for
   the item tell. */
static bool
is_linked (const struct set_group *g, enum overlap_event event, size_t i, size_t k)
{
  bool of_pair = event <= OVERLAP_NEITHER || event == OVERLAP_WITHOUT;
  if ((event == OVERLAP_WITHOUT && g->n > 2) || event == OVERLAP_MORE)
    return false;
  for (enum overlap_event e = OVERLAP_BOTH; of_pair && e <= OVERLAP_NEITHER; e++)
    if (set_print_empty (print_of (g, e, i, k)))
      return false;
  struct set_print print = print_of (g, event, i, k);
  return g_hash_table_contains (g->told, &print) && !is_made_from (g, print);
}

/* What other rows tell of is their cell: who has the one among those who have the other, say. */
static size_t
event_cell (struct set_group *g, enum overlap_event event, size_t i, size_t k)
{
  size_t count = count_of (g, event, i, k);
  if (is_linked (g, event, i, k))
    return linked_cell (g->l, print_of (g, event, i, k), g->row->level, count);
  size_t cell = inner_cell (g, event, i, k, count);
  g->l->inner[cell] = true;
  return cell;
}

static size_t
count_at (const struct set_group *g, size_t cell)
{
  return attack_at (g->l->attack, cell)->count;
}

/* That there is nobody says something where there is somebody of whom to say it. */
static void
mark (struct set_group *g, size_t cell, size_t among)
{
  linked_mark (g->l, cell, g->l->rule.zero && count_at (g, among) > 0);
}

static void
two_are (struct set_group *g, enum attack_use use, size_t whole, size_t a, size_t b)
{
  attack_sum_for (g->l->attack, use, whole, (const size_t[]){a, b}, 2);
}

static void
is_within (struct set_group *g, size_t part, size_t whole)
{
  attack_least (g->l->attack, whole, &part, 1);
}

/* ---- Equations ------------------------------------------------------------------------------ */

/* All their counts together are those of any of them and the second, third ... items of the same
   children; and an item is part of any of them. */
static void
add_sums (struct set_group *g)
{
  size_t sum = 0, any = count_at (g, g->any);
  for (size_t i = 0; i < g->n; i++)
    sum += count_at (g, g->item[i]);
  size_t all = inner_cell (g, ALL_COUNTS, 0, 0, sum);
  g->further = g->n == 2 ? event_cell (g, OVERLAP_BOTH, 0, 1)
                         : inner_cell (g, FURTHER, 0, 0, sum - MIN (any, sum));
  attack_sum (g->l->attack, all, g->item, g->n);
  two_are (g, ATTACK_ALWAYS, all, g->any, g->further);
  for (size_t i = 0; i < g->n; i++) {
    g->without[i] = event_cell (g, OVERLAP_WITHOUT, i, (i + 1) % g->n);
    two_are (g, ATTACK_ALWAYS, g->any, g->item[i], g->without[i]);
    mark (g, g->without[i], g->any);
    g->l->inner[g->without[i]] = false;
  }
}

/* Of two items: those who have any of them and not the one have the other alone. */
static void
add_both (struct set_group *g)
{
  g->l->inner[g->further] = false;
  mark (g, g->further, count_at (g, g->item[0]) ? g->item[1] : g->item[0]);
  for (size_t i = 0; i < 2; i++) {
    two_are (g, ATTACK_ALWAYS, g->item[i], g->further, g->without[1 - i]);
    two_are (g, ATTACK_ALWAYS, g->rest[i], g->without[i], g->none);
  }
}

/* How many have two items or more, three or more ... are as many as there are items beyond the
   first; each of them is part of the one before. */
static void
add_numbers (struct set_group *g)
{
  g_autoptr (GArray) least = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (size_t j = 2; j <= g->n; j++) {
    size_t whole = j == 2 ? g->any : g_array_index (least, size_t, least->len - 1);
    size_t cell = event_cell (g, OVERLAP_AT_LEAST, j, 0);
    size_t just = event_cell (g, OVERLAP_JUST, j - 1, 0);
    two_are (g, ATTACK_INNER, whole, cell, just);
    g_array_append_val (least, cell);
    g->one = j == 2 ? just : g->one;
  }
  g->two = g_array_index (least, size_t, 0);
  attack_sum_for (g->l->attack, ATTACK_INNER, g->further, (const size_t *)(void *)least->data,
                  least->len);
  mark (g, g->two, g->any);
  mark (g, g->one, g->any);
}

/* An item alone, and with others. */
static void
add_single (struct set_group *g)
{
  for (size_t i = 0; i < g->n; i++) {
    g->only[i] = event_cell (g, OVERLAP_ONLY, i, i);
    g->more[i] = event_cell (g, OVERLAP_MORE, i, i);
    two_are (g, ATTACK_INNER, g->item[i], g->only[i], g->more[i]);
    is_within (g, g->more[i], g->two);
    mark (g, g->only[i], g->item[i]);
    mark (g, g->more[i], g->item[i]);
  }
  attack_sum_for (g->l->attack, ATTACK_BOUNDS, g->one, g->only, g->n);
  for (size_t i = 0; i < g->n; i++)
    for (size_t k = 0; k < g->n; k++)
      if (i != k)
        is_within (g, g->only[i], g->without[k]);
}

/* In this survey nobody is in one of the four parts that a pair makes of the base.  Whoever knows
   or guesses as much, from the questionnaire, can take the one item from the other. */
static void
add_nested (struct set_group *g, size_t i, size_t k)
{
  const struct {
    enum overlap_event nobody, left;
    size_t whole, part;
  } ways[] = {{OVERLAP_FIRST, OVERLAP_SECOND, g->item[k], g->item[i]},
              {OVERLAP_SECOND, OVERLAP_FIRST, g->item[i], g->item[k]},
              {OVERLAP_BOTH, OVERLAP_NEITHER, g->rest[k], g->item[i]},
              {OVERLAP_NEITHER, OVERLAP_BOTH, g->item[i], g->rest[k]}};
  for (size_t w = 0; w < G_N_ELEMENTS (ways); w++) {
    if (!set_print_empty (print_of (g, ways[w].nobody, i, k)) || ways[w].whole == ways[w].part)
      continue;
    size_t left = inner_cell (g, NESTED + w, i, k, count_of (g, ways[w].left, i, k));
    two_are (g, ATTACK_ALWAYS, ways[w].whole, ways[w].part, left);
    linked_mark (g->l, left, false);
  }
}

/* The cells of items I and K. */
struct pair_cells {
  size_t both, first, second, neither;
};

/* What the base, both items and any item say of a pair. */
static void
add_to_any (struct set_group *g, size_t i, size_t k, const struct pair_cells *c)
{
  size_t others = g->n == 3 ? g->only[3 - i - k] : event_cell (g, OVERLAP_OTHERS, i, k);
  size_t beyond = inner_cell (g, BEYOND, i, k, count_at (g, g->further) - count_at (g, c->both));
  g->l->inner[beyond] = true;
  two_are (g, ATTACK_INNER, g->without[i], c->second, others);
  two_are (g, ATTACK_INNER, g->without[k], c->first, others);
  two_are (g, ATTACK_INNER, c->neither, others, g->none);
  two_are (g, ATTACK_INNER, g->further, c->both, beyond);
  is_within (g, c->both, g->two);
  is_within (g, c->both, g->more[i]);
  is_within (g, c->both, g->more[k]);
  is_within (g, g->only[i], c->first);
  is_within (g, g->only[k], c->second);
}

static void
add_pair (struct set_group *g, size_t i, size_t k)
{
  struct pair_cells c = {event_cell (g, OVERLAP_BOTH, i, k), event_cell (g, OVERLAP_FIRST, i, k),
                         event_cell (g, OVERLAP_SECOND, i, k),
                         event_cell (g, OVERLAP_NEITHER, i, k)};
  size_t either = event_cell (g, OVERLAP_EITHER, i, k);
  size_t rarer = count_at (g, g->item[i]) ? g->item[k] : g->item[i];
  two_are (g, ATTACK_INNER, g->item[i], c.both, c.first);
  two_are (g, ATTACK_INNER, g->item[k], c.both, c.second);
  two_are (g, ATTACK_INNER, g->rest[i], c.second, c.neither);
  two_are (g, ATTACK_INNER, g->rest[k], c.first, c.neither);
  two_are (g, ATTACK_INNER, either, g->item[i], c.second);
  two_are (g, ATTACK_INNER, g->domain, either, c.neither);
  mark (g, c.both, rarer);
  mark (g, c.first, rarer);
  mark (g, c.second, rarer);
  mark (g, c.neither, g->domain);
  mark (g, either, g->domain);
  if (g->any != NOWHERE)
    add_to_any (g, i, k, &c);
}

/* ---- The whole ------------------------------------------------------------------------------ */

size_t
linked_set_cells (size_t n_items)
{
  const size_t whole = 4, single = 5, pair = 9;
  return whole + single * n_items + pair * n_items * n_items;
}

/* Any of the items, where a row of the set or another indicator tells of them. */
static void
find_any (struct set_group *g, const struct told *any)
{
  if (any) {
    g->any = (size_t)any->property;
    g->none = (size_t)any->rest;
    return;
  }
  g->any = g->none = NOWHERE;
  size_t cell = event_cell (g, OVERLAP_AT_LEAST, 1, 0);
  if (g->l->inner[cell])
    return;
  g->any = cell;
  g->none = event_cell (g, OVERLAP_JUST, 0, 0);
  g->l->inner[g->none] = false;
  two_are (g, ATTACK_ALWAYS, g->domain, g->any, g->none);
}

static void
add_set (struct set_group *g, const struct told *any)
{
  find_any (g, any);
  for (size_t i = 0; i < g->n; i++)
    for (size_t k = i + 1; k < g->n; k++)
      add_nested (g, i, k);
  if (g->any != NOWHERE)
    add_sums (g);
  if (g->any != NOWHERE && g->n == 2) {
    add_both (g);
    return;
  }
  if (g->any != NOWHERE) {
    add_numbers (g);
    add_single (g);
  }
  for (size_t i = 0; i < g->n; i++)
    for (size_t k = i + 1; k < g->n; k++)
      add_pair (g, i, k);
}

static const struct told *
told_at (const struct linked *l, guint i)
{
  return &g_array_index (l->told, struct told, i);
}

/* The set whose first item is told by note FIRST. */
static void
add_set_at (struct linked *l, const struct disclosed *note, guint first, const GArray *rows,
            GHashTable *told)
{
  size_t n = note->overlap->n_items;
  guint next = first + (guint)n;
  const struct told *any = next < l->told->len ? told_at (l, next) : NULL;
  g_autofree size_t *cells = g_new (size_t, 5 * n);
  struct set_group g = {.l = l,
                        .x = note->overlap,
                        .counts = note->counts,
                        .row = &g_array_index (rows, struct estimate_row, note->row),
                        .told = told,
                        .n = n,
                        .domain = (size_t)told_at (l, first)->domain,
                        .item = cells,
                        .rest = cells + n,
                        .without = cells + 2 * n,
                        .only = cells + 3 * n,
                        .more = cells + 4 * n};
  for (size_t i = 0; i < n; i++) {
    g.item[i] = (size_t)told_at (l, first + (guint)i)->property;
    g.rest[i] = (size_t)told_at (l, first + (guint)i)->rest;
  }
  add_set (&g, any && any->kind == DISCLOSED_ANY ? any : NULL);
}

static guint
hash_print (gconstpointer print)
{
  return (guint)((const struct set_print *)print)->lo;
}

static gboolean
same_print (gconstpointer a, gconstpointer b)
{
  return set_print_same (*(const struct set_print *)a, *(const struct set_print *)b);
}

void
linked_add_sets (struct linked *l, const GArray *notes, const GArray *rows)
{
  g_autoptr (GHashTable) told = g_hash_table_new (hash_print, same_print);
  for (guint i = 0; i < l->places->len; i++)
    g_hash_table_add (told, &((struct linked_place *)l->places->pdata[i])->set);
  for (guint i = 0; i < notes->len; i++) {
    const struct disclosed *note = &g_array_index (notes, struct disclosed, i);
    if (note->overlap && note->overlap->n_items > 1)
      add_set_at (l, note, i, rows, told);
  }
}
