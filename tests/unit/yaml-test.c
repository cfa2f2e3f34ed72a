#include <config.h>

#include "base/yaml.h"
#include "unit.h"

#include <string.h>

static struct yaml_doc *
parse (const char *text, struct diag *d)
{
  return yaml_parse (source_from_text ("x.yaml", text, strlen (text), d), d);
}

/* What is refused, and with which sentence. */
static const struct {
  const char *text;
  enum finding_id id;
  size_t line, column;
  const char *message;
} refused[] = {
    {"", FIND_EMPTY_FILE, 0, 0, "the file has no content"},
    {"# nothing\n", FIND_EMPTY_FILE, 0, 0, "the file has no content"},
    {"a: [1, 2\nb: 3\n", FIND_YAML_SYNTAX, 2, 2, "a comma or \"]\" is expected here"},
    {"a: b: c\n", FIND_YAML_SYNTAX, 1, 5,
     "a colon is not expected here; put a text that holds \": \" in quotes"},
    {"a:\n\tb: 1\n", FIND_YAML_SYNTAX, 2, 1,
     "this character cannot begin a value (a tab? indent with blanks); put such a text in quotes"},
    {"a: \"open\nb: 1\n", FIND_YAML_SYNTAX, 1, 4, "the quote that is opened here is never closed"},
    {"a: 1\nbcd\ne: 2\n", FIND_YAML_SYNTAX, 2, 1, "this line has no colon after its key"},
    {"a: 1\n b: 2\n", FIND_YAML_SYNTAX, 2, 3,
     "a colon is not expected here; put a text that holds \": \" in quotes"},
    {"a: %x\n", FIND_YAML_SYNTAX, 1, 4,
     "this character cannot begin a value (a tab? indent with blanks); put such a text in quotes"},
    {"a: x\001y\n", FIND_YAML_SYNTAX, 1, 5, "a control character (0x01) is not allowed in YAML"},
    {"a: &x [1]\nb: *x\n", FIND_YAML_REFUSED, 2, 4,
     "an alias of a list or mapping; write it out again"},
    {"a: &x [*x]\n", FIND_YAML_REFUSED, 1, 8, "an alias of a list or mapping; write it out again"},
    {"b: *x\n", FIND_YAML_REFUSED, 1, 4, "an alias of something that has no anchor before it"},
    {"a: !!str 1\n", FIND_YAML_REFUSED, 1, 4,
     "a tag (!); put a text that begins with \"!\" in quotes"},
    {"!x {a: 1}\n", FIND_YAML_REFUSED, 1, 1,
     "a tag (!); put a text that begins with \"!\" in quotes"},
    {"a: 1\nb:\n  <<: {c: 1}\n", FIND_YAML_REFUSED, 3, 3, "a merge key (<<); write the keys out"},
    {"a: 1\n---\nb: 1\n", FIND_YAML_REFUSED, 2, 1, "a second document; one file holds one"},
    {"? [a, b]\n: 1\n", FIND_YAML_REFUSED, 1, 3, "a list or mapping as a key"},
    {"a: \"x\\0y\"\n", FIND_YAML_REFUSED, 1, 4, "a text with a NUL character (\"\\0\")"},
};

static void
refusals (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++) {
    struct diag *d = diag_new ();
    struct yaml_doc *doc = parse (refused[i].text, d);
    const struct finding *f = diag_size (d) > 0 ? diag_at (d, 0) : NULL;

    CHECK (u, doc == NULL && diag_size (d) == 1);
    if (f != NULL && (strcmp (f->message, refused[i].message) != 0 || f->line != refused[i].line ||
                      f->column != refused[i].column))
      fprintf (stderr, "%zu: said: %zu:%zu: %s\n", i, f->line, f->column, f->message);
    CHECK (u, f != NULL && f->id == refused[i].id);
    CHECK (u, f != NULL && f->line == refused[i].line && f->column == refused[i].column);
    CHECK (u, f != NULL && strcmp (f->message, refused[i].message) == 0);
    yaml_free (doc);
    diag_free (d);
  }
}

