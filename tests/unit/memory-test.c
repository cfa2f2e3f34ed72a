/* What is not mapped does not stay in memory: a mark in a column is looked for in all that the
   process may write to, once more data than the reader's buffer holds have followed it. */
#include <config.h>

#include "base/secret.h"
#include "data/csvin.h"

#include "unit.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 4096, RECORDS = 4000, LARGEST = 256 * 1024 * 1024, MASK = 0x55 };

/* The mark and the columns are never spelled out in memory but by who reads the file. */
static const unsigned char masked[] = {'C' ^ MASK, 'a' ^ MASK, 'N' ^ MASK, '4' ^ MASK, 'r' ^ MASK,
                                       'Y' ^ MASK, '7' ^ MASK, '7' ^ MASK, 'q' ^ MASK, 'Z' ^ MASK};

static void
unmask (char *text)
{
  for (size_t i = 0; i < sizeof masked; i++)
    text[i] = (char)(masked[i] ^ MASK);
}

/* A file whose first record holds the mark in its second column. */
static bool
write_file (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  char first[] = "a,b\n1,..........\n";
  unmask (strchr (first, '.'));
  bool ok = fd >= 0 && write (fd, first, sizeof first - 1) == sizeof first - 1;
  secret_wipe (first, sizeof first);
  for (int i = 0; ok && i < RECORDS; i++)
    ok = write (fd, "2,something\n", 12) == 12;
  return close (fd) == 0 && ok;
}

static size_t
count_marks (const volatile unsigned char *from, const volatile unsigned char *to)
{
  size_t n = 0;
  for (; from + sizeof masked <= to; from++) {
    size_t i = 0;
    while (i < sizeof masked && (from[i] ^ MASK) == masked[i])
      i++;
    n += i == sizeof masked;
  }
  return n;
}

/* The mark in the heap, the stack and all other memory of the process; -1: it cannot be told. */
static long
marks_in_memory (void)
{
  FILE *maps = fopen ("/proc/self/maps", "re");
  char line[1024];
  long n = 0;
  if (!maps)
    return -1;
  while (fgets (line, sizeof line, maps)) {
    char *rest;
    guint64 from = g_ascii_strtoull (line, &rest, 16);
    guint64 to = *rest == '-' ? g_ascii_strtoull (rest + 1, &rest, 16) : 0;
    if (to > from && g_str_has_prefix (rest, " rw-p") && to - from <= LARGEST)
      n += (long)count_marks (GSIZE_TO_POINTER (from), GSIZE_TO_POINTER (to));
  }
  fclose (maps);
  return n;
}

/* Read the file keeping COLUMN; the marks when all of it has been read and the reader, with its
   dictionaries and buffers, is still there. */
static long
marks_after_reading (const char *path, size_t column)
{
  const char *const files[] = {path, NULL};
  struct datain_format format = {.files = files, .delimiter = ',', .chunk = CHUNK};
  struct diag *d = diag_new ();
  struct csvin *in = csvin_open (&format, NULL, d);
  struct datain_block block;
  long n = -1;
  if (in) {
    csvin_keep (in, column);
    while (csvin_read (in, &block, d) && csvin_n_read (in) < RECORDS)
      ;
    n = marks_in_memory ();
  }
  csvin_close (in, d);
  diag_free (d);
  return n;
}

int
main (void)
{
  struct unit u = {0};
  g_autofree char *folder = g_dir_make_tmp ("memory-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "data.csv", NULL);
  CHECK (&u, write_file (path));
  long before = marks_in_memory ();
  if (before >= 0) {
    CHECK (&u, before == 0);
    CHECK (&u, marks_after_reading (path, 0) == 0);
    /* What is kept is found, so that the look was worth something. */
    CHECK (&u, marks_after_reading (path, 1) > 0);
  }
  g_remove (path);
  g_rmdir (folder);
  unit_report (&u);
  /* 77: skipped. */
  return u.failed ? 1 : before < 0 ? 77 : 0;
}
