/* A page of a report: lines of text and perhaps one table. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H
#include "report/table.h"

enum line_kind { LINE_TITLE, LINE_HEADING, LINE_TEXT };

struct line {
  enum line_kind kind;
  char *text;
  char *link; /* the sheet it leads to, or NULL */
};

struct sheet {
  char *name;    /* 1 to 31 characters, as spreadsheets allow them */
  GArray *lines; /* struct line; the first is the title */
  struct table *table;
};

struct sheet *sheet_new (const char *name);
void sheet_free (struct sheet *);

/* Strings are copied.  sheet_say: "WHAT: TEXT" with the COLON of the language between; a NULL or
   empty TEXT says nothing. */
void sheet_line (struct sheet *, enum line_kind, const char *text, const char *link);
void sheet_say (struct sheet *, const char *what, const char *colon, const char *text);

/* A name for a sheet, made from WISH (at most 31 characters, none of []:*?/\, no quote at an end)
   and different from all of USED (folded names), to which it is added; g_free. */
char *sheet_name (GHashTable *used, const char *wish);
GHashTable *sheet_names_new (void);
#endif
