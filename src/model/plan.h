/* The indicator plan, as written. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H
#include "model/codebook.h"
#include "model/itemset.h"
#include "model/net.h"
#include "model/operand.h"
#include "model/standardspec.h"

enum measure {
  MEASURE_PROPORTION,
  MEASURE_MEAN,
  MEASURE_TOTAL,
  MEASURE_COUNT,
  MEASURE_RATIO,
  MEASURE_DISTRIBUTION,
  MEASURE_MEDIAN,
  MEASURE_QUANTILE,
  MEASURE_VARIANCE,
  MEASURE_SD,
  MEASURE_CORRELATION,
  MEASURE_DIFFERENCE, /* of two indicators of the plan */
  MEASURE_QUOTIENT,   /* the same */
  MEASURE_SET,        /* of yes/no items that share a base */
  N_MEASURES          /* after a finding about the measure */
};

/* `missing:` exclude, include, or a list of reasons that count in the denominator. */
struct missing_rule {
  enum { MISSING_EXCLUDE, MISSING_INCLUDE, MISSING_LIST } kind;
  char **reasons; /* NULL-ended; for MISSING_LIST */
  struct place *places;
};

/* One breakdown: the variables that are crossed. */
struct breakdown {
  char **variables; /* NULL-ended */
  struct place *places;
  size_t n;
};

struct indicator {
  char *id;
  size_t index;
  long version;                   /* 1 unless said */
  struct label title;             /* without texts unless said */
  char *topic;                    /* or NULL */
  char *note;                     /* or NULL */
  enum measure measure;           /* N_MEASURES after a finding about it */
  struct expr_text of, to, among; /* `to` for ratio; `of` absent for count; both perhaps absent
                                     after a finding */
  struct expr_text with;          /* for correlation, as `to` for ratio */
  double *at;                     /* for quantile: shares of 1, each once; or NULL */
  size_t n_at;
  struct operand a, b; /* of a difference and a quotient */
  struct nets nets;    /* of a distribution */
  struct itemset set;  /* of a set; its `of` is here alone */
  struct missing_rule missing;
  char *standardise; /* a standard population, "none", or NULL: as the study says */
  struct place standardise_place;
  struct breakdown *by;
  size_t n_by;
  struct place place;
};

struct plan {
  char *path, *codebook_path; /* the latter or NULL: a plan may name the codebook it is for */
  struct indicator *indicators;
  size_t n_indicators;
  struct standard_specs standards;
  struct yaml_doc *doc;
};

/* As codebook_read.  Labels may be in any language: plan_check_languages asks for more. */
struct plan *plan_read (const char *path, struct diag *);
/* The same from a source, which is taken over; NULL gives NULL. */
struct plan *plan_parse (struct source *, struct diag *);
/* Are all titles in the codebook's LANGUAGES (NULL-ended)?  Findings as those of label_read; false
   after one of severity error.  For callers that have both and read them without errors. */
bool plan_check_languages (const struct plan *, char *const *languages, struct diag *);
void plan_free (struct plan *);
/* The name of a quantile in results: p50, p2.5; g_free. */
char *quantile_name (double at);
/* In percent, with its decimals. */
double quantile_percent (double at);
/* The indicator of this id, or NULL; ID may be NULL. */
const struct indicator *plan_find (const struct plan *, const char *id);

const char *measure_name (enum measure);
/* The same as it is called in a sentence, behind "a". */
const char *measure_noun (enum measure);
/* Is an estimate a share of 1, with an interval of its own kind? */
bool measure_is_share (enum measure);
/* Is it made of two other indicators; and can it be one of these two? */
bool measure_has_operands (enum measure);
bool measure_is_operand (enum measure);
#endif
