#include <config.h>

#include "estimate/words.h"

#include <string.h>

enum { EN, ES, FR, PT, N_LANGUAGES };
static const char *const languages[N_LANGUAGES] = {"en", "es", "fr", "pt"};

static const char *const phrases[N_PHRASES][N_LANGUAGES] = {
    [PHRASE_EVERYBODY] = {"All children in the survey",
                          "Todos los niños, niñas y adolescentes de la encuesta",
                          "Tous les enfants de l'enquête",
                          "Todas as crianças e adolescentes da pesquisa"},
    [PHRASE_ASKED_IF] = {"asked only if", "solo se preguntó si", "demandé seulement si",
                         "só se perguntou se"},
    [PHRASE_EXCLUDE] = {"Children without a valid answer are left out of the denominator",
                        "Quienes no dieron una respuesta válida quedan fuera del denominador",
                        "Les enfants sans réponse valide sont exclus du dénominateur",
                        "Quem não deu resposta válida fica fora do denominador"},
    [PHRASE_INCLUDE] = {"Children without a valid answer count in the denominator, as not having "
                        "the property; those who were not asked are left out",
                        "Quienes no dieron una respuesta válida cuentan en el denominador, como "
                        "si no tuvieran la característica; a quienes no se preguntó, no",
                        "Les enfants sans réponse valide comptent dans le dénominateur, comme "
                        "n'ayant pas la caractéristique ; ceux qui n'ont pas été interrogés sont "
                        "exclus",
                        "Quem não deu resposta válida conta no denominador, como se não tivesse a "
                        "característica; a quem não se perguntou, não"},
    [PHRASE_LIST] = {"Count in the denominator, as not having the property: %s; other children "
                     "without a valid answer are left out",
                     "Cuentan en el denominador, como si no tuvieran la característica: %s; "
                     "las demás respuestas no válidas quedan fuera",
                     "Comptent dans le dénominateur, comme n'ayant pas la caractéristique : %s ; "
                     "les autres enfants sans réponse valide sont exclus",
                     "Contam no denominador, como se não tivessem a característica: %s; as demais "
                     "respostas não válidas ficam fora"},
    [PHRASE_CATEGORIES_EXCLUDE] = {"Children without a valid answer are left out",
                                   "Quienes no dieron una respuesta válida quedan fuera",
                                   "Les enfants sans réponse valide sont exclus",
                                   "Quem não deu resposta válida fica fora"},
    [PHRASE_CATEGORIES_INCLUDE] = {"Reasons for not having a valid answer are shown as categories; "
                                   "those who were not asked are left out",
                                   "Los motivos de no tener respuesta válida se muestran como "
                                   "categorías; a quienes no se preguntó, no",
                                   "Les motifs d'absence de réponse valide sont présentés comme "
                                   "des catégories ; ceux qui n'ont pas été interrogés sont exclus",
                                   "Os motivos de não haver resposta válida aparecem como "
                                   "categorias; a quem não se perguntou, não"},
    [PHRASE_CATEGORIES_LIST] = {"Shown as categories: %s; other children without a valid answer "
                                "are left out",
                                "Se muestran como categorías: %s; las demás respuestas no válidas "
                                "quedan fuera",
                                "Présentés comme des catégories : %s ; les autres enfants sans "
                                "réponse valide sont exclus",
                                "Aparecem como categorias: %s; as demais respostas não válidas "
                                "ficam fora"},
    [PHRASE_AMOUNT] = {"Children without a valid value are left out",
                       "Quienes no tienen un valor válido quedan fuera",
                       "Les enfants sans valeur valide sont exclus",
                       "Quem não tem valor válido fica fora"},
    [PHRASE_PERCENTILE] = {"Percentile", "Percentil", "Centile", "Percentil"},
    [PHRASE_BASE_ANY] =
        {"The base is children with a valid answer to at least one of the items; an "
         "item without a valid answer counts as not chosen",
         "La base son quienes dieron una respuesta válida al menos a uno de los "
         "ítems; un ítem sin respuesta válida cuenta como no elegido",
         "La base est constituée des enfants ayant une réponse valide à au moins "
         "un des items ; un item sans réponse valide compte comme non choisi",
         "A base são as crianças com resposta válida a pelo menos um dos itens; um "
         "item sem resposta válida conta como não escolhido"},
    [PHRASE_BASE_ALL] = {"The base is children with a valid answer to all of the items that the "
                         "survey asked",
                         "La base son quienes dieron una respuesta válida a todos los ítems que "
                         "preguntó la encuesta",
                         "La base est constituée des enfants ayant une réponse valide à tous les "
                         "items posés par l'enquête",
                         "A base são as crianças com resposta válida a todos os itens que a "
                         "pesquisa perguntou"},
    [PHRASE_ANY_ITEM] = {"At least one of these", "Al menos uno de estos", "Au moins un de ceux-ci",
                         "Pelo menos um destes"},
    [PHRASE_NO_ITEM] = {"None of these", "Ninguno de estos", "Aucun de ceux-ci", "Nenhum destes"},
    [PHRASE_STRATA] = {"strata", "estratos", "strates", "estratos"},
    [PHRASE_PSU] = {"PSUs", "UPM", "UPE", "UPA"},
    [PHRASE_NO_PSU] = {"no PSUs", "sin UPM", "sans UPE", "sem UPA"},
    [PHRASE_SSU] = {"second-stage units", "unidades de segunda etapa", "unités du second degré",
                    "unidades de segundo estágio"},
    [PHRASE_FPC] = {"finite population correction", "corrección por población finita",
                    "correction pour population finie", "correção de população finita"},
    [PHRASE_WEIGHT] = {"weights", "ponderador", "poids", "peso"},
    [PHRASE_OF_SAMPLE] =
        {"of the sample only: the weights do not add up to a population",
         "solo de la muestra: los ponderadores no suman una población",
         "de l'échantillon seulement : la somme des poids n'est pas une population",
         "só da amostra: os pesos não somam uma população"},
    [PHRASE_NO_WEIGHT] = {"no weights", "sin ponderadores", "sans poids", "sem pesos"},
    [PHRASE_CALIBRATED] = {"calibrated", "calibrado", "calés", "calibrado"},
    [PHRASE_FACTORS] = {"calibration factors", "factores de calibración", "facteurs de calage",
                        "fatores de calibração"},
    [PHRASE_NOT_CALIBRATED] = {"the weights could not be calibrated",
                               "no se pudieron calibrar los ponderadores",
                               "les poids n'ont pas pu être calés",
                               "não foi possível calibrar os pesos"},
    [PHRASE_OPT_IN] = {"opt-in poll, not a probability sample",
                       "sondeo de participación voluntaria, no es una muestra probabilística",
                       "sondage à participation volontaire, pas un échantillon probabiliste",
                       "enquete de participação voluntária, não é uma amostra probabilística"},
    [PHRASE_LONELY] = {"lonely PSUs", "estratos con una sola UPM", "strates à une seule UPE",
                       "estratos com uma só UPA"},
    [PHRASE_LONELY_STRATA] = {"strata with one PSU", "estratos con una sola UPM",
                              "strates à une seule UPE", "estratos com uma só UPA"},
    [PHRASE_LONELY_UNITS] = {"PSUs with one second-stage unit",
                             "UPM con una sola unidad de segunda etapa",
                             "UPE à une seule unité du second degré",
                             "UPA com uma só unidade de segundo estágio"},
    [PHRASE_OUT_OF] = {"of", "de", "sur", "de"},
    [PHRASE_RULE_FAIL] = {"no standard error", "sin error estándar", "sans erreur type",
                          "sem erro padrão"},
    [PHRASE_RULE_CERTAINTY] = {"they add nothing to standard errors",
                               "no aportan nada a los errores estándar",
                               "elles n'ajoutent rien aux erreurs types",
                               "nada acrescentam aos erros padrão"},
    [PHRASE_RULE_ADJUST] = {"they count by their distance from the mean of all PSUs",
                            "cuentan por su distancia a la media de todas las UPM",
                            "elles comptent par leur écart à la moyenne de toutes les UPE",
                            "contam pela sua distância à média de todas as UPA"},
    [PHRASE_RULE_AVERAGE] = {"they count as the other strata do on average",
                             "cuentan como los demás estratos en promedio",
                             "elles comptent comme les autres strates en moyenne",
                             "contam como os demais estratos em média"},
    [PHRASE_REPLICATES] = {"replicate weights", "pesos replicados", "poids répliqués",
                           "pesos replicados"},
    [PHRASE_MADE] = {"made of strata and PSUs", "hechos con los estratos y las UPM",
                     "faits à partir des strates et des UPE", "feitos com os estratos e as UPA"},
    [PHRASE_SCALE] = {"scale", "escala", "échelle", "escala"},
    [PHRASE_SEED] = {"seed", "semilla", "graine", "semente"},
    [PHRASE_AROUND_MEAN] = {"deviations from the mean of the replicates",
                            "desviaciones de la media de las réplicas",
                            "écarts à la moyenne des répliques", "desvios da média das réplicas"},
    [PHRASE_AROUND_ALL] = {"deviations from the full sample", "desviaciones de la muestra completa",
                           "écarts à l'échantillon complet", "desvios da amostra completa"},
    [PHRASE_NO_REPLICATES] = {"no standard error: no replicate weights",
                              "sin error estándar: sin pesos replicados",
                              "sans erreur type : sans poids répliqués",
                              "sem erro padrão: sem pesos replicados"},
    [PHRASE_DROPPED] = {"replicates without an estimate", "réplicas sin estimación",
                        "répliques sans estimation", "réplicas sem estimativa"},
    [PHRASE_NOT_ASKED] = {"not asked", "no se preguntó", "question non posée", "não perguntado"},
    [PHRASE_NO_SE] = {"no standard error: a stratum has one PSU",
                      "sin error estándar: un estrato tiene una sola UPM",
                      "sans erreur type : une strate n'a qu'une UPE",
                      "sem erro padrão: um estrato tem uma só UPA"},
    [PHRASE_NO_SE_UNIT] = {"no standard error: a PSU has one second-stage unit",
                           "sin error estándar: una UPM tiene una sola unidad de segunda etapa",
                           "sans erreur type : une UPE n'a qu'une unité du second degré",
                           "sem erro padrão: uma UPA tem uma só unidade de segundo estágio"},
    [PHRASE_NO_INTERVAL] = {"no interval: too few PSUs", "sin intervalo: muy pocas UPM",
                            "sans intervalle : trop peu d'UPE", "sem intervalo: poucas UPA"},
    [PHRASE_NO_LIMITS] = {"no interval: too few records beyond the quantile",
                          "sin intervalo: muy pocos registros más allá del cuantil",
                          "sans intervalle : trop peu d'observations au-delà du quantile",
                          "sem intervalo: poucos registros além do quantil"},
    [PHRASE_HIDDEN_LIMITS] = {"no interval: its limits would tell of single children",
                              "sin intervalo: sus límites revelarían datos de niños concretos",
                              "sans intervalle : ses limites révéleraient des enfants précis",
                              "sem intervalo: os limites revelariam dados de crianças concretas"},
    [PHRASE_DEFF_WEIGHTS] = {"no design effect: the weights do not add up to a population",
                             "sin efecto de diseño: los ponderadores no suman una población",
                             "sans effet de sondage : la somme des poids n'est pas une population",
                             "sem efeito de desenho: os pesos não somam uma população"},
    [PHRASE_DEFF_PEOPLE] = {"no design effect: there are not more people than records",
                            "sin efecto de diseño: no hay más personas que registros",
                            "sans effet de sondage : pas plus de personnes que d'observations",
                            "sem efeito de desenho: não há mais pessoas que registros"},
    [PHRASE_TEST_GROUPS] = {"no test: fewer than two groups are shown",
                            "sin prueba: se muestran menos de dos grupos",
                            "sans test : moins de deux groupes sont publiés",
                            "sem teste: menos de dois grupos são apresentados"},
    [PHRASE_TEST_ANSWERS] = {"no test: fewer than two answers occur",
                             "sin prueba: se dan menos de dos respuestas",
                             "sans test : moins de deux réponses apparaissent",
                             "sem teste: ocorrem menos de duas respostas"},
    [PHRASE_TEST_STANDARDISED] = {"no test: the figures are standardised",
                                  "sin prueba: las cifras están estandarizadas",
                                  "sans test : les chiffres sont standardisés",
                                  "sem teste: os dados são padronizados"},
    [PHRASE_TEST_LARGE] = {"no test: the table has more than 60 degrees of freedom",
                           "sin prueba: la tabla tiene más de 60 grados de libertad",
                           "sans test : le tableau a plus de 60 degrés de liberté",
                           "sem teste: a tabela tem mais de 60 graus de liberdade"},
    [PHRASE_TEST_VARIANCE] = {"no test: no variance can be estimated",
                              "sin prueba: no se puede estimar la varianza",
                              "sans test : aucune variance ne peut être estimée",
                              "sem teste: não é possível estimar a variância"},
    [PHRASE_TEST_DF] = {"no test: too few PSUs for so many groups and answers",
                        "sin prueba: muy pocas UPM para tantos grupos y respuestas",
                        "sans test : trop peu d'UPE pour tant de groupes et de réponses",
                        "sem teste: poucas UPA para tantos grupos e respostas"},
    [PHRASE_TEST_SINGULAR] = {"no test: the covariance of the counts is singular",
                              "sin prueba: la covarianza de los recuentos es singular",
                              "sans test : la covariance des effectifs est singulière",
                              "sem teste: a covariância das contagens é singular"},
    [PHRASE_TEST_HIDDEN] = {"no test: a figure that it would tell of is suppressed",
                            "sin prueba: una cifra que revelaría está suprimida",
                            "sans test : un chiffre qu'il révélerait est supprimé",
                            "sem teste: um dado que ele revelaria foi suprimido"},
    [PHRASE_TABLE] =
        {"fewer than half of the figures of this breakdown are reliable: not to be "
         "published as a table",
         "menos de la mitad de las cifras de este desglose es fiable: no debe publicarse "
         "como tabla",
         "moins de la moitié des chiffres de cette ventilation sont fiables : à ne pas "
         "publier comme tableau",
         "menos da metade dos dados desta desagregação é confiável: não deve ser "
         "publicada como tabela"},
    [PHRASE_CLOSE] = {"close", "cercana", "proche", "próxima"},
    [PHRASE_PARTIAL] = {"partial", "parcial", "partielle", "parcial"},
    [PHRASE_NOT_COMPARABLE] = {"not comparable", "no comparable", "non comparable",
                               "não comparável"},
    [PHRASE_UNREACHED] = {"cannot occur", "no puede darse", "ne peut apparaître",
                          "não pode ocorrer"},
    [PHRASE_EQUAL] = {"Average in which each survey counts the same",
                      "Promedio en el que cada encuesta cuenta lo mismo",
                      "Moyenne où chaque enquête compte autant",
                      "Média em que cada pesquisa conta o mesmo"},
    [PHRASE_POPULATION] = {"Average in which each survey counts by its population",
                           "Promedio en el que cada encuesta cuenta según su población",
                           "Moyenne où chaque enquête compte selon sa population",
                           "Média em que cada pesquisa conta segundo a sua população"},
    [PHRASE_OF] = {"average of", "promedio de", "moyenne de", "média de"},
    [PHRASE_LEFT_OUT] = {"left out", "quedan fuera", "exclues", "ficam fora"},
    [PHRASE_SUPPRESSED] = {"suppressed", "suprimido", "supprimé", "suprimido"},
    [PHRASE_UNREAD] = {"could not be read", "no se pudo leer", "n'a pas pu être lue",
                       "não pôde ser lida"},
    [PHRASE_NOBODY] = {"nobody in it", "nadie", "personne", "ninguém"},
    [PHRASE_OLDER] = {"there is a later survey of the country",
                      "hay una encuesta posterior del país",
                      "il y a une enquête plus récente du pays",
                      "há uma pesquisa posterior do país"},
    [PHRASE_NO_POPULATION] = {"its weights do not add up to a population",
                              "sus ponderadores no suman una población",
                              "la somme de ses poids n'est pas une population",
                              "os seus pesos não somam uma população"},
    [PHRASE_OTHER_AGES] = {"other ages", "otras edades", "autres âges", "outras idades"},
    [PHRASE_AGES] = {"ages", "edades", "âges", "idades"},
    [PHRASE_AGES_HAS] = {"the survey has", "la encuesta tiene", "l'enquête a", "a pesquisa tem"},
    [PHRASE_AGES_NONE] = {"the survey has no age in years", "la encuesta no tiene la edad en años",
                          "l'enquête n'a pas l'âge en années",
                          "a pesquisa não tem a idade em anos"},
    [PHRASE_ONLY_AGES] = {"only aged", "solo de edad", "seulement âgés de", "só com idade"},
    [PHRASE_STANDARDISED] = {"standardised", "estandarizado", "standardisé", "padronizado"},
    [PHRASE_NO_SHARE] = {"the standard has no share for this group",
                         "la población estándar no tiene parte para este grupo",
                         "la population type n'a pas de part pour ce groupe",
                         "a população padrão não tem parte para este grupo"},
    [PHRASE_LOST_CELLS] = {"cells of the standard without anybody, left out of it",
                           "celdas de la población estándar sin nadie, quedan fuera de ella",
                           "cellules de la population type sans personne, qui en sont exclues",
                           "células da população padrão sem ninguém, ficam fora dela"},
    [PHRASE_EQUAL_SHARES] = {"equal shares", "partes iguales", "parts égales", "partes iguais"},
};