static void
all_findings_at_once (struct unit *u)
{
  struct diag *d = diag_new ();
  struct yaml_doc *doc = parse ("a: !x 1\na: 2\nb: *none\nc: {x: 1, x: 2}\n", d);

  CHECK (u, doc == NULL && diag_size (d) == 4);
  diag_free (d);
  d = diag_new ();
  doc = parse ("a: &k 1\na: &k 2\nb: {x: 1, 'x': *k}\n", d);
  CHECK (u, doc != NULL && diag_size (d) == 2);
  CHECK (u, strcmp (diag_at (d, 0)->message, "the key \"a\" stands here a second time") == 0);
  CHECK (u, diag_at (d, 0)->line == 2 && diag_at (d, 0)->notes->len == 1);
  CHECK (u, ((struct finding *)diag_at (d, 0)->notes->pdata[0])->line == 1);
  CHECK (u, diag_at (d, 1)->line == 3 && diag_at (d, 1)->column == 11);
  CHECK (u, doc != NULL && doc->root->n == 2 && strcmp (yaml_get (doc->root, "a")->text, "1") == 0);
  yaml_free (doc);
  diag_free (d);
}

static void
depth_and_size (struct unit *u)
{
  for (int depth = 31; depth <= 1000000; depth = depth < 34 ? depth + 1 : depth * 100) {
    g_autofree char *open = g_strnfill ((gsize)depth, '['), *close = g_strnfill ((gsize)depth, ']');
    g_autofree char *text = g_strconcat (open, close, NULL);
    struct diag *d = diag_new ();
    struct yaml_doc *doc = parse (text, d);
    CHECK (u, (doc != NULL) == (depth <= 32));
    CHECK (u, doc != NULL || strcmp (diag_at (d, 0)->message,
                                     "lists and mappings nested deeper than 32") == 0);
    CHECK (u, diag_size (d) == (depth > 32));
    yaml_free (doc);
    diag_free (d);
  }
  for (size_t n = 99999; n <= 100001; n++) {
    g_autoptr (GString) text = g_string_new ("[1");
    struct diag *d = diag_new ();
    struct yaml_doc *doc;
    for (size_t i = 2; i < n; i++) /* with the list itself that makes N */
      g_string_append (text, ",1");
    g_string_append (text, "]");
    doc = parse (text->str, d);
    CHECK (u, (doc != NULL) == (n <= 100000));
    CHECK (u, doc != NULL ||
                  strcmp (diag_at (d, 0)->message, "more than 100,000 values in one file") == 0);
    yaml_free (doc);
    diag_free (d);
  }
}

/* Where a scalar stands: LINE and COLUMN of the node, TEXT_LINE and TEXT_COLUMN of its text. */
static const struct {
  const char *yaml, *text;
  bool plain, literal, null;
  size_t line, column, text_line, text_column, width;
} scalars[] = {
    {"k: sex == x", "sex == x", true, true, false, 1, 4, 1, 4, 8},
    {"k: 'sex == \"x\"'", "sex == \"x\"", false, true, false, 1, 4, 1, 5, 12},
    {"k:   \"a b\"  # c", "a b", false, true, false, 1, 6, 1, 7, 5},
    {"k: \"a\\tb\"", "a\tb", false, false, false, 1, 4, 1, 5, 6},
    {"k: 'it''s'", "it's", false, false, false, 1, 4, 1, 5, 7},
    {"é中: é中 == 1", "é中 == 1", true, true, false, 1, 5, 1, 5, 7},
    {"k: a\n   b", "a b", true, false, false, 1, 4, 1, 4, 1},
    {"k: \"a\n   b\"", "a b", false, false, false, 1, 4, 1, 5, 2},
    {"k: |\n  a == b\n", "a == b\n", false, true, false, 1, 4, 2, 3, 1},
    {"k: >-\n\n\n  a == b\n", "\n\na == b", false, false, false, 1, 4, 4, 3, 2},
    {"k: |-\n  a == b", "a == b", false, true, false, 1, 4, 2, 3, 2},
    {"k: |\n  a\n  b\n", "a\nb\n", false, false, false, 1, 4, 2, 3, 1},
    {"k: &x yes", "yes", true, false, false, 1, 4, 1, 4, 1},
    {"k:", "", true, true, true, 1, 3, 1, 3, 1},
    {"k: ~", "~", true, true, true, 1, 4, 1, 4, 1},
    {"k: null", "null", true, true, true, 1, 4, 1, 4, 4},
    {"k: \"\"", "", false, true, false, 1, 4, 1, 5, 2},
    {"k: \"null\"", "null", false, true, false, 1, 4, 1, 5, 6},
    {"k: NO", "NO", true, true, false, 1, 4, 1, 4, 2},
    {"k: 010", "010", true, true, false, 1, 4, 1, 4, 3},
    {"\xEF\xBB\xBFk: x", "x", true, true, false, 1, 4, 1, 4, 1},
    {"# c\r\nk: x\r\n", "x", true, true, false, 2, 4, 2, 4, 1},
    {"# c\xE2\x80\xA8# d\nk: x\n", "x", true, true, false, 2, 4, 2, 4,
     1}, /* U+2028 is no line end here */
};

