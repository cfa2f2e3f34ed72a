#!/usr/bin/env python3
"""Write the dictionaries of the sample surveys whose column names say nothing.

    python3 make-dictionaries.py            rewrite dictionaries/*.csv beside this script
    python3 make-dictionaries.py DIR        write them into DIR instead

SYNTHETIC, like the data.  Each is written as a national institute would write it: the question in
the words in which it was asked there, the codes with the words on the card.  No sentence is taken
from codebooks/gko-core.yaml, no name of one of its variables occurs, and every column of the data
file is there, those that no crosswalk uses too.  So they show, and the tests measure, how far
`gko suggest` comes with the papers that a national team has.

    bra-2018.csv          a line a code: variable,value,label,question
    chl-2022.csv          the same, with semicolons
    mne-2016.csv          a line a column: name, text, codes as `1 = "label"` lines in one cell
    phl-2017-survey.csv   the two sheets of the form on the tablets (XLSForm)
    phl-2017-choices.csv
"""

import csv
import io
import os
import sys

# In the blocks below: column | question | codes.  Codes are names of the lists beside the block,
# added up; a line `> text` is the beginning of the questions of the lines `+ column` after it.

# ---------------------------------------------------------------------------------------------

BRA_CODES = {
    "sn": "0=Não;1=Sim",
    "m": "97=Não sabe;98=Não respondeu",
    "n": "99=Não se aplica",
    "u": "88=Não entendeu a pergunta",
    "wide": "99999997=Não sabe;99999998=Não respondeu;99999999=Não se aplica",
    "sexo": "1=Masculino;2=Feminino",
    "menino": "1=Menino;2=Menina",
    "freq": "1=Mais de uma vez por dia;2=Uma vez por dia ou quase todos os dias;"
            "3=Uma ou duas vezes por semana;4=Uma ou duas vezes por mês;5=Menos de uma vez por mês",
    "sempre": "1=Sempre;2=Quase sempre;3=Às vezes;4=Quase nunca;5=Nunca",
    "concorda": "1=Discorda;2=Nem concorda nem discorda;3=Concorda",
    "verdade": "1=Não é verdade para mim;2=É um pouco verdade;3=É verdade;4=É muito verdade",
    "pode": "1=Pode fazer quando quiser;2=Só com autorização ou supervisão;3=Não pode fazer",
    "uso": "1=Há menos de três meses;2=Há mais de três meses;99=Nunca usou",
    "vezes": "1=Só uma ou duas vezes;2=Pelo menos uma vez por mês;3=Pelo menos uma vez por semana;"
             "4=Todos os dias ou quase",
    "sabem": "1=Muito;2=Mais ou menos;3=Nada",
}

