#include <config.h>

#include "model/preset.h"

#include "base/diag.h"
#include "model/label.h"

#include <string.h>

/* XLSForm's metadata and what the servers add: who sent a form, from which device, where. */
static const char *const form_identifiers[] = {
    "deviceid",    "phonenumber",    "simserial",      "subscriberid",  "username",
    "email",       "submittername",  "latitude",       "longitude",     "*_latitude",
    "*_longitude", "*_geolocation*", "start-geopoint", "_submitted_by", NULL};
static const char *const lime_identifiers[] = {"firstname", "lastname", "email", "ipaddr", NULL};
static const char *const lime_pseudonyms[] = {"token", NULL};
static const char *const qualtrics_identifiers[] = {"ipaddress",
                                                    "recipientemail",
                                                    "recipientfirstname",
                                                    "recipientlastname",
                                                    "locationlatitude",
                                                    "locationlongitude",
                                                    "externaldatareference",
                                                    "externalreference",
                                                    NULL};
static const char *const monkey_identifiers[] = {"ip address", "email address", "first name",
                                                 "last name", NULL};
static const char *const rapidpro_identifiers[] = {"contact name", "urn value",    "anon value",
                                                   "urn:*",        "submitted by", NULL};
static const char *const rapidpro_pseudonyms[] = {"contact uuid", NULL};
static const char *const spss_missing[] = {".", "#NULL!", NULL};

/* Sources: the tools' own export code and manuals.  What could not be confirmed there, such as
   Qualtrics's -99 for what was seen and not answered, is not in the table: it stays a value that a
   rule must name. */
static const struct preset presets[] = {
    {.name = "kobo",
     .tool = "KoboToolbox, CSV with XML values and headers",
     .delimiter = ';',
     .decimal = '.',
     .header_rows = 1,
     .names_row = 1,
     .group = '/',
     .split = " ",
     .identifiers = form_identifiers},
    {.name = "odk",
     .tool = "ODK Central, CSV with select-multiple choices split",
     .delimiter = ',',
     .decimal = '.',
     .header_rows = 1,
     .names_row = 1,
     .group = '-',
     .split = " ",
     .gate = GATE_JOINED,
     .identifiers = form_identifiers},
    {.name = "limesurvey",
     .tool = "LimeSurvey, CSV with question codes and answer codes",
     .decimal = '.',
     .header_rows = 1,
     .names_row = 1,
     .gate = GATE_SIBLINGS,
     .unmask = true,
     .identifiers = lime_identifiers,
     .pseudonyms = lime_pseudonyms},
    {.name = "qualtrics",
     .tool = "Qualtrics, CSV or TSV with numeric values",
     .decimal = '.',
     .header_rows = 3,
     .names_row = 1,
     .split = ",",
     .identifiers = qualtrics_identifiers},
    {.name = "surveymonkey",
     .tool = "SurveyMonkey, CSV with a column for each choice",
     .delimiter = ',',
     .decimal = '.',
     .header_rows = 2,
     .names_row = 1,
     .names_joined = true,
     .gate = GATE_SIBLINGS,
     .identifiers = monkey_identifiers},
    {.name = "rapidpro",
     .tool = "RapidPro, TextIt or U-Report, the sheet Runs saved as CSV",
     .decimal = '.',
     .header_rows = 1,
     .names_row = 1,
     .unmask = true,
     .opt_in = true,
     .identifiers = rapidpro_identifiers,
     .pseudonyms = rapidpro_pseudonyms},
    {.name = "spss-csv",
     .tool = "SPSS or PSPP, saved as CSV",
     .decimal = '.',
     .decimal_follows = true,
     .header_rows = 1,
     .names_row = 1,
     .missing = spss_missing},
    {.name = "cetic",
     .tool = "Cetic.br, microdata of ICT Kids Online Brazil",
     .delimiter = ';',
     .decimal = ',',
     .header_rows = 1,
     .names_row = 1},
};
enum { N_PRESETS = G_N_ELEMENTS (presets) };

const struct preset *
preset_find (const char *name)
{
  for (size_t i = 0; i < N_PRESETS; i++)
    if (strcmp (presets[i].name, name) == 0)
      return &presets[i];
  return NULL;
}

const char *
preset_near (const char *name)
{
  const char *names[N_PRESETS];

  for (size_t i = 0; i < N_PRESETS; i++)
    names[i] = presets[i].name;
  return diag_nearest (name, names, N_PRESETS);
}

char *
preset_names (void)
{
  GString *names = g_string_new (NULL);

  for (size_t i = 0; i < N_PRESETS; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", presets[i].name);
  return g_string_free (names, FALSE);
}

static bool
is_among (const char *const *patterns, const char *name)
{
  for (size_t i = 0; patterns && patterns[i]; i++)
    if (g_pattern_match_simple (patterns[i], name))
      return true;
  return false;
}

enum column_privacy
preset_identifier (const struct preset *preset, const char *column)
{
  g_autofree char *normal = preset ? label_normalise (column) : NULL;
  const char *last = preset && preset->group ? strrchr (normal, preset->group) : NULL;

  if (!preset)
    return COLUMN_FREE;
  if (is_among (preset->identifiers, normal) || (last && is_among (preset->identifiers, last + 1)))
    return COLUMN_IDENTIFIER;
  return is_among (preset->pseudonyms, normal) ? COLUMN_PSEUDONYM : COLUMN_FREE;
}

/* The bracket that the last one closes: an option may have brackets of its own. */
static size_t
before_bracket (const char *column)
{
  size_t n = strlen (column), depth = 0;

  if (n < 2 || column[n - 1] != ']')
    return 0;
  while (n-- > 0) {
    depth += column[n] == ']';
    if (column[n] == '[' && --depth == 0)
      return n;
  }
  return 0;
}

size_t
preset_question (const struct preset *preset, const char *column)
{
  const char *slash = strchr (column, '/');

  if (!preset || preset->gate == GATE_NONE)
    return 0;
  if (preset->gate == GATE_SIBLINGS)
    return before_bracket (column);
  return slash ? (size_t)(slash - column) : 0;
}
