/* Data files made up from a seed, with what is known of them: for tests that nothing is lost. */
#ifndef LOST_FILE_H
#define LOST_FILE_H
#include "packed.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum column { ID, WEIGHT, STRATUM, PLAIN, SAID, NUMBER, KIND, DAY, JUNK, N_COLUMNS };

/* How a file is written. */
struct way {
  const char *name; /* that iconv knows */
  const char *mark; /* the byte order mark */
  size_t mark_len;
  bool declares;      /* nothing else would say it */
  bool wide, unicode; /* two bytes a unit; every character */
};

static const struct way ways[] = {
    {"UTF-8", "", 0, false, false, true},        {"UTF-8", "\xEF\xBB\xBF", 3, false, false, true},
    {"UTF-16LE", "", 0, false, true, true},      {"UTF-16LE", "\xFF\xFE", 2, false, true, true},
    {"UTF-16BE", "", 0, false, true, true},      {"UTF-16BE", "\xFE\xFF", 2, false, true, true},
    {"windows-1252", "", 0, true, false, false}, {"ISO-8859-15", "", 0, true, false, false},
};

/* What is wrong with a record. */
enum fault_kind {
  SOUND,
  TOO_FEW,
  TOO_MANY,
  BAD_BYTE,
  ZERO_BYTE,
  STRAY_QUOTE,
  BEHIND_QUOTE,
  OPEN_QUOTE, /* what follows may be taken in: how many records there are is not known */
  BAD_WEIGHT,
  N_FAULTS
};

struct record {
  char *cell[N_COLUMNS]; /* UTF-8, as they were before anything was put around them */
  enum fault_kind fault;
};

struct lost_file {
  GRand *rand;
  const struct way *way;
  char delimiter;
  bool delimiter_said, encoding_said, quotes_all, packed;
  const char *line_end;
  int header_rows, names_row, skip_rows;
  enum column order[N_COLUMNS];
  const char *name[N_COLUMNS];
  GPtrArray *records; /* struct record * */
  bool known;         /* how many records there are */
  GByteArray *bytes;
};

static inline bool
chance (struct lost_file *f, double p)
{
  return g_rand_double (f->rand) < p;
}

static inline guint32
below (struct lost_file *f, size_t n)
{
  return (guint32)g_rand_int_range (f->rand, 0, (gint32)n);
}

/* ---- Cells ---- */

static inline char *
make_text (struct lost_file *f)
{
  static const char *const plain[] = {
      "a",  "B",   "9",   "0",  "x y",  "word", " ",       "  ",   "'",   "=1+1", "-97",
      "NA", "#",   "\t",  ",",  ";",    "|",    "\"",      "\"\"", "\n",  "\r\n", "\r",
      "/",  "\\n", "<b>", "%s", "\x01", "\x7F", "\x1B[0m", "-99",  "1e5", "null"};
  static const char *const latin[] = {"é",        "ã",   "ção", "ñ",  "Ü",   "ß", "à la",
                                      "\xC2\xA0", "«x»", "ª",   "Ã©", "øre", "ÿ", "þ"};
  static const char *const any[] = {
      "日本", "Жук",          "😀", "e\xCC\x81",        "\xE0\xB4\x8A" /* U+0D0A */, "\xE2\x80\xA8",
      "عربى", "\xE2\x80\x8B", "ﷺ", "\xF4\x8F\xBF\xBD", "\xC4\x80" /* U+0100 */,     "\xE3\x80\x80",
      "“”",   "\xEF\xBB\xBF"};
  GString *out = g_string_new (NULL);
  size_t n = below (f, 5);
  for (size_t i = 0; i < n; i++) {
    guint32 from = below (f, 10);
    const char *piece = from < 6   ? plain[below (f, G_N_ELEMENTS (plain))]
                        : from < 9 ? latin[below (f, G_N_ELEMENTS (latin))]
                                   : any[below (f, G_N_ELEMENTS (any))];
    bool fits = from < 9 || f->way->unicode;
    /* What is not said must be found: then nothing else looks like it. */
    if (!f->delimiter_said && strpbrk (piece, ",;|\t"))
      fits = false;
    if (fits)
      g_string_append (out, piece);
  }
  return g_string_free (out, FALSE);
}

static inline const char *
pick (struct lost_file *f, const char *const *from, size_t n)
{
  return from[below (f, n)];
}
#define PICK(f, list) pick ((f), (list), G_N_ELEMENTS (list))

