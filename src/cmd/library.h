/* The specifications a verb works on, read once each and kept until its end. */
#ifndef CMD_LIBRARY_H
#define CMD_LIBRARY_H
#include "estimate/results.h"
#include "harmonise/harmonise.h"

/* A survey ready to be worked on. */
struct project_survey {
  struct survey *survey;
  struct codebook *codebook;   /* borrowed */
  struct crosswalk *crosswalk; /* NULL when it has errors */
  bool *keep; /* [codebook->n_variables] what its dataset must hold; NULL: as the others */
};

struct project {
  bool reads_data;       /* national files are to be read: the keys that hash ids must be there */
  GHashTable *codebooks; /* canonical path -> struct codebook *, owned; NULL if it has errors */
  struct study *study;   /* NULL without a study file */
  struct codebook *codebook;
  struct plan *plan;
  struct indicators *indicators;
  const char *variant; /* borrowed: rules are read in this form where they have it; or NULL */
  bool prove_variants; /* surveys are proved in each of their variants, too */
  GPtrArray *variants; /* char *: the names that rules of the surveys have, as they were met */
  GArray *surveys;     /* struct project_survey, in the order of the study or of the command line */
};

/* VARIANT: what --variant says, or NULL; borrowed. */
struct project *project_new (const char *variant);
void project_free (struct project *);

/* The codebook at PATH, read and checked once; NULL if it has errors.  AT is where it is named, or
   no place. */
struct codebook *project_codebook (struct project *, const char *path, struct diag *);
/* Read a survey, its codebook (if PROJECT has none of its own) and its crosswalk, and add it.  A
   survey with errors is left out; the findings say why.  False then. */
bool project_add_survey (struct project *, const char *path, struct diag *);
/* A plan and the codebook it is for. */
bool project_add_plan (struct project *, const char *path, struct diag *);
/* A study with its codebook, plan and surveys.  False when nothing can be done with it: its own
   file, the codebook or the plan have errors, or no survey is left. */
bool project_add_study (struct project *, const char *path, struct diag *);

/* Does a survey have the variant that was asked for, if one was?  False after a finding; callers
   have added all surveys. */
bool project_has_variant (const struct project *, struct diag *);

/* Where output goes: -o, else the study's own, else "out"; without -o a variant's below
   variants/NAME there, so that its results stand beside the others.  g_free. */
char *project_output (const struct project *, const char *option);

/* keep[variable index] = true for each variable that the figures of the surveys need. */
void project_needs (const struct project *, bool *keep);
#endif
