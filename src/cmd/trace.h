/* What the parts of `gko trace` share. */
#ifndef CMD_TRACE_H
#define CMD_TRACE_H
#include "cmd/cmd.h"
#include "cmd/library.h"

/* One estimate (of a distribution: one a category) and where it comes from. */
struct traced {
  const struct project *project;
  const struct results *results;
  const char *output, *language;
  size_t indicator, survey, breakdown; /* breakdown 0: the total */
  GPtrArray *rows;                     /* const struct estimate_row * */
  bool withheld; /* counts of records are not shown: they could give a hidden figure away */
};

const struct project_survey *traced_survey (const struct traced *);
/* "HEAD  TEXT", TEXT as a terminal may see it; nothing without a text. */
void trace_line (const char *head, const char *text);
/* The figure, how it is computed, and from which sample. */
void trace_figure (const struct traced *, struct diag *);
/* The variables it rests on, down to the source codes. */
void trace_path (const struct traced *, struct diag *);
/* The files, with sizes and checksums. */
void trace_files (const struct traced *);
#endif
