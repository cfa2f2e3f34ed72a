#include <config.h>

#include "model/surveylist.h"

#include "model/field.h"
#include "model/study.h"

#include <errno.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>

struct list {
  const char *base;
  GPtrArray *paths; /* char * */
  GHashTable *seen; /* canonical path -> where it is named (struct yaml_node *), or NULL */
};

/* One file once, however it is written; false when NODE is the second to name it.  A pattern (NODE
   NULL) may find what is named as well. */
static bool
add (struct list *list, const char *path, const struct yaml_node *node)
{
  char *canonical = g_canonicalize_filename (path, NULL);
  bool twice = node && g_hash_table_lookup (list->seen, canonical);

  if (!g_hash_table_contains (list->seen, canonical))
    g_ptr_array_add (list->paths, g_strdup (path));
  if (node || !g_hash_table_contains (list->seen, canonical))
    g_hash_table_replace (list->seen, canonical, (gpointer)node);
  else
    g_free (canonical);
  return !twice;
}

static void
add_file (struct list *list, const char *name, const struct yaml_node *node, struct diag *diag)
{
  g_autofree char *path = study_resolve (list->base, name);
  struct stat status;

  if (stat (path, &status))
    diag_add (diag, FIND_CANNOT_READ, node->place, "cannot read \"%s\": %s", path,
              g_strerror (errno));
  else if (S_ISDIR (status.st_mode))
    diag_add (diag, FIND_CANNOT_READ, node->place,
              "cannot read \"%s\": it is a folder; write %s/*.yaml for the surveys in it", path,
              name);
  else if (!add (list, path, node))
    diag_add (diag, FIND_DUPLICATE_NAME, node->place, "the survey \"%s\" is named twice", path);
}

/* The study's own folder is no pattern, whatever characters its name has. */
static char *
escape (const char *folder)
{
  GString *out = g_string_new (NULL);

  for (const char *p = folder; *p; p++) {
    if (strchr ("*?[\\", *p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

static void
add_pattern (struct list *list, const char *pattern, const struct yaml_node *node,
             struct diag *diag)
{
  g_autofree char *base = escape (list->base);
  g_autofree char *resolved = study_resolve (base, pattern);
  glob_t found = {0};
  bool any = false;

  if (glob (resolved, GLOB_NOSORT, NULL, &found) == 0)
    for (size_t i = 0; i < found.gl_pathc; i++)
      if (!g_file_test (found.gl_pathv[i], G_FILE_TEST_IS_DIR)) {
        add (list, found.gl_pathv[i], NULL);
        any = true;
      }
  globfree (&found);
  if (!any)
    diag_add (diag, FIND_NO_SURVEYS, node->place,
              "no file fits the pattern \"%s\", seen from the folder of the study file", pattern);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
survey_list (const char *base, const struct yaml_node *node, struct diag *diag)
{
  struct list list = {base, g_ptr_array_new (),
                      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};

  if (node && node->kind == YAML_MAPPING)
    yaml_want (node, YAML_SEQUENCE, "`surveys`", diag);
  else if (node && !field_list_n (node))
    diag_add (diag, FIND_NO_SURVEYS, node->place, "`surveys` is empty");
  else
    for (size_t i = 0; i < field_list_n (node); i++) {
      const struct yaml_node *item = field_list_at (node, i);
      g_autofree char *text = field_node_text (item, "a survey's file name", diag);
      if (text && strpbrk (text, "*?["))
        add_pattern (&list, text, item, diag);
      else if (text)
        add_file (&list, text, item, diag);
    }
  g_ptr_array_sort (list.paths, compare);
  g_ptr_array_add (list.paths, NULL);
  g_hash_table_destroy (list.seen);
  return (char **)g_ptr_array_free (list.paths, FALSE);
}
