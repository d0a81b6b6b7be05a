"""Which language a line is in, told by its small words, its letters and its endings."""

import re
from functools import lru_cache
from itertools import islice

from .phrases import LONGEST, words

SMALL_WORDS = {
    "en": words(
        "an the you every each what been before then first its only about over under while through off down back us "
        "am did until during without because if when and of to with for on at by from was were is are my our their "
        "that "
        "so which who who's it as after no not this they she his her had have has all more than up out into can now "
        "last "
        "year week day days new team calls work kept got made a i we he in"
        " per shift shifts cut time new since customers patients residents pupils children people minutes hours "
        "months years first three four five six seven eight nine ten twelve helped took ran sold built wrote led "
        "every never one two just without again when whole after staff class school room home night morning"
    ),
    "de": words(
        "der die das und von mit für auf bei beim dem den des ein eine einen einer eines im zum zur ich wir nicht "
        "ist war "
        "wurde wurden haben habe hat sich auch nach über aus um durch als wie sowie unter pro dass er sie es mein "
        "meine "
        "meiner meinem meinen unser unsere ab vor seit alle kein keine keinen mehr nur noch pro täglich woche tag jahr "
        "vom ins jeden jede wieder jetzt statt sind kann konnte damit ohne zwei drei vier fünf sechs sieben acht "
        "neun zehn "
        "prozent uhr verantwortlich zuständig"
        " essen zimmer stunden minuten kinder kindern kunden kundinnen patienten bewohner bewohnern wochen monat "
        "monate samstag montag dienstag mittwoch donnerstag freitag sonntag klasse am diese dieser dieses schüler "
        "eltern mitarbeiter gäste behandlung gesenkt betreut gemacht auf in elf zwölf"
    ),
    "fr": words(
        "le la les et de des du un une dans pour avec sur par au aux est était été que qui je nous ils elle pas plus "
        "en ce "
        "cette mes mon ma nos notre leur leurs son ses d l chez sans depuis jour jours semaine mois ans fait deux "
        "trois "
        "quatre cinq huit dix chaque tous toutes ont sont ai avons j n s qu c à après avant moins"
        " colis clients élèves patients enfants appels heures personnes équipe lundi mardi mercredi jeudi vendredi "
        "samedi dimanche minutes dame enfin résidents ventes attente temps aide accueil groupes six sept neuf fois "
        "moitié réduit a"
    ),
    "es": words(
        "el la los las y de del un una en para con por que se es era fue fueron al lo su sus mi mis nuestro nuestra "
        "no más "
        "como sin sobre he ha yo desde hasta entre día días semana mes años dos tres cuatro cinco cada todos todas "
        "ya muy "
        "tras menos antes hemos han son está"
        " e madre hijo hija padre vuelven mantenimiento fotos lunes martes miércoles jueves viernes sábado domingo "
        "clientes vuelve cierre llamadas "
        "horas personas equipo alumnos turno niños pacientes residentes minutos ventas seis siete ocho nueve diez "
        "doce facturas limpieza atención de veces vez mitad"
    ),
    "it": words(
        "il lo la gli le e di del della dei delle degli dello un una uno in per con su che è era sono stato al alla "
        "alle ai "
        "nel nella nelle nei mi mio mia non più come da dal dalla dai si ho ha abbiamo hanno ogni giorno settimana "
        "anni senza dopo "
        "prima due tre quattro sul sulla tra nostro nostra"
        " tempi tempo minuti attesa clienti colleghi nuovi nuove cinque sei sette otto nove dieci vendite assistenza "
        "servizio reparto domicilio anziani banco ridotto aumentato formato bambini ore turno squadra pazienti "
        "ospiti lunedì nessun nessuna volta"
    ),
    "nl": words(
        "de het een en van met voor op bij te was zijn werd ik wij we niet ook naar door uit om als aan mijn onze dat "
        "die hun heb heeft per dag week jaar geen meer weer nu nog alle elke over onder tot na sinds zonder hebben "
        "kan kon bewoners"
        " minuten collega's nieuwe vijf zes zeven acht negen tien klanten omzet ingewerkt afdeling geholpen tijd "
        "kinderen patiënten uur dagen weken sinds maandag"
    ),
    "pt": words(
        "o a os as e de do da dos das um uma em no na nos nas para com por que se foi é ao à aos às pelo pela meu "
        "minha não "
        "mais como sem dia dias semana mês anos dois três cada todos todas já muito são está tem depois meus nossa "
        "nosso"
        " tempo novos novas colegas idosos doze reduzi treinei loja atendimento espera cuidei clientes minutos "
        "vendas alunos crianças equipa equipe turno pessoas horas metade vez quedas cinco"
    ),
    "pl": words(
        "i w z na do dla oraz się jest był była przez po od za nie jak mój moja przy o ze co ich już bez każdy dzień "
        "tygodniu dni lat nad pod przed są zespół pracy osób klientów"
        " liczbę czas nowych osób pięć minut klientów opieka obsługa kasy sześć dziesięć"
    ),
    "sv": words(
        "och att det en ett av med för på som är var till den jag vi inte från om de mina min hos har per dag varje "
        "utan "
        "efter vid under våra alla när blev kunder"
        " minuter nya fem medarbetare kassan kunder sex sju åtta nio tio barn tid veckan dagar patienter utbildade"
    ),
    "da": words(
        "og at det en et af med for på som er var til den jeg vi ikke fra om de mine min hos har per dag hver uden "
        "efter ved "
        "under vores alle når blev kunder borgere"
        " minutter nye fem medarbejdere seks syv otte ni ti børn tid ugen dage"
    ),
    "tr": words(
        "ve bir bu için ile olarak çok daha ben biz kadar sonra her gün hafta yıl kişilik müşteri yüzde oldu olan artık"
        " dakika dakikadan müşteri hasta yeni beş altı yedi sekiz çalışanı saat kişi"
    ),
    "cs": words(
        "a v na s se z do pro je byl byla od za po jsem jsme ne jak můj moje při o ze že už bez každý den týdně lidí"
    ),
    "ro": words(
        "și în de la cu pe pentru din a un o am fost este sunt mai nu care al ai ale după fără zi zile săptămână ani "
        "noi cinci minute timpul clienți șase șapte opt nouă zece instruit"
    ),
    "hu": words("a az és egy nem is volt hogy meg van nap hét év minden után már több új mint heti napi fő"),
    "fi": words(
        "ja on ei oli se että kun sekä myös joka päivä viikko vuotta kanssa jälkeen ilman asiakkaiden asiakkaita "
        "uusi uutta viisi kuusi minuuttia minuuttiin minuutista asiakasta aikaa työntekijää"
    ),
    "hr": words("i u na s sa za je su od do se po iz o da nije bio bila svaki dan tjedno bez nakon više ljudi"),
    "id": words(
        "dan di yang untuk dengan dari pada ke saya kami tidak sudah setiap hari minggu orang dalam menjadi waktu "
        "menit pelanggan karyawan baru tunggu jam"
    ),
    "vi": words("và của cho các một không được trong với người tôi đã ngày mỗi"),
}
_LETTERS_OF = {
    "de": "äöüß",
    "fr": "èêçàâîôûœëïé",
    "es": "ñáíóúé",
    "it": "òìùàè",
    "pt": "ãõçáêâóúí",
    "pl": "ąęłśżźćńó",
    "tr": "şğıçöü",
    "sv": "åäö",
    "da": "æøå",
    "cs": "ěščřžýůďť",
    "ro": "ăâîșțşţ",
    "hu": "őűáéíóöü",
    "hr": "čćšžđ",
    "fi": "äö",
    "vi": "đơưạảấầậắặếềểệịọỏốồộớờợụủứừựỳỹ",
}
_ENDINGS_OF = {
    "en": ("ing", "ed", "tion", "ness", "ers", "'s"),
    "de": ("ung", "ungen", "keit", "heit", "iert", "lich", "schaft", "ten", "chen", "stellt", "gen", "ern", "senkt"),
    "fr": ("tion", "ment", "eux", "ées", "és", "ée", "age", "eur", "aient", "ères", "ients"),
    "es": ("ción", "ciones", "dad", "mos", "aron", "ieron", "ando", "iendo", "ado", "ados", "ores", "entes"),
    "it": ("zione", "zioni", "ità", "mente", "ato", "ata", "ati", "ggi", "tto", "tti", "nti", "ini", "ori"),
    "pt": ("ção", "ções", "dade", "mente", "ou", "aram", "mos", "ado", "ndo", "eiro", "agem"),
    "nl": ("ijk", "heid", "ingen", "aan", "eerd", "tijd", "den", "oor", "sen", "aag", "aald", "eren", "uur", "ijd"),
    "pl": ("ów", "ach", "ami", "nie", "łem", "łam", "ość", "cji", "nych", "ych", "owa", "ał", "ła"),
    "tr": (
        "lar",
        "ler",
        "ları",
        "leri",
        "dım",
        "dim",
        "dık",
        "dik",
        "tim",
        "tım",
        "yor",
        "lık",
        "lik",
        "den",
        "dan",
        "nda",
        "nde",
        "ndım",
        "dü",
        "du",
    ),
    "fi": ("ssa", "ssä", "sta", "stä", "lla", "llä", "een", "iin", "tta", "ttä", "mme", "in"),
    "hu": ("ban", "ben", "nak", "nek", "tam", "tem", "ság", "ség", "ról", "ből"),
    "sv": ("ade", "ning", "arna", "erna", "het", "ades"),
    "da": ("ede", "ning", "erne", "hed"),
    "ro": ("ului", "ilor", "elor", "at", "ție", "ții", "ează"),
    "cs": ("ní", "ých", "ost", "oval", "al", "ům"),
}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NO_ENDING = ("\n",)
_READ = 60  # words that settle it
_ENOUGH = 4  # two small words, or one and a letter of its own


