/* The sentences of an explanation, in the languages that reports know. */
#ifndef HARMONISE_SAYING_H
#define HARMONISE_SAYING_H

enum saying {
  SAYING_RULE_AT, /* {1}: the file, {2}: the line */
  /* Where it comes from */
  SAYING_FROM_COLUMN,  /* {1} */
  SAYING_FROM_COLUMNS, /* {1}: "A", "B" and "C" */
  SAYING_CONSTANT,     /* {1}: a target */
  SAYING_FROM_VALUE,   /* {1}: an expression */
  SAYING_ABSENT,       /* {1}: why */
  SAYING_NO_RULE,
  SAYING_DERIVED, /* {1}: an expression */
  SAYING_IN_PLACE,
  /* What its values mean */
  SAYING_WHEN,      /* {1}: a condition, {2}: a target */
  SAYING_WHEN_NEXT, /* the same of the second and later conditions */
  SAYING_SPLIT,     /* {1}: the separator */
  SAYING_CODE,      /* {1}: a code, {2}: a target */
  SAYING_CODES,     /* {1}: several */
  SAYING_VALUE,     /* {1}: a text, pattern ..., {2}: a target */
  SAYING_VALUES,    /* {1}: several */
  SAYING_EMPTY,     /* an empty cell, among values */
  SAYING_PATTERN,   /* {1}: /.../ */
  SAYING_FROM_TO,   /* {1}, {2} */
  SAYING_UP_TO,     /* {1} */
  SAYING_FROM_ON,   /* {1} */
  SAYING_AND,       /* between the last two of a list */
  SAYING_OR,        /* the same */
  SAYING_MISSING,   /* {1}: a reason, as a target */
  SAYING_LABELS,
  SAYING_BLANK,      /* {1}: a target */
  SAYING_BLANK_ALSO, /* {1}: texts, {2}: a target */
  /* All others */
  SAYING_ELSE,         /* {1}: a target */
  SAYING_INVALID,      /* {1}: a target */
  SAYING_COPIED_ALL,   /* no recode */
  SAYING_COPIED_CODES, /* no recode of a variable with categories */
  SAYING_COPIED_REST,  /* beside a recode */
  SAYING_OWN_CODES,
  SAYING_SCALE, /* {1}: 0.001 or 1/60 */
  SAYING_DATE,  /* {1}: a format */
  SAYING_EXCEL,
  /* The codebook */
  SAYING_RANGE,   /* {1}: from 9 to 17, {2}: a target */
  SAYING_ROUTING, /* {1}: a condition, {2}: a target */
  /* For the reader */
  SAYING_COMPARABILITY, /* {1} */
  SAYING_EXACT,         /* in the order of enum comparability */
  SAYING_CLOSE,
  SAYING_PARTIAL,
  SAYING_NONE,
  SAYING_NOTE, /* {1} */
  N_SAYINGS
};

/* LANGUAGE `pt` or `pt-BR`; another one, or NULL, gets English.  Never NULL. */
const char *saying (enum saying, const char *language);
/* The sentence with {1} and {2} replaced by ONE and TWO (NULL where there is none); g_free. */
char *saying_with (enum saying, const char *language, const char *one, const char *two);
#endif
