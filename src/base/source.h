/* A text file in memory, with its lines. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H
#include "base/diag.h"

enum { SOURCE_STRIDE = 32 };

struct source {
  bool unquotable; /* not called .yaml or .yml: perhaps a data file, named here by mistake, whose
                      lines must not be shown */
  char *name;      /* as the user wrote it */
  char *text;      /* LEN bytes of UTF-8 without BOM, and a NUL */
  size_t len;
  size_t *line_start; /* N_LINES + 1 offsets; the last is LEN */
  size_t n_lines;
  size_t *characters; /* before every SOURCE_STRIDE-th byte, so that a column is found in little
                         time in a line of any length */
};

/* Read a specification: a regular file of at most 4 MiB, UTF-8, no NUL.  NULL after a finding:
   "cannot read FILE: reason" (a folder is said to be one). */
struct source *source_read (const char *path, struct diag *);
/* A source made from bytes (tests, fuzzing, expressions); TEXT is copied.  NULL after a finding for
   bytes that are not UTF-8. */
struct source *source_from_text (const char *name, const char *text, size_t len, struct diag *);
void source_free (struct source *);

/* Line (from 1) without its line end; *LEN in bytes. */
const char *source_line (const struct source *, size_t line, size_t *len);
/* The place of byte OFFSET. */
struct place source_place (const struct source *, size_t offset, size_t width);
#endif
