/* What is said about expressions that are wrong: every sentence, and the column it points at. */
#include <config.h>

#include "expr/expr.h"

#include "expr-fixture.h"
#include "unit.h"

/* Findings, one a line: column+width, the sentence, [id], ~near name, and the line of a note. */
struct finding_case {
  const char *expr, *findings;
};

/* What cannot be read: told alone. */
static const struct finding_case syntax[] = {
    {" ", "10+1: the expression is empty [expression]"},
    {"age >= 12 = 3", "20+1: `=` has no meaning here; write `==` [expression]"},
    {"age = 12", "14+1: `=` has no meaning here; write `==` [expression]"},
    {"age =< 12", "14+2: `=<` has no meaning here; write `<=` [expression]"},
    {"sex == 'girl'", "17+1: `'` has no meaning here; texts are written between double quotes, "
                      "\"like this\" [expression]"},
    {"sex == “girl”", "17+1: `“` has no meaning here; texts are written between straight double "
                      "quotes, \"like this\" [expression]"},
    {"age ≥ 12", "14+1: `≥` has no meaning here; write `>=` [expression]"},
    {"age – 1 > 2", "14+1: `–` has no meaning here; write `-` [expression]"},
    {"age > 1 && hours > 1", "18+2: `&&` has no meaning here; write `and` [expression]"},
    {"age <> 1", "14+2: `<>` has no meaning here; write `!=` [expression]"},
    {"!missing(age)", "10+1: `!` has no meaning here; write `not` [expression]"},
    {"age ^ 2", "14+1: `^` has no meaning here; multiply instead, as in x * x [expression]"},
    {"age > 1 AND hours > 2", "18+3: `AND` has no meaning here; write `and` [expression]"},
    {"age BETWEEN 1 and 2", "14+7: `BETWEEN` has no meaning here; write `in (1..5)` [expression]"},
    {"sex %in% (\"girl\")", "14+4: `%in%` has no meaning here; write `in` [expression]"},
    {"age > .5", "16+1: a number begins with a digit, as in 0.5; a name with a dot is written in "
                 "backquotes [expression]"},
    {"age > 1,5", "17+1: a number is written with a point here, as in 0.5 [expression]"},
    {"age > 12x", "16+3: `12x` is not a number; a name that begins with a digit is written in "
                  "backquotes, `like this` [expression]"},
    {"age > 1e999", "16+5: this number is too large [expression]"},
    {"comment == \"abc", "21+1: the text that begins here is never closed with `\"` [expression]"},
    {"`age", "10+1: the name that begins here is never closed with a backquote [expression]"},
    {"`` == 1", "10+2: a name is missing between the backquotes [expression]"},
    {"age > 1 )", "18+1: this parenthesis was never opened [expression]"},
    {"(age > 1", "10+1: the parenthesis that opens here is never closed [expression]"},
    {"count(age > 1, hours > 1",
     "15+1: the parenthesis that opens here is never closed [expression]"},
    {"count(age > 1 hours > 1)", "24+5: `hours` stands where `,` or `)` is expected [expression]"},
    {"count(age > 1,)", "24+1: `)` stands where a value is expected [expression]"},
    {"age >", "15+1: the expression ends where a value is expected [expression]"},
    {"age > > 1", "16+1: `>` stands where a value is expected [expression]"},
    {"> 1", "10+1: `>` stands where a value is expected [expression]"},
    {"age 12", "14+2: `12` stands where an operator is expected [expression]"},
    {"1 < age < 3", "18+1: comparisons do not chain; write `a < b and b < c` [expression]"},
    {"age == 1 in (1)", "19+2: comparisons do not chain; write `a < b and b < c` [expression]"},
    {"age in 3", "17+1: `3` stands where a list in parentheses, such as `(1, 2, 5..9)`, is "
                 "expected [expression]"},
    {"age in ()", "18+1: `)` stands where a value is expected [expression]"},
    {"age in (1, 3..)", "24+1: `)` stands where a value is expected [expression]"},
    {"age in (5..3)", "18+4: this range is empty: its first end is above its last [expression]"},
    {"3..5", "11+2: a range such as 3..5 stands only in the list of an `in` [expression]"},
    {"(3..5)", "12+2: a range such as 3..5 stands only in the list of an `in` [expression]"},
    {"count(at_least: 1, age > 1)", "29+3: `at_least:` is the last argument [expression]"},
    {"count(age > 1, minimum: 1)",
     "32+1: only `at_least` takes a colon, as in `count(a, b, at_least: 1)` [expression]"},
    {"count(age > 1, hours > 1, at_least: 3)",
     "46+1: `at_least:` takes a whole number from 1 up to the number of arguments, 2 [expression]"},
    {"count(age > 1, at_least: 0)",
     "35+1: `at_least:` takes a whole number from 1 up to the number of arguments, 1 [expression]"},
    {"count(age > 1, at_least: 0.5)",
     "35+3: `at_least:` takes a whole number from 1 up to the number of arguments, 1 [expression]"},
    {"count(age > 1, at_least: age)",
     "35+3: `at_least:` takes a whole number from 1 up to the number of arguments, 1 [expression]"},
    {"any(age > 1, at_least: 1)",
     "33+1: any() takes no `at_least:`; count, sum and mean do [expression]"},
    {"count()", "10+7: count() takes at least 1 argument, not 0 [expression]"},
    {"count(at_least: 1)", "10+18: count() takes at least 1 argument, not 0 [expression]"},
    {"cut(age, 9)", "10+11: cut() takes at least 3 arguments, not 2 [expression]"},
    {"if(age > 1, 2)", "10+14: if() takes 3 arguments, not 2 [expression]"},
    {"missing(age, hours)", "10+19: missing() takes 1 argument, not 2 [expression]"},
    {"round(age, 1, 2)", "10+16: round() takes at most 2 arguments, not 3 [expression]"},
    {"age @ 1", "14+1: `@` has no meaning here [expression]"},
    {"age not in (1, 2)",
     "14+3: `not` is written before what it negates, as in `not x in (1, 2)` [expression]"},
    {"coalesce(age)", "10+13: coalesce() takes at least 2 arguments, not 1 [expression]"},
    {"cut(age, 9, hours)",
     "22+5: the bounds of cut() are plain numbers, not calculations [expression]"},
    {"cut(age, 9, 9, 12)", "22+1: the bounds of cut() must go up [expression]"},
    {"round(age, 1.5)", "21+3: round() takes a whole number of digits from 0 to 9 [expression]"},
    {"round(age, -1)", "21+2: round() takes a whole number of digits from 0 to 9 [expression]"},
    {"round(age, hours)", "21+5: round() takes a whole number of digits from 0 to 9 [expression]"},
    {"date(comment, \"%d.%m\")", "24+7: a date format needs the year (%Y or %y), the month (%m) "
                                 "and the day (%d), once each [expression]"},
    {"date(comment, \"%d.%m.%Y%Q\")", "24+12: a date format knows %Y (or %y), %m, %d, %H, %M, %S "
                                      "and %%, and plain characters [expression]"},
    {"date(comment, comment)",
     "24+7: date() takes a format in quotes, such as \"%d/%m/%Y\" [expression]"},
    {"comment not in (\"a\")",
     "18+3: `not` is written before what it negates, as in `not x in (1, 2)` [expression]"},
    {"age == (1, 2)", "19+1: `,` stands where an operator or `)` is expected [expression]"},
    {"age in (1, 2) == 1", "24+2: comparisons do not chain; write `a < b and b < c` [expression]"},
    {"age == 1 or", "21+1: the expression ends where a value is expected [expression]"},
    {"or age", "10+2: `or` stands where a value is expected [expression]"},
    {"()", "11+1: `)` stands where a value is expected [expression]"},
    {"use_frequency in (\"daily\"..\"rarely\")",
     "28+17: this range is empty: its first end is above its last [expression]"},
    {"age in (-1..-3)", "18+6: this range is empty: its first end is above its last [expression]"},
    {"birth in (\"2005-01-01\"..\"2004-01-01\")",
     "20+26: this range is empty: its first end is above its last [expression]"},
};

