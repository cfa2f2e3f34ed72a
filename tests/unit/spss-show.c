/* Shows a data file as room data reads it: what it says of its columns, its records, what is wrong.

     spss-show FILE [ENCODING [quiet]] */
#include <config.h>

#include "data/datain.h"

#include <stdio.h>

static void
show_codes (const struct datain_format *format, struct diag *diag)
{
  struct codes *codes = codes_new ();
  datain_codes (format, codes, diag);
  for (size_t i = 0; i < codes_n (codes); i++) {
    const struct codelist *list = codes_at (codes, i);
    printf ("%s:%s%s", list->column, *list->label ? " " : "", list->label);
    for (size_t k = 0; k < list->n; k++)
      printf ("%s%s=%s%s", k > 0 ? ", " : " {", list->codes[k].value, list->codes[k].label,
              list->codes[k].missing ? " (missing)" : "");
    printf ("%s", list->n > 0 ? "}" : "");
    for (size_t k = 0; k < list->n_missing; k++)
      printf (" missing %g..%g", list->missing[k].lo, list->missing[k].hi);
    putchar ('\n');
  }
  codes_free (codes);
}

static void
show_records (const struct datain_format *format, bool quiet, struct diag *diag)
{
  struct datain *in = datain_open (format, NULL, diag);
  if (!in)
    return;
  size_t n = datain_n_columns (in);
  g_autofree struct dict **dict = g_new (struct dict *, n);
  struct datain_block block;
  for (size_t k = 0; k < n; k++)
    dict[k] = datain_keep (in, k);
  while (datain_read (in, &block, diag))
    for (size_t r = 0; r < block.n && !quiet; r++) {
      printf ("%zu", block.line[r]);
      for (size_t k = 0; k < n; k++)
        printf ("|%s", dict_at (dict[k], block.cell[k * DATAIN_BLOCK + r])->text);
      putchar ('\n');
    }
  printf ("%s, %zu columns, %zu records, %zu rejected\n", datain_encoding (in), n,
          datain_n_read (in), datain_n_rejected (in));
  datain_close (in, diag);
}

int
main (int argc, char **argv)
{
  if (argc < 2)
    return 2;
  const char *const files[] = {argv[1], NULL};
  struct datain_format format = {.files = files, .encoding = argc > 2 && *argv[2] ? argv[2] : NULL};
  /* What is wrong is wrong for both; it is told once. */
  struct diag *codes = diag_new (), *diag = diag_new ();
  bool quiet = argc > 3;
  if (!quiet)
    show_codes (&format, codes);
  show_records (&format, quiet, diag);
  diag_print (diag, stdout, false);
  diag_free (codes);
  diag_free (diag);
  return 0;
}
