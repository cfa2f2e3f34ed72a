#include <config.h>

#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_SOURCE = 4 * 1024 * 1024 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Lines end with LF, CR LF or a lone CR, as editors count them. */
static void
index_lines (struct source *s)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (size_t));
  size_t start = 0;

  for (size_t i = 0; i < s->len; i++) {
    if (s->text[i] != '\n' && (s->text[i] != '\r' || s->text[i + 1] == '\n'))
      continue;
    g_array_append_val (starts, start);
    start = i + 1;
  }
  if (start < s->len)
    g_array_append_val (starts, start);
  s->n_lines = starts->len;
  g_array_append_val (starts, s->len);
  s->line_start = (size_t *)g_array_steal (starts, NULL);
}

/* Characters that begin in LEN bytes of UTF-8. */
static size_t
count_characters (const char *text, size_t len)
{
  size_t n = 0;
  for (size_t i = 0; i < len; i++)
    n += ((unsigned char)text[i] & 0xC0) != 0x80;
  return n;
}

static void
index_characters (struct source *s)
{
  size_t n = 0;
  s->characters = g_new (size_t, s->len / SOURCE_STRIDE + 1);
  for (size_t at = 0; at <= s->len; at += SOURCE_STRIDE) {
    s->characters[at / SOURCE_STRIDE] = n;
    n += count_characters (s->text + at, MIN (SOURCE_STRIDE, s->len - at));
  }
}

/* Characters before byte OFFSET. */
static size_t
characters_before (const struct source *s, size_t offset)
{
  size_t from = offset / SOURCE_STRIDE, before = s->characters[from];
  /* Most stretches are ASCII through and through. */
  if (from < s->len / SOURCE_STRIDE && s->characters[from + 1] - before == SOURCE_STRIDE)
    return before + offset % SOURCE_STRIDE;
  return before + count_characters (s->text + from * SOURCE_STRIDE, offset % SOURCE_STRIDE);
}

const char *
source_line (const struct source *s, size_t line, size_t *len)
{
  size_t start = s->line_start[line - 1], end = s->line_start[line];

  if (end > start && s->text[end - 1] == '\n')
    end--;
  if (end > start && s->text[end - 1] == '\r')
    end--;
  *len = end - start;
  return s->text + start;
}

struct place
source_place (const struct source *s, size_t offset, size_t width)
{
  struct place at = {.source = s, .file = s->name, .width = width};
  size_t below = 0, above = s->n_lines, len;

  if (s->n_lines == 0)
    return at;
  while (above - below > 1) { /* line_start[below] <= offset < line_start[above] */
    size_t middle = below + (above - below) / 2;
    if (s->line_start[middle] <= offset)
      below = middle;
    else
      above = middle;
  }
  at.line = below + 1;
  source_line (s, at.line, &len);
  /* What lies in the line's end or behind the last line is shown right behind the text. */
  len = MIN (len, offset - s->line_start[below]);
  at.column = characters_before (s, s->line_start[below] + len) -
              characters_before (s, s->line_start[below]) + 1;
  return at;
}

/* Where in bytes that do not become a source. */
static struct place
place_in_bytes (const char *name, const char *text, size_t offset)
{
  struct place at = {.file = name, .line = 1, .column = 1};

  for (size_t i = g_str_has_prefix (text, byte_order_mark) ? strlen (byte_order_mark) : 0;
       i < offset; i++) {
    if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
      at.line++;
      at.column = 1;
    } else if (((unsigned char)text[i] & 0xC0) != 0x80) /* not within a character */
      at.column++;
  }
  return at;
}

/* Takes TEXT over; it has a NUL behind its LEN bytes. */
static struct source *
source_take (const char *name, char *text, size_t len, struct diag *diag)
{
  struct source *s;
  const char *end, *nul = memchr (text, '\0', len);

  if (!g_utf8_validate (text, (gssize)len, &end)) {
    size_t at = (size_t)(end - text);
    unsigned byte = (unsigned char)*end;
    bool utf16 =
        len >= 2 && (memcmp (text, "\xFF\xFE", 2) == 0 || memcmp (text, "\xFE\xFF", 2) == 0);
    if (utf16)
      diag_add (diag, FIND_BAD_BYTES, (struct place){.file = name},
                "the file is UTF-16; save it as UTF-8");
    else if (nul != NULL && end == nul)
      diag_add (diag, FIND_NUL_BYTE, place_in_bytes (name, text, at),
                "a NUL byte; the file is damaged or not a text file");
    else
      diag_add (diag, FIND_BAD_BYTES, place_in_bytes (name, text, at),
                "the byte 0x%02X is not UTF-8 here; save the file as UTF-8", byte);
    g_free (text);
    return NULL;
  }
  if (g_str_has_prefix (text, byte_order_mark)) {
    len -= strlen (byte_order_mark);
    memmove (text, text + strlen (byte_order_mark), len + 1);
  }
  s = g_new0 (struct source, 1);
  s->name = g_strdup (name);
  s->text = text;
  s->len = len;
  index_lines (s);
  index_characters (s);
  return s;
}

struct source *
source_from_text (const char *name, const char *text, size_t len, struct diag *diag)
{
  char *copy = g_malloc (len + 1);

  if (len > 0)
    memcpy (copy, text, len);
  copy[len] = '\0';
  return source_take (name, copy, len, diag);
}

static void
cannot_read (struct diag *diag, const char *path, const char *reason)
{
  diag_add (diag, FIND_CANNOT_READ, (struct place){0}, "cannot read \"%s\": %s", path, reason);
}

/* All of FD, one byte more than is allowed at most; NULL with errno set. */
static char *
read_all (int fd, size_t *len)
{
  char *text = g_malloc (LARGEST_SOURCE + 2);

  *len = 0;
  while (*len <= LARGEST_SOURCE) {
    ssize_t n = read (fd, text + *len, LARGEST_SOURCE + 1 - *len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      int error = errno;
      g_free (text);
      errno = error;
      return NULL;
    }
    if (n == 0)
      break;
    *len += (size_t)n;
  }
  text[*len] = '\0';
  return g_realloc (text, *len + 1);
}

struct source *
source_read (const char *path, struct diag *diag)
{
  /* Without O_NONBLOCK a pipe that nobody writes to would hold the program for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct source *s = NULL;
  char *text;
  size_t len;
  struct stat st;

  if (fd < 0) {
    cannot_read (diag, path, g_strerror (errno));
    return NULL;
  }
  if (fstat (fd, &st) != 0)
    cannot_read (diag, path, g_strerror (errno));
  else if (S_ISDIR (st.st_mode))
    cannot_read (diag, path, "it is a folder");
  else if (!S_ISREG (st.st_mode))
    cannot_read (diag, path, "it is not a regular file");
  else if ((text = read_all (fd, &len)) == NULL)
    cannot_read (diag, path, g_strerror (errno));
  else if (len > LARGEST_SOURCE) {
    diag_add (diag, FIND_FILE_TOO_LARGE, (struct place){.file = path},
              "the file is larger than the 4 MiB a specification may have");
    g_free (text);
  } else
    s = source_take (path, text, len, diag);
  if (s != NULL)
    s->unquotable = !g_str_has_suffix (path, ".yaml") && !g_str_has_suffix (path, ".yml");
  close (fd);
  return s;
}

void
source_free (struct source *s)
{
  if (s == NULL)
    return;
  g_free (s->name);
  g_free (s->text);
  g_free (s->line_start);
  g_free (s->characters);
  g_free (s);
}
