/* JSON out. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <glib.h>

/* TEXT as a JSON string (RFC 8259) with its quotes; bytes that are not UTF-8 become U+FFFD. */
void json_text (GString *out, const char *text);
#endif
