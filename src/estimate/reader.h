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
/* The cell of the record under work. */
const char *reader_cell (const struct reader *, size_t column);
/* A finding that the file (of THINGS, made by VERB) does not fit the specifications; false. */
bool reader_stale (const struct reader *, const char *things, const char *verb, const char *what,
                   const char *word);
/* The number of a level; -1 if there is none. */
long reader_level (const struct level *, size_t n, const char *name);
#endif
