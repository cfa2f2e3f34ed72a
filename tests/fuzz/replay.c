/* Feed a fuzz target each file of the folders given as arguments, in the order of their names, and
   a file that is missing its end: so that what a fuzzer once found is tested in every build, with
   any compiler.  A crash names the file it was about to try. */
#include <config.h>
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The files of FOLDER with their paths, sorted; NULL when it cannot be read. */
static GPtrArray *
list_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  if (!dir)
    return NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  g_dir_close (dir);
  g_ptr_array_sort (files, by_name);
  return files;
}

/* Give DATA to the target in a block of exactly SIZE bytes, so that a sanitizer or valgrind sees a
   read beyond its end. */
static void
try_bytes (const char *data, size_t size)
{
  uint8_t *exact = g_malloc (size ? size : 1);
  if (size)
    memcpy (exact, data, size);
  LLVMFuzzerTestOneInput (exact, size);
  g_free (exact);
}

/* Try the file whole and its first half. */
static bool
try_file (const char *path)
{
  char *data;
  size_t size;
  if (!g_file_get_contents (path, &data, &size, NULL)) {
    fprintf (stderr, "cannot read %s\n", path);
    return false;
  }
  printf ("%s\n", path);
  fflush (stdout);
  try_bytes (data, size);
  try_bytes (data, size / 2);
  g_free (data);
  return true;
}

int
main (int argc, char **argv)
{
  size_t n = 0;
  for (int i = 1; i < argc; i++) {
    GPtrArray *files = list_folder (argv[i]);
    if (!files || files->len == 0) {
      fprintf (stderr, "no files in %s\n", argv[i]);
      return 1;
    }
    for (guint k = 0; k < files->len; k++)
      if (!try_file (g_ptr_array_index (files, k)))
        return 1;
    n += files->len;
    g_ptr_array_free (files, TRUE);
  }
  printf ("%zu files tried\n", n);
  return n == 0;
}
