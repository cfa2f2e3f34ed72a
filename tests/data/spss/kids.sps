* Invented children: nobody answered this.  Made with PSPP:
*   cd tests/data/spss && pspp kids.sps
* kids.sav and kids.csv are then what a national team would send, once as SPSS file and once exported.
SET DECIMAL=DOT.
DATA LIST LIST /QUEST (A6) PESO (F10.4) ESTRATO (F2.0) UPA (F4.0) SEXO (F1.0) IDADE (F3.0) NASC (DATE11) INICIO (DATETIME20) DURACAO (TIME8) M5 (F2.0) REGIAO (A12) HORAS (F5.2).
BEGIN DATA
"k001" 1250.5 1 11 1 12 05-MAR-2006 "10-SEP-2018 14:03:59" 00:31:05 1 "Norte" 2.50
"k002" 980.25 1 11 2 9 17-NOV-2008 "10-SEP-2018 16:20:00" 00:25:00 5 "Nordeste" 0.75
"k003" 1100 1 12 2 999 01-JAN-2001 "11-SEP-2018 09:00:01" 00:29:59 98 "São Paulo" 99
"k004" 875.125 2 21 1 17 29-FEB-2000 "11-SEP-2018 23:59:59" 01:02:03 99 "Sul" 3
"k005" 1024 2 22 2 15 31-DEC-2002 "12-SEP-2018 00:00:00" 00:00:00 3 " Sul " 0
"k006" 990 2 22 1 998 . . . . "" .
"k007" 1001.75 2 21 9 10 02-FEB-2008 "12-SEP-2018 10:11:12" 00:20:20 2 "Norte, Sul" 12.25
END DATA.
VARIABLE LABELS QUEST "Questionário" /PESO "Peso" /SEXO "Sexo da criança" /IDADE "Quantos anos você tem?"
  /M5 "Com que frequência usa a internet?" /HORAS "Horas por dia".
VALUE LABELS SEXO 1 "Menino" 2 "Menina" 9 "Sem resposta"
  /IDADE 998 "Não sabe" 999 "Recusou"
  /M5 1 "Várias vezes ao dia" 2 "Todo dia" 3 "Toda semana" 5 "Nunca" 98 "Não sabe" 99 "Recusou"
  /HORAS 99 "Não sabe".
MISSING VALUES SEXO (9) /IDADE (900 THRU HIGHEST) /M5 (98, 99) /HORAS (99).
SAVE OUTFILE="kids.sav".
SAVE TRANSLATE /OUTFILE="kids.csv" /TYPE=CSV /FIELDNAMES /REPLACE.
