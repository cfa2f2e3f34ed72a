#include <config.h>

#include "data/header.h"

#include "model/label.h"

#include <string.h>

struct header {
  GPtrArray *name;   /* char *, as written, trimmed */
  GPtrArray *normal; /* char *, after label_normalise */
  GHashTable *exact; /* name -> column + 1 of the first */
  bool trails;
};

/* What is cut off at the ends of a name and of a cell.  The last two, a byte order mark and what
   is left of one when its bytes were taken for Latin letters, occur before the first name of files
   that a program wrote anew. */
static const char *const blanks[] = {" ", "\t", "\xC2\xA0"};
static const char *const marks[] = {"\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF"};

static bool
may_be_blank (char byte)
{
  unsigned char b = (unsigned char)byte;
  return b <= ' ' || b == 0xC2 || b == 0xA0;
}

static size_t
begins_with (const char *text, size_t len, const char *const *what, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    size_t k = strlen (what[i]);
    if (k <= len && memcmp (text, what[i], k) == 0)
      return k;
  }
  return 0;
}

static size_t
ends_with (const char *text, size_t len, const char *const *what, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    size_t k = strlen (what[i]);
    if (k <= len && memcmp (text + len - k, what[i], k) == 0)
      return k;
  }
  return 0;
}

const char *
header_trim (const char *text, size_t *len)
{
  size_t k;
  /* Nearly all cells begin and end with another byte than a blank does. */
  if (*len == 0 || (!may_be_blank (text[0]) && !may_be_blank (text[*len - 1])))
    return text;
  while ((k = begins_with (text, *len, blanks, G_N_ELEMENTS (blanks))) > 0) {
    text += k;
    *len -= k;
  }
  while ((k = ends_with (text, *len, blanks, G_N_ELEMENTS (blanks))) > 0)
    *len -= k;
  return text;
}

struct header *
header_new (void)
{
  struct header *h = g_new0 (struct header, 1);
  h->name = g_ptr_array_new_with_free_func (g_free);
  h->normal = g_ptr_array_new_with_free_func (g_free);
  h->exact = g_hash_table_new (g_str_hash, g_str_equal);
  return h;
}

void
header_free (struct header *h)
{
  if (!h)
    return;
  g_hash_table_destroy (h->exact);
  g_ptr_array_unref (h->normal);
  g_ptr_array_unref (h->name);
  g_free (h);
}

void
header_add (struct header *h, const char *name, size_t len)
{
  size_t k;
  name = header_trim (name, &len);
  while ((k = begins_with (name, len, marks, G_N_ELEMENTS (marks))) > 0) {
    len -= k;
    name = header_trim (name + k, &len);
  }
  char *copy = g_strndup (name, len);
  g_ptr_array_add (h->name, copy);
  g_ptr_array_add (h->normal, label_normalise (copy));
}

void
header_end (struct header *h)
{
  guint n = h->name->len;
  h->trails = n > 1 && header_name (h, n - 1)[0] == '\0';
  if (h->trails) {
    g_ptr_array_set_size (h->name, (gint)n - 1);
    g_ptr_array_set_size (h->normal, (gint)n - 1);
  }
  for (guint i = h->name->len; i-- > 0;)
    g_hash_table_insert (h->exact, h->name->pdata[i], GUINT_TO_POINTER (i + 1));
}

size_t
header_n (const struct header *h)
{
  return h->name->len;
}

const char *
header_name (const struct header *h, size_t column)
{
  return h->name->pdata[column];
}

bool
header_trails (const struct header *h)
{
  return h->trails;
}

long
header_differs (const struct header *a, const struct header *b)
{
  guint n = MIN (a->normal->len, b->normal->len);
  for (guint i = 0; i < n; i++)
    if (strcmp (a->normal->pdata[i], b->normal->pdata[i]) != 0)
      return i;
  return a->normal->len == b->normal->len ? -1 : (long)n;
}

/* A column name that is near, upper and lower case told apart or not. */
static const char *
near_name (const struct header *h, const char *name, const char *normal)
{
  const char *near = diag_nearest (name, (const char *const *)h->name->pdata, h->name->len);
  if (near)
    return near;
  near = diag_nearest (normal, (const char *const *)h->normal->pdata, h->normal->len);
  for (guint i = 0; near && i < h->normal->len; i++)
    if (h->normal->pdata[i] == near)
      return h->name->pdata[i];
  return NULL;
}

/* The first column from FROM on whose name is TEXT, or -1. */
static long
next_of (const GPtrArray *names, const char *text, guint from)
{
  for (guint i = from; i < names->len; i++)
    if (strcmp (names->pdata[i], text) == 0)
      return i;
  return -1;
}

long
header_find (const struct header *h, const char *name, const char *file, struct place at,
             struct diag *diag)
{
  g_autofree char *normal = label_normalise (name);
  gpointer exact = g_hash_table_lookup (h->exact, name);
  const GPtrArray *names = exact ? h->name : h->normal;
  const char *text = exact ? name : normal;
  long first = exact ? (long)GPOINTER_TO_UINT (exact) - 1 : next_of (names, text, 0);
  if (first < 0) {
    diag_add (diag, FIND_NO_COLUMN, at, "%s has no column \"%s\"", file, name);
    diag_suggest (diag, near_name (h, name, normal));
    return -1;
  }
  long second = next_of (names, text, (guint)first + 1);
  if (second < 0)
    return first;
  const char *a = header_name (h, (size_t)first), *b = header_name (h, (size_t)second);
  if (strcmp (a, b) == 0)
    diag_add (diag, FIND_DUPLICATE_COLUMN, at,
              "columns %ld and %ld of %s are both named \"%s\"; rename one of them in the file",
              first + 1, second + 1, file, a);
  else
    diag_add (
        diag, FIND_AMBIGUOUS_COLUMN, at,
        "\"%s\" could be column \"%s\" or column \"%s\" of %s; write the one you mean exactly "
        "as the file does",
        name, a, b, file);
  return -1;
}
