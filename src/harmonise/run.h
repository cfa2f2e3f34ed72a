/* One run of a crosswalk over a national file, for this room alone.

   Work goes in blocks that stay in the processor's cache: a block of records is read as small
   numbers, each variable's are mapped through a table, and the block is counted, kept and written
   before the next one is read.  */
#ifndef HARMONISE_RUN_H
#define HARMONISE_RUN_H
#include "base/csvout.h"
#include "data/datain.h"
#include "harmonise/crosswalk.h"
#include "harmonise/profile.h"
#include "harmonise/pseudonym.h"

/* Records of one kind and the first of them. */
struct tally_of {
  size_t n;
  const char *file;
  size_t line;
};

/* A several-answers question that not everybody was asked; see gate.c. */
struct gate;

/* A source column: its dictionary, and for expressions what each entry is. */
struct source_column {
  size_t slot; /* in the reader's blocks */
  struct dict *dict;
  const guint32 *cell; /* of the block, after rejections and gates */
  bool in_expression;
  struct gate *gate; /* or NULL */
  /* Of a column with a gate, by entry: where it was met first (struct tally_of); what the gate may
     empty. */
  GArray *first;
  GByteArray *says_nothing;
  const struct codelist *declared; /* which of its values mean missing; NULL: none is known to */
  GArray *number;                  /* double */
  GPtrArray *text;                 /* const char * */
  GArray *reason;                  /* guint8 */
};

/* How often a source value went somewhere, and with what weight: a sum in the order of the records,
   with the error of its roundings beside it (Neumaier 1974), so that weights with two decimals add
   up to a number with two decimals. */
struct flow {
  size_t n;
  double weight, error;
};

/* A harmonised variable while it is made. */
struct field {
  struct values *values;
  guint32 *entry;                              /* [DATAIN_BLOCK] of the block */
  struct expr_bound *value, *asked_if, **when; /* the mapping's expressions, or NULL */
  GArray *map;                                 /* MAPPING_COLUMN: struct mapped, by source entry */
  GArray *to;                                  /* guint32: the entries of MAP, close together */
  guint8 *branch; /* [DATAIN_BLOCK] 0, or k: the k-th `when` decided; NULL without `when` */
  bool *routed;   /* [DATAIN_BLOCK] asked_if made it not applicable; NULL without asked_if */
  bool viewed;    /* an expression reads it */
  bool plain;     /* a source value is all that decides where it goes, and the file all that says
                     it: its records are mapped and counted in one go */
  GArray *flows;  /* struct flow; see audit.c */
  struct tally_of answered;        /* although asked_if is false */
  struct tally_of skipped;         /* not applicable although asked_if is true */
  struct tally_of bad[N_OUTCOMES]; /* of an expression's results, by outcome */
  size_t n_not_asked;
  GArray *cells; /* struct cell_text: how each entry is written */
};

enum { N_OTHER_MARKS = 8 }; /* see design.c */

/* The design columns of all records so far. */
struct design_column {
  GArray *weight, *fpc, *fpc2;    /* double */
  GPtrArray *stratum, *psu, *ssu; /* const char *: labels that live as long as the run */
  GPtrArray *margin;              /* the same, crosswalk->n_margins a record */
};

/* The same of one record: NULL and NaN where the design has none. */
struct design_place {
  const char *stratum, *psu, *ssu;
  double fpc, fpc2;
};

/* A join of columns: its dictionary, and which entry of it each entry of a member is. */
struct joined {
  const struct join *from;
  struct dict *dict;
  GArray **to;                /* [from->n] guint32 by the member's entry */
  guint32 cell[DATAIN_BLOCK]; /* of the block */
};

/* A check, and the records of which it is true. */
struct checked {
  struct expr_bound *condition;
  struct tally_of found;
};
/* Replicate weights of all records so far; see replicates.c. */
struct replicating;

struct run {
  const struct crosswalk *crosswalk;
  const struct ingest_options *options;
  struct diag *diag;
  struct datain *in;
  struct datain_block block;
  size_t n; /* records of the block that are kept */
  size_t row[DATAIN_BLOCK];
  double weight[DATAIN_BLOCK];
  struct design_place place[DATAIN_BLOCK];
  struct source_column *columns; /* [crosswalk->columns->len + joins->len] */
  struct joined *joined;         /* [crosswalk->joins->len] */
  struct expr_column *column_views, *field_views;
  struct field *fields; /* [n_variables] */
  guint32 *entries, *scratch;
  struct expr_work *work;
  double number[DATAIN_BLOCK];
  guint8 reason[DATAIN_BLOCK];
  const char *text[DATAIN_BLOCK];
  struct design_column design;
  struct replicating *replicates; /* NULL: none are in the file */
  GHashTable *crossed;            /* labels of crossed strata, owned */
  GHashTable *missing;            /* texts that mean an empty cell */
  GPtrArray *gates;               /* struct gate */
  GByteArray *id_seen;            /* by dictionary entry of the id */
  struct tally_of weight_missing, weight_zero, weight_negative, weight_text, design_missing;
  size_t n_weight_marks[N_OTHER_MARKS]; /* of weight_text: numbers, were the marks these */
  struct tally_of id_missing, id_again;
  size_t n_harmonised, n_invalid;
  struct checked *checked; /* [crosswalk->n_checks] */
  struct outfile *harmonised;
  struct pseudonyms *pseudonyms; /* NULL: ids are written as they are */
};

