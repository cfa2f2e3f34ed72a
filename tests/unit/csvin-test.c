/* The reader of data files: records, their lines, and what is wrong with files.  Every small input
   is read with every size of the buffer from one byte up, as it is and packed; all must give the
   same. */
#include <config.h>

#include "data/csvin.h"

#include "packed.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

/* A file and what must come of it: a record is `line:cell|cell`, a newline in a cell is shown as ~;
   a finding is `id@line.column`, and FATAL when the file could not be opened. */
struct sample {
  const char *name, *bytes;
  size_t len;
  const char *records, *findings;
  char delimiter;
  const char *encoding;
  long header_rows, names_row, skip_rows;
  bool names_joined, unmask;
};
#define BYTES(s) .bytes = s, .len = sizeof (s) - 1

static const struct sample samples[] = {
    {"plain", BYTES ("a,b\n1,2\n3,4\n"), "a|b 2:1|2 3:3|4", ""},
    {"no end of line at the end", BYTES ("a,b\n1,2\n3,4"), "a|b 2:1|2 3:3|4", ""},
    {"CRLF", BYTES ("a,b\r\n1,2\r\n3,4\r\n"), "a|b 2:1|2 3:3|4", ""},
    {"CR alone", BYTES ("a,b\r1,2\r3,4\r"), "a|b 2:1|2 3:3|4", ""},
    {"CR alone, no end", BYTES ("a,b\r1,2\r3,4"), "a|b 2:1|2 3:3|4", ""},
    {"mixed ends", BYTES ("a,b\n1,2\r3,4\r\n5,6\n"), "a|b 2:1|2 3:3|4 4:5|6", ""},
    {"blank lines", BYTES ("\n\r\na,b\r\n\r\n\n1,2\n\n\n3,4\n\n"), "a|b 6:1|2 9:3|4", ""},
    {"lines of blanks", BYTES ("a,b\n  \n1,2\n \t\n3,4"), "a|b 3:1|2 5:3|4", ""},
    {"newline in a cell", BYTES ("a,b\n1,\"x\ny\"\n2,z\n"), "a|b 2:1|x~y 4:2|z", ""},
    {"CRLF in a cell", BYTES ("a,b\r\n1,\"x\r\n\r\ny\"\r\n2,z\r\n"), "a|b 2:1|x\r~\r~y 5:2|z", ""},
    {"CR in a cell", BYTES ("a,b\n1,\"x\ry\"\n2,z\n"), "a|b 2:1|x\ry 4:2|z", ""},
    {"newline in the header", BYTES ("a,\"b\nc\"\n1,2\n"), "a|b~c 3:1|2", ""},
    {"doubled quotes", BYTES ("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n"), "a|b 2:say \"hi\"|\"", ""},
    {"delimiter and quotes in cells", BYTES ("a,b\n\"1,5\",\"2;3\"\n"), "a|b 2:1,5|2;3", ""},
    {"blanks at the ends go",
     BYTES ("a , b\n 1\t, \"  2 \" \n\xC2\xA0"
            "3\xC2\xA0,\" \xC2\xA0\"\n"),
     "a|b 2:1|2 3:3|", ""},
    {"empty cells", BYTES ("a,b,c\n,,\n\"\",,1\n"), "a|b|c 2:|| 3:||1", ""},
    {"a colon is not an empty cell", BYTES ("a,b\n,\n:,/\n"), "a|b 2:| 3::|/", ""},
    {"byte order mark",
     BYTES ("\xEF\xBB\xBF"
            "a,b\n1,2\n"),
     "a|b 2:1|2", ""},
    {"byte order mark and quotes", BYTES ("\xEF\xBB\xBF\"a\",b\n1,2\n"), "a|b 2:1|2", ""},
    {"byte order mark twice encoded",
     BYTES ("\xC3\xAF\xC2\xBB\xC2\xBF"
            "a,b\n1,2\n"),
     "a|b 2:1|2", ""},
    {"names are trimmed", BYTES ("\xC2\xA0 a\t,\" b \xC2\xA0\"\n1,2\n"), "a|b 2:1|2", ""},
    {"semicolon found", BYTES ("a;b\n1,5;2,5\n"), "a|b 2:1,5|2,5", ""},
    {"tab found", BYTES ("a\tb\n1, x\t2, y\n"), "a|b 2:1, x|2, y", ""},
    {"empty cells between tabs", BYTES ("a\tb\tc\n\t\t\n1\t\t2\n"), "a|b|c 2:|| 3:1||2", ""},
    {"bar found", BYTES ("a|b\n1|2\n"), "a|b 2:1|2", ""},
    {"quoted delimiters do not count", BYTES ("\"a,x\";\"b,x\"\n\"1,5\";\"2,5\"\n"),
     "a,x|b,x 2:1,5|2,5", ""},
    {"one column", BYTES ("a\n1\n2\n"), "a 2:1 3:2", ""},
    {"delimiter in doubt", BYTES ("a;b,c\n1;2,3\n"), "a;b|c 2:1;2|3", "delimiter@0.0"},
    {"two delimiters, neither even", BYTES ("a,b;c,d\n1,2,3\n1\n2;3\n3,4,5\n"),
     "a|b;c|d 2:1|2|3 5:3|4|5", "delimiter@0.0 ragged@3.0 ragged@4.0"},
    {"one delimiter, uneven", BYTES ("a,b\n1,2,3\n1\n2\n3,4\n"), "a|b 5:3|4",
     "ragged@2.0 ragged@3.0 ragged@4.0"},
    {"delimiter declared", BYTES ("a;b,c\n1;2,3\n"), "a|b,c 2:1|2,3", "", .delimiter = ';'},
    {"another declared", BYTES ("a~b\n1~2\n"), "a|b 2:1|2", "", .delimiter = '~'},
    {"sep= line", BYTES ("sep=;\na;b,c\n1;2,3\n"), "a|b,c 3:1|2,3", ""},
    {"sep= line in quotes", BYTES ("\"sep=|\"\r\na|b,c\r\n1|2,3\r\n"), "a|b,c 3:1|2,3", ""},
    {"sep= with BOM", BYTES ("\xEF\xBB\xBFsep=;\na;b\n1;2\n"), "a|b 3:1|2", ""},
    {"declared before sep=", BYTES ("sep=;\na;b,c\n1;2,3\n"), "a;b|c 3:1;2|3", "",
     .delimiter = ','},
    {"skipped lines", BYTES ("My \"survey\nof, 2018\na,b\n1,2\n"), "a|b 4:1|2", "", .skip_rows = 2},
    {"three header rows", BYTES ("a,b\n\"Age,\nin years\",Sex\n{},{}\n1,2\n"), "a|b 5:1|2", "",
     .header_rows = 3},
    {"names in the second row", BYTES ("x,\na,b\n1,2\n"), "a|b 3:1|2", "", .header_rows = 2,
     .names_row = 2},
    {"names of two rows", BYTES ("id,Which?,,,Age,\n,Phone, ,TV [set],Response,\n1,a,b,c,9,\n"),
     "id|Which? [Phone]||Which? [TV [set]]|Age [Response] 3:1|a|b|c|9", "", .header_rows = 2,
     .names_joined = true},
    {"names of two rows, the second longer", BYTES ("\nQ\n\n,a,b,\n1,2,3\n"),
     "Q|Q [a]|Q [b] 5:1|2|3", "", .header_rows = 2, .names_joined = true, .delimiter = ','},
    {"names of two rows, nothing in the first", BYTES (",b\na,\n1,2\n"), "a|b 3:1|2", "",
     .header_rows = 2, .names_joined = true},
    {"names of two rows, of which one is there", BYTES ("a,b\n"), "a|b", "no-records@0.0",
     .header_rows = 2, .names_joined = true},
    {"a masked cell", BYTES ("a,b\n'=1,'2\n' =, '==\n\"'=\",'\n"), "a|b 2:=1|'2 3:' =|== 4:=|'", "",
     .unmask = true},
    {"a cell like a masked one", BYTES ("a\n'=1\n"), "a 2:'=1", ""},
    {"delimiter at the end of lines", BYTES ("a,b,\n1,2,\n3,4\n5,6,7\n"), "a|b 2:1|2 3:3|4",
     "ragged@4.0"},
    {"too few and too many", BYTES ("a,b\n1\n1,2\n1,2,3\n1,2,\n"), "a|b 3:1|2",
     "ragged@2.0 ragged@4.0 ragged@5.0"},
    {"stray quote", BYTES ("a,b\n1,x\"y\n2,\"x\"\n"), "a|b 3:2|x", "bad-quote@2.4"},
    {"stray quote, column in characters", BYTES ("a,b\n1,\xC3\xA9\"y\n2,3\n"), "a|b 3:2|3",
     "bad-quote@2.4"},
    {"text after a quote", BYTES ("a,b\n\"x\"y,2\n2,3\n"), "a|b 3:2|3", "bad-quote@2.4"},
    {"quote after blanks after a quote", BYTES ("a,b\n\"x\" \"y\",2\n2,3\n"), "a|b 3:2|3",
     "bad-quote@2.5"},
    {"stray quote in the second line", BYTES ("a,b\n\"x\nz\",y\"\n2,3\n"), "a|b 4:2|3",
     "bad-quote@3.5"},
    {"open quote to the end", BYTES ("a,b\n1,\"x\n2,3\n4,5\n"), "a|b 3:2|3 4:4|5",
     "open-quote@2.3"},
    {"open quote in the last line", BYTES ("a,b\n1,2\n2,\"x"), "a|b 2:1|2", "open-quote@3.3"},
    {"open quote before another", BYTES ("a,b\n1,\"x\n2,3\n4,\"y\"\n5,6\n"),
     "a|b 3:2|3 4:4|y 5:5|6", "open-quote@2.3"},
    {"open quote in a later line", BYTES ("a,b\n\"x\ny\",\"z\n2,3\n"), "a|b 4:2|3",
     "open-quote@3.4"},
    {"open quotes in many lines", BYTES ("a,b\n\"1,x\n\"2,x\n\"3,x\n4,x\n"), "a|b 5:4|x",
     "open-quote@2.1 open-quote@3.1 open-quote@4.1"},
    {"quotes left open twice make a ragged one", BYTES ("a,b\n1,\"x\n2,3\n4,\",5\n6,7\n"),
     "a|b 5:6|7", "ragged@2.0"},
    {"not UTF-8", BYTES ("a,b\n1,caf\xE9\n2,caf\xC3\xA9\n"), "a|b 3:2|caf\xC3\xA9", "bad-bytes@2.6",
     .encoding = "UTF-8"},
    {"overlong UTF-8", BYTES ("a,b\n1,\xC0\xAF\n2,3\n"), "a|b 3:2|3", "bad-bytes@2.3",
     .encoding = "utf8"},
    {"surrogate", BYTES ("a,b\n1,\xED\xA0\x80\n2,3\n"), "a|b 3:2|3", "bad-bytes@2.3",
     .encoding = "UTF-8"},
    {"bad byte in a second line", BYTES ("a,b\n1,\"x\ny\xFFz\"\n2,3\n"), "a|b 4:2|3",
     "bad-bytes@3.2", .encoding = "UTF-8"},
    {"windows-1252 found out", BYTES ("a,b\n1,2\n1\n\"x\ncaf\xE9\",\x80\n1,\x93ol\xE1\x94\n"),
     "a|b 2:1|2 4:x~caf\xC3\xA9|\xE2\x82\xAC 6:1|\xE2\x80\x9Col\xC3\xA1\xE2\x80\x9D",
     "ragged@3.0 encoding@5.4"},
    {"windows-1252 found out in the header", BYTES ("\r\nregi\xE3o,b\r\n1,2\r\n"),
     "regi\xC3\xA3o|b 3:1|2", "encoding@2.5"},
    {"found out in lines that end with CR", BYTES ("a,b\r1,2\r3,ni\xF1o\r"),
     "a|b 2:1|2 3:3|ni\xC3\xB1o", "encoding@3.5"},
    {"ISO-8859-15 found out", BYTES ("a,b\n1,5 \xA4\n"), "a|b 2:1|5 \xE2\x82\xAC", "encoding@2.5"},
    {"CP850 found out", BYTES ("a,b\n1,ni\xA4o\n2,mam\xA0\n"),
     "a|b 2:1|ni\xC3\xB1o 3:2|mam\xC3\xA1", "encoding@2.5"},
    {"MacRoman found out", BYTES ("a,b\n1,ni\x96o\n2,mam\x87\n"),
     "a|b 2:1|ni\xC3\xB1o 3:2|mam\xC3\xA1", "encoding@2.5"},
    {"Cyrillic found out not to be Latin", BYTES ("a,b\n1,\xCF\xEE\xEB\n"),
     "a|b 2:1|\xC3\x8F\xC3\xAE\xC3\xAB", "encoding@2.3"},
    {"found out, with a byte that it lacks",
     BYTES ("a,b\n1,N\xC3O N\xC3O caf\xE9\n2,\xE9\x81z\n2,3\n"),
     "a|b 2:1|N\xC3\x83O N\xC3\x83O caf\xC3\xA9 4:2|3", "encoding@2.4 bad-bytes@3.4"},
    {"found out in a line that is skipped", BYTES ("Regi\xE3o\na,b\n1,caf\xE9\n"),
     "a|b 3:1|caf\xC3\xA9", "encoding@1.5", .skip_rows = 1},
    {"found out behind an open quote", BYTES ("a,b\n1,\"x\n2,caf\xE9\n"), "a|b 3:2|caf\xC3\xA9",
     "encoding@3.6 open-quote@2.3"},
    {"UTF-8 with a byte that is not", BYTES ("a,b\n1,caf\xC3\xA9\n2,\xC3\xA9\n3,caf\xE9\n4,5\n"),
     "a|b 2:1|caf\xC3\xA9 3:2|\xC3\xA9 5:4|5", "bad-bytes@4.6"},
    {"UTF-8 cut off at the end", BYTES ("a,b\n1,caf\xC3\xA9\n2,\xC3\xA9\n3,\xE2\x82"),
     "a|b 2:1|caf\xC3\xA9 3:2|\xC3\xA9", "bad-bytes@4.3"},
    {"NUL", BYTES ("a,b\n1,x\0y\n2,3\n"), "a|b 3:2|3", "nul-byte@2.4"},
    {"bad byte in the header", BYTES ("a,\xE9\n1,2\n"), "FATAL", "bad-bytes@1.3",
     .encoding = "UTF-8"},
    {"open quote in the header", BYTES ("a,\"b\n1,2\n"), "FATAL", "open-quote@1.3"},
    {"empty file", BYTES (""), "FATAL", "empty-file@0.0"},
    {"byte order mark alone", BYTES ("\xEF\xBB\xBF"), "FATAL", "empty-file@0.0"},
    {"blank lines alone", BYTES ("\n\n\r\n"), "FATAL", "empty-file@0.0"},
    {"everything skipped", BYTES ("a,b\n1,2\n"), "FATAL", "empty-file@0.0", .skip_rows = 9},
    {"header only", BYTES ("a,b\n"), "a|b", "no-records@0.0"},
    {"header only, no end", BYTES ("a,b"), "a|b", "no-records@0.0"},
    {"all rejected is not the same as none", BYTES ("a,b\n1\n"), "a|b", "ragged@2.0"},
    {"windows-1252", BYTES ("a,b\n\x80,\xE9\n"), "a|b 2:\xE2\x82\xAC|\xC3\xA9", "",
     .encoding = "windows-1252"},
    {"a byte that windows-1252 lacks", BYTES ("a,b\n1,\xE9\x81z\n2,3\n"), "a|b 3:2|3",
     "bad-bytes@2.4", .encoding = "windows-1252"},
    {"ISO-8859-15", BYTES ("a,b\n\xA4,1\n"), "a|b 2:\xE2\x82\xAC|1", "", .encoding = "ISO-8859-15"},
    {"UTF-8 declared", BYTES ("a,b\n\xC3\xA9,1\n"), "a|b 2:\xC3\xA9|1", "", .encoding = "utf-8"},
    {"BOM before what is declared",
     BYTES ("\xEF\xBB\xBF"
            "a,b\n\xC3\xA9,1\n"),
     "a|b 2:\xC3\xA9|1", "", .encoding = "windows-1252"},
    {"UTF-16 little",
     BYTES ("\xFF\xFE"
            "a\0,\0b\0\r\0\n\0"
            "1\0,\0\xE9\0\n\0"),
     "a|b 2:1|\xC3\xA9", ""},
    {"UTF-16 big",
     BYTES ("\xFE\xFF\0a\0,\0b\0\n\0"
            "1\0,\0\xE9\0\n"),
     "a|b 2:1|\xC3\xA9", ""},
    {"UTF-16 with half a pair",
     BYTES ("\xFF\xFE"
            "a\0,\0b\0\n\0"
            "1\0,\0\x00\xD8"
            "x\0\n\0"
            "2\0,\0"
            "3\0"),
     "a|b 3:2|3", "bad-bytes@2.3"},
    {"UTF-16 with an odd byte at the end",
     BYTES ("\xFF\xFE"
            "a\0,\0b\0\n\0"
            "1\0,\0"
            "2\0\n\0"
            "3"),
     "a|b 2:1|2", "bad-bytes@3.1"},
    {"UTF-16 that does not say so",
     BYTES ("a\0,\0b\0\n\0"
            "1\0,\0"
            "2\0\n\0"),
     "a|b 2:1|2", "encoding@1.0"},
    {"UTF-16 big that does not say so",
     BYTES ("\0a\0,\0b\0\n"
            "\0"
            "1\0,\0\xE9\0\n"),
     "a|b 2:1|\xC3\xA9", "encoding@1.0"},
    {"UTF-16 declared to be UTF-8",
     BYTES ("a\0,\0b\0\n\0"
            "1\0,\0"
            "2\0\n\0"),
     "FATAL", "nul-byte@1.2", .encoding = "UTF-8"},
    {"UTF-16 that is declared",
     BYTES ("a\0,\0b\0\n\0"
            "1\0,\0"
            "2\0\n\0"),
     "a|b 2:1|2", "", .encoding = "UTF-16LE"},
    {"no such encoding", BYTES ("a,b\n1,2\n"), "FATAL", "bad-value@0.0", .encoding = "klingon"},
    {"an encoding that drops bytes", BYTES ("a,b\n1,2\n"), "FATAL", "bad-value@0.0",
     .encoding = "ASCII//IGNORE"},
};

