#include <config.h>

#include "data/fault.h"

#include "data/encoding.h"

#include <string.h>

enum { SPELLED_OUT = 10 /* findings of one kind and file; diag_print shows no more */ };

struct tally {
  size_t n, line, column;
  char *message; /* of the last one that is spelled out, or NULL */
};

struct faults {
  struct tally tally[N_FINDINGS];
};

struct faults *
faults_new (void)
{
  return g_new0 (struct faults, 1);
}

void
faults_free (struct faults *f)
{
  for (int id = 0; f && id < N_FINDINGS; id++)
    g_free (f->tally[id].message);
  g_free (f);
}

void
faults_add (struct faults *f, struct fault *fault, const char *file, struct diag *diag)
{
  struct tally *t = &f->tally[fault->id];
  if (++t->n < SPELLED_OUT) {
    diag_add (diag, fault->id,
              (struct place){.file = file, .line = fault->line, .column = fault->column}, "%s",
              fault->message);
    diag_measure (diag, NULL, 1, 0);
    if (fault->note_line > 0)
      diag_note (
          diag,
          (struct place){.file = file, .line = fault->note_line, .column = fault->note_column},
          "here the text goes on as if it had been closed");
  } else if (t->n == SPELLED_OUT) {
    t->line = fault->line;
    t->column = fault->column;
    t->message = g_steal_pointer (&fault->message);
  }
  g_clear_pointer (&fault->message, g_free);
}

void
faults_flush (struct faults *f, const char *file, struct diag *diag)
{
  for (int id = 0; id < N_FINDINGS; id++) {
    struct tally *t = &f->tally[id];
    size_t more = t->n - MIN (t->n, SPELLED_OUT);
    struct place place = {.file = file, .line = t->line, .column = t->column};
    if (t->message && more > 0)
      diag_add (diag, id, place, "%s (and %zu more like it)", t->message, more);
    else if (t->message)
      diag_add (diag, id, place, "%s", t->message);
    if (t->message)
      diag_measure (diag, NULL, 1 + more, 0);
    g_free (t->message);
    *t = (struct tally){0};
  }
}

static struct fault
make (enum finding_id id, size_t line, size_t column, char *message)
{
  return (struct fault){.id = id, .line = line, .column = column, .message = message};
}

/* What to do about a byte that is not text in the encoding of the file. */
static char *
bytes_remedy (const struct textin_line *line, size_t at, const struct textin *file)
{
  if (textin_basis (file) == TEXTIN_BOM)
    return g_strdup (", which its byte order mark promises; save the file anew as UTF-8");
  if (textin_basis (file) == TEXTIN_DECLARED || strcmp (textin_encoding (file), "UTF-8") != 0)
    return g_strdup ("; declare the right \"encoding:\" under \"source\", or save the file as "
                     "UTF-8");
  struct encoding other =
      encoding_legacy (line->text + at, line->len - at, at > 0 ? line->text[at - 1] : '\n');
  return g_strdup_printf (
      ", in which the rest of the file seems to be; write \"encoding: %s\" under "
      "\"source\" if all of it is that, else save it as UTF-8",
      other.name);
}

struct fault
fault_bytes (const struct textin_line *line, size_t at, const struct textin *file)
{
  size_t column = fault_column (line->text, at);
  if (line->text[at] == '\0')
    return make (FIND_NUL_BYTE, line->number, column,
                 g_strdup ("a NUL byte; the file is damaged, or in UTF-16 that must be declared "
                           "with \"encoding:\" under \"source\""));
  g_autofree char *remedy = bytes_remedy (line, at, file);
  return make (FIND_BAD_BYTES, line->number, column,
               g_strdup_printf ("a byte that is not text in %s%s", textin_encoding (file), remedy));
}

struct fault
fault_stray (const char *line, size_t n, size_t at)
{
  return make (FIND_BAD_QUOTE, n, fault_column (line, at),
               g_strdup ("a quote inside a cell that does not begin with one; put the cell in "
                         "quotes and write its own quotes twice"));
}

