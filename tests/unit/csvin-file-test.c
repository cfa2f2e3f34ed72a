/* The reader of data files: whole files, the sentences of findings, rejects, columns by name. */
#include <config.h>

#include "data/csvin.h"

#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

enum { MEBI = 1024 * 1024, MANY = 5000 };

/* A folder for the files of a test, and what the tests ask of it. */
struct fixture {
  struct unit *u;
  char *folder, *one, *two, *rejects;
  struct diag *diag;
};

static void
put (const char *path, const char *text)
{
  g_file_set_contents (path, text, -1, NULL);
}

static char *
without_folder (const struct fixture *f, const char *text)
{
  g_autofree char *slash = g_strconcat (f->folder, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (text, slash, -1);
  return g_strjoinv ("", parts);
}

/* All findings, the folder left out of them, in lines. */
static char *
findings (const struct fixture *f)
{
  GString *out = g_string_new (NULL);
  for (size_t i = 0; i < diag_size (f->diag); i++) {
    const struct finding *found = diag_at (f->diag, i);
    g_autofree char *file = found->file ? g_path_get_basename (found->file) : g_strdup ("-");
    g_string_append_printf (out, "%s:%zu:%zu: %s [%s]", file, found->line, found->column,
                            found->message, diag_id_name (found->id));
    if (found->suggestion)
      g_string_append_printf (out, " %s?", found->suggestion);
    for (guint k = 0; found->notes && k < found->notes->len; k++) {
      const struct finding *note = found->notes->pdata[k];
      g_string_append_printf (out, "; %zu:%zu: %s", note->line, note->column, note->message);
    }
    g_string_append_c (out, '\n');
  }
  g_autofree char *text = g_string_free (out, FALSE);
  return without_folder (f, text);
}

static void
check_text (const struct fixture *f, const char *text, const char *expected)
{
  bool same = text && strcmp (text, expected) == 0;
  CHECK (f->u, same);
  if (!same)
    fprintf (stderr, "is\n%sexpected\n%s", text ? text : "(nothing)\n", expected);
}

static void
check_findings (struct fixture *f, const char *expected)
{
  g_autofree char *text = findings (f);
  check_text (f, text, expected);
  diag_free (f->diag);
  f->diag = diag_new ();
}

/* Read ONE (and TWO), keeping all columns; the lines of the records. */
static char *
read_lines (struct fixture *f, bool two, const char *rejects)
{
  const char *const files[] = {f->one, two ? f->two : NULL, NULL};
  struct datain_format format = {.files = files, .rejects = rejects, .delimiter = ','};
  struct datain_block block;
  GString *out = g_string_new (NULL);
  struct csvin *in = csvin_open (&format, NULL, f->diag);
  if (!in)
    return g_string_free (out, FALSE);
  for (size_t c = 0; c < csvin_n_columns (in); c++)
    csvin_keep (in, c);
  while (csvin_read (in, &block, f->diag))
    for (size_t r = 0; r < block.n; r++)
      g_string_append_printf (out, "%s%zu", strcmp (block.file, f->one) == 0 ? " " : " b",
                              block.line[r]);
  csvin_close (in, f->diag);
  return g_string_free (out, FALSE);
}

/* Files that cannot be read, and the sentences about records. */
static void
check_sentences (struct fixture *f)
{
  g_autofree char *none = read_lines (f, false, NULL);
  CHECK (f->u, none[0] == '\0');
  check_findings (f, "-:0:0: cannot read \"one.csv\": No such file or directory [cannot-read]\n");

  g_mkdir (f->one, 0700);
  g_free (read_lines (f, false, NULL));
  check_findings (f, "-:0:0: cannot read \"one.csv\": it is a folder [cannot-read]\n");
  g_rmdir (f->one);

  mkfifo (f->one, 0600);
  g_free (read_lines (f, false, NULL));
  check_findings (f, "-:0:0: cannot read \"one.csv\": it is not a regular file [cannot-read]\n");
  g_remove (f->one);

  put (f->one, "");
  g_free (read_lines (f, false, NULL));
  check_findings (f, "one.csv:0:0: the file is empty: it has no header [empty-file]\n");

  put (f->one, "a,b\n");
  g_free (read_lines (f, false, NULL));
  check_findings (f, "one.csv:0:0: the file has a header and no records; export it anew, or "
                     "correct `header_rows` and `skip_rows` under `source` [no-records]\n");

  put (f->one,
       "a,b\n1,\"x\n2,y\n3,\"z\"\n4\n5,q\"\n\"6\"x,7\n8,\xE9\n9,9\n10,\xC3\xA9\n11,\xC3\xA9\n");
  g_autofree char *bad = read_lines (f, false, NULL);
  check_text (f, bad, " 3 4 9 10 11");
  check_findings (
      f, "one.csv:2:3: the quote that opens here is not closed, and the line is left out; close "
         "it, or take it away [open-quote]; "
         "4:4: here the text goes on as if it had been closed\n"
         "one.csv:5:0: the record has 1 cell, the header has 2; put cells that hold a line end in "
         "quotes, or mend the line if it was cut off [ragged]\n"
         "one.csv:6:4: a quote inside a cell that does not begin with one; put the cell in quotes "
         "and write its own quotes twice [bad-quote]\n"
         "one.csv:7:4: text behind the closing quote of a cell; a quote inside a quoted cell is "
         "written twice [bad-quote]\n"
         "one.csv:8:3: a byte that is not text in UTF-8, in which the rest of the file seems to "
         "be; write \"encoding: windows-1252\" under \"source\" if all of it is that, else save it "
         "as UTF-8 [bad-bytes]\n");

  g_file_set_contents (f->one, "a,b\n1,\0x\n2,2\n", 12, NULL);
  g_free (read_lines (f, false, NULL));
  check_findings (f, "one.csv:2:3: a NUL byte; the file is damaged, or in UTF-16 that must be "
                     "declared with \"encoding:\" under \"source\" [nul-byte]\n");
}

/* More than ten of a kind: the tenth says how many there are besides. */
static void
check_tally (struct fixture *f)
{
  for (int n = 9; n <= 13; n += 2) {
    g_autoptr (GString) text = g_string_new ("a,b\n"), expected = g_string_new (NULL);
    for (int i = 0; i < n; i++)
      g_string_append (text, "1\n");
    for (int i = 0; i < MIN (n, 10); i++)
      g_string_append_printf (
          expected,
          "one.csv:%d:0: the record has 1 cell, the header has 2; put cells that hold a line end "
          "in quotes, or mend the line if it was cut off%s [ragged]\n",
          i + 2,
          i < 9     ? ""
          : n == 11 ? " (and 1 more like it)"
                    : " (and 3 more like it)");
    put (f->one, text->str);
    g_free (read_lines (f, false, NULL));
    check_findings (f, expected->str);
  }
}

static void
check_files (struct fixture *f)
{
  put (f->one, "a,b\n1,2\n");
  put (f->two, "A,\" b \"\n\n3,4\n5,6\n");
  g_autofree char *both = read_lines (f, true, NULL);
  check_text (f, both, " 2 b3 b4");
  check_findings (f, "");

  put (f->two, "a,c\n3,4\n");
  g_autofree char *other = read_lines (f, true, NULL);
  check_text (f, other, " 2");
  check_findings (f, "two.csv:0:0: the columns are not those of \"one.csv\" from column 2 on; the "
                     "file is not read [layout]\n");

  put (f->two, "a\n3\n");
  g_free (read_lines (f, true, NULL));
  check_findings (f, "two.csv:0:0: the columns are not those of \"one.csv\" from column 2 on; the "
                     "file is not read [layout]\n");

  g_remove (f->two);
  g_autofree char *gone = read_lines (f, true, NULL);
  check_text (f, gone, " 2");
  check_findings (f, "-:0:0: cannot read \"two.csv\": No such file or directory [cannot-read]\n");
}

static char *
contents (const char *path)
{
  char *text = NULL;
  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static void
check_rejects (struct fixture *f)
{
  struct stat status;
  put (f->one,
       "a,b\r\n1,\"x\ny\",3\r\n2,\"say \"\"hi\"\"\",\r\n3,\xE9\r\n4,4\r\n\xC3\xA9,5\r\n\xC3\xA9,6");
  g_free (read_lines (f, false, f->rejects));
  g_autofree char *text = contents (f->rejects);
  check_text (f, text,
              "line,reason,record\n"
              "2,ragged,\"1,\"\"x\ny\"\",3\"\n"
              "4,ragged,\"2,\"\"say \"\"\"\"hi\"\"\"\"\"\",\"\n"
              "5,bad-bytes,\"3,\xEF\xBF\xBD\"\n");
  CHECK (f->u, stat (f->rejects, &status) == 0 && (status.st_mode & 0777) == 0600);

  put (f->one, "a,b\n1,2\n");
  put (f->two, "a,b\n3\n");
  g_free (read_lines (f, true, f->rejects));
  g_autofree char *of_two = contents (f->rejects), *shown = without_folder (f, of_two);
  check_text (f, shown, "file,line,reason,record\ntwo.csv,2,ragged,3\n");

  put (f->two, "a,b\n3,4\n");
  g_free (read_lines (f, true, f->rejects));
  CHECK (f->u, stat (f->rejects, &status) != 0); /* the old one is gone */
  diag_free (f->diag);
  f->diag = diag_new ();
}

/* A record that the caller rejects counts for nothing, not even as the first of its value; in the
   rejects it stands before a later one that was rejected earlier. */
static void
check_reject_later (struct fixture *f)
{
  const char *const files[] = {f->one, NULL};
  struct datain_format format = {.files = files, .rejects = f->rejects};
  struct datain_block block;
  put (f->one, "a,b\nx,1\nx,2\n y ,3\nx,4\nx\n");
  struct csvin *in = csvin_open (&format, NULL, f->diag);
  CHECK (f->u, in != NULL);
  if (!in)
    return;
  struct dict *dict = csvin_keep (in, 0);
  CHECK (f->u, csvin_keep (in, 0) == dict);
  CHECK (f->u, csvin_read (in, &block, f->diag) && block.n == 4);
  csvin_reject (in, 0, "no weight", f->diag);
  csvin_reject (in, 2, "no weight", f->diag);
  csvin_reject (in, 2, "no weight", f->diag); /* once is enough */
  csvin_count (in);
  CHECK (f->u, dict_size (dict) == 2);
  CHECK (f->u, dict_at (dict, 0)->count == 2 && dict_at (dict, 0)->first_line == 3);
  CHECK (f->u, strcmp (dict_at (dict, 0)->first_file, f->one) == 0);
  CHECK (f->u, strcmp (dict_at (dict, 1)->text, "y") == 0 && dict_at (dict, 1)->count == 0);
  CHECK (f->u, !csvin_read (in, &block, f->diag) && block.n == 0);
  CHECK (f->u, !csvin_read (in, &block, f->diag)); /* and again */
  CHECK (f->u, csvin_n_read (in) == 5 && csvin_n_rejected (in) == 3);
  CHECK (f->u, csvin_close (in, f->diag));
  g_autofree char *text = contents (f->rejects);
  check_text (f, text,
              "line,reason,record\n2,no weight,\"x,1\"\n4,no weight,\" y ,3\"\n6,ragged,x\n");
  check_findings (f, "one.csv:6:0: the record has 1 cell, the header has 2; put cells that hold a "
                     "line end in quotes, or mend the line if it was cut off [ragged]\n");
}

static void
check_find (struct fixture *f)
{
  static const struct {
    const char *name;
    long column;
  } cases[] = {{"Peso", 0},  {"PESO", 1},    {"idade", 2}, {"Q1  x", 3}, {"CAF\xC3\x89", 4},
               {"peso", -1}, {"wieght", -1}, {"Dup", -1},  {"dup", -1},  {"", -1}};
  const char *const files[] = {f->one, NULL};
  struct datain_format format = {.files = files};
  struct place at = {.file = "survey.yaml", .line = 7, .column = 3};
  put (f->one, "Peso,PESO,IDADE,q1 X,cafe\xCC\x81,weight,Dup,Dup,\n1,2,3,4,5,6,7,8,\n");
  struct csvin *in = csvin_open (&format, NULL, f->diag);
  CHECK (f->u, in != NULL);
  if (!in)
    return;
  CHECK (f->u, csvin_n_columns (in) == 8 && csvin_delimiter (in) == ',');
  CHECK (f->u, strcmp (csvin_encoding (in), "UTF-8") == 0);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    CHECK (f->u, csvin_find (in, cases[i].name, at, f->diag) == cases[i].column);
  csvin_keep (in, 5);
  csvin_keep (in, 2);
  CHECK (f->u, csvin_slot (in, 2) == 0 && csvin_slot (in, 5) == 1);
  csvin_close (in, f->diag);
  check_findings (
      f,
      "survey.yaml:7:3: \"peso\" could be column \"Peso\" or column \"PESO\" of one.csv; write "
      "the one you mean exactly as the file does [ambiguous-column]\n"
      "survey.yaml:7:3: one.csv has no column \"wieght\" [no-column] weight?\n"
      "survey.yaml:7:3: columns 7 and 8 of one.csv are both named \"Dup\"; rename one of them in "
      "the file [duplicate-column]\n"
      "survey.yaml:7:3: columns 7 and 8 of one.csv are both named \"Dup\"; rename one of them in "
      "the file [duplicate-column]\n"
      "survey.yaml:7:3: one.csv has no column \"\" [no-column]\n");
}

/* A line, and a record, of more than 1 MiB: nothing behind them is lost. */
static void
check_long (struct fixture *f)
{
  g_autofree char *filler = g_strnfill (MEBI + 10, 'x');
  g_autofree char *line = g_strdup_printf ("a,b\n1,2\n3,%s\n4,5\n", filler);
  put (f->one, line);
  g_autofree char *lines = read_lines (f, false, f->rejects);
  check_text (f, lines, " 2 4");
  check_findings (f, "one.csv:3:0: a line of more than 1 MiB; the file is damaged, or no CSV file "
                     "[record-too-long]\n");
  g_autofree char *text = contents (f->rejects);
  CHECK (f->u, text && strlen (text) > MEBI);

  g_autoptr (GString) open = g_string_new ("a,b\n1,\"x\n"), expected = g_string_new (NULL);
  for (int i = 0; open->len < 3 * MEBI; i++) {
    g_string_append_printf (open, "%d,some text in a record\n", i);
    g_string_append_printf (expected, " %d", i + 3);
  }
  put (f->one, open->str);
  g_autofree char *rest = read_lines (f, false, f->rejects);
  CHECK (f->u, strcmp (rest, expected->str) == 0);
  check_findings (f, "one.csv:2:3: the quote that opens here is not closed, and the line is left "
                     "out; close it, or take it away "
                     "[open-quote]\n");
  g_autofree char *one_line = contents (f->rejects);
  check_text (f, one_line, "line,reason,record\n2,open-quote,\"1,\"\"x\"\n");
}

/* Many records through small and large buffers: lines, cells and counts. */
static void
check_many (struct fixture *f)
{
  static const size_t chunks[] = {1, 7, 100, 4096, 0};
  const char *const files[] = {f->one, NULL};
  g_autoptr (GString) text = g_string_new ("id,kind,text\n");
  for (int i = 0; i < MANY; i++)
    g_string_append_printf (text, "%d,%d,\"%s%d\"\n", i, i % 7, i % 3 == 0 ? "line\n" : "a, b ",
                            i % 500);
  put (f->one, text->str);
  for (size_t k = 0; k < G_N_ELEMENTS (chunks); k++) {
    struct datain_format format = {.files = files, .chunk = chunks[k]};
    struct datain_block block;
    struct csvin *in = csvin_open (&format, NULL, f->diag);
    struct dict *id = csvin_keep (in, 0), *kind = csvin_keep (in, 1), *said = csvin_keep (in, 2);
    size_t i = 0, line = 2, wrong = 0;
    while (csvin_read (in, &block, f->diag))
      for (size_t r = 0; r < block.n; r++, i++) {
        char number[16], cell[32];
        snprintf (number, sizeof number, "%zu", i);
        snprintf (cell, sizeof cell, "%s%zu", i % 3 == 0 ? "line\n" : "a, b ", i % 500);
        wrong += block.line[r] != line;
        wrong += strcmp (dict_at (id, block.cell[r])->text, number) != 0;
        wrong += dict_at (kind, block.cell[DATAIN_BLOCK + r])->text[0] != (char)('0' + i % 7);
        wrong += strcmp (dict_at (said, block.cell[2 * DATAIN_BLOCK + r])->text, cell) != 0;
        line += i % 3 == 0 ? 2 : 1;
      }
    CHECK (f->u, i == MANY && wrong == 0);
    CHECK (f->u, dict_size (id) == MANY && dict_size (kind) == 7 && dict_size (said) == 1000);
    CHECK (f->u, dict_at (kind, 3)->count == MANY / 7 + (3 < MANY % 7));
    CHECK (f->u, dict_at (id, MANY - 1)->count == 1);
    csvin_close (in, f->diag);
  }
  check_findings (f, "");
}

/* The text of the last record's cell B, and the findings, with buffers of all sizes. */
static void
check_last (struct fixture *f, const char *expected, const char *encoding, const char *found)
{
  static const size_t chunks[] = {1, 7, 100, 4096, 0};
  const char *const files[] = {f->one, NULL};
  for (size_t k = 0; k < G_N_ELEMENTS (chunks); k++) {
    struct datain_format format = {.files = files, .chunk = chunks[k], .delimiter = ','};
    struct datain_block block;
    struct csvin *in = csvin_open (&format, NULL, f->diag);
    struct dict *dict = csvin_keep (in, 1);
    const char *last = "";
    while (csvin_read (in, &block, f->diag))
      last = dict_at (dict, block.cell[block.n - 1])->text;
    CHECK (f->u, strcmp (last, expected) == 0);
    CHECK (f->u, strcmp (csvin_encoding (in), encoding) == 0);
    csvin_close (in, f->diag);
    check_findings (f, found);
  }
}

/* Encodings that are found out far from the beginning, from what lies behind the first byte. */
static void
check_encodings (struct fixture *f)
{
  enum { RECORDS = 1000, SAMPLE = 64 * 1024 };
  g_autoptr (GString) text = g_string_new ("a,b\n");
  for (int i = 0; i < RECORDS; i++)
    g_string_append_printf (text, "%d,some text\n", i);
  size_t ascii = text->len;
  /* The first byte alone could be an opening mark of windows-1252. */
  g_string_append (text, "1,\x82tico\n2,ni\xA4o\n3,mam\xA0\n");
  put (f->one, text->str);
  check_last (
      f, "mam\xC3\xA1", "CP850",
      "one.csv:1002:3: the file is not UTF-8; it was read as CP850, which makes the most "
      "sense: look at the letters with accents, and write \"encoding: CP850\", or the right "
      "one, under \"source\" [encoding]\n");

  /* What lies behind the sample has no part in it. */
  g_string_truncate (text, ascii);
  g_string_append (text, "1,caf\xE9\n");
  for (int i = 0; text->len < ascii + SAMPLE + 100; i++)
    g_string_append_printf (text, "%d,some text\n", i);
  for (int i = 0; i < RECORDS; i++)
    g_string_append (text, "2,ni\xA4o\n");
  put (f->one, text->str);
  check_last (f, "ni\xC2\xA4o", "windows-1252",
              "one.csv:1002:6: the file is not UTF-8; it was read as windows-1252, which makes the "
              "most sense: look at the letters with accents, and write \"encoding: windows-1252\", "
              "or the right one, under \"source\" [encoding]\n");

  /* The sample ends inside of a character; behind it a bad byte is just that. */
  for (int shift = 0; shift < 3; shift++) {
    g_string_truncate (text, ascii);
    while (text->len < ascii + SAMPLE + 100)
      g_string_append_printf (text, "1,%.*s\xE2\x82\xAC\xE2\x82\xAC\n", shift, "xx");
    g_string_append (text, "2,\xE9\n3,end\n");
    put (f->one, text->str);
    size_t line = 1002 + (SAMPLE + 100 + 8 + (size_t)shift) / (9 + (size_t)shift);
    g_autofree char *expected = g_strdup_printf (
        "one.csv:%zu:3: a byte that is not text in UTF-8, in which the rest of the file seems to "
        "be; write \"encoding: windows-1252\" under \"source\" if all of it is that, else save it "
        "as UTF-8 [bad-bytes]\n",
        line);
    check_last (f, "end", "UTF-8", expected);
  }
}

int
main (void)
{
  struct unit u = {0};
  struct fixture f = {.u = &u, .diag = diag_new ()};
  f.folder = g_dir_make_tmp ("csvin-file-test-XXXXXX", NULL);
  f.one = g_build_filename (f.folder, "one.csv", NULL);
  f.two = g_build_filename (f.folder, "two.csv", NULL);
  f.rejects = g_build_filename (f.folder, "rejects.csv", NULL);
  check_sentences (&f);
  check_tally (&f);
  check_files (&f);
  check_rejects (&f);
  check_reject_later (&f);
  check_find (&f);
  check_long (&f);
  check_many (&f);
  check_encodings (&f);
  g_remove (f.one);
  g_remove (f.two);
  g_remove (f.rejects);
  g_rmdir (f.folder);
  g_free (f.folder);
  g_free (f.one);
  g_free (f.two);
  g_free (f.rejects);
  diag_free (f.diag);
  return unit_report (&u);
}