const char *
words (enum phrase phrase, const char *language)
{
  size_t l = N_LANGUAGES;
  while (language && l-- > 0)
    if (strncmp (language, languages[l], strlen (languages[l])) == 0)
      return phrases[phrase][l];
  return phrases[phrase][EN];
}

enum phrase
words_of_grade (enum grade grade)
{
  static const enum phrase phrase[N_GRADES] = {[GRADE_EXACT] = N_PHRASES,
                                               [GRADE_CLOSE] = PHRASE_CLOSE,
                                               [GRADE_PARTIAL] = PHRASE_PARTIAL,
                                               [GRADE_NONE] = PHRASE_NOT_COMPARABLE,
                                               [GRADE_NOT_ASKED] = PHRASE_NOT_ASKED};
  return phrase[grade];
}

/* The phrase with the labels of the reasons that count in place of its %s. */
static char *
with_reasons (const char *phrase, const struct measured *m, const struct codebook *cb,
              const char *language)
{
  g_auto (GStrv) around = g_strsplit (phrase, "%s", 2);
  g_autoptr (GString) reasons = g_string_new (NULL);
  for (size_t r = 1; r < cb->n_missing; r++)
    if (m->counts[r])
      g_string_append_printf (reasons, "%s%s", reasons->len ? ", " : "",
                              label_in (&cb->missing[r].label, language, cb->missing[r].name));
  return g_strjoinv (reasons->str, around);
}

