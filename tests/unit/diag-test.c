#include <config.h>

#include "base/source.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* What the user reads. */
static bool
prints (struct diag *d, bool color, const char *expected)
{
  char *text = NULL;
  size_t len;
  FILE *file = open_memstream (&text, &len);
  bool same;

  diag_print (d, file, color);
  fclose (file);
  same = strcmp (text, expected) == 0;
  if (!same)
    fprintf (stderr, "printed:\n%sexpected:\n%s", text, expected);
  free (text);
  return same;
}

static struct source *
source_of (const char *text)
{
  struct diag *none = diag_new ();
  struct source *s = source_from_text ("plan.yaml", text, strlen (text), none);
  diag_free (none);
  return s;
}

static void
caret_and_suggestion (struct unit *u)
{
  struct source *s = source_of ("among: internet_use\nof: sex == \"grl\"\n");
  struct source *cb = source_of ("codebook: x\n  sex:\n");
  struct diag *d = diag_new ();

  diag_add (d, FIND_UNKNOWN_CATEGORY, source_place (s, 31, 5), "sex has no category \"%s\"", "grl");
  diag_note (d, source_place (cb, 14, 3), "sex is declared here");
  diag_suggest (d, "girl");
  CHECK (u, prints (d, false,
                    "plan.yaml:2:12: error: sex has no category \"grl\" [unknown-category]\n"
                    "    of: sex == \"grl\"\n"
                    "               ^~~~~\n"
                    "  plan.yaml:2:3: note: sex is declared here\n"
                    "      sex:\n"
                    "      ^~~\n"
                    "  did you mean \"girl\"?\n"));
  CHECK (u, prints (d, true,
                    "\033[1mplan.yaml:2:12:\033[0m \033[1;31merror:\033[0m sex has no category "
                    "\"grl\" [unknown-category]\n"
                    "    of: sex == \"grl\"\n"
                    "               \033[1;32m^~~~~\033[0m\n"
                    "  \033[1mplan.yaml:2:3:\033[0m \033[1;36mnote:\033[0m sex is declared here\n"
                    "      sex:\n"
                    "      \033[1;32m^~~\033[0m\n"
                    "  did you mean \"girl\"?\n"));
  CHECK (u, diag_status (d) == 1);
  diag_free (d);
  source_free (s);
  source_free (cb);
}

static void
wide_and_hidden_characters (struct unit *u)
{
  struct source *s = source_of ("a:\t\xE4\xB8\xAD\xE6\x96\x87 xy\xE2\x80\xAE z\n");
  struct diag *d = diag_new ();

  diag_add (d, FIND_BAD_VALUE, source_place (s, 10, 2), "\"\xE2\x80\xAE\033[2J\n\xFF\"");
  diag_add (d, FIND_BAD_VALUE, source_place (s, 16, 1), "behind");
  diag_add (d, FIND_BAD_VALUE, source_place (s, s->len, 1), "at the end");
  CHECK (u, prints (d, false,
                    "plan.yaml:1:7: error: \"\\u202E\\x1B[2J\\n\\xFF\" [bad-value]\n"
                    "    a:      \xE4\xB8\xAD\xE6\x96\x87 xy\\u202E z\n"
                    "                 ^~\n"
                    "plan.yaml:1:11: error: behind [bad-value]\n"
                    "    a:      \xE4\xB8\xAD\xE6\x96\x87 xy\\u202E z\n"
                    "                          ^\n"
                    "plan.yaml:1:12: error: at the end [bad-value]\n"
                    "    a:      \xE4\xB8\xAD\xE6\x96\x87 xy\\u202E z\n"
                    "                           ^\n"));
  diag_free (d);
  source_free (s);
}

static void
long_lines_are_cut (struct unit *u)
{
  g_autofree char *before = g_strnfill (1000, 'a'), *after = g_strnfill (1000, 'b');
  g_autofree char *text = g_strconcat (before, "!", after, NULL);
  g_autofree char *expected = g_strdup_printf ("plan.yaml:1:1001: error: here [bad-value]\n"
                                               "    ...%.60s!%.59s...\n"
                                               "    %63s^\n",
                                               before, after, "");
  struct source *s = source_of (text);
  struct diag *d = diag_new ();

  diag_add (d, FIND_BAD_VALUE, source_place (s, 1000, 1), "here");
  CHECK (u, prints (d, false, expected));
  diag_free (d);
  source_free (s);
}

static void
ten_of_a_kind (struct unit *u)
{
  struct diag *d = diag_new ();
  char *text = NULL, *end;
  size_t len, lines = 0;
  FILE *file = open_memstream (&text, &len);
  g_autoptr (GString) log = g_string_new (NULL);

  for (size_t i = 0; i < 2000; i++)
    diag_add (d, FIND_UNMAPPED, (struct place){.file = "a.csv", .line = i + 2}, "value");
  diag_add (d, FIND_UNMAPPED, (struct place){.file = "b.csv"}, "value");
  diag_print (d, file, false);
  fclose (file);
  for (const char *p = text; *p != '\0'; p++)
    lines += *p == '\n';
  CHECK (u, lines == 12);
  end = strstr (text, "a.csv:11:");
  CHECK (u, end != NULL && strcmp (end, "a.csv:11: warning: value [unmapped]\n"
                                        "a.csv: and 1990 more of this kind [unmapped]\n"
                                        "b.csv: warning: value [unmapped]\n") == 0);
  CHECK (u, diag_count (d, SEVERITY_WARNING) == 2001);
  CHECK (u, diag_count (d, SEVERITY_ERROR) == 0);
  CHECK (u, diag_size (d) == 1001);
  CHECK (u, diag_status (d) == 0);
  diag_log (d, log);
  CHECK (u, strstr (log->str, "{\"level\":\"warning\",\"id\":\"unmapped\",\"file\":\"a.csv\","
                              "\"message\":\"and 1000 more of this kind\"}\n") != NULL);
  free (text);
  diag_free (d);
}

