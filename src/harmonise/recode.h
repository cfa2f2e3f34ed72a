/* A rule's recode, compiled: from one source text to one harmonised value.

   It runs once a distinct source value, never on records.  */
#ifndef HARMONISE_RECODE_H
#define HARMONISE_RECODE_H
#include "data/dataset.h"

/* Where a value goes: a category, a missing reason, or for other types a number or text. */
enum target_kind { TARGET_CATEGORY, TARGET_REASON, TARGET_NUMBER, TARGET_TEXT };

struct target {
  enum target_kind kind;
  size_t category; /* position */
  unsigned reason;
  double number;
  const char *text; /* borrowed */
};

/* Read the NAME of a target of VARIABLE at the place AT.  False after a finding with a near name.
 */
bool target_read (struct target *, const char *name, const struct variable *,
                  const struct codebook *, struct place at, struct diag *);
/* Its entry among VALUES. */
guint32 target_entry (const struct target *, struct values *);

/* What became of a source value. */
enum outcome {
  OUTCOME_MAPPED,
  OUTCOME_UNMAPPED,     /* no line takes it: invalid */
  OUTCOME_NOT_A_NUMBER, /* of an integer, number or date: invalid */
  OUTCOME_OUT_OF_RANGE, /* invalid */
  OUTCOME_NOT_COMPUTED, /* an expression had no result: invalid */
  OUTCOME_DECLARED,     /* declared to mean missing, and no line says which reason: invalid */
  N_OUTCOMES
};

struct mapped {
  guint32 entry;
  const char *target; /* of the line or the `else` that took it; NULL when none did: by a label, as
                         it is, because it is empty, or not at all */
  size_t line;        /* of the survey file: what decided */
  enum outcome outcome;
};

struct recode;

/* Compile the recode of a column rule.  Findings: unknown targets, bad patterns, and a source value
   that two targets claim, as far as that shows without data (two patterns may still meet in one
   value; recode_map tells).  CODES: what is known of the column's codes, or NULL: a text of the
   recode then also takes a value with such a label, and a value that is declared missing is never
   taken for a valid one.  NULL after errors.  Keeps its arguments. */
struct recode *recode_new (const struct rule *, const struct variable *, const struct codebook *,
                           const struct source_spec *, const struct codelist *codes, struct diag *);
void recode_free (struct recode *);

/* Of a split cell: texts that are one answer though the separator stands in them, those that
   another rule for the same column names, and those that the column is declared to hold. */
void recode_know_answers (struct recode *, const struct rule *other);
void recode_know_codes (struct recode *, const struct codelist *);
/* The answers of a cell, g_strfreev; NULL where the rule has no `split`. */
char **recode_parts (const struct recode *, const char *text);

/* What the column is known to mean by TEXT, or NULL. */
const struct source_code *recode_code (const struct recode *, const char *text);

/* Map one distinct source TEXT (trimmed).  Findings: two targets that claim it, a pattern that gave
   up; they name the lines of the rule, not the value. */
struct mapped recode_map (const struct recode *, struct values *, const char *text, struct diag *);

/* Entry of a NUMBER that an expression gave (code of a category, number, days), range checked. */
guint32 recode_number (const struct variable *, struct values *, double number, enum outcome *);
/* Entry of a TEXT that an expression gave: a category or reason by name, else a text or date. */
guint32 recode_text (const struct variable *, const struct codebook *, struct values *,
                     const char *text, enum outcome *);
#endif
