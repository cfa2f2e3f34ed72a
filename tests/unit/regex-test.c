#include <config.h>

#include "base/regex.h"
#include "unit.h"

#include <string.h>

static const struct {
  const char *pattern, *text;
  enum regex_result result;
} matches[] = {
    {"/^semanal/i", "Semanalmente", REGEX_YES},
    {"/^semanal/", "Semanalmente", REGEX_NO},
    {"/di[aá]/", "todo dia", REGEX_YES},
    {"/^\\w+$/", "niñez", REGEX_YES},
    {"/É/i", "é", REGEX_YES},
    {"/^.$/", "中", REGEX_YES},
    {"/a\\/b/", "a/b", REGEX_YES},
    {"/a/b/", "a/b", REGEX_YES},
    {"/^(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", REGEX_LIMIT},
    {"/^(a+)+$/", "aaaaaaaaaa", REGEX_YES},
    {"/(*LIMIT_MATCH=100000000)^(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", REGEX_LIMIT},
    {"/x/", "\xFF", REGEX_LIMIT}, /* not UTF-8 is no "no" either */
};

static const struct {
  const char *pattern;
  size_t column; /* of the fault, the first slash standing in column 11 */
  const char *message;
} faults[] = {
    {"/a(b/", 15, "the pattern /a(b/ cannot be used: missing closing parenthesis"},
    {"/é[z/", 15, "the pattern /é[z/ cannot be used: missing terminating ] for character class"},
    {"/a/x", 14,
     "the pattern /a/x cannot be used: behind the last slash only \"i\" may follow (upper and "
     "lower "
     "case are the same)"},
    {"//", 12, "the pattern // cannot be used: it is empty and would match everything"},
    {"a", 11, "the pattern a cannot be used: it must stand between two slashes"},
    {"/\\C/", 14, "the pattern /\\C/ cannot be used: using \\C is disabled by the application"},
};

static void
limits (struct unit *u)
{
  struct diag *d = diag_new ();
  g_autoptr (GString) deep = g_string_new ("/"), deeper = g_string_new ("/");
  g_autofree char *a = g_strnfill (1024, 'a'), *b = g_strnfill (1025, 'b');
  g_autofree char *longest = g_strdup_printf ("/%s/", a), *longer = g_strdup_printf ("/%s/", b);
  struct regex *r;

  for (int i = 0; i < 32; i++)
    g_string_append (deep, "(");
  for (int i = 0; i < 32; i++)
    g_string_append (deep, ")");
  g_string_append (deep, "/");
  g_string_append_printf (deeper, "(%.*s)/", (int)deep->len - 2, deep->str + 1);
  r = regex_new (deep->str, (struct place){0}, false, d);
  CHECK (u, r != NULL);
  regex_free (r);
  r = regex_new (longest, (struct place){0}, false, d);
  CHECK (u, r != NULL && diag_size (d) == 0);
  regex_free (r);
  CHECK (u, regex_new (deeper->str, (struct place){0}, false, d) == NULL);
  CHECK (u, regex_new (longer, (struct place){0}, false, d) == NULL);
  CHECK (u, diag_size (d) == 2);
  CHECK (u, strstr (diag_at (d, 0)->message, "parentheses are too deeply nested") != NULL);
  CHECK (u, strstr (diag_at (d, 1)->message, "too large") != NULL ||
                strstr (diag_at (d, 1)->message, "longer") != NULL);
  diag_free (d);
}

static gpointer
match_often (gpointer data)
{
  const struct regex *r = data;
  size_t n = 0;

  for (int i = 0; i < 2000; i++)
    n += regex_match (r, "Toda semana", 11) == REGEX_YES;
  return GSIZE_TO_POINTER (n);
}

static void
several_threads (struct unit *u)
{
  struct diag *d = diag_new ();
  struct regex *r = regex_new ("/(sem+)ana$/i", (struct place){0}, false, d);
  GThread *threads[4];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, match_often, r);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    CHECK (u, GPOINTER_TO_SIZE (g_thread_join (threads[i])) == 2000);
  regex_free (r);
  diag_free (d);
}

int
main (void)
{
  struct unit u = {0};

  for (size_t i = 0; i < G_N_ELEMENTS (matches); i++) {
    struct diag *d = diag_new ();
    struct regex *r = regex_new (matches[i].pattern, (struct place){0}, false, d);
    enum regex_result result;
    CHECK (&u, r != NULL && diag_size (d) == 0);
    result = r != NULL ? regex_match (r, matches[i].text, strlen (matches[i].text)) : REGEX_LIMIT;
    if (result != matches[i].result)
      fprintf (stderr, "%s on \"%s\": %d\n", matches[i].pattern, matches[i].text, (int)result);
    CHECK (&u, result == matches[i].result);
    regex_free (r);
    diag_free (d);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++) {
    struct diag *d = diag_new ();
    struct place at = {.file = "s.yaml", .line = 3, .column = 11, .width = 4};
    CHECK (&u, regex_new (faults[i].pattern, at, true, d) == NULL);
    CHECK (&u, diag_size (d) == 1 && diag_at (d, 0)->id == FIND_BAD_PATTERN);
    if (strcmp (diag_at (d, 0)->message, faults[i].message) != 0)
      fprintf (stderr, "said: %s\n", diag_at (d, 0)->message);
    CHECK (&u, strcmp (diag_at (d, 0)->message, faults[i].message) == 0);
    CHECK (&u, diag_at (d, 0)->column == faults[i].column);
    CHECK (&u, regex_new (faults[i].pattern, at, false, d) == NULL);
    CHECK (&u, diag_at (d, 1)->column == 11);
    CHECK (&u, g_str_has_prefix (diag_at (d, 1)->message, faults[i].message) &&
                   strstr (diag_at (d, 1)->message, "(at character ") != NULL);
    diag_free (d);
  }
  CHECK (&u, regex_is_slashed ("/a/") && regex_is_slashed ("/a/i") && regex_is_slashed ("//"));
  CHECK (&u, !regex_is_slashed ("/") && !regex_is_slashed ("a/b/") && !regex_is_slashed (""));
  CHECK (&u, !regex_is_slashed ("/a/1") && !regex_is_slashed ("/a"));
  limits (&u);
  several_threads (&u);
  return unit_report (&u);
}
