/* Which survey files a study means; for study.c alone. */
#ifndef MODEL_SURVEYLIST_H
#define MODEL_SURVEYLIST_H
#include "base/yaml.h"

/* The files that NODE (a name or pattern, or a list of them) names as seen from the study file
   BASE: NULL-ended, sorted bytewise, each once; to be freed with g_strfreev.  A pattern has *, ? or
   [...]; it finds no folders.  Findings: a file that is not there, a pattern that fits nothing, a
   file that is named twice. */
char **survey_list (const char *base, const struct yaml_node *, struct diag *);
#endif
