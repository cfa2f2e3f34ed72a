#include <config.h>

#include "model-cases.h"
#include "model/survey.h"

#define HEAD "survey: BRA-2018\ncountry: BRA\nyear: 2018\ncodebook: cb.yaml\n"
#define SOURCE "source: {file: a.csv}\n"
#define DESIGN "design: {weight: W}\n"
/* A survey of which one part is on show: the heading is lines 1 to 4, the part begins on line 5. */
#define H(heading) heading SOURCE DESIGN "crosswalk: {}\n"
#define S(rest) HEAD "source: {" rest "}\n" DESIGN "crosswalk: {}\n"
#define D(rest) HEAD "design: {" rest "}\n" SOURCE "crosswalk: {}\n"
#define R(rule) HEAD "crosswalk:\n  v: " rule "\n" SOURCE DESIGN

static const struct spec_case cases[] = {
    {H (HEAD), ""},
    {"survey: x\n", "1:1: a survey needs the key \"country\" [missing-key]\n"
                    "1:1: a survey needs the key \"year\" [missing-key]\n"
                    "1:1: a survey needs the key \"codebook\" [missing-key]\n"
                    "1:1: a survey needs the key \"source\" [missing-key]\n"
                    "1:1: a survey needs the key \"design\" [missing-key]\n"
                    "1:1: a survey needs the key \"crosswalk\" [missing-key]"},
    {"codebook: c\nvariables: {}\n",
     "1:1: this file is a codebook, where a survey is wanted [wrong-kind]"},
    {H ("survey: BRA 2018\ncountry: BRA\nyear: 2018\ncodebook: c\n"),
     "1:9: \"BRA 2018\" cannot be an id: use letters, digits and _ - . only, beginning with a "
     "letter or digit, at most 64 characters [bad-value]"},
    {H ("survey: -x\ncountry: XKX\nyear: 2018\ncodebook: c\n"),
     "1:9: \"-x\" cannot be an id: use letters, digits and _ - . only, beginning with a letter or "
     "digit, at most 64 characters [bad-value]"},
    {H ("survey: x\ncountry: br\nyear: 2018\ncodebook: c\n"),
     "2:10: \"br\" is not a country code; write the three letters of ISO 3166-1, or XKX for Kosovo "
     "[bad-value]; near BRA"},
    {H ("survey: x\ncountry: Brazil\nyear: 2018\ncodebook: c\n"),
     "2:10: \"Brazil\" is not a country code; write the three letters of ISO 3166-1, or XKX for "
     "Kosovo [bad-value]; near BRA"},
    {H ("survey: x\ncountry: [BRA]\nyear: 2018\ncodebook: c\n"),
     "2:10: `country` must be one value, not a list [wrong-type]"},
    {H ("survey: x\ncountry: BRA\nyear: 18\ncodebook: c\n"),
     "3:7: `year` is 18, but must lie between 1990 and 2100 [bad-value]"},
    {H ("survey: x\ncountry: BRA\nyear: 2018/19\ncodebook: c\n"),
     "3:7: `year` must be a whole number, not \"2018/19\" [wrong-type]"},
    {H ("survey: x\ncountry: BRA\nyear: 2018\ncodebook:\n"),
     "4:10: `codebook` is empty [bad-value]"},
    {H (HEAD "title: {en: T, english: T}\n"), "5:16: `title`: \"english\" is not a language; write "
                                              "a code such as en, es or pt-BR [unknown-key]"},
    {H (HEAD "titel: x\n"), "5:1: a survey has no key \"titel\" [unknown-key]; near title"},
    {HEAD "source: a.csv\ndesign: W\ncrosswalk: [a]\n",
     "5:9: `source` must be a mapping (lines of \"key: value\"), not one value [wrong-type]\n"
     "6:9: `design` must be a mapping (lines of \"key: value\"), not one value [wrong-type]\n"
     "7:12: `crosswalk` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    /* Source. */
    {S ("file: a.csv, delimiter: tab, decimal: \",\", encoding: windows-1252, header_rows: 3, "
        "names_row: 2, skip_rows: 1, missing: [NA, '']"),
     ""},
    {S ("files: [a.csv, b.csv], delimiter: \"\\t\""), ""},
    {S ("file: a.csv, codes: {SEX: {1: Boy, 2: Girl}, '/^T12_/': [0, 1, 97..99], A: 1}"), ""},
    {S ("file: a.csv, codes: [SEX]"),
     "5:30: `codes` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {S ("file: a.csv, codes: {SEX: [1, [2], 3]}"),
     "5:40: a code must be one value, not a list [wrong-type]"},
    {S ("file: a.csv, codes: {AGE: [1..2000, 1.5..3, ..4]}"),
     "5:37: a range of codes goes from one whole number to another, at most 1000 of them "
     "[bad-value]\n"
     "5:46: a range of codes goes from one whole number to another, at most 1000 of them "
     "[bad-value]\n"
     "5:54: a range of codes goes from one whole number to another, at most 1000 of them "
     "[bad-value]"},
    {S (""), "5:9: `source` needs `file`, the name of the data file [missing-key]"},
    {S ("file: [a.csv]"), "5:16: `file` must be one value, not a list [wrong-type]"},
    {S ("files: []"), "5:17: `files` is empty [bad-value]"},
    {S ("files: [a.csv, b.csv, a.csv]"),
     "5:32: \"a.csv\" stands twice in `files`; its records would count twice [duplicate-name]"},
    {S ("file: a.csv, files: [b.csv]"), "5:23: `file` and `files` cannot stand side by side; write "
                                        "one of them [bad-value]; note 5:10: `file` is given here"},
    {S ("file: "), "5:16: a data file's name is empty [bad-value]"},
    {S ("file: a.csv, delimiter: ''"), "5:34: `delimiter` cannot be \"\"; it is one of \",\" \";\" "
                                       "\"|\" \":\" \"^\" \"~\" and tab [bad-value]"},
    {S ("file: a.csv, delimiter: x"), "5:34: `delimiter` cannot be \"x\"; it is one of \",\" \";\" "
                                      "\"|\" \":\" \"^\" \"~\" and tab [bad-value]"},
    {S ("file: a.csv, delimiter: ';;'"), "5:34: `delimiter` cannot be \";;\"; it is one of \",\" "
                                         "\";\" \"|\" \":\" \"^\" \"~\" and tab [bad-value]"},
    {S ("file: a.csv, decimal: ';'"),
     "5:32: `decimal` cannot be \";\"; it is \".\" or \",\" [bad-value]"},
    {S ("file: a.csv, decimal: ',', thousands: '.'"), ""},
    {S ("file: a.csv, thousands: ' '"), ""},
    {S ("file: a.csv, thousands: \"'\""), ""},
    {S ("file: a.csv, thousands: ''"),
     "5:34: `thousands` cannot be \"\"; it is \".\", \",\", \" \" or \"'\" [bad-value]"},
    {S ("file: a.csv, thousands: \"..\""),
     "5:34: `thousands` cannot be \"..\"; it is \".\", \",\", \" \" or \"'\" [bad-value]"},
    {S ("file: a.csv, thousands: '.'"),
     "5:34: `thousands` cannot be \".\", which is the decimal mark unless `decimal` says another "
     "one [bad-value]"},
    {S ("file: a.csv, thousands: ',', decimal: ','"),
     "5:34: `thousands` cannot be \",\", which is the decimal mark [bad-value]"},
    {S ("file: a.csv, encoding: windows1252"),
     "5:33: encoding \"windows1252\" is not known; common ones are UTF-8, windows-1252 and "
     "ISO-8859-1 [bad-value]; near windows-1252"},
    {S ("file: a.csv, encoding: UTF-8//IGNORE"),
     "5:33: encoding \"UTF-8//IGNORE\" is not known; common ones are UTF-8, windows-1252 and "
     "ISO-8859-1 [bad-value]"},
    {S ("file: a.csv, header_rows: 0"),
     "5:36: `header_rows` is 0, but must lie between 1 and 100 [bad-value]"},
    {S ("file: a.csv, names_row: 2"),
     "5:34: `names_row` is 2, but `header_rows` is only 1 [bad-value]"},
    {S ("file: a.csv, skip_rows: -1"),
     "5:34: `skip_rows` is -1, but must lie between 0 and 1000000 [bad-value]"},
    {S ("file: a.csv, missing: {NA: 1}"),
     "5:32: `missing` must be a list, not a mapping (lines of \"key: value\") [wrong-type]"},
    {S ("file: a.csv, preset: qualtrics"), ""},
    {S ("file: a.csv, preset: survey-monkey"),
     "5:31: there is no preset \"survey-monkey\"; there are kobo, odk, limesurvey, qualtrics, "
     "surveymonkey, rapidpro, spss-csv, cetic [bad-value]; near surveymonkey"},
    {S ("file: a.csv, preset: [odk]"), "5:31: `preset` must be one value, not a list [wrong-type]"},
    {S ("file: a.csv, header_rows: 2, names_row: joined"), ""},
    {S ("file: a.csv, names_row: joined"),
     "5:34: `names_row` is joined, but `header_rows` is only 1 [bad-value]"},
    {S ("file: a.csv, preset: surveymonkey, header_rows: 1"), ""},
    {S ("file: a.csv, preset: surveymonkey, names_row: 3"),
     "5:56: `names_row` is 3, but `header_rows` is only 2 [bad-value]"},
    {S ("file: a.csv, delimeter: ';'"),
     "5:23: `source` has no key \"delimeter\" [unknown-key]; near delimiter"},
    /* Design. */
    {D ("id: I, weight: W, strata: [A, B], psu: P, fpc: N, lonely_psu: adjust, population: "
        "26631660"),
     ""},
    {D ("weight: none, strata: A"), ""},
    {D ("psu: P"), "5:9: `design` does not say what the weight is; write `weight: COLUMN`, or "
                   "`weight: none` for a sample without weights [missing-key]"},
    {D ("weight: "), "5:18: `weight` is empty [bad-value]"},
    {D ("weight: [W]"), "5:18: `weight` must be one value, not a list [wrong-type]"},
    {D ("weight: W, strata: []"), "5:29: `strata` is empty [bad-value]"},
    {D ("weight: W, strata: [A, A, '']"),
     "5:33: column \"A\" stands twice in `strata` [duplicate-name]\n"
     "5:36: a column of `strata` is empty [bad-value]"},
    {D ("weight: W, lonely_psu: certain"),
     "5:33: `lonely_psu` cannot be \"certain\"; it is one of fail, certainty, adjust, average "
     "[bad-value]; near certainty"},
    {D ("weight: none, sample: opt-in"), ""},
    {D ("weight: none, sample: optin"),
     "5:32: `sample` cannot be \"optin\"; it is one of probability, opt-in [bad-value]; near "
     "opt-in"},
    {D ("weight: W, population: 0"), "5:33: `population` must be above 0 [bad-value]"},
    {D ("weight: W, population: many"),
     "5:33: `population` must be a number, not \"many\" [wrong-type]"},
    {D ("weight: W, replicates: {columns: rep1..rep200, kind: brr}"), ""},
    {D ("weight: W, psu: P, replicates: {columns: [W01..W80, X], kind: jkn, values: factors, mse: "
        "yes}"),
     ""},
    {D ("weight: W, replicates: {columns: a..b, kind: brr}"),
     "5:43: `columns` names 1; replicate weights are 2 to 10000 columns, as in: rep1..rep200 "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: [a..b, rep1..2, p1..q2, 1..2, ..3, 4..], kind: sdr}"),
     ""},
    {D ("weight: W, replicates: {columns: r9..r8, kind: brr}"),
     "5:43: \"r9..r8\" must go from a lower number to a higher one, at most 10000 columns "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r10001, kind: brr}"),
     "5:43: \"r1..r10001\" must go from a lower number to a higher one, at most 10000 columns "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: [r1..r9999, s1..s9], kind: brr}"),
     "5:43: `columns` names 10008; replicate weights are 2 to 10000 columns, as in: rep1..rep200 "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: [r1..r9, r5], kind: brr}"),
     "5:52: column \"r5\" stands twice in `columns` [duplicate-name]"},
    {D ("weight: W, replicates: {columns: [], kind: brr}"),
     "5:43: `columns` names 0; replicate weights are 2 to 10000 columns, as in: rep1..rep200 "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: [r1, [r2]], kind: brr}"),
     "5:48: a column of `columns` must be one value, not a list [wrong-type]"},
    {D ("weight: W, replicates: {columns: r1..r9}"),
     "5:33: `replicates` needs the key \"kind\" [missing-key]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: jackknife}"),
     "5:57: `kind` cannot be \"jackknife\"; it is one of brr, fay, jk1, jk2, jkn, bootstrap, sdr, "
     "other [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: fay}"),
     "5:33: Fay's replicates need `rho`, the share of its weight that the left-out half keeps, as "
     "in: rho: 0.5 [missing-key]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: fay, rho: 1}"),
     "5:67: `rho` must be at least 0 and below 1 [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: brr, rho: 0.5}"),
     "5:62: `rho` belongs to kind fay alone [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: other}"),
     "5:33: kind other needs `scale`: nothing is known of these replicates, and the variance is "
     "`scale` times the sum of squares of the replicates' estimates [missing-key]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: other, scale: 0}"),
     "5:71: `scale` must be above 0 [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: jkn}"),
     "5:33: jkn needs `rscales`, a number for each replicate: (n - 1) / n of the stratum in which "
     "it leaves out one of n PSUs; or `strata` and `psu`, from which they follow [missing-key]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: jkn, rscales: [1, 2]}"),
     "5:71: `rscales` has 2 numbers and `columns` 9 columns; give one for each, or one for all "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: jkn, rscales: 0}"),
     "5:71: `rscales` are all 0, which would leave no variance [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: jkn, rscales: [1, x]}"),
     "5:75: a number of `rscales` must be a number, not \"x\" [wrong-type]\n"
     "5:71: `rscales` has 2 numbers and `columns` 9 columns; give one for each, or one for all "
     "[bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: brr, values: counts}"),
     "5:70: `values` cannot be \"counts\"; it is one of weights, factors [bad-value]"},
    {D ("weight: W, replicates: {columns: r1..r9, kind: brr, mse: 1}"),
     "5:67: `mse` must be yes or no, not \"1\" [wrong-type]"},
    {D ("weight: W, replicates: {kind: brr}"),
     "5:33: `replicates` needs `columns`, as in {columns: rep1..rep200, kind: bootstrap}, or "
     "`make`, as in {make: jkn} [missing-key]"},
    {D ("weight: W, replicates: r1..r9"),
     "5:33: `replicates` must be a mapping (lines of \"key: value\"), not one value [wrong-type]"},
    {D ("weight: W, psu: P, replicates: {make: jkn}"), ""},
    {D ("weight: W, replicates: {make: jk1}"),
     "5:40: `make` cannot be \"jk1\"; it is one of jkn, brr, fay, bootstrap [bad-value]; near jkn"},
    {D ("weight: W, psu: P, replicates: {make: brr}"),
     "5:48: brr takes one of the two PSUs of each stratum: it needs `strata` and `psu` "
     "[bad-value]"},
    {D ("weight: W, replicates: {make: jkn, number: 9}"),
     "5:45: `number` belongs to the bootstrap alone: strata and PSUs say how many replicates jkn "
     "has [bad-value]"},
    {D ("weight: W, replicates: {make: bootstrap, number: 1, seed: -1}"),
     "5:59: `number` is 1, but must lie between 2 and 10000 [bad-value]\n"
     "5:68: `seed` is -1, but must lie between 0 and 2147483647 [bad-value]"},
    {D ("weight: W, replicates: {make: bootstrap, number: 100}"),
     "5:33: a bootstrap needs the key \"seed\" [missing-key]"},
    {D ("weight: W, fpc: F, replicates: {make: bootstrap, seed: 1}"),
     "5:48: bootstrap knows no finite population correction; leave `fpc` out, or write `make: jkn` "
     "[bad-value]"},
    {D ("weight: W, replicates: {make: jkn, columns: r1..r9}"),
     "5:45: `replicates` has no key \"columns\"; it may have make, number, seed, rho, mse "
     "[unknown-key]"},
    {D ("weight: W, stratum: A"),
     "5:21: `design` has no key \"stratum\" [unknown-key]; near strata"},
    /* Rules. */
    {R ("COL"), ""},
    {R (""), "6:3: the rule for \"v\" is empty; write a column, or {absent: why it was not asked} "
             "[bad-value]"},
    {R ("[A, B]"), "6:6: the rule for \"v\" must be a mapping (lines of \"key: value\"), not a "
                   "list [wrong-type]"},
    {R ("{}"),
     "6:3: the rule for \"v\" needs `column`, `value`, `constant` or `absent` [missing-key]"},
    {R ("{column: }"), "6:15: a column's name is empty [bad-value]"},
    {R ("{colum: A}"),
     "6:7: the rule for \"v\" has no key \"colum\" [unknown-key]; near column\n"
     "6:3: the rule for \"v\" needs `column`, `value`, `constant` or `absent` [missing-key]"},
    {R ("{column: A, value: B == 1}"), "6:18: `value` cannot stand beside `column` in the rule for "
                                       "\"v\" [bad-value]; note 6:7: `column` is given here"},
    {R ("{absent: no money, column: A, comparability: close}"),
     "6:7: `absent` cannot stand beside `column` in the rule for \"v\" [bad-value]; note 6:25: "
     "`column` is given here"},
    {R ("{absent: }"), "6:15: `absent` is empty [bad-value]"},
    {R ("{value: B == 1, recode: {a: 1}, else: b}"),
     "6:22: `recode` cannot stand beside `value` in the rule for \"v\" [bad-value]; note 6:7: "
     "`value` is given here\n"
     "6:38: `else` cannot stand beside `value` in the rule for \"v\" [bad-value]; note 6:7: "
     "`value` is given here"},
    {R ("{value: B == 1, when: [{if: A == 9, then: x}]}"), ""},
    {R ("{column: A, split: yes, recode: {a: 1}}"),
     "6:25: `split: yes` takes what a preset says, and `source` names none; write what stands "
     "between the parts, such as \",\" [bad-value]"},
    {R ("{column: A, split: 'yes', recode: {a: 1}}"), ""},
    {HEAD "crosswalk:\n  v: {column: A, split: yes, recode: {a: 1}}\n" DESIGN
          "source: {file: a.csv, preset: limesurvey}\n",
     "6:25: `split: yes` takes what a preset says, and answers are not joined in one cell by "
     "limesurvey; write what stands between the parts, such as \",\" [bad-value]"},
    {R ("{column: A, split: ','}"),
     "6:18: `split` needs a `recode` or `label: yes` in the rule for \"v\" [bad-value]"},
    {R ("{column: A, else: a}"),
     "6:18: `else` needs a `recode` or `label: yes` in the rule for \"v\" [bad-value]"},
    {R ("{column: A, label: yes, split: ',', else: a}"), ""},
    {R ("{column: A, label: no, else: a}"),
     "6:29: `else` needs a `recode` or `label: yes` in the rule for \"v\" [bad-value]"},
    {R ("{column: A, label: maybe}"),
     "6:25: `label` must be yes or no, not \"maybe\" [wrong-type]"},
    {R ("{column: A, labels: yes}"),
     "6:18: the rule for \"v\" has no key \"labels\" [unknown-key]; near label"},
    {R ("{column: A, recode: {}}"), "6:26: `recode` is empty [bad-value]"},
    {R ("{column: A, recode: [1]}"),
     "6:26: `recode` must be a mapping (lines of \"key: value\"), not a list [wrong-type]"},
    {R ("{column: A, recode: {a: }}"),
     "6:27: no source value is given for \"a\"; write \"\" for an empty cell [bad-value]"},
    {R ("{column: A, recode: {a: []}}"),
     "6:27: no source value is given for \"a\"; write \"\" for an empty cell [bad-value]"},
    {R ("{column: A, recode: {a: [1, null]}}"), "6:34: null means nothing at all in YAML; put it "
                                                "in quotes if it is a source value [bad-value]"},
    {R ("{column: A, recode: {a: {b: 1}}}"), "6:30: a source value of \"a\" must be one value, not "
                                             "a mapping (lines of \"key: value\") [wrong-type]"},
    {R ("{column: A, recode: {a: [[1]]}}"),
     "6:31: a source value of \"a\" must be one value, not a list [wrong-type]"},
    {R ("{column: A, recode: {'': 1}}"),
     "6:27: a line of `recode` has no target; write `category: source value` [bad-value]"},
    {R ("{column: A, recode: {a: 5..4}}"),
     "6:30: the range 5..4 for \"a\" ends before it begins [bad-value]"},
    {R ("{column: A, recode: {a: 1}, split: ''}"),
     "6:41: `split` is empty; write what stands between the parts, such as \",\" [bad-value]"},
    {R ("{column: A, recode: {a: 1}, else: }"), "6:40: `else` is empty [bad-value]"},
    {R ("{column: A, when: {if: a, then: b}}"),
     "6:24: `when` must be a list, not a mapping (lines of \"key: value\") [wrong-type]"},
    {R ("{column: A, when: []}"), "6:24: `when` is empty [bad-value]"},
    {R ("{column: A, when: [{if: a}, {then: b}, c, {if: , then: }, {if: a, then: b, else: c}]}"),
     "6:25: an item of `when` needs the key \"then\" [missing-key]\n"
     "6:34: an item of `when` needs the key \"if\" [missing-key]\n"
     "6:45: an item of `when` must be a mapping (lines of \"key: value\"), not one value "
     "[wrong-type]\n"
     "6:53: `if` is empty [bad-value]\n"
     "6:61: `then` is empty [bad-value]\n"
     "6:81: an item of `when` has no key \"else\"; it may have if, then [unknown-key]"},
    {R ("{column: [A, B, A]}"),
     "6:22: column \"A\" stands twice in the rule for \"v\" [duplicate-name]"},
    {R ("{column: []}"), "6:15: `column` is empty [bad-value]"},
    {R ("{column: /^A_(.)$/}"),
     "6:15: a pattern stands for several columns: say under `for` which part goes to which "
     "variable, as in for: {A: excess_eating, B: excess_bothered} [bad-value]"},
    {R ("{column: /^A_(.)$/, for: {x: a, y: b, z: c}}"), ""},
    {R ("{column: A_$1, for: {x: a, y: a}}"),
     "6:36: \"a\" has two rules [duplicate-name]; note 6:30: the first one is here"},
    {R ("{column: /^A_(.)$/, for: [a, b]}"),
     "6:31: `for` is a list here; say for each variable which part of the columns' names it is, as "
     "in {A: excess_eating, B: excess_bothered} [bad-value]"},
    {R ("{column: '/^A_([xy])$/', for: {x: a, z: b}}"),
     "6:16: /^A_([xy])$/ does not take \"z\", which `for` names [bad-value]"},
    {R ("{column: /A_(.)$/, for: {x: a}}"),
     "6:15: /A_(.)$/ is not a column's name with one part in a group; write it like "
     "/^T12_([A-E])$/, from ^ to $, or list the columns [bad-value]"},
    {R ("{absent: no, for: []}"),
     "6:24: `for` says which part of the columns' names goes to which variable, as in {A: "
     "excess_eating, B: excess_bothered} [bad-value]"},
    {R ("{constant: x, recode: {a: 1}}"),
     "6:20: `recode` cannot stand beside `constant` in the rule for \"v\" [bad-value]; note "
     "6:7: `constant` is given here"},
    {R ("{column: A, scale: 1/60, date: '%d'}"), ""},
    {R ("{column: A, scale: 1/0}"),
     "6:25: `scale` cannot be \"1/0\"; it is a number such as 0.001, or two such as 1/60 "
     "[bad-value]"},
    {R ("{column: A, variants: {ok: {column: B}, Not ok: {note: n}, nested: {variants: {}}}}"),
     "6:46: \"Not ok\" cannot name a variant: use small letters, digits and _, beginning with a "
     "letter [bad-value]; near not_ok\n"
     "6:74: a variant has no `variants` of its own [unknown-key]"},
    {R ("{column: A, comparability: near, note: ''}"),
     "6:33: `comparability` cannot be \"near\"; it is one of exact, close, partial, none "
     "[bad-value]\n"
     "6:45: `note` is empty [bad-value]"},
    {HEAD "crosswalk: {v: A, v: B}\n" SOURCE DESIGN,
     "5:19: the key \"v\" stands here a second time [duplicate-key]; note 5:13: the first one is "
     "here"},
};

