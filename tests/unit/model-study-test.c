#include <config.h>

#include "model-cases.h"
#include "model/study.h"

#include <glib/gstdio.h>

/* An indicator `i` on line 2. */
#define I(rest) "indicators:\n  i: {" rest "}\n"

static const struct spec_case plans[] = {
    {I ("measure: proportion, of: a == 1"), ""},
    {"- a\n",
     "1:1: an indicator plan must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {"variables: {}\n",
     "1:1: this file is a codebook, where an indicator plan is wanted [wrong-kind]"},
    {"indicator: {}\n",
     "1:1: an indicator plan has no key \"indicator\" [unknown-key]; near indicators\n"
     "1:1: an indicator plan needs the key \"indicators\" [missing-key]"},
    {"indicators: {}\n", "1:13: `indicators` is empty [bad-value]"},
    {"indicators: [a]\n",
     "1:13: `indicators` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {"indicators: {a: b}\ntitle: T\n",
     "2:1: an indicator plan has no key \"title\"; it may have codebook, standard_populations, "
     "indicators [unknown-key]\n"
     "1:17: indicator \"a\" must be a mapping (lines of \"key: value\"), not one value "
     "[wrong-type]"},
    {"indicators: {Daily Use: {measure: count}}\ncodebook:\n",
     "2:10: `codebook` is empty [bad-value]\n"
     "1:14: \"Daily Use\" cannot be an indicator's id: use small letters, digits and _ - . only, "
     "beginning with a letter or digit, at most 64 characters [bad-value]; near daily_use"},
    {"indicators: {a-1.x: {measure: count}, .b: {measure: count}, _c: {measure: count}}\n",
     "1:39: \".b\" cannot be an indicator's id: use small letters, digits and _ - . only, "
     "beginning with a letter or digit, at most 64 characters [bad-value]; near b"},
    /* Measures and what they need. */
    {I (""), "2:6: indicator \"i\" needs the key \"measure\" [missing-key]"},
    {I ("measure: proportion"), "2:3: \"i\" is a proportion and needs `of` [missing-key]"},
    {I ("measure: proportion, of: a, to: b"),
     "2:35: \"i\" is a proportion, which has no `to` [bad-value]"},
    {I ("measure: mean"), "2:3: \"i\" is a mean and needs `of` [missing-key]"},
    {I ("measure: total, to: a"), "2:3: \"i\" is a total and needs `of` [missing-key]\n"
                                  "2:23: \"i\" is a total, which has no `to` [bad-value]"},
    {I ("measure: count"), ""},
    {I ("measure: count, of: a == 1"), ""},
    {I ("measure: ratio, of: a"), "2:3: \"i\" is a ratio and needs `to` [missing-key]"},
    {I ("measure: ratio, to: a"), "2:3: \"i\" is a ratio and needs `of` [missing-key]"},
    {I ("measure: distribution"), "2:3: \"i\" is a distribution and needs `of` [missing-key]"},
    {I ("measure: median, of: a"), ""},
    {I ("measure: median, of: a, at: 0.5"),
     "2:31: \"i\" is a median, which has no `at` [bad-value]"},
    {I ("measure: median, of: a, missing: include"),
     "2:40: `missing` must be exclude for a median: a missing amount cannot count [bad-value]"},
    {I ("measure: quantile, of: a"), "2:3: \"i\" is a quantile and needs `at` [missing-key]"},
    {I ("measure: quantile, of: a, at: 0.25"), ""},
    {I ("measure: quantile, of: a, at: [0.25, 0.5, 0.333, 0.3334]"), ""},
    {I ("measure: quantile, of: a, at: []"),
     "2:37: `at` must be a number between 0 and 1, or a list of them: 0.5 is the median "
     "[bad-value]"},
    {I ("measure: quantile, of: a, at: {p: 0.5}"),
     "2:37: `at` must be a number between 0 and 1, or a list of them: 0.5 is the median "
     "[bad-value]"},
    {I ("measure: quantile, of: a, at: [0, 0.5, 1, 25, -0.1, half, 0.50, 1e-9]"),
     "2:38: `at` is 0, but a quantile lies between 0 and 1; write 0.25 for the first quarter "
     "[bad-value]\n"
     "2:46: `at` is 1, but a quantile lies between 0 and 1; write 0.25 for the first quarter "
     "[bad-value]\n"
     "2:49: `at` is 25, but a quantile lies between 0 and 1; write 0.25 for the first quarter "
     "[bad-value]\n"
     "2:53: `at` is -0.1, but a quantile lies between 0 and 1; write 0.25 for the first quarter "
     "[bad-value]\n"
     "2:59: `at` must be a number, not \"half\" [wrong-type]\n"
     "2:65: the quantile at 0.50 stands twice [duplicate-name]\n"
     "2:71: `at` is 1e-9, but a quantile lies between 0 and 1; write 0.25 for the first quarter "
     "[bad-value]"},
    {I ("measure: mean, of: a, at: 0.5, with: b"),
     "2:38: \"i\" is a mean, which has no `with` [bad-value]\n"
     "2:29: \"i\" is a mean, which has no `at` [bad-value]"},
    {I ("measure: variance, of: a"), ""},
    {I ("measure: sd"), "2:3: \"i\" is a standard deviation and needs `of` [missing-key]"},
    {I ("measure: correlation, of: a, with: b"), ""},
    {I ("measure: correlation, of: a"),
     "2:3: \"i\" is a correlation and needs `with` [missing-key]"},
    {I ("measure: correlation, of: a, to: b, with: c"),
     "2:36: \"i\" is a correlation, which has no `to` [bad-value]"},
    {I ("measure: percent, of: a"),
     "2:16: `measure` cannot be \"percent\"; it is one of proportion, mean, total, count, ratio, "
     "distribution, median, quantile, variance, sd, correlation, difference, quotient, set "
     "[bad-value]"},
    {I ("measure: proporton, of: a"),
     "2:16: `measure` cannot be \"proporton\"; it is one of proportion, mean, total, count, ratio, "
     "distribution, median, quantile, variance, sd, correlation, difference, quotient, set "
     "[bad-value]; near proportion"},
    {I ("measure: proportion, of: , among: [a]"),
     "2:32: `of` is empty [bad-value]\n"
     "2:41: `among` must be one value, not a list [wrong-type]"},
/* What is made of others. */
#define TWO "indicators:\n  p: {measure: proportion, of: a}\n  m: {measure: mean, of: b}\n"
    {TWO "  i: {measure: difference, a: p, b: m}\n", ""},
    {TWO "  i: {measure: quotient, a: p, b: m, by: [sex]}\n", ""},
    {TWO "  i: {measure: difference, a: p}\n",
     "4:3: \"i\" is a difference and needs `b` [missing-key]"},
    {TWO "  i: {measure: quotient, of: x, a: p, b: m, to: y, among: z, missing: include}\n",
     "4:26: \"i\" is a quotient, which has no `of` [bad-value]\n"
     "4:45: \"i\" is a quotient, which has no `to` [bad-value]\n"
     "4:52: \"i\" is a quotient, which has no `among` [bad-value]\n"
     "4:62: \"i\" is a quotient, which has no `missing` [bad-value]"},
    {TWO "  i: {measure: difference, a: q, b: proportion}\n",
     "4:31: the plan has no indicator \"q\" [unknown-indicator]\n"
     "4:37: the plan has no indicator \"proportion\" [unknown-indicator]"},
    {TWO "  i: {measure: difference, a: p, b: p}\n",
     "4:37: `a` and `b` of \"i\" are both \"p\"; they must be two indicators [bad-value]"},
    {TWO "  i: {measure: difference, a: i, b: [p]}\n",
     "4:37: `b` must be one value, not a list [wrong-type]\n"
     "4:31: \"i\" is made of itself [cycle]"},
    {TWO "  i: {measure: difference, a: p, b: j}\n  j: {measure: quotient, a: m, b: i}\n",
     "4:37: \"i\" is made of itself, by way of \"j\" [cycle]\n"
     "5:35: \"j\" is made of itself, by way of \"i\" [cycle]"},
    {TWO "  i: {measure: difference, a: p, b: j}\n  j: {measure: quotient, a: m, b: p}\n",
     "4:37: \"j\" is a quotient; a difference can be made of proportions, means and ratios "
     "[bad-value]; note 5:3: \"j\" is declared here"},
    {TWO "  i: {measure: difference, a: p, b: j}\n  j: {measure: count}\n",
     "4:37: \"j\" is a count; a difference can be made of proportions, means and ratios "
     "[bad-value]; note 5:3: \"j\" is declared here"},
    {I ("measure: mean, of: a, a: p, nets: {}, answer: yes, base: any, totals: no"),
     "2:29: \"i\" is a mean, which has no `a` [bad-value]\n"
     "2:35: \"i\" is a mean, which has no `nets` [bad-value]\n"
     "2:45: \"i\" is a mean, which has no `answer` [bad-value]\n"
     "2:58: \"i\" is a mean, which has no `base` [bad-value]\n"
     "2:69: \"i\" is a mean, which has no `totals` [bad-value]"},
    /* Nets. */
    {I ("measure: distribution, of: a, nets: {top: {title: {en: T}, of: [x, y]}}"), ""},
    {I ("measure: distribution, of: a, nets: [top]"),
     "2:43: `nets` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {I ("measure: distribution, of: a, nets: {Top 2: {of: [x, y]}, b: {titel: T}, c: [x, y]}"),
     "2:44: \"Top 2\" cannot name a net: use small letters, digits and _ only, beginning with a "
     "letter, at most 64 characters [bad-value]; near top_2\n"
     "2:69: net \"b\" has no key \"titel\" [unknown-key]; near title\n"
     "2:68: net \"b\" needs the key \"of\" [missing-key]\n"
     "2:83: net \"c\" must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {I ("measure: distribution, of: a, nets: {b: {of: [x]}, c: {of: [x, x]}, d: {of: x}, e: {of: "
        "[]}}"),
     "2:52: net \"b\" has one category; a net takes two categories or more together [bad-value]\n"
     "2:70: category \"x\" stands twice in net \"c\" [duplicate-name]\n"
     "2:83: `of` must be a list, not one value [wrong-type]\n"
     "2:95: net \"e\" has no category; a net takes two categories or more together [bad-value]"},
    /* Sets. */
    {I ("measure: set, of: [a, b], answer: \"no\", base: all, totals: yes"), ""},
    {I ("measure: set, of: {a: x == 1, b: {title: B, of: y > 2}}"), ""},
    {I ("measure: set"), "2:3: \"i\" is a set and needs `of` [missing-key]"},
    {I ("measure: set, of: a, missing: include, base: some, totals: maybe"),
     "2:25: `of` of a set must be a list of variables, or a mapping of names to conditions, not "
     "one "
     "value [wrong-type]\n"
     "2:52: `base` cannot be \"some\"; it is one of any, all [bad-value]\n"
     "2:66: `totals` must be yes or no, not \"maybe\" [wrong-type]\n"
     "2:28: \"i\" is a set, which has no `missing` [bad-value]"},
    {I ("measure: set, of: [a]"), "2:25: a set needs two items or more; of one, write `measure: "
                                  "proportion` [bad-value]"},
    {I ("measure: set, of: [a, a, any_of, 'b == 1', Q1, []]"),
     "2:29: item \"a\" stands twice in the set [duplicate-name]\n"
     "2:32: an item cannot be called \"any_of\": `totals: yes` adds a row of that name "
     "[duplicate-name]\n"
     "2:40: in a list each item is the name of a variable; give conditions names, as in `of: "
     "{name: "
     "condition}` [bad-value]\n"
     "2:50: \"Q1\" cannot name an item: use small letters, digits and _ only, beginning with a "
     "letter, at most 64 characters [bad-value]; near q1\n"
     "2:54: an item must be one value, not a list [wrong-type]"},
    {I ("measure: set, of: {a: , b: {of: x, on: y}, c: [x]}, answer: yes"),
     "2:59: `answer` goes with a list of variables; here each item has a condition of its own "
     "[bad-value]\n"
     "2:29: item \"a\" is empty [bad-value]\n"
     "2:42: item \"b\" has no key \"on\" [unknown-key]; near of\n"
     "2:53: item \"c\" must be one value, not a list [wrong-type]"},
    /* The rest. */
    {I ("measure: count, version: 0"),
     "2:32: `version` is 0, but must lie between 1 and 99999999 [bad-value]"},
    {I ("measure: count, version: 1.2"),
     "2:32: `version` must be a whole number, not \"1.2\" [wrong-type]"},
    {I ("measure: count, title: {en: T, xx-: T}"),
     "2:38: the title of \"i\": \"xx-\" is not a language; write a code such as en, es or pt-BR "
     "[unknown-key]"},
    {I ("measure: count, titel: T"),
     "2:23: indicator \"i\" has no key \"titel\" [unknown-key]; near title"},
    {I ("measure: count, missing: include"), ""},
    {I ("measure: count, missing: ignore"), "2:32: `missing` cannot be \"ignore\"; it is exclude, "
                                            "include or a list of missing reasons [bad-value]"},
    {I ("measure: count, missing: [dont_know, dont_know, not_asked, '']"),
     "2:44: missing reason \"dont_know\" stands twice in the list [duplicate-name]\n"
     "2:55: \"not_asked\" can never count in a denominator: nobody had the question [bad-value]\n"
     "2:66: a missing reason is empty [bad-value]"},
    {I ("measure: count, missing: []"),
     "2:32: the list under `missing` is empty; write exclude for no reason [bad-value]"},
    {I ("measure: mean, of: a, missing: include"),
     "2:38: `missing` must be exclude for a mean: a missing amount cannot count [bad-value]"},
    {I ("measure: mean, of: a, missing: exclude"), ""},
    {I ("measure: ratio, of: a, to: b, missing: [blank]"),
     "2:46: `missing` must be exclude for a ratio: a missing amount cannot count [bad-value]"},
    {I ("measure: count, by: sex"), ""},
    {I ("measure: count, by: []"), ""},
    {I ("measure: count, by: {sex: 1}"),
     "2:27: `by` must be a list, not a mapping (lines of \"key: value\") [wrong-type]"},
    {I ("measure: count, by: [sex, sex]"),
     "2:33: this breakdown stands twice under `by` of \"i\" [duplicate-name]"},
    {I ("measure: count, by: [[sex, age], [age, sex], [sex]]"),
     "2:40: this breakdown stands twice under `by` of \"i\" [duplicate-name]"},
    {I ("measure: count, by: [[sex, sex], []]"),
     "2:34: \"sex\" is crossed with itself [duplicate-name]\n"
     "2:40: a breakdown without a variable [bad-value]"},
    {I ("measure: count, by: [status, [[a]]]"),
     "2:28: \"status\" cannot break down: the results have a column of that name [bad-value]\n"
     "2:37: a breakdown variable must be one value, not a list [wrong-type]"},
};

#define HEAD "study: s\ncodebook: c.yaml\nsurveys: [a.yaml]\nindicators: p.yaml\n"
static const struct spec_case studies[] = {
    {HEAD, ""},
    {"study: s\n", "1:1: a study needs the key \"codebook\" [missing-key]\n"
                   "1:1: a study needs the key \"surveys\" [missing-key]\n"
                   "1:1: a study needs the key \"indicators\" [missing-key]"},
    {"survey: x\n", "1:1: this file is a survey, where a study is wanted [wrong-kind]"},
    {"study: a/b\ncodebook: [c]\nsurveys: a\nindicators:\n",
     "1:8: \"a/b\" cannot be an id: use letters, digits and _ - . only, beginning with a letter or "
     "digit, at most 64 characters [bad-value]\n"
     "2:11: `codebook` must be one value, not a list [wrong-type]\n"
     "4:12: `indicators` is empty [bad-value]"},
    {HEAD "title: {EN: T}\nsurvey: x\n",
     "1:1: this file is a survey, where a study is wanted [wrong-kind]"},
    {HEAD "title: {EN: T}\nreport: x\n",
     "6:1: a study has no key \"report\" [unknown-key]; near reports\n"
     "5:9: `title`: \"EN\" is not a language; write a code such as en, es or pt-BR [unknown-key]"},
    {HEAD "compare: {pairs: surveys, waves: yes}\n", ""},
    {HEAD "compare: surveys\n",
     "5:10: `compare` must be a mapping (lines of \"key: value\"), not one value [wrong-type]"},
    {HEAD "compare: {}\n", "5:10: `compare` does not say what to compare: write `pairs: surveys`, "
                           "`average: yes`, `groups` or `waves: yes` [missing-key]"},
    {HEAD "compare: {pairs: all, groups: [sex, sex], adjust: sidak, alpha: 5}\n",
     "5:18: `pairs` cannot be \"all\"; it is one of none, surveys [bad-value]\n"
     "5:51: `adjust` cannot be \"sidak\"; it is one of holm, bh, bonferroni, none [bad-value]\n"
     "5:37: \"sex\" stands twice under `groups` [duplicate-name]\n"
     "5:65: `alpha` is 5, but must lie between 0 and 0.5; write 0.05 for 5 percent [bad-value]"},
    {HEAD "compare: {average: yes}\n",
     "5:20: `average: yes` needs an average to compare with: write `averages: equal` or "
     "`population` under `estimate` [missing-key]"},
    {HEAD "estimate: {averages: [equal, senate], averages_of: some}\n",
     "5:30: `averages` cannot be \"senate\"; it is one of equal, population [bad-value]\n"
     "5:52: `averages_of` cannot be \"some\"; it is one of latest, all [bad-value]"},
    {HEAD "output: [x]\n", "5:9: `output` must be one value, not a list [wrong-type]"},
    {HEAD "estimate: mics\n",
     "5:11: `estimate` must be a mapping (lines of \"key: value\"), not one value [wrong-type]"},
    {HEAD "estimate: {confidence: 95, interval: wald, df: t, standard: mic, deff: kish}\n",
     "5:24: `confidence` is 95, but must lie between 0.5 and 1; write 0.95 for 95 percent "
     "[bad-value]\n"
     "5:38: `interval` cannot be \"wald\"; it is one of logit, t, wilson, beta, arcsine, "
     "likelihood "
     "[bad-value]\n"
     "5:48: `df` cannot be \"t\"; it is one of domain, design [bad-value]\n"
     "5:72: `deff` cannot be \"kish\"; it is one of wr, wor [bad-value]\n"
     "5:61: `standard` cannot be \"mic\"; it is one of mics, nchs, eclac2020, eclac2023, ine-cl, "
     "pisa, none [bad-value]; near mics"},
    {HEAD "estimate: {confidence: high}\n",
     "5:24: `confidence` must be a number, not \"high\" [wrong-type]"},
    {HEAD "estimate: {confidence: 1}\n", "5:24: `confidence` is 1, but must lie between 0.5 and 1; "
                                         "write 0.95 for 95 percent [bad-value]"},
    {HEAD "estimate: {standard: nchs, averages: [equal]}\n", ""},
    {HEAD "estimate: {quantile_rule: hf7}\n", ""},
    {HEAD "estimate: {quantile_rule: hf6}\n",
     "5:27: `quantile_rule` cannot be \"hf6\"; it is one of math, hf7 [bad-value]; near hf7"},
    {HEAD "estimate: {standard: ine-cl, compare_standards: maybe}\n",
     "5:49: `compare_standards` must be yes or no, not \"maybe\" [wrong-type]"},
    {HEAD "disclosure: {min_n: 2, zero: 0, rows: 2}\n",
     "5:33: `disclosure` has no key \"rows\"; it may have min_n, zero [unknown-key]\n"
     "5:21: `min_n` is 2, but must lie between 3 and 1000 [bad-value]\n"
     "5:30: `zero` must be yes or no, not \"0\" [wrong-type]"},
    {HEAD "disclosure: {min_n: ten}\n",
     "5:21: `min_n` must be a whole number, not \"ten\" [wrong-type]"},
    {HEAD "disclosure: 10\n",
     "5:13: `disclosure` must be a mapping (lines of \"key: value\"), not one value [wrong-type]"},
    {HEAD "estimate: {standards: none}\n",
     "5:12: `estimate` has no key \"standards\" [unknown-key]; near standard"},
    {HEAD "reports: {format: xlsx}\n",
     "5:10: `reports` must be a list, not a mapping (lines of \"key: value\") [wrong-type]"},
    {HEAD "reports: [xlsx, {}]\n",
     "5:11: a report must be a mapping (lines of \"key: value\"), not one value [wrong-type]\n"
     "5:17: a report needs the key \"format\" [missing-key]"},
    {HEAD "reports: [{format: xls}, {format: html, file: x.html, language: en}]\n",
     "5:20: `format` cannot be \"xls\"; it is one of xlsx, csv [bad-value]; near xlsx\n"
     "5:35: `format: html` is not available in this version [not-available]"},
    {HEAD "reports: [{format: csv, lang: en, language: english}]\n",
     "5:25: a report has no key \"lang\"; it may have format, file, language [unknown-key]\n"
     "5:45: \"english\" is not a language; write a code such as en, es or pt-BR [bad-value]"},
    {HEAD "reports: [{format: csv, file: ../x.csv}, {format: csv, file: /x.csv}, "
          "{format: csv, file: 'a\\x.csv'}, {format: csv, file: a//x.csv}]\n",
     "5:31: a report is written below the output folder: \"../x.csv\" must be a plain name, or "
     "folder/name [bad-value]\n"
     "5:62: a report is written below the output folder: \"/x.csv\" must be a plain name, or "
     "folder/name [bad-value]\n"
     "5:91: a report is written below the output folder: \"a\\x.csv\" must be a plain name, or "
     "folder/name [bad-value]\n"
     "5:123: a report is written below the output folder: \"a//x.csv\" must be a plain name, or "
     "folder/name [bad-value]"},
    {HEAD "reports: [{format: csv, file: x.xlsx}, {format: xlsx, file: .xlsx}, "
          "{format: csv, file: audit/x.csv}, {format: xlsx, file: a/X.XLSX}]\n",
     "5:31: the file of a report in csv must end in .csv [bad-value]\n"
     "5:61: the file of a report in xlsx must end in .xlsx [bad-value]\n"
     "5:89: the folder \"audit\" is for microdata; write the report elsewhere [bad-value]"},
    {HEAD "reports:\n- {format: csv}\n- {format: csv}\n- {format: xlsx, file: a.xlsx}\n"
          "- {format: xlsx, file: A.xlsx, language: es}\n",
     "7:3: two reports would be written to the same file; give each its own `file` "
     "[duplicate-name]; note 6:3: the first one is here\n"
     "9:3: two reports would be written to the same file; give each its own `file` "
     "[duplicate-name]; note 8:3: the first one is here"},
};

static void
try_plan (struct source *source, struct diag *d)
{
  plan_free (plan_parse (source, d));
}

static void
try_study (struct source *source, struct diag *d)
{
  study_free (study_parse (source, d));
}

static const char plan_text[] = "codebook: gko-core.yaml\n"
                                "indicators:\n"
                                "  daily_use:\n"
                                "    version: 3\n"
                                "    title: {en: Daily use, es: Uso diario}\n"
                                "    topic: access\n"
                                "    note: N\n"
                                "    measure: proportion\n"
                                "    of: use_frequency >= \"daily\"\n"
                                "    among: internet_use == \"yes\"\n"
                                "    missing: [dont_know, no_answer]\n"
                                "    by: [sex, age_group, [sex, age_group]]\n"
                                "  sites: {measure: ratio, of: sites, to: hours}\n"
                                "  all: {measure: distribution, of: sex, missing: include}\n";

static void
whole_plan (struct unit *u)
{
  static const char *const en[] = {"en", NULL}, *const three[] = {"en", "es", "fr", NULL};
  struct diag *d = diag_new ();
  struct source *source = source_from_text ("cb/plan.yaml", plan_text, strlen (plan_text), d);
  struct plan *p = plan_parse (source, d);
  const struct indicator *i = p->indicators;

  spec_check (u, d, plan_text, "");
  CHECK (u, strcmp (p->codebook_path, "cb/gko-core.yaml") == 0 && p->n_indicators == 3);
  CHECK (u, strcmp (i->id, "daily_use") == 0 && i->version == 3 && i->index == 0);
  CHECK (u, strcmp (i->topic, "access") == 0 && strcmp (i->note, "N") == 0);
  CHECK (u, i->measure == MEASURE_PROPORTION && i->to.text == NULL);
  CHECK (u, strcmp (i->of.text, "use_frequency >= \"daily\"") == 0);
  CHECK (u, i->of.place.line == 9 && i->of.place.column == 9 && i->of.on_line);
  CHECK (u, strcmp (i->among.text, "internet_use == \"yes\"") == 0);
  CHECK (u, i->missing.kind == MISSING_LIST && strcmp (i->missing.reasons[1], "no_answer") == 0);
  CHECK (u, i->missing.reasons[2] == NULL && i->missing.places[1].column == 26);
  CHECK (u, i->n_by == 3 && i->by[0].n == 1 && i->by[2].n == 2);
  CHECK (u, strcmp (i->by[2].variables[1], "age_group") == 0 && i->by[2].variables[2] == NULL);
  CHECK (u, i->by[2].places[1].line == 12 && i->by[2].places[1].column == 32);
  CHECK (u, i[1].version == 1 && i[1].title.n == 0 && i[1].topic == NULL && i[1].n_by == 0);
  CHECK (u, i[1].measure == MEASURE_RATIO && strcmp (i[1].to.text, "hours") == 0);
  CHECK (u, i[1].missing.kind == MISSING_EXCLUDE && i[1].index == 1);
  CHECK (u, i[2].missing.kind == MISSING_INCLUDE && i[2].place.line == 14);
  CHECK (u, strcmp (measure_name (i[2].measure), "distribution") == 0);

  CHECK (u, !plan_check_languages (p, (char *const *)en, d));
  CHECK (u, plan_check_languages (p, (char *const *)three, d)); /* a warning */
  spec_check (u, d, plan_text,
              "5:28: the title of \"daily_use\" has a text in \"es\", which is not one of the "
              "languages (en) [unknown-key]; near en\n"
              "5:12: the title of \"daily_use\" has no text in fr [no-language]");
  plan_free (p);
  diag_free (d);
}

/* Lists that nobody means, but a hostile file could have; and no measure where it is not known. */
static void
odd_plans (struct unit *u)
{
  g_autoptr (GString) text =
      g_string_new ("indicators:\n  i:\n    measure: percent\n    missing:\n");
  struct diag *d = diag_new ();
  struct plan *p;

  for (int i = 0; i < 65; i++)
    g_string_append_printf (text, "    - r%d\n", i);
  g_string_append (text, "    by:\n    - [q, r, s, t1, u, v, w, x, y]\n");
  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "    - v%d\n", i);
  p = plan_parse (source_from_text ("x.yaml", text->str, text->len, d), d);
  CHECK (u, g_strv_length (p->indicators[0].missing.reasons) == 64);
  CHECK (u, p->indicators[0].n_by == 100 && p->indicators[0].by[0].n == 8);
  CHECK (u, p->indicators[0].measure == N_MEASURES);
  spec_check (u, d, text->str,
              "3:14: `measure` cannot be \"percent\"; it is one of proportion, mean, total, count, "
              "ratio, distribution, median, quantile, variance, sd, correlation, difference, "
              "quotient, set [bad-value]\n"
              "69:7: the list under `missing` has 65 items; at most 64 are possible [bad-value]\n"
              "171:7: `by` has 101 items; at most 100 are possible [bad-value]\n"
              "71:33: a breakdown has 9 items; at most 8 are possible [bad-value]");
  plan_free (p);
  diag_free (d);
}

