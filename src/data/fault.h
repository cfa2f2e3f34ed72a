/* What can be wrong with the records of a data file, where it stands, and how often it is told. */
#ifndef DATA_FAULT_H
#define DATA_FAULT_H
#include "data/textin.h"

struct fault {
  enum finding_id id; /* N_FINDINGS: nothing */
  size_t line, column;
  size_t note_line, note_column; /* where it was noticed, or 0 */
  char *message;
};

/* The faults of a file.  The first ones of a kind are told as they come, the last one that may be
   spelled out waits to say how many there are besides: a file of a million bad records takes no
   more memory than one of ten. */
struct faults;
struct faults *faults_new (void);
void faults_free (struct faults *);
/* Takes the message over. */
void faults_add (struct faults *, struct fault *, const char *file, struct diag *);
/* At the end of FILE; the next one starts anew. */
void faults_flush (struct faults *, const char *file, struct diag *);

/* The kinds.  LINE: its text, N: its number, AT: the offset of the byte in it.  fault_bytes: a NUL,
   or a byte that is not of the encoding of the file; fault_stray: a quote in a cell without quotes;
   fault_closed: text behind a closing quote; fault_open: a quote that is not closed. */
struct fault fault_bytes (const struct textin_line *line, size_t at, const struct textin *file);
struct fault fault_stray (const char *line, size_t n, size_t at);
struct fault fault_closed (const char *line, size_t n, size_t at);
struct fault fault_open (size_t n, size_t column);
struct fault fault_long (size_t n);
struct fault fault_ragged (size_t n, size_t cells, size_t wanted);
/* Of a file that has no lines: record N has a text in the column NAME that has bytes which are not
   of the encoding, or is too long. */
struct fault fault_cell_bytes (size_t n, const char *name, const char *encoding);
struct fault fault_cell_long (size_t n, const char *name);

/* Offset of the first byte of TEXT that is not UTF-8, or NUL; LEN if there is none. */
size_t fault_bad_byte (const char *text, size_t len);
/* The column, in characters, of the byte at offset AT of a line. */
size_t fault_column (const char *line, size_t at);

/* The last quote in the text of a record that opens a cell. */
struct fault_quote {
  size_t line;   /* the line it stands in; the record begins in 0 */
  size_t column; /* in characters */
  size_t end;    /* offset behind that line */
};
struct fault_quote fault_quote (const char *text, size_t len, char delimiter);
#endif
