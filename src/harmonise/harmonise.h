/* From a national file to harmonised data: the crosswalk compiled, and run over the records.

   Order of work on a record: when/then, recode, range, derived variables, asked_if.  Nothing a
   respondent said is overwritten.  */
#ifndef HARMONISE_HARMONISE_H
#define HARMONISE_HARMONISE_H
#include "base/progress.h"
#include "data/dataset.h"
#include "model/thresholds.h"

/* A survey's crosswalk checked against its codebook, before any data: targets exist, no value is
   claimed twice, expressions are right, derived variables have an order, and what prove.h proves.
   NULL after errors. */
struct crosswalk;
struct profile;
struct crosswalk *crosswalk_new (const struct survey *, const struct codebook *, struct diag *);
void crosswalk_free (struct crosswalk *);
/* Where ids are hashed: can the key be read?  False after a finding.  To be asked before data are
   read; who works on harmonised files need not have the key. */
bool crosswalk_check_key (const struct crosswalk *, struct diag *);

/* The codebook's own expressions (asked_if, derive) checked, without a survey: false after errors.
 */
bool crosswalk_check_codebook (const struct codebook *, struct diag *);

struct ingest_options {
  const char *output; /* folder below which harmonised/, audit/, rejects/ are written; NULL: nothing
                         is written */
  const bool *keep;   /* [n_variables] what the dataset must hold; NULL: nothing, and no dataset */
  struct progress *progress;    /* or NULL; counts bytes read */
  struct thresholds thresholds; /* of findings */
  size_t chunk;                 /* bytes read at a time; 0: what is fast */
};

/* Weights above 0, all 0 where there are none; KISH is n sum w^2 / (sum w)^2 (Kish 1965, 11.7). */
struct weight_facts {
  size_t n;
  double sum, least, most, kish;
};
/* LONELY: strata with one PSU.  Records are the PSUs where the design has none.  UNITS: of the
   second stage; 0 without one; LONELY_UNITS: PSUs with one of several. */
struct design_facts {
  size_t strata, psus, lonely, units, lonely_units;
};

enum { INGEST_ENCODING_SIZE = 64 };

/* What a run over a file found, for the verb's summary. */
struct ingest_summary {
  size_t read, rejected, harmonised;
  size_t invalid;                      /* cells that became invalid */
  char delimiter;                      /* declared or found out */
  char encoding[INGEST_ENCODING_SIZE]; /* the same; of several files with a comma */
  size_t columns, columns_kept;        /* of the file */
  struct weight_facts weights;
  struct design_facts design;
  struct profile *profile; /* to be freed by the caller; NULL without records */
};

/* Run the crosswalk over the file.  Returns the dataset (an empty one without variables when KEEP
   is NULL), or NULL after findings when no record could be harmonised. */
struct dataset *crosswalk_ingest (const struct crosswalk *, const struct ingest_options *,
                                  struct ingest_summary *, struct diag *);
/* Path of a harmonised file: OUTPUT/harmonised/SURVEY.csv and so on; g_free. */
char *harmonise_path (const char *output, const char *folder, const char *survey,
                      const char *suffix);
#endif
