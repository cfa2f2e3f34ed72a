#include <config.h>

#include "model-cases.h"
#include "model/codebook.h"

#define HEAD "codebook: c\nlanguages: [en, es]\n"
#define SEX "variables:\n  sex: {type: binary, categories: {1: boy, 2: girl}}\n"
/* A variable `v` on line 4, in line with the columns it has in a codebook of its own. */
#define V(rest) HEAD "variables:\n  v: {" rest "}\n"

static const struct spec_case cases[] = {
    /* The whole file. */
    {HEAD SEX, ""},
    {"- 1\n",
     "1:1: a codebook must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {"survey: x\ncrosswalk: {}\n",
     "1:1: this file is a survey, where a codebook is wanted [wrong-kind]"},
    {"study: x\nsurveys: a.yaml\ncodebook: b.yaml\nindicators: c.yaml\n",
     "1:1: this file is a study, where a codebook is wanted [wrong-kind]"},
    {"indicators: {}\n",
     "1:1: this file is an indicator plan, where a codebook is wanted [wrong-kind]"},
    {"codebook: c\nvariabels: {}\n",
     "2:1: a codebook has no key \"variabels\" [unknown-key]; near variables\n"
     "1:1: a codebook needs the key \"variables\" [missing-key]"},
    {"codebook: a b\n" SEX, "1:11: \"a b\" cannot be an id: use letters, digits and _ - . only, "
                            "beginning with a letter or digit, at most 64 characters [bad-value]"},
    {"codebook:\n" SEX, "1:10: `codebook` is empty [bad-value]"},
    {"codebook: c\nvariables: {}\n", "2:12: `variables` is empty [bad-value]"},
    {"codebook: c\nvariables:\n",
     "2:11: `variables` is empty; it must be a mapping (lines of \"key: value\") [wrong-type]"},
    {"codebook: c\nvariables: [a]\n",
     "2:12: `variables` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {"codebook: c\nversion: [2]\ntitle: ''\n" SEX,
     "2:10: `version` must be one value, not a list [wrong-type]\n"
     "3:8: `title` is empty [bad-value]"},
    /* Languages. */
    {"codebook: c\nlanguages: [en, English, en]\n" SEX,
     "2:17: \"English\" is not a language; write a code such as en, es or pt-BR [bad-value]\n"
     "2:26: language \"en\" stands twice in the list [duplicate-name]"},
    {"codebook: c\nlanguages: []\n" SEX, "2:12: `languages` is empty [bad-value]"},
    {"codebook: c\nlanguages: {en: yes}\n" SEX,
     "2:12: a language must be one value, not a mapping (lines of \"key: value\") [wrong-type]"},
    {"codebook: c\nlanguages: pt-BR\n" SEX, ""},
    {HEAD "title: {en: T, pr: T}\n" SEX, "3:16: `title` has a text in \"pr\", which is not one of "
                                         "the languages (en, es) [unknown-key]"},
    {HEAD "title: {en: T, ess: T, es: }\n" SEX,
     "3:16: `title` has a text in \"ess\", which is not one of the languages (en, es) "
     "[unknown-key]; near es"},
    {HEAD "title: [T]\n" SEX, "3:8: `title` is a list; write a text, or one for each language: "
                              "{en: ..., es: ...} [wrong-type]"},
    {HEAD "title: {en: [T], es: T}\n" SEX,
     "3:13: `title` must be one value, not a list [wrong-type]"},
    /* Missing reasons. */
    {HEAD "missing: {dont_know: {code: -97, label: {en: D, es: N}}}\n" SEX, ""},
    {HEAD "missing: {blank: {code: -1}, not_asked: {label: N}}\n" SEX, ""},
    {HEAD "missing: [blank]\n" SEX,
     "3:10: `missing` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {HEAD "missing: {dont_know: -97}\n" SEX,
     "3:22: missing reason \"dont_know\" must be a mapping (lines of \"key: value\"), not one "
     "value [wrong-type]"},
    {HEAD "missing: {dont_know: {}}\n" SEX,
     "3:22: missing reason \"dont_know\" needs the key \"code\" [missing-key]"},
    {HEAD "missing: {dont_know: {code: 97}, b: {code: 0}, c: {code: x}}\n" SEX,
     "3:29: code 97 of \"dont_know\" must be negative, so that it is never a valid value "
     "[bad-value]; near -97\n"
     "3:44: code 0 of \"b\" must be negative, so that it is never a valid value [bad-value]\n"
     "3:58: `code` must be a whole number, not \"x\" [wrong-type]"},
    {HEAD "missing: {a: {code: -1}, b: {code: -1}}\n" SEX,
     "3:36: code -1 is that of \"a\" and of \"b\"; each missing reason needs its own "
     "[duplicate-name]; note 3:21: the first one is here"},
    {HEAD "missing: {refused: {code: -96}}\n" SEX,
     "3:27: code -96 is that of \"not_applicable\", which every codebook has, and of \"refused\"; "
     "each missing reason needs its own [duplicate-name]"},
    {HEAD "missing:\n  a: {code: -94}\n  not_asked: {code: -1}\n" SEX, ""},
    {HEAD "missing:\n  not_asked: {code: -96}\n" SEX,
     "4:21: code -96 is that of \"not_applicable\", which every codebook has, and of "
     "\"not_asked\"; each missing reason needs its own [duplicate-name]"},
    {HEAD "missing: {Don't know: {code: -97}}\n" SEX,
     "3:11: \"Don't know\" cannot be a missing reason's name: use small letters, digits and _ "
     "only, beginning with a letter, at most 64 characters [bad-value]; near don_t_know"},
    {HEAD "missing: {a: {code: -97, lable: x}}\n" SEX,
     "3:26: missing reason \"a\" has no key \"lable\" [unknown-key]; near label"},
    {HEAD "missing: {a: {code: -99999999999}}\n" SEX,
     "3:21: code -99999999999 of \"a\" is too small [bad-value]"},
    /* Names of variables. */
    {HEAD "variables: {Internet-Use: {type: text}}\n",
     "3:13: \"Internet-Use\" cannot be a variable's name: use small letters, digits and _ only, "
     "beginning with a letter, at most 64 characters [bad-value]; near internet_use"},
    {HEAD "variables: {9lives: {type: text}}\n",
     "3:13: \"9lives\" cannot be a variable's name: use small letters, digits and _ only, "
     "beginning with a letter, at most 64 characters [bad-value]"},
    {HEAD "variables: {género: {type: text}}\n",
     "3:13: \"género\" cannot be a variable's name: use small letters, digits and _ only, "
     "beginning with a letter, at most 64 characters [bad-value]; near genero"},
    {HEAD "variables: {count: {type: text}}\n",
     "3:13: \"count\" is a word of the expression language and cannot be a variable's name "
     "[bad-value]"},
    {HEAD "variables: {weight: {type: text}}\n",
     "3:13: \"weight\" is a design column of every harmonised file and cannot be a variable's name "
     "[bad-value]"},
    {HEAD "variables: {rep12: {type: text}, rep: {type: text}, rep1x: {type: text}}\n",
     "3:13: \"rep12\" is a design column of every harmonised file and cannot be a variable's name "
     "[bad-value]"},
    {HEAD "variables: {a: {type: text}, a: {type: text}}\n",
     "3:30: the key \"a\" stands here a second time [duplicate-key]; note 3:13: the first one is "
     "here"},
    {HEAD "variables: {a: text}\n", "3:16: variable \"a\" must be a mapping (lines of \"key: "
                                    "value\"), not one value [wrong-type]"},
    {HEAD "variables: {a: }\n",
     "3:16: variable \"a\" is empty; it must be a mapping (lines of \"key: value\") [wrong-type]"},
    /* Keys of variables. */
    {V ("type: txt"), "4:13: `type` cannot be \"txt\"; it is one of binary, nominal, ordinal, "
                      "integer, number, date, text [bad-value]; near text"},
    {V (""), "4:6: variable \"v\" needs the key \"type\" [missing-key]"},
    {V ("categories: {1: a}"), "4:6: variable \"v\" needs the key \"type\" [missing-key]"},
    {V ("range: 1..2"), "4:6: variable \"v\" needs the key \"type\" [missing-key]"},
    {V ("type: text, asked_fi: x"),
     "4:19: variable \"v\" has no key \"asked_fi\" [unknown-key]; near asked_if"},
    {V ("type: text, tier: main"),
     "4:25: `tier` cannot be \"main\"; it is one of core, optional, adaptable [bad-value]"},
    {V ("type: text, asked_if: , derive: [x]"),
     "4:29: `asked_if` is empty [bad-value]\n"
     "4:39: `derive` must be one value, not a list [wrong-type]"},
    {V ("type: text, module: {a: b}, unit: ''"),
     "4:27: `module` must be one value, not a mapping (lines of \"key: value\") [wrong-type]\n"
     "4:41: `unit` is empty [bad-value]"},
    {V ("type: text, label: {en: L}, question: {es: Q}"),
     "4:26: the label of \"v\" has no text in es [no-language]\n"
     "4:45: the question of \"v\" has no text in en [no-language]"},
    /* Categories. */
    {V ("type: nominal"), "4:3: \"v\" is nominal and needs `categories` [missing-key]"},
    {V ("type: integer, categories: {1: a}"),
     "4:22: \"v\" is of type integer, which has no categories; only binary, nominal and ordinal "
     "variables have them [bad-value]"},
    {V ("type: nominal, categories: [a]"),
     "4:34: `categories` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {V ("type: nominal, categories: {}"), "4:34: \"v\" has no category [bad-value]"},
    {V ("type: binary, categories: {1: a, 2: b, 3: c}"),
     "4:33: \"v\" is binary and needs exactly two categories, not 3 [bad-value]"},
    {V ("type: nominal, categories: {a: 1}"),
     "4:35: a category's code must be a whole number, not \"a\" [wrong-type]"},
    {V ("type: nominal, categories: {1.5: a}"),
     "4:35: a category's code must be a whole number, not \"1.5\" [wrong-type]"},
    {V ("type: nominal, categories: {-1: a, 3000000000: b}"),
     "4:35: category code -1 of \"v\" is negative; negative codes are for the reasons under "
     "`missing` [bad-value]\n"
     "4:42: category code 3000000000 of \"v\" is too large [bad-value]"},
    {V ("type: nominal, categories: {1: a, 01: b}"),
     "4:41: two categories of \"v\" have the code 1 [duplicate-name]; note 4:35: the first one is "
     "here"},
    {V ("type: nominal, categories: {1: a, 2: a}"),
     "4:44: two categories of \"v\" have the name \"a\" [duplicate-name]; note 4:38: the first one "
     "is here"},
    {V ("type: nominal, categories: {1: Yes, 2: 'yes '}"),
     "4:46: the name of category 2 of \"v\" begins or ends with a blank, or holds a tab or line "
     "end [bad-value]\n"
     "4:46: two categories of \"v\" have the name \"yes \" [duplicate-name]; note 4:38: the first "
     "one is here"},
    {V ("type: nominal, categories: {1: blank}"),
     "4:38: category \"blank\" of \"v\" has the name of a missing reason [duplicate-name]"},
    {V ("type: nominal, categories: {1: _T}"),
     "4:38: \"_T\" stands for all in the results and cannot be a category's name [bad-value]"},
    {V ("type: nominal, categories: {1: ''}"), "4:38: a category's name is empty [bad-value]"},
    {V ("type: nominal, categories: {1: \" a\", 2: \"b\\nc\"}"),
     "4:38: the name of category 1 of \"v\" begins or ends with a blank, or holds a tab or line "
     "end [bad-value]\n"
     "4:47: the name of category 2 of \"v\" begins or ends with a blank, or holds a tab or line "
     "end [bad-value]"},
    {V ("type: nominal, categories: {1: {label: A}}"),
     "4:38: category 1 of \"v\" needs the key \"name\" [missing-key]"},
    {V ("type: nominal, categories: {1: {name: a, labels: A}}"),
     "4:48: category 1 of \"v\" has no key \"labels\" [unknown-key]; near label"},
    {V ("type: nominal, categories: {1: {name: a, label: {en: A}}}"),
     "4:55: the label of \"a\" in \"v\" has no text in es [no-language]"},
    {HEAD
     "missing: {refused: {code: -1}}\nvariables:\n  v: {type: nominal, categories: {1: refused}}\n",
     "5:38: category \"refused\" of \"v\" has the name of a missing reason [duplicate-name]; note "
     "3:27: the missing reason is declared here"},
    /* Ranges. */
    {V ("type: text, range: 1..2"), "4:19: \"v\" is of type text, which has no range; only "
                                    "integer, number and date variables have one [bad-value]"},
    {V ("type: integer, range: 17..9"),
     "4:29: `range` is \"17..9\", which ends before it begins [bad-value]"},
    {V ("type: integer, range: nine"), "4:29: `range` must be a range such as 9..17, 3.. or ..5, "
                                       "or one number, not \"nine\" [wrong-type]"},
    {V ("type: integer, range: ..17"),
     "4:29: the range of \"v\" holds -94, the code of the missing reason \"not_asked\"; make the "
     "range narrower, or give the reason another code under `missing` [bad-value]"},
    {HEAD "missing: {refused: {code: -7}}\nvariables:\n  v: {type: number, range: -10..10}\n",
     "5:28: the range of \"v\" holds -7, the code of the missing reason \"refused\"; make the "
     "range narrower, or give the reason another code under `missing` [bad-value]; note 3:27: the "
     "missing reason is declared here"},
    {V ("type: date, range: 2001-01-01..2019-12-31"), ""},
    {V ("type: date, range: ..2019-12-31"), ""},
    {V ("type: date, range: 2001-01-01.."), ""},
    {V ("type: date, range: .."),
     "4:26: \"..\" is not a range of dates; write 2000-01-31..2019-12-31, with either end left out "
     "where it is open [bad-value]"},
    {V ("type: date, range: 2001-02-30..2019-12-31"),
     "4:26: \"2001-02-30..2019-12-31\" is not a range of dates; write 2000-01-31..2019-12-31, with "
     "either end left out where it is open [bad-value]"},
    {V ("type: date, range: 2001..2019"),
     "4:26: \"2001..2019\" is not a range of dates; write 2000-01-31..2019-12-31, with either end "
     "left out where it is open [bad-value]"},
    {V ("type: date, range: 2019-12-31..2001-01-01"),
     "4:26: `range` is \"2019-12-31..2001-01-01\", which ends before it begins [bad-value]"},
};

