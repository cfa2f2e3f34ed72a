/* A column of a CSV file as its reader keeps it: what a cell becomes.  For csvin.c. */
#ifndef DATA_SLOT_H
#define DATA_SLOT_H
#include "base/number.h"
#include "data/dict.h"

enum {
  SLOT_EMPTY = 10, /* behind the ten digits: the empty cell, */
  SLOT_PAIRS = 11, /* and two digits */
  N_DIRECT = SLOT_PAIRS + 100,
  NO_DIRECT = G_MAXUINT16, /* not met yet, or its entry does not fit */
};

/* One digit, two, or nothing, is what nearly all cells hold: their entries stand in the slot
   itself, those that are used together side by side. */
struct slot {
  struct dict *dict; /* NULL: no dictionary is kept, */
  guint16 number;    /* but, from 1, which of the numbers of a record it is; 0: none */
  guint16 direct[N_DIRECT];
};

/* Which of a slot's direct entries a cell takes; N_DIRECT: none. */
static inline unsigned
slot_direct (const char *text, size_t len)
{
  if (len == 0)
    return SLOT_EMPTY;
  unsigned first = (unsigned char)text[0] - (unsigned)'0';
  if (len == 1)
    return first < 10 ? first : N_DIRECT;
  unsigned second = (unsigned char)text[1] - (unsigned)'0';
  return len == 2 && first < 10 && second < 10 ? SLOT_PAIRS + 10 * first + second : N_DIRECT;
}

/* The entry of a cell, trimmed and without a spreadsheet's mask if UNMASK, in the slot's
 * dictionary. */
guint32 slot_enter (struct slot *, const char *text, size_t len, bool unmask);
/* The number in such a cell; NaN if it is none. */
double slot_number (const char *text, size_t len, bool unmask, struct number_marks);
#endif
