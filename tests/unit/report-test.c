#include <config.h>

#include "report/book.h"
#include "report/layout.h"
#include "report/phrases.h"
#include "report/report.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- A small study: two surveys, a proportion by sex, a distribution, a mean ---- */

enum { BOY, GIRL, N_SEXES };
enum { BRAZIL, GHANA };
enum { DAILY, DEVICE, HOURS };

static struct level *
levels_new (size_t n, ...)
{
  struct level *levels = g_new0 (struct level, n);
  va_list args;

  va_start (args, n);
  for (size_t i = 0; i < n; i++) {
    levels[i].name = g_strdup (va_arg (args, const char *));
    levels[i].label = g_strdup (va_arg (args, const char *));
  }
  va_end (args);
  return levels;
}

static void
set_indicator (struct indicator_info *info, const char *id, const char *measure, const char *title,
               bool share)
{
  info->id = g_strdup (id);
  info->measure = g_strdup (measure);
  info->version = 1;
  info->title = g_strdup (title);
  info->universe = g_strdup ("Uses the internet: Yes");
  info->missing_rule = g_strdup ("Children without a valid answer are left out");
  info->share = share;
}

static struct results *
frame_new (const char *language)
{
  struct results *r = g_new0 (struct results, 1);

  r->study = g_strdup ("demo");
  r->title = g_strdup ("Kids <online> & offline");
  r->language = g_strdup (language);
  r->confidence = 0.95;
  r->standard = g_strdup ("mics");
  r->interval = g_strdup ("logit");
  r->df_rule = g_strdup ("domain");
  r->n_indicators = 3;
  r->indicators = g_new0 (struct indicator_info, 3);
  set_indicator (&r->indicators[DAILY], "daily_use", "proportion", "Children online daily", true);
  r->indicators[DAILY].n_by = 1;
  r->indicators[DAILY].by = g_new0 (size_t, 1);
  r->indicators[DAILY].by_size = g_new (size_t, 1);
  r->indicators[DAILY].by_size[0] = 1;
  set_indicator (&r->indicators[DEVICE], "main_device", "distribution", "Main device", true);
  r->indicators[DEVICE].n_categories = 2;
  r->indicators[DEVICE].categories = levels_new (2, "phone", "Phone, mobile", "other", "Other");
  set_indicator (&r->indicators[HOURS], "hours", "mean", "Hours online", false);
  r->indicators[HOURS].unit = g_strdup ("hours");
  r->n_surveys = 2;
  r->surveys = g_new0 (struct survey_info, 2);
  r->surveys[BRAZIL] = (struct survey_info){.id = g_strdup ("BRA-2018"),
                                            .country = g_strdup ("BRA"),
                                            .year = 2018,
                                            .design = g_strdup ("16 strata, 53 PSUs")};
  r->surveys[GHANA] = (struct survey_info){.id = g_strdup ("GHA-2017"),
                                           .country = g_strdup ("GHA"),
                                           .title = g_strdup ("Ghana Kids Online"),
                                           .year = 2017,
                                           .no_weight = true,
                                           .design = g_strdup ("no PSUs")};
  r->n_dimensions = 1;
  r->dimensions = g_new0 (struct dimension, 1);
  r->dimensions[0] = (struct dimension){g_strdup ("sex"), g_strdup ("Sex"),
                                        levels_new (2, "boy", "Boys", "girl", "Girls"), 2};
  r->rows = g_array_new (FALSE, TRUE, sizeof (struct estimate_row));
  return r;
}

