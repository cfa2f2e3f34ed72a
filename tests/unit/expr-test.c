/* What expressions give, one record at a time, and what they are in words. */
#include <config.h>

#include "base/number.h"
#include "expr/expr.h"

#include "expr-fixture.h"
#include "unit.h"

/* A record is written "age=12 sex=girl birth=2001-03-31": a category by its name, a missing value
   as "age=!dont_know"; a variable that is not named is !blank.  An underscore in a text is a blank.
   A result is "true", "false", a number, a category's name, a date, 'text' or !reason. */
struct value_case {
  const char *expr, *record, *result;
};

static const struct value_case logic[] = {
    /* Kleene's truth tables; of two missing values the first one's reason. */
    {"age > 1 and hours > 1", "age=2 hours=2", "true"},
    {"age > 1 and hours > 1", "age=2 hours=0", "false"},
    {"age > 1 and hours > 1", "age=2 hours=!dont_know", "!dont_know"},
    {"age > 1 and hours > 1", "age=0 hours=2", "false"},
    {"age > 1 and hours > 1", "age=0 hours=0", "false"},
    {"age > 1 and hours > 1", "age=0 hours=!dont_know", "false"},
    {"age > 1 and hours > 1", "age=!no_answer hours=2", "!no_answer"},
    {"age > 1 and hours > 1", "age=!no_answer hours=0", "false"},
    {"age > 1 and hours > 1", "age=!no_answer hours=!dont_know", "!no_answer"},
    {"age > 1 or hours > 1", "age=2 hours=2", "true"},
    {"age > 1 or hours > 1", "age=2 hours=0", "true"},
    {"age > 1 or hours > 1", "age=2 hours=!dont_know", "true"},
    {"age > 1 or hours > 1", "age=0 hours=2", "true"},
    {"age > 1 or hours > 1", "age=0 hours=0", "false"},
    {"age > 1 or hours > 1", "age=0 hours=!dont_know", "!dont_know"},
    {"age > 1 or hours > 1", "age=!no_answer hours=2", "true"},
    {"age > 1 or hours > 1", "age=!no_answer hours=0", "!no_answer"},
    {"age > 1 or hours > 1", "age=!no_answer hours=!dont_know", "!no_answer"},
    {"not age > 1", "age=2", "false"},
    {"not age > 1", "age=0", "true"},
    {"not age > 1", "age=!not_applicable", "!not_applicable"},
    {"not not age > 1", "age=2", "true"},
    /* any and all are the same; three arguments. */
    {"any(age > 1, hours > 1, sex == \"girl\")", "age=0 hours=!dont_know sex=girl", "true"},
    {"any(age > 1, hours > 1, sex == \"girl\")", "age=0 hours=!dont_know sex=boy", "!dont_know"},
    {"all(age > 1, hours > 1, sex == \"girl\")", "age=2 hours=!dont_know sex=boy", "false"},
    {"all(age > 1, hours > 1, sex == \"girl\")", "age=2 hours=2 sex=girl", "true"},
    {"all(age > 1)", "age=!invalid", "!invalid"},
    /* Binding: not before and before or; comparison before not; sum before comparison. */
    {"age > 1 or hours > 1 and sex == \"girl\"", "age=2 hours=0 sex=boy", "true"},
    {"(age > 1 or hours > 1) and sex == \"girl\"", "age=2 hours=0 sex=boy", "false"},
    {"not age > 1 or hours > 1", "age=2 hours=2", "true"},
    {"not (age > 1 or hours > 1)", "age=2 hours=2", "false"},
    {"age + 1 > hours * 2", "age=3 hours=1.5", "true"},
};

