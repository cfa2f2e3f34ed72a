#include <config.h>

#include "base/number.h"
#include "unit.h"

#include <float.h>
#include <glib.h>
#include <string.h>

/* With thousands marks. */
static const struct {
  const char *text;
  struct number_marks marks;
  bool ok;
  double value;
} grouped[] = {
    {"1.234,5", {',', '.'}, true, 1234.5},
    {"1.234.567", {',', '.'}, true, 1234567},
    {"12.345", {',', '.'}, true, 12345},
    {"-123.456,75", {',', '.'}, true, -123456.75},
    {"+1.234,", {',', '.'}, true, 1234},
    {"1234,5", {',', '.'}, true, 1234.5},
    {"0,5", {',', '.'}, true, 0.5},
    {",5", {',', '.'}, true, 0.5},
    {"1e3", {',', '.'}, true, 1000},
    {"1,234,567.891", {'.', ','}, true, 1234567.891},
    {"1 234,5", {',', ' '}, true, 1234.5},
    {"1\u00A0234\u202F567,5", {',', ' '}, true, 1234567.5},
    {"1'234.5", {'.', '\''}, true, 1234.5},
    {"1\u2019234.5", {'.', '\''}, true, 1234.5},
    {"123.456.789.123.456.789.123.456.789.123.456.789.123.456.789.123.456.789.123.456.789,5",
     {',', '.'},
     true,
     1.2345678912345679e62},
    {"12.34", {',', '.'}, false, 0},
    {"1.2345", {',', '.'}, false, 0},
    {"1234.567", {',', '.'}, false, 0},
    {"1.234567", {',', '.'}, false, 0},
    {"1.234.56", {',', '.'}, false, 0},
    {"1..234", {',', '.'}, false, 0},
    {".234", {',', '.'}, false, 0},
    {"1.234.", {',', '.'}, false, 0},
    {"1.", {',', '.'}, false, 0},
    {"0.234", {',', '.'}, false, 0}, /* a decimal point, more likely than not */
    {"000.234", {',', '.'}, false, 0},
    {"1.234,567.8", {',', '.'}, false, 0},
    {"1,234.567", {',', '.'}, false, 0},
    {"1.234e3", {',', '.'}, false, 0},
    {"1.234,5e3", {',', '.'}, false, 0},
    {"1.234 ", {',', '.'}, false, 0},
    {"- 1.234", {',', '.'}, false, 0},
    {"1 234", {',', '.'}, false, 0},
    {"1'234", {'.', ' '}, false, 0},
    {"1\302234", {',', ' '}, false, 0},
    {"1.234", {',', 0}, false, 0},
    {"1.234,5", {',', 0}, false, 0},
    {"1.5", {'.', 0}, true, 1.5},
    {"", {',', '.'}, false, 0},
    {"-", {',', '.'}, false, 0},
};

static const struct {
  const char *text;
  char decimal;
  bool ok;
  double value;
} reads[] = {
    {"0", '.', true, 0},
    {"-0", '.', true, 0},
    {"1", '.', true, 1},
    {"+1", '.', true, 1},
    {"01", '.', true, 1},
    {"1.0", '.', true, 1},
    {"1,0", ',', true, 1},
    {"1,0", '.', false, 0},
    {"1.0", ',', false, 0},
    {".5", '.', true, 0.5},
    {"5.", '.', true, 5},
    {"1e3", '.', true, 1000},
    {"1E+3", '.', true, 1000},
    {"12.5e-1", '.', true, 1.25},
    {"0,1", ',', true, 0.1},
    {"1234,5678", ',', true, 1234.5678},
    {"0.00653653", '.', true, 0.00653653},
    {"123456789012345", '.', true, 123456789012345.0},
    {"9007199254740993", '.', true, 9007199254740992.0}, /* a tie, to even */
    {"9007199254740993.00000000000000000000000001", '.', true, 9007199254740994.0},
    {"0.1000000000000000055511151231257827021181583404541015625", '.', true, 0.1},
    {"1e22", '.', true, 1e22},
    {"1e23", '.', true, 1e23},
    {"123456789012345e22", '.', true, 123456789012345e22},
    {"8.5e-23", '.', true, 8.5e-23},
    {"2.2250738585072011e-308", '.', true, 2.2250738585072011e-308},
    {"4.9e-324", '.', true, 4.9406564584124654e-324},
    {"1e-400", '.', true, 0},
    {"1.7976931348623157e308", '.', true, DBL_MAX},
    {"1e309", '.', false, 0},
    {"1e99999999999999999999", '.', false, 0},
    {"0e99999999999999999999", '.', true, 0},
    {"", '.', false, 0},
    {".", '.', false, 0},
    {"-", '.', false, 0},
    {"e5", '.', false, 0},
    {"1e", '.', false, 0},
    {"1e+", '.', false, 0},
    {" 1", '.', false, 0},
    {"1 ", '.', false, 0},
    {"1 000", '.', false, 0},
    {"1,000", '.', false, 0},
    {"1.2.3", '.', false, 0},
    {"--1", '.', false, 0},
    {"0x10", '.', false, 0},
    {"nan", '.', false, 0},
    {"inf", '.', false, 0},
    {"1_000", '.', false, 0},
    {"1f", '.', false, 0},
};

