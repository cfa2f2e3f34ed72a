/* Data files: any bytes, read as a data file.  What must hold: every record read is given or
   rejected, with all its lines in order; every cell is UTF-8 without NUL or blanks at its ends;
   counts add up; and a buffer of another size gives the same.  The first byte chooses how the file
   is declared. */
#include <config.h>

#include "base/number.h"
#include "data/csvin.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What a reading comes to. */
struct outcome {
  bool opened;
  size_t read, rejected, findings;
  guint64 hash; /* of lines and cells, in order */
};

static void
add_hash (guint64 *hash, const void *bytes, size_t len)
{
  const unsigned char *b = bytes;
  for (size_t i = 0; i < len; i++)
    *hash = (*hash ^ b[i]) * G_GUINT64_CONSTANT (0x100000001B3); /* FNV-1a */
}

static void
must (bool condition)
{
  if (!condition)
    abort ();
}

static void
check_block (const struct datain_block *block, struct dict *const *dict, size_t n,
             size_t *last_line, struct outcome *out)
{
  for (size_t r = 0; r < block->n; r++) {
    must (block->line[r] > *last_line);
    *last_line = block->line[r];
    add_hash (&out->hash, &block->line[r], sizeof block->line[r]);
    for (size_t k = 0; k < n; k++) {
      const struct dict_entry *e = dict_at (dict[k], block->cell[k * DATAIN_BLOCK + r]);
      must (g_utf8_validate_len (e->text, e->len, NULL) && e->text[e->len] == '\0');
      must (e->len == 0 || (e->text[0] != ' ' && e->text[e->len - 1] != ' '));
      add_hash (&out->hash, e->text, e->len + 1);
    }
  }
}

static struct outcome
read_file (const struct datain_format *format)
{
  struct outcome out = {0};
  struct diag *diag = diag_new ();
  struct csvin *in = csvin_open (format, NULL, diag);
  struct datain_block block;
  size_t given = 0, last_line = 0;
  out.opened = in != NULL;
  if (in) {
    size_t n = csvin_n_columns (in);
    g_autofree struct dict **dict = g_new (struct dict *, n);
    for (size_t k = 0; k < n; k++) {
      dict[k] = csvin_keep (in, k);
      must (csvin_slot (in, k) == k);
    }
    while (csvin_read (in, &block, diag)) {
      check_block (&block, dict, n, &last_line, &out);
      given += block.n;
      if (block.n > 1) { /* as a record without a weight */
        csvin_reject (in, 1, "why not", diag);
        given--;
      }
    }
    out.read = csvin_n_read (in);
    out.rejected = csvin_n_rejected (in);
    must (out.read == given + out.rejected);
    for (size_t k = 0; k < n; k++) {
      size_t count = 0;
      for (guint32 e = 0; e < dict_size (dict[k]); e++)
        count += dict_at (dict[k], e)->count;
      must (count == given);
    }
    csvin_close (in, diag);
  }
  must (out.opened || diag_count (diag, SEVERITY_ERROR) > 0);
  out.findings = diag_size (diag);
  diag_free (diag);
  return out;
}

/* Columns that are kept as numbers hold what their cells' texts are as numbers. */
static void
check_numbers (const struct datain_format *format)
{
  struct diag *diag = diag_new ();
  struct csvin *texts = csvin_open (format, NULL, diag);
  struct csvin *numbers = csvin_open (format, NULL, diag);
  struct datain_block block, other;
  size_t n = texts ? csvin_n_columns (texts) : 0;
  g_autofree size_t *column = g_new (size_t, n + 1);
  g_autofree struct dict **dict = g_new (struct dict *, n + 1);
  for (size_t k = 0; k < n; k++) { /* in another order than in the file */
    column[k] = n - 1 - k;
    dict[k] = csvin_keep (texts, k);
  }
  must (!texts || n >= G_MAXUINT16 ||
        csvin_keep_numbers (numbers, column, n, (struct number_marks){.decimal = '.'}));
  while (texts && n < G_MAXUINT16 && csvin_read (texts, &block, diag)) {
    must (csvin_read (numbers, &other, diag) && other.n == block.n);
    for (size_t r = 0; r < block.n; r++)
      for (size_t k = 0; k < n; k++) {
        const struct dict_entry *e = dict_at (dict[k], block.cell[k * DATAIN_BLOCK + r]);
        double number = other.number[r * n + (n - 1 - k)], want = NAN;
        if (!number_parse (e->text, e->len, '.', &want))
          want = NAN;
        must (number == want || (isnan (number) && isnan (want)));
      }
  }
  csvin_close (texts, diag);
  csvin_close (numbers, diag);
  diag_free (diag);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const encodings[] = {NULL, "windows-1252", "UTF-16LE", "ISO-8859-15"};
  static const char delimiters[] = {0, ',', ';', '\t'};
  if (size == 0)
    return 0;
  char path[64];
  int fd = memfd_create ("csv-fuzz", MFD_CLOEXEC);
  must (fd >= 0 && write (fd, data + 1, size - 1) == (ssize_t)(size - 1));
  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  const char *const files[] = {path, NULL};
  struct datain_format format = {.files = files,
                                 .encoding = encodings[data[0] & 3],
                                 .delimiter = delimiters[data[0] >> 2 & 3],
                                 .header_rows = 1 + (data[0] >> 4 & 1),
                                 .names_joined = data[0] >> 6 & 1,
                                 .unmask = data[0] >> 7,
                                 .skip_rows = data[0] >> 5 & 1};
  struct outcome whole = read_file (&format);
  format.chunk = 1 + (data[0] >> 6) * 7;
  struct outcome pieces = read_file (&format);
  /* Where blocks end depends on the buffer, and with it which record is rejected above. */
  must (whole.opened == pieces.opened && whole.read == pieces.read && whole.hash == pieces.hash &&
        whole.findings == pieces.findings);
  check_numbers (&format);
  close (fd);
  return 0;
}
