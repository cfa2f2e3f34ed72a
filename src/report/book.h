/* A report as a book of sheets: cover, contents, comparability, one sheet an indicator,
   notes. */
#ifndef REPORT_BOOK_H
#define REPORT_BOOK_H
#include "estimate/rows.h"
#include "report/sheet.h"

/* [struct sheet *] in the order of the book; freed with the array. */
GPtrArray *book_new (const struct results *);
#endif
