#include <config.h>

#include "expr/tree.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* The proleptic Gregorian calendar, through GLib's Julian day numbers (1 = 0001-01-01). */
static const double EPOCH_JULIAN = 719163; /* of 1970-01-01 */

bool
date_days (struct civil c, double *days)
{
  if (c.year < DATE_MIN_YEAR || c.year > DATE_MAX_YEAR || c.month < 1 || c.month > MONTHS_A_YEAR ||
      c.day < 1 ||
      !g_date_valid_dmy ((GDateDay)MIN (c.day, G_MAXUINT8), (GDateMonth)c.month, (GDateYear)c.year))
    return false;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)c.day, (GDateMonth)c.month, (GDateYear)c.year);
  *days = g_date_get_julian (&date) - EPOCH_JULIAN;
  return true;
}

bool
date_civil (double days, struct civil *c)
{
  double first, last, julian = floor (days) + EPOCH_JULIAN;

  date_days ((struct civil){DATE_MIN_YEAR, 1, 1}, &first);
  date_days ((struct civil){DATE_MAX_YEAR, MONTHS_A_YEAR, 31}, &last);
  if (!(floor (days) >= first && floor (days) <= last))
    return false;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)julian);
  *c = (struct civil){g_date_get_year (&date), (int)g_date_get_month (&date),
                      g_date_get_day (&date)};
  return true;
}

/* ---- Reading ---- */

enum field { FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_TIME, N_FIELDS };

/* What may follow a % sign.  Between MIN_DIGITS and MAX_DIGITS digits, as many as there are. */
static const struct directive {
  char letter;
  enum field field;
  int min_digits, max_digits, lo, hi;
} directives[] = {{'Y', FIELD_YEAR, 4, 4, DATE_MIN_YEAR, DATE_MAX_YEAR},
                  {'y', FIELD_YEAR, 2, 2, 0, 99},
                  {'m', FIELD_MONTH, 1, 2, 1, MONTHS_A_YEAR},
                  {'d', FIELD_DAY, 1, 2, 1, 31},
                  {'H', FIELD_TIME, 1, 2, 0, 24},
                  {'M', FIELD_TIME, 2, 2, 0, 59},
                  {'S', FIELD_TIME, 2, 2, 0, 60}};

static const struct directive *
find_directive (char letter)
{
  for (size_t i = 0; i < G_N_ELEMENTS (directives); i++)
    if (directives[i].letter == letter)
      return &directives[i];
  return NULL;
}

/* POSIX strptime: two digits from 69 on are of the 20th century. */
enum { CENTURY_19 = 1900, CENTURY_20 = 2000, FIRST_OF_19 = 69 };

static bool
read_field (const char **text, const struct directive *d, int *value)
{
  int n = 0, v = 0;
  for (; n < d->max_digits && g_ascii_isdigit (**text); n++)
    v = v * 10 + (*(*text)++ - '0');
  if (n < d->min_digits || v < d->lo || v > d->hi)
    return false;
  if (d->letter == 'y')
    v += v >= FIRST_OF_19 ? CENTURY_19 : CENTURY_20;
  *value = v;
  return true;
}

bool
date_read (const char *text, const char *format, double *days)
{
  int value[N_FIELDS] = {0};

  while (g_ascii_isspace (*text))
    text++;
  for (; *format; format++) {
    if (*format == '%' && *++format != '%') {
      const struct directive *d = find_directive (*format);
      if (!d || !read_field (&text, d, &value[d->field]))
        return false;
    } else if (*text++ != *format)
      return false;
  }
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0' &&
         date_days ((struct civil){value[FIELD_YEAR], value[FIELD_MONTH], value[FIELD_DAY]}, days);
}

bool
date_read_iso (const char *text, double *days)
{
  static const char shape[] = "dddd-dd-dd";
  for (size_t i = 0; i < sizeof shape; i++)
    if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return false;
  return date_read (text, "%Y-%m-%d", days);
}

const char *
date_format_fault (const char *format)
{
  int times[N_FIELDS] = {0};

  for (; *format; format++)
    if (*format == '%' && *++format != '%') {
      const struct directive *d = find_directive (*format);
      if (!d)
        return "a date format knows %Y (or %y), %m, %d, %H, %M, %S and %%, and plain characters";
      times[d->field]++;
    }
  if (times[FIELD_YEAR] != 1 || times[FIELD_MONTH] != 1 || times[FIELD_DAY] != 1)
    return "a date format needs the year (%Y or %y), the month (%m) and the day (%d), once each";
  return NULL;
}

/* ---- Arithmetic ---- */

/* A month is completed on the same day of the next month; for one born on the 31st, where a month
   has 30 days, on the 1st after it. */
double
date_months_between (struct civil a, struct civil b)
{
  int months = (b.year - a.year) * MONTHS_A_YEAR + b.month - a.month;

  if (months < 0 || (months == 0 && b.day < a.day))
    return months == 0 ? 0 : -date_months_between (b, a);
  return months - (b.day < a.day);
}

double
date_years_between (struct civil a, struct civil b)
{
  return trunc (date_months_between (a, b) / MONTHS_A_YEAR);
}

/* A number written 2.675 lies a hair below the tie in binary; the one who wrote it means the tie.
   The scaled number is off by at most one part in 2^52, so that much is given back. */
double
expr_round (double x, int digits)
{
  if (digits == 0)
    return round (x);
  double scale = pow (10, digits), scaled = fabs (x) * scale;
  if (!(scaled < 1 / DBL_EPSILON))
    return x;
  return copysign (floor (scaled * (1 + DBL_EPSILON) + 0.5) / scale, x);
}
