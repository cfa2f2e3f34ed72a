#include <config.h>

#include "report/letters.h"

#include <string.h>

enum { LETTERS = 26 };

/* What is known of a cell: a survey's estimate. */
struct cell {
  GArray *surveys;      /* size_t: from which it differs */
  GPtrArray *groups;    /* char *: keys of the groups in its survey from which it differs */
  size_t tests, judged; /* of comparisons with surveys and averages */
};

struct letters {
  bool between;
  GHashTable *cells;  /* key -> struct cell */
  GHashTable *groups; /* key of a group -> its letter, "" before it has one */
  size_t n_groups;    /* with a letter */
};

char *
letters_name (size_t i)
{
  GString *name = g_string_new (NULL);
  for (size_t rest = i + 1; rest > 0; rest = (rest - 1) / LETTERS)
    g_string_prepend_c (name, (char)('A' + (rest - 1) % LETTERS));
  return g_string_free (name, FALSE);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* COMPARED stands for the level that is compared. */
static char *
group_key (size_t breakdown, const gint16 *level, gint16 compared)
{
  GString *key = g_string_new (NULL);
  g_string_append_printf (key, "%zu", breakdown);
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    g_string_append_printf (key, " %d", level[d] == LEVEL_COMPARED ? compared : level[d]);
  return g_string_free (key, FALSE);
}

static char *
cell_key (size_t survey, long category, const char *group)
{
  return g_strdup_printf ("%zu %ld %s", survey, category, group);
}

static struct cell *
cell_at (struct letters *l, size_t survey, long category, const char *group)
{
  char *key = cell_key (survey, category, group);
  struct cell *cell = g_hash_table_lookup (l->cells, key);
  if (cell) {
    g_free (key);
    return cell;
  }
  cell = g_new0 (struct cell, 1);
  cell->surveys = g_array_new (FALSE, FALSE, sizeof (size_t));
  cell->groups = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (l->cells, key, cell);
  return cell;
}

static void
cell_free (void *cell_)
{
  struct cell *cell = cell_;
  g_array_free (cell->surveys, TRUE);
  g_ptr_array_free (cell->groups, TRUE);
  g_free (cell);
}

/* ---- Reading the comparisons ----------------------------------------------------------------- */

static void
add_surveys (struct letters *l, const struct compare_row *row)
{
  const size_t sides[] = {row->a, row->b};
  g_autofree char *group = group_key (row->breakdown, row->level, 0);
  l->between = true;
  for (size_t i = 0; i < G_N_ELEMENTS (sides); i++) {
    struct cell *cell = cell_at (l, sides[i], row->category, group);
    cell->tests++;
    cell->judged += row->verdict != VERDICT_NONE;
    if (row->verdict == VERDICT_DIFFERENT)
      g_array_append_val (cell->surveys, sides[1 - i]);
  }
}

static void
add_groups (struct letters *l, const struct compare_row *row)
{
  const size_t sides[] = {row->a, row->b};
  for (size_t i = 0; i < G_N_ELEMENTS (sides); i++) {
    char *group = group_key (row->breakdown, row->level, (gint16)sides[i]);
    struct cell *cell = cell_at (l, row->survey, row->category, group);
    if (row->verdict == VERDICT_DIFFERENT)
      g_ptr_array_add (cell->groups, group_key (row->breakdown, row->level, (gint16)sides[1 - i]));
    if (g_hash_table_contains (l->groups, group))
      g_free (group);
    else
      g_hash_table_insert (l->groups, group, g_strdup (""));
  }
}

struct letters *
letters_new (const struct results *r, size_t indicator)
{
  struct letters *l = g_new0 (struct letters, 1);
  l->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cell_free);
  l->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; r->comparisons && i < r->comparisons->len; i++) {
    const struct compare_row *row = &g_array_index (r->comparisons, struct compare_row, i);
    if (row->indicator != indicator)
      continue;
    if (row->kind == DIFFERENCE_SURVEY || row->kind == DIFFERENCE_AVERAGE)
      add_surveys (l, row);
    else if (row->kind == DIFFERENCE_GROUP)
      add_groups (l, row);
  }
  if (g_hash_table_size (l->cells) > 0)
    return l;
  letters_free (l);
  return NULL;
}

void
letters_free (struct letters *l)
{
  if (!l)
    return;
  g_hash_table_destroy (l->cells);
  g_hash_table_destroy (l->groups);
  g_free (l);
}

/* ---- What the table shows -------------------------------------------------------------------- */

const char *
letters_group (struct letters *l, size_t breakdown, const gint16 *level)
{
  g_autofree char *key = group_key (breakdown, level, 0);
  g_autofree char *name = NULL;
  char *letter;
  if (!g_hash_table_contains (l->groups, key))
    return NULL;
  name = letters_name (l->n_groups++);
  letter = g_ascii_strdown (name, -1);
  g_hash_table_insert (l->groups, g_steal_pointer (&key), letter);
  return letter;
}

bool
letters_between (const struct letters *l)
{
  return l->between;
}

static int
compare_sizes (gconstpointer a_, gconstpointer b_)
{
  size_t a = *(const size_t *)a_, b = *(const size_t *)b_;
  return (a > b) - (a < b);
}

char *
letters_differs (const struct letters *l, const struct estimate_row *row)
{
  g_autofree char *group = group_key (row->breakdown, row->level, 0);
  g_autofree char *key = cell_key (row->survey, row->category, group);
  const struct cell *cell = g_hash_table_lookup (l->cells, key);
  GString *text = g_string_new (NULL);
  if (cell && cell->tests > 0 && cell->judged == 0)
    g_string_append (text, LETTERS_NOT_COMPARED);
  if (cell)
    g_array_sort (cell->surveys, compare_sizes);
  for (guint i = 0; cell && i < cell->surveys->len; i++) {
    g_autofree char *name = letters_name (g_array_index (cell->surveys, size_t, i));
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", name);
  }
  for (guint i = 0; cell && i < cell->groups->len; i++) {
    const char *letter = g_hash_table_lookup (l->groups, cell->groups->pdata[i]);
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", letter ? letter : "");
  }
  return g_string_free (text, text->len == 0);
}
