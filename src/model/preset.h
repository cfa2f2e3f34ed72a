/* What the export of a survey tool looks like, so that a survey file need not say it again.  What
   the survey file says itself stands above the preset. */
#ifndef MODEL_PRESET_H
#define MODEL_PRESET_H
#include <stdbool.h>
#include <stddef.h>

/* A column of a several-answers question says nothing of a child who was not shown the question;
   what tells such a child apart?
   JOINED: `q/choice` is 0 for everybody, the column `q` that joins the answers is empty.
   SIBLINGS: `q[choice]` is empty for what was not ticked; in all columns of `q` where it was not
   answered. */
enum preset_gate { GATE_NONE, GATE_JOINED, GATE_SIBLINGS };

/* May a column be used?  PSEUDONYM: the tool's own name for a person; as an id alone.
   IDENTIFIER: a name, an address, a place: never. */
enum column_privacy { COLUMN_FREE, COLUMN_PSEUDONYM, COLUMN_IDENTIFIER };

struct preset {
  const char *name, *tool;
  char delimiter; /* 0: found out */
  char decimal;
  bool decimal_follows; /* a delimiter that is said to be ; goes with a decimal comma */
  long header_rows, names_row;
  bool names_joined;          /* a name is made of the first two rows */
  const char *const *missing; /* NULL-ended, besides the empty cell; or NULL */
  char group;                 /* between the groups and the name of a question, or 0 */
  const char *split;          /* between several answers in a cell, or NULL */
  enum preset_gate gate;
  bool unmask; /* an apostrophe before = is the tool's, to keep spreadsheets from computing */
  bool opt_in; /* who answers has chosen to: no probability sample */
  const char *const *identifiers, *const *pseudonyms; /* patterns with *, normalised; or NULL */
};

/* NULL if there is none; the nearest name for a slip, or NULL. */
const struct preset *preset_find (const char *name);
const char *preset_near (const char *name);
/* The names, separated by commas; g_free. */
char *preset_names (void);
/* May COLUMN, a name as in a survey file, with or without its groups, be used?  PRESET may be
   NULL. */
enum column_privacy preset_identifier (const struct preset *, const char *column);
/* Length of the part of a column's name that is its question's, in a column of a several-answers
   question; 0 for another column.  PRESET may be NULL. */
size_t preset_question (const struct preset *, const char *column);
#endif
