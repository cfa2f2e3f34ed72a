/* The fixed phrases of reports, in each language a report can have. */
#ifndef REPORT_PHRASES_H
#define REPORT_PHRASES_H
#include <stdbool.h>
#include <stddef.h>

enum say {
  /* Names of sheets */
  SAY_COVER,
  SAY_CONTENTS,
  SAY_NOTES,
  /* Headers of columns */
  SAY_SURVEY,
  SAY_COUNTRY,
  SAY_YEAR,
  SAY_CATEGORY,
  SAY_INDICATOR,
  SAY_SHEET,
  SAY_TOPIC,
  SAY_UNIVERSE,
  SAY_STANDARDISED,
  SAY_NOTE,
  SAY_ABOUT,
  SAY_INDICATORS,
  SAY_TEXT,
  SAY_ALL,
  SAY_ESTIMATE,
  SAY_LOWER,
  SAY_UPPER,
  SAY_N,
  SAY_QUALITY,
  SAY_LETTER,
  SAY_DIFFERS,
  SAY_AVERAGE_EQUAL, /* names of averages */
  SAY_AVERAGE_POPULATION,
  SAY_COLON, /* between the two parts of a header or line */
  /* Above a table */
  SAY_ONE_TABLE,
  SAY_MISSING,
  SAY_VERSION,
  SAY_MEASURE,
  SAY_SHARE,
  SAY_DISTRIBUTION,
  SAY_MEAN,
  SAY_TOTAL,
  SAY_COUNT,
  SAY_RATIO,
  SAY_MEDIAN,
  SAY_QUANTILE,
  SAY_VARIANCE,
  SAY_SD,
  SAY_CORRELATION,
  SAY_INTERPOLATED, /* {1}: a median or quantile */
  SAY_DIFFERENCE,   /* {1} and {2}: titles of indicators */
  SAY_QUOTIENT,     /* the same */
  SAY_SET,
  SAY_POINTS,   /* the unit of a difference of shares */
  SAY_PP,       /* the same, short, for headers */
  SAY_NET,      /* {1}: a net of a distribution */
  SAY_IN_UNIT,  /* {1}: what, {2}: the unit */
  SAY_LIMITS,   /* {1}: 95 */
  SAY_BY_LOGIT, /* how the limits of a table are made */
  SAY_BY_T,
  SAY_BY_WILSON,
  SAY_BY_BETA,
  SAY_BY_ARCSINE,
  SAY_BY_LIKELIHOOD,
  SAY_BY_EXACT,
  SAY_BY_LOG,
  SAY_BY_WOODRUFF,
  SAY_BY_FISHER,
  SAY_BY_PARTS,
  SAY_N_MEANS,
  SAY_MORE_NOTES, /* {1}: the name of the sheet */
  SAY_BLANK_MEANS,
  SAY_LETTERS_MEAN, /* {1}: alpha, {2}: how p-values are adjusted */
  SAY_NOT_COMPARED,
  SAY_BACK,
  SAY_LEFT_OUT,
  SAY_NOTES_BELOW,
  /* Markers */
  SAY_LOW,
  SAY_SUPPRESSED,
  SAY_CONFIDENTIAL,
  SAY_NOT_ASKED,
  SAY_NO_LIMITS,
  SAY_NOBODY,
  SAY_NOT_THERE,
  /* The cover */
  SAY_WHAT,
  SAY_BEFORE,
  SAY_OWN_UNIVERSE,
  SAY_DIFFER,
  SAY_HOW,
  SAY_PROGRAM,
  SAY_STUDY,
  SAY_CODEBOOK,
  SAY_SURVEYS,
  SAY_CONFIDENCE,
  SAY_PERCENT, /* {1} */
  SAY_INTERVALS,
  SAY_LOGIT,
  SAY_T,
  SAY_WILSON,
  SAY_BETA,
  SAY_ARCSINE,
  SAY_LIKELIHOOD,
  SAY_LOG_COUNTS,
  SAY_STANDARD_ERRORS,
  SAY_LINEARISED,
  SAY_REPLICATED, /* the same of surveys with replicate weights */
  SAY_DF,
  SAY_DF_DOMAIN,
  SAY_DF_DESIGN,
  SAY_DF_REPLICATES, /* of surveys with replicate weights */
  SAY_DEFF,
  SAY_DEFF_WR,
  SAY_DEFF_WOR,
  SAY_TESTS, /* of associations */
  SAY_TEST_RAO_SCOTT,
  SAY_TEST_WALD,
  SAY_TEST_ADJUSTED_WALD,
  SAY_VARIANT,
  SAY_STANDARD,
  SAY_MICS,
  SAY_NCHS,
  SAY_ECLAC2020,
  SAY_ECLAC2023,
  SAY_INE_CL,
  SAY_PISA,
  SAY_NO_STANDARD,
  SAY_DISCLOSURE,
  SAY_BELOW,          /* {1}: 10 */
  SAY_BELOW_AND_ZERO, /* the same */
  SAY_NOTHING_HIDDEN,
  SAY_MARKERS,
  SAY_MARKER_RULE,
  /* Notes */
  SAY_DESIGN,
  SAY_WEIGHTS,
  SAY_NO_WEIGHTS,
  SAY_OPT_IN,
  SAY_COMPARABILITY,
  /* The matrix of variables and surveys */
  SAY_COVERAGE, /* name of its sheet */
  SAY_COVERAGE_TITLE,
  SAY_VARIABLE,
  SAY_LABEL,
  SAY_MODULE,
  SAY_GRADE,
  SAY_EXACT,
  SAY_CLOSE,
  SAY_PARTIAL,
  SAY_NONE,
  SAY_GRADE_NOT_ASKED,
  SAY_EXACT_MEANS,
  SAY_CLOSE_MEANS,
  SAY_PARTIAL_MEANS,
  SAY_NONE_MEANS,
  SAY_NOT_ASKED_MEANS,
  SAY_WEAKEST,
  N_SAY
};

/* The phrase in LANGUAGE (a region behind it does not count; NULL or another language: English).
   Never NULL. */
const char *phrase (enum say, const char *language);
/* The phrase with {1} and {2} replaced by ONE and TWO (NULL where there is none); g_free. */
char *phrase_with (enum say, const char *language, const char *one, const char *two);
/* The languages, NULL-ended; and the phrase in one of them, or NULL if nobody has written it. */
const char *const *phrase_languages (void);
const char *phrase_exactly (enum say, size_t language);
#endif
