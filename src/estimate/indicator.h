/* An indicator of the plan, checked against the codebook and ready to run.  For this room only. */
#ifndef ESTIMATE_INDICATOR_H
#define ESTIMATE_INDICATOR_H
#include "estimate/results.h"
#include "expr/expr.h"

/* Groups a breakdown may have: the levels of its variables, crossed; and figures, which are groups
   times the categories of a distribution. */
enum { MAX_GROUPS = 1000, MAX_FIGURES = 10000 };
/* Categories of a distribution: they and the missing reasons are states of one byte. */
enum { MAX_CATEGORIES = 180 };

/* A breakdown.  Its groups are numbered by its variables' levels, the last one running fastest; the
   records of which one is missing have the number N_GROUPS. */
struct grouping {
  const struct variable **variables; /* [n] */
  size_t n, n_groups;
};

struct population;
struct ages;
/* A net of a distribution. */
struct measured_net {
  size_t *of; /* [n] categories */
  size_t n;
  bool *has; /* [the variable's categories] */
};

struct measured {
  const struct indicator *spec;
  struct expr *of, *to, *among;    /* NULL where the plan has none; `with` of a correlation is TO */
  const struct variable *variable; /* that `of` is by itself, or NULL */
  bool counts[MISSING_MAX];        /* missing reasons that are in the denominator */
  const struct measured *a, *b;    /* that it is made of, or NULL */
  struct measured_net *nets;       /* [spec->nets.n] */
  struct expr **items;             /* [spec->set.n] conditions of a set */
  size_t *groupings;               /* [spec->n_by] of the indicators' */
  const struct population *standard; /* that its figures are standardised to, or NULL */
  size_t *cells; /* with a standard [spec->n_by + 1]: groupings of the cells of each breakdown and,
                    last, of the total */
};

struct indicators {
  const struct codebook *codebook;
  const struct plan *plan;
  const struct study *study; /* or NULL */
  struct measured *items;    /* [plan->n_indicators] */
  struct expr **derive;      /* [n_variables] of derived variables, else NULL */
  GArray *groupings;         /* struct grouping */
  GPtrArray *dimensions;     /* const struct variable *, in the order of first use */
  GArray *standards;         /* struct population, as in the plan */
  struct ages *ages;         /* what all figures are restricted to, or NULL */
};

/* What the study says, or what holds without one. */
double indicators_confidence (const struct indicators *);
enum interval_kind indicators_interval (const struct indicators *);
enum amount_interval indicators_amounts (const struct indicators *);
enum deff_kind indicators_deff (const struct indicators *);
enum df_kind indicators_df (const struct indicators *);
enum quantile_kind indicators_quantiles (const struct indicators *);
enum standard indicators_standard (const struct indicators *);
struct disclosure_rule indicators_disclosure (const struct indicators *);

const struct grouping *indicators_grouping (const struct indicators *, size_t i);
/* The number of the grouping of N variables, entered if it is new; its variables do not become
   dimensions. */
size_t indicators_enter (struct indicators *, const struct variable *const *, size_t n,
                         size_t n_groups);
/* The number of a breakdown variable among the dimensions. */
size_t indicators_dimension (const struct indicators *, const struct variable *);
/* The level that VARIABLE (the k-th of the grouping) has in GROUP. */
size_t grouping_level (const struct grouping *, size_t group, size_t k);
/* What `of` and `to` of a measure may be. */
enum kind { KIND_NONE, KIND_BOOL, KIND_AMOUNT, KIND_NUMBER, KIND_CATEGORIES, KIND_PARTS };
/* An expression of a plan under KEY that must be of one kind; NULL after a finding. */
struct expr *indicator_read (const struct indicators *, const struct indicator *, const char *key,
                             const struct expr_text *, enum kind, struct diag *);
/* A condition of the plan that is true or false for each record; NULL after a finding. */
struct expr *indicator_condition (const struct indicators *, const struct indicator *,
                                  const struct expr_text *, struct diag *);
/* Categories of a distribution: those of the variable, then the reasons that count; the quantiles
   of a quantile; 0 for other measures.  REASONS, if not NULL, takes the reasons ([MISSING_MAX]). */
size_t measured_categories (const struct measured *, size_t n_missing, unsigned *reasons,
                            size_t *n_reasons);
/* Those of them that every survey has: without the reasons. */
size_t measured_own_categories (const struct measured *);
#endif
