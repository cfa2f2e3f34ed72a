/* Which encoding a file is in: sentences of many languages, written in every encoding that is
   thought of, must come out as they were. */
#include <config.h>

#include "data/encoding.h"

#include "unit.h"

#include <glib.h>
#include <string.h>

static const char *const sentences[] = {
    "região,educação;São Paulo;não sabe;três vezes por mês;até 2 salários mínimos;avó;Goiás\n",
    "REGIÃO;NÃO;EDUCAÇÃO;MÃE;AVÓ;TRÊS\n",
    "não\n",
    "maçã\n",
    "¿Con qué frecuencia usás internet?;niño;niña;mamá;papá;rara vez;más de una vez al día\n",
    "NIÑO;NIÑA;DÍA;MAMÁ\n",
    "niño\n",
    "l’école;« très souvent »;à la maison;ça dépend;garçon;élève;où;Noël;jamais – ou presque\n",
    "ÉCOLE;GARÇON;À LA MAISON;FRANÇAIS\n",
    "l’élève\n",
    "Mädchen;Junge;häufig;täglich;„nie“;Straße;Übung;Öffentlich;größer;weiß nicht\n",
    "però;perché;così;più;città;è vero;Università;non so\n",
    "col·legi;germà;això;música;què;força;plaça\n",
    "pige;dreng;på mobilen;både;ofte – næsten altid;sjældent;økse;Århus\n",
    "tyttö;poika;äiti;isä;päivittäin;Ääni\n",
    "“olá”\n",
    "O João disse “às vezes”… e foi-se embora\n",
    "nº 1;1º;2ª;23° C\n",
    "São\u00A0Paulo;12\u00A0anos\n",
};

/* TEXT in ENCODING, or NULL when it has not all of the characters. */
static char *
encode (const char *text, const char *encoding, size_t *len)
{
  return g_convert (text, -1, encoding, "UTF-8", NULL, len, NULL);
}

static struct encoding
choose (const char *bytes, size_t len, bool whole)
{
  size_t from = encoding_ascii (bytes, len);
  return encoding_choose (bytes + from, len - from, from > 0 ? bytes[from - 1] : '\n', whole);
}

static size_t
check_languages (struct unit *u)
{
  static const char *const encodings[] = {"UTF-8",       "windows-1252", "ISO-8859-1",
                                          "ISO-8859-15", "CP850",        "MACINTOSH"};
  size_t tried = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (sentences); i++)
    for (size_t k = 0; k < G_N_ELEMENTS (encodings); k++) {
      size_t len = 0;
      g_autofree char *bytes = encode (sentences[i], encodings[k], &len);
      if (!bytes)
        continue;
      struct encoding chosen = choose (bytes, len, true);
      g_autofree char *back =
          g_convert (bytes, (gssize)len, "UTF-8", chosen.name, NULL, NULL, NULL);
      bool same = back && strcmp (back, sentences[i]) == 0 && !chosen.foreign;
      tried++;
      CHECK (u, same);
      if (!same)
        fprintf (stderr, "%s as %s: %s in place of %s", encodings[k], chosen.name,
                 back ? back : "nothing\n", sentences[i]);
    }
  return tried;
}

static void
check_name (struct unit *u, const char *bytes, const char *name, bool foreign)
{
  struct encoding chosen = choose (bytes, strlen (bytes), true);
  bool same = strcmp (chosen.name, name) == 0 && chosen.foreign == foreign;
  CHECK (u, same);
  if (!same)
    fprintf (stderr, "%s: %s%s\n", name, chosen.name, chosen.foreign ? ", foreign" : "");
}

/* What decides between two that are nearly the same, and what is none of them. */
static void
check_names (struct unit *u)
{
  check_name (u, "12 \xA4", "ISO-8859-15", false); /* the euro sign */
  check_name (u, "12 \x80", "windows-1252", false);
  check_name (u, "caf\xE9 12 \xA4", "ISO-8859-15", false);
  check_name (u,
              "l\xB4"
              "eau",
              "windows-1252", false);
  check_name (u, "s\xBDur", "ISO-8859-15", false);
  check_name (u, "1 \xBD", "windows-1252", false);
  check_name (u, "\xE9", "windows-1252", false);
  check_name (u, "\xC2\xEE\xE7\xF0\xE0\xF1\xF2;\xCF\xEE\xEB", "windows-1252", true); /* Cyrillic */
  /* UTF-8 with a few bad bytes stays UTF-8; with more bad ones than good ones it is none. */
  check_name (u, "caf\xC3\xA9 caf\xC3\xA9 caf\xE9 ", "UTF-8", false);
  check_name (u, "caf\xC3\xA9 caf\xE9 ", "windows-1252", false);
  check_name (u, "caf\xC3", "windows-1252", false); /* cut off by the end of the file */
  CHECK (u, strcmp (choose ("caf\xC3", 4, false).name, "UTF-8") == 0);
}

static const char *
start (const char *text, const char *encoding, size_t cut)
{
  size_t len;
  g_autofree char *bytes = encode (text, encoding, &len);
  return encoding_of_start (bytes, len - cut);
}

static void
check_starts (struct unit *u)
{
  static const char *const texts[] = {
      "id,weight,age\n1,1.5,9\n", "\"Número\";\"Peso\"\r\n1;1,5\r\n",
      "Возраст;Пол\n9;1\n",       "编号,权重,年龄\n1,1,9\n",
      "ηλικία;φύλο;βάρος\n",
  };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    for (size_t cut = 0; cut < 2; cut++) {
      CHECK (u, g_strcmp0 (start (texts[i], "UTF-16LE", cut), "UTF-16LE") == 0);
      CHECK (u, g_strcmp0 (start (texts[i], "UTF-16BE", cut), "UTF-16BE") == 0);
    }
    CHECK (u, !start (texts[i], "UTF-8", 0));
    CHECK (u, !start (texts[i], "UTF-32LE", 0));
    CHECK (u, !start (texts[i], "UTF-32BE", 0));
  }
  CHECK (u, !encoding_of_start ("a,b\n1,x\0y\n2,3\n", 13));
  CHECK (u, !encoding_of_start ("a\0", 2));
  CHECK (u, !encoding_of_start ("", 0));
  CHECK (u, !encoding_of_start ("\0\0\0\0\0\0", 6));
}

static void
check_ascii (struct unit *u)
{
  enum { LONGEST = 100 };
  char text[LONGEST];
  memset (text, 'x', sizeof text);
  for (size_t len = 0; len <= LONGEST; len++) {
    CHECK (u, encoding_ascii (text, len) == len);
    for (size_t at = 0; at < len; at++) {
      text[at] = (char)(0x80 + at);
      CHECK (u, encoding_ascii (text, len) == at);
      text[at] = 'x';
    }
  }
}

int
main (void)
{
  struct unit u = {0};
  size_t tried = check_languages (&u);
  CHECK (&u, tried > 4 * G_N_ELEMENTS (sentences));
  check_names (&u);
  check_starts (&u);
  check_ascii (&u);
  return unit_report (&u);
}
