/* Letters of what differs, in the tables of reports. */
#include <config.h>

#include "report/letters.h"
#include "unit.h"

#include <string.h>

enum { A, B, C, AVERAGE };
enum { BOY, GIRL, OTHER };

static void
add (GArray *rows, enum difference_kind kind, size_t survey, size_t a, size_t b,
     enum compare_verdict verdict)
{
  struct compare_row row = {.kind = kind,
                            .category = -1,
                            .breakdown = kind == DIFFERENCE_GROUP,
                            .survey = survey,
                            .a = a,
                            .b = b,
                            .verdict = verdict};
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row.level[d] = -1;
  if (kind == DIFFERENCE_GROUP)
    row.level[0] = LEVEL_COMPARED;
  g_array_append_val (rows, row);
}

static struct estimate_row
row_of (size_t survey, int level)
{
  struct estimate_row row = {.survey = survey, .category = -1, .breakdown = level >= 0};
  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row.level[d] = -1;
  row.level[0] = (gint16)level;
  return row;
}

static void
check_names (struct unit *u)
{
  static const struct {
    size_t i;
    const char *name;
  } cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {51, "AZ"}, {52, "BA"}, {701, "ZZ"}, {702, "AAA"}};
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = letters_name (cases[i].i);
    CHECK (u, strcmp (name, cases[i].name) == 0);
  }
}

static void
check_cell (struct unit *u, const struct letters *l, size_t survey, int level, const char *want)
{
  struct estimate_row row = row_of (survey, level);
  g_autofree char *have = letters_differs (l, &row);
  CHECK (u, g_strcmp0 (have, want) == 0);
}

/* A differs from B and the average; C cannot be compared; in A girls differ from boys. */
static void
check_table (struct unit *u)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct compare_row));
  struct results r = {.comparisons = rows};
  add (rows, DIFFERENCE_SURVEY, A, A, B, VERDICT_DIFFERENT);
  add (rows, DIFFERENCE_SURVEY, A, A, C, VERDICT_NONE);
  add (rows, DIFFERENCE_SURVEY, B, B, C, VERDICT_NONE);
  add (rows, DIFFERENCE_AVERAGE, A, A, AVERAGE, VERDICT_DIFFERENT);
  add (rows, DIFFERENCE_AVERAGE, B, B, AVERAGE, VERDICT_SAME);
  add (rows, DIFFERENCE_WAVE, C, C, A, VERDICT_DIFFERENT); /* waves have no letters */
  add (rows, DIFFERENCE_GROUP, A, BOY, GIRL, VERDICT_DIFFERENT);
  add (rows, DIFFERENCE_GROUP, B, BOY, GIRL, VERDICT_SAME);
  struct letters *l = letters_new (&r, 0);
  CHECK (u, letters_between (l));
  for (int level = BOY; level <= OTHER; level++) {
    static const char *const want[] = {"a", "b", NULL};
    struct estimate_row row = row_of (A, level);
    CHECK (u, g_strcmp0 (letters_group (l, row.breakdown, row.level), want[level]) == 0);
  }
  check_cell (u, l, A, -1, "B, D");
  check_cell (u, l, B, -1, "A");
  check_cell (u, l, C, -1, LETTERS_NOT_COMPARED);
  check_cell (u, l, AVERAGE, -1, "A");
  check_cell (u, l, A, BOY, "b");
  check_cell (u, l, A, GIRL, "a");
  check_cell (u, l, B, GIRL, NULL);
  check_cell (u, l, A, OTHER, NULL);
  letters_free (l);
  CHECK (u, !letters_new (&r, 1)); /* nothing of this indicator */
  g_array_free (rows, TRUE);
}

int
main (void)
{
  struct unit u = {0};
  check_names (&u);
  check_table (&u);
  return unit_report (&u);
}
