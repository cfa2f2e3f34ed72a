#include <config.h>

#include "base/display.h"
#include "base/json.h"
#include "base/kind.h"

#include <string.h>

/* ANSI colours, as GCC and Bison use them. */
enum colour { COLOUR_PLACE, COLOUR_ERROR, COLOUR_WARNING, COLOUR_NOTE, COLOUR_CARET, COLOUR_END };
static const char *const ansi[] = {"\033[1m",    "\033[1;31m", "\033[1;35m",
                                   "\033[1;36m", "\033[1;32m", "\033[0m"};

static const char *
paint (bool color, enum colour c)
{
  return color ? ansi[c] : "";
}

static void
append_place (GString *out, const char *file, size_t line, size_t column, bool color)
{
  g_string_append (out, paint (color, COLOUR_PLACE));
  display_text (out, file != NULL ? file : "gko");
  g_string_append_c (out, ':');
  if (line > 0)
    g_string_append_printf (out, "%zu:", line);
  if (line > 0 && column > 0)
    g_string_append_printf (out, "%zu:", column);
  g_string_append (out, paint (color, COLOUR_END));
  g_string_append_c (out, ' ');
}

/* The line, and under it the caret. */
static void
append_quote (GString *out, const struct finding *f, bool color)
{
  size_t width = 0, n = 0, column = f->quoted_column, from = 0, to = 0;
  g_autoptr (GString) line = g_string_new (NULL);
  const char *p = f->quoted;

  for (; *p != '\0'; n++) {
    if (n + 1 == column)
      from = width;
    p = display_character (line, p, true, &width);
    if (n + 1 < column + MAX (f->width, 1))
      to = width;
  }
  if (column > n) { /* behind the last character */
    from = width + (column - n - 1);
    to = from + 1;
  }
  g_string_append_printf (out, "    %s\n", line->str);
  if (column == 0)
    return;
  g_string_append_printf (out, "    %*s%s^", (int)from, "", paint (color, COLOUR_CARET));
  for (size_t i = from + 1; i < to; i++)
    g_string_append_c (out, '~');
  g_string_append_printf (out, "%s\n", paint (color, COLOUR_END));
}

static void
append_finding (GString *out, const struct finding *f, bool color)
{
  bool warning = f->severity == SEVERITY_WARNING;

  append_place (out, f->file, f->line, f->column, color);
  g_string_append_printf (out, "%s%s:%s ", paint (color, warning ? COLOUR_WARNING : COLOUR_ERROR),
                          warning ? "warning" : "error", paint (color, COLOUR_END));
  display_text (out, f->message);
  g_string_append_printf (out, " [%s]\n", diag_id_name (f->id));
  if (f->quoted != NULL)
    append_quote (out, f, color);
  for (guint i = 0; f->notes != NULL && i < f->notes->len; i++) {
    const struct finding *note = f->notes->pdata[i];
    g_string_append (out, "  ");
    append_place (out, note->file, note->line, note->column, color);
    g_string_append_printf (out, "%snote:%s ", paint (color, COLOUR_NOTE),
                            paint (color, COLOUR_END));
    display_text (out, note->message);
    g_string_append_c (out, '\n');
    if (note->quoted != NULL)
      append_quote (out, note, color);
  }
  if (f->suggestion != NULL) {
    g_string_append (out, "  did you mean \"");
    display_text (out, f->suggestion);
    g_string_append (out, "\"?\n");
  }
}

void
diag_print (const struct diag *d, FILE *file, bool color)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GHashTable) printed = g_hash_table_new (NULL, NULL);

  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    const struct kind *kind = diag_kind (d, f);
    size_t nth = GPOINTER_TO_SIZE (g_hash_table_lookup (printed, kind)) + 1;

    if (f->severity < SEVERITY_WARNING)
      continue;
    g_hash_table_insert (printed, (void *)kind, GSIZE_TO_POINTER (nth));
    if (nth <= PRINTED_OF_A_KIND)
      append_finding (out, f, color);
    if (nth == PRINTED_OF_A_KIND && kind->n > PRINTED_OF_A_KIND) {
      append_place (out, f->file, 0, 0, color);
      g_string_append_printf (out, "and %zu more of this kind [%s]\n", kind->n - PRINTED_OF_A_KIND,
                              diag_id_name (f->id));
    }
  }
  fwrite (out->str, 1, out->len, file);
}

static void
append_log_head (GString *out, enum severity severity, enum finding_id id, const char *file)
{
  g_string_append_printf (out, "{\"level\":\"%s\",\"id\":\"%s\"", diag_severity_name (severity),
                          diag_id_name (id));
  if (file != NULL) {
    g_string_append (out, ",\"file\":");
    json_text (out, file);
  }
}

void
diag_log (const struct diag *d, GString *out)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    const struct kind *kind = diag_kind (d, f);
    size_t nth = GPOINTER_TO_SIZE (g_hash_table_lookup (told, kind)) + 1;

    g_hash_table_insert (told, (void *)kind, GSIZE_TO_POINTER (nth));
    append_log_head (out, f->severity, f->id, f->file);
    if (f->line > 0)
      g_string_append_printf (out, ",\"line\":%zu", f->line);
    if (f->column > 0)
      g_string_append_printf (out, ",\"column\":%zu", f->column);
    g_string_append (out, ",\"message\":");
    json_text (out, f->message);
    g_string_append (out, "}\n");
    if (nth == kind->kept && kind->n > kind->kept) {
      append_log_head (out, kind->severity, kind->id, kind->file);
      g_string_append_printf (out, ",\"message\":\"and %zu more of this kind\"}\n",
                              kind->n - kind->kept);
    }
  }
}
