/* libcsv-bare FILE...: what libcsv alone takes to parse the files, in blocks of 64 KiB, with two
   callbacks that do next to nothing.  The unit in which the benchmarks count. */
#include <config.h>

#include <csv.h>
#include <stdio.h>

enum { BLOCK = 64 * 1024 };

struct count {
  size_t cells, records;
};

static void
on_cell (void *text, size_t len, void *aux)
{
  struct count *count = aux;
  (void)text;
  (void)len;
  count->cells++;
}

static void
on_row (int end, void *aux)
{
  struct count *count = aux;
  (void)end;
  count->records++;
}

int
main (int argc, char **argv)
{
  struct count count = {0, 0};
  static char block[BLOCK];
  for (int i = 1; i < argc; i++) {
    struct csv_parser parser;
    FILE *in = fopen (argv[i], "rb");
    size_t n;
    if (!in || csv_init (&parser, CSV_STRICT) != 0) {
      perror (argv[i]);
      return 3;
    }
    setvbuf (in, NULL, _IONBF, 0);
    while ((n = fread (block, 1, sizeof block, in)) > 0)
      if (csv_parse (&parser, block, n, on_cell, on_row, &count) != n) {
        fprintf (stderr, "%s: %s\n", argv[i], csv_strerror (csv_error (&parser)));
        return 1;
      }
    csv_fini (&parser, on_cell, on_row, &count);
    csv_free (&parser);
    fclose (in);
  }
  printf ("%zu records, %zu cells\n", count.records, count.cells);
  return 0;
}
