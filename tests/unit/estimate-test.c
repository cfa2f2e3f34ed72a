/* The rules of estimation: who is in the universe and the denominator, what becomes of holes, which
   rows there are and what they say.  The figures are small enough to be added up by hand. */
#include <config.h>

#include "estimate-fixture.h"

static const char study_none[] = "study: t\ntitle: {en: Study, es: Estudio}\ncodebook: c.yaml\n"
                                 "surveys: [s.yaml]\nindicators: p.yaml\n"
                                 "estimate: {standard: none}\n";
static const char study_mics[] = "study: t\ntitle: T\ncodebook: c.yaml\nsurveys: [s.yaml]\n"
                                 "indicators: p.yaml\n";

static void
show_findings (const struct diag *diag, GString *out)
{
  for (size_t i = 0; i < diag_size (diag); i++) {
    const struct finding *f = diag_at (diag, i);
    if (f->id == FIND_NO_LANGUAGE)
      continue;
    g_string_append_printf (out, "%s%zu:%zu: %s [%s]", out->len ? "\n" : "", f->line, f->column,
                            f->message, diag_id_name (f->id));
    if (f->suggestion)
      g_string_append_printf (out, "; near %s", f->suggestion);
  }
}

/* A row as a line: "boy young: phone: n 2, 0.4 of 11, coverage 0.5, ok; note". */
static void
show_row (const struct results *r, const struct estimate_row *row, GString *out)
{
  const struct indicator_info *info = &r->indicators[row->indicator];
  size_t before = out->len;
  for (size_t d = 0; d < r->n_dimensions; d++)
    if (row->level[d] >= 0)
      g_string_append_printf (out, "%s%s", out->len > before ? " " : "",
                              r->dimensions[d].levels[row->level[d]].name);
  if (out->len == before)
    g_string_append (out, "all");
  if (row->category >= 0)
    g_string_append_printf (out, ": %s", info->categories[row->category].name);
  g_string_append_printf (out, ": n %zu", row->n);
  if (isfinite (row->estimate))
    g_string_append_printf (out, ", %.6g", row->estimate);
  if (isfinite (row->population))
    g_string_append_printf (out, " of %.6g", row->population);
  if (isfinite (row->coverage))
    g_string_append_printf (out, ", coverage %.4g", row->coverage);
  g_string_append_printf (out, ", %s", row_status_name (row->status));
  if (row->note)
    g_string_append_printf (out, "; %s", row->note);
  g_string_append_c (out, '\n');
}

/* What a plan gives for a dataset: findings or rows. */
struct outcome {
  struct study *study;
  struct plan *plan;
  struct indicators *indicators;
  struct results *results;
};

static bool
outcome_init (struct outcome *o, const struct fixture *f, const char *study, const char *plan,
              const struct dataset *ds, struct diag *diag)
{
  *o = (struct outcome){0};
  o->study = study_parse (fixture_source ("study.yaml", study, diag), diag);
  o->plan = plan_parse (fixture_source ("plan.yaml", plan, diag), diag);
  if (!o->study || !o->plan)
    return false;
  o->indicators = indicators_new (f->codebook, o->plan, o->study, diag);
  if (!o->indicators)
    return false;
  o->results = results_new (o->indicators, (const struct survey *const *)&f->survey, 1, NULL);
  if (ds) {
    GArray *rows = g_array_new (FALSE, FALSE, sizeof (struct estimate_row));
    indicators_estimate (o->indicators, ds, 0, rows, diag);
    results_add (o->results, rows);
  }
  return true;
}

static void
outcome_clear (struct outcome *o)
{
  results_free (o->results);
  indicators_free (o->indicators);
  plan_free (o->plan);
  study_free (o->study);
}

static void
check_text (struct unit *u, const char *what, const char *have, const char *want)
{
  int before = u->failed;
  CHECK (u, strcmp (have, want) == 0);
  if (u->failed > before)
    fprintf (stderr, "%s\n-- expected:\n%s\n-- got:\n%s\n", what, want, have);
}

#define I(rest) "indicators:\n  i: {" rest "}\n"
#define TWO                                                                                        \
  "indicators:\n  p: {measure: proportion, of: use == \"yes\"}\n"                                  \
  "  h: {measure: proportion, of: hours > 3}\n"                                                    \
  "  n: {measure: proportion, of: never == \"yes\"}\n"
#define SEX "sex: close; told by the parents"
#define AGE "age: partial"
#define BEYOND "no interval: too few records beyond the quantile"
#define NO_INTERVAL "no interval: too few PSUs"

