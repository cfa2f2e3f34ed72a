/* The data file as a stranger sees it: encoding, header rows, decimal mark, columns. */
#include <config.h>

#include "suggest/guess.h"

#include "base/number.h"
#include "data/datain.h"
#include "data/textin.h"
#include "model/label.h"

#include <string.h>

/* Rows of a header that are looked for, and how sure a text row must be. */
enum { MOST_HEADER_ROWS = 3, FEW_NUMERIC_COLUMNS = 3 };

/* ---- Encoding ---- */

/* Files of SPSS and Stata say themselves how they are written. */
static bool
is_text_file (const char *path)
{
  static const char *const others[] = {".sav", ".zsav", ".dta"};
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (lower, others[i]))
      return false;
  return true;
}

/* The encoding that a file is found to be in, where it says none and is not UTF-8; else NULL.  Its
   findings come later, from the reader.  g_free. */
static char *
find_encoding (const char *path)
{
  struct diag *quiet = diag_new ();
  struct textin *in =
      textin_open (path, NULL, TEXTIN_CHUNK, NULL, (struct place){.file = path}, quiet);
  struct textin_line line;
  enum textin_result result;
  bool found = false;

  while (in && textin_basis (in) == TEXTIN_FOUND && !found &&
         (result = textin_line (in, &line, TEXTIN_CHUNK, false, quiet)) != TEXTIN_END) {
    if (result == TEXTIN_FULL)
      textin_skip (in, quiet);
    found = strcmp (textin_encoding (in), "UTF-8") != 0;
    textin_mark (in);
  }
  char *encoding = found ? g_strdup (textin_encoding (in)) : NULL;
  textin_close (in);
  diag_free (quiet);
  return encoding;
}

/* ---- Header rows ---- */

static bool
is_number (const char *text, size_t len)
{
  double value;
  return number_parse (text, len, '.', &value) || number_parse (text, len, ',', &value);
}

/* In how many columns are nearly all cells numbers, and in how many of them is that of ROW none? */
static void
count_odd (struct datain *in, struct dict **dicts, const struct datain_block *b, size_t row,
           size_t *odd, size_t *numeric)
{
  enum { NEARLY_ALL = 4 }; /* of five */
  *odd = *numeric = 0;
  for (size_t c = 0; c < datain_n_columns (in); c++) {
    size_t filled = 0, numbers = 0;
    for (size_t r = row + 1; r < b->n; r++) {
      const struct dict_entry *e =
          dict_at (dicts[c], b->cell[datain_slot (in, c) * DATAIN_BLOCK + r]);
      filled += e->len > 0;
      numbers += e->len > 0 && is_number (e->text, e->len);
    }
    const struct dict_entry *own =
        dict_at (dicts[c], b->cell[datain_slot (in, c) * DATAIN_BLOCK + row]);
    if (filled == 0 || numbers * (NEARLY_ALL + 1) < filled * NEARLY_ALL)
      continue;
    (*numeric)++;
    *odd += own->len > 0 && !is_number (own->text, own->len);
  }
}

/* Qualtrics writes its own identifiers into the third row. */
static bool
has_import_ids (struct datain *in, struct dict **dicts, const struct datain_block *b)
{
  return b->n > 1 && g_str_has_prefix (
                         dict_at (dicts[0], b->cell[datain_slot (in, 0) * DATAIN_BLOCK + 1])->text,
                         "{\"ImportId\"");
}

/* Does a row hold texts where the rows after it hold numbers, as a second line of headings does? */
static bool
is_heading (struct datain *in, struct dict **dicts, const struct datain_block *b, size_t row)
{
  size_t odd, numeric;
  if (row == 1 && has_import_ids (in, dicts, b))
    return true;
  count_odd (in, dicts, b, row, &odd, &numeric);
  return numeric >= FEW_NUMERIC_COLUMNS && odd * 5 >= numeric * 4;
}

/* Take the second line of headings as what was asked, where nothing better says it. */
static void
take_headings (struct guess *g, struct datain *in, struct dict **dicts,
               const struct datain_block *b)
{
  for (size_t c = 0; c < datain_n_columns (in); c++) {
    const char *text = dict_at (dicts[c], b->cell[datain_slot (in, c) * DATAIN_BLOCK])->text;
    struct guess_column *column = g_ptr_array_index (g->columns, c);
    if (!*column->label) {
      g_free (column->label);
      column->label = g_strdup (text);
    }
  }
}

static struct datain *
open_data (const struct guess *g, long header_rows, struct diag *diag)
{
  struct datain_format format = {.files = g->request->data,
                                 .encoding = g->encoding,
                                 .header_rows = header_rows,
                                 .names_joined = g->monkey,
                                 .place = {.file = g->request->data[0]}};
  return datain_open (&format, NULL, diag);
}

/* SurveyMonkey writes the question into the first row and what is to be ticked, or one of these
   words, into the second one. */
static bool
is_monkey (struct guess *g)
{
  struct diag *quiet = diag_new ();
  struct datain *in;
  bool found = false;

  g->monkey = true;
  in = open_data (g, 2, quiet);
  for (size_t c = 0; in && c < datain_n_columns (in); c++)
    found = found || g_str_has_suffix (datain_name (in, c), " [Open-Ended Response]") ||
            g_str_has_suffix (datain_name (in, c), " [Response]");
  datain_close (in, quiet);
  diag_free (quiet);
  return found;
}

