/* Patterns as regular languages, against PCRE2 itself on every short text. */
#include <config.h>

#include "base/number.h"
#include "base/regex.h"
#include "base/regular.h"

#include "unit.h"

#include <string.h>

/* Letters of both cases, a digit, a blank, an end of line, a letter with an accent, the Kelvin sign
   and the long s, which are k and s in another case. */
static const char *const alphabet[] = {"a", "B", "1", " ", "\n", "é", "\u212A", "\u017F"};
enum { LONGEST = 4 };

static struct regex *
compile (const char *slashed)
{
  struct diag *quiet = diag_new ();
  struct regex *regex = regex_new (slashed, (struct place){0}, false, quiet);

  diag_free (quiet);
  return regex;
}

static bool
takes (const struct regex *regex, const char *text)
{
  return regex_match (regex, text, strlen (text)) == REGEX_YES;
}

/* All texts over the alphabet that can be a cell, the shorter ones first. */
static GPtrArray *
all_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *layer = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (layer, g_strdup (""));
  g_ptr_array_add (texts, g_strdup (""));
  for (int len = 1; len <= LONGEST; len++) {
    GPtrArray *next = g_ptr_array_new_with_free_func (g_free);
    for (guint i = 0; i < layer->len; i++)
      for (size_t k = 0; k < G_N_ELEMENTS (alphabet); k++) {
        char *text = g_strconcat (layer->pdata[i], alphabet[k], NULL);
        size_t last = strlen (text) - 1;
        g_ptr_array_add (next, text);
        if (!strchr (" \n", text[0]) && !strchr (" \n", text[last]))
          g_ptr_array_add (texts, g_strdup (text));
      }
    g_ptr_array_free (layer, TRUE);
    layer = next;
  }
  g_ptr_array_free (layer, TRUE);
  return texts;
}

static guint32
draw (guint32 *seed, guint32 below)
{
  *seed = *seed * 1664525 + 1013904223;
  return (*seed >> 8) % below;
}

/* A random pattern of the language that can be proved. */
static void
draw_pattern (GString *out, guint32 *seed, int depth)
{
  static const char *const atoms[] = {
      "a",         "b",        "1",
      " ",         ".",        "\\d",
      "\\w",       "\\s",      "[ab]",
      "[^a]",      "[^\\w]",   "[1-9b]",
      "\\p{L}",    "\\PL",     "k",
      "s",         "^",        "$",
      "\\x{212A}", "[a-c1]",   "[^\\d ]",
      "é",         "\\D",      "[[:alpha:]]",
      "\\A",       "\\z",      "[]a]",
      "\\n",       "[\\s\\d]", "É",
      "(?i:b)",    "[^É]",     "\\p{Nd}",
      "[:a]",      "\\N",      "\\h",
      "\\v",       "{",        "[[:^space:]]",
      "\\W",
  };
  static const char *const quantifiers[] = {"?",  "*",   "+",     "{2}",   "{1,2}",
                                            "*?", "{0}", "{2,}?", "{0,1}", "??"};
  guint32 n = 1 + draw (seed, 3);

  for (guint32 i = 0; i < n; i++) {
    if (i > 0 && draw (seed, 5) == 0)
      g_string_append_c (out, '|');
    if (depth > 0 && draw (seed, 4) == 0) {
      static const char *const open[] = {"(", "(?:", "(?i:", "(?<n>", "(?:|"};
      g_string_append (out, open[draw (seed, G_N_ELEMENTS (open))]);
      draw_pattern (out, seed, depth - 1);
      g_string_append_c (out, ')');
    } else
      g_string_append (out, atoms[draw (seed, G_N_ELEMENTS (atoms))]);
    if (draw (seed, 3) == 0)
      g_string_append (out, quantifiers[draw (seed, G_N_ELEMENTS (quantifiers))]);
  }
}

static char *
draw_slashed (guint32 *seed)
{
  GString *out = g_string_new ("/");
  bool begins = draw (seed, 2), ends = draw (seed, 2);

  if (begins)
    g_string_append (out, "^(?:");
  draw_pattern (out, seed, 2);
  if (begins)
    g_string_append_c (out, ')');
  if (ends)
    g_string_append_c (out, '$');
  g_string_append (out, draw (seed, 3) == 0 ? "/i" : "/");
  return g_string_free (out, FALSE);
}

