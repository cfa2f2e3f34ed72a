#include <config.h>

#include "estimate/trace.h"

#include "estimate/standard.h"

struct tracer {
  const struct indicators *in;
  const struct survey *survey;
  unsigned *roles;
};

static void trace_expression (struct tracer *, const struct expr *, unsigned role);

/* Routing is read here; the codebook has been proved, so it can be. */
static void
trace_routing (struct tracer *t, const struct variable *v)
{
  struct expr_scope scope = expr_codebook_scope (t->in->codebook);
  struct diag *unheard = diag_new ();
  struct expr *asked_if = v->asked_if.text ? expr_new (&v->asked_if, &scope, unheard) : NULL;

  if (asked_if)
    trace_expression (t, asked_if, TRACE_ROUTING);
  expr_free (asked_if);
  diag_free (unheard);
}

static void
trace_variable (struct tracer *t, size_t index, unsigned role)
{
  const struct variable *v = &t->in->codebook->variables[index];
  bool known = t->roles[index] != 0;

  t->roles[index] |= role;
  if (known)
    return;
  if (t->in->derive[index] && !survey_rule (t->survey, v->name))
    trace_expression (t, t->in->derive[index], TRACE_SOURCE);
  trace_routing (t, v);
}

static void
trace_expression (struct tracer *t, const struct expr *e, unsigned role)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  for (size_t i = 0; i < n; i++)
    trace_variable (t, slots[i], role);
}

/* What is divided by stands beside what is measured. */
static void
trace_measured (struct tracer *t, const struct measured *m, unsigned role)
{
  trace_expression (t, m->of, role);
  trace_expression (t, m->to, TRACE_BESIDE);
  trace_expression (t, m->among, TRACE_UNIVERSE);
  for (size_t i = 0; m->items && i < m->spec->set.n; i++)
    trace_expression (t, m->items[i], role);
  if (m->a) {
    trace_measured (t, m->a, role);
    trace_measured (t, m->b, m->spec->measure == MEASURE_QUOTIENT ? TRACE_BESIDE : role);
  }
}

void
trace_roles (const struct indicators *in, size_t indicator, size_t k, const struct survey *survey,
             unsigned *roles)
{
  struct tracer t = {in, survey, roles};
  const struct measured *m = &in->items[indicator];

  for (size_t v = 0; v < in->codebook->n_variables; v++)
    roles[v] = 0;
  trace_measured (&t, m, TRACE_MEASURED);
  for (size_t i = 0; m->standard && i < m->standard->n; i++)
    trace_variable (&t, m->standard->variables[i]->index, TRACE_STANDARD);
  if (k > 0) {
    const struct grouping *g = indicators_grouping (in, m->groupings[k - 1]);
    for (size_t i = 0; i < g->n; i++)
      trace_variable (&t, g->variables[i]->index, TRACE_GROUP);
  }
}

const char *
trace_formula (enum measure measure)
{
  static const char *const formulas[] = {
      [MEASURE_PROPORTION] = "the weights of those in the base of whom it is true, divided by the "
                             "weights of all in the base",
      [MEASURE_MEAN] = "the sum of weight times value over the base, divided by the weights of all "
                       "in the base",
      [MEASURE_TOTAL] = "the sum of weight times value over the base",
      [MEASURE_COUNT] = "the sum of the weights of those in the base of whom it is true",
      [MEASURE_RATIO] = "the sum of weight times `of` over the base, divided by that of weight "
                        "times `to`",
      [MEASURE_DISTRIBUTION] = "for each category the weights of those in the base who have it, "
                               "divided by the weights of all in the base",
      [MEASURE_MEDIAN] = "the value at which half of the weights of the base are reached, records "
                         "taken in the order of their values",
      [MEASURE_QUANTILE] = "the value at which this share of the weights of the base is reached, "
                           "records taken in the order of their values",
      [MEASURE_VARIANCE] = "the weighted mean over the base of the squared distance to the mean, "
                           "times n / (n - 1)",
      [MEASURE_SD] = "the square root of the variance: the weighted mean over the base of the "
                     "squared distance to the mean, times n / (n - 1)",
      [MEASURE_CORRELATION] = "the covariance of `of` and `with` over the base, divided by both "
                              "standard deviations, all weighted",
      [MEASURE_DIFFERENCE] = "the figure of `a` less that of `b` in the same group",
      [MEASURE_QUOTIENT] = "the figure of `a` divided by that of `b` in the same group",
      [MEASURE_SET] = "for each item the weights of those in the base who have it, divided by the "
                      "weights of all in the base; the base is the same for all items",
  };
  return formulas[measure];
}

char *
trace_of_words (const struct indicators *in, size_t indicator, const char *language)
{
  const struct expr *of = in->items[indicator].of;
  return of ? expr_words (of, in->codebook, language) : NULL;
}

char *
trace_to_words (const struct indicators *in, size_t indicator, const char *language)
{
  const struct expr *to = in->items[indicator].to;
  return to ? expr_words (to, in->codebook, language) : NULL;
}
