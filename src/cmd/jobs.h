/* Work on several surveys at once. */
#ifndef CMD_JOBS_H
#define CMD_JOBS_H
#include "cmd/cmd.h"
#include "cmd/library.h"

/* Call WORK (i, aux) for i = 0 .. N - 1, on at most JOBS threads (0: one a processor).  WORK must
   touch nothing that another i touches. */
void jobs_run (size_t n, int jobs, void (*work) (size_t i, void *aux), void *aux);

/* What is to be done with each dataset, on its own thread, before it is freed; may be NULL. */
typedef void each_dataset (const struct dataset *, size_t survey, struct diag *, void *aux);

/* Ingest all surveys of a project and hand each dataset on.  OUTPUT NULL: nothing is written.  KEEP
   as in struct ingest_options, for the surveys that do not say themselves what to keep.  Findings
   come in the order of the surveys. */
void jobs_ingest (const struct project *p, const struct options *o, const char *output,
                  const bool *keep, struct ingest_summary *summaries, each_dataset *each, void *aux,
                  struct diag *d);
/* The table of what was read, to stdout; with --verbose also how. */
void jobs_print_summary (const struct project *, const struct options *,
                         const struct ingest_summary *);
#endif