static const struct {
  double value;
  const char *text;
} writes[] = {
    {0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-97, "-97"},
    {0.1, "0.1"},
    {0.5, "0.5"},
    {-1234.5678, "-1234.5678"},
    {26631660, "26631660"},
    {999999999999999, "999999999999999"},
    {1e15, "1e+15"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {2.0 / 3, "0.6666666666666666"},
    {0.0001, "0.0001"},
    {0.00001, "1e-05"},
    {0.000123456789012345, "0.000123456789012345"},
    {123456.789, "123456.789"},
    {1e22, "1e+22"},
    {5e-324, "5e-324"},
    {DBL_MIN, "2.2250738585072014e-308"},
    {-DBL_MAX, "-1.7976931348623157e+308"},
    {100.05, "100.05"},
};

static const struct {
  double value;
  int decimals;
  const char *text;
} fixed[] = {
    {0, 1, "0.0"},
    {-0.04, 1, "0.0"},
    {12.25, 1, "12.3"},
    {12.35, 1, "12.4"},
    {-12.25, 1, "-12.3"},
    {0.05, 1, "0.1"},
    {0.049999, 1, "0.0"},
    {99.95, 1, "100.0"},
    {100, 1, "100.0"},
    {1e-20, 2, "0.00"},
    {5e-324, 9, "0.000000000"},
    {1.005, 2, "1.01"},
    {2.5, 0, "3"},
    {0.5, 0, "1"},
    {26631660.4, 0, "26631660"},
    {123456789012345, 1, "123456789012345.0"},
    {1e15, 1, "1e+15"},
    {2.0 / 3, 3, "0.667"},
    {0.000123456, 9, "0.000123456"},
    {999999999999999.5, 0, "1000000000000000"},
};

/* The same bits whichever way: all sizes, all lengths of decimals. */
static void
round_trips (struct unit *u)
{
  GRand *random = g_rand_new_with_seed (20240229);
  size_t wrong = 0, longer = 0;

  for (int i = 0; i < 200000; i++) {
    guint64 bits = (guint64)g_rand_int (random) << 32 | g_rand_int (random);
    double value, back, plain = g_rand_int_range (random, -2000000, 2000000) / 1e4;
    char text[NUMBER_SIZE], reference[NUMBER_SIZE];
    size_t len;

    memcpy (&value, &bits, sizeof value);
    if (i % 2 == 0)
      value = plain;
    else if (i % 8 == 1)
      value = g_rand_double (random);
    if (!isfinite (value))
      continue;
    len = number_format (value, text);
    wrong += !number_parse (text, len, '.', &back) || back != value || len != strlen (text);
    /* Never more digits than the shortest of %.15g, %.16g and %.17g. */
    for (int digits = 15; digits <= 17; digits++) {
      g_snprintf (reference, sizeof reference, "%.*g", digits, value);
      if (g_ascii_strtod (reference, NULL) == value)
        break;
    }
    longer += len > strlen (reference);
  }
  g_rand_free (random);
  CHECK (u, wrong == 0);
  CHECK (u, longer == 0);
}

/* The quick way and the C library agree on every short decimal tried. */
static void
agrees_with_strtod (struct unit *u)
{
  GRand *random = g_rand_new_with_seed (7);
  size_t wrong = 0;

  for (int i = 0; i < 200000; i++) {
    char text[64];
    double value;
    g_snprintf (text, sizeof text, "%d.%09de%d", g_rand_int_range (random, 0, 1000000),
                g_rand_int_range (random, 0, 1000000000), g_rand_int_range (random, -30, 31));
    wrong +=
        !number_parse (text, strlen (text), '.', &value) || value != g_ascii_strtod (text, NULL);
  }
  g_rand_free (random);
  CHECK (u, wrong == 0);
}

int
main (void)
{
  struct unit u = {0};
  double value;
  char *zeros;

  for (size_t i = 0; i < G_N_ELEMENTS (reads); i++) {
    bool ok = number_parse (reads[i].text, strlen (reads[i].text), reads[i].decimal, &value);
    if (ok != reads[i].ok || (ok && value != reads[i].value))
      fprintf (stderr, "reading \"%s\"\n", reads[i].text);
    CHECK (&u, ok == reads[i].ok);
    CHECK (&u, !ok || value == reads[i].value);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (grouped); i++) {
    bool ok = number_read (grouped[i].text, strlen (grouped[i].text), grouped[i].marks, &value);
    if (ok != grouped[i].ok || (ok && value != grouped[i].value))
      fprintf (stderr, "reading \"%s\"\n", grouped[i].text);
    CHECK (&u, ok == grouped[i].ok);
    CHECK (&u, !ok || value == grouped[i].value);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (writes); i++) {
    char text[NUMBER_SIZE];
    size_t len = number_format (writes[i].value, text);
    if (strcmp (text, writes[i].text) != 0)
      fprintf (stderr, "wrote \"%s\" for \"%s\"\n", text, writes[i].text);
    CHECK (&u, strcmp (text, writes[i].text) == 0);
    CHECK (&u, len == strlen (text));
  }
  for (size_t i = 0; i < G_N_ELEMENTS (fixed); i++) {
    char text[NUMBER_SIZE];
    size_t len = number_fixed (fixed[i].value, fixed[i].decimals, text);
    if (strcmp (text, fixed[i].text) != 0)
      fprintf (stderr, "wrote \"%s\" for \"%s\"\n", text, fixed[i].text);
    CHECK (&u, strcmp (text, fixed[i].text) == 0 && len == strlen (text));
  }
  /* Only LEN bytes are looked at. */
  CHECK (&u, number_parse ("12x", 2, '.', &value) && value == 12);
  CHECK (&u, !number_parse ("1\0002", 3, '.', &value));
  /* Many digits cost no accuracy and no memory that is not there. */
  zeros = g_strnfill (5000, '0');
  zeros[1] = '.';
  zeros[4999] = '1';
  CHECK (&u, number_parse (zeros, 5000, '.', &value) && value == 0);
  zeros[0] = '3';
  CHECK (&u, number_parse (zeros, 5000, '.', &value) && value == 3);
  g_free (zeros);
  round_trips (&u);
  agrees_with_strtod (&u);
  return unit_report (&u);
}