/* One row; LEVEL -1: the total. */
static struct estimate_row *
add_row (struct results *r, size_t indicator, size_t survey, int level, long category, size_t n,
         double estimate, double half, enum row_status status)
{
  struct estimate_row row = {.indicator = indicator,
                             .survey = survey,
                             .breakdown = level >= 0,
                             .category = category,
                             .n = n,
                             .estimate = estimate,
                             .se = half / 2,
                             .ci_low = estimate - half,
                             .ci_high = estimate + half,
                             .interval = isfinite (half) ? ROW_INTERVAL_T : ROW_INTERVAL_NONE,
                             .df = 37,
                             .deff = 1.5,
                             .n_effective = (double)n / 1.5,
                             .population = 1000,
                             .coverage = 0.96875,
                             .status = status};

  for (size_t d = 0; d < ROW_DIMENSIONS; d++)
    row.level[d] = -1;
  row.level[0] = (gint16)level;
  g_array_append_val (r->rows, row);
  return &g_array_index (r->rows, struct estimate_row, r->rows->len - 1);
}

static struct results *
study_new (const char *language)
{
  struct results *r = frame_new (language);

  add_row (r, DAILY, BRAZIL, -1, -1, 2400, 0.8125, 0.03125, STATUS_OK);
  add_row (r, DAILY, BRAZIL, BOY, -1, 1200, 1.0 / 3, 0.0625, STATUS_OK);
  add_row (r, DAILY, BRAZIL, GIRL, -1, 40, 0.75, 0.125, STATUS_LOW)->note =
      g_strdup ("wording \"differs\", slightly");
  add_row (r, DAILY, GHANA, -1, -1, 900, 0.5, 0.0625, STATUS_OK)->ci_low = NAN;
  add_row (r, DAILY, GHANA, BOY, -1, 20, 0.2578125, 0.125, STATUS_SUPPRESSED);
  add_row (r, DAILY, GHANA, GIRL, -1, 0, NAN, NAN, STATUS_EMPTY);
  add_row (r, DEVICE, BRAZIL, -1, 0, 2400, 0.625, 0.03125, STATUS_OK);
  add_row (r, DEVICE, BRAZIL, -1, 1, 2400, 0.375, 0.03125, STATUS_OK);
  add_row (r, DEVICE, GHANA, -1, 0, 0, NAN, NAN, STATUS_NOT_ASKED);
  add_row (r, HOURS, BRAZIL, -1, -1, 2300, 2.125, 0.25, STATUS_OK);
  add_row (r, HOURS, GHANA, -1, -1, 890, 1.5, 0.25, STATUS_OK);
  return r;
}

/* ---- CSV ---- */