static void
try (struct source *source, struct diag *d)
{
  survey_free (survey_parse (source, d));
}

static struct survey *
parse (const char *path, const char *text, struct diag *d)
{
  return survey_parse (source_from_text (path, text, strlen (text), d), d);
}

static const char whole[] =
    "survey: BRA-2018\n"
    "country: BRA\n"
    "year: 2018\n"
    "title: TIC Kids Online Brasil\n"
    "codebook: ../codebooks/gko-core.yaml\n"
    "source:\n"
    "  files: [../data/bra.csv, /abs/b.csv]\n"
    "  delimiter: ';'\n"
    "  decimal: \",\"\n"
    "  encoding: windows-1252\n"
    "  header_rows: 3\n"
    "  missing: [NA, '#NULL!']\n"
    "design:\n"
    "  id: QUEST\n"
    "  weight: PESO\n"
    "  strata: [REGIAO, PORTE]\n"
    "  psu: SETOR\n"
    "  lonely_psu: certainty\n"
    "  population: 26631660\n"
    "crosswalk:\n"
    "  age: IDADE\n"
    "  use_frequency:\n"
    "    column: M5\n"
    "    when: [{if: 'M5 == 98', then: \"no\"}]\n"
    "    recode:\n"
    "      weekly: [3, \"/^semanal/i\", Semanal, \"3\", ..-1, 7.., 01.50, /x/]\n"
    "      rarely: 4..5\n"
    "      blank: \"\"\n"
    "    else: invalid\n"
    "    comparability: close\n"
    "    note: reversed\n"
    "  device: {column: D, split: \", \", label: yes}\n"
    "  excessive: {value: 'count(T12_A == 1)'}\n"
    "  images: {absent: not asked}\n";

