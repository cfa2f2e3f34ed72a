/* A text file, packed with gzip or not, as lines of UTF-8, whatever its encoding, through a buffer
   of bounded size.

   A line ends at LF, CRLF or a CR alone.  Bytes that have no meaning in the declared encoding come
   out as the byte 0xFF, which is never UTF-8; bytes of a file in UTF-8 come out as they are, so
   that the caller, who checks lines, finds both.  A byte order mark decides the encoding, before
   what is declared, and is left out.  Where nothing says which one it is, it is found out (see
   data/encoding.h): when the first byte that is not ASCII is met, and from it and what follows it
   alone, whatever the size of the buffer.  One that is not UTF-8 is told, at the line of that
   byte.  */
#ifndef DATA_TEXTIN_H
#define DATA_TEXTIN_H
#include "base/diag.h"
#include "base/progress.h"

enum { TEXTIN_CHUNK = 256 * 1024 /* bytes read at a time */ };

/* A line; TEXT with its end is in the buffer until the next call of textin_line. */
struct textin_line {
  char *text;
  size_t len;
  size_t number; /* from 1 */
};

enum textin_result {
  TEXTIN_LINE,
  TEXTIN_END,  /* of the file, or of what can be read of it */
  TEXTIN_FULL, /* the line does not fit into the buffer */
};

/* Who said which encoding it is. */
enum textin_basis { TEXTIN_BOM, TEXTIN_DECLARED, TEXTIN_FOUND };

struct textin;

/* Open PATH.  ENCODING: NULL (to be found out), UTF-8, or a name that iconv knows.  CHUNK: bytes
   read at a time. NULL after a finding at AT (missing, no regular file, no such encoding). */
struct textin *textin_open (const char *path, const char *encoding, size_t chunk,
                            struct progress *progress, struct place at, struct diag *diag);
void textin_close (struct textin *t);
/* The name of the encoding the file is read in: UTF-8 as long as all is ASCII. */
const char *textin_encoding (const struct textin *t);
enum textin_basis textin_basis (const struct textin *t);
/* Could the file not be read to its end?  That is told when textin_line comes there. */
bool textin_broken (const struct textin *t);

/* The next line.  The text since the mark stays in the buffer; when that leaves too little room the
   result is TEXTIN_FULL: with GROW only once the text since the mark is longer than LIMIT bytes. */
enum textin_result textin_line (struct textin *t, struct textin_line *line, size_t limit, bool grow,
                                struct diag *diag);
/* Pass over the rest of a line that did not fit. */
void textin_skip (struct textin *t, struct diag *diag);

/* Set the mark at the line to come; offsets count from it. */
void textin_mark (struct textin *t);
size_t textin_offset (const struct textin *t);
/* The number of the line to come. */
size_t textin_next (const struct textin *t);
/* Go back to OFFSET, where line NUMBER begins. */
void textin_rewind (struct textin *t, size_t offset, size_t number);
/* The text at OFFSET, until the next call of textin_line; *LEN: bytes in the buffer from there. */
const char *textin_at (const struct textin *t, size_t offset, size_t *len);
/* At least WANT bytes of what comes, or all there is; *WHOLE: nothing comes after it. */
const char *textin_peek (struct textin *t, size_t want, size_t *len, bool *whole);
#endif
