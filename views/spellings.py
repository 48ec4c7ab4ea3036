"""Names that people type for a country and that ISO 3166 and the reader's language don't have.

Written down rather than looked up: asking Babel for every country's own name loads 125 languages,
which takes a second and 80 MB. A test compares.
"""

ALSO = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia", "BiH"),
    "CD": ("DRC", "DR Congo", "Congo Kinshasa", "Zaire"),
    "CG": ("Congo Brazzaville", "Republic of the Congo"),
    "CI": ("Ivory Coast",),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic", "Czech"),
    "IE": ("Republic of Ireland", "Eire"),
    "FM": ("Micronesia",),
    "GB": (
        "UK",
        "U.K.",
        "Great Britain",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
    ),
    "KP": ("North Korea", "DPRK"),
    "KR": ("South Korea", "Republic of Korea", "ROK", "한국"),
    "MK": ("Macedonia", "FYROM"),
    "MM": ("Burma",),
    "MO": ("Macau", "Macao", "澳門"),
    "HK": ("Hong Kong", "香港"),
    "NL": ("Holland", "The Netherlands"),
    "PS": ("Palestine",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Turkey", "Turkiye"),
    "US": ("USA", "US", "U.S.", "America", "United States of America", "States"),
    "VA": ("Vatican", "Holy See", "Vatican City"),
    "VN": ("Viet Nam",),
}
SEVERAL = {
    "korea": ("KR", "KP"),
    "congo": ("CD", "CG"),
    "virgin islands": ("VG", "VI"),
}
"""Names that more than one country goes by: asked, never guessed."""
OWN = """
AE الإمارات العربية المتحدة
AF افغانستان
AL Shqipëri
AM Հայաստան
AT Österreich
AX Åland
AZ Azərbaycan|Азәрбајҹан
BA Босна и Херцеговина|Bosna i Hercegovina
BD বাংলাদেশ
BE België|Belgique|Belgien
BG България
BH البحرين
BI Uburundi
BN بروني
BQ Caribisch Nederland
BR Brasil
BT འབྲུག
BY Беларусь
CF Ködörösêse tî Bêafrîka|République centrafricaine
CH Schweiz|Schwiiz|Suisse|Svizzera
CM Cameroun
CN 中国
CW Kòrsou
CY Κύπρος|Kıbrıs
CZ Česko
DE Deutschland
DJ جيبوتي
DK Danmark
DO República Dominicana
DZ الجزائر|Algérie
EE Eesti
EG مصر
EH الصحراء الغربية
ER ኤርትራ|إريتريا
ES España
ET ኢትዮጵያ
FI Suomi
FO Føroyar
GE საქართველო
GF Guyane française
GL Kalaallit Nunaat
GN Guinée
GQ Guinea Ecuatorial|Guinée équatoriale|Guiné Equatorial
GR Ελλάδα
GW Guiné-Bissau
HK 中國香港特別行政區
HR Hrvatska
HU Magyarország
IL ישראל|إسرائيل
IM Ellan Vannin
IN भारत
IQ العراق
IR ایران
IS Ísland
IT Italia
JO الأردن
JP 日本
KG Кыргызстан|Киргизия
KH កម្ពុជា
KM جزر القمر|Comores
KP 북한
KR 대한민국
KW الكويت
KZ Казахстан|Қазақстан
LA ລາວ
LB لبنان
LI Liächteschtäi
LK ශ්‍රී ලංකාව|இலங்கை
LT Lietuva
LU Lëtzebuerg|Luxemburg
LV Latvija
LY ليبيا
MA المغرب|Maroc|Meṛṛuk
MD Republica Moldova
ME Crna Gora
MG Madagasikara
MK Северна Македонија
MM မြန်မာ
MN Монгол
MO 中國澳門特別行政區|Macau, RAE da China
MR موريتانيا
MU Maurice
MV ދިވެހި ރާއްޖެ
MZ Moçambique
NC Nouvelle-Calédonie
NG Nàìjíríà
NL Nederland
NO Norge|Noreg
NP नेपाल
NZ Aotearoa
OM عُمان
PF Polynésie française
PG Papua Niugini
PH Pilipinas
PK پاکستان
PL Polska
PM Saint-Pierre-et-Miquelon
PS الأراضي الفلسطينية
PY Paraguai
QA قطر
RE La Réunion
RS Srbija|Србија
RU Россия
RW U Rwanda
SA المملكة العربية السعودية
SD السودان
SE Sverige
SG 新加坡|Singapura|சிங்கப்பூர்
SI Slovenija
SJ Svalbard og Jan Mayen
SK Slovensko
SN Senegaal
SO Soomaaliya|الصومال
ST São Tomé e Príncipe
SY سوريا
TD تشاد|Tchad
TH ไทย
TJ Тоҷикистон
TN تونس|Tunisie
TW 台灣
UA Україна|Украина
UZ Oʻzbekiston|Ўзбекистон
VA Città del Vaticano
WF Wallis-et-Futuna
YE اليمن
"""
"""A country's names in its official languages (CLDR), where they read differently."""
