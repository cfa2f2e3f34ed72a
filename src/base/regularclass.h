/* The characters of a pattern: literals, escapes and classes; for regularread.c, which reads what
   stands between them. */
#ifndef BASE_REGULARCLASS_H
#define BASE_REGULARCLASS_H
#include "base/charset.h"

struct scan {
  const char *at, *end;
  bool caseless, word_has_marks;
  bool outside; /* what was read is outside of what can be proved */
  struct char_types *types;
};

/* Go on past WHAT if it comes next. */
bool scan_take (struct scan *, const char *what);
/* Does one of the bytes come next? */
bool scan_sees (const struct scan *, const char *any_of);
/* The next character, of which there is one. */
gunichar scan_char (struct scan *);
/* A number of at most MOST digits to BASE. */
gunichar scan_digits (struct scan *, unsigned base, unsigned most);

/* Add LO .. HI, in either case where that is the same. */
void scan_add (const struct scan *, struct charset *, gunichar lo, gunichar hi);
/* Add what the letter of \d \D \w \W \s \S \h \H \v \V \N means; false if it is none of them. */
bool scan_add_generic (const struct scan *, struct charset *, char letter);
/* What an escape stands for, its backslash taken: a class (true; added), or the character C. */
bool scan_escape (struct scan *, struct charset *, gunichar *c);
/* A class, its first bracket taken; the result is settled. */
void scan_class (struct scan *, struct charset *);
#endif
