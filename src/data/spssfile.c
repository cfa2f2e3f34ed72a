#include <config.h>

#include "data/spssfile.h"

#include "base/regex.h"

#include <string.h>

/* So many codes are taken from one file: enough for the communes of a country as the codes of many
   columns, and an end for a file that is made to fill the memory. */
enum { CODES_MAX = 2000000 };

static const GIConv NO_CONVERT = (GIConv)-1;

void
spss_file_bad (const char *path, const char *reason, size_t records, struct diag *diag)
{
  const char *maker = spss_maker (path);
  g_autofree char *where = records > 0 ? g_strdup_printf (" behind record %zu", records) : NULL;
  diag_add (diag, FIND_BAD_FILE, (struct place){.file = path},
            "it cannot be read as a file of %s%s (%s): it is damaged, cut off, or not what its "
            "name says; get it anew, or open it in %s and save it again",
            maker, where ? where : "", reason,
            strcmp (maker, "SPSS") == 0 ? "SPSS or PSPP" : maker);
}

/* ---- Texts ---- */

static bool
is_printable_ascii (const char *text, size_t len)
{
  size_t i = 0;
  while (i < len && text[i] >= ' ' && text[i] <= '~')
    i++;
  return i == len;
}

static bool
is_utf8_name (const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

/* What cannot be converted, as much of it as is ASCII. */
static char *
mask (const char *text, size_t len)
{
  GString *s = g_string_sized_new (len);
  for (size_t i = 0; i < len; i++)
    if (is_printable_ascii (text + i, 1))
      g_string_append_c (s, text[i]);
    else
      g_string_append (s, "\xEF\xBF\xBD");
  return g_string_free (s, FALSE);
}

const char *
spss_file_text (const struct spss_file *file, const char *text, size_t len, char **made,
                bool *sound)
{
  *made = NULL;
  *sound = true;
  if (file->ascii && is_printable_ascii (text, len))
    return text;
  if (file->convert == NO_CONVERT && g_utf8_validate (text, (gssize)len, NULL))
    return text;
  if (file->convert == NO_CONVERT) {
    *sound = false;
    return *made = g_utf8_make_valid (text, (gssize)len);
  }
  gsize used = 0;
  char *whole = g_convert_with_iconv (text, (gssize)len, file->convert, &used, NULL, NULL);
  if (whole && used == len)
    return *made = whole;
  g_free (whole);
  g_iconv (file->convert, NULL, NULL, NULL, NULL);
  *sound = false;
  return *made = mask (text, len);
}

/* A label or a name: what is not text in it is not worth a finding. */
static void
decode (const struct spss_file *file, char **text)
{
  char *made;
  bool sound;
  const char *utf8 = spss_file_text (file, *text, strlen (*text), &made, &sound);
  if (utf8 == *text)
    return;
  g_free (*text);
  *text = made;
}

/* Stata wrote what the machine had, mostly that of Windows, before its version 14 (format 118),
   which writes UTF-8. */
static const char *
usual_encoding (const struct spss_file *file, const char *path)
{
  enum { FIRST_OF_UTF8 = 118 };
  return strcmp (spss_maker (path), "Stata") == 0 && file->version < FIRST_OF_UTF8 ? "windows-1252"
                                                                                   : "UTF-8";
}

static bool
choose_encoding (struct spss_file *file, const char *path, const char *declared, struct diag *diag)
{
  static const char sample[] = "AZaz09 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  if (declared || !file->encoding || !*file->encoding) {
    g_free (file->encoding);
    file->encoding = g_strdup (declared ? declared : usual_encoding (file, path));
  }
  file->ascii = true;
  if (is_utf8_name (file->encoding))
    return true;
  file->convert = g_iconv_open ("UTF-8", file->encoding);
  if (file->convert == NO_CONVERT) {
    diag_add (diag, FIND_BAD_FILE, (struct place){.file = path},
              "it says that its encoding is \"%s\", which is not known; write the right one as "
              "`encoding:` under `source`",
              file->encoding);
    return false;
  }
  file->ascii = false;
  char *made;
  bool sound;
  file->ascii = strcmp (spss_file_text (file, sample, strlen (sample), &made, &sound), sample) == 0;
  g_free (made);
  return true;
}

