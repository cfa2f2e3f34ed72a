#include <config.h>

#include "model/survey.h"

#include "base/number.h"
#include "model/calibratespec.h"
#include "model/country.h"
#include "model/field.h"
#include "model/filekind.h"
#include "model/replicates.h"
#include "model/rules.h"
#include "model/sourcespec.h"
#include "model/study.h"

#include <math.h>
#include <string.h>

enum { FIRST_YEAR = 1990, LAST_YEAR = 2100 };
enum { MOST_STRATA = 100, MOST_STAGES = 2 };

static const char *const keys[] = {"survey", "country", "year",      "title",  "codebook",
                                   "source", "design",  "crosswalk", "checks", NULL};
static const char *const design_keys[] = {"id",     "weight",     "strata",     "psu",
                                          "ssu",    "fpc",        "lonely_psu", "population",
                                          "sample", "replicates", "calibrate",  NULL};
static const char *const id_keys[] = {"column", "hash", "key", NULL};
static const char *const sample_names[] = {"probability", "opt-in", NULL};
static const char *const lonely_psu_names[] = {"fail", "certainty", "adjust", "average", NULL};

bool
survey_id_valid (const char *text)
{
  size_t n = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

  return n > 0 && n <= FIELD_LONGEST_NAME && !text[n] && text[0] != '.' && text[0] != '-';
}

const char *
lonely_psu_name (enum lonely_psu lonely)
{
  return lonely_psu_names[lonely];
}

const struct rule *
survey_rule (const struct survey *survey, const char *variable)
{
  for (size_t i = 0; i < survey->n_rules; i++)
    if (strcmp (survey->rules[i].variable, variable) == 0)
      return &survey->rules[i];
  return NULL;
}

/* `id: COLUMN`, or a mapping that says more of it.  Where the key is, if it is not said here, and
   whether it can be read, is asked by who reads data. */
static void
read_id (struct survey *survey, const struct yaml_node *node, struct diag *diag)
{
  struct design_spec *design = &survey->design;
  const struct yaml_node *id = yaml_get (node, "id"), *hash = yaml_get (id, "hash");
  g_autofree char *key = NULL;
  bool said = true;

  if (!id || id->kind != YAML_MAPPING) {
    field_column (node, "id", &design->id, diag);
    return;
  }
  yaml_check_keys (id, "`id`", id_keys, diag);
  if (yaml_need (id, "`id`", "column", diag))
    field_column (id, "column", &design->id, diag);
  if (hash)
    said = yaml_bool (hash, "`hash`", &design->hash_id, diag);
  design->id_key_place = hash ? hash->place : id->place;
  key = field_text (id, "key", diag);
  if (!key)
    return;
  design->id_key_place = yaml_get (id, "key")->text_place;
  design->id_key = study_resolve (survey->path, key);
  if (said && !design->hash_id)
    diag_add (diag, FIND_BAD_VALUE, design->id_key_place,
              "a key has no use without `hash: yes`: say that too, or leave the key out");
}

static void
read_strata (struct design_spec *design, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *strata = yaml_get (node, "strata");
  size_t n;

  if (!strata)
    return;
  if (!field_list_n (strata))
    diag_add (diag, FIND_BAD_VALUE, strata->place, "`strata` is empty");
  design->strata = g_new0 (struct column_ref, field_list_n (strata) + 1);
  n = field_list_limited (strata, MOST_STRATA, "`strata`", diag);
  for (size_t i = 0; i < n; i++) {
    const struct yaml_node *item = field_list_at (strata, i);
    char *text = field_node_text (item, "a column of `strata`", diag);
    bool twice = false;
    for (size_t k = 0; text && k < design->n_strata; k++)
      twice = twice || strcmp (design->strata[k].text, text) == 0;
    if (twice)
      diag_add (diag, FIND_DUPLICATE_NAME, item->place, "column \"%s\" stands twice in `strata`",
                text);
    if (!text || twice)
      g_free (text);
    else
      design->strata[design->n_strata++] = (struct column_ref){text, item->text_place};
  }
}

