/* Any bytes as two patterns, a line each: what is proved of them is so.  Texts made of the
   patterns' own characters are tried against PCRE2. */
#include <config.h>

#include "base/regex.h"
#include "base/regular.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

enum { N_TEXTS = 64, LONGEST_TEXT = 6, LONGEST_INPUT = 512 };

static struct regex *
compile (const char *slashed)
{
  struct diag *quiet = diag_new ();
  struct regex *regex = regex_new (slashed, (struct place){0}, false, quiet);

  diag_free (quiet);
  return regex;
}

static bool
takes (const struct regex *regex, const char *text)
{
  return regex_match (regex, text, strlen (text)) == REGEX_YES;
}

/* What is cut off at the ends of a cell. */
static bool
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}

static bool
is_cell (const char *text)
{
  const char *end = text + strlen (text);

  return !*text || (!is_blank (g_utf8_get_char (text)) &&
                    !is_blank (g_utf8_get_char (g_utf8_prev_char (end))));
}

/* A text of the N characters of SOURCE, at random but always the same. */
static char *
make_text (const gunichar *source, glong n, guint32 *seed)
{
  GString *text = g_string_new (NULL);
  guint32 len = (*seed >> 16) % (LONGEST_TEXT + 1);

  for (guint32 i = 0; i < len; i++) {
    *seed = *seed * 1664525 + 1013904223;
    g_string_append_unichar (text, source[(*seed >> 8) % (guint32)n]);
  }
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *source = g_strndup ((const char *)data, size);
  char *second = strchr (source, '\n');
  struct regulars *rs;
  struct regex *a, *b;

  if (size > LONGEST_INPUT || !second || !g_utf8_validate (source, -1, NULL))
    return 0;
  *second++ = '\0';
  a = compile (source);
  b = compile (second);
  rs = regulars_new ();
  g_autofree char *witness = NULL, *turned = NULL;
  enum regular_answer answer = regulars_meet (rs, source, second, &witness);
  if ((answer == REGULAR_MEET) != (witness != NULL) || ((!a || !b) && answer != REGULAR_UNPROVEN))
    abort ();
  if (witness && (!takes (a, witness) || !takes (b, witness) || !is_cell (witness)))
    abort ();
  if (regulars_meet (rs, second, source, &turned) != answer)
    abort ();
  if (answer == REGULAR_APART) {
    glong n;
    g_autofree char *both = g_strconcat (source, second, "a B1.", NULL);
    g_autofree gunichar *characters = g_utf8_to_ucs4_fast (both, -1, &n);
    guint32 seed = (guint32)size;
    for (int i = 0; i < N_TEXTS; i++) {
      g_autofree char *text = make_text (characters, n, &seed);
      if (is_cell (text) && takes (a, text) && takes (b, text))
        abort ();
    }
  }
  regulars_free (rs);
  regex_free (a);
  regex_free (b);
  return 0;
}
