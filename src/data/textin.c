#include <config.h>

#include "data/textin.h"

#include "data/bytesin.h"
#include "data/encoding.h"

#include <errno.h>
#include <string.h>

enum {
  BOM_MAX = 4,     /* bytes of the longest byte order mark */
  UTF8_GROWTH = 4, /* bytes of UTF-8 that one byte can become, at most */
  BAD_BYTE = 0xFF, /* stands for what cannot be decoded */
  TAIL_MAX = 16,   /* bytes of an incomplete character kept for the next block */
};

struct bom {
  unsigned char bytes[BOM_MAX];
  size_t len;
  const char *encoding;
};

/* UTF-32 before UTF-16, whose mark it begins with. */
static const struct bom boms[] = {
    {{0xEF, 0xBB, 0xBF}, 3, "UTF-8"},    {{0xFF, 0xFE, 0, 0}, 4, "UTF-32LE"},
    {{0, 0, 0xFE, 0xFF}, 4, "UTF-32BE"}, {{0xFF, 0xFE}, 2, "UTF-16LE"},
    {{0xFE, 0xFF}, 2, "UTF-16BE"},
};

struct textin {
  char *path;
  char *encoding; /* NULL: UTF-8 */
  enum textin_basis basis;
  struct bytesin *bytes;
  bool at_end;  /* of the file */
  size_t chunk; /* bytes read at a time */
  size_t room;  /* bytes that they can become */

  GIConv convert; /* (GIConv) -1: none */
  size_t unit;    /* bytes that are passed over when they cannot be decoded */
  char *raw;      /* bytes to be decoded, [chunk + TAIL_MAX] */
  size_t n_raw;

  char *buffer;
  size_t capacity;
  size_t mark, at, end; /* mark <= at <= end */
  size_t scanned;       /* no line end between AT and here */
  size_t line_feed;     /* no line feed between AT and here */
  bool line_feed_known; /* and here is one */
  size_t number;        /* of the line at AT */

  bool undecided;                /* all bytes so far were ASCII, and no encoding was said */
  size_t ascii;                  /* up to here they were looked at */
  struct encoding found;         /* not said: it was found out, */
  size_t told_line, told_column; /* and this is where to tell so; 0: it was told, or need not be */
};

/* Reading and decoding */