BRA = """
QUEST | Número do questionário |
id_domicilio | Identificação do domicílio |
id_morador | Identificação do morador selecionado |
SEXO_KIDS | Sexo da criança ou adolescente | menino
IDADE_KIDS | Idade da criança ou adolescente em anos completos |
FAIXA_ETARIA | Faixas de idade | =1=9 a 10;2=11 a 12;3=13 a 14;4=15 a 17
RACA_KIDS | Cor ou raça da criança | =1=Branca;2=Preta;3=Parda;4=Amarela;5=Indígena;98=Não respondeu
ESC0 | A criança está indo à escola? | sn
ESC1 | Ano ou série em que a criança estuda | =97=Não sabe;98=Não respondeu;99=Não se aplica
ESC2 | A escola da criança é pública ou particular? | =1=Pública;2=Particular + m + n
resp_sexo | Sexo do responsável | sexo
RESP_PEA | Condição de atividade do responsável | =1=Trabalha;2=Desempregado;3=Cuida da casa;4=Aposentado;5=Outra
AREA | Situação do domicílio: urbana ou rural | =1=Urbana;2=Rural
COD_REGIAO_2 | Grande região | =1=Norte;2=Nordeste;3=Sudeste;4=Sul;5=Centro-Oeste
ESCOLARIDADE | Grau de instrução dos pais ou responsáveis | =1=Até fundamental completo;2=Médio;3=Superior + m
RENDA_FAMILIAR_2 | Renda familiar em salários mínimos | =1=Até 1;2=De 1 a 2;3=De 2 a 3;4=De 3 a 5;7=Mais de 5 + m
CLASSE_2015 | Classe social segundo o Critério Brasil | =1=A;2=B;3=C;4=DE + m
N_MORADORES | Número de pessoas que moram neste domicílio | m
N_CRIANCAS | Quantos moradores têm menos de 18 anos | m
ARRANJO | Arranjo familiar: com quem a criança mora | =1=Mãe e pai;2=Só a mãe ou só o pai;3=Mãe ou pai com parceiro;4=Outros familiares;5=Outro arranjo + m
PCD | A criança tem deficiência ou doença crônica? | sn + m
A4_AGREG | Este domicílio tem acesso à internet? | sn + m
A1B_EXCLUSIVO | O computador do domicílio é usado só pela criança? | sn + n
> Você usa algum destes equipamentos para acessar a internet?
+ M1_A | computador de mesa | sn + m + n
+ M1_B | notebook | sn + m + n
+ M1_C | tablet | sn + m + n
+ M1_D | telefone celular | sn + m + n
+ M1_E | videogame | sn + m + n
+ M1_F | televisão | sn + m + n
+ M1_OUTRO | outro equipamento | sn + m + n
+ M1A_H | brinquedo conectado à internet | sn + m + n
+ M1A_I | relógio inteligente ou outro acessório de vestir | sn + m + n
+ M1A_J | assistente de voz da casa | sn + m + n
M1_DISPOSITIVOS | Quantidade de equipamentos usados | n
> Você tem só para você:
+ M1B_A | um computador de mesa | sn + m + n
+ M1B_B | um notebook | sn + m + n
+ M1B_C | um tablet | sn + m + n
+ M1B_D | um telefone celular | sn + m + n
M2 | Já acessou a internet alguma vez na vida? | sn + n
M3 | Quando você acessou a internet pela última vez? | uso
> Por que você não usou a internet? Porque
+ M4_A | não tem internet nem equipamento em casa | sn + m + n
+ M4_B | é caro | sn + m + n
+ M4_C | os pais não deixam, não tem permissão | sn + m + n
+ M4_D | não tem interesse ou vontade | sn + m + n
+ M4_E | não sabe mexer | sn + m + n
+ M4_F | tem medo | sn + m + n
+ M4_G | os pais não sabem mexer | sn + m + n
+ M4_H | não tem tempo | sn + m + n
+ M4_I | a escola não oferece | sn + m + n
+ M4_J | outro motivo | sn + m + n
M4_outro_desc | Outro motivo, código da resposta aberta | =0=Nenhum;18=Problema de saúde;21=Questão religiosa;34=Castigo + n
M5 | Com que frequência você costuma acessar a internet? | freq + m + n
M6_A | Acessa por Wi-Fi? | sn + m + n
M6_B | Acessa pelo pacote de dados 3G ou 4G? | sn + m + n
> Você acessa a internet nestes locais, sim ou não?
+ M7A_A | na sala ou outro lugar da casa | sn + m + n
+ M7A_B | no seu quarto | sn + m + n
+ M7A_C | na escola | sn + m + n
+ M7A_D | na casa de parentes | sn + m + n
+ M7A_E | na casa de amigos | sn + m + n
+ M7A_F | em lan house | sn + m + n
+ M7A_H | em telecentro | sn + m + n
+ M7A_OUTRO | em outro lugar | sn + m + n
+ M7_G | na rua, em trânsito | sn + m + n
M8 | Quantos anos você tinha quando começou a usar a internet? | wide
M8_FAIXA | Idade do início do uso, em faixas | =1=Até 6;2=7 a 8;3=9 a 10;4=11 ou mais + m + n
> Quantas vezes você deixa de acessar a internet porque
+ M10_A | o preço é alto | sempre + m + n
+ M10_B | o sinal ou a conexão é ruim | sempre + m + n
+ M10_C | outra pessoa está usando o equipamento | sempre + m + n
+ M10_D | seus pais não deixam | sempre + m + n
+ M10_E | a escola ou os professores não deixam | sempre + m + n
+ M10_F | não há coisas em sua língua | sempre + m + n
+ M10_G | acabou a bateria | sempre + m + n
+ M10_H | faltou luz | sempre + m + n
+ M10_I | não tem tempo livre | sempre + m + n
+ M10_J | está de castigo | sempre + m + n
> Nos últimos três meses, você fez isto na internet:
+ N1_A1 | jogou com outros jogadores | sn + m + n
+ N1_B1 | jogou sozinho | sn + m + n
+ N1_C1 | pesquisou para trabalhos da escola | sn + m + n
+ N1_D1 | procurou aprender coisas novas | sn + m + n
+ N1_E1 | assistiu a vídeos | sn + m + n
+ N1_F1 | ouviu música | sn + m + n
+ N1_G1 | usou redes sociais | sn + m + n
+ N1_H1 | mandou mensagens instantâneas | sn + m + n
+ N1_1_I | leu livro ou revista | sn + m + n
+ N1_1_L | postou foto sua | sn + m + n
+ N1_1_P | postou vídeo ou música de sua autoria | sn + m + n
+ N1_1_Q | compartilhou texto ou imagem de outros | sn + m + n
+ N1_2_R | baixou música ou filme | sn + m + n
+ N1_2_K | baixou aplicativo | sn + m + n
+ N1_2_M | gastou dinheiro em jogos | sn + m + n
+ N1_2_AA | viu propaganda | sn + m + n
+ N1_2_AB | pesquisou preços de produtos | sn + m + n
+ N1_3_S | usou mapas | sn + m + n
+ N1_3_T | procurou eventos na sua cidade | sn + m + n
+ N1_3_Y | procurou informações sobre saúde | sn + m + n
+ N1_3_J1 | leu notícias | sn + m + n
+ N1_3_AC | pesquisou por curiosidade | sn + m + n
+ N1_3_N1 | fez curso | sn + m + n
+ N1_4_V | conversou sobre política ou problemas da sociedade | sn + m + n
+ N1_4_U | conversou com pessoas de outro país | sn + m + n
+ N1_4_X | participou de campanha ou abaixo-assinado | sn + m + n
+ N1_4_Z | participou de grupo de pessoas com o mesmo interesse | sn + m + n
+ N1_4_O | fez chamada de vídeo | sn + m + n
> Se fez, com que frequência:
+ N2_A | jogou com outros jogadores pela internet | freq + m + n
+ N2_B | jogou sozinho na internet | freq + m + n
+ N2_C | pesquisou para trabalhos escolares | freq + m + n
+ N2_D | procurou aprender coisas novas na internet | freq + m + n
+ N2_E | assistiu a vídeos na internet | freq + m + n
+ N2_F | ouviu música na internet | freq + m + n
+ N2_G | usou redes sociais | freq + m + n
+ N2_H | mandou mensagens instantâneas | freq + m + n
N3 | Deu aula ou ensinou algo pela internet a alguém? | sn + m + n
O1_PERFIL | Você tem perfil próprio em alguma rede social? | sn + m + n
> Em qual rede tem conta:
+ O1_A | Facebook | sn + n
+ O1_B | Instagram | sn + n
+ O1_C | Twitter | sn + n
+ O1_D | WhatsApp | sn + n
+ O1_E | Snapchat | sn + n
+ O1_F | TikTok | sn + n
+ O1_G | YouTube | sn + n
+ O1_OUTRO | outra | sn + n
O2_outro_desc | Outra rede, código da resposta aberta | =0=Nenhuma;22=Pinterest;25=Kwai + n
O2_IMPUT | Rede social que mais usa | =1=Facebook;2=Instagram;3=TikTok;4=WhatsApp;5=Snapchat;6=Twitter;7=YouTube;8=Outra + m + n
O3 | Quantos amigos ou contatos você tem nessa rede? | =1=Até 10;2=11 a 50;3=51 a 100;4=101 a 300;5=Mais de 300 + m + n
O4 | Seu perfil nessa rede é | =1=Público, qualquer pessoa vê;2=Parcialmente privado, amigos dos amigos;3=Privado, só amigos + m + n
> Concorda ou discorda:
+ R1_A | sabe mais sobre a internet do que seus pais | concorda + m + n
+ R1_B | sabe muitas coisas sobre como usar a internet | concorda + m + n
+ R1_C | há muita coisa boa na internet para gente da sua idade | concorda + m + n
> Diga se é verdade para você: eu sei
+ R2A_A2 | salvar uma foto que achei na internet | verdade + m + u + n
+ R2A_B2 | verificar se é certa uma informação achada na internet | verdade + m + u + n
+ R2A_C2 | escolher as melhores palavras para fazer pesquisas | verdade + m + u + n
+ R2A_D2 | quais informações devo ou não devo compartilhar | verdade + m + u + n
+ R2A_E2 | excluir pessoas da minha lista de contatos | verdade + m + u + n
+ R2A_F2 | criar e postar um vídeo ou uma música meus | verdade + m + u + n
+ R2A_G2 | instalar aplicativos no celular ou tablet | verdade + m + u + n
+ R2A_H2 | controlar quanto gasto em aplicativos | verdade + m + u + n
+ R2A_I2 | editar conteúdos da internet feitos por outros | verdade + m + u + n
> Sobre a escola, concorda ou discorda:
+ R6_A | gosta das aulas | concorda + m + n
+ R6_B | os colegas o respeitam | concorda + m + n
+ R6_C | acha a lição fácil | concorda + m + n
+ R6_D | a sala tem computador | concorda + m + n
+ R6_E | usa apostila digital | concorda + m + n
+ R6_F | o recreio é divertido | concorda + m + n
> Sobre propaganda, concorda ou discorda:
+ P10_A | presta atenção em anúncios | concorda + m + n
+ P10_B | pede aos pais o que viu | concorda + m + n
+ P10_C | segue marcas | concorda + m + n
+ P10_D | acha que há anúncios demais | concorda + m + n
+ P10_E | pula o comercial | concorda + m + n
+ P10_F | já ganhou brindes | concorda + m + n
> Já viu publicidade de:
+ P4_A | brinquedos | sn + m + n
+ P4_B | roupas e sapatos | sn + m + n
+ P4_C | maquiagem | sn + m + n
+ P4_D | refrigerante | sn + m + n
+ P4_E | balas e doces | sn + m + n
+ P4_F | remédios | sn + m + n
+ P4_G | cursos | sn + m + n
+ P4_H | eletrônicos | sn + m + n
+ P4_I | cinema | sn + m + n
+ P4_J | viagens | sn + m + n
T0 | No último ano, aconteceu alguma coisa na internet que incomodou ou chateou você? | sn + m + n
T0A | No último ano, quantas vezes coisas da internet chatearam você? | vezes + m + n
> Da última vez que se chateou, com quem conversou sobre isso?
+ T0B_A | com o pai, a mãe ou o responsável | sn + m + n
+ T0B_B | com o irmão ou a irmã | sn + m + n
+ T0B_C | com um amigo da mesma idade | sn + m + n
+ T0B_D | com o professor | sn + m + n
+ T0B_E | com um profissional que ajuda crianças, como psicólogo | sn + m + n
+ T0B_F | com outro adulto | sn + m + n
+ T0B_H | não falou com ninguém | sn + m + n
T1A | No último ano alguém ofendeu ou tratou mal você? | sn + m + n
> Onde ofenderam ou trataram mal você?
+ T2_A | pessoalmente | sn + m + n
+ T2_B | na internet ou no celular | sn + m + n
+ T2_C | por ligação telefônica | sn + m + n
+ T2_D | de outro jeito | sn + m + n
T3 | No último ano você ofendeu ou tratou mal outra pessoa na internet? | sn + m + n
T4_1 | No último ano, você viu imagens de conteúdo sexual em algum lugar? | sn + m + n
> Onde viu essas imagens de conteúdo sexual?
+ T5_A | em revista ou livro | sn + m + n
+ T5_B | na internet | sn + m + n
+ T5_C | na televisão aberta | sn + m + n
+ T5_D | em filme no cinema | sn + m + n
+ T5_E | em outro lugar | sn + m + n
T6 | Essas imagens deixaram você incomodado? | sn + m + n
> Recebeu mensagem de conteúdo sexual pela internet
+ T7_A | em texto | sn + m + n
+ T7_B | em foto | sn + m + n
+ T7_C | em vídeo | sn + m + n
+ T7_D | de outro tipo | sn + m + n
+ T7_E | não recebeu nenhuma | sn + m + n
T8 | Ficou chateado ao receber essas mensagens? | sn + m + n
> Enviou ou postou mensagem de conteúdo sexual na internet
+ T9_A | em texto | sn + m + n
+ T9_B | em foto | sn + m + n
+ T9_C | em vídeo | sn + m + n
+ T9_D | de outro tipo | sn + m + n
+ T9_E | de outra pessoa | sn + m + n
+ T9_F | não enviou nenhuma | sn + m + n
> No último ano viu na internet pessoas falando de ou mostrando
+ T10_A | jeitos de se machucar | sn + m + n
+ T10_B | formas de cometer suicídio | sn + m + n
+ T10_C | jeitos de ficar muito magro | sn + m + n
+ T10_D | experiências com o uso de drogas | sn + m + n
+ T10_E | cenas violentas, gente machucando pessoas ou animais | sn + m + n
+ T10_F | nada disso | sn + m + n
> No último ano aconteceu com você na internet:
+ T11_A | usaram suas informações pessoais de um jeito de que não gostou | sn + m + n
+ T11_B | usaram sua senha para se passar por você | sn + m + n
+ T11_C | o equipamento pegou vírus | sn + m + n
+ T11_D | perdeu dinheiro porque foi enganado | sn + m + n
+ T11_E | clonaram seu chip | sn + m + n
+ T11_F | nenhuma dessas coisas | sn + m + n
> Acontece muito com você:
+ T12_A | ficar sem comer ou dormir por causa da internet | sn + m + n
+ T12_B | sentir-se mal quando não pode estar na internet | sn + m + n
+ T12_C | pegar-se navegando sem estar realmente interessado | sn + m + n
+ T12_D | passar menos tempo do que devia com família, amigos ou lição por ficar na internet | sn + m + n
+ T12_E | tentar passar menos tempo na internet sem conseguir | sn + m + n
+ T12_F | nenhuma dessas | sn + m + n
T14 | Você já teve contato na internet com alguém que não conhecia pessoalmente? | sn + m + n
> Como teve esse contato com a pessoa que não conhecia:
+ T15_A | por rede social | sn + m + n
+ T15_B | por mensagem | sn + m + n
+ T15_C | por e-mail | sn + m + n
+ T15_D | por jogo | sn + m + n
+ T15_E | por site de namoro | sn + m + n
+ T15_F | de outro jeito | sn + m + n
T16 | Já se encontrou pessoalmente com alguém que conheceu na internet? | sn + m + n
T17 | Ficou chateado com esse encontro? | sn + m + n
T18 | No último ano viu na internet mensagens de ódio contra grupos de pessoas? | sn + m + n
> Viu alguém ser discriminado na internet por
+ T19_A | cor ou raça | sn + m + n
+ T19_B | religião | sn + m + n
+ T19_C | aparência | sn + m + n
+ T19_D | ser pobre | sn + m + n
+ T19_E | ser gay ou lésbica | sn + m + n
+ T19_F | ser mulher | sn + m + n
+ T19_G | lugar onde mora | sn + m + n
+ T19_H | deficiência | sn + m + n
+ T19_I | outra coisa | sn + m + n
T20 | Sentiu-se discriminado na internet? | sn + m + n
> O que fez quando viu discriminação:
+ T23_A | bloqueou | sn + m + n
+ T23_B | defendeu a pessoa | sn + m + n
+ T23_C | contou a alguém | sn + m + n
+ T23_D | saiu da página | sn + m + n
+ T23_E | riu | sn + m + n
+ T23_F | nada | sn + m + n
T25 | Já mudou de escola por causa de briga? | sn + m + n
> O quanto concorda sobre segurança no bairro:
+ T27_A | anda sozinho | concorda + m
+ T27_B | conhece os vizinhos | concorda + m
+ T27_C | há praças | concorda + m
+ T27_D | há policiamento | concorda + m
+ T27_E | há transporte | concorda + m
U1 | O quanto seus pais ou responsáveis sabem sobre as coisas que você faz na internet? | sabem + m + n
U1A | Com que frequência seus pais pedem sua ajuda para fazer algo na internet? | sempre + m + n
> Seus pais deixam você:
+ U2_A | usar webcam ou fazer chamada de vídeo | pode + m + n
+ U2_B | baixar músicas, filmes ou aplicativos | pode + m + n
+ U2_C | usar redes sociais | pode + m + n
+ U2_D | assistir a vídeos na internet | pode + m + n
+ U2_E | compartilhar fotos, vídeos ou músicas com outros | pode + m + n
> Com que frequência seus pais ou responsáveis:
+ U5_A | conversam com você sobre o que faz na internet | sempre + m + n
+ U5_B | incentivam você a aprender coisas na internet | sempre + m + n
+ U5_C | ajudam você quando acha algo difícil na internet | sempre + m + n
+ U5_D | ensinam jeitos de usar a internet com segurança | sempre + m + n
+ U5_E | ajudam você quando algo o chateia na internet | sempre + m + n
+ U5_F | fazem atividades junto com você na internet | sempre + m + n
> Algum professor da sua escola já:
+ U7_A | ensinou jeitos de usar a internet com segurança | sn + m + n
+ U7_B | criou regras sobre o que pode fazer na internet na escola | sn + m + n
+ U7_C | ajudou quando achou algo difícil de fazer na internet | sn + m + n
> Algum amigo seu já:
+ U8_A | ensinou jeitos de usar a internet com segurança | sn + m + n
+ U8_B | ajudou quando algo chateou você na internet | sn + m + n
> Os pais ou responsáveis usam programa ou aplicativo para:
+ GK1_A | bloquear ou filtrar sites | sn + m + n
+ GK1_B | ver que sites e aplicativos você usou | sn + m + n
+ GK1_C | saber onde você está, sua localização | sn + m + n
D5 | (Responsável) Quando o senhor ou a senhora usou a internet pela última vez? | uso + m
D6 | (Responsável) Com que frequência o senhor ou a senhora costuma usar a internet? | freq + m + n
D3_outro_desc | (Responsável) Outro motivo de não usar, código | =0=Nenhum;19=Idade;27=Visão
> (Responsável) O senhor ou a senhora usa a internet em:
+ D7_A | casa | sn + m + n
+ D7_B | trabalho | sn + m + n
+ D7_C | casa de parentes | sn + m + n
+ D7_D | escola | sn + m + n
+ D7_E | lan house | sn + m + n
+ D7_F | trânsito | sn + m + n
E3 | (Responsável) A criança usa a internet com segurança? | =0=Não;1=Sim;97=Não sabe
L5 | (Responsável) No último ano, seu filho passou por algo na internet que o incomodou ou chateou? | sn + m + n
PESO | Fator de expansão |
ESTRATO | Estrato da amostra |
UPA | Unidade primária de amostragem (setor) |
"""

