#include <config.h>

#include "data/bytesin.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
  PACKED_CHUNK = 64 * 1024, /* bytes of a packed file that are read at a time */
  GZIP_WINDOW = 15 + 16,    /* zlib: the largest window, and a gzip header */
  GZIP_FIRST = 0x1F,        /* the bytes every member begins with */
  GZIP_SECOND = 0x8B,
  HEAD = 16 /* bytes by which a kind of file is known */
};

struct bytesin {
  char *path;
  int fd;
  struct progress *progress;
  bool at_end; /* of the file, or of what can be read of it */

  bool packed, in_member;
  z_stream z;
  unsigned char *in; /* [PACKED_CHUNK] */
  size_t unpacked;   /* bytes so far */

  bool full; /* zlib may have more text of the bytes it was given: there was no room for it */
  bool broken;
  enum finding_id why;
  char *message; /* NULL once it was told */
};

/* ---- What is no CSV file ---- */

static const char save_as[] = "open it in a spreadsheet program and save the sheet as CSV (UTF-8)";
static const char save_or_unpack[] =
    "open it in a spreadsheet program and save the sheet as CSV (UTF-8), or unpack it";
static const char unpack_it[] = "unpack it, or pack it with gzip";

static const struct {
  size_t at; /* in the file */
  const char *bytes, *what, *remedy;
} signatures[] = {
    {0, "PK\3\4", "a spreadsheet or a zip archive", save_or_unpack},
    {0, "PK\5\6", "a zip archive without files", save_or_unpack},
    {0, "PK\7\10", "a zip archive of several parts", save_or_unpack},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a spreadsheet or document of Microsoft Office",
     save_as},
    {0, "%PDF-", "a PDF document", "ask for the data as CSV"},
    {0, "Rar!\x1A\7", "a rar archive", unpack_it},
    {0, "7z\xBC\xAF\x27\x1C", "a 7z archive", unpack_it},
    {4, "1AY&SY", "packed with bzip2", unpack_it},
    {0, "\3757zXZ", "packed with xz", unpack_it},
    {0, "\x28\xB5\x2F\xFD", "packed with zstd", unpack_it},
};

static const struct {
  const char *suffix, *what, *remedy;
} suffixes[] = {
    {".zip", "an archive by its name", unpack_it},
    {".xlsx", "a spreadsheet by its name", save_as},
    {".xlsm", "a spreadsheet by its name", save_as},
    {".xlsb", "a spreadsheet by its name", save_as},
    {".xls", "a spreadsheet by its name", save_as},
    {".ods", "a spreadsheet by its name", save_as},
};

/* Is it another kind of file?  Then that is told. */
static bool
is_no_csv (const char *path, const char *head, size_t len, struct place at, struct diag *diag)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  const char *what = NULL, *remedy = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i].suffix)) {
      what = suffixes[i].what;
      remedy = suffixes[i].remedy;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (signatures); i++) {
    size_t from = signatures[i].at, n = strlen (signatures[i].bytes);
    if (from + n <= len && memcmp (head + from, signatures[i].bytes, n) == 0) {
      what = signatures[i].what;
      remedy = signatures[i].remedy;
    }
  }
  if (what)
    diag_add (diag, FIND_NOT_CSV, at, "\"%s\" is %s, and not a CSV file: %s", path, what, remedy);
  return what != NULL;
}

/* ---- Opening ---- */

static int
open_regular (const char *path, struct place at, struct diag *diag)
{
  struct stat status;
  /* Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &status) != 0) {
    diag_add (diag, FIND_CANNOT_READ, at, "cannot read \"%s\": %s", path, g_strerror (errno));
  } else if (S_ISDIR (status.st_mode)) {
    diag_add (diag, FIND_CANNOT_READ, at, "cannot read \"%s\": it is a folder", path);
  } else if (!S_ISREG (status.st_mode)) {
    diag_add (diag, FIND_CANNOT_READ, at, "cannot read \"%s\": it is not a regular file", path);
  } else {
    return fd;
  }
  if (fd >= 0)
    close (fd);
  return -1;
}

static void
start_unpacking (struct bytesin *b)
{
  b->packed = true;
  b->in = g_malloc (PACKED_CHUNK);
  b->in_member = inflateInit2 (&b->z, GZIP_WINDOW) == Z_OK;
  if (!b->in_member)
    g_error ("zlib cannot begin"); /* memory has run out */
}

