#include <config.h>

#include "estimate/note.h"

#include "estimate/words.h"

static const char SEPARATOR[] = " | ";

/* Notes are one for all reports: in the codebook's first language. */
static const char *
language_of (const struct indicators *in)
{
  return in->codebook->languages[0];
}

static void
add (GString *note, const char *text)
{
  g_string_append_printf (note, "%s%s", note->len ? SEPARATOR : "", text);
}

static char *
finish (GString *note)
{
  if (note->len)
    return g_string_free (note, FALSE);
  g_string_free (note, TRUE);
  return NULL;
}

/* "sex: close; asked of the parents; cannot occur: Other". */
static void
add_variable (GString *note, const struct indicators *in, const struct dataset *ds, size_t v)
{
  static const enum phrase degrees[] = {[COMPARABLE_EXACT] = N_PHRASES,
                                        [COMPARABLE_CLOSE] = PHRASE_CLOSE,
                                        [COMPARABLE_PARTIAL] = PHRASE_PARTIAL,
                                        [COMPARABLE_NONE] = PHRASE_NOT_COMPARABLE};
  enum phrase degree = degrees[ds->comparability[v]];
  g_autoptr (GString) text = g_string_new (NULL);

  if (degree != N_PHRASES) {
    g_string_append (text, words (degree, language_of (in)));
    if (ds->note[v])
      g_string_append_printf (text, "; %s", ds->note[v]);
  }
  /* A category that nobody could choose is no zero; that is told whatever the author claims. */
  if (ds->unreached[v])
    g_string_append_printf (text, "%s%s: %s", text->len ? "; " : "",
                            words (PHRASE_UNREACHED, language_of (in)), ds->unreached[v]);
  if (!text->len)
    return;
  g_string_prepend (text, ": ");
  g_string_prepend (text, in->codebook->variables[v].name);
  add (note, text->str);
}

/* A variable, and what it is derived from. */
static void
mark_variable (const struct indicators *in, size_t v, bool *used)
{
  size_t n = 0;
  const size_t *slots = in->derive[v] && !used[v] ? expr_slots (in->derive[v], &n) : NULL;
  used[v] = true;
  for (size_t i = 0; i < n; i++)
    mark_variable (in, slots[i], used);
}

static void
mark (const struct indicators *in, const struct expr *e, bool *used)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  for (size_t i = 0; i < n; i++)
    mark_variable (in, slots[i], used);
}

char *
note_of_breakdown (const struct indicators *in, const struct measured *m, const struct grouping *g,
                   const struct dataset *ds)
{
  GString *note = g_string_new (NULL);
  g_autofree bool *used = g_new0 (bool, in->codebook->n_variables + 1);
  mark (in, m->of, used);
  mark (in, m->to, used);
  mark (in, m->among, used);
  for (size_t k = 0; g && k < g->n; k++)
    mark_variable (in, g->variables[k]->index, used);
  for (size_t v = 0; v < in->codebook->n_variables; v++)
    if (used[v])
      add_variable (note, in, ds, v);
  if (ds->no_weight)
    add (note, words (PHRASE_NO_WEIGHT, language_of (in)));
  if (ds->opt_in)
    add (note, words (PHRASE_OPT_IN, language_of (in)));
  return finish (note);
}

char *
note_not_asked (const struct indicators *in, const struct dataset *ds, const struct variable *v)
{
  const char *reason = ds->note[v->index];
  return g_strdup_printf ("%s: %s%s%s", v->name, words (PHRASE_NOT_ASKED, language_of (in)),
                          reason ? "; " : "", reason ? reason : "");
}

char *
note_of_estimate (const struct indicators *in, const char *shared, bool no_se, bool no_interval)
{
  GString *note = g_string_new (shared);
  if (no_se)
    add (note, words (PHRASE_NO_SE, language_of (in)));
  else if (no_interval)
    add (note, words (PHRASE_NO_INTERVAL, language_of (in)));
  return finish (note);
}
