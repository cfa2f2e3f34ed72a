/* ingest-bench N FILE...: what the reader takes (libcsv, lines, checks, dictionaries, blocks) when
   it keeps the first N columns, beside what libcsv alone takes: see libcsv-bare. */
#include <config.h>

#include "data/csvin.h"

#include <stdio.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  size_t n = 0, wanted = argc > 1 ? strtoul (argv[1], NULL, 10) : 0, values = 0;
  struct diag *diag = diag_new ();
  for (int i = 2; i < argc; i++) {
    const char *const files[] = {argv[i], NULL};
    struct datain_format format = {.files = files};
    struct datain_block block;
    struct csvin *in = csvin_open (&format, NULL, diag);
    if (!in)
      break;
    size_t n_kept = MIN (wanted, csvin_n_columns (in));
    g_autofree struct dict **dict = g_new (struct dict *, n_kept + 1);
    for (size_t c = 0; c < n_kept; c++)
      dict[c] = csvin_keep (in, c);
    while (csvin_read (in, &block, diag))
      n += block.n;
    for (size_t c = 0; c < n_kept; c++)
      values += dict_size (dict[c]);
    csvin_close (in, diag);
  }
  diag_print (diag, stderr, false);
  printf ("%zu records, %zu distinct values\n", n, values);
  int status = diag_status (diag);
  diag_free (diag);
  return status;
}