/* What is drawn within PSUs needs them; and it tells nothing where the first stage has no FPC: is
   there a key for it? */
static void
check_stages (const struct design_spec *design, bool fpc, struct diag *diag)
{
  const struct column_ref *second = design->ssu.text ? &design->ssu : &design->fpc2;

  if (second->text && !design->psu.text)
    diag_add (diag, FIND_MISSING_KEY, second->place,
              "%s is about what is drawn within PSUs: the design needs `psu`, too",
              design->ssu.text ? "`ssu`" : "a second column of `fpc`");
  else if (design->ssu.text && strcmp (design->ssu.text, design->psu.text) == 0)
    diag_add (diag, FIND_DUPLICATE_NAME, design->ssu.place,
              "column \"%s\" is `psu` already; `ssu` is what is drawn within a PSU, such as a "
              "household or a class",
              design->ssu.text);
  else if (design->ssu.text && !fpc)
    diag_add (diag, FIND_UNUSED_STAGE, design->ssu.place,
              "`ssu` changes no standard error here: without `fpc` the PSUs count as drawn with "
              "replacement, and then their differences tell all; add `fpc: [PSUs, UNITS IN THE "
              "PSU]`, or leave `ssu` out");
}

/* One column, or one for each stage. */
static void
read_stages (struct design_spec *design, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *fpc = yaml_get (node, "fpc");
  struct column_ref *const columns[MOST_STAGES] = {&design->fpc, &design->fpc2};
  size_t n;

  field_column (node, "psu", &design->psu, diag);
  field_column (node, "ssu", &design->ssu, diag);
  if (fpc && fpc->kind == YAML_SEQUENCE) {
    if (!field_list_n (fpc))
      diag_add (diag, FIND_BAD_VALUE, fpc->place, "`fpc` is empty");
    n = field_list_limited (fpc, MOST_STAGES, "`fpc`", diag);
    for (size_t i = 0; i < n; i++) {
      const struct yaml_node *item = field_list_at (fpc, i);
      columns[i]->text = field_node_text (item, "a column of `fpc`", diag);
      columns[i]->place = item->text_place;
    }
  } else
    field_column (node, "fpc", &design->fpc, diag);
  check_stages (design, fpc != NULL, diag);
}

/* An unweighted estimate must be somebody's decision, not an oversight. */
static void
read_weight (struct design_spec *design, const struct yaml_node *node, struct diag *diag)
{
  const struct yaml_node *weight = yaml_get (node, "weight");

  if (!weight)
    diag_add (diag, FIND_MISSING_KEY, node->place,
              "`design` does not say what the weight is; write `weight: COLUMN`, or `weight: none` "
              "for a sample without weights");
  else if (weight->kind == YAML_SCALAR && weight->plain && strcmp (weight->text, "none") == 0)
    design->no_weight = true;
  else
    field_column (node, "weight", &design->weight, diag);
}

static void
read_design (struct survey *survey, const struct yaml_node *node, struct diag *diag)
{
  struct design_spec *design = &survey->design;
  const struct yaml_node *population;
  int lonely = LONELY_FAIL, opt_in = survey->source.preset && survey->source.preset->opt_in;

  *design =
      (struct design_spec){.population = NAN, .opt_in = opt_in, .place = survey->doc->root->place};
  if (!node || !yaml_want (node, YAML_MAPPING, "`design`", diag))
    return;
  design->place = node->place;
  yaml_check_keys (node, "`design`", design_keys, diag);
  read_id (survey, node, diag);
  read_weight (design, node, diag);
  read_strata (design, node, diag);
  read_stages (design, node, diag);
  field_choice (node, "lonely_psu", lonely_psu_names, &lonely, diag);
  design->lonely_psu = (enum lonely_psu)lonely;
  field_choice (node, "sample", sample_names, &opt_in, diag);
  design->opt_in = opt_in != 0;
  design->replicates = replicates_read (node, design, diag);
  design->calibrate = calibrate_spec_read (node, survey->source.marks.decimal, diag);
  population = yaml_get (node, "population");
  if (!population)
    return;
  design->population_place = population->place;
  if (yaml_number (population, "`population`", &design->population, diag) &&
      !(design->population > 0)) {
    diag_add (diag, FIND_BAD_VALUE, population->place, "`population` must be above 0");
    design->population = NAN;
  }
}

