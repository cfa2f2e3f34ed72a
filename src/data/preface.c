#include <config.h>

#include "data/preface.h"

#include "data/delimiter.h"

enum { SAMPLE = 64 * 1024 /* bytes in which the delimiter is looked for */ };

/* The delimiter of a line `sep=` where that is the first one, or 0. */
static char
skip_lines (struct textin *file, long n, size_t longest, struct diag *diag)
{
  struct textin_line line;
  char declared = 0;
  for (long i = 0; i < MAX (n, 1); i++) {
    textin_mark (file);
    enum textin_result result = textin_line (file, &line, longest, true, diag);
    if (result == TEXTIN_FULL)
      textin_skip (file, diag);
    if (i == 0 && result == TEXTIN_LINE)
      declared = delimiter_declared (line.text, line.len);
    if (n == 0 && declared == 0 && result == TEXTIN_LINE)
      textin_rewind (file, 0, line.number);
  }
  textin_mark (file);
  return declared;
}

char
preface_read (struct textin *file, long skip_rows, size_t longest, char delimiter,
              struct place place, struct diag *diag)
{
  size_t len;
  bool whole;
  char declared = skip_lines (file, skip_rows, longest, diag);
  if (delimiter != 0)
    return delimiter;
  if (declared != 0)
    return declared;
  const char *sample = textin_peek (file, SAMPLE, &len, &whole);
  return delimiter_choose (sample, len, whole, place, diag);
}
