#include <config.h>

#include "model/sourcespec.h"

#include "model/field.h"
#include "model/study.h"

#include <string.h>

enum { MOST_HEADER_ROWS = 100, MOST_SKIPPED_ROWS = 1000000 };
enum { JOINED_ROWS = 2 }; /* that names are joined of */

static const char *const source_keys[] = {
    "file",      "files",     "delimiter", "decimal", "thousands", "encoding",   "header_rows",
    "names_row", "skip_rows", "missing",   "codes",   "preset",    "dictionary", NULL};
static const char delimiters[] = ",;\t|:^~";

/* For the near name of an encoding that iconv does not know; the ones national files come in. */
static const char *const encodings[] = {
    "UTF-8",        "UTF-16",       "UTF-16LE",     "UTF-16BE",     "windows-1250",
    "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-9",
    "ISO-8859-15",  "KOI8-R",       "MACINTOSH",    "CP437",        "CP850",
    "GB18030",      "BIG5",         "SHIFT_JIS",    "EUC-KR",       "TIS-620"};

/* A file that is read twice, however it is written, would count its children twice. */
static void
read_paths (struct survey *survey, const struct yaml_node *node, struct diag *diag)
{
  GPtrArray *paths = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < field_list_n (node); i++) {
    const struct yaml_node *item = field_list_at (node, i);
    g_autofree char *text = field_node_text (item, "a data file's name", diag);
    g_autofree char *path = text ? study_resolve (survey->path, text) : NULL;
    if (path && g_hash_table_add (seen, g_canonicalize_filename (path, NULL)))
      g_ptr_array_add (paths, g_steal_pointer (&path));
    else if (path)
      diag_add (diag, FIND_DUPLICATE_NAME, item->place,
                "\"%s\" stands twice in `files`; its records would count twice", text);
  }
  g_ptr_array_add (paths, NULL);
  survey->source.files = (char **)g_ptr_array_free (paths, FALSE);
}

static void
read_files (struct survey *survey, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *file = yaml_get (source, "file"), *files = yaml_get (source, "files");
  const struct yaml_node *node = file ? file : files;

  if (file && files) {
    diag_add (diag, FIND_BAD_VALUE, yaml_key (source, "files")->place,
              "`file` and `files` cannot stand side by side; write one of them");
    diag_note (diag, yaml_key (source, "file")->place, "`file` is given here");
  } else if (!node)
    diag_add (diag, FIND_MISSING_KEY, source->place,
              "`source` needs `file`, the name of the data file");
  else if (node->kind == YAML_SEQUENCE && !node->n)
    diag_add (diag, FIND_BAD_VALUE, node->place, "`files` is empty");
  if (node)
    survey->source.file_place = node->place;
  if (!file || yaml_is_null (file) || yaml_want (file, YAML_SCALAR, "`file`", diag))
    read_paths (survey, node, diag);
}

/* One character; "tab" and "\t" too, because a tab is hard to write and to see. */
static void
read_delimiter (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "delimiter");
  const char *text = node ? yaml_text (node, "`delimiter`", diag) : NULL;

  if (!text)
    return;
  if (strcmp (text, "tab") == 0 || strcmp (text, "\\t") == 0)
    text = "\t";
  if (strlen (text) == 1 && strchr (delimiters, *text))
    spec->delimiter = *text;
  else
    diag_add (
        diag, FIND_BAD_VALUE, node->place,
        "`delimiter` cannot be \"%s\"; it is one of \",\" \";\" \"|\" \":\" \"^\" \"~\" and tab",
        text);
}

static void
read_encoding (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "encoding");
  GIConv converter;

  if (!node || !(spec->encoding = field_text (source, "encoding", diag)))
    return;
  spec->encoding_place = node->place;
  /* A slash begins iconv's own options, such as //IGNORE, which would drop bytes in silence. */
  converter = strchr (spec->encoding, '/') ? (GIConv)-1 : g_iconv_open ("UTF-8", spec->encoding);
  if (converter != (GIConv)-1) {
    g_iconv_close (converter);
    return;
  }
  diag_add (diag, FIND_BAD_VALUE, node->place,
            "encoding \"%s\" is not known; common ones are UTF-8, windows-1252 and ISO-8859-1",
            spec->encoding);
  diag_suggest (diag, diag_nearest (spec->encoding, encodings, G_N_ELEMENTS (encodings)));
  g_clear_pointer (&spec->encoding, g_free);
}

/* An empty cell means nothing whatever else does. */
static void
read_missing (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "missing");
  g_auto (GStrv) said = node ? yaml_texts (node, "`missing`", diag) : NULL;
  const char *const *texts = (const char *const *)said;
  GPtrArray *all = g_ptr_array_new ();

  if (!node && spec->preset)
    texts = spec->preset->missing;
  g_ptr_array_add (all, g_strdup (""));
  for (size_t i = 0; texts && texts[i]; i++)
    if (*texts[i])
      g_ptr_array_add (all, g_strdup (texts[i]));
  g_ptr_array_add (all, NULL);
  spec->missing = (char **)g_ptr_array_free (all, FALSE);
}

