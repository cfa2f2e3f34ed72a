/* How alike are two texts: names of columns, questions and labels in several languages.

   Three measures.  Short labels are compared letter by letter.  Longer texts become vectors of what
   they are made of (words cut to their beginnings, and the trigrams of the words), each weighted by
   how rare it is among the texts of its kind, so that what all questions of a survey have in common
   counts little; their likeness is the cosine.  All of them are 0 (nothing in common) to 1.  */
#ifndef SUGGEST_SIMILAR_H
#define SUGGEST_SIMILAR_H
#include <glib.h>
#include <stdbool.h>

/* TEXT without accents and case, its letters and digits alone, words one blank apart; `camelCase`
   and `QC12a` are words of their own where the kind of character changes, with SPLIT_CASE.  g_free.
 */
char *similar_plain (const char *text, bool split_case);

/* Jaro-Winkler (Winkler 1990; prefix 4, factor 0.1): slips in one word. */
double similar_jaro_winkler (const char *a, const char *b);
/* The Dice coefficient of the trigrams of the words of two plain texts. */
double similar_trigrams (const char *a, const char *b);
/* Two plain labels of codes: the same words in any order are alike, other numbers are not. */
double similar_labels (const char *a, const char *b);

/* The features that texts are made of, numbered for a whole comparison. */
struct similar_space;
struct similar_space *similar_space_new (void);
void similar_space_free (struct similar_space *);

/* Texts of one kind and language, with how many of them hold each feature.  SPACE is borrowed. */
struct similar_corpus;
struct similar_corpus *similar_corpus_new (struct similar_space *space);
void similar_corpus_free (struct similar_corpus *);
void similar_corpus_add (struct similar_corpus *, const char *plain);

/* A text as its features, in order, with weights whose squares add up to 1; none: N is 0. */
struct similar_vector {
  size_t n;
  guint32 *feature;
  double *weight;
};
void similar_vector_init (struct similar_vector *, const struct similar_corpus *,
                          const char *plain);
void similar_vector_clear (struct similar_vector *);
double similar_cosine (const struct similar_vector *, const struct similar_vector *);
#endif
