/* The verbs: one file each, all glue: open, call, report, status.

   To add a verb: write its file, declare it here, add its row to the table in main.c, its page to
   doc/ and its words to completion/gko.bash; the tests say what was forgotten.  */
#ifndef CMD_CMD_H
#define CMD_CMD_H
#include "base/diag.h"

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
/* A number that was not given. */
enum { OPTION_UNSET = G_MININT };

/* What the command line said. */
struct options {
  char **operands; /* NULL-ended */
  char *output, *language, *log, *color, *variant;
  char *codebook, *dictionary, *xlsform, *choices, *country, *survey; /* of suggest */
  char **warnings;                                                    /* arguments of -W, or NULL */
  char *privacy; /* columns, with commas between them, or NULL */
  gint k;        /* how many records should be alike, or OPTION_UNSET */
  gint jobs;     /* 0: as many as there are processors */
  gint year;     /* of suggest; 0: not given */
  gboolean quiet, verbose, strict, dry_run, data, csv, help, version;
};

/* A verb does its work, adds findings to the collector and writes to stdout.  False: the command
   line is wrong (exit status 2), and a sentence on stderr has said how.  Otherwise the findings
   decide the exit status. */
typedef bool verb_function (const struct options *, struct diag *);

verb_function cmd_run, cmd_ingest, cmd_check, cmd_compare, cmd_estimate, cmd_report, cmd_show,
    cmd_diff, cmd_suggest, cmd_trace;

/* "gko VERB: SENTENCE" on stderr, with a hint at --help; returns false. */
bool cmd_usage (const char *verb, const char *sentence);
#endif
