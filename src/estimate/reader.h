/* A table that this program wrote earlier, read back.  For this room only. */
#ifndef ESTIMATE_READER_H
#define ESTIMATE_READER_H
#include "data/csvin.h"
#include "estimate/results.h"

struct reader {
  struct results *results;
  const char *path, *files[2]; /* files: for csvin, as long as it is open */
  struct diag *diag;
  struct csvin *csv;
  struct dict **dicts; /* [columns]; g_free */
  GArray *rows;
  struct datain_block block;
  size_t at; /* the record of the block */
};

/* Open the file, let COLUMNS look at its header, ROW at each record, and close it: what callers of
   this have in common.  False after findings. */
bool reader_read (struct reader *, bool (*columns) (struct reader *),
                  bool (*row) (const struct reader *));
/* Keep all columns, which must be these N; else false, and *WRONG is a column that is not expected,
   or NULL where one is lacking. */
bool reader_columns (struct reader *, const char *const *names, size_t n, const char **wrong);
/* The same of a table with a column for each breakdown variable behind those of BEFORE and before
   those of AFTER. */
bool reader_columns_around (struct reader *, const char *const *before, size_t n_before,
                            const char *const *after, size_t n_after);
/* Which of the plan's indicators has the id; their number if none has. */
size_t reader_indicator (const struct reader *, const char *id);
/* The cell of the record under work. */
const char *reader_cell (const struct reader *, size_t column);
/* A finding that the file (of THINGS, made by VERB) does not fit the specifications; false. */
bool reader_stale (const struct reader *, const char *things, const char *verb, const char *what,
                   const char *word);
/* The number of a level; -1 if there is none. */
long reader_level (const struct level *, size_t n, const char *name);
#endif
