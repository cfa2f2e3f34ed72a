#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <string.h>

/* Cells are trimmed, and so no file has a cell of one blank: it stands for one that was left empty
   with all others of its question, which no line of a recode may take for "not ticked". */
static const char UNANSWERED[] = " ";

/* A column that tells whether a question was answered. */
struct teller {
  size_t column, slot; /* in the file; in the reader's blocks */
  struct dict *dict;
  GByteArray *filled; /* by entry: is there something in the cell? */
};

/* A several-answers question. */
struct gate {
  char *question; /* the part of its columns' names that they share */
  GArray *tellers;
  bool closed[DATAIN_BLOCK]; /* of the block's kept records: it was not answered */
};

static void
gate_free (void *gate_)
{
  struct gate *gate = gate_;
  for (guint i = 0; i < gate->tellers->len; i++)
    g_byte_array_free (g_array_index (gate->tellers, struct teller, i).filled, TRUE);
  g_array_free (gate->tellers, TRUE);
  g_free (gate->question);
  g_free (gate);
}

static bool
tells (const struct preset *preset, const char *name, const char *question, size_t len)
{
  if (strncmp (name, question, len) != 0)
    return false;
  return preset->gate == GATE_JOINED ? !name[len] : preset_question (preset, name) == len;
}

/* The gate of the question whose name are the first LEN bytes of NAME. */
static struct gate *
find_gate (struct run *run, const char *name, size_t len)
{
  const struct preset *preset = run->crosswalk->survey->source.preset;
  g_autofree char *question = g_strndup (name, len);
  struct gate *gate;

  for (guint i = 0; i < run->gates->len; i++) {
    gate = run->gates->pdata[i];
    if (strcmp (gate->question, question) == 0)
      return gate;
  }
  gate = g_new0 (struct gate, 1);
  gate->question = g_steal_pointer (&question);
  gate->tellers = g_array_new (FALSE, FALSE, sizeof (struct teller));
  for (size_t c = 0; c < datain_n_columns (run->in); c++) {
    struct teller t = {.column = c};
    if (!tells (preset, datain_name (run->in, c), gate->question, len))
      continue;
    t.dict = datain_keep (run->in, c);
    t.filled = g_byte_array_new ();
    g_array_append_val (gate->tellers, t);
  }
  g_ptr_array_add (run->gates, gate);
  return gate;
}

void
run_find_gates (struct run *run, const long *found)
{
  const struct crosswalk *cw = run->crosswalk;

  run->gates = g_ptr_array_new_with_free_func (gate_free);
  for (guint s = 0; s < cw->columns->len; s++) {
    const char *name = datain_name (run->in, (size_t)found[s]);
    size_t len = preset_question (cw->survey->source.preset, name);
    if (len == 0)
      continue;
    run->columns[s].gate = find_gate (run, name, len);
    run->columns[s].first = g_array_new (FALSE, TRUE, sizeof (struct tally_of));
    run->columns[s].says_nothing = g_byte_array_new ();
  }
  for (guint i = 0; i < run->gates->len; i++) {
    GArray *tellers = ((struct gate *)run->gates->pdata[i])->tellers;
    for (guint k = 0; k < tellers->len; k++) {
      struct teller *t = &g_array_index (tellers, struct teller, k);
      t->slot = datain_slot (run->in, t->column);
    }
  }
}

static void
ask (const struct run *run, struct gate *gate, struct teller *t)
{
  const guint32 *cell = run->block.cell + t->slot * DATAIN_BLOCK;

  for (guint32 e = t->filled->len; e < dict_size (t->dict); e++) {
    guint8 filled = !run_is_empty (run, dict_at (t->dict, e));
    g_byte_array_append (t->filled, &filled, 1);
  }
  for (size_t i = 0; i < run->n; i++)
    gate->closed[i] = gate->closed[i] && !t->filled->data[cell[run->row[i]]];
}

void
run_gates (struct run *run)
{
  for (guint i = 0; i < run->gates->len; i++) {
    struct gate *gate = run->gates->pdata[i];
    memset (gate->closed, gate->tellers->len > 0, run->n);
    for (guint k = 0; k < gate->tellers->len; k++)
      ask (run, gate, &g_array_index (gate->tellers, struct teller, k));
  }
}

static bool
is_zero (const struct dict_entry *e)
{
  double number;
  return number_parse (e->text, e->len, '.', &number) && number == 0;
}

/* Where the column with all answers is empty a 0 says nothing; whatever else stands there was
   said by somebody and stays. */
void
run_close (struct run *run, struct source_column *c, guint32 *cell)
{
  bool joined = run->crosswalk->survey->source.preset->gate == GATE_JOINED;
  const char *text = joined ? "" : UNANSWERED;
  guint32 empty = dict_enter (c->dict, text, strlen (text));

  for (guint32 e = c->says_nothing->len; e < dict_size (c->dict); e++) {
    guint8 nothing = !joined || is_zero (dict_at (c->dict, e));
    g_byte_array_append (c->says_nothing, &nothing, 1);
  }
  g_array_set_size (c->first, (guint)dict_size (c->dict));
  for (size_t i = 0; i < run->n; i++) {
    if (c->gate->closed[i] && c->says_nothing->data[cell[i]])
      cell[i] = empty;
    tally_of_add (&g_array_index (c->first, struct tally_of, cell[i]), run, run->row[i]);
  }
}

bool
run_is_unanswered (const struct dict_entry *e)
{
  return strcmp (e->text, UNANSWERED) == 0;
}

/* ---- Findings ---- */

static size_t
count_zeros (const struct dict *dict)
{
  size_t n = 0;

  for (guint32 e = 0; e < dict_size (dict); e++)
    if (is_zero (dict_at (dict, e)))
      n += dict_at (dict, e)->count;
  return n;
}

void
run_gate_findings (struct run *run)
{
  const GArray *needed = run->crosswalk->columns;
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint s = 0; s < needed->len; s++) {
    const struct needed_column *c = &g_array_index (needed, struct needed_column, s);
    struct gate *gate = run->columns[s].gate;
    size_t zeros;
    if (!gate || gate->tellers->len > 0 || (zeros = count_zeros (run->columns[s].dict)) == 0 ||
        !g_hash_table_add (told, gate))
      continue;
    g_autofree char *records = run_records (zeros);
    diag_add (
        run->diag, FIND_ZERO_OR_NOT_ASKED, c->place,
        "a 0 in \"%s\" can mean \"not ticked\" and \"not asked\" (%s): the file has no column "
        "\"%s\" with all answers, which tells the two apart; export that one, too",
        c->name, records, gate->question);
    diag_measure (run->diag, c->name, zeros, run->n_harmonised);
  }
}

void
run_gates_free (struct run *run)
{
  for (guint s = 0; s < run->crosswalk->columns->len; s++)
    if (run->columns[s].gate) {
      g_array_free (run->columns[s].first, TRUE);
      g_byte_array_free (run->columns[s].says_nothing, TRUE);
    }
  if (run->gates)
    g_ptr_array_free (run->gates, TRUE);
}