static void
show_cell (GString *out, const struct dict_entry *e)
{
  for (size_t i = 0; i < e->len; i++)
    g_string_append_c (out, e->text[i] == '\n' ? '~' : e->text[i]);
}

static void
show_block (GString *out, const struct datain_block *block, struct dict *const *dict, size_t n)
{
  for (size_t r = 0; r < block->n; r++) {
    g_string_append_printf (out, " %zu:", block->line[r]);
    for (size_t k = 0; k < n; k++) {
      if (k > 0)
        g_string_append_c (out, '|');
      show_cell (out, dict_at (dict[k], block->cell[k * DATAIN_BLOCK + r]));
    }
  }
}

static char *
show_findings (const struct diag *diag)
{
  GString *out = g_string_new (NULL);
  for (size_t i = 0; i < diag_size (diag); i++) {
    const struct finding *f = diag_at (diag, i);
    g_string_append_printf (out, "%s%s@%zu.%zu", i > 0 ? " " : "", diag_id_name (f->id), f->line,
                            f->column);
  }
  return g_string_free (out, FALSE);
}

/* All that the reader gives of a file. */
static char *
read_all (const struct datain_format *format, struct diag *diag)
{
  GString *out = g_string_new (NULL);
  struct csvin *in = csvin_open (format, NULL, diag);
  if (!in)
    return g_string_free (g_string_append (out, "FATAL"), FALSE);
  size_t n = csvin_n_columns (in), seen = 0;
  g_autofree struct dict **dict = g_new (struct dict *, n + 1);
  for (size_t k = 0; k < n; k++) {
    g_string_append_printf (out, "%s%s", k > 0 ? "|" : "", csvin_name (in, k));
    dict[k] = csvin_keep (in, k);
  }
  for (char *c = out->str; *c; c++)
    *c = *c == '\n' ? '~' : *c;
  struct datain_block block;
  while (csvin_read (in, &block, diag)) {
    show_block (out, &block, dict, n);
    seen += block.n;
  }
  if (csvin_n_read (in) != seen + csvin_n_rejected (in))
    g_string_append (out, " LOST");
  csvin_close (in, diag);
  return g_string_free (out, FALSE);
}

