#include <config.h>

#include "model/agerange.h"

#include "model/field.h"

#include <math.h>

static const char *const keys[] = {"variable", "range", NULL};
static const char usual[] = "age";

static void
read_range (struct age_range *ages, const struct yaml_node *node, struct diag *diag)
{
  double lo, hi;

  if (!node || !yaml_range (node, "`ages`", &lo, &hi, diag))
    return;
  if (!(lo >= 0) || !(hi <= AGE_MOST) || lo > hi || lo != floor (lo) || hi != floor (hi)) {
    diag_add (diag, FIND_BAD_VALUE, node->place,
              "`ages` is %s, but must go from one whole year of age to another, both between 0 and "
              "%d; write 12..17",
              node->text, AGE_MOST);
    return;
  }
  ages->there = true;
  ages->lo = (long)lo;
  ages->hi = (long)hi;
  ages->place = node->place;
}

void
age_range_read (struct age_range *ages, const struct yaml_node *node, struct diag *diag)
{
  *ages = (struct age_range){0};
  if (!node)
    return;
  ages->place = ages->variable_place = node->place;
  if (node->kind == YAML_MAPPING) {
    yaml_check_keys (node, "`ages`", keys, diag);
    if ((ages->variable = field_text (node, "variable", diag)))
      ages->variable_place = yaml_get (node, "variable")->text_place;
    read_range (ages, yaml_need (node, "`ages`", "range", diag), diag);
  } else
    read_range (ages, node, diag);
  if (!ages->variable)
    ages->variable = g_strdup (usual);
}

void
age_range_clear (struct age_range *ages)
{
  g_free (ages->variable);
  *ages = (struct age_range){0};
}