# ---------------------------------------------------------------------------------------------

CHL_CODES = {
    "sn": "1=Sí;2=No",
    "m": "88=No sé;99=Prefiero no contestar",
    "u": "77=No entiendo",
    "cierto": "1=Nada cierto;2=Un poco cierto;3=Bastante cierto;4=Totalmente cierto",
    "frec": "1=Nunca;2=Casi nunca;3=Al menos una vez al mes;4=Al menos una vez a la semana;"
            "5=Todos o casi todos los días;6=Varias veces al día",
    "siempre": "1=Nunca;2=Casi nunca;3=A veces;4=A menudo;5=Siempre",
    "molesto": "1=Nada;2=Un poco;3=Bastante;4=Mucho",
    "dejan": "1=Sí, cuando quiero;2=Solo con permiso;3=No me dejan",
}

CHL = """
StartDate | Fecha de inicio |
Status | Tipo de respuesta |
Progress | Avance |
Finished | Terminada | =1=Verdadero;0=Falso
ResponseId | Identificador de la respuesta |
DistributionChannel | Canal |
UserLanguage | Idioma del usuario |
RBD | Rol base de datos del establecimiento (ficticio) |
MACROZONA | Macrozona del establecimiento |
DEPENDENCIA | Dependencia administrativa del establecimiento | =1=Municipal;2=Particular subvencionado;3=Particular pagado
N_ESCUELAS | Establecimientos del estrato en el marco |
FACTOR | Factor de expansión |
Q1 | ¿Cuántos años cumplidos tienes? | m
Q2 | Eres | =1=Hombre;2=Mujer;3=Otro
Q3 | ¿En qué ciclo escolar vas? | =1=Básica, 1.º a 6.º;2=Básica, 7.º y 8.º;3=Media + m
Q4 | ¿Vives en una zona urbana o en el campo? | =1=Urbana;2=Rural
Q5 | ¿Hasta qué nivel estudiaron tu mamá, tu papá o quien te cuida? | =1=Básica;2=Media;3=Superior + m
Q6 | ¿Cuántas personas son en tu casa, contigo incluido? | m
Q7 | ¿Con quiénes vives normalmente? | =1=Mamá y papá;2=Solo mamá o solo papá;3=Mamá o papá con su pareja;4=Otros familiares;5=Otra situación + m
Q8 | ¿Tienes alguna discapacidad o condición de salud permanente? | sn + m
> ¿Cuán cierto es para ti?
+ Q9_1 | Puedo resolver situaciones nuevas | cierto + m
+ Q9_2 | Hago cosas peligrosas por diversión | cierto + m
+ Q9_3 | Me gusta mi barrio | cierto + m
Q10 | ¿Hay conexión a internet en tu casa? | sn + m
Q11 | ¿Usaste internet en los últimos 3 meses? | sn + m
Q12 | ¿Por qué no usas internet? Marca todas las que correspondan | =1=No tengo internet ni aparato;2=Es muy caro;3=No me dan permiso;4=No me interesa;5=Otra razón + m
Q13 | ¿A qué edad te conectaste a internet por primera vez? | m
Q14 | ¿Cada cuánto usas internet? | frec + m
Q15 | ¿Te puedes conectar cuando quieres o lo necesitas? | siempre + m
Q16 | ¿Qué aparatos usas para conectarte a internet? Marca todos | =1=Celular;2=Computador de escritorio;3=Notebook o laptop;4=Tablet;5=Consola de juegos;6=Televisor;7=Reloj inteligente u otro que se lleva puesto;8=Juguete conectado;9=Ninguno + m
Q17 | ¿Qué aparato usas más para conectarte? | =1=Celular;2=Computador de escritorio;3=Notebook o laptop;4=Tablet;5=Consola de juegos;6=Televisor;7=Otro + m
Q18 | ¿Tienes un celular que sea solo tuyo? | sn + m
> ¿Cada cuánto te conectas en estos lugares?
+ Q19_1 | Tu casa | frec + m
+ Q19_2 | Tu pieza | frec + m
+ Q19_3 | El colegio | frec + m
+ Q19_4 | La casa de amigos o familiares | frec + m
+ Q19_5 | Lugares públicos, como la biblioteca | frec + m
+ Q19_6 | La calle o el transporte, en camino | frec + m
Q20_1 | ¿Cuántas horas pasas en línea un día de semana? | m
Q20_2 | ¿Cuántas horas pasas en línea un día de fin de semana? | m
> ¿Cada cuánto no te puedes conectar porque...?
+ Q21_1 | cuesta mucha plata | siempre + m
+ Q21_2 | la señal es mala | siempre + m
+ Q21_3 | otra persona está ocupando el aparato | siempre + m
+ Q21_4 | tus papás no te dejan | siempre + m
+ Q21_5 | el colegio o los profesores no te dejan | siempre + m
+ Q21_6 | hay pocas cosas en tu idioma | siempre + m
> Durante el último mes, ¿cada cuánto hiciste esto en internet?
+ Q22_1 | Aprender algo nuevo buscando | frec + m
+ Q22_2 | Hacer tareas del colegio | frec + m
+ Q22_3 | Informarme con noticias | frec + m
+ Q22_4 | Buscar datos de salud para mí u otra persona | frec + m
+ Q22_5 | Conversar de política o de problemas sociales | frec + m
+ Q22_6 | Sumarme a una campaña, protesta o firma | frec + m
+ Q22_7 | Buscar panoramas o eventos cerca de mi casa | frec + m
+ Q22_8 | Ser parte de un grupo con mis intereses o pasatiempos | frec + m
+ Q22_9 | Subir un video o música hechos por mí | frec + m
+ Q22_10 | Mirar videos | frec + m
+ Q22_11 | Escuchar música | frec + m
+ Q22_12 | Jugar solo o contra la máquina | frec + m
+ Q22_13 | Jugar con otras personas | frec + m
+ Q22_14 | Entrar a una red social | frec + m
+ Q22_15 | Chatear o mandar mensajes instantáneos | frec + m
+ Q22_16 | Hacer videollamadas con familia o amigos lejanos | frec + m
+ Q22_17 | Buscar qué comprar o comparar precios | frec + m
+ Q22_18 | Descargar música, películas o aplicaciones | frec + m
+ Q22_19 | Escuchar podcasts | frec + m
Q23 | ¿Tienes perfil propio en redes sociales o de juegos? | sn + m
Q24 | ¿Qué red social usas más? | =1=Instagram;2=TikTok;3=Facebook;4=YouTube;5=Snapchat;6=WhatsApp;7=Twitter;8=Otra + m
Q24_8_TEXT | ¿Qué otra red? Texto |
Q25 | ¿Quiénes pueden ver tu perfil? | =1=Todos;2=Amigos de mis amigos;3=Solo mis amigos + m
Q26 | ¿Cuántos contactos tienes en ese perfil? | =1=Hasta 10;2=11 a 50;3=51 a 100;4=101 a 300;5=Más de 300 + m
Q27 | ¿Aparece tu dirección o teléfono en tu perfil? | sn + m
Q28 | ¿Qué haces con las solicitudes de gente que quiere ser tu contacto? | =1=Acepto todas;2=Acepto si hay amigos en común;3=Acepto si conozco bien;4=No acepto + m
> ¿Cada cuánto hablas por internet con estas personas?
+ Q29_1 | Tu familia | frec + m
+ Q29_2 | Amigos que también ves cara a cara | frec + m
+ Q29_3 | Personas que conociste por internet | frec + m
Q30 | ¿Te es más fácil ser tú mismo en internet que cara a cara? | siempre + m
> ¿Cuán cierto es para ti? Sé
+ Q31_1 | guardar una foto que encuentro | cierto + m + u
+ Q31_2 | cambiar la configuración de privacidad | cierto + m + u
+ Q31_3 | comprobar si es verdad lo que leo | cierto + m + u
+ Q31_4 | elegir buenas palabras clave al buscar | cierto + m + u
+ Q31_5 | qué información conviene compartir y cuál no | cierto + m + u
+ Q31_6 | borrar a personas de mis contactos | cierto + m + u
+ Q31_7 | crear y publicar un video o música | cierto + m + u
+ Q31_8 | editar o modificar lo que otros crearon | cierto + m + u
+ Q31_9 | instalar aplicaciones | cierto + m + u
+ Q31_10 | controlar lo que gasto en aplicaciones | cierto + m + u
+ Q31_11 | denunciar contenidos o personas que hacen daño | cierto + m + u
+ Q31_12 | más que mis papás sobre internet | cierto + m + u
+ Q31_13 | muchas cosas sobre usar internet | cierto + m + u
Q32 | Durante el último año, ¿pasó en internet algo que te molestó o te hizo sentir mal? | sn + m
Q33 | Durante el último año, ¿cada cuánto te pasaron cosas que te molestaron? | =1=Pocas veces;2=Al menos cada mes;3=Al menos cada semana;4=A diario + m
Q34 | La última vez que algo te molestó en internet, ¿cuánto te afectó? | molesto + m
Q35 | La última vez que algo te molestó, ¿a quién se lo contaste? Marca todas | =1=Mi mamá o papá;2=Un hermano o hermana;3=Un amigo o amiga de mi edad;4=Un profesor;5=Alguien que trabaja ayudando a niños;6=A nadie + m
Q36 | La última vez que algo te molestó, ¿qué hiciste? Marca todas | =1=Ignorar el problema;2=Cerrar la aplicación o ventana;3=Bloquear a la persona;4=Cambiar mi privacidad;5=Denunciar el problema;6=Nada de esto + m
Q37 | Durante el último año, ¿alguien te trató de manera hiriente o pesada? | sn + m
Q38 | ¿Ese trato hiriente fue por internet o celular? | sn + m
Q39 | ¿Cuánto te afectó ese trato hiriente la última vez? | molesto + m
Q40 | Durante el último año, ¿trataste tú a alguien de manera hiriente por internet? | sn + m
Q41 | Durante el último año, ¿viste imágenes sexuales en algún lugar? | sn + m
Q42 | ¿Viste esas imágenes sexuales en internet o el celular? | sn + m
Q43 | ¿Cuánto te afectó ver esas imágenes sexuales? | molesto + m
Q44 | Durante el último año, ¿recibiste mensajes sexuales por internet? | sn + m
Q45 | Durante el último año, ¿enviaste o publicaste mensajes sexuales? | sn + m
Q46 | ¿Alguna vez hablaste por internet con alguien que no conocías cara a cara? | sn + m
Q47 | ¿Alguna vez te juntaste cara a cara con alguien que conociste por internet? | sn + m
Q48 | ¿Cuánto te afectó esa junta? | molesto + m
Q49 | Durante el último año, ¿has visto en internet algo de esto? Marca todas | =1=Formas de hacerse daño en el cuerpo;2=Formas de suicidarse;3=Formas de estar muy delgado;4=Experiencias con drogas;5=Imágenes violentas;6=Mensajes de odio contra grupos;7=Nada de esto + m
> Durante el último año, ¿te pasó esto en internet?
+ Q50_1 | Usaron mis datos personales de una forma que no me gustó | sn + m
+ Q50_2 | Usaron mi contraseña o se hicieron pasar por mí | sn + m
+ Q50_3 | Perdí plata por un engaño | sn + m
+ Q50_4 | Mi aparato se infectó con un virus | sn + m
> ¿Cada cuánto tus papás o cuidadores...?
+ Q51_1 | conversan contigo de lo que haces en internet | siempre + m
+ Q51_2 | te animan a explorar y aprender en internet | siempre + m
+ Q51_3 | te ayudan con algo difícil en internet | siempre + m
+ Q51_4 | te enseñan maneras de usar internet con seguridad | siempre + m
+ Q51_5 | te ayudan cuando algo te molesta en internet | siempre + m
+ Q51_6 | hacen cosas en internet junto contigo | siempre + m
> ¿Te dejan tus papás o cuidadores...?
+ Q52_1 | usar la cámara o hacer videollamadas | dejan + m
+ Q52_2 | descargar música, películas o aplicaciones | dejan + m
+ Q52_3 | usar redes sociales | dejan + m
+ Q52_4 | ver videos | dejan + m
+ Q52_5 | compartir fotos, videos o música | dejan + m
Q53 | ¿Cuánto saben tus papás de lo que haces en internet? | =1=Nada;2=Poco;3=Bastante;4=Mucho + m
Q54 | ¿Cada cuánto tus papás te piden ayuda con internet? | siempre + m
> ¿Alguna vez...?
+ Q55_1 | un profesor te enseñó maneras de usar internet con seguridad | sn + m
+ Q55_2 | un profesor puso reglas sobre internet en el colegio | sn + m
+ Q55_3 | un profesor te ayudó con algo difícil en internet | sn + m
+ Q55_4 | tus amigos te enseñaron maneras de usar internet con seguridad | sn + m
+ Q55_5 | tus amigos te ayudaron cuando algo te molestó | sn + m
Q56 | Imagina una escalera del 0 al 10: ¿en qué escalón está tu vida? | m
Q57 | En general, ¿cómo es tu salud? | =1=Muy mala;2=Mala;3=Regular;4=Buena;5=Muy buena + m
> En internet, ¿cada cuánto...?
+ Q58_1 | te sientes seguro | siempre + m
+ Q58_2 | lo pasas bien | siempre + m
+ Q58_3 | la gente es amable contigo | siempre + m
> ¿Cuán cierto es?
+ Q59_1 | En internet hay muchas cosas buenas para niños de mi edad | cierto + m
+ Q59_2 | Sé qué hacer si alguien se porta mal en internet | cierto + m
+ Q59_3 | Mi familia de verdad trata de ayudarme | cierto + m
+ Q59_4 | Cuento con mis amigos cuando algo va mal | cierto + m
+ Q59_5 | Siento que soy parte de mi colegio | cierto + m
Q60 | ¿Sabes dónde pedir ayuda si te acosan o te hacen daño en internet? | sn + m
Q61 | ¿Quieres agregar algo? |
"""

