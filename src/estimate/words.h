/* The fixed phrases of results, in the languages the reports know: en, es, fr, pt. */
#ifndef ESTIMATE_WORDS_H
#define ESTIMATE_WORDS_H
#include "estimate/indicator.h"

enum phrase {
  PHRASE_EVERYBODY, /* the universe without `among` */
  PHRASE_ASKED_IF,  /* behind it; a condition follows */
  PHRASE_EXCLUDE,   /* missing rules of a proportion or count */
  PHRASE_INCLUDE,
  PHRASE_LIST,               /* %s: reasons */
  PHRASE_CATEGORIES_EXCLUDE, /* of a distribution */
  PHRASE_CATEGORIES_INCLUDE,
  PHRASE_CATEGORIES_LIST, /* %s: reasons */
  PHRASE_AMOUNT,          /* of amounts */
  PHRASE_PERCENTILE,      /* a number follows */
  PHRASE_BASE_ANY,        /* of a set */
  PHRASE_BASE_ALL,
  PHRASE_ANY_ITEM, /* rows of a set */
  PHRASE_NO_ITEM,
  PHRASE_STRATA, /* the design */
  PHRASE_PSU,
  PHRASE_NO_PSU,
  PHRASE_SSU,
  PHRASE_FPC,
  PHRASE_WEIGHT,
  PHRASE_NO_WEIGHT,
  PHRASE_CALIBRATED, /* method and margins follow */
  PHRASE_FACTORS,    /* two numbers follow */
  PHRASE_NOT_CALIBRATED,
  PHRASE_OF_SAMPLE, /* of a count or total */
  PHRASE_OPT_IN,
  PHRASE_LONELY, /* the rule for lonely PSUs */
  PHRASE_LONELY_STRATA,
  PHRASE_LONELY_UNITS,
  PHRASE_OUT_OF, /* between two numbers */
  PHRASE_RULE_FAIL,
  PHRASE_RULE_CERTAINTY,
  PHRASE_RULE_ADJUST,
  PHRASE_RULE_AVERAGE,
  PHRASE_REPLICATES,
  PHRASE_MADE, /* of strata and PSUs */
  PHRASE_SCALE,
  PHRASE_SEED,
  PHRASE_AROUND_MEAN, /* what variances are around */
  PHRASE_AROUND_ALL,
  PHRASE_NO_REPLICATES, /* notes, as the next ones */
  PHRASE_DROPPED,
  PHRASE_NOT_ASKED, /* notes */
  PHRASE_NO_SE,
  PHRASE_NO_SE_UNIT,
  PHRASE_NO_INTERVAL,
  PHRASE_NO_LIMITS,     /* of a quantile */
  PHRASE_HIDDEN_LIMITS, /* the same */
  PHRASE_DEFF_WEIGHTS,
  PHRASE_DEFF_PEOPLE,
  PHRASE_TABLE,
  PHRASE_CLOSE,
  PHRASE_PARTIAL,
  PHRASE_NOT_COMPARABLE,
  PHRASE_UNREACHED,   /* categories follow */
  PHRASE_TEST_GROUPS, /* why there is no test of an association */
  PHRASE_TEST_ANSWERS,
  PHRASE_TEST_STANDARDISED,
  PHRASE_TEST_LARGE,
  PHRASE_TEST_VARIANCE,
  PHRASE_TEST_DF,
  PHRASE_TEST_SINGULAR,
  PHRASE_TEST_HIDDEN,
  PHRASE_EQUAL, /* averages over surveys */
  PHRASE_POPULATION,
  PHRASE_OF,       /* surveys follow */
  PHRASE_LEFT_OUT, /* surveys follow, each with its reason: not asked, an opt-in poll, or */
  PHRASE_SUPPRESSED,
  PHRASE_UNREAD,
  PHRASE_NOBODY,
  PHRASE_OLDER,
  PHRASE_NO_POPULATION,
  PHRASE_OTHER_AGES,
  PHRASE_AGES,      /* a range follows, and then one of the next two */
  PHRASE_AGES_HAS,  /* ages follow */
  PHRASE_AGES_NONE, /* or nothing */
  PHRASE_ONLY_AGES, /* ages follow */
  PHRASE_STANDARDISED,
  PHRASE_NO_SHARE,
  PHRASE_LOST_CELLS,   /* categories follow */
  PHRASE_EQUAL_SHARES, /* of a standard */
  N_PHRASES
};

/* What a note calls a grade; N_PHRASES for an exact one, of which no note speaks. */
enum phrase words_of_grade (enum grade);
/* LANGUAGE as in files, `pt` or `pt-BR`; another one, or NULL, gets English. */
const char *words (enum phrase, const char *language);
/* The universe of an indicator, of one that is made of two both where they differ; g_free. */
char *words_universe (const struct measured *, const struct codebook *, const char *language);
/* The missing rule of an indicator as a sentence; the same of both; g_free. */
char *words_missing_rule (const struct measured *, const struct codebook *, const char *language);
/* NOTE (or NULL), which is taken over, with TEXT behind it. */
char *words_more (char *note, const char *text);
#endif
