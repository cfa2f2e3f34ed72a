#include <config.h>

#include "model-cases.h"
#include "model/country.h"
#include "model/filekind.h"
#include "model/label.h"

/* Texts that compare as the same stand in one row with what they become. */
static const struct {
  const char *text, *normal;
} normal_forms[] = {
    {"", ""},
    {"   ", ""},
    {"Girl", "girl"},
    {"  Not   at\tall\r\n", "not at all"},
    {"\xC2\xA0No\xC2\xA0\xC2\xA0s\xC3\xA9\xE2\x80\x83", "no s\xC3\xA9"}, /* no-break, em space */
    {"NIN\xCC\x83"
     "A",
     "ni\xC3\xB1"
     "a"}, /* N and a tilde */
    {"NI\xC3\x91"
     "A",
     "ni\xC3\xB1"
     "a"},
    {"Stra\xC3\x9F"
     "e",
     "strasse"},
    {"\xEF\xBC\xA1\xEF\xBC\x91", "a1"}, /* full width */
    {"\xEF\xAC\x81sh", "fish"},         /* fi as one letter */
    {"\xCE\xA3\xCE\xAF\xCE\xB3\xCE\xBF\xCF\x85\xCF\x82",
     "\xCF\x83\xCE\xAF\xCE\xB3\xCE\xBF\xCF\x85\xCF\x83"}, /* final sigma */
    {"\xEF\xBB\xBFy\xE2\x80\x8B"
     "e\xC2\xAD"
     "s\xE2\x80\x8F",
     "yes"}, /* what is not seen */
    {"\xE2\x80\x8B \xE2\x80\x8B", ""},
    {"a\xFF"
     "b",
     "a\xEF\xBF\xBD"
     "b"}, /* not UTF-8 */
};

static void
normalising (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (normal_forms); i++) {
    g_autofree char *once = label_normalise (normal_forms[i].text);
    g_autofree char *twice = label_normalise (once);
    CHECK (u, strcmp (once, normal_forms[i].normal) == 0);
    CHECK (u, strcmp (twice, once) == 0);
  }
}

/* `x: LABEL` read in the languages of the list (ended by "", none: any). */
static const struct {
  const char *label, *languages, *findings, *texts;
} labels[] = {
    {"Girl", "en es", "", "en=Girl"},
    {"Girl", "", "", "=Girl"},
    {"''", "en", "1:4: L is empty [bad-value]", ""},
    {"~", "en", "1:4: L is empty [bad-value]", ""},
    {"'~'", "en", "", "en=~"},
    {"No", "en", "", "en=No"},
    {"{es: Chica, en: Girl}", "en es", "", "en=Girl es=Chica"},
    {"{es: Chica, en: Girl}", "", "", "es=Chica en=Girl"},
    {"{es: Chica}", "en es fr", "1:4: L has no text in en, fr [no-language]", "es=Chica"},
    {"{en: Girl, es: , fr: ''}", "en es fr", "1:4: L has no text in es, fr [no-language]",
     "en=Girl"},
    {"{}", "en", "1:4: L has no text in en [no-language]", ""},
    {"{}", "", "1:4: L is empty [bad-value]", ""},
    {"{en: Girl, sp: Chica}", "en es",
     "1:15: L has a text in \"sp\", which is not one of the languages (en, es) [unknown-key]",
     "en=Girl"},
    {"{en: Girl, Spanish: Chica}", "",
     "1:15: L: \"Spanish\" is not a language; write a code such as en, es or pt-BR [unknown-key]",
     "en=Girl"},
    {"{en: {a: b}, pt-BR: Menina}", "",
     "1:9: L must be one value, not a mapping (lines of \"key: value\") [wrong-type]",
     "pt-BR=Menina"},
    {"[Girl]", "en",
     "1:4: L is a list; write a text, or one for each language: {en: ..., es: ...} [wrong-type]",
     ""},
};

static void
reading (struct unit *u)
{
  for (size_t i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *text = g_strconcat ("x: ", labels[i].label, "\n", NULL);
    g_auto (GStrv) languages =
        *labels[i].languages ? g_strsplit (labels[i].languages, " ", -1) : NULL;
    g_autoptr (GString) texts = g_string_new (NULL);
    struct diag *d = diag_new ();
    struct yaml_doc *doc = yaml_parse (source_from_text ("x", text, strlen (text), d), d);
    struct label label;
    bool good = label_read (&label, yaml_get (doc->root, "x"), "L", languages, d);

    for (size_t k = 0; k < label.n; k++)
      g_string_append_printf (texts, "%s%s=%s", k > 0 ? " " : "", label.languages[k],
                              label.texts[k]);
    spec_check (u, d, text, labels[i].findings);
    CHECK (u, strcmp (texts->str, labels[i].texts) == 0);
    CHECK (u, good == (diag_count (d, SEVERITY_ERROR) == 0));
    label_clear (&label);
    CHECK (u, label.n == 0);
    yaml_free (doc);
    diag_free (d);
  }
}