static const char study_text[] =
    "study: demo\n"
    "title: {en: Demo, es: D}\n"
    "codebook: codebooks/gko-core.yaml\n"
    "surveys: [surveys/*.yaml]\n"
    "indicators: /abs/plan.yaml\n"
    "estimate: {confidence: 0.9, interval: t, df: design, standard: none, compare_standards: yes, "
    "deff: wor}\n"
    "compare: {groups: [g], test: adjusted-wald}\n"
    "disclosure: {min_n: 5, zero: no}\n"
    "reports:\n"
    "  - {format: xlsx, file: sub/report.xlsx, language: pt}\n"
    "  - {format: csv}\n"
    "output: results\n";

static void
whole_study (struct unit *u)
{
  static const char *const en[] = {"en", "es", "pt-BR", NULL};
  struct diag *d = diag_new ();
  struct source *source = source_from_text ("dir/study.yaml", study_text, strlen (study_text), d);
  struct study *s = study_parse (source, d);

  spec_check (u, d, study_text, "");
  CHECK (u, strcmp (s->id, "demo") == 0 && strcmp (label_in (&s->title, "es", "-"), "D") == 0);
  CHECK (u, strcmp (s->codebook_path, "dir/codebooks/gko-core.yaml") == 0);
  CHECK (u, strcmp (s->plan_path, "/abs/plan.yaml") == 0);
  CHECK (u, strcmp (s->output, "dir/results") == 0 && s->survey_paths[0] == NULL);
  CHECK (u, s->confidence == 0.9 && s->interval == INTERVAL_T);
  CHECK (u, s->df == DF_DESIGN && s->standard == STANDARD_NONE && s->deff == DEFF_WOR);
  CHECK (u, s->compare.test == TEST_ADJUSTED_WALD);
  CHECK (u, s->compare_standards && s->disclosure.min_n == 5 && !s->disclosure.zero);
  CHECK (u, s->n_reports == 2 && s->reports[0].format == REPORT_XLSX);
  CHECK (u, strcmp (s->reports[0].file, "sub/report.xlsx") == 0);
  CHECK (u, strcmp (s->reports[0].language, "pt") == 0);
  CHECK (u, s->reports[1].format == REPORT_CSV && s->reports[1].file == NULL);
  CHECK (u, !study_check_languages (s, (char *const *)en, d));
  spec_check (
      u, d, study_text,
      "2:8: `title` has no text in pt-BR [no-language]\n"
      "10:53: the codebook has no texts in \"pt\"; its languages are en, es, pt-BR [bad-value]");
  study_free (s);
  diag_free (d);

  d = diag_new ();
  s = study_parse (source_from_text ("study.yaml", HEAD, strlen (HEAD), d), d);
  CHECK (u, s->confidence == 0.95 && s->interval == INTERVAL_LOGIT);
  CHECK (u, s->df == DF_DOMAIN && s->standard == STANDARD_MICS && s->n_reports == 0);
  CHECK (u, s->deff == DEFF_WR && s->compare.test == TEST_RAO_SCOTT);
  CHECK (u, !s->compare_standards && s->disclosure.min_n == 0);
  CHECK (u, strcmp (s->output, "out") == 0);
  study_free (s);
  diag_free (d);
}