static void
read_country (struct survey *survey, const struct yaml_node *root, struct diag *diag)
{
  survey->country = field_text (root, "country", diag);
  if (survey->country && !country_known (survey->country)) {
    diag_add (diag, FIND_BAD_VALUE, yaml_get (root, "country")->place,
              "\"%s\" is not a country code; write the three letters of ISO 3166-1, or XKX for "
              "Kosovo",
              survey->country);
    diag_suggest (diag, country_near (survey->country));
  }
  if (!survey->country)
    survey->country = g_strdup ("");
}

static void
read_heading (struct survey *survey, const struct yaml_node *root, struct diag *diag)
{
  const struct yaml_node *node;
  g_autofree char *codebook = NULL;

  survey->id_place = survey->codebook_place = survey->doc->root->place;
  if ((node = yaml_need (root, "a survey", "survey", diag)))
    survey->id_place = node->place;
  if (!(survey->id = field_id (root, "survey", diag)))
    survey->id = g_strdup ("");
  yaml_need (root, "a survey", "country", diag);
  read_country (survey, root, diag);
  yaml_need (root, "a survey", "year", diag);
  field_integer (root, "year", FIRST_YEAR, LAST_YEAR, &survey->year, diag);
  label_read (&survey->title, yaml_get (root, "title"), "`title`", NULL, diag);
  if ((node = yaml_need (root, "a survey", "codebook", diag)))
    survey->codebook_place = node->place;
  if ((codebook = field_text (root, "codebook", diag)))
    survey->codebook_path = study_resolve (survey->path, codebook);
}

static struct survey *
read_doc (struct yaml_doc *doc, const char *variant, struct diag *diag)
{
  struct survey *survey;
  const struct yaml_node *root;

  if (!doc)
    return NULL;
  if (!file_kind_expect (doc, FILE_SURVEY, diag)) {
    yaml_free (doc);
    return NULL;
  }
  root = doc->root;
  survey = g_new0 (struct survey, 1);
  survey->doc = doc;
  survey->path = g_strdup (doc->source->name);
  survey->variant = g_strdup (variant);
  yaml_check_keys (root, "a survey", keys, diag);
  read_heading (survey, root, diag);
  source_spec_read (survey, yaml_need (root, "a survey", "source", diag), diag);
  checks_read (&survey->checks, yaml_get (root, "checks"), diag);
  read_design (survey, yaml_need (root, "a survey", "design", diag), diag);
  rules_read (survey, yaml_need (root, "a survey", "crosswalk", diag), diag);
  return survey;
}

struct survey *
survey_read (const char *path, struct diag *diag)
{
  return survey_read_variant (path, NULL, diag);
}

struct survey *
survey_read_variant (const char *path, const char *variant, struct diag *diag)
{
  return read_doc (yaml_read (path, diag), variant, diag);
}

struct survey *
survey_parse (struct source *source, struct diag *diag)
{
  return read_doc (source ? yaml_parse (source, diag) : NULL, NULL, diag);
}

static void
clear_design (struct design_spec *design)
{
  for (size_t i = 0; i < design->n_strata; i++)
    g_free (design->strata[i].text);
  g_free (design->strata);
  g_free (design->id.text);
  g_free (design->id_key);
  g_free (design->weight.text);
  g_free (design->psu.text);
  g_free (design->fpc.text);
  g_free (design->ssu.text);
  g_free (design->fpc2.text);
  replicates_spec_free (design->replicates);
  calibrate_spec_free (design->calibrate);
}

void
survey_free (struct survey *survey)
{
  if (!survey)
    return;
  rules_clear (survey);
  checks_clear (&survey->checks);
  clear_design (&survey->design);
  source_spec_clear (&survey->source);
  g_free (survey->id);
  g_free (survey->country);
  g_free (survey->path);
  g_free (survey->codebook_path);
  label_clear (&survey->title);
  yaml_free (survey->doc);
  g_free (survey);
}