# ---------------------------------------------------------------------------------------------

MNE_CODES = {
    "yn": "1=Yes;2=No",
    "m": "88=Do not know;99=No answer",
    "often": "1=Always;2=Often;3=Sometimes;4=Hardly ever;5=Never",
    "freq": "1=Nearly all the time;2=Several times each day;3=Every day or almost;"
            "4=Each week at least;5=Each month at least;6=Hardly ever;7=Never",
    "true": "1=Not true;2=A bit true;3=Very true",
    "upset": "1=Very upset;2=Fairly upset;3=A bit upset;4=Not upset at all",
    "allow": "1=I am not allowed;2=Only if they give permission;3=I am allowed",
    "excess": "1=Very often;2=Fairly often;3=Not very often;4=Never",
    "three": "1=Never;2=Sometimes;3=Often",
}

MNE = """
RespID | Respondent number |
wave | Wave |
Interviewer | Interviewer code |
IntMonth | Month of interview | =6=June;7=July;8=August
Region | Region | =1=North;2=Central;3=South;4=Remote municipalities
UrbRur | Type of settlement | =1=Urban;2=Rural
SamplePoint | Sampling point |
wCal | Calibrated weight |
QC001 | How old is the child in completed years? |
QC002 | Gender of child | =1=Boy;2=Girl
QP202 | Household members below 18 years: number of children |
QP207 | Household members aged 18 and over: number of adults |
QP204 | Parent: age in years |
QP205 | Parent: gender | =1=Male;2=Female
QP206 | Parent: relation to child | =1=Father;2=Mother;3=Stepfather;4=Stepmother;5=Grandparent;6=Sibling;7=Other
QP208 | Who the child lives with mostly | =1=Mother and father;2=Only mother or only father;3=Parent with a partner;4=Relatives, no parents;5=Other situation + m
QP209 | Education of mother, father or carer, highest finished | =1=Primary school;2=Secondary school;3=Higher education + m
QP210 | Interviewer rates the household: economic status | =1=Low;2=Middle;3=High + m
QC010 | Does the child attend school now? | yn + m
QC011 | Which stage of school | =1=Primary, classes 1-5;2=Primary, classes 6-9;3=Secondary school + m
QC012 | Is there a disability or a long illness? | yn + m
> How true are these of you?
+ QC013a | I find out how to deal with new situations | true + m
+ QC013b | I do dangerous things because they are fun | true + m
QC100 | Have you been on the internet in the last three months? | yn + m
> Reasons why you have not used the internet
+ QC101_1 | no connection or no device | yn + m
+ QC101_2 | too costly | yn + m
+ QC101_3 | my parents do not allow me | yn + m
+ QC101_4 | I have no interest in it | yn + m
QC102 | Is there an internet connection in your home? | yn + m
QC302 | At what age did you first go on the internet? | m
QC303 | How frequently do you go on the internet? | freq + m
QC304 | Can you get on the internet when you want or need to? | often + m
> Which of these do you use for the internet?
+ qc300_a | desktop computer (PC) | yn + m
+ qc300_b | laptop or notebook | yn + m
+ qc300_c | mobile phone, smartphone | yn + m
+ qc300_d | console for games, such as PlayStation | yn + m
+ qc300_e | TV set | yn + m
+ qc300_f | tablet | yn + m
+ qc300_g | smart watch or other wearable thing | yn + m
+ qc300_h | Do you have your own smartphone for yourself? | yn + m
> How frequently do you use the internet in these places?
+ QC301_A | own bedroom or private room | freq + m
+ QC301_B | at home, other rooms | freq + m
+ QC301_C | in school | freq + m
+ QC301_D | public places: library, internet cafe | freq + m
+ QC301_E | homes of friends or family | freq + m
+ QC301_F | when on the way: street, bus, car | freq + m
+ QC301_G | elsewhere | freq + m
> How often do these keep you from going on the internet?
+ QC305_A | cost: it is too expensive | often + m
+ QC305_B | bad signal or connection | often + m
+ QC305_C | another person uses the device | often + m
+ QC305_D | my parents do not allow it | often + m
+ QC305_E | my teachers or school do not allow it | often + m
QC306_wd | Hours on the internet, school day | m
QC306_we | Hours on the internet, weekend | m
> How frequently did you do these in the last month?
+ QC308_01 | did homework using the internet | freq + m
+ QC308_02 | learned a new thing by searching | freq + m
+ QC308_03 | read or watched news | freq + m
+ QC308_04 | looked up health for me or another person | freq + m
+ QC308_05 | talked about political or social problems | freq + m
+ QC308_06 | was active in a group on the internet with the same interests or hobby | freq + m
+ QC308_07 | made and shared a video or music | freq + m
+ QC308_08 | watched video clips | freq + m
+ QC308_09 | listened to music | freq + m
+ QC308_10 | played games alone or against the computer | freq + m
+ QC308_11 | played games with other people | freq + m
+ QC308_12 | went on social networks | freq + m
+ QC308_13 | used chat, instant messages | freq + m
+ QC308_14 | called family or friends far away by video | freq + m
+ QC308_15 | looked at things to buy or compared prices | freq + m
+ QC308_16 | downloaded music, films, apps | freq + m
+ QC308_17 | streamed live | freq + m
+ QC308_18 | used a virtual world | freq + m
+ QC308_19 | read blogs | freq + m
+ QC308_20 | wrote a blog or diary | freq + m
+ QC308_21 | used GPS to see friends | freq + m
+ QC308_22 | sent photos to teachers | freq + m
QC313 | Do you have a profile of your own on a social network or gaming site? | yn + m
QC315 | With about how many people are you in contact on this profile? | =1=Over 300;2=101 to 300;3=51 to 100;4=11 to 50;5=Up to 10 + m
QC317 | Your profile: who can see it? | =1=Public, everyone;2=Partly private, friends of friends;3=Private, only friends + m
QC318 | Is your address or phone number on the profile? | yn + m
> How frequently do you talk on the internet with
+ QC319_A | your family | freq + m
+ QC319_B | friends you also see face to face | freq + m
+ QC319_C | people you got to know on the internet | freq + m
QC320 | Is it easier to be yourself on the internet than face to face? | often + m
> How true are these of you? Skills
+ QC321_01 | I can save a photo found on the internet | true + m
+ QC321_02 | I can change privacy settings | true + m
+ QC321_03 | I can check if what I read is true | true + m
+ QC321_04 | I choose good keywords for a search | true + m
+ QC321_05 | I know what to share and what not | true + m
+ QC321_06 | I can remove people from my contacts | true + m
+ QC321_07 | I can create a video or music and post it | true + m
+ QC321_08 | I can edit what others have created | true + m
+ QC321_09 | I can install apps on a phone or tablet | true + m
+ QC321_10 | I can report content or people that do harm | true + m
QC322a | I know more than my parents about the internet | true + m
QC322b | I know lots about using the internet | true + m
QC110y | Past year: did something on the internet bother or upset you? (booklet 9 to 10) | yn + m
QC110o | Past year: did something on the internet bother or upset you? (booklet 11 to 17) | yn + m
QC111 | Past year: how frequently did things on the internet upset you? | =1=Every day or almost;2=Every week;3=Every month;4=Only a few times + m
QC112 | The last time you were bothered, how upset did you feel? | upset + m
> The last time: whom did you tell?
+ QC113_A | mother, father or carer | yn + m
+ QC113_B | brother, sister | yn + m
+ QC113_C | friend of my age | yn + m
+ QC113_D | teacher | yn + m
+ QC113_E | a person whose job is helping children | yn + m
+ QC113_F | nobody, I told no one | yn + m
> The last time: what did you do?
+ QC114_A | ignored it, hoped it would go away | yn + m
+ QC114_B | closed the app or window | yn + m
+ QC114_C | blocked the person | yn + m
+ QC114_D | changed my privacy settings | yn + m
+ QC114_E | reported it with a button or to an administrator | yn + m
QC115 | Past year: has someone been hurtful or nasty to you? | yn + m
QC116 | Was that hurtful behaviour on the internet or a phone? | yn + m
QC117 | How upset were you by the hurtful behaviour, last time? | upset + m
QC125 | Past year: have you been hurtful or nasty to someone on the internet? | yn + m
QC128 | Past year: did you see sexual images anywhere? | yn + m
QC129 | Were these sexual images on the internet or a phone? | yn + m
QC130 | How upset were you by the sexual images? | upset + m
QC167 | Past year: did you receive sexual messages? | yn + m
QC168 | How upset were you by the sexual message you received? | upset + m
QC169 | Past year: did you send or post sexual messages? | yn + m
QC170 | Past year: did someone ask you for sexual information or a picture of you when you did not want it? | yn + m
QC147 | Have you ever been in contact on the internet with someone you had not met in person? | yn + m
QC148 | Have you ever met in person someone you knew from the internet? | yn + m
QC149 | How upset were you by that meeting? | upset + m
> Past year: on the internet, did you see people talk of or show
+ QC142_A | ways to hurt or harm their body | yn + m
+ QC142_B | ways to commit suicide | yn + m
+ QC142_C | ways to get very thin | yn + m
+ QC142_D | taking drugs | yn + m
+ QC142_E | hate against groups of people | yn + m
> Past year: did this happen to you?
+ QC143_A | my personal information was used in a way I did not like | yn + m
+ QC143_B | someone used my password or pretended to be me | yn + m
+ QC143_C | my device got a virus | yn + m
> How often did this happen, past year?
+ QC144_A | no food or sleep because of the internet | excess + m
+ QC144_B | bothered when I could not be on the internet | excess + m
+ QC144_C | surfing though not really interested | excess + m
+ QC144_D | too little time for family, friends, schoolwork | excess + m
+ QC144_E | tried to spend less time on the internet, and failed | excess + m
> How often do your parents do these?
+ QC327_A | talk with you about what you do on the internet | often + m
+ QC327_B | encourage you to explore and learn | often + m
+ QC327_C | help with what is difficult on the internet | often + m
+ QC327_D | suggest safe ways of using the internet | often + m
+ QC327_E | helped when something bothered you | often + m
+ QC327_F | do shared activities together with you on the internet | often + m
> Are you allowed to do these by your parents?
+ QC328_A | use a webcam | allow + m
+ QC328_B | download music or films | allow + m
+ QC328_C | have a profile on a social network | allow + m
+ QC328_D | watch videos | allow + m
+ QC328_E | share photos, videos or music with others | allow + m
> Do your parents use programs to
+ QC330_A | block or filter content | yn + m
+ QC330_B | check which sites you visited | yn + m
+ QC330_C | track where you are | yn + m
QC331 | How much do your parents know of what you do on the internet? | =1=A lot;2=Quite a bit;3=Just a little;4=Nothing + m
QC332 | How often do your parents ask you for help on the internet? | often + m
> Have teachers ever done this?
+ QC333_A | suggested safe ways of using the internet | yn + m
+ QC333_B | set rules for the internet at school | yn + m
+ QC333_C | helped with something difficult on the internet | yn + m
> Have your friends ever done this?
+ QC336_A | suggested safe ways of using the internet | yn + m
+ QC336_B | helped when something bothered you | yn + m
QP214 | Parent: do you use the internet yourself? | yn + m
QP215 | Parent: how frequently do you go on the internet? | freq + m
QP216 | Parent: I know lots about using the internet | true + m
QP218 | Parent: how worried are you about what your child does and sees on the internet? | =1=A lot;2=Quite a bit;3=A bit;4=Not at all + m
QP228 | Parent: has something on the internet bothered or upset your child, past year? | yn + m
> Parent: how often do you
+ QP2201 | check bills | three + m
+ QP2202 | sit nearby | three + m
+ QP2203 | stay in the room | three + m
+ QP2204 | read terms of services | three + m
+ QP2205 | use timers | three + m
+ QP2206 | argue about screens | three + m
+ QP2207 | set meal time rules | three + m
+ QP2208 | take away the phone | three + m
+ QP2209 | follow the child's accounts | three + m
+ QP2210 | look in the browser history | three + m
+ QP2211 | ask other parents | three + m
+ QP2212 | ask a shop for advice | three + m
QC401 | Ladder of life from 0 to 10: where are you now? | m
QC402 | In general, your health is | =1=Very good;2=Good;3=Fair;4=Bad;5=Very bad + m
QC403 | How often do you feel safe on the internet? | often + m
QC404 | How often do you have fun on the internet? | often + m
QC405 | How true: the internet has many good things for children my age | true + m
QC406 | How often are people on the internet kind and helpful? | often + m
QC407 | How true: I know what to do when someone acts badly on the internet | true + m
> How true are these? Family, friends, school
+ QC408_A | my family tries to help me | true + m
+ QC408_B | my friends can be counted on if things go wrong | true + m
+ QC408_C | at my school I feel I belong | true + m
"""

