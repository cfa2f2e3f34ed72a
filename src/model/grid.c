#include <config.h>

#include "model/grid.h"

#include "base/regex.h"

#include <string.h>

static const char part_mark[] = "$1", column_mark[] = "$column";

/* Append what stands literally from P on and return where that ends: at an anchor, a group, or what
   is no plain character. */
static const char *
read_literal (const char *p, GString *out)
{
  while (*p && !strchr ("^$.[]|()?*+{}/", *p)) {
    if (*p == '\\') {
      if (!g_ascii_ispunct (p[1]))
        return p;
      p++;
    }
    g_string_append_c (out, *p++);
  }
  return p;
}

/* Behind the parenthesis that closes the group which opens at P; NULL if none does. */
static const char *
skip_group (const char *p)
{
  size_t depth = 0;
  bool in_class = false;

  for (; *p; p++) {
    if (*p == '\\' && p[1])
      p++;
    else if (in_class)
      in_class = *p != ']';
    else if (*p == '[') {
      in_class = true;
      if (p[1] == '^')
        p++;
      if (p[1] == ']') /* the first one in a class is itself */
        p++;
    } else if (*p == '(')
      depth++;
    else if (*p == ')' && --depth == 0)
      return p + 1;
  }
  return NULL;
}

/* `/^`, literal, group, literal, `$/`: append the name with PART in the group's place. */
static bool
fill_in (const char *pattern, const char *part, GString *name)
{
  const char *p = pattern + 1;

  if (*p++ != '^')
    return false;
  p = read_literal (p, name);
  if (*p != '(' || p[1] == '?' || p[1] == '*' || !(p = skip_group (p)))
    return false;
  g_string_append (name, part);
  p = read_literal (p, name);
  return p[0] == '$' && p[1] == '/';
}

char *
grid_column (const char *pattern, const char *part, struct place at, struct diag *diag)
{
  struct regex *regex = regex_new (pattern, at, false, diag);
  g_autoptr (GString) name = g_string_new (NULL);
  bool taken = false;

  if (!regex)
    return NULL;
  if (!fill_in (pattern, part, name))
    diag_add (diag, FIND_BAD_VALUE, at,
              "%s is not a column's name with one part in a group; write it like "
              "/^T12_([A-E])$/, from ^ to $, or list the columns",
              pattern);
  else if (!(taken = regex_match (regex, name->str, name->len) == REGEX_YES))
    diag_add (diag, FIND_BAD_VALUE, at, "%s does not take \"%s\", which `for` names", pattern,
              part);
  regex_free (regex);
  return taken ? g_strdup (name->str) : NULL;
}

static void
append_quoted (GString *out, const char *column)
{
  g_string_append_printf (out, "`%s`", column);
}

char *
grid_replace (const char *text, const char *part, const char *column)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text) {
    if (column && g_str_has_prefix (text, column_mark)) {
      append_quoted (out, column);
      text += strlen (column_mark);
    } else if (part && g_str_has_prefix (text, part_mark)) {
      g_string_append (out, part);
      text += strlen (part_mark);
    } else
      g_string_append_c (out, *text++);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
