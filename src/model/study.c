#include <config.h>

#include "model/study.h"

#include "model/field.h"
#include "model/surveylist.h"

#include <string.h>

static const char *const keys[] = {"study",      "title",      "codebook", "surveys",
                                   "check",      "indicators", "estimate", "compare",
                                   "disclosure", "reports",    "output",   NULL};
static const char *const estimate_keys[] = {
    "confidence",  "interval",          "counts",        "df",          "standard", "averages",
    "averages_of", "compare_standards", "quantile_rule", "standardise", "ages",     "deff",
    NULL};
static const char *const report_keys[] = {"format", "file", "language", NULL};

static const char *const interval_names[] = {[INTERVAL_LOGIT] = "logit",
                                             [INTERVAL_T] = "t",
                                             [INTERVAL_WILSON] = "wilson",
                                             [INTERVAL_BETA] = "beta",
                                             [INTERVAL_ARCSINE] = "arcsine",
                                             [INTERVAL_LIKELIHOOD] = "likelihood",
                                             NULL};
static const char *const amount_names[] = {[AMOUNTS_T] = "t", [AMOUNTS_LOG] = "log", NULL};
static const char *const df_names[] = {"domain", "design", NULL};
static const char *const deff_names[] = {[DEFF_WR] = "wr", [DEFF_WOR] = "wor", NULL};
static const char *const quantile_names[] = {
    [QUANTILES_MATH] = "math", [QUANTILES_HF7] = "hf7", NULL};

static const char *const standard_names[] = {
    [STANDARD_MICS] = "mics",           [STANDARD_NCHS] = "nchs",
    [STANDARD_ECLAC2020] = "eclac2020", [STANDARD_ECLAC2023] = "eclac2023",
    [STANDARD_INE_CL] = "ine-cl",       [STANDARD_PISA] = "pisa",
    [STANDARD_NONE] = "none",           NULL};
static const char *const disclosure_keys[] = {"min_n", "zero", NULL};

/* Of the words of the contract those of this version, and those that later ones bring. */
static const char *const format_names[] = {"xlsx", "csv", NULL};
static const char *const format_later[] = {"html", "sdmx", NULL};

/* Folders below the output that hold microdata; no report may come to stand there. */
static const char *const kept_folders[] = {"harmonised", "audit", "rejects", NULL};

enum { MOST_REPORTS = 100 };
/* Below 3 a number of children hides nothing; the safe settings of research take 10. */
enum { LEAST_MIN_N = 3, MOST_MIN_N = 1000, USUAL_MIN_N = 10 };
static const double least_confidence = 0.5;
static const char default_output[] = "out";

/* Cut the last name off FOLDER, so that people read samples/data and not samples/surveys/../data. A
   symbolic link, `.' and `..' stay: what lies above them is not what stands before them. */
static bool
leave_folder (char *folder)
{
  char *slash = strrchr (folder, '/'), *name = slash ? slash + 1 : folder;

  if (!*name || strcmp (name, ".") == 0 || strcmp (name, "..") == 0 || slash == folder ||
      g_file_test (folder, G_FILE_TEST_IS_SYMLINK))
    return false;
  *(slash ? slash : folder) = '\0';
  return true;
}

char *
study_resolve (const char *base, const char *path)
{
  g_autofree char *folder = NULL;

  if (g_path_is_absolute (path) || !strchr (base, '/'))
    return g_strdup (path);
  folder = g_path_get_dirname (base);
  while (g_str_has_prefix (path, "../") && leave_folder (folder)) {
    path += strlen ("../");
    if (!*folder)
      return g_strdup (path);
  }
  return g_build_filename (folder, path, NULL);
}

const char *
interval_name (enum interval_kind interval)
{
  return interval_names[interval];
}

const char *
quantile_kind_name (enum quantile_kind kind)
{
  return quantile_names[kind];
}

const char *
standard_name (enum standard standard)
{
  return standard_names[standard];
}

char *
disclosure_words (const struct disclosure_rule *rule)
{
  return rule->min_n > 0
             ? g_strdup_printf ("min_n %ld, zero %s", rule->min_n, rule->zero ? "yes" : "no")
             : NULL;
}