/* Files of a study in a folder whose own name looks like a pattern. */
static const struct {
  const char *path, *text;
} files[] = {
    {"b.yaml", "survey: B\n"},
    {"a.yaml", "crosswalk: {}\n"},
    {"z.yml", "codebook: c\nvariables: {}\n"},
    {"plan.yaml", "indicators: {}\n"},
    {"odd.yaml", "something: else\n"},
    {"bad.yaml", "a: [\n"},
    {"twice.yaml", "survey: a\nsurvey: b\n"},
    {"one.yaml", "study: s\ncodebook: c\nindicators: p\nsurveys: [b.yaml, '[az].y*', a.yaml]\n"},
    {"two.yaml", "study: s\ncodebook: c\nindicators: p\n"
                 "surveys: [no.yaml, x*.yaml, sub, su*, ./b.yaml, b.yaml, '']\n"},
    {"three.yaml", "study: s\ncodebook: c\nindicators: p\nsurveys: []\n"},
    {"four.yaml", "study: s\ncodebook: c\nindicators: p\nsurveys: {a: b}\n"},
};

/* The findings of D with the name of the folder cut out. */
static void
check_in_folder (struct unit *u, struct diag *d, const char *folder, const char *expected)
{
  g_autofree char *found = spec_findings (d), *prefix = g_strconcat (folder, "/", NULL);
  g_auto (GStrv) parts = g_strsplit (found, prefix, -1);
  g_autofree char *short_form = g_strjoinv ("", parts);

  CHECK (u, strcmp (short_form, expected) == 0);
  if (strcmp (short_form, expected) != 0)
    fprintf (stderr, "\n--- expected\n%s\n--- found\n%s\n\n", expected, short_form);
}

