#include <config.h>

#include "base/display.h"

enum { TAB_STOP = 8 };

static bool
is_dangerous (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SURROGATE:
    return true;
  default:
    return false;
  }
}

static size_t
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

const char *
display_character (GString *out, const char *text, bool tabs, size_t *width)
{
  gunichar c = g_utf8_get_char_validated (text, -1);
  size_t before = out->len;

  if (c == (gunichar)-1 || c == (gunichar)-2) {
    g_string_append_printf (out, "\\x%02X", (unsigned char)*text);
    *width += out->len - before;
    return text + 1;
  }
  if (tabs && c == '\t') {
    size_t n = TAB_STOP - *width % TAB_STOP;
    g_string_append_printf (out, "%*s", (int)n, "");
    *width += n;
  } else if (is_dangerous (c)) {
    if (c == '\n' || c == '\t' || c == '\r')
      g_string_append_printf (out, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
    else
      g_string_append_printf (out, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
    *width += out->len - before;
  } else {
    g_string_append_unichar (out, c);
    *width += character_width (c);
  }
  return g_utf8_next_char (text);
}

size_t
display_text (GString *out, const char *text)
{
  size_t width = 0;
  while (*text != '\0')
    text = display_character (out, text, false, &width);
  return width;
}

size_t
display_width (const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  return display_text (shown, text);
}
