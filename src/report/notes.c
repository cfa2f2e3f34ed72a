#include <config.h>

#include "report/notes.h"

struct notes {
  GPtrArray *list;   /* struct note *, by number less 1 */
  GHashTable *known; /* struct note * -> number */
};

static guint
note_hash (const void *data)
{
  const struct note *n = data;
  return g_str_hash (n->text) + (guint)n->survey;
}

static gboolean
note_equal (const void *a, const void *b)
{
  const struct note *x = a, *y = b;
  return x->survey == y->survey && g_str_equal (x->text, y->text);
}

static void
note_free (void *data)
{
  struct note *n = data;
  g_free (n->text);
  g_array_free (n->indicators, TRUE);
  g_free (n);
}

struct notes *
notes_new (void)
{
  struct notes *notes = g_new0 (struct notes, 1);

  notes->list = g_ptr_array_new_with_free_func (note_free);
  notes->known = g_hash_table_new (note_hash, note_equal);
  return notes;
}

void
notes_free (struct notes *notes)
{
  if (notes == NULL)
    return;
  g_hash_table_destroy (notes->known);
  g_ptr_array_free (notes->list, TRUE);
  g_free (notes);
}

size_t
notes_add (struct notes *notes, size_t survey, const char *text, size_t indicator)
{
  struct note key = {.survey = survey, .text = (char *)text}, *note;
  size_t number = GPOINTER_TO_SIZE (g_hash_table_lookup (notes->known, &key));

  if (number == 0) {
    note = g_new0 (struct note, 1);
    note->survey = survey;
    note->text = g_strdup (text);
    note->indicators = g_array_new (FALSE, FALSE, sizeof (size_t));
    g_ptr_array_add (notes->list, note);
    number = notes->list->len;
    g_hash_table_insert (notes->known, note, GSIZE_TO_POINTER (number));
  }
  note = notes->list->pdata[number - 1];
  if (note->indicators->len == 0 ||
      g_array_index (note->indicators, size_t, note->indicators->len - 1) != indicator)
    g_array_append_val (note->indicators, indicator);
  return number;
}

size_t
notes_count (const struct notes *notes)
{
  return notes->list->len;
}

const struct note *
notes_at (const struct notes *notes, size_t number)
{
  return notes->list->pdata[number - 1];
}
