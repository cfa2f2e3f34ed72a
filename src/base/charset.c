#include <config.h>

#include "base/charset.h"

#include <string.h>

/* All that a cell can hold, and what no encoding can. */
enum { FIRST = 0x1, SURROGATES = 0xD800, AFTER_SURROGATES = 0xE000, LAST = 0x10FFFF };

/* No letter beyond it has another case. */
enum { LAST_CASED = 0x1FFFF };

void
charset_clear (struct charset *set)
{
  g_free (set->ranges);
  *set = (struct charset){0};
}

static void
put (struct charset *set, gunichar lo, gunichar hi)
{
  if (lo > hi)
    return;
  if (set->n == set->capacity) {
    set->capacity = MAX (4, 2 * set->capacity);
    set->ranges = g_renew (struct char_range, set->ranges, set->capacity);
  }
  set->ranges[set->n++] = (struct char_range){lo, hi};
}

void
charset_add (struct charset *set, gunichar lo, gunichar hi)
{
  lo = MAX (lo, FIRST);
  hi = MIN (hi, LAST);
  put (set, lo, MIN (hi, SURROGATES - 1));
  put (set, MAX (lo, AFTER_SURROGATES), hi);
}

void
charset_add_set (struct charset *set, const struct charset *other)
{
  for (size_t i = 0; i < other->n; i++)
    put (set, other->ranges[i].lo, other->ranges[i].hi);
}

static int
compare_ranges (const void *a, const void *b)
{
  const struct char_range *x = a, *y = b;
  return x->lo < y->lo ? -1 : x->lo > y->lo;
}

void
charset_settle (struct charset *set)
{
  size_t kept = 0;

  if (set->n == 0)
    return;
  qsort (set->ranges, set->n, sizeof *set->ranges, compare_ranges);
  for (size_t i = 1; i < set->n; i++) {
    struct char_range *last = &set->ranges[kept], next = set->ranges[i];
    if (next.lo <= last->hi + 1)
      last->hi = MAX (last->hi, next.hi);
    else
      set->ranges[++kept] = next;
  }
  set->n = kept + 1;
}

void
charset_invert (struct charset *set)
{
  struct charset rest = {0};
  gunichar next = FIRST;

  for (size_t i = 0; i < set->n; i++) {
    charset_add (&rest, next, set->ranges[i].lo - 1);
    next = set->ranges[i].hi + 1;
  }
  charset_add (&rest, next, LAST);
  charset_clear (set);
  *set = rest;
  charset_settle (set);
}

static bool
has (const struct charset *set, gunichar c)
{
  size_t lo = 0, hi = set->n;

  while (lo < hi) {
    size_t middle = lo + (hi - lo) / 2;
    if (c > set->ranges[middle].hi)
      lo = middle + 1;
    else
      hi = middle;
  }
  return lo < set->n && c >= set->ranges[lo].lo;
}

/* Characters that become another letter when their case is changed and that no letter becomes:
   simple case folding (CaseFolding.txt of Unicode 14, status C and S) has them equal all the same.
 */
static const struct {
  gunichar c, same;
} one_way[] = {
    {0x00B5, 0x03BC}, {0x017F, 0x0073}, {0x0345, 0x03B9}, {0x03C2, 0x03C3}, {0x03D0, 0x03B2},
    {0x03D1, 0x03B8}, {0x03D5, 0x03C6}, {0x03D6, 0x03C0}, {0x03F0, 0x03BA}, {0x03F1, 0x03C1},
    {0x03F4, 0x03B8}, {0x03F5, 0x03B5}, {0x1C80, 0x0432}, {0x1C81, 0x0434}, {0x1C82, 0x043E},
    {0x1C83, 0x0441}, {0x1C84, 0x0442}, {0x1C85, 0x0442}, {0x1C86, 0x044A}, {0x1C87, 0x0463},
    {0x1C88, 0xA64B}, {0x1E9B, 0x1E61}, {0x1E9E, 0x00DF}, {0x1FBE, 0x03B9}, {0x2126, 0x03C9},
    {0x212A, 0x006B}, {0x212B, 0x00E5},
};

/* The dotted capital and the dotless small i, which are a case of i in Turkish alone. */
static bool
is_turkish_i (gunichar c)
{
  return c == 0x130 || c == 0x131;
}

static void
add_cases (struct charset *set, gunichar c)
{
  gunichar cases[] = {g_unichar_tolower (c), g_unichar_toupper (c), g_unichar_totitle (c)};

  if (is_turkish_i (c))
    return;
  /* Once more, for of "ǅ" the small letter knows a capital that is another character. */
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    gunichar lower = g_unichar_tolower (cases[i]), upper = g_unichar_toupper (cases[i]);
    charset_add (set, cases[i], cases[i]);
    charset_add (set, lower, lower);
    charset_add (set, upper, upper);
  }
}

