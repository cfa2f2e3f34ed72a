#include <config.h>

#include "data/codecell.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_RANGE = 10000, LONGEST_CODE = 64 };

/* ---- Pairs ---- */

static void
pair_clear (void *pair)
{
  struct codepair *p = pair;
  g_free (p->code);
  g_free (p->label);
}

/* Without blanks around it, and without one pair of quotes. */
static char *
unquote (const char *text, size_t len)
{
  static const char *const quotes[][2] = {
      {"\"", "\""}, {"'", "'"}, {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xC2\xAB", "\xC2\xBB"}};
  g_autofree char *copy = g_strndup (text, len);
  g_strstrip (copy);
  for (size_t i = 0; i < G_N_ELEMENTS (quotes); i++) {
    size_t n = strlen (copy), open = strlen (quotes[i][0]), close = strlen (quotes[i][1]);
    if (n >= open + close && g_str_has_prefix (copy, quotes[i][0]) &&
        g_str_has_suffix (copy, quotes[i][1]))
      return g_strstrip (g_strndup (copy + open, n - open - close));
  }
  return g_steal_pointer (&copy);
}

/* How long the number at the beginning is; 0: there is none. */
static size_t
number_length (const char *text)
{
  size_t sign = text[0] == '-' || text[0] == '+', digits = strspn (text + sign, "0123456789");
  size_t n = sign + digits;
  if (digits > 0 && (text[n] == '.' || text[n] == ',') && g_ascii_isdigit (text[n + 1]))
    n += 1 + strspn (text + n + 1, "0123456789");
  return digits > 0 ? n : 0;
}

/* Where the label begins behind a code without `=': a quote, or a mark that parts a number from a
   text.  NULL: this is no pair. */
static const char *
label_behind (const char *text, size_t *code_len)
{
  static const char *const quotes[] = {"\"", "\xE2\x80\x9C", "\xC2\xAB"}, *const marks[] = {
                                                                              ":", ")", ".", "-",
                                                                              "\xE2\x80\x93"};
  size_t n = number_length (text), blanks = strspn (text + n, " \t");
  const char *rest = text + n + blanks;
  if (n == 0)
    return NULL;
  *code_len = n;
  for (size_t i = 0; blanks > 0 && i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (rest, quotes[i]))
      return rest;
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    const char *label = rest + strlen (marks[i]);
    if (g_str_has_prefix (rest, marks[i]) && (*label == ' ' || *label == '\t'))
      return label;
  }
  return NULL;
}

static bool
read_pair (const char *text, size_t len, struct codepair *pair)
{
  g_autofree char *line = g_strstrip (g_strndup (text, len));
  const char *equals = strchr (line, '='), *label = equals ? equals + 1 : NULL;
  size_t code_len = equals ? (size_t)(equals - line) : 0;

  if (!label && !(label = label_behind (line, &code_len)))
    return false;
  g_autofree char *code = unquote (line, code_len);
  g_autofree char *meaning = unquote (label, strlen (label));
  /* What has blanks before `=' is a sentence and no code. */
  if (!*code || !*meaning || strlen (code) > LONGEST_CODE || strpbrk (code, " \t"))
    return false;
  *pair = (struct codepair){g_steal_pointer (&code), g_steal_pointer (&meaning)};
  return true;
}

/* Where the pair at TEXT ends: at the line's end, or before `;' or `|' where another pair follows.
 */
static size_t
pair_length (const char *text)
{
  size_t len = strcspn (text, "\r\n"), end = 0;
  while ((end += strcspn (text + end, ";|")) < len) {
    struct codepair next;
    size_t rest = strcspn (text + end + 1, ";|\r\n");
    if (read_pair (text + end + 1, rest, &next)) {
      pair_clear (&next);
      return end;
    }
    end++;
  }
  return len;
}

GArray *
codecell_pairs (const char *cell)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (struct codepair));
  g_array_set_clear_func (pairs, pair_clear);
  while (*cell) {
    struct codepair pair;
    size_t len = pair_length (cell);
    if (read_pair (cell, len, &pair))
      g_array_append_val (pairs, pair);
    cell += len;
    cell += *cell != '\0';
  }
  return pairs;
}

/* ---- Names ---- */

/* Where the digits at the end of a name begin. */
static size_t
digits_at (const char *name)
{
  size_t n = strlen (name);
  while (n > 0 && g_ascii_isdigit (name[n - 1]))
    n--;
  return n;
}

/* All names from FIRST to LAST, or NULL when they are no range. */
static char **
expand (const char *first, const char *last)
{
  enum { MOST_DIGITS = 9 };
  size_t at = digits_at (first), digits = strlen (first) - at;
  if (digits == 0 || digits > MOST_DIGITS || strlen (last) > at + MOST_DIGITS ||
      digits_at (last) != at || g_ascii_strncasecmp (first, last, at) != 0)
    return NULL;
  long lo = strtol (first + at, NULL, 10), hi = strtol (last + at, NULL, 10);
  if (hi < lo || hi - lo >= MOST_OF_A_RANGE)
    return NULL;
  GPtrArray *names = g_ptr_array_new ();
  for (long i = lo; i <= hi; i++)
    g_ptr_array_add (names, g_strdup_printf ("%.*s%0*ld", (int)at, first, (int)digits, i));
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

char **
codecell_names (const char *cell)
{
  static const char *const between[] = {"..",   " a ",  " \xC3\xA0 ", " at\xC3\xA9 ",
                                        " ao ", " to ", " - ",        " \xE2\x80\x93 "};
  for (size_t i = 0; i < G_N_ELEMENTS (between); i++) {
    const char *found = strstr (cell, between[i]);
    if (!found)
      continue;
    g_autofree char *first = g_strstrip (g_strndup (cell, (size_t)(found - cell)));
    g_autofree char *last = g_strstrip (g_strdup (found + strlen (between[i])));
    char **names = expand (first, last);
    if (names)
      return names;
  }
  return g_strsplit (cell, "\n", 1);
}

char **
codecell_list (const char *cell)
{
  return g_strsplit_set (cell, ",; \t\r\n", -1);
}
