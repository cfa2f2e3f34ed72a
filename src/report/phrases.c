#include <config.h>

#include "report/phrases.h"

#include <glib.h>
#include <string.h>

enum { EN, ES, FR, PT, N_LANGUAGES };

static const char *const languages[N_LANGUAGES + 1] = {"en", "es", "fr", "pt", NULL};

/* clang-format off */
static const char *const phrases[N_SAY][N_LANGUAGES] = {
  [SAY_COVER] = { "Cover", "Portada", "Couverture", "Capa" },
  [SAY_CONTENTS] = { "Contents", "Contenido", "Sommaire", "Sumário" },
  [SAY_NOTES] = { "Notes", "Notas", "Notes", "Notas" },

  [SAY_SURVEY] = { "Survey", "Encuesta", "Enquête", "Pesquisa" },
  [SAY_COUNTRY] = { "Country", "País", "Pays", "País" },
  [SAY_YEAR] = { "Year", "Año", "Année", "Ano" },
  [SAY_CATEGORY] = { "Category", "Categoría", "Catégorie", "Categoria" },
  [SAY_INDICATOR] = { "Indicator", "Indicador", "Indicateur", "Indicador" },
  [SAY_SHEET] = { "Sheet", "Hoja", "Feuille", "Planilha" },
  [SAY_TOPIC] = { "Topic", "Tema", "Thème", "Tema" },
  [SAY_UNIVERSE] = { "Universe", "Universo", "Univers", "Universo" },
  [SAY_STANDARDISED] = {
    "Standardised to", "Estandarizado a", "Standardisé sur", "Padronizado para" },
  [SAY_NOTE] = { "note {1}", "nota {1}", "note {1}", "nota {1}" },
  [SAY_ABOUT] = { "About", "Asunto", "Objet", "Assunto" },
  [SAY_INDICATORS] = { "Indicators", "Indicadores", "Indicateurs", "Indicadores" },
  [SAY_TEXT] = { "Text", "Texto", "Texte", "Texto" },
  [SAY_ALL] = { "All", "Total", "Ensemble", "Total" },
  [SAY_ESTIMATE] = { "estimate", "estimación", "estimation", "estimativa" },
  [SAY_LOWER] = { "lower limit", "límite inferior", "limite inférieure", "limite inferior" },
  [SAY_UPPER] = { "upper limit", "límite superior", "limite supérieure", "limite superior" },
  [SAY_N] = { "n", "n", "n", "n" },
  [SAY_QUALITY] = { "quality", "calidad", "qualité", "qualidade" },
  [SAY_LETTER] = { "Letter", "Letra", "Lettre", "Letra" },
  [SAY_DIFFERS] = { "differs from", "difiere de", "diffère de", "difere de" },
  [SAY_AVERAGE_EQUAL] = {
    "Average, surveys alike", "Promedio, encuestas por igual", "Moyenne, enquêtes à égalité",
    "Média, pesquisas por igual" },
  [SAY_AVERAGE_POPULATION] = {
    "Average by population", "Promedio según población", "Moyenne selon la population",
    "Média segundo a população" },
  [SAY_COLON] = { ": ", ": ", " : ", ": " },

  [SAY_ONE_TABLE] = {
    "This sheet contains one table.",
    "Esta hoja contiene una tabla.",
    "Cette feuille contient un tableau.",
    "Esta planilha contém uma tabela." },
  [SAY_MISSING] = {
    "Missing answers", "Respuestas faltantes", "Réponses manquantes", "Respostas ausentes" },
  [SAY_VERSION] = { "version", "versión", "version", "versão" },
  [SAY_MEASURE] = { "Measure", "Medida", "Mesure", "Medida" },
  [SAY_SHARE] = {
    "share of the universe, in percent",
    "proporción del universo, en porcentaje",
    "part de l'univers, en pourcentage",
    "proporção do universo, em percentual" },
  [SAY_DISTRIBUTION] = {
    "share of each category in the universe, in percent",
    "proporción de cada categoría en el universo, en porcentaje",
    "part de chaque catégorie dans l'univers, en pourcentage",
    "proporção de cada categoria no universo, em percentual" },
  [SAY_MEAN] = { "mean", "media", "moyenne", "média" },
  [SAY_TOTAL] = {
    "total in the population", "total en la población", "total dans la population",
    "total na população" },
  [SAY_COUNT] = {
    "number of children in the population",
    "número de niños, niñas y adolescentes en la población",
    "nombre d'enfants dans la population",
    "número de crianças e adolescentes na população" },
  [SAY_RATIO] = {
    "ratio of two totals", "razón de dos totales", "rapport de deux totaux",
    "razão de dois totais" },
  [SAY_MEDIAN] = {
    "median: half of the children have this value or less",
    "mediana: la mitad de los niños y niñas tiene este valor o menos",
    "médiane : la moitié des enfants ont cette valeur ou moins",
    "mediana: metade das crianças e adolescentes tem este valor ou menos" },
  [SAY_QUANTILE] = {
    "percentiles: so many percent of the children have this value or less",
    "percentiles: ese porcentaje de los niños y niñas tiene este valor o menos",
    "centiles : ce pourcentage des enfants ont cette valeur ou moins",
    "percentis: essa porcentagem das crianças e adolescentes tem este valor ou menos" },
  [SAY_VARIANCE] = { "variance", "varianza", "variance", "variância" },
  [SAY_SD] = {
    "standard deviation", "desviación estándar", "écart type", "desvio padrão" },
  [SAY_CORRELATION] = {
    "correlation (Pearson)", "correlación (Pearson)", "corrélation (Pearson)",
    "correlação (Pearson)" },
  [SAY_INTERPOLATED] = {
    "{1}; interpolated (Hyndman and Fan 7)", "{1}; interpolado (Hyndman y Fan 7)",
    "{1} ; interpolé (Hyndman et Fan 7)", "{1}; interpolado (Hyndman e Fan 7)" },
  [SAY_DIFFERENCE] = {
    "\"{1}\" less \"{2}\"", "«{1}» menos «{2}»", "« {1} » moins « {2} »", "\"{1}\" menos \"{2}\"" },
  [SAY_QUOTIENT] = {
    "\"{1}\" divided by \"{2}\"", "«{1}» dividido entre «{2}»", "« {1} » divisé par « {2} »",
    "\"{1}\" dividido por \"{2}\"" },
  [SAY_SET] = {
    "share of each item, in percent; several items are possible, so that they do not add up to 100",
    "proporción de cada ítem, en porcentaje; puede haber varios, de modo que no suman 100",
    "part de chaque item, en pourcentage ; plusieurs sont possibles, leur somme n'est donc pas 100",
    "proporção de cada item, em percentual; pode haver vários, de modo que não somam 100" },
  [SAY_POINTS] = {
    "percentage points", "puntos porcentuales", "points de pourcentage", "pontos percentuais" },
  [SAY_PP] = { "pp", "pp", "pp", "pp" },
  [SAY_NET] = { "Net: {1}", "Neto: {1}", "Net : {1}", "Net: {1}" },
  [SAY_IN_UNIT] = {
    "{1} (unit: {2})", "{1} (unidad: {2})", "{1} (unité : {2})", "{1} (unidade: {2})" },
  [SAY_LIMITS] = {
    "The lower and upper limits are those of the {1} % confidence interval.",
    "Los límites inferior y superior son los del intervalo de confianza del {1} %.",
    "Les limites inférieure et supérieure sont celles de l'intervalle de confiance à {1} %.",
    "Os limites inferior e superior são os do intervalo de confiança de {1} %." },
  [SAY_BY_LOGIT] = { "t on the logit scale", "t en la escala logit", "t sur l'échelle logit", "t na escala logit" },
  [SAY_BY_T] = { "t", "t", "t", "t" },
  [SAY_BY_WILSON] = { "Wilson", "Wilson", "Wilson", "Wilson" },
  [SAY_BY_BETA] = {
    "Korn and Graubard", "Korn y Graubard", "Korn et Graubard", "Korn e Graubard" },
  [SAY_BY_ARCSINE] = {
    "t on the arcsine scale", "t en la escala del arcoseno", "t sur l'échelle de l'arc sinus",
    "t na escala do arco seno" },
  [SAY_BY_LIKELIHOOD] = {
    "profile likelihood", "verosimilitud perfilada", "vraisemblance profilée",
    "verossimilhança perfilada" },
  [SAY_BY_EXACT] = {
    "exact binomial limits at 0 and 100 %", "límites binomiales exactos en 0 y 100 %",
    "limites binomiales exactes à 0 et 100 %", "limites binomiais exatos em 0 e 100 %" },
  [SAY_BY_LOG] = {
    "t on the scale of the logarithm", "t en la escala del logaritmo",
    "t sur l'échelle du logarithme", "t na escala do logaritmo" },
  [SAY_BY_WOODRUFF] = {
    "Woodruff's method", "método de Woodruff", "méthode de Woodruff", "método de Woodruff" },
  [SAY_BY_FISHER] = {
    "t on the scale of Fisher's z", "t en la escala z de Fisher",
    "t sur l'échelle z de Fisher", "t na escala z de Fisher" },
  [SAY_BY_PARTS] = {
    "at 0 and 100 % of an average, the average of the surveys' limits",
    "en 0 y 100 % de un promedio, el promedio de los límites de las encuestas",
    "à 0 et 100 % d'une moyenne, la moyenne des limites des enquêtes",
    "em 0 e 100 % de uma média, a média dos limites das pesquisas" },
  [SAY_N_MEANS] = {
    "n is the number of children behind the figure, unweighted.",
    "n es el número de niños, niñas y adolescentes en que se basa la cifra, sin ponderar.",
    "n est le nombre d'enfants sur lequel repose le chiffre, sans pondération.",
    "n é o número de crianças e adolescentes em que se baseia o dado, sem ponderação." },
  [SAY_MORE_NOTES] = {
    "The notes named in the last column are on the sheet \"{1}\".",
    "Las notas mencionadas en la última columna están en la hoja «{1}».",
    "Les notes citées dans la dernière colonne se trouvent dans la feuille « {1} ».",
    "As notas citadas na última coluna estão na planilha \"{1}\"." },
  [SAY_BLANK_MEANS] = {
    "A blank cell under quality or notes means that there is nothing to remark.",
    "Una celda vacía bajo calidad o notas significa que no hay nada que señalar.",
    "Une cellule vide sous qualité ou notes signifie qu'il n'y a rien à signaler.",
    "Uma célula vazia em qualidade ou notas significa que não há nada a assinalar." },
  [SAY_LETTERS_MEAN] = {
    "Differs from: capital letters are surveys and averages, small letters groups in the same survey, "
    "from which the figure differs significantly (level {1}; p-values adjusted: {2}). A blank cell "
    "means that no significant difference was found, not that there is none.",
    "Difiere de: las letras mayúsculas son encuestas y promedios y las minúsculas, grupos de la misma "
    "encuesta, de los que la cifra difiere significativamente (nivel {1}; valores p ajustados: {2}). "
    "Una celda vacía significa que no se halló una diferencia significativa, no que no la haya.",
    "Diffère de : les majuscules sont des enquêtes et des moyennes, les minuscules des groupes de la "
    "même enquête, dont le chiffre diffère significativement (seuil {1} ; valeurs p ajustées : {2}). "
    "Une cellule vide signifie qu'aucune différence significative n'a été trouvée, non qu'il n'y en "
    "a pas.",
    "Difere de: as letras maiúsculas são pesquisas e médias e as minúsculas, grupos da mesma pesquisa, "
    "dos quais o valor difere significativamente (nível {1}; valores p ajustados: {2}). Uma célula "
    "vazia significa que não se encontrou diferença significativa, não que ela não exista." },
  [SAY_NOT_COMPARED] = {
    "not compared with other surveys, because the question differs too much or there is no standard "
    "error; see the notes",
    "no se compara con otras encuestas, porque la pregunta difiere demasiado o no hay error estándar; "
    "véanse las notas",
    "n'est pas comparé à d'autres enquêtes, car la question diffère trop ou il n'y a pas d'erreur "
    "type ; voir les notes",
    "não se compara com outras pesquisas, porque a pergunta difere demais ou não há erro padrão; ver "
    "as notas" },
  [SAY_BACK] = {
    "Back to the contents", "Volver al contenido", "Retour au sommaire", "Voltar ao sumário" },
  [SAY_LEFT_OUT] = {
    "Groups without anybody in any survey, not shown",
    "Grupos sin nadie en ninguna encuesta, no mostrados",
    "Groupes sans personne dans aucune enquête, non affichés",
    "Grupos sem ninguém em nenhuma pesquisa, não mostrados" },
  [SAY_NOTES_BELOW] = {
    "Notes on surveys and figures", "Notas sobre las encuestas y las cifras",
    "Notes sur les enquêtes et les chiffres", "Notas sobre as pesquisas e os dados" },

  [SAY_LOW] = {
    "low reliability: few children answered; use with care",
    "poca fiabilidad: respondieron pocos niños, niñas y adolescentes; úsese con cautela",
    "fiabilité faible : peu d'enfants ont répondu ; à utiliser avec prudence",
    "baixa confiabilidade: poucas crianças e adolescentes responderam; usar com cautela" },
  [SAY_SUPPRESSED] = {
    "not shown: too few children answered for a reliable figure",
    "no se muestra: respondieron demasiado pocos niños, niñas y adolescentes para una cifra fiable",
    "non publié : trop peu d'enfants ont répondu pour un chiffre fiable",
    "não apresentado: respostas de crianças e adolescentes insuficientes para um dado confiável" },
  [SAY_CONFIDENTIAL] = {
    "confidential: not shown, so that nobody can find out what few children answered",
    "confidencial: no se muestra, para que no se pueda averiguar qué respondieron pocos casos",
    "confidentiel : non publié, pour que nul ne puisse découvrir ce que peu d'enfants ont répondu",
    "confidencial: não apresentado, para que não se descubra o que poucos casos responderam" },
  [SAY_NOT_ASKED] = {
    "not available: not asked in this survey",
    "no disponible: no se preguntó en esta encuesta",
    "non disponible : question non posée dans cette enquête",
    "não disponível: não foi perguntado nesta pesquisa" },
  [SAY_NO_LIMITS] = {
    "no interval can be computed; the notes say why",
    "no se puede calcular el intervalo; las notas dicen por qué",
    "l'intervalle ne peut être calculé ; les notes disent pourquoi",
    "não é possível calcular o intervalo; as notas dizem por quê" },
  [SAY_NOBODY] = {
    "nobody in this group of the survey belongs to the universe",
    "nadie de este grupo de la encuesta pertenece al universo",
    "personne dans ce groupe de l'enquête n'appartient à l'univers",
    "ninguém deste grupo da pesquisa pertence ao universo" },
  [SAY_NOT_THERE] = {
    "does not occur in this group", "no se da en este grupo",
    "n'apparaît pas dans ce groupe", "não ocorre neste grupo" },

  [SAY_WHAT] = {
    "Indicators estimated from sample surveys of children, each with its confidence interval and "
    "the number of children behind it.",
    "Indicadores estimados a partir de encuestas por muestreo a niños, niñas y adolescentes, cada "
    "uno con su intervalo de confianza y el número de personas en que se basa.",
    "Indicateurs estimés à partir d'enquêtes par sondage auprès d'enfants, chacun avec son "
    "intervalle de confiance et le nombre d'enfants sur lequel il repose.",
    "Indicadores estimados a partir de pesquisas por amostragem com crianças e adolescentes, cada "
    "um com seu intervalo de confiança e o número de pessoas em que se baseia." },
  [SAY_BEFORE] = {
    "Before you compare", "Antes de comparar", "Avant de comparer", "Antes de comparar" },
  [SAY_OWN_UNIVERSE] = {
    "Each table is about a universe of its own, which stands above it. Do not compare figures "
    "with different universes.",
    "Cada tabla se refiere a un universo propio, indicado encima de ella. No compare cifras de "
    "universos distintos.",
    "Chaque tableau porte sur son propre univers, indiqué au-dessus. Ne comparez pas des chiffres "
    "dont les univers diffèrent.",
    "Cada tabela se refere a um universo próprio, indicado acima dela. Não compare dados de "
    "universos diferentes." },
  [SAY_DIFFER] = {
    "Surveys can differ in ages, places, wording and year; where that is known it is noted.",
    "Las encuestas pueden diferir en edades, lugares, formulación y año; lo que se sabe se indica "
    "en las notas.",
    "Les enquêtes peuvent différer par les âges, les lieux, la formulation et l'année ; ce qui est "
    "connu est signalé dans les notes.",
    "As pesquisas podem diferir em idades, lugares, formulação e ano; o que se sabe está indicado "
    "nas notas." },
  [SAY_HOW] = {
    "How it was made", "Cómo se hizo", "Comment il a été établi", "Como foi feito" },
  [SAY_PROGRAM] = { "Program", "Programa", "Programme", "Programa" },
  [SAY_STUDY] = { "Study", "Estudio", "Étude", "Estudo" },
  [SAY_CODEBOOK] = { "Codebook", "Libro de códigos", "Dictionnaire des variables", "Dicionário de variáveis" },
  [SAY_SURVEYS] = { "Surveys", "Encuestas", "Enquêtes", "Pesquisas" },
  [SAY_CONFIDENCE] = {
    "Confidence level", "Nivel de confianza", "Niveau de confiance", "Nível de confiança" },
  [SAY_PERCENT] = { "{1} %", "{1} %", "{1} %", "{1} %" },
  [SAY_INTERVALS] = { "Intervals", "Intervalos", "Intervalles", "Intervalos" },
  [SAY_LOGIT] = {
    "on the logit scale for shares, t intervals for everything else",
    "en la escala logit para las proporciones, intervalos t para lo demás",
    "sur l'échelle logit pour les parts, intervalles t pour le reste",
    "na escala logit para as proporções, intervalos t para o restante" },
  [SAY_T] = { "t intervals", "intervalos t", "intervalles t", "intervalos t" },
  [SAY_WILSON] = {
    "Wilson's for shares, t intervals for everything else",
    "de Wilson para las proporciones, intervalos t para lo demás",
    "de Wilson pour les parts, intervalles t pour le reste",
    "de Wilson para as proporções, intervalos t para o restante" },
  [SAY_BETA] = {
    "Korn and Graubard's for shares, t intervals for everything else",
    "de Korn y Graubard para las proporciones, intervalos t para lo demás",
    "de Korn et Graubard pour les parts, intervalles t pour le reste",
    "de Korn e Graubard para as proporções, intervalos t para o restante" },
  [SAY_ARCSINE] = {
    "on the arcsine scale for shares, t intervals for everything else",
    "en la escala del arcoseno para las proporciones, intervalos t para lo demás",
    "sur l'échelle de l'arc sinus pour les parts, intervalles t pour le reste",
    "na escala do arco seno para as proporções, intervalos t para o restante" },
  [SAY_LIKELIHOOD] = {
    "by profile likelihood for shares, t intervals for everything else",
    "por verosimilitud perfilada para las proporciones, intervalos t para lo demás",
    "par vraisemblance profilée pour les parts, intervalles t pour le reste",
    "por verossimilhança perfilada para as proporções, intervalos t para o restante" },
  [SAY_LOG_COUNTS] = {
    "for counts and totals on the log scale", "para recuentos y totales en la escala logarítmica",
    "pour les effectifs et les totaux sur l'échelle logarithmique",
    "para contagens e totais na escala logarítmica" },
  [SAY_STANDARD_ERRORS] = {
    "Standard errors", "Errores estándar", "Erreurs types", "Erros padrão" },
  [SAY_LINEARISED] = {
    "Taylor linearisation with the strata, sampling units and weights of each survey",
    "linealización de Taylor con los estratos, unidades de muestreo y ponderadores de cada encuesta",
    "linéarisation de Taylor avec les strates, unités de sondage et poids de chaque enquête",
    "linearização de Taylor com os estratos, unidades amostrais e pesos de cada pesquisa" },
  [SAY_REPLICATED] = {
    "where a survey has replicate weights, from how the estimates made with these vary",
    "cuando una encuesta tiene pesos replicados, por la variación de las estimaciones hechas con "
    "ellos",
    "lorsqu'une enquête a des poids répliqués, d'après la variation des estimations faites avec eux",
    "quando uma pesquisa tem pesos replicados, pela variação das estimativas feitas com eles" },
  [SAY_DF] = {
    "Degrees of freedom", "Grados de libertad", "Degrés de liberté", "Graus de liberdade" },
  [SAY_DF_DOMAIN] = {
    "sampling units less strata, of those with children of the group",
    "unidades de muestreo menos estratos, de los que tienen casos del grupo",
    "unités de sondage moins strates, parmi celles qui comptent des enfants du groupe",
    "unidades amostrais menos estratos, dos que têm casos do grupo" },
  [SAY_DF_DESIGN] = {
    "sampling units less strata, of the whole survey",
    "unidades de muestreo menos estratos, de toda la encuesta",
    "unités de sondage moins strates, de toute l'enquête",
    "unidades amostrais menos estratos, de toda a pesquisa" },
  [SAY_DF_REPLICATES] = {
    "with replicate weights the number of independent replicates less 1",
    "con pesos replicados, el número de réplicas independientes menos 1",
    "avec des poids répliqués, le nombre de répliques indépendantes moins 1",
    "com pesos replicados, o número de réplicas independentes menos 1" },
  [SAY_DEFF] = {
    "Design effects, in estimates.csv", "Efectos de diseño, en estimates.csv",
    "Effets de sondage, dans estimates.csv", "Efeitos de desenho, em estimates.csv" },
  [SAY_DEFF_WR] = {
    "against simple random sampling with replacement",
    "respecto del muestreo aleatorio simple con reemplazo",
    "par rapport au sondage aléatoire simple avec remise",
    "em relação à amostragem aleatória simples com reposição" },
  [SAY_DEFF_WOR] = {
    "against simple random sampling without replacement",
    "respecto del muestreo aleatorio simple sin reemplazo",
    "par rapport au sondage aléatoire simple sans remise",
    "em relação à amostragem aleatória simples sem reposição" },
  [SAY_TESTS] = {
    "Tests of whether an answer depends on the group, in associations.csv",
    "Pruebas de si una respuesta depende del grupo, en associations.csv",
    "Tests de dépendance entre réponse et groupe, dans associations.csv",
    "Testes de dependência entre resposta e grupo, em associations.csv" },
  [SAY_TEST_RAO_SCOTT] = {
    "Rao and Scott, second order", "Rao y Scott, segundo orden",
    "Rao et Scott, second ordre", "Rao e Scott, segunda ordem" },
  [SAY_TEST_WALD] = { "Wald", "Wald", "Wald", "Wald" },
  [SAY_TEST_ADJUSTED_WALD] = {
    "adjusted Wald", "Wald ajustada", "Wald ajusté", "Wald ajustado" },
  [SAY_VARIANT] = {
    "Variant of the crosswalks", "Variante de las reglas de recodificación",
    "Variante des règles de recodage", "Variante das regras de recodificação" },
  [SAY_STANDARD] = {
    "Quality standard", "Norma de calidad", "Norme de qualité", "Norma de qualidade" },
  [SAY_MICS] = {
    "MICS: figures that rest on 25 to 49 children are marked [u], on fewer than 25 they are not "
    "shown [u2]",
    "MICS: las cifras basadas en 25 a 49 casos se marcan con [u]; con menos de 25 no se muestran "
    "[u2]",
    "MICS : les chiffres reposant sur 25 à 49 enfants sont marqués [u] ; à moins de 25, ils ne sont "
    "pas publiés [u2]",
    "MICS: os dados baseados em 25 a 49 casos são marcados com [u]; com menos de 25 não são "
    "apresentados [u2]" },
  [SAY_NCHS] = {
    "NCHS (2017, 2023): shares by effective sample size and width of the 95 % interval, counts by "
    "relative width; what a statistician should review is marked [u], what fails is not shown [u2]",
    "NCHS (2017, 2023): proporciones según el tamaño efectivo de muestra y la amplitud del intervalo "
    "del 95 %, recuentos según la amplitud relativa; lo que debe revisarse se marca con [u] y lo que "
    "no cumple no se muestra [u2]",
    "NCHS (2017, 2023) : parts selon la taille effective de l'échantillon et l'étendue de "
    "l'intervalle à 95 %, effectifs selon l'étendue relative ; ce qui doit être examiné est marqué "
    "[u], ce qui échoue n'est pas publié [u2]",
    "NCHS (2017, 2023): proporções pelo tamanho efetivo da amostra e pela amplitude do intervalo de "
    "95 %, contagens pela amplitude relativa; o que deve ser revisto é marcado com [u], o que não "
    "cumpre não é apresentado [u2]" },
  [SAY_ECLAC2020] = {
    "ECLAC (2020): at least 100 children, 50 with the property and an effective sample of 140, and a "
    "small coefficient of variation; what is to be reviewed is marked [u], what fails is not shown "
    "[u2]",
    "CEPAL (2020): al menos 100 casos, 50 con la característica y una muestra efectiva de 140, y un "
    "coeficiente de variación pequeño; lo que debe revisarse se marca con [u] y lo que no cumple no "
    "se muestra [u2]",
    "CEPALC (2020) : au moins 100 enfants, 50 ayant la caractéristique et un échantillon effectif de "
    "140, et un petit coefficient de variation ; ce qui doit être examiné est marqué [u], ce qui "
    "échoue n'est pas publié [u2]",
    "CEPAL (2020): ao menos 100 casos, 50 com a característica e uma amostra efetiva de 140, e um "
    "coeficiente de variação pequeno; o que deve ser revisto é marcado com [u], o que não cumpre não "
    "é apresentado [u2]" },
  [SAY_ECLAC2023] = {
    "ECLAC (2023): by design effect, effective sample size, degrees of freedom, children with the "
    "property and coefficient of variation; weakly reliable figures are marked [u], unreliable ones "
    "are not shown [u2]",
    "CEPAL (2023): según efecto de diseño, tamaño efectivo de muestra, grados de libertad, casos con "
    "la característica y coeficiente de variación; lo poco fiable se marca con [u] y lo no fiable no "
    "se muestra [u2]",
    "CEPALC (2023) : selon l'effet de plan, la taille effective de l'échantillon, les degrés de "
    "liberté, les enfants ayant la caractéristique et le coefficient de variation ; les chiffres peu "
    "fiables sont marqués [u], les chiffres non fiables ne sont pas publiés [u2]",
    "CEPAL (2023): pelo efeito de desenho, tamanho efetivo da amostra, graus de liberdade, casos com "
    "a característica e coeficiente de variação; os dados pouco confiáveis são marcados com [u], os "
    "não confiáveis não são apresentados [u2]" },
  [SAY_INE_CL] = {
    "INE Chile (2020): at least 60 children and 9 degrees of freedom, and the standard error or "
    "coefficient of variation; weakly reliable figures are marked [u], unreliable ones are not shown "
    "[u2]; a table is to be published if at least half of its figures are reliable",
    "INE de Chile (2020): al menos 60 casos y 9 grados de libertad, y el error estándar o el "
    "coeficiente de variación; lo poco fiable se marca con [u] y lo no fiable no se muestra [u2]; una "
    "tabla se publica si al menos la mitad de sus cifras es fiable",
    "INE du Chili (2020) : au moins 60 enfants et 9 degrés de liberté, et l'erreur type ou le "
    "coefficient de variation ; les chiffres peu fiables sont marqués [u], les chiffres non fiables "
    "ne sont pas publiés [u2] ; un tableau est à publier si au moins la moitié de ses chiffres sont "
    "fiables",
    "INE do Chile (2020): ao menos 60 casos e 9 graus de liberdade, e o erro padrão ou o coeficiente "
    "de variação; os dados pouco confiáveis são marcados com [u], os não confiáveis não são "
    "apresentados [u2]; uma tabela se publica se ao menos metade dos seus dados é confiável" },
  [SAY_PISA] = {
    "PISA: figures that rest on fewer than 30 children or 5 sampling units are not shown [u2]",
    "PISA: no se muestran las cifras basadas en menos de 30 casos o 5 unidades de muestreo [u2]",
    "PISA : les chiffres reposant sur moins de 30 enfants ou 5 unités de sondage ne sont pas publiés "
    "[u2]",
    "PISA: os dados baseados em menos de 30 casos ou 5 unidades amostrais não são apresentados [u2]" },
  [SAY_NO_STANDARD] = {
    "none: every figure is shown, however few children it rests on",
    "ninguna: se muestran todas las cifras, por pocos que sean los casos",
    "aucune : tous les chiffres sont publiés, si peu d'enfants qu'ils concernent",
    "nenhuma: todos os dados são apresentados, por menos casos que tenham" },
  [SAY_DISCLOSURE] = {
    "Confidentiality", "Confidencialidad", "Confidentialité", "Confidencialidade" },
  [SAY_BELOW] = {
    "counts of fewer than {1} children, and others from which these could be computed, are not shown "
    "[c]",
    "no se muestran los recuentos de menos de {1} casos, ni otros de los que estos podrían calcularse "
    "[c]",
    "les effectifs de moins de {1} enfants, et d'autres dont ils pourraient se déduire, ne sont pas "
    "publiés [c]",
    "as contagens de menos de {1} casos, e outras das quais poderiam ser calculadas, não são "
    "apresentadas [c]" },
  [SAY_BELOW_AND_ZERO] = {
    "counts of fewer than {1} children, 0 included, and others from which these could be computed, "
    "are not shown [c]",
    "no se muestran los recuentos de menos de {1} casos, incluido el 0, ni otros de los que estos "
    "podrían calcularse [c]",
    "les effectifs de moins de {1} enfants, 0 compris, et d'autres dont ils pourraient se déduire, ne "
    "sont pas publiés [c]",
    "as contagens de menos de {1} casos, incluído o 0, e outras das quais poderiam ser calculadas, "
    "não são apresentadas [c]" },
  [SAY_NOTHING_HIDDEN] = {
    "no figure is held back because few children gave an answer",
    "ninguna cifra se omite porque pocos casos hayan dado una respuesta",
    "aucun chiffre n'est omis parce que peu d'enfants ont donné une réponse",
    "nenhum dado é omitido porque poucos casos deram uma resposta" },
  [SAY_MARKERS] = { "Markers", "Marcas", "Symboles", "Marcas" },
  [SAY_MARKER_RULE] = {
    "A marker stands in place of a number or in a column of its own.",
    "Una marca ocupa el lugar de un número o una columna propia.",
    "Un symbole remplace un nombre ou figure dans une colonne à part.",
    "Uma marca ocupa o lugar de um número ou uma coluna própria." },

  [SAY_DESIGN] = {
    "Sample design", "Diseño muestral", "Plan de sondage", "Desenho amostral" },
  [SAY_WEIGHTS] = { "Weights", "Ponderadores", "Pondération", "Pesos" },
  [SAY_NO_WEIGHTS] = {
    "This survey has no weights: its figures describe the children who took part and not all "
    "children of the country.",
    "Esta encuesta no tiene ponderadores: sus cifras describen a quienes participaron y no a todos "
    "los niños, niñas y adolescentes del país.",
    "Cette enquête n'a pas de pondération : ses chiffres décrivent les enfants qui ont participé et "
    "non tous les enfants du pays.",
    "Esta pesquisa não tem pesos: seus dados descrevem quem participou e não todas as crianças e "
    "adolescentes do país." },
  [SAY_OPT_IN] = {
    "This is an opt-in poll and not a probability sample: its figures describe those who chose to "
    "answer. They have no intervals, for chance is not what they can be wrong by.",
    "Es un sondeo de participación voluntaria y no una muestra probabilística: sus cifras describen "
    "a quienes decidieron responder. No tienen intervalos, pues su error no es cosa del azar.",
    "C'est un sondage à participation volontaire et non un échantillon probabiliste : ses chiffres "
    "décrivent ceux qui ont choisi de répondre. Ils sont sans intervalle, car leur erreur ne tient "
    "pas au hasard.",
    "É uma enquete de participação voluntária e não uma amostra probabilística: seus dados descrevem "
    "quem decidiu responder. Não têm intervalos, pois seu erro não vem do acaso." },
  [SAY_COMPARABILITY] = {
    "Comparability and quality", "Comparabilidad y calidad", "Comparabilité et qualité",
    "Comparabilidade e qualidade" },

  [SAY_COVERAGE] = {
    "Comparability", "Comparabilidad", "Comparabilité", "Comparabilidade" },
  [SAY_COVERAGE_TITLE] = {
    "Which survey has which variable, and how comparable it is",
    "Qué encuesta tiene qué variable y qué tan comparable es",
    "Quelle enquête comporte quelle variable, et dans quelle mesure elle est comparable",
    "Que pesquisa tem que variável e quão comparável ela é" },
  [SAY_VARIABLE] = { "Variable", "Variable", "Variable", "Variável" },
  [SAY_LABEL] = { "Label", "Etiqueta", "Libellé", "Rótulo" },
  [SAY_MODULE] = { "Module", "Módulo", "Module", "Módulo" },
  [SAY_GRADE] = {
    "Comparability", "Comparabilidad", "Comparabilité", "Comparabilidade" },
  [SAY_EXACT] = { "exact", "exacta", "exacte", "exata" },
  [SAY_CLOSE] = { "close", "cercana", "proche", "próxima" },
  [SAY_PARTIAL] = { "partial", "parcial", "partielle", "parcial" },
  [SAY_NONE] = { "none", "ninguna", "aucune", "nenhuma" },
  [SAY_GRADE_NOT_ASKED] = { "not asked", "no se preguntó", "non posée", "não perguntado" },
  [SAY_EXACT_MEANS] = {
    "the question and its answers mean the same as in the codebook",
    "la pregunta y sus respuestas significan lo mismo que en el cuestionario común",
    "la question et ses réponses ont le même sens que dans le questionnaire commun",
    "a pergunta e suas respostas têm o mesmo sentido que no questionário comum" },
  [SAY_CLOSE_MEANS] = {
    "small differences of wording or scale; figures may be compared, with the note",
    "pequeñas diferencias de redacción o de escala; las cifras pueden compararse, con la nota",
    "petites différences de formulation ou d'échelle ; les chiffres se comparent, avec la note",
    "pequenas diferenças de redação ou de escala; os dados podem ser comparados, com a nota" },
  [SAY_PARTIAL_MEANS] = {
    "only part of what the codebook means; compare with care",
    "solo una parte de lo que significa en el cuestionario común; comparar con cuidado",
    "une partie seulement de ce qu'entend le questionnaire commun ; à comparer avec prudence",
    "só uma parte do que significa no questionário comum; comparar com cuidado" },
  [SAY_NONE_MEANS] = {
    "it was asked, but the figures are not to be compared with those of other surveys",
    "se preguntó, pero las cifras no deben compararse con las de otras encuestas",
    "elle a été posée, mais les chiffres ne se comparent pas à ceux d'autres enquêtes",
    "foi perguntado, mas os dados não devem ser comparados com os de outras pesquisas" },
  [SAY_NOT_ASKED_MEANS] = {
    "the survey has no such question, or cannot make the variable",
    "la encuesta no tiene esa pregunta o no permite construir la variable",
    "l'enquête n'a pas cette question ou ne permet pas de construire la variable",
    "a pesquisa não tem essa pergunta ou não permite construir a variável" },
  [SAY_WEAKEST] = {
    "A variable that is derived from others has the weakest comparability among them; it is partial "
    "when something that it is derived from was not asked and it can still be made.",
    "Una variable derivada de otras tiene la comparabilidad más débil entre ellas; es parcial "
    "cuando falta una de las preguntas y aun así puede construirse.",
    "Une variable dérivée d'autres a la plus faible de leurs comparabilités ; elle est partielle "
    "quand l'une des questions n'a pas été posée et qu'elle peut tout de même être construite.",
    "Uma variável derivada de outras tem a comparabilidade mais fraca entre elas; é parcial quando "
    "uma das perguntas não foi feita e ainda assim ela pode ser construída." },
};
/* clang-format on */

const char *const *
phrase_languages (void)
{
  return languages;
}

const char *
phrase_exactly (enum say what, size_t language)
{
  return phrases[what][language];
}

/* "pt-BR" is Portuguese and "ptx" is not. */
static size_t
find_language (const char *language)
{
  for (size_t i = 0; language != NULL && i < N_LANGUAGES; i++) {
    size_t len = strlen (languages[i]);
    if (g_ascii_strncasecmp (language, languages[i], len) == 0 && !g_ascii_isalpha (language[len]))
      return i;
  }
  return EN;
}

const char *
phrase (enum say what, const char *language)
{
  return phrases[what][find_language (language)];
}

char *
phrase_with (enum say what, const char *language, const char *one, const char *two)
{
  GString *text = g_string_new (NULL);

  for (const char *p = phrase (what, language); *p != '\0'; p++) {
    bool slot = p[0] == '{' && (p[1] == '1' || p[1] == '2') && p[2] == '}';
    const char *value = slot && p[1] == '2' ? two : one;
    if (!slot) {
      g_string_append_c (text, *p);
      continue;
    }
    g_string_append (text, value != NULL ? value : "");
    p += 2;
  }
  return g_string_free (text, FALSE);
}
