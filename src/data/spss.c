#include <config.h>

#include "data/spss.h"

#include <string.h>

const char *
spss_maker (const char *path)
{
  size_t len = strlen (path);
  /* .sav and .zsav, not .dta */
  return len > 0 && g_ascii_tolower (path[len - 1]) == 'v' ? "SPSS" : "Stata";
}

#ifdef HAVE_READSTAT

#include <errno.h>
#include <fcntl.h>
#include <readstat.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A message in the pipe: this, the lengths (guint32) of its texts, and the texts, NUL-ended. */
struct head {
  guint8 what, holds;
  char tag;
  guint8 n_texts;
  guint32 index;
  double number, other;
};

/* ---- In the process of its own: nothing here may take a lock of GLib or iconv ---- */

enum { SENDER_BUFFER = 64 * 1024 };

struct sender {
  int file, pipe;
  const bool *keep;
  size_t n_keep;
  size_t used;
  char buffer[SENDER_BUFFER];
};

/* False when nobody reads any more. */
static bool
flush (struct sender *s)
{
  for (size_t sent = 0; sent < s->used;) {
    ssize_t n = write (s->pipe, s->buffer + sent, s->used - sent);
    if (n < 0 && errno != EINTR)
      return false;
    sent += n > 0 ? (size_t)n : 0;
  }
  s->used = 0;
  return true;
}

static bool
put (struct sender *s, const void *bytes, size_t len)
{
  const char *from = bytes;
  while (len > 0) {
    size_t n = MIN (len, SENDER_BUFFER - s->used);
    memcpy (s->buffer + s->used, from, n);
    s->used += n;
    from += n;
    len -= n;
    if (s->used == SENDER_BUFFER && !flush (s))
      return false;
  }
  return true;
}

/* What a handler of ReadStat returns.  TEXTS: the first N of them, NULL for an empty one; what is
   longer than is allowed is cut. */
static int
answer (struct sender *s, struct head head, const char *const *texts, guint8 n)
{
  guint32 len[SPSS_TEXTS] = {0};
  for (guint8 i = 0; i < n; i++)
    len[i] = texts[i] ? (guint32)strnlen (texts[i], SPSS_TEXT_MAX) : 0;
  head.n_texts = n;
  bool ok = put (s, &head, sizeof head) && put (s, len, n * sizeof *len);
  for (guint8 i = 0; ok && i < n; i++)
    ok = put (s, texts[i], len[i]) && put (s, "", 1);
  return ok ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
}

static int
on_file (readstat_metadata_t *file, void *sender)
{
  const char *const texts[] = {readstat_get_file_encoding (file)};
  struct head head = {.what = SPSS_FILE,
                      .number = (double)readstat_get_row_count (file),
                      .other = readstat_get_file_format_version (file)};
  return answer (sender, head, texts, G_N_ELEMENTS (texts));
}

static int
on_variable (int index, readstat_variable_t *v, const char *set, void *sender)
{
  struct sender *s = sender;
  bool is_text = readstat_variable_get_type_class (v) == READSTAT_TYPE_CLASS_STRING;
  const char *const texts[] = {readstat_variable_get_name (v), readstat_variable_get_label (v),
                               readstat_variable_get_format (v), set};
  struct head head = {
      .what = SPSS_VARIABLE, .holds = is_text ? SPSS_TEXT : SPSS_NUMBER, .index = (guint32)index};
  if (index < 0 || index >= SPSS_VARIABLES_MAX)
    return READSTAT_HANDLER_ABORT;
  if (s->keep)
    return (size_t)index < s->n_keep && s->keep[index] ? READSTAT_HANDLER_OK
                                                       : READSTAT_HANDLER_SKIP_VARIABLE;
  int result = answer (s, head, texts, G_N_ELEMENTS (texts));
  int n = readstat_variable_get_missing_ranges_count (v);
  for (int i = 0; i < n && result == READSTAT_HANDLER_OK; i++) {
    readstat_value_t lo = readstat_variable_get_missing_range_lo (v, i);
    readstat_value_t hi = readstat_variable_get_missing_range_hi (v, i);
    const char *const text[] = {is_text ? readstat_string_value (lo) : NULL};
    head.what = SPSS_MISSING;
    head.number = is_text ? 0 : readstat_double_value (lo);
    head.other = is_text ? 0 : readstat_double_value (hi);
    result = answer (s, head, text, is_text);
  }
  return result;
}

