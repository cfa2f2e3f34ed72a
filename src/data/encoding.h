/* Which encoding is a data file in that does not say so?  ASCII is the same in all that are thought
   of, so that the question is asked at the first byte that is not, and not at all in most files. */
#ifndef DATA_ENCODING_H
#define DATA_ENCODING_H
#include <stdbool.h>
#include <stddef.h>

enum {
  ENCODING_START = 1024,      /* bytes in which UTF-16 is looked for */
  ENCODING_SAMPLE = 64 * 1024 /* bytes, from the first that is not ASCII, that are judged */
};

/* UTF-16LE or UTF-16BE if the LEN bytes a file begins with are that, from the pattern of their zero
   bytes; else NULL. */
const char *encoding_of_start (const char *text, size_t len);

/* The offset of the first byte that is not ASCII; LEN if there is none. */
size_t encoding_ascii (const char *text, size_t len);

struct encoding {
  const char *name; /* a constant; "UTF-8" or one that iconv knows */
  bool foreign;     /* its letters stand together as those of no Latin script do: NAME is a guess
                       without ground */
};

/* The encoding of LEN bytes of a file, BEFORE being the byte before them ('\n' at the beginning of
   a line).  UTF-8 if nothing speaks against it, or more of it is UTF-8 than not; a character that
   the end cuts off counts for nothing, unless the file ends there too (WHOLE). */
struct encoding encoding_choose (const char *text, size_t len, char before, bool whole);
/* The same without UTF-8: the one of those with one byte a character that makes the most sense. */
struct encoding encoding_legacy (const char *text, size_t len, char before);
#endif
