/* Files of SPSS and Stata: any bytes, read as such a file.  The first byte chooses the ending of
   the name and what is declared.  What must hold: the program lives, whatever becomes of the
   process that ReadStat runs in; every record read is given or rejected, in order; every cell and
   every code is UTF-8 without blanks at its ends; counts add up; what cannot be read is a finding.
 */
#include <config.h>

#include "data/datain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
must (bool condition)
{
  if (!condition)
    abort ();
}

static bool
is_text (const char *text)
{
  return g_utf8_validate (text, -1, NULL);
}

static void
check_codes (const struct datain_format *format)
{
  struct diag *diag = diag_new ();
  struct codes *codes = codes_new ();
  must (datain_codes (format, codes, diag) || diag_count (diag, SEVERITY_ERROR) > 0);
  for (size_t i = 0; i < codes_n (codes); i++) {
    const struct codelist *list = codes_at (codes, i);
    must (is_text (list->column) && is_text (list->label));
    for (size_t k = 0; k < list->n; k++) {
      must (is_text (list->codes[k].value) && is_text (list->codes[k].label));
      must (!list->codes[k].missing || codelist_is_missing (list, list->codes[k].value,
                                                            (struct number_marks){.decimal = '.'}));
    }
  }
  codes_free (codes);
  diag_free (diag);
}

static size_t
check_block (const struct datain_block *block, struct dict *const *dict, size_t n, size_t last)
{
  for (size_t r = 0; r < block->n; r++) {
    must (block->line[r] > last);
    last = block->line[r];
    for (size_t k = 0; k < n; k++) {
      const struct dict_entry *e = dict_at (dict[k], block->cell[k * DATAIN_BLOCK + r]);
      must (is_text (e->text) && strlen (e->text) == e->len);
      must (e->len == 0 || (e->text[0] != ' ' && e->text[e->len - 1] != ' '));
    }
  }
  return last;
}

static void
check_data (const struct datain_format *format)
{
  struct diag *diag = diag_new ();
  struct datain *in = datain_open (format, NULL, diag);
  struct datain_block block;
  size_t given = 0, last = 0;
  must (in || diag_count (diag, SEVERITY_ERROR) > 0);
  if (in) {
    size_t n = datain_n_columns (in);
    g_autofree struct dict **dict = g_new (struct dict *, n);
    for (size_t k = 0; k < n; k++)
      dict[k] = datain_keep (in, k);
    while (datain_read (in, &block, diag)) {
      last = check_block (&block, dict, n, last);
      given += block.n;
      if (block.n > 1) {
        datain_reject (in, 1, "why not", diag);
        given--;
      }
    }
    must (datain_n_read (in) == given + datain_n_rejected (in));
    for (size_t k = 0; k < n; k++) {
      size_t count = 0;
      for (guint32 e = 0; e < dict_size (dict[k]); e++)
        count += dict_at (dict[k], e)->count;
      must (count == given);
    }
    datain_close (in, diag);
  }
  diag_free (diag);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const endings[] = {".sav", ".dta"}, *const encodings[] = {NULL, "windows-1252",
                                                                               "UTF-16LE",
                                                                               "SHIFT_JIS"};
  if (size == 0)
    return 0;
  g_autofree char *folder = g_dir_make_tmp ("spss-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_strconcat (folder, "/f", endings[data[0] & 1], NULL);
  must (g_file_set_contents (path, (const char *)data + 1, (gssize)(size - 1), NULL));
  const char *const files[] = {path, NULL};
  struct datain_format format = {
      .files = files, .encoding = encodings[data[0] >> 1 & 3], .decimal = data[0] & 8 ? ',' : '.'};
  check_codes (&format);
  check_data (&format);
  unlink (path);
  rmdir (folder);
  return 0;
}