/* PACKED: as two gzip files one behind the other. */
static void
check_sample (struct unit *u, const struct sample *s, const char *folder, bool packed)
{
  g_autofree char *path = g_build_filename (folder, "sample.csv", NULL);
  const char *const files[] = {path, NULL};
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  if (packed) {
    add_packed (bytes, s->bytes, s->len / 2);
    add_packed (bytes, s->bytes + s->len / 2, s->len - s->len / 2);
  } else
    g_byte_array_append (bytes, (const guint8 *)s->bytes, (guint)s->len);
  g_file_set_contents (path, (const char *)bytes->data, bytes->len, NULL);
  for (size_t chunk = 1; chunk <= s->len + 1; chunk++) {
    struct datain_format format = {.files = files,
                                   .delimiter = s->delimiter,
                                   .encoding = s->encoding,
                                   .header_rows = s->header_rows,
                                   .names_row = s->names_row,
                                   .skip_rows = s->skip_rows,
                                   .names_joined = s->names_joined,
                                   .unmask = s->unmask,
                                   .chunk = chunk};
    struct diag *diag = diag_new ();
    g_autofree char *records = read_all (&format, diag), *findings = show_findings (diag);
    bool same = strcmp (records, s->records) == 0 && strcmp (findings, s->findings) == 0;
    CHECK (u, same);
    if (!same)
      fprintf (stderr, "%s%s, buffer of %zu:\n  %s; %s\n  %s; %s\n", s->name,
               packed ? ", packed" : "", chunk, records, findings, s->records, s->findings);
    diag_free (diag);
    if (!same)
      break;
  }
  g_remove (path);
}

int
main (void)
{
  struct unit u = {0};
  g_autofree char *folder = g_dir_make_tmp ("csvin-test-XXXXXX", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++) {
    check_sample (&u, &samples[i], folder, false);
    check_sample (&u, &samples[i], folder, true);
  }
  g_rmdir (folder);
  return unit_report (&u);
}