static void
try (struct source *source, struct diag *d)
{
  codebook_free (codebook_parse (source, d));
}

static struct codebook *
parse (const char *text, struct diag *d)
{
  return codebook_parse (source_from_text ("dir/cb.yaml", text, strlen (text), d), d);
}

static const char whole[] =
    "codebook: gko-core\n"
    "version: 2.0.0\n"
    "title: {es: T-es, en: T-en}\n"
    "languages: [en, es]\n"
    "missing:\n"
    "  dont_know: {code: -97, label: {en: Don't know, es: No sabe}}\n"
    "  blank: {code: -999}\n"
    "variables:\n"
    "  internet_use:\n"
    "    label: Uses the internet\n"
    "    question: {en: \"Do you\\nuse it?\", es: \"¿La usas?\"}\n"
    "    module: access\n"
    "    tier: adaptable\n"
    "    type: binary\n"
    "    categories: {0: {name: no, label: {en: No, es: No}}, 1: {name: \"yes\", label: Yes}}\n"
    "  first_use_age:\n"
    "    type: integer\n"
    "    unit: years\n"
    "    range: 1..17\n"
    "    asked_if: internet_use == \"yes\"\n"
    "  age_group: {type: ordinal, derive: 'cut(age, 9, 12)', categories: {2: 12-14, 1: 9-11}}\n"
    "  born: {type: date, range: 1970-01-02..2000-03-01}\n";

