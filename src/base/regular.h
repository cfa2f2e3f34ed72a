/* Patterns as regular languages: is there a text that two of them take?

   What can be proved is the part of PCRE2 that describes regular languages: characters, classes
   (with \d \w \s \h \v, \p{..} by general category, [:alpha:] and its like), anchors, alternatives,
   groups, repetition, and the flag i.  Back references, looking around, \b, atomic groups and
   possessive repetition before something else are outside of it.  Texts are cells as they are read:
   without blanks at their ends (space, tab, no-break space, end of line), and without U+0000.

   The method is the usual one: an automaton without empty steps for each (K. Thompson, "Regular
   expression search algorithm", 1968), and a search of their product in breadth, so that the text
   found is a shortest one (Hopcroft and Ullman, 1979, section 3.2).  */
#ifndef BASE_REGULAR_H
#define BASE_REGULAR_H
#include <stdbool.h>
#include <stddef.h>

/* Patterns that have been read, each once. */
struct regulars;
struct regulars *regulars_new (void);
void regulars_free (struct regulars *);

enum regular_answer {
  REGULAR_APART,   /* no text is taken by both */
  REGULAR_MEET,    /* there is one; regex_match says so too */
  REGULAR_UNPROVEN /* a pattern is outside of what can be proved, or too large */
};

/* Two patterns `/.../flags`.  WITNESS: a shortest text that both take, of characters that read
   well, when they meet, else NULL; g_free. */
enum regular_answer regulars_meet (struct regulars *, const char *a, const char *b, char **witness);

/* A pattern that takes exactly the TEXT, in any case.  g_free. */
char *regular_text (const char *text);
/* A pattern that takes the whole numbers LO .. HI (which may be infinite) as data spell them, with
   zeros before them and, behind the mark DECIMAL, after them (`1`, `01`, `1.0`), and LO and HI
   themselves where they are no whole numbers.  NULL beyond 15 digits, where numbers are no longer
   exact, and where there is no number.  g_free. */
char *regular_numbers (double lo, double hi, char decimal);
#endif
