/* Of what harmonised data were made: the parts of the specifications on which they hang, as hashes
   by which it is seen later that one has changed. */
#ifndef MODEL_ORIGIN_H
#define MODEL_ORIGIN_H
#include "model/survey.h"

enum origin_part {
  ORIGIN_SOURCE,
  ORIGIN_DESIGN, /* which columns; what estimates take from the file of today does not count */
  ORIGIN_CROSSWALK,
  ORIGIN_CODEBOOK,
  N_ORIGIN_PARTS
};

/* "crosswalk". */
const char *origin_name (enum origin_part);
/* SHA-256 of the part in hexadecimal digits; g_free.  Comments, layout, quotes, and words that are
   for readers alone (notes, labels of variables, comparability) make no difference. */
char *origin_hash (enum origin_part, const struct survey *, const struct codebook *);
#endif