static const struct {
  const char *plan, *rows;
} rules[] = {
    /* Denominators. */
    {I ("measure: proportion, of: use == \"yes\""), "all: n 5, 0.5 of 18, coverage 0.5, ok\n"},
    {I ("measure: proportion, of: use == \"yes\", missing: include"),
     "all: n 7, 0.321429 of 28, coverage 0.5, ok\n"},
    {I ("measure: proportion, of: use == \"yes\", missing: [dont_know]"),
     "all: n 6, 0.409091 of 22, coverage 0.5, ok\n"},
    {I ("measure: proportion, of: use == \"yes\", missing: [no_answer, dont_know]"),
     "all: n 7, 0.321429 of 28, coverage 0.5, ok\n"},
    {I ("measure: count, of: use == \"yes\""), "all: n 5, 9 of 18, coverage 0.5, ok\n"},
    {I ("measure: count, of: use == \"yes\", missing: include"),
     "all: n 7, 9 of 28, coverage 0.5, ok\n"},
    {I ("measure: count"), "all: n 8, 36 of 36, coverage 1, ok\n"},
    {I ("measure: mean, of: hours"), "all: n 6, 8.68966 of 29, coverage 0.8056, ok\n"},
    {I ("measure: mean, of: hours * 2 + 1"), "all: n 6, 18.3793 of 29, coverage 0.8056, ok\n"},
    {I ("measure: total, of: hours"), "all: n 6, 252 of 29, coverage 0.8056, ok\n"},
    {I ("measure: ratio, of: hours, to: hours + 1"),
     "all: n 6, 0.896797 of 29, coverage 0.8056, ok\n"},
    {I ("measure: ratio, of: hours, to: age"),
     "all: n 5, 4.66667 of 22, coverage 0.6111, ok; " AGE "\n"},
    {I ("measure: mean, of: age"), "all: n 7, 1.75862 of 29, coverage 0.8056, ok; " AGE "\n"},
    {I ("measure: distribution, of: device"),
     "all: phone: n 4, 0.363636 of 11, coverage 0.3056, ok\n"
     "all: tablet: n 4, 0.181818 of 11, coverage 0.3056, ok\n"
     "all: pc: n 4, 0.454545 of 11, coverage 0.3056, ok\n"},
    /* Medians and quantiles, hours 2 4 6 8 10 12 with weights 1 3 4 6 7 8: of the smallest and the
       largest there is nobody beyond. */
    {I ("measure: median, of: hours"), "all: n 6, 10 of 29, coverage 0.8056, ok; " BEYOND "\n"},
    {I ("measure: quantile, of: hours, at: [0.5, 0.25, 0.01, 0.333]"),
     "all: p50: n 6, 10 of 29, coverage 0.8056, ok; " BEYOND "\n"
     "all: p25: n 6, 6 of 29, coverage 0.8056, ok; " BEYOND "\n"
     "all: p1: n 6, 2 of 29, coverage 0.8056, ok; " BEYOND "\n"
     "all: p33.3: n 6, 8 of 29, coverage 0.8056, ok; " BEYOND "\n"},
    {I ("measure: quantile, of: 24 - hours, at: 0.75, by: [sex]"),
     "all: p75: n 6, 18 of 29, coverage 0.8056, ok; " BEYOND "\n"
     "boy: p75: n 2, 20 of 4, coverage 0.6667, ok; " SEX " | " BEYOND "\n"
     "girl: p75: n 3, 16 of 17, coverage 0.7727, ok; " SEX " | " BEYOND "\n"},
    {I ("measure: variance, of: hours"), "all: n 6, 10.0224 of 29, coverage 0.8056, ok\n"},
    {I ("measure: sd, of: hours, by: [sex]"),
     "all: n 6, 3.16581 of 29, coverage 0.8056, ok\n"
     "boy: n 2, 1.22474 of 4, coverage 0.6667, ok; " SEX "\n"
     "girl: n 3, 1.92237 of 17, coverage 0.7727, ok; " SEX "\n"},
    {I ("measure: correlation, of: hours, with: age"),
     "all: n 5, 0.519508 of 22, coverage 0.6111, ok; " AGE "\n"},
    {I ("measure: correlation, of: hours, with: 3 - 2 * hours"),
     "all: n 6, -1 of 29, coverage 0.8056, ok; " NO_INTERVAL "\n"},
    {I ("measure: correlation, of: hours, with: hours - hours"),
     "all: n 6 of 29, coverage 0.8056, empty\n"},
    {I ("measure: variance, of: hours, among: hours == 8"), "all: n 1 of 6, coverage 1, empty\n"},
    {I ("measure: correlation, of: hours, with: never, by: [sex]"),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: quantile, of: never + 1, at: [0.1, 0.9]"),
     "all: p10: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: p90: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    /* A scale of three items of which two must be there: 1.3333 0.5 2.3333 3.5 1.5 5 5 7 with
       weights 1 to 8. */
    {I ("measure: mean, of: 'mean(hours, age, use, at_least: 2)'"),
     "all: n 8, 4.21759 of 36, coverage 1, ok; " AGE "\n"},
    {I ("measure: median, of: 'mean(hours, age, use, at_least: 2)'"),
     "all: n 8, 5 of 36, coverage 1, ok; " AGE " | " BEYOND "\n"},
    /* Reasons that are met become categories; `invalid` and others are not met. */
    {I ("measure: distribution, of: device, missing: include"),
     "all: phone: n 7, 0.142857 of 28, coverage 0.3056, ok\n"
     "all: tablet: n 7, 0.0714286 of 28, coverage 0.3056, ok\n"
     "all: pc: n 7, 0.178571 of 28, coverage 0.3056, ok\n"
     "all: blank: n 7, 0.25 of 28, coverage 0.3056, ok\n"
     "all: dont_know: n 7, 0.142857 of 28, coverage 0.3056, ok\n"
     "all: no_answer: n 7, 0.214286 of 28, coverage 0.3056, ok\n"},
    {I ("measure: distribution, of: device, missing: [no_answer, invalid]"),
     "all: phone: n 5, 0.235294 of 17, coverage 0.3056, ok\n"
     "all: tablet: n 5, 0.117647 of 17, coverage 0.3056, ok\n"
     "all: pc: n 5, 0.294118 of 17, coverage 0.3056, ok\n"
     "all: no_answer: n 5, 0.352941 of 17, coverage 0.3056, ok\n"},
    /* Universes: a missing `among` is outside. */
    {I ("measure: proportion, of: use == \"yes\", among: hours > 3"),
     "all: n 2, 0.3 of 10, coverage 0.3571, ok; " NO_INTERVAL "\n"},
    {I ("measure: mean, of: hours, among: use == \"yes\""),
     "all: n 2, 3.5 of 4, coverage 0.4444, ok\n"},
    {I ("measure: count, among: hours > 100"), "all: n 0 of 0, empty\n"},
    {I ("measure: proportion, of: use == \"yes\", among: device == \"pc\" and use == \"no\""),
     "all: n 0 of 0, empty\n"},
    {I ("measure: mean, of: hours, among: use == \"no\" and sex == \"boy\""),
     "all: n 0 of 0, coverage 0, empty; " SEX "\n"},
    {I ("measure: ratio, of: hours, to: hours - hours"),
     "all: n 6 of 29, coverage 0.8056, empty\n"},
    /* Breakdowns: those without a group are in the total alone. */
    {I ("measure: proportion, of: use == \"yes\", by: [sex]"),
     "all: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "boy: n 3, 0.666667 of 6, coverage 1, ok; " SEX "\n"
     "girl: n 2, 0.416667 of 12, coverage 0.5455, ok; " SEX "\n"},
    {I ("measure: mean, of: hours, by: [sex]"),
     "all: n 6, 8.68966 of 29, coverage 0.8056, ok\n"
     "boy: n 2, 3.5 of 4, coverage 0.6667, ok; " SEX "\n"
     "girl: n 3, 8.35294 of 17, coverage 0.7727, ok; " SEX "\n"},
    {I ("measure: proportion, of: use == \"yes\", by: [[age, sex]]"),
     "all: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "young boy: n 2, 0.333333 of 3, coverage 1, ok; " SEX " | " AGE " | " NO_INTERVAL "\n"
     "young girl: n 0 of 0, coverage 0, empty; " SEX " | " AGE "\n"
     "old boy: n 1, 1 of 3, coverage 1, ok; " SEX " | " AGE " | " NO_INTERVAL "\n"
     "old girl: n 1, 1 of 5, coverage 0.4545, ok; " SEX " | " AGE " | " NO_INTERVAL "\n"},
    {I ("measure: distribution, of: device, by: [sex], missing: [blank]"),
     "all: phone: n 5, 0.222222 of 18, coverage 0.3056, ok\n"
     "all: tablet: n 5, 0.111111 of 18, coverage 0.3056, ok\n"
     "all: pc: n 5, 0.277778 of 18, coverage 0.3056, ok\n"
     "all: blank: n 5, 0.388889 of 18, coverage 0.3056, ok\n"
     "boy: phone: n 3, 0.666667 of 6, coverage 1, ok; " SEX "\n"
     "boy: tablet: n 3, 0.333333 of 6, coverage 1, ok; " SEX "\n"
     "boy: pc: n 3, 0 of 6, coverage 1, ok; " SEX "\n"
     "boy: blank: n 3, 0 of 6, coverage 1, ok; " SEX "\n"
     "girl: phone: n 2, 0 of 12, coverage 0.2273, ok; " SEX "\n"
     "girl: tablet: n 2, 0 of 12, coverage 0.2273, ok; " SEX "\n"
     "girl: pc: n 2, 0.416667 of 12, coverage 0.2273, ok; " SEX "\n"
     "girl: blank: n 2, 0.583333 of 12, coverage 0.2273, ok; " SEX "\n"},
    /* A derived variable is no more comparable than what it is made of. */
    {I ("measure: count, by: [grown]"), "all: n 8, 36 of 36, coverage 1, ok\n"
                                        "no: n 4, 14 of 14, coverage 1, ok; " AGE "\n"
                                        "yes: n 4, 22 of 22, coverage 1, ok; " AGE "\n"},
    /* Holes. */
    {I ("measure: proportion, of: never == \"yes\", by: [sex]"),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: proportion, of: use == \"yes\", among: never == \"yes\""),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: proportion, of: 'any(use == \"yes\", never == \"yes\")'"),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: distribution, of: never"),
     "all: no: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: yes: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: ratio, of: hours, to: never"),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: proportion, of: hollow == \"yes\""), "all: n 0, not_asked; hollow: not asked\n"},
    {I ("measure: proportion, of: use == \"yes\", among: hours == 12"),
     "all: n 0, not_asked; use: not asked\n"},
    {I ("measure: mean, of: use, among: hours == 12"), "all: n 0, not_asked; use: not asked\n"},
    /* A mean or an answer to any of several needs all variables asked, whatever it lets records
       lack. */
    {I ("measure: mean, of: 'mean(hours, use, never, at_least: 1)'"),
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: proportion, of: 'count(use == \"yes\", hollow == \"yes\", at_least: 1) > 0'"),
     "all: n 0, not_asked; hollow: not asked\n"},
    /* Nets stand behind the categories and the reasons, and are there where nobody was asked. */
    {I ("measure: distribution, of: device, missing: [no_answer], nets: {small: {of: [phone, "
        "tablet]}, not_phone: {title: Others, of: [tablet, pc]}}"),
     "all: phone: n 5, 0.235294 of 17, coverage 0.3056, ok\n"
     "all: tablet: n 5, 0.117647 of 17, coverage 0.3056, ok\n"
     "all: pc: n 5, 0.294118 of 17, coverage 0.3056, ok\n"
     "all: no_answer: n 5, 0.352941 of 17, coverage 0.3056, ok\n"
     "all: small: n 5, 0.352941 of 17, coverage 0.3056, ok\n"
     "all: not_phone: n 5, 0.411765 of 17, coverage 0.3056, ok\n"},
    {I ("measure: distribution, of: device, missing: include, among: never == \"yes\", nets: {a: "
        "{of: [phone, pc]}}"),
     "all: phone: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: tablet: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: pc: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: a: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    /* Sets: who has a valid answer to an item has not chosen the others; who was not asked one is
       no part of the base. */
    {I ("measure: set, of: {u: use == \"yes\", h: hours > 3}, totals: yes"),
     "all: u: n 7, 0.321429 of 28, coverage 0.7778, ok\n"
     "all: h: n 7, 0.714286 of 28, coverage 0.7778, ok\n"
     "all: any_of: n 7, 0.928571 of 28, coverage 0.7778, ok\n"
     "all: none_of: n 7, 0.0714286 of 28, coverage 0.7778, ok\n"},
    {I ("measure: set, of: {u: use == \"yes\", h: hours > 3}, base: all"),
     "all: u: n 3, 0.363636 of 11, coverage 0.3056, ok\n"
     "all: h: n 3, 0.909091 of 11, coverage 0.3056, ok\n"},
    {I ("measure: set, of: {u: use == \"yes\", h: hours > 3}, among: sex == \"boy\""),
     "all: u: n 3, 0.666667 of 6, coverage 1, ok; " SEX "\n"
     "all: h: n 3, 0.5 of 6, coverage 1, ok; " SEX "\n"},
    /* What lacks an item has its others, but no share of any or none. */
    {I ("measure: set, of: [use, never, hollow], totals: yes"),
     "all: use: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "all: never: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: hollow: n 0, not_asked; hollow: not asked\n"
     "all: any_of: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: none_of: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: set, of: [use, grown], answer: \"no\", by: [sex]"),
     "all: use: n 7, 0.321429 of 28, coverage 0.7778, ok; " AGE "\n"
     "all: grown: n 7, 0.5 of 28, coverage 0.7778, ok; " AGE "\n"
     "boy: use: n 3, 0.333333 of 6, coverage 1, ok; " SEX " | " AGE "\n"
     "boy: grown: n 3, 0.5 of 6, coverage 1, ok; " SEX " | " AGE "\n"
     "girl: use: n 4, 0.318182 of 22, coverage 1, ok; " SEX " | " AGE "\n"
     "girl: grown: n 4, 0.5 of 22, coverage 1, ok; " SEX " | " AGE "\n"},
    {I ("measure: set, of: [never, hollow]"),
     "all: never: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: hollow: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: set, of: [use, grown], among: never == \"no\""),
     "all: use: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: grown: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    /* Of two: records in either denominator count once. */
    {TWO "  i: {measure: difference, a: p, b: h, by: [sex]}\n",
     "all: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "all: n 6, 0.965517 of 29, coverage 0.8056, ok\n"
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: n 8, -0.465517 of 36, ok\n"
     "boy: n 3, -0.0833333 of 6, ok; " SEX "\n"
     "girl: n 4, -0.583333 of 22, ok; " SEX "\n"},
    {TWO "  i: {measure: quotient, a: h, b: p}\n",
     "all: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "all: n 6, 0.965517 of 29, coverage 0.8056, ok\n"
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: n 8, 1.93103 of 36, ok\n"},
    {TWO "  i: {measure: difference, a: p, b: n, by: [grown]}\n",
     "all: n 5, 0.5 of 18, coverage 0.5, ok\n"
     "all: n 6, 0.965517 of 29, coverage 0.8056, ok\n"
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "all: n 0, not_asked; never: not asked; the ministry did not agree\n"},
    {I ("measure: count, of: use == \"yes\", by: [never, [sex, hollow]]"),
     "all: n 5, 9 of 18, coverage 0.5, ok\n"
     "no: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "yes: n 0, not_asked; never: not asked; the ministry did not agree\n"
     "boy no: n 0, not_asked; hollow: not asked\n"
     "boy yes: n 0, not_asked; hollow: not asked\n"
     "girl no: n 0, not_asked; hollow: not asked\n"
     "girl yes: n 0, not_asked; hollow: not asked\n"},
};

