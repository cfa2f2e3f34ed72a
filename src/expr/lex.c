#include <config.h>

#include "base/number.h"
#include "expr/tree.h"

#include <string.h>

/* ---- Findings ---- */

struct place
fault_place (const struct fault *f, size_t start, size_t end)
{
  struct place place = f->text->place;
  if (!f->text->on_line)
    return place;
  const char *text = f->text->text;
  if (place.column > 0)
    place.column += (size_t)g_utf8_strlen (text, (gssize)start);
  place.width = MAX (1, (size_t)g_utf8_strlen (text + start, (gssize)(end - start)));
  return place;
}

enum { PIECE_CHARS = 40 };

char *
fault_piece (const char *text, size_t len)
{
  GString *s = g_string_new (NULL);
  const char *end = text + len;
  bool blank = false;
  for (size_t n = 0; text < end; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);
    bool space = g_unichar_isspace (c) || g_unichar_iscntrl (c);
    if (space && blank)
      continue;
    if (n++ == PIECE_CHARS) {
      g_string_append (s, "...");
      break;
    }
    blank = space;
    g_string_append_unichar (s, space ? ' ' : c);
  }
  return g_string_free (s, FALSE);
}

void
fault_add (struct fault *f, enum finding_id id, size_t start, size_t end, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  f->any = true;
  /* Where columns mean nothing, in folded or escaped scalars, the sentence quotes the fault. */
  if (f->text->on_line) {
    diag_add (f->diag, id, fault_place (f, start, end), "%s", message);
    return;
  }
  g_autofree char *piece = fault_piece (f->text->text + start, end - start);
  if (*piece)
    diag_add (f->diag, id, fault_place (f, start, end), "%s (at `%s`)", message, piece);
  else
    diag_add (f->diag, id, fault_place (f, start, end), "%s (at the end of the expression)",
              message);
}

/* ---- Tokens ---- */

/* Longer signs before those that they begin with. */
static const struct {
  const char *text;
  enum token_kind kind;
} signs[] = {{"==", TOKEN_EQ},   {"!=", TOKEN_NE},   {"<=", TOKEN_LE},   {">=", TOKEN_GE},
             {"..", TOKEN_DOTS}, {"<", TOKEN_LT},    {">", TOKEN_GT},    {"(", TOKEN_OPEN},
             {")", TOKEN_CLOSE}, {",", TOKEN_COMMA}, {":", TOKEN_COLON}, {"+", TOKEN_PLUS},
             {"-", TOKEN_MINUS}, {"*", TOKEN_TIMES}, {"/", TOKEN_OVER}};

static const struct {
  const char *text;
  enum token_kind kind;
} keywords[] = {{"and", TOKEN_AND}, {"or", TOKEN_OR}, {"not", TOKEN_NOT}, {"in", TOKEN_IN}};

/* Signs of other languages and of word processors, and what stands here for them.  Looked at before
   the signs above, so that `<>` is told before `<` is taken. */
static const struct {
  const char *text, *write;
} foreign[] = {{"%in%", "write `in`"},
               {"<>", "write `!=`"},
               {"=<", "write `<=`"},
               {"=>", "write `>=`"},
               {"~=", "write `!=`"},
               {"&&", "write `and`"},
               {"||", "write `or`"},
               {"**", "multiply instead, as in x * x"},
               {"&", "write `and`"},
               {"|", "write `or`"},
               {"!", "write `not`"},
               {"~", "write `not`"},
               {"=", "write `==`"},
               {"^", "multiply instead, as in x * x"},
               {"'", "texts are written between double quotes, \"like this\""},
               {"\xe2\x80\x98", "texts are written between straight double quotes, \"like this\""},
               {"\xe2\x80\x99", "texts are written between straight double quotes, \"like this\""},
               {"\xe2\x80\x9c", "texts are written between straight double quotes, \"like this\""},
               {"\xe2\x80\x9d", "texts are written between straight double quotes, \"like this\""},
               {"\xc2\xab", "texts are written between straight double quotes, \"like this\""},
               {"\xe2\x89\xa4", "write `<=`"},
               {"\xe2\x89\xa5", "write `>=`"},
               {"\xe2\x89\xa0", "write `!=`"},
               {"\xe2\x88\x92", "write `-`"},
               {"\xe2\x80\x93", "write `-`"},
               {"\xc3\x97", "write `*`"},
               {"\xc3\xb7", "write `/`"},
               {";", "write `,`"},
               {"[", "write `(`"},
               {"{", "write `(`"},
               {"]", "write `)`"},
               {"}", "write `)`"}};

static bool
begins_name (gunichar c)
{
  return c == '_' || g_unichar_isalpha (c);
}

