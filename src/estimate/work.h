/* A survey under work: the plan times its dataset.  For this room only. */
#ifndef ESTIMATE_WORK_H
#define ESTIMATE_WORK_H
#include "estimate/answers.h"
#include "estimate/disclose.h"
#include "estimate/quantilepass.h"
#include "stat/interval.h"
#include "stat/linearise.h"
#include "stat/spread.h"

struct poststrata;
struct lost_cells;

/* One survey under work.  Groups of a breakdown are found when first needed and serve all
   indicators. */
struct work {
  const struct indicators *in;
  const struct dataset *dataset;
  const enum grade *grades; /* [n_variables] */
  size_t survey;
  double expansion; /* as in survey_part */
  GArray *rows;
  GArray *differences, *associations; /* of groups; or NULL: nothing is compared */
  struct design *design;
  struct totals *totals;
  struct influence *influence; /* of the figure found last */
  struct answers *answers;
  struct pair *pair;               /* of an indicator made of two, or NULL: there has been none */
  struct items *items;             /* of a set, or NULL: the same */
  struct disclosure *disclosure;   /* or NULL: nothing is to be hidden */
  struct tells *tells;             /* the same */
  guint16 **groups;                /* [groupings] */
  const struct variable **missing; /* [groupings] a variable that was not asked */
  const char *refused;             /* why the survey has no figures at all, or NULL */
  struct poststrata *poststrata;
  struct lost_cells *lost;
};

/* What passes over the records gave: one of these. */
struct pass {
  struct tally *tally;
  struct moments *moments;
  struct quantile_pass *quantiles;
  struct spread *spread;
  struct pair_pass *pair;
  struct tally **items; /* [n_items] of a set, NULL for an item that the survey lacks */
  size_t n_items;
};

/* Where rows come from and go to: a breakdown of an indicator; GROUPING NULL: the total. */
struct block {
  const struct measured *m;
  size_t breakdown;
  const struct grouping *grouping;
  const guint16 *group; /* of each record; NULL: the total */
  const struct pass *pass;
  const struct pass *cells; /* over the cells of the standard; NULL without one */
  const char *note;         /* what all rows share, or NULL */
  enum grade grade;         /* the same: of their variables */
  const bool *met;          /* [categories]: is it anywhere in the survey? */
  size_t n_categories;      /* rows of a group that have one, with nets and items; or 0 */
};

/* ---- work.c */

/* The group of each record in a grouping; NULL, and work->missing says why, where the survey did
   not ask. */
const guint16 *work_groups (struct work *, size_t grouping);
/* A variable of the expression (NULL: none) that the survey did not ask, or NULL. */
const struct variable *work_not_asked (const struct work *, const struct expr *);
/* Find the answers to an indicator.  What the survey cannot answer, or NULL.  Where every variable
   was asked and still nobody was asked all of them, the first one stands for them. */
const struct variable *work_find_answers (struct work *, const struct measured *);

/* ---- replicates.c */

/* Give the design the survey's replicate weights, if it has any. */
void replicates_attach (struct design *, const struct dataset *, struct diag *);
/* NOTE (or NULL), which is taken over, with what replicates add: that some gave no estimate. */
char *replicates_note (const struct work *, char *note, const struct statistic *);
/* Kind, number, scale and centre, after a comma. */
void replicates_describe (GString *, const struct replicate_spec *, const char *language);

/* ---- pass.c */

/* A pass for each of N breakdowns; GROUP [n] their groups, NULL for the total or where the survey
   did not ask: there is no pass then, unless there is no other. */
void passes_make (const struct work *, const struct measured *, const guint16 *const *group,
                  const size_t *n_groups, struct pass *passes, size_t n);
void pass_clear (struct pass *);
/* Is there one? */
bool pass_is_there (const struct pass *);
/* Of N + 1 passes the one for the total: that of all records where the measure needs one, which is
   the last, else one whose cells together are all. */
const struct pass *pass_of_total (const struct pass *, size_t n);

/* The totals of a share: of a category or, of a net, of all of its categories; TALLY is one of the
   block's indicator. */
void pass_totals (struct totals *, const struct block *, const struct tally *, long cell,
                  size_t category);

/* ---- pair.c: an indicator made of two.  Each is called in place of its namesake. */

void pair_free (struct pair *);
const struct variable *pair_find (struct work *, const struct measured *);
void pair_passes (const struct work *, const guint16 *const *group, const size_t *n_groups,
                  struct pass *, size_t n);
void pair_pass_free (struct pair_pass *);
struct statistic pair_statistic (const struct work *, const struct block *, long cell);
/* The status of a row by the two figures found last. */
void pair_decide (const struct work *, struct estimate_row *);
void pair_note (struct work *, const struct block *, long cell, const struct statistic *);

/* ---- items.c: a set */

struct items {
  size_t n, n_own;                 /* rows; of them items, the others are any and none */
  bool all;                        /* the base: valid answers to all items */
  guint8 **state;                  /* [n][records] all with one denominator; NULL where */
  const struct variable **lacking; /* [n] this one was not asked */
};
void items_free (struct items *);
const struct variable *items_find (struct work *, const struct measured *);
void items_passes (const struct work *, const guint16 *const *group, const size_t *n_groups,
                   struct pass *, size_t n);

/* ---- figure.c */

/* A row of a block without figures. */
struct estimate_row figure_row (const struct work *, const struct block *, size_t group,
                                long category);
/* A row that the survey cannot give, for want of a variable. */
void figure_add_lacking (struct work *, const struct block *, size_t group, long category,
                         const struct variable *missing);
/* The rows of one cell of the pass, GROUP of the breakdown: one, or one a category. */
void figure_add_cell (struct work *, const struct block *, size_t group, long cell);
/* The statistic of a cell and, of a distribution, a category; work->influence is then its own. */
struct statistic figure_statistic (struct work *, const struct block *, long cell, size_t category);

/* ---- limits.c */

/* Degrees of freedom of intervals, as the study wants them. */
double limits_df (const struct work *, const struct statistic *);
/* Of the intervals of shares; and what a row says of it where the share is SHARE. */
enum interval_method limits_method (const struct indicators *);
enum row_interval limits_interval (const struct indicators *, double share);
/* Give the row its limits and, where there are any, the word for how they are made. */
void limits_set (struct estimate_row *, struct limits, enum row_interval);

/* ---- tell.c: what rows tell of small counts */

struct tells *tells_new (void);
void tells_free (struct tells *);
/* Of the indicator whose answers were just found. */
void tells_find (struct work *, const struct measured *);
/* Of an amount that is 0 or 1, by record: ANSWER_YES where it is 1; else NULL.  TELLS may be NULL.
 */
const guint8 *tells_yes (const struct tells *);
/* Note the row that was just added, for CELL of the block's pass. */
void tells_note (struct work *, const struct block *, long cell, size_t category,
                 const struct statistic *);

/* ---- within.c */

/* Compare the groups of a block that the study wants compared. */
void within_compare (struct work *, const struct block *);
#endif