static void
check_rules (struct unit *u, const struct fixture *f)
{
  struct dataset *ds = fixture_dataset (f, fixture_records, G_N_ELEMENTS (fixture_records), 1);
  for (size_t i = 0; i < G_N_ELEMENTS (rules); i++) {
    struct outcome o;
    struct diag *diag = diag_new ();
    g_autoptr (GString) text = g_string_new (NULL);
    if (outcome_init (&o, f, study_none, rules[i].plan, ds, diag))
      for (guint k = 0; k < o.results->rows->len; k++)
        show_row (o.results, &g_array_index (o.results->rows, struct estimate_row, k), text);
    show_findings (diag, text);
    check_text (u, rules[i].plan, text->str, rules[i].rows);
    outcome_clear (&o);
    diag_free (diag);
  }
  dataset_free (ds);
}

static const struct {
  const char *plan, *findings;
} faults[] = {
    {I ("measure: count"), ""},
    {I ("measure: proportion, of: use"),
     "2:32: `of` of \"i\" must be a condition that is true or false "
     "for each record [type-mismatch]"},
    {I ("measure: proportion, of: hours"),
     "2:32: `of` of \"i\" must be a condition that is true or "
     "false for each record [type-mismatch]"},
    {I ("measure: count, of: use == \"yes\", among: hours"),
     "2:48: `among` of \"i\" must be a condition that is true or false for each record "
     "[type-mismatch]"},
    {I ("measure: mean, of: use == \"yes\""),
     "2:26: `of` of \"i\" is a condition, and a mean needs a number; the share of records for "
     "which "
     "it is true is measure: proportion, their number measure: count [type-mismatch]"},
    {I ("measure: mean, of: sex"), "2:26: `of` of \"i\" is nominal: its codes have no order, and a "
                                   "mean of them no meaning; perhaps "
                                   "measure: distribution [type-mismatch]"},
    {I ("measure: ratio, of: hours, to: device"),
     "2:38: `to` of \"i\" is nominal: its codes have no order, and a ratio of them no meaning; "
     "perhaps measure: distribution [type-mismatch]"},
    {I ("measure: mean, of: comment"),
     "2:26: `of` of \"i\" must be a number for a mean [type-mismatch]"},
    {I ("measure: total, of: born"),
     "2:27: `of` of \"i\" must be a number for a total [type-mismatch]"},
    {I ("measure: median, of: age"),
     "2:28: `of` of \"i\" is ordinal: its codes count categories, not amounts, and a median would "
     "lie on one of them with limits that jump by whole categories; perhaps measure: distribution "
     "[type-mismatch]"},
    {I ("measure: quantile, of: use == \"yes\", at: 0.5"),
     "2:30: `of` of \"i\" is a condition, and a quantile needs a number; the share of records for "
     "which it is true is measure: proportion, their number measure: count [type-mismatch]"},
    {I ("measure: correlation, of: device, with: comment"),
     "2:33: `of` of \"i\" is nominal: its codes have no order, and a correlation of them no "
     "meaning; perhaps measure: distribution [type-mismatch]\n"
     "2:47: `with` of \"i\" must be a number for a correlation [type-mismatch]"},
    {I ("measure: distribution, of: hours"),
     "2:34: `of` of \"i\" must be the name of a variable with categories, and nothing else, for a "
     "distribution [type-mismatch]"},
    {I ("measure: distribution, of: use == \"yes\""),
     "2:34: `of` of \"i\" must be the name of a variable with categories, and nothing else, for a "
     "distribution [type-mismatch]"},
    {I ("measure: distribution, of: devices"),
     "2:34: `of` of \"i\" must be the name of a variable with categories, and nothing else, for a "
     "distribution [type-mismatch]; near device"},
    {I ("measure: count, missing: [dont_knw]"),
     "2:33: the codebook has no missing reason \"dont_knw\" [unknown-category]; near dont_know"},
    {I ("measure: count, by: [gender]"),
     "2:28: the codebook has no variable \"gender\" [unknown-variable]"},
    {I ("measure: count, by: [sxe]"),
     "2:28: the codebook has no variable \"sxe\" [unknown-variable]; near sex"},
    {I ("measure: count, by: [hours, [sex, comment]]"),
     "2:28: \"hours\" cannot break down a table: it is of type number and has no categories; "
     "derive a "
     "variable "
     "with cut () in the codebook [type-mismatch]\n"
     "2:41: \"comment\" cannot break down a table: it is of type text and has no categories; "
     "derive a "
     "variable "
     "with cut () in the codebook [type-mismatch]"},
    {I ("measure: distribution, of: device, missing: [dont_know], nets: {pc: {of: [phone, "
        "tablet]}, "
        "dont_know: {of: [phone, pc]}, no_answer: {of: [phone, pc]}}"),
     "2:71: a net cannot be called \"pc\": a category of that name is a row of the table "
     "[duplicate-name]\n"
     "2:98: a net cannot be called \"dont_know\": a missing reason of that name is a row of the "
     "table [duplicate-name]"},
    {I ("measure: distribution, of: device, nets: {a: {of: [phone, tablett]}, b: {of: [phone, "
        "tablet, "
        "pc]}}"),
     "2:65: device has no category \"tablett\" [unknown-category]; near tablet\n"
     "2:76: net \"b\" has all categories of \"device\", so that its share is always 1 [bad-value]"},
    {I ("measure: set, of: [use, usee, hours, device]"),
     "2:31: the codebook has no variable \"usee\" [unknown-variable]; near use\n"
     "2:37: \"hours\" cannot be an item by its name alone: it is of type number and has no "
     "categories; write a condition, as in `of: {name: condition}` [type-mismatch]\n"
     "2:44: device has no category \"yes\" (at `\"yes\"`) [unknown-category]"},
    {I ("measure: set, of: {a: hours, b: {of: use}, c: nobody == 1}"),
     "2:29: `of` of \"i\" must be a condition that is true or false for each record "
     "[type-mismatch]\n"
     "2:44: `of` of \"i\" must be a condition that is true or false for each record "
     "[type-mismatch]\n"
     "2:53: there is no variable or column \"nobody\"; a text is written in quotes [unknown-name]"},
    /* All that is wrong, in one run. */
    {I ("measure: ratio, of: sex, to: born, among: use, by: [x]"),
     "2:27: `of` of \"i\" is nominal: its codes have no order, and a ratio of them no meaning; "
     "perhaps "
     "measure: distribution [type-mismatch]\n"
     "2:36: `to` of \"i\" must be a number for a ratio [type-mismatch]\n"
     "2:49: `among` of \"i\" must be a condition that is true or false for each record "
     "[type-mismatch]\n"
     "2:59: the codebook has no variable \"x\" [unknown-variable]"},
};

