/* The file of records that could not be used: `line,reason,record`, the record whole or, where that
   is not to be kept, empty; for its owner alone.  A survey with several data files has a column
   `file` before them. */
#ifndef DATA_REJECTS_H
#define DATA_REJECTS_H
#include "base/diag.h"

struct rejects;

/* PATH NULL: nothing is written, rejects are only counted.  Nothing is touched before there is a
   record to write.  BARE: the records' own text stays away, since it tells who somebody is. */
struct rejects *rejects_new (const char *path, bool several_files, bool bare);
/* LEN bytes of TEXT; its line end goes, what is not UTF-8 becomes U+FFFD.  FILE and REASON are
   borrowed until the next rejects_flush, which comes by itself where a thousand wait or
   FILE is another one. */
void rejects_add (struct rejects *, const char *file, size_t line, const char *reason,
                  const char *text, size_t len, struct diag *);
size_t rejects_count (const struct rejects *);
/* Write those that wait, in the order of their lines: a record can be rejected after later ones. */
void rejects_flush (struct rejects *, struct diag *);
size_t rejects_waiting (const struct rejects *);
/* The file appears; without rejects an old one is removed.  False after a finding.  Frees. */
bool rejects_close (struct rejects *, struct diag *);
#endif
