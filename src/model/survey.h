/* A survey: one national data file, its sample design and its crosswalk, as written. */
#ifndef MODEL_SURVEY_H
#define MODEL_SURVEY_H
#include "base/number.h"
#include "model/codebook.h"
#include "model/codes.h"
#include "model/preset.h"

struct source_spec {
  const struct preset *preset; /* or NULL; what it sets stands in the fields below */
  char **files;   /* NULL-ended paths, as usable from here (resolved against the survey file) */
  char delimiter; /* 0: found out */
  struct number_marks marks;              /* decimal '.' or ',', thousands 0 unless said */
  char *encoding;                         /* or NULL: BOM, else found out */
  long header_rows, names_row, skip_rows; /* 1, 1, 0 unless said */
  bool names_joined;   /* the first two header rows make the names, see csvin.h */
  char **missing;      /* NULL-ended texts that mean an empty cell; "" is always among them */
  struct codes *codes; /* of `codes:`; of a dictionary and of the file itself once they are read */
  char *dictionary;    /* a file with codes, as usable from here; or NULL */
  struct place place, file_place, encoding_place, dictionary_place;
};

enum lonely_psu { LONELY_FAIL, LONELY_CERTAINTY, LONELY_ADJUST, LONELY_AVERAGE };

/* A column named in the survey file: text NULL if not given. */
struct column_ref {
  char *text;
  struct place place;
};

struct replicate_spec;
struct calibrate_spec;

struct design_spec {
  struct column_ref id, weight, psu, fpc;
  struct column_ref ssu, fpc2; /* the second stage: its units, and its FPC */
  bool hash_id;                /* ids are written as keyed hashes */
  char *id_key; /* path of the key as usable from here, or NULL: the environment says */
  struct place id_key_place;
  bool no_weight; /* `weight: none` */
  bool opt_in;    /* who answers has chosen to: there is no probability sample */
  struct column_ref *strata;
  size_t n_strata;
  enum lonely_psu lonely_psu;
  double population;                 /* NaN if not given */
  struct replicate_spec *replicates; /* model/replicates.h; or NULL */
  struct calibrate_spec *calibrate;  /* model/calibratespec.h; or NULL */
  struct place place, population_place;
};

enum match_kind { MATCH_TEXT, MATCH_NUMBER, MATCH_RANGE, MATCH_PATTERN };

/* One source value, range or pattern of a recode line. */
struct recode_match {
  enum match_kind kind;
  char *text;    /* as written; MATCH_PATTERN with its slashes */
  double lo, hi; /* MATCH_NUMBER (lo == hi) and MATCH_RANGE, inclusive */
  struct place place;
  bool on_line;
};

/* `target: matches`.  The target is a category or missing reason by name (checked against the
   codebook by room harmonise). */
struct recode_line {
  char *target;
  struct place place;
  struct recode_match *matches;
  size_t n_matches;
};

struct when_clause {
  struct expr_text condition;
  char *target; /* category, missing reason, or a number or text for other types */
  struct place target_place;
};

enum rule_kind { RULE_COLUMN, RULE_VALUE, RULE_CONSTANT, RULE_ABSENT };
enum comparability { COMPARABLE_EXACT, COMPARABLE_CLOSE, COMPARABLE_PARTIAL, COMPARABLE_NONE };

struct rule {
  char *variable;
  struct place place; /* of the variable's name; of a grid the item under `for` */
  enum rule_kind kind;
  struct column_ref column;
  struct column_ref *others; /* further columns: the first one that is not empty counts */
  size_t n_others;
  char *split;        /* separator, or NULL */
  bool labels;        /* accept the codebook's labels */
  double times, over; /* `scale:` a number that is copied is taken times TIMES / OVER; both 1 unless
                         said */
  char *date;         /* how a date is written ("%d/%m/%Y", or "excel" for days), or NULL */
  struct place scale_place, date_place;
  char *constant; /* RULE_CONSTANT: what every record has: category, reason, number, text, date */
  struct place constant_place;
  struct recode_line *lines;
  size_t n_lines;
  struct recode_match *alone; /* of a split cell: answers that stand beside no other; no pattern */
  size_t n_alone;
  char *otherwise; /* `else:`, or NULL */
  struct place otherwise_place;
  struct when_clause *when;
  size_t n_when;
  struct expr_text value;
  char *reason; /* of `absent:` */
  enum comparability comparability;
  char *note;
};

/* The columns of a grid that one rule maps to several variables; to find those it forgets. */
struct grid {
  char *pattern;  /* `/^T12_([A-E])$/` */
  char **columns; /* NULL-ended: those that `for` names */
  struct place place;
};

struct survey {
  char *id, *country, *path, *codebook_path; /* id, country: "" when they could not be read */
  long year;                                 /* 0 when it could not be read */
  struct label title;
  struct source_spec source;
  struct design_spec design;
  struct rule *rules;
  size_t n_rules;
  struct checks checks; /* over source columns */
  struct grid *grids;
  size_t n_grids;
  char **variants;     /* NULL-ended: the names that rules have for their other forms, sorted */
  char *variant;       /* the one that was read, or NULL */
  GPtrArray *overlaid; /* struct yaml_node *: the rules as the variant has them, owned */
  struct yaml_doc *doc;
  struct place id_place, codebook_place;
};

/* Read and check what needs no other file.  As codebook_read.  VARIANT: the rules that have a form
   of this name are read in it; NULL for none. */
struct survey *survey_read (const char *path, struct diag *);
struct survey *survey_read_variant (const char *path, const char *variant, struct diag *);
/* The same from a source, which is taken over; NULL gives NULL. */
struct survey *survey_parse (struct source *, struct diag *);
void survey_free (struct survey *);
const struct rule *survey_rule (const struct survey *, const char *variable);
/* The columns of a rule for a reader: "A", or "A, B" where the first that is not empty counts.
   g_free. */
char *rule_columns (const struct rule *);
const char *comparability_name (enum comparability);
const char *lonely_psu_name (enum lonely_psu);
/* Is TEXT an id that can be a file name, a sheet name and a CSV cell: letters, digits, _ - . , at
   most 64, not beginning with . or - ? */
bool survey_id_valid (const char *text);
#endif
