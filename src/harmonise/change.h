/* What changed between two versions of a specification: in meaning, or in wording alone.

   The order of lines, spellings of numbers, quotes, comments and the two forms of YAML do not
   count.  */
#ifndef HARMONISE_CHANGE_H
#define HARMONISE_CHANGE_H
#include "model/study.h"

/* WORDING: titles, labels, notes and the like; no figure can change by them. */
enum change_level { CHANGE_MEANING, CHANGE_WORDING };

/* Of a codebook's change: what becomes of crosswalks that were written for the old one. */
enum change_effect {
  EFFECT_NONE,  /* nothing */
  EFFECT_CHECK, /* they run as before, but may no longer say the truth */
  EFFECT_BREAK  /* they are refused, or give other values than before */
};

struct change {
  char *subject; /* a variable or an indicator; else the part of the file */
  char *what;
  char *old, *new;           /* NULL where there is none */
  size_t old_line, new_line; /* 0 where there is none */
  enum change_level level;
  enum change_effect effect;
};

struct changes;

struct changes *changes_new (void);
void changes_free (struct changes *);
size_t changes_n (const struct changes *);
const struct change *changes_at (const struct changes *, size_t i); /* in the order found */
size_t changes_of_level (const struct changes *, enum change_level);
size_t changes_of_effect (const struct changes *, enum change_effect);
/* All strings of CHANGE are copied. */
void changes_add (struct changes *, const struct change *change);
/* Those of FROM that INTO does not have yet, as changes of the variant NAME: their `what' begins
   with it. */
void changes_add_variant (struct changes *into, const struct changes *from, const char *name);
const char *change_level_name (enum change_level);
const char *change_effect_name (enum change_effect); /* "" for none */

/* Compare two files of a kind, both without errors. */
void diff_codebooks (struct changes *, const struct codebook *old, const struct codebook *new);
/* With the codebooks (or NULL) it is known what becomes of values that are copied or in no line. */
void diff_surveys (struct changes *, const struct survey *old, const struct codebook *old_codebook,
                   const struct survey *new, const struct codebook *new_codebook);
void diff_plans (struct changes *, const struct plan *old, const struct plan *new);
void diff_studies (struct changes *, const struct study *old, const struct study *new);
#endif