static void
joining (struct unit *u)
{
  struct diag *all = diag_new (), *one = diag_new (), *two = diag_new ();

  diag_strict (all);
  CHECK (u, diag_set (all, "no-routing"));
  diag_inherit (one, all);
  diag_inherit (two, all);
  diag_add (two, FIND_UNMAPPED, (struct place){.file = "2.csv"}, "two");
  diag_add (one, FIND_UNMAPPED, (struct place){.file = "1.csv"}, "one");
  diag_add (one, FIND_ROUTING, (struct place){.file = "1.csv"}, "not heard");
  diag_note (one, (struct place){.file = "1.csv"}, "nor this");
  diag_suggest (one, "nor that");
  diag_join (all, one);
  diag_join (all, two);
  CHECK (u, prints (all, false, "1.csv: error: one [unmapped]\n2.csv: error: two [unmapped]\n"));
  CHECK (u, diag_size (one) == 0 && diag_count (one, SEVERITY_WARNING) == 0);
  diag_add (one, FIND_CANNOT_READ, (struct place){0}, "cannot read \"x\": why");
  CHECK (u, prints (one, false, "gko: error: cannot read \"x\": why [cannot-read]\n"));
  CHECK (u, diag_status (one) == 3);
  diag_join (all, one);
  CHECK (u, diag_status (all) == 3);
  CHECK (u, diag_count (all, SEVERITY_ERROR) == 3);
  diag_free (all);
  diag_free (one);
  diag_free (two);
}

static void
settings (struct unit *u)
{
  static const struct {
    const char *argument;
    bool ok;
    size_t warnings, errors; /* of one unmapped finding, after it */
  } rows[] = {
      {"no-unmapped", true, 0, 0},
      {"unmapped", true, 1, 0},
      {"error=unmapped", true, 0, 1},
      {"no-column", true, 1, 0}, /* an id, not a "no-" */
      {"no-no-column", false, 1, 0},
      {"no-unknown-variable", false, 1, 0},
      {"error=no-such-thing", false, 1, 0},
      {"", false, 1, 0},
      {"no-", false, 1, 0},
      {"error=cannot-read", true, 1, 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    struct diag *d = diag_new ();
    CHECK (u, diag_set (d, rows[i].argument) == rows[i].ok);
    diag_add (d, FIND_UNMAPPED, (struct place){0}, "x");
    CHECK (u, diag_count (d, SEVERITY_ERROR) == rows[i].errors);
    CHECK (u, diag_count (d, SEVERITY_WARNING) == rows[i].warnings + rows[i].errors);
    diag_free (d);
  }
  for (int i = 0; i < N_FINDINGS; i++) {
    CHECK (u, strlen (diag_id_name ((enum finding_id)i)) > 3);
    CHECK (u, g_str_has_suffix (diag_id_meaning ((enum finding_id)i), "."));
    CHECK (u, diag_id_severity ((enum finding_id)i) >= SEVERITY_INFO);
    for (int j = 0; j < i; j++)
      CHECK (u, strcmp (diag_id_name ((enum finding_id)i), diag_id_name ((enum finding_id)j)));
  }
}

static void
log_lines (struct unit *u)
{
  struct source *s = source_of ("secret: 1\n");
  struct diag *d = diag_new ();
  g_autoptr (GString) log = g_string_new (NULL);

  diag_add (d, FIND_BAD_VALUE, source_place (s, 8, 1), "a \"quote\", a \\ and \033\n\xFF");
  diag_add (d, FIND_CANNOT_WRITE, (struct place){0}, "x");
  diag_log (d, log);
  CHECK (u, strcmp (log->str,
                    "{\"level\":\"error\",\"id\":\"bad-value\",\"file\":\"plan.yaml\","
                    "\"line\":1,\"column\":9,\"message\":\"a \\\"quote\\\", a \\\\ and "
                    "\\u001b\\n\xEF\xBF\xBD\"}\n"
                    "{\"level\":\"fatal\",\"id\":\"cannot-write\",\"message\":\"x\"}\n") == 0);
  diag_free (d);
  source_free (s);
}

static void
near_names (struct unit *u)
{
  static const char *const names[] = {"internet_use", "sex",    "age_group", "girl", "boy",
                                      "daily",        "weekly", "no",        "yes",  "Région"};
  static const struct {
    const char *word, *near;
  } rows[] = {
      {"internet_ues", "internet_use"},
      {"Internet_Use", "internet_use"},
      {"internetuse", "internet_use"},
      {"grl", "girl"},
      {"girls", "girl"},
      {"wekly", "weekly"},
      {"SEX", "sex"},
      {"region", "Région"},
      {"r\xC3\xA9gion", "Région"},
      {"income", NULL},
      {"x", NULL},
      {"", NULL},
      {"\xFF", NULL},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
       NULL},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    CHECK (u,
           g_strcmp0 (diag_nearest (rows[i].word, names, G_N_ELEMENTS (names)), rows[i].near) == 0);
}

int
main (void)
{
  struct unit u = {0};

  caret_and_suggestion (&u);
  wide_and_hidden_characters (&u);
  long_lines_are_cut (&u);
  ten_of_a_kind (&u);
  joining (&u);
  settings (&u);
  log_lines (&u);
  near_names (&u);
  return unit_report (&u);
}