static void
check_faults (struct unit *u, const struct fixture *f)
{
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++) {
    struct outcome o;
    struct diag *diag = diag_new ();
    g_autoptr (GString) text = g_string_new (NULL);
    bool made = outcome_init (&o, f, study_none, faults[i].plan, NULL, diag);
    CHECK (u, made == (*faults[i].findings == 0));
    show_findings (diag, text);
    check_text (u, faults[i].plan, text->str, faults[i].findings);
    outcome_clear (&o);
    diag_free (diag);
  }
}

/* A codebook of nine variables of eleven categories and one of 181. */
static struct codebook *
wide_codebook (struct diag *diag)
{
  g_autoptr (GString) text =
      g_string_new ("codebook: wide\nversion: 1.0.0\ntitle: Wide\nlanguages: [en]\nvariables:\n");
  enum { VARIABLES = 10, FEW = 11, MANY = 181 };
  for (int v = 0; v < VARIABLES; v++) {
    g_string_append_printf (
        text, "  v%d: {label: V, module: m, tier: core, type: nominal, categories: {", v);
    for (int c = 1; c <= (v == VARIABLES - 1 ? MANY : FEW); c++)
      g_string_append_printf (text, "%s%d: {name: c%d, label: C}", c > 1 ? ", " : "", c, c);
    g_string_append (text, "}}\n");
  }
  return codebook_parse (fixture_source ("wide.yaml", text->str, diag), diag);
}

