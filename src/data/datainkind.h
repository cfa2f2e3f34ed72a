/* The functions of a kind of data file, for this room alone: what datain.h says of each of them,
   over the kind's own reader.  */
#ifndef DATA_DATAINKIND_H
#define DATA_DATAINKIND_H
#include "data/datain.h"

struct datain_kind {
  void *(*open) (const struct datain_format *, struct progress *, struct diag *);
  bool (*close) (void *in, struct diag *); /* IN is not NULL */
  size_t (*n_columns) (const void *in);
  const char *(*name) (const void *in, size_t column);
  char (*delimiter) (const void *in);
  const char *(*encoding) (const void *in);
  long (*find) (const void *in, const char *name, struct place at, struct diag *);
  struct dict *(*keep) (void *in, size_t column);
  /* False when it cannot; NULL: never.  Dictionaries do it then. */
  bool (*keep_numbers) (void *in, const size_t *columns, size_t n, struct number_marks);
  size_t (*slot) (const void *in, size_t column);
  bool (*read) (void *in, struct datain_block *, struct diag *);
  bool (*broken) (const void *in); /* NULL: never */
  void (*reject) (void *in, size_t r, const char *reason, struct diag *);
  void (*count) (void *in);
  size_t (*n_read) (const void *in);
  size_t (*n_rejected) (const void *in);
  /* NULL: files of this kind say nothing of their columns. */
  bool (*codes) (const struct datain_format *, struct codes *, struct diag *);
};

/* spss.c, which is empty of ReadStat when gko is built without it: opening is then a finding. */
extern const struct datain_kind spss_kind;
#endif