static const struct value_case comparisons[] = {
    {"internet_use == \"yes\"", "internet_use=yes", "true"},
    {"internet_use == \"yes\"", "internet_use=no", "false"},
    {"internet_use == \"yes\"", "internet_use=!not_applicable", "!not_applicable"},
    {"internet_use != \"yes\"", "internet_use=no", "true"},
    {"internet_use != \"yes\"", "internet_use=!dont_know", "!dont_know"},
    {"\"yes\" == internet_use", "internet_use=yes", "true"},
    /* An ordinal compares in the codebook's order, whatever its codes. */
    {"use_frequency >= \"daily\"", "use_frequency=rarely", "false"},
    {"use_frequency >= \"daily\"", "use_frequency=weekly", "false"},
    {"use_frequency >= \"daily\"", "use_frequency=daily", "true"},
    {"use_frequency >= \"daily\"", "use_frequency=several_daily", "true"},
    {"use_frequency > \"daily\"", "use_frequency=daily", "false"},
    {"use_frequency < \"daily\"", "use_frequency=weekly", "true"},
    {"use_frequency <= \"daily\"", "use_frequency=several_daily", "false"},
    {"\"daily\" <= use_frequency", "use_frequency=several_daily", "true"},
    {"\"daily\" < use_frequency", "use_frequency=weekly", "false"},
    /* Two variables with the same categories and other codes. */
    {"use_frequency == peer_frequency", "use_frequency=daily peer_frequency=daily", "true"},
    {"use_frequency > peer_frequency", "use_frequency=several_daily peer_frequency=daily", "true"},
    {"use_frequency > peer_frequency", "use_frequency=rarely peer_frequency=daily", "false"},
    {"use_frequency > peer_frequency", "use_frequency=!dont_know peer_frequency=!no_answer",
     "!dont_know"},
    {"use_frequency < peer_frequency", "use_frequency=!dont_know peer_frequency=!no_answer",
     "!dont_know"},
    {"age >= 12", "age=12", "true"},
    {"age >= 12", "age=11.5", "false"},
    {"12 > age", "age=11.5", "true"},
    {"age != hours", "age=1 hours=1", "false"},
    {"age <= hours", "age=1 hours=1", "true"},
    {"age < hours", "age=1 hours=1", "false"},
    {"age in (9..11, 13)", "age=9", "true"},
    {"age in (9..11, 13)", "age=11", "true"},
    {"age in (9..11, 13)", "age=12", "false"},
    {"age in (9..11, 13)", "age=13", "true"},
    {"age in (9..11, 13)", "age=!blank", "!blank"},
    {"age in (-1.5..-0.5)", "age=-1", "true"},
    {"age in (hours, 3)", "age=3 hours=!dont_know", "true"},
    {"age in (hours, 3)", "age=4 hours=!dont_know", "!dont_know"},
    {"age in (1..hours)", "age=3 hours=4", "true"},
    {"not age in (1..4)", "age=3", "false"},
    {"sex in (\"boy\", \"girl\")", "sex=girl", "true"},
    {"use_frequency in (\"weekly\"..\"daily\")", "use_frequency=daily", "true"},
    {"use_frequency in (\"weekly\"..\"daily\")", "use_frequency=several_daily", "false"},
    {"birth >= \"2005-01-01\"", "birth=2005-01-01", "true"},
    {"birth < \"2005-01-01\"", "birth=2004-12-31", "true"},
    {"birth in (\"2004-01-01\"..\"2004-12-31\")", "birth=2004-12-31", "true"},
    {"birth == interview", "birth=2004-02-29 interview=2004-02-29", "true"},
    {"comment == \"Ça  va\"", "comment=ÇA_VA", "true"},
    {"comment == \"Ça  va\"", "comment=ca_va", "false"},
    {"comment != \"x\"", "comment=y", "true"},
    {"comment in (\"a\", \"b\")", "comment=B", "true"},
    {"reason(age) == \"dont_know\"", "age=!dont_know", "true"},
    {"reason(age) == \"dont_know\"", "age=!blank", "false"},
    {"reason(age) == \"dont_know\"", "age=3", "false"},
    {"reason(age) != \"dont_know\"", "age=3", "true"},
    {"reason(age) in (\"dont_know\", \"no_answer\")", "age=!no_answer", "true"},
    {"reason(age) == reason(hours)", "age=!no_answer hours=!no_answer", "true"},
    {"reason(age) == reason(hours)", "age=1 hours=1", "false"},
    {"\"dont_know\" == reason(age > 3)", "age=!dont_know", "true"},
};

