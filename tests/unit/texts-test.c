/* texts-test FOLDER: texts that programs trip over (naughty-strings/blns.txt, and the files of
   csv-spectrum) go through a survey as texts and come out as they were, but for blanks at their
   ends. */
#include <config.h>

#include "data/csvin.h"
#include "harmonise/harmonise.h"
#include "harmonise/profile.h"

#include "unit.h"
#include "written.h"

#include <glib/gstdio.h>

static const char *const spectrum[] = {
    "comma_in_quotes", "empty",  "empty_crlf",          "escaped_quotes", "json", "newlines",
    "newlines_crlf",   "simple", "quotes_and_newlines", "simple_crlf",    "utf8",
};

struct fixture {
  struct unit *u;
  char *folder, *harmonised;
  struct diag *diag;
};

/* A codebook of N texts, and a survey that takes them from the columns NAMES of FILE. */
static struct crosswalk *
make_crosswalk (struct fixture *f, const char *file, const char *const *names, size_t n,
                struct codebook **codebook, struct survey **survey)
{
  g_autoptr (GString) book = g_string_new ("codebook: texts\nversion: 1.0.0\ntitle: Texts\n"
                                           "languages: [en]\nvariables:\n");
  g_autoptr (GString) rules = g_string_new (NULL);
  g_autofree char *name = g_build_filename (f->folder, "survey.yaml", NULL);
  for (size_t i = 0; i < n; i++) {
    g_autofree char *column = g_strescape (names[i], "");
    g_string_append_printf (book, "  v%zu: {label: Text, type: text}\n", i);
    g_string_append_printf (rules, "  v%zu: \"%s\"\n", i, column);
  }
  g_autofree char *text =
      g_strdup_printf ("survey: TST-2020\ncountry: BRA\nyear: 2020\ncodebook: codebook.yaml\n"
                       "source: {file: \"%s\", delimiter: \",\"}\ndesign: {weight: none, "
                       "lonely_psu: certainty}\ncrosswalk:\n%s",
                       file, rules->str);
  *codebook =
      codebook_parse (source_from_text ("codebook.yaml", book->str, book->len, f->diag), f->diag);
  *survey = survey_parse (source_from_text (name, text, strlen (text), f->diag), f->diag);
  return *codebook && *survey ? crosswalk_new (*survey, *codebook, f->diag) : NULL;
}

/* FILE through a survey; what was written. */
static struct written
through (struct fixture *f, const char *file, const char *const *names, size_t n)
{
  struct codebook *codebook = NULL;
  struct survey *survey = NULL;
  struct ingest_summary summary = {0};
  const struct ingest_options options = {.output = f->folder, .thresholds = thresholds_usual ()};
  struct crosswalk *cw = make_crosswalk (f, file, names, n, &codebook, &survey);
  CHECK (f->u, cw != NULL);
  g_remove (f->harmonised);
  if (cw)
    dataset_free (crosswalk_ingest (cw, &options, &summary, f->diag));
  profile_free (summary.profile);
  CHECK (f->u, summary.rejected == 0);
  struct written w = read_written (f->harmonised);
  CHECK (f->u, n_rows (&w) == summary.harmonised);
  crosswalk_free (cw);
  survey_free (survey);
  codebook_free (codebook);
  return w;
}

/* The reader gives each cell without blanks at its ends; an empty one is -99 for `blank'. */
static void
check_cell (struct fixture *f, const struct written *w, size_t row, size_t column,
            const char *expected)
{
  const char *cell = row < w->rows->len ? cell_at (w, row, column) : "(no row)";
  bool same = strcmp (cell, *expected ? expected : "-99") == 0;
  CHECK (f->u, same);
  if (!same)
    fprintf (stderr, "row %zu: \"%s\" in place of \"%s\"\n", row, cell, expected);
}

/* Each line of blns.txt as a cell in quotes. */
static void
check_naughty (struct fixture *f, const char *path)
{
  static const char *const names[] = {"n", "text"};
  g_autofree char *text = NULL, *file = g_build_filename (f->folder, "naughty.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("n,text\n");
  CHECK (f->u, g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);
  for (size_t i = 0; lines[i]; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\"", -1);
    g_autofree char *doubled = g_strjoinv ("\"\"", parts);
    g_string_append_printf (csv, "%zu,\"%s\"\n", i + 1, doubled);
  }
  g_file_set_contents (file, csv->str, (gssize)csv->len, NULL);
  struct written w = through (f, file, names, G_N_ELEMENTS (names));
  CHECK (f->u, n_rows (&w) == g_strv_length (lines) && n_rows (&w) > 700);
  size_t column = column_of (&w, "v1");
  for (size_t i = 0; lines[i]; i++) {
    g_autofree char *expected = trimmed (lines[i]);
    check_cell (f, &w, i + 1, column, expected);
  }
  clear_written (&w);
  g_remove (file);
}

/* All cells as the reader gives them (spectrum-test holds them against their authors'). */
static void
check_spectrum (struct fixture *f, const char *path)
{
  const char *const files[] = {path, NULL};
  const struct datain_format format = {.files = files, .delimiter = ','};
  struct csvin *in = csvin_open (&format, NULL, f->diag);
  CHECK (f->u, in != NULL);
  if (!in)
    return;
  size_t n = csvin_n_columns (in), row = 1;
  g_autofree const char **names = g_new (const char *, n);
  g_autofree struct dict **dict = g_new (struct dict *, n);
  for (size_t c = 0; c < n; c++) {
    names[c] = csvin_name (in, c);
    dict[c] = csvin_keep (in, c);
  }
  struct written w = through (f, path, names, n);
  size_t first = column_of (&w, "v0");
  struct datain_block block;
  while (csvin_read (in, &block, f->diag))
    for (size_t r = 0; r < block.n; r++, row++)
      for (size_t c = 0; c < n; c++)
        check_cell (f, &w, row, first + c,
                    dict_at (dict[c], block.cell[c * DATAIN_BLOCK + r])->text);
  CHECK (f->u, row > 1 && n_rows (&w) == row - 1);
  clear_written (&w);
  csvin_close (in, f->diag);
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct fixture f = {.u = &u, .diag = diag_new ()};
  if (argc != 2)
    return 2;
  f.folder = g_dir_make_tmp ("texts-test-XXXXXX", NULL);
  f.harmonised = harmonise_path (f.folder, "harmonised", "TST-2020", ".csv");
  g_autofree char *naughty = g_build_filename (argv[1], "naughty-strings", "blns.txt", NULL);
  check_naughty (&f, naughty);
  for (size_t i = 0; i < G_N_ELEMENTS (spectrum); i++) {
    g_autofree char *given = g_strdup_printf ("%s/csv-spectrum/csvs/%s.csv", argv[1], spectrum[i]);
    g_autofree char *path = g_canonicalize_filename (given, NULL);
    check_spectrum (&f, path);
  }
  CHECK (&u, diag_size (f.diag) == 0);
  diag_print (f.diag, stderr, false);
  static const char *const written[] = {"harmonised/TST-2020.csv",
                                        "harmonised/TST-2020.schema.json",
                                        "audit/TST-2020.csv",
                                        "harmonised",
                                        "audit",
                                        ""};
  for (size_t i = 0; i < G_N_ELEMENTS (written); i++) {
    g_autofree char *path = g_build_filename (f.folder, written[i], NULL);
    g_remove (path);
  }
  g_free (f.folder);
  g_free (f.harmonised);
  diag_free (f.diag);
  return unit_report (&u);
}
