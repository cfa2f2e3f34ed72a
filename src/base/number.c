#include <config.h>

#include "base/number.h"

#include <float.h>
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Powers of ten that a double holds exactly. */
static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

enum {
  LARGEST_POWER = G_N_ELEMENTS (powers) - 1,
  EXACT_DIGITS = 15,     /* every decimal of so many digits is told apart by a double */
  HELD_DIGITS = 19,      /* every decimal of so many digits fits 64 bits */
  EXPONENT_LIMIT = 9999, /* far beyond what a double holds: larger ones are taken for this */
  SHORT_NUMBER = 64      /* bytes of a number that is copied to the stack */
};

static const double first_beyond_integers = 1e15;

/* A decimal number as written, taken to pieces. */
struct decimal {
  bool negative;
  uint64_t digits;  /* the leading ones, at most HELD_DIGITS of them */
  int n_digits;     /* without leading zeros; all of them */
  int exponent;     /* of ten, DIGITS being an integer */
  const char *mark; /* of the decimals, or NULL */
};

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static void
add_digit (struct decimal *d, char c, bool after_mark)
{
  if (d->n_digits < HELD_DIGITS) {
    d->digits = d->digits * 10 + (uint64_t)(c - '0');
    d->n_digits += d->n_digits > 0 || c != '0';
    d->exponent -= after_mark;
  } else { /* the slow way reads them from the text */
    d->n_digits = HELD_DIGITS + 1;
    d->exponent += !after_mark;
  }
}

/* Is all of TEXT a number?  Then D is filled in. */
static bool
take_apart (const char *text, const char *end, char decimal, struct decimal *d)
{
  bool any = false;
  int exponent = 0, sign = 1;

  if (text < end && (*text == '-' || *text == '+'))
    d->negative = *text++ == '-';
  for (; text < end && (is_digit (*text) || (*text == decimal && d->mark == NULL)); text++) {
    if (*text == decimal)
      d->mark = text;
    else {
      add_digit (d, *text, d->mark != NULL);
      any = true;
    }
  }
  if (!any)
    return false;
  if (text == end)
    return true;
  if (*text != 'e' && *text != 'E')
    return false;
  text++;
  if (text < end && (*text == '-' || *text == '+'))
    sign = *text++ == '-' ? -1 : 1;
  if (text == end)
    return false;
  for (; text < end && is_digit (*text); text++)
    exponent = MIN (exponent * 10 + (*text - '0'), EXPONENT_LIMIT);
  d->exponent += sign * exponent;
  return text == end;
}

/* The long way: the C library's conversion of a copy with a point. */
static bool
parse_slowly (const char *text, size_t len, const char *mark, double *value)
{
  char stack[SHORT_NUMBER];
  char *copy = len < sizeof stack ? stack : g_malloc (len + 1);

  memcpy (copy, text, len);
  copy[len] = '\0';
  if (mark != NULL)
    copy[mark - text] = '.';
  *value = g_ascii_strtod (copy, NULL);
  if (copy != stack)
    g_free (copy);
  return isfinite (*value);
}

bool
number_parse (const char *text, size_t len, char decimal, double *value)
{
  struct decimal d = {0};

  if (!take_apart (text, text + len, decimal, &d))
    return false;
  /* Digits and power are both exact, so that the one operation rounds correctly (W. D. Clinger,
     "How to read floating point numbers accurately", 1990); only where doubles are computed as
     doubles. */
  if (d.n_digits <= EXACT_DIGITS && abs (d.exponent) <= LARGEST_POWER && FLT_EVAL_METHOD == 0) {
    double v = (double)d.digits;
    v = d.exponent < 0 ? v / powers[-d.exponent] : v * powers[d.exponent];
    *value = d.negative ? -v : v;
    return true;
  }
  return parse_slowly (text, len, d.mark, value);
}

/* The bytes of a thousands mark at TEXT, or 0. */
static size_t
thousands_mark (const char *text, const char *end, char thousands)
{
  static const struct {
    char thousands;
    const char *also;
  } others[] = {{' ', "\xC2\xA0"}, {' ', "\xE2\x80\xAF"}, {'\'', "\xE2\x80\x99"}};

  if (text < end && *text == thousands)
    return 1;
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++) {
    size_t n = strlen (others[i].also);
    if (others[i].thousands == thousands && (size_t)(end - text) >= n &&
        memcmp (text, others[i].also, n) == 0)
      return n;
  }
  return 0;
}

/* How many digits stand at TEXT? */
static size_t
count_digits (const char *text, const char *end)
{
  size_t n = 0;
  while (text + n < end && is_digit (text[n]))
    n++;
  return n;
}

