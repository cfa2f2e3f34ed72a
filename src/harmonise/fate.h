/* Where the values of a source column go by a rule, asked without data; for diffrule.c alone.  What
   recode.h does for the cells of a file this tells of numbers and texts that nobody may have. */
#ifndef HARMONISE_FATE_H
#define HARMONISE_FATE_H
#include "model/survey.h"

struct span {
  double lo, hi;
  const char *target;
  struct place place;
};

struct pattern {
  const char *text;
  struct regex *regex;
  const char *target;
  struct place place;
};

struct text {
  char *normal;
  const char *written, *target;
  struct place place;
};

/* The recode of a rule, ready to be asked. */
struct mapper {
  const struct rule *rule;
  const struct codebook *codebook;
  const struct variable *variable; /* NULL where it is not known */
  struct number_marks marks;
  GArray *texts, *spans, *patterns;
};

/* What becomes of a value: TARGET, by something that names the value or (LINE false) as all others.
 */
struct fate {
  const char *target;
  bool line;
  struct place place;
};

/* CODEBOOK may be NULL.  The mapper keeps its arguments. */
void mapper_init (struct mapper *, const struct survey *, const struct codebook *,
                  const struct rule *);
void mapper_clear (struct mapper *);
/* What the recode says of a text (after label_normalise) or a pattern by itself; NULL: nothing. */
const struct text *mapper_text (const struct mapper *, const char *normal);
const struct pattern *mapper_pattern (const struct mapper *, const char *text);
/* Add the codes (doubles) that mean something where codes are copied. */
void mapper_append_codes (GArray *codes, const struct mapper *);

/* Of a text, as recode_map asks: by itself, as a number, by a pattern, by a label.  An empty cell
   is blank unless a line takes it. */
struct fate fate_of_text (const struct mapper *, const struct text *);
/* Of the numbers strictly between LO and HI, or of one (LO == HI), however it is spelt. */
struct fate fate_of_numbers (const struct mapper *, double lo, double hi);
/* Of whatever fits a pattern and nothing before it. */
struct fate fate_of_pattern_itself (const struct mapper *, const char *text);
/* Of a value that nothing names. */
struct fate fate_of_others (const struct mapper *);
#endif