static void
whole_codebook (struct unit *u)
{
  struct diag *d = diag_new ();
  struct codebook *c = parse (whole, d);
  const struct variable *v;

  spec_check (u, d, whole, "");
  CHECK (u, strcmp (c->id, "gko-core") == 0 && strcmp (c->version, "2.0.0") == 0);
  CHECK (u, strcmp (c->path, "dir/cb.yaml") == 0);
  CHECK (u, strcmp (label_in (&c->title, NULL, "-"), "T-en") == 0);
  CHECK (u, strcmp (label_in (&c->title, "es", "-"), "T-es") == 0);
  CHECK (u, g_strv_length (c->languages) == 2);
  CHECK (u, c->n_variables == 4 && c->n_missing == MISSING_FIRST_OWN + 1);
  v = codebook_find (c, "internet_use");
  CHECK (u, v == &c->variables[0] && v->index == 0);
  CHECK (u, v->type == TYPE_BINARY && v->tier == TIER_ADAPTABLE && variable_is_categorical (v));
  CHECK (u, strcmp (v->module, "access") == 0 && v->unit == NULL && !v->has_range);
  CHECK (u, strcmp (label_in (&v->question, "en", "-"), "Do you\nuse it?") == 0);
  CHECK (u, variable_category (v, "yes") == 1 && variable_category (v, "Yes") == -1);
  CHECK (u, variable_category_code (v, 0) == 0 && variable_category_code (v, 7) == -1);
  CHECK (u, v->place.line == 9 && v->place.column == 3);
  v = codebook_find (c, "first_use_age");
  CHECK (u, v->index == 1 && v->has_range && v->lo == 1 && v->hi == 17);
  CHECK (u, v->tier == TIER_CORE && strcmp (v->unit, "years") == 0 && *v->module == '\0');
  CHECK (u, strcmp (v->asked_if.text, "internet_use == \"yes\"") == 0 && v->asked_if.on_line);
  CHECK (u, v->asked_if.place.line == 20 && v->asked_if.place.column == 15);
  CHECK (u, v->derive.text == NULL && v->label.n == 0 && !variable_is_categorical (v));
  v = codebook_find (c, "age_group");
  CHECK (u, strcmp (v->derive.text, "cut(age, 9, 12)") == 0 && v->derive.place.column == 39);
  CHECK (u, v->categories[0].code == 2 && strcmp (v->categories[1].name, "9-11") == 0);
  CHECK (u, strcmp (label_in (&v->categories[0].label, "en", "-"), "12-14") == 0);
  v = codebook_find (c, "born");
  CHECK (u, v->lo == 1 && v->hi == 11017);
  CHECK (u, codebook_find (c, "nothing") == NULL);
  codebook_free (c);
  diag_free (d);
}