void
charset_fold (struct charset *set)
{
  size_t n = set->n;

  for (size_t i = 0; i < n; i++) {
    struct char_range range = set->ranges[i];
    for (gunichar c = range.lo; c <= MIN (range.hi, LAST_CASED); c++)
      if (g_unichar_tolower (c) != c || g_unichar_toupper (c) != c || g_unichar_totitle (c) != c)
        add_cases (set, c);
  }
  charset_settle (set);
  n = set->n;
  for (size_t i = 0; i < G_N_ELEMENTS (one_way); i++)
    if (has (set, one_way[i].same))
      put (set, one_way[i].c, one_way[i].c);
  if (set->n > n)
    charset_settle (set);
}

bool
charset_equal (const struct charset *a, const struct charset *b)
{
  if (a->n != b->n)
    return false;
  for (size_t i = 0; i < a->n; i++)
    if (a->ranges[i].lo != b->ranges[i].lo || a->ranges[i].hi != b->ranges[i].hi)
      return false;
  return true;
}

bool
charset_is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}

static struct charset
intersect (const struct charset *a, const struct charset *b)
{
  struct charset both = {0};

  for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
    gunichar lo = MAX (a->ranges[i].lo, b->ranges[k].lo);
    gunichar hi = MIN (a->ranges[i].hi, b->ranges[k].hi);
    put (&both, lo, hi);
    if (a->ranges[i].hi < b->ranges[k].hi)
      i++;
    else
      k++;
  }
  return both;
}

/* How well a character reads: the first row that has it. */
static const struct char_range liked[] = {
    {'a', 'z'},    {'0', '9'},     {'A', 'Z'}, {0xDF, 0xF6},
    {0xC0, 0x24F}, {0x370, 0x52F}, {'!', '~'}, {0xA1, 0xAC},
};

/* Beyond those, so many are looked at for one that can be seen at all. */
enum { MOST_LOOKED_AT = 512 };

static gunichar
pick (const struct charset *set)
{
  gunichar any = 0, blank = 0;
  size_t looked = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (liked); i++)
    for (size_t k = 0; k < set->n; k++) {
      gunichar lo = MAX (liked[i].lo, set->ranges[k].lo);
      if (lo <= MIN (liked[i].hi, set->ranges[k].hi))
        return lo;
    }
  for (size_t k = 0; k < set->n; k++)
    for (gunichar c = set->ranges[k].lo; c <= set->ranges[k].hi && looked < MOST_LOOKED_AT; c++) {
      looked++;
      if (charset_is_blank (c))
        blank = blank ? blank : c;
      else if (g_unichar_isgraph (c))
        return c;
      else
        any = any ? any : c;
    }
  return any ? any : blank;
}

gunichar
charset_common (const struct charset *a, const struct charset *b)
{
  struct charset both = intersect (a, b);
  gunichar c = pick (&both);

  charset_clear (&both);
  return c;
}

/* ---- General categories ---- */

enum { N_TYPES = G_UNICODE_SPACE_SEPARATOR + 1 };

/* In the order of GUnicodeType. */
static const char type_names[N_TYPES][3] = {
    "Cc", "Cf", "Cn", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl",
    "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs",
};

struct char_types {
  bool made;
  struct charset sets[N_TYPES];
};

struct char_types *
char_types_new (void)
{
  return g_new0 (struct char_types, 1);
}

void
char_types_free (struct char_types *types)
{
  for (size_t i = 0; i < N_TYPES; i++)
    charset_clear (&types->sets[i]);
  g_free (types);
}

static void
make_types (struct char_types *types)
{
  gunichar first = FIRST;
  GUnicodeType type = g_unichar_type (FIRST);

  for (gunichar c = FIRST + 1; c <= LAST + 1; c++) {
    GUnicodeType next = c <= LAST ? g_unichar_type (c) : N_TYPES;
    if (next == type)
      continue;
    charset_add (&types->sets[type], first, c - 1);
    first = c;
    type = next;
  }
  types->made = true;
}

bool
charset_add_type (struct charset *set, struct char_types *types, const char *name, size_t len)
{
  bool known = false;

  if (len == 3 && memcmp (name, "Any", len) == 0) {
    charset_add (set, FIRST, LAST);
    return true;
  }
  if (len < 1 || len > 2)
    return false;
  if (!types->made)
    make_types (types);
  for (size_t i = 0; i < N_TYPES; i++) {
    const char *type = type_names[i];
    bool cased = i == G_UNICODE_LOWERCASE_LETTER || i == G_UNICODE_UPPERCASE_LETTER ||
                 i == G_UNICODE_TITLECASE_LETTER;
    if (type[0] != name[0] || (len == 2 && name[1] != type[1] && !(name[1] == '&' && cased)))
      continue;
    charset_add_set (set, &types->sets[i]);
    known = true;
  }
  return known;
}
