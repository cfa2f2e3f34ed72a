#include <config.h>

#include "base/number.h"
#include "cmd/show.h"
#include "harmonise/explain.h"
#include "model/calibratespec.h"

static void
add_part (GString *out, const char *what, const char *text)
{
  g_string_append_printf (out, "%s%s%s", out->len ? "; " : "", what, text);
}

static void
add_scale (GString *out, const struct rule *rule)
{
  char times[NUMBER_SIZE], over[NUMBER_SIZE];

  number_format (rule->times, times);
  number_format (rule->over, over);
  add_part (out, "times ", times);
  if (rule->over != 1)
    g_string_append_printf (out, "/%s", over);
}

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
    add_part (out, "labels", "");
  if (rule->otherwise)
    add_part (out, "else ", rule->otherwise);
  if (rule->times != rule->over)
    add_scale (out, rule);
  if (rule->date)
    add_part (out, "dates ", rule->date);
  if (rule->kind == RULE_VALUE)
    add_part (out, "", rule->value.text);
  if (rule->kind == RULE_CONSTANT)
    add_part (out, "always ", rule->constant);
  if (rule->kind == RULE_ABSENT)
    g_string_append_printf (out, "absent: %s", rule->reason);
  else if (out->len == 0)
    g_string_append (out, "copied");
  return out->str;
}

static void
show_rules (const struct options *o, const struct survey *s, const char *word, struct diag *d)
{
  static const char *const headers[] = {"variable", "column", "rule", "comparability", "note"};
  struct table *t = table_new ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *normal = word ? label_normalise (word) : NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (headers); i++)
    table_column (t, headers[i], false, -1);
  for (size_t i = 0; i < s->n_rules; i++) {
    const struct rule *rule = &s->rules[i];
    g_autofree char *columns = rule_columns (rule);
    recode_words (rule, words);
    if (!show_holds (rule->variable, normal) && !show_holds (columns, normal) &&
        !show_holds (words->str, normal) && !show_holds (rule->note, normal))
      continue;
    table_text (t, rule->variable);
    table_text (t, columns);
    table_text (t, words->str);
    table_text (t, rule->kind == RULE_ABSENT ? NULL : comparability_name (rule->comparability));
    table_text (t, rule->note);
  }
  show_table (o, t, s->path, word, d);
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

static void
row_of_columns (struct table *t, const struct survey *s, const char *key,
                const struct column_ref *columns, size_t n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (size_t i = 0; i < n && columns[i].text; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", columns[i].text);
  if (text->len > 0)
    source_row (t, s, key, text->str, false);
}

/* "raking to g; region × area". */
static void
calibrate_row (struct table *t, const struct survey *s)
{
  const struct calibrate_spec *spec = s->design.calibrate;
  g_autoptr (GString) text = g_string_new (NULL);
  if (!spec)
    return;
  g_string_append_printf (text, "%s to ", calibrate_method_name (spec->method));
  for (size_t i = 0; i < spec->n_margins; i++) {
    g_autofree char *names = margin_names (&spec->margins[i]);
    g_string_append_printf (text, "%s%s", i ? "; " : "", names);
  }
  source_row (t, s, "calibrate", text->str, false);
}

/* What standard errors are made of. */
static void
design_rows (struct table *t, const struct survey *s)
{
  const struct design_spec *d = &s->design;
  const struct column_ref fpc[] = {d->fpc, d->fpc2};

  source_row (t, s, "weight", d->no_weight ? "none" : d->weight.text, false);
  row_of_columns (t, s, "strata", d->strata, d->n_strata);
  row_of_columns (t, s, "psu", &d->psu, 1);
  row_of_columns (t, s, "ssu", &d->ssu, 1);
  row_of_columns (t, s, "fpc", fpc, G_N_ELEMENTS (fpc));
  if (d->n_strata > 0 || d->psu.text)
    source_row (t, s, "lonely_psu", lonely_psu_name (d->lonely_psu), false);
  calibrate_row (t, s);
}

/* How the file is written, with what a preset adds. */
static void
show_source (const struct survey *s)
{
  const struct source_spec *spec = &s->source;
  const struct preset *preset = spec->preset;
  struct table *t = table_new ();
  char delimiter[] = {spec->delimiter, 0}, decimal[] = {spec->marks.decimal, 0},
       thousands[] = {spec->marks.thousands, 0};
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
  if (spec->marks.thousands)
    source_row (t, s, "thousands", *thousands == ' ' ? "blank" : thousands, false);
  source_row (t, s, "encoding", spec->encoding ? spec->encoding : "byte order mark, else found out",
              false);
  source_row (t, s, "skip_rows", skipped, false);
  row_of_rows (t, s, "header_rows", spec->header_rows);
  row_of_rows (t, s, "names_row", spec->names_joined ? 0 : spec->names_row);
  source_row (t, s, "missing", quoted, preset && preset->missing);
  source_row (t, s, "sample", s->design.opt_in ? "opt-in" : "probability",
              preset && preset->opt_in);
  design_rows (t, s);
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

/* The survey's codebook, if the word is one of its variables. */
static const struct codebook *
codebook_with (struct project *p, const struct survey *s, const char *word, struct diag *d)
{
  const struct codebook *cb = s->codebook_path ? project_codebook (p, s->codebook_path, d) : NULL;
  return cb && codebook_find (cb, word) ? cb : NULL;
}

/* A variable is explained in words; anything else is looked for in the table of rules. */
bool
show_survey (const struct options *o, struct project *p, const char *file, const char *word,
             struct diag *d)
{
  struct survey *s = survey_read (file, d);
  const struct codebook *cb;
  bool ok = true;

  if (!s)
    return true;
  cb = word && !o->csv ? codebook_with (p, s, word, d) : NULL;
  if (cb && (ok = show_language_known (o, cb))) {
    g_autofree char *text = explain_variable (s, cb, codebook_find (cb, word), o->language);
    fputs (text, stdout);
  } else if (!cb) {
    if (o->verbose && !word && !o->csv)
      show_source (s);
    show_rules (o, s, word, d);
  }
  survey_free (s);
  return ok;
}