static bool
continues_name (gunichar c)
{
  return c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static size_t
name_end (const char *source, size_t at)
{
  const char *p = source + at;
  while (continues_name (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return (size_t)(p - source);
}

static size_t
digits_end (const char *source, size_t at)
{
  while (g_ascii_isdigit (source[at]))
    at++;
  return at;
}

/* How much of a text from AT to END is shown: whole characters of what fits a number. */
static size_t
shown_of (const char *source, size_t at, size_t end)
{
  enum { CONTINUES = 0x80, MARK = 0xC0 }; /* a byte of UTF-8 behind the first one of a character */
  size_t n = MIN (end - at, NUMBER_SIZE);
  while (n > 0 && n < end - at && ((unsigned char)source[at + n] & MARK) == CONTINUES)
    n--;
  return n;
}

/* `3..5` is the number 3, two dots and the number 5: a mark belongs to a number only before a
 * digit.
 */
static struct token
read_number (const char *source, size_t at, struct fault *f)
{
  struct token t = {.kind = TOKEN_NUMBER, .start = at};
  size_t end = digits_end (source, at);

  if (source[end] == '.' && g_ascii_isdigit (source[end + 1]))
    end = digits_end (source, end + 1);
  if (source[end] == 'e' || source[end] == 'E') {
    size_t exponent = end + 1 + (source[end + 1] == '+' || source[end + 1] == '-');
    if (g_ascii_isdigit (source[exponent]))
      end = digits_end (source, exponent);
  }
  t.end = name_end (source, end);
  if (t.end > end) {
    fault_add (f, FIND_EXPRESSION, at, t.end,
               "`%.*s` is not a number; a name that begins with a digit is written in backquotes, "
               "`like this`",
               (int)shown_of (source, at, t.end), source + at);
    t.kind = TOKEN_FAULT;
  } else if (!number_parse (source + at, end - at, '.', &t.number)) {
    fault_add (f, FIND_EXPRESSION, at, end, "this number is too large");
    t.kind = TOKEN_FAULT;
  }
  return t;
}

/* Texts and names in backquotes.  A backslash protects the closing mark and itself; before any
   other character it stands for itself, so that patterns need no doubled ones. */
static struct token
read_quoted (const char *source, size_t at, struct fault *f)
{
  char mark = source[at];
  bool name = mark == '`';
  struct token t = {.kind = name ? TOKEN_QUOTED_NAME : TOKEN_TEXT, .start = at};
  GString *s = g_string_new (NULL);
  size_t i = at + 1;

  while (source[i] && source[i] != mark) {
    if (source[i] == '\\' && (source[i + 1] == mark || source[i + 1] == '\\')) {
      t.escaped = true;
      i++;
    }
    g_string_append_c (s, source[i++]);
  }
  t.end = i + 1;
  t.text = g_string_free (s, FALSE);
  if (source[i] == mark && !(name && t.text[0] == '\0'))
    return t;
  if (source[i] == mark)
    fault_add (f, FIND_EXPRESSION, at, t.end, "a name is missing between the backquotes");
  else
    fault_add (f, FIND_EXPRESSION, at, at + 1, "the %s that begins here is never closed with %s",
               name ? "name" : "text", name ? "a backquote" : "`\"`");
  g_clear_pointer (&t.text, g_free);
  t.kind = TOKEN_FAULT;
  return t;
}

static struct token
read_name (const char *source, size_t at)
{
  struct token t = {.kind = TOKEN_NAME, .start = at, .end = name_end (source, at)};
  size_t len = t.end - at;

  for (size_t i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (strlen (keywords[i].text) == len && memcmp (source + at, keywords[i].text, len) == 0) {
      t.kind = keywords[i].kind;
      return t;
    }
  t.text = g_strndup (source + at, len);
  return t;
}

static struct token
read_sign (const char *source, size_t at, struct fault *f)
{
  struct token t = {.kind = TOKEN_FAULT, .start = at, .end = at};

  for (size_t i = 0; i < G_N_ELEMENTS (foreign); i++) {
    size_t len = strlen (foreign[i].text);
    bool own = strncmp (source + at, "==", 2) == 0 || strncmp (source + at, "!=", 2) == 0;
    if (!own && strncmp (source + at, foreign[i].text, len) == 0) {
      fault_add (f, FIND_EXPRESSION, at, at + len, "`%s` has no meaning here; %s", foreign[i].text,
                 foreign[i].write);
      return t;
    }
  }
  for (size_t i = 0; i < G_N_ELEMENTS (signs); i++) {
    size_t len = strlen (signs[i].text);
    if (strncmp (source + at, signs[i].text, len) == 0) {
      t.kind = signs[i].kind;
      t.end = at + len;
      return t;
    }
  }
  gunichar c = g_utf8_get_char (source + at);
  size_t end = (size_t)(g_utf8_next_char (source + at) - source);
  if (c == '.')
    fault_add (
        f, FIND_EXPRESSION, at, end,
        "a number begins with a digit, as in 0.5; a name with a dot is written in backquotes");
  else if (g_unichar_isgraph (c))
    fault_add (f, FIND_EXPRESSION, at, end, "`%.*s` has no meaning here", (int)(end - at),
               source + at);
  else
    fault_add (f, FIND_EXPRESSION, at, end, "the character U+%04X has no meaning here",
               (unsigned)c);
  return t;
}

struct token
token_read (const char *source, size_t at, struct fault *f)
{
  gunichar c;

  /* Blanks of all kinds: no-break spaces come in with text pasted from a word processor. */
  while (g_unichar_isspace (c = g_utf8_get_char (source + at)))
    at = (size_t)(g_utf8_next_char (source + at) - source);
  if (c == '\0')
    return (struct token){.kind = TOKEN_END, .start = at, .end = at};
  if (g_ascii_isdigit (source[at]))
    return read_number (source, at, f);
  if (c == '"' || c == '`')
    return read_quoted (source, at, f);
  if (begins_name (c))
    return read_name (source, at);
  return read_sign (source, at, f);
}
