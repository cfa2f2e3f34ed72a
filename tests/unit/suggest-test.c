/* How good are the drafts?  Each sample survey is drafted from its data and the papers that a
   national team has, and compared with the crosswalk that was written by hand:

     found   variables that are mapped by hand whose right column stands in the first place, as a
             rule or as the first candidate
     rules   rules that are not comments
     wrong   of these, those with another column, or that send any value of the data elsewhere

   usage: suggest-test SAMPLES CODEBOOK  */
#include <config.h>

#include "data/datain.h"
#include "harmonise/crosswalk.h"
#include "model/label.h"
#include "suggest/suggest.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const struct sample {
  const char *survey, *data[3], *dictionary, *form, *choices;
} samples[] = {
    {"bra-2018", {"bra-2018.csv"}, "bra-2018.csv", NULL, NULL},
    {"chl-2022", {"chl-2022.csv"}, "chl-2022.csv", NULL, NULL},
    {"mne-2016", {"mne-2016.csv"}, "mne-2016.csv", NULL, NULL},
    {"phl-2017",
     {"phl-2017-tablet.csv", "phl-2017-paper.csv"},
     NULL,
     "phl-2017-survey.csv",
     "phl-2017-choices.csv"},
    {"prt-2018", {"prt-2018.csv"}, NULL, NULL, NULL},
};

enum { LEAST_PERCENT = 85 };

/* ---- The draft as text ---- */

/* The commented rule of VARIABLE, as YAML: its lines without the `# `; g_free, NULL if none. */
static char *
commented_rule (const char *draft, const char *variable)
{
  g_autofree char *head = g_strdup_printf ("\n  # To decide, %s: ", variable);
  g_autofree char *first = g_strdup_printf ("  # %s:", variable);
  const char *block = strstr (draft, head), *line;
  GString *rule;

  if (!block || !(line = strstr (block, first)))
    return NULL;
  rule = g_string_new (NULL);
  while (g_str_has_prefix (line, "  # ") && !g_str_has_prefix (line, "  # or ") &&
         !g_str_has_prefix (line, "  #   where to")) {
    const char *end = strchr (line, '\n');
    g_string_append_printf (rule, "%.*s\n", (int)(end - line) - 4, line + 4);
    line = end + 1;
  }
  return g_string_free (rule, FALSE);
}

/* The column of a commented rule; g_free. */
static char *
candidate (const char *draft, const char *variable)
{
  g_autofree char *rule = commented_rule (draft, variable);
  struct diag *d = diag_new ();
  struct yaml_doc *doc = NULL;
  char *column = NULL;

  if (rule)
    doc = yaml_parse (source_from_text ("rule.yaml", rule, strlen (rule), d), d);
  if (doc) {
    const struct yaml_node *node = yaml_get (doc->root, variable);
    if (node && node->kind == YAML_MAPPING)
      node = yaml_get (node, "column");
    column = node ? g_strdup (node->text) : NULL;
    yaml_free (doc);
  }
  diag_free (d);
  return column;
}

/* ---- Right and wrong ---- */

static bool
same_name (const char *a, const char *b)
{
  g_autofree char *x = label_normalise (a), *y = label_normalise (b);
  return strcmp (x, y) == 0;
}

/* Is the variable mapped by hand from columns, and is COLUMN (or NULL) one of them? */
static bool
is_mapped (const struct rule *truth)
{
  return truth && (truth->kind == RULE_COLUMN ||
                   (truth->kind == RULE_VALUE && truth->value.text &&
                    strpbrk (truth->value.text, "_`ABCDEFGHIJKLMNOPQRSTUVWXYZ")));
}

static bool
is_right_column (const struct rule *truth, const char *column)
{
  if (!column)
    return false;
  if (truth->kind == RULE_COLUMN)
    return same_name (truth->column.text, column);
  return strstr (truth->value.text, column) != NULL;
}

struct score {
  size_t mapped, found, rules, wrong;
};

/* Do two rules send every value of the column to the same place? */
static bool
same_meaning (const struct rule *a, const struct survey *of_a, const struct rule *b,
              const struct survey *of_b, const struct variable *v, const struct codebook *cb,
              const struct dict *dict, struct diag *d)
{
  struct recode *x = recode_new (a, v, cb, &of_a->source, NULL, d);
  struct recode *y = recode_new (b, v, cb, &of_b->source, NULL, d);
  struct values *values = values_new (v, cb);
  bool same = x && y;

  for (size_t i = 0; same && i < dict_size (dict); i++) {
    const struct dict_entry *e = dict_at (dict, (guint32)i);
    if (e->count > 0 && e->len > 0)
      same = recode_map (x, values, e->text, d).entry == recode_map (y, values, e->text, d).entry;
  }
  values_free (values);
  if (x)
    recode_free (x);
  if (y)
    recode_free (y);
  return same;
}

static bool
is_wrong (const struct rule *rule, const struct survey *draft, const struct rule *truth,
          const struct survey *by_hand, const struct variable *v, const struct codebook *cb,
          struct datain *in, struct diag *d)
{
  long column;
  if (!truth || truth->kind != RULE_COLUMN || truth->n_when > 0 || truth->n_others > 0 ||
      rule->kind != RULE_COLUMN || !same_name (truth->column.text, rule->column.text))
    return true;
  column = datain_find (in, rule->column.text, rule->column.place, d);
  return column < 0 ||
         !same_meaning (rule, draft, truth, by_hand, v, cb, datain_keep (in, (size_t)column), d);
}

