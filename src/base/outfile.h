/* A file that appears whole or not at all. */
#ifndef BASE_OUTFILE_H
#define BASE_OUTFILE_H
#include "base/diag.h"

struct outfile;

/* Modes: what holds microdata is for its owner alone. */
enum { OUTFILE_PUBLIC = 0644, OUTFILE_MICRODATA = 0600 };

/* Start writing PATH: a temporary file beside it (0600 until it is whole), missing folders are
   made: the one that a file of microdata lies in for its owner alone (0700), those above it and all
   others as the umask says; a folder that is there stays as it is.  A PATH that is a device or pipe
   is written directly.  NULL after a finding FIND_CANNOT_WRITE "cannot write PATH: reason". */
struct outfile *outfile_open (const char *path, int mode, struct diag *);
/* The same for standard output, which is written directly; what stdio has for it goes first. */
struct outfile *outfile_standard (struct diag *);
/* Add bytes; errors are kept and told by outfile_close. */
void outfile_write (struct outfile *, const void *data, size_t len);
/* Room for at least LEN bytes to be filled in by the caller, who then says how many were used:
   the fast way for writers of many small cells. */
char *outfile_reserve (struct outfile *, size_t len);
void outfile_used (struct outfile *, size_t len);
/* Flush, sync, rename, free.  False after a finding; the old file is then as it was. */
bool outfile_close (struct outfile *, struct diag *);
/* Forget it: the temporary file is removed. */
void outfile_abort (struct outfile *);
/* Make a folder and those above it.  False after a finding. */
bool outfile_make_dir (const char *path, struct diag *);
#endif