/* ---- Reading ---- */

static void
column_clear (void *column)
{
  struct spss_column *c = column;
  g_free (c->name);
  g_free (c->label);
  g_free (c->set);
  if (c->missing)
    g_array_free (c->missing, TRUE);
}

static void
value_clear (void *value)
{
  struct spss_value *v = value;
  g_free (v->text);
  g_free (v->label);
}

static GArray *
values_array (void)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (struct spss_value));
  g_array_set_clear_func (values, value_clear);
  return values;
}

static void
values_free_array (void *values)
{
  g_array_free (values, TRUE);
}

static void
add_variable (struct spss_file *file, const struct spss_message *m)
{
  struct spss_column column = {.is_text = m->holds == SPSS_TEXT,
                               .shape = spss_value_shape (m->text[2]),
                               .name = g_strdup (m->text[0]),
                               .label = g_strdup (m->text[1]),
                               .set = g_strdup (m->text[3])};
  g_array_append_val (file->columns, column);
}

static void
add_missing (struct spss_file *file, const struct spss_message *m)
{
  struct spss_column *c = &g_array_index (file->columns, struct spss_column, m->index);
  struct spss_value value = {.value = *m, .text = g_strdup (m->text[0]), .label = g_strdup ("")};
  if (!c->missing)
    c->missing = values_array ();
  g_array_append_val (c->missing, value);
}

static void
add_label (struct spss_file *file, const struct spss_message *m)
{
  GArray *set = g_hash_table_lookup (file->sets, m->text[0]);
  struct spss_value value = {
      .value = *m, .text = g_strdup (m->text[2]), .label = g_strdup (m->text[1])};
  if (!set) {
    set = values_array ();
    g_hash_table_insert (file->sets, g_strdup (m->text[0]), set);
  }
  g_array_append_val (set, value);
}

/* False when the message makes no sense at this place. */
static bool
add (struct spss_file *file, const struct spss_message *m)
{
  switch (m->what) {
  case SPSS_FILE:
    g_free (file->encoding);
    file->encoding = g_strdup (m->text[0]);
    file->records = m->number;
    file->version = m->other;
    return true;
  case SPSS_VARIABLE:
    add_variable (file, m);
    return m->index + 1 == file->columns->len;
  case SPSS_MISSING:
    if (m->index >= file->columns->len)
      return false;
    add_missing (file, m);
    return true;
  case SPSS_LABEL:
    add_label (file, m);
    return true;
  case SPSS_CELL:
  case SPSS_END:
    break;
  }
  return false;
}

static bool
collect (struct spss_file *file, const char *path, struct spss *spss, struct diag *diag)
{
  struct spss_message m = {.what = SPSS_END};
  while (spss_next (spss, &m) && m.what != SPSS_END)
    if (!add (file, &m)) {
      spss_file_bad (path, "its variables have no order", 0, diag);
      return false;
    }
  if (file->size == 0)
    diag_add (diag, FIND_EMPTY_FILE, (struct place){.file = path}, "the file is empty");
  else if (*m.text[0])
    spss_file_bad (path, m.text[0], 0, diag);
  else if (file->columns->len == 0)
    diag_add (diag, FIND_EMPTY_FILE, (struct place){.file = path},
              "the file is empty: it has no variables");
  return !*m.text[0] && file->columns->len > 0;
}

static void
decode_values (const struct spss_file *file, GArray *values)
{
  for (guint i = 0; values && i < values->len; i++) {
    struct spss_value *v = &g_array_index (values, struct spss_value, i);
    decode (file, &v->label);
    decode (file, &v->text);
  }
}

/* Names of sets stay as they are: they are compared with one another alone. */
static void
decode_all (struct spss_file *file)
{
  GHashTableIter i;
  void *set;

  file->header = header_new ();
  for (guint c = 0; c < file->columns->len; c++) {
    struct spss_column *column = &g_array_index (file->columns, struct spss_column, c);
    decode (file, &column->name);
    decode (file, &column->label);
    decode_values (file, column->missing);
    header_add (file->header, column->name, strlen (column->name));
  }
  header_end (file->header);
  g_hash_table_iter_init (&i, file->sets);
  while (g_hash_table_iter_next (&i, NULL, &set))
    decode_values (file, set);
}