static void
csv_bytes (struct unit *u, const char *folder)
{
  static const char expected[] =
      "indicator,version,measure,category,survey,country,year,sex,n,estimate,se,ci_low,ci_high,df,"
      "deff,n_effective,population,coverage,status,note,interval,deff_reference\n"
      "daily_use,1,proportion,,BRA-2018,BRA,2018,_T,2400,0.8125,0.015625,0.78125,0.84375,37,1.5,"
      "1600,1000,0.96875,ok,,t,\n"
      "daily_use,1,proportion,,BRA-2018,BRA,2018,boy,1200,0.3333333333333333,0.03125,"
      "0.2708333333333333,0.3958333333333333,37,1.5,800,1000,0.96875,ok,,t,\n"
      "daily_use,1,proportion,,BRA-2018,BRA,2018,girl,40,0.75,0.0625,0.625,0.875,37,1.5,"
      "26.666666666666668,1000,0.96875,low,\"wording \"\"differs\"\", slightly\",t,\n"
      "daily_use,1,proportion,,GHA-2017,GHA,2017,_T,900,0.5,0.03125,,0.5625,37,1.5,600,1000,"
      "0.96875,ok,,t,\n"
      "daily_use,1,proportion,,GHA-2017,GHA,2017,boy,20,,,,,37,,,1000,0.96875,suppressed,,,\n"
      "daily_use,1,proportion,,GHA-2017,GHA,2017,girl,0,,,,,37,1.5,0,1000,0.96875,empty,,,\n"
      "main_device,1,distribution,phone,BRA-2018,BRA,2018,_T,2400,0.625,0.015625,0.59375,0.65625,"
      "37,1.5,1600,1000,0.96875,ok,,t,\n"
      "main_device,1,distribution,other,BRA-2018,BRA,2018,_T,2400,0.375,0.015625,0.34375,0.40625,"
      "37,1.5,1600,1000,0.96875,ok,,t,\n"
      "main_device,1,distribution,phone,GHA-2017,GHA,2017,_T,0,,,,,37,1.5,0,1000,0.96875,"
      "not_asked,,,\n"
      "hours,1,mean,,BRA-2018,BRA,2018,_T,2300,2.125,0.125,1.875,2.375,37,1.5,1533.3333333333333,"
      "1000,0.96875,ok,,t,\n"
      "hours,1,mean,,GHA-2017,GHA,2017,_T,890,1.5,0.125,1.25,1.75,37,1.5,593.3333333333334,1000,"
      "0.96875,ok,,t,\n";
  g_autofree char *path = g_build_filename (folder, "estimates.csv", NULL), *found = NULL;
  struct results *r = study_new ("en");
  struct diag *d = diag_new ();

  CHECK (u, renderer_find ("csv")->write (r, path, d) && diag_size (d) == 0);
  CHECK (u, g_file_get_contents (path, &found, NULL, NULL) && strcmp (found, expected) == 0);
  if (found != NULL && strcmp (found, expected) != 0)
    fprintf (stderr, "%s", found);
  CHECK (u, renderer_find ("pdf") == NULL);
  CHECK (u, strcmp (renderer_find ("xlsx")->file, "report.xlsx") == 0);
  results_free (r);
  diag_free (d);
}

/* ---- Layout ---- */

/* The cell in words. */
static char *
shown (const struct table *t, size_t row, size_t column)
{
  const struct cell *cell = table_cell (t, row, column);

  if (cell->kind == CELL_NUMBER)
    return g_strdup_printf ("%.10g", cell->number);
  return g_strdup (cell->kind == CELL_TEXT ? cell->text : "");
}

static void
check_table (struct unit *u, const struct table *t, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t c = 0; c < table_width (t); c++)
    g_string_append_printf (text, "%s%s", c > 0 ? " | " : "", table_column_at (t, c)->header);
  for (size_t r = 0; r < table_rows (t); r++)
    for (size_t c = 0; c < table_width (t); c++) {
      g_autofree char *cell = shown (t, r, c);
      g_string_append_printf (text, "%s%s", c > 0 ? " | " : "\n", cell);
    }
  if (strcmp (text->str, expected) != 0)
    fprintf (stderr, "%s\n", text->str);
  CHECK (u, strcmp (text->str, expected) == 0);
}

static bool
says (const struct sheet *s, const char *line)
{
  for (guint i = 0; i < s->lines->len; i++)
    if (strcmp (g_array_index (s->lines, struct line, i).text, line) == 0)
      return true;
  fprintf (stderr, "%s does not say: %s\n", s->name, line);
  return false;
}

