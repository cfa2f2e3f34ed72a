/* What the makers of a data file say of its columns: which codes a column can hold, and what they
   and the column mean.  It comes from `codes:` in the survey file, from a dictionary file, or from
   a file of SPSS or Stata itself.  */
#ifndef MODEL_CODES_H
#define MODEL_CODES_H
#include "base/number.h"
#include "base/yaml.h"

struct source_code {
  char *value;  /* as it stands in the data, trimmed */
  char *label;  /* "" where none is given */
  bool missing; /* declared to mean a missing value (SPSS: user-missing) */
  struct place place;
};

/* Numbers that mean a missing value, also those of them that are no code. */
struct code_span {
  double lo, hi; /* both among them; infinite where there is no end */
};

/* Of one column, or of all whose names match a pattern. */
struct codelist {
  char *column; /* its name, or a `/pattern/` */
  char *label;  /* what was asked, "" where that is not said */
  struct source_code *codes;
  size_t n, capacity;
  struct code_span *missing; /* [n_missing] */
  size_t n_missing;
  bool tags;           /* `.a` to `.z` mean missing (Stata) */
  GHashTable *by_text; /* of the codes: value -> place in CODES + 1 */
  struct place place;
};

struct codes;

struct codes *codes_new (void);
void codes_free (struct codes *); /* NULL is allowed */
size_t codes_n (const struct codes *);
const struct codelist *codes_at (const struct codes *, size_t i); /* in the order entered */
/* The list of COLUMN for adding to; made if it is new.  A pattern that is wrong is a finding at
   PLACE, and the result NULL.  Valid until codes_free. */
struct codelist *codes_enter (struct codes *, const char *column, struct place, struct diag *);
/* One more code (all copied).  A value that is there already is a finding when its label is another
   one, and is otherwise passed over. */
void codelist_add (struct codelist *, const char *value, const char *label, bool missing,
                   struct place, struct diag *);
/* The label of the column (copied), if none is there yet. */
void codelist_set_label (struct codelist *, const char *label);
/* Numbers from LO to HI mean missing; codes that are there already are marked. */
void codelist_add_missing (struct codelist *, double lo, double hi);
/* What FROM says and INTO does not: label, codes, what means missing.  Where both know a code,
   the label of INTO stays. */
void codelist_merge (struct codelist *into, const struct codelist *from, struct diag *);
/* The list of a column of the data: that of its exact name, else of one that is equal after
   label_normalise, else of the first pattern that matches.  NULL if there is none. */
const struct codelist *codes_find (const struct codes *, const char *column);
/* The code that a cell's TEXT is: the same text, else the same number (MARKS: those of the
   data; codes are written with them or with a point).  NULL if it is none. */
const struct source_code *codelist_find (const struct codelist *, const char *text,
                                         struct number_marks);

/* Does the list say of any value that it means missing? */
bool codelist_has_missing (const struct codelist *);
/* Is a cell's TEXT declared to mean a missing value: as a code, in a span, or as a tag? */
bool codelist_is_missing (const struct codelist *, const char *text, struct number_marks);

/* `codes:` of a survey file: column -> {code: label}, or column -> list of codes, in which `9..17`
   stands for whole numbers.  Instead of a label there can be {label:, missing: yes}, and that for a
   range of codes as well.  Findings; what could be read is there. */
void codes_read (struct codes *, const struct yaml_node *, struct diag *);
#endif
