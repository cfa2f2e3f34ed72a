#include <config.h>

#include "data/rejects.h"

#include "base/csvout.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { MOST_WAITING = 1000 };

struct reject {
  const char *file;
  size_t line;
  const char *reason;
  char *text;
};

struct rejects {
  char *path;
  bool several_files, bare, failed;
  size_t n;
  GArray *waiting;      /* struct reject */
  struct outfile *file; /* NULL until the first record */
  struct csvout out;
};

static void
clear_reject (void *reject)
{
  g_free (((struct reject *)reject)->text);
}

struct rejects *
rejects_new (const char *path, bool several_files, bool bare)
{
  struct rejects *r = g_new0 (struct rejects, 1);
  r->path = g_strdup (path);
  r->several_files = several_files;
  r->bare = bare;
  r->waiting = g_array_new (FALSE, FALSE, sizeof (struct reject));
  g_array_set_clear_func (r->waiting, clear_reject);
  return r;
}

static bool
start (struct rejects *r, struct diag *diag)
{
  if (!r->path || r->failed)
    return false;
  if (r->file)
    return true;
  r->file = outfile_open (r->path, OUTFILE_MICRODATA, diag);
  if (!r->file) {
    r->failed = true;
    return false;
  }
  csvout_init (&r->out, r->file);
  if (r->several_files)
    csvout_text (&r->out, "file");
  csvout_text (&r->out, "line");
  csvout_text (&r->out, "reason");
  csvout_text (&r->out, "record");
  csvout_end (&r->out);
  return true;
}

void
rejects_add (struct rejects *r, const char *file, size_t line, const char *reason, const char *text,
             size_t len, struct diag *diag)
{
  r->n++;
  if (!r->path || r->failed)
    return;
  while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
    len--;
  guint n = r->waiting->len;
  if (n > 0 && strcmp (g_array_index (r->waiting, struct reject, n - 1).file, file) != 0)
    rejects_flush (r, diag); /* lines are of one file */
  struct reject reject = {file, line, reason, g_utf8_make_valid (text, (gssize)len)};
  g_array_append_val (r->waiting, reject);
  if (r->waiting->len >= MOST_WAITING)
    rejects_flush (r, diag);
}

static int
by_line (const void *a, const void *b)
{
  size_t one = ((const struct reject *)a)->line, two = ((const struct reject *)b)->line;
  return one < two ? -1 : one > two;
}

void
rejects_flush (struct rejects *r, struct diag *diag)
{
  if (r->waiting->len == 0)
    return;
  g_array_sort (r->waiting, by_line);
  for (guint i = 0; start (r, diag) && i < r->waiting->len; i++) {
    const struct reject *reject = &g_array_index (r->waiting, struct reject, i);
    if (r->several_files)
      csvout_text (&r->out, reject->file);
    csvout_count (&r->out, reject->line);
    csvout_text (&r->out, reject->reason);
    csvout_text (&r->out, r->bare ? NULL : reject->text);
    csvout_end (&r->out);
  }
  g_array_set_size (r->waiting, 0);
}

size_t
rejects_waiting (const struct rejects *r)
{
  return r->waiting->len;
}

size_t
rejects_count (const struct rejects *r)
{
  return r->n;
}

bool
rejects_close (struct rejects *r, struct diag *diag)
{
  rejects_flush (r, diag);
  bool ok = !r->failed;
  if (r->file) {
    ok = outfile_close (r->file, diag);
  } else if (r->path && r->n == 0 && unlink (r->path) != 0 && errno != ENOENT && errno != ENOTDIR) {
    diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot remove the old \"%s\": %s",
              r->path, g_strerror (errno));
    ok = false;
  }
  g_array_free (r->waiting, TRUE);
  g_free (r->path);
  g_free (r);
  return ok;
}