static void
whole_heading (struct unit *u, const struct survey *s)
{
  CHECK (u, strcmp (s->id, "BRA-2018") == 0 && s->id_place.line == 1 && s->id_place.column == 9);
  CHECK (u, strcmp (s->country, "BRA") == 0 && s->year == 2018);
  CHECK (u, strcmp (label_in (&s->title, "pt", "-"), "TIC Kids Online Brasil") == 0);
  CHECK (u, strcmp (s->path, "samples/surveys/bra.yaml") == 0);
  CHECK (u, strcmp (s->codebook_path, "samples/codebooks/gko-core.yaml") == 0);
  CHECK (u, s->codebook_place.line == 5);
}

static void
whole_source (struct unit *u, const struct source_spec *s)
{
  CHECK (u, strcmp (s->files[0], "samples/data/bra.csv") == 0);
  CHECK (u, strcmp (s->files[1], "/abs/b.csv") == 0 && s->files[2] == NULL);
  CHECK (u, s->delimiter == ';' && s->marks.decimal == ',' && s->marks.thousands == 0);
  CHECK (u, strcmp (s->encoding, "windows-1252") == 0 && s->encoding_place.line == 10);
  CHECK (u, s->header_rows == 3 && s->names_row == 1 && s->skip_rows == 0);
  CHECK (u, g_strv_length (s->missing) == 3 && *s->missing[0] == '\0');
  CHECK (u, strcmp (s->missing[2], "#NULL!") == 0);
  CHECK (u, s->place.line == 7 && s->file_place.line == 7 && s->file_place.column == 10);
}

