#include <config.h>

#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 2104, 3, asks for no key shorter than the hash has bytes (32); half of that still cannot be
   guessed when it comes from a generator.  What is longer than a page is another file. */
enum { KEY_MIN = 16, KEY_MAX = 4096, MODE_OTHERS = 077, MODE_BITS = 07777 };

struct secret {
  GHmac *hmac; /* has taken in the key and nothing else */
};

void
secret_wipe (void *memory, size_t len)
{
#ifdef HAVE_EXPLICIT_BZERO
  explicit_bzero (memory, len);
#else
  /* A compiler may leave out a memset before the memory's end, but no volatile store. */
  for (volatile unsigned char *p = memory; len > 0; len--)
    *p++ = 0;
#endif
}

struct secret *
secret_new (const void *key, size_t len)
{
  struct secret *s = g_new (struct secret, 1);
  s->hmac = g_hmac_new (G_CHECKSUM_SHA256, key, len);
  return s;
}

void
secret_free (struct secret *s)
{
  if (!s)
    return;
  g_hmac_unref (s->hmac);
  g_free (s);
}

void
secret_hash (const struct secret *s, const char *text, size_t len, char hex[static SECRET_HEX + 1])
{
  GHmac *hmac = g_hmac_copy (s->hmac);
  g_hmac_update (hmac, (const guchar *)text, (gssize)len);
  g_strlcpy (hex, g_hmac_get_string (hmac), SECRET_HEX + 1);
  g_hmac_unref (hmac);
}

/* ---- Reading ---- */

/* Is it a file that may hold a key?  False after a finding. */
static bool
is_private (int fd, const char *path, struct place at, struct diag *diag)
{
  g_autofree char *quoted = g_shell_quote (path);
  struct stat st;

  if (fstat (fd, &st) != 0)
    diag_add (diag, FIND_KEY_FILE, at, "the key file \"%s\" cannot be read: %s", path,
              g_strerror (errno));
  else if (!S_ISREG (st.st_mode))
    diag_add (diag, FIND_KEY_FILE, at, "the key file \"%s\" is %s", path,
              S_ISDIR (st.st_mode) ? "a folder" : "not a regular file");
  else if (st.st_mode & MODE_OTHERS)
    diag_add (diag, FIND_KEY_FILE, at,
              "the key file \"%s\" is open to others than its owner (mode %04o); run: chmod 600 %s",
              path, (unsigned)st.st_mode & MODE_BITS, quoted);
  else
    return true;
  return false;
}

/* All of FD, at most SIZE bytes; -1 with errno set. */
static ssize_t
read_all (int fd, char *bytes, size_t size)
{
  size_t len = 0;
  while (len < size) {
    ssize_t n = read (fd, bytes + len, size - len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      break;
    len += (size_t)n;
  }
  return (ssize_t)len;
}

static struct secret *
read_key (int fd, const char *path, struct place at, struct diag *diag)
{
  g_autofree char *quoted = g_shell_quote (path);
  struct secret *s = NULL;
  char key[KEY_MAX + 1];
  ssize_t len = read_all (fd, key, sizeof key);

  if (len < 0)
    diag_add (diag, FIND_KEY_FILE, at, "the key file \"%s\" cannot be read: %s", path,
              g_strerror (errno));
  else if (len < KEY_MIN)
    diag_add (diag, FIND_KEY_FILE, at,
              "the key file \"%s\" has %d byte%s, fewer than the %d that cannot be guessed; if no "
              "ids have been hashed with it, make a new one: head -c 32 /dev/urandom > %s",
              path, (int)len, len == 1 ? "" : "s", KEY_MIN, quoted);
  else if (len > KEY_MAX)
    diag_add (
        diag, FIND_KEY_FILE, at,
        "the key file \"%s\" is larger than the %d bytes that a key may have; is it the right "
        "file?",
        path, KEY_MAX);
  else
    s = secret_new (key, (size_t)len);
  secret_wipe (key, sizeof key);
  return s;
}

struct secret *
secret_read (const char *path, struct place at, struct diag *diag)
{
  /* Without O_NONBLOCK a pipe that nobody writes to would hold the program for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  g_autofree char *quoted = g_shell_quote (path);
  struct secret *s = NULL;

  if (fd < 0 && errno == ENOENT)
    diag_add (
        diag, FIND_KEY_FILE, at,
        "the key file \"%s\" is not there; bring it from where it is kept, or make one, once: "
        "head -c 32 /dev/urandom > %s; chmod 600 %s",
        path, quoted, quoted);
  else if (fd < 0)
    diag_add (diag, FIND_KEY_FILE, at, "the key file \"%s\" cannot be read: %s", path,
              g_strerror (errno));
  else if (is_private (fd, path, at, diag))
    s = read_key (fd, path, at, diag);
  if (fd >= 0)
    close (fd);
  return s;
}
