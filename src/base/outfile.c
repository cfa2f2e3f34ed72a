#include <config.h>

#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_SIZE = 256 * 1024 };

struct outfile {
  char *path;   /* as the user knows it */
  char *target; /* where it goes: PATH with links followed */
  char *temp;   /* beside TARGET; NULL for a device or pipe */
  int fd, mode;
  int error; /* errno of the first failure, or 0 */
  char *buffer;
  size_t used, size;
};

static void
cannot_write (struct diag *diag, const char *path, const char *reason)
{
  diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot write \"%s\": %s", path, reason);
}

enum { FOLDER_MODE = 0777 /* less the user's umask */, PRIVATE_MODE = 0700 };

bool
outfile_make_dir (const char *path, struct diag *diag)
{
  if (g_mkdir_with_parents (path, FOLDER_MODE) == 0)
    return true;
  diag_add (diag, FIND_CANNOT_WRITE, (struct place){0}, "cannot make the folder \"%s\": %s", path,
            g_strerror (errno));
  return false;
}

/* The folder of a file of MODE: one for microdata lets nobody else see even their names. */
static bool
make_folder (const char *folder, int mode, struct diag *diag)
{
  g_autofree char *above = g_path_get_dirname (folder);

  if (mode == OUTFILE_MICRODATA && g_mkdir_with_parents (above, FOLDER_MODE) == 0 &&
      mkdir (folder, PRIVATE_MODE) == 0)
    return true;
  /* It is there, or there is something to tell. */
  return outfile_make_dir (folder, diag);
}

static bool
open_temp (struct outfile *f, struct diag *diag)
{
  g_autofree char *folder = g_path_get_dirname (f->target);

  if (!make_folder (folder, f->mode, diag))
    return false;
  f->temp = g_build_filename (folder, ".gko-XXXXXX", NULL);
  f->fd = mkostemp (f->temp, O_CLOEXEC);
  if (f->fd >= 0)
    return true;
  cannot_write (diag, f->path, g_strerror (errno));
  g_clear_pointer (&f->temp, g_free);
  return false;
}

static bool
open_direct (struct outfile *f, struct diag *diag)
{
  f->fd = open (f->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (f->fd >= 0)
    return true;
  cannot_write (diag, f->path, g_strerror (errno));
  return false;
}

static void
outfile_free (struct outfile *f)
{
  if (f->fd >= 0)
    close (f->fd);
  if (f->temp != NULL)
    unlink (f->temp);
  g_free (f->path);
  g_free (f->target);
  g_free (f->temp);
  g_free (f->buffer);
  g_free (f);
}

struct outfile *
outfile_open (const char *path, int mode, struct diag *diag)
{
  struct outfile *f = g_new0 (struct outfile, 1);
  struct stat st;
  bool there = stat (path, &st) == 0, ok = false;
  char *real = realpath (path, NULL);

  f->path = g_strdup (path);
  f->target = g_strdup (real != NULL ? real : path);
  free (real);
  f->fd = -1;
  f->mode = mode;
  if (there && S_ISDIR (st.st_mode))
    cannot_write (diag, path, "it is a folder");
  else if (there && !S_ISREG (st.st_mode))
    ok = open_direct (f, diag);
  else
    ok = open_temp (f, diag);
  if (!ok) {
    outfile_free (f);
    return NULL;
  }
  f->size = BUFFER_SIZE;
  f->buffer = g_malloc (f->size);
  return f;
}

struct outfile *
outfile_standard (struct diag *diag)
{
  struct outfile *f = g_new0 (struct outfile, 1);

  f->path = g_strdup ("standard output");
  f->fd = fflush (stdout) == 0 ? fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 0) : -1;
  if (f->fd < 0) {
    cannot_write (diag, f->path, g_strerror (errno));
    outfile_free (f);
    return NULL;
  }
  f->size = BUFFER_SIZE;
  f->buffer = g_malloc (f->size);
  return f;
}

static void
write_all (struct outfile *f, const char *data, size_t len)
{
  while (len > 0 && f->error == 0) {
    ssize_t n = write (f->fd, data, len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      f->error = errno;
    else {
      data += n;
      len -= (size_t)n;
    }
  }
}

static void
flush (struct outfile *f)
{
  write_all (f, f->buffer, f->used);
  f->used = 0;
}

void
outfile_write (struct outfile *f, const void *data, size_t len)
{
  if (len > f->size - f->used)
    flush (f);
  if (len > f->size)
    write_all (f, data, len);
  else if (len > 0) {
    memcpy (f->buffer + f->used, data, len);
    f->used += len;
  }
}

char *
outfile_reserve (struct outfile *f, size_t len)
{
  if (len > f->size - f->used)
    flush (f);
  if (len > f->size) {
    f->size = len;
    f->buffer = g_realloc (f->buffer, f->size);
  }
  return f->buffer + f->used;
}

void
outfile_used (struct outfile *f, size_t len)
{
  f->used += len;
}

/* The bytes are on the disk before the name is theirs, so that after a power cut there is the old
   file or the new one, whole; which of the two is not ours to promise. */
bool
outfile_close (struct outfile *f, struct diag *diag)
{
  bool ok;

  flush (f);
  if (f->error == 0 && f->temp != NULL &&
      (fchmod (f->fd, (mode_t)f->mode) != 0 || fsync (f->fd) != 0))
    f->error = errno;
  if (close (f->fd) != 0 && f->error == 0)
    f->error = errno;
  f->fd = -1;
  if (f->error == 0 && f->temp != NULL) {
    if (rename (f->temp, f->target) != 0)
      f->error = errno;
    else
      g_clear_pointer (&f->temp, g_free);
  }
  ok = f->error == 0;
  if (!ok)
    cannot_write (diag, f->path, g_strerror (f->error));
  outfile_free (f);
  return ok;
}

void
outfile_abort (struct outfile *f)
{
  if (f != NULL)
    outfile_free (f);
}