static void
layouts (struct unit *u)
{
  struct results *r = study_new ("en");
  GPtrArray *book = book_new (r);
  const struct sheet *s;

  CHECK (u, book->len == 6);
  s = book->pdata[2];
  CHECK (u, strcmp (s->name, "daily_use") == 0);
  CHECK (u, strcmp (g_array_index (s->lines, struct line, 0).text, "Children online daily") == 0);
  CHECK (u, says (s, "This sheet contains one table."));
  CHECK (u, says (s, "Indicator: daily_use, version 1"));
  CHECK (u, says (s, "Universe: Uses the internet: Yes"));
  CHECK (u, says (s, "Missing answers: Children without a valid answer are left out"));
  CHECK (u, says (s, "Measure: share of the universe, in percent"));
  CHECK (u, says (s, "The lower and upper limits are those of the 95 % confidence interval."));
  CHECK (u, says (s, "[u]: low reliability: few children answered; use with care"));
  CHECK (u, says (s, "[u2]: not shown: too few children answered for a reliable figure"));
  CHECK (u, says (s, "[note 1] BRA-2018 (Girls): wording \"differs\", slightly"));
  check_table (u, s->table,
               "Survey | Country | Year | All: estimate (%) | All: lower limit (%) | All: upper "
               "limit (%) | All: n | Boys: estimate (%) | Boys: lower limit (%) | Boys: upper "
               "limit (%) | Boys: n | Girls: estimate (%) | Girls: lower limit (%) | Girls: upper "
               "limit (%) | Girls: n | Girls: quality | Notes\n"
               "BRA-2018 | BRA | 2018 | 81.25 | 78.125 | 84.375 | 2400 | 33.33333333 | "
               "27.08333333 | 39.58333333 | 1200 | 75 | 62.5 | 87.5 | 40 | [u] | [note 1]\n"
               "GHA-2017 | GHA | 2017 | 50 | [x2] | 56.25 | 900 | [u2] | [u2] | [u2] | 20 | [w] | "
               "[w] | [w] | 0 | [w] | ");
  s = book->pdata[3];
  check_table (u, s->table,
               "Survey | Country | Year | Category | All: estimate (%) | All: lower limit (%) | "
               "All: upper limit (%) | All: n\n"
               "BRA-2018 | BRA | 2018 | Phone, mobile | 62.5 | 59.375 | 65.625 | 2400\n"
               "BRA-2018 | BRA | 2018 | Other | 37.5 | 34.375 | 40.625 | 2400\n"
               "GHA-2017 | GHA | 2017 | Phone, mobile | [x] | [x] | [x] | [x]");
  CHECK (u, says (s, "[x]: not available: not asked in this survey"));
  s = book->pdata[4];
  CHECK (u, says (s, "Measure: mean (unit: hours)"));
  check_table (u, s->table,
               "Survey | Country | Year | All: estimate (hours) | All: lower limit (hours) | All: "
               "upper limit (hours) | All: n\n"
               "BRA-2018 | BRA | 2018 | 2.125 | 1.875 | 2.375 | 2300\n"
               "GHA-2017 | GHA | 2017 | 1.5 | 1.25 | 1.75 | 890");
  s = book->pdata[5];
  check_table (u, s->table,
               "Notes | Survey | About | Indicators | Text\n"
               "[note 1] | BRA-2018 | Comparability and quality | daily_use | wording \"differs\", "
               "slightly\n"
               "[note 2] | BRA-2018 | Sample design | All | 16 strata, 53 PSUs\n"
               "[note 3] | GHA-2017 | Sample design | All | Ghana Kids Online. no PSUs\n"
               "[note 4] | GHA-2017 | Weights | All | This survey has no weights: its figures "
               "describe the children who took part and not all children of the country.");
  s = book->pdata[0];
  CHECK (u, says (s, "GHA-2017: This survey has no weights: its figures describe the children who "
                     "took part and not all children of the country."));
  CHECK (u, says (s, "Confidence level: 95 %"));
  g_ptr_array_free (book, TRUE);
  results_free (r);
}

