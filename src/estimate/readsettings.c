/* What figures were made with, laid beside what the specifications say today. */
#include <config.h>

#include "estimate/reader.h"
#include "estimate/settings.h"
#include "expr/expr.h"

#include <string.h>

enum { OF, ID, SETTING, VALUE, N_COLUMNS };

struct settings_reader {
  struct reader r; /* first: the callbacks are given it */
  unsigned decides;
  const char *things, *verb; /* "estimates", "gko estimate" */
  bool *seen;                /* [settings] */
  GHashTable *subjects;      /* "indicator", NUL, id: those in the file; the texts are owned */
  bool differs;
};

static char *
subject_of (const char *of, const char *id)
{
  return g_strdup_printf ("%s %s", of, id);
}

/* "`among` of the indicator "uses"", "`df` of the study" */
static char *
name_of (const char *of, const char *id, const char *name)
{
  return *id ? g_strdup_printf ("`%s` of the %s \"%s\"", name, of, id)
             : g_strdup_printf ("`%s` of the %s", name, of);
}

static char *
value_of (const char *value)
{
  return value && *value ? g_strdup_printf ("`%s`", value) : g_strdup ("not there");
}

/* What a survey file says has been at work before there were harmonised files. */
static void
add_finding (struct settings_reader *s, size_t line, const char *of, const char *id,
             const char *name, const char *was, const char *is)
{
  g_autofree char *what = name_of (of, id, name), *old = value_of (was), *new = value_of (is);
  g_autofree char *remedy = strcmp (of, "survey") == 0
                                ? g_strdup ("`gko run`")
                                : g_strdup_printf ("`%s` or `gko run`", s->verb);
  s->differs = true;
  diag_add (s->r.diag, FIND_STALE, (struct place){.file = s->r.path, .line = line},
            "these %s were made when %s was %s; now it is %s: run %s again", s->things, what, old,
            new, remedy);
}

static bool
same (const struct setting *is, const char *was)
{
  if (strcmp (is->value, was) == 0)
    return true;
  if (!is->expression)
    return false;
  g_autofree char *a = expr_canonical (is->value), *b = expr_canonical (was);
  return strcmp (a, b) == 0;
}

static bool
knows (const struct results *results, const char *of, const char *id)
{
  for (guint i = 0; i < results->settings->len; i++) {
    const struct setting *s = &g_array_index (results->settings, struct setting, i);
    if (strcmp (s->of, of) == 0 && strcmp (s->id, id) == 0)
      return true;
  }
  return false;
}

static bool
read_row (const struct reader *r)
{
  struct settings_reader *s = (struct settings_reader *)(void *)r;
  const GArray *settings = r->results->settings;
  const char *of = reader_cell (r, OF), *id = reader_cell (r, ID);
  const char *name = reader_cell (r, SETTING), *was = reader_cell (r, VALUE);
  size_t line = r->block.line[r->at];
  g_hash_table_add (s->subjects, subject_of (of, id));
  for (guint i = 0; i < settings->len; i++) {
    const struct setting *is = &g_array_index (settings, struct setting, i);
    if (!(is->decides & s->decides) || strcmp (is->name, name) != 0 || strcmp (is->id, id) != 0 ||
        strcmp (is->of, of) != 0)
      continue;
    s->seen[i] = true;
    if (!same (is, was))
      add_finding (s, line, of, id, name, was, is->value);
    return true;
  }
  if (knows (r->results, of, id) && !g_str_has_prefix (name, SETTING_COMPARABILITY))
    add_finding (s, line, of, id, name, was, NULL);
  return true;
}

/* What is said today and was not then, of what was there then. */
static void
find_new (struct settings_reader *s)
{
  const GArray *settings = s->r.results->settings;
  for (guint i = 0; i < settings->len; i++) {
    const struct setting *is = &g_array_index (settings, struct setting, i);
    g_autofree char *subject = subject_of (is->of, is->id);
    if ((is->decides & s->decides) && !s->seen[i] &&
        !g_str_has_prefix (is->name, SETTING_COMPARABILITY) &&
        g_hash_table_contains (s->subjects, subject))
      add_finding (s, 0, is->of, is->id, is->name, NULL, is->value);
  }
}

static bool
open_columns (struct reader *r)
{
  const struct settings_reader *s = (const struct settings_reader *)(const void *)r;
  const char *wrong;
  return reader_columns (r, row_setting_columns, N_COLUMNS, &wrong) ||
         reader_stale (r, "settings", s->verb, wrong ? "there is a column" : "it lacks the column",
                       wrong ? wrong : row_setting_columns[N_COLUMNS - 1]);
}

bool
results_check_settings (struct results *results, unsigned decides, const char *path,
                        struct diag *diag)
{
  bool compares = decides == SETTING_OF_COMPARISONS;
  struct settings_reader s = {.r = {.results = results, .path = path, .diag = diag},
                              .decides = decides,
                              .things = compares ? "comparisons" : "estimates",
                              .verb = compares ? "gko compare" : "gko estimate"};
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    diag_add (diag, FIND_STALE, (struct place){.file = path},
              "the file is not there, and nothing says with which settings the %s were made: run "
              "`%s` or `gko run` again",
              s.things, s.verb);
    return false;
  }
  s.seen = g_new0 (bool, results->settings->len + 1);
  s.subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* What differs makes the reader say no, too. */
  bool ok = reader_read (&s.r, open_columns, read_row);
  if (ok || s.differs)
    find_new (&s);
  g_free (s.seen);
  g_hash_table_destroy (s.subjects);
  return ok && !s.differs;
}
