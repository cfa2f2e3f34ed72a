#include <config.h>

#include "data/csvin.h"

#include "data/fault.h"
#include "data/header.h"
#include "data/preface.h"
#include "data/rejects.h"
#include "data/slot.h"

#include <csv.h>
#include <string.h>

enum {
  RECORD_MAX = 1024 * 1024, /* bytes; what is longer is an open quote, or no CSV */
  CSV_GROWTH = 4096,        /* bytes by which libcsv's buffer for a cell grows */
};

enum record { RECORD_GOOD, RECORD_BLANK, RECORD_BAD, RECORD_FULL, RECORD_END };

struct csvin {
  /* What a cell needs. */
  struct slot *next, *behind; /* the next cell's slot; behind the last column */
  guint32 *out;               /* where its entry goes */
  size_t extra, extra_len;    /* cells behind the last column; bytes of the last of them */
  bool row_done;

  struct csv_parser parser;
  struct datain_format format;
  struct progress *progress;
  size_t file; /* which of the files */
  struct textin *text;
  char delimiter;
  struct header *header, *names; /* of the first file; being filled */

  struct slot *slot; /* [columns] */
  guint32 *cell;     /* [kept columns * DATAIN_BLOCK] */
  double *number;    /* [DATAIN_BLOCK][n_numbers] */
  size_t n_numbers;
  struct number_marks marks; /* of the numbers */
  bool new_slots;            /* columns were kept since CELL was made */
  size_t n, line[DATAIN_BLOCK], offset[DATAIN_BLOCK], length[DATAIN_BLOCK];
  bool rejected[DATAIN_BLOCK], any_rejected;

  size_t began; /* line of the record being read */
  struct fault fault;
  size_t fault_end; /* offset behind the text that is rejected for it */
  struct faults *faults;
  struct rejects *rejects;
  size_t n_read;
  bool broken;          /* one of the files before could not be read to its end */
  GPtrArray *encodings; /* char *: of the files that were read to their end, each once */
  GString *encoding;    /* the same, with commas */
};

/* Cells */

static void
on_cell (void *text, size_t len, void *aux)
{
  struct csvin *in = aux;
  struct slot *slot = in->next;
  if (G_UNLIKELY (slot == in->behind)) {
    in->extra++;
    in->extra_len = len;
    return;
  }
  in->next = slot + 1;
  if (!slot->dict) {
    if (slot->number)
      in->number[in->n * in->n_numbers + slot->number - 1] =
          slot_number (text, len, in->format.unmask, in->marks);
    return;
  }
  guint32 *out = in->out;
  in->out = out + DATAIN_BLOCK;
  unsigned direct = slot_direct (text, len);
  if (G_LIKELY (direct < N_DIRECT && slot->direct[direct] != NO_DIRECT))
    *out = slot->direct[direct];
  else
    *out = slot_enter (slot, text, len, in->format.unmask);
}

/* A cell of a header record. */
static void
on_name (void *text, size_t len, void *aux)
{
  struct csvin *in = aux;
  in->extra++;
  if (in->names)
    header_add (in->names, text, len);
}

/* A cell of a record that is to be rejected, whose bytes are no text. */
static void
on_ignored (void *text, size_t len, void *aux)
{
  struct csvin *in = aux;
  (void)text;
  (void)len;
  in->extra++;
}

static void
on_row (int end, void *aux)
{
  struct csvin *in = aux;
  (void)end;
  in->row_done = true;
}

static size_t
n_cells (const struct csvin *in)
{
  return (size_t)(in->next - in->slot) + in->extra;
}