struct fault
fault_closed (const char *line, size_t n, size_t at)
{
  return make (FIND_BAD_QUOTE, n, fault_column (line, at),
               g_strdup ("text behind the closing quote of a cell; a quote inside a quoted cell "
                         "is written twice"));
}

struct fault
fault_open (size_t n, size_t column)
{
  return make (
      FIND_OPEN_QUOTE, n, column,
      g_strdup (
          "the quote that opens here is not closed, and the line is left out; close it, or take it "
          "away"));
}

struct fault
fault_long (size_t n)
{
  return make (FIND_RECORD_TOO_LONG, n, 0,
               g_strdup ("a line of more than 1 MiB; the file is damaged, or no CSV file"));
}

struct fault
fault_ragged (size_t n, size_t cells, size_t wanted)
{
  return make (FIND_RAGGED, n, 0,
               g_strdup_printf ("the record has %zu cell%s, the header has %zu; %s", cells,
                                cells == 1 ? "" : "s", wanted,
                                cells > wanted ? "put cells that hold the delimiter in quotes"
                                               : "put cells that hold a line end in quotes, or "
                                                 "mend the line if it was cut off"));
}

struct fault
fault_cell_bytes (size_t n, const char *name, const char *encoding)
{
  return make (FIND_BAD_BYTES, n, 0,
               g_strdup_printf ("column \"%s\" has a byte that is not text in %s; declare the "
                                "right \"encoding:\" under \"source\"",
                                name, encoding));
}

struct fault
fault_cell_long (size_t n, const char *name)
{
  return make (FIND_RECORD_TOO_LONG, n, 0,
               g_strdup_printf ("column \"%s\" has a text of more than 1 MiB", name));
}

/* Eight bytes at a time as long as they are ASCII: a byte with its high bit set, or a zero from
   which one is borrowed, shows in the high bits. */
size_t
fault_bad_byte (const char *text, size_t len)
{
  static const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101),
                       highs = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 word, seen = 0;
  size_t i = 0;
  for (; i + sizeof word <= len; i += sizeof word) {
    memcpy (&word, text + i, sizeof word);
    seen |= word | (word - ones);
  }
  for (; i < len; i++)
    seen |= (guint64)(unsigned char)text[i] | ((guint64)(unsigned char)text[i] - 1);
  if (G_LIKELY ((seen & highs) == 0))
    return len;
  const char *end;
  g_utf8_validate_len (text, len, &end);
  return (size_t)(end - text);
}

/* The column, in characters, of byte AT of a line; the bytes before it are UTF-8, or nearly. */
size_t
fault_column (const char *line, size_t at)
{
  size_t column = 1;
  for (size_t i = 0; i < at; i++)
    column += ((unsigned char)line[i] & 0xC0) != 0x80;
  return column;
}

struct fault_quote
fault_quote (const char *text, size_t len, char delimiter)
{
  struct fault_quote quote = {.end = len};
  size_t line = 0, line_start = 0;
  bool quoted = false, cell_start = true;
  for (size_t i = 0; i < len; i++) {
    bool line_end = text[i] == '\n' || (text[i] == '\r' && (i + 1 == len || text[i + 1] != '\n'));
    if (text[i] == '"' && quoted && i + 1 < len && text[i + 1] == '"') {
      i++;
    } else if (text[i] == '"' && quoted) {
      quoted = false;
    } else if (text[i] == '"' && cell_start) {
      quote = (struct fault_quote){line, fault_column (text + line_start, i - line_start), len};
      quoted = true;
    }
    cell_start = text[i] == delimiter || (cell_start && (text[i] == ' ' || text[i] == '\t'));
    if (!line_end)
      continue;
    if (quote.line == line)
      quote.end = i + 1;
    line++;
    line_start = i + 1;
  }
  return quote;
}
