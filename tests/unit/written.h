/* Files that gko has written, read by another reader than its own: RFC 4180, and nothing else. */
#ifndef WRITTEN_H
#define WRITTEN_H
#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A file that gko has written, cell by cell. */
struct written {
  char *text;
  size_t len;
  GPtrArray *rows; /* GPtrArray * of char * */
};

static inline void
free_row (void *row)
{
  g_ptr_array_unref (row);
}

/* The text of a cell at *AT, which is moved behind its comma or line end; *LAST: it was a line's
   last one. */
static inline char *
next_cell (const struct written *w, size_t *at, bool *last)
{
  GString *cell = g_string_new (NULL);
  bool quoted = w->text[*at] == '"';
  size_t i = *at + quoted;
  for (; i < w->len; i++) {
    if (quoted && w->text[i] == '"') {
      if (w->text[++i] != '"')
        break;
    } else if (!quoted && (w->text[i] == ',' || w->text[i] == '\n'))
      break;
    g_string_append_c (cell, w->text[i]);
  }
  *last = w->text[i] != ',';
  *at = i + 1;
  return g_string_free (cell, FALSE);
}

static inline struct written
read_written (const char *path)
{
  struct written w = {.rows = g_ptr_array_new_with_free_func (free_row)};
  gsize len = 0;
  if (!g_file_get_contents (path, &w.text, &len, NULL))
    return w;
  w.len = len;
  for (size_t at = 0; at < w.len;) {
    GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
    bool last = false;
    while (!last)
      g_ptr_array_add (row, next_cell (&w, &at, &last));
    g_ptr_array_add (w.rows, row);
  }
  return w;
}

static inline void
clear_written (struct written *w)
{
  g_free (w->text);
  g_ptr_array_unref (w->rows);
}

static inline size_t
n_rows (const struct written *w)
{
  return w->rows->len > 0 ? w->rows->len - 1 : 0; /* but for the header */
}

static inline const char *
cell_at (const struct written *w, size_t row, size_t column)
{
  const GPtrArray *cells = w->rows->pdata[row];
  return column < cells->len ? cells->pdata[column] : "(none)";
}

static inline size_t
column_of (const struct written *w, const char *name)
{
  if (w->rows->len == 0) /* there is no file */
    return 0;
  const GPtrArray *head = w->rows->pdata[0];
  for (guint i = 0; i < head->len; i++)
    if (strcmp (head->pdata[i], name) == 0)
      return i;
  return head->len;
}

/* A cell without the blanks (space, tab, no-break space) at its ends, as it is to be read. */
static inline char *
trimmed (const char *cell)
{
  size_t len = strlen (cell);
  for (size_t k = 1; k > 0;) {
    k = g_str_has_prefix (cell, "\xC2\xA0") ? 2 : *cell == ' ' || *cell == '\t';
    cell += k;
    len -= k;
  }
  while (len > 0 && (cell[len - 1] == ' ' || cell[len - 1] == '\t' ||
                     (len > 1 && memcmp (cell + len - 2, "\xC2\xA0", 2) == 0)))
    len -= cell[len - 1] == '\xA0' ? 2 : 1;
  return g_strndup (cell, len);
}
#endif
