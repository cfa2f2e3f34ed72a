/* Known totals of the population, to which a survey file wants its weights calibrated. */
#ifndef MODEL_CALIBRATESPEC_H
#define MODEL_CALIBRATESPEC_H
#include "model/crossing.h"

enum calibrate_method { CALIBRATE_RAKING, CALIBRATE_LINEAR, CALIBRATE_LOGIT };

/* How many children the population has in each category of a variable, or of what several cross. */
struct margin {
  struct crossing crossing;
  bool columns; /* its names are columns of the file; else variables of the codebook */
  bool shares;  /* its numbers are parts of whatever they add up to; else children */
  bool rest;    /* `rest: free`: records may have none of its categories */
  double sum;   /* of its numbers */
  struct place place;
};

struct calibrate_spec {
  enum calibrate_method method;
  double lo,
      hi; /* bounds of what a weight is taken times, see stat/calibrate.h; 0, INFINITY: none */
  struct margin *margins;
  size_t n_margins;
  struct column_ref *columns; /* [n_columns] of the file that margins name, each once */
  size_t n_columns;
  char decimal; /* the file's decimal mark, in codes */
  double size;  /* of the population, as the margins say; NaN where they are shares alone */
  struct place place;
};

/* `calibrate` of the node of a design, of a file with a DECIMAL mark; NULL after findings, and if
   there is none. */
struct calibrate_spec *calibrate_spec_read (const struct yaml_node *design, char decimal,
                                            struct diag *);
void calibrate_spec_free (struct calibrate_spec *);
const char *calibrate_method_name (enum calibrate_method);
/* "sex", "region × area": what a margin is by.  g_free. */
char *margin_names (const struct margin *);

/* What the harmonised file calls the column of number K, from 1 on: "margin1"; g_free. */
char *calibrate_column_name (size_t k);
/* The number of such a name; 0 of another one. */
size_t calibrate_column_number (const char *name);
/* Which of the columns a margin's name K is. */
size_t calibrate_spec_column (const struct calibrate_spec *, const struct margin *, size_t k);

/* Variables of margins are there, have categories, and those that are named: false after findings.
 */
bool calibrate_spec_check (const struct calibrate_spec *, const struct codebook *, struct diag *);
/* keep[variable index] = true for each variable of a margin. */
void calibrate_spec_needs (const struct calibrate_spec *, const struct codebook *, bool *keep);
#endif
