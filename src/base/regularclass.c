#include <config.h>

#include "base/regularclass.h"

#include <string.h>

bool
scan_take (struct scan *s, const char *what)
{
  size_t len = strlen (what);

  if ((size_t)(s->end - s->at) < len || memcmp (s->at, what, len) != 0)
    return false;
  s->at += len;
  return true;
}

bool
scan_sees (const struct scan *s, const char *any_of)
{
  return s->at < s->end && *s->at != '\0' && strchr (any_of, *s->at) != NULL;
}

gunichar
scan_char (struct scan *s)
{
  gunichar c = g_utf8_get_char (s->at);

  s->at = g_utf8_next_char (s->at);
  return c;
}

void
scan_add (const struct scan *s, struct charset *set, gunichar lo, gunichar hi)
{
  struct charset own = {0};

  charset_add (&own, lo, hi);
  charset_settle (&own);
  if (s->caseless)
    charset_fold (&own);
  charset_add_set (set, &own);
  charset_clear (&own);
}

static const struct char_range horizontal[] = {
    {'\t', '\t'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x180E, 0x180E},
    {0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};
static const struct char_range vertical[] = {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}};
static const struct char_range newline[] = {{'\n', '\n'}};

static void
add_ranges (struct charset *set, const struct char_range *ranges, size_t n)
{
  for (size_t i = 0; i < n; i++)
    charset_add (set, ranges[i].lo, ranges[i].hi);
}

/* The classes of one letter, with Unicode properties: pcre2pattern(3), "Generic character types".
   N is all but the end of a line.  False if LETTER is none; a capital is all the others. */
bool
scan_add_generic (const struct scan *s, struct charset *set, char letter)
{
  struct charset own = {0};

  switch (g_ascii_tolower (letter)) {
  case 'd':
    charset_add_type (&own, s->types, "Nd", 2);
    break;
  case 's':
    charset_add_type (&own, s->types, "Z", 1);
    add_ranges (&own, horizontal, G_N_ELEMENTS (horizontal));
    add_ranges (&own, vertical, G_N_ELEMENTS (vertical));
    break;
  case 'w':
    charset_add_type (&own, s->types, "L", 1);
    charset_add_type (&own, s->types, "N", 1);
    charset_add (&own, '_', '_');
    if (s->word_has_marks) {
      charset_add_type (&own, s->types, "Mn", 2);
      charset_add_type (&own, s->types, "Pc", 2);
    }
    break;
  case 'h':
    add_ranges (&own, horizontal, G_N_ELEMENTS (horizontal));
    break;
  case 'v':
    add_ranges (&own, vertical, G_N_ELEMENTS (vertical));
    break;
  default:
    if (letter != 'N')
      return false;
    add_ranges (&own, newline, G_N_ELEMENTS (newline));
    break;
  }
  charset_settle (&own);
  if (g_ascii_isupper (letter))
    charset_invert (&own);
  charset_add_set (set, &own);
  charset_clear (&own);
  return true;
}

/* \p{Lu}, \p{^Lu}, \pL; the P has been taken.  Whether \p{Lu} keeps to capitals under the flag i
   differs between versions. */
static void
add_property (struct scan *s, struct charset *set, bool negated)
{
  struct charset own = {0};
  const char *name = s->at;
  size_t len = 1;

  if (scan_take (s, "{")) {
    if (scan_take (s, "^"))
      negated = !negated;
    name = s->at;
    len = 0;
    while (s->at < s->end && *s->at != '}') {
      s->at++;
      len++;
    }
  }
  if (s->at < s->end)
    s->at++;
  if (!charset_add_type (&own, s->types, name, len) ||
      (s->caseless && len == 2 && name[0] == 'L' && name[1] != '&'))
    s->outside = true;
  charset_settle (&own);
  if (negated)
    charset_invert (&own);
  charset_add_set (set, &own);
  charset_clear (&own);
}

/* Up to MOST digits to BASE. */
gunichar
scan_digits (struct scan *s, unsigned base, unsigned most)
{
  gunichar value = 0;

  for (; most > 0 && s->at < s->end; most--, s->at++) {
    int digit = g_ascii_xdigit_value (*s->at);
    if (digit < 0 || (unsigned)digit >= base || value > 0x10FFFF)
      break;
    value = value * base + (unsigned)digit;
  }
  return value;
}