enum file_kind
study_file_kind (const char *path, struct diag *diag)
{
  struct diag *own = diag_new ();
  struct yaml_doc *doc;
  enum file_kind kind = FILE_UNKNOWN;

  diag_inherit (own, diag);
  doc = yaml_read (path, own);
  if (!doc)
    diag_join (diag, own);
  else if ((kind = file_kind_of (doc->root)) == FILE_UNKNOWN)
    diag_add (diag, FIND_WRONG_KIND, doc->root->place,
              "this is no codebook, survey, indicator plan or study: it has none of the keys "
              "`variables`, `crosswalk`, `indicators` and `surveys`");
  yaml_free (doc);
  diag_free (own);
  return kind;
}

static void
read_estimate (struct study *study, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *confidence = yaml_get (node, "confidence");
  const struct yaml_node *compare = yaml_get (node, "compare_standards");
  int interval = INTERVAL_LOGIT, amounts = AMOUNTS_T, df = DF_DOMAIN, standard = STANDARD_MICS;
  int quantiles = QUANTILES_MATH, deff = DEFF_WR;
  double level;

  if (!node || !yaml_want (node, YAML_MAPPING, "`estimate`", diag))
    return;
  yaml_check_keys (node, "`estimate`", estimate_keys, diag);
  if (confidence && yaml_number (confidence, "`confidence`", &level, diag)) {
    if (level >= least_confidence && level < 1)
      study->confidence = level;
    else
      diag_add (diag, FIND_BAD_VALUE, confidence->place,
                "`confidence` is %s, but must lie between 0.5 and 1; write 0.95 for 95 percent",
                confidence->text);
  }
  average_spec_read (&study->averages, node, diag);
  age_range_read (&study->ages, yaml_get (node, "ages"), diag);
  if ((study->standardise = field_text (node, "standardise", diag)))
    study->standardise_place = yaml_get (node, "standardise")->text_place;
  field_choice (node, "interval", interval_names, &interval, diag);
  field_choice (node, "counts", amount_names, &amounts, diag);
  field_choice (node, "df", df_names, &df, diag);
  field_choice (node, "deff", deff_names, &deff, diag);
  field_choice (node, "quantile_rule", quantile_names, &quantiles, diag);
  field_choice (node, "standard", standard_names, &standard, diag);
  if (compare)
    yaml_bool (compare, "`compare_standards`", &study->compare_standards, diag);
  study->interval = (enum interval_kind)interval;
  study->amounts = (enum amount_interval)amounts;
  study->df = (enum df_kind)df;
  study->deff = (enum deff_kind)deff;
  study->quantiles = (enum quantile_kind)quantiles;
  study->standard = (enum standard)standard;
}

/* `disclosure: {}` is the rule of the safe settings: below 10, and 0 too. */
static void
read_disclosure (struct study *study, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *zero = yaml_get (node, "zero");
  struct disclosure_rule rule = {.min_n = USUAL_MIN_N, .zero = true};

  if (!node || !yaml_want (node, YAML_MAPPING, "`disclosure`", diag))
    return;
  yaml_check_keys (node, "`disclosure`", disclosure_keys, diag);
  field_integer (node, "min_n", LEAST_MIN_N, MOST_MIN_N, &rule.min_n, diag);
  if (zero)
    yaml_bool (zero, "`zero`", &rule.zero, diag);
  study->disclosure = rule;
  study->disclosure_place = node->place;
}