/* What a value holds, into HEAD and TEXT.  The flags come first: a missing value can have any
   number. */
static void
describe (readstat_value_t value, struct head *head, const char **text)
{
  readstat_type_t type = readstat_value_type (value);
  char tag = readstat_value_tag (value);

  *text = NULL;
  if (readstat_value_type_class (value) == READSTAT_TYPE_CLASS_STRING) {
    *text = readstat_string_value (value);
    head->holds = *text ? SPSS_TEXT : SPSS_NOTHING;
    if (*text && strnlen (*text, SPSS_TEXT_MAX + 1) > SPSS_TEXT_MAX) {
      head->holds = SPSS_LONG_TEXT;
      *text = NULL;
    }
  } else if (tag >= 'a' && tag <= 'z') {
    head->holds = SPSS_TAG;
    head->tag = tag;
  } else if (!readstat_value_is_system_missing (value)) {
    head->holds = type == READSTAT_TYPE_FLOAT ? SPSS_FLOAT : SPSS_NUMBER;
    head->number = readstat_double_value (value);
  }
}

static int
on_label (const char *set, readstat_value_t value, const char *label, void *sender)
{
  struct head head = {.what = SPSS_LABEL};
  const char *texts[] = {set, label, NULL};
  describe (value, &head, &texts[2]);
  return answer (sender, head, texts, G_N_ELEMENTS (texts));
}

static int
on_cell (int record, readstat_variable_t *v, readstat_value_t value, void *sender)
{
  struct head head = {.what = SPSS_CELL, .index = (guint32)readstat_variable_get_index (v)};
  const char *text;
  (void)record;
  describe (value, &head, &text);
  return answer (sender, head, &text, text != NULL);
}

static int
open_file (const char *path, void *sender)
{
  (void)path;
  return ((struct sender *)sender)->file;
}

static int
close_file (void *sender)
{
  (void)sender;
  return 0;
}

static readstat_off_t
seek_file (readstat_off_t offset, readstat_io_flags_t from, void *sender)
{
  static const int whence[] = {[READSTAT_SEEK_SET] = SEEK_SET,
                               [READSTAT_SEEK_CUR] = SEEK_CUR,
                               [READSTAT_SEEK_END] = SEEK_END};
  return lseek (((struct sender *)sender)->file, offset, whence[from]);
}

static ssize_t
read_file (void *buffer, size_t n, void *sender)
{
  return read (((struct sender *)sender)->file, buffer, n);
}

static readstat_error_t
no_progress (long size, readstat_progress_handler handler, void *user, void *sender)
{
  (void)size;
  (void)handler;
  (void)user;
  (void)sender;
  return READSTAT_OK;
}

static readstat_error_t
parse (struct sender *s, const char *path)
{
  readstat_parser_t *parser = readstat_parser_init ();
  if (!parser)
    return READSTAT_ERROR_MALLOC;
  readstat_set_open_handler (parser, open_file);
  readstat_set_close_handler (parser, close_file);
  readstat_set_seek_handler (parser, seek_file);
  readstat_set_read_handler (parser, read_file);
  readstat_set_update_handler (parser, no_progress);
  readstat_set_io_ctx (parser, s);
  /* Texts as they are: the reader knows better what to do with a byte that is none of its encoding
     than to give the file up. */
  readstat_set_handler_character_encoding (parser, NULL);
  readstat_set_variable_handler (parser, on_variable);
  if (s->keep)
    readstat_set_value_handler (parser, on_cell);
  else {
    readstat_set_metadata_handler (parser, on_file);
    readstat_set_value_label_handler (parser, on_label);
  }
  readstat_error_t result = strcmp (spss_maker (path), "SPSS") == 0
                                ? readstat_parse_sav (parser, path, s)
                                : readstat_parse_dta (parser, path, s);
  readstat_parser_free (parser);
  return result;
}