/* Read the study NAME and compare its surveys, as seen from FOLDER, and findings. */
static void
check_surveys (struct unit *u, const char *folder, const char *name, const char *surveys,
               const char *findings)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) list = g_string_new (NULL);
  struct diag *d = diag_new ();
  struct study *s = study_read (path, d);

  for (char **p = s->survey_paths; *p; p++)
    g_string_append_printf (list, "%s ", g_str_has_prefix (*p, folder) ? *p + strlen (folder) : *p);
  CHECK (u, strcmp (list->str, surveys) == 0);
  check_in_folder (u, d, folder, findings);
  study_free (s);
  diag_free (d);
}

static void
check_kind (struct unit *u, const char *folder, const char *name, enum file_kind kind,
            const char *findings)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct diag *d = diag_new ();

  CHECK (u, study_file_kind (path, d) == kind);
  check_in_folder (u, d, folder, findings);
  diag_free (d);
}

static void
on_disk (struct unit *u)
{
  g_autofree char *outer = g_dir_make_tmp ("model-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (outer, "s[1]*", NULL);
  g_autofree char *sub = g_build_filename (folder, "sub", NULL);

  g_mkdir_with_parents (sub, 0700);
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i].path, NULL);
    CHECK (u, g_file_set_contents (path, files[i].text, -1, NULL));
  }
  check_surveys (u, folder, "one.yaml", "/a.yaml /b.yaml /z.yml ", "");
  check_surveys (u, folder, "two.yaml", "/./b.yaml ",
                 "4:11: cannot read \"no.yaml\": No such file or directory [cannot-read]\n"
                 "4:20: no file fits the pattern \"x*.yaml\", seen from the folder of the study "
                 "file [no-surveys]\n"
                 "4:29: cannot read \"sub\": it is a folder; write sub/*.yaml for the surveys in "
                 "it [cannot-read]\n"
                 "4:34: no file fits the pattern \"su*\", seen from the folder of the study file "
                 "[no-surveys]\n"
                 "4:49: the survey \"b.yaml\" is named twice [duplicate-name]\n"
                 "4:57: a survey's file name is empty [bad-value]");
  check_surveys (u, folder, "three.yaml", "", "4:10: `surveys` is empty [no-surveys]");
  check_surveys (
      u, folder, "four.yaml", "",
      "4:10: `surveys` must be a list, not a mapping (lines of \"key: value\") [wrong-type]");
  check_kind (u, folder, "a.yaml", FILE_SURVEY, "");
  check_kind (u, folder, "b.yaml", FILE_SURVEY, "");
  check_kind (u, folder, "z.yml", FILE_CODEBOOK, "");
  check_kind (u, folder, "plan.yaml", FILE_PLAN, "");
  check_kind (u, folder, "one.yaml", FILE_STUDY, "");
  check_kind (u, folder, "twice.yaml", FILE_SURVEY, "");
  check_kind (u, folder, "odd.yaml", FILE_UNKNOWN,
              "1:1: this is no codebook, survey, indicator plan or study: it has none of the keys "
              "`variables`, `crosswalk`, `indicators` and `surveys` [wrong-kind]");
  check_kind (u, folder, "bad.yaml", FILE_UNKNOWN,
              "1:5: did not find expected node content [yaml-syntax]");
  check_kind (u, folder, "no.yaml", FILE_UNKNOWN,
              "0:0: cannot read \"no.yaml\": No such file or directory [cannot-read]");
  check_kind (u, folder, "sub", FILE_UNKNOWN,
              "0:0: cannot read \"sub\": it is a folder [cannot-read]");
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i].path, NULL);
    g_unlink (path);
  }
  g_rmdir (sub);
  g_rmdir (folder);
  g_rmdir (outer);
}