/* What SAY has to say of both indicators that one is made of: once if it is the same. */
static char *
words_of_two (const struct measured *m, const struct codebook *cb, const char *language,
              char *(*say) (const struct measured *, const struct codebook *, const char *))
{
  g_autofree char *a = say (m->a, cb, language), *b = say (m->b, cb, language);
  if (strcmp (a, b) == 0)
    return g_steal_pointer (&a);
  return g_strdup_printf ("%s: %s; %s: %s", m->a->spec->id, a, m->b->spec->id, b);
}

/* Does TEXT ask for the condition, or read a variable that is asked on it? */
static bool
has_condition (const struct measured *m, const struct codebook *cb, const char *condition)
{
  size_t n = 0;
  const size_t *slots = m->among ? expr_slots (m->among, &n) : NULL;
  g_autofree char *among = m->spec->among.text ? expr_canonical (m->spec->among.text) : NULL;
  if (among && strstr (among, condition))
    return true;
  for (size_t i = 0; i < n; i++) {
    const char *text = cb->variables[slots[i]].asked_if.text;
    g_autofree char *other = text ? expr_canonical (text) : NULL;
    if (other && strcmp (other, condition) == 0)
      return true;
  }
  return false;
}

/* Who was asked what E reads, where the universe does not say it: the others are missing, and a
   reader would take all children for those behind the figure.  SAID: conditions that are. */
