/* The results: one row an estimate, and what a reader must know of indicators, surveys and
   breakdowns, as plain structs.  Renderers see nothing else. */
#ifndef ESTIMATE_ROWS_H
#define ESTIMATE_ROWS_H
#include "base/diag.h"

/* Decided once, in estimate/quality; every renderer obeys. */
enum row_status { STATUS_OK, STATUS_LOW, STATUS_SUPPRESSED, STATUS_NOT_ASKED, STATUS_EMPTY };

/* Why a row is suppressed: its figure would say too little, or too much. */
enum row_reason { REASON_PRECISION, REASON_DISCLOSURE };

/* What stands first in the note of a row of estimates.csv for REASON_DISCLOSURE, and between it and
   the rest. */
#define ROW_DISCLOSURE "disclosure"
#define ROW_SEPARATOR " | "

enum { ROW_STANDARDS = 6 }; /* standards that say anything */

/* A category: its name in files, its label in the language asked for. */
struct level {
  char *name, *label;
};

/* A breakdown variable. */
struct dimension {
  char *name, *label;
  struct level *levels;
  size_t n_levels;
};

struct indicator_info {
  char *id, *measure; /* measure: the word of the plan */
  long version;
  char *title, *topic, *note; /* topic, note: or NULL */
  char *universe;             /* in words, as printed above the table */
  char *missing_rule;         /* in words */
  char *unit;                 /* of a mean or total, or NULL */
  bool share;                 /* estimates are shares of 1, shown as percent */
  struct level
      *categories; /* of a distribution, with the missing reasons under `include`; else NULL */
  size_t n_categories;
  size_t *by;      /* the dimensions of all breakdowns, one breakdown after the other: the first
                      by_size[0] are those of the first, and so on */
  size_t *by_size; /* [n_by] 1 or more */
  size_t n_by;     /* breakdowns besides the total */
};

struct survey_info {
  char *id, *country, *title; /* title: or NULL */
  long year;
  bool no_weight, opt_in; /* no weights; no probability sample, and so no intervals */
  char *design;           /* in words: "16 strata, 53 PSUs, weights PESO, lonely PSUs: certainty" */
};

enum { ROW_DIMENSIONS = 8 }; /* breakdown variables a plan may use in all */

struct estimate_row {
  size_t indicator, survey;     /* indices below */
  size_t breakdown;             /* 0: the total; k: by[k - 1] of the indicator */
  long category;                /* index in the indicator's categories, or -1 */
  gint16 level[ROW_DIMENSIONS]; /* per results dimension: level, or -1 for _T */
  size_t n;                     /* unweighted records in the denominator; 0 where n is hidden */
  /* NaN where there is none */
  double estimate, se, ci_low, ci_high, df, deff, n_effective, population, coverage;
  enum row_status status;
  enum row_reason reason; /* of a suppressed row */
  bool n_hidden;          /* n is suppressed too */
  /* What each standard says of the figure, whichever was asked for; not read back. */
  enum row_status verdict[ROW_STANDARDS];
  char *note; /* or NULL; comparability and reasons, in the language of the study */
};

/* How well a survey gives a variable, the best first. */
enum grade { GRADE_EXACT, GRADE_CLOSE, GRADE_PARTIAL, GRADE_NONE, GRADE_NOT_ASKED, N_GRADES };

struct coverage_cell {
  enum grade grade;
  char *note; /* what the crosswalk says of it, or what a derived variable lacks; or NULL */
};

struct coverage_variable {
  char *name, *label, *module; /* module: "" unless said */
  struct coverage_cell *cells; /* [n_surveys] */
};

/* Which survey has which variable of the codebook. */
struct coverage {
  char *language; /* of labels and of what a derived variable lacks */
  char **surveys; /* [n_surveys] ids */
  size_t n_surveys;
  struct coverage_variable *variables; /* in the order of the codebook */
  size_t n_variables;
};

struct results {
  char *codebook;      /* id and version */
  char *study, *title; /* title in the language asked for */
  char *language;      /* of the texts */
  char *variant;       /* of the crosswalks, or NULL */
  double confidence;
  char *standard, *interval, *df_rule;  /* words of the study file */
  const char *standards[ROW_STANDARDS]; /* their words */
  long min_n;                           /* of the disclosure rule; 0: there is none */
  bool min_n_zero;                      /* does it hide 0 too? */
  bool log_counts; /* intervals of counts and totals are made on the log scale */
  struct indicator_info *indicators;
  size_t n_indicators;
  struct survey_info *surveys;
  size_t n_surveys;
  struct dimension *dimensions; /* breakdown variables in order of first use in the plan */
  size_t n_dimensions;
  GArray *rows; /* struct estimate_row, sorted: indicator, survey, breakdown, levels, category */
  struct coverage *coverage; /* or NULL */
};

void results_free (struct results *);
const char *row_status_name (enum row_status);
void coverage_free (struct coverage *); /* NULL is allowed */
const char *grade_name (enum grade);    /* as in the survey files; "not_asked" */
#endif
