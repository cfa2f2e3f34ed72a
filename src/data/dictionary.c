#include <config.h>

#include "data/dictionary.h"

#include "base/regex.h"
#include "data/codecell.h"
#include "data/csvin.h"
#include "data/dictwords.h"

#include <string.h>

enum { ROWS_LOOKED_AT = 20 /* for the one that names the columns */ };

/* A row, its cells by role; "" where it has none. */
struct dictrow {
  char *cell[N_ROLES];
  size_t filled; /* cells of the whole row that are not empty */
  size_t line;
};

struct dictionary {
  const char *path;
  struct csvin *in;
  struct dict *role[N_ROLES]; /* or NULL */
  size_t slot[N_ROLES];
  struct dict **all; /* every column */
  GArray *rows;      /* struct dictrow */
  bool wide;
  struct codes *codes;
  struct diag *diag;
};

/* ---- Reading ---- */

/* FILES: borrowed until the reader is closed. */
static struct csvin *
open_row (const struct source_spec *spec, const char *const *files, const char *encoding, long row,
          struct diag *diag)
{
  struct datain_format format = {.files = files,
                                 .encoding = encoding,
                                 .header_rows = row,
                                 .names_row = row,
                                 .place = spec->dictionary_place};
  return csvin_open (&format, NULL, diag);
}

/* Which column has which role; the first one with a role has it. */
static bool
find_roles (const struct csvin *in, long column[static N_ROLES])
{
  for (size_t r = 0; r < N_ROLES; r++)
    column[r] = -1;
  for (size_t c = 0; c < csvin_n_columns (in); c++) {
    enum dict_role role = dict_role_of (csvin_name (in, c));
    if (role < N_ROLES && column[role] < 0)
      column[role] = (long)c;
  }
  return column[ROLE_VARIABLE] >= 0 &&
         (column[ROLE_CODE] >= 0 || column[ROLE_LABEL] >= 0 || column[ROLE_QUESTION] >= 0);
}

/* The row that names the columns, or 0. */
static long
find_heading (const struct source_spec *spec, const char *const *files, const char *encoding)
{
  long column[N_ROLES], found = 0;
  for (long row = 1; row <= ROWS_LOOKED_AT && !found; row++) {
    struct diag *quiet = diag_new ();
    struct csvin *in = open_row (spec, files, encoding, row, quiet);
    if (in && find_roles (in, column))
      found = row;
    csvin_close (in, quiet);
    diag_free (quiet);
  }
  return found;
}

static void
row_clear (void *row)
{
  for (size_t r = 0; r < N_ROLES; r++)
    g_free (((struct dictrow *)row)->cell[r]);
}

static void
add_rows (struct dictionary *dy, const struct datain_block *block)
{
  size_t n = csvin_n_columns (dy->in);
  for (size_t i = 0; i < block->n; i++) {
    struct dictrow row = {.line = block->line[i]};
    for (size_t c = 0; c < n; c++)
      row.filled += dict_at (dy->all[c], block->cell[c * DATAIN_BLOCK + i])->len > 0;
    for (size_t r = 0; r < N_ROLES; r++) {
      const struct dict *dict = dy->role[r];
      row.cell[r] =
          g_strdup (dict ? dict_at (dict, block->cell[dy->slot[r] * DATAIN_BLOCK + i])->text : "");
    }
    g_array_append_val (dy->rows, row);
  }
}

static void
read_rows (struct dictionary *dy)
{
  struct datain_block block;
  long column[N_ROLES];
  size_t n = csvin_n_columns (dy->in);

  find_roles (dy->in, column);
  dy->all = g_new (struct dict *, n);
  for (size_t c = 0; c < n; c++)
    dy->all[c] = csvin_keep (dy->in, c);
  for (size_t r = 0; r < N_ROLES; r++)
    if (column[r] >= 0) {
      dy->slot[r] = (size_t)column[r];
      dy->role[r] = dy->all[column[r]];
    }
  while (csvin_read (dy->in, &block, dy->diag))
    add_rows (dy, &block);
}

/* ---- Codes ---- */

