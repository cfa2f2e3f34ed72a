/* Cells that hold several answers. */
#include <config.h>

#include "harmonise/split.h"
#include "unit.h"

#include <string.h>

static const struct {
  const char *separator, *known, *cell, *parts; /* KNOWN: texts, PARTS: answers, between bars */
} table[] = {
    {",", "", "1,3,97", "1|3|97"},
    {",", "", " 1 , 3 ", "1|3"},
    {",", "", ",1,,3,", "1|3"},
    {",", "", "", ""},
    {" ", "", "1 3  97 ", "1|3|97"},
    {"; ", "", "a; b;c", "a|b;c"},
    /* Quotes. */
    {",", "", "\"tablet, such as this\",phone", "tablet, such as this|phone"},
    {",", "", "phone, \"tablet, such as this\" ", "phone|tablet, such as this"},
    {",", "", "\"a \"\"b\"\", c\",d", "a \"b\", c|d"},
    {",", "", "\"open, b", "\"open|b"},
    {",", "", "\"a\" b,c", "\"a\" b|c"},
    {",", "", "5\" screen,c", "5\" screen|c"},
    {",", "", "\"\",x", "x"},
    /* Answers that hold the separator. */
    {",", "Tablet, such as this", "tablet,  such as THIS,phone", "tablet,  such as THIS|phone"},
    {",", "Tablet, such as this", "tablet,phone,such as this", "tablet|phone|such as this"},
    {",", "a, b|a, b, c", "a, b, c, d", "a, b, c|d"},
    {",", "a, b|a, b, c", "a, b, d", "a, b|d"},
    {" ", "at home|at a friend's", "at home phone at a friend's", "at home|phone|at a friend's"},
};

int
main (void)
{
  struct unit u = {0};

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    struct split *s = split_new (table[i].separator);
    g_auto (GStrv) known = g_strsplit (table[i].known, "|", -1);
    for (char **k = known; *k; k++)
      split_know (s, *k);
    g_auto (GStrv) parts = split_parts (s, table[i].cell);
    g_autofree char *joined = g_strjoinv ("|", parts);
    CHECK (&u, strcmp (joined, table[i].parts) == 0);
    if (strcmp (joined, table[i].parts) != 0)
      fprintf (stderr, "%s: %s, expected %s\n", table[i].cell, joined, table[i].parts);
    split_free (s);
  }
  split_free (NULL);
  return unit_report (&u);
}