static void
missing_reasons (struct unit *u)
{
  struct diag *d = diag_new ();
  struct codebook *c = parse (whole, d);
  const struct missing_reason *m = c->missing;

  CHECK (u, m[MISSING_NONE].name == NULL);
  CHECK (u, m[MISSING_NOT_ASKED].code == -94 && m[MISSING_INVALID].code == -95);
  CHECK (u, m[MISSING_NOT_APPLICABLE].code == -96 && m[MISSING_BLANK].code == -999);
  CHECK (u, codebook_missing (c, "dont_know") == MISSING_FIRST_OWN);
  CHECK (u, codebook_missing (c, "invalid") == MISSING_INVALID);
  CHECK (u, codebook_missing (c, "refused") == MISSING_NONE);
  CHECK (u, codebook_missing_code (c, -97) == MISSING_FIRST_OWN);
  CHECK (u, codebook_missing_code (c, -99) == MISSING_NONE);
  CHECK (u, strcmp (label_in (&m[MISSING_BLANK].label, "es", "-"), "En blanco") == 0);
  CHECK (u, strcmp (label_in (&m[MISSING_BLANK].label, NULL, "-"), "Left blank") == 0);
  CHECK (u, m[MISSING_BLANK].label.n == 2); /* in the codebook's languages only */
  CHECK (u, m[MISSING_BLANK].place.line == 7 && m[MISSING_NOT_ASKED].place.source == NULL);
  codebook_free (c);

  c = parse ("codebook: c\nlanguages: [de]\nvariables: {v: {type: text}}\n", d);
  CHECK (u, strcmp (label_in (&c->missing[MISSING_BLANK].label, "de", "-"), "Left blank") == 0);
  CHECK (u, *c->version == '\0');
  codebook_free (c);
  CHECK (u, diag_size (d) == 0);
  diag_free (d);
}

