/* Country codes: ISO 3166-1 alpha-3, and XKX for Kosovo. */
#ifndef MODEL_COUNTRY_H
#define MODEL_COUNTRY_H
#include <stdbool.h>

bool country_known (const char *code);
/* The code that was perhaps meant by a wrong one, by a code of two letters or by an English name,
   or NULL. */
const char *country_near (const char *text);
#endif
