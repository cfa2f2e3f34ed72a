#include <config.h>

#include "data/datainkind.h"

#include "base/number.h"
#include "data/csvin.h"

#include <math.h>
#include <string.h>

struct datain {
  const struct datain_kind *kind;
  void *in; /* the kind's own reader */
  /* Columns that are kept as numbers although the reader keeps dictionaries of them. */
  struct dict **dict; /* [n_numbers] */
  size_t *column, n_numbers;
  double *number; /* [DATAIN_BLOCK][n_numbers] */
  struct number_marks marks;
};

/* ---- CSV ---- */

static void *
csv_open (const struct datain_format *format, struct progress *progress, struct diag *diag)
{
  return csvin_open (format, progress, diag);
}

static bool
csv_close (void *in, struct diag *diag)
{
  return csvin_close (in, diag);
}

static size_t
csv_n_columns (const void *in)
{
  return csvin_n_columns (in);
}

static const char *
csv_name (const void *in, size_t column)
{
  return csvin_name (in, column);
}

static char
csv_delimiter (const void *in)
{
  return csvin_delimiter (in);
}

static const char *
csv_encoding (const void *in)
{
  return csvin_encoding (in);
}

static long
csv_find (const void *in, const char *name, struct place at, struct diag *diag)
{
  return csvin_find (in, name, at, diag);
}

static struct dict *
csv_keep (void *in, size_t column)
{
  return csvin_keep (in, column);
}

static bool
csv_keep_numbers (void *in, const size_t *columns, size_t n, struct number_marks marks)
{
  return csvin_keep_numbers (in, columns, n, marks);
}

static size_t
csv_slot (const void *in, size_t column)
{
  return csvin_slot (in, column);
}

static bool
csv_read (void *in, struct datain_block *block, struct diag *diag)
{
  return csvin_read (in, block, diag);
}

static bool
csv_broken (const void *in)
{
  return csvin_broken (in);
}

static void
csv_reject (void *in, size_t r, const char *reason, struct diag *diag)
{
  csvin_reject (in, r, reason, diag);
}

static void
csv_count (void *in)
{
  csvin_count (in);
}

static size_t
csv_n_read (const void *in)
{
  return csvin_n_read (in);
}

static size_t
csv_n_rejected (const void *in)
{
  return csvin_n_rejected (in);
}

static const struct datain_kind csv_kind = {.open = csv_open,
                                            .close = csv_close,
                                            .n_columns = csv_n_columns,
                                            .name = csv_name,
                                            .delimiter = csv_delimiter,
                                            .encoding = csv_encoding,
                                            .find = csv_find,
                                            .keep = csv_keep,
                                            .keep_numbers = csv_keep_numbers,
                                            .slot = csv_slot,
                                            .read = csv_read,
                                            .broken = csv_broken,
                                            .reject = csv_reject,
                                            .count = csv_count,
                                            .n_read = csv_n_read,
                                            .n_rejected = csv_n_rejected};

/* ---- Which kind ---- */

static const struct {
  const char *ending;
  const struct datain_kind *kind;
} endings[] = {{".sav", &spss_kind}, {".zsav", &spss_kind}, {".dta", &spss_kind}};

static const struct datain_kind *
kind_of (const char *file)
{
  size_t len = strlen (file);
  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++) {
    size_t n = strlen (endings[i].ending);
    if (len > n && g_ascii_strcasecmp (file + len - n, endings[i].ending) == 0)
      return endings[i].kind;
  }
  return &csv_kind;
}

/* Files that are read together are of one layout, and first of all of one kind. */
static bool
is_one_kind (const struct datain_format *format, struct diag *diag)
{
  bool ok = true;
  for (const char *const *file = format->files; *file; file++)
    if (kind_of (*file) != kind_of (format->files[0])) {
      diag_add (diag, FIND_LAYOUT, (struct place){.file = *file},
                "the file is of another kind than \"%s\"; files read together must be of one "
                "layout",
                format->files[0]);
      ok = false;
    }
  return ok;
}

