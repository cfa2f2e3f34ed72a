/* Sets of characters, as ranges of Unicode code points. */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct char_range {
  gunichar lo, hi;
};

/* Sorted and apart after charset_settle; no surrogates and no U+0000, which no cell can hold. */
struct charset {
  struct char_range *ranges;
  size_t n, capacity;
};

void charset_clear (struct charset *);
void charset_add (struct charset *, gunichar lo, gunichar hi);
void charset_add_set (struct charset *, const struct charset *);
void charset_settle (struct charset *);
/* These take settled sets and leave them settled. */
void charset_invert (struct charset *);
/* Add whatever differs from a member in case alone, as PCRE2's caseless matching takes it. */
void charset_fold (struct charset *);
bool charset_equal (const struct charset *, const struct charset *);
/* A character of both, one that reads well if there is one: letters and digits before signs, a
   blank (space, tab, no-break space, end of line) only if there is nothing else.  0 if there is
   none. */
gunichar charset_common (const struct charset *, const struct charset *);
bool charset_is_blank (gunichar);

/* The characters of Unicode by general category; made when first asked for, as that takes some
   milliseconds. */
struct char_types;
struct char_types *char_types_new (void);
void char_types_free (struct char_types *);
/* Add the characters of the category NAME (LEN bytes): `L`, `Lu`, `L&`, `Any`.  False if there is
   no such one. */
bool charset_add_type (struct charset *, struct char_types *, const char *name, size_t len);
#endif
