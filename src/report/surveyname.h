/* What a survey or average is called in a workbook. */
#ifndef REPORT_SURVEYNAME_H
#define REPORT_SURVEYNAME_H
#include "estimate/rows.h"

/* A survey's id; of an average, whose id is a word for programs, its name in the results' language.
   Borrowed. */
const char *survey_name (const struct results *, size_t survey);
#endif
