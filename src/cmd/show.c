#include <config.h>

#include "cmd/show.h"

#include <string.h>

/* ---- Searching ---- */

bool
show_holds (const char *text, const char *normal)
{
  g_autofree char *own = NULL;
  if (!normal)
    return true;
  if (!text)
    return false;
  own = label_normalise (text);
  return strstr (own, normal) != NULL;
}

bool
show_label_holds (const struct label *label, const char *normal)
{
  for (size_t i = 0; i < label->n; i++)
    if (show_holds (label->texts[i], normal))
      return true;
  return false;
}

bool
show_variable_holds (const struct variable *v, const char *normal)
{
  if (!normal || show_holds (v->name, normal) || show_holds (v->module, normal) ||
      show_label_holds (&v->label, normal) || show_label_holds (&v->question, normal))
    return true;
  for (size_t i = 0; i < v->n_categories; i++)
    if (show_holds (v->categories[i].name, normal) ||
        show_label_holds (&v->categories[i].label, normal))
      return true;
  return false;
}

bool
show_language_known (const struct options *o, const struct codebook *cb)
{
  g_autofree char *list = NULL, *sentence = NULL;
  if (!o->language || g_strv_contains ((const char *const *)cb->languages, o->language))
    return true;
  list = g_strjoinv (", ", cb->languages);
  sentence = g_strdup_printf ("--language %s: the codebook has %s", o->language, list);
  return cmd_usage ("show", sentence);
}

/* ---- Printing ---- */

void
show_line (const char *head, const char *text)
{
  if (text && *text)
    printf ("  %-12s %s\n", head, text);
}

void
show_table (const struct options *o, struct table *t, const char *where, const char *word,
            struct diag *d)
{
  if (o->csv)
    csv_table (t, NULL, d);
  else if (table_rows (t) > 0)
    text_table (stdout, t);
  else
    printf ("nothing in %s holds \"%s\"\n", where, word ? word : "");
  table_free (t);
}

/* ---- The verb ---- */

static const struct {
  const char *what;
  show_function *show;
} shows[] = {
    {"codebook", show_codebook},
    {"survey", show_survey},
    {"indicators", show_indicators},
    {"coverage", show_coverage},
};

bool
cmd_show (const struct options *o, struct diag *d)
{
  char **operands = o->operands;
  size_t n = g_strv_length (operands);

  for (size_t i = 0; n >= 2 && n <= 3 && i < G_N_ELEMENTS (shows); i++)
    if (strcmp (operands[0], shows[i].what) == 0) {
      struct project *p = project_new (o->variant);
      bool ok = shows[i].show (o, p, operands[1], operands[2], d);
      project_free (p);
      return ok;
    }
  return cmd_usage ("show", "say what and which: codebook, survey, indicators or coverage, a file, "
                            "and perhaps a word to look for");
}
