/* The numbered notes of a report: each text about a survey stands there once. */
#ifndef REPORT_NOTES_H
#define REPORT_NOTES_H
#include <glib.h>

struct note {
  size_t survey;
  char *text;
  GArray *indicators; /* size_t: whom it concerns, in order, each once */
};

struct notes;

struct notes *notes_new (void);
void notes_free (struct notes *);
/* The number, from 1, of the note that says TEXT about SURVEY, which concerns INDICATOR too. */
size_t notes_add (struct notes *, size_t survey, const char *text, size_t indicator);
size_t notes_count (const struct notes *);
const struct note *notes_at (const struct notes *, size_t number);
#endif
