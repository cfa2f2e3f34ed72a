#include <config.h>

#include "data/spssvalue.h"

#include <math.h>
#include <string.h>

static const double SECONDS_A_DAY = 86400, MS_A_DAY = 86400000;
/* Julian day numbers as GDate counts them (1 = 0001-01-01), of the day before the Gregorian
   calendar began, and of 1960-01-01. */
static const double SPSS_EPOCH = 577735, STATA_EPOCH = 715510;
static const double LAST_JULIAN = 3652059; /* of 9999-12-31 */

/* Names of SPSS's formats, without their widths, and the beginnings of Stata's. */
static const struct {
  const char *name;
  enum spss_shape shape;
} spss_formats[] = {{"DATE", SHAPE_SECONDS_DATE},
                    {"ADATE", SHAPE_SECONDS_DATE},
                    {"EDATE", SHAPE_SECONDS_DATE},
                    {"SDATE", SHAPE_SECONDS_DATE},
                    {"JDATE", SHAPE_SECONDS_DATE},
                    {"QYR", SHAPE_SECONDS_DATE},
                    {"MOYR", SHAPE_SECONDS_DATE},
                    {"WKYR", SHAPE_SECONDS_DATE},
                    {"DATETIME", SHAPE_SECONDS_DATE},
                    {"YMDHMS", SHAPE_SECONDS_DATE},
                    {"TIME", SHAPE_TIME},
                    {"DTIME", SHAPE_TIME},
                    {"MTIME", SHAPE_TIME}},
  stata_formats[] = {{"td", SHAPE_DAYS_DATE}, {"d", SHAPE_DAYS_DATE}, {"tc", SHAPE_MS_DATE}};

enum spss_shape
spss_value_shape (const char *format)
{
  if (*format == '%') {
    format += strspn (format, "%-");
    for (size_t i = 0; i < G_N_ELEMENTS (stata_formats); i++)
      if (g_str_has_prefix (format, stata_formats[i].name))
        return stata_formats[i].shape;
    return SHAPE_NUMBER;
  }
  size_t len = strcspn (format, "0123456789.");
  for (size_t i = 0; i < G_N_ELEMENTS (spss_formats); i++)
    if (strlen (spss_formats[i].name) == len &&
        g_ascii_strncasecmp (spss_formats[i].name, format, len) == 0)
      return spss_formats[i].shape;
  return SHAPE_NUMBER;
}

/* A float as the double that its shortest decimal is: 0.1 and not 0.10000000149011612. */
static double
widen (double value)
{
  enum { FLOAT_DIGITS = 9 };
  char text[NUMBER_SIZE];
  for (int digits = 1; digits < FLOAT_DIGITS; digits++) {
    char format[] = "%.0g";
    format[2] = (char)('0' + digits);
    g_ascii_formatd (text, sizeof text, format, value);
    double read = g_ascii_strtod (text, NULL);
    if ((float)read == (float)value)
      return read;
  }
  return value;
}

static size_t
number_text (double value, char decimal, char buffer[static NUMBER_SIZE])
{
  size_t len = number_format (value, buffer);
  char *point = decimal == ',' ? strchr (buffer, '.') : NULL;
  if (point)
    *point = ',';
  return len;
}

/* DAYS since EPOCH; 0 when the calendar does not have them. */
static size_t
date_text (double days, double epoch, char buffer[static NUMBER_SIZE])
{
  double julian = floor (days) + epoch;
  if (!(julian >= 1 && julian <= LAST_JULIAN))
    return 0;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)julian);
  return (size_t)g_snprintf (buffer, NUMBER_SIZE, "%04d-%02d-%02d", g_date_get_year (&date),
                             (int)g_date_get_month (&date), g_date_get_day (&date));
}

static size_t
time_text (double seconds, char buffer[static NUMBER_SIZE])
{
  enum { MINUTE = 60, HOUR = 3600 };
  static const double LONGEST = 1e9;
  double whole = nearbyint (fabs (seconds));
  if (!(whole < LONGEST))
    return 0;
  int s = (int)whole;
  return (size_t)g_snprintf (buffer, NUMBER_SIZE, "%s%02d:%02d:%02d", seconds < 0 ? "-" : "",
                             s / HOUR, s % HOUR / MINUTE, s % MINUTE);
}

size_t
spss_value_text (const struct spss_message *m, enum spss_shape shape, char decimal,
                 char buffer[static NUMBER_SIZE])
{
  double value = m->holds == SPSS_FLOAT ? widen (m->number) : m->number;
  size_t len = 0;

  *buffer = '\0';
  if (m->holds == SPSS_TAG) {
    buffer[0] = '.';
    buffer[1] = m->tag;
    buffer[2] = '\0';
    return 2;
  }
  if ((m->holds != SPSS_NUMBER && m->holds != SPSS_FLOAT) || !isfinite (value))
    return 0;
  switch (shape) {
  case SHAPE_NUMBER:
    break;
  case SHAPE_SECONDS_DATE:
    len = date_text (value / SECONDS_A_DAY, SPSS_EPOCH, buffer);
    break;
  case SHAPE_DAYS_DATE:
    len = date_text (value, STATA_EPOCH, buffer);
    break;
  case SHAPE_MS_DATE:
    len = date_text (value / MS_A_DAY, STATA_EPOCH, buffer);
    break;
  case SHAPE_TIME:
    len = time_text (value, buffer);
    break;
  }
  return len > 0 ? len : number_text (value, decimal, buffer);
}