/* Room between two variables' entries of a block: not a power of two, so that one record's entries
   do not fall into the same few sets of the cache. */
enum { FIELD_STRIDE = DATAIN_BLOCK + 16 };

void tally_of_add (struct tally_of *, const struct run *, size_t row);
/* "1 record", "17 records"; g_free. */
char *run_records (size_t n);

/* Is it an empty cell, or a text that means one? */
bool run_is_empty (const struct run *, const struct dict_entry *);

/* gate.c: answers to questions that were not asked.  Before the first block: which of the columns,
   found in the header and kept, belong to a several-answers question, and what tells whether it was
   answered. */
void run_find_gates (struct run *, const long *found);
/* In a block: which records have not answered which of the questions. */
void run_gates (struct run *);
/* Empty the cells of a column with a gate that say nothing where its question was not answered, and
   note where each entry occurs first.  CELL [n]: of the kept records. */
void run_close (struct run *, struct source_column *, guint32 *cell);
/* Is it what stands for a cell that is empty because its question was not answered? */
bool run_is_unanswered (const struct dict_entry *);
void run_gate_findings (struct run *);
void run_gates_free (struct run *);

/* design.c: weights, strata and so on of the block; decides which records stay. */
void run_design (struct run *);
/* Findings about all of them. */
void run_design_findings (struct run *);

/* weights.c: what the weights and the strata are like, with findings.  run_strata says of DS what
   it has told. */
struct weight_facts run_weights (struct run *);
struct design_facts run_strata (struct run *, struct dataset *);

/* replicates.c.  Each does nothing where the file has no replicate weights.
   run_find_replicates: their columns; after all others are kept; false after findings. */
void run_begin_replicates (struct run *);
void run_end_replicates (struct run *);
bool run_find_replicates (struct run *);
/* How many columns they are. */
size_t run_n_replicates (const struct run *);
/* Append those of a record of the block; false when one cannot be used.  Only with replicates. */
bool run_add_replicates (struct run *, size_t row, double weight);
/* The replicate weights of a record that was kept; those of all, to be freed with g_free. */
const double *run_replicates_at (const struct run *, size_t record);
double *run_take_replicates (struct run *);
void run_replicate_findings (struct run *, size_t n_strata);

/* join.c: columns that are joined; the block's cells of the others are there. */
void run_begin_joins (struct run *);
void run_end_joins (struct run *);
void run_fill_joins (struct run *);

/* apply.c: the variables of the block. */
void run_fields (struct run *);

/* audit.c: count the block, the variables that map_and_weigh has not; write the audit; say what was
   not covered. */
void run_count (struct run *);
/* Map and weigh a plain column. */
void run_map_and_weigh (struct run *, struct field *, const guint32 *cell);
/* At the end: how many records a plain column's values have is in its dictionary. */
void run_settle_counts (struct run *);
/* The records of each entry of variable V in the end, of one that is not derived: [entries];
 * g_free.
 */
size_t *run_count_entries (struct run *, size_t v);
bool run_write_audit (struct run *, const char *path);
void run_findings (struct run *);

/* declared.c: values that the source declares to mean missing.  Set the columns' DECLARED. */
void run_begin_declared (struct run *);
/* Does the cell of a column mean missing: is it empty, or declared so? */
bool run_is_missing (const struct run *, const struct source_column *, const struct dict_entry *);
/* The finding about one that no line of a rule takes. */
void run_say_declared (struct run *, const struct mapping *, const struct dict_entry *,
                       const struct tally_of *);
/* Those that an expression takes for numbers without naming them. */
void run_find_declared (struct run *, const struct mapping *);
/* contradiction.c: the checks, over the block's columns and variables. */
void run_begin_contradictions (struct run *); /* when the fields are there */
void run_end_contradictions (struct run *);
void run_contradictions (struct run *);
void run_contradiction_findings (struct run *);

/* Is a source value of a categorical variable a code, which may be shown? */
bool run_is_code (const char *text, size_t len);

/* evidence.c: what answers there are and why others are missing, with findings; the declared codes
   against those that occur. */
struct profile *run_profile (struct run *);
void run_codes (struct run *);

/* write.c: the harmonised file, its head and a block of it; the schema. */
void run_write_head (struct run *);
GArray *run_cells_new (void); /* an empty struct field.cells */
void run_write_block (struct run *);
bool harmonise_write_schema (const struct crosswalk *, const char *path, struct diag *);
#endif