static inline char *
make_cell (struct lost_file *f, enum column column, size_t record)
{
  static const char *const weights[] = {"1", "2.5", "0", "  3 ", "0.125", "1e1", "007"};
  static const char *const strata[] = {"north", "south", "1", "01", "é"};
  static const char *const numbers[] = {"1",   "2.50", "-7",   "97", "98",
                                        "1e3", "",     "many", "12", "0.1"};
  static const char *const kinds[] = {"1", "01", "2",  "3.0", "4",  "one", "Um",   "TWO",
                                      "",  "NA", "97", "x",   "b1", "1+2", "9+ 3", "5"};
  static const char *const days[] = {"2020-02-29", "2021-02-29", "31/12/2019", "", "97", "soon"};
  switch (column) {
  case ID:
    return g_strdup_printf ("r%zu", record);
  case WEIGHT:
    return g_strdup (PICK (f, weights));
  case STRATUM:
    return g_strdup (PICK (f, strata));
  case NUMBER:
    return g_strdup (PICK (f, numbers));
  case KIND:
    return g_strdup (PICK (f, kinds));
  case DAY:
    return g_strdup (PICK (f, days));
  default:
    return make_text (f);
  }
}

/* ---- Bytes ---- */

/* TEXT in the file's encoding. */
static inline void
put_text (struct lost_file *f, const char *text, size_t len)
{
  gsize n = 0;
  g_autofree char *bytes =
      strcmp (f->way->name, "UTF-8") == 0
          ? NULL
          : g_convert (text, (gssize)len, f->way->name, "UTF-8", NULL, &n, NULL);
  if (bytes)
    g_byte_array_append (f->bytes, (const guint8 *)bytes, (guint)n);
  else
    g_byte_array_append (f->bytes, (const guint8 *)text, (guint)len);
}

static inline void
put_cell (struct lost_file *f, GString *line, const char *text)
{
  bool quotes =
      f->quotes_all || chance (f, 0.2) || strpbrk (text, "\"\r\n") || strchr (text, f->delimiter);
  if (!quotes) {
    g_string_append (line, text);
    return;
  }
  const char *around = chance (f, 0.1) ? " " : "";
  g_string_append_printf (line, "%s\"", around);
  for (; *text; text++)
    g_string_append_printf (line, *text == '"' ? "\"\"" : "%c", *text);
  g_string_append_printf (line, "\"%s", around);
}

static inline void
put_bad (struct lost_file *f, enum fault_kind fault)
{
  /* Half of a pair, bytes that never are UTF-8, a byte that windows-1252 lacks, a zero. */
  static const guint8 half[] = {0xD8, 0xD8}, never[] = {0xFF}, none[] = {0x81}, zero[] = {0, 0};
  bool utf8 = strcmp (f->way->name, "UTF-8") == 0;
  if (fault == ZERO_BYTE)
    g_byte_array_append (f->bytes, zero, f->way->wide ? 2 : 1);
  else if (f->way->wide)
    g_byte_array_append (f->bytes, half, sizeof half);
  else if (strcmp (f->way->name, "ISO-8859-15") == 0) /* which has them all */
    g_byte_array_append (f->bytes, zero, 1);
  else
    g_byte_array_append (f->bytes, utf8 ? never : none, 1);
}

static inline void
put_line (struct lost_file *f, GString *line, bool end)
{
  if (end)
    g_string_append (line, f->line_end);
  put_text (f, line->str, line->len);
  g_string_truncate (line, 0);
}

/* A record with its fault; a sound one may have newlines in its cells, others stay on one line. */
static inline void
put_record (struct lost_file *f, struct record *r, bool end)
{
  g_autoptr (GString) line = g_string_new (NULL);
  size_t n = r->fault == TOO_FEW ? 2 + below (f, N_COLUMNS - 2) : N_COLUMNS;
  /* An open quote in the last cell and a stray one in the first would look like another fault. */
  size_t at = 1 + below (f, n - 1);
  for (size_t k = 0; k < n; k++) {
    const char *text = r->cell[f->order[k]];
    if (k > 0)
      g_string_append_c (line, f->delimiter);
    if (k != at || r->fault == SOUND || r->fault == BAD_WEIGHT)
      put_cell (f, line, text);
    else if (r->fault == STRAY_QUOTE)
      g_string_append (line, "x\"y");
    else if (r->fault == BEHIND_QUOTE)
      g_string_append (line, "\"x\"y");
    else if (r->fault == OPEN_QUOTE)
      g_string_append (line, "\"x");
    else if (r->fault == BAD_BYTE || r->fault == ZERO_BYTE) {
      g_string_append_c (line, 'x');
      put_line (f, line, false);
      put_bad (f, r->fault);
    }
  }
  for (size_t k = 0; k < 1 + below (f, 3) && r->fault == TOO_MANY; k++)
    g_string_append_printf (line, "%cmore", f->delimiter);
  put_line (f, line, end);
}

