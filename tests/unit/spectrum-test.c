/* spectrum-test FOLDER: csv-spectrum, files that readers of CSV get wrong.  What the reader makes
   of csvs/NAME.csv, written as JSON, must be json/NAME.json but for its blanks. */
#include <config.h>

#include "data/csvin.h"

#include "unit.h"

#include <string.h>

static const char *const names[] = {
    "comma_in_quotes", "empty",  "empty_crlf",          "escaped_quotes", "json", "newlines",
    "newlines_crlf",   "simple", "quotes_and_newlines", "simple_crlf",    "utf8",
};

static void
add_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c (out, '\\');
    if (*text == '\n' || *text == '\r')
      g_string_append (out, *text == '\n' ? "\\n" : "\\r");
    else
      g_string_append_c (out, *text);
  }
  g_string_append_c (out, '"');
}

static char *
read_as_json (const char *path, struct diag *diag)
{
  const char *const files[] = {path, NULL};
  struct datain_format format = {.files = files};
  struct datain_block block;
  struct csvin *in = csvin_open (&format, NULL, diag);
  GString *out = g_string_new ("[");
  if (!in)
    return g_string_free (out, FALSE);
  size_t n = csvin_n_columns (in);
  g_autofree struct dict **dict = g_new (struct dict *, n);
  for (size_t c = 0; c < n; c++)
    dict[c] = csvin_keep (in, c);
  while (csvin_read (in, &block, diag))
    for (size_t r = 0; r < block.n; r++)
      for (size_t c = 0; c < n; c++) {
        g_string_append (out, c > 0 ? "," : out->len > 1 ? ",{" : "{");
        add_string (out, csvin_name (in, c));
        g_string_append_c (out, ':');
        add_string (out, dict_at (dict[c], block.cell[c * DATAIN_BLOCK + r])->text);
        if (c + 1 == n)
          g_string_append_c (out, '}');
      }
  csvin_close (in, diag);
  return g_string_free (g_string_append_c (out, ']'), FALSE);
}

/* JSON without the blanks between its marks. */
static void
squeeze (char *json)
{
  bool quoted = false;
  char *to = json;
  for (const char *from = json; *from; from++) {
    if (quoted && *from == '\\')
      *to++ = *from++;
    else if (*from == '"')
      quoted = !quoted;
    if (quoted || !g_ascii_isspace (*from))
      *to++ = *from;
  }
  *to = '\0';
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  if (argc != 2)
    return 2;
  struct diag *diag = diag_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *csv = g_strdup_printf ("%s/csvs/%s.csv", argv[1], names[i]);
    g_autofree char *path = g_strdup_printf ("%s/json/%s.json", argv[1], names[i]);
    g_autofree char *json = NULL, *read = read_as_json (csv, diag);
    CHECK (&u, g_file_get_contents (path, &json, NULL, NULL));
    if (json)
      squeeze (json);
    bool same = json && strcmp (json, read) == 0;
    CHECK (&u, same);
    if (!same)
      fprintf (stderr, "%s: %s\n", names[i], read);
  }
  CHECK (&u, diag_size (diag) == 0);
  g_autofree char *stray = g_strdup_printf ("%s/csvs/location_coordinates.csv", argv[1]);
  g_autofree char *none = read_as_json (stray, diag);
  CHECK (&u, strcmp (none, "[]") == 0);
  CHECK (&u, diag_size (diag) == 1 && diag_at (diag, 0)->id == FIND_BAD_QUOTE);
  CHECK (&u, diag_at (diag, 0)->line == 2 && diag_at (diag, 0)->column == 22);
  diag_free (diag);
  return unit_report (&u);
}