static void
scalar_places (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (scalars); i++) {
    struct diag *d = diag_new ();
    struct yaml_doc *doc = parse (scalars[i].yaml, d);
    const struct yaml_node *node = doc != NULL && doc->root->n == 1 ? doc->root->items[0] : NULL;

    CHECK (u, node != NULL && node->kind == YAML_SCALAR && diag_size (d) == 0);
    if (node != NULL) {
      int before = u->failed;
      CHECK (u, strcmp (node->text, scalars[i].text) == 0 && node->len == strlen (node->text));
      CHECK (u, node->plain == scalars[i].plain);
      CHECK (u, node->literal == scalars[i].literal);
      CHECK (u, yaml_is_null (node) == scalars[i].null);
      CHECK (u, node->place.line == scalars[i].line && node->place.column == scalars[i].column);
      CHECK (u, node->text_place.line == scalars[i].text_line &&
                    node->text_place.column == scalars[i].text_column);
      CHECK (u, node->place.width == scalars[i].width);
      if (u->failed > before)
        fprintf (stderr, "%s: %zu:%zu, text %zu:%zu, width %zu\n", scalars[i].yaml,
                 node->place.line, node->place.column, node->text_place.line,
                 node->text_place.column, node->place.width);
    }
    yaml_free (doc);
    diag_free (d);
  }
}

/* One value read as something, and what is said when it is not that. */
static const struct {
  const char *yaml;
  char as; /* n number, i integer, b bool, r range, c choice, t text, l texts */
  bool ok;
  double lo, hi;
  const char *message;
} readings[] = {
    {"9", 'n', true, 9, 0, NULL},
    {"-0.5", 'n', true, -0.5, 0, NULL},
    {"\"9\"", 'n', true, 9, 0, NULL},
    {"1_000", 'n', false, 0, 0, "the thing must be a number, not \"1_000\""},
    {"0x10", 'n', false, 0, 0, "the thing must be a number, not \"0x10\""},
    {".inf", 'n', false, 0, 0, "the thing must be a number, not \".inf\""},
    {"[1]", 'n', false, 0, 0, "the thing must be one value, not a list"},
    {"", 'n', false, 0, 0, "the thing is empty; it must be one value"},
    {"-97", 'i', true, -97, 0, NULL},
    {"010", 'i', true, 10, 0, NULL},
    {"1.5", 'i', false, 0, 0, "the thing must be a whole number, not \"1.5\""},
    {"1e300", 'i', false, 0, 0, "the thing must be a whole number, not \"1e300\""},
    {"yes", 'b', true, 1, 0, NULL},
    {"No", 'b', true, 0, 0, NULL},
    {"TRUE", 'b', true, 1, 0, NULL},
    {"false", 'b', true, 0, 0, NULL},
    {"\"yes\"", 'b', false, 0, 0, "the thing must be yes or no, not \"yes\""},
    {"1", 'b', false, 0, 0, "the thing must be yes or no, not \"1\""},
    {"9..17", 'r', true, 9, 17, NULL},
    {"9 .. 17", 'r', true, 9, 17, NULL},
    {"-5..-1", 'r', true, -5, -1, NULL},
    {"0.5..1.5", 'r', true, 0.5, 1.5, NULL},
    {"..5", 'r', true, -INFINITY, 5, NULL},
    {"3..", 'r', true, 3, INFINITY, NULL},
    {"4", 'r', true, 4, 4, NULL},
    {"17..9", 'r', false, 0, 0, "the thing is \"17..9\", which ends before it begins"},
    {"..", 'r', false, 0, 0,
     "the thing must be a range such as 9..17, 3.. or ..5, or one number, not \"..\""},
    {"9-17", 'r', false, 0, 0,
     "the thing must be a range such as 9..17, 3.. or ..5, or one number, not \"9-17\""},
    {"mean", 'c', true, 1, 0, NULL},
    {"maen", 'c', false, 0, 0, "the thing cannot be \"maen\"; it is one of proportion, mean"},
    {"{a: 1}", 't', false, 0, 0,
     "the thing must be one value, not a mapping (lines of \"key: value\")"},
    {"no", 't', true, 0, 0, NULL},
    {"a", 'l', true, 1, 0, NULL},
    {"[a, \"\", 7]", 'l', true, 3, 0, NULL},
    {"[]", 'l', true, 0, 0, NULL},
    {"[a, [b]]", 'l', false, 0, 0, "the thing must be one value, not a list"},
    {"[a, ~]", 'l', false, 0, 0, "the thing is empty; it must be one value"},
    {"{a: 1}", 'l', false, 0, 0,
     "the thing must be a list, not a mapping (lines of \"key: value\")"},
};

