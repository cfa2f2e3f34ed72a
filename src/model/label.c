#include <config.h>

#include "model/label.h"

#include <string.h>

/* A tag such as `pt`, `pt-BR` or `sr-Latn`: enough of BCP 47 to tell a language from a slip. */
bool
label_language_valid (const char *tag)
{
  size_t first = strspn (tag, "abcdefghijklmnopqrstuvwxyz");

  if (first < 2 || first > 3)
    return false;
  for (const char *p = tag + first; *p;) {
    size_t n = 0;
    if (*p++ != '-')
      return false;
    while (g_ascii_isalnum (p[n]))
      n++;
    if (n < 2 || n > 8)
      return false;
    p += n;
  }
  return true;
}

void
label_add (struct label *label, const char *language, const char *text)
{
  label->languages = g_renew (char *, label->languages, label->n + 1);
  label->texts = g_renew (char *, label->texts, label->n + 1);
  label->languages[label->n] = g_strdup (language);
  label->texts[label->n] = g_strdup (text);
  label->n++;
}

bool
label_has (const struct label *label, const char *language)
{
  for (size_t i = 0; i < label->n; i++)
    if (strcmp (label->languages[i], language) == 0)
      return true;
  return false;
}

static bool
check_language (const struct yaml_node *key, const char *what, char *const *languages,
                struct diag *diag)
{
  if (languages ? g_strv_contains ((const char *const *)languages, key->text)
                : label_language_valid (key->text))
    return true;
  if (languages) {
    g_autofree char *all = g_strjoinv (", ", (char **)languages);
    diag_add (diag, FIND_UNKNOWN_KEY, key->place,
              "%s has a text in \"%s\", which is not one of the languages (%s)", what, key->text,
              all);
    diag_suggest (diag, diag_nearest (key->text, (const char *const *)languages,
                                      g_strv_length ((char **)languages)));
  } else
    diag_add (diag, FIND_UNKNOWN_KEY, key->place,
              "%s: \"%s\" is not a language; write a code such as en, es or pt-BR", what,
              key->text);
  return false;
}

/* One warning a label, naming all the languages it lacks. */
static void
check_complete (const struct label *label, const struct yaml_node *node, const char *what,
                char *const *languages, struct diag *diag)
{
  g_autoptr (GString) lacking = g_string_new (NULL);

  for (size_t i = 0; languages[i]; i++)
    if (!label_has (label, languages[i]))
      g_string_append_printf (lacking, "%s%s", lacking->len ? ", " : "", languages[i]);
  if (lacking->len)
    diag_add (diag, FIND_NO_LANGUAGE, node->place, "%s has no text in %s", what, lacking->str);
}

static bool
read_texts (struct label *label, const struct yaml_node *node, const char *what,
            char *const *languages, struct diag *diag)
{
  bool good = true;

  for (size_t i = 0; i < node->n; i++) {
    const char *text;
    if (!check_language (node->keys[i], what, languages, diag)) {
      good = false;
      continue;
    }
    if (yaml_is_null (node->items[i]))
      continue; /* `es:` alone is a gap left to be filled: as if it were not there */
    if (!(text = yaml_text (node->items[i], what, diag)))
      good = false;
    else if (*text)
      label_add (label, node->keys[i]->text, text);
  }
  return good;
}

/* The default language comes first whatever the order written: label_in falls back on it. */
static void
sort_texts (struct label *label, char *const *languages)
{
  size_t done = 0;

  for (size_t l = 0; languages[l]; l++)
    for (size_t i = done; i < label->n; i++)
      if (strcmp (label->languages[i], languages[l]) == 0) {
        char *language = label->languages[i], *text = label->texts[i];
        label->languages[i] = label->languages[done];
        label->texts[i] = label->texts[done];
        label->languages[done] = language;
        label->texts[done++] = text;
        break;
      }
}

bool
label_read (struct label *label, const struct yaml_node *node, const char *what,
            char *const *languages, struct diag *diag)
{
  bool good = true;

  *label = (struct label){0};
  if (!node)
    return true;
  if (node->kind == YAML_SEQUENCE) {
    diag_add (diag, FIND_WRONG_TYPE, node->place,
              "%s is a list; write a text, or one for each language: {en: ..., es: ...}", what);
    return false;
  }
  if (node->kind == YAML_SCALAR) {
    if (!*node->text || yaml_is_null (node)) {
      diag_add (diag, FIND_BAD_VALUE, node->place, "%s is empty", what);
      return false;
    }
    label_add (label, languages && languages[0] ? languages[0] : "", node->text);
    return true;
  }
  good = read_texts (label, node, what, languages, diag);
  if (languages) {
    if (good)
      check_complete (label, node, what, languages, diag);
    sort_texts (label, languages);
  } else if (good && !label->n) {
    diag_add (diag, FIND_BAD_VALUE, node->place, "%s is empty", what);
    good = false;
  }
  return good;
}

bool
label_check_titles (const struct yaml_node *map, const char *noun, char *const *languages,
                    struct diag *diag)
{
  bool good = true;

  for (size_t i = 0; map && map->kind == YAML_MAPPING && i < map->n; i++) {
    const struct yaml_node *title = yaml_get (map->items[i], "title");
    g_autofree char *what = g_strdup_printf ("the title of %s\"%s\"", noun, map->keys[i]->text);
    struct label label;
    if (!title || title->kind != YAML_MAPPING)
      continue;
    good = label_read (&label, title, what, languages, diag) && good;
    label_clear (&label);
  }
  return good;
}

void
label_clear (struct label *label)
{
  for (size_t i = 0; i < label->n; i++) {
    g_free (label->languages[i]);
    g_free (label->texts[i]);
  }
  g_free (label->languages);
  g_free (label->texts);
  *label = (struct label){0};
}

const char *
label_in (const struct label *label, const char *language, const char *otherwise)
{
  for (size_t i = 0; language && i < label->n; i++)
    if (strcmp (label->languages[i], language) == 0)
      return label->texts[i];
  return label->n ? label->texts[0] : otherwise;
}

/* Characters that are not seen and come along when text is copied from web pages and word
   processors: soft hyphen, Mongolian vowel separator, zero-width spaces and joiners, marks of
   direction, word joiners, byte order mark.  First and last of each block. */
static const gunichar invisible[][2] = {
    {0x00AD, 0x00AD}, {0x180E, 0x180E}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x2066, 0x206F}, {0xFEFF, 0xFEFF},
};

static bool
is_invisible (gunichar c)
{
  for (size_t i = 0; i < G_N_ELEMENTS (invisible); i++)
    if (c >= invisible[i][0] && c <= invisible[i][1])
      return true;
  return false;
}

/* Folding case can undo a normal form, so that it is made twice (Unicode, section 3.13, D146:
   NFKC (toCasefold (NFKC (X)))); NFKC also turns a no-break space into a space. */
char *
label_normalise (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *first = NULL, *folded = NULL, *second = NULL;
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    if (!is_invisible (g_utf8_get_char (p)))
      g_string_append_unichar (seen, g_utf8_get_char (p));
  first = g_utf8_normalize (seen->str, -1, G_NORMALIZE_NFKC);
  folded = g_utf8_casefold (first, -1);
  second = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
  for (const char *p = second; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!g_unichar_isspace (c))
      g_string_append_unichar (out, c);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  }
  if (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
