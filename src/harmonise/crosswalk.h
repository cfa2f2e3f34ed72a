/* The compiled crosswalk, for this room alone. */
#ifndef HARMONISE_CROSSWALK_H
#define HARMONISE_CROSSWALK_H
#include "expr/expr.h"
#include "harmonise/harmonise.h"
#include "harmonise/recode.h"

/* How a codebook variable comes to be. */
enum mapping_kind {
  MAPPING_ABSENT,   /* no rule, or `absent:` */
  MAPPING_COLUMN,   /* from a source column */
  MAPPING_VALUE,    /* an expression over source columns */
  MAPPING_CONSTANT, /* the same for every record */
  MAPPING_DERIVED,  /* an expression over harmonised variables */
  N_MAPPINGS
};

struct compiled_when {
  struct expr *condition; /* over source columns */
  struct target target;
  size_t line;
};

struct mapping {
  const struct variable *variable;
  const struct rule *rule; /* NULL without one */
  enum mapping_kind kind;
  size_t column; /* MAPPING_COLUMN: slot in the crosswalk's columns, behind them its joins */
  char *source;  /* MAPPING_COLUMN: what it is called: "A", or "A, B" */
  struct target constant; /* MAPPING_CONSTANT */
  struct recode *recode;  /* MAPPING_COLUMN */
  struct expr *value;     /* MAPPING_VALUE: over columns; MAPPING_DERIVED: over variables */
  struct expr *asked_if;  /* over variables, or NULL */
  struct compiled_when *when;
  size_t n_when;
  bool late; /* asked_if rests on a derived variable, whose missing values must have their reasons
                first */
};

/* A source column that a rule, an expression or the design names: its slot is its place in the
   array. */
struct needed_column {
  char *name;
  struct place place;
  bool in_expression;
};

/* Columns of which the first that is not empty counts. */
struct join {
  size_t *slots; /* [n] */
  size_t n;
};

/* What must not be true of a record. */
struct compiled_check {
  const struct check_spec *spec;
  struct expr *condition;
  bool over_columns; /* else over harmonised variables */
};

static const size_t NO_SLOT = G_MAXSIZE;

struct crosswalk {
  const struct survey *survey;
  const struct codebook *codebook;
  struct mapping *mappings; /* [codebook->n_variables] */
  GArray *columns;          /* struct needed_column */
  GArray *joins;            /* struct join */
  struct codes *own_codes;  /* of rules that read several columns, by the variable's name */
  size_t id, weight, psu, ssu, fpc, fpc2; /* slots, or NO_SLOT */
  size_t *strata, *margins; /* [design.n_strata], [n_margins] columns that calibration needs */
  size_t n_margins;
  size_t *derived_order; /* variables with MAPPING_DERIVED, what is needed first */
  size_t n_derived;
  size_t *asked_order; /* variables with asked_if, what is needed first */
  size_t n_asked;
  struct compiled_check *checks; /* [n_checks] */
  size_t n_checks;
};

/* An expression over source columns, which it makes needed.  NULL after findings. */
struct expr *crosswalk_column_expr (struct crosswalk *, const struct expr_text *, struct diag *);

/* contradiction.c: the checks of the survey and its codebook; false after findings, of which those
   in the codebook are added by contradictions_check_codebook alone. */
bool contradictions_compile (struct crosswalk *, struct diag *);
bool contradictions_check_codebook (const struct codebook *, struct diag *);
void contradictions_clear (struct crosswalk *);

/* Order the variables of the codebook so that each comes after those that its expression reads.
   EXPRS: [n] expressions over codebook variables, NULL where there is none.  Writes the variables
   that have one to ORDER and returns how many.  A circle is a finding at the place that TEXT gives
   and leaves its members out. */
size_t order_by_need (const struct codebook *, struct expr *const *exprs, bool asked_if,
                      size_t *order, struct diag *);
#endif
