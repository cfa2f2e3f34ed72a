/* A rule of a crosswalk in words, for somebody who does not read YAML. */
#ifndef HARMONISE_EXPLAIN_H
#define HARMONISE_EXPLAIN_H
#include "model/survey.h"

/* What becomes of VARIABLE in a survey: where it comes from, what each source value means, what
   happens with all others, its range and routing, how comparable it is.  Lines, with a line end
   each, in LANGUAGE (en, es, fr, pt; another one gets English; NULL: the codebook's first); labels
   in it where the codebook has them.  Survey and codebook may have errors: what could not be read
   is shown as it is written.  g_free. */
char *explain_variable (const struct survey *, const struct codebook *, const struct variable *,
                        const char *language);
#endif