/* What is too much is a finding, not a crash. */
static void
check_sizes (struct unit *u)
{
  static const struct {
    const char *plan, *findings;
  } cases[] = {
      {I ("measure: count, by: [v0, v1, v2, v3, v4, v5, v6, [v7, v0]]"), ""},
      {I ("measure: count, by: [v0, v1, v2, v3, v4, v5, v6, [v7, v8]]"),
       "2:61: the plan breaks down by 9 variables; at most 8 are possible, and \"v8\" is one too "
       "many [not-available]"},
      {I ("measure: count, by: [[v0, v1, v2]]"), "2:29: this breakdown has more than 1000 groups; "
                                                 "cross fewer variables [not-available]"},
      {I ("measure: distribution, of: v0, by: [[v1, v9]]"),
       "2:44: this breakdown has more than 1000 groups; cross fewer variables [not-available]"},
      {I ("measure: distribution, of: v0, by: [[v1, v2]]"), ""},
      {I ("measure: distribution, of: v9"),
       "2:34: a distribution can have 180 categories at most, and \"v9\" has 181 [not-available]"},
  };
  struct diag *diag = diag_new ();
  struct fixture f = {.codebook = wide_codebook (diag)};
  CHECK (u, f.codebook && diag_count (diag, SEVERITY_ERROR) == 0);
  for (size_t i = 0; f.codebook && i < G_N_ELEMENTS (cases); i++) {
    struct diag *own = diag_new ();
    g_autoptr (GString) text = g_string_new (NULL);
    struct plan *plan = plan_parse (fixture_source ("plan.yaml", cases[i].plan, own), own);
    struct indicators *in = indicators_new (f.codebook, plan, NULL, own);
    show_findings (own, text);
    check_text (u, cases[i].plan, text->str, cases[i].findings);
    CHECK (u, (in != NULL) == (*cases[i].findings == 0));
    indicators_free (in);
    plan_free (plan);
    diag_free (own);
  }
  codebook_free (f.codebook);
  diag_free (diag);
}

