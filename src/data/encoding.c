#include <config.h>

#include "data/encoding.h"

#include <glib.h>
#include <string.h>

/* ---- Zero bytes ---- */

/* Is it a character that stands in a text of ASCII? */
static bool
is_plain (char byte)
{
  return g_ascii_isprint (byte) || g_ascii_isspace (byte);
}

const char *
encoding_of_start (const char *text, size_t len)
{
  size_t little = 0, big = 0, neither = 0, zero = 0;
  for (size_t i = 0; i + 2 <= len; i += 2) {
    bool first = is_plain (text[i]), second = is_plain (text[i + 1]);
    little += first && text[i + 1] == 0;
    big += text[i] == 0 && second;
    zero += text[i] == 0 && text[i + 1] == 0;
    neither += first && second;
  }
  /* Delimiters, digits and line ends are ASCII in every script.  In UTF-16 they stand beside a zero
     byte; in a text of single bytes with some zero bytes in it nearly all stand beside another one;
     in UTF-32 there are pairs of zero bytes. */
  if (MAX (little, big) < 2 || MAX (little, big) <= neither + MIN (little, big) + 2 * zero)
    return NULL;
  return little > big ? "UTF-16LE" : "UTF-16BE";
}

/* ---- ASCII ---- */

size_t
encoding_ascii (const char *text, size_t len)
{
  static const guint64 highs = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 word[4];
  size_t i = 0;
  for (; i + sizeof word <= len; i += sizeof word) {
    memcpy (word, text + i, sizeof word);
    if ((word[0] | word[1] | word[2] | word[3]) & highs)
      break;
  }
  while (i < len && (text[i] & 0x80) == 0)
    i++;
  return i;
}

/* ---- One byte a character ---- */

/* What a byte is in an encoding. */
enum kind {
  KIND_NONE,       /* no character, or a control one: no text has it */
  KIND_LOWER,      /* a letter of a Latin language */
  KIND_UPPER,      /* the same */
  KIND_OTHER,      /* of ASCII: neither letter nor digit */
  KIND_DIGIT,      /* the same: a digit */
  KIND_SPACE,      /* a no-break space */
  KIND_OPENING,    /* a mark before a word */
  KIND_CLOSING,    /* one behind a word */
  KIND_APOSTROPHE, /* one inside a word */
  KIND_ORDINAL,    /* a raised letter behind a number or a shortened word */
  KIND_MARK,       /* what stands between words */
  KIND_SYMBOL      /* what hardly stands in an answer: a line of a box, a sign of mathematics */
};

/* The default first; it takes in ISO-8859-1, whose other bytes are control characters. */
static const char *const candidates[] = {"windows-1252", "ISO-8859-15", "CP850", "MACINTOSH"};

static const struct {
  enum kind kind;
  const char *characters;
} marks[] = {
    {KIND_SPACE, "\xC2\xA0"}, {KIND_OPENING, "“‘«¿¡"}, {KIND_CLOSING, "”»"},
    {KIND_APOSTROPHE, "’´·"}, {KIND_ORDINAL, "ªº°"},   {KIND_MARK, "–—…€£§©®™½¼¾¹²³"},
};

static enum kind
kind_of_character (gunichar c)
{
  enum { LATIN_END = 0x180 }; /* behind Latin Extended-A */
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_utf8_strchr (marks[i].characters, -1, c))
      return marks[i].kind;
  if (g_unichar_iscntrl (c))
    return KIND_NONE;
  if (c >= LATIN_END || !g_unichar_isalpha (c))
    return KIND_SYMBOL;
  return g_unichar_isupper (c) ? KIND_UPPER : KIND_LOWER;
}

/* Those that stand in every text of a language that has them. */
static const char common_letters[] = "áàâãäåæçéèêëíñóòôõöøúùüß";

enum { N_BYTES = 256, FIRST_HIGH = 0x80 };

/* An encoding, byte by byte. */
struct table {
  enum kind kind[N_BYTES];
  bool common[N_BYTES]; /* a letter that many words have */
};

/* False if iconv does not know the encoding here. */
static bool
read_table (const char *encoding, struct table *t)
{
  GIConv convert = g_iconv_open ("UTF-8", encoding);
  if (convert == (GIConv)-1)
    return false;
  for (int b = 0; b < N_BYTES; b++) {
    char byte = (char)b, text[8] = {0}, *in = &byte, *out = text;
    size_t in_left = 1, out_left = sizeof text - 1;
    if (b < FIRST_HIGH)
      t->kind[b] = g_ascii_islower (b)   ? KIND_LOWER
                   : g_ascii_isupper (b) ? KIND_UPPER
                   : g_ascii_isdigit (b) ? KIND_DIGIT
                                         : KIND_OTHER;
    else if (g_iconv (convert, &in, &in_left, &out, &out_left) == (size_t)-1)
      t->kind[b] = KIND_NONE;
    else {
      gunichar c = g_utf8_get_char (text);
      t->kind[b] = kind_of_character (c);
      t->common[b] = g_utf8_strchr (common_letters, -1, g_unichar_tolower (c)) != NULL;
    }
    g_iconv (convert, NULL, NULL, NULL, NULL);
  }
  g_iconv_close (convert);
  return true;
}