static const struct value_case functions[] = {
    {"1 + 2 * 3 - 4 / 8", "", "6.5"},
    {"(1 + 2) * 3", "", "9"},
    {"10 - 3 - 2", "", "5"},
    {"-age", "age=3", "-3"},
    {"- -age", "age=3", "3"},
    {"-age * 0", "age=3", "0"},
    {"age - -1", "age=3", "4"},
    {"age + hours", "age=!no_answer hours=!dont_know", "!no_answer"},
    {"age + hours", "age=1 hours=!dont_know", "!dont_know"},
    {"age / hours", "age=1 hours=0", "!invalid"},
    {"age / hours", "age=1 hours=8", "0.125"},
    {"1e308 * age", "age=100", "!invalid"},
    {"use_frequency + 1", "use_frequency=daily", "3"},
    {"harm_a + harm_b", "harm_a=yes harm_b=yes", "2"},
    {"if(age > 1, 10, 20)", "age=2", "10"},
    {"if(age > 1, 10, 20)", "age=1", "20"},
    {"if(age > 1, 10, 20)", "age=!dont_know", "!dont_know"},
    {"if(age > 1, hours, 20)", "age=2 hours=!no_answer", "!no_answer"},
    {"if(age > 1, hours, 20)", "age=1 hours=!no_answer", "20"},
    {"if(age > 1, hours > 1, hours < 1)", "age=2 hours=2", "true"},
    {"if(age > 1, \"old\", \"young\")", "age=2", "'old'"},
    {"if(age > 1, comment, \"young\")", "age=2 comment=x", "'x'"},
    {"if(age > 1, comment, \"young\")", "age=!blank comment=x", "!blank"},
    {"if(age > 1, use_frequency, \"rarely\")", "age=1 use_frequency=daily", "rarely"},
    {"if(age > 1, use_frequency, peer_frequency)", "age=1 peer_frequency=daily", "daily"},
    {"if(age > 1, use_frequency, peer_frequency) >= \"daily\"", "age=1 peer_frequency=daily",
     "true"},
    {"if(age > 1, birth, \"2001-01-01\")", "age=1", "2001-01-01"},
    {"count(harm_a == \"yes\", harm_b == \"yes\", harm_c == \"yes\")",
     "harm_a=yes harm_b=no harm_c=yes", "2"},
    {"count(harm_a == \"yes\", harm_b == \"yes\", harm_c == \"yes\")",
     "harm_a=yes harm_b=!dont_know harm_c=!no_answer", "!dont_know"},
    {"count(harm_a == \"yes\", harm_b == \"yes\", harm_c == \"yes\", at_least: 1)",
     "harm_a=yes harm_b=!dont_know harm_c=!no_answer", "1"},
    {"count(harm_a == \"yes\", harm_b == \"yes\", harm_c == \"yes\", at_least: 2)",
     "harm_a=yes harm_b=!dont_know harm_c=!no_answer", "!dont_know"},
    {"count(harm_a == \"yes\", harm_b == \"yes\", at_least: 1)", "harm_a=no harm_b=!dont_know",
     "0"},
    {"count(harm_a == \"yes\") >= 1", "harm_a=yes", "true"},
    {"sum(age, hours, harm_a)", "age=1 hours=2.5 harm_a=yes", "4.5"},
    {"sum(age, hours, harm_a)", "age=1 hours=!no_answer harm_a=yes", "!no_answer"},
    {"sum(age, hours, harm_a, at_least: 2)", "age=1 hours=!no_answer harm_a=yes", "2"},
    {"sum(1e308, 1e308)", "", "!invalid"},
    {"mean(age, hours)", "age=1 hours=2", "1.5"},
    {"mean(age, hours, 7, at_least: 2)", "age=!no_answer hours=2", "4.5"},
    {"mean(age, hours, at_least: 1)", "age=!no_answer hours=!dont_know", "!no_answer"},
    {"min(age, hours, 7)", "age=9 hours=8", "7"},
    {"max(age, hours, 7)", "age=9 hours=8", "9"},
    {"max(age, hours)", "age=9 hours=!dont_know", "!dont_know"},
    {"min(birth, \"2001-01-01\")", "birth=2000-12-31", "2000-12-31"},
    {"max(birth, interview)", "birth=2000-12-31 interview=2018-06-01", "2018-06-01"},
    {"coalesce(age, hours, 3)", "age=!dont_know hours=!no_answer", "3"},
    {"coalesce(age, hours)", "age=!dont_know hours=5", "5"},
    {"coalesce(age, hours)", "age=4 hours=5", "4"},
    {"coalesce(age, hours)", "age=!dont_know hours=!no_answer", "!dont_know"},
    {"coalesce(use_frequency, peer_frequency)", "use_frequency=!blank peer_frequency=weekly",
     "weekly"},
    {"coalesce(sex, \"girl\")", "sex=!blank", "girl"},
    {"coalesce(comment, \"none\")", "comment=!blank", "'none'"},
    {"coalesce(age > 1, hours > 1)", "age=!blank hours=3", "true"},
    {"coalesce(age > 1, hours > 1)", "age=!blank hours=!invalid", "!blank"},
    {"cut(age, 9, 12, 15, 18)", "age=8.9", "!invalid"},
    {"cut(age, 9, 12, 15, 18)", "age=9", "1"},
    {"cut(age, 9, 12, 15, 18)", "age=11.9", "1"},
    {"cut(age, 9, 12, 15, 18)", "age=12", "2"},
    {"cut(age, 9, 12, 15, 18)", "age=17", "3"},
    {"cut(age, 9, 12, 15, 18)", "age=18", "!invalid"},
    {"cut(age, 9, 12, 15, 18)", "age=!dont_know", "!dont_know"},
    {"cut(age, -5, -2.5)", "age=-3", "1"},
    {"missing(age)", "age=1", "false"},
    {"missing(age)", "age=!not_asked", "true"},
    {"missing(age > hours)", "age=1 hours=!blank", "true"},
    {"missing(comment)", "comment=a", "false"},
    {"reason(age)", "age=!dont_know", "5"},
    {"reason(age)", "age=1", "0"},
    {"matches(comment, \"/^we+k/i\")", "comment=WEEKLY", "true"},
    {"matches(comment, \"/^we+k/\")", "comment=WEEKLY", "false"},
    {"matches(comment, \"/\\d\\.\\d/\")", "comment=a1.5", "true"},
    {"matches(comment, \"/\\d\\.\\d/\")", "comment=a1x5", "false"},
    {"matches(comment, \"/a\\\"b/\")", "comment=a\"b", "true"},
    {"matches(comment, \"/x/\")", "comment=!no_answer", "!no_answer"},
    {"round(age)", "age=2.5", "3"},
    {"round(age)", "age=-2.5", "-3"},
    {"round(age)", "age=-0.4", "0"},
    {"round(age, 2)", "age=2.675", "2.68"},
    {"round(age, 2)", "age=1.005", "1.01"},
    {"round(age, 2)", "age=-1.005", "-1.01"},
    {"round(age, 1)", "age=0.25", "0.3"},
    {"round(age, 0)", "age=1.5", "2"},
    {"round(age, 9)", "age=1e200", "1e+200"},
    {"floor(age)", "age=-2.5", "-3"},
    {"abs(age)", "age=-2.5", "2.5"},
    {"log(age)", "age=1", "0"},
    {"log(age)", "age=0", "!invalid"},
    {"log(age)", "age=-1", "!invalid"},
    {"exp(age)", "age=0", "1"},
    {"exp(age)", "age=1000", "!invalid"},
    {"year", "", NULL},
};