/* Every record 24 to 50 times: what may be published depends on the unweighted number alone. */
static void
check_quality (struct unit *u, const struct fixture *f)
{
  static const struct {
    size_t times;
    enum row_status mics;
  } cases[] = {{1, STATUS_SUPPRESSED},
               {24, STATUS_SUPPRESSED},
               {25, STATUS_LOW},
               {49, STATUS_LOW},
               {50, STATUS_OK}};
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int none = 0; none < 2; none++) {
      struct outcome o;
      struct diag *diag = diag_new ();
      struct dataset *ds = fixture_dataset (f, &fixture_records[2], 1, cases[i].times);
      ds->lonely_psu = LONELY_CERTAINTY;
      bool made = outcome_init (&o, f, none ? study_none : study_mics,
                                I ("measure: proportion, of: use == \"yes\", by: [sex]"), ds, diag);
      CHECK (u, made && o.results->rows->len == 3);
      for (guint k = 0; made && k < 2; k++) {
        const struct estimate_row *row = &g_array_index (o.results->rows, struct estimate_row, k);
        CHECK (u, row->n == cases[i].times);
        CHECK (u, row->status == (none ? STATUS_OK : cases[i].mics));
        CHECK (u, isnan (row->estimate) == (row->status == STATUS_SUPPRESSED));
        CHECK (u, isnan (row->se) == (row->status == STATUS_SUPPRESSED));
        CHECK (u, isnan (row->deff) && isnan (row->n_effective));
        CHECK_NEAR (u, row->population, 3.0 * (double)cases[i].times, 0);
      }
      CHECK (u, made &&
                    g_array_index (o.results->rows, struct estimate_row, 2).status == STATUS_EMPTY);
      outcome_clear (&o);
      dataset_free (ds);
      diag_free (diag);
    }
}

