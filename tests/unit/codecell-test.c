/* Cells of dictionaries: pairs of a code and a label, ranges of names, headings. */
#include <config.h>

#include "data/codecell.h"
#include "data/dictwords.h"
#include "unit.h"

#include <string.h>

/* CELL is read as PAIRS, "code=label" joined by "|". */
static const struct {
  const char *cell, *pairs;
} cells[] = {
    {"", ""},
    {"Texto livre", ""},
    {"1 = \"Sim\"\n0 = \"N\xC3\xA3o\"", "1=Sim|0=N\xC3\xA3o"},
    {"1=Sim\r\n0=N\xC3\xA3o\r\n", "1=Sim|0=N\xC3\xA3o"},
    {"1 \"Sim\"\n2 \xE2\x80\x9CN\xC3\xA3o\xE2\x80\x9D", "1=Sim|2=N\xC3\xA3o"},
    {"1 - Sim\n2: N\xC3\xA3o\n97) NS\n98. NR\n99 \xE2\x80\x93 NA",
     "1=Sim|2=N\xC3\xA3o|97=NS|98=NR|99=NA"},
    {"1=Sim; 2=N\xC3\xA3o | 97=NS", "1=Sim|2=N\xC3\xA3o|97=NS"},
    {"1=Sim; s\xC3\xB3 \xC3\xA0s vezes", "1=Sim; s\xC3\xB3 \xC3\xA0s vezes"},
    {"-9 = Recusou\n+1 = x\n1.5 = y\n1,5 : z", "-9=Recusou|+1=x|1.5=y|1,5=z"},
    {"M='Menino'\nF=\xC2\xAB"
     "Menina\xC2\xBB",
     "M=Menino|F=Menina"},
    {"Soma dos itens = total\n3=", ""},
    {"1 = a = b", "1=a = b"},
    {"10-12 anos\n2018-01-01", ""},
    {"= x\n \"x\"", ""},
};

static const struct {
  const char *cell, *names;
} ranges[] = {
    {"rep1 a rep3", "rep1|rep2|rep3"},
    {"rep1..rep3", "rep1|rep2|rep3"},
    {"SRWGT08 to SRWGT11", "SRWGT08|SRWGT09|SRWGT10|SRWGT11"},
    {"q9 \xC3\xA0 Q10", "q9|q10"},
    {"p1 at\xC3\xA9 p1", "p1"},
    {"p3 - p1", "p3 - p1"},
    {"a1 a b2", "a1 a b2"},
    {"Q1_a", "Q1_a"},
    {"x1..x99999999999", "x1..x99999999999"},
    {"x1 to x20000", "x1 to x20000"},
    {"to", "to"},
};

static const struct {
  const char *heading;
  enum dict_role role;
} headings[] = {{"Variable", ROLE_VARIABLE},
                {"VARI\xC3\x81VEL", ROLE_VARIABLE},
                {"nome_da_vari\xC3\xA1vel", ROLE_VARIABLE},
                {"  Column name ", ROLE_VARIABLE},
                {"C\xC3\xB3"
                 "digos",
                 ROLE_CODE},
                {"Modalit\xC3\xA9s", ROLE_CODE},
                {"value.label", ROLE_LABEL},
                {"Libell\xC3\xA9", ROLE_LABEL},
                {"Descripci\xC3\xB3n", ROLE_QUESTION},
                {"Missing?", N_ROLES},
                {"Valores perdidos", ROLE_MISSING},
                {"", N_ROLES}};

static char *
join (GArray *pairs)
{
  GString *s = g_string_new (NULL);
  for (guint i = 0; i < pairs->len; i++) {
    const struct codepair *p = &g_array_index (pairs, struct codepair, i);
    g_string_append_printf (s, "%s%s=%s", i > 0 ? "|" : "", p->code, p->label);
  }
  g_array_free (pairs, TRUE);
  return g_string_free (s, FALSE);
}

static void
check (struct unit *u, const char *cell, const char *got, const char *expected)
{
  CHECK (u, strcmp (got, expected) == 0);
  if (strcmp (got, expected) != 0)
    fprintf (stderr, "\"%s\" gives \"%s\", not \"%s\"\n", cell, got, expected);
}

int
main (void)
{
  struct unit u = {0};
  for (size_t i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autofree char *got = join (codecell_pairs (cells[i].cell));
    check (&u, cells[i].cell, got, cells[i].pairs);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (ranges); i++) {
    g_auto (GStrv) names = codecell_names (ranges[i].cell);
    g_autofree char *got = g_strjoinv ("|", names);
    check (&u, ranges[i].cell, got, ranges[i].names);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (headings); i++)
    CHECK (&u, dict_role_of (headings[i].heading) == headings[i].role);
  CHECK (&u, dict_is_yes ("Sim") && dict_is_yes ("X") && !dict_is_yes ("") && !dict_is_yes ("no"));
  return unit_report (&u);
}
