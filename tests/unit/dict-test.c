/* The dictionary of a column. */
#include <config.h>

#include "data/dict.h"

#include "unit.h"

#include <string.h>

enum { MANY = 100000 };

/* Texts of every length on both sides of what fits into a key, with prefixes of one another. */
static void
check_lengths (struct unit *u)
{
  struct dict *d = dict_new ();
  char text[41];
  for (size_t len = 0; len < sizeof text; len++) {
    memset (text, 'a', len);
    CHECK (u, dict_enter (d, text, len) == len);
  }
  for (size_t len = 0; len < sizeof text; len++) {
    memset (text, 'a', len);
    CHECK (u, dict_enter (d, text, len) == len);
    const struct dict_entry *e = dict_at (d, (guint32)len);
    CHECK (u, e->len == len && strlen (e->text) == len && memcmp (e->text, text, len) == 0);
    CHECK (u, e->count == 0 && e->first_line == 0);
  }
  CHECK (u, dict_size (d) == sizeof text);
  dict_free (d);
}

/* Short texts that differ in one byte at one place. */
static void
check_bytes (struct unit *u)
{
  struct dict *d = dict_new ();
  guint32 expected = 0;
  for (size_t len = 1; len <= 9; len++)
    for (size_t at = 0; at < len; at++)
      for (int byte = 1; byte < 256; byte += 127) {
        char text[10] = "xxxxxxxxx";
        text[at] = (char)byte;
        guint32 entry = dict_enter (d, text, len);
        CHECK (u, entry == expected);
        expected++;
      }
  dict_free (d);
}

/* Numbers as ids have them, and long texts: far more than the tables hold at first. */
static void
check_many (struct unit *u)
{
  struct dict *d = dict_new ();
  char text[64];
  bool same = true;
  for (int round = 0; round < 2; round++)
    for (guint32 i = 0; i < MANY; i++) {
      int len = snprintf (text, sizeof text, i % 2 == 0 ? "%u" : "a long text, number %u", i);
      same = same && dict_enter (d, text, (size_t)len) == i;
    }
  CHECK (u, same);
  CHECK (u, dict_size (d) == MANY);
  CHECK (u, strcmp (dict_at (d, MANY - 1)->text, "a long text, number 99999") == 0);
  dict_free (d);
}

static void
check_counts (struct unit *u, guint32 n_values)
{
  enum { N = 103 };
  struct dict *d = dict_new ();
  guint32 entry[N];
  size_t line[N], expected[200] = {0}, first[200] = {0};
  bool skip[N], right = true;
  for (guint32 v = 0; v < n_values; v++) {
    char text[16];
    snprintf (text, sizeof text, "%u", v);
    dict_enter (d, text, strlen (text));
  }
  for (size_t r = 0; r < N; r++) {
    entry[r] = (guint32)(r * r % (n_values - 1)); /* the last one never */
    line[r] = 2 + 3 * r;
    skip[r] = r % 5 == 0;
  }
  for (int round = 0; round < 3; round++) {
    const bool *left_out = round == 0 ? skip : NULL;
    dict_count_block (d, entry, line, left_out, N, round == 0 ? "one" : "two");
    for (size_t r = 0; r < N; r++)
      if (!left_out || !left_out[r]) {
        if (expected[entry[r]]++ == 0)
          first[entry[r]] = line[r];
      }
  }
  for (guint32 v = 0; v < n_values; v++) {
    const struct dict_entry *e = dict_at (d, v);
    right = right && e->count == expected[v] && e->first_line == first[v];
    right = right && (e->count > 0) == (e->first_file != NULL);
  }
  CHECK (u, right);
  CHECK (u, strcmp (dict_at (d, entry[1])->first_file, "one") == 0);
  CHECK (u, dict_at (d, n_values - 1)->count == 0);
  dict_free (d);
}

int
main (void)
{
  struct unit u = {0};
  check_lengths (&u);
  check_bytes (&u);
  check_many (&u);
  check_counts (&u, 10); /* counted in a table of their own */
  check_counts (&u, 150);
  return unit_report (&u);
}