/* One PSU in each stratum: no standard error, said once and in every row. */
static void
check_lonely (struct unit *u, const struct fixture *f)
{
  static const struct fixture_record lonely[] = {
      {1, "n", "a", {"boy", "young", "yes", "2", "phone"}},
      {2, "n", "b", {"boy", "young", "no", "3", "tablet"}},
      {3, "s", "c", {"girl", "old", "yes", "4", "phone"}},
  };
  struct outcome o;
  struct diag *diag = diag_new ();
  struct dataset *ds = fixture_dataset (f, lonely, G_N_ELEMENTS (lonely), 1);
  g_autoptr (GString) text = g_string_new (NULL);
  ds->lonely_psu = LONELY_FAIL;
  CHECK (u, outcome_init (&o, f, study_none,
                          I ("measure: proportion, of: use == \"yes\", by: [sex]"), ds, diag));
  show_findings (diag, text);
  check_text (
      u, "lonely", text->str,
      "0:0: survey \"TST-2020\": 1 of 2 strata have only one PSU, and estimates that rest on "
      "them get no standard error; say in the survey file, under `design`, what to do: "
      "`lonely_psu: certainty`, `adjust` or `average` [lonely-psu]");
  const struct estimate_row *row = &g_array_index (o.results->rows, struct estimate_row, 0);
  CHECK_NEAR (u, row[0].estimate, 4.0 / 6, 1e-15);
  CHECK (u, isnan (row[0].se) && isnan (row[0].ci_low) && row[0].df == 1);
  CHECK (u, strcmp (row[0].note, "no standard error: a stratum has one PSU") == 0);
  /* The boys are all in the other stratum. */
  CHECK_NEAR (u, row[1].se, 4.0 / 9, 1e-15);
  CHECK (u, strstr (row[1].note, "no standard error") == NULL);
  CHECK (u, isnan (row[2].se));
  outcome_clear (&o);
  dataset_free (ds);
  diag_free (diag);
}

