#include <config.h>

#include "base/display.h"
#include "base/number.h"
#include "report/table.h"

static const char gap[] = "  ";

/* What stands in the cell, as a terminal may see it. */
static void
cell_text (GString *out, const struct cell *cell, const struct column *column)
{
  char number[NUMBER_SIZE];

  g_string_truncate (out, 0);
  if (cell->kind == CELL_TEXT)
    display_text (out, cell->text);
  else if (cell->kind == CELL_NUMBER) {
    if (column->decimals < 0)
      number_format (cell->number, number);
    else
      number_fixed (cell->number, column->decimals, number);
    g_string_append (out, number);
  }
}

/* TEXT in a column of WIDTH; blanks at the end of a line are left to the caller's trimming. */
static void
append_cell (GString *line, const char *text, size_t width, bool right)
{
  size_t own = display_width (text), blanks = width > own ? width - own : 0;

  if (right)
    g_string_append_printf (line, "%*s", (int)blanks, "");
  g_string_append (line, text);
  if (!right)
    g_string_append_printf (line, "%*s", (int)blanks, "");
}

static void
write_line (FILE *file, GString *line)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  fprintf (file, "%s\n", line->str);
  g_string_truncate (line, 0);
}

void
text_table (FILE *file, const struct table *t)
{
  size_t n = table_width (t);
  g_autofree size_t *width = g_new0 (size_t, n + 1);
  g_autoptr (GString) line = g_string_new (NULL), text = g_string_new (NULL);

  for (size_t c = 0; c < n; c++)
    width[c] = display_width (table_column_at (t, c)->header);
  for (size_t r = 0; r < table_rows (t); r++)
    for (size_t c = 0; c < n; c++) {
      cell_text (text, table_cell (t, r, c), table_column_at (t, c));
      width[c] = MAX (width[c], display_width (text->str));
    }
  for (size_t c = 0; c < n; c++) {
    g_string_append (line, c > 0 ? gap : "");
    g_string_truncate (text, 0);
    display_text (text, table_column_at (t, c)->header);
    append_cell (line, text->str, width[c], table_column_at (t, c)->number);
  }
  write_line (file, line);
  for (size_t r = 0; r < table_rows (t); r++) {
    for (size_t c = 0; c < n; c++) {
      const struct column *column = table_column_at (t, c);
      cell_text (text, table_cell (t, r, c), column);
      g_string_append (line, c > 0 ? gap : "");
      append_cell (line, text->str, width[c], column->number);
    }
    write_line (file, line);
  }
}
