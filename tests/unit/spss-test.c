/* How numbers of SPSS and Stata stand in cells, by their formats. */
#include <config.h>

#include "data/spssvalue.h"
#include "unit.h"

#include <float.h>
#include <string.h>

static const struct {
  const char *format;
  double number;
  const char *text;
} cases[] = {
    {"F8.2", 1, "1"},
    {"F8.2", 0.1, "0.1"},
    {"F8.2", -0.0, "0"},
    {"COMMA10.2", 1234.5, "1234.5"},
    {"", 1e-7, "1e-07"},
    {"F20.0", 12345678901234568.0, "12345678901234568"},
    {"DATE11", 13739587200, "2018-03-05"},
    {"date11", 13739587200, "2018-03-05"},
    {"ADATE10", 13739587200, "2018-03-05"},
    {"EDATE8", 13739587200, "2018-03-05"},
    {"SDATE10", 10583827200, "1918-03-05"},
    {"JDATE7", 0, "1582-10-14"},
    {"JDATE5", 86400, "1582-10-15"},
    {"DATETIME20.0", 13739623872, "2018-03-05"},
    {"YMDHMS19", 13739673599.99, "2018-03-05"},
    {"DATE11", -1, "1582-10-13"},
    {"DATE11", 1e300, "1e+300"},
    {"TIME8", 36672, "10:11:12"},
    {"TIME11.2", 36672.25, "10:11:12"},
    {"DTIME12", 295872, "82:11:12"},
    {"MTIME8", 5430, "01:30:30"},
    {"TIME8", -61, "-00:01:01"},
    {"TIME8", 1e12, "1000000000000"},
    {"WKDAY9", 2, "2"},
    {"MONTH3", 12, "12"},
    {"%9.0g", 3.5, "3.5"},
    {"%td", 0, "1960-01-01"},
    {"%td", -1, "1959-12-31"},
    {"%-tdDD/NN/CCYY", 21248, "2018-03-05"},
    {"%d", 21248.75, "2018-03-05"},
    {"%tc", 1835863872000, "2018-03-05"},
    {"%tcDD/NN/CCYY_HH:MM", -1, "1959-12-31"},
    {"%tC", 1835863872000, "1835863872000"},
    {"%tm", 698, "698"},
    {"%tw", 3021, "3021"},
    {"%ty", 2018, "2018"},
};

static void
check_formats (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    char text[NUMBER_SIZE];
    struct spss_message m = {.what = SPSS_CELL, .holds = SPSS_NUMBER, .number = cases[i].number};
    size_t len = spss_value_text (&m, spss_value_shape (cases[i].format), '.', text);
    CHECK (u, len == strlen (text) && strcmp (text, cases[i].text) == 0);
    if (strcmp (text, cases[i].text) != 0)
      fprintf (stderr, "%s %.17g gives %s, not %s\n", cases[i].format, cases[i].number, text,
               cases[i].text);
  }
}

/* Every day from 1600 to 2200 is the one that the calendar has. */
static void
check_days (struct unit *u)
{
  enum { FROM = 1600, TO = 2200 };
  GDate date;
  size_t wrong = 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 14, G_DATE_OCTOBER, 1582);
  guint32 epoch = g_date_get_julian (&date);
  for (g_date_set_dmy (&date, 1, G_DATE_JANUARY, FROM); g_date_get_year (&date) < TO;
       g_date_add_days (&date, 1)) {
    char text[NUMBER_SIZE], expected[NUMBER_SIZE];
    double seconds = (g_date_get_julian (&date) - epoch) * 86400.0 + 86399;
    struct spss_message m = {.holds = SPSS_NUMBER, .number = seconds};
    spss_value_text (&m, SHAPE_SECONDS_DATE, '.', text);
    g_date_strftime (expected, sizeof expected, "%Y-%m-%d", &date);
    wrong += strcmp (text, expected) != 0;
  }
  CHECK (u, wrong == 0);
}

static void
check_kinds (struct unit *u)
{
  char text[NUMBER_SIZE];
  struct spss_message m = {.holds = SPSS_NOTHING, .number = 5};
  CHECK (u, spss_value_text (&m, SHAPE_NUMBER, '.', text) == 0 && !*text);
  m = (struct spss_message){.holds = SPSS_TAG, .tag = 'z', .number = 5};
  CHECK (u, spss_value_text (&m, SHAPE_DAYS_DATE, '.', text) == 2 && strcmp (text, ".z") == 0);
  m = (struct spss_message){.holds = SPSS_NUMBER, .number = 2.25};
  CHECK (u, spss_value_text (&m, SHAPE_NUMBER, ',', text) == 4 && strcmp (text, "2,25") == 0);
  m.number = NAN;
  CHECK (u, spss_value_text (&m, SHAPE_NUMBER, '.', text) == 0);
  /* A float is the decimal that was written into it. */
  static const double floats[] = {0.1, 0.3, 1250.55, 3.4e38, 1e-30, 16777216, 7};
  for (size_t i = 0; i < G_N_ELEMENTS (floats); i++) {
    char expected[NUMBER_SIZE];
    m = (struct spss_message){.holds = SPSS_FLOAT, .number = (float)floats[i]};
    spss_value_text (&m, SHAPE_NUMBER, '.', text);
    number_format (floats[i], expected);
    CHECK (u, strcmp (text, expected) == 0);
  }
}

int
main (void)
{
  struct unit u = {0};
  check_formats (&u);
  check_days (&u);
  check_kinds (&u);
  return unit_report (&u);
}
