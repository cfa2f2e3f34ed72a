#include <config.h>

#include "harmonise/trail.h"

#include "base/number.h"
#include "data/csvin.h"

#include <math.h>
#include <string.h>

enum { VARIABLE, LINE, COLUMN, VALUE, TARGET, COUNT, WEIGHTED, N_COLUMNS };
static const char *const headers[N_COLUMNS] = {"variable", "rule_line", "column",    "source_value",
                                               "target",   "n",         "weighted_n"};

/* Whole numbers up to here are exact. */
static const double MOST = 0x1p53;

struct trail_row {
  const char *cell[N_COLUMNS];
  size_t line, n;
};

struct trail {
  GStringChunk *texts;
  GArray *rows; /* struct trail_row */
};

/* ---- Reading ---- */

static bool
stale (const char *path, size_t line, struct diag *d)
{
  diag_add (d, FIND_STALE, (struct place){.file = path, .line = line},
            "this is not an audit file as gko writes it; run `gko ingest` or `gko run` again");
  return false;
}

static bool
read_count (const char *text, size_t *count)
{
  double value;
  if (!number_parse (text, strlen (text), '.', &value) || value < 0 || value > MOST ||
      value != floor (value))
    return false;
  *count = (size_t)value;
  return true;
}

static bool
read_row (struct trail *t, const struct csvin *csv, struct dict *const *dicts,
          const struct datain_block *b, size_t r)
{
  struct trail_row row = {.line = 0};
  for (size_t c = 0; c < N_COLUMNS; c++) {
    guint32 entry = b->cell[csvin_slot (csv, c) * DATAIN_BLOCK + r];
    row.cell[c] = g_string_chunk_insert_const (t->texts, dict_at (dicts[c], entry)->text);
  }
  if (!read_count (row.cell[LINE], &row.line) || !read_count (row.cell[COUNT], &row.n))
    return false;
  g_array_append_val (t->rows, row);
  return true;
}

static bool
read_rows (struct trail *t, struct csvin *csv, const char *path, struct diag *d)
{
  struct dict *dicts[N_COLUMNS];
  struct datain_block block;

  for (size_t c = 0; c < N_COLUMNS; c++) {
    if (csvin_n_columns (csv) != N_COLUMNS || strcmp (csvin_name (csv, c), headers[c]) != 0)
      return stale (path, 1, d);
    dicts[c] = csvin_keep (csv, c);
  }
  while (csvin_read (csv, &block, d))
    for (size_t r = 0; r < block.n; r++)
      if (!read_row (t, csv, dicts, &block, r))
        return stale (path, block.line[r], d);
  return true;
}

struct trail *
trail_read (const char *path, struct diag *d)
{
  const char *const files[] = {path, NULL};
  size_t errors = diag_count (d, SEVERITY_ERROR);
  struct trail *t;
  struct csvin *csv;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    diag_add (d, FIND_NOT_INGESTED, (struct place){.file = path},
              "there is no audit file yet: run \"gko ingest\" or \"gko run\" first");
    return NULL;
  }
  csv = csvin_open (&(struct datain_format){.files = files, .delimiter = ',', .encoding = "UTF-8"},
                    NULL, d);
  if (!csv)
    return NULL;
  t = g_new0 (struct trail, 1);
  t->texts = g_string_chunk_new (0);
  t->rows = g_array_new (FALSE, FALSE, sizeof (struct trail_row));
  bool ok = read_rows (t, csv, path, d);
  ok = csvin_close (csv, d) && ok && diag_count (d, SEVERITY_ERROR) == errors;
  if (ok)
    return t;
  trail_free (t);
  return NULL;
}

void
trail_free (struct trail *t)
{
  if (!t)
    return;
  g_string_chunk_free (t->texts);
  g_array_free (t->rows, TRUE);
  g_free (t);
}

/* ---- What may be told by itself ---- */

/* A source value that is looked for among those that are named. */
struct sought {
  const char *text;
  char *normal;
  bool is_number;
  double number;
};

static bool
is_named_text (const struct sought *s, const char *name)
{
  g_autofree char *normal = label_normalise (name);
  return strcmp (s->normal, normal) == 0;
}

/* A range or pattern names no single value. */
static bool
is_matched (const struct sought *s, const struct recode_match *m, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if ((m[i].kind == MATCH_NUMBER && s->is_number && s->number == m[i].lo) ||
        (m[i].kind == MATCH_TEXT && is_named_text (s, m[i].text)))
      return true;
  return false;
}

static bool
is_in_rule (const struct sought *s, const struct rule *rule)
{
  for (size_t i = 0; i < rule->n_lines; i++)
    if (is_matched (s, rule->lines[i].matches, rule->lines[i].n_matches))
      return true;
  return is_matched (s, rule->alone, rule->n_alone);
}

static bool
is_label (const struct sought *s, const struct label *label)
{
  for (size_t i = 0; i < label->n; i++)
    if (is_named_text (s, label->texts[i]))
      return true;
  return false;
}

