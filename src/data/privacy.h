/* How many records of a harmonised file are like how many others in a few columns by which a child
   could be known: k-anonymity (Samarati and Sweeney 1998).

   The unit is the combination of values in the columns, as they stand in the harmonised file.  A
   missing reason is a value like any other, each by itself: that a child did not say its age can be
   known as well as an age.  What comes out are counts, never a combination.  */
#ifndef DATA_PRIVACY_H
#define DATA_PRIVACY_H
#include "data/dataset.h"

enum { PRIVACY_K = 5 }; /* records that should be alike, unless said otherwise */

/* A column: the index of a variable, or one of the design; from PRIVACY_MARGIN down the columns of
   margins. */
enum { PRIVACY_STRATUM = -1, PRIVACY_PSU = -2, PRIVACY_SSU = -3, PRIVACY_MARGIN = -4 };

/* The column NAME of a harmonised file: a variable, "stratum", "psu", "ssu" or "margin1" and so on.
   False if there is none. */
bool privacy_column (const struct codebook *, const char *name, long *column);
/* A near name for a wrong one, or NULL. */
const char *privacy_near (const struct codebook *, const char *name);

struct privacy {
  size_t records, combinations;
  size_t unique;          /* records whose combination no other has */
  size_t below;           /* records whose combination fewer than k have */
  size_t smallest;        /* how many have the rarest combination; 0 without records */
  size_t *unique_without; /* [n columns] UNIQUE, were this column left out */
  bool *constant;         /* [n columns] it says nothing: all records have one value */
};

/* Count the records of a dataset, which must hold the variables among the N COLUMNS (one that it
   does not hold was not asked). */
struct privacy *privacy_new (const struct dataset *, const long *columns, size_t n, size_t k);
void privacy_free (struct privacy *);
/* Say, at PLACE, that there are unique records, and of the N columns called NAMES the one without
   which the fewest would be. */
void privacy_find (const struct privacy *, const char *const *names, size_t n, struct place,
                   struct diag *);
#endif