struct bytesin *
bytesin_open (const char *path, struct progress *progress, struct place at, struct diag *diag)
{
  char head[HEAD];
  int fd = open_regular (path, at, diag);
  if (fd < 0)
    return NULL;
  ssize_t got = pread (fd, head, sizeof head, 0);
  size_t len = got > 0 ? (size_t)got : 0;
  if (is_no_csv (path, head, len, at, diag)) {
    close (fd);
    return NULL;
  }
  struct bytesin *b = g_new0 (struct bytesin, 1);
  b->path = g_strdup (path);
  b->fd = fd;
  b->progress = progress;
  if (len >= 2 && (unsigned char)head[0] == GZIP_FIRST && (unsigned char)head[1] == GZIP_SECOND)
    start_unpacking (b);
  return b;
}

void
bytesin_close (struct bytesin *b)
{
  if (!b)
    return;
  if (b->packed)
    inflateEnd (&b->z);
  close (b->fd);
  g_free (b->in);
  g_free (b->message);
  g_free (b->path);
  g_free (b);
}

/* ---- Reading ---- */

static void
break_off (struct bytesin *b, enum finding_id why, char *message)
{
  b->at_end = b->broken = true;
  b->why = why;
  b->message = message;
}

static void
break_gzip (struct bytesin *b, const char *what)
{
  break_off (b, FIND_BAD_GZIP,
             g_strdup_printf ("%s behind %zu bytes of text; get the file anew, no record of the "
                              "survey is used",
                              what, b->unpacked));
}

/* The file's own bytes. */
static size_t
read_file (struct bytesin *b, void *into, size_t len)
{
  ssize_t got;
  do
    got = read (b->fd, into, len);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    break_off (b, FIND_CANNOT_READ,
               g_strdup_printf ("cannot read %s: %s; no record of the survey is used", b->path,
                                g_strerror (errno)));
  if (got <= 0)
    return 0;
  progress_add (b->progress, (size_t)got);
  return (size_t)got;
}

/* Have a byte of the packed file at hand.  False at its end. */
static bool
refill (struct bytesin *b)
{
  if (b->z.avail_in == 0) {
    b->z.next_in = b->in;
    b->z.avail_in = (uInt)read_file (b, b->in, PACKED_CHUNK);
  }
  return b->z.avail_in > 0;
}

/* Between members: zero bytes, with which tapes and some disks fill up, and the next member. */
static void
next_member (struct bytesin *b)
{
  if (*b->z.next_in == 0) {
    b->z.next_in++;
    b->z.avail_in--;
  } else if (*b->z.next_in == GZIP_FIRST && inflateReset (&b->z) == Z_OK)
    b->in_member = true;
  else
    break_gzip (b, "the gzip file goes on with something else");
}

/* Unpack until there is something, or nothing comes. */
static size_t
unpack (struct bytesin *b, char *into, size_t len)
{
  uInt room = (uInt)MIN (len, G_MAXINT);
  b->z.next_out = (Bytef *)into;
  b->z.avail_out = room;
  while (b->z.avail_out == room && !b->at_end) {
    if (!refill (b) && !b->full) {
      if (!b->broken && b->in_member)
        break_gzip (b, "the gzip file is cut off");
      b->at_end = true;
    } else if (!b->in_member) {
      next_member (b);
    } else {
      uInt before = b->z.avail_out;
      int result = inflate (&b->z, Z_NO_FLUSH);
      b->unpacked += before - b->z.avail_out;
      b->full = result == Z_OK && b->z.avail_out == 0;
      if (result == Z_STREAM_END)
        b->in_member = false;
      else if (result != Z_OK && result != Z_BUF_ERROR)
        break_gzip (b, "the gzip file is damaged, at the latest");
    }
  }
  return room - b->z.avail_out;
}

size_t
bytesin_read (struct bytesin *b, char *into, size_t len)
{
  if (b->at_end)
    return 0;
  if (b->packed)
    return unpack (b, into, len);
  size_t got = read_file (b, into, len);
  b->at_end = got == 0;
  return got;
}

bool
bytesin_broken (const struct bytesin *b)
{
  return b->broken;
}

void
bytesin_tell (struct bytesin *b, struct diag *diag)
{
  if (b->message)
    diag_add (diag, b->why, (struct place){.file = b->path}, "%s", b->message);
  g_clear_pointer (&b->message, g_free);
}