/* What the file of this name, which no report may take, stands beside and holds; or NULL. */
static const char *
taken_name (const char *file)
{
  static const struct {
    const char *name, *what;
  } taken[] = {
      {"coverage.csv", "every report and holds the comparability"},
      {"designs.csv", "the estimates and holds the sizes of the samples"},
      {"estimates-settings.csv", "the estimates and holds what they were made with"},
      {"quality.csv", "the estimates and holds those over which standards differ"},
      {"comparisons.csv", "the estimates and holds the comparisons"},
      {"associations.csv", "the comparisons and holds the tests of groups"},
      {"findings.csv", "the estimates and holds what was found in the data"},
      {"comparisons-settings.csv", "the comparisons and holds what they were made with"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (taken); i++)
    if (strcmp (file, taken[i].name) == 0)
      return taken[i].what;
  return NULL;
}

/* A report stays below the output folder, out of the folders with microdata, and has the ending by
   which it will be opened. */
static void
check_file (const struct report_spec *report, const struct yaml_node *node, struct diag *diag)
{
  const char *format = format_names[report->format];
  g_autofree char *ending = g_strconcat (".", format, NULL);
  g_autofree char *folded = g_utf8_casefold (report->file, -1);
  g_auto (GStrv) parts = g_strsplit (report->file, "/", -1);
  const char *taken;
  bool outside = g_path_is_absolute (report->file) || strchr (report->file, '\\');

  for (size_t i = 0; parts[i]; i++)
    if (strcmp (parts[i], "..") == 0 || strcmp (parts[i], ".") == 0 || !*parts[i])
      outside = true;
  if (outside)
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "a report is written below the output folder: \"%s\" must be a plain name, or "
              "folder/name",
              report->file);
  else if (parts[1] && g_strv_contains (kept_folders, parts[0]))
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "the folder \"%s\" is for microdata; write the report elsewhere", parts[0]);
  else if ((taken = taken_name (folded)))
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "%s is written beside %s; give this report another name", report->file, taken);
  else if (!g_str_has_suffix (folded, ending) || strlen (folded) == strlen (ending))
    diag_add (diag, FIND_BAD_VALUE, node->place, "the file of a report in %s must end in %s",
              format, ending);
}

static void
check_other_reports (const struct study *study, const struct report_spec *report, struct diag *diag)
{
  for (size_t i = 0; i < study->n_reports; i++) {
    const struct report_spec *other = &study->reports[i];
    bool same = report->file && other->file
                    ? g_ascii_strcasecmp (report->file, other->file) == 0
                    : !report->file && !other->file && report->format == other->format;
    if (same) {
      diag_add (diag, FIND_DUPLICATE_NAME, report->place,
                "two reports would be written to the same file; give each its own `file`");
      diag_note (diag, other->place, "the first one is here");
      return;
    }
  }
}

static void
read_report (struct study *study, const struct yaml_node *node, struct diag *diag)
{
  struct report_spec report = {.place = node->place};
  const struct yaml_node *language = yaml_get (node, "language");
  int format = -1;
  bool known;

  if (!yaml_want (node, YAML_MAPPING, "a report", diag))
    return;
  yaml_check_keys (node, "a report", report_keys, diag);
  known = yaml_need (node, "a report", "format", diag) &&
          field_choice_later (node, "format", format_names, format_later, &format, diag);
  report.file = field_text (node, "file", diag);
  report.language = field_text (node, "language", diag);
  if (report.language) {
    report.language_place = language->place;
    if (!label_language_valid (report.language))
      diag_add (diag, FIND_BAD_VALUE, language->place,
                "\"%s\" is not a language; write a code such as en, es or pt-BR", report.language);
  }
  if (!known) {
    g_free (report.file);
    g_free (report.language);
    return;
  }
  report.format = (enum report_format)format;
  if (report.file)
    check_file (&report, yaml_get (node, "file"), diag);
  check_other_reports (study, &report, diag);
  study->reports[study->n_reports++] = report;
}

static void
read_reports (struct study *study, const struct yaml_node *node, struct diag *diag)
{
  size_t n;

  if (!node || !yaml_want (node, YAML_SEQUENCE, "`reports`", diag))
    return;
  n = field_list_limited (node, MOST_REPORTS, "`reports`", diag);
  study->reports = g_new0 (struct report_spec, n + 1);
  for (size_t i = 0; i < n; i++)
    read_report (study, node->items[i], diag);
}

/* A path beside the study file, or NULL. */
static char *
read_path (const struct study *study, const char *key, struct diag *diag)
{
  g_autofree char *text = field_text (study->doc->root, key, diag);

  return text ? study_resolve (study->path, text) : NULL;
}