/* Limits: of a share that is nobody the exact ones, of a mean t, and none without degrees of
   freedom. */
static void
check_limits (struct unit *u, const struct fixture *f)
{
  struct outcome o;
  struct diag *diag = diag_new ();
  struct dataset *ds = fixture_dataset (f, fixture_records, G_N_ELEMENTS (fixture_records), 1);
  CHECK (u, outcome_init (
                &o, f, study_none,
                "indicators:\n"
                "  a: {measure: proportion, of: hours > 100}\n"
                "  b: {measure: proportion, of: hours < 100}\n"
                "  c: {measure: mean, of: hours, among: device == \"pc\" or sex == \"boy\"}\n"
                "  d: {measure: mean, of: hours, among: hours == 12}\n",
                ds, diag));
  const struct estimate_row *row = &g_array_index (o.results->rows, struct estimate_row, 0);
  double n = 29.0 * 29 / (1 + 9 + 16 + 36 + 49 + 64), reach = 1 - pow (0.025, 1 / n);
  CHECK_NEAR (u, row[0].estimate, 0, 0);
  CHECK_NEAR (u, row[0].ci_low, 0, 0);
  CHECK_NEAR (u, row[0].ci_high, reach, 1e-14);
  CHECK_NEAR (u, row[1].ci_low, 1 - reach, 1e-14);
  CHECK_NEAR (u, row[1].ci_high, 1, 0);
  /* (1 x 2 + 3 x 4) / 4, two PSUs of one stratum, t with one degree of freedom. */
  double se = sqrt (2 * 2 * pow (1.5 / 4, 2));
  CHECK_NEAR (u, row[2].estimate, 3.5, 1e-15);
  CHECK_NEAR (u, row[2].se, se, 1e-14);
  CHECK_NEAR (u, row[2].ci_low, 3.5 - 12.706204736174698 * se, 1e-12);
  CHECK_NEAR (u, row[2].ci_high, 3.5 + 12.706204736174698 * se, 1e-12);
  CHECK_NEAR (u, row[2].n_effective, 2 / row[2].deff, 1e-15);
  CHECK (u, row[3].df == 0 && row[3].se == 0 && isnan (row[3].ci_low));
  CHECK (u, strcmp (row[3].note, "no interval: too few PSUs") == 0);
  outcome_clear (&o);
  dataset_free (ds);
  diag_free (diag);
}

int
main (void)
{
  struct unit u = {0};
  struct fixture f;
  fixture_init (&f);
  CHECK (&u, f.codebook && f.survey);
  diag_print (f.diag, stderr, false);
  if (f.codebook && f.survey) {
    check_rules (&u, &f);
    check_faults (&u, &f);
    check_sizes (&u);
    check_quality (&u, &f);
    check_lonely (&u, &f);
    check_limits (&u, &f);
  }
  fixture_clear (&f);
  return unit_report (&u);
}
