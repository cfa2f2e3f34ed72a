/* Columns that say who a child is, or where it lives, whatever tool wrote the file: their cells are
   not looked at, and no draft names one of their values. */
#include <config.h>

#include "suggest/guess.h"

#include "model/preset.h"

#include <string.h>

/* Whole plain names, and last words of them. */
static const char *const whole[] = {"name",      "nome",    "nombre",       "nom",       "ip",
                                    "gps",       "address", "endereco",     "direccion", "adresse",
                                    "email",     "e mail",  "mail",         "telefone",  "telefono",
                                    "telephone", "celular", "phone number", NULL};
static const char *const words[] = {"surname",
                                    "lastname",
                                    "firstname",
                                    "apellido",
                                    "apellidos",
                                    "sobrenome",
                                    "prenom",
                                    "latitude",
                                    "longitude",
                                    "geolocation",
                                    "geopoint",
                                    "email address",
                                    "last name",
                                    "first name",
                                    "ip address",
                                    "phone number",
                                    "nome completo",
                                    "full name",
                                    "nombre completo",
                                    "recipient last name",
                                    NULL};

static bool
is_of_a_tool (const char *name)
{
  g_autofree char *names = preset_names ();
  g_auto (GStrv) presets = g_strsplit (names, ",", -1);
  for (char **p = presets; *p; p++)
    if (preset_identifier (preset_find (g_strstrip (*p)), name) == COLUMN_IDENTIFIER)
      return true;
  return false;
}

bool
suggest_identifies (const char *name)
{
  g_autofree char *plain = similar_plain (name, true);
  g_autofree char *padded = g_strconcat (" ", plain, " ", NULL);

  if (g_strv_contains (whole, plain) || is_of_a_tool (name))
    return true;
  for (const char *const *w = words; *w; w++) {
    g_autofree char *word = g_strconcat (" ", *w, " ", NULL);
    if (strstr (padded, word))
      return true;
  }
  return false;
}
