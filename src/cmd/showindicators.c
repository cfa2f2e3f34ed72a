#include <config.h>

#include "cmd/show.h"

#include "base/number.h"

#include <string.h>

/* The rows of a set, and those that nets add. */
static void
show_parts (const struct indicator *in, const char *language)
{
  for (size_t i = 0; i < in->set.n; i++) {
    const struct item *item = &in->set.items[i];
    g_autofree char *line = g_strdup_printf ("%s: %s", item->name, item->of.text);
    show_line (i ? " " : "of", line);
  }
  if (in->measure == MEASURE_SET)
    show_line ("base", in->set.all ? "all" : "any");
  if (in->set.totals)
    show_line ("totals", "yes");
  for (size_t i = 0; i < in->nets.n; i++) {
    const struct net *net = &in->nets.items[i];
    g_autofree char *of = net->of ? g_strjoinv (", ", net->of) : g_strdup ("");
    g_autofree char *title = g_strdup (label_in (&net->title, language, net->id));
    g_autofree char *line = g_strdup_printf ("%s (%s): %s", net->id, title, of);
    show_line (i ? " " : "nets", line);
  }
}

/* "gko (age_group x sex)". */
static void
show_standard (const struct indicator *in, const struct plan *plan)
{
  const struct standard_spec *s =
      in->standardise ? standard_specs_find (&plan->standards, in->standardise) : NULL;
  g_autofree char *crossed = s && s->crossing.by ? g_strjoinv (" x ", s->crossing.by) : NULL;
  g_autofree char *words =
      crossed ? g_strdup_printf ("%s (%s)", s->id, crossed) : g_strdup (in->standardise);
  show_line ("standardise", words);
}

static void
show_indicator (const struct indicator *in, const struct plan *plan, const char *language)
{
  g_autoptr (GString) at = g_string_new (NULL);

  for (size_t i = 0; i < in->n_at; i++) {
    char digits[NUMBER_SIZE];
    number_format (in->at[i], digits);
    g_string_append_printf (at, "%s%s", i ? ", " : "", digits);
  }
  printf ("%s (version %ld): %s\n", in->id, in->version, label_in (&in->title, language, in->id));
  show_line ("topic", in->topic);
  show_line ("measure", measure_name (in->measure));
  show_line ("a", in->a.id);
  show_line ("b", in->b.id);
  show_line ("of", in->of.text);
  show_parts (in, language);
  show_line ("to", in->to.text);
  show_line ("with", in->with.text);
  show_line ("at", at->len ? at->str : NULL);
  show_line ("among", in->among.text);
  show_standard (in, plan);
  for (size_t i = 0; i < in->n_by; i++) {
    g_autofree char *crossed = g_strjoinv (" x ", in->by[i].variables);
    show_line (i ? " " : "by", crossed);
  }
  show_line ("note", in->note);
}

bool
show_indicators (const struct options *o, struct project *p, const char *file, const char *word,
                 struct diag *d)
{
  struct plan *plan = plan_read (file, d);
  static const char *const headers[] = {"indicator", "measure", "topic", "title"};
  struct table *t;
  const struct indicator *only = NULL;
  size_t found = 0;
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  (void)p;
  if (!plan)
    return true;
  t = table_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], false, -1);
  for (size_t i = 0; i < plan->n_indicators; i++) {
    const struct indicator *in = &plan->indicators[i];
    if (!show_holds (in->id, normal) && !show_holds (in->topic, normal) &&
        !show_label_holds (&in->title, normal) && !show_holds (in->of.text, normal))
      continue;
    if (found == 0 || (word && strcmp (in->id, word) == 0))
      only = in;
    found++;
    table_text (t, in->id);
    table_text (t, measure_name (in->measure));
    table_text (t, in->topic);
    table_text (t, label_in (&in->title, o->language, in->id));
  }
  if (word && found > 0 && !o->csv && (found == 1 || strcmp (only->id, word) == 0)) {
    show_indicator (only, plan, o->language);
    table_free (t);
  } else
    show_table (o, t, file, word, d);
  plan_free (plan);
  return true;
}
