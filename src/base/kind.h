/* How often a finding of one id came up in one file; for those who print findings. */
#ifndef BASE_KIND_H
#define BASE_KIND_H
#include "base/diag.h"

/* So many of a kind are spelled out; a line counts the rest. */
enum { PRINTED_OF_A_KIND = 10 };

struct kind {
  enum finding_id id;
  char *file; /* or NULL */
  enum severity severity;
  size_t n, kept; /* seen; kept as findings */
};

/* The kind of a finding of D. */
const struct kind *diag_kind (const struct diag *, const struct finding *);
#endif