static void
whole_design (struct unit *u, const struct design_spec *d)
{
  CHECK (u, strcmp (d->id.text, "QUEST") == 0 && strcmp (d->weight.text, "PESO") == 0);
  CHECK (u, !d->no_weight && d->weight.place.line == 15 && d->weight.place.column == 11);
  CHECK (u, d->n_strata == 2 && strcmp (d->strata[1].text, "PORTE") == 0);
  CHECK (u, strcmp (d->psu.text, "SETOR") == 0 && d->fpc.text == NULL);
  CHECK (u, d->lonely_psu == LONELY_CERTAINTY && d->population == 26631660);
  CHECK (u, d->population_place.line == 19);
}

static void
whole_matches (struct unit *u, const struct recode_line *l)
{
  static const struct {
    enum match_kind kind;
    const char *text;
    double lo, hi;
  } expected[] = {
      {MATCH_NUMBER, "3", 3, 3},
      {MATCH_PATTERN, "/^semanal/i", 0, 0},
      {MATCH_TEXT, "Semanal", 0, 0},
      {MATCH_TEXT, "3", 0, 0},
      {MATCH_RANGE, "..-1", -INFINITY, -1},
      {MATCH_RANGE, "7..", 7, INFINITY},
      {MATCH_NUMBER, "01.50", 1.5, 1.5},
      {MATCH_PATTERN, "/x/", 0, 0},
  };

  CHECK (u, l->n_matches == G_N_ELEMENTS (expected));
  for (size_t i = 0; i < G_N_ELEMENTS (expected) && i < l->n_matches; i++) {
    const struct recode_match *m = &l->matches[i];
    bool numeric = m->kind == MATCH_NUMBER || m->kind == MATCH_RANGE;
    CHECK (u, m->kind == expected[i].kind && strcmp (m->text, expected[i].text) == 0);
    CHECK (u, !numeric || (m->lo == expected[i].lo && m->hi == expected[i].hi));
    CHECK (u, m->place.line == 26 && m->on_line);
  }
  CHECK (u, l->matches[1].place.column == 20); /* of the slash, not of the quote */
}