/* The whole of the data by hand's declarations, every column kept. */
static struct datain *
read_data (const struct survey *s, struct diag *d)
{
  struct datain_format format = {.files = (const char *const *)s->source.files,
                                 .delimiter = s->source.delimiter,
                                 .encoding = s->source.encoding,
                                 .header_rows = s->source.header_rows};
  struct datain *in = datain_open (&format, NULL, d);
  struct datain_block b;

  for (size_t c = 0; in && c < datain_n_columns (in); c++)
    datain_keep (in, c);
  while (in && datain_read (in, &b, d))
    ;
  if (in)
    datain_count (in);
  return in;
}

static struct score
score_draft (const char *text, const struct survey *draft, const struct survey *by_hand,
             const struct codebook *cb, struct diag *d)
{
  struct score s = {0};
  struct datain *in = read_data (by_hand, d);

  for (size_t i = 0; in && i < cb->n_variables; i++) {
    const struct variable *v = &cb->variables[i];
    const struct rule *truth = survey_rule (by_hand, v->name), *rule = survey_rule (draft, v->name);
    g_autofree char *column = rule ? g_strdup (rule->column.text) : candidate (text, v->name);
    s.mapped += is_mapped (truth);
    s.found += is_mapped (truth) && is_right_column (truth, column);
    if (rule) {
      bool wrong = is_wrong (rule, draft, truth, by_hand, v, cb, in, d);
      s.rules++;
      s.wrong += wrong;
      if (wrong)
        printf ("wrong: %s from %s\n", v->name, rule->column.text);
    }
  }
  datain_close (in, d);
  return s;
}

/* ---- Surveys ---- */

static char *
path_in (const char *samples_folder, const char *folder, const char *name)
{
  return name ? g_build_filename (samples_folder, folder, name, NULL) : NULL;
}

static char *
draft_sample (const struct sample *sample, const char *folder, const char *codebook,
              const struct codebook *cb, struct diag *d)
{
  g_autofree char *first = path_in (folder, "data", sample->data[0]);
  g_autofree char *second = path_in (folder, "data", sample->data[1]);
  g_autofree char *dictionary = path_in (folder, "dictionaries", sample->dictionary);
  g_autofree char *form = path_in (folder, "dictionaries", sample->form);
  g_autofree char *choices = path_in (folder, "dictionaries", sample->choices);
  const char *const data[] = {first, second, NULL};
  char country[4] = "";
  struct suggest_request q = {.data = data,
                              .dictionary = dictionary,
                              .form = form,
                              .choices = choices,
                              .survey = sample->survey,
                              .country = country,
                              .codebook = codebook};
  struct suggest_summary summary;

  suggest_head (first, country, &q.year);
  return suggest_draft (&q, cb, &summary, d);
}

static struct score
try_sample (struct unit *u, const struct sample *sample, const char *folder, const char *codebook,
            const struct codebook *cb)
{
  struct diag *d = diag_new ();
  g_autofree char *text = draft_sample (sample, folder, codebook, cb, d);
  g_autofree char *again = draft_sample (sample, folder, codebook, cb, d);
  g_autofree char *name = g_strconcat (sample->survey, ".yaml", NULL);
  g_autofree char *path = path_in (folder, "surveys", name);
  struct survey *by_hand = survey_read (path, d);
  struct score s = {0};

  CHECK (u, diag_size (d) == 0);
  CHECK (u, text && again && strcmp (text, again) == 0);
  if (text && by_hand) {
    struct survey *draft =
        survey_parse (source_from_text ("draft.yaml", text, strlen (text), d), d);
    struct crosswalk *crosswalk = draft ? crosswalk_new (draft, cb, d) : NULL;
    CHECK (u, crosswalk && diag_count (d, SEVERITY_ERROR) == 0);
    if (draft)
      s = score_draft (text, draft, by_hand, cb, d);
    crosswalk_free (crosswalk);
    survey_free (draft);
  }
  survey_free (by_hand);
  diag_free (d);
  printf ("%s: %zu of %zu found, %zu rules, %zu wrong\n", sample->survey, s.found, s.mapped,
          s.rules, s.wrong);
  CHECK (u, s.mapped > 100 && s.found * 100 >= s.mapped * LEAST_PERCENT);
  CHECK (u, s.rules > 0 && s.wrong == 0);
  return s;
}

int
main (int argc, char **argv)
{
  struct unit u = {0};
  struct diag *d = diag_new ();
  struct codebook *cb = argc == 3 ? codebook_read (argv[2], d) : NULL;
  size_t found = 0, mapped = 0;

  CHECK (&u, cb != NULL);
  for (size_t i = 0; cb && i < G_N_ELEMENTS (samples); i++) {
    struct score s = try_sample (&u, &samples[i], argv[1], argv[2], cb);
    found += s.found;
    mapped += s.mapped;
  }
  printf ("all: %zu of %zu found\n", found, mapped);
  codebook_free (cb);
  diag_free (d);
  return unit_report (&u);
}
