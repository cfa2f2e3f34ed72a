/* What a dictionary file, or the sheets of a form, say of the columns. */
#include <config.h>

#include "suggest/guess.h"

#include "data/datain.h"
#include "data/dictionary.h"
#include "model/label.h"

#include <string.h>

/* ---- A small table, whole ---- */

struct sheet {
  GPtrArray *names; /* char *, plain */
  GPtrArray *heads; /* char *, as written */
  GPtrArray *cells; /* char *, row by row */
  GArray *lines;    /* size_t: where a row begins */
  const char *path;
};

static void
sheet_free (struct sheet *s)
{
  g_ptr_array_free (s->names, TRUE);
  g_ptr_array_free (s->heads, TRUE);
  g_ptr_array_free (s->cells, TRUE);
  g_array_free (s->lines, TRUE);
  g_free (s);
}

static struct sheet *
sheet_read (const char *path, struct diag *diag)
{
  const char *const files[] = {path, NULL};
  struct datain_format format = {.files = files, .place = {.file = path}};
  struct datain *in = datain_open (&format, NULL, diag);
  struct datain_block b;
  struct sheet *s;

  if (!in)
    return NULL;
  s = g_new (struct sheet, 1);
  *s = (struct sheet){
      g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free),
      g_ptr_array_new_with_free_func (g_free), g_array_new (FALSE, FALSE, sizeof (size_t)), path};
  size_t n = datain_n_columns (in);
  g_autofree struct dict **dicts = g_new (struct dict *, n + 1);
  for (size_t c = 0; c < n; c++) {
    dicts[c] = datain_keep (in, c);
    g_ptr_array_add (s->names, similar_plain (datain_name (in, c), false));
    g_ptr_array_add (s->heads, g_strdup (datain_name (in, c)));
  }
  while (datain_read (in, &b, diag))
    for (size_t r = 0; r < b.n; r++) {
      g_array_append_val (s->lines, b.line[r]);
      for (size_t c = 0; c < n; c++)
        g_ptr_array_add (
            s->cells,
            g_strdup (dict_at (dicts[c], b.cell[datain_slot (in, c) * DATAIN_BLOCK + r])->text));
    }
  datain_close (in, diag);
  return s;
}

static const char *
sheet_at (const struct sheet *s, size_t row, long column)
{
  return column < 0 ? "" : g_ptr_array_index (s->cells, row * s->names->len + (size_t)column);
}

static struct place
sheet_place (const struct sheet *s, size_t row)
{
  return (struct place){.file = s->path, .line = g_array_index (s->lines, size_t, row)};
}

/* The first column with one of NAMES (NULL-ended, plain), or -1. */
static long
sheet_column (const struct sheet *s, const char *const *names)
{
  for (; *names; names++)
    for (guint c = 0; c < s->names->len; c++)
      if (strcmp (g_ptr_array_index (s->names, c), *names) == 0)
        return (long)c;
  return -1;
}

static void
tell_layout (const char *path, const char *sentence, struct diag *diag)
{
  diag_add (diag, FIND_MISSING_KEY, (struct place){.file = path, .line = 1}, "%s", sentence);
}

/* ---- A form ---- */

static void
take_question (struct codelist *list, const char *question)
{
  if (!*list->label && *question) {
    g_free (list->label);
    list->label = g_strdup (question);
  }
}

static const char *const type_names[] = {"type", NULL};
static const char *const name_names[] = {"name", NULL};
static const char *const list_name_names[] = {"list name", "listname", NULL};

/* `label::Español (es)`: the one in a language of the codebook, the first such; else the first. */
static long
label_column (const struct sheet *s, const struct codebook *cb)
{
  long first = -1;
  for (guint c = 0; c < s->heads->len; c++) {
    const char *head = g_ptr_array_index (s->heads, c);
    if (!g_str_has_prefix (g_ptr_array_index (s->names, c), "label"))
      continue;
    for (char **l = cb->languages; *l; l++) {
      g_autofree char *tag = g_strdup_printf ("(%s)", *l);
      if (strstr (head, tag))
        return (long)c;
    }
    if (first < 0)
      first = (long)c;
  }
  return first;
}

struct form {
  struct sheet *survey, *choices; /* choices may be NULL */
  long type, name, label;
  long list, choice, meaning;
  GPtrArray *groups; /* char *: those that are open */
  GHashTable *bare;  /* how often a name without its groups occurs */
};

static void
enter_choices (const struct form *f, struct codelist *list, const char *list_name,
               struct diag *diag)
{
  for (size_t r = 0; f->choices && r < f->choices->lines->len; r++)
    if (strcmp (sheet_at (f->choices, r, f->list), list_name) == 0 &&
        *sheet_at (f->choices, r, f->choice))
      codelist_add (list, sheet_at (f->choices, r, f->choice), sheet_at (f->choices, r, f->meaning),
                    false, sheet_place (f->choices, r), diag);
}

