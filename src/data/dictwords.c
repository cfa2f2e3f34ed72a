#include <config.h>

#include "data/dictwords.h"

#include "model/label.h"

#include <string.h>

/* In lower case, without accents; `_', `-' and `.' are blanks. */
static const struct {
  const char *heading;
  enum dict_role role;
} headings[] = {
    {"variable", ROLE_VARIABLE},
    {"variables", ROLE_VARIABLE},
    {"variable name", ROLE_VARIABLE},
    {"name", ROLE_VARIABLE},
    {"var", ROLE_VARIABLE},
    {"varname", ROLE_VARIABLE},
    {"column", ROLE_VARIABLE},
    {"column name", ROLE_VARIABLE},
    {"field", ROLE_VARIABLE},
    {"item", ROLE_VARIABLE},
    {"variavel", ROLE_VARIABLE},
    {"variaveis", ROLE_VARIABLE},
    {"nome", ROLE_VARIABLE},
    {"nome da variavel", ROLE_VARIABLE},
    {"codigo da variavel", ROLE_VARIABLE},
    {"coluna", ROLE_VARIABLE},
    {"campo", ROLE_VARIABLE},
    {"nombre", ROLE_VARIABLE},
    {"nombre de la variable", ROLE_VARIABLE},
    {"nombre variable", ROLE_VARIABLE},
    {"columna", ROLE_VARIABLE},
    {"nom", ROLE_VARIABLE},
    {"nom de la variable", ROLE_VARIABLE},
    {"colonne", ROLE_VARIABLE},
    {"champ", ROLE_VARIABLE},

    {"value", ROLE_CODE},
    {"values", ROLE_CODE},
    {"value labels", ROLE_CODE},
    {"code", ROLE_CODE},
    {"codes", ROLE_CODE},
    {"categories", ROLE_CODE},
    {"responses", ROLE_CODE},
    {"options", ROLE_CODE},
    {"choices", ROLE_CODE},
    {"valor", ROLE_CODE},
    {"valores", ROLE_CODE},
    {"codigo", ROLE_CODE},
    {"codigos", ROLE_CODE},
    {"categoria", ROLE_CODE},
    {"categorias", ROLE_CODE},
    {"alternativas", ROLE_CODE},
    {"opcoes", ROLE_CODE},
    {"opcoes de resposta", ROLE_CODE},
    {"respostas", ROLE_CODE},
    {"codigos das respostas", ROLE_CODE},
    {"opciones", ROLE_CODE},
    {"opciones de respuesta", ROLE_CODE},
    {"respuestas", ROLE_CODE},
    {"valeur", ROLE_CODE},
    {"valeurs", ROLE_CODE},
    {"modalites", ROLE_CODE},
    {"reponses", ROLE_CODE},

    {"label", ROLE_LABEL},
    {"value label", ROLE_LABEL},
    {"code label", ROLE_LABEL},
    {"meaning", ROLE_LABEL},
    {"rotulo", ROLE_LABEL},
    {"rotulos", ROLE_LABEL},
    {"rotulo do valor", ROLE_LABEL},
    {"rotulo do codigo", ROLE_LABEL},
    {"significado", ROLE_LABEL},
    {"etiqueta", ROLE_LABEL},
    {"etiquetas", ROLE_LABEL},
    {"etiqueta de valor", ROLE_LABEL},
    {"etiqueta del valor", ROLE_LABEL},
    {"libelle", ROLE_LABEL},
    {"libelles", ROLE_LABEL},
    {"etiquette", ROLE_LABEL},
    {"signification", ROLE_LABEL},

    {"question", ROLE_QUESTION},
    {"question text", ROLE_QUESTION},
    {"text", ROLE_QUESTION},
    {"texto", ROLE_QUESTION},
    {"texte", ROLE_QUESTION},
    {"variable label", ROLE_QUESTION},
    {"description", ROLE_QUESTION},
    {"pergunta", ROLE_QUESTION},
    {"texto da pergunta", ROLE_QUESTION},
    {"descricao", ROLE_QUESTION},
    {"descricao da variavel", ROLE_QUESTION},
    {"rotulo da variavel", ROLE_QUESTION},
    {"pregunta", ROLE_QUESTION},
    {"texto de la pregunta", ROLE_QUESTION},
    {"descripcion", ROLE_QUESTION},
    {"descripcion de la variable", ROLE_QUESTION},
    {"etiqueta de la variable", ROLE_QUESTION},
    {"libelle de la variable", ROLE_QUESTION},
    {"intitule", ROLE_QUESTION},

    {"missing", ROLE_MISSING},
    {"missing values", ROLE_MISSING},
    {"missing value", ROLE_MISSING},
    {"user missing", ROLE_MISSING},
    {"ausente", ROLE_MISSING},
    {"ausentes", ROLE_MISSING},
    {"valores ausentes", ROLE_MISSING},
    {"omisso", ROLE_MISSING},
    {"omissos", ROLE_MISSING},
    {"perdido", ROLE_MISSING},
    {"perdidos", ROLE_MISSING},
    {"valores perdidos", ROLE_MISSING},
    {"faltante", ROLE_MISSING},
    {"faltantes", ROLE_MISSING},
    {"manquant", ROLE_MISSING},
    {"manquants", ROLE_MISSING},
    {"valeurs manquantes", ROLE_MISSING},
};

/* In lower case, without accents, words parted by one blank; g_free. */
static char *
plain (const char *text)
{
  g_autofree char *normal = label_normalise (text);
  g_autofree char *ascii = g_str_to_ascii (normal, "C");
  return label_normalise (g_strdelimit (ascii, "_-.:*", ' '));
}

enum dict_role
dict_role_of (const char *heading)
{
  g_autofree char *text = plain (heading);
  for (size_t i = 0; i < G_N_ELEMENTS (headings); i++)
    if (strcmp (headings[i].heading, text) == 0)
      return headings[i].role;
  return N_ROLES;
}

bool
dict_is_yes (const char *word)
{
  static const char *const words[] = {"yes", "y", "1",  "x",   "true", "t",
                                      "sim", "s", "si", "oui", "o",    "missing"};
  g_autofree char *text = plain (word);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], text) == 0)
      return true;
  return false;
}
