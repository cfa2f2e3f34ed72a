#include <config.h>

#include "harmonise/change.h"

#include <string.h>

struct changes {
  GArray *list; /* struct change */
};

static void
change_clear (void *data)
{
  struct change *c = data;
  g_free (c->subject);
  g_free (c->what);
  g_free (c->old);
  g_free (c->new);
}

struct changes *
changes_new (void)
{
  struct changes *c = g_new (struct changes, 1);
  c->list = g_array_new (FALSE, FALSE, sizeof (struct change));
  g_array_set_clear_func (c->list, change_clear);
  return c;
}

void
changes_free (struct changes *c)
{
  g_array_free (c->list, TRUE);
  g_free (c);
}

size_t
changes_n (const struct changes *c)
{
  return c->list->len;
}

const struct change *
changes_at (const struct changes *c, size_t i)
{
  return &g_array_index (c->list, struct change, i);
}

size_t
changes_of_level (const struct changes *c, enum change_level level)
{
  size_t n = 0;
  for (size_t i = 0; i < changes_n (c); i++)
    n += changes_at (c, i)->level == level;
  return n;
}

size_t
changes_of_effect (const struct changes *c, enum change_effect effect)
{
  size_t n = 0;
  for (size_t i = 0; i < changes_n (c); i++)
    n += changes_at (c, i)->effect == effect;
  return n;
}

void
changes_add (struct changes *c, const struct change *change)
{
  struct change own = *change;
  own.subject = g_strdup (change->subject);
  own.what = g_strdup (change->what);
  own.old = g_strdup (change->old);
  own.new = g_strdup (change->new);
  g_array_append_val (c->list, own);
}

static bool
has (const struct changes *c, const struct change *wanted)
{
  for (size_t i = 0; i < changes_n (c); i++) {
    const struct change *own = changes_at (c, i);
    if (strcmp (own->subject, wanted->subject) == 0 && strcmp (own->what, wanted->what) == 0 &&
        g_strcmp0 (own->old, wanted->old) == 0 && g_strcmp0 (own->new, wanted->new) == 0)
      return true;
  }
  return false;
}

void
changes_add_variant (struct changes *into, const struct changes *from, const char *name)
{
  for (size_t i = 0; i < changes_n (from); i++) {
    struct change c = *changes_at (from, i);
    g_autofree char *what = g_strdup_printf ("%s: %s", name, c.what);
    if (has (into, &c))
      continue;
    c.what = what;
    changes_add (into, &c);
  }
}

const char *
change_level_name (enum change_level level)
{
  static const char *const names[] = {[CHANGE_MEANING] = "meaning", [CHANGE_WORDING] = "wording"};
  return names[level];
}

const char *
change_effect_name (enum change_effect effect)
{
  static const char *const names[] = {
      [EFFECT_NONE] = "", [EFFECT_CHECK] = "check", [EFFECT_BREAK] = "break"};
  return names[effect];
}
