#include <config.h>

#include "base/csvout.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void
csvout_init (struct csvout *out, struct outfile *file)
{
  *out = (struct csvout){.file = file};
}

/* Does the cell need quotes (RFC 4180)? */
static bool
needs_quotes (const char *text, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
      return true;
  return false;
}

void
csvout_bytes (struct csvout *out, const char *text, size_t len)
{
  /* At most a comma, two quotes and every byte a quote that is doubled. */
  char *p = outfile_reserve (out->file, 3 + 2 * len), *start = p;

  if (out->in_row)
    *p++ = ',';
  out->in_row = true;
  if (needs_quotes (text, len)) {
    *p++ = '"';
    for (size_t i = 0; i < len; i++) {
      if (text[i] == '"')
        *p++ = '"';
      *p++ = text[i];
    }
    *p++ = '"';
  } else if (len > 0) {
    memcpy (p, text, len);
    p += len;
  }
  outfile_used (out->file, (size_t)(p - start));
}

void
csvout_text (struct csvout *out, const char *text)
{
  csvout_bytes (out, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

void
csvout_number (struct csvout *out, double value)
{
  char buffer[NUMBER_SIZE];

  csvout_bytes (out, buffer, isfinite (value) ? number_format (value, buffer) : 0);
}

void
csvout_count (struct csvout *out, size_t n)
{
  char buffer[NUMBER_SIZE];
  csvout_bytes (out, buffer, (size_t)snprintf (buffer, sizeof buffer, "%zu", n));
}

void
csvout_end (struct csvout *out)
{
  outfile_write (out->file, "\n", 1);
  out->in_row = false;
}
