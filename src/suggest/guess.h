/* What is behind a draft, for this room alone: columns as they look, how well each fits each
   variable, and the recodes that their labels make. */
#ifndef SUGGEST_GUESS_H
#define SUGGEST_GUESS_H
#include "data/dict.h"
#include "model/codes.h"
#include "suggest/similar.h"
#include "suggest/suggest.h"

/* What the cells of a column look like. */
enum looks {
  LOOKS_EMPTY,
  LOOKS_CODES,   /* few values, each of several records */
  LOOKS_NUMBERS, /* many values, nearly all numbers */
  LOOKS_DATES,
  LOOKS_UNIQUE, /* nearly every record has a value of its own */
  LOOKS_TEXT
};

/* A value of a column that looks like codes, in any spelling that compares equal. */
struct guess_value {
  const char *text;  /* as most often written; borrowed */
  const char *label; /* of the dictionary, or NULL */
  char *plain;       /* of the label, else of the text */
  size_t count;
  double number;   /* NaN: it is none */
  unsigned reason; /* the missing reason that it names, or MISSING_NONE */
};

struct guess_column {
  char *name;
  char *label;                  /* what was asked, or "" */
  const struct codelist *codes; /* or NULL; borrowed */
  enum looks looks;
  char split;         /* several answers in a cell with this between them; 0: one */
  bool doubtful_name; /* empty, or of two columns: a rule cannot name it */
  bool repeats;       /* once more what a column with several answers holds */
  bool identifies;    /* by its name it says who somebody is, or where: left alone */
  size_t n_filled, n_distinct, n_numbers, n_fractions;
  double lo, hi;      /* of the numbers */
  GArray *values;     /* struct guess_value: LOOKS_CODES, its values, numbers first, in order; with
                         split its parts; with another look those that the dictionary labels */
  size_t n_hidden;    /* values that must not be shown: too few records */
  size_t n_in_hidden; /* records with them */
};

/* What can be a variable: a column, or one answer of a column with several. */
struct guess_unit {
  const struct guess_column *column;
  size_t at;  /* its place among the columns */
  long part;  /* the answer: index into the column's values, or -1 */
  char *name; /* plain */
  char *text; /* plain: what was asked, and the answer */
  char *item; /* the same without what it has in common with the column before or after: the
                 beginning of a question with several items; TEXT where that is nothing */
};

/* Why a unit is thought to be a variable. */
struct evidence {
  double score;    /* of all together */
  double wording;  /* how alike the texts are */
  double scale;    /* how much its codes say, by being those of the variable alone */
  double whole;    /* of it, how alike the whole text of the unit is */
  double item;     /* and what the text has for itself */
  double name;     /* how alike the names are */
  double shape;    /* how well the values fit */
  size_t language; /* of the wording: index into the codebook's languages */
  bool by_label;   /* of the variable, not its question */
};

/* Where a value goes. */
struct guess_target {
  bool known;
  long category;   /* position, or -1 */
  unsigned reason; /* missing reason, where category is -1 */
  double likeness;
};

struct guess_recode {
  struct guess_target *targets; /* [values->len] */
  size_t n_valid, n_fit; /* values that are no missing ones; of them, those with a category */
  bool complete;         /* every value has its place, and the direction is beyond doubt */
  const char *doubt;     /* why not, as a clause; NULL when complete */
};

/* A score below is no candidate. */
#define GUESS_WORTH_A_LOOK 0.12

struct guess {
  const struct suggest_request *request;
  const struct codebook *codebook;
  struct codes *codes;
  GHashTable *likeness;                /* of labels met before; see suggestrecode.c */
  GPtrArray *columns;                  /* struct guess_column * */
  GArray *units;                       /* struct guess_unit */
  struct evidence *evidence;           /* [n_variables * units->len] */
  long *chosen;                        /* [n_variables] unit, or -1 */
  long *owner;                         /* [units->len] the variable that has chosen it, or -1 */
  size_t *unit_group, *variable_group; /* numbers: of one question */
  size_t language;                     /* of the file: index into the codebook's languages */
  size_t records;
  char delimiter, decimal;
  char *encoding; /* to be declared, or NULL */
  long header_rows;
  GPtrArray *dicts;  /* struct dict *, of the columns */
  bool monkey;       /* its names are made of two rows, as SurveyMonkey writes them */
  bool qualtrics;    /* the rows of its head are those of Qualtrics */
  GPtrArray *blanks; /* const char *: texts that stand for an empty cell, NULL-ended once read */
  GPtrArray *kept;   /* char *: texts of answers */
  void *reader;      /* keeps the dictionaries */
};

static inline struct evidence *
guess_evidence (const struct guess *g, size_t variable, size_t unit)
{
  return &g->evidence[variable * g->units->len + unit];
}

/* suggestlabels.c: what a dictionary and a form say of the columns, into CODES.  False after
   findings. */
bool suggest_labels (const struct suggest_request *, const struct codebook *, struct codes *,
                     struct diag *);

/* suggestread.c: read the data; columns with their names, labels and dictionaries. */
bool suggest_read (struct guess *, struct diag *);
void suggest_read_end (struct guess *);

/* suggestwho.c: does a column, by its name, say who somebody is? */
bool suggest_identifies (const char *name);

/* Has a cell nothing in it, or a text that stands for nothing? */
bool suggest_is_blank (const struct guess *, const struct dict_entry *);

/* suggestlooks.c: how the columns look; then the units. */
void suggest_looks (struct guess *);
void guess_column_free (void *);
/* The number that a cell is, with the file's decimal mark; false if it is none. */
bool suggest_number (const struct guess *, const struct dict_entry *, double *);
/* Is NUMBER one of the codes that often mean a missing value, away from LO .. HI? */
bool suggest_seems_missing (double number, double hi);

/* suggestrecode.c: a recode of UNIT to VARIABLE, from labels alone. */
struct guess_recode suggest_recode (const struct guess *, const struct guess_unit *,
                                    const struct variable *);
void guess_recode_clear (struct guess_recode *);
/* The missing reason that a plain label names, or MISSING_NONE. */
unsigned suggest_reason (const struct codebook *, const char *plain);

/* suggestneighbours.c: more for pairs that stand beside others; the groups. */
void suggest_neighbours (struct guess *);

/* suggestscore.c: the evidence, and which variable takes which unit. */
void suggest_score (struct guess *);

/* suggestdoubt.c. */
/* Why the choice for a variable is not sure, as a clause; NULL when it is. */
const char *suggest_doubt (const struct guess *, size_t variable);
/* The best units for a variable, best first, at most MOST of those worth a look; returns how many.
 */
size_t suggest_candidates (const struct guess *, size_t variable, size_t most, size_t *units);

/* suggestdesign.c: the lines of `design:`. */
void suggest_design (const struct guess *, GString *out);

/* suggestyaml.c: TEXT as a scalar, quoted where it must be; TEXT in a comment, cut to WIDTH
   characters. */
void suggest_scalar (GString *out, const char *text);
void suggest_comment (GString *out, const char *text, size_t width);

/* suggestdraft.c: the whole. */
char *suggest_write (const struct guess *, struct suggest_summary *);
#endif
