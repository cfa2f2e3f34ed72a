/* A pattern as an automaton; for regular.c, which says what the language of patterns is. */
#ifndef BASE_REGULARNFA_H
#define BASE_REGULARNFA_H
#include "base/charset.h"

enum nfa_kind {
  NFA_CHAR,  /* takes a character of SET and goes to OUT */
  NFA_SPLIT, /* goes to OUT or OTHER */
  NFA_BEGIN, /* goes to OUT at the beginning of the text */
  NFA_END,   /* goes to OUT at its end */
  NFA_ACCEPT
};

struct nfa_state {
  enum nfa_kind kind;
  size_t out, other, set;
};

struct nfa {
  GArray *states; /* struct nfa_state */
  GArray *sets;   /* struct charset, settled, no two alike */
  size_t start;
};

/* Read a pattern that regex_new takes: all of it may be preceded and followed by anything, unless
   it says otherwise.  WORD_HAS_MARKS: \w takes combining marks, as it does in newer versions of
   PCRE2.  False when it is outside of what can be proved or too large; nfa_clear in either case. */
bool nfa_read (struct nfa *, const char *slashed, struct char_types *, bool word_has_marks);
void nfa_clear (struct nfa *);
#endif