/* Two levels of one name, and levels called yes and no, are told apart by their variables. */
static void
headers_are_told_apart (struct unit *u)
{
  struct results *r = frame_new ("en");
  GPtrArray *book;
  const struct table *t;
  struct estimate_row *row;

  r->n_dimensions = 3;
  r->dimensions = g_renew (struct dimension, r->dimensions, 3);
  r->dimensions[1] =
      (struct dimension){g_strdup ("area"), g_strdup ("Area"), levels_new (1, "girls", "GIRLS"), 1};
  r->dimensions[2] = (struct dimension){g_strdup ("phone"), g_strdup ("Owns a phone"),
                                        levels_new (1, "yes", "Yes"), 1};
  r->indicators[HOURS].n_by = 3;
  r->indicators[HOURS].by = g_new0 (size_t, 4);
  r->indicators[HOURS].by_size = g_new (size_t, 3);
  for (size_t k = 0; k < 3; k++) {
    r->indicators[HOURS].by[k] = k;
    r->indicators[HOURS].by_size[k] = k == 2 ? 2 : 1;
  }
  r->indicators[HOURS].by[3] = 0;
  add_row (r, HOURS, BRAZIL, GIRL, -1, 1, 1, 0, STATUS_OK);
  row = add_row (r, HOURS, BRAZIL, -1, -1, 1, 1, 0, STATUS_OK);
  row->breakdown = 2;
  row->level[1] = 0;
  row = add_row (r, HOURS, BRAZIL, GIRL, -1, 1, 1, 0, STATUS_OK);
  row->breakdown = 3;
  row->level[2] = 0;
  book = book_new (r);
  t = ((struct sheet *)book->pdata[4])->table;
  CHECK (u, strcmp (table_column_at (t, 3)->header, "Sex (Girls): estimate (hours)") == 0);
  CHECK (u, strcmp (table_column_at (t, 7)->header, "Area (GIRLS): estimate (hours)") == 0);
  CHECK (u, strcmp (table_column_at (t, 11)->header,
                    "Owns a phone (Yes), Girls: estimate (hours)") == 0);
  /* Indicators without rows are sheets without a table. */
  CHECK (u, table_rows (((struct sheet *)book->pdata[2])->table) == 0);
  g_ptr_array_free (book, TRUE);
  results_free (r);
}

/* A group that is empty everywhere takes no columns; one that nobody could ask about does. */
static void
empty_groups_are_left_out (struct unit *u)
{
  struct results *r = study_new ("en");
  GPtrArray *book;
  const struct sheet *s;

  r->dimensions[0].levels = g_renew (struct level, r->dimensions[0].levels, 4);
  r->dimensions[0].levels[2] = (struct level){g_strdup ("other"), g_strdup ("Other")};
  r->dimensions[0].levels[3] = (struct level){g_strdup ("unsaid"), g_strdup ("Not said")};
  r->dimensions[0].n_levels = 4;
  for (size_t survey = 0; survey < 2; survey++) {
    add_row (r, DAILY, survey, 2, -1, 0, NAN, NAN, STATUS_EMPTY);
    add_row (r, DAILY, survey, 3, -1, 0, NAN, NAN, STATUS_NOT_ASKED);
  }
  book = book_new (r);
  s = book->pdata[2];
  CHECK (u, says (s, "Groups without anybody in any survey, not shown: Other"));
  CHECK (u, table_width (s->table) == 17 + 4);
  CHECK (u, strcmp (table_column_at (s->table, 16)->header, "Not said: estimate (%)") == 0);
  CHECK (u, strcmp (table_cell (s->table, 0, 16)->text, "[x]") == 0);
  CHECK (u, strcmp (table_cell (s->table, 0, 20)->text, "[note 1]") == 0);
  g_ptr_array_free (book, TRUE);
  results_free (r);
}

