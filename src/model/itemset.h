/* A multiple response set: several yes/no items that are one table. */
#ifndef MODEL_ITEMSET_H
#define MODEL_ITEMSET_H
#include "model/codebook.h"

struct item {
  char *name;          /* of its row; of an item that is a variable, the variable's */
  bool is_variable;    /* OF says that the variable of this name has the set's answer */
  struct label title;  /* without texts unless said */
  struct expr_text of; /* a condition; without text after a finding */
  struct place place;
};

struct itemset {
  struct item *items;
  size_t n;
  bool all;    /* the base: children with a valid answer to all items, not to any */
  bool totals; /* rows for any of the items, and for none */
};

/* The rows that `totals: yes` adds behind the items. */
extern const char ITEMSET_ANY[], ITEMSET_NONE[];

/* `of`, `answer`, `base` and `totals` of MAP. */
void itemset_read (struct itemset *, const struct yaml_node *map, struct diag *);
void itemset_clear (struct itemset *);
#endif
