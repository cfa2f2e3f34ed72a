/* Proof before data: every code that a column is declared to hold has one place to go, no two
   patterns can meet, every category can occur, and who is asked can be told; for crosswalk.c alone.

   A proof goes through the compiled rules as data would, so that there is one way only in which a
   value is matched. */
#ifndef HARMONISE_PROVE_H
#define HARMONISE_PROVE_H
#include "base/regular.h"
#include "harmonise/crosswalk.h"

struct prover {
  const struct crosswalk *crosswalk;
  struct diag *diag;
  struct regulars *regulars;
  GHashTable *compared; /* "line:column line:column" of matches: a grid has them once */
};

/* All findings about a crosswalk without errors; false after one of severity error. */
bool prove_crosswalk (const struct crosswalk *, struct diag *);

/* Parts of it.  Codes: false when a declared code is claimed by two targets. */
bool prove_codes (const struct prover *, const struct mapping *);
void prove_patterns (const struct prover *, const struct mapping *);
#endif
