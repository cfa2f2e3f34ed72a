/* Averages over surveys, cell by cell.  For this room only. */
#ifndef ESTIMATE_AVERAGE_H
#define ESTIMATE_AVERAGE_H
#include "estimate/indicator.h"

/* The rows that all surveys have for one breakdown, group and category of an indicator. */
struct cell {
  const struct estimate_row *like;  /* one of them */
  const struct estimate_row **rows; /* [n_surveys], NULL where there is none */
  bool *made; /* [n_surveys] no row of the results: of a distribution a reason for a missing answer
                 that nobody in this survey gave, which is a share of 0 there */
};

struct cells {
  size_t n_surveys, n;
  struct cell *cells; /* [n] in the order of the results */
  GPtrArray *owned;
};

struct cells *cells_new (const struct results *, const struct measured *);
void cells_free (struct cells *);

/* An average of one cell.  Weights and variances are 0, and rows NULL, for surveys that are not
   part of it. */
struct average {
  size_t n_surveys, n;             /* of the results; in it */
  double *weight, *variance, *df;  /* [n_surveys] */
  const struct estimate_row **row; /* [n_surveys] */
  double estimate;                 /* NaN where N is 0 */
};

/* Is it a measure that is averaged: no count or total? */
bool average_possible (enum measure);
void average_init (struct average *, const struct results *);
void average_clear (struct average *);
/* WHICH: a number from n_surveys on, of the averages of the results. */
void average_find (struct average *, const struct results *, const struct cell *, size_t which);

/* An average as a survey of the results: its id, its title. */
struct survey_info average_info (enum average_kind, const char *language);
/* The rows of all averages of an indicator, appended to ROWS. */
void average_add (const struct results *, const struct indicators *, const struct measured *,
                  const struct cells *, GArray *rows);

/* ---- between.c */

/* Make the averages and compare, from the rows and parts of all surveys. */
void between_finish (struct results *, const struct indicators *, const struct survey_part *,
                     size_t n);
#endif