/* The columns by the first line; and how many lines of headings there are. */
static bool
look_at_head (struct guess *g, struct diag *diag)
{
  struct diag *quiet = diag_new ();
  struct datain *in;
  struct datain_block block;

  g->monkey = is_text_file (g->request->data[0]) && is_monkey (g);
  g->header_rows = g->monkey ? 2 : 1;
  in = open_data (g, g->header_rows, diag);
  if (!in) {
    diag_free (quiet);
    return false;
  }
  size_t n = datain_n_columns (in);
  g_autofree struct dict **dicts = g_new0 (struct dict *, n + 1);
  for (size_t c = 0; c < n; c++) {
    struct guess_column *column = g_new0 (struct guess_column, 1);
    column->name = g_strdup (datain_name (in, c));
    column->codes = codes_find (g->codes, column->name);
    column->label = g_strdup (column->codes ? column->codes->label : "");
    g_ptr_array_add (g->columns, column);
    dicts[c] = datain_keep (in, c);
  }
  if (!g->monkey && n > 0 && datain_read (in, &block, quiet)) {
    while ((size_t)g->header_rows < block.n && g->header_rows < MOST_HEADER_ROWS &&
           is_heading (in, dicts, &block, (size_t)g->header_rows - 1))
      g->header_rows++;
    g->qualtrics = g->header_rows == MOST_HEADER_ROWS && has_import_ids (in, dicts, &block);
    if (g->header_rows > 1)
      take_headings (g, in, dicts, &block);
  }
  datain_close (in, quiet);
  diag_free (quiet);
  return true;
}

/* ---- Decimal mark, names ---- */

/* The mark of the more fractions; a point where there are none. */
static char
find_decimal (const struct guess *g)
{
  size_t commas = 0, points = 0;
  double value;

  for (guint c = 0; c < g->dicts->len; c++) {
    const struct dict *dict = g_ptr_array_index (g->dicts, c);
    for (size_t i = 0; i < dict_size (dict); i++) {
      const struct dict_entry *e = dict_at (dict, (guint32)i);
      commas += strchr (e->text, ',') && number_parse (e->text, e->len, ',', &value);
      points += strchr (e->text, '.') && number_parse (e->text, e->len, '.', &value);
    }
  }
  return commas > points ? ',' : '.';
}

/* Programs write these where there is nothing.  A text counts when a column of numbers has it. */
static const char *const blanks[] = {"#NULL!", "#N/A", "NULL", "NaN", "NA", ".", NULL};

static bool
holds_blank (const struct dict *dict, const char *text)
{
  size_t numbers = 0, filled = 0;
  bool found = false;

  for (size_t i = 0; i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    if (e->count == 0 || e->len == 0)
      continue;
    if (strcmp (e->text, text) == 0)
      found = true;
    else {
      filled += e->count;
      numbers += is_number (e->text, e->len) ? e->count : 0;
    }
  }
  return found && numbers > 0 && numbers * 2 >= filled;
}

static void
find_blanks (struct guess *g)
{
  for (const char *const *b = blanks; *b; b++)
    for (guint c = 0; c < g->dicts->len; c++)
      if (holds_blank (g_ptr_array_index (g->dicts, c), *b)) {
        g_ptr_array_add (g->blanks, (gpointer)*b);
        break;
      }
}

bool
suggest_is_blank (const struct guess *g, const struct dict_entry *e)
{
  if (e->count == 0 || e->len == 0)
    return true;
  for (guint i = 0; i < g->blanks->len; i++)
    if (strcmp (g_ptr_array_index (g->blanks, i), e->text) == 0)
      return true;
  return false;
}

/* A name that is empty, or that two columns have, names no column. */
static void
mark_names (struct guess *g)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint c = 0; c < g->columns->len; c++) {
    struct guess_column *column = g_ptr_array_index (g->columns, c);
    char *normal = label_normalise (column->name);
    struct guess_column *other = g_hash_table_lookup (seen, normal);
    column->doubtful_name = !*normal;
    if (other && strcmp (other->name, column->name) == 0)
      other->doubtful_name = column->doubtful_name = true;
    g_hash_table_insert (seen, normal, column);
  }
}

/* What the file itself says of its columns; a dictionary that was given stands above it. */
static bool
take_codes (struct guess *g, struct diag *diag)
{
  struct datain_format format = {.files = g->request->data, .place = {.file = g->request->data[0]}};
  return is_text_file (g->request->data[0]) || datain_codes (&format, g->codes, diag);
}

bool
suggest_read (struct guess *g, struct diag *diag)
{
  struct datain *in;
  struct datain_block block;

  if (!take_codes (g, diag))
    return false;
  for (const char *const *file = g->request->data; *file && !g->encoding; file++)
    if (is_text_file (*file))
      g->encoding = find_encoding (*file);
  if (!look_at_head (g, diag) || !(in = open_data (g, g->header_rows, diag)))
    return false;
  g->reader = in;
  g->delimiter = datain_delimiter (in);
  for (size_t c = 0; c < datain_n_columns (in); c++)
    g_ptr_array_add (g->dicts, datain_keep (in, c));
  while (datain_read (in, &block, diag))
    ;
  datain_count (in);
  g->records = datain_n_read (in) - datain_n_rejected (in);
  g->decimal = find_decimal (g);
  find_blanks (g);
  mark_names (g);
  return true;
}

void
suggest_read_end (struct guess *g)
{
  struct diag *quiet = diag_new ();
  datain_close (g->reader, quiet);
  diag_free (quiet);
}