static void
resolving (struct unit *u)
{
  static const struct {
    const char *base, *path, *resolved;
  } table[] = {
      {"study.yaml", "a.yaml", "a.yaml"},
      {"dir/study.yaml", "a.yaml", "dir/a.yaml"},
      {"dir/s.yaml", "../a.yaml", "a.yaml"},
      {"a/b/c/s.yaml", "../../d/a.yaml", "a/d/a.yaml"},
      {"a/s.yaml", "../../x.yaml", "../x.yaml"},
      {"./s.yaml", "../a.yaml", "./../a.yaml"},
      {"../s.yaml", "../a.yaml", "../../a.yaml"},
      {"/a/s.yaml", "../a.yaml", "/a/../a.yaml"},
      {"a/s.yaml", "b/../c.yaml", "a/b/../c.yaml"},
      {"dir/s.yaml", "/a.yaml", "/a.yaml"},
      {"/s.yaml", "a.yaml", "/a.yaml"},
      {"./s.yaml", "a.yaml", "./a.yaml"},
      {"../x/s.yaml", "d/a.yaml", "../x/d/a.yaml"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *resolved = study_resolve (table[i].base, table[i].path);
    CHECK (u, strcmp (resolved, table[i].resolved) == 0);
  }
}

static void
unique_surveys (struct unit *u)
{
  static const char *const texts[] = {"survey: BRA\n", "survey: CHL\n", "survey: bra\n"};
  struct survey *surveys[G_N_ELEMENTS (texts)];
  struct diag *d = diag_new (), *ignored = diag_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    surveys[i] =
        survey_parse (source_from_text ("x.yaml", texts[i], strlen (texts[i]), ignored), ignored);
  CHECK (u, study_check_surveys ((const struct survey *const *)surveys, 2, d));
  CHECK (u, !study_check_surveys ((const struct survey *const *)surveys, 3, d));
  spec_check (u, d, "BRA, CHL, bra",
              "1:9: two surveys of the study have the id \"bra\"; give each its own "
              "[duplicate-name]; note 1:9: the "
              "first one is here");
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    survey_free (surveys[i]);
  diag_free (d);
  diag_free (ignored);
}

int
main (void)
{
  struct unit u = {0};

  spec_run (&u, plans, G_N_ELEMENTS (plans), try_plan);
  spec_run (&u, studies, G_N_ELEMENTS (studies), try_study);
  whole_plan (&u);
  odd_plans (&u);
  whole_study (&u);
  on_disk (&u);
  resolving (&u);
  unique_surveys (&u);
  return unit_report (&u);
}
