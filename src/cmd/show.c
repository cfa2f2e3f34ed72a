#include <config.h>

#include "base/number.h"
#include "cmd/cmd.h"
#include "cmd/library.h"
#include "report/table.h"

#include <math.h>
#include <string.h>

/* ---- Searching ---- */

/* Does a text hold the word, whatever the case or Unicode form?  WORD is normalised; NULL holds. */
static bool
holds (const char *text, const char *word)
{
  g_autofree char *normal = NULL;
  if (!word)
    return true;
  if (!text)
    return false;
  normal = label_normalise (text);
  return strstr (normal, word) != NULL;
}

static bool
label_holds (const struct label *label, const char *word)
{
  for (size_t i = 0; i < label->n; i++)
    if (holds (label->texts[i], word))
      return true;
  return false;
}

/* Name, labels and categories, in any language. */
static bool
variable_holds (const struct variable *v, const char *word)
{
  if (!word || holds (v->name, word) || holds (v->module, word) || label_holds (&v->label, word) ||
      label_holds (&v->question, word))
    return true;
  for (size_t i = 0; i < v->n_categories; i++)
    if (holds (v->categories[i].name, word) || label_holds (&v->categories[i].label, word))
      return true;
  return false;
}

/* A language the file does not have would silently show another one. */
static bool
language_known (const struct options *o, char *const *languages)
{
  g_autofree char *list = NULL, *sentence = NULL;
  if (!o->language || g_strv_contains ((const char *const *)languages, o->language))
    return true;
  list = g_strjoinv (", ", (char **)languages);
  sentence = g_strdup_printf ("--language %s: the codebook has %s", o->language, list);
  return cmd_usage ("show", sentence);
}

/* ---- Codebook ---- */

static void
line (const char *head, const char *text)
{
  if (text && *text)
    printf ("  %-12s %s\n", head, text);
}

static void
range_text (const struct variable *v, char *out, size_t size)
{
  char lo[NUMBER_SIZE] = "", hi[NUMBER_SIZE] = "";
  if (isfinite (v->lo))
    number_format (v->lo, lo);
  if (isfinite (v->hi))
    number_format (v->hi, hi);
  g_snprintf (out, size, "%s..%s", lo, hi);
}

static void
show_variable (const struct variable *v, const char *language)
{
  char range[2 * NUMBER_SIZE + 2];

  printf ("%s: %s\n", v->name, label_in (&v->label, language, v->name));
  line ("question", label_in (&v->question, language, NULL));
  line ("module", v->module);
  line ("tier", tier_name (v->tier));
  line ("type", variable_type_name (v->type));
  line ("unit", v->unit);
  if (v->has_range) {
    range_text (v, range, sizeof range);
    line ("range", range);
  }
  line ("asked if", v->asked_if.text);
  line ("derived as", v->derive.text);
  for (size_t i = 0; i < v->n_categories; i++) {
    const struct category *c = &v->categories[i];
    printf ("  %12d %s: %s\n", c->code, c->name, label_in (&c->label, language, c->name));
  }
}

static bool
show_codebook (const struct options *o, struct project *p, const char *word, struct diag *d)
{
  struct codebook *cb = project_codebook (p, o->operands[1], d);
  struct table *t;
  const struct variable *only = NULL;
  size_t found = 0;
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  if (!cb)
    return true;
  if (!language_known (o, cb->languages))
    return false;
  t = table_new ();
  table_column (t, "variable", false, -1);
  table_column (t, "type", false, -1);
  table_column (t, "module", false, -1);
  table_column (t, "tier", false, -1);
  table_column (t, "label", false, -1);
  for (size_t i = 0; i < cb->n_variables; i++) {
    const struct variable *v = &cb->variables[i];
    if (!variable_holds (v, normal))
      continue;
    found++;
    only = v;
    table_text (t, v->name);
    table_text (t, variable_type_name (v->type));
    table_text (t, v->module);
    table_text (t, tier_name (v->tier));
    table_text (t, label_in (&v->label, o->language, v->name));
  }
  if (word && codebook_find (cb, word)) {
    only = codebook_find (cb, word);
    found = 1;
  }
  if (word && found == 1)
    show_variable (only, o->language);
  else if (found > 0)
    text_table (stdout, t);
  else
    printf ("nothing in %s holds \"%s\"\n", cb->id, word ? word : "");
  table_free (t);
  return true;
}