/* The matrix of variables and surveys is the sheet behind the contents, where there is one. */
static void
coverage_is_a_sheet (struct unit *u)
{
  struct results *r = study_new ("fr");
  struct coverage *c = g_new0 (struct coverage, 1);
  GPtrArray *book;
  const struct sheet *s;

  c->language = g_strdup ("fr");
  c->n_surveys = 2;
  c->surveys = g_strsplit ("BRA-2018 GHA-2017", " ", -1);
  c->n_variables = 2;
  c->variables = g_new0 (struct coverage_variable, 2);
  for (size_t v = 0; v < c->n_variables; v++) {
    c->variables[v] =
        (struct coverage_variable){g_strdup (v ? "sex" : "age"), g_strdup ("Label"),
                                   g_strdup (v ? "" : "child"), g_new0 (struct coverage_cell, 2)};
    c->variables[v].cells[1].grade = v ? GRADE_PARTIAL : GRADE_NOT_ASKED;
  }
  c->variables[1].cells[1].note = g_strdup ("told by the parents");
  r->coverage = c;
  book = book_new (r);
  CHECK (u, book->len == 7);
  s = book->pdata[2];
  CHECK (u, strcmp (s->name, "Comparabilité") == 0);
  CHECK (u, says (s, "BRA-2018 : 2 exacte, 0 proche, 0 partielle, 0 aucune, 0 non posée"));
  CHECK (u, says (s, "GHA-2017 : 0 exacte, 0 proche, 1 partielle, 0 aucune, 1 non posée"));
  check_table (u, s->table,
               "Module | Variable | Libellé | BRA-2018 | GHA-2017 | Enquêtes | Notes\n"
               "child | age | Label | exacte | non posée | 1 | \n"
               " | sex | Label | exacte | partielle | 2 | GHA-2017 : told by the parents");
  s = book->pdata[1];
  CHECK (u, says (s, "Quelle enquête comporte quelle variable, et dans quelle mesure elle est "
                     "comparable"));
  g_ptr_array_free (book, TRUE);
  results_free (r);
}

/* ---- Sheets and tables ---- */

static void
names_of_sheets (struct unit *u)
{
  static const struct {
    const char *wish, *name;
  } rows[] = {
      {"daily_use", "daily_use"},
      {"Daily_Use", "Daily_Use 2"},
      {"daily_use", "daily_use 3"},
      {"a[b]:*?/\\'", "a_b_______"},
      {"an_indicator_with_a_very_long_name_1", "an_indicator_with_a_very_long_n"},
      {"an_indicator_with_a_very_long_name_2", "an_indicator_with_a_very_long 2"},
      {"History", "History 2"},
      {"", "_"},
      {"\xFF", "_ 2"},
      {"\xF0\x9F\x98\x80", "_ 3"},
      {"Sumário", "Sumário"},
  };
  g_autoptr (GHashTable) used = sheet_names_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = sheet_name (used, rows[i].wish);
    if (strcmp (name, rows[i].name) != 0)
      fprintf (stderr, "\"%s\" became \"%s\"\n", rows[i].wish, name);
    CHECK (u, strcmp (name, rows[i].name) == 0);
  }
}

static void
text_tables (struct unit *u)
{
  struct table *t = table_new ();
  char *text = NULL;
  size_t len;
  FILE *file = open_memstream (&text, &len);

  table_column (t, "Name", false, 0);
  table_column (t, "Value", true, 1);
  table_column (t, "NAME", false, 0);
  table_text (t, "中文");
  table_number (t, 12.25);
  table_text (t, NULL);
  table_text (t, "x");
  table_text (t, "[u2]");
  table_text (t, "\033[2J");
  table_text (t, "");
  table_number (t, NAN);
  table_text (t, "\xFF");
  text_table (file, t);
  fclose (file);
  CHECK (u, table_rows (t) == 3 && table_width (t) == 3);
  CHECK (u, strcmp (text, "Name  Value  NAME (2)\n"
                          "中文   12.3\n"
                          "x      [u2]  \\x1B[2J\n"
                          "             \xEF\xBF\xBD\n") == 0);
  if (u->failed > 0)
    fprintf (stderr, "%s", text);
  free (text);
  table_free (t);
}

