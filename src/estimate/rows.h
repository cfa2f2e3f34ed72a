/* The results: one row an estimate, and what a reader must know of indicators, surveys and
   breakdowns, as plain structs.  Renderers see nothing else. */
#ifndef ESTIMATE_ROWS_H
#define ESTIMATE_ROWS_H
#include "base/diag.h"

/* Decided once, in estimate/quality; every renderer obeys. */
enum row_status { STATUS_OK, STATUS_LOW, STATUS_SUPPRESSED, STATUS_NOT_ASKED, STATUS_EMPTY };

/* By which method the limits of a figure are made; its word in files is that of the study. */
enum row_interval {
  ROW_INTERVAL_NONE, /* there are no limits */
  ROW_INTERVAL_LOGIT,
  ROW_INTERVAL_T,
  ROW_INTERVAL_WILSON,
  ROW_INTERVAL_BETA,
  ROW_INTERVAL_ARCSINE,
  ROW_INTERVAL_LIKELIHOOD,
  ROW_INTERVAL_EXACT, /* binomial, of a share of 0 or 1 */
  ROW_INTERVAL_LOG,   /* t on the scale of the logarithm */
  ROW_INTERVAL_WOODRUFF,
  ROW_INTERVAL_FISHER, /* t on the scale of Fisher's z */
  ROW_INTERVAL_PARTS,  /* of an average: the average of its surveys' limits */
  N_ROW_INTERVALS
};

/* What a row's design effect is held against: a simple random sample with or without replacement.
 */
enum row_deff { ROW_DEFF_NONE, ROW_DEFF_WR, ROW_DEFF_WOR, N_ROW_DEFFS };

/* How an association was tested. */
enum row_test {
  ROW_TEST_NONE,
  ROW_TEST_RAO_SCOTT,
  ROW_TEST_WALD,
  ROW_TEST_ADJUSTED_WALD,
  N_ROW_TESTS
};

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
  char *title, *topic, *note;  /* topic, note: or NULL */
  char *universe;              /* in words, as printed above the table */
  char *standard;              /* the same: what it is standardised to; or NULL */
  char *standard_note;         /* how notes of its figures begin then; or NULL */
  char *missing_rule;          /* in words */
  char *unit;                  /* of the figures, or NULL */
  bool share;                  /* estimates are shares of 1, shown as percent */
  bool points;                 /* they are differences of such, shown in percentage points */
  char *made_of[2];            /* titles of the two indicators it is made of; or NULL */
  struct level *categories;    /* of a distribution, with counted missing reasons and nets, of a
                                  quantile those asked for, and of a set; else NULL */
  size_t n_categories, n_nets; /* nets are the last of the categories */
  size_t *by;      /* the dimensions of all breakdowns, one breakdown after the other: the first
                      by_size[0] are those of the first, and so on */
  size_t *by_size; /* [n_by] 1 or more */
  size_t n_by;     /* breakdowns besides the total */
};

/* What a sample holds, as its variance is made.  STRATA 0: not known, because no data were read. */
struct sample_size {
  size_t strata;               /* 1 where there are none */
  size_t psus;                 /* 0 where records are the PSUs */
  size_t units;                /* of the second stage; 0 without one */
  size_t lonely, lonely_units; /* strata with one PSU, PSUs with one unit, not taken whole */
  int rule;                    /* for these: enum lonely_psu */
  const char *rule_name;       /* as the survey file says it; static */
  const char *calibration;     /* the method by which weights were calibrated, static; or NULL */
  double factor[2];            /* they were taken times at least and at most so much beyond all */
};

/* The columns of designs.csv, NULL-ended. */
extern const char *const row_design_columns[];

struct survey_info {
  char *id, *country, *title; /* title: or NULL */
  long year;
  bool no_weight, opt_in; /* no weights; no probability sample, and so no intervals */
  bool replicated;        /* its variances are those of replicate weights */
  bool unread;            /* no rows could be made */
  bool other_ages;        /* it cannot support the study's range of ages */
  bool superseded;        /* its country has a later wave, of which averages are made instead */
  double expansion; /* what its sums of weights are to be taken times to be people; NaN where its
                       weights say nothing of them, or no data were read */
  char *design;     /* in words: "strata ESTRATO, PSUs UPA, weights PESO, lonely PSUs: certainty" */
  struct sample_size size;
  char *sample;     /* the size in words, or NULL: "strata: 16; PSUs: 53" */
  char *calibrated; /* in words: how its weights were calibrated; or NULL */
  char *lonely;     /* how many strata and PSUs are lonely, and how they count; NULL: none is */
};

/* How well a survey gives a variable, the best first. */
enum grade { GRADE_EXACT, GRADE_CLOSE, GRADE_PARTIAL, GRADE_NONE, GRADE_NOT_ASKED, N_GRADES };

enum { ROW_DIMENSIONS = 8 }; /* breakdown variables a plan may use in all */

