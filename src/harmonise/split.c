#include <config.h>

#include "harmonise/split.h"

#include "model/label.h"

#include <string.h>

struct split {
  char *separator;
  size_t len;
  GHashTable *known; /* normalised texts that hold the separator */
  size_t most;       /* separators in the one that holds the most */
};

struct split *
split_new (const char *separator)
{
  struct split *s = g_new0 (struct split, 1);
  s->separator = g_strdup (separator);
  s->len = strlen (separator);
  s->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return s;
}

void
split_free (struct split *s)
{
  if (!s)
    return;
  g_free (s->separator);
  g_hash_table_destroy (s->known);
  g_free (s);
}

void
split_know (struct split *s, const char *text)
{
  size_t n = 0;

  for (const char *p = text; (p = strstr (p, s->separator)); p += s->len)
    n++;
  if (n > 0)
    g_hash_table_add (s->known, label_normalise (text));
  s->most = MAX (s->most, n);
}

/* Where the answer that begins at P ends: at the next separator, or at the end. */
static const char *
plain_end (const struct split *s, const char *p)
{
  const char *end = strstr (p, s->separator);
  return end ? end : p + strlen (p);
}

/* An answer in quotes; NULL where what begins at P is none: no closing quote, or something else
   than a separator behind it. */
static const char *
read_quoted (const struct split *s, const char *p, GString *answer)
{
  g_string_truncate (answer, 0);
  if (*p != '"')
    return NULL;
  for (p++; *p; p++) {
    if (*p == '"' && p[1] == '"')
      p++;
    else if (*p == '"')
      break;
    g_string_append_c (answer, *p);
  }
  if (!*p++)
    return NULL;
  while (*p == ' ' && strncmp (p, s->separator, s->len) != 0)
    p++;
  return !*p || strncmp (p, s->separator, s->len) == 0 ? p : NULL;
}

/* The end of the longest known answer that begins at P; of a plain one where none is known. */
static const char *
longest_end (const struct split *s, const char *p)
{
  const char *end = plain_end (s, p), *best = end;

  for (size_t k = 0; k < s->most && *end; k++) {
    end = plain_end (s, end + s->len);
    g_autofree char *text = g_strndup (p, (size_t)(end - p));
    g_autofree char *normal = label_normalise (text);
    if (g_hash_table_contains (s->known, normal))
      best = end;
  }
  return best;
}

char **
split_parts (const struct split *s, const char *cell)
{
  GPtrArray *parts = g_ptr_array_new ();
  g_autoptr (GString) answer = g_string_new (NULL);

  for (const char *p = cell;;) {
    while (*p == ' ')
      p++;
    const char *end = read_quoted (s, p, answer);
    if (!end) {
      end = longest_end (s, p);
      g_string_truncate (answer, 0);
      g_string_append_len (answer, p, end - p);
    }
    char *text = g_strstrip (g_strdup (answer->str));
    if (*text)
      g_ptr_array_add (parts, text);
    else
      g_free (text);
    if (!*end)
      break;
    p = end + s->len;
  }
  g_ptr_array_add (parts, NULL);
  return (char **)g_ptr_array_free (parts, FALSE);
}
