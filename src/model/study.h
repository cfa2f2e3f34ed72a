/* The study: which surveys, which indicators, which reports. */
#ifndef MODEL_STUDY_H
#define MODEL_STUDY_H
#include "model/agerange.h"
#include "model/comparespec.h"
#include "model/filekind.h"
#include "model/plan.h"
#include "model/survey.h"
#include "model/thresholds.h"

enum interval_kind {
  INTERVAL_LOGIT,
  INTERVAL_T,
  INTERVAL_WILSON,
  INTERVAL_BETA,
  INTERVAL_ARCSINE,
  INTERVAL_LIKELIHOOD,
  N_INTERVALS
};
/* Of counts and totals. */
enum amount_interval { AMOUNTS_T, AMOUNTS_LOG };
enum df_kind { DF_DOMAIN, DF_DESIGN };
/* Design effects are held against simple random sampling with or without replacement. */
enum deff_kind { DEFF_WR, DEFF_WOR };
/* Of medians and quantiles. */
enum quantile_kind { QUANTILES_MATH, QUANTILES_HF7, N_QUANTILE_KINDS };
enum standard {
  STANDARD_MICS,
  STANDARD_NCHS,
  STANDARD_ECLAC2020,
  STANDARD_ECLAC2023,
  STANDARD_INE_CL,
  STANDARD_PISA,
  STANDARD_NONE,
  N_STANDARDS
};
enum report_format { REPORT_XLSX, REPORT_CSV };

/* What must not be told of few children, whatever its precision.  MIN_N 0: nothing is hidden. */
struct disclosure_rule {
  long min_n; /* counts below this are hidden, those of records with an answer and without it */
  bool zero;  /* also 0: that nobody in a group, or everybody, has a property */
};

struct report_spec {
  enum report_format format;
  char *file;     /* below the output folder, or NULL for the format's own name */
  char *language; /* or NULL: the codebook's first */
  struct place place, language_place;
};

struct study {
  char *id, *path; /* id: "" when it could not be read */
  struct label title;
  char *codebook_path, *plan_path; /* resolved against the study file */
  char **survey_paths;             /* NULL-ended, sorted bytewise, patterns expanded */
  double confidence;               /* 0.95 unless said */
  enum interval_kind interval;     /* for proportions: logit unless said; means always take t */
  enum amount_interval amounts;    /* for counts and totals: t unless said */
  enum df_kind df;
  enum deff_kind deff;          /* wr unless said */
  enum quantile_kind quantiles; /* math unless said */
  enum standard standard;
  struct thresholds check; /* of the findings about data */
  bool compare_standards;  /* write where the verdicts of the standards differ */
  struct disclosure_rule disclosure;
  struct place disclosure_place;
  char *standardise; /* a standard population of the plan, or NULL */
  struct place standardise_place;
  struct age_range ages;
  struct average_spec averages;
  struct compare_spec compare;
  struct report_spec *reports;
  size_t n_reports;
  char *output; /* resolved against the study file; "out" beside it unless said */
  struct yaml_doc *doc;
};

/* As codebook_read; the files it names are not read, but the surveys are looked for: one that does
   not exist and a pattern that finds nothing are findings.  codebook_path and plan_path are NULL
   when they could not be read. */
struct study *study_read (const char *path, struct diag *);
/* The same from a source, which is taken over (NULL gives NULL), without looking for the surveys:
   survey_paths is then empty. */
struct study *study_parse (struct source *, struct diag *);
void study_free (struct study *);
/* "min_n 10, zero yes"; NULL where nothing is hidden.  g_free. */
char *disclosure_words (const struct disclosure_rule *);
const char *interval_name (enum interval_kind);
const char *quantile_kind_name (enum quantile_kind);
const char *standard_name (enum standard);

/* Are title and reports in the codebook's LANGUAGES (NULL-ended)?  As plan_check_languages. */
bool study_check_languages (const struct study *, char *const *languages, struct diag *);
/* Have all N surveys of a study different ids, also where upper and lower case are not told apart
   (they are names of files)?  False after findings. */
bool study_check_surveys (const struct survey *const *, size_t n, struct diag *);

/* What kind of file is PATH, by its top keys?  FILE_UNKNOWN after findings: those of reading it as
   YAML, or FIND_WRONG_KIND when it is none of the four.  Otherwise no findings: the caller reads
   the file as what it is. */
enum file_kind study_file_kind (const char *path, struct diag *);
/* PATH as seen from the folder of the file BASE; absolute paths stay, and `../' takes a folder's
   name away where it has one that is no symbolic link.  g_free. */
char *study_resolve (const char *base, const char *path);
#endif