/* It needs no other file, writes none, leaves no picture of the memory behind, and has an end. */
static void
restrain (void)
{
  enum { SECONDS = 600 };
  static const struct {
    int what;
    rlim_t most;
  } limits[] = {{RLIMIT_CORE, 0}, {RLIMIT_CPU, SECONDS}, {RLIMIT_FSIZE, 0}, {RLIMIT_NOFILE, 0}};
  int nowhere = open ("/dev/null", O_RDWR);
  for (int fd = STDIN_FILENO; nowhere >= 0 && fd <= STDERR_FILENO; fd++)
    dup2 (nowhere, fd);
  for (size_t i = 0; i < G_N_ELEMENTS (limits); i++)
    setrlimit (limits[i].what, &(struct rlimit){limits[i].most, limits[i].most});
}

static void
run (struct sender *s, const char *path)
{
  restrain ();
  readstat_error_t result = parse (s, path);
  const char *const reason[] = {result == READSTAT_OK ? "" : readstat_error_message (result)};
  answer (s, (struct head){.what = SPSS_END}, reason, G_N_ELEMENTS (reason));
  flush (s);
}

/* ---- On this side ---- */

struct spss {
  pid_t child;
  int pipe;
  size_t size;
  bool at_end;
  char *buffer;
  size_t room, at, end;
};

