/* Findings: what is wrong, where, and what to do about it.

   Every complaint of the program is a finding: an id from findings.def, a place, a sentence and,
   where they help, a quoted line with a caret, notes and a near name.  A run collects all of them
   and prints them at its end; work on several surveys at once uses one collector each and joins
   them in the order of the surveys, so that the output does not depend on the number of threads. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct source;

/* Which finding: FIND_<NAME> for each row of findings.def. */
enum finding_id {
#define FINDING(NAME, ID, SEVERITY, MEANING) FIND_##NAME,
#include "base/findings.def"
#undef FINDING
  N_FINDINGS
};

/* INFO: nothing to act upon; it is not printed but stands in the table of findings and in the log.
   FATAL: the machine failed (exit status 3); it is printed as an error. */
enum severity { SEVERITY_IGNORED, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_FATAL };

/* Where: lines and columns count from 1 (columns in characters); 0 = unknown.  With a source the
   line is quoted and WIDTH characters (at least 1) are underlined.  Without one FILE alone is
   named and nothing is ever quoted: that is the rule for files with microdata.  Borrowed. */
struct place {
  const struct source *source;
  const char *file;
  size_t line, column, width;
};

struct finding {
  enum finding_id id;
  enum severity severity;
  char *file; /* may be NULL: about the run as a whole */
  size_t line, column, width;
  char *message;
  char *quoted;         /* the line, cut if it is very long, or NULL */
  size_t quoted_column; /* of the fault in it; 0 = unknown */
  GPtrArray *notes;     /* struct finding *, or NULL; id and severity of a note mean nothing */
  char *suggestion;     /* a near name, or NULL */
  char *survey;         /* whose data it is about, or NULL */
  char *subject;        /* of a finding about data: the variable or column, or NULL */
  size_t records, of;   /* so many of so many records; OF 0: it is not about records, or, where
                           RECORDS is not 0, about all that are read */
};

struct diag;

/* Creating and destroying. */
struct diag *diag_new (void);
void diag_free (struct diag *);

/* Adding.  The message is one sentence without a full stop; all strings are copied. */
void diag_add (struct diag *, enum finding_id, struct place, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* Attach to the finding added last: a place that explains it; a name that was perhaps meant
   (NULL is allowed and does nothing). */
void diag_note (struct diag *, struct place, const char *format, ...) G_GNUC_PRINTF (3, 4);
void diag_suggest (struct diag *, const char *name);
/* The finding added last is about RECORDS of OF records of the data, in the variable or column
   SUBJECT (or NULL).  OF 0 with RECORDS: of all that are read, whose number is not known yet. */
void diag_measure (struct diag *, const char *subject, size_t records, size_t of);
/* Now it is: the findings that wait for it are of READ records. */
void diag_settle (struct diag *, size_t read);
/* The findings to come are about the data of SURVEY (copied; NULL: of none): they make the table of
   findings. */
void diag_survey (struct diag *, const char *survey);
/* Move all findings of FROM, in order, to the end of INTO; FROM stays usable and empty. */
void diag_join (struct diag *into, struct diag *from);
/* The same, without those that INTO has already (id, place and message). */
void diag_join_new (struct diag *into, struct diag *from);

/* Changing what ids count as, before anything is added: the argument of -W ("no-ID", "error=ID",
   "ID"); false when there is no such id, or for "no-ID" of one that is an error by nature.
   diag_strict: warnings count as errors. diag_inherit: take over another collector's settings. */
bool diag_set (struct diag *, const char *argument);
void diag_strict (struct diag *);
void diag_inherit (struct diag *, const struct diag *from);

/* What was asked of the program has the answer no ("are they the same?"): the exit status is 1 at
   least, without a finding. */
void diag_answer_no (struct diag *);

/* Asking. */
size_t diag_count (const struct diag *, enum severity at_least);
/* Those kept: of one id and file at most 1,000; diag_count counts the others too. */
const struct finding *diag_at (const struct diag *, size_t i); /* i < diag_size */
size_t diag_size (const struct diag *);
int diag_status (const struct diag *); /* exit status: 0, 1 (an error, or no) or 3 (a fatal one) */
const char *diag_id_name (enum finding_id);
const char *diag_id_meaning (enum finding_id);
const char *diag_severity_name (enum severity); /* "info", "warning", "error", "fatal" */
enum severity diag_id_severity (enum finding_id);

/* Printing: every finding but SEVERITY_INFO in order, at most ten of one id and file, with a line
   that counts the rest; COLOR adds ANSI colours.  Control characters are shown escaped. */
void diag_print (const struct diag *, FILE *, bool color);
/* One JSON object a line, for --log. */
void diag_log (const struct diag *, GString *out);

/* The candidate nearest to WORD by edits, or NULL when none is near enough to be a slip.
   CANDIDATES: N borrowed strings.  The result is one of them. */
const char *diag_nearest (const char *word, const char *const *candidates, size_t n);
#endif