static void
start_parser (struct csvin *in)
{
  csv_free (&in->parser);
  if (csv_init (&in->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    g_error ("csv_init");
  csv_set_delim (&in->parser, (unsigned char)in->delimiter);
  csv_set_realloc_func (&in->parser, g_realloc);
  csv_set_free_func (&in->parser, g_free);
  csv_set_blk_size (&in->parser, CSV_GROWTH);
}

/* Faults */

static void
set_fault (struct csvin *in, struct fault fault)
{
  g_free (in->fault.message);
  in->fault = fault;
  in->fault_end = textin_offset (in->text);
}

/* A cell in quotes that went wrong in another line than the one it began in, or has no end: its
   quote is the culprit.  Reject the record up to the end of the line in which it opens, and read on
   behind that.  No line is read more than thrice for it: a cell left open by mistake ends, well or
   badly, at the latest in the next line that has an odd number of quotes, and only such a line can
   begin the next one. */
static void
set_open_quote (struct csvin *in, size_t begin, const struct textin_line *line, size_t at)
{
  size_t len = textin_offset (in->text) - begin, buffered;
  const char *text = textin_at (in->text, begin, &buffered);
  if (line)
    len -= line->len - at;
  struct fault_quote quote = fault_quote (text, len, in->delimiter);
  size_t quote_line = in->began + quote.line;
  if (line && quote_line == line->number) {
    set_fault (in, fault_closed (line->text, line->number, at));
    return;
  }
  set_fault (in, fault_open (quote_line, quote.column));
  in->fault_end = begin + quote.end;
  if (line) {
    in->fault.note_line = line->number;
    in->fault.note_column = fault_column (line->text, at);
  }
  textin_rewind (in->text, in->fault_end, quote_line + 1);
}

static void
set_quote_fault (struct csvin *in, size_t begin, const struct textin_line *line, size_t at)
{
  if (in->parser.quoted)
    set_open_quote (in, begin, line, at);
  else
    set_fault (in, fault_stray (line->text, line->number, at));
  start_parser (in);
}

static void
set_too_long (struct csvin *in)
{
  set_fault (in, fault_long (in->began));
  in->fault_end += RECORD_MAX;
  start_parser (in);
}

static struct place
place_in (const struct csvin *in, size_t line, size_t column)
{
  return (struct place){.file = in->format.files[in->file], .line = line, .column = column};
}

/* Records */

/* Has the record as many cells as the header?  Where the header line ends with a delimiter, it may
   or may not do so too. */
static bool
is_whole (const struct csvin *in)
{
  if (in->next != in->behind)
    return false;
  return in->extra == 0 || (in->extra == 1 && in->extra_len == 0 && header_trails (in->header));
}

/* Give LINE to libcsv.  False after a fault. */
static bool
parse_line (struct csvin *in, const struct textin_line *line, size_t begin,
            void (*cell) (void *, size_t, void *))
{
  char last = line->text[line->len - 1];
  size_t done = csv_parse (&in->parser, line->text, line->len, cell, on_row, in);
  /* The last line of a file need not have an end, for libcsv it gets one. */
  if (done == line->len && last != '\n' && last != '\r')
    csv_parse (&in->parser, "\n", 1, cell, on_row, in);
  if (G_LIKELY (done == line->len))
    return true;
  set_quote_fault (in, begin, line, done);
  return false;
}

/* Read a record, giving its cells to CELL.  RECORD_FULL, only without GROW: the buffer is too small
   for it beside what the mark keeps; the reader stands where it stood. */
static enum record
read_record (struct csvin *in, bool grow, void (*cell) (void *, size_t, void *), struct diag *diag)
{
  size_t begin = textin_offset (in->text);
  struct textin_line line;
  in->next = in->slot;
  in->extra = in->extra_len = in->began = 0;
  in->row_done = false;
  in->fault.id = N_FINDINGS;
  in->out = in->cell + in->n;
  while (!in->row_done) {
    enum textin_result result = textin_line (in->text, &line, RECORD_MAX, grow, diag);
    if (result == TEXTIN_END && in->began == 0)
      return RECORD_END;
    if (result == TEXTIN_FULL && !grow) {
      textin_rewind (in->text, begin, in->began > 0 ? in->began : textin_next (in->text));
      start_parser (in);
      return RECORD_FULL;
    }
    if (in->began == 0)
      in->began = result == TEXTIN_LINE ? line.number : textin_next (in->text);
    size_t len = textin_offset (in->text) - begin;
    if (len == 0 || (len > RECORD_MAX && line.number == in->began)) {
      textin_rewind (in->text, begin, in->began);
      set_too_long (in);
      return RECORD_BAD;
    }
    if (result != TEXTIN_LINE || len > RECORD_MAX) {
      set_open_quote (in, begin, NULL, 0);
      start_parser (in);
      return RECORD_BAD;
    }
    size_t bad = fault_bad_byte (line.text, line.len);
    if (G_UNLIKELY (bad < line.len)) {
      if (in->fault.id == N_FINDINGS)
        set_fault (in, fault_bytes (&line, bad, in->text));
      cell = on_ignored;
    }
    if (!parse_line (in, &line, begin, cell))
      return RECORD_BAD;
  }
  if (in->fault.id < N_FINDINGS) {
    in->fault_end = textin_offset (in->text);
    return RECORD_BAD;
  }
  return n_cells (in) > 0 ? RECORD_GOOD : RECORD_BLANK;
}

/* The record that was read is not to be used, for its fault. */
static void
reject_record (struct csvin *in, size_t begin, struct diag *diag)
{
  size_t buffered;
  const char *text = textin_at (in->text, begin, &buffered);
  rejects_add (in->rejects, in->format.files[in->file], in->began, diag_id_name (in->fault.id),
               text, in->fault_end - begin, diag);
  in->n_read++;
  faults_add (in->faults, &in->fault, in->format.files[in->file], diag);
  if (in->fault.id == FIND_RECORD_TOO_LONG)
    textin_skip (in->text, diag);
}

/* Opening */

/* Read the header records into NAMES.  False after a finding. */
static bool
read_header (struct csvin *in, struct header *names, struct diag *diag)
{
  long rows = MAX (in->format.header_rows, 1), names_row = MAX (in->format.names_row, 1);
  enum record result = RECORD_GOOD;
  in->delimiter = preface_read (in->text, in->format.skip_rows, RECORD_MAX, in->delimiter,
                                place_in (in, 0, 0), diag);
  start_parser (in);
  for (long row = 1; row <= rows && result != RECORD_END;) {
    textin_mark (in->text);
    in->names = header_row (names, row, names_row, in->format.names_joined) ? names : NULL;
    result = read_record (in, true, on_name, diag);
    if (result == RECORD_BAD) {
      faults_add (in->faults, &in->fault, in->format.files[in->file], diag);
      diag_note (diag, place_in (in, in->began, 0), "the header cannot be read without it");
      return false;
    }
    row += result == RECORD_GOOD;
  }
  header_end (names);
  if (header_n (names) == 0) {
    diag_add (diag, FIND_EMPTY_FILE, place_in (in, 0, 0), "the file is empty: it has no header");
    return false;
  }
  return true;
}

/* Done with the text; its encoding is remembered. */
static void
close_file (struct csvin *in)
{
  if (!in->text)
    return;
  const char *name = textin_encoding (in->text);
  if (!g_ptr_array_find_with_equal_func (in->encodings, name, g_str_equal, NULL)) {
    g_ptr_array_add (in->encodings, g_strdup (name));
    g_string_append_printf (in->encoding, "%s%s", in->encoding->len > 0 ? ", " : "", name);
  }
  in->broken = csvin_broken (in);
  g_clear_pointer (&in->text, textin_close);
}

/* Open the file after the one that was read. */
static bool
open_file (struct csvin *in, struct header *names, struct diag *diag)
{
  in->text = textin_open (in->format.files[in->file], in->format.encoding, in->format.chunk,
                          in->progress, in->format.place, diag);
  return in->text && read_header (in, names, diag);
}

struct csvin *
csvin_open (const struct datain_format *format, struct progress *progress, struct diag *diag)
{
  struct csvin *in = g_new0 (struct csvin, 1);
  in->format = *format;
  in->format.chunk = format->chunk > 0 ? format->chunk : TEXTIN_CHUNK;
  in->delimiter = format->delimiter;
  in->progress = progress;
  in->header = header_new ();
  in->faults = faults_new ();
  in->encodings = g_ptr_array_new_with_free_func (g_free);
  in->encoding = g_string_new (NULL);
  in->cell = g_new (guint32, DATAIN_BLOCK);
  in->rejects =
      rejects_new (format->rejects, format->files[0] && format->files[1], format->bare_rejects);
  if (!format->files[0] || !open_file (in, in->header, diag)) {
    csvin_close (in, diag);
    return NULL;
  }
  size_t n = header_n (in->header);
  in->slot = g_new0 (struct slot, n);
  in->behind = in->slot + n;
  for (size_t i = 0; i < n; i++)
    memset (in->slot[i].direct, 0xFF, sizeof in->slot[i].direct);
  return in;
}

bool
csvin_close (struct csvin *in, struct diag *diag)
{
  if (!in)
    return true;
  faults_flush (in->faults, in->format.files[in->file], diag);
  for (size_t i = 0; in->slot && i < header_n (in->header); i++)
    dict_free (in->slot[i].dict);
  bool ok = rejects_close (in->rejects, diag);
  csv_free (&in->parser);
  textin_close (in->text);
  header_free (in->header);
  g_free (in->fault.message);
  g_ptr_array_unref (in->encodings);
  g_string_free (in->encoding, TRUE);
  faults_free (in->faults);
  g_free (in->cell);
  g_free (in->number);
  g_free (in->slot);
  g_free (in);
  return ok;
}

size_t
csvin_n_columns (const struct csvin *in)
{
  return header_n (in->header);
}

const char *
csvin_name (const struct csvin *in, size_t column)
{
  return header_name (in->header, column);
}

char
csvin_delimiter (const struct csvin *in)
{
  return in->delimiter;
}

bool
csvin_broken (const struct csvin *in)
{
  return in->broken || (in->text && textin_broken (in->text));
}

const char *
csvin_encoding (const struct csvin *in)
{
  return in->text ? textin_encoding (in->text) : in->encoding->str;
}

long
csvin_find (const struct csvin *in, const char *name, struct place at, struct diag *diag)
{
  return header_find (in->header, name, in->format.group, in->format.files[0], at, diag);
}

/* Blocks */

struct dict *
csvin_keep (struct csvin *in, size_t column)
{
  struct slot *slot = &in->slot[column];
  if (!slot->dict) {
    slot->dict = dict_new ();
    in->new_slots = true;
  }
  return slot->dict;
}

bool
csvin_keep_numbers (struct csvin *in, const size_t *columns, size_t n, struct number_marks marks)
{
  for (size_t k = 0; k < n; k++)
    if (in->slot[columns[k]].dict || in->slot[columns[k]].number || n >= G_MAXUINT16)
      return false;
  for (size_t k = 0; k < n; k++)
    in->slot[columns[k]].number = (guint16)(k + 1);
  in->n_numbers = n;
  in->marks = marks;
  in->number = g_renew (double, in->number, n *DATAIN_BLOCK);
  return true;
}

size_t
csvin_slot (const struct csvin *in, size_t column)
{
  size_t k = 0;
  for (size_t i = 0; i < column; i++)
    k += in->slot[i].dict != NULL;
  return k;
}

void
csvin_count (struct csvin *in)
{
  const guint32 *cell = in->cell;
  const char *file = in->n > 0 ? in->format.files[in->file] : NULL;
  const bool *skip = in->any_rejected ? in->rejected : NULL;
  for (struct slot *slot = in->slot; in->n > 0 && slot < in->behind; slot++) {
    if (!slot->dict)
      continue;
    dict_count_block (slot->dict, cell, in->line, skip, in->n, file);
    cell += DATAIN_BLOCK;
  }
  in->any_rejected = false;
  in->n = 0;
}

/* Go to the next file whose columns are those of the first; false when there is none. */
static bool
next_file (struct csvin *in, struct diag *diag)
{
  faults_flush (in->faults, in->format.files[in->file], diag);
  rejects_flush (in->rejects, diag);
  while (in->format.files[in->file + 1]) {
    close_file (in);
    in->file++;
    struct header *names = header_new ();
    bool ok = open_file (in, names, diag);
    long column = ok ? header_differs (names, in->header) : -1;
    if (column >= 0)
      diag_add (diag, FIND_LAYOUT, place_in (in, 0, 0),
                "the columns are not those of \"%s\" from column %ld on; the file is not read",
                in->format.files[0], column + 1);
    header_free (names);
    if (ok && column < 0)
      return true;
  }
  return false;
}

/* Read a record into the block.  False: the block, or the input, is at its end. */
static bool
add_record (struct csvin *in, struct diag *diag)
{
  if (in->n == 0) {
    textin_mark (in->text);
    rejects_flush (in->rejects, diag); /* nothing before them can still be rejected */
  }
  size_t begin = textin_offset (in->text);
  switch (read_record (in, in->n == 0, on_cell, diag)) {
  case RECORD_END:
    return in->n == 0 && next_file (in, diag);
  case RECORD_FULL:
    return false;
  case RECORD_BLANK:
    return true;
  case RECORD_BAD:
    reject_record (in, begin, diag);
    return true;
  case RECORD_GOOD:
    break;
  }
  if (!is_whole (in)) {
    set_fault (in, fault_ragged (in->began, n_cells (in), header_n (in->header)));
    reject_record (in, begin, diag);
    return true;
  }
  in->line[in->n] = in->began;
  in->offset[in->n] = begin;
  in->length[in->n] = textin_offset (in->text) - begin;
  in->rejected[in->n] = false;
  in->n++;
  in->n_read++;
  return true;
}

bool
csvin_read (struct csvin *in, struct datain_block *block, struct diag *diag)
{
  csvin_count (in);
  rejects_flush (in->rejects, diag);
  if (in->new_slots) {
    size_t n_kept = csvin_slot (in, header_n (in->header));
    g_free (in->cell);
    in->cell = g_new (guint32, MAX (n_kept, 1) * DATAIN_BLOCK);
    in->new_slots = false;
  }
  if (!in->text)
    return false;
  while (in->n < DATAIN_BLOCK && rejects_waiting (in->rejects) < DATAIN_BLOCK &&
         add_record (in, diag))
    ;
  block->n = in->n;
  block->cell = in->cell;
  block->number = in->number;
  memcpy (block->line, in->line, in->n * sizeof *in->line);
  block->file = in->format.files[in->file];
  if (in->n > 0)
    return true;
  if (in->n_read == 0 && !csvin_broken (in))
    diag_add (diag, FIND_NO_RECORDS, place_in (in, 0, 0),
              "the file has a header and no records; export it anew, or correct `header_rows` and "
              "`skip_rows` under `source`");
  close_file (in);
  return false;
}

void
csvin_reject (struct csvin *in, size_t r, const char *reason, struct diag *diag)
{
  size_t buffered;
  g_return_if_fail (r < in->n);
  if (in->rejected[r])
    return;
  in->rejected[r] = in->any_rejected = true;
  rejects_add (in->rejects, in->format.files[in->file], in->line[r], reason,
               textin_at (in->text, in->offset[r], &buffered), in->length[r], diag);
}

size_t
csvin_n_read (const struct csvin *in)
{
  return in->n_read;
}

size_t
csvin_n_rejected (const struct csvin *in)
{
  return rejects_count (in->rejects);
}