static void
phrases_are_complete (struct unit *u)
{
  for (size_t l = 0; phrase_languages ()[l] != NULL; l++)
    for (int s = 0; s < N_SAY; s++) {
      const char *text = phrase_exactly ((enum say)s, l),
                 *english = phrase_exactly ((enum say)s, 0);
      CHECK (u, text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL));
      /* The same slots in each language. */
      CHECK (u, (strstr (text, "{1}") != NULL) == (strstr (english, "{1}") != NULL));
      CHECK (u, (strstr (text, "{2}") != NULL) == (strstr (english, "{2}") != NULL));
    }
  CHECK (u, strcmp (phrase (SAY_SURVEY, "pt-BR"), "Pesquisa") == 0);
  CHECK (u, strcmp (phrase (SAY_SURVEY, "ptx"), "Survey") == 0);
  CHECK (u, strcmp (phrase (SAY_SURVEY, NULL), "Survey") == 0);
  CHECK (u, strcmp (phrase (SAY_SURVEY, "ES"), "Encuesta") == 0);
  g_autofree char *unit = phrase_with (SAY_IN_UNIT, "fr", "moyenne", "{1}");
  CHECK (u, strcmp (unit, "moyenne (unité : {1})") == 0);
}

/* ---- Workbooks ---- */

/* A part of the workbook PATH, by way of unzip. */
static char *
part (const char *path, const char *name)
{
  g_autofree char *command = g_strdup_printf ("unzip -p '%s' %s", path, name);
  char *out = NULL;

  return g_spawn_command_line_sync (command, &out, NULL, NULL, NULL) ? out : NULL;
}

static void
workbook (struct unit *u, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "new", "report.xlsx", NULL);
  g_autofree char *again = g_build_filename (folder, "again.xlsx", NULL);
  g_autofree char *one = NULL, *two = NULL, *sheet = NULL, *strings = NULL, *table = NULL;
  struct results *r = study_new ("en");
  struct diag *d = diag_new ();
  gsize n1 = 0, n2 = 0;

  CHECK (u, report_xlsx (r, path, d) && report_xlsx (r, again, d) && diag_size (d) == 0);
  CHECK (u, g_file_get_contents (path, &one, &n1, NULL));
  CHECK (u, g_file_get_contents (again, &two, &n2, NULL));
  CHECK (u, n1 > 0 && n1 == n2 && memcmp (one, two, n1) == 0);
  sheet = part (path, "xl/worksheets/sheet3.xml");
  if (sheet == NULL || *sheet == '\0') {
    puts ("unzip is not there: the parts of the workbook are not looked at");
  } else {
    strings = part (path, "xl/sharedStrings.xml");
    table = part (path, "xl/tables/table2.xml");
    CHECK (u, strstr (sheet, "<v>81.25</v>") != NULL);
    CHECK (u, strstr (sheet, "<v>33.333333333333") != NULL); /* not rounded */
    CHECK (u, strstr (sheet, "<v>2400</v>") != NULL);
    CHECK (u, strstr (sheet, "<v>25.78125</v>") == NULL); /* what is suppressed is nowhere */
    CHECK (u, strstr (sheet, "<f>") == NULL);
    CHECK (u, strstr (strings, "<t>[u2]</t>") != NULL);
    CHECK (u, strstr (strings, "Kids &lt;online&gt; &amp; offline") != NULL);
    CHECK (u, strstr (table, "<tableColumn id=\"16\" name=\"Girls: quality\"") != NULL);
    CHECK (u, strstr (table, "autoFilter") == NULL);
  }
  results_free (r);
  diag_free (d);
}

