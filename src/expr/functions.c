#include <config.h>

#include "expr/tree.h"

#include <stdlib.h>
#include <string.h>

enum { ANY_NUMBER = G_MAXINT };

/* Sorted by name. */
static const struct function functions[] = {
    {"abs", FUNCTION_ABS, {PARAMETER_NUMBER}, 1, 1, false, EXPR_NUMBER},
    {"all", FUNCTION_ALL, {PARAMETER_CONDITION}, 1, ANY_NUMBER, false, EXPR_BOOL},
    {"any", FUNCTION_ANY, {PARAMETER_CONDITION}, 1, ANY_NUMBER, false, EXPR_BOOL},
    {"coalesce", FUNCTION_COALESCE, {PARAMETER_ALIKE}, 2, ANY_NUMBER, false, EXPR_NUMBER},
    {"count", FUNCTION_COUNT, {PARAMETER_CONDITION}, 1, ANY_NUMBER, true, EXPR_NUMBER},
    {"cut", FUNCTION_CUT, {PARAMETER_NUMBER, PARAMETER_BOUND}, 3, ANY_NUMBER, false, EXPR_NUMBER},
    {"date", FUNCTION_DATE, {PARAMETER_STRING, PARAMETER_FORMAT}, 2, 2, false, EXPR_DATE},
    {"exp", FUNCTION_EXP, {PARAMETER_NUMBER}, 1, 1, false, EXPR_NUMBER},
    {"floor", FUNCTION_FLOOR, {PARAMETER_NUMBER}, 1, 1, false, EXPR_NUMBER},
    {"if", FUNCTION_IF, {PARAMETER_CONDITION, PARAMETER_ALIKE}, 3, 3, false, EXPR_NUMBER},
    {"log", FUNCTION_LOG, {PARAMETER_NUMBER}, 1, 1, false, EXPR_NUMBER},
    {"matches", FUNCTION_MATCHES, {PARAMETER_STRING, PARAMETER_PATTERN}, 2, 2, false, EXPR_BOOL},
    {"max", FUNCTION_MAX, {PARAMETER_QUANTITY}, 1, ANY_NUMBER, false, EXPR_NUMBER},
    {"mean", FUNCTION_MEAN, {PARAMETER_NUMBER}, 1, ANY_NUMBER, true, EXPR_NUMBER},
    {"min", FUNCTION_MIN, {PARAMETER_QUANTITY}, 1, ANY_NUMBER, false, EXPR_NUMBER},
    {"missing", FUNCTION_MISSING, {PARAMETER_VALUE}, 1, 1, false, EXPR_BOOL},
    {"months_between", FUNCTION_MONTHS_BETWEEN, {PARAMETER_DATE}, 2, 2, false, EXPR_NUMBER},
    {"reason", FUNCTION_REASON, {PARAMETER_VALUE}, 1, 1, false, EXPR_REASON},
    {"round", FUNCTION_ROUND, {PARAMETER_NUMBER, PARAMETER_DIGITS}, 1, 2, false, EXPR_NUMBER},
    {"sum", FUNCTION_SUM, {PARAMETER_NUMBER}, 1, ANY_NUMBER, true, EXPR_NUMBER},
    {"year", FUNCTION_YEAR, {PARAMETER_DATE}, 1, 1, false, EXPR_NUMBER},
    {"years_between", FUNCTION_YEARS_BETWEEN, {PARAMETER_DATE}, 2, 2, false, EXPR_NUMBER}};

static int
compare_name (const void *name, const void *function)
{
  return strcmp (name, ((const struct function *)function)->name);
}

const struct function *
function_find (const char *name)
{
  return bsearch (name, functions, G_N_ELEMENTS (functions), sizeof *functions, compare_name);
}

/* Names that other languages use, and ours. */
static const struct {
  const char *foreign, *name;
} synonyms[] = {{"ifelse", "if"},        {"if_else", "if"},
                {"iif", "if"},           {"is_na", "missing"},
                {"isna", "missing"},     {"is_missing", "missing"},
                {"sysmis", "missing"},   {"average", "mean"},
                {"avg", "mean"},         {"ln", "log"},
                {"int", "floor"},        {"trunc", "floor"},
                {"regexp", "matches"},   {"grepl", "matches"},
                {"as_date", "date"},     {"minimum", "min"},
                {"maximum", "max"},      {"rowsums", "sum"},
                {"rowmeans", "mean"},    {"datediff", "years_between"},
                {"age", "years_between"}};

const char *
function_near (const char *name)
{
  const char *names[G_N_ELEMENTS (functions)];

  for (size_t i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_ascii_strcasecmp (name, synonyms[i].foreign) == 0)
      return synonyms[i].name;
  for (size_t i = 0; i < G_N_ELEMENTS (functions); i++)
    names[i] = functions[i].name;
  return diag_nearest (name, names, G_N_ELEMENTS (functions));
}
