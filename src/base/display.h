/* Text for people at terminals. */
#ifndef BASE_DISPLAY_H
#define BASE_DISPLAY_H
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Append the first character of TEXT as a terminal may see it and return what follows it: what
   could move the cursor, change the direction of the text or hide in it is shown escaped, and so
   are bytes that are not UTF-8.  *WIDTH, the columns taken so far, grows; with TABS a tab is blanks
   up to the next stop, which is counted from column 0. */
const char *display_character (GString *out, const char *text, bool tabs, size_t *width);
/* Append all of TEXT so; returns the columns it takes. */
size_t display_text (GString *out, const char *text);
/* The columns of TEXT when it is shown so. */
size_t display_width (const char *text);
#endif