# ---------------------------------------------------------------------------------------------

PHL_CODES = {
    "yn": "0=No;1=Yes",
    "m": "-97=I don't know;-99=I'd rather not say",
    "u": "-88=I don't understand the question",
    "often": "1=Never;2=Rarely;3=Sometimes;4=Often;5=Always",
    "freq": "1=Never;2=Almost never;3=About once a month;4=About once a week;5=Once a day;"
            "6=Many times a day;7=Almost all the time",
    "true": "1=Not at all true;2=A little true;3=Mostly true;4=Very true",
    "upset": "1=Not at all;2=A little;3=Fairly;4=Very",
    "allow": "1=Yes, any time;2=Only if they give permission;3=No, never",
}

# The kind of question stands before the codes: s one answer, m several, i a whole number, d a date,
# t text, c computed.
PHL = """
intro/today | Date of interview | d
intro/region | Region | t
intro/locality | Locality: urban or rural | t
intro/barangay | Barangay | t
intro/team | Team number | i
identity/birth_date | When were you born? | d
identity/sex | Boy or girl? | s =1=Boy;2=Girl
identity/education_parent | How far did your mother, father or guardian go in school? | s =1=Elementary or less;2=High school;3=College + m
identity/ses | Household economic status (interviewer's rating) | s =1=Low;2=Middle;3=High + m
identity/hh_size | Number of people who live in the house, with you | i m
identity/hh_children | How many of them are below 18? | i m
identity/lives_with | Who are the adults that you live with? | s =1=Both my parents;2=One of my parents;3=One parent and a partner;4=Other relatives, no parents;5=Other + m
identity/school | Are you enrolled in school now? | s yn + m
identity/school_level | Which level? | s =1=Elementary;2=Junior high school;3=Senior high school + m
identity/school_type | Is the school public or private? | s =1=Public;2=Private + m
identity/disability | Do you have any disability or long illness? | s yn + m
identity/ip_group | Is your family of an indigenous people? | s yn + m
> How true is each sentence for you?
+ identity/self_efficacy | I can handle new situations well | s true + m + u
+ identity/sensation | I like doing dangerous things for fun | s true + m + u
access/home | Does your house have internet? | s yn + m
access/used_3m | Did you go online any time in the last 3 months? | s yn + m
access/why_not | What keeps you from using the internet? | m =0=Another reason;1=No internet or gadget;2=Too expensive;3=I'm not allowed;4=Not interested + m
access/first_age | How old were you the first time you went online? | i m
access/frequency | How often do you go online? | s freq + m
access/when_needed | Can you go online whenever you want or need to? | s often + m
access/devices | What gadgets do you use to go online? | m =0=None of these;1=Cellphone or smartphone;2=Desktop computer;3=Laptop;4=Tablet;5=Game console;6=Smart TV + m
access/main | Which gadget do you use most to go online? | s =1=Cellphone or smartphone;2=Desktop computer;3=Laptop;4=Tablet;5=Game console;6=Smart TV;7=Other + m
access/own_phone | Do you own a smartphone that only you use? | s yn + m
> How often do you go online here?
+ access/where/home | At home | s freq + m
+ access/where/bedroom | In your bedroom or another private place | s freq + m
+ access/where/school | At school | s freq + m
+ access/where/friends | At a friend's or a relative's house | s freq + m
+ access/where/public | In a public place such as a pisonet or library | s freq + m
+ access/where/travel | While travelling, on the street or in a jeepney | s freq + m
> Time online on a weekday
+ access/wd_h | hours | i
+ access/wd_m | minutes | i
> Time online on a weekend day
+ access/we_h | hours | i
+ access/we_m | minutes | i
> How often are you unable to go online because of this?
+ access/barrier/cost | Load or data is too expensive | s often + m
+ access/barrier/signal | Slow or poor signal | s often + m
+ access/barrier/device | Someone else is using the gadget | s often + m
+ access/barrier/parents | My parents won't allow it | s often + m
+ access/barrier/school | My school or teachers won't allow it | s often + m
+ access/barrier/language | Not enough in my language | s often + m
> In the past month, how often did you do this online?
+ activities/learn | Search to learn something new | s freq + m
+ activities/schoolwork | Do schoolwork | s freq + m
+ activities/news | Look for news | s freq + m
+ activities/health | Look for health information for me or a person I know | s freq + m
+ activities/civic | Discuss political or social issues with others | s freq + m
+ activities/campaign | Join a campaign or protest, or sign a petition | s freq + m
+ activities/community | Find events or things to do near me | s freq + m
+ activities/group | Take part in a group with my hobby or interest | s freq + m
+ activities/create | Share a video or music I made | s freq + m
+ activities/video | Watch videos | s freq + m
+ activities/music | Listen to music | s freq + m
+ activities/games_alone | Play games alone or against the computer | s freq + m
+ activities/games_others | Play games with other people | s freq + m
+ activities/sns | Visit social media | s freq + m
+ activities/chat | Use messenger or chat | s freq + m
+ activities/video_call | Video call family or friends who are far away | s freq + m
+ activities/buy | Look at things to buy or compare prices | s freq + m
+ activities/download | Download music, movies or apps | s freq + m
+ activities/radio | Listen to radio | s freq + m
social/profile | Do you have your own account on a social media or game app? | s yn + m
social/main | Which social media do you use most? | s =1=Facebook;2=Instagram;3=TikTok;4=YouTube;5=Snapchat;6=WhatsApp;7=Twitter;8=Other + m
social/privacy | Who can view your account? | s =1=Anyone;2=Friends of my friends;3=My friends only + m
social/contacts | How many people are you connected with there? | s =1=10 or fewer;2=11 to 50;3=51 to 100;4=101 to 300;5=More than 300 + m
social/info | Does your account show where you live or your phone number? | s yn + m
social/requests | What do you do with friend requests? | s =1=Accept all;2=Accept if we have friends in common;3=Accept if I know them very well;4=Accept none + m
> How often do you talk online with
+ social/talk/family | Your family | s freq + m
+ social/talk/friends | Friends you also see face to face | s freq + m
+ social/talk/online_only | People you first met online | s freq + m
social/easier | Is it easier to be yourself online than face to face? | s often + m
> How true is this for you? I know how to
+ skills/save_photo | Save a photo I find online | s true + m + u
+ skills/privacy | Change my privacy settings | s true + m + u
+ skills/check_info | Check if information online is true | s true + m + u
+ skills/keywords | Choose the best keywords for searching | s true + m + u
+ skills/know_share | Decide which information to share or not share | s true + m + u
+ skills/remove_contacts | Remove people from my contacts | s true + m + u
+ skills/create | Make and post a video or music | s true + m + u
+ skills/edit | Edit content that others made | s true + m + u
+ skills/install_app | Install apps on a phone or tablet | s true + m + u
+ skills/app_costs | Keep track of what apps cost me | s true + m + u
+ skills/report | Report harmful content or people | s true + m + u
skills/more_than_parents | How true is this? I know more about the internet than my parents | s true + m + u
skills/a_lot | How true is this? I know a lot about the internet | s true + m + u
harm/upset | In the past year, did anything online bother or upset you? | s yn + m
harm/upset_often | How many times did that happen? | s =1=Just a few times;2=At least every month;3=At least every week;4=Daily or almost daily + m
harm/upset_degree | The last time, how upset were you? | s upset + m
harm/told | The last time, who did you talk to about it? | m =0=Nobody;1=My parent or guardian;2=My brother or sister;3=A friend my age;4=A teacher;5=A social worker or other person whose job is to help + m
harm/did | The last time, what did you do? | m =0=None of these;1=Ignored the problem;2=Closed the app or window;3=Blocked the person;4=Changed my privacy settings;5=Reported the problem + m
harm/hurtful | In the past year, was anyone hurtful or nasty to you? | s yn + m
harm/hurtful_online | Was that online or by phone? | s yn + m
harm/hurtful_degree | How upset were you when someone was hurtful to you? | s upset + m
harm/hurtful_others | In the past year, were you hurtful or nasty to someone online? | s yn + m
harm/contact | Have you ever been in contact online with a person you hadn't met face to face? | s yn + m
harm/met | Have you ever met face to face a person you got to know online? | s yn + m
harm/met_degree | How upset were you after that meeting? | s upset + m
> In the past year, did you see this online?
+ harm/saw/self_harm | People hurting themselves physically | s yn + m
+ harm/saw/suicide | Ways to take your own life | s yn + m
+ harm/saw/thin | Ways to become very thin | s yn + m
+ harm/saw/drugs | People's experiences with drugs | s yn + m
+ harm/saw/violence | Violent images of people or animals being hurt | s yn + m
+ harm/saw/hate | Hate messages against groups or people | s yn + m
> In the past year, did this happen to you?
+ harm/data/information | Someone used my personal information in a way I didn't like | s yn + m
+ harm/data/password | Someone used my password or pretended to be me | s yn + m
+ harm/data/money | I was cheated and lost money | s yn + m
+ harm/data/virus | My gadget got a virus | s yn + m
> In the past year, did this often happen to you?
+ harm/excess/eating | I went without food or sleep because of the internet | s yn + m
+ harm/excess/bothered | I felt bad when I couldn't be online | s yn + m
+ harm/excess/surfing | I kept surfing though I wasn't interested | s yn + m
+ harm/excess/family | I had less time for family, friends or schoolwork | s yn + m
+ harm/excess/reduce | I tried to be online less and failed | s yn + m
> How often do your parents or guardians do this?
+ mediation/parents_talk | Talk to you about what you do online | s often + m
+ mediation/parents_encourage | Encourage you to explore and learn online | s often + m
+ mediation/parents_help | Help you if something online is difficult | s often + m
+ mediation/parents_safety | Suggest how to use the internet safely | s often + m
+ mediation/parents_bothered | Help you if something online bothers you | s often + m
+ mediation/parents_together | Do things online together with you | s often + m
> Do your parents or guardians let you do this?
+ mediation/rule_webcam | Use a web camera or make video calls | s allow + m
+ mediation/rule_download | Download music, movies or apps | s allow + m
+ mediation/rule_sns | Use social media | s allow + m
+ mediation/rule_videos | Watch videos | s allow + m
+ mediation/rule_share | Share photos, videos or music with others | s allow + m
mediation/know | How much do your parents or guardians know about what you do online? | s =1=Nothing;2=Just a little;3=Quite a bit;4=A lot + m
mediation/help_them | How often do your parents or guardians ask you for help online? | s often + m
> Did a teacher ever do this?
+ mediation/teacher_safety | Suggest how to use the internet safely | s yn + m
+ mediation/teacher_rules | Make rules about the internet in school | s yn + m
+ mediation/teacher_help | Help you if something online was difficult | s yn + m
> Did your friends ever do this?
+ mediation/peer_safety | Suggest how to use the internet safely | s yn + m
+ mediation/peer_help | Help you if something online bothered you | s yn + m
wellbeing/ladder | On a ladder from 0 to 10, where is your life now? | i m
wellbeing/health | How good is your health? | s =1=Very bad;2=Bad;3=Fair;4=Good;5=Very good + m
> Online, how often
+ wellbeing/safe | do you feel safe? | s often + m
+ wellbeing/fun | do you have fun? | s often + m
+ wellbeing/kind | are others kind to you? | s often + m
> How true is this?
+ wellbeing/good_things | The internet has plenty of good things for kids my age | s true + m + u
+ wellbeing/what_to_do | I know what to do when someone acts in a way I don't like | s true + m + u
+ wellbeing/family | My family tries hard to help me | s true + m + u
+ wellbeing/friends | I can count on my friends if something goes wrong | s true + m + u
+ wellbeing/belong | I belong at my school | s true + m + u
wellbeing/where_help | Do you know where to go for help if someone is harassed or harmed online? | s yn + m
wt_final | Final weight | c
"""