static void
whole_rules (struct unit *u, const struct survey *s)
{
  const struct rule *r = survey_rule (s, "age");

  CHECK (u, s->n_rules == 5 && survey_rule (s, "nothing") == NULL);
  CHECK (u, r->kind == RULE_COLUMN && strcmp (r->column.text, "IDADE") == 0);
  CHECK (u, r->n_lines == 0 && r->comparability == COMPARABLE_EXACT && r->place.line == 21);
  r = survey_rule (s, "use_frequency");
  CHECK (u, r->n_lines == 3 && strcmp (r->lines[0].target, "weekly") == 0);
  whole_matches (u, &r->lines[0]);
  CHECK (u, r->lines[1].matches[0].lo == 4 && r->lines[1].matches[0].hi == 5);
  CHECK (u, r->lines[2].matches[0].kind == MATCH_TEXT && *r->lines[2].matches[0].text == '\0');
  CHECK (u, r->lines[1].place.line == 27 && r->lines[1].place.column == 7);
  CHECK (u, r->n_when == 1 && strcmp (r->when[0].condition.text, "M5 == 98") == 0);
  CHECK (u, strcmp (r->when[0].target, "no") == 0 && r->when[0].condition.place.column == 18);
  CHECK (u, strcmp (r->otherwise, "invalid") == 0 && r->otherwise_place.line == 29);
  CHECK (u, r->comparability == COMPARABLE_CLOSE && strcmp (r->note, "reversed") == 0);
  r = survey_rule (s, "device");
  CHECK (u, r->labels && strcmp (r->split, ", ") == 0);
  r = survey_rule (s, "excessive");
  CHECK (u, r->kind == RULE_VALUE && strcmp (r->value.text, "count(T12_A == 1)") == 0);
  r = survey_rule (s, "images");
  CHECK (u, r->kind == RULE_ABSENT && strcmp (r->reason, "not asked") == 0);
}