/* More reasons than there are numbers for, one finding for each beyond. */
static void
many_reasons (struct unit *u)
{
  g_autoptr (GString) text = g_string_new ("codebook: c\nmissing:\n");
  struct diag *d = diag_new ();
  struct codebook *c;

  for (int i = MISSING_FIRST_OWN; i <= MISSING_MAX; i++)
    g_string_append_printf (text, "  r%d: {code: -%d}\n", i, i + 1000);
  g_string_append (text, "variables: {v: {type: text}}\n");
  c = parse (text->str, d);
  CHECK (u, c->n_missing == MISSING_MAX);
  CHECK (u, codebook_missing_code (c, -1063) == MISSING_MAX - 1);
  spec_check (u, d, text->str,
              "62:3: \"r64\" is one missing reason too many; 59 are possible [bad-value]");
  codebook_free (c);
  diag_free (d);
}

/* Lists that nobody means, but a hostile file could have. */
static void
long_lists (struct unit *u)
{
  g_autoptr (GString) text = g_string_new ("codebook: c\nlanguages:\n");
  struct diag *d = diag_new ();
  struct codebook *c;

  for (char tag[3] = "aa"; tag[0] < 'e'; tag[0]++)
    for (tag[1] = 'a'; tag[1] <= 'z'; tag[1]++)
      g_string_append_printf (text, "- %s\n", tag);
  g_string_append (text, "variables:\n  v:\n    type: nominal\n    categories:\n");
  for (int i = 1; i <= 10001; i++)
    g_string_append_printf (text, "      %d: c%d\n", i, i);
  c = parse (text->str, d);
  CHECK (u, g_strv_length (c->languages) == 100 && c->variables[0].n_categories == 10000);
  spec_check (u, d, "long lists",
              "103:3: `languages` has 104 items; at most 100 are possible [bad-value]\n"
              "10111:7: \"v\" has 10001 categories; at most 10000 are possible [bad-value]");
  codebook_free (c);
  diag_free (d);
}