# ---------------------------------------------------------------------------------------------


def questions(block):
    """Each (column, question, codes as written)."""
    stem = ""
    for line in block.strip().split("\n"):
        if line.startswith("> "):
            stem = line[2:]
            continue
        item = line.startswith("+ ")
        column, question, codes = (x.strip() for x in (line[2:] if item else line).split("|"))
        yield column, (stem + " " if item else "") + question, codes


def codes(text, lists):
    """[(code, label)] of `list + list`, where =CODE=LABEL;... is a list on the spot."""
    found = []
    for part in text.split(" + "):
        if not part:
            continue
        words = part[1:] if part.startswith("=") else lists[part]
        found += [tuple(pair.split("=", 1)) for pair in words.split(";")]
    return found


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def long_dictionary(block, lists, header, delimiter):
    """A line a code; the question on the first line of its column."""
    rows = [header]
    for column, question, words in questions(block):
        pairs = codes(words, lists) or [("", "")]
        for k, (code, label) in enumerate(pairs):
            rows.append([column, code, label, "" if k else question])
    return table(rows, delimiter)


def wide_dictionary(block, lists):
    """A line a column, its codes in one cell."""
    rows = [["name", "text", "values"]]
    for column, question, words in questions(block):
        rows.append([column, question,
                     "\n".join('%s = "%s"' % pair for pair in codes(words, lists))])
    return table(rows)


