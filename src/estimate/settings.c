#include <config.h>

#include "estimate/designwords.h"
#include "estimate/settings.h"

#include "base/number.h"
#include "estimate/standard.h"
#include "estimate/words.h"
#include "harmonise/planwords.h"
#include "model/calibratespec.h"

#include <math.h>
#include <string.h>

enum { BOTH = SETTING_OF_ESTIMATES | SETTING_OF_COMPARISONS };

/* Where settings go, and what they are of. */
struct adding {
  struct results *results;
  const char *of, *id;
};

static void
add_full (const struct adding *a, unsigned decides, const char *name, const char *value,
          bool expression)
{
  if (!value || !*value)
    return;
  struct setting s = {.of = a->of,
                      .id = g_strdup (a->id),
                      .name = g_strdup (name),
                      .value = g_strdup (value),
                      .expression = expression,
                      .decides = decides};
  g_array_append_val (a->results->settings, s);
}

static void
add (const struct adding *a, unsigned decides, const char *name, const char *value)
{
  add_full (a, decides, name, value, false);
}

/* VALUE is freed. */
static void
add_new (const struct adding *a, unsigned decides, const char *name, char *value)
{
  add (a, decides, name, value);
  g_free (value);
}

static void
add_number (const struct adding *a, unsigned decides, const char *name, double value)
{
  char text[NUMBER_SIZE];
  if (isfinite (value))
    add (a, decides, name, (number_format (value, text), text));
}

static void
add_expression (const struct adding *a, const char *name, const struct expr_text *e)
{
  add_full (a, BOTH, name, e->text, true);
}

/* ---- The study ------------------------------------------------------------------------------- */

static char *
averages_of (const struct average_spec *spec)
{
  GString *text = g_string_new (NULL);
  for (enum average_kind k = 0; k < N_AVERAGES; k++)
    if (spec->wanted[k])
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", average_kind_name (k));
  return g_string_free (text, FALSE);
}

static void
add_comparisons (const struct adding *a, const struct compare_spec *c)
{
  size_t n = c->groups ? g_strv_length (c->groups) : 0;
  if (!c->there)
    return;
  add (a, SETTING_OF_COMPARISONS, "pairs", c->pairs ? "surveys" : "none");
  add (a, SETTING_OF_COMPARISONS, "average", c->average ? "yes" : "no");
  add_new (a, SETTING_OF_COMPARISONS, "groups", plan_words_sorted (c->groups, n, ", "));
  add (a, SETTING_OF_COMPARISONS, "waves", c->waves ? "yes" : "no");
  add (a, SETTING_OF_COMPARISONS, "test", compare_test_name (c->test));
  add (a, SETTING_OF_COMPARISONS, "adjust", compare_adjust_name (c->adjust));
  add_number (a, SETTING_OF_COMPARISONS, "alpha", c->alpha);
}

/* What a survey's data were made with without a study is what holds where nothing is said. */
static void
add_study (struct results *r, const struct indicators *in)
{
  const struct adding a = {r, "study", ""};
  add (&a, BOTH, "codebook", r->codebook);
  add_number (&a, SETTING_OF_ESTIMATES, "confidence", r->confidence);
  add (&a, SETTING_OF_ESTIMATES, "interval", r->interval);
  add (&a, SETTING_OF_ESTIMATES, "counts", r->log_counts ? "log" : "t");
  add (&a, BOTH, "df", r->df_rule);
  add (&a, BOTH, "deff", indicators_deff (in) == DEFF_WOR ? "wor" : "wr");
  add (&a, BOTH, "quantile_rule", r->quantile_rule);
  add (&a, BOTH, "standard", r->standard);
  if (!in->study)
    return;
  const struct age_range *ages = &in->study->ages;
  add_new (&a, BOTH, "disclosure", disclosure_words (&in->study->disclosure));
  add (&a, BOTH, "standardise", in->study->standardise);
  if (ages->there)
    add_new (&a, BOTH, "ages", g_strdup_printf ("%s %ld..%ld", ages->variable, ages->lo, ages->hi));
  add_new (&a, BOTH, "averages", averages_of (&in->study->averages));
  add (&a, BOTH, "averages_of", in->study->averages.all_waves ? "all" : "latest");
  add_comparisons (&a, &in->study->compare);
}

/* ---- The plan -------------------------------------------------------------------------------- */

static bool
is_used (const struct indicators *in, const struct population *standard)
{
  for (size_t i = 0; i < in->plan->n_indicators; i++)
    if (in->items[i].standard == standard)
      return true;
  return false;
}