/* A file beside the survey file. */
static void
read_dictionary (struct survey *survey, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "dictionary");
  g_autofree char *path = node ? field_text (source, "dictionary", diag) : NULL;

  if (!path)
    return;
  survey->source.dictionary = study_resolve (survey->path, path);
  survey->source.dictionary_place = node->place;
}

static void
read_decimal (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "decimal");
  const char *text = node ? yaml_text (node, "`decimal`", diag) : NULL;

  if (!text)
    return;
  if (strcmp (text, ".") == 0 || strcmp (text, ",") == 0)
    spec->marks.decimal = *text;
  else
    diag_add (diag, FIND_BAD_VALUE, node->place, "`decimal` cannot be \"%s\"; it is \".\" or \",\"",
              text);
}

/* A number, or the word for names that two rows make. */
static void
read_names_row (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "names_row");

  if (!node)
    return;
  spec->names_joined = node->kind == YAML_SCALAR && strcmp (node->text, "joined") == 0;
  spec->names_row = 1;
  if (!spec->names_joined)
    field_integer (source, "names_row", 1, MOST_HEADER_ROWS, &spec->names_row, diag);
}

/* What may group digits depends on the decimal mark, which has been read. */
static void
read_thousands (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  static const char marks[] = {'.', ',', ' ', '\''};
  const struct yaml_node *node = yaml_get (source, "thousands");
  const char *text = node ? yaml_text (node, "`thousands`", diag) : NULL;

  if (!text)
    return;
  if (strlen (text) != 1 || !memchr (marks, *text, sizeof marks))
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "`thousands` cannot be \"%s\"; it is \".\", \",\", \" \" or \"'\"", text);
  else if (*text == spec->marks.decimal)
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "`thousands` cannot be \"%s\", which is the decimal mark%s", text,
              yaml_get (source, "decimal") ? "" : " unless `decimal` says another one");
  else
    spec->marks.thousands = *text;
}

static void
read_rows (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *names_row = yaml_get (source, "names_row");
  bool known = field_integer (source, "header_rows", 1, MOST_HEADER_ROWS, &spec->header_rows, diag);

  read_names_row (spec, source, diag);
  field_integer (source, "skip_rows", 0, MOST_SKIPPED_ROWS, &spec->skip_rows, diag);
  if (!known || (spec->names_row <= spec->header_rows &&
                 !(spec->names_joined && spec->header_rows < JOINED_ROWS)))
    return;
  if (names_row)
    diag_add (diag, FIND_BAD_VALUE, names_row->place,
              "`names_row` is %s, but `header_rows` is only %ld", names_row->text,
              spec->header_rows);
  /* What a preset says of the names falls with its rows. */
  spec->names_row = 1;
  spec->names_joined = false;
}

/* SPSS writes semicolons where numbers have a decimal comma. */
static void
read_preset (struct source_spec *spec, const struct yaml_node *source, struct diag *diag)
{
  const struct yaml_node *node = yaml_get (source, "preset");
  const struct yaml_node *delimiter = yaml_get (source, "delimiter");
  g_autofree char *name = node ? field_text (source, "preset", diag) : NULL;
  const struct preset *preset = name ? preset_find (name) : NULL;

  if (name && !preset) {
    g_autofree char *names = preset_names ();
    diag_add (diag, FIND_BAD_VALUE, node->place, "there is no preset \"%s\"; there are %s", name,
              names);
    diag_suggest (diag, preset_near (name));
  }
  if (!preset)
    return;
  spec->preset = preset;
  spec->delimiter = preset->delimiter;
  spec->marks.decimal = preset->decimal;
  if (preset->decimal_follows && delimiter && g_strcmp0 (delimiter->text, ";") == 0)
    spec->marks.decimal = ',';
  spec->header_rows = preset->header_rows;
  spec->names_row = preset->names_row;
  spec->names_joined = preset->names_joined;
}

void
source_spec_read (struct survey *survey, const struct yaml_node *node, struct diag *diag)
{
  struct source_spec *spec = &survey->source;

  *spec = (struct source_spec){.marks = {.decimal = '.'},
                               .header_rows = 1,
                               .names_row = 1,
                               .codes = codes_new (),
                               .place = survey->doc->root->place};
  if (!node || !yaml_want (node, YAML_MAPPING, "`source`", diag))
    node = NULL;
  else {
    spec->place = node->place;
    yaml_check_keys (node, "`source`", source_keys, diag);
    read_preset (spec, node, diag);
    read_files (survey, node, diag);
    read_delimiter (spec, node, diag);
    read_decimal (spec, node, diag);
    read_thousands (spec, node, diag);
    read_encoding (spec, node, diag);
    read_rows (spec, node, diag);
    read_dictionary (survey, node, diag);
    codes_read (spec->codes, yaml_get (node, "codes"), diag);
  }
  read_missing (spec, node, diag);
  if (!spec->files)
    spec->files = g_new0 (char *, 1);
}

void
source_spec_clear (struct source_spec *spec)
{
  g_strfreev (spec->files);
  g_strfreev (spec->missing);
  g_free (spec->encoding);
  g_free (spec->dictionary);
  codes_free (spec->codes);
}
