/* The reader of files of SPSS and Stata in blocks of dictionary columns. */
#include <config.h>

#include "data/datainkind.h"
#include "data/fault.h"
#include "data/rejects.h"
#include "data/spssfile.h"

#include <math.h>
#include <string.h>

enum { N_DIRECT = 100 };
static const guint32 NO_ENTRY = G_MAXUINT32; /* not met yet */

/* A column that is kept.  Entries of the empty cell and of small whole numbers, which nearly all
   cells hold, need no look into the dictionary. */
struct slot {
  struct dict *dict; /* NULL: not kept */
  guint32 empty;
  guint32 *direct; /* [N_DIRECT] */
};

struct reader {
  struct datain_format format;
  struct progress *progress;
  size_t progressed;               /* bytes of the file that have been told */
  size_t file;                     /* which of the files */
  struct spss_file *first, *about; /* of the first file, of this one */
  struct spss *stream;             /* of this file; NULL: not begun */
  bool at_end, broke;              /* of the last file; one of them could not be read whole */

  size_t n_columns;
  struct slot *slot; /* [n_columns] */
  bool *wanted;      /* [n_columns] what the stream gives: what is kept, else the first column */
  size_t *order;     /* [n_wanted] its columns, in order */
  size_t n_wanted, n_kept;
  guint32 *cell; /* [n_kept * DATAIN_BLOCK] */
  size_t n, line[DATAIN_BLOCK];
  bool rejected[DATAIN_BLOCK], any_rejected;

  size_t record; /* of the file, from 1: the last one read */
  struct fault fault;
  struct faults *faults;
  struct rejects *rejects;
  size_t n_read;
};

static const char *
path_of (const struct reader *in)
{
  return in->format.files[in->file];
}

/* ---- Opening ---- */

static bool
reader_close (void *reader, struct diag *diag)
{
  struct reader *in = reader;
  faults_flush (in->faults, path_of (in), diag);
  for (size_t i = 0; i < in->n_columns; i++) {
    dict_free (in->slot[i].dict);
    g_free (in->slot[i].direct);
  }
  bool ok = rejects_close (in->rejects, diag);
  spss_close (in->stream);
  if (in->about != in->first)
    spss_file_free (in->about);
  spss_file_free (in->first);
  g_free (in->fault.message);
  faults_free (in->faults);
  g_free (in->slot);
  g_free (in->wanted);
  g_free (in->order);
  g_free (in->cell);
  g_free (in);
  return ok;
}

static void *
reader_open (const struct datain_format *format, struct progress *progress, struct diag *diag)
{
  struct reader *in = g_new0 (struct reader, 1);
  in->format = *format;
  in->progress = progress;
  in->faults = faults_new ();
  in->rejects = rejects_new (format->rejects, format->files[1] != NULL, format->bare_rejects);
  in->first = in->about = spss_file_read (format->files[0], format, diag);
  if (!in->first) {
    reader_close (in, diag);
    return NULL;
  }
  in->n_columns = header_n (in->first->header);
  in->slot = g_new0 (struct slot, in->n_columns);
  in->wanted = g_new0 (bool, in->n_columns);
  return in;
}

static size_t
reader_n_columns (const void *in)
{
  return ((const struct reader *)in)->n_columns;
}

static const char *
reader_name (const void *in, size_t column)
{
  return header_name (((const struct reader *)in)->first->header, column);
}

static char
reader_delimiter (const void *in)
{
  (void)in;
  return 0;
}

static const char *
reader_encoding (const void *in)
{
  return ((const struct reader *)in)->first->encoding;
}

static long
reader_find (const void *reader, const char *name, struct place at, struct diag *diag)
{
  const struct reader *in = reader;
  return header_find (in->first->header, name, in->format.group, in->format.files[0], at, diag);
}

static struct dict *
reader_keep (void *reader, size_t column)
{
  struct reader *in = reader;
  struct slot *slot = &in->slot[column];
  if (slot->dict)
    return slot->dict;
  slot->dict = dict_new ();
  slot->empty = NO_ENTRY;
  slot->direct = g_new (guint32, N_DIRECT);
  memset (slot->direct, 0xFF, N_DIRECT * sizeof *slot->direct);
  return slot->dict;
}

static size_t
reader_slot (const void *reader, size_t column)
{
  const struct reader *in = reader;
  size_t k = 0;
  for (size_t i = 0; i < column; i++)
    k += in->slot[i].dict != NULL;
  return k;
}

