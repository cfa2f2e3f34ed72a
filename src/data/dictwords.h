/* What the columns of a dictionary file are for, by their headings.  */
#ifndef DATA_DICTWORDS_H
#define DATA_DICTWORDS_H
#include <stdbool.h>

enum dict_role {
  ROLE_VARIABLE, /* the name of a column of the data */
  ROLE_CODE,     /* a code, or all of them */
  ROLE_LABEL,    /* what a code means */
  ROLE_QUESTION, /* what the variable means */
  ROLE_MISSING,  /* does the code mean missing; or which codes do */
  N_ROLES        /* nothing of that */
};

enum dict_role dict_role_of (const char *heading);
/* Does a word say yes? */
bool dict_is_yes (const char *word);
#endif