static void
add_code (struct dictionary *dy, struct codelist *list, const char *code, const char *label,
          bool missing, size_t line)
{
  struct place at = {.file = dy->path, .line = line};
  const struct source_code *known =
      codelist_find (list, code, (struct number_marks){.decimal = '.'});
  if (known && strcmp (known->label, label) != 0 && *label && *known->label) {
    diag_add (dy->diag, FIND_DICTIONARY, at,
              "code %s of \"%s\" has two labels, \"%s\" and \"%s\"; the first one is taken", code,
              list->column, known->label, label);
    diag_note (dy->diag, known->place, "the first one is here");
  }
  if (!known && *code)
    codelist_add (list, code, label, missing, at, dy->diag);
}

/* Codes that mean missing, one a row or all in a cell. */
static bool
is_in_list (const char *cell, const char *code)
{
  g_auto (GStrv) codes = codecell_list (cell);
  return g_strv_contains ((const char *const *)codes, code);
}

static void
add_wide (struct dictionary *dy, struct codelist *list, const struct dictrow *row)
{
  const char *missing = row->cell[ROLE_MISSING];
  GArray *pairs = codecell_pairs (row->cell[ROLE_CODE]);
  g_auto (GStrv) alone = codecell_list (missing);

  for (guint i = 0; i < pairs->len; i++) {
    const struct codepair *p = &g_array_index (pairs, struct codepair, i);
    add_code (dy, list, p->code, p->label, is_in_list (missing, p->code), row->line);
  }
  for (char **code = alone; *code; code++)
    if (**code)
      add_code (dy, list, *code, "", true, row->line);
  g_array_free (pairs, TRUE);
}

static void
add_row (struct dictionary *dy, struct codelist *list, const struct dictrow *row)
{
  const char *question = row->cell[ROLE_QUESTION], *label = row->cell[ROLE_LABEL];
  bool is_code = dy->role[ROLE_CODE] && *row->cell[ROLE_CODE];

  if (*question)
    codelist_set_label (list, question);
  else if ((dy->wide || !is_code) && *label)
    codelist_set_label (list, label);
  if (dy->wide)
    add_wide (dy, list, row);
  else if (is_code)
    add_code (dy, list, row->cell[ROLE_CODE], label,
              dict_is_yes (row->cell[ROLE_MISSING]) ||
                  is_in_list (row->cell[ROLE_MISSING], row->cell[ROLE_CODE]),
              row->line);
}

/* Is the layout wide: does a cell of codes hold pairs? */
static bool
is_wide (const GArray *rows)
{
  bool wide = false;
  for (guint i = 0; i < rows->len && !wide; i++) {
    GArray *pairs = codecell_pairs (g_array_index (rows, struct dictrow, i).cell[ROLE_CODE]);
    wide = pairs->len > 0;
    g_array_free (pairs, TRUE);
  }
  return wide;
}

static void
add_rows_to_codes (struct dictionary *dy)
{
  g_auto (GStrv) names = NULL; /* of the variables that the row is about */
  for (guint i = 0; i < dy->rows->len; i++) {
    const struct dictrow *row = &g_array_index (dy->rows, struct dictrow, i);
    const char *variable = row->cell[ROLE_VARIABLE];
    if (*variable || row->filled == 0) {
      g_clear_pointer (&names, g_strfreev);
      if (row->filled > 1 && *variable)
        names = codecell_names (variable);
    } else if (row->filled == 1 && !*row->cell[ROLE_CODE])
      continue;
    for (char **name = names; name && *name; name++)
      if (!regex_is_slashed (*name))
        add_row (dy,
                 codes_enter (dy->codes, *name, (struct place){.file = dy->path, .line = row->line},
                              dy->diag),
                 row);
  }
}

/* ---- The whole ---- */

/* INTO has the first word: of a column that both know, and also where it has a pattern. */
static void
merge (struct codes *into, const struct codes *from, struct diag *diag)
{
  for (size_t i = 0; i < codes_n (from); i++) {
    const struct codelist *list = codes_at (from, i), *known = codes_find (into, list->column);
    struct codelist *own;
    if (known && !regex_is_slashed (known->column))
      own = codes_enter (into, known->column, known->place, diag);
    else
      own = codes_enter (into, list->column, list->place, diag);
    if (known && known != own)
      codelist_merge (own, known, diag);
    codelist_merge (own, list, diag);
    own->tags = own->tags || list->tags;
  }
}