/* What the stream is to give; one column at the least, or records could not be told apart. */
static void
choose_columns (struct reader *in)
{
  in->order = g_new (size_t, in->n_columns);
  for (size_t i = 0; i < in->n_columns; i++)
    if (in->slot[i].dict)
      in->order[in->n_wanted++] = i;
  in->n_kept = in->n_wanted;
  if (in->n_wanted == 0)
    in->order[in->n_wanted++] = 0;
  for (size_t k = 0; k < in->n_wanted; k++)
    in->wanted[in->order[k]] = true;
  in->cell = g_new (guint32, MAX (in->n_kept, 1) * DATAIN_BLOCK);
}

/* ---- Cells ---- */

static void
set_fault (struct reader *in, struct fault fault)
{
  g_free (in->fault.message);
  in->fault = fault;
}

static guint32
enter_text (struct reader *in, size_t column, const struct spss_message *m)
{
  char *made;
  bool sound;
  const char *name = header_name (in->first->header, column);
  const char *text = spss_file_text (in->about, m->text[0], m->len[0], &made, &sound);
  size_t len = made ? strlen (made) : m->len[0];
  const char *trimmed = header_trim (text, &len);
  guint32 entry = dict_enter (in->slot[column].dict, trimmed, len);
  g_free (made);
  if (m->holds == SPSS_LONG_TEXT)
    set_fault (in, fault_cell_long (in->record, name));
  else if (!sound)
    set_fault (in, fault_cell_bytes (in->record, name, in->about->encoding));
  return entry;
}

static guint32
enter (struct reader *in, size_t column, const struct spss_message *m)
{
  struct slot *slot = &in->slot[column];
  const struct spss_column *c = &g_array_index (in->about->columns, struct spss_column, column);
  char text[NUMBER_SIZE];
  guint32 *known = NULL;

  if (m->holds == SPSS_TEXT || m->holds == SPSS_LONG_TEXT)
    return enter_text (in, column, m);
  if (m->holds == SPSS_NOTHING)
    known = &slot->empty;
  else if (m->holds == SPSS_NUMBER && c->shape == SHAPE_NUMBER && m->number >= 0 &&
           m->number < N_DIRECT && m->number == floor (m->number))
    known = &slot->direct[(size_t)m->number];
  if (known && *known != NO_ENTRY)
    return *known;
  guint32 entry =
      dict_enter (slot->dict, text, spss_value_text (m, c->shape, in->format.decimal, text));
  if (known)
    *known = entry;
  return entry;
}

/* ---- Rejects ---- */

/* The cells of a record that are kept, as a record of a CSV file. */
static char *
record_text (const struct reader *in, size_t r)
{
  GString *s = g_string_new (NULL);
  for (size_t k = 0; k < in->n_kept; k++) {
    const struct dict *dict = in->slot[in->order[k]].dict;
    const struct dict_entry *e = dict_at (dict, in->cell[k * DATAIN_BLOCK + r]);
    bool quoted = strpbrk (e->text, ",\"\r\n") != NULL;
    g_string_append (s, k > 0 ? "," : "");
    g_string_append (s, quoted ? "\"" : "");
    for (const char *p = e->text; *p; p++)
      g_string_append_printf (s, *p == '"' ? "\"\"" : "%c", *p);
    g_string_append (s, quoted ? "\"" : "");
  }
  return g_string_free (s, FALSE);
}

static void
reject (struct reader *in, size_t r, size_t line, const char *reason, struct diag *diag)
{
  g_autofree char *text = record_text (in, r);
  rejects_add (in->rejects, path_of (in), line, reason, text, strlen (text), diag);
}

static void
reader_reject (void *reader, size_t r, const char *reason, struct diag *diag)
{
  struct reader *in = reader;
  g_return_if_fail (r < in->n);
  if (in->rejected[r])
    return;
  in->rejected[r] = in->any_rejected = true;
  reject (in, r, in->line[r], reason, diag);
}

static void
reader_count (void *reader)
{
  struct reader *in = reader;
  const bool *skip = in->any_rejected ? in->rejected : NULL;
  for (size_t k = 0; in->n > 0 && k < in->n_kept; k++)
    dict_count_block (in->slot[in->order[k]].dict, in->cell + k * DATAIN_BLOCK, in->line, skip,
                      in->n, path_of (in));
  in->any_rejected = false;
  in->n = 0;
}

/* ---- Records ---- */

static void
tell_progress (struct reader *in, bool end)
{
  double done = in->about->records > 0 ? (double)in->record / in->about->records : 0;
  size_t bytes = end || done > 1 ? in->about->size : (size_t)(done * (double)in->about->size);
  if (bytes > in->progressed)
    progress_add (in->progress, bytes - in->progressed);
  in->progressed = MAX (bytes, in->progressed);
}

