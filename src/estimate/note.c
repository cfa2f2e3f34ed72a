#include <config.h>

#include "estimate/note.h"

#include "estimate/parts.h"
#include "estimate/sample.h"
#include "estimate/standard.h"
#include "estimate/words.h"

/* Notes are one for all reports: in the codebook's first language. */
static const char *
language_of (const struct indicators *in)
{
  return in->codebook->languages[0];
}

static void
add (GString *note, const char *text)
{
  g_string_append_printf (note, "%s%s", note->len ? ROW_SEPARATOR : "", text);
}

static char *
finish (GString *note)
{
  if (note->len)
    return g_string_free (note, FALSE);
  g_string_free (note, TRUE);
  return NULL;
}

/* "close; asked of the parents; cannot occur: Other", or NULL.  Of its comparability a derived
   variable is spoken of by what it is made of. */
static char *
said_of (const struct indicators *in, const struct dataset *ds, size_t v)
{
  enum grade grade = ds->not_asked[v] ? GRADE_NOT_ASKED : (enum grade)ds->comparability[v];
  GString *text = g_string_new (NULL);

  if (grade != GRADE_EXACT && !ds->derived[v]) {
    g_string_append (text, words (words_of_grade (grade), language_of (in)));
    if (ds->note[v])
      g_string_append_printf (text, "; %s", ds->note[v]);
  }
  /* A category that nobody could choose is no zero; that is told whatever the author claims. */
  if (ds->unreached[v])
    g_string_append_printf (text, "%s%s: %s", text->len ? "; " : "",
                            words (PHRASE_UNREACHED, language_of (in)), ds->unreached[v]);
  return finish (text);
}

/* "sex: close", "fear, anger: not asked; why": each thing that is said stands once, behind all USED
   variables of which it is true. */
static void
add_variables (GString *note, const struct indicators *in, const struct dataset *ds,
               const bool *used)
{
  size_t n = in->codebook->n_variables;
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);

  for (size_t v = 0; v < n; v++)
    g_ptr_array_add (said, used[v] ? said_of (in, ds, v) : NULL);
  for (size_t v = 0; v < n; v++) {
    g_autoptr (GString) text = g_string_new (in->codebook->variables[v].name);
    const char *own = said->pdata[v];
    if (!own || !*own)
      continue;
    for (size_t i = v + 1; i < n; i++)
      if (g_strcmp0 (said->pdata[i], own) == 0) {
        *(char *)said->pdata[i] = '\0'; /* it has been said */
        g_string_append_printf (text, ", %s", in->codebook->variables[i].name);
      }
    g_string_append_printf (text, ": %s", own);
    add (note, text->str);
  }
}

/* A variable, and what it is derived from in this survey: a rule of its own stands in place of the
   derivation. */
static void
mark_variable (const struct indicators *in, const struct dataset *ds, size_t v, bool *used)
{
  size_t n = 0;
  const size_t *slots =
      ds->derived[v] && in->derive[v] && !used[v] ? expr_slots (in->derive[v], &n) : NULL;
  used[v] = true;
  for (size_t i = 0; i < n; i++)
    mark_variable (in, ds, slots[i], used);
}

/* All variables of an indicator; an item that the survey lacks has a row that says so. */
static void
mark_measured (const struct indicators *in, const struct dataset *ds, const struct measured *m,
               bool *used)
{
  g_autofree bool *own = g_new0 (bool, in->codebook->n_variables + 1);
  parts_mark (m, own);
  for (size_t v = 0; v < in->codebook->n_variables; v++)
    if (own[v] && !(m->items && ds->not_asked[v]))
      mark_variable (in, ds, v, used);
}