static inline void
put_head (struct lost_file *f)
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (int i = 0; i < f->skip_rows; i++) {
    g_string_append (line, "\"Some, survey; of | children");
    put_line (f, line, true);
  }
  for (int row = 1; row <= f->header_rows; row++) {
    for (size_t k = 0; k < N_COLUMNS; k++) {
      if (k > 0)
        g_string_append_c (line, f->delimiter);
      put_cell (f, line, row == f->names_row ? f->name[f->order[k]] : "what\nis asked");
    }
    put_line (f, line, true);
  }
}

/* ---- Files ---- */

static inline struct record *
make_record (struct lost_file *f, size_t i, enum fault_kind fault)
{
  struct record *r = g_new0 (struct record, 1);
  r->fault = fault;
  for (int c = 0; c < N_COLUMNS; c++) {
    r->cell[c] = make_cell (f, (enum column)c, i);
    if (fault != SOUND && fault != BAD_WEIGHT)
      g_strdelimit (r->cell[c], "\r\n\"", '.');
  }
  if (fault == BAD_WEIGHT) {
    static const char *const bad[] = {"", "-1", "heavy", "1,5x", "0x1", " "};
    g_free (r->cell[WEIGHT]);
    r->cell[WEIGHT] = g_strdup (PICK (f, bad));
  }
  return r;
}

static inline void
free_record (void *p)
{
  struct record *r = p;
  for (int c = 0; c < N_COLUMNS; c++)
    g_free (r->cell[c]);
  g_free (r);
}

static inline void
choose_layout (struct lost_file *f)
{
  static const char delimiters[] = {',', ';', '\t', '|', ',', ';'};
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  static const char *const names[N_COLUMNS] = {"ID", "W", "S", "plain", "said",
                                               "n",  "k", "d", "junk"};
  f->way = &ways[below (f, G_N_ELEMENTS (ways))];
  f->delimiter = delimiters[below (f, sizeof delimiters)];
  f->delimiter_said = chance (f, 0.6);
  f->encoding_said = f->way->mark_len == 0 && chance (f, 0.5);
  f->quotes_all = chance (f, 0.2);
  f->packed = chance (f, 0.2);
  f->line_end = PICK (f, ends);
  f->header_rows = chance (f, 0.2) ? 1 + (int)below (f, 3) : 1;
  f->names_row = 1 + (int)below (f, (size_t)f->header_rows);
  f->skip_rows = chance (f, 0.2) ? 1 + (int)below (f, 2) : 0;
  memcpy (f->name, names, sizeof names);
  if (!f->way->declares || f->encoding_said)
    f->name[PLAIN] = "região, não?";
  if (!f->delimiter_said)
    f->name[PLAIN] = "said plainly";
  for (size_t k = 0; k < N_COLUMNS; k++)
    f->order[k] = (enum column)k;
  for (size_t k = N_COLUMNS; k-- > 1;) {
    size_t other = below (f, k + 1);
    enum column c = f->order[k];
    f->order[k] = f->order[other];
    f->order[other] = c;
  }
}

static inline void
pack_bytes (struct lost_file *f)
{
  GByteArray *packed = g_byte_array_new ();
  size_t first = below (f, f->bytes->len + 1);
  if (chance (f, 0.3)) {
    add_packed (packed, f->bytes->data, first);
    add_packed (packed, f->bytes->data + first, f->bytes->len - first);
  } else
    add_packed (packed, f->bytes->data, f->bytes->len);
  g_byte_array_unref (f->bytes);
  f->bytes = packed;
}

static inline void
lost_file_make (struct lost_file *f, guint32 seed)
{
  g_autoptr (GString) none = g_string_new (NULL);
  *f = (struct lost_file){.rand = g_rand_new_with_seed (seed),
                          .known = true,
                          .bytes = g_byte_array_new (),
                          .records = g_ptr_array_new_with_free_func (free_record)};
  choose_layout (f);
  g_byte_array_append (f->bytes, (const guint8 *)f->way->mark, (guint)f->way->mark_len);
  put_head (f);
  bool faulty = chance (f, 0.4);
  size_t n = chance (f, 0.02) ? 200 + below (f, 400) : below (f, 9);
  for (size_t i = 0; i < n; i++) {
    enum fault_kind fault =
        faulty && chance (f, 0.3) ? (enum fault_kind)below (f, N_FAULTS) : SOUND;
    struct record *r = make_record (f, i, fault);
    g_ptr_array_add (f->records, r);
    f->known = f->known && fault != OPEN_QUOTE;
    put_record (f, r, i + 1 < n || chance (f, 0.7));
    while (i + 1 < n && chance (f, 0.1))
      put_line (f, none, true);
  }
  if (f->packed)
    pack_bytes (f);
}

static inline void
lost_file_clear (struct lost_file *f)
{
  g_rand_free (f->rand);
  g_byte_array_unref (f->bytes);
  g_ptr_array_unref (f->records);
}
#endif
