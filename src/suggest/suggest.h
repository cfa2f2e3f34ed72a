/* Drafting a survey file from a national data file: which column could be which variable of the
   codebook, and why.

   The draft is YAML that reads without a finding.  What is sure is a rule; what is not is a comment
   with the candidates, their scores and reasons.  No value of a respondent is in it, but codes of
   columns that have few of them, each of several records, and labels.  */
#ifndef SUGGEST_SUGGEST_H
#define SUGGEST_SUGGEST_H
#include "model/codebook.h"

/* What is known besides the codebook; borrowed.  NULL where it is not given. */
struct suggest_request {
  const char *const *data; /* the data files, of one layout, NULL-ended */
  const char *dictionary;  /* CSV: what was asked in each column, and its codes */
  const char *form;        /* the sheet `survey` of an XLSForm, as CSV */
  const char *choices;     /* its sheet `choices` */
  const char *survey;      /* the id of the survey; else COUNTRY-YEAR */
  const char *country;     /* three letters; else from the data file's name */
  long year;               /* 0: from the data file's name */
  const char *codebook;    /* where it lies */
  const char *folder;      /* of the draft, from which its paths count; NULL: the current one */
};

/* How many variables of the codebook have a rule, candidates, neither, or are derived from
   others. */
struct suggest_summary {
  size_t active, open, without, derived;
  size_t columns, records;
};

/* The country (three letters, into COUNTRY) and year that the name of a data file tells, such as
   bra-2018.csv; false where it does not. */
bool suggest_head (const char *path, char country[static 4], long *year);

/* The draft, or NULL after findings (a file that cannot be read); g_free. */
char *suggest_draft (const struct suggest_request *, const struct codebook *,
                     struct suggest_summary *, struct diag *);
#endif
