/* SURVEY.schema.json: Frictionless Table Schema (datapackage.org, version 2) of a harmonised file,
   with categories and labelled missing values.  */
#include <config.h>

#include "base/json.h"
#include "base/number.h"
#include "harmonise/run.h"
#include "model/calibratespec.h"
#include "model/origin.h"
#include "model/replicates.h"

#include <math.h>

static void
write_number (GString *out, double number)
{
  char text[NUMBER_SIZE];
  number_format (number, text);
  g_string_append (out, text);
}

/* Beginning of a field; TITLE may be NULL. */
static void
begin_field (GString *out, const char *name, const char *type, const char *title)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "\n    {\"name\": " : ",\n    {\"name\": ");
  json_text (out, name);
  g_string_append_printf (out, ", \"type\": \"%s\"", type);
  if (title) {
    g_string_append (out, ", \"title\": ");
    json_text (out, title);
  }
}

static void
write_categories (GString *out, const struct variable *v)
{
  g_string_append (out, ", \"categories\": [");
  for (size_t i = 0; i < v->n_categories; i++) {
    const struct category *c = &v->categories[i];
    g_string_append_printf (out, "%s{\"value\": %d, \"label\": ", i ? ", " : "", c->code);
    json_text (out, label_in (&c->label, NULL, c->name));
    g_string_append_c (out, '}');
  }
  g_string_append_c (out, ']');
  if (v->type == TYPE_ORDINAL)
    g_string_append (out, ", \"categoriesOrdered\": true");
}

static void
write_constraints (GString *out, const struct variable *v)
{
  const char *comma = "";
  if (!v->has_range || (!isfinite (v->lo) && !isfinite (v->hi)))
    return;
  g_string_append (out, ", \"constraints\": {");
  if (isfinite (v->lo)) {
    g_string_append (out, "\"minimum\": ");
    write_number (out, v->lo);
    comma = ", ";
  }
  if (isfinite (v->hi)) {
    g_string_append_printf (out, "%s\"maximum\": ", comma);
    write_number (out, v->hi);
  }
  g_string_append_c (out, '}');
}

static void
write_variable (GString *out, const struct variable *v)
{
  static const char *const types[] = {
      [TYPE_BINARY] = "integer",  [TYPE_NOMINAL] = "integer", [TYPE_ORDINAL] = "integer",
      [TYPE_INTEGER] = "integer", [TYPE_NUMBER] = "number",   [TYPE_DATE] = "date",
      [TYPE_TEXT] = "string",
  };
  const char *question = label_in (&v->question, NULL, NULL);

  begin_field (out, v->name, types[v->type], label_in (&v->label, NULL, v->name));
  if (question) {
    g_string_append (out, ", \"description\": ");
    json_text (out, question);
  }
  if (variable_is_categorical (v))
    write_categories (out, v);
  write_constraints (out, v);
  g_string_append_c (out, '}');
}

static void
write_design_fields (GString *out, const struct crosswalk *cw)
{
  const struct {
    const char *name, *type, *title;
    bool present;
  } fields[] = {
      {"survey", "string", "Survey", true},
      {"country", "string", "Country (ISO 3166-1 alpha-3)", true},
      {"year", "integer", "Year", true},
      {"id", "string",
       cw->survey->design.hash_id ? "Keyed hash (HMAC-SHA-256) of the respondent's id"
                                  : "Respondent's id in the national file",
       true},
      {"weight", "number", "Survey weight", true},
      {"stratum", "string", "Stratum", cw->survey->design.n_strata > 0},
      {"psu", "string", "Primary sampling unit, nested in the stratum", cw->psu != NO_SLOT},
      {"ssu", "string", "Second-stage unit, nested in the PSU", cw->ssu != NO_SLOT},
      {"fpc", "number", "Population PSUs of the stratum, or sampling fraction", cw->fpc != NO_SLOT},
      {"fpc2", "number", "Population units of the PSU, or sampling fraction", cw->fpc2 != NO_SLOT},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].present) {
      begin_field (out, fields[i].name, fields[i].type, fields[i].title);
      g_string_append (out, ", \"missingValues\": []}");
    }
  for (size_t k = 0; k < cw->n_margins; k++) {
    g_autofree char *name = calibrate_column_name (k + 1);
    g_autofree char *title =
        g_strdup_printf ("Column \"%s\" of the national file, to which weights "
                         "are calibrated",
                         cw->survey->design.calibrate->columns[k].text);
    begin_field (out, name, "string", title);
    g_string_append (out, ", \"missingValues\": []}");
  }
  const struct replicate_spec *replicates = cw->survey->design.replicates;
  for (size_t k = 1; replicates && k <= replicates->n; k++) {
    g_autofree char *name = g_strdup_printf ("rep%zu", k);
    begin_field (out, name, "number", "Replicate weight");
    g_string_append (out, ", \"missingValues\": []}");
  }
}

bool
harmonise_write_schema (const struct crosswalk *cw, const char *path, struct diag *d)
{
  const struct codebook *cb = cw->codebook;
  g_autoptr (GString) out = g_string_new ("{\n  \"fields\": [");
  struct outfile *file = outfile_open (path, OUTFILE_PUBLIC, d);

  if (!file)
    return false;
  write_design_fields (out, cw);
  for (size_t v = 0; v < cb->n_variables; v++)
    write_variable (out, &cb->variables[v]);
  g_string_append (out, "\n  ],\n  \"missingValues\": [");
  for (size_t r = 1; r < cb->n_missing; r++) {
    g_string_append_printf (out, "%s\n    {\"value\": \"%d\", \"label\": ", r > 1 ? "," : "",
                            cb->missing[r].code);
    json_text (out, label_in (&cb->missing[r].label, NULL, cb->missing[r].name));
    g_string_append_c (out, '}');
  }
  g_string_append (out, "\n  ],\n  \"made_from\": {");
  for (int part = 0; part < N_ORIGIN_PARTS; part++) {
    g_autofree char *hash = origin_hash ((enum origin_part)part, cw->survey, cb);
    g_string_append_printf (out, "%s\n    \"%s\": \"%s\"", part ? "," : "",
                            origin_name ((enum origin_part)part), hash);
  }
  g_string_append (out, "\n  }\n}\n");
  outfile_write (file, out->str, out->len);
  return outfile_close (file, d);
}
