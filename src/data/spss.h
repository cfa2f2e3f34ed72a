/* A file of SPSS (.sav, .zsav) or Stata (.dta) as a stream of messages, through ReadStat.

   ReadStat runs in a process of its own, which is given nothing but the open file and answers
   through a pipe: files that are made to do harm have broken it before, and what breaks is then
   that process alone.  It converts no text, so that it needs no locks that another thread might
   hold.  Every length is bounded on both sides of the pipe.  Without ReadStat spss_open is a
   finding.  */
#ifndef DATA_SPSS_H
#define DATA_SPSS_H
#include "base/diag.h"

enum spss_what {
  SPSS_FILE,     /* text[0]: its encoding, "" when it does not say; number: records, or -1; other:
                    version of its format */
  SPSS_VARIABLE, /* INDEX; holds: numbers or texts; text: name, label, format, set of labels */
  SPSS_MISSING,  /* of variable INDEX: number .. other, or text[0], means missing */
  SPSS_LABEL,    /* value label: text[0]: set, text[1]: label; number, TAG, or text[2]: the value */
  SPSS_CELL,     /* of variable INDEX, record by record and in the order of the variables */
  SPSS_END,      /* text[0]: ReadStat's reason why it ended early, "" when the file was read */
};

enum spss_holds {
  SPSS_NOTHING, /* system-missing */
  SPSS_NUMBER,
  SPSS_FLOAT, /* a number with the precision of a float */
  SPSS_TAG,   /* Stata's .a to .z: a missing value with a name */
  SPSS_TEXT,
  SPSS_LONG_TEXT, /* longer than SPSS_TEXT_MAX: not given */
};

enum {
  SPSS_TEXTS = 4,
  SPSS_TEXT_MAX = 1024 * 1024, /* bytes */
  SPSS_VARIABLES_MAX = 100000,
};

struct spss_message {
  enum spss_what what;
  enum spss_holds holds;
  char tag; /* 'a' .. 'z' */
  guint32 index;
  double number, other;
  const char *text[SPSS_TEXTS]; /* in the file's encoding, NUL-ended, "" where there is none; until
                                   the next call of spss_next */
  size_t len[SPSS_TEXTS];
};

struct spss;

/* Begin to read PATH.  KEEP: [n] the variables whose cells are wanted; NULL: none, only what the
   file says of itself.  NULL after a finding at AT. */
struct spss *spss_open (const char *path, const bool *keep, size_t n, struct place at,
                        struct diag *);
/* The next message; false behind SPSS_END, which comes also when the process breaks down or what it
   says makes no sense. */
bool spss_next (struct spss *, struct spss_message *);
/* Ends the process, wherever it is.  NULL is allowed. */
void spss_close (struct spss *);
/* Bytes of the file. */
size_t spss_size (const struct spss *);
/* "SPSS" or "Stata", by the ending of PATH. */
const char *spss_maker (const char *path);
#endif