static bool
agrees (const char *a, const char *b, const struct regex *ra, const struct regex *rb,
        enum regular_answer answer, const char *witness, const GPtrArray *texts)
{
  const char *found = NULL;

  for (guint i = 0; i < texts->len && !found; i++)
    if (takes (ra, texts->pdata[i]) && takes (rb, texts->pdata[i]))
      found = texts->pdata[i];
  bool right = answer == REGULAR_APART  ? !found && !witness
               : answer == REGULAR_MEET ? takes (ra, witness) && takes (rb, witness)
                                        : !witness;
  if (answer == REGULAR_MEET && found)
    right = right && g_utf8_strlen (witness, -1) <= g_utf8_strlen (found, -1);
  if (!right)
    fprintf (stderr, "%s %s: answer %d, \"%s\", but \"%s\"\n", a, b, (int)answer,
             witness ? witness : "", found ? found : "");
  return right;
}

static void
check_random (struct unit *u)
{
  enum { ROUNDS = 1500 };
  GPtrArray *texts = all_texts ();
  size_t n[REGULAR_UNPROVEN + 1] = {0};
  struct regulars *rs = regulars_new ();
  guint32 seed = 1;

  for (int round = 0; round < ROUNDS; round++) {
    g_autofree char *a = draw_slashed (&seed), *b = draw_slashed (&seed), *witness = NULL;
    struct regex *ra = compile (a), *rb = compile (b);
    enum regular_answer answer = regulars_meet (rs, a, b, &witness);
    if (ra && rb) {
      n[answer]++;
      CHECK (u, agrees (a, b, ra, rb, answer, witness, texts));
    } else
      CHECK (u, answer == REGULAR_UNPROVEN && !witness);
    regex_free (ra);
    regex_free (rb);
  }
  /* The patterns are in the language that can be proved, and not all alike. */
  CHECK (u, n[REGULAR_APART] > ROUNDS / 10);
  CHECK (u, n[REGULAR_MEET] > ROUNDS / 10);
  CHECK (u, n[REGULAR_UNPROVEN] == 0);
  regulars_free (rs);
  g_ptr_array_free (texts, TRUE);
}

static const struct {
  const char *a, *b;
  enum regular_answer answer;
  const char *witness;
} cases[] = {
    {"/sem/", "/dia/", REGULAR_MEET, "semdia"},
    {"/^sem/", "/dia/", REGULAR_MEET, "semdia"},
    {"/^sem/", "/^dia/", REGULAR_APART, NULL},
    {"/^9[789]$/", "/^[1-8]\\d$/", REGULAR_APART, NULL},
    {"/^9[789]$/", "/^[1-9]\\d$/", REGULAR_MEET, "97"},
    {"/^$/", "/^a*$/", REGULAR_MEET, ""},
    {"/a/", "/a/i", REGULAR_MEET, "a"},
    {"/^ñ$/", "/^Ñ$/i", REGULAR_MEET, "ñ"},
    {"/^σ$/i", "/^ς$/", REGULAR_MEET, "ς"},
    {"/^i$/i", "/^\u0130$/i", REGULAR_APART, NULL},
    {"/^(?i)sim$/", "/^SIM$/", REGULAR_MEET, "SIM"},
    {"/^a(?i)b|c$/", "/^C$/", REGULAR_MEET, "C"},
    {"/^\\p{Lu}$/", "/^[a-zé]$/", REGULAR_APART, NULL},
    {"/^\\p{Lu}$/i", "/^a$/", REGULAR_UNPROVEN, NULL},
    {"/^\\w+$/", "/^\\W+$/", REGULAR_APART, NULL},
    {"/^.\\s.$/", "/^..$/", REGULAR_APART, NULL},
    {"/ $/", "/x/", REGULAR_APART, NULL}, /* cells are trimmed */
    {"/^[^,]+(,[^,]+)*$/", "/,,/", REGULAR_APART, NULL},
    {"/^a++$/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/^b*a++/", "/a/", REGULAR_MEET, "a"},
    {"/(a)\\1/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/(?=a)a/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/a(?!b)/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/\\bsem/", "/dia/", REGULAR_UNPROVEN, NULL},
    {"/(?>a|ab)c/", "/abc/", REGULAR_UNPROVEN, NULL},
    {"/(?x) a b/", "/ab/", REGULAR_UNPROVEN, NULL},
    {"/(*UCP)a/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/(a|b(?1))/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/\\Qa.b\\E/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/a{,3}b/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/[[:punct:]]/", "/a/", REGULAR_UNPROVEN, NULL},
    {"/(/", "/a/", REGULAR_UNPROVEN, NULL}, /* no pattern at all */
    {"/((a{1,200}){1,200}){1,200}/", "/b/", REGULAR_UNPROVEN, NULL},
    {"/(((){60000}){60000}){60000}/", "/b/", REGULAR_UNPROVEN, NULL},
    {"/^(a?){900}b$/", "/^(a?){900}c$/", REGULAR_UNPROVEN, NULL},
};