static void
append_asked (GString *text, const struct measured *m, const struct expr *e,
              const struct codebook *cb, GHashTable *said, const char *language)
{
  size_t n = 0;
  const size_t *slots = e ? expr_slots (e, &n) : NULL;
  struct expr_scope scope = expr_codebook_scope (cb);
  for (size_t i = 0; i < n; i++) {
    const struct expr_text *asked_if = &cb->variables[slots[i]].asked_if;
    char *condition = asked_if->text ? expr_canonical (asked_if->text) : NULL;
    if (!condition || has_condition (m, cb, condition)) {
      g_free (condition);
      continue;
    }
    if (!g_hash_table_add (said, condition))
      continue;
    struct diag *unheard = diag_new ();
    struct expr *asked = expr_new (asked_if, &scope, unheard);
    g_autofree char *words_of = asked ? expr_words (asked, cb, language) : NULL;
    if (words_of)
      g_string_append_printf (text, "; %s %s", words (PHRASE_ASKED_IF, language), words_of);
    expr_free (asked);
    diag_free (unheard);
  }
}

char *
words_universe (const struct measured *m, const struct codebook *cb, const char *language)
{
  if (m->a)
    return words_of_two (m, cb, language, words_universe);
  g_autofree char *among = m->among ? expr_words (m->among, cb, language)
                                    : g_strdup (words (PHRASE_EVERYBODY, language));
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (among);
  append_asked (text, m, m->of, cb, said, language);
  append_asked (text, m, m->to, cb, said, language);
  for (size_t i = 0; m->items && i < m->spec->set.n; i++)
    append_asked (text, m, m->items[i], cb, said, language);
  return g_string_free (text, FALSE);
}