enum grade
note_grade (const struct indicators *in, const struct measured *m, const struct grouping *g,
            const enum grade *grades)
{
  g_autofree bool *own = g_new0 (bool, in->codebook->n_variables + 1);
  enum grade weakest = GRADE_EXACT;
  parts_mark (m, own);
  for (size_t v = 0; v < in->codebook->n_variables; v++)
    if (own[v] && !(m->items && grades[v] == GRADE_NOT_ASKED))
      weakest = MAX (weakest, grades[v]);
  for (size_t k = 0; g && k < g->n; k++)
    weakest = MAX (weakest, grades[g->variables[k]->index]);
  for (size_t k = 0; m->standard && k < m->standard->n; k++)
    weakest = MAX (weakest, grades[m->standard->variables[k]->index]);
  return MIN (weakest, GRADE_NONE);
}

/* Weights that were divided by their mean, or that fall short of the declared population, make
   shares and means; a sum of them is no number of children. */
static bool
sums_the_sample (const struct measured *m, const struct dataset *ds)
{
  bool sum = m->spec->measure == MEASURE_COUNT || m->spec->measure == MEASURE_TOTAL;
  return sum && !(ds->no_weight && !ds->calibrate) && !sample_is_people (sample_expansion (ds));
}

char *
note_of_breakdown (const struct indicators *in, const struct measured *m, const struct grouping *g,
                   const struct dataset *ds)
{
  GString *note = g_string_new (NULL);
  g_autofree bool *used = g_new0 (bool, in->codebook->n_variables + 1);
  mark_measured (in, ds, m, used);
  for (size_t k = 0; g && k < g->n; k++)
    mark_variable (in, ds, g->variables[k]->index, used);
  for (size_t k = 0; m->standard && k < m->standard->n; k++)
    mark_variable (in, ds, m->standard->variables[k]->index, used);
  add_variables (note, in, ds, used);
  if (sums_the_sample (m, ds))
    add (note, words (PHRASE_OF_SAMPLE, language_of (in)));
  if (ds->no_weight && !ds->calibrate)
    add (note, words (PHRASE_NO_WEIGHT, language_of (in)));
  if (ds->opt_in)
    add (note, words (PHRASE_OPT_IN, language_of (in)));
  return note_of_standard (in, m, finish (note));
}

/* A derived variable was not asked because something that it is made of was not. */
char *
note_not_asked (const struct indicators *in, const struct dataset *ds, const struct variable *v)
{
  const char *reason = ds->note[v->index];
  g_autofree bool *used = g_new0 (bool, in->codebook->n_variables + 1);
  GString *note = g_string_new (NULL);

  g_string_printf (note, "%s: %s%s%s", v->name, words (PHRASE_NOT_ASKED, language_of (in)),
                   reason ? "; " : "", reason ? reason : "");
  mark_variable (in, ds, v->index, used);
  for (size_t i = 0; i < in->codebook->n_variables; i++)
    used[i] = used[i] && i != v->index && ds->not_asked[i];
  add_variables (note, in, ds, used);
  return g_string_free (note, FALSE);
}

char *
note_of_estimate (const struct indicators *in, const char *shared, int lonely, bool no_interval)
{
  GString *note = g_string_new (shared);
  if (lonely)
    add (note, words (lonely == 1 ? PHRASE_NO_SE : PHRASE_NO_SE_UNIT, language_of (in)));
  else if (no_interval)
    add (note, words (PHRASE_NO_INTERVAL, language_of (in)));
  return finish (note);
}

char *
note_of_standard (const struct indicators *in, const struct measured *m, char *note)
{
  char *all;
  if (!m->standard)
    return note;
  all = g_strdup_printf ("%s: %s%s%s", words (PHRASE_STANDARDISED, language_of (in)),
                         m->standard->spec->id, note ? ROW_SEPARATOR : "", note ? note : "");
  g_free (note);
  return all;
}

char *
note_of_lost (const struct indicators *in, char *note, const char *names, double share)
{
  const double percent = 100;
  g_autofree char *text = g_strdup_printf (
      "%s: %s (%.1f %%)", words (PHRASE_LOST_CELLS, language_of (in)), names, share * percent);
  return words_more (note, text);
}

void
note_table (const struct indicators *in, struct estimate_row *rows, size_t n)
{
  for (size_t i = 0; i < n; i++)
    rows[i].note = words_more (rows[i].note, words (PHRASE_TABLE, language_of (in)));
}
