#include <config.h>

#include "data/dataset.h"

#include "data/dict.h"
#include "model/calibratespec.h"
#include "model/reach.h"

#include <string.h>

struct dataset *
dataset_new (const struct codebook *codebook, const struct survey *survey)
{
  struct dataset *ds = g_new0 (struct dataset, 1);
  size_t n = codebook->n_variables;
  ds->codebook = codebook;
  ds->survey = g_strdup (survey->id);
  ds->country = g_strdup (survey->country);
  ds->year = survey->year;
  ds->population = survey->design.population;
  ds->no_weight = survey->design.no_weight;
  ds->opt_in = survey->design.opt_in;
  ds->lonely_psu = survey->design.lonely_psu;
  ds->replicates = survey->design.replicates;
  ds->calibrate = survey->design.calibrate;
  ds->variables = g_new0 (struct values *, n + 1);
  ds->not_asked = g_new0 (bool, n + 1);
  ds->derived = g_new0 (bool, n + 1);
  ds->comparability = g_malloc0_n (n + 1, sizeof *ds->comparability);
  ds->note = g_new0 (char *, n + 1);
  ds->unreached = g_new0 (char *, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct variable *v = &codebook->variables[i];
    const struct rule *rule = survey_rule (survey, v->name);
    if (!rule) {
      ds->derived[i] = v->derive.text != NULL;
      ds->not_asked[i] = !ds->derived[i];
      continue;
    }
    ds->not_asked[i] = rule->kind == RULE_ABSENT;
    ds->comparability[i] = rule->comparability;
    ds->note[i] = g_strdup (rule->note || rule->kind != RULE_ABSENT ? rule->note : rule->reason);
    ds->unreached[i] = rule_unreached (rule, v, &survey->source);
  }
  return ds;
}

void
dataset_free (struct dataset *ds)
{
  if (!ds)
    return;
  for (size_t i = 0; i < ds->codebook->n_variables; i++) {
    values_free (ds->variables[i]);
    g_free (ds->note[i]);
    g_free (ds->unreached[i]);
  }
  for (size_t i = 0; ds->margins && i < ds->calibrate->n_columns; i++)
    dict_free (ds->margins[i]);
  g_free (ds->margins);
  g_free (ds->margin);
  g_free (ds->variables);
  g_free (ds->not_asked);
  g_free (ds->derived);
  g_free (ds->comparability);
  g_free (ds->note);
  g_free (ds->unreached);
  g_free (ds->weight);
  g_free (ds->stratum);
  g_free (ds->psu);
  g_free (ds->ssu);
  g_free (ds->fpc);
  g_free (ds->fpc2);
  g_free (ds->replicate);
  g_free (ds->survey);
  g_free (ds->country);
  g_free (ds);
}

void
dataset_set_margins (struct dataset *ds, const char *const *labels)
{
  size_t n = ds->calibrate ? ds->calibrate->n_columns : 0;
  if (n == 0)
    return;
  ds->margins = g_new0 (struct dict *, n + 1);
  ds->margin = g_new0 (guint32, ds->n * n + 1);
  for (size_t k = 0; k < n; k++) {
    ds->margins[k] = dict_new ();
    for (size_t i = 0; i < ds->n; i++) {
      const char *label = labels[i * n + k];
      ds->margin[i * n + k] = dict_enter (ds->margins[k], label, strlen (label));
    }
  }
}