static bool
read_as (char as, const struct yaml_node *node, double *lo, double *hi, struct diag *d)
{
  static const char *const measures[] = {"proportion", "mean", NULL};
  long whole = 0;
  bool truth = false, ok = false;
  char **texts;
  int choice;

  switch (as) {
  case 'n':
    return yaml_number (node, "the thing", lo, d);
  case 'i':
    ok = yaml_integer (node, "the thing", &whole, d);
    *lo = (double)whole;
    return ok;
  case 'b':
    ok = yaml_bool (node, "the thing", &truth, d);
    *lo = truth;
    return ok;
  case 'r':
    return yaml_range (node, "the thing", lo, hi, d);
  case 'c':
    choice = yaml_choice (node, "the thing", measures, d);
    *lo = choice;
    return choice >= 0;
  case 't':
    return yaml_text (node, "the thing", d) != NULL;
  default:
    texts = yaml_texts (node, "the thing", d);
    *lo = texts != NULL ? g_strv_length (texts) : 0;
    g_strfreev (texts);
    return texts != NULL;
  }
}

static void
readings_of_scalars (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (readings); i++) {
    struct diag *d = diag_new ();
    g_autofree char *text = g_strconcat ("k: ", readings[i].yaml, "\n", NULL);
    struct yaml_doc *doc = parse (text, d);
    double lo = 0, hi = 0;
    int before = u->failed;
    bool ok = read_as (readings[i].as, yaml_get (doc->root, "k"), &lo, &hi, d);

    CHECK (u, ok == readings[i].ok);
    CHECK (u, !ok || (lo == readings[i].lo && hi == readings[i].hi));
    CHECK (u, diag_size (d) == !ok);
    CHECK (u, diag_size (d) == 0 || g_strcmp0 (diag_at (d, 0)->message, readings[i].message) == 0);
    if (u->failed > before)
      fprintf (stderr, "%s: %s\n", readings[i].yaml,
               diag_size (d) > 0 ? diag_at (d, 0)->message : "");
    yaml_free (doc);
    diag_free (d);
  }
}

static void
keys (struct unit *u)
{
  static const char *const known[] = {"label", "type", NULL};
  struct diag *d = diag_new ();
  struct yaml_doc *doc = parse ("v:\n  lable: x\n  colour: red\n  type: text\nw: 1\n", d);
  const struct yaml_node *v = yaml_get (doc->root, "v");

  CHECK (u, yaml_want (v, YAML_MAPPING, "a variable", d) &&
                !yaml_check_keys (v, "a variable", known, d));
  CHECK (u, diag_size (d) == 2);
  CHECK (u, strcmp (diag_at (d, 0)->message, "a variable has no key \"lable\"") == 0);
  CHECK (u, g_strcmp0 (diag_at (d, 0)->suggestion, "label") == 0 && diag_at (d, 0)->width == 5);
  CHECK (u, strcmp (diag_at (d, 1)->message,
                    "a variable has no key \"colour\"; it may have label, type") == 0);
  CHECK (u, yaml_need (v, "a variable", "label", d) == NULL);
  CHECK (u, strcmp (diag_at (d, 2)->message, "a variable needs the key \"label\"") == 0);
  CHECK (u, diag_at (d, 2)->line == 2 && diag_at (d, 2)->column == 3);
  CHECK (u, yaml_need (v, "a variable", "type", d) == yaml_get (v, "type"));
  CHECK (u, yaml_key (v, "type")->place.column == 3 && yaml_get (v, "type")->place.column == 9);
  CHECK (u, diag_size (d) == 3);
  CHECK (u, yaml_get (NULL, "x") == NULL && yaml_get (yaml_get (doc->root, "w"), "x") == NULL);
  CHECK (u, yaml_need (NULL, "a", "x", d) == NULL && yaml_text (NULL, "a", d) == NULL);
  CHECK (u, diag_size (d) == 3);
  yaml_free (doc);
  diag_free (d);
}

int
main (void)
{
  struct unit u = {0};

  refusals (&u);
  all_findings_at_once (&u);
  depth_and_size (&u);
  scalar_places (&u);
  readings_of_scalars (&u);
  keys (&u);
  return unit_report (&u);
}
