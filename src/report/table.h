/* A plain table: what all renderers draw. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H
#include "base/diag.h"

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER };

struct cell {
  enum cell_kind kind;
  double number; /* finite */
  char *text;
  char *link; /* of a text: the sheet it leads to, or NULL */
};

/* NUMBER: set to the right, numbers shown with DECIMALS decimals (-1: as many as they have). */
struct column {
  char *header;
  bool number;
  int decimals;
};

struct table {
  GArray *columns; /* struct column */
  GArray *cells;   /* struct cell, row by row */
};

struct table *table_new (void);
void table_free (struct table *);

/* All columns are added before the first cell.  Headers are made unique (case aside) by a number
   behind the later one, because spreadsheets ask for that. */
void table_column (struct table *, const char *header, bool number, int decimals);
/* Cells are added from left to right, row by row; strings are copied.  A NULL text and a number
   that is not finite are an empty cell. */
void table_text (struct table *, const char *text);
void table_link (struct table *, const char *text, const char *sheet);
void table_number (struct table *, double);

size_t table_rows (const struct table *);
size_t table_width (const struct table *); /* columns */
const struct cell *table_cell (const struct table *, size_t row, size_t column);
const struct column *table_column_at (const struct table *, size_t column);

/* Write it as CSV, to PATH or (NULL) to standard output.  False after a finding. */
bool csv_table (const struct table *, const char *path, struct diag *);
/* Draw it for a terminal: aligned columns, two blanks between them, a header line. */
void text_table (FILE *, const struct table *);
#endif
