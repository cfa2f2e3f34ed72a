/* From an estimate back to what it is made of. */
#ifndef ESTIMATE_TRACE_H
#define ESTIMATE_TRACE_H
#include "estimate/results.h"

/* What a variable does for an estimate; it may do several things. */
enum trace_role {
  TRACE_MEASURED = 1, /* `of` */
  TRACE_BESIDE = 2,   /* `to` */
  TRACE_UNIVERSE = 4, /* `among` */
  TRACE_GROUP = 8,
  TRACE_SOURCE = 16,  /* another one is derived from it */
  TRACE_ROUTING = 32, /* it decides who was asked another one */
  TRACE_STANDARD = 64 /* it makes the cells of the standard */
};

/* ROLES: [n_variables], filled in for INDICATOR and the breakdown K of its plan (0: the total) in a
   survey.  Derived variables are followed to those they are made of, unless the survey has a rule
   of its own in their place, and all of them to those that decide who is asked. */
void trace_roles (const struct indicators *, size_t indicator, size_t k, const struct survey *,
                  unsigned *roles);
/* How figures of this measure are computed, in a sentence. */
const char *trace_formula (enum measure);
/* An expression of the plan in words, in LANGUAGE; NULL without one.  g_free. */
char *trace_of_words (const struct indicators *, size_t indicator, const char *language);
char *trace_to_words (const struct indicators *, size_t indicator, const char *language);
#endif