/* Names and kinds: all in one go. */
static const struct finding_case kinds[] = {
    {"interent_use == \"yes\"",
     "10+12: there is no variable or column \"interent_use\" [unknown-name] ~internet_use"},
    {"agee > 1 and hour > 1 or sx == \"boy\"",
     "10+4: there is no variable or column \"agee\" [unknown-name] ~age\n"
     "23+4: there is no variable or column \"hour\" [unknown-name] ~hours\n"
     "35+2: there is no variable or column \"sx\" [unknown-name] ~sex"},
    {"cuont(age > 1)", "10+5: there is no function \"cuont\" [unknown-name] ~count"},
    {"ifelse(age > 1, 1, 2)", "10+6: there is no function \"ifelse\" [unknown-name] ~if"},
    {"count",
     "10+5: \"count\" is a function and needs its arguments in parentheses [unknown-name]"},
    {"frobnicate(age)", "10+10: there is no function \"frobnicate\" [unknown-name]"},
    {"internet_use == \"weekly\"",
     "26+8: internet_use has no category \"weekly\" [unknown-category] (codebook.yaml:10:3: "
     "\"internet_use\" is declared here)"},
    {"use_frequency >= \"weekley\"",
     "27+9: use_frequency has no category \"weekley\" [unknown-category] ~weekly "
     "(codebook.yaml:11:3: \"use_frequency\" is declared here)"},
    {"internet_use == \"dont_know\"",
     "26+11: \"dont_know\" is a missing reason, not a category of internet_use; write "
     "reason(internet_use) == \"dont_know\" [unknown-category]"},
    {"reason(age) == \"dontknow\"",
     "25+10: the codebook has no missing reason \"dontknow\" [unknown-category] ~dont_know"},
    {"reason(age) == 3", "25+1: `reason(age)` is a missing reason and `3` is a number: they cannot "
                         "be compared [type-mismatch]"},
    {"reason(age) < \"blank\"",
     "10+21: missing reasons have no order; compare them with ==, != or in [type-mismatch]"},
    {"sex > \"boy\"",
     "10+11: the categories of \"sex\" (nominal) have no order; compare them with ==, != or in "
     "[type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"internet_use >= \"yes\"",
     "10+21: the categories of \"internet_use\" (binary) have no order; compare them with ==, != "
     "or in [type-mismatch] (codebook.yaml:10:3: \"internet_use\" is declared here)"},
    {"comment < \"b\"",
     "10+13: texts have no order; compare them with ==, != or in [type-mismatch]"},
    {"\"b\" > comment",
     "10+13: texts have no order; compare them with ==, != or in [type-mismatch]"},
    {"sex == 2", "17+1: \"sex\" is a category and is compared with a category's name in quotes, "
                 "such as \"girl\" [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"sex == 7", "17+1: \"sex\" is a category and is compared with a category's name in quotes, "
                 "such as \"girl\" [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"use_frequency >= 3",
     "27+1: \"use_frequency\" is a category and is compared with a category's name in quotes, such "
     "as \"weekly\" [type-mismatch] (codebook.yaml:11:3: \"use_frequency\" is declared here)"},
    {"3 <= use_frequency",
     "10+1: \"use_frequency\" is a category and is compared with a category's name in quotes, such "
     "as \"weekly\" [type-mismatch] (codebook.yaml:11:3: \"use_frequency\" is declared here)"},
    {"age == \"12\"", "17+4: \"age\" is a number; write 12 without quotes [type-mismatch]"},
    {"age == \"twelve\"",
     "17+8: \"age\" is a number and cannot be the text \"twelve\" [type-mismatch]"},
    {"\"12\" == age", "10+4: \"age\" is a number; write 12 without quotes [type-mismatch]"},
    {"sex == age",
     "10+10: \"sex\" is a category and is compared with a category's name in quotes, such as "
     "\"girl\" [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"sex == use_frequency",
     "10+20: \"sex\" and \"use_frequency\" do not have the same categories in the same order and "
     "cannot be compared [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here) "
     "(codebook.yaml:11:3: \"use_frequency\" is declared here)"},
    {"sex == comment", "17+7: \"sex\" is a category and \"comment\" is a text: they cannot be "
                       "compared [type-mismatch]"},
    {"comment == 3",
     "21+1: \"comment\" is a text and `3` is a number: they cannot be compared [type-mismatch]"},
    {"birth == 2005", "19+4: \"birth\" is a date, not a number; compare year(birth), or write the "
                      "date as \"2018-03-31\" [type-mismatch]"},
    {"birth > age", "18+3: \"birth\" is a date, not a number; compare year(birth), or write the "
                    "date as \"2018-03-31\" [type-mismatch]"},
    {"birth == \"2005-1-1\"",
     "19+10: \"2005-1-1\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\" [type-mismatch]"},
    {"birth > \"31/12/2005\"",
     "18+12: \"31/12/2005\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\" [type-mismatch]"},
    {"birth == comment", "19+7: \"comment\" is a text where a date is needed; say how it is "
                         "written, as in date(comment, \"%d/%m/%Y\") [type-mismatch]"},
    {"birth + 1 > interview",
     "10+5: \"birth\" is a date where a number is needed; take year(...), years_between(..., ...) "
     "or the difference of two dates [type-mismatch]\n"
     "10+9: \"interview\" is a date, not a number; compare year(interview), or write the date as "
     "\"2018-03-31\" [type-mismatch]"},
    {"birth - 3", "18+1: `3` is a number where a date is needed; a date is written \"2018-03-31\" "
                  "[type-mismatch]"},
    {"birth - age", "18+3: \"age\" is a number where a date is needed; a date is written "
                    "\"2018-03-31\" [type-mismatch]"},
    {"interview - \"yesterday\"",
     "22+11: \"yesterday\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\" [type-mismatch]"},
    {"sex + 1", "10+3: \"sex\" is nominal: its codes are names, not amounts, and nothing can be "
                "calculated with them; write if(sex == \"girl\", 1, 0) [type-mismatch]"},
    {"-sex", "11+3: \"sex\" is nominal: its codes are names, not amounts, and nothing can be "
             "calculated with them; write if(sex == \"girl\", 1, 0) [type-mismatch]"},
    {"sum(age, sex)", "19+3: \"sex\" is nominal: its codes are names, not amounts, and nothing can "
                      "be calculated with them; write if(sex == \"girl\", 1, 0) [type-mismatch]"},
    {"age + \"1\"",
     "16+3: \"1\" is a text where a number is needed; write it without quotes [type-mismatch]"},
    {"age + \"x\"", "16+3: `\"x\"` is a text where a number is needed [type-mismatch]"},
    {"age + comment", "16+7: \"comment\" is a text where a number is needed [type-mismatch]"},
    {"age + birth", "16+5: \"birth\" is a date where a number is needed; take year(...), "
                    "years_between(..., ...) or the difference of two dates [type-mismatch]"},
    {"age + (age > 1)", "16+9: `(age > 1)` is a condition where a number is needed; count "
                        "conditions with count(...), or write if(..., 1, 0) [type-mismatch]"},
    {"count(age)", "16+3: \"age\" is a number where a condition is needed; compare it, as in age "
                   "== 1 [type-mismatch]"},
    {"count(sex, internet_use, age > 1)",
     "16+3: \"sex\" is a category where a condition is needed; write sex == \"girl\" "
     "[type-mismatch]\n"
     "21+12: \"internet_use\" is a category where a condition is needed; write internet_use == "
     "\"yes\" [type-mismatch]"},
    {"not age", "14+3: \"age\" is a number where a condition is needed; compare it, as in age == 1 "
                "[type-mismatch]"},
    {"age and hours", "10+3: \"age\" is a number where a condition is needed; compare it, as in "
                      "age == 1 [type-mismatch]\n"
                      "18+5: \"hours\" is a number where a condition is needed; compare it, as in "
                      "hours == 1 [type-mismatch]"},
    {"internet_use and age > 1", "10+12: \"internet_use\" is a category where a condition is "
                                 "needed; write internet_use == \"yes\" [type-mismatch]"},
    {"comment or age > 1", "10+7: \"comment\" is a text where a condition is needed; compare it, "
                           "as in comment == \"text\" [type-mismatch]"},
    {"birth or age > 1", "10+5: \"birth\" is a date where a condition is needed; compare it, as in "
                         "birth >= \"2018-03-31\" [type-mismatch]"},
    {"(age > 1) == (hours > 1)", "10+9: `(age > 1)` is a condition and is not compared; join "
                                 "conditions with and, or, not [type-mismatch]"},
    {"(age > 1) == \"yes\"", "10+9: `(age > 1)` is a condition and is not compared; join "
                             "conditions with and, or, not [type-mismatch]"},
    {"if(age, 1, 2)", "13+3: \"age\" is a number where a condition is needed; compare it, as in "
                      "age == 1 [type-mismatch]"},
    {"if(age > 1, 1, \"x\")", "25+3: the values of if() must be of one kind, but `1` is a number "
                              "and `\"x\"` is a text [type-mismatch]"},
    {"if(age > 1, 1, birth)", "25+5: the values of if() must be of one kind, but `1` is a number "
                              "and \"birth\" is a date [type-mismatch]"},
    {"if(age > 1, sex, internet_use)",
     "27+12: the values of if() must be of one kind, but \"sex\" and \"internet_use\" do not have "
     "the same categories in the same order [type-mismatch]"},
    {"if(age > 1, sex, \"gril\")", "27+6: sex has no category \"gril\" [unknown-category] ~girl "
                                   "(codebook.yaml:13:3: \"sex\" is declared here)"},
    {"if(age > 1, reason(age), 1)",
     "35+1: the values of if() must be of one kind, but `reason(age)` is a missing reason and `1` "
     "is a number [type-mismatch]"},
    {"if(age > 1, birth, \"x\")",
     "29+3: \"x\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\" [type-mismatch]"},
    {"if(age > 1, age > 2, \"x\")", "31+3: the values of if() must be of one kind, but `age > 2` "
                                    "is a condition and `\"x\"` is a text [type-mismatch]"},
    {"coalesce(age, comment)", "24+7: the values of coalesce() must be of one kind, but \"age\" is "
                               "a number and \"comment\" is a text [type-mismatch]"},
    {"missing(reason(age))", "18+11: a missing reason is never missing; write missing(x) of the "
                             "variable itself [type-mismatch]"},
    {"cut(sex, 9, 12)",
     "14+3: \"sex\" is nominal: its codes are names, not amounts, and nothing can be calculated "
     "with them; write if(sex == \"girl\", 1, 0) [type-mismatch]"},
    {"cut(birth, 9, 12)",
     "14+5: \"birth\" is a date where a number is needed; take year(...), years_between(..., ...) "
     "or the difference of two dates [type-mismatch]"},
    {"matches(comment, \"x\")", "27+3: matches() takes a pattern between slashes, in quotes, such "
                                "as \"/^week/i\" [bad-pattern]"},
    {"matches(comment, comment)", "27+7: matches() takes a pattern between slashes, in quotes, "
                                  "such as \"/^week/i\" [bad-pattern]"},
    {"matches(sex, \"/x/\")", "18+3: \"sex\" is a category; matches() reads texts and cells of the "
                              "data file [type-mismatch]"},
    {"matches(comment, \"/x(/\")",
     "31+1: the pattern /x(/ cannot be used: missing closing parenthesis [bad-pattern]"},
    {"matches(comment, \"/\\\"(/\")", "27+7: the pattern /\"(/ cannot be used: missing closing "
                                      "parenthesis (at character 4) [bad-pattern]"},
    {"matches(age, \"/x/\")",
     "18+3: \"age\" is a number; matches() reads texts and cells of the data file [type-mismatch]"},
    {"year(age)", "15+3: \"age\" is a number where a date is needed; a date is written "
                  "\"2018-03-31\" [type-mismatch]"},
    {"year(comment)", "15+7: \"comment\" is a text where a date is needed; say how it is written, "
                      "as in date(comment, \"%d/%m/%Y\") [type-mismatch]"},
    {"year(\"x\")",
     "15+3: \"x\" is not a date; write it as YYYY-MM-DD, \"2018-03-31\" [type-mismatch]"},
    {"months_between(age, \"2018-01-01\")", "25+3: \"age\" is a number where a date is needed; a "
                                            "date is written \"2018-03-31\" [type-mismatch]"},
    {"date(age, \"%d.%m.%Y\")",
     "15+3: \"age\" is a number; date() reads texts and cells of the data file [type-mismatch]"},
    {"min(birth, age)", "21+3: \"age\" is a number where a date is needed; a date is written "
                        "\"2018-03-31\" [type-mismatch]"},
    {"min(sex)", "14+3: \"sex\" is nominal: its codes are names, not amounts, and nothing can be "
                 "calculated with them; write if(sex == \"girl\", 1, 0) [type-mismatch]"},
    {"age in (1, \"x\", sex)",
     "21+3: \"age\" is a number and cannot be the text \"x\" [type-mismatch]\n"
     "26+3: \"sex\" is a category and is compared with a category's name in quotes, such as "
     "\"girl\" [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"sex in (\"boy\", \"gril\", 2)",
     "25+6: sex has no category \"gril\" [unknown-category] ~girl (codebook.yaml:13:3: \"sex\" is "
     "declared here)\n"
     "33+1: \"sex\" is a category and is compared with a category's name in quotes, such as "
     "\"girl\" [type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"sex in (\"boy\"..\"girl\")",
     "18+13: the categories of \"sex\" (nominal) have no order; compare them with ==, != or in "
     "[type-mismatch] (codebook.yaml:13:3: \"sex\" is declared here)"},
    {"comment in (\"a\"..\"b\")",
     "22+8: texts have no order; compare them with ==, != or in [type-mismatch]"},
    {"cut(agee, hours, 3) == \"x\"",
     "14+4: there is no variable or column \"agee\" [unknown-name] ~age\n"
     "20+5: the bounds of cut() are plain numbers, not calculations [expression]\n"
     "33+3: `cut(agee, hours, 3)` is a number and cannot be the text \"x\" [type-mismatch]"},
    {"é == 1 and agee > 1",
     "10+1: there is no variable or column \"é\"; a text is written in quotes [unknown-name]\n"
     "21+4: there is no variable or column \"agee\" [unknown-name] ~age"},
    {"sex == girl", "17+4: a category is written in quotes: \"girl\" [unknown-name]"},
    {"girl == sex",
     "10+4: there is no variable or column \"girl\"; a text is written in quotes [unknown-name]"},
    {"sex in (boy, \"girl\")", "18+3: a category is written in quotes: \"boy\" [unknown-name]"},
    {"sex == \"boy\" or sex == gril",
     "33+4: there is no variable or column \"gril\"; a text is written in quotes [unknown-name]"},
    {"age == NA", "17+2: there is no variable or column \"NA\"; missing(x) asks whether x is "
                  "missing [unknown-name]"},
    {"internet_use == TRUE",
     "26+4: there is no variable or column \"TRUE\"; a condition is true by itself, and a category "
     "is written in quotes, \"yes\" [unknown-name]"},
    {"age == foo",
     "17+3: there is no variable or column \"foo\"; a text is written in quotes [unknown-name]"},
    {"cut(age > 1, 2, 3)", "14+7: `age > 1` is a condition where a number is needed; count "
                           "conditions with count(...), or write if(..., 1, 0) [type-mismatch]"},
    {"if(age > 1, birth, interview) == 2005",
     "43+4: `if(age > 1, birth, interview)` is a date, not a number; compare year(if(age > 1, "
     "birth, interview)), or write the date as \"2018-03-31\" [type-mismatch]"},
    {"\"a\" == 1", "10+3: `1` is a number and cannot be the text \"a\" [type-mismatch]"},
    {"1 == \"a\"", "15+3: `1` is a number and cannot be the text \"a\" [type-mismatch]"},
    {"if(age > 1, \"x\", 1)", "22+3: the values of if() must be of one kind, but `1` is a number "
                              "and `\"x\"` is a text [type-mismatch]"},
    {"if(age > 1, \"x\", \"y\") == 1", "35+1: `if(age > 1, \"x\", \"y\")` is a text and `1` is a "
                                       "number: they cannot be compared [type-mismatch]"},
    {"reason(age) and age > 1",
     "10+11: `reason(age)` is a missing reason where a condition is needed; compare it, as in "
     "reason(age) == \"dont_know\" [type-mismatch]"},
    {"use_frequency == \"dayly\" or peer_frequency > \"dont_know\"",
     "27+7: use_frequency has no category \"dayly\" [unknown-category] ~daily (codebook.yaml:11:3: "
     "\"use_frequency\" is declared here)\n"
     "55+11: \"dont_know\" is a missing reason, not a category of peer_frequency; write "
     "reason(peer_frequency) == \"dont_know\" [unknown-category]"},
};

/* Over the columns of a national file. */
static const struct finding_case columns[] = {
    {"T1 == birth",
     "16+5: there is no variable or column \"birth\"; a text is written in quotes [unknown-name]"},
    {"T7 == 1", "10+2: there is no variable or column \"T7\" [unknown-name] ~T1"},
    {"`Q 5` == 1", "10+5: there is no variable or column \"Q 5\" [unknown-name] ~Q 4"},
    {"T1 and T2 == 1", "10+2: \"T1\" is a cell of the data file where a condition is needed; "
                       "compare it, as in T1 == 1 [type-mismatch]"},
    {"year(T1)", "15+2: \"T1\" is a cell of the data file where a date is needed; say how it is "
                 "written, as in date(T1, \"%d/%m/%Y\") [type-mismatch]"},
    {"T1 == date(T2, \"%d/%m/%Y\")",
     "10+2: \"T1\" is a cell of the data file where a date is needed; say how it is written, as in "
     "date(T1, \"%d/%m/%Y\") [type-mismatch]"},
    {"date(T1, \"%d/%m/%Y\") == 2018",
     "34+4: `date(T1, \"%d/%m/%Y\")` is a date, not a number; compare year(date(T1, "
     "\"%d/%m/%Y\")), or write the date as \"2018-03-31\" [type-mismatch]"},
    {"not T1", "14+2: \"T1\" is a cell of the data file where a condition is needed; compare it, "
               "as in T1 == 1 [type-mismatch]"},
    {"TI == 1", "10+2: there is no variable or column \"TI\" [unknown-name] ~T1"},
    {"`Q 4` and T1 == 1", "10+5: \"Q 4\" is a cell of the data file where a condition is needed; "
                          "compare it, as in `Q 4` == 1 [type-mismatch]"},
    {"count(`Q 4`)", "16+5: \"Q 4\" is a cell of the data file where a condition is needed; "
                     "compare it, as in `Q 4` == 1 [type-mismatch]"},
    {"T1 == often",
     "16+5: there is no variable or column \"often\"; a text is written in quotes [unknown-name]"},
};

/* The expression stands in line 7 from column 10 on. */
static const struct place start = {.file = "plan.yaml", .line = 7, .column = 10, .width = 3};

static char *
findings_of (const struct expr_text *text, const struct expr_scope *scope)
{
  struct diag *d = diag_new ();
  struct expr *e = expr_new (text, scope, d);
  GString *s = g_string_new (NULL);

  if (!e && diag_size (d) == 0)
    g_string_append (s, "no finding");
  for (size_t i = 0; i < diag_size (d); i++) {
    const struct finding *f = diag_at (d, i);
    g_string_append_printf (s, "%s%zu+%zu: %s [%s]", i ? "\n" : "", f->column, f->width, f->message,
                            diag_id_name (f->id));
    if (f->line != start.line || strcmp (f->file, start.file) != 0)
      g_string_append (s, " elsewhere");
    if (f->suggestion)
      g_string_append_printf (s, " ~%s", f->suggestion);
    for (guint k = 0; f->notes && k < f->notes->len; k++) {
      const struct finding *note = g_ptr_array_index (f->notes, k);
      g_string_append_printf (s, " (%s:%zu:%zu: %s)", note->file, note->line, note->column,
                              note->message);
    }
  }
  if (e)
    g_string_append (s, s->len ? "\nand yet it was read" : "fine");
  expr_free (e);
  diag_free (d);
  return g_string_free (s, FALSE);
}
static void
check_text (struct unit *u, const struct expr_text *text, const struct expr_scope *scope,
            const char *expected)
{
  g_autofree char *got = findings_of (text, scope);
  u->run++;
  if (strcmp (got, expected) == 0)
    return;
  fprintf (stderr, "%.80s\n  says: %s\n  expected: %s\n", text->text, got, expected);
  u->failed++;
}

static void
check_cases (struct unit *u, const struct expr_scope *scope, const struct finding_case *c, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    struct expr_text text = {.text = (char *)c[i].expr, .place = start, .on_line = true};
    check_text (u, &text, scope, c[i].findings);
  }
}

/* A scalar whose text does not stand in the file as it is: the whole scalar is named. */
static void
check_folded (struct unit *u, const struct expr_scope *scope)
{
  static const struct finding_case folded[] = {
      {"agee > 1\nand hour > 1",
       "10+3: there is no variable or column \"agee\" (at `agee`) [unknown-name] ~age\n"
       "10+3: there is no variable or column \"hour\" (at `hour`) [unknown-name] ~hours"},
      {"age\n>",
       "10+3: the expression ends where a value is expected (at the end of the expression) "
       "[expression]"},
      {"matches(comment, \"/x(/\")",
       "10+3: the pattern /x(/ cannot be used: missing closing parenthesis (at character 4) "
       "[bad-pattern]"},
      {"comment ==\n(age >\n 1234567890123456789012345678901234567890)",
       "10+3: `(age > 123456789012345678901234567890123...` is a condition and is not compared; "
       "join "
       "conditions with and, or, not (at `(age > 123456789012345678901234567890123...`) "
       "[type-mismatch]"}};
  for (size_t i = 0; i < G_N_ELEMENTS (folded); i++) {
    struct expr_text text = {.text = (char *)folded[i].expr, .place = start};
    check_text (u, &text, scope, folded[i].findings);
  }
}

/* OPEN, so many times, then what is inside and as many times CLOSE. */
static char *
nested (const char *open, size_t n, const char *inside, const char *close)
{
  GString *s = g_string_new (NULL);
  for (size_t i = 0; i < n; i++)
    g_string_append (s, open);
  g_string_append (s, inside);
  for (size_t i = 0; i < n; i++)
    g_string_append (s, close);
  return g_string_free (s, FALSE);
}

static void
check_limits (struct unit *u, const struct expr_scope *scope)
{
  static const struct {
    const char *open;
    size_t n;
    const char *inside, *close, *findings;
  } cases[] = {
      {"(", 64, "age", ")", "fine"},
      {"(", 65, "age", ")",
       "74+1: an expression goes at most 64 levels deep; divide this one over several variables "
       "[expression]"},
      {"abs(", 64, "age", ")", "fine"},
      {"abs(", 65, "age", ")",
       "269+1: an expression goes at most 64 levels deep; divide this one over several variables "
       "[expression]"},
      {"-", 64, "age", "", "fine"},
      {"-", 65, "age", "",
       "74+1: an expression goes at most 64 levels deep; divide this one over several variables "
       "[expression]"},
      {"not ", 64, "age > 1", "", "fine"},
      {"not ", 65, "age > 1", "",
       "266+3: an expression goes at most 64 levels deep; divide this one over several variables "
       "[expression]"},
      {"age + ", 682, "age ", "", "fine"}, /* 4,096 bytes; a long sum is not deep */
      {"age + ", 682, "age  ", "",
       "10+3: an expression has at most 4096 bytes, this one has 4097; divide it over several "
       "variables [expression]"},
      {"age > 1 or ", 300, "age > 2", "", "fine"}};
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *source = nested (cases[i].open, cases[i].n, cases[i].inside, cases[i].close);
    struct expr_text text = {.text = source, .place = start, .on_line = true};
    check_text (u, &text, scope, cases[i].findings);
  }
}