static void
whole_survey (struct unit *u)
{
  struct diag *d = diag_new ();
  struct survey *s = parse ("samples/surveys/bra.yaml", whole, d);

  spec_check (u, d, whole, "");
  whole_heading (u, s);
  whole_source (u, &s->source);
  whole_design (u, &s->design);
  whole_rules (u, s);
  survey_free (s);
  diag_free (d);
}

/* What is taken where nothing is said. */
static void
defaults (struct unit *u)
{
  struct diag *d = diag_new ();
  struct survey *s = parse ("x.yaml", HEAD SOURCE "design: {weight: none}\ncrosswalk: {}\n", d);

  CHECK (u,
         s->source.delimiter == 0 && s->source.marks.decimal == '.' && s->source.encoding == NULL);
  CHECK (u, s->source.header_rows == 1 && s->source.names_row == 1 && s->source.skip_rows == 0);
  CHECK (u, g_strv_length (s->source.missing) == 1 && *s->source.missing[0] == '\0');
  CHECK (u, strcmp (s->source.files[0], "a.csv") == 0 && strcmp (s->codebook_path, "cb.yaml") == 0);
  CHECK (u, s->design.no_weight && s->design.weight.text == NULL && s->design.n_strata == 0);
  CHECK (u, s->design.lonely_psu == LONELY_FAIL && isnan (s->design.population));
  survey_free (s);
  CHECK (u, diag_size (d) == 0);
  CHECK (u, strcmp (comparability_name (COMPARABLE_PARTIAL), "partial") == 0);
  CHECK (u, strcmp (lonely_psu_name (LONELY_AVERAGE), "average") == 0);

  s = parse ("x.yaml", "survey: x\n", d); /* usable, whatever is missing */
  CHECK (u, s->country[0] == '\0' && s->source.files[0] == NULL && s->source.missing[1] == NULL);
  CHECK (u, isnan (s->design.population) && s->n_rules == 0);
  survey_free (s);
  diag_free (d);
}

