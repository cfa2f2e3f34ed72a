/* From study, codebook, plan and datasets to results. */
#ifndef ESTIMATE_RESULTS_H
#define ESTIMATE_RESULTS_H
#include "data/dataset.h"
#include "estimate/rows.h"
#include "model/study.h"

/* The plan checked against the codebook: expressions read, breakdowns resolved.  Findings for all
   that is wrong (unknown variables, breakdown by a variable without categories, measures not
   available, a mean of a text ...); NULL if there were errors.  Keeps pointers to all three
   arguments; STUDY may be NULL when a plan is only checked. */
struct indicators;
struct indicators *indicators_new (const struct codebook *, const struct plan *,
                                   const struct study *, struct diag *);
void indicators_free (struct indicators *);
/* keep[variable index] = true for each variable the plan needs. */
void indicators_needs (const struct indicators *, bool *keep);

/* Which ages a survey has, where the study asks for a range of ages. */
struct ages_found {
  bool looked, asked;     /* a dataset was there; it has ages */
  bool foreseen;          /* no data were looked at: only ASKED is known, and FITS is the same */
  bool has[AGE_MOST + 1]; /* enough records of the year */
  bool fits;              /* all the years of the range are there */
};

/* What one survey gives: rows (struct estimate_row), and, where the study compares, what is to be
   said of its groups (struct compare_row, not adjusted yet, and struct association_row). */
struct survey_part {
  GArray *rows, *differences, *associations;
  double expansion; /* as in struct survey_info */
  struct sample_size size;
  struct ages_found ages;
};
void survey_part_init (struct survey_part *);

/* All of one survey, in plan order, appended to what is in PART, with survey index SURVEY. Findings
   such as lonely PSUs under `fail` go to DIAG; the rows concerned then have no standard error. Safe
   from several threads with different arguments. */
void indicators_survey (const struct indicators *, const struct dataset *, size_t survey,
                        struct survey_part *, struct diag *);
/* The ages alone, as indicators_survey finds them; the dataset holds what indicators_needs_ages
   asks for, which sets keep[variable index] = true. */
void indicators_find_ages (const struct indicators *, const struct dataset *, struct ages_found *);
void indicators_needs_ages (const struct indicators *, bool *keep);
/* What the specifications alone say of them. */
void indicators_foresee_ages (const struct indicators *, const struct survey *,
                              struct ages_found *);
/* When all N surveys are done: a finding for each that cannot support the study's range of ages,
   which all its rows say, too.  Only `ages` of the parts is looked at.  Changes nothing. */
void indicators_check_ages (const struct indicators *, const struct survey *const *surveys,
                            const struct survey_part *, size_t n, struct diag *);
/* The rows alone. */
void indicators_estimate (const struct indicators *, const struct dataset *, size_t survey,
                          GArray *rows, struct diag *);

/* The frame of the results with texts in LANGUAGE (NULL: the codebook's first), no rows yet.
   SURVEYS: [n] in study order. */
struct results *results_new (const struct indicators *, const struct survey *const *surveys,
                             size_t n, const char *language);
/* The comparability of every variable of the codebook in each of N surveys, labels in LANGUAGE
   (NULL: the codebook's first).  results_new has put one into the frame. */
struct coverage *coverage_new (const struct codebook *, const struct survey *const *surveys,
                               size_t n, const char *language);
/* Put rows (taken over) in and sort them. */
void results_add (struct results *, GArray *rows);
/* The order of rows by breakdown and levels alone. */
int results_compare_cells (const struct results *, const struct estimate_row *,
                           const struct estimate_row *);
/* The row with the indicator, survey, breakdown, levels and category of the key; NULL if there is
   none. */
const struct estimate_row *results_find (const struct results *, const struct estimate_row *key);
/* Say how large the sample of survey I is. */
void results_set_size (struct results *, size_t i, const struct sample_size *);
/* Take over the N surveys' parts, in the order of the frame's surveys; then make the averages over
   them and compare, as the study asks. */
void results_finish (struct results *, const struct indicators *, struct survey_part *, size_t n);
/* A copy of the rows of FROM in another language's frame. */
void results_share (struct results *, const struct results *from);
/* The variant in whose form the crosswalks are, or NULL. */
void results_set_variant (struct results *, const char *variant);
/* Does the file of settings at PATH, as report/settings.c wrote it, say what the frame's settings
   are?  DECIDES: what it stands beside, SETTING_OF_ESTIMATES or SETTING_OF_COMPARISONS.  A finding
   (FIND_STALE) for each that differs, with what it was and is, or that the file is not there; false
   then.  What only one of both knows of, such as a survey, is left to the reader of the figures. */
bool results_check_settings (struct results *, unsigned decides, const char *path, struct diag *);
/* Read estimates.csv, as report/csv.c wrote it, into the frame.  False after findings (not there:
   FIND_NOT_INGESTED; other columns, indicators or surveys than the frame's: FIND_STALE). */
bool results_read (struct results *, const char *path, struct diag *);
/* How large the samples are, from designs.csv as report/designs.c wrote it; true where there is no
   such file. */
bool results_read_designs (struct results *, const char *path, struct diag *);
/* The same for comparisons.csv, as report/comparecsv.c wrote it; the estimates are there already.
 */
bool results_read_comparisons (struct results *, const char *path, struct diag *);
/* The same for associations.csv, of the tests of GROUPS (NULL-ended, or NULL); true where there is
   no such file. */
bool results_read_associations (struct results *, char *const *groups, const char *path,
                                struct diag *);
#endif