/* ---- The reader ---- */

struct datain *
datain_open (const struct datain_format *format, struct progress *progress, struct diag *diag)
{
  if (!format->files[0] || !is_one_kind (format, diag))
    return NULL;
  const struct datain_kind *kind = kind_of (format->files[0]);
  void *own = kind->open (format, progress, diag);
  if (!own)
    return NULL;
  struct datain *in = g_new (struct datain, 1);
  *in = (struct datain){.kind = kind, .in = own};
  return in;
}

bool
datain_close (struct datain *in, struct diag *diag)
{
  if (!in)
    return true;
  bool ok = in->kind->close (in->in, diag);
  g_free (in->dict);
  g_free (in->column);
  g_free (in->number);
  g_free (in);
  return ok;
}

size_t
datain_n_columns (const struct datain *in)
{
  return in->kind->n_columns (in->in);
}

const char *
datain_name (const struct datain *in, size_t column)
{
  return in->kind->name (in->in, column);
}

char
datain_delimiter (const struct datain *in)
{
  return in->kind->delimiter (in->in);
}

const char *
datain_encoding (const struct datain *in)
{
  return in->kind->encoding (in->in);
}

long
datain_find (const struct datain *in, const char *name, struct place at, struct diag *diag)
{
  return in->kind->find (in->in, name, at, diag);
}

struct dict *
datain_keep (struct datain *in, size_t column)
{
  return in->kind->keep (in->in, column);
}

void
datain_keep_numbers (struct datain *in, const size_t *columns, size_t n, struct number_marks marks)
{
  if (in->kind->keep_numbers && in->kind->keep_numbers (in->in, columns, n, marks))
    return;
  in->n_numbers = n;
  in->marks = marks;
  in->dict = g_new (struct dict *, n + 1);
  in->column = g_new (size_t, n + 1);
  in->number = g_new (double, n *DATAIN_BLOCK + 1);
  for (size_t k = 0; k < n; k++) {
    in->column[k] = columns[k];
    in->dict[k] = in->kind->keep (in->in, columns[k]);
  }
}

/* The numbers of a block, out of the dictionaries. */
static void
read_numbers (struct datain *in, struct datain_block *block)
{
  for (size_t k = 0; k < in->n_numbers; k++) {
    const guint32 *cell = block->cell + in->kind->slot (in->in, in->column[k]) * DATAIN_BLOCK;
    for (size_t r = 0; r < block->n; r++) {
      const struct dict_entry *e = dict_at (in->dict[k], cell[r]);
      double *number = &in->number[r * in->n_numbers + k];
      if (!number_read (e->text, e->len, in->marks, number))
        *number = NAN;
    }
  }
  block->number = in->number;
}

size_t
datain_slot (const struct datain *in, size_t column)
{
  return in->kind->slot (in->in, column);
}

bool
datain_read (struct datain *in, struct datain_block *block, struct diag *diag)
{
  if (!in->kind->read (in->in, block, diag))
    return false;
  if (in->n_numbers)
    read_numbers (in, block);
  return true;
}

bool
datain_broken (const struct datain *in)
{
  return in->kind->broken && in->kind->broken (in->in);
}

void
datain_reject (struct datain *in, size_t r, const char *reason, struct diag *diag)
{
  in->kind->reject (in->in, r, reason, diag);
}

void
datain_count (struct datain *in)
{
  in->kind->count (in->in);
}

size_t
datain_n_read (const struct datain *in)
{
  return in->kind->n_read (in->in);
}

size_t
datain_n_rejected (const struct datain *in)
{
  return in->kind->n_rejected (in->in);
}

bool
datain_codes (const struct datain_format *format, struct codes *codes, struct diag *diag)
{
  const struct datain_kind *kind = format->files[0] ? kind_of (format->files[0]) : &csv_kind;
  return !kind->codes || kind->codes (format, codes, diag);
}
