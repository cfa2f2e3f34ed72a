/* The codebook: the harmonised variables, their categories, universes and missing reasons. */
#ifndef MODEL_CODEBOOK_H
#define MODEL_CODEBOOK_H
#include "model/checks.h"

/* Missing reasons are small numbers everywhere in memory, 0 for a value that is there.  The
   reserved ones come first, those that the codebook declares follow in its order. */
enum {
  MISSING_NONE,
  MISSING_NOT_ASKED,
  MISSING_NOT_APPLICABLE,
  MISSING_INVALID,
  MISSING_BLANK,
  MISSING_FIRST_OWN,
  MISSING_MAX = 64
};

struct missing_reason {
  char *name;
  int code; /* negative */
  struct label label;
  struct place place;
};

enum variable_type {
  TYPE_BINARY,
  TYPE_NOMINAL,
  TYPE_ORDINAL,
  TYPE_INTEGER,
  TYPE_NUMBER,
  TYPE_DATE, /* days since 1970-01-01 in memory, YYYY-MM-DD in files */
  TYPE_TEXT
};
enum tier { TIER_CORE, TIER_OPTIONAL, TIER_ADAPTABLE };

struct category {
  int code;
  char *name;
  struct label label;
  struct place place;
};

struct variable {
  char *name;
  size_t index; /* in the codebook */
  struct label label, question;
  char *module;   /* "" unless said */
  enum tier tier; /* core unless said */
  enum variable_type type;
  char *unit;                  /* or NULL */
  struct category *categories; /* in the order written, which is an ordinal's order */
  size_t n_categories;
  bool has_range;
  double lo, hi; /* inclusive; infinite where open */
  struct expr_text asked_if, derive;
  struct place place;
};

struct codebook {
  char *id, *version, *path; /* id, version: "" unless said */
  struct label title;
  char **languages;               /* NULL-ended, at least one: en unless said */
  struct missing_reason *missing; /* [n_missing]; [0] has no name; reserved ones that are not
                                     declared have no place (place.source is NULL) */
  size_t n_missing;
  struct variable *variables;
  size_t n_variables;
  struct checks checks; /* over variables */
  struct yaml_doc *doc;
  GHashTable *by_name; /* name -> struct variable * */
};

/* Read and check everything that can be checked without other files (expressions are not read
   here). All findings in one go; NULL only when nothing useful could be read: callers look at the
   number of errors in DIAG to decide whether to go on. */
struct codebook *codebook_read (const char *path, struct diag *);
/* The same from a source, which is taken over; NULL gives NULL. */
struct codebook *codebook_parse (struct source *, struct diag *);
void codebook_free (struct codebook *);

const struct variable *codebook_find (const struct codebook *, const char *name);
/* A near variable name for a wrong one, or NULL. */
const char *codebook_near (const struct codebook *, const char *name);
/* Missing reason by name: its number, or MISSING_NONE. */
unsigned codebook_missing (const struct codebook *, const char *name);
/* Missing reason by code: its number, or MISSING_NONE. */
unsigned codebook_missing_code (const struct codebook *, int code);

/* A missing reason that somebody can have given as an answer, or noted: the codebook's own ones and
   not_applicable; the others are found out. */
bool codebook_reason_is_said (size_t reason);

bool variable_is_categorical (const struct variable *); /* binary, nominal, ordinal */
/* Position of a category by name, or -1; by code, or -1. */
long variable_category (const struct variable *, const char *name);
long variable_category_code (const struct variable *, int code);
/* The variable NAME, which must have categories.  NULL after a finding at the place: there is none
   (HINT says more, or NULL), or it CANNOT be used so ("break down a table"). */
const struct variable *codebook_with_categories (const struct codebook *, const char *name,
                                                 struct place, const char *hint, const char *cannot,
                                                 struct diag *);
/* A near category or missing reason for a wrong name, or NULL. */
const char *variable_near (const struct variable *, const struct codebook *, const char *name);
const char *variable_type_name (enum variable_type);
const char *tier_name (enum tier);
#endif