char *
words_missing_rule (const struct measured *m, const struct codebook *cb, const char *language)
{
  static const enum phrase of_conditions[] = {[MISSING_EXCLUDE] = PHRASE_EXCLUDE,
                                              [MISSING_INCLUDE] = PHRASE_INCLUDE,
                                              [MISSING_LIST] = PHRASE_LIST};
  static const enum phrase of_categories[] = {[MISSING_EXCLUDE] = PHRASE_CATEGORIES_EXCLUDE,
                                              [MISSING_INCLUDE] = PHRASE_CATEGORIES_INCLUDE,
                                              [MISSING_LIST] = PHRASE_CATEGORIES_LIST};
  enum phrase phrase = PHRASE_AMOUNT;
  if (m->a)
    return words_of_two (m, cb, language, words_missing_rule);
  if (m->spec->measure == MEASURE_PROPORTION || m->spec->measure == MEASURE_COUNT)
    phrase = of_conditions[m->spec->missing.kind];
  else if (m->spec->measure == MEASURE_DISTRIBUTION)
    phrase = of_categories[m->spec->missing.kind];
  else if (m->spec->measure == MEASURE_SET)
    phrase = m->spec->set.all ? PHRASE_BASE_ALL : PHRASE_BASE_ANY;
  return with_reasons (words (phrase, language), m, cb, language);
}

char *
words_more (char *note, const char *text)
{
  char *more = note ? g_strconcat (note, ROW_SEPARATOR, text, NULL) : g_strdup (text);
  g_free (note);
  return more;
}