static const struct value_case dates[] = {
    {"year(birth)", "birth=2004-02-29", "2004"},
    {"year(birth)", "birth=1969-12-31", "1969"},
    {"year(birth)", "birth=0001-01-01", "1"},
    {"year(birth)", "birth=!dont_know", "!dont_know"},
    {"year(\"2018-07-01\") - year(birth)", "birth=2004-02-29", "14"},
    {"interview - birth", "birth=2004-02-28 interview=2004-03-01", "2"},
    {"interview - birth", "birth=1970-01-01 interview=1969-12-31", "-1"},
    {"interview - \"2018-01-01\"", "interview=2018-12-31", "364"},
    {"months_between(birth, interview)", "birth=2004-06-15 interview=2018-06-14", "167"},
    {"months_between(birth, interview)", "birth=2004-06-15 interview=2018-06-15", "168"},
    {"years_between(birth, interview)", "birth=2004-06-15 interview=2018-06-14", "13"},
    {"years_between(birth, interview)", "birth=2004-06-15 interview=2018-06-15", "14"},
    {"years_between(birth, interview)", "birth=2004-02-29 interview=2005-02-28", "0"},
    {"years_between(birth, interview)", "birth=2004-02-29 interview=2005-03-01", "1"},
    {"years_between(birth, interview)", "birth=2018-06-15 interview=2004-06-15", "-14"},
    {"years_between(birth, interview)", "birth=!dont_know interview=!blank", "!dont_know"},
    {"months_between(birth, interview)", "birth=2004-01-31 interview=2004-02-29", "0"},
    {"months_between(birth, interview)", "birth=2004-01-31 interview=2004-03-01", "1"},
    {"months_between(birth, interview)", "birth=2004-03-15 interview=2004-02-16", "0"},
    {"months_between(birth, interview)", "birth=2004-03-15 interview=2004-02-15", "-1"},
    {"months_between(birth, interview)", "birth=2004-03-15 interview=2004-03-10", "0"},
    {"months_between(birth, interview)", "birth=!dont_know interview=!blank", "!dont_know"},
    {"floor(months_between(birth, \"2018-06-30\") / 12)", "birth=2004-07-01", "13"},
    {"date(comment, \"%d/%m/%Y\")", "comment=29/2/2004", "2004-02-29"},
    {"date(comment, \"%d/%m/%Y\")", "comment=29/02/2003", "!invalid"},
    {"date(comment, \"%d/%m/%Y\")", "comment=2/29/2004", "!invalid"},
    {"date(comment, \"%d/%m/%Y\")", "comment=1/2/04", "!invalid"},
    {"date(comment, \"%d/%m/%Y\")", "comment=1/2/2004x", "!invalid"},
    {"date(comment, \"%d/%m/%Y\")", "comment=1/2/", "!invalid"},
    {"date(comment, \"%d/%m/%Y\")", "comment=_1/2/2004_", "2004-02-01"},
    {"date(comment, \"%d/%m/%Y\")", "comment=!blank", "!blank"},
    {"date(comment, \"%m/%d/%y\")", "comment=2/1/68", "2068-02-01"},
    {"date(comment, \"%m/%d/%y\")", "comment=2/1/69", "1969-02-01"},
    {"date(comment, \"%Y%m%d\")", "comment=20040229", "2004-02-29"},
    {"date(comment, \"%Y-%m-%d %H:%M:%S\")", "comment=2004-02-29_23:59:59", "2004-02-29"},
    {"date(comment, \"%Y-%m-%d %H:%M:%S\")", "comment=2004-02-29_23:61:59", "!invalid"},
    {"date(comment, \"%d%%%m.%Y\")", "comment=1%2.2004", "2004-02-01"},
    {"date(comment, \"%d/%m/%Y\") > birth", "comment=1/1/2005 birth=2004-12-31", "true"},
};

static const struct value_case raw[] = {
    {"T1 == 1", "T1=1", "true"},
    {"T1 == 1", "T1=01", "true"},
    {"T1 == 1", "T1=1.0", "true"},
    {"T1 == 1", "T1=2", "false"},
    {"T1 == 1", "T1=abc", "false"},
    {"T1 != 1", "T1=abc", "true"},
    {"T1 != 1", "T1=01", "false"},
    {"T1 == 1", "T1=!blank", "!blank"},
    {"T1 > 1", "T1=abc", "!invalid"},
    {"T1 > 1", "T1=1.5", "true"},
    {"1 >= T1", "T1=abc", "!invalid"},
    {"T1 in (1, 3..5)", "T1=4", "true"},
    {"T1 in (1, 3..5)", "T1=abc", "false"},
    {"T1 in (1, 3..5)", "T1=!blank", "!blank"},
    {"T1 in (1, \"often\")", "T1=OFTEN", "true"},
    {"T1 in (1, \"often\")", "T1=1.0", "true"},
    {"T1 in (1, \"often\")", "T1=2", "false"},
    {"T1 in (T2, 1..3)", "T1=x T2=x", "true"},
    {"T1 in (T2..3)", "T1=2 T2=x", "!invalid"},
    {"T1 == \"Sempre  que\"", "T1=SEMPRE_QUE", "true"},
    {"T1 != \"1\"", "T1=01", "true"},
    {"\"x\" == T1", "T1=X", "true"},
    {"T1 == T2", "T1=1 T2=1.0", "true"},
    {"T1 == T2", "T1=x T2=X", "true"},
    {"T1 == T2", "T1=1 T2=x", "false"},
    {"T1 != T2", "T1=1 T2=2", "true"},
    {"T1 < T2", "T1=9 T2=10", "true"},
    {"T1 < T2", "T1=a T2=b", "!invalid"},
    {"T1 + T2", "T1=1.5 T2=1", "2.5"},
    {"T1 + T2", "T1=x T2=!blank", "!invalid"},
    {"T1 + 1", "T1=x", "!invalid"},
    {"-T1", "T1=4", "-4"},
    {"mean(T1, T2, at_least: 1)", "T1=x T2=4", "4"},
    {"cut(T1, 0, 10, 20)", "T1=10", "2"},
    {"T1", "T1=abc", "'abc'"},
    {"T1", "T1=12", "'12'"},
    {"T1", "T1=!blank", "!blank"},
    {"coalesce(T1, T2)", "T1=!blank T2=b", "'b'"},
    {"coalesce(T1, T2) == 2", "T1=!blank T2=02", "true"},
    {"coalesce(T1, T2) == \"02\"", "T1=!blank T2=02", "true"},
    {"coalesce(T1, 7)", "T1=!blank", "7"},
    {"coalesce(T1, 7)", "T1=x", "7"},
    {"coalesce(T1, 7) == 7", "T1=x", "true"},
    {"coalesce(T1, \"x\")", "T1=!blank", "'x'"},
    {"coalesce(T1, \"3\") > 2", "T1=!blank", "true"},
    {"if(T1 == 1, T2, T3)", "T1=1 T2=a T3=b", "'a'"},
    {"if(T1 == 1, T2, T3) in (1, \"b\")", "T1=2 T2=a T3=b", "true"},
    {"missing(T1)", "T1=abc", "false"},
    {"missing(T1)", "T1=!blank", "true"},
    {"missing(T1 + 0)", "T1=abc", "true"},
    {"reason(T1) == \"blank\"", "T1=!blank", "true"},
    {"matches(T1, \"/^a/\")", "T1=abc", "true"},
    {"months_between(date(T1, \"%d.%m.%Y\"), \"2018-06-30\")", "T1=30.5.2018", "1"},
    {"`Q 4` == 1 and year == 2018", "Q_4=1 year=2018", "true"},
    {"count(T1 == 1, T2 == 1, T3 == 1)", "T1=1 T2=0 T3=1", "2"},
    {"T1 == 98 and any(T2 == 1, T3 == 1)", "T1=98 T2=!blank T3=1", "true"},
    {"T1 == 1,", "", NULL},
};