static void
hostile_texts (struct unit *u, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hostile.xlsx", NULL), *strings = NULL;
  g_autofree char *sheet = NULL, *sheet5 = NULL;
  struct results *r = study_new ("en");
  struct diag *d = diag_new ();

  g_free (r->indicators[DAILY].title);
  r->indicators[DAILY].title = g_strdup ("=1+1");
  g_free (r->indicators[DAILY].universe);
  r->indicators[DAILY].universe = g_strdup ("bad \xFF bytes, \001 control, _x0041_ escape");
  g_free (r->indicators[DEVICE].id);
  r->indicators[DEVICE].id = g_strdup ("[a]:/'\xFF");
  g_free (r->indicators[DEVICE].universe);
  r->indicators[DEVICE].universe = g_strnfill (100000, 'x');
  g_free (r->dimensions[0].levels[GIRL].label);
  r->dimensions[0].levels[GIRL].label = g_strnfill (1000, 'y');
  g_array_index (r->rows, struct estimate_row, 0).estimate = INFINITY;
  CHECK (u, report_xlsx (r, path, d) && diag_size (d) == 0);
  sheet = part (path, "xl/worksheets/sheet3.xml");
  if (sheet != NULL && *sheet != '\0') {
    strings = part (path, "xl/sharedStrings.xml");
    sheet5 = part (path, "xl/workbook.xml");
    CHECK (u, g_utf8_validate (strings, -1, NULL) && strchr (strings, '\001') == NULL);
    CHECK (u, strstr (strings, "_x005F_x0041_ escape") != NULL);
    CHECK (u, strstr (strings, "<t>=1+1</t>") != NULL);
    CHECK (u, g_ascii_strcasecmp (sheet, "nan") != 0 && strstr (sheet, "<v>inf") == NULL &&
                  strstr (sheet, "<v>INF") == NULL && strstr (sheet, "<v>nan") == NULL);
    CHECK (u, strstr (sheet5, "name=\"_a_____\"") != NULL);
  }
  results_free (r);
  diag_free (d);
}

static void
workbook_failures (struct unit *u, const char *folder)
{
  struct results *r = study_new ("en");
  struct diag *d = diag_new ();
  g_autofree char *path = g_build_filename (folder, "epoch.xlsx", NULL), *core = NULL;
  g_autofree char *message = g_strdup_printf ("cannot write \"%s\": it is a folder", folder);

  CHECK (u, !report_xlsx (r, folder, d) && strcmp (diag_at (d, 0)->message, message) == 0);
  if (access ("/dev/full", W_OK) == 0) {
    CHECK (u, !report_xlsx (r, "/dev/full", d));
    CHECK (u, strcmp (diag_at (d, diag_size (d) - 1)->message,
                      "cannot write \"/dev/full\": No space left on device") == 0);
  }
  g_setenv ("SOURCE_DATE_EPOCH", "yesterday", TRUE);
  CHECK (u, !report_xlsx (r, path, d) && !g_file_test (path, G_FILE_TEST_EXISTS));
  CHECK (u, strcmp (diag_at (d, diag_size (d) - 1)->message,
                    "SOURCE_DATE_EPOCH is \"yesterday\"; it must be a whole number of seconds "
                    "since 1970") == 0);
  g_setenv ("SOURCE_DATE_EPOCH", "0", TRUE);
  CHECK (u, report_xlsx (r, path, d));
  core = part (path, "docProps/core.xml");
  CHECK (u, core == NULL || *core == '\0' || strstr (core, "1970-01-01T00:00:01Z") != NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  results_free (r);
  diag_free (d);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  char folder[] = "/tmp/report-test-XXXXXX";
  g_autofree char *remove = NULL;

  /* With arguments, make a workbook to look at: PATH [LANGUAGE]. */
  if (argc > 1) {
    struct diag *d = diag_new ();
    struct results *r = study_new (argc > 2 ? argv[2] : "en");
    bool ok = report_xlsx (r, argv[1], d);
    results_free (r);
    diag_free (d);
    return !ok;
  }
  CHECK (&u, mkdtemp (folder) != NULL);
  csv_bytes (&u, folder);
  layouts (&u);
  headers_are_told_apart (&u);
  empty_groups_are_left_out (&u);
  coverage_is_a_sheet (&u);
  names_of_sheets (&u);
  text_tables (&u);
  phrases_are_complete (&u);
  workbook (&u, folder);
  hostile_texts (&u, folder);
  workbook_failures (&u, folder);
  remove = g_strdup_printf ("rm -r '%s'", folder);
  CHECK (&u, system (remove) == 0);
  return unit_report (&u);
}