static struct study *
read_doc (struct yaml_doc *doc, struct diag *diag)
{
  static const char *const needed[] = {"study", "codebook", "surveys", "indicators"};
  struct study *study;
  const struct yaml_node *root;

  if (!doc)
    return NULL;
  if (!file_kind_expect (doc, FILE_STUDY, diag)) {
    yaml_free (doc);
    return NULL;
  }
  root = doc->root;
  study = g_new0 (struct study, 1);
  study->doc = doc;
  study->path = g_strdup (doc->source->name);
  study->check = thresholds_usual ();
  thresholds_read (&study->check, yaml_get (root, "check"), diag);
  study->confidence = 0.95; /* what the contract promises where nothing is said */
  yaml_check_keys (root, "a study", keys, diag);
  for (size_t i = 0; i < G_N_ELEMENTS (needed); i++)
    yaml_need (root, "a study", needed[i], diag);
  if (!(study->id = field_id (root, "study", diag)))
    study->id = g_strdup ("");
  label_read (&study->title, yaml_get (root, "title"), "`title`", NULL, diag);
  study->codebook_path = read_path (study, "codebook", diag);
  study->plan_path = read_path (study, "indicators", diag);
  if (!(study->output = read_path (study, "output", diag)))
    study->output = study_resolve (study->path, default_output);
  read_estimate (study, yaml_get (root, "estimate"), diag);
  read_disclosure (study, yaml_get (root, "disclosure"), diag);
  compare_spec_read (&study->compare, yaml_get (root, "compare"), &study->averages, diag);
  read_reports (study, yaml_get (root, "reports"), diag);
  study->survey_paths = g_new0 (char *, 1);
  return study;
}

struct study *
study_read (const char *path, struct diag *diag)
{
  struct study *study = read_doc (yaml_read (path, diag), diag);

  if (study) {
    g_strfreev (study->survey_paths);
    study->survey_paths = survey_list (study->path, yaml_get (study->doc->root, "surveys"), diag);
  }
  return study;
}

struct study *
study_parse (struct source *source, struct diag *diag)
{
  return read_doc (source ? yaml_parse (source, diag) : NULL, diag);
}

bool
study_check_languages (const struct study *study, char *const *languages, struct diag *diag)
{
  const struct yaml_node *title = yaml_get (study->doc->root, "title");
  g_autofree char *all = g_strjoinv (", ", (char **)languages);
  struct label label = {0};
  bool good = true;

  if (title && title->kind == YAML_MAPPING)
    good = label_read (&label, title, "`title`", languages, diag);
  label_clear (&label);
  for (size_t i = 0; i < study->n_reports; i++) {
    const struct report_spec *report = &study->reports[i];
    if (!report->language || g_strv_contains ((const char *const *)languages, report->language))
      continue;
    diag_add (diag, FIND_BAD_VALUE, report->language_place,
              "the codebook has no texts in \"%s\"; its languages are %s", report->language, all);
    diag_suggest (diag, diag_nearest (report->language, (const char *const *)languages,
                                      g_strv_length ((char **)languages)));
    good = false;
  }
  return good;
}

bool
study_check_surveys (const struct survey *const *surveys, size_t n, struct diag *diag)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bool good = true;

  for (size_t i = 0; i < n; i++) {
    char *folded = g_ascii_strdown (surveys[i]->id, -1);
    const struct survey *other = g_hash_table_lookup (seen, folded);
    if (other) {
      diag_add (diag, FIND_DUPLICATE_NAME, surveys[i]->id_place,
                "two surveys of the study have the id \"%s\"; give each its own", surveys[i]->id);
      diag_note (diag, other->id_place, "the first one is here");
      g_free (folded);
      good = false;
    } else
      g_hash_table_insert (seen, folded, (gpointer)surveys[i]);
  }
  return good;
}

void
study_free (struct study *study)
{
  if (!study)
    return;
  for (size_t i = 0; i < study->n_reports; i++) {
    g_free (study->reports[i].file);
    g_free (study->reports[i].language);
  }
  g_free (study->reports);
  g_free (study->id);
  g_free (study->path);
  g_free (study->codebook_path);
  g_free (study->plan_path);
  g_free (study->output);
  g_strfreev (study->survey_paths);
  label_clear (&study->title);
  g_free (study->standardise);
  age_range_clear (&study->ages);
  compare_spec_clear (&study->compare);
  yaml_free (study->doc);
  g_free (study);
}
