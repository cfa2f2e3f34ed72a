/* Standard populations, checked against the codebook, and the figures made with them.  For this
   room only. */
#ifndef ESTIMATE_STANDARD_H
#define ESTIMATE_STANDARD_H
#include "estimate/work.h"

/* A standard: a grouping of the indicators' (of its variables, which need not be among the
   dimensions of the results), and the share of each of its groups; 0 where it has nobody. */
struct population {
  const struct standard_spec *spec;
  size_t grouping;
  const struct variable *const *variables; /* [n] the grouping's */
  size_t n;
  double *share; /* [n_groups]; they add up to 1 */
};

/* Read all standards of the plan into IN.  False after findings. */
bool standards_read (struct indicators *, struct diag *);
void standards_free (struct indicators *);
/* The standard of an indicator whose breakdowns have been read, and the groupings of its cells.
   False after findings. */
bool standard_choose (struct indicators *, struct measured *, struct diag *);
/* What is made of two indicators is made of figures that are not standardised: are they?  False
   after findings; for when all indicators have been read. */
bool standards_apart (const struct indicators *, struct diag *);
/* Can figures of this measure be standardised? */
bool standard_possible (enum measure);
/* The share of a group of a grouping that has all the standard's variables. */
double standard_share (const struct indicators *, const struct population *,
                       const struct grouping *, size_t group);
/* "GKO children: Age group × Sex", in LANGUAGE; NULL without a standard.  g_free. */
char *standard_words (const struct indicators *, const struct measured *, const char *language);

/* ---- standardise.c: figures of one survey */

/* What cells without a record did to the figures of a survey. */
struct lost_cells;
struct lost_cells *lost_cells_new (const struct indicators *);
void lost_cells_free (struct lost_cells *);
/* One finding a standard of which cells were lost. */
void lost_cells_report (const struct work *, struct diag *);

/* Take the records out of the denominator that have no cell in the standard. */
void standardise_place (struct work *, const struct measured *);
/* The passes over the cells of each breakdown and, last, of the total: [n_by + 1]. */
void standardise_passes (struct work *, const struct measured *, struct pass *cells);
/* The statistic of a figure of which PLAIN is the one not standardised; work->influence is its
   own, and work->lost tells of cells without a record. */
struct statistic standardise (struct work *, const struct block *, long cell, size_t category,
                              const struct statistic *plain);
/* After standardise, of a row that has been judged: what lost cells and small ones do to it. */
void standardise_judge (struct work *, const struct block *, struct estimate_row *);
/* The rows of one cell stand from FIRST on: categories add up to 1, so that where one of them is
   confidential all are. */
void standardise_close (struct work *, const struct block *, guint first);
#endif