/* ---- Survey ---- */

static const char *
recode_words (const struct rule *rule, GString *out)
{
  g_string_truncate (out, 0);
  for (size_t i = 0; i < rule->n_lines; i++) {
    g_string_append_printf (out, "%s%s: ", i ? "; " : "", rule->lines[i].target);
    for (size_t j = 0; j < rule->lines[i].n_matches; j++)
      g_string_append_printf (out, "%s%s", j ? ", " : "", rule->lines[i].matches[j].text);
  }
  if (rule->labels)
    g_string_append_printf (out, "%slabels", out->len ? "; " : "");
  if (rule->otherwise)
    g_string_append_printf (out, "%selse %s", out->len ? "; " : "", rule->otherwise);
  if (rule->kind == RULE_VALUE)
    g_string_append (out, rule->value.text);
  if (rule->kind == RULE_ABSENT)
    g_string_append_printf (out, "absent: %s", rule->reason);
  else if (out->len == 0)
    g_string_append (out, "copied");
  return out->str;
}

/* A fact of the source, and whether the survey file, its preset or nobody said it. */
static void
source_row (struct table *t, const struct survey *s, const char *key, const char *value,
            bool preset_says)
{
  const struct yaml_node *source = yaml_get (s->doc->root, "source");
  const struct yaml_node *design = yaml_get (s->doc->root, "design");
  bool said = yaml_get (source, key) || yaml_get (design, key);

  table_text (t, key);
  table_text (t, value);
  table_text (t, said ? "survey file" : preset_says && s->source.preset ? "preset" : "default");
}

/* ROWS 0: names are joined. */
static void
row_of_rows (struct table *t, const struct survey *s, const char *key, long rows)
{
  g_autofree char *text = rows ? g_strdup_printf ("%ld", rows) : g_strdup ("joined");
  source_row (t, s, key, text, true);
}

/* How the file is written, with what a preset adds. */
static void
show_source (const struct survey *s)
{
  const struct source_spec *spec = &s->source;
  const struct preset *preset = spec->preset;
  struct table *t = table_new ();
  char delimiter[] = {spec->delimiter, 0}, decimal[] = {spec->decimal, 0};
  g_autofree char *skipped = g_strdup_printf ("%ld", spec->skip_rows);
  g_autofree char *missing = g_strjoinv ("\" \"", spec->missing);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", missing);
  static const char *const gates[] = {
      [GATE_NONE] = "copied",
      [GATE_JOINED] = "empty where the joined column is",
      [GATE_SIBLINGS] = "blank where all of a question are empty",
  };

  table_column (t, "source", false, -1);
  table_column (t, "value", false, -1);
  table_column (t, "said by", false, -1);
  if (preset)
    source_row (t, s, "preset", preset->tool, true);
  source_row (t, s, "delimiter",
              !spec->delimiter          ? "found out"
              : spec->delimiter == '\t' ? "tab"
                                        : delimiter,
              preset && preset->delimiter);
  source_row (t, s, "decimal", decimal, true);
  source_row (t, s, "encoding", spec->encoding ? spec->encoding : "byte order mark, else UTF-8",
              false);
  source_row (t, s, "skip_rows", skipped, false);
  row_of_rows (t, s, "header_rows", spec->header_rows);
  row_of_rows (t, s, "names_row", spec->names_joined ? 0 : spec->names_row);
  source_row (t, s, "missing", quoted, preset && preset->missing);
  source_row (t, s, "sample", s->design.opt_in ? "opt-in" : "probability",
              preset && preset->opt_in);
  if (preset) {
    const char group[] = {preset->group, 0};
    source_row (t, s, "groups before names", preset->group ? group : "none", true);
    g_autofree char *split = preset->split ? g_strdup_printf ("\"%s\"", preset->split) : NULL;
    source_row (t, s, "split: yes", split ? split : "none", true);
    source_row (t, s, "choices in columns", gates[preset->gate], true);
    source_row (t, s, "'= in cells", preset->unmask ? "read as =" : "copied", true);
  }
  text_table (stdout, t);
  putchar ('\n');
  table_free (t);
}