def language_of(text: str, own: str) -> str:
    """The two-letter language of a cleaned line, or `own` when it is short or could be either.

    Languages without rules are told apart too, so that they are not judged by the rules of another; 'zz' stands
    for a script in which no rules are written.
    """
    found = [part for word in islice(_WORD.finditer(text[:LONGEST]), _READ) for part in _elided(word.group())]
    latin = sum(1 for word in found if word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00")
    if found and latin * 2 < len(found):
        return "zz"
    totals = (sum(column) for column in zip(*map(_weights, found), strict=True))
    score = dict(zip(SMALL_WORDS, totals, strict=True)) if found else dict.fromkeys(SMALL_WORDS, 0)
    best = max(score, key=lambda language: (score[language], language == own, language in {"en", "de", "fr", "es"}))
    mine = score.get(own, 0)
    enough = _ENOUGH if mine else _ENOUGH - 1
    return best if score[best] >= enough and score[best] > mine + (1 if mine == 0 else 2) else own


def _elided(word: str) -> list[str]:
    """'l'accueil' is two words in French, 'who's' one in English."""
    head, _, tail = word.partition("'")
    return [head, tail] if tail and head in {"l", "d", "j", "n", "s", "qu", "c", "m"} else [word]


@lru_cache(maxsize=4096)
def _weights(word: str) -> tuple[int, ...]:
    """What one word says for each language of SMALL_WORDS, in their order."""
    return tuple(_weight(word, language) for language in SMALL_WORDS)


def _weight(word: str, language: str) -> int:
    weight = 0
    if word in SMALL_WORDS[language]:
        weight = 2
    elif len(word) > 4 and word.endswith(_ENDINGS_OF.get(language, _NO_ENDING)):
        weight = 1
    if word.isascii():
        return weight
    return weight + 2 if any(char in _LETTERS_OF.get(language, "") for char in word) else weight - 1