struct spss_file *
spss_file_read (const char *path, const struct datain_format *format, struct diag *diag)
{
  struct spss *spss = spss_open (path, NULL, 0, format->place, diag);
  if (!spss)
    return NULL;
  struct spss_file *file = g_new0 (struct spss_file, 1);
  file->convert = NO_CONVERT;
  file->records = -1;
  file->size = spss_size (spss);
  file->columns = g_array_new (FALSE, FALSE, sizeof (struct spss_column));
  g_array_set_clear_func (file->columns, column_clear);
  file->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, values_free_array);
  bool ok =
      collect (file, path, spss, diag) && choose_encoding (file, path, format->encoding, diag);
  spss_close (spss);
  if (ok) {
    decode_all (file);
    return file;
  }
  spss_file_free (file);
  return NULL;
}

void
spss_file_free (struct spss_file *file)
{
  if (!file)
    return;
  if (file->convert != NO_CONVERT)
    g_iconv_close (file->convert);
  if (file->header)
    header_free (file->header);
  g_array_free (file->columns, TRUE);
  g_hash_table_destroy (file->sets);
  g_free (file->encoding);
  g_free (file);
}

/* ---- Codes ---- */

/* The value as it stands in a cell; of texts the blanks around it go, as in a cell. */
static char *
code_text (const struct spss_column *c, const struct spss_value *v, char decimal)
{
  char number[NUMBER_SIZE];
  if (c->is_text) {
    size_t len = strlen (v->text);
    const char *text = header_trim (v->text, &len);
    return g_strndup (text, len);
  }
  spss_value_text (&v->value, c->shape, decimal, number);
  return g_strdup (number);
}

/* Does the column declare the value, whose cell is TEXT, to mean missing? */
static bool
is_missing (const struct spss_column *c, const struct spss_value *v, const char *text, char decimal)
{
  bool found = v->value.holds == SPSS_TAG;
  for (guint i = 0; c->missing && i < c->missing->len && !found; i++) {
    const struct spss_value *m = &g_array_index (c->missing, struct spss_value, i);
    g_autofree char *other = c->is_text ? code_text (c, m, decimal) : NULL;
    found = c->is_text ? strcmp (text, other) == 0
                       : v->value.number >= m->value.number && v->value.number <= m->value.other;
  }
  return found;
}

static void
add_missing_code (struct codelist *list, const struct spss_column *c, const struct spss_value *v,
                  char decimal, struct diag *diag)
{
  g_autofree char *text = code_text (c, v, decimal);
  if (!c->is_text && v->value.number != v->value.other)
    codelist_add_missing (list, v->value.number, v->value.other);
  else if (*text && !codelist_find (list, text, (struct number_marks){.decimal = decimal}))
    codelist_add (list, text, "", true, list->place, diag);
}

void
spss_file_codes (const struct spss_file *file, const struct datain_format *format,
                 struct codes *codes, struct diag *diag)
{
  size_t left = CODES_MAX;
  for (guint k = 0; k < header_n (file->header); k++) {
    const struct spss_column *c = &g_array_index (file->columns, struct spss_column, k);
    const GArray *set = *c->set ? g_hash_table_lookup (file->sets, c->set) : NULL;
    const char *name = header_name (file->header, k);
    struct place place = {.file = format->files[0]};
    /* No program lets a variable have such a name; for the codes it would be a pattern. */
    if (regex_is_slashed (name))
      continue;
    struct codelist *list = codes_enter (codes, name, place, diag);
    codelist_set_label (list, c->label);
    list->tags = !c->is_text && strcmp (spss_maker (format->files[0]), "Stata") == 0;
    for (guint i = 0; set && i < set->len && left > 0; i++, left--) {
      const struct spss_value *v = &g_array_index (set, struct spss_value, i);
      g_autofree char *text = code_text (c, v, format->decimal);
      if (*text && !codelist_find (list, text, (struct number_marks){.decimal = format->decimal}))
        codelist_add (list, text, v->label, is_missing (c, v, text, format->decimal), place, diag);
    }
    for (guint i = 0; c->missing && i < c->missing->len; i++)
      add_missing_code (list, c, &g_array_index (c->missing, struct spss_value, i), format->decimal,
                        diag);
  }
}