/* With the encoding of the data where it is no UTF-8. */
static const char *
encoding_of (const struct source_spec *spec)
{
  g_autofree char *text = NULL;
  size_t len;
  bool utf8 = !g_file_get_contents (spec->dictionary, &text, &len, NULL) ||
              g_utf8_validate (text, (gssize)len, NULL);
  return utf8 ? NULL : spec->encoding;
}

bool
dictionary_read (const struct source_spec *spec, struct diag *diag)
{
  const char *const files[] = {spec->dictionary, NULL};
  const char *encoding = encoding_of (spec);
  long row = find_heading (spec, files, encoding);
  struct dictionary dy = {.path = spec->dictionary, .diag = diag};

  dy.in = open_row (spec, files, encoding, MAX (row, 1), diag);
  if (dy.in && !row) {
    diag_add (diag, FIND_BAD_VALUE, spec->dictionary_place,
              "\"%s\" cannot be used as a dictionary: none of its first %d rows names a column for "
              "the variables (\"variable\" or \"name\") and one for their codes (\"value\" or "
              "\"code\") or their labels",
              spec->dictionary, ROWS_LOOKED_AT);
    csvin_close (dy.in, diag);
    return false;
  }
  if (!dy.in)
    return false;
  dy.rows = g_array_new (FALSE, FALSE, sizeof (struct dictrow));
  g_array_set_clear_func (dy.rows, row_clear);
  dy.codes = codes_new ();
  read_rows (&dy);
  dy.wide = is_wide (dy.rows);
  add_rows_to_codes (&dy);
  merge (spec->codes, dy.codes, diag);
  bool ok = csvin_close (dy.in, diag);
  g_free (dy.all);
  g_array_free (dy.rows, TRUE);
  codes_free (dy.codes);
  return ok;
}

/* What the data file says of itself; whether it is there is a question for those who read it. */
static bool
load_own (struct survey *s, struct diag *diag)
{
  const struct source_spec *spec = &s->source;
  struct datain_format format = {.files = (const char *const *)spec->files,
                                 .decimal = spec->marks.decimal,
                                 .encoding = spec->encoding,
                                 .place = spec->file_place};
  if (!spec->files[0] || !g_file_test (spec->files[0], G_FILE_TEST_EXISTS))
    return true;
  struct codes *own = codes_new ();
  bool ok = datain_codes (&format, own, diag);
  merge (s->source.codes, own, diag);
  codes_free (own);
  return ok;
}

bool
dictionary_load (struct survey *s, struct diag *diag)
{
  bool ok = !s->source.dictionary || dictionary_read (&s->source, diag);
  return load_own (s, diag) && ok;
}

void
dictionary_check (const struct survey *s, const struct datain *in, struct diag *diag)
{
  const struct source_spec *spec = &s->source;
  const struct codelist *first = NULL;
  size_t n = 0;

  if (!spec->dictionary)
    return;
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (size_t c = 0; c < datain_n_columns (in); c++) {
    const char *name = datain_name (in, c);
    const char *behind =
        spec->preset && spec->preset->group ? strrchr (name, spec->preset->group) : NULL;
    g_hash_table_add (names, label_normalise (name));
    if (behind)
      g_hash_table_add (names, label_normalise (behind + 1));
  }
  for (size_t i = 0; i < codes_n (spec->codes); i++) {
    const struct codelist *list = codes_at (spec->codes, i);
    g_autofree char *normal = label_normalise (list->column);
    if (list->place.source || g_strcmp0 (list->place.file, spec->dictionary) != 0 ||
        g_hash_table_contains (names, normal))
      continue;
    first = first ? first : list;
    n++;
  }
  g_hash_table_destroy (names);
  if (n > 0)
    diag_add (diag, FIND_DICTIONARY,
              (struct place){.file = spec->dictionary, .line = first->place.line},
              n == 1 ? "it describes %zu variable that the data do not have, \"%s\""
                     : "it describes %zu variables that the data do not have, the first is \"%s\"",
              n, first->column);
}
