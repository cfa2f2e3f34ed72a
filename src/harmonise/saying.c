#include <config.h>

#include "harmonise/saying.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { EN, ES, FR, PT, N_LANGUAGES };
static const char *const languages[N_LANGUAGES] = {"en", "es", "fr", "pt"};

/* clang-format off */
static const char *const sayings[N_SAYINGS][N_LANGUAGES] = {
  [SAYING_RULE_AT] = {
    "The rule stands in {1}, line {2}.",
    "La regla está en {1}, línea {2}.",
    "La règle se trouve dans {1}, ligne {2}.",
    "A regra está em {1}, linha {2}." },

  [SAYING_FROM_COLUMN] = {
    "It comes from the column \"{1}\".",
    "Viene de la columna \"{1}\".",
    "Elle vient de la colonne \"{1}\".",
    "Vem da coluna \"{1}\"." },
  [SAYING_FROM_COLUMNS] = {
    "It comes from the first of the columns {1} that is not empty.",
    "Viene de la primera de las columnas {1} que no está vacía.",
    "Elle vient de la première des colonnes {1} qui n'est pas vide.",
    "Vem da primeira das colunas {1} que não está vazia." },
  [SAYING_CONSTANT] = {
    "In this survey it is {1} for every child.",
    "En esta encuesta es {1} en todos los casos.",
    "Dans cette enquête, c'est {1} pour tous les enfants.",
    "Nesta pesquisa é {1} em todos os casos." },
  [SAYING_FROM_VALUE] = {
    "It is worked out from source columns: {1}",
    "Se calcula a partir de columnas de origen: {1}",
    "Elle est calculée à partir de colonnes source : {1}",
    "É calculada a partir de colunas de origem: {1}" },
  [SAYING_ABSENT] = {
    "The survey does not have it: {1}",
    "La encuesta no la tiene: {1}",
    "L'enquête ne l'a pas : {1}",
    "A pesquisa não a tem: {1}" },
  [SAYING_NO_RULE] = {
    "There is no rule for it: it counts as not asked.",
    "No hay regla para ella: cuenta como no preguntada.",
    "Il n'y a pas de règle pour elle : elle compte comme non posée.",
    "Não há regra para ela: conta como não perguntada." },
  [SAYING_DERIVED] = {
    "It is derived from other variables: {1}",
    "Se deriva de otras variables: {1}",
    "Elle est dérivée d'autres variables : {1}",
    "É derivada de outras variáveis: {1}" },
  [SAYING_IN_PLACE] = {
    "The rule stands in place of the codebook's derivation.",
    "La regla reemplaza la derivación del cuestionario común.",
    "La règle remplace la dérivation du questionnaire commun.",
    "A regra substitui a derivação do questionário comum." },

  [SAYING_WHEN] = {
    "First of all, if ({1}), it is {2}.",
    "Ante todo, si ({1}), es {2}.",
    "D'abord, si ({1}), c'est {2}.",
    "Antes de tudo, se ({1}), é {2}." },
  [SAYING_WHEN_NEXT] = {
    "Otherwise, if ({1}), it is {2}.",
    "Si no, y si ({1}), es {2}.",
    "Sinon, si ({1}), c'est {2}.",
    "Senão, se ({1}), é {2}." },
  [SAYING_SPLIT] = {
    "A cell may hold several answers with \"{1}\" between them: of the lines that follow, the first "
    "that one of them fits decides.",
    "Una celda puede contener varias respuestas separadas por \"{1}\": decide la primera de las "
    "líneas siguientes a la que corresponde alguna de ellas.",
    "Une cellule peut contenir plusieurs réponses séparées par \"{1}\" : la première des lignes "
    "suivantes à laquelle l'une d'elles correspond l'emporte.",
    "Uma célula pode conter várias respostas separadas por \"{1}\": decide a primeira das linhas "
    "seguintes à qual alguma delas corresponde." },
  [SAYING_CODE] = {
    "Code {1} means {2}.",
    "El código {1} significa {2}.",
    "Le code {1} signifie {2}.",
    "O código {1} significa {2}." },
  [SAYING_CODES] = {
    "Codes {1} mean {2}.",
    "Los códigos {1} significan {2}.",
    "Les codes {1} signifient {2}.",
    "Os códigos {1} significam {2}." },
  [SAYING_VALUE] = {
    "The value {1} means {2}.",
    "El valor {1} significa {2}.",
    "La valeur {1} signifie {2}.",
    "O valor {1} significa {2}." },
  [SAYING_VALUES] = {
    "The values {1} mean {2}.",
    "Los valores {1} significan {2}.",
    "Les valeurs {1} signifient {2}.",
    "Os valores {1} significam {2}." },
  [SAYING_EMPTY] = {
    "\"\" (an empty cell)", "\"\" (una celda vacía)", "\"\" (une cellule vide)",
    "\"\" (uma célula vazia)" },
  [SAYING_PATTERN] = {
    "{1} (a pattern)", "{1} (un patrón)", "{1} (un motif)", "{1} (um padrão)" },
  [SAYING_FROM_TO] = { "{1} to {2}", "{1} a {2}", "{1} à {2}", "{1} a {2}" },
  [SAYING_UP_TO] = { "up to {1}", "hasta {1}", "jusqu'à {1}", "até {1}" },
  [SAYING_FROM_ON] = { "{1} and above", "{1} y más", "{1} et plus", "{1} e acima" },
  [SAYING_AND] = { " and ", " y ", " et ", " e " },
  [SAYING_OR] = { " or ", " o ", " ou ", " ou " },
  [SAYING_MISSING] = {
    "a missing answer, {1}", "una respuesta faltante, {1}", "une réponse manquante, {1}",
    "uma resposta ausente, {1}" },
  [SAYING_LABELS] = {
    "The names and labels of the codebook, in any language, are accepted as well.",
    "También se aceptan los nombres y las etiquetas del cuestionario común, en cualquier idioma.",
    "Les noms et libellés du questionnaire commun sont aussi acceptés, dans toutes les langues.",
    "Também se aceitam os nomes e rótulos do questionário comum, em qualquer idioma." },
  [SAYING_BLANK] = {
    "An empty cell becomes {1}.",
    "Una celda vacía pasa a ser {1}.",
    "Une cellule vide devient {1}.",
    "Uma célula vazia passa a ser {1}." },
  [SAYING_BLANK_ALSO] = {
    "An empty cell, and one that holds {1}, becomes {2}.",
    "Una celda vacía, o que contiene {1}, pasa a ser {2}.",
    "Une cellule vide, ou qui contient {1}, devient {2}.",
    "Uma célula vazia, ou que contém {1}, passa a ser {2}." },

  [SAYING_ELSE] = {
    "Every other value becomes {1}.",
    "Cualquier otro valor pasa a ser {1}.",
    "Toute autre valeur devient {1}.",
    "Qualquer outro valor passa a ser {1}." },
  [SAYING_INVALID] = {
    "Every other value becomes {1}, and is counted and reported.",
    "Cualquier otro valor pasa a ser {1}, se cuenta y se informa.",
    "Toute autre valeur devient {1}, est comptée et signalée.",
    "Qualquer outro valor passa a ser {1}, é contado e informado." },
  [SAYING_COPIED_ALL] = {
    "Its values are copied as they are.",
    "Sus valores se copian tal cual.",
    "Ses valeurs sont copiées telles quelles.",
    "Seus valores são copiados tal como estão." },
  [SAYING_COPIED_CODES] = {
    "Its codes are those of the codebook and are taken as they are.",
    "Sus códigos son los del cuestionario común y se toman tal cual.",
    "Ses codes sont ceux du questionnaire commun et sont pris tels quels.",
    "Seus códigos são os do questionário comum e são tomados tal como estão." },
  [SAYING_COPIED_REST] = {
    "Every other value is copied as it is.",
    "Cualquier otro valor se copia tal cual.",
    "Toute autre valeur est copiée telle quelle.",
    "Qualquer outro valor é copiado tal como está." },
  [SAYING_OWN_CODES] = {
    "A number that is one of the codebook's codes for missing answers is taken as that.",
    "Un número que es uno de los códigos de respuesta faltante del cuestionario común se toma como "
    "tal.",
    "Un nombre qui est l'un des codes de réponse manquante du questionnaire commun est pris comme "
    "tel.",
    "Um número que é um dos códigos de resposta ausente do questionário comum é tomado como tal." },
  [SAYING_SCALE] = {
    "A number that is copied is multiplied by {1}.",
    "Un número que se copia se multiplica por {1}.",
    "Un nombre copié est multiplié par {1}.",
    "Um número copiado é multiplicado por {1}." },
  [SAYING_DATE] = {
    "Its dates are written as \"{1}\", or as year-month-day.",
    "Sus fechas están escritas como \"{1}\", o como año-mes-día.",
    "Ses dates sont écrites comme \"{1}\", ou comme année-mois-jour.",
    "Suas datas estão escritas como \"{1}\", ou como ano-mês-dia." },
  [SAYING_EXCEL] = {
    "Its dates are the day numbers of spreadsheets, or are written as year-month-day.",
    "Sus fechas son los números de día de las hojas de cálculo, o están escritas como año-mes-día.",
    "Ses dates sont les numéros de jour des tableurs, ou sont écrites comme année-mois-jour.",
    "Suas datas são os números de dia das planilhas, ou estão escritas como ano-mês-dia." },

  [SAYING_RANGE] = {
    "Values outside the range {1} become {2}.",
    "Los valores fuera del intervalo {1} pasan a ser {2}.",
    "Les valeurs hors de l'intervalle {1} deviennent {2}.",
    "Os valores fora do intervalo {1} passam a ser {2}." },
  [SAYING_ROUTING] = {
    "It is asked only if ({1}); for others a missing value becomes {2}.",
    "Solo se pregunta si ({1}); para los demás, un valor faltante pasa a ser {2}.",
    "Elle n'est posée que si ({1}) ; pour les autres, une valeur manquante devient {2}.",
    "Só se pergunta se ({1}); para os demais, um valor ausente passa a ser {2}." },

  [SAYING_COMPARABILITY] = {
    "Comparability: {1}.", "Comparabilidad: {1}.", "Comparabilité : {1}.",
    "Comparabilidade: {1}." },
  [SAYING_EXACT] = { "exact", "exacta", "exacte", "exata" },
  [SAYING_CLOSE] = { "close", "cercana", "proche", "próxima" },
  [SAYING_PARTIAL] = { "partial", "parcial", "partielle", "parcial" },
  [SAYING_NONE] = { "none", "ninguna", "aucune", "nenhuma" },
  [SAYING_NOTE] = { "Note: {1}", "Nota: {1}", "Note : {1}", "Nota: {1}" },
};
/* clang-format on */

const char *
saying (enum saying what, const char *language)
{
  size_t l = N_LANGUAGES;
  while (language && l-- > 0) {
    size_t len = strlen (languages[l]);
    if (strncmp (language, languages[l], len) == 0 && !g_ascii_isalpha (language[len]))
      return sayings[what][l];
  }
  return sayings[what][EN];
}

char *
saying_with (enum saying what, const char *language, const char *one, const char *two)
{
  GString *text = g_string_new (NULL);

  for (const char *p = saying (what, language); *p; p++) {
    bool slot = p[0] == '{' && (p[1] == '1' || p[1] == '2') && p[2] == '}';
    if (!slot) {
      g_string_append_c (text, *p);
      continue;
    }
    const char *value = p[1] == '1' ? one : two;
    g_string_append (text, value ? value : "");
    p += 2;
  }
  return g_string_free (text, FALSE);
}