struct estimate_row {
  size_t indicator, survey;     /* indices below */
  size_t breakdown;             /* 0: the total; k: by[k - 1] of the indicator */
  long category;                /* index in the indicator's categories, or -1 */
  gint16 level[ROW_DIMENSIONS]; /* per results dimension: level, or -1 for _T */
  size_t n;                     /* unweighted records in the denominator; 0 where n is hidden */
  /* NaN where there is none */
  double estimate, se, ci_low, ci_high, df, deff, n_effective, population, coverage;
  enum row_interval interval;
  enum row_deff reference; /* of deff; NONE where there is none */
  enum row_status status;
  enum row_reason reason; /* of a suppressed row */
  bool n_hidden;          /* n is suppressed too */
  /* What each standard says of the figure, whichever was asked for; not read back. */
  enum row_status verdict[ROW_STANDARDS];
  enum grade grade; /* the weakest of the variables behind it; not read back */
  char *note;       /* or NULL; comparability and reasons, in the language of the study */
};

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

/* ---- Comparisons */

enum difference_kind {
  DIFFERENCE_SURVEY,  /* two surveys */
  DIFFERENCE_AVERAGE, /* a survey and an average that it is part of */
  DIFFERENCE_WAVE,    /* two surveys of one country, the later less the earlier */
  DIFFERENCE_TREND,   /* change a year over three surveys of one country or more */
  DIFFERENCE_GROUP,   /* two levels of a breakdown variable within a survey */
  N_DIFFERENCES
};
/* The level of the dimension whose levels are compared. */
enum { LEVEL_COMPARED = -2 };

/* NONE: no test, or surveys that cannot be compared. */
enum compare_verdict { VERDICT_NONE, VERDICT_SAME, VERDICT_DIFFERENT };

/* a less b.  Tests with the same indicator, breakdown, levels, category and kind, and of averages
   the same b, of groups the same survey, are one family. */
struct compare_row {
  size_t indicator, breakdown;
  long category;
  gint16 level[ROW_DIMENSIONS]; /* as of an estimate; or LEVEL_COMPARED */
  enum difference_kind kind;
  size_t survey; /* of DIFFERENCE_GROUP; else that of a */
  size_t a, b;   /* surveys; of DIFFERENCE_GROUP levels; of a trend the last and the first */
  double difference, se, df, t, p, p_adjusted; /* NaN where there is none */
  enum compare_verdict verdict;
  enum grade grade; /* the weaker of both */
  char *note;       /* why there is no verdict; or NULL */
};

/* Does an answer depend on a group, in one survey? */
struct association_row {
  size_t indicator, breakdown, survey;
  size_t hidden;         /* rows of the breakdown that are suppressed, and took no part */
  double f, df1, df2, p; /* NaN where there is no test */
  enum row_test test;
  char *note; /* why there is none; or NULL */
};

/* Something that the specifications say and on which figures depend, in the words of the files. */
enum { SETTING_OF_ESTIMATES = 1, SETTING_OF_COMPARISONS = 2 };
struct setting {
  const char *of;   /* "study", "standard", "indicator", "survey"; static */
  char *id;         /* of which one; "" of the study */
  char *name;       /* "confidence", "among", "comparability of sex" */
  char *value;      /* never empty: what is not there is no setting */
  bool expression;  /* two of one tree are the same */
  unsigned decides; /* of SETTING_OF_...: what depends on it */
};

/* The columns of the files of settings, NULL-ended. */
extern const char *const row_setting_columns[];

/* What is an average over surveys. */
enum { MOST_AVERAGES = 2 };

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
  const char *quantile_rule;            /* the word of the study file */
  bool log_counts; /* intervals of counts and totals are made on the log scale */
  struct indicator_info *indicators;
  size_t n_indicators;
  struct survey_info *surveys; /* [n_surveys + n_averages]: the averages stand behind the surveys,
                                  with ids such as _EQUAL and without country and year */
  size_t n_surveys, n_averages;
  struct dimension *dimensions; /* breakdown variables in order of first use in the plan */
  size_t n_dimensions;
  GArray *rows; /* struct estimate_row, sorted: indicator, survey, breakdown, levels, category */
  struct coverage *coverage; /* or NULL */
  GArray *comparisons;  /* struct compare_row, of an indicator together, and of a family; or NULL */
  GArray *associations; /* struct association_row */
  const char *adjust;   /* the word of the study file; NULL where it does not compare */
  double alpha;
  GArray *settings; /* struct setting */
};

void results_free (struct results *);
const char *row_status_name (enum row_status);
/* "logit"; "" without limits. */
const char *row_interval_name (enum row_interval);
/* "wr"; "" without a design effect. */
const char *row_deff_name (enum row_deff);
/* "rao-scott"; "" without a test. */
const char *row_test_name (enum row_test);
void coverage_free (struct coverage *); /* NULL is allowed */
const char *grade_name (enum grade);    /* as in the survey files; "not_asked" */
const char *difference_name (enum difference_kind);
/* What the note of a row of the indicator says besides the standard, which stands above its table;
   NULL if nothing. */
const char *row_note (const struct indicator_info *, const struct estimate_row *);
/* Is a figure shown? */
bool row_shown (const struct estimate_row *);
#endif
