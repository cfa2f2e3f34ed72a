/* The bytes of a data file, unpacked where it is packed with gzip (its content says so, not its
   name).  Several gzip files one behind the other are one text, as gzip itself has it.  */
#ifndef DATA_BYTESIN_H
#define DATA_BYTESIN_H
#include "base/diag.h"
#include "base/progress.h"

struct bytesin;

/* Open PATH.  NULL after a finding at AT: missing, no regular file, or a spreadsheet or archive.
   PROGRESS (or NULL) counts bytes of the file, not of what is unpacked. */
struct bytesin *bytesin_open (const char *path, struct progress *, struct place at, struct diag *);
void bytesin_close (struct bytesin *); /* NULL is allowed */

/* At most LEN (more than 0) bytes; 0 at the end, or where there is no reading on. */
size_t bytesin_read (struct bytesin *, char *into, size_t len);
/* Did the reading end before the file did, or is what was read damaged? */
bool bytesin_broken (const struct bytesin *);
/* Say why, once. */
void bytesin_tell (struct bytesin *, struct diag *);
#endif