/* What one escape stands for: a class (true, added to SET), or a single character C.  The backslash
   has been taken. */
bool
scan_escape (struct scan *s, struct charset *set, gunichar *c)
{
  static const char letters[] = "nrtfea", controls[] = "\n\r\t\f\x1B\a";
  const char *control;

  *c = scan_char (s);
  if (*c >= 0x80 || !g_ascii_isalnum ((char)*c))
    return false;
  if (*c == 'p' || *c == 'P') {
    add_property (s, set, *c == 'P');
    return true;
  }
  if (*c == 'N' && scan_take (s, "{U"))
    s->outside = true;
  if (scan_add_generic (s, set, (char)*c))
    return true;
  if ((control = strchr (letters, (char)*c)))
    *c = (guchar)controls[control - letters];
  else if (*c == '0')
    *c = scan_digits (s, 8, 2);
  else if (*c == 'x' && scan_take (s, "{")) {
    *c = scan_digits (s, 16, 8);
    if (!scan_take (s, "}"))
      s->outside = true;
  } else if (*c == 'x')
    *c = scan_digits (s, 16, 2);
  else
    s->outside = true;
  return false;
}

/* [:alpha:] and its like, with Unicode properties; the first bracket has been taken. */
static void
add_posix (struct scan *s, struct charset *set)
{
  static const struct {
    const char *name, *types[2];
    char generic;
  } classes[] = {
      {"alpha:]", {"L", NULL}, 0},   {"alnum:]", {"L", "N"}, 0},     {"digit:]", {"Nd", NULL}, 0},
      {"cntrl:]", {"Cc", NULL}, 0},  {"blank:]", {NULL, NULL}, 'h'}, {"space:]", {NULL, NULL}, 's'},
      {"word:]", {NULL, NULL}, 'w'},
  };
  struct charset own = {0};
  bool negated = scan_take (s, ":^"), known = false;

  if (!negated)
    scan_take (s, ":");
  for (size_t i = 0; i < G_N_ELEMENTS (classes) && !known; i++)
    if (scan_take (s, classes[i].name)) {
      known = true;
      for (size_t k = 0; k < G_N_ELEMENTS (classes[i].types) && classes[i].types[k]; k++)
        charset_add_type (&own, s->types, classes[i].types[k], strlen (classes[i].types[k]));
      if (classes[i].generic)
        scan_add_generic (s, &own, classes[i].generic);
    }
  if (!known)
    s->outside = true;
  charset_settle (&own);
  if (negated)
    charset_invert (&own);
  charset_add_set (set, &own);
  charset_clear (&own);
}

/* One member of a class: true if it is a class itself, else a single character C. */
static bool
take_member (struct scan *s, struct charset *set, gunichar *c)
{
  if (s->at[0] == '[' && s->at + 1 < s->end && strchr (":.=", s->at[1])) {
    const char *close = g_strstr_len (s->at, s->end - s->at, ":]");
    if (s->at[1] != ':')
      s->outside = true;
    else if (close &&
             strspn (s->at + 2, "^abcdefghijklmnopqrstuvwxyz") == (size_t)(close - s->at - 2)) {
      s->at++;
      add_posix (s, set);
      return true;
    }
  }
  if (!scan_take (s, "\\")) {
    *c = scan_char (s);
    return false;
  }
  if (scan_take (s, "b")) {
    *c = '\b';
    return false;
  }
  if (scan_sees (s, "NRXB"))
    s->outside = true;
  return scan_escape (s, set, c);
}

void
scan_class (struct scan *s, struct charset *set)
{
  bool negated = scan_take (s, "^"), first = true;

  while (s->at < s->end && !s->outside && (first || *s->at != ']')) {
    gunichar lo, hi;
    first = false;
    if (take_member (s, set, &lo))
      continue;
    hi = lo;
    if (s->at + 1 < s->end && s->at[0] == '-' && s->at[1] != ']') {
      s->at++;
      if (take_member (s, set, &hi))
        s->outside = true; /* the hyphen stands for itself, or is an error */
    }
    scan_add (s, set, lo, hi);
  }
  if (!scan_take (s, "]"))
    s->outside = true;
  charset_settle (set);
  if (negated)
    charset_invert (set);
}
