#include <config.h>

#include "data/header.h"

#include "model/label.h"

#include <string.h>

struct header {
  GPtrArray *name;   /* char *, as written, trimmed */
  GPtrArray *normal; /* char *, after label_normalise */
  GHashTable *exact; /* name -> column + 1 of the first */
  bool trails;
  bool options;   /* are what header_add adds */
  guint n_joined; /* columns that have had theirs */
  char *question; /* of the last column that had one */
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

const char *
header_unmask (const char *text, size_t *len)
{
  bool masked = *len > 1 && text[0] == '\'' && text[1] == '=';
  *len -= masked;
  return text + masked;
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
  g_free (h->question);
  g_hash_table_destroy (h->exact);
  g_ptr_array_unref (h->normal);
  g_ptr_array_unref (h->name);
  g_free (h);
}

bool
header_row (struct header *h, long row, long names_row, bool joined)
{
  h->options = joined && row == 2;
  h->n_joined = 0;
  return joined ? row <= 2 : row == names_row;
}

/* Without an option a column keeps the name it has, which may be none. */
static void
join_option (struct header *h, const char *option, size_t len)
{
  guint k = h->n_joined++;
  if (k == h->name->len) {
    g_ptr_array_add (h->name, g_strdup (""));
    g_ptr_array_add (h->normal, g_strdup (""));
  }
  char *own = h->name->pdata[k];
  if (*own) {
    g_free (h->question);
    h->question = g_strdup (own);
  }
  if (len == 0)
    return;
  g_free (own);
  g_free (h->normal->pdata[k]);
  h->name->pdata[k] = h->question ? g_strdup_printf ("%s [%.*s]", h->question, (int)len, option)
                                  : g_strndup (option, len);
  h->normal->pdata[k] = label_normalise (h->name->pdata[k]);
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
  if (h->options) {
    join_option (h, name, len);
    return;
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

/* A way in which a name can fit a column. */
struct fit {
  const GPtrArray *names;
  const char *text;
  char group; /* 0: it is the whole name; else what is behind the last of these */
};

static bool
fits (const struct fit *fit, const char *name)
{
  size_t n = strlen (name), k = strlen (fit->text);
  if (!fit->group)
    return strcmp (name, fit->text) == 0;
  return n > k && name[n - k - 1] == fit->group && strcmp (name + n - k, fit->text) == 0;
}

/* The first column from FROM on that fits, or -1. */
static long
next_that_fits (const struct fit *fit, guint from)
{
  for (guint i = from; i < fit->names->len; i++)
    if (fits (fit, fit->names->pdata[i]))
      return i;
  return -1;
}

/* A column name that is near, upper and lower case told apart or not, with its groups or
   without. */
static const char *
near_name (const struct header *h, const char *name, const char *normal, char group)
{
  const char *near = diag_nearest (name, (const char *const *)h->name->pdata, h->name->len);
  if (near)
    return near;
  near = diag_nearest (normal, (const char *const *)h->normal->pdata, h->normal->len);
  g_autofree const char **last = g_new (const char *, h->normal->len + 1);
  for (guint i = 0; !near && group && i < h->normal->len; i++) {
    const char *mark = strrchr (h->normal->pdata[i], group);
    last[i] = mark ? mark + 1 : h->normal->pdata[i];
  }
  if (!near && group)
    near = diag_nearest (normal, last, h->normal->len);
  for (guint i = 0; near && i < h->normal->len; i++)
    if (h->normal->pdata[i] == near || (group && g_str_has_suffix (h->normal->pdata[i], near)))
      return h->name->pdata[i];
  return NULL;
}

/* Two columns fit NAME. */
static void
say_two (const struct header *h, const char *name, long first, long second, const char *file,
         struct place at, struct diag *diag)
{
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
}

long
header_find (const struct header *h, const char *name, char group, const char *file,
             struct place at, struct diag *diag)
{
  g_autofree char *normal = label_normalise (name);
  gpointer exact = g_hash_table_lookup (h->exact, name);
  const struct fit ways[] = {{h->name, name, 0},
                             {h->normal, normal, 0},
                             {h->name, name, group},
                             {h->normal, normal, group}};
  size_t n_ways = group ? G_N_ELEMENTS (ways) : 2, way = exact ? 0 : 1;
  long first = exact ? (long)GPOINTER_TO_UINT (exact) - 1 : -1, second;
  for (; first < 0 && way < n_ways; way++)
    if ((first = next_that_fits (&ways[way], 0)) >= 0)
      break;
  if (first < 0) {
    diag_add (diag, FIND_NO_COLUMN, at, "%s has no column \"%s\"", file, name);
    diag_measure (diag, name, 0, 0);
    diag_suggest (diag, near_name (h, name, normal, group));
    return -1;
  }
  second = next_that_fits (&ways[way], (guint)first + 1);
  if (second < 0)
    return first;
  say_two (h, name, first, second, file, at, diag);
  diag_measure (diag, name, 0, 0);
  return -1;
}