/* What a preset sets, and that what is said stands above it. */
static void
presets (struct unit *u)
{
  struct diag *d = diag_new ();
  struct survey *s = parse ("x.yaml",
                            HEAD "source: {file: a.csv, preset: spss-csv, delimiter: ';'}\n"
                                 "design: {weight: none}\ncrosswalk: {}\n",
                            d);
  CHECK (u, s->source.marks.decimal == ',' && s->source.delimiter == ';' && !s->design.opt_in);
  CHECK (u, g_strv_length (s->source.missing) == 3);
  survey_free (s);
  s = parse ("x.yaml",
             HEAD
             "source: {file: a.csv, preset: spss-csv, delimiter: ';', decimal: ., missing: x}\n"
             "design: {weight: none}\ncrosswalk: {}\n",
             d);
  CHECK (u, s->source.marks.decimal == '.' && strcmp (s->source.missing[1], "x") == 0);
  survey_free (s);
  s = parse ("x.yaml",
             HEAD "source: {file: a.csv, preset: surveymonkey, delimiter: tab}\n"
                  "design: {weight: none}\ncrosswalk: {}\n",
             d);
  CHECK (u, s->source.delimiter == '\t' && s->source.header_rows == 2 && s->source.names_joined);
  survey_free (s);
  s = parse ("x.yaml",
             HEAD "source: {file: a.csv, preset: surveymonkey, header_rows: 1}\n"
                  "design: {weight: none}\ncrosswalk: {}\n",
             d);
  CHECK (u, s->source.header_rows == 1 && !s->source.names_joined && s->source.names_row == 1);
  survey_free (s);
  s = parse ("x.yaml",
             HEAD "source: {file: a.csv, preset: kobo}\ndesign: {weight: none}\n"
                  "crosswalk: {v: {column: A, split: yes, recode: {a: 1}}}\n",
             d);
  CHECK (u, s->source.delimiter == ';' && strcmp (s->rules[0].split, " ") == 0);
  survey_free (s);
  s = parse (
      "x.yaml",
      HEAD "source: {file: a.csv, preset: rapidpro}\ndesign: {weight: none}\ncrosswalk: {}\n", d);
  CHECK (u, s->design.opt_in);
  survey_free (s);
  s = parse ("x.yaml",
             HEAD "source: {file: a.csv, preset: rapidpro}\n"
                  "design: {weight: none, sample: probability}\ncrosswalk: {}\n",
             d);
  CHECK (u, !s->design.opt_in);
  survey_free (s);
  CHECK (u, diag_size (d) == 0);
  diag_free (d);
}

