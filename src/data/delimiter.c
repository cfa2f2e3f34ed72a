#include <config.h>

#include "data/delimiter.h"

#include <string.h>

enum { N_CANDIDATES = 4, SAMPLE_RECORDS = 50 };
static const char candidates[N_CANDIDATES] = {',', ';', '\t', '|'};
static const char *const names[N_CANDIDATES] = {"comma", "semicolon", "tab", "bar"};

/* Where two delimiters split the header, the better one is certain if at least this share of the
   records has as many cells as the header. */
static const double share_wanted = 0.8;

/* How a candidate splits the sample. */
struct split {
  size_t header; /* delimiters in the header */
  size_t same;   /* records with as many */
};

/* Count the candidates outside quotes in the record at TEXT; returns where the record ends, or NULL
   when it is not whole.  A quote opens and closes wherever it stands: that is right for every
   delimiter at once, and a doubled quote does both. */
static const char *
count_record (const char *text, const char *end, bool whole, size_t count[N_CANDIDATES])
{
  bool quoted = false;
  memset (count, 0, N_CANDIDATES * sizeof *count);
  for (; text < end; text++) {
    if (*text == '"')
      quoted = !quoted;
    else if (!quoted && (*text == '\n' || *text == '\r'))
      return text + 1;
    else if (!quoted)
      for (int c = 0; c < N_CANDIDATES; c++)
        count[c] += *text == candidates[c];
  }
  return whole ? end : NULL;
}

static bool
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Is A the better candidate? */
static bool
is_better (const struct split *a, const struct split *b)
{
  return a->same != b->same ? a->same > b->same : a->header > b->header;
}

char
delimiter_find (const char *text, size_t len, bool whole, bool *certain, char *second)
{
  struct split split[N_CANDIDATES] = {{0}};
  size_t count[N_CANDIDATES], n = 0;
  int best = -1, next = -1;
  for (const char *end = text + len, *after; text < end && n <= SAMPLE_RECORDS; text = after) {
    bool blank = is_line_end (*text);
    if (!(after = count_record (text, end, whole, count)))
      break;
    for (int c = 0; c < N_CANDIDATES && !blank; c++) {
      if (n == 0)
        split[c].header = count[c];
      split[c].same += count[c] == split[c].header;
    }
    n += !blank;
  }
  for (int c = 0; c < N_CANDIDATES; c++) {
    if (split[c].header == 0)
      continue;
    if (best < 0 || is_better (&split[c], &split[best])) {
      next = best;
      best = c;
    } else if (next < 0 || is_better (&split[c], &split[next])) {
      next = c;
    }
  }
  *second = next < 0 ? 0 : candidates[next];
  if (best < 0) {
    *certain = true;
    return candidates[0];
  }
  *certain = next < 0 || (split[next].same < split[best].same &&
                          (double)split[best].same >= share_wanted * (double)n);
  return candidates[best];
}

char
delimiter_declared (const char *line, size_t len)
{
  static const char key[] = "sep=";
  while (len > 0 && is_line_end (line[len - 1]))
    len--;
  if (len > 2 && line[0] == '"' && line[len - 1] == '"') {
    line++;
    len -= 2;
  }
  if (len != strlen (key) + 1 || g_ascii_strncasecmp (line, key, strlen (key)) != 0)
    return 0;
  char c = line[len - 1];
  return g_ascii_isgraph (c) && !g_ascii_isalnum (c) && c != '"' ? c : c == '\t' ? c : 0;
}

static const char *
name_of (char delimiter)
{
  for (int c = 0; c < N_CANDIDATES; c++)
    if (candidates[c] == delimiter)
      return names[c];
  return NULL;
}

char
delimiter_choose (const char *text, size_t len, bool whole, struct place at, struct diag *diag)
{
  bool certain;
  char second, first = delimiter_find (text, len, whole, &certain, &second);
  if (!certain)
    diag_add (diag, FIND_DELIMITER, at,
              "the delimiter could be the %s or the %s, the %s was taken; declare \"delimiter:\" "
              "under \"source\"",
              name_of (first), name_of (second), name_of (first));
  return first;
}
