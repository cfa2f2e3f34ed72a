/* A secret key that lies in a file, and the keyed hash that it makes of a text. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H
#include "base/diag.h"

enum { SECRET_HEX = 64 }; /* digits of a hash */

struct secret;

/* Read the key at PATH: all bytes of the file, a line end too.  It must be a regular file that its
   owner alone can use (no permission for group or others), of 16 to 4,096 bytes.  NULL after a
   finding FIND_KEY_FILE at AT, which never shows a byte of it. */
struct secret *secret_read (const char *path, struct place at, struct diag *);
/* From LEN bytes, which the caller wipes (secret_wipe). */
struct secret *secret_new (const void *key, size_t len);
void secret_free (struct secret *);

/* HMAC-SHA-256 (RFC 2104, FIPS 198-1) of LEN bytes, in small hexadecimal digits and a NUL. */
void secret_hash (const struct secret *, const char *text, size_t len,
                  char hex[static SECRET_HEX + 1]);

/* Overwrite memory, however little anybody reads it afterwards. */
void secret_wipe (void *, size_t len);
#endif