static bool
is_in_codebook (const struct sought *s, const struct codebook *cb, const struct variable *v)
{
  for (size_t i = 0; i < v->n_categories; i++)
    if ((s->is_number && s->number == v->categories[i].code) ||
        is_label (s, &v->categories[i].label))
      return true;
  for (size_t r = MISSING_NOT_ASKED; r < cb->n_missing; r++)
    if ((s->is_number && s->number == cb->missing[r].code) || is_label (s, &cb->missing[r].label))
      return true;
  return false;
}

static enum step_kind
kind_of (const struct trail_row *row, const struct survey *s, const struct codebook *cb,
         const struct variable *v)
{
  const struct rule *rule = survey_rule (s, v->name);
  struct sought sought = {.text = row->cell[VALUE]};
  g_autofree char *normal = NULL;

  if (!*row->cell[COLUMN] || !rule)
    return STEP_NO_CELL;
  if (!*sought.text)
    return STEP_EMPTY;
  if (rule->split && strstr (sought.text, rule->split))
    return STEP_SEVERAL;
  sought.normal = normal = label_normalise (sought.text);
  sought.is_number =
      number_read (sought.text, strlen (sought.text), s->source.marks, &sought.number);
  if (is_in_rule (&sought, rule) || is_in_codebook (&sought, cb, v) ||
      g_strv_contains ((const char *const *)s->source.missing, sought.text))
    return STEP_CODE;
  return STEP_OTHERS;
}

/* ---- Steps ---- */

/* Of a variable without categories only reasons are told, and no value. */
static const char *
target_of (const struct trail_row *row, const struct codebook *cb, const struct variable *v)
{
  const char *target = row->cell[TARGET];
  return variable_is_categorical (v) || codebook_missing (cb, target) != MISSING_NONE ? target
                                                                                      : NULL;
}

/* The same text in other letters is the same. */
static bool
is_same_value (const char *a, const char *b)
{
  g_autofree char *one = a && b ? label_normalise (a) : NULL;
  g_autofree char *two = a && b ? label_normalise (b) : NULL;
  return g_strcmp0 (one, two) == 0 && !a == !b;
}

static bool
is_same (const struct trail_step *a, const struct trail_step *b)
{
  return a->kind == b->kind && a->line == b->line && strcmp (a->column, b->column) == 0 &&
         g_strcmp0 (a->target, b->target) == 0 && is_same_value (a->value, b->value);
}

/* Of spellings the commonest is shown. */
static void
merge_step (struct trail_step *known, const struct trail_step *step, size_t *commonest)
{
  if (step->n > *commonest) {
    *commonest = step->n;
    known->value = step->value;
  }
  known->n += step->n;
  known->different++;
}

/* COMMONEST: size_t, for each step so many records have its spelling. */
static void
add_step (GArray *steps, GArray *commonest, const struct trail_step *step)
{
  for (guint i = 0; i < steps->len; i++) {
    struct trail_step *known = &g_array_index (steps, struct trail_step, i);
    if (is_same (known, step)) {
      merge_step (known, step, &g_array_index (commonest, size_t, i));
      return;
    }
  }
  g_array_append_vals (steps, step, 1);
  g_array_append_val (commonest, step->n);
}

static struct trail_step *
least_shown (GArray *steps)
{
  struct trail_step *least = NULL;
  for (guint i = 0; i < steps->len; i++) {
    struct trail_step *s = &g_array_index (steps, struct trail_step, i);
    if (!s->hidden && (!least || s->n < least->n))
      least = s;
  }
  return least;
}

/* Is there a category that nobody has? */
static bool
lacks_category (GArray *steps, const struct variable *v)
{
  for (size_t c = 0; c < v->n_categories; c++) {
    guint i = 0;
    while (i < steps->len && g_strcmp0 (g_array_index (steps, struct trail_step, i).target,
                                        v->categories[c].name) != 0)
      i++;
    if (i == steps->len)
      return true;
  }
  return false;
}

static void
hide_small (GArray *steps, const struct variable *v, struct disclosure_rule rule)
{
  bool all = rule.min_n > 0 && rule.zero && lacks_category (steps, v);
  size_t hidden = 0, records = 0, least_n = (size_t)rule.min_n;
  struct trail_step *least;

  while ((least = least_shown (steps)) &&
         (all || least->n < least_n || (hidden > 0 && (hidden < 2 || records < least_n)))) {
    least->hidden = true;
    hidden++;
    records += least->n;
  }
}

GArray *
trail_steps (const struct trail *t, const struct survey *s, const struct codebook *cb,
             const struct variable *v, struct disclosure_rule rule)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (struct trail_step));
  g_autoptr (GArray) commonest = g_array_new (FALSE, FALSE, sizeof (size_t));

  for (guint i = 0; i < t->rows->len; i++) {
    const struct trail_row *row = &g_array_index (t->rows, struct trail_row, i);
    struct trail_step step = {.column = row->cell[COLUMN], .line = row->line, .n = row->n};
    if (strcmp (row->cell[VARIABLE], v->name) != 0)
      continue;
    step.kind = kind_of (row, s, cb, v);
    step.different = 1;
    step.value = step.kind == STEP_CODE ? row->cell[VALUE] : NULL;
    step.target = target_of (row, cb, v);
    add_step (steps, commonest, &step);
  }
  hide_small (steps, v, rule);
  return steps;
}
