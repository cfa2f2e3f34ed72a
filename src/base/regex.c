#include <config.h>

#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* What a pattern from a stranger may cost. */
enum {
  LONGEST_PATTERN = 1024,
  DEEPEST_NESTING = 32,
  MATCH_LIMIT = 100000,
  DEPTH_LIMIT = 100000,
  HEAP_LIMIT_KIB = 4096
};

struct regex {
  pcre2_code *code;
  pcre2_match_context *limits; /* only read while matching, so that threads may share it */
};

/* The slash that ends the pattern, or NULL. */
static const char *
last_slash (const char *text)
{
  const char *slash = strrchr (text, '/');
  return text[0] == '/' && slash > text ? slash : NULL;
}

bool
regex_is_slashed (const char *text)
{
  const char *slash = last_slash (text);
  return slash != NULL && slash[1 + strspn (slash + 1, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* The fault is OFFSET bytes into SLASHED. */
static void
bad_pattern (const char *slashed, size_t offset, const char *what, struct place at, bool on_line,
             struct diag *diag)
{
  size_t character = (size_t)g_utf8_strlen (slashed, (gssize)offset);

  if (on_line) {
    at.column += character;
    at.width = 1;
    diag_add (diag, FIND_BAD_PATTERN, at, "the pattern %s cannot be used: %s", slashed, what);
  } else
    diag_add (diag, FIND_BAD_PATTERN, at, "the pattern %s cannot be used: %s (at character %zu)",
              slashed, what, character + 1);
}

static pcre2_code *
compile (const char *slashed, const char *end, struct place at, bool on_line, struct diag *diag)
{
  uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  pcre2_compile_context *context = pcre2_compile_context_create (NULL);
  pcre2_code *code;
  int error;
  size_t offset;

  if (end[1] == 'i')
    options |= PCRE2_CASELESS;
  if (context == NULL)
    g_error ("out of memory");
  pcre2_set_max_pattern_length (context, LONGEST_PATTERN);
  pcre2_set_parens_nest_limit (context, DEEPEST_NESTING);
  code = pcre2_compile ((PCRE2_SPTR)slashed + 1, (size_t)(end - slashed - 1), options, &error,
                        &offset, context);
  pcre2_compile_context_free (context);
  if (code == NULL) {
    char what[256] = "";
    pcre2_get_error_message (error, (PCRE2_UCHAR *)what, sizeof what);
    bad_pattern (slashed, MIN (offset, (size_t)(end - slashed - 1)) + 1, what, at, on_line, diag);
  }
  return code;
}

struct regex *
regex_new (const char *slashed, struct place at, bool on_line, struct diag *diag)
{
  const char *end = last_slash (slashed);
  struct regex *r;
  pcre2_code *code;

  if (end == NULL) {
    bad_pattern (slashed, 0, "it must stand between two slashes", at, on_line, diag);
    return NULL;
  }
  if (end[1] != '\0' && strcmp (end + 1, "i") != 0) {
    bad_pattern (slashed, (size_t)(end - slashed) + 1,
                 "behind the last slash only \"i\" may follow (upper and lower case are the same)",
                 at, on_line, diag);
    return NULL;
  }
  if (end == slashed + 1) {
    bad_pattern (slashed, 1, "it is empty and would match everything", at, on_line, diag);
    return NULL;
  }
  if ((code = compile (slashed, end, at, on_line, diag)) == NULL)
    return NULL;
  r = g_new0 (struct regex, 1);
  r->code = code;
  r->limits = pcre2_match_context_create (NULL);
  if (r->limits == NULL)
    g_error ("out of memory");
  pcre2_set_match_limit (r->limits, MATCH_LIMIT);
  pcre2_set_depth_limit (r->limits, DEPTH_LIMIT);
  pcre2_set_heap_limit (r->limits, HEAP_LIMIT_KIB);
  return r;
}

void
regex_free (struct regex *r)
{
  if (r == NULL)
    return;
  pcre2_code_free (r->code);
  pcre2_match_context_free (r->limits);
  g_free (r);
}

enum regex_result
regex_match (const struct regex *r, const char *text, size_t len)
{
  /* Match data of its own for each call: threads share the pattern and nothing else. */
  pcre2_match_data *data = pcre2_match_data_create (1, NULL);
  int n;

  if (data == NULL)
    g_error ("out of memory");
  n = pcre2_match (r->code, (PCRE2_SPTR)text, len, 0, 0, data, r->limits);
  pcre2_match_data_free (data);
  if (n >= 0)
    return REGEX_YES;
  return n == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_LIMIT;
}