/* The open file, or -1 after a finding. */
static int
open_regular (const char *path, size_t *size, struct place at, struct diag *diag)
{
  struct stat status;
  /* Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  bool known = fd >= 0 && fstat (fd, &status) == 0;
  if (known && S_ISREG (status.st_mode)) {
    *size = (size_t)status.st_size;
    return fd;
  }
  diag_add (diag, FIND_CANNOT_READ, at, "cannot read \"%s\": %s", path,
            !known                     ? g_strerror (errno)
            : S_ISDIR (status.st_mode) ? "it is a folder"
                                       : "it is not a regular file");
  if (fd >= 0)
    close (fd);
  return -1;
}

static pid_t
start (struct sender *s, const char *path, int *reading)
{
  int ends[2];
  if (pipe (ends) != 0)
    return -1;
  s->pipe = ends[1];
  pid_t child = fork ();
  if (child == 0) {
    close (ends[0]);
    run (s, path);
    _exit (0);
  }
  close (ends[1]);
  if (child < 0)
    close (ends[0]);
  *reading = ends[0];
  return child;
}

struct spss *
spss_open (const char *path, const bool *keep, size_t n, struct place at, struct diag *diag)
{
  g_autofree struct sender *s = g_new (struct sender, 1);
  struct spss *spss = g_new0 (struct spss, 1);
  s->keep = keep;
  s->n_keep = n;
  s->used = 0;
  spss->child = -1;
  spss->room = SENDER_BUFFER;
  spss->buffer = g_malloc (spss->room);
  s->file = open_regular (path, &spss->size, at, diag);
  if (s->file >= 0) {
    spss->child = start (s, path, &spss->pipe);
    if (spss->child < 0)
      diag_add (diag, FIND_CANNOT_READ, at, "cannot start a process to read \"%s\": %s", path,
                g_strerror (errno));
    close (s->file);
  }
  if (spss->child >= 0)
    return spss;
  g_free (spss->buffer);
  g_free (spss);
  return NULL;
}

/* The next LEN bytes; NULL when there are no more. */
static char *
take (struct spss *spss, size_t len)
{
  if (spss->room - spss->at < len) {
    memmove (spss->buffer, spss->buffer + spss->at, spss->end - spss->at);
    spss->end -= spss->at;
    spss->at = 0;
    if (spss->room < len) {
      spss->room = len;
      spss->buffer = g_realloc (spss->buffer, spss->room);
    }
  }
  while (spss->end - spss->at < len) {
    ssize_t n = read (spss->pipe, spss->buffer + spss->end, spss->room - spss->end);
    if (n == 0 || (n < 0 && errno != EINTR))
      return NULL;
    spss->end += n > 0 ? (size_t)n : 0;
  }
  spss->at += len;
  return spss->buffer + spss->at - len;
}

/* The process has ended without a word, or speaks nonsense. */
static void
end_badly (struct spss *spss, struct spss_message *m)
{
  static const char broke_down[] = "it made the reading library break down";
  *m = (struct spss_message){.what = SPSS_END};
  m->text[0] = broke_down;
  m->len[0] = strlen (broke_down);
  spss->at_end = true;
}

static bool
is_sound (const struct head *head)
{
  static const guint8 texts[] = {[SPSS_FILE] = 1,  [SPSS_VARIABLE] = 4, [SPSS_MISSING] = 1,
                                 [SPSS_LABEL] = 3, [SPSS_CELL] = 1,     [SPSS_END] = 1};
  return head->what <= SPSS_END && head->holds <= SPSS_LONG_TEXT &&
         head->index < SPSS_VARIABLES_MAX && head->n_texts <= texts[head->what] &&
         (head->holds != SPSS_TAG || (head->tag >= 'a' && head->tag <= 'z'));
}

/* The texts of a message; those it does not have are empty. */
static bool
take_texts (struct spss *spss, size_t n, struct spss_message *m)
{
  guint32 len[SPSS_TEXTS];
  const char *bytes = take (spss, n * sizeof *len);
  size_t all = 0;
  if (!bytes)
    return false;
  memcpy (len, bytes, n * sizeof *len);
  for (size_t i = 0; i < n; i++) {
    if (len[i] > SPSS_TEXT_MAX)
      return false;
    all += len[i] + 1;
  }
  char *text = take (spss, all);
  for (size_t i = 0; text && i < n; i++) {
    m->text[i] = text;
    m->len[i] = len[i];
    text[len[i]] = '\0';
    text += len[i] + 1;
  }
  return text != NULL;
}

bool
spss_next (struct spss *spss, struct spss_message *m)
{
  struct head head;
  if (spss->at_end)
    return false;
  const char *bytes = take (spss, sizeof head);
  if (bytes)
    memcpy (&head, bytes, sizeof head);
  if (!bytes || !is_sound (&head)) {
    end_badly (spss, m);
    return true;
  }
  *m = (struct spss_message){.what = head.what,
                             .holds = head.holds,
                             .tag = head.tag,
                             .index = head.index,
                             .number = head.number,
                             .other = head.other};
  for (size_t i = 0; i < SPSS_TEXTS; i++)
    m->text[i] = "";
  if (head.n_texts > 0 && !take_texts (spss, head.n_texts, m))
    end_badly (spss, m);
  spss->at_end = m->what == SPSS_END;
  return true;
}

void
spss_close (struct spss *spss)
{
  if (!spss)
    return;
  close (spss->pipe);
  kill (spss->child, SIGKILL);
  while (waitpid (spss->child, NULL, 0) < 0 && errno == EINTR)
    ;
  g_free (spss->buffer);
  g_free (spss);
}

size_t
spss_size (const struct spss *spss)
{
  return spss->size;
}

#else

struct spss *
spss_open (const char *path, const bool *keep, size_t n, struct place at, struct diag *diag)
{
  (void)keep;
  (void)n;
  diag_add (diag, FIND_NOT_AVAILABLE, at,
            "\"%s\" is a file of %s, and this gko was built without ReadStat, which reads such "
            "files; save the data as CSV with codes (not labels) in the cells, or install "
            "libreadstat-dev and build gko again",
            path, spss_maker (path));
  return NULL;
}

bool
spss_next (struct spss *spss, struct spss_message *m)
{
  (void)spss;
  (void)m;
  return false;
}

void
spss_close (struct spss *spss)
{
  (void)spss;
}

size_t
spss_size (const struct spss *spss)
{
  (void)spss;
  return 0;
}

#endif
