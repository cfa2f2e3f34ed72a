#include <config.h>

#include "harmonise/change.h"

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
changes_of_class (const struct changes *c, enum change_class class)
{
  size_t n = 0;
  for (size_t i = 0; i < changes_n (c); i++)
    n += changes_at (c, i)->class == class;
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

const char *change_class_name (enum change_class class)
{
  static const char *const names[] = {[CHANGE_MEANING] = "meaning", [CHANGE_WORDING] = "wording"};
  return names[class];
}

const char *
change_effect_name (enum change_effect effect)
{
  static const char *const names[] = {
      [EFFECT_NONE] = "", [EFFECT_CHECK] = "check", [EFFECT_BREAK] = "break"};
  return names[effect];
}
