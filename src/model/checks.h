/* What must not be true of a record: `checks:` of a survey (over source columns) or a codebook
   (over its variables), and `excludes:` of a codebook variable. */
#ifndef MODEL_CHECKS_H
#define MODEL_CHECKS_H
#include "model/label.h"

/* An expression as written: text NULL if there is none; ON_LINE as in struct yaml_node literal.
   Kept as text here; room expr reads it. */
struct expr_text {
  char *text;
  struct place place; /* of its first character */
  bool on_line;
};

struct check_spec {
  struct expr_text condition;
  char *say;            /* what is wrong with a record of which it is true */
  const char *variable; /* the one that excludes others, borrowed; else NULL */
  struct place place;
};

struct checks {
  struct check_spec *items;
  size_t n;
};

struct codebook;

/* A list of `{if: EXPRESSION, say: TEXT}`, or NULL; what is not whole is left out.  Findings. */
void checks_read (struct checks *, const struct yaml_node *, struct diag *);
/* Add those of the codebook's variables that have `excludes: [names]`: who says yes to the one says
   yes to none of the others.  All variables have been read.  Findings. */
void checks_add_exclusions (struct checks *, const struct codebook *, struct diag *);
void checks_clear (struct checks *);
#endif
