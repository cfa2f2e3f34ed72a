/* What a file of SPSS or Stata says of itself: its variables, their labels and codes.  */
#ifndef DATA_SPSSFILE_H
#define DATA_SPSSFILE_H
#include "data/datain.h"
#include "data/header.h"
#include "data/spssvalue.h"

struct spss_column {
  bool is_text;
  enum spss_shape shape;    /* of numbers */
  char *name, *label, *set; /* set of value labels; "" where there is none */
  GArray *missing;          /* struct spss_value; or NULL */
};

/* A value with its label, or one of those that mean missing. */
struct spss_value {
  struct spss_message value; /* of TEXT only where it is */
  char *text, *label;
};

struct spss_file {
  char *encoding;   /* declared, or what the file says, or UTF-8 */
  GIConv convert;   /* to UTF-8; (GIConv) -1: it is UTF-8 already */
  bool ascii;       /* ASCII is written as ASCII in it */
  double records;   /* or -1: it does not say */
  double version;   /* of its format */
  size_t size;      /* in bytes */
  GArray *columns;  /* struct spss_column */
  GHashTable *sets; /* name -> GArray of struct spss_value */
  struct header *header;
};

/* Read it.  FORMAT says the encoding, if it is declared.  NULL after a finding. */
struct spss_file *spss_file_read (const char *path, const struct datain_format *, struct diag *);
void spss_file_free (struct spss_file *); /* NULL is allowed */
/* TEXT of the file, NUL-ended, as UTF-8: itself, or *MADE, which is then to be freed.  *SOUND:
   false when a byte of it is none of the encoding; U+FFFD then stands for it. */
const char *spss_file_text (const struct spss_file *, const char *text, size_t len, char **made,
                            bool *sound);
/* The labels of columns and values, and what means missing, added to CODES. */
void spss_file_codes (const struct spss_file *, const struct datain_format *, struct codes *,
                      struct diag *);
/* The finding that PATH cannot be read, behind RECORDS records, for REASON. */
void spss_file_bad (const char *path, const char *reason, size_t records, struct diag *);
#endif
