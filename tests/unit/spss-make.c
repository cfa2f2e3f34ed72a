/* Makes small files of SPSS and Stata with invented children, for the tests.

     spss-make children FILE.sav|.zsav|.dta   what a national file looks like
     spss-make latin1 FILE.dta|.sav           texts in windows-1252, of a kind that does not say so
     spss-make bytes FILE.sav                 one text that is not UTF-8, in a file that says it is
     spss-make wide FILE.sav|.dta             many records, for blocks and progress
     spss-make empty FILE.sav                 variables, no record  */
#include <config.h>

#include <glib.h>
#include <stdio.h>
#include <string.h>

#ifdef HAVE_READSTAT
#include <readstat.h>
#include <stdbool.h>

enum { SPSS_EPOCH_DAYS = 141428, STATA_EPOCH_DAYS = 3653 }; /* before 1970-01-01 */

struct maker {
  readstat_writer_t *writer;
  bool stata;
  FILE *file;
};

static ssize_t
write_bytes (const void *data, size_t len, void *maker)
{
  return (ssize_t)fwrite (data, 1, len, ((struct maker *)maker)->file);
}

static bool
begin (struct maker *m, long rows)
{
  readstat_writer_set_file_timestamp (m->writer, 0);
  return (m->stata ? readstat_begin_writing_dta (m->writer, m, rows)
                   : readstat_begin_writing_sav (m->writer, m, rows)) == READSTAT_OK;
}