static bool
show_survey (const struct options *o, struct project *p, const char *word, struct diag *d)
{
  struct survey *s = survey_read (o->operands[1], d);
  struct table *t;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  (void)p;
  if (!s)
    return true;
  if (o->verbose && !word)
    show_source (s);
  t = table_new ();
  table_column (t, "variable", false, -1);
  table_column (t, "column", false, -1);
  table_column (t, "rule", false, -1);
  table_column (t, "comparability", false, -1);
  table_column (t, "note", false, -1);
  for (size_t i = 0; i < s->n_rules; i++) {
    const struct rule *rule = &s->rules[i];
    recode_words (rule, words);
    if (!holds (rule->variable, normal) && !holds (rule->column.text, normal) &&
        !holds (words->str, normal) && !holds (rule->note, normal))
      continue;
    table_text (t, rule->variable);
    table_text (t, rule->column.text);
    table_text (t, words->str);
    table_text (t, rule->kind == RULE_ABSENT ? NULL : comparability_name (rule->comparability));
    table_text (t, rule->note);
  }
  if (table_rows (t) > 0)
    text_table (stdout, t);
  else
    printf ("nothing in %s holds \"%s\"\n", o->operands[1], word ? word : "");
  table_free (t);
  survey_free (s);
  return true;
}

/* ---- Indicators ---- */

static void
show_indicator (const struct indicator *in, const char *language)
{
  printf ("%s (version %ld): %s\n", in->id, in->version, label_in (&in->title, language, in->id));
  line ("topic", in->topic);
  line ("measure", measure_name (in->measure));
  line ("of", in->of.text);
  line ("to", in->to.text);
  line ("among", in->among.text);
  for (size_t i = 0; i < in->n_by; i++) {
    g_autofree char *crossed = g_strjoinv (" x ", in->by[i].variables);
    line (i ? " " : "by", crossed);
  }
  line ("note", in->note);
}

static bool
show_indicators (const struct options *o, struct project *p, const char *word, struct diag *d)
{
  struct plan *plan = plan_read (o->operands[1], d);
  struct table *t;
  const struct indicator *only = NULL;
  size_t found = 0;
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  (void)p;
  if (!plan)
    return true;
  t = table_new ();
  table_column (t, "indicator", false, -1);
  table_column (t, "measure", false, -1);
  table_column (t, "topic", false, -1);
  table_column (t, "title", false, -1);
  for (size_t i = 0; i < plan->n_indicators; i++) {
    const struct indicator *in = &plan->indicators[i];
    if (!holds (in->id, normal) && !holds (in->topic, normal) &&
        !label_holds (&in->title, normal) && !holds (in->of.text, normal))
      continue;
    if (found == 0 || (word && strcmp (in->id, word) == 0))
      only = in;
    found++;
    table_text (t, in->id);
    table_text (t, measure_name (in->measure));
    table_text (t, in->topic);
    table_text (t, label_in (&in->title, o->language, in->id));
  }
  if (word && found > 0 && (found == 1 || strcmp (only->id, word) == 0))
    show_indicator (only, o->language);
  else if (found > 0)
    text_table (stdout, t);
  else
    printf ("nothing in %s holds \"%s\"\n", o->operands[1], word ? word : "");
  table_free (t);
  plan_free (plan);
  return true;
}

/* ---- The verb ---- */

static const struct {
  const char *what;
  bool (*show) (const struct options *, struct project *, const char *word, struct diag *);
} shows[] = {
    {"codebook", show_codebook},
    {"survey", show_survey},
    {"indicators", show_indicators},
};

bool
cmd_show (const struct options *o, struct diag *d)
{
  char **operands = o->operands;
  size_t n = g_strv_length (operands);

  for (size_t i = 0; n >= 2 && n <= 3 && i < G_N_ELEMENTS (shows); i++)
    if (strcmp (operands[0], shows[i].what) == 0) {
      struct project *p = project_new (o->variant);
      bool ok = shows[i].show (o, p, operands[2], d);
      project_free (p);
      return ok;
    }
  return cmd_usage ("show",
                    "say what and which: codebook, survey or indicators, a file, and perhaps a "
                    "word to look for");
}
