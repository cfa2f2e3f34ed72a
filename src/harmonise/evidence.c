/* What a survey's answers look like when all are read: the profile, categories that nobody has, and
   the codes that the data's makers declared against those that occur.  */
#include <config.h>

#include "harmonise/run.h"

#include <string.h>

/* Codes that a sentence names. */
enum { NAMED = 10 };

/* ---- Categories ---- */

/* Does the crosswalk send anything to the category? */
static bool
is_target (const struct mapping *m, const char *category)
{
  for (size_t i = 0; i < m->rule->n_lines; i++)
    if (strcmp (m->rule->lines[i].target, category) == 0)
      return true;
  for (size_t i = 0; i < m->rule->n_when; i++)
    if (strcmp (m->rule->when[i].target, category) == 0)
      return true;
  return m->rule->otherwise && strcmp (m->rule->otherwise, category) == 0;
}

/* Of a scale or a list the ends may well be empty; a yes or no that all answer alike is more often
   a code that was read wrongly. */
static void
find_empty (struct run *run, const struct mapping *m, const size_t *n, size_t answers)
{
  const struct variable *v = m->variable;

  if (m->kind != MAPPING_COLUMN || (double)answers < run->options->thresholds.empty_category)
    return;
  for (size_t c = 0; c < v->n_categories; c++) {
    if (n[c] > 0 || !is_target (m, v->categories[c].name))
      continue;
    if (v->type == TYPE_BINARY)
      diag_add (run->diag, FIND_EMPTY_CATEGORY, m->rule->place,
                "nobody has \"%s\" in \"%s\", among %zu answers: does column \"%s\" have another "
                "code for it?",
                v->categories[c].name, v->name, answers, m->source);
    else
      diag_add (run->diag, FIND_UNSEEN_CODE, m->rule->place,
                "nobody has \"%s\" in \"%s\", among %zu answers", v->categories[c].name, v->name,
                answers);
    diag_measure (run->diag, v->name, 0, answers);
  }
}

struct profile *
run_profile (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  struct profile *p = profile_new (cw);

  for (size_t v = 0; v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    const struct values *values = run->fields[v].values;
    struct profile_item *item = &p->items[v];
    g_autofree size_t *n = NULL;
    item->asked = m->kind == MAPPING_COLUMN || m->kind == MAPPING_VALUE;
    if (!item->asked)
      continue;
    n = run_count_entries (run, v);
    for (guint e = 0; e < values->reason->len; e++)
      item->n[g_array_index (values->reason, guint8, e)] += n[e];
    find_empty (run, m, n, item->n[MISSING_NONE]);
  }
  profile_compare_grids (p, &run->options->thresholds, run->diag);
  return p;
}

/* ---- Codes ---- */

/* A column whose codes are declared, and what is met in it. */
struct declared {
  struct run *run;
  const struct mapping *m;
  const struct codelist *list;
  bool *seen;         /* [list->n] */
  GHashTable *others; /* text -> struct tally_of *: codes that are not declared */
  GPtrArray *order;   /* their texts as they were met */
};

static void
meet (struct declared *c, const char *text, const struct dict_entry *e)
{
  const struct source_code *code =
      codelist_find (c->list, text, c->run->crosswalk->survey->source.marks);
  struct tally_of *t;

  if (code) {
    c->seen[code - c->list->codes] = true;
    return;
  }
  if (!run_is_code (text, strlen (text)) || !variable_is_categorical (c->m->variable))
    return;
  t = g_hash_table_lookup (c->others, text);
  if (!t) {
    char *copy = g_strdup (text);
    t = g_new0 (struct tally_of, 1);
    t->file = e->first_file;
    t->line = e->first_line;
    g_hash_table_insert (c->others, copy, t);
    g_ptr_array_add (c->order, copy);
  }
  t->n += e->count;
}

static void
tell_undeclared (const struct declared *c)
{
  for (guint i = 0; i < c->order->len; i++) {
    const char *text = g_ptr_array_index (c->order, i);
    const struct tally_of *t = g_hash_table_lookup (c->others, text);
    g_autofree char *records = run_records (t->n);
    diag_add (c->run->diag, FIND_UNDECLARED_VALUE, (struct place){.file = t->file, .line = t->line},
              "%s of column \"%s\" is not among its declared codes (%s, the first here); declare "
              "it, or correct the "
              "data",
              text, c->m->source, records);
    diag_measure (c->run->diag, c->m->variable->name, t->n, c->run->n_harmonised);
    diag_note (c->run->diag, c->list->place, "the codes are declared here");
  }
}

static void
tell_unseen (const struct declared *c)
{
  g_autoptr (GString) names = g_string_new (NULL);
  size_t n = 0;

  for (size_t i = 0; i < c->list->n; i++)
    if (!c->seen[i] && ++n <= NAMED)
      g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", c->list->codes[i].value);
  if (n == 0)
    return;
  diag_add (c->run->diag, FIND_UNSEEN_CODE, c->list->place,
            "%s%s %s declared for column \"%s\" and never occur%s (%zu of %zu codes)", names->str,
            n > NAMED ? ", ..." : "", n == 1 ? "is" : "are", c->m->source, n == 1 ? "s" : "", n,
            c->list->n);
  diag_measure (c->run->diag, c->m->variable->name, 0, c->run->n_harmonised);
}

static void
compare_codes (struct run *run, const struct mapping *m, const struct codelist *list)
{
  const struct dict *dict = run->columns[m->column].dict;
  struct declared c = {.run = run,
                       .m = m,
                       .list = list,
                       .seen = g_new0 (bool, list->n + 1),
                       .others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                       .order = g_ptr_array_new ()};

  for (guint32 e = 0; e < dict_size (dict); e++) {
    const struct dict_entry *entry = dict_at (dict, e);
    if (entry->count == 0 || run_is_empty (run, entry))
      continue;
    g_auto (GStrv) parts = recode_parts (m->recode, entry->text);
    if (!parts)
      meet (&c, entry->text, entry);
    for (char **part = parts; part && *part; part++)
      meet (&c, *part, entry);
  }
  tell_undeclared (&c);
  tell_unseen (&c);
  g_free (c.seen);
  g_hash_table_destroy (c.others);
  g_ptr_array_free (c.order, TRUE);
}

void
run_codes (struct run *run)
{
  const struct crosswalk *cw = run->crosswalk;
  const struct codes *codes = cw->survey->source.codes;
  g_autofree bool *done = g_new0 (bool, cw->columns->len + 1);

  for (size_t v = 0; codes && v < cw->codebook->n_variables; v++) {
    const struct mapping *m = &cw->mappings[v];
    const struct codelist *list;
    /* Of a join each column may have codes of its own. */
    if (m->kind != MAPPING_COLUMN || m->column >= cw->columns->len || done[m->column])
      continue;
    done[m->column] = true;
    list = codes_find (codes, m->source);
    if (list && list->n > 0)
      compare_codes (run, m, list);
  }
}