static void
choosing (struct unit *u)
{
  struct label label = {0};

  CHECK (u, label_in (&label, NULL, NULL) == NULL);
  CHECK (u, strcmp (label_in (&label, "en", "girl"), "girl") == 0);
  label_add (&label, "es", "Chica");
  label_add (&label, "en", "Girl");
  CHECK (u, strcmp (label_in (&label, "en", "-"), "Girl") == 0);
  CHECK (u, strcmp (label_in (&label, "fr", "-"), "Chica") == 0);
  CHECK (u, strcmp (label_in (&label, NULL, "-"), "Chica") == 0);
  CHECK (u, label_has (&label, "es") && !label_has (&label, "fr"));
  label_clear (&label);
}

static void
languages (struct unit *u)
{
  static const char *const good[] = {"en", "pt-BR", "sr-Latn-RS", "haw", "es-419"};
  static const char *const bad[] = {"",      "e",    "EN",     "english", "en-",
                                    "en_GB", "en-a", "en--GB", "é"};

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    CHECK (u, label_language_valid (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    CHECK (u, !label_language_valid (bad[i]));
}

static void
countries (struct unit *u)
{
  static const char *const bad[] = {"", "bra", "BR", "BRAZ", "Brazil", "YUG", "ZAR", "TMP", "ANT"};
  static const struct {
    const char *text, *code;
  } near[] = {
      {"bra", "BRA"},
      {"br", "BRA"},
      {"GB", "GBR"},
      {"Philippines", "PHL"},
      {"KOSOVO", "XKX"},
      {"XK", "XKX"},
      {"c\xC3\xB4te d'ivoire", "CIV"},
      {"Republic of Nowhere", NULL},
  };
  int n = 0;

  for (char code[4] = "AAA"; code[0] <= 'Z'; code[0]++)
    for (code[1] = 'A'; code[1] <= 'Z'; code[1]++)
      for (code[2] = 'A'; code[2] <= 'Z'; code[2]++)
        n += country_known (code);
  CHECK (u, n == 249 + 1); /* ISO 3166-1 as of 2024, and Kosovo */
  CHECK (u, country_known ("PHL") && country_known ("SSD") && country_known ("XKX"));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    CHECK (u, !country_known (bad[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (near); i++)
    CHECK (u, g_strcmp0 (country_near (near[i].text), near[i].code) == 0);
}

/* A file with a misspelt key is still known for what it is. */
static void
kinds (struct unit *u)
{
  static const struct {
    const char *text;
    enum file_kind kind;
  } table[] = {
      {"codebook: c\nvariables: {}\n", FILE_CODEBOOK},
      {"codebook: c\nvariabels: {}\n", FILE_CODEBOOK},
      {"variables: {}\n", FILE_CODEBOOK},
      {"survey: s\ncodebook: c\n", FILE_SURVEY},
      {"codebook: c\ncrosswalk: {}\n", FILE_SURVEY},
      {"codebook: c\nindicators: {}\n", FILE_PLAN},
      {"study: s\ncodebook: c\nindicators: p\nsurveys: []\n", FILE_STUDY},
      {"codebook: c\nindicators: p\nsurveys: []\n", FILE_STUDY},
      {"a: b\n", FILE_UNKNOWN},
      {"survey\n", FILE_UNKNOWN},
      {"[survey]\n", FILE_UNKNOWN},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    struct diag *d = diag_new ();
    struct source *source = source_from_text ("x", table[i].text, strlen (table[i].text), d);
    struct yaml_doc *doc = yaml_parse (source, d);
    CHECK (u, file_kind_of (doc->root) == table[i].kind);
    yaml_free (doc);
    diag_free (d);
  }
  CHECK (u, file_kind_of (NULL) == FILE_UNKNOWN);
  CHECK (u, strcmp (file_kind_name (FILE_PLAN), "an indicator plan") == 0);
}

int
main (void)
{
  struct unit u = {0};

  normalising (&u);
  reading (&u);
  choosing (&u);
  languages (&u);
  countries (&u);
  kinds (&u);
  return unit_report (&u);
}