KINDS = {"s": "select_one ", "m": "select_multiple ", "i": "integer", "d": "date", "t": "text",
         "c": "calculate"}


def form():
    """The sheets `survey` and `choices` of an XLSForm: groups nest, names are those below them."""
    survey = [["type", "name", "label::English (en)", "relevant"]]
    choices = [["list_name", "name", "label::English (en)"]]
    lists = {}
    inside = []
    for column, question, words in questions(PHL):
        path = column.split("/")
        keep = 0
        while keep < min(len(inside), len(path) - 1) and inside[keep] == path[keep]:
            keep += 1
        while len(inside) > keep:
            inside.pop()
            survey.append(["end_group", "", "", ""])
        for group in path[len(inside):-1]:
            inside.append(group)
            survey.append(["begin_group", group, "", ""])
        kind, _, rest = words.partition(" ")
        name = KINDS[kind]
        pairs = codes(rest, PHL_CODES)
        if kind in "sm":
            key = tuple(pairs)
            if key not in lists:
                lists[key] = "list%d" % (len(lists) + 1)
                choices += [[lists[key], code, label] for code, label in pairs]
            name += lists[key]
        survey.append([name, path[-1], question, ""])
    survey += [["end_group", "", "", ""] for _ in inside]
    return table(survey), table(choices)


def main(arguments):
    if len(arguments) > 1:
        sys.exit("usage: make-dictionaries.py [DIR]")
    folder = arguments[0] if arguments else os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "dictionaries")
    os.makedirs(folder, exist_ok=True)
    survey, choices = form()
    for name, text in (
            ("bra-2018.csv", long_dictionary(BRA, BRA_CODES,
                                             ["variable", "value", "label", "question"], ",")),
            ("chl-2022.csv", long_dictionary(CHL, CHL_CODES,
                                             ["variable", "value", "label", "question"], ";")),
            ("mne-2016.csv", wide_dictionary(MNE, MNE_CODES)),
            ("phl-2017-survey.csv", survey),
            ("phl-2017-choices.csv", choices)):
        path = os.path.join(folder, name)
        with open(path + ".tmp", "wb") as f:
            f.write(text.encode("utf-8"))
        os.replace(path + ".tmp", path)


if __name__ == "__main__":
    main(sys.argv[1:])