/* The question of ROW under the NAME that a column may have. */
static void
enter_question (const struct form *f, size_t row, const char *name, struct codes *codes,
                struct diag *diag)
{
  struct codelist *list = codes_enter (codes, name, sheet_place (f->survey, row), diag);
  g_auto (GStrv) type = g_strsplit (sheet_at (f->survey, row, f->type), " ", 3);

  if (!list)
    return;
  take_question (list, sheet_at (f->survey, row, f->label));
  if (type[0] && type[1] &&
      (strcmp (type[0], "select_one") == 0 || strcmp (type[0], "select_multiple") == 0))
    enter_choices (f, list, type[1], diag);
}

/* Exports write the groups before the name with one of these between them, or leave them out. */
static void
enter_row (const struct form *f, size_t row, struct codes *codes, struct diag *diag)
{
  static const char between[] = "/-.:";
  const char *name = sheet_at (f->survey, row, f->name);

  for (const char *b = between; *b && f->groups->len > 0; b++) {
    GString *whole = g_string_new (NULL);
    for (guint i = 0; i < f->groups->len; i++)
      g_string_append_printf (whole, "%s%c", (char *)g_ptr_array_index (f->groups, i), *b);
    g_string_append (whole, name);
    enter_question (f, row, whole->str, codes, diag);
    g_string_free (whole, TRUE);
  }
  if (GPOINTER_TO_UINT (g_hash_table_lookup (f->bare, name)) == 1)
    enter_question (f, row, name, codes, diag);
}

static bool
is_type (const char *type, const char *a, const char *b)
{
  return strcmp (type, a) == 0 || strcmp (type, b) == 0;
}

static void
read_form (struct form *f, struct codes *codes, struct diag *diag)
{
  for (size_t r = 0; r < f->survey->lines->len; r++) {
    const char *name = sheet_at (f->survey, r, f->name);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (f->bare, name));
    g_hash_table_insert (f->bare, (gpointer)name, GUINT_TO_POINTER (n + 1));
  }
  for (size_t r = 0; r < f->survey->lines->len; r++) {
    const char *type = sheet_at (f->survey, r, f->type), *name = sheet_at (f->survey, r, f->name);
    if (is_type (type, "begin_group", "begin group") ||
        is_type (type, "begin_repeat", "begin repeat"))
      g_ptr_array_add (f->groups, (gpointer)name);
    else if (is_type (type, "end_group", "end group") ||
             is_type (type, "end_repeat", "end repeat")) {
      if (f->groups->len > 0)
        g_ptr_array_remove_index (f->groups, f->groups->len - 1);
    } else if (*name)
      enter_row (f, r, codes, diag);
  }
}

static void
form_labels (const struct suggest_request *q, const struct codebook *cb, struct codes *codes,
             struct diag *diag)
{
  struct form f = {.survey = sheet_read (q->form, diag)};

  if (q->choices)
    f.choices = sheet_read (q->choices, diag);
  if (f.survey) {
    f.type = sheet_column (f.survey, type_names);
    f.name = sheet_column (f.survey, name_names);
    f.label = label_column (f.survey, cb);
    if (f.type < 0 || f.name < 0)
      tell_layout (q->form, "the sheet `survey` of a form has the columns \"type\" and \"name\"",
                   diag);
  }
  if (f.choices) {
    f.list = sheet_column (f.choices, list_name_names);
    f.choice = sheet_column (f.choices, name_names);
    f.meaning = label_column (f.choices, cb);
    if (f.list < 0 || f.choice < 0)
      tell_layout (q->choices,
                   "the sheet `choices` of a form has the columns \"list_name\" and \"name\"",
                   diag);
  }
  if (diag_count (diag, SEVERITY_ERROR) == 0 && f.survey) {
    f.groups = g_ptr_array_new ();
    f.bare = g_hash_table_new (g_str_hash, g_str_equal);
    read_form (&f, codes, diag);
    g_ptr_array_free (f.groups, TRUE);
    g_hash_table_unref (f.bare);
  }
  if (f.survey)
    sheet_free (f.survey);
  if (f.choices)
    sheet_free (f.choices);
}

bool
suggest_labels (const struct suggest_request *q, const struct codebook *cb, struct codes *codes,
                struct diag *diag)
{
  size_t errors = diag_count (diag, SEVERITY_ERROR);

  if (q->dictionary) {
    struct source_spec spec = {.dictionary = (char *)q->dictionary,
                               .marks = {.decimal = '.'},
                               .codes = codes,
                               .dictionary_place = {.file = q->dictionary}};
    dictionary_read (&spec, diag);
  }
  if (q->form)
    form_labels (q, cb, codes, diag);
  return diag_count (diag, SEVERITY_ERROR) == errors;
}
