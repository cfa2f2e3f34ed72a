/* The expression language: read, check, evaluate, say in words.

   An expression is read from text with its place, checked against a scope (which names exist and
   what they are) before any data are touched, and evaluated over blocks of records.  It can neither
   loop nor assign nor reach a file: a crosswalk from a stranger is data.

   Missing values are contagious in arithmetic and comparison; the result takes the reason of the
   first missing argument.  `and`, `or` and `not` are three-valued (Kleene); a missing result takes
   the reason of the first missing argument.

   What the language means beyond formats.md, section 6:
   - Categories compare by their place in the codebook; `<` and its kin need an ordinal.  Arithmetic
     takes the codes of binary and ordinal variables and refuses nominal ones.
   - Texts compare after label_normalise.  A raw cell compares as a number with numbers: one that is
     no number equals none (`==` false, `!=` true, in no range) and is MISSING_INVALID in every
     other comparison and in arithmetic.  With a text it compares as a text; two raw cells compare
     as numbers where both are numbers, else as texts.
   - `in` is a row of `==` joined by `or`; a..b in its list includes both ends.
   - count, sum and mean need all their arguments unless `at_least: k` stands last (1 <= k <= their
     number); any and all are `or` and `and`; min and max need all.  coalesce takes the first
     argument that is not missing; if all are, the reason of the first.
   - cut (x, b0, b1, ..., bk) is 1 for b0 <= x < b1, 2 for b1 <= x < b2 and so on, MISSING_INVALID
     elsewhere.  In a `derive` of a categorical variable the number is the category's code.
   - missing (x) and reason (x) are never missing.  reason (x) equals the reason by which x is
     missing, and no reason at all where x is not missing.
   - round (x) and round (x, digits) round half away from zero, as the number is written in decimal.
   - Dates compare with each other and with "YYYY-MM-DD"; their difference is in days.
     months_between (a, b) counts the whole months completed from a to b (less than 0 if b is
     earlier), years_between (a, b) the whole years: an age.  date (x, "%d/%m/%Y") reads a text: %d
   %m %Y or %y (69 to 99: 1969 to 1999, 00 to 68: 2000 to 2068), the time of day %H %M %S which is
   read and let go, %% and characters that stand for themselves; MISSING_INVALID where the text is
   not exactly of that form.
   - matches (x, "/re/i") is MISSING_INVALID where the pattern needs more steps than are allowed. */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H
#include "base/number.h"
#include "model/codebook.h"

enum expr_type {
  EXPR_BOOL,
  EXPR_NUMBER,
  EXPR_TEXT,
  EXPR_DATE,
  EXPR_CATEGORY, /* a codebook variable with categories */
  EXPR_RAW,      /* a cell of a national file: a text that compares as number with numbers */
  EXPR_REASON    /* what reason(x) gives; compares with the names of missing reasons */
};

/* What the names of an expression stand for.  LOOKUP answers for a NAME: false if there is none,
   else the slot (any number of the caller's; the columns given to expr_eval are indexed by it), the
   type, and for EXPR_CATEGORY (and typed variables) the codebook variable.  NEAR gives a
   near name or NULL. */
struct expr_name {
  size_t slot;
  enum expr_type type;
  const struct variable *variable; /* or NULL */
};
struct expr_scope {
  bool (*lookup) (void *aux, const char *name, struct expr_name *);
  const char *(*near) (void *aux, const char *name);
  void *aux;
  const struct codebook *codebook; /* missing reasons */
  struct number_marks marks;       /* of the numbers in raw cells */
};

struct expr;

enum { EXPR_MAX_BYTES = 4096, EXPR_MAX_DEPTH = 64 };

/* Read and check TEXT; NULL after findings whose columns point into the YAML scalar where
   text->on_line says so (else the whole scalar is named and the fault quoted in the message).
   A fault of syntax is told alone; names and kinds are all checked in one go.
   At most EXPR_MAX_BYTES bytes, EXPR_MAX_DEPTH levels.  The result keeps no pointer into SCOPE but
   the codebook's. */
struct expr *expr_new (const struct expr_text *, const struct expr_scope *, struct diag *);
void expr_free (struct expr *);

enum expr_type expr_type (const struct expr *);
/* For EXPR_CATEGORY results (a bare variable, coalesce or if of one variable): the variable. */
const struct variable *expr_variable (const struct expr *);
/* The slots the expression reads, ascending, each once; *N of them; borrowed. */
const size_t *expr_slots (const struct expr *, size_t *n);

/* A column as seen by evaluation: a dictionary and an index into it for each record. */
struct expr_column {
  const void *index;       /* the block's first record stands at [first] */
  unsigned width;          /* bytes an index: 1, 2 or 4 */
  const double *number;    /* [entry]: code, number, date in days; NaN where it is none; for
                              EXPR_RAW the cell read as a number, or NULL: read here */
  const char *const *text; /* [entry], for EXPR_TEXT and EXPR_RAW; else may be NULL */
  const guint8 *reason;    /* [entry]: MISSING_NONE or why it is missing */
  size_t n_entries;
};

/* Scratch memory of one thread; reused between calls. */
struct expr_work;
struct expr_work *expr_work_new (void);
void expr_work_free (struct expr_work *);

enum { EXPR_BLOCK = 1024 };
/* Evaluate for the N <= EXPR_BLOCK records FIRST .. FIRST + N - 1 of COLUMNS (indexed by slot; only
   the expression's own slots are looked at).  Truth values are 0 and 1, categories their code, a
   raw cell's NUMBER is NaN where it is no number, a text's is 0, a reason's the reason itself.
   Where REASON[i] is not MISSING_NONE, NUMBER[i] is 0 and TEXT[i] NULL.  TEXT may be NULL unless
   the type is EXPR_TEXT or EXPR_RAW; texts are borrowed from the columns or the expression.  A
   result that is not a finite number (division by zero, log of 0) is MISSING_INVALID.
   Deterministic, no errors. */
void expr_eval (const struct expr *, const struct expr_column *columns, size_t first, size_t n,
                double *number, guint8 *reason, const char **text, struct expr_work *);

/* The same result, faster, for many blocks of one set of columns: each part of the expression that
   reads a single column is evaluated once an entry of its dictionary and then looked up.  COLUMNS
   must be the same from call to call but for the index: dictionaries may grow at their end, no
   entry may change.  One thread; keeps a pointer to the expression. */
struct expr_bound;
struct expr_bound *expr_bind (const struct expr *);
void expr_bound_free (struct expr_bound *);
void expr_bound_eval (struct expr_bound *, const struct expr_column *columns, size_t first,
                      size_t n, double *number, guint8 *reason, const char **text,
                      struct expr_work *);

/* Can it be worked out where the slots with ASKED[slot] false are missing on every record?  count,
   sum and mean can while `at_least` is met, coalesce while one argument is there; and, or, any and
   all need all their parts, for without one only one truth value could come out. */
bool expr_answerable (const struct expr *, const bool *asked);
/* TEXT in the one spelling that all expressions of the same tree have, whatever their blanks,
   parentheses, backquotes and spellings of numbers; for comparing, not for reading.  What cannot be
   read is given back as it is.  g_free. */
char *expr_canonical (const char *text);

/* The expression in words for a reader of tables: variables by their label (source columns by their
   name), categories by theirs, operators in LANGUAGE (en, es, fr, pt; another one gets en): "Uses
   the internet: Yes".  A construct without good words is shown as written.  g_free. */
char *expr_words (const struct expr *, const struct codebook *, const char *language);

/* The scope of a codebook: slot = variable's index. */
struct expr_scope expr_codebook_scope (const struct codebook *);
#endif