/* Copy a grouped number without its thousands marks to COPY, which has room for it.  Returns its
   length, 0 if it is none. */
static size_t
ungroup (const char *text, const char *end, struct number_marks marks, char *copy)
{
  enum { GROUP = 3 };
  size_t len = 0, mark, n;

  if (text < end && (*text == '-' || *text == '+'))
    copy[len++] = *text++;
  n = count_digits (text, end);
  /* Thousands do not begin with 0: 0.125 has another decimal mark than was said. */
  if (n == 0 || n > GROUP || *text == '0')
    return 0;
  memcpy (copy + len, text, n);
  len += n;
  text += n;
  while ((mark = thousands_mark (text, end, marks.thousands)) > 0) {
    text += mark;
    if (count_digits (text, end) != GROUP)
      return 0;
    memcpy (copy + len, text, GROUP);
    len += GROUP;
    text += GROUP;
  }
  if (text < end && *text != marks.decimal)
    return 0;
  n = text < end ? 1 + count_digits (text + 1, end) : 0;
  memcpy (copy + len, text, n);
  return text + n == end ? len + n : 0;
}

bool
number_read (const char *text, size_t len, struct number_marks marks, double *value)
{
  char stack[SHORT_NUMBER];

  /* What has no thousands mark in it is nearly everything. */
  if (number_parse (text, len, marks.decimal, value))
    return true;
  if (marks.thousands == 0)
    return false;
  char *copy = len <= sizeof stack ? stack : g_malloc (len);
  size_t left = ungroup (text, text + len, marks, copy);
  bool ok = left > 0 && number_parse (copy, left, marks.decimal, value);
  if (copy != stack)
    g_free (copy);
  return ok;
}

/* DIGITS with the mark before the last DECIMALS of them. */
static size_t
put_digits (uint64_t digits, int decimals, bool negative, char *buffer)
{
  char reversed[NUMBER_SIZE];
  size_t n = 0, len = 0;

  for (int i = 0; digits > 0 || i <= decimals; i++) {
    if (decimals > 0 && i == decimals)
      reversed[n++] = '.';
    reversed[n++] = (char)('0' + digits % 10);
    digits /= 10;
  }
  if (negative)
    buffer[len++] = '-';
  while (n > 0)
    buffer[len++] = reversed[--n];
  buffer[len] = '\0';
  return len;
}

size_t
number_format (double value, char buffer[static NUMBER_SIZE])
{
  const double smallest_plain = 1e-4; /* below it %g changes to an exponent */
  double size = fabs (value);

  /* A decimal of at most 15 digits that reads back the same is the one with the fewest digits. The
     division is the one by which number_parse would read it. */
  if (size == 0 || (size >= smallest_plain && size < first_beyond_integers))
    for (int decimals = 0; decimals <= EXACT_DIGITS + 3; decimals++) {
      double scaled = nearbyint (size * powers[decimals]);
      if (scaled >= first_beyond_integers)
        break;
      if (scaled / powers[decimals] == size)
        return put_digits ((uint64_t)scaled, decimals, value < 0, buffer);
    }
  for (int digits = size < DBL_MIN ? 1 : EXACT_DIGITS; digits < DBL_DECIMAL_DIG; digits++) {
    char format[] = "%.00g";
    format[2] = (char)('0' + digits / 10);
    format[3] = (char)('0' + digits % 10);
    g_ascii_formatd (buffer, NUMBER_SIZE, format, value);
    if (g_ascii_strtod (buffer, NULL) == value)
      return strlen (buffer);
  }
  g_ascii_formatd (buffer, NUMBER_SIZE, "%.17g", value);
  return strlen (buffer);
}

size_t
number_fixed (double value, int decimals, char buffer[static NUMBER_SIZE])
{
  double size = fabs (value);
  char text[NUMBER_SIZE];
  uint64_t digits = 0;
  int cut;

  if (size >= first_beyond_integers)
    return number_format (value, buffer);
  /* Fifteen digits, "d.dddddddddddddde-xx", as a whole number with its power of ten. */
  g_ascii_formatd (text, sizeof text, "%.14e", size);
  for (const char *p = text; *p != 'e'; p++)
    if (*p != '.')
      digits = digits * 10 + (uint64_t)(*p - '0');
  cut = EXACT_DIGITS - 1 - atoi (strchr (text, 'e') + 1) - decimals; /* digits too many */
  for (; cut < 0; cut++)
    digits *= 10;
  for (; cut > 1 && digits > 0; cut--)
    digits /= 10; /* the last digit cut off alone decides a half */
  if (cut > 0)
    digits = cut == 1 ? (digits + 5) / 10 : 0;
  return put_digits (digits, decimals, value < 0 && digits > 0, buffer);
}
