/* A survey's sample design in words: its columns, replicates and calibration. */
#ifndef ESTIMATE_DESIGNWORDS_H
#define ESTIMATE_DESIGNWORDS_H
#include "model/survey.h"

/* A survey's sample design; g_free. */
char *designwords_text (const struct survey *, const char *language);
#endif