/* Who may be named by which tool's columns, and which part of a name is the question. */
static void
preset_columns (struct unit *u)
{
  static const struct {
    const char *preset, *column;
    enum column_privacy privacy;
    size_t question;
  } table[] = {
      {"rapidpro", "CONTACT  Name", COLUMN_IDENTIFIER, 0},
      {"rapidpro", "URN:Tel", COLUMN_IDENTIFIER, 0},
      {"rapidpro", "URN Scheme", COLUMN_FREE, 0},
      {"rapidpro", "Contact UUID", COLUMN_PSEUDONYM, 0},
      {"rapidpro", "Name (Category) - Contact Name", COLUMN_FREE, 0},
      {"kobo", "meta/phonenumber", COLUMN_IDENTIFIER, 0},
      {"kobo", "_home_latitude", COLUMN_IDENTIFIER, 0},
      {"kobo", "devices/phone", COLUMN_FREE, 0},
      {"kobo", "_uuid", COLUMN_FREE, 0},
      {"odk", "intro-home-Longitude", COLUMN_IDENTIFIER, 0},
      {"odk", "DeviceID", COLUMN_IDENTIFIER, 0},
      {"odk", "use-devices/phone", COLUMN_FREE, 11},
      {"odk", "devices/a/b", COLUMN_FREE, 7},
      {"odk", "/a", COLUMN_FREE, 0},
      {"limesurvey", "token", COLUMN_PSEUDONYM, 0},
      {"limesurvey", "Q1[SQ001]", COLUMN_FREE, 2},
      {"limesurvey", "Q1[SQ001][1]", COLUMN_FREE, 9},
      {"limesurvey", "]", COLUMN_FREE, 0},
      {"limesurvey", "a]]", COLUMN_FREE, 0},
      {"surveymonkey", "Which [one]? [Other [please say]]", COLUMN_FREE, 13},
      {"surveymonkey", "Email Address", COLUMN_IDENTIFIER, 0},
      {"qualtrics", "LocationLatitude", COLUMN_IDENTIFIER, 0},
      {"qualtrics", "Q5_1", COLUMN_FREE, 0},
      {"cetic", "T7_A[1]", COLUMN_FREE, 0},
      {NULL, "Contact Name", COLUMN_FREE, 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    const struct preset *p = table[i].preset ? preset_find (table[i].preset) : NULL;
    CHECK (u, preset_identifier (p, table[i].column) == table[i].privacy);
    CHECK (u, preset_question (p, table[i].column) == table[i].question);
  }
}

static void
ids (struct unit *u)
{
  static const struct {
    const char *id;
    bool valid;
  } table[] = {
      {"BRA-2018", true},
      {"a", true},
      {"1.2_x", true},
      {"_x", true},
      {"", false},
      {".x", false},
      {"-x", false},
      {"a b", false},
      {"a/b", false},
      {"é", false},
      {"a\n", false},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    CHECK (u, survey_id_valid (table[i].id) == table[i].valid);
}

int
main (void)
{
  struct unit u = {0};

  spec_run (&u, cases, G_N_ELEMENTS (cases), try);
  whole_survey (&u);
  defaults (&u);
  presets (&u);
  preset_columns (&u);
  ids (&u);
  return unit_report (&u);
}
