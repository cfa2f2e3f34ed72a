/* Nets of a distribution: several of its categories taken together, as a row of their own. */
#ifndef MODEL_NET_H
#define MODEL_NET_H
#include "model/label.h"

struct net {
  char *id;
  struct label title; /* without texts unless said */
  char **of;          /* [n] categories, in the order written */
  struct place *places;
  size_t n;
  struct place place;
};

struct nets {
  struct net *items;
  size_t n;
};

/* `nets` of MAP, or nothing.  Whether the categories are there is not known here. */
void nets_read (struct nets *, const struct yaml_node *map, struct diag *);
void nets_clear (struct nets *);
#endif