static void
check_odd (struct unit *u, const struct expr_scope *scope)
{
  struct expr_text text = {.text = NULL, .place = start, .on_line = true};
  check_text (u, &text, scope, "10+1: the expression is empty [expression]");
  text.text = (char *)"age == \"\xff\"";
  check_text (u, &text, scope, "10+3: the expression is not UTF-8 text [expression]");
  text.text = (char *)"age\u00a0> 1"; /* a no-break space is a blank */
  check_text (u, &text, scope, "fine");
  text.text = (char *)"age > 1\x01";
  check_text (u, &text, scope, "17+1: the character U+0001 has no meaning here [expression]");

  /* Without a codebook there are no missing reasons; without near(), no near names. */
  struct expr_scope bare = fixture_raw_scope (NULL, '.');
  bare.near = NULL;
  text.text = (char *)"reason(T1) == \"blank\" or T9 == 1";
  check_text (u, &text, &bare,
              "24+7: the codebook has no missing reason \"blank\" [unknown-category]\n"
              "35+2: there is no variable or column \"T9\"; a text is written in quotes "
              "[unknown-name]");
}

int
main (void)
{
  struct unit u = {0};
  struct codebook *cb = fixture_new ();
  struct expr_scope scope = expr_codebook_scope (cb), national = fixture_raw_scope (cb, '.');

  check_cases (&u, &scope, syntax, G_N_ELEMENTS (syntax));
  check_cases (&u, &scope, kinds, G_N_ELEMENTS (kinds));
  check_cases (&u, &national, columns, G_N_ELEMENTS (columns));
  check_folded (&u, &scope);
  check_limits (&u, &scope);
  check_odd (&u, &scope);
  fixture_free (cb);
  return unit_report (&u);
}
