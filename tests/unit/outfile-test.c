#include <config.h>

#include "base/csvout.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
holds (const char *path, const char *text)
{
  g_autofree char *found = NULL;
  bool same = g_file_get_contents (path, &found, NULL, NULL) && strcmp (found, text) == 0;

  if (!same)
    fprintf (stderr, "%s holds:\n%s", path, found != NULL ? found : "(nothing)");
  return same;
}

/* Names in FOLDER. */
static size_t
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  size_t n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  g_clear_pointer (&dir, g_dir_close);
  return n;
}

static mode_t
mode_of (const char *path)
{
  struct stat st;
  return stat (path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void
whole_or_not_at_all (struct unit *u, const char *folder)
{
  g_autofree char *below = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *path = g_build_filename (below, "x.txt", NULL);
  g_autofree char *link = g_build_filename (folder, "link.txt", NULL);
  struct diag *d = diag_new ();
  struct outfile *f = outfile_open (path, OUTFILE_MICRODATA, d);

  outfile_write (f, "one\n", 4);
  CHECK (u, access (path, F_OK) != 0); /* not there before it is whole */
  CHECK (u, outfile_close (f, d));
  CHECK (u, holds (path, "one\n") && mode_of (path) == 0600 && count_files (below) == 1);
  f = outfile_open (path, OUTFILE_PUBLIC, d);
  outfile_write (f, "two\n", 4);
  outfile_abort (f);
  CHECK (u, holds (path, "one\n") && count_files (below) == 1);
  /* A link stays a link; what it names is replaced. */
  CHECK (u, symlink ("a/b/x.txt", link) == 0);
  f = outfile_open (link, OUTFILE_PUBLIC, d);
  outfile_write (f, "three\n", 6);
  CHECK (u, outfile_close (f, d));
  CHECK (u, holds (path, "three\n") && mode_of (path) == 0644 && count_files (below) == 1);
  CHECK (u, g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  outfile_abort (NULL);
  CHECK (u, diag_size (d) == 0);
  diag_free (d);
}

static void
large_pieces (struct unit *u, const char *folder)
{
  enum { PIECE = 300000 }; /* more than the buffer */
  g_autofree char *path = g_build_filename (folder, "large", NULL), *found = NULL;
  g_autofree char *piece = g_strnfill (PIECE, 'x');
  struct diag *d = diag_new ();
  struct outfile *f = outfile_open (path, OUTFILE_PUBLIC, d);
  gsize len = 0;
  bool right;

  outfile_write (f, "a", 1);
  outfile_write (f, piece, PIECE);
  memset (outfile_reserve (f, PIECE), 'y', PIECE);
  outfile_used (f, PIECE);
  for (int i = 0; i < PIECE; i++)
    outfile_write (f, "z", 1);
  CHECK (u, outfile_close (f, d));
  CHECK (u, g_file_get_contents (path, &found, &len, NULL) && len == 1 + 3 * PIECE);
  right = found[0] == 'a';
  for (size_t i = 1; i < len; i++)
    right = right && found[i] == "xyz"[(i - 1) / PIECE];
  CHECK (u, right);
  diag_free (d);
}

static void
failures (struct unit *u, const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "x", NULL), *message = NULL;
  struct diag *d = diag_new ();
  struct outfile *f;

  CHECK (u, outfile_open (folder, OUTFILE_PUBLIC, d) == NULL);
  message = g_strdup_printf ("cannot write \"%s\": it is a folder", folder);
  CHECK (u, strcmp (diag_at (d, 0)->message, message) == 0);
  CHECK (u, g_file_set_contents (file, "", 0, NULL));
  CHECK (u, outfile_open (below, OUTFILE_PUBLIC, d) == NULL);
  CHECK (u, diag_size (d) == 2 && diag_at (d, 1)->id == FIND_CANNOT_WRITE);
  CHECK (u, g_str_has_prefix (diag_at (d, 1)->message, "cannot make the folder \""));
  if (access ("/dev/full", W_OK) == 0) {
    f = outfile_open ("/dev/full", OUTFILE_PUBLIC, d);
    outfile_write (f, "x", 1);
    CHECK (u, !outfile_close (f, d));
    CHECK (u, strcmp (diag_at (d, 2)->message,
                      "cannot write \"/dev/full\": No space left on device") == 0);
  }
  CHECK (u, diag_status (d) == 3);
  diag_free (d);
}

static void
cells (struct unit *u, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "x.csv", NULL);
  struct diag *d = diag_new ();
  struct outfile *f = outfile_open (path, OUTFILE_PUBLIC, d);
  struct csvout out;

  csvout_init (&out, f);
  csvout_text (&out, "plain");
  csvout_text (&out, "a,b");
  csvout_text (&out, "say \"x\"");
  csvout_text (&out, "two\nlines");
  csvout_text (&out, " kept ");
  csvout_text (&out, "=1+1");
  csvout_end (&out);
  csvout_text (&out, NULL);
  csvout_text (&out, "");
  csvout_number (&out, NAN);
  csvout_number (&out, INFINITY);
  csvout_number (&out, 0.1);
  csvout_count (&out, 1234);
  csvout_bytes (&out, "abc", 2);
  csvout_end (&out);
  CHECK (u, outfile_close (f, d));
  CHECK (u, holds (path, "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\", kept ,=1+1\n"
                         ",,,,0.1,1234,ab\n"));
  diag_free (d);
}

int
main (void)
{
  struct unit u = {0};
  char folder[] = "/tmp/outfile-test-XXXXXX";
  g_autofree char *remove = NULL;

  CHECK (&u, mkdtemp (folder) != NULL);
  whole_or_not_at_all (&u, folder);
  large_pieces (&u, folder);
  failures (&u, folder);
  cells (&u, folder);
  remove = g_strdup_printf ("rm -r '%s'", folder);
  CHECK (&u, system (remove) == 0);
  return unit_report (&u);
}