static readstat_variable_t *
number (struct maker *m, const char *name, const char *label, const char *format)
{
  readstat_variable_t *v = readstat_add_variable (m->writer, name, READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_set_label (v, label);
  if (format)
    readstat_variable_set_format (v, format);
  return v;
}

/* A date as days since 1970, or what the format keeps. */
static double
stored (const struct maker *m, double days, double seconds)
{
  const double day = 86400;
  return m->stata ? (seconds < 0 ? days + STATA_EPOCH_DAYS
                                 : ((days + STATA_EPOCH_DAYS) * day + seconds) * 1000)
                  : (days + SPSS_EPOCH_DAYS) * day + MAX (seconds, 0);
}

static bool
make_children (struct maker *m)
{
  static const struct child {
    const char *id;
    double sex, age, use, born;
    const char *place;
  } children[] = {{"a-1", 1, 12, 1, 13100, "S\xC3\xA3o Paulo"},
                  {"a-2", 2, 999, 5, 13101, " Bel\xC3\xA9m  "},
                  {"b-1", 2, 9, 98, 14000, "Recife, PE"},
                  {"b-2", 1, 17, 99, 11000, "\"Natal\""},
                  {"c-1", 2, 998, -1, 12000.75, ""},
                  {"c-2", 1, 10.5, 3, -1, "x"}};
  readstat_label_set_t *sexes = readstat_add_label_set (
      m->writer, m->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "sexes");
  readstat_label_set_t *uses = readstat_add_label_set (
      m->writer, m->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "uses");
  readstat_label_set_t *ages = readstat_add_label_set (
      m->writer, m->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "ages");
  static const struct {
    int set, code;
    char tag;
    const char *label;
  } labels[] = {{0, 1, 0, "Menino"},      {0, 2, 0, "Menina"},     {1, 1, 0, "Todo dia"},
                {1, 3, 0, "Toda semana"}, {1, 5, 0, "Nunca"},      {1, 98, 'a', "N\xC3\xA3o sabe"},
                {1, 99, 'b', "Recusou"},  {2, 999, 'a', "Recusou"}};
  readstat_label_set_t *const sets[] = {sexes, uses, ages};
  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++)
    if (!m->stata)
      readstat_label_double_value (sets[labels[i].set], labels[i].code, labels[i].label);
    else if (labels[i].tag)
      readstat_label_tagged_value (sets[labels[i].set], labels[i].tag, labels[i].label);
    else
      readstat_label_int32_value (sets[labels[i].set], labels[i].code, labels[i].label);
  readstat_variable_t *id = readstat_add_variable (m->writer, "ID", READSTAT_TYPE_STRING, 8);
  readstat_variable_t *sex = number (m, "SEXO",
                                     "Sexo da crian\xC3\xA7"
                                     "a",
                                     NULL);
  readstat_variable_t *age = number (m, "IDADE", "Quantos anos voc\xC3\xAA tem?", NULL);
  readstat_variable_t *use = number (m, "USO", "Com que frequ\xC3\xAAncia usa a internet?", NULL);
  readstat_variable_t *born = number (m, "NASC", NULL, m->stata ? "%td" : "DATE11");
  readstat_variable_t *start = number (m, "INICIO", NULL, m->stata ? "%tc" : "DATETIME20");
  readstat_variable_t *weight = readstat_add_variable (
      m->writer, "PESO", m->stata ? READSTAT_TYPE_FLOAT : READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_t *place = readstat_add_variable (m->writer, "LUGAR", READSTAT_TYPE_STRING, 40);
  readstat_variable_set_label_set (sex, sexes);
  readstat_variable_set_label_set (use, uses);
  readstat_variable_set_label_set (age, ages);
  if (!m->stata) {
    readstat_variable_add_missing_double_range (age, 900, 999);
    readstat_variable_add_missing_double_value (use, 98);
    readstat_variable_add_missing_double_value (use, 99);
  }
  bool ok = begin (m, G_N_ELEMENTS (children));
  for (size_t i = 0; ok && i < G_N_ELEMENTS (children); i++) {
    const struct child *c = &children[i];
    readstat_begin_row (m->writer);
    readstat_insert_string_value (m->writer, id, c->id);
    readstat_insert_double_value (m->writer, sex, c->sex);
    if (m->stata && c->age > 900)
      readstat_insert_tagged_missing_value (m->writer, age, c->age == 999 ? 'a' : 'z');
    else
      readstat_insert_double_value (m->writer, age, c->age);
    if (c->use < 0)
      readstat_insert_missing_value (m->writer, use);
    else if (m->stata && c->use > 90)
      readstat_insert_tagged_missing_value (m->writer, use, c->use == 98 ? 'a' : 'b');
    else
      readstat_insert_double_value (m->writer, use, c->use);
    if (c->born < 0) {
      readstat_insert_missing_value (m->writer, born);
      readstat_insert_missing_value (m->writer, start);
    } else {
      readstat_insert_double_value (m->writer, born, stored (m, c->born, -1));
      readstat_insert_double_value (m->writer, start, stored (m, 17600 + (double)i, 86399.5));
    }
    if (m->stata)
      readstat_insert_float_value (m->writer, weight, 0.1F * (float)(i + 1));
    else
      readstat_insert_double_value (m->writer, weight, 0.1 * (double)(i + 1));
    readstat_insert_string_value (m->writer, place, c->place);
    ok = readstat_end_row (m->writer) == READSTAT_OK;
  }
  return ok && readstat_end_writing (m->writer) == READSTAT_OK;
}

/* PLACES: texts as bytes. */
static bool
make_places (struct maker *m, const char *const *places, long n, const char *label)
{
  readstat_variable_t *place = readstat_add_variable (m->writer, "LUGAR", READSTAT_TYPE_STRING, 20);
  readstat_variable_t *k = number (m, "K", "k", NULL);
  readstat_variable_set_label (place, label);
  bool ok = begin (m, n);
  for (long i = 0; ok && i < n; i++) {
    readstat_begin_row (m->writer);
    readstat_insert_string_value (m->writer, place, places[i]);
    readstat_insert_double_value (m->writer, k, (double)i);
    ok = readstat_end_row (m->writer) == READSTAT_OK;
  }
  return ok && readstat_end_writing (m->writer) == READSTAT_OK;
}

static bool
make_latin1 (struct maker *m)
{
  static const char *const places[] = {"Bel\xE9m", "Recife"};
  if (m->stata)
    readstat_writer_set_file_format_version (m->writer, 114);
  return make_places (m, places, G_N_ELEMENTS (places), "Onde voc\xEA mora?");
}

static bool
make_bytes (struct maker *m)
{
  static const char *const places[] = {"Recife", "Bel\xE9m, \"PA\"", "Bel\xC3\xA9m"};
  return make_places (m, places, G_N_ELEMENTS (places), "Onde?");
}

static bool
make_empty (struct maker *m)
{
  return make_places (m, NULL, 0, "Onde?");
}

static bool
make_wide (struct maker *m)
{
  enum { ROWS = 1000, COLUMNS = 300 };
  readstat_variable_t *v[COLUMNS];
  for (int i = 0; i < COLUMNS; i++) {
    char name[16];
    g_snprintf (name, sizeof name, "V%d", i);
    v[i] = number (m, name, name, NULL);
  }
  bool ok = begin (m, ROWS);
  for (int r = 0; ok && r < ROWS; r++) {
    readstat_begin_row (m->writer);
    for (int i = 0; i < COLUMNS; i++)
      readstat_insert_double_value (m->writer, v[i], r * 1000 + i);
    ok = readstat_end_row (m->writer) == READSTAT_OK;
  }
  return ok && readstat_end_writing (m->writer) == READSTAT_OK;
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *what;
    bool (*make) (struct maker *);
  } kinds[] = {{"children", make_children},
               {"latin1", make_latin1},
               {"bytes", make_bytes},
               {"wide", make_wide},
               {"empty", make_empty}};
  for (size_t i = 0; argc == 3 && i < G_N_ELEMENTS (kinds); i++) {
    if (strcmp (argv[1], kinds[i].what) != 0)
      continue;
    struct maker m = {.writer = readstat_writer_init (),
                      .stata = g_str_has_suffix (argv[2], ".dta"),
                      .file = fopen (argv[2], "wb")};
    if (g_str_has_suffix (argv[2], ".zsav"))
      readstat_writer_set_compression (m.writer, READSTAT_COMPRESS_BINARY);
    readstat_set_data_writer (m.writer, write_bytes);
    bool ok = m.file && kinds[i].make (&m);
    ok = m.file && fclose (m.file) == 0 && ok;
    readstat_writer_free (m.writer);
    return ok ? 0 : 1;
  }
  fprintf (stderr, "usage: spss-make children|latin1|bytes|wide|empty FILE\n");
  return 2;
}

#else

int
main (void)
{
  fprintf (stderr, "built without ReadStat\n");
  return 77;
}

#endif
