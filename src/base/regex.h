/* PCRE2 with limits: patterns come from strangers. */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H
#include "base/diag.h"

struct regex;
enum regex_result { REGEX_NO, REGEX_YES, REGEX_LIMIT };

/* Compile `/pattern/flags` (flags: i).  The pattern is matched anywhere unless it says otherwise;
   UTF-8 with Unicode properties, at most 1,024 bytes, 32 nested parentheses, no \C.  AT is the
   place of the first slash; the finding points at the fault when ON_LINE says that the text stands
   there character for character.  NULL after a finding. */
struct regex *regex_new (const char *slashed, struct place at, bool on_line, struct diag *);
void regex_free (struct regex *);
/* Is there a match in TEXT (UTF-8)?  REGEX_LIMIT: given up after 100,000 steps or 4 MiB of heap;
   the caller reports it (FIND_BAD_PATTERN), it is never a "no".  Safe from several threads. */
enum regex_result regex_match (const struct regex *, const char *text, size_t len);
/* Looks like `/.../flags`? */
bool regex_is_slashed (const char *text);
#endif