static bool
is_letter (enum kind kind)
{
  return kind == KIND_LOWER || kind == KIND_UPPER;
}

static bool
is_word (enum kind kind)
{
  return is_letter (kind) || kind == KIND_DIGIT;
}

/* A letter between its neighbours: words are of small letters, of capitals, or begin with one. */
static int
letter_points (enum kind kind, enum kind before, enum kind after, bool beside_ascii, bool common)
{
  if (kind == KIND_UPPER && is_letter (before) && (before == KIND_LOWER || after == KIND_LOWER))
    return -2;
  if (kind == KIND_LOWER && after == KIND_UPPER)
    return -2;
  if (beside_ascii)
    return common ? 3 : 2;
  return kind == KIND_LOWER;
}

static int
mark_points (enum kind kind, enum kind before, enum kind after)
{
  bool inside = is_letter (before) && is_letter (after);
  switch (kind) {
  case KIND_NONE:
    return -8;
  case KIND_APOSTROPHE:
    return is_letter (before);
  case KIND_OPENING:
    return inside ? -2 : !is_word (before) && is_word (after) ? 2 : 0;
  case KIND_CLOSING:
    return inside ? -2 : !is_word (after) && before != KIND_DIGIT ? 2 : 0;
  case KIND_ORDINAL:
    return inside ? -2 : is_word (before) ? 2 : 0;
  case KIND_MARK:
    return inside ? -2 : 1;
  case KIND_SYMBOL:
    return inside ? -3 : -2;
  default:
    return 0;
  }
}

/* How much sense the bytes make in an encoding.  The points are weighed against each other, not
   measured: a letter in its place says a little more than a mark in its place. */
static long
score (const struct table *t, const char *text, size_t len, char before)
{
  const enum kind *kind = t->kind;
  long points = 0;
  for (size_t i = 0; i < len; i++) {
    unsigned char byte = (unsigned char)text[i], next = '\n';
    unsigned char last = (unsigned char)(i > 0 ? text[i - 1] : before);
    if (byte < FIRST_HIGH)
      continue;
    if (i + 1 < len)
      next = (unsigned char)text[i + 1];
    if (is_letter (kind[byte]))
      points += letter_points (kind[byte], kind[last], kind[next],
                               g_ascii_isalpha (last) || g_ascii_isalpha (next), t->common[byte]);
    else
      points += mark_points (kind[byte], kind[last], kind[next]);
  }
  return points;
}

/* Do most of the bytes that are not ASCII stand in rows of three or more?  In a Latin language
   they stand among other letters. */
static bool
is_foreign (const char *text, size_t len)
{
  enum { ROW = 3 };
  size_t n = 0, in_rows = 0;
  for (size_t i = 0, row = 0; i <= len; i++) {
    if (i < len && (text[i] & 0x80) != 0) {
      row++;
      continue;
    }
    n += row;
    in_rows += row >= ROW ? row : 0;
    row = 0;
  }
  return 2 * in_rows > n;
}

struct encoding
encoding_legacy (const char *text, size_t len, char before)
{
  struct encoding best = {candidates[0], is_foreign (text, len)};
  long most = G_MINLONG;
  for (size_t i = 0; i < G_N_ELEMENTS (candidates) && !best.foreign; i++) {
    struct table t = {0};
    long points = read_table (candidates[i], &t) ? score (&t, text, len, before) : G_MINLONG;
    if (points > most) {
      most = points;
      best.name = candidates[i];
    }
  }
  return best;
}

/* ---- UTF-8 ---- */

struct encoding
encoding_choose (const char *text, size_t len, char before, bool whole)
{
  static const gunichar cut_off = (gunichar)-2, wrong = (gunichar)-1;
  size_t characters = 0, bad = 0;
  for (size_t i = 0; i < len;) {
    gunichar c =
        (text[i] & 0x80) == 0 ? 0 : g_utf8_get_char_validated (text + i, (gssize)(len - i));
    if (c == cut_off) {
      bad += whole;
      break;
    }
    bad += c == wrong;
    characters += c != wrong && c != 0;
    i += c == wrong ? 1 : (size_t)g_unichar_to_utf8 (c, NULL);
  }
  /* Two bytes of another encoding seldom look like a character of UTF-8. */
  if (bad == 0 || characters > bad)
    return (struct encoding){"UTF-8", false};
  return encoding_legacy (text, len, before);
}
