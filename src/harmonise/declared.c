#include <config.h>

#include "base/number.h"
#include "harmonise/run.h"

#include <string.h>

/* Values that the makers of the data declare to mean missing (user-missing of SPSS, a dictionary,
   `codes:').  They are codes, not what somebody said, and so they may be shown. */

void
run_begin_declared (struct run *run)
{
  const GArray *needed = run->crosswalk->columns;
  for (guint s = 0; s < needed->len; s++) {
    const char *name = g_array_index (needed, struct needed_column, s).name;
    const struct codelist *list = codes_find (run->crosswalk->survey->source.codes, name);
    run->columns[s].declared = list && codelist_has_missing (list) ? list : NULL;
  }
}

bool
run_is_missing (const struct run *run, const struct source_column *c, const struct dict_entry *e)
{
  return run_is_empty (run, e) ||
         (c->declared &&
          codelist_is_missing (c->declared, e->text, run->crosswalk->survey->source.marks));
}

/* "999" with its label in brackets, if it has one; g_free. */
static char *
code_text (const struct source_code *code, const char *text)
{
  return code && *code->label ? g_strdup_printf ("%s (\"%s\")", text, code->label)
                              : g_strdup (text);
}

/* A missing reason for an example; the codebook's own ones say more than the reserved ones. */
static const char *
some_reason (const struct codebook *cb)
{
  return cb->missing[cb->n_missing > MISSING_FIRST_OWN ? MISSING_FIRST_OWN : MISSING_INVALID].name;
}

void
run_say_declared (struct run *run, const struct mapping *m, const struct dict_entry *e,
                  const struct tally_of *t)
{
  const struct source_code *code = recode_code (m->recode, e->text);
  /* A cell with several answers is what somebody said. */
  const char *shown = code ? code->value : m->rule->split ? "one of several answers" : e->text;
  g_autofree char *records = run_records (t->n);
  g_autofree char *value = code_text (code, shown);

  run->n_invalid += t->n;
  diag_add (
      run->diag, FIND_DECLARED_MISSING, (struct place){.file = t->file, .line = t->line},
      "%s of column \"%s\" is declared to mean missing and is in no line of the rule; it became "
      "\"invalid\" in \"%s\" (%s, the first here): say which reason it is, as in `%s: %s`",
      value, m->source, m->variable->name, records, some_reason (run->crosswalk->codebook),
      code ? code->value : e->text);
  diag_measure (run->diag, m->variable->name, t->n, run->n_harmonised);
  diag_note (run->diag, m->rule->place, "the rule is here");
}

/* Does the expression name the number? */
static bool
names_number (const char *expression, double number)
{
  for (const char *p = expression; *p;) {
    size_t n = strspn (p, "0123456789.");
    double found;
    if (n > 0 && number_parse (p, n, '.', &found) && (found == number || found == -number))
      return true;
    /* What begins with a letter is a name, with the digits in it. */
    if (n == 0 && (g_ascii_isalpha (*p) || *p == '_'))
      while (g_ascii_isalnum (*p) || *p == '_')
        p++;
    else
      p += MAX (n, 1);
  }
  return false;
}

static void
say_taken (struct run *run, const struct mapping *m, const struct source_column *c,
           const char *column, const struct dict_entry *e)
{
  const struct source_code *code =
      codelist_find (c->declared, e->text, run->crosswalk->survey->source.marks);
  g_autofree char *records = run_records (e->count);
  g_autofree char *value = code_text (code, code ? code->value : e->text);

  diag_add (
      run->diag, FIND_DECLARED_MISSING,
      (struct place){.file = e->first_file, .line = e->first_line},
      "%s of column \"%s\" is declared to mean missing, and the expression of \"%s\" takes it for "
      "a number (%s, the first here): test for it in the expression or under `when`",
      value, column, m->variable->name, records);
  diag_measure (run->diag, m->variable->name, e->count, run->n_harmonised);
  diag_note (run->diag, m->rule->value.place, "the expression is here");
}

static bool
is_tested (const struct mapping *m, double number)
{
  bool found = names_number (m->rule->value.text, number);
  for (size_t i = 0; i < m->rule->n_when && !found; i++)
    found = names_number (m->rule->when[i].condition.text, number);
  return found;
}

void
run_find_declared (struct run *run, const struct mapping *m)
{
  size_t n;
  const size_t *slots = expr_slots (m->value, &n);
  if (expr_type (m->value) == EXPR_RAW)
    return; /* the recode has seen the cells */
  for (size_t i = 0; i < n; i++) {
    const struct source_column *c = &run->columns[slots[i]];
    for (guint32 e = 0; c->declared && e < dict_size (c->dict); e++) {
      const struct dict_entry *entry = dict_at (c->dict, e);
      double number;
      struct number_marks marks = run->crosswalk->survey->source.marks;
      if (entry->count > 0 && !run_is_empty (run, entry) &&
          number_read (entry->text, entry->len, marks, &number) &&
          codelist_is_missing (c->declared, entry->text, marks) && !is_tested (m, number))
        say_taken (run, m, c,
                   g_array_index (run->crosswalk->columns, struct needed_column, slots[i]).name,
                   entry);
    }
  }
}