/* The numbers of a standard, or of a margin. */
static void
add_cells (const struct adding *a, const char *what, const struct crossing *x)
{
  for (size_t c = 0; c < x->n_cells; c++) {
    g_autofree char *cell = g_strjoinv (" x ", x->cells[c].categories);
    g_autofree char *name = g_strdup_printf ("%s of %s", what, cell);
    add_number (a, BOTH, name, x->cells[c].number);
  }
}

static void
add_standard (struct results *r, const struct standard_spec *spec)
{
  const struct adding a = {r, "standard", spec->id};
  add_new (&a, BOTH, "by", g_strjoinv (" x ", spec->crossing.by));
  if (spec->equal)
    add (&a, BOTH, "shares", "equal");
  add_cells (&a, "share", &spec->crossing);
}

static void
add_indicator (struct results *r, const struct indicator *spec)
{
  const struct adding a = {r, "indicator", spec->id};
  add (&a, BOTH, "measure", measure_name (spec->measure));
  add_expression (&a, "of", &spec->of);
  add_expression (&a, "to", &spec->to);
  add_expression (&a, "with", &spec->with);
  add (&a, BOTH, "a", spec->a.id);
  add (&a, BOTH, "b", spec->b.id);
  add_new (&a, BOTH, "at", plan_words_at (spec));
  add_new (&a, BOTH, "nets", plan_words_nets (spec));
  for (size_t i = 0; i < spec->set.n; i++) {
    g_autofree char *name = g_strdup_printf ("item %s", spec->set.items[i].name);
    add_expression (&a, name, &spec->set.items[i].of);
  }
  add (&a, BOTH, "base", plan_words_base (spec));
  add (&a, BOTH, "totals", spec->set.totals ? "yes" : NULL);
  add_expression (&a, "among", &spec->among);
  add_new (&a, BOTH, "missing", plan_words_missing (spec));
  add (&a, BOTH, "standardise", spec->standardise);
  add_new (&a, BOTH, "by", plan_words_by (spec));
}

/* ---- The surveys ----------------------------------------------------------------------------- */

/* What the design in words does not say of known totals. */
static void
add_calibration (const struct adding *a, const struct calibrate_spec *spec)
{
  if (spec->lo > 0 || isfinite (spec->hi)) {
    add_number (a, BOTH, "calibrate: least factor", spec->lo);
    add_number (a, BOTH, "calibrate: largest factor", spec->hi);
  }
  for (size_t i = 0; i < spec->n_margins; i++) {
    const struct margin *m = &spec->margins[i];
    g_autofree char *names = margin_names (m);
    g_autofree char *what =
        g_strdup_printf ("calibrate: %s by %s", m->shares ? "share" : "total", names);
    g_autofree char *rest = g_strdup_printf ("calibrate: rest by %s", names);
    add_cells (a, what, &m->crossing);
    add (a, BOTH, rest, m->rest ? "free" : NULL);
  }
}

/* WANTED: the variables that the plan needs. */
static void
add_survey (struct results *r, const struct survey *s, size_t i, const bool *wanted)
{
  const struct adding a = {r, "survey", s->id};
  add (&a, BOTH, "country", s->country);
  add_new (&a, BOTH, "year", g_strdup_printf ("%ld", s->year));
  add_new (&a, BOTH, "design", designwords_text (s, "en"));
  add_number (&a, BOTH, "population", s->design.population);
  if (s->design.calibrate)
    add_calibration (&a, s->design.calibrate);
  for (size_t v = 0; v < r->coverage->n_variables; v++) {
    const struct coverage_variable *variable = &r->coverage->variables[v];
    g_autofree char *name = g_strconcat (SETTING_COMPARABILITY, variable->name, NULL);
    if (wanted[v])
      add (&a, BOTH, name, grade_name (variable->cells[i].grade));
  }
}

void
settings_add (struct results *r, const struct indicators *in, const struct survey *const *surveys,
              size_t n)
{
  g_autofree bool *wanted = g_new0 (bool, in->codebook->n_variables + 1);
  const struct population *standards = (const struct population *)(void *)in->standards->data;

  r->settings = g_array_new (FALSE, FALSE, sizeof (struct setting));
  indicators_needs (in, wanted);
  add_study (r, in);
  for (guint i = 0; i < in->standards->len; i++)
    if (is_used (in, &standards[i]))
      add_standard (r, standards[i].spec);
  for (size_t i = 0; i < in->plan->n_indicators; i++)
    add_indicator (r, &in->plan->indicators[i]);
  for (size_t i = 0; i < n; i++)
    add_survey (r, surveys[i], i, wanted);
}

/* Of all crosswalks, and so of the study. */
void
results_set_variant (struct results *r, const char *variant)
{
  const struct adding a = {r, "study", ""};
  g_free (r->variant);
  r->variant = g_strdup (variant);
  add (&a, BOTH, "variant", variant);
}
