#include <config.h>

#include "base/source.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
  const char *text;
  size_t len, n_lines, offset, line, column;
} places[] = {
    {"", 0, 0, 0, 0, 0},
    {"a", 1, 1, 0, 1, 1},
    {"a", 1, 1, 1, 1, 2},
    {"a\n", 2, 1, 2, 1, 2},
    {"a\nb", 3, 2, 2, 2, 1},
    {"a\r\nb\r\n", 6, 2, 1, 1, 2},
    {"a\r\nb\r\n", 6, 2, 2, 1, 2},
    {"a\r\nb\r\n", 6, 2, 3, 2, 1},
    {"a\rb\rc", 5, 3, 4, 3, 1},
    {"\n\n\nx", 4, 4, 3, 4, 1},
    {"\xC3\xA9\xE4\xB8\xAD x", 7, 1, 6, 1, 4},
    {"\xEF\xBB\xBF"
     "ab",
     5, 1, 1, 1, 2},
};

static const struct {
  const char *text;
  size_t len;
  const char *message;
  size_t line, column;
} refused[] = {
    {"a\nb\0c", 5, "a NUL byte; the file is damaged or not a text file", 2, 2},
    {"\xEF\xBB\xBFy\0", 5, "a NUL byte; the file is damaged or not a text file", 1, 2},
    {"\xC3\xA9t\xE9", 4, "the byte 0xE9 is not UTF-8 here; save the file as UTF-8", 1, 3},
    {"ok\nx\xC0\xAF", 6, "the byte 0xC0 is not UTF-8 here; save the file as UTF-8", 2, 2},
    {"\xED\xA0\x80", 3, "the byte 0xED is not UTF-8 here; save the file as UTF-8", 1, 1},
    {"\xFF\xFE"
     "a\0",
     4, "the file is UTF-16; save it as UTF-8", 0, 0},
};

/* The one finding of reading PATH is MESSAGE. */
static bool
reading_says (const char *path, enum finding_id id, const char *message)
{
  struct diag *d = diag_new ();
  struct source *s = source_read (path, d);
  bool same = s == NULL && diag_size (d) == 1 && diag_at (d, 0)->id == id &&
              strcmp (diag_at (d, 0)->message, message) == 0;

  if (diag_size (d) > 0 && !same)
    fprintf (stderr, "said: %s\n", diag_at (d, 0)->message);
  source_free (s);
  diag_free (d);
  return same;
}

static void
files (struct unit *u)
{
  char folder[] = "/tmp/source-test-XXXXXX";
  g_autofree char *pipe = NULL, *large = NULL, *message = NULL, *big = g_strnfill (4194305, 'a');
  struct diag *d = diag_new ();
  struct source *s;

  CHECK (u, mkdtemp (folder) != NULL);
  message = g_strdup_printf ("cannot read \"%s\": it is a folder", folder);
  CHECK (u, reading_says (folder, FIND_CANNOT_READ, message));
  CHECK (u, reading_says ("no/such.yaml", FIND_CANNOT_READ,
                          "cannot read \"no/such.yaml\": No such file or directory"));
  pipe = g_build_filename (folder, "pipe", NULL);
  CHECK (u, mkfifo (pipe, 0600) == 0);
  g_free (message);
  message = g_strdup_printf ("cannot read \"%s\": it is not a regular file", pipe);
  CHECK (u, reading_says (pipe, FIND_CANNOT_READ, message));
  large = g_build_filename (folder, "large", NULL);
  CHECK (u, g_file_set_contents (large, big, 4194305, NULL));
  CHECK (u, reading_says (large, FIND_FILE_TOO_LARGE,
                          "the file is larger than the 4 MiB a specification may have"));
  CHECK (u, g_file_set_contents (large, big, 4194304, NULL));
  s = source_read (large, d);
  CHECK (u, s != NULL && s->len == 4194304 && s->n_lines == 1 && diag_size (d) == 0);
  source_free (s);
  diag_free (d);
  unlink (large);
  unlink (pipe);
  rmdir (folder);
}

int
main (void)
{
  struct unit u = {0};

  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    struct diag *d = diag_new ();
    struct source *s = source_from_text ("x", places[i].text, places[i].len, d);
    struct place at;
    CHECK (&u, s != NULL && s->n_lines == places[i].n_lines);
    at = source_place (s, places[i].offset, 1);
    CHECK (&u, at.line == places[i].line);
    CHECK (&u, at.column == places[i].column);
    source_free (s);
    diag_free (d);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++) {
    struct diag *d = diag_new ();
    struct source *s = source_from_text ("x", refused[i].text, refused[i].len, d);
    CHECK (&u, s == NULL && diag_size (d) == 1);
    CHECK (&u, strcmp (diag_at (d, 0)->message, refused[i].message) == 0);
    CHECK (&u, diag_at (d, 0)->line == refused[i].line);
    CHECK (&u, diag_at (d, 0)->column == refused[i].column);
    diag_free (d);
  }
  files (&u);
  return unit_report (&u);
}
