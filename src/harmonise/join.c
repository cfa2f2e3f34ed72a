#include <config.h>

#include "harmonise/run.h"

/* Several columns of the file that one variable takes its values from, the first that is not empty:
   a column of its own, with a dictionary, so that what comes after need not know. */

/* Marks the entry of a member's empty cell. */
static const guint32 EMPTY_BIT = 1u << 31;

static void
open_join (struct joined *j, const struct join *from)
{
  j->from = from;
  j->dict = dict_new ();
  j->to = g_new (GArray *, from->n);
  for (size_t k = 0; k < from->n; k++)
    j->to[k] = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
run_begin_joins (struct run *run)
{
  const GArray *joins = run->crosswalk->joins;
  size_t n_columns = run->crosswalk->columns->len;

  run->joined = g_new0 (struct joined, joins->len + 1);
  for (guint i = 0; i < joins->len; i++) {
    open_join (&run->joined[i], &g_array_index (joins, struct join, i));
    run->columns[n_columns + i].dict = run->joined[i].dict;
    run->columns[n_columns + i].cell = run->joined[i].cell;
  }
}

void
run_end_joins (struct run *run)
{
  for (guint i = 0; i < run->crosswalk->joins->len; i++) {
    struct joined *j = &run->joined[i];
    for (size_t k = 0; k < j->from->n; k++)
      g_array_free (j->to[k], TRUE);
    g_free (j->to);
    dict_free (j->dict);
  }
  g_free (run->joined);
}

/* New entries of a member's dictionary: which entry of the joined one each is. */
static void
extend (struct run *run, struct joined *j, size_t k)
{
  const struct dict *dict = run->columns[j->from->slots[k]].dict;

  for (guint32 e = j->to[k]->len; e < dict_size (dict); e++) {
    const struct dict_entry *entry = dict_at (dict, e);
    guint32 to = dict_enter (j->dict, entry->text, entry->len);
    if (run_is_empty (run, entry))
      to |= EMPTY_BIT;
    g_array_append_val (j->to[k], to);
  }
}

static void
fill (struct run *run, struct joined *j)
{
  size_t line[DATAIN_BLOCK];

  for (size_t k = 0; k < j->from->n; k++)
    extend (run, j, k);
  for (size_t i = 0; i < run->n; i++) {
    guint32 to = EMPTY_BIT;
    for (size_t k = 0; k < j->from->n && (to & EMPTY_BIT); k++) {
      guint32 e = run->columns[j->from->slots[k]].cell[i];
      guint32 own = g_array_index (j->to[k], guint32, e);
      /* Where all are empty, the first one's way of being so is kept. */
      if (k == 0 || !(own & EMPTY_BIT))
        to = own;
    }
    j->cell[i] = to & ~EMPTY_BIT;
    line[i] = run->block.line[run->row[i]];
  }
  dict_count_block (j->dict, j->cell, line, NULL, run->n, run->block.file);
}

void
run_fill_joins (struct run *run)
{
  for (guint i = 0; i < run->crosswalk->joins->len; i++)
    fill (run, &run->joined[i]);
}
