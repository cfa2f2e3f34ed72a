/* gko check --privacy: how many records are unique in columns by which a child could be known. */
#ifndef CMD_PRIVACY_H
#define CMD_PRIVACY_H
#include "cmd/cmd.h"
#include "cmd/library.h"
#include "data/privacy.h"

/* What was asked for, and what came out. */
struct privacy_check {
  const struct project *project;
  char **names; /* NULL-ended; NULL: nothing was asked for */
  size_t n, k;
  struct privacy **found; /* [surveys]; NULL where no record could be read */
};

/* Read the options.  False after a sentence: the command line is wrong. */
bool privacy_check_init (struct privacy_check *, const struct options *);
void privacy_check_clear (struct privacy_check *);
/* Has every survey of a project these columns?  False after a sentence. */
bool privacy_check_names (const struct privacy_check *, const struct project *);
/* Begin with a project: its surveys are to keep the columns, and what KEEP (or NULL) says of the
   study's codebook. */
void privacy_check_begin (struct privacy_check *, struct project *, const bool *keep);
/* The work on each dataset (see each_dataset). */
void privacy_check_survey (const struct dataset *, size_t survey, struct diag *, void *check);
/* The tables, to stdout; forget the project. */
void privacy_check_end (struct privacy_check *, bool quiet);
#endif