/* ---- Making records ---- */

struct record {
  double number[FIXTURE_SLOTS];
  const char *text[FIXTURE_SLOTS];
  guint8 reason[FIXTURE_SLOTS];
  struct expr_column columns[FIXTURE_SLOTS];
  char **words;
};

static const char *
slot_name (bool national, size_t slot)
{
  return national ? fixture_columns[slot] : fixture_variables[slot].name;
}

static double
days_of (const char *text)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)atoi (text + 8), (GDateMonth)atoi (text + 5),
                  (GDateYear)atoi (text));
  return (double)g_date_get_julian (&date) - 719163;
}

static void
set_value (struct record *r, const struct codebook *cb, bool national, size_t slot, char *text)
{
  r->reason[slot] = MISSING_NONE;
  for (char *p = text; *p; p++)
    if (*p == '_' && (national || cb->variables[slot].type == TYPE_TEXT))
      *p = ' ';
  if (*text == '!') {
    for (char *p = text; *p; p++)
      if (*p == ' ')
        *p = '_';
    r->reason[slot] = (guint8)codebook_missing (cb, text + 1);
    g_assert (r->reason[slot] != MISSING_NONE);
    return;
  }
  r->text[slot] = text;
  if (national || cb->variables[slot].type == TYPE_TEXT)
    return;
  const struct variable *v = &cb->variables[slot];
  if (v->n_categories > 0) {
    long at = variable_category (v, text);
    g_assert (at >= 0);
    r->number[slot] = v->categories[at].code;
  } else if (v->type == TYPE_DATE)
    r->number[slot] = days_of (text);
  else
    g_assert (number_parse (text, strlen (text), '.', &r->number[slot]));
}

static void
record_init (struct record *r, const struct codebook *cb, bool national, const char *text)
{
  static const guint8 zero = 0;
  size_t n = national ? N_FIXTURE_COLUMNS : N_FIXTURE_VARIABLES;

  *r = (struct record){.words = g_strsplit (text, " ", -1)};
  for (size_t i = 0; i < n; i++) {
    r->number[i] = NAN;
    r->reason[i] = MISSING_BLANK;
    r->columns[i] = (struct expr_column){.index = &zero,
                                         .width = 1,
                                         .number = national ? NULL : &r->number[i],
                                         .text = &r->text[i],
                                         .reason = &r->reason[i],
                                         .n_entries = 1};
  }
  for (char **w = r->words; *w && **w; w++) {
    char *value = strchr (*w, '=');
    size_t slot = 0;
    *value++ = '\0';
    if (national)
      g_strdelimit (*w, "_", ' ');
    while (slot < n && strcmp (slot_name (national, slot), *w) != 0)
      slot++;
    g_assert (slot < n);
    set_value (r, cb, national, slot, value);
  }
}

static char *
result_text (const struct expr *e, const struct codebook *cb, double number, guint8 reason,
             const char *text)
{
  char buffer[NUMBER_SIZE];
  GDate date;

  if (reason != MISSING_NONE)
    return g_strdup_printf ("!%s%s", cb->missing[reason].name,
                            number != 0 || text ? " (dirty)" : "");
  switch (expr_type (e)) {
  case EXPR_BOOL:
    return g_strdup (number == 1 ? "true" : number == 0 ? "false" : "neither");
  case EXPR_CATEGORY: {
    long at = variable_category_code (expr_variable (e), (int)number);
    return g_strdup (at < 0 ? "no category" : expr_variable (e)->categories[at].name);
  }
  case EXPR_DATE:
    g_date_clear (&date, 1);
    g_date_set_julian (&date, (guint32)(number + 719163));
    return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date),
                            (int)g_date_get_month (&date), g_date_get_day (&date));
  case EXPR_TEXT:
  case EXPR_RAW:
    return g_strdup_printf ("'%s'", text);
  default:
    number_format (number, buffer);
    return g_strdup (signbit (number) && number == 0 ? "-0" : buffer);
  }
}

