/* The tree of an expression, for this room alone: lex and parse make it, check gives it types,
   compile turns it into a program, words reads it aloud.  */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H
#include "base/regex.h"
#include "expr/date.h"
#include "expr/expr.h"

struct function;

/* The comparisons stand together, in this order. */
enum node_kind {
  NODE_NUMBER,
  NODE_TEXT,
  NODE_NAME,
  NODE_CALL,
  NODE_NEGATE,
  NODE_ADD,
  NODE_SUBTRACT,
  NODE_MULTIPLY,
  NODE_DIVIDE,
  NODE_EQ,
  NODE_NE,
  NODE_LT,
  NODE_LE,
  NODE_GT,
  NODE_GE,
  NODE_IN,    /* args[0] in the others */
  NODE_RANGE, /* args[0]..args[1], only in the list of NODE_IN */
  NODE_NOT,
  NODE_AND, /* two or more arguments */
  NODE_OR   /* the same */
};

struct node {
  enum node_kind kind;
  size_t start, end;       /* bytes of the expression's text */
  size_t op_start, op_end; /* the operator or the function's name */
  struct node **args;
  size_t n_args;
  char *text;            /* a literal's text, a name, a function's name */
  bool escaped;          /* NODE_TEXT: written with an escape, so that places differ */
  double number;         /* NODE_NUMBER; a NODE_TEXT that stands for a category (its code), a
                            date (its days) or a missing reason */
  struct node *at_least; /* the value of `at_least:`, or NULL */

  /* Found out by check. */
  bool wrong; /* has had its finding: says nothing about what stands around it */
  enum expr_type type;
  const struct variable *variable; /* of a name, of a category */
  size_t slot;                     /* a name's; of other nodes the only one read */
  unsigned n_slots;                /* different slots read: 0, 1, 2 for more */
  const struct function *function;
  struct regex *regex; /* of matches() */
};

struct program;

struct expr {
  char *source;
  struct node *root;
  GPtrArray *nodes; /* all of them, owned */
  GArray *slots;    /* size_t, ascending */
  const struct codebook *codebook;
  struct number_marks marks;
  struct program *program;
};

/* ---- Findings ---- */

/* Where an expression's findings go. */
struct fault {
  const struct expr_text *text;
  struct diag *diag;
  bool any;
};
/* A finding about the bytes START .. END - 1 of the text. */
void fault_add (struct fault *, enum finding_id, size_t start, size_t end, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
/* The place of those bytes. */
struct place fault_place (const struct fault *, size_t start, size_t end);
/* Text for a sentence: on one line, at most a short piece of it.  g_free. */
char *fault_piece (const char *text, size_t len);

/* ---- Words of the text ---- */

enum token_kind {
  TOKEN_END,
  TOKEN_FAULT, /* has had its finding */
  TOKEN_NUMBER,
  TOKEN_TEXT,
  TOKEN_NAME,
  TOKEN_QUOTED_NAME, /* `in backquotes` */
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_COMMA,
  TOKEN_COLON,
  TOKEN_DOTS,
  TOKEN_PLUS,
  TOKEN_MINUS,
  TOKEN_TIMES,
  TOKEN_OVER,
  TOKEN_EQ,
  TOKEN_NE,
  TOKEN_LT,
  TOKEN_LE,
  TOKEN_GT,
  TOKEN_GE,
  TOKEN_AND,
  TOKEN_OR,
  TOKEN_NOT,
  TOKEN_IN
};

struct token {
  enum token_kind kind;
  size_t start, end;
  double number;
  char *text; /* of texts and names; owned by whoever reads it */
  bool escaped;
};
/* The token that begins at or after byte AT. */
struct token token_read (const char *source, size_t at, struct fault *);

/* The tree of E->source in E->root; false after a finding. */
bool expr_parse (struct expr *, struct fault *);
/* An expression that is read and no more: it has a tree, without kinds, and no program.  NULL after
   findings. */
struct expr *expr_parsed (const struct expr_text *, struct diag *);

/* ---- Functions ---- */

enum function_id {
  FUNCTION_ABS,
  FUNCTION_ALL,
  FUNCTION_ANY,
  FUNCTION_COALESCE,
  FUNCTION_COUNT,
  FUNCTION_CUT,
  FUNCTION_DATE,
  FUNCTION_EXP,
  FUNCTION_FLOOR,
  FUNCTION_IF,
  FUNCTION_LOG,
  FUNCTION_MATCHES,
  FUNCTION_MAX,
  FUNCTION_MEAN,
  FUNCTION_MIN,
  FUNCTION_MISSING,
  FUNCTION_MONTHS_BETWEEN,
  FUNCTION_YEARS_BETWEEN,
  FUNCTION_REASON,
  FUNCTION_ROUND,
  FUNCTION_SUM,
  FUNCTION_YEAR
};

/* What an argument must be. */
enum parameter {
  PARAMETER_NONE,
  PARAMETER_CONDITION,
  PARAMETER_NUMBER,
  PARAMETER_ALIKE,    /* of one kind with the other such arguments; the result is of that kind */
  PARAMETER_QUANTITY, /* a number, or a date where all such arguments are */
  PARAMETER_VALUE,    /* anything that can be missing */
  PARAMETER_STRING,   /* a text or a raw cell */
  PARAMETER_DATE,
  PARAMETER_BOUND,   /* a number as written, larger than the one before */
  PARAMETER_DIGITS,  /* a whole number as written, 0 to 9 */
  PARAMETER_PATTERN, /* "/re/i" */
  PARAMETER_FORMAT   /* of date() */
};

struct function {
  const char *name;
  enum function_id id;
  enum parameter parameters[3]; /* the last one given repeats */
  size_t min_args, max_args;
  bool at_least;
  enum expr_type result; /* unless a parameter is ALIKE or QUANTITY */
};
/* NULL if there is none of that name. */
const struct function *function_find (const char *name);
const char *function_near (const char *name);

/* Kinds given to the whole tree; findings for all that is wrong; false if there was one. */
bool expr_check (struct expr *, const struct expr_scope *, struct fault *);
/* What the check of operators (check.c) and that of functions (call.c) share. */
struct check {
  struct expr *expr;
  const struct expr_scope *scope;
  struct fault *fault;
};
void check_node (struct check *, struct node *);
/* Is it a condition (a number, a date ...)?  The finding else says what to write. */
void check_condition (struct check *, struct node *);
void check_number (struct check *, struct node *);
void check_date (struct check *, struct node *);
void check_string (struct check *, struct node *, const char *what);
/* Let the text literal stand for what OTHER, which is no literal, is compared with. */
void check_cast (struct check *, struct node *literal, const struct node *other);
/* May A and B, already checked, be compared (ORDER: by less and greater)?  N bears the finding
   about the two of them. */
void check_pair (struct check *, struct node *n, struct node *a, struct node *b, bool order);
void check_call (struct check *, struct node *);
bool variable_same_categories (const struct variable *, const struct variable *);
/* A finding about the whole node, which becomes wrong. */
void check_wrong (struct check *, struct node *, enum finding_id, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* How a sentence names a node: "age" or `age + 1`.  g_free. */
char *check_name (const struct check *, const struct node *);
const char *check_kind (const struct node *); /* "a number" */
/* How a remedy writes it: as it stands, backquotes and all.  g_free. */
char *check_written (const struct check *, const struct node *);
/* A category to show how one is named: the one whose code NUMBER is, else the last, which is "yes"
   more often than the first. */
const char *check_sample (const struct variable *, const struct node *number);

/* Round half away from zero at so many decimal digits. */
double expr_round (double, int digits);
#endif
