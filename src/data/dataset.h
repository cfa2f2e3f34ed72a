/* Harmonised data of one survey in memory: design columns and the variables that are needed. */
#ifndef DATA_DATASET_H
#define DATA_DATASET_H
#include "model/survey.h"

/* A harmonised variable: a dictionary and an index a record.  Categorical variables: entries 0 ..
   n_categories - 1 are the categories in codebook order, then one an missing reason (entry
   n_categories + r - 1 is reason r); others: first the reasons (entry r - 1 is reason r), then the
   distinct values as they were met. */
struct values {
  const struct variable *variable;
  unsigned width; /* bytes an index: 1, 2, 4 */
  void *index;    /* [n records] */
  size_t n, capacity;
  GArray *number;   /* double: code, number, days; NaN for reasons and texts */
  GArray *reason;   /* guint8 */
  GPtrArray *text;  /* char *: as written in the harmonised file */
  GHashTable *find; /* text -> entry + 1 */
};

struct values *values_new (const struct variable *, const struct codebook *);
void values_free (struct values *);
/* The entry of a value: by number (date in days), or by text; entered if new.  For categorical
   variables NUMBER is a code, and an unknown one gives the entry of 'invalid'.  The code of a
   missing reason, as a number or as a text, is that reason, for so it is read back; an empty text
   is 'blank'; what the type cannot hold is 'invalid'. */
guint32 values_number (struct values *, double number);
guint32 values_text (struct values *, const char *text);
guint32 values_reason (const struct values *, unsigned reason);
/* The entry of a cell of a harmonised file.  False if it cannot be one. */
bool values_parse (struct values *, const char *text, guint32 *entry);
/* Append N records; widens the index when an entry does not fit. */
void values_append (struct values *, const guint32 *entry, size_t n);
guint32 values_at (const struct values *, size_t record);

struct dataset {
  const struct codebook *codebook;
  char *survey, *country;
  long year;
  size_t n;          /* records */
  double *weight;    /* [n] >= 0 */
  double population; /* that is declared; NaN if none is */
  bool no_weight;    /* declared `weight: none`; all 1 */
  bool opt_in;       /* no probability sample: nothing is known of its errors */
  guint32 *stratum;  /* [n] 0 .. n_strata - 1, numbered in the order of their sorted labels */
  guint32 *psu;      /* [n] 0 .. n_psus - 1, numbered by (stratum, sorted label); NULL: each
                        record is its own PSU */
  guint32 *ssu;      /* [n] second-stage units, 0 .. n_ssus - 1, numbered by (psu, sorted label); or
                        NULL: with FPC2 each record is one, else there is no second stage */
  size_t n_strata, n_psus, n_ssus;
  double *fpc;  /* [n_strata] as given: population PSUs (>= 1) or fraction (<= 1); or NULL */
  double *fpc2; /* [n_psus] the same of the second-stage units of a PSU; or NULL */
  const struct calibrate_spec *calibrate; /* the survey's, or NULL */
  struct dict **margins; /* [calibrate->n_columns] texts of the columns that margins name, and */
  guint32 *margin;       /* [n * calibrate->n_columns] which of them each record has */
  enum lonely_psu lonely_psu;
  bool lonely_told; /* strata with one PSU, PSUs with one unit have been findings already */
  const struct replicate_spec *replicates; /* the survey's, or NULL */
  double *replicate; /* [n * replicates->n] weights, record by record, where they are supplied */
  struct values **variables; /* [codebook->n_variables]; NULL where not kept or not asked */
  bool *not_asked;           /* [codebook->n_variables] absent in this survey's crosswalk */
  bool *derived; /* [codebook->n_variables] made by the codebook's derivation, not by a rule */
  enum comparability *comparability; /* [codebook->n_variables] of the rule; exact without one */
  char **note; /* [codebook->n_variables] of the crosswalk's rule (of an absent one, if it has none:
                  its reason), or NULL */
  char **unreached; /* [codebook->n_variables] categories that the rule cannot give, labels joined
                       by commas in the codebook's first language, or NULL */
};

struct dataset *dataset_new (const struct codebook *, const struct survey *);
void dataset_free (struct dataset *);

/* The design of each record, [n] each; or NULL: one stratum, each record its own PSU, no second
   stage (SSU and FPC2 only with PSU), no FPC. */
struct design_labels {
  const char *const *stratum, *const *psu, *const *ssu;
  const double *fpc, *fpc2;
  struct place fpc_at, fpc2_at; /* where the survey file names their columns */
};

/* Number strata, PSUs and second-stage units from their labels, and keep the FPC of each stratum
   and PSU; the number of records has been set.  Labels are sorted as numbers where all are, else
   bytewise.  Findings: FIND_BAD_FPC and FIND_FPC_VARIES where the column is named, FIND_NESTING at
   the place AT of the design; false when an FPC cannot be used. */
bool dataset_number_design (struct dataset *, const struct design_labels *, struct place at,
                            struct diag *);

/* What the records have in the columns of margins; LABELS [n * calibrate->n_columns], record by
   record; their number has been set. */
void dataset_set_margins (struct dataset *, const char *const *labels);

/* Read a harmonised file written by room harmonise, keeping the variables with KEEP[index].  The
   file's columns must be those of the design and the codebook (FIND_STALE otherwise;
   FIND_NOT_INGESTED when there is no file).  NULL after findings. */
struct dataset *dataset_read (const char *path, const struct codebook *, const struct survey *,
                              const bool *keep, struct diag *);
#endif
