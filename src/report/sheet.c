#include <config.h>

#include "report/sheet.h"

#include <string.h>

enum { LONGEST_NAME = 31 }; /* characters, Excel's limit */

static void
line_clear (void *data)
{
  struct line *line = data;
  g_free (line->text);
  g_free (line->link);
}

struct sheet *
sheet_new (const char *name)
{
  struct sheet *s = g_new0 (struct sheet, 1);

  s->name = g_strdup (name);
  s->lines = g_array_new (FALSE, TRUE, sizeof (struct line));
  g_array_set_clear_func (s->lines, line_clear);
  return s;
}

void
sheet_free (struct sheet *s)
{
  if (s == NULL)
    return;
  g_free (s->name);
  g_array_free (s->lines, TRUE);
  table_free (s->table);
  g_free (s);
}

void
sheet_line (struct sheet *s, enum line_kind kind, const char *text, const char *link)
{
  struct line line = {kind, g_utf8_make_valid (text, -1), g_strdup (link)};
  g_array_append_val (s->lines, line);
}

void
sheet_say (struct sheet *s, const char *what, const char *colon, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || *text == '\0')
    return;
  line = g_strconcat (what, colon, text, NULL);
  sheet_line (s, LINE_TEXT, line, NULL);
}

GHashTable *
sheet_names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* WISH with what is not allowed replaced, at most LEN characters of it. */
static char *
legal_name (const char *wish, glong len)
{
  g_autofree char *valid = g_utf8_make_valid (wish, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (len, g_utf8_strlen (valid, -1)));
  GString *name = g_string_new (NULL);

  for (const char *p = cut; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    /* Letters and digits beyond the plane that UTF-16 counts as one would make it too long. */
    bool fine = c <= 0xFFFF && (g_unichar_isalnum (c) || c == ' ' || c == '-' || c == '.');
    g_string_append_unichar (name, fine ? c : '_');
  }
  if (name->len == 0)
    g_string_append_c (name, '_');
  return g_string_free (name, FALSE);
}

char *
sheet_name (GHashTable *used, const char *wish)
{
  static const char reserved[] = "history"; /* Excel keeps that name for itself */

  for (int n = 1;; n++) {
    g_autofree char *end = n > 1 ? g_strdup_printf (" %d", n) : g_strdup ("");
    g_autofree char *name = legal_name (wish, LONGEST_NAME - (glong)strlen (end));
    g_autofree char *whole = g_strconcat (name, end, NULL);
    char *folded = g_utf8_casefold (whole, -1);
    if (strcmp (folded, reserved) != 0 && !g_hash_table_contains (used, folded)) {
      g_hash_table_add (used, folded);
      return g_steal_pointer (&whole);
    }
    g_free (folded);
  }
}
