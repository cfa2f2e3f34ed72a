#include <config.h>

#include "report/table.h"

#include <math.h>

static void
cell_clear (void *data)
{
  struct cell *cell = data;
  g_free (cell->text);
  g_free (cell->link);
}

static void
column_clear (void *data)
{
  struct column *column = data;
  g_free (column->header);
}

struct table *
table_new (void)
{
  struct table *t = g_new0 (struct table, 1);

  t->columns = g_array_new (FALSE, TRUE, sizeof (struct column));
  g_array_set_clear_func (t->columns, column_clear);
  t->cells = g_array_new (FALSE, TRUE, sizeof (struct cell));
  g_array_set_clear_func (t->cells, cell_clear);
  return t;
}

void
table_free (struct table *t)
{
  if (t == NULL)
    return;
  g_array_free (t->columns, TRUE);
  g_array_free (t->cells, TRUE);
  g_free (t);
}

static bool
has_header (const struct table *t, const char *header)
{
  g_autofree char *folded = g_utf8_casefold (header, -1);
  bool found = false;

  for (size_t i = 0; !found && i < t->columns->len; i++) {
    g_autofree char *other = g_utf8_casefold (table_column_at (t, i)->header, -1);
    found = g_str_equal (folded, other);
  }
  return found;
}

void
table_column (struct table *t, const char *header, bool number, int decimals)
{
  struct column column = {g_utf8_make_valid (header, -1), number, decimals};
  g_autofree char *first = g_strdup (column.header);

  for (int n = 2; has_header (t, column.header); n++) {
    g_free (column.header);
    column.header = g_strdup_printf ("%s (%d)", first, n);
  }
  g_array_append_val (t->columns, column);
}

void
table_text (struct table *t, const char *text)
{
  table_link (t, text, NULL);
}

void
table_link (struct table *t, const char *text, const char *sheet)
{
  struct cell cell = {.kind = text != NULL ? CELL_TEXT : CELL_EMPTY};

  if (text != NULL) {
    cell.text = g_utf8_make_valid (text, -1);
    cell.link = g_strdup (sheet);
  }
  g_array_append_val (t->cells, cell);
}

void
table_number (struct table *t, double number)
{
  struct cell cell = {.kind = CELL_EMPTY};

  if (isfinite (number)) {
    cell.kind = CELL_NUMBER;
    cell.number = number;
  }
  g_array_append_val (t->cells, cell);
}

size_t
table_width (const struct table *t)
{
  return t->columns->len;
}

size_t
table_rows (const struct table *t)
{
  return t->columns->len > 0 ? t->cells->len / t->columns->len : 0;
}

const struct cell *
table_cell (const struct table *t, size_t row, size_t column)
{
  return &g_array_index (t->cells, struct cell, row * table_width (t) + column);
}

const struct column *
table_column_at (const struct table *t, size_t column)
{
  return &g_array_index (t->columns, struct column, column);
}