static bool
is_utf8_name (const char *name)
{
  return !name || g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

/* Room for LEN bytes more behind END. */
static void
make_room (struct textin *t, size_t len)
{
  if (t->capacity - t->end >= len)
    return;
  if (t->mark > 0) {
    size_t shift = t->mark;
    memmove (t->buffer, t->buffer + shift, t->end - shift);
    t->mark = 0;
    t->at -= shift;
    t->end -= shift;
    t->scanned -= MIN (shift, t->scanned);
    t->line_feed_known = t->line_feed_known && t->line_feed >= shift;
    t->line_feed -= MIN (shift, t->line_feed);
    t->ascii -= MIN (shift, t->ascii);
  }
  if (t->capacity - t->end < len) {
    t->capacity = MAX (2 * t->capacity, t->end + len);
    t->buffer = g_realloc (t->buffer, t->capacity);
  }
}

static size_t
read_bytes (struct textin *t, char *into, size_t len)
{
  size_t got = bytesin_read (t->bytes, into, len);
  t->at_end = got == 0;
  return got;
}

static void
add_bad (struct textin *t, size_t *used, size_t n)
{
  t->buffer[t->end++] = (char)BAD_BYTE;
  *used += MIN (t->unit, n - *used);
}

/* Decode what is in RAW; an incomplete character at its end waits for more, unless there is none.
 */
static void
decode (struct textin *t)
{
  size_t used = 0;
  make_room (t, UTF8_GROWTH * t->n_raw + UTF8_GROWTH);
  while (used < t->n_raw) {
    char *in = t->raw + used, *out = t->buffer + t->end;
    size_t in_left = t->n_raw - used, out_left = t->capacity - t->end;
    size_t result = g_iconv (t->convert, &in, &in_left, &out, &out_left);
    int error = result == (size_t)-1 ? errno : 0;
    used = t->n_raw - in_left;
    t->end = t->capacity - out_left;
    if (error == EINVAL && !t->at_end && in_left <= TAIL_MAX)
      break;
    if (error == E2BIG)
      make_room (t, UTF8_GROWTH * in_left + UTF8_GROWTH);
    else if (error != 0)
      add_bad (t, &used, t->n_raw);
  }
  t->n_raw -= used;
  memmove (t->raw, t->raw + used, t->n_raw);
}

/* Read more as it is. */
static void
fill_plain (struct textin *t)
{
  make_room (t, t->chunk);
  t->end += read_bytes (t, t->buffer + t->end, t->chunk);
}

/* The bytes of a character that is passed over as a whole. */
static size_t
unit_of (const char *encoding)
{
  if (g_ascii_strncasecmp (encoding, "UTF-16", 6) == 0 ||
      g_ascii_strncasecmp (encoding, "UCS-2", 5) == 0)
    return 2;
  return g_ascii_strncasecmp (encoding, "UTF-32", 6) == 0 ||
                 g_ascii_strncasecmp (encoding, "UCS-4", 5) == 0
             ? 4
             : 1;
}

/* Read on in ENCODING: the bytes from FROM on, in the buffer, were not decoded yet.  False if there
   is no such encoding. */
static bool
start_decoding (struct textin *t, const char *encoding, size_t from)
{
  /* A suffix such as //IGNORE would drop bytes without a word. */
  if (!strchr (encoding, '/'))
    t->convert = g_iconv_open ("UTF-8", encoding);
  if (t->convert == (GIConv)-1)
    return false;
  t->encoding = g_strdup (encoding);
  t->unit = unit_of (encoding);
  t->n_raw = t->end - from;
  t->chunk = MAX (1, t->chunk / UTF8_GROWTH);
  t->room = UTF8_GROWTH * (t->chunk + TAIL_MAX + 1);
  t->raw = g_malloc (t->n_raw + t->chunk + TAIL_MAX);
  memcpy (t->raw, t->buffer + from, t->n_raw);
  t->end = from;
  decode (t);
  return true;
}

/* The line and column of a place behind AT, before which all is ASCII. */
static void
find_line (const struct textin *t, size_t place, size_t *line, size_t *column)
{
  size_t start = t->at;
  *line = t->number;
  for (size_t i = t->at; i < place; i++)
    if (t->buffer[i] == '\n' ||
        (t->buffer[i] == '\r' && (i + 1 == place || t->buffer[i + 1] != '\n'))) {
      ++*line;
      start = i + 1;
    }
  *column = place - start + 1;
}

/* Look at the bytes that were read; at the first one that is not ASCII, and always the same number
   of bytes behind it, the encoding is chosen. */
static void
decide (struct textin *t)
{
  t->ascii += encoding_ascii (t->buffer + t->ascii, t->end - t->ascii);
  if (t->ascii == t->end)
    return;
  while (t->end - t->ascii <= ENCODING_SAMPLE && !t->at_end)
    fill_plain (t);
  size_t len = t->end - t->ascii, from = t->ascii;
  t->undecided = false;
  t->found = encoding_choose (t->buffer + from, MIN (len, ENCODING_SAMPLE),
                              from > t->at ? t->buffer[from - 1] : '\n', len <= ENCODING_SAMPLE);
  if (is_utf8_name (t->found.name))
    return;
  find_line (t, from, &t->told_line, &t->told_column);
  start_decoding (t, t->found.name, from);
}

/* Say which encoding was found. */
static void
tell_encoding (struct textin *t, struct diag *diag)
{
  struct place at = {.file = t->path, .line = t->told_line, .column = t->told_column};
  const char *name = t->found.name;
  if (t->told_column == 0)
    diag_add (diag, FIND_ENCODING, at,
              "every other byte is zero and there is no byte order mark: the file was read as %s; "
              "write \"encoding: %s\" under \"source\"",
              name, name);
  else if (t->found.foreign)
    diag_add (diag, FIND_ENCODING, at,
              "the file is not UTF-8, and its letters are hardly Latin ones; it was read as %s for "
              "want of a better guess: write \"encoding:\" with the right one, such as "
              "windows-1251, under \"source\"",
              name);
  else
    diag_add (diag, FIND_ENCODING, at,
              "the file is not UTF-8; it was read as %s, which makes the most sense: look at the "
              "letters with accents, and write \"encoding: %s\", or the right one, under "
              "\"source\"",
              name, name);
  t->told_line = 0;
}

/* Read more.  False at the end of the file. */
static bool
fill (struct textin *t)
{
  if (t->at_end)
    return false;
  if (t->convert != (GIConv)-1) {
    t->n_raw += read_bytes (t, t->raw + t->n_raw, t->chunk);
    decode (t);
    return true;
  }
  fill_plain (t);
  if (t->undecided)
    decide (t);
  return true;
}

/* Opening */

/* What the first bytes say of the encoding: a mark of its own, or NULL. */
static const struct bom *
find_bom (const struct textin *t)
{
  for (size_t i = 0; i < G_N_ELEMENTS (boms); i++)
    if (t->end >= boms[i].len && memcmp (t->buffer, boms[i].bytes, boms[i].len) == 0)
      return &boms[i];
  return NULL;
}

/* Nothing says which encoding it is. */
static const char *
find_encoding (struct textin *t)
{
  t->basis = TEXTIN_FOUND;
  while (t->end < ENCODING_START && !t->at_end)
    fill_plain (t);
  t->found.name = encoding_of_start (t->buffer, MIN (t->end, ENCODING_START));
  if (t->found.name) {
    t->told_line = 1;
    return t->found.name;
  }
  t->undecided = true;
  decide (t);
  return NULL;
}

struct textin *
textin_open (const char *path, const char *encoding, size_t chunk, struct progress *progress,
             struct place at, struct diag *diag)
{
  struct bytesin *bytes = bytesin_open (path, progress, at, diag);
  if (!bytes)
    return NULL;
  struct textin *t = g_new0 (struct textin, 1);
  t->path = g_strdup (path);
  t->bytes = bytes;
  t->chunk = t->room = chunk;
  t->convert = (GIConv)-1;
  t->number = 1;
  t->capacity = 2 * chunk + BOM_MAX;
  t->buffer = g_malloc (t->capacity);
  while (t->end < BOM_MAX && !t->at_end)
    fill_plain (t);
  const struct bom *bom = find_bom (t);
  t->basis = bom ? TEXTIN_BOM : TEXTIN_DECLARED;
  if (bom) {
    t->mark = t->at = t->scanned = bom->len;
    encoding = bom->encoding;
  } else if (!encoding)
    encoding = find_encoding (t);
  if (is_utf8_name (encoding) || start_decoding (t, encoding, t->at))
    return t;
  diag_add (diag, FIND_BAD_VALUE, at,
            "there is no encoding \"%s\"; write for example UTF-8, windows-1252 or ISO-8859-1",
            encoding);
  textin_close (t);
  return NULL;
}

void
textin_close (struct textin *t)
{
  if (!t)
    return;
  if (t->convert != (GIConv)-1)
    g_iconv_close (t->convert);
  bytesin_close (t->bytes);
  g_free (t->raw);
  g_free (t->buffer);
  g_free (t->encoding);
  g_free (t->path);
  g_free (t);
}

const char *
textin_encoding (const struct textin *t)
{
  return t->encoding ? t->encoding : "UTF-8";
}

bool
textin_broken (const struct textin *t)
{
  return bytesin_broken (t->bytes);
}

enum textin_basis
textin_basis (const struct textin *t)
{
  return t->basis;
}

/* Lines */

/* Is there a line feed at AT or behind it, in the buffer?  It is looked for once, so that a file of
   lines that end with CR is not searched to the end of the buffer for every line. */
static bool
find_line_feed (struct textin *t)
{
  if (t->line_feed_known && t->line_feed >= t->at)
    return true;
  size_t from = MAX (t->line_feed, t->at);
  const char *found = memchr (t->buffer + from, '\n', t->end - from);
  t->line_feed_known = found != NULL;
  t->line_feed = found ? (size_t)(found - t->buffer) : t->end;
  return t->line_feed_known;
}

/* Where the line at AT ends; false when its end is not in the buffer. */
static bool
line_end (struct textin *t, size_t *end)
{
  bool feed = find_line_feed (t);
  size_t from = MAX (t->at, t->scanned), stop = feed ? t->line_feed : t->end;
  const char *cr = stop > from ? memchr (t->buffer + from, '\r', stop - from) : NULL;
  size_t after = cr ? (size_t)(cr - t->buffer) + 1 : 0;
  if (cr && after < t->end) {
    *end = feed && after == t->line_feed ? after + 1 : after;
    return true;
  }
  if (!cr && feed) {
    *end = t->line_feed + 1;
    return true;
  }
  /* A CR that is the last byte may be half of a CRLF. */
  t->scanned = cr ? after - 1 : t->end;
  *end = t->end;
  return t->at_end;
}

enum textin_result
textin_line (struct textin *t, struct textin_line *line, size_t limit, bool grow, struct diag *diag)
{
  size_t end;
  while (!line_end (t, &end)) {
    size_t used = t->end - t->mark;
    if (grow ? used > limit : used + t->room > t->capacity)
      return TEXTIN_FULL;
    fill (t);
  }
  if (end == t->at) {
    bytesin_tell (t->bytes, diag);
    return TEXTIN_END;
  }
  if (G_UNLIKELY (t->told_line > 0 && t->number >= t->told_line))
    tell_encoding (t, diag);
  *line = (struct textin_line){t->buffer + t->at, end - t->at, t->number++};
  t->at = t->scanned = end;
  return TEXTIN_LINE;
}

void
textin_skip (struct textin *t, struct diag *diag)
{
  size_t end;
  while (!line_end (t, &end)) {
    /* A last CR stays: its LF may come. */
    t->at = t->mark = t->scanned;
    fill (t);
  }
  t->at = t->scanned = end;
  if (t->told_line > 0 && t->number >= t->told_line)
    tell_encoding (t, diag);
  t->number++;
}

void
textin_mark (struct textin *t)
{
  t->mark = t->at;
}

size_t
textin_offset (const struct textin *t)
{
  return t->at - t->mark;
}

size_t
textin_next (const struct textin *t)
{
  return t->number;
}

void
textin_rewind (struct textin *t, size_t offset, size_t number)
{
  size_t to = t->mark + offset;
  /* What is known of the text behind AT stays known: only the stretch between is looked at. */
  const char *found = memchr (t->buffer + to, '\n', t->at - to);
  if (found) {
    t->line_feed = (size_t)(found - t->buffer);
    t->line_feed_known = true;
  } else if (t->line_feed < t->at) {
    t->line_feed = t->at;
    t->line_feed_known = false;
  }
  t->at = t->scanned = to;
  t->number = number;
}

const char *
textin_at (const struct textin *t, size_t offset, size_t *len)
{
  *len = t->end - t->mark - offset;
  return t->buffer + t->mark + offset;
}

const char *
textin_peek (struct textin *t, size_t want, size_t *len, bool *whole)
{
  while (t->end - t->at < want && fill (t))
    ;
  *len = t->end - t->at;
  *whole = t->at_end;
  return t->buffer + t->at;
}
