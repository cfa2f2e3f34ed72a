/* Texts of strangers as YAML: whatever is in them, the file reads as it was meant. */
#include <config.h>

#include "suggest/guess.h"

#include "base/number.h"

#include <string.h>

/* Words that YAML, or a survey file, could take for something else. */
static const char *const words[] = {"yes", "no", "on",   "off",  "true", "false",
                                    "y",   "n",  "null", "none", NULL};

/* Only letters, digits and marks that mean nothing anywhere in a plain scalar. */
static bool
is_plain (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gunichar last = ' ';

  if (!g_ascii_isalpha (*text) && *text != '_')
    return false;
  if (g_strv_contains (words, lower) || strstr (text, ".."))
    return false;
  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    last = g_utf8_get_char (p);
    if (last < 0x80 ? !g_ascii_isalnum ((char)last) && !strchr (" _-./+", (int)last)
                    : !g_unichar_isalnum (last) || last > 0xFFFF)
      return false;
  }
  return last != ' ';
}

/* Can it stand in the file as it is?  Unicode's own ends of lines are no blanks to GLib, but end a
   comment in YAML. */
static bool
is_shown (gunichar c)
{
  return g_unichar_isgraph (c) && c <= 0xFFFF && c != 0x2028 && c != 0x2029;
}

void
suggest_scalar (GString *out, const char *text)
{
  if (is_plain (text)) {
    g_string_append (out, text);
    return;
  }
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c == '"' || c == '\\')
      g_string_append_printf (out, "\\%c", (char)c);
    else if (c == ' ' || is_shown (c))
      g_string_append_unichar (out, c);
    else
      g_string_append_printf (out, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
  }
  g_string_append_c (out, '"');
}

void
suggest_comment (GString *out, const char *text, size_t width)
{
  size_t n = 0;
  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    bool shown = is_shown (c);
    if (!shown && (out->len == 0 || out->str[out->len - 1] == ' '))
      continue;
    if (n++ == width) {
      g_string_append (out, "...");
      return;
    }
    g_string_append_unichar (out, shown ? c : ' ');
  }
}