static void
check_case (struct unit *u, const struct codebook *cb, const struct value_case *c, bool national)
{
  struct expr_scope scope = national ? fixture_raw_scope (cb, '.') : expr_codebook_scope (cb);
  struct diag *d = diag_new ();
  struct expr_text text = {.text = (char *)c->expr, .on_line = true};
  struct expr *e = expr_new (&text, &scope, d);

  u->run++;
  if (!e || diag_size (d) > 0) {
    if (c->result)
      fprintf (stderr, "`%s`: %s\n", c->expr, diag_size (d) ? diag_at (d, 0)->message : "NULL");
    u->failed += c->result || !diag_size (d);
    expr_free (e);
    diag_free (d);
    return;
  }
  struct record r;
  record_init (&r, cb, national, c->record);
  struct expr_work *w = expr_work_new ();
  struct expr_bound *bound = expr_bind (e);
  for (int i = 0; i < 3; i++) {
    double number = 99;
    guint8 reason = 99;
    const char *result = "none";
    if (i == 0)
      expr_eval (e, r.columns, 0, 1, &number, &reason, &result, w);
    else
      expr_bound_eval (bound, r.columns, 0, 1, &number, &reason, &result, w);
    bool with_text = expr_type (e) == EXPR_TEXT || expr_type (e) == EXPR_RAW;
    g_autofree char *got = result_text (e, cb, number, reason, with_text ? result : NULL);
    if (!c->result || strcmp (got, c->result) != 0) {
      fprintf (stderr, "`%s` of %s: %s, expected %s (way %d)\n", c->expr, c->record, got, c->result,
               i);
      u->failed++;
      break;
    }
  }
  g_strfreev (r.words);
  expr_bound_free (bound);
  expr_work_free (w);
  expr_free (e);
  diag_free (d);
}

static void
check_cases (struct unit *u, const struct codebook *cb, const struct value_case *c, size_t n,
             bool national)
{
  for (size_t i = 0; i < n; i++)
    check_case (u, cb, &c[i], national);
}

/* ---- Other questions to an expression ---- */

static struct expr *
read_expr (const char *source, const struct expr_scope *scope)
{
  struct diag *d = diag_new ();
  struct expr_text text = {.text = (char *)source, .on_line = true};
  struct expr *e = expr_new (&text, scope, d);
  if (!e)
    fprintf (stderr, "`%s`: %s\n", source, diag_at (d, 0)->message);
  diag_free (d);
  g_assert (e);
  return e;
}

static void
check_asking (struct unit *u, const struct codebook *cb)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  struct expr *e =
      read_expr ("hours > 1 or age > 1 and hours < 3 or internet_use == \"yes\"", &scope);
  size_t n;
  const size_t *slots = expr_slots (e, &n);
  CHECK (u, n == 3 && slots[0] == 0 && slots[1] == 4 && slots[2] == 5);
  CHECK (u, expr_type (e) == EXPR_BOOL && expr_variable (e) == NULL);
  expr_free (e);

  e = read_expr ("coalesce(peer_frequency, use_frequency)", &scope);
  CHECK (u, expr_type (e) == EXPR_CATEGORY);
  CHECK (u, expr_variable (e) == codebook_find (cb, "peer_frequency"));
  expr_free (e);

  e = read_expr ("1 + 2", &scope);
  expr_slots (e, &n);
  CHECK (u, n == 0 && expr_type (e) == EXPR_NUMBER);
  expr_free (e);
  expr_free (NULL);
  expr_work_free (NULL);
  expr_bound_free (NULL);
}

/* A decimal comma; a column that brings its numbers is not read again; dictionaries grow. */
static void
check_columns (struct unit *u, const struct codebook *cb)
{
  struct expr_scope scope = fixture_raw_scope (cb, ',');
  struct expr *e = read_expr ("T1 > 1", &scope);
  struct expr_bound *bound = expr_bind (e);
  struct expr_work *w = expr_work_new ();
  const char *texts[] = {"1,5", "1.5", "", "0,5", "7"};
  guint8 reasons[] = {0, 0, MISSING_BLANK, 0, 0};
  double numbers[] = {0, 2, NAN, NAN, 0};
  guint32 index[] = {9, 0, 1, 2, 3, 4};
  struct expr_column column = {
      .index = index, .width = 4, .text = texts, .reason = reasons, .n_entries = 4};
  double number[5];
  guint8 reason[5];

  expr_bound_eval (bound, &column, 1, 4, number, reason, NULL, w);
  CHECK (u, number[0] == 1 && reason[0] == MISSING_NONE);
  CHECK (u, number[1] == 0 && reason[1] == MISSING_INVALID);
  CHECK (u, reason[2] == MISSING_BLANK);
  CHECK (u, number[3] == 0 && reason[3] == MISSING_NONE);
  column.n_entries = 5;
  expr_bound_eval (bound, &column, 1, 5, number, reason, NULL, w);
  CHECK (u, number[0] == 1 && number[4] == 1 && reason[4] == MISSING_NONE);
  column.number = numbers;
  expr_eval (e, &column, 1, 5, number, reason, NULL, w);
  CHECK (u, number[0] == 0 && number[1] == 1 && reason[3] == MISSING_INVALID && number[4] == 0);
  expr_eval (e, &column, 1, 0, number, reason, NULL, w);
  scope.marks.thousands = '.';
  struct expr *grouped = read_expr ("T1 > 1000", &scope);
  const char *thousands[] = {"1.000,5", "10.00", "", "1.234.567"};
  column.number = NULL;
  column.text = thousands;
  column.n_entries = 4;
  expr_eval (grouped, &column, 1, 4, number, reason, NULL, w);
  CHECK (u, number[0] == 1 && number[3] == 1 && reason[0] + reason[3] == MISSING_NONE);
  CHECK (u, reason[1] == MISSING_INVALID && reason[2] == MISSING_BLANK);
  expr_free (grouped);
  expr_bound_free (bound);
  expr_work_free (w);
  expr_free (e);
}