static void
check_cases (struct unit *u)
{
  struct regulars *rs = regulars_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int turned = 0; turned < 2; turned++) {
      const char *a = turned ? cases[i].b : cases[i].a, *b = turned ? cases[i].a : cases[i].b;
      g_autofree char *witness = NULL;
      enum regular_answer answer = regulars_meet (rs, a, b, &witness);
      bool right =
          answer == cases[i].answer && (turned || g_strcmp0 (witness, cases[i].witness) == 0);
      if (!right)
        fprintf (stderr, "%s %s: answer %d, \"%s\"\n", a, b, (int)answer, witness ? witness : "");
      CHECK (u, right);
    }
  regulars_free (rs);
}

/* Does TEXT spell VALUE as data do: digits with zeros before them and, behind the mark, after them?
 */
static bool
is_plain_spelling (const char *text, char decimal)
{
  static const char digits[] = "0123456789";
  const char *p = text + (*text == '-');
  size_t n = strspn (p, digits);

  return n > 0 &&
         (p[n] == '\0' || (p[n] == decimal && strspn (p + n + 1, digits) == strlen (p + n + 1)));
}

static void
check_numbers (struct unit *u)
{
  static const double ends[] = {-INFINITY, -120, -12, -9, -1, -0.5, 0,   0.1, 1,   1.5, 4,
                                9,         10,   11,  19, 99, 100,  101, 120, 199, 999, INFINITY};
  static const char alphabet_of_numbers[] = "0129-,.";
  size_t wrong = 0, tried = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (ends); i++)
    for (size_t k = i; k < G_N_ELEMENTS (ends); k++) {
      char decimal = (i + k) % 2 ? '.' : ',';
      g_autofree char *pattern = regular_numbers (ends[i], ends[k], decimal);
      struct regex *regex = pattern ? compile (pattern) : NULL;
      for (unsigned code = 0; code < 7 * 7 * 7 * 7; code++) {
        char text[5] = "";
        double value;
        size_t len = 0;
        for (unsigned rest = code; rest > 0 && len < 4; rest /= 7)
          text[len++] = alphabet_of_numbers[rest % 7];
        bool is = is_plain_spelling (text, decimal) && number_parse (text, len, decimal, &value) &&
                  value >= ends[i] && value <= ends[k] &&
                  (value == floor (value) || value == ends[i] || value == ends[k]) &&
                  !(value == 0 && *text == '-');
        tried++;
        if (is != (regex && takes (regex, text))) {
          wrong++;
          fprintf (stderr, "%g..%g: %s is \"%s\"?\n", ends[i], ends[k], pattern, text);
        }
      }
      regex_free (regex);
    }
  CHECK (u, wrong == 0 && tried > 0);
  CHECK (u, regular_numbers (1e15, INFINITY, '.') == NULL);
  CHECK (u, regular_numbers (0.2, 0.1, '.') == NULL);
}

static void
check_texts (struct unit *u)
{
  static const char *const texts[] = {"", "a.b*(c)", "É [x]", "1-2", "a/b\\c", "#^$|?+{2}", "_x"};

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    for (size_t k = 0; k < G_N_ELEMENTS (texts); k++) {
      g_autofree char *pattern = regular_text (texts[i]), *upper = g_utf8_strup (texts[k], -1);
      struct regex *regex = compile (pattern);
      CHECK (u, regex && takes (regex, texts[k]) == (i == k) && takes (regex, upper) == (i == k));
      regex_free (regex);
    }
}

int
main (void)
{
  struct unit u = {0};
  check_cases (&u);
  check_random (&u);
  check_numbers (&u);
  check_texts (&u);
  return unit_report (&u);
}
