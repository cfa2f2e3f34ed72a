/* The table of an indicator: surveys down, breakdowns across. */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H
#include "estimate/rows.h"
#include "report/notes.h"
#include "report/sheet.h"

/* What stands in place of a number, or beside it in a column of its own. */
enum marker {
  MARK_LOW,
  MARK_SUPPRESSED,
  MARK_CONFIDENTIAL,
  MARK_NOT_ASKED,
  MARK_NO_LIMITS,
  MARK_NOBODY,
  MARK_NOT_THERE,
  N_MARKERS
};
const char *marker_sign (enum marker); /* "[u]" */
const char *marker_meaning (enum marker, const char *language);

/* The sheet NAME of indicator INDICATOR, with what a reader must know above the table and a link
   back to the sheet CONTENTS.  Notes of its rows are numbered by NOTES; NOTES_SHEET is where they
   are listed. */
struct sheet *layout_indicator (const struct results *, size_t indicator, const char *name,
                                const char *contents, const char *notes_sheet, struct notes *);
#endif