/* Beyond a size, a dictionary has no table: the result is the same, before and after it grows
 * there. */
static void
check_large (struct unit *u, const struct codebook *cb)
{
  enum { SMALL = 60000, LARGE = 70000 };
  struct expr_scope scope = expr_codebook_scope (cb);
  struct expr *e = read_expr ("hours >= 30000", &scope);
  struct expr_bound *bound = expr_bind (e);
  struct expr_work *w = expr_work_new ();
  g_autofree double *numbers = g_new (double, LARGE);
  g_autofree guint8 *reasons = g_new0 (guint8, LARGE);
  g_autofree guint32 *index = g_new (guint32, LARGE);
  struct expr_column columns[FIXTURE_SLOTS];
  struct expr_column *column = &columns[codebook_find (cb, "hours")->index];
  double number[EXPR_BLOCK];
  guint8 reason[EXPR_BLOCK];
  size_t wrong = 0;

  for (guint32 i = 0; i < LARGE; i++) {
    index[i] = LARGE - 1 - i;
    numbers[i] = i;
  }
  *column = (struct expr_column){.index = index, .width = 4, .number = numbers, .reason = reasons};
  for (int way = 0; way < 2; way++) {
    column->n_entries = way == 0 ? SMALL : LARGE;
    for (size_t first = LARGE - column->n_entries; first < LARGE; first += EXPR_BLOCK) {
      size_t n = MIN (EXPR_BLOCK, LARGE - first);
      expr_bound_eval (bound, columns, first, n, number, reason, NULL, w);
      for (size_t i = 0; i < n; i++)
        wrong += reason[i] != MISSING_NONE || number[i] != (index[first + i] >= 30000);
    }
  }
  CHECK (u, wrong == 0);
  expr_bound_free (bound);
  expr_work_free (w);
  expr_free (e);
}

/* ---- Two spellings, and what can be worked out ---- */

static const struct spelling {
  const char *a, *b;
  bool same;
} spellings[] = {
    {"age >= 12", "(age>=12.0)", true},
    {"age == 1 and sex == 2 or hours", "((age == 1) and (sex == 2)) or hours", true},
    {"age == 1 and (sex == 2 or hours)", "age == 1 and sex == 2 or hours", false},
    {"`age` + 1e1", "age+10", true},
    {"\"yes\" == x", "\"yes\"   ==\n x", true},
    {"x == \"1\"", "x == 1", false},
    {"count(a == 1, b == 1, at_least: 1)", "count( a==1, b==1, at_least: 01 )", true},
    {"count(a == 1, b == 1, at_least: 1)", "count(a == 1, b == 1)", false},
    {"x in (1, 3..5)", "x in (1,3..5)", true},
    {"x in (1, 3..5)", "x in (1, 3..6)", false},
    {"not a", "not (a)", true},
    {"-a", "a", false},
    {"a < b", "a > b", false},
    {"a +", "a + ", false}, /* cannot be read: as it is */
    {"a +", "a +", true},
};

static const struct possibility {
  const char *expr, *asked;
  bool answerable;
} possibilities[] = {
    {"age + hours", "age hours", true},
    {"age + hours", "age", false},
    {"age >= 12 and hours > 1", "age", false},
    {"age >= 12 or hours > 1", "hours", false},
    {"any(age >= 12, hours > 1)", "hours", false},
    {"count(age >= 12, hours > 1)", "hours", false},
    {"count(age >= 12, hours > 1, at_least: 1)", "hours", true},
    {"count(age >= 12, hours > 1, at_least: 1)", "", false},
    {"mean(age, hours, at_least: 2)", "age", false},
    {"count(age >= 12, hours > 1, at_least: 1) >= 1", "age", true},
    {"coalesce(age, hours)", "hours", true},
    {"coalesce(age, hours)", "", false},
    {"if(missing(age), hours, age)", "hours", true},
    {"if(age > 3, 1, 2)", "hours", false},
    {"if(age > 3, hours, 2)", "age", true},
    {"reason(age) == \"dont_know\"", "", true},
    {"cut(age, 9, 12)", "hours", false},
    {"age in (1, hours)", "age", false},
    {"1 + 1", "", true},
};

static void
check_spellings (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autofree char *a = expr_canonical (spellings[i].a), *b = expr_canonical (spellings[i].b);
    if ((strcmp (a, b) == 0) != spellings[i].same)
      fprintf (stderr, "`%s` is %s, `%s` is %s\n", spellings[i].a, a, spellings[i].b, b);
    CHECK (u, (strcmp (a, b) == 0) == spellings[i].same);
  }
}

static void
check_possibilities (struct unit *u, const struct codebook *cb)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  for (size_t i = 0; i < G_N_ELEMENTS (possibilities); i++) {
    const struct possibility *p = &possibilities[i];
    struct expr *e = read_expr (p->expr, &scope);
    g_autofree bool *asked = g_new0 (bool, cb->n_variables + 1);
    g_auto (GStrv) names = g_strsplit (p->asked, " ", -1);
    for (char **name = names; *name && **name; name++)
      asked[codebook_find (cb, *name)->index] = true;
    if (expr_answerable (e, asked) != p->answerable)
      fprintf (stderr, "`%s` with %s\n", p->expr, p->asked);
    CHECK (u, expr_answerable (e, asked) == p->answerable);
    expr_free (e);
  }
}

