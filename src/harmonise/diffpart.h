/* What the files of diff share; for them alone. */
#ifndef HARMONISE_DIFFPART_H
#define HARMONISE_DIFFPART_H
#include "harmonise/change.h"

/* Where changes go, and what they are about. */
struct differ {
  struct changes *changes;
  const char *subject;
  enum change_level level;
  enum change_effect effect;
};

/* A change of WHAT, unless the two texts are the same; NULL: there is none. */
void differ_texts (const struct differ *, const char *what, const char *old, struct place old_at,
                   const char *new, struct place new_at);
/* The same for expressions, compared by their trees; without a text there is none. */
void differ_exprs (const struct differ *, const char *what, const struct expr_text *old,
                   const struct expr_text *new);
/* The same for labels, a change a language. */
void differ_labels (const struct differ *, const char *what, const struct label *old,
                    struct place old_at, const struct label *new, struct place new_at);

/* How the value of a key is compared. */
enum {
  KEY_NUMBER = 1,   /* as a number */
  KEY_SET = 2,      /* a list whose order, repetitions and empty texts do not matter */
  KEY_WORDING = 4,  /* no figure depends on it */
  KEY_ELSEWHERE = 8 /* not here: it has a comparison of its own */
};
struct key_rule {
  const char *key;
  const char *usual; /* what it is when it is not said, or NULL */
  unsigned how;
};
/* Compare two mappings (NULL: an empty one) key by key; mappings in them are gone into.  A key
   without a row among the N of RULES is compared as a text or list. */
void differ_mappings (const struct differ *, const char *prefix, const struct yaml_node *old,
                      const struct yaml_node *new, const struct key_rule *rules, size_t n);

/* A survey, and its codebook if it is known. */
struct diff_survey {
  const struct survey *survey;
  const struct codebook *codebook; /* or NULL */
};
/* The rules for one variable; either survey may have none. */
void differ_rules (struct changes *, const char *variable, const struct diff_survey *old,
                   const struct diff_survey *new);
#endif