static void
near_names (struct unit *u)
{
  struct diag *d = diag_new ();
  struct codebook *c = parse (whole, d);
  const struct variable *use = codebook_find (c, "internet_use");

  CHECK (u, g_strcmp0 (codebook_near (c, "internet_usr"), "internet_use") == 0);
  CHECK (u, codebook_near (c, "weather") == NULL);
  CHECK (u, g_strcmp0 (variable_near (use, c, "yess"), "yes") == 0);
  CHECK (u, g_strcmp0 (variable_near (use, c, "dontknow"), "dont_know") == 0);
  CHECK (u, g_strcmp0 (variable_near (codebook_find (c, "born"), c, "blanc"), "blank") == 0);
  CHECK (u, variable_near (use, c, "sometimes") == NULL);
  CHECK (u, strcmp (variable_type_name (TYPE_DATE), "date") == 0);
  CHECK (u, strcmp (tier_name (TIER_OPTIONAL), "optional") == 0);
  codebook_free (c);
  diag_free (d);
}

int
main (void)
{
  struct unit u = {0};

  spec_run (&u, cases, G_N_ELEMENTS (cases), try);
  whole_codebook (&u);
  missing_reasons (&u);
  many_reasons (&u);
  long_lists (&u);
  near_names (&u);
  return unit_report (&u);
}