static void
end_file (struct reader *in, struct diag *diag)
{
  tell_progress (in, true);
  faults_flush (in->faults, path_of (in), diag);
  g_clear_pointer (&in->stream, spss_close);
  in->record = in->progressed = 0;
}

/* Is ABOUT, of a later file, of the layout of the first one? */
static bool
is_same_layout (struct reader *in, struct diag *diag)
{
  long column = header_differs (in->about->header, in->first->header);
  if (column < 0)
    return true;
  diag_add (diag, FIND_LAYOUT, (struct place){.file = path_of (in)},
            "the columns are not those of \"%s\" from column %ld on; the file is not read",
            in->format.files[0], column + 1);
  return false;
}

static bool
begin_file (struct reader *in, struct diag *diag)
{
  in->stream = spss_open (path_of (in), in->wanted, in->n_columns, in->format.place, diag);
  return in->stream != NULL;
}

/* Begin the next file that can be read; false when there is none. */
static bool
next_file (struct reader *in, struct diag *diag)
{
  while (in->format.files[in->file + 1]) {
    in->file++;
    if (in->about != in->first)
      spss_file_free (in->about);
    in->about = spss_file_read (path_of (in), &in->format, diag);
    if (in->about && is_same_layout (in, diag) && begin_file (in, diag))
      return true;
  }
  return false;
}

/* Read a record into the block.  False at the end of the file, or of what can be read of it. */
static bool
read_record (struct reader *in, struct diag *diag)
{
  struct spss_message m;
  const char *reason = NULL;
  in->record++;
  in->fault.id = N_FINDINGS;
  for (size_t k = 0; k < in->n_wanted && !reason; k++) {
    size_t column = in->order[k];
    if (!spss_next (in->stream, &m) || m.what == SPSS_END)
      reason = *m.text[0] || k == 0 ? m.text[0] : "its last record is cut off";
    else if (m.what != SPSS_CELL || m.index != column)
      reason = "its cells have no order";
    else if (in->slot[column].dict)
      in->cell[k * DATAIN_BLOCK + in->n] = enter (in, column, &m);
  }
  if (reason) {
    if (*reason)
      spss_file_bad (path_of (in), reason, in->record - 1, diag);
    in->broke = in->broke || *reason;
    return false;
  }
  in->n_read++;
  if (in->fault.id < N_FINDINGS) {
    reject (in, in->n, in->record, diag_id_name (in->fault.id), diag);
    faults_add (in->faults, &in->fault, path_of (in), diag);
    return true;
  }
  in->line[in->n] = in->record;
  in->rejected[in->n++] = false;
  return true;
}

static bool
reader_read (void *reader, struct datain_block *block, struct diag *diag)
{
  struct reader *in = reader;
  bool was_at_end = in->at_end;

  reader_count (in);
  if (!in->order) {
    choose_columns (in);
    begin_file (in, diag);
  }
  while (in->n < DATAIN_BLOCK && !in->at_end)
    if (in->stream) {
      if (!read_record (in, diag))
        end_file (in, diag);
    } else if (in->n > 0)
      break;
    else
      in->at_end = !next_file (in, diag);
  if (in->stream)
    tell_progress (in, false);
  block->n = in->n;
  block->cell = in->cell;
  memcpy (block->line, in->line, in->n * sizeof *in->line);
  block->file = path_of (in);
  if (in->n == 0 && in->n_read == 0 && !in->broke && !was_at_end)
    diag_add (diag, FIND_NO_RECORDS, (struct place){.file = path_of (in)},
              "the file has variables and no records; export it anew");
  return in->n > 0;
}

static size_t
reader_n_read (const void *in)
{
  return ((const struct reader *)in)->n_read;
}

static size_t
reader_n_rejected (const void *in)
{
  return rejects_count (((const struct reader *)in)->rejects);
}

static bool
reader_codes (const struct datain_format *format, struct codes *codes, struct diag *diag)
{
  struct spss_file *file = spss_file_read (format->files[0], format, diag);
  if (!file)
    return false;
  spss_file_codes (file, format, codes, diag);
  spss_file_free (file);
  return true;
}

const struct datain_kind spss_kind = {.open = reader_open,
                                      .close = reader_close,
                                      .n_columns = reader_n_columns,
                                      .name = reader_name,
                                      .delimiter = reader_delimiter,
                                      .encoding = reader_encoding,
                                      .find = reader_find,
                                      .keep = reader_keep,
                                      .slot = reader_slot,
                                      .read = reader_read,
                                      .reject = reader_reject,
                                      .count = reader_count,
                                      .n_read = reader_n_read,
                                      .n_rejected = reader_n_rejected,
                                      .codes = reader_codes};