/* ---- In words ---- */

static const struct {
  const char *expr, *language, *words;
} words[] = {
    {"internet_use == \"yes\"", "en", "Uses the internet: Yes"},
    {"internet_use == \"yes\"", NULL, "Uses the internet: Yes"},
    {"internet_use == \"yes\"", "de", "Uses the internet: Yes"},
    {"internet_use == \"yes\"", "es", "Usa internet: Sí"},
    {"internet_use == \"yes\"", "fr", "Uses the internet\u00a0: Yes"},
    {"internet_use == \"yes\" and age >= 12", "en", "Uses the internet: Yes; and Age: 12 or more"},
    {"internet_use == \"yes\" and age >= 12", "es", "Usa internet: Sí; y Edad: 12 o más"},
    {"age >= 12 or age < 9.5", "fr", "Age\u00a0: 12 ou plus\u00a0; ou Age\u00a0: moins de 9,5"},
    {"age >= 12 or age < 9.5", "pt-BR", "Age: 12 ou mais; ou Age: menos de 9,5"},
    {"12 <= age", "en", "Age: 12 or more"},
    {"age > -1", "en", "Age: more than -1"},
    {"age <= 3", "en", "Age: 3 or less"},
    {"age == 3", "en", "Age: 3"},
    {"use_frequency >= \"daily\"", "en", "How often uses the internet: Daily, Several times a day"},
    {"use_frequency < \"daily\"", "es", "Con qué frecuencia usa internet: Rara vez, Cada semana"},
    {"use_frequency < \"rarely\"", "en", "use_frequency < \"rarely\""},
    {"sex != \"girl\"", "en", "Sex: not Girl"},
    {"sex in (\"girl\", \"boy\")", "en", "Sex: Girl, Boy"},
    {"age in (9..11, 13)", "en", "Age: 9\u201311, 13"},
    {"not age in (9..11, 13)", "en", "not (Age: 9\u201311, 13)"},
    {"birth >= \"2001-01-01\"", "en", "Born: 2001-01-01 or later"},
    {"birth < \"2001-01-01\"", "es", "Fecha de nacimiento: antes del 2001-01-01"},
    {"comment == \"x\"", "en", "Comment: \"x\""},
    {"(age > 1 or age < 0) and sex == \"boy\"", "en",
     "(Age: more than 1; or Age: less than 0); and Sex: Boy"},
    {"count(harm_a == \"yes\", harm_b == \"yes\") >= 2", "en",
     "at least 2 of (Saw A: Yes; Saw B: Yes)"},
    {"count(harm_a == \"yes\", harm_b == \"yes\") > 0", "en",
     "at least one of (Saw A: Yes; Saw B: Yes)"},
    {"count(harm_a == \"yes\", harm_b == \"yes\") == 0", "en", "none of (Saw A: Yes; Saw B: Yes)"},
    {"count(harm_a == \"yes\", harm_b == \"yes\") < 2", "en",
     "at most 1 of (Saw A: Yes; Saw B: Yes)"},
    {"2 == count(harm_a == \"yes\", harm_b == \"yes\")", "es",
     "exactamente 2 de (Vio A: Sí; Vio B: Sí)"},
    {"any(harm_a == \"yes\", harm_b == \"yes\")", "es", "al menos uno de (Vio A: Sí; Vio B: Sí)"},
    {"not any(harm_a == \"yes\", harm_b == \"yes\")", "en", "none of (Saw A: Yes; Saw B: Yes)"},
    {"all(harm_a == \"yes\", harm_b == \"yes\")", "en", "all of (Saw A: Yes; Saw B: Yes)"},
    {"missing(age)", "en", "Age: no valid answer"},
    {"not missing(age)", "es", "Edad: con respuesta válida"},
    {"reason(age) == \"dont_know\"", "en", "Age: Don't know"},
    {"reason(age) in (\"dont_know\", \"blank\")", "es", "Edad: No sabe, En blanco"},
    {"hours", "en", "Hours online"},
    {"hours * 7", "en", "hours * 7"},
    {"year(birth) > 2000 and age > 9", "en", "year(birth) > 2000; and Age: more than 9"},
    {"(hours + 1) * age > 3", "en", "(hours + 1) * age > 3"},
};

static void
check_words (struct unit *u, const struct codebook *cb)
{
  struct expr_scope scope = expr_codebook_scope (cb);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++) {
    struct expr *e = read_expr (words[i].expr, &scope);
    g_autofree char *got = expr_words (e, cb, words[i].language);
    u->run++;
    if (strcmp (got, words[i].words) != 0) {
      fprintf (stderr, "`%s` in words: %s\n  expected: %s\n", words[i].expr, got, words[i].words);
      u->failed++;
    }
    expr_free (e);
  }
}

int
main (void)
{
  struct unit u = {0};
  struct codebook *cb = fixture_new ();

  check_cases (&u, cb, logic, G_N_ELEMENTS (logic), false);
  check_cases (&u, cb, comparisons, G_N_ELEMENTS (comparisons), false);
  check_cases (&u, cb, functions, G_N_ELEMENTS (functions), false);
  check_cases (&u, cb, dates, G_N_ELEMENTS (dates), false);
  check_cases (&u, cb, raw, G_N_ELEMENTS (raw), true);
  check_asking (&u, cb);
  check_columns (&u, cb);
  check_large (&u, cb);
  check_words (&u, cb);
  check_spellings (&u);
  check_possibilities (&u, cb);
  fixture_free (cb);
  return unit_report (&u);
}
