"""German rules: result verbs in Perfekt and Präteritum, nominal style, and what is only planned or assigned."""

from .grammar import Vocabulary, measuring, notation
from .phrases import any_of, phrase
from .tongues import Tongue

_ONES = "ein(?:e[nmrs]?)? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_TENS = "zwanzig drei(?:ß|ss)ig vierzig fünfzig sechzig siebzig achtzig neunzig"
_UNIT = any_of("ein zwei drei vier fünf sechs sieben acht neun")
_NUMBERS = (
    rf"(?:{_UNIT}und{any_of(_TENS)}|{any_of(_ONES)}|{any_of(_TEENS)}|{any_of(_TENS)}|"
    rf"(?:{_UNIT}?(?:hundert|tausend)(?:{_UNIT}?(?:hundert))?)|(?:ein )?(?:halbes )?dutzend)"
)
_MONTH = any_of(
    "jan(?:uar)? feb(?:ruar)? märz april mai juni juli aug(?:ust)? sept?(?:ember)? okt(?:ober)? nov(?:ember)? "
    "dez(?:ember)?"
)
_ORDINAL = (
    r"(?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|zwanzigste|hundertste|"
    r"\w+undzwanzigste|\w+zigste|\d+\.)[nrs]?"
)

_WORDS = Vocabulary(
    numbers=_NUMBERS,
    scale="tsd\\.?|mio\\.?|mrd\\.?|tausend|millionen?|milliarden?",
    currency=any_of("euro franken cent dollar pfund"),
    percent="(?:prozent(?:punkte?n?)?|v\\.h\\.)",
    period=any_of(
        "sekunden? sek minuten? min std stunden? tagen? tage tag wochen? monaten? monate monat jahren? jahre jahr ms "
        "schichten?"
    ),
    fraction=(
        r"(?:(?:ein|einem|zwei|drei|vier)? ?(?:drittel|viertel|fünftel|sechstel|achtel|zehntel)[ns]?|"
        r"(?:der|die) hälfte|(?:knapp |gut )?die hälfte|dreiviertel)"
    ),
    about=any_of(
        "rund etwa ca\\.? zirka ungefähr über mehr_als knapp fast gut unter weniger_als nur nur_noch mindestens "
        "um_die durchschnittlich"
    ),
    few_more=r"(?:ein|eine|zwei|drei) (?:mehr|weitere)",
    masks=(
        rf"\b\d{{1,2}}\. ?(?:{_MONTH}|\d{{1,2}}\.)|\b{_MONTH} \d{{1,2}}\b",
        rf"\b(?:seit|ab|bis|von|im jahr|in|anfang|ende|mitte|{_MONTH}) (?:19|20)\d\d\b",
        r"\b(?:um|ab|bis|von|gegen|vor|nach) (?:\d{1,2}|<NUMBER>)(?:[:.]\d\d)? ?(?:uhr|h)\b(?: ?(?:bis|–|-|und um|"
        r"und) ?\d{1,2}(?:[:.]\d\d)? ?(?:uhr|h)?)?",
        r"\b\d{1,2}(?:[:.]\d\d)? ?(?:bis|–|-|und)? ?\d{0,2}(?:[:.]\d\d)? ?uhr\b",
        r"\b(?:vor|nach|um|gegen) <NUMBER>(?= ?(?:$|;|[.,](?!\d)|morgens|abends|früh|gebacken))",
        r"\b(?:zimmer|raum|station|klassen?|halle|linie|gleis|tor|etage|stock|haus|wohnung|region|gruppe|stufe|band|"
        r"kapitel|"
        r"seite|abschnitt|version|teil|paragraf|§|artikel|gate|platz|lager|werk|filiale|maschine|schicht|tisch|feld|"
        r"stall|pflegegrad|"
        r"windows|lektion|niveau|modul|block|tour|wagen|zug|kasse|kita|schule|quartal|woche|kw|tag|level) "
        r"\d{1,2}[a-z]?\b(?:(?:,| und| bis| ?[-–/]) ?\d{1,4}[a-z]?\b){0,9}",
        r"\b\d+\. (?:klasse|stock|etage|lehrjahr|semester|quartal|schuljahr|liga|platz|rang|jahr|mal)\b",
        r"\b<NUMBER>[- ](?:jährige[nrs]?|stündige[nrs]?|tägige[nrs]?|seitige[nrs]?)\b|\b\d+-jährige[nrs]?\b",
        r"<NUMBER> jahre (?:alt|erfahrung|berufserfahrung|lang als)|(?:seit|nach|vor) <NUMBER> (?:jahr|monat|woche|"
        r"tag)(?:e?n)?\b",
        r"<NUMBER> (?:tage|nächte|abende|mal|stunden|std|h) (?:die|pro|in der|je) (?:woche|monat)(?!<4> (?:gespart|"
        r"eingespart|gewonnen|weniger|früher))|<NUMBER>[- ](?:tage|stunden)-woche",
        r"(?:alle|jeden|jede) (?:zwei|drei|zweite[nr]?|\d+) (?:wochen|tage|monate|stunden|dienstag|woche|monat|"
        r"montag|samstag)",
        r"\b(?:unter|ab|über|von)[- ]\d+[- ]?(?:bis[- ]\d+[- ]?)?jährige\w*|\bu\d\d\b",
    ),
    sure=(
        r"\bvon <ABOUT>(?:nur )?(?:jährlich |monatlich |täglich |wöchentlich )?(?P<base><AMOUNT>)<5> (?:auf|zu|bis "
        r"auf) (?:nur noch |nur )?<ABOUT>(?:<AMOUNT>|null|keine[nr]?|einmal)(?! uhr)",
        r"\bvon (?P<base>(?:täglich|wöchentlich|monatlich|jährlich|stündlich))<2> (?:auf|zu) \w+",
        r"\b(?:statt|anstatt|anstelle von|statt bisher|verglichen mit|gegenüber|im vergleich zu) <ABOUT>(?:bisher |"
        r"vorher |früher |zuvor )?(?P<base><AMOUNT>)",
        r"\b(?:vorher|zuvor|früher|davor|bisher|im vorjahr|letztes jahr|vor einem jahr)(?: waren es| war es| noch| "
        r"nur| etwa| rund| über| fast| lag \w+ bei){0,3} (?P<base>jede[rsn]? " + _ORDINAL + r"|<AMOUNT>)",
        r"<AMOUNT>,? (?:vorher|zuvor|früher|im vorjahr)\b",
        r"<ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|<FRACTION>|<NUMBER>)(?: \w+)? (?:weniger|mehr|schneller|kürzer|früher|"
        r"eher|günstiger|billiger|höher|niedriger|länger|über plan|über dem ziel|unter budget|vor dem termin|vor "
        r"plan)\b",
        r"<NUMBER>\w* (?:zusätzliche|neue mitglieder|neue kunden)\b(?!x)",
        r"\b(?:verdoppelt\w*|verdreifacht\w*|vervierfacht\w*|verfünffacht\w*|halbiert\w*|gedrittelt|verdopplung|"
        r"verdoppelung|halbierung)\b",
        r"\b(?:doppelt|dreimal|viermal|fünfmal|zehnmal|halb|<NUMBER> ?mal) so (?:lang|groß|teuer|voll|viel|viele|"
        r"schnell|oft|hoch|lange|"
        r"gut)\w*",
        r"[+−-] ?<PERCENT>",
    ),
    delta=(
        r"\bum <ABOUT>(?:mindestens |ganze |satte )?(?:<FRACTION>|<AMOUNT>)(?! uhr)",
        r"\b(?:auf|unter) <ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|null|die hälfte)",
        r"\b(?:auf|unter) (?:nur noch )?<ABOUT><NUMBER>(?! uhr)",
    ),
    rate=(
        r"\b(?!ein)<NUMBER><2> (?:von|der|aus) (?:den |meinen |unseren |insgesamt )?<NUMBER>\b",
        r"\balle <NUMBER>\b|\bjede[rsn]? " + _ORDINAL,
        r"\b<NUMBER> (?:von|auf) <NUMBER>\b|\bnote (?:von )?\d,\d|\b\d,\d (?:von|sternen?|punkte)\b|<NUMBER> "
        r"(?:sterne|punkte)\b",
        r"<FRACTION>|\b<NUMBER>/<NUMBER>\b",
    ),
    first=r"\b(?:zum ersten mal|erstmals|beim ersten (?:mal|versuch|anlauf)|auf anhieb|im ersten anlauf|auf den "
    r"ersten)\b",
    zero=r"\b(?:kein|keine|keinen|keiner|keinem|null|niemand|nie|ohne)\b",
    spared=r"<SPELL><4> (?:gespart|eingespart|gewonnen|gespart\w*)\b|\b(?:spar(?:t|te|ten|en|e)|gewann|gewonnen:)<3> "
    r"<SPELL>[^,;.]{0,20}",
)
_WRITE = notation(_WORDS)

_PREFIXED = "(?:ein|ab|zurück|wieder|weiter|um|mit)?(?:ge)?"
_STEMS = any_of(
    "senk reduzier verringer verminder verkürz steiger erhöh verbesser verdoppel verdreifach halbier spar einspar "
    "vermeid "
    "verhinder überzeug rett beschleunig vereinfach drück beseitig ermöglich erreich beleb wiederbeleb stabilisier "
    "verlänger"
)
_PARTICIPLES = any_of(
    "gesenkt abgesenkt reduziert verringert vermindert verkürzt gesteigert erhöht verbessert verdoppelt verdreifacht "
    "vervierfacht halbiert gespart eingespart vermieden verhindert gewonnen zurückgewonnen hinzugewonnen "
    "dazugewonnen überzeugt gerettet wiederbelebt "
    "reanimiert beschleunigt vereinfacht gedrückt beseitigt übertroffen durchgesetzt erwirkt ermöglicht erreicht "
    "bestanden aufgedeckt geschlichtet befreit erstritten erkämpft wiedergefunden abgewendet verbucht überwunden "
    "gewachsen gestiegen angestiegen gesunken zurückgegangen gefallen geschrumpft abgenommen zugenommen verschwunden "
    "aufgestiegen "
    "befördert ausgezeichnet prämiert nominiert weiterempfohlen wiedergekommen wiedergewählt übernommen_worden "
    "geheilt verheilt "
    "abgebaut_und eingeworben erwirtschaftet umgestimmt gestoppt gebannt gelungen geglückt wiederhergestellt erholt "
    "losgeworden "
    "eingesammelt zurückgeholt zurückgebracht wiedereröffnet versöhnt"
)
_PRETERITE = any_of(
    "senkte senkten reduzierte reduzierten verringerte verkürzte verkürzten steigerte steigerten erhöhte erhöhten "
    "verbesserte verbesserten "
    "verdoppelte verdoppelten halbierte halbierten sparte sparten verhinderte verhinderten überzeugte überzeugten "
    "rettete retteten "
    "beschleunigte vereinfachte ermöglichte erreichte erreichten gewann gewannen übertraf übertrafen vermied stoppte "
    "stoppten"
)
_NOUNS = any_of(
    "senkung reduzierung reduktion steigerung erhöhung verbesserung verkürzung halbierung verdopplung verdoppelung "
    "einsparung rückgang "
    "anstieg zuwachs wachstum verringerung abbau zunahme abnahme plus minus"
)
_MOVED = any_of(
    "gesenkt gedrückt gebracht gekommen gegangen gefallen gestiegen gesunken gewachsen runter herunter rauf hoch "
    "verkürzt reduziert "
    "sank sanken stieg stiegen fiel fielen wuchs wuchsen kletterte ging gingen kam kamen brachte brachten drückte "
    "schrumpfte sinkt steigt dauert dauern braucht brauchen liegt liegen fertig geliefert abgeschlossen eröffnet"
)
_ADVERBS = any_of(
    "wieder jetzt inzwischen mittlerweile nun endlich seitdem seither selbst selbstständig selbständig allein "
    "alleine erstmals ohne_hilfe von_sich_aus heute freiwillig"
)
_FINITE = any_of(
    "übergab übergaben vertraute anvertraute bot boten lud luden kam kamen ging gingen fiel fielen stieg stiegen "
    "sank sanken wuchs wuchsen bekam bekamen fand fanden gewann "
    "gewannen blieb "
    "blieben erhielt erhielten lief liefen nahm nahmen gab gaben schrieb schrieben rief riefen sprach sprachen las "
    "lasen aß aßen "
    "schlief schliefen stand standen half halfen verließ verließen begann begannen zog zogen schloss schlossen "
    "verschwand verschwanden "
    "entschied entschieden lobte lobten dankte dankten bedankte bedankten kehrte kehrten hörte hörten fragte fragten "
    "lernte lernten "
    "schaffte schafften kaufte kauften buchte buchten bestellte bestellten empfahl empfahlen wählte wählten übernahm "
    "übernahmen "
    "genehmigte genehmigten verlängerte verlängerten unterschrieb unterschrieben besserte besserten erholte erholten "
    "heilte heilten "
    "konnte konnten durfte durften musste_nicht trug wusste wussten lachte lachten traute trauten meldete meldeten "
    "spendete spendeten "
    "lobten kehrten veröffentlichte druckte holte landete reagierte stimmte stimmten änderte änderten öffnete ließ "
    "ließen brach hielt hielten"
)
_PERFECT = (
    r"(?:hat|haben|ist|sind|wurde|wurden)\b<9> (?:\w*ge\w{2,}(?:t|en)|\w{3,}iert|be\w{2,}(?:t|en)|ver\w{2,}(?:t|en)|"
    r"er\w{3,}(?:t|en)|ent\w{3,}(?:t|en)|über\w{3,}(?:t|en)|unter\w{3,}(?:t|en)|"
    r"\w+(?:ge|zu)\w{2,}(?:t|en))\b"
)
_DECIDED = any_of(
    "befördert ausgewählt gewählt genehmigt verlängert übernommen eingeladen ausgezeichnet empfohlen veröffentlicht "
    "gedruckt "
    "zugelassen bewilligt nominiert eingeführt_im verurteilt freigesprochen entlassen aufgenommen angenommen "
    "anerkannt gelobt "
    "ausgestrahlt weiterempfohlen verschoben_und gerettet verhindert entdeckt zertifiziert eingestellt abgenommen "
    "aufgehoben ausverkauft"
)
_PROBLEM = any_of(
    "streit ärger probleme? hektik chaos stress überstunden gewalt einbrüche? nachbesserung(?:en)? leerlauf "
    "stürze?n? sturz unfälle?n? unfall beschwerden? reklamation(?:en)? fehler verletzt\\w* beanstandung(?:en)? "
    "ausfälle? ausfall störung(?:en)? "
    "schäden schaden mängeln? mängel verluste? verletzung(?:en)? verspätung(?:en)? dekubitus rückfälle? "
    "infektion(?:en)? diebstähle? retouren "
    "nacharbeit kündigung(?:en)? einwände? abweichung(?:en)? nachfragen tote wartezeit ausschuss"
)

# a weak verb in the Präteritum near the start, told from the many adjectives and nouns that end alike
_WEAK = (
    r"(?:(?<=[.;:\n–—] )|^)(?!\d)(?:[\w.-]+ ){1,4}(?P<verb>(?!(?:gute|letzte|erste|zweite|dritte|vierte|nächste|"
    r"beste|rechte|bunte|alte|kalte|heute|seite|bitte|mitte|leute|geräte|werte|gäste|kiste|"
    r"liste|karte|akte|kosten|zeiten|arbeiten|daten|karten|patienten|studenten|unten|hinten|breite|hatte|sollte|"
    r"musste|wollte|möchte|arbeitete|betreute|ge\w+|be\w+ete|"
    r"angestellte|bekannte|verwandte|\w+ierte|\w+ste|bekannten)n?\b)[a-zäöüß]{2,}[bcdfghklmnprstvwzßauei](?:te|ten)\b)"
)

RULES = Tongue(
    version="de-1",
    measuring=measuring(_WORDS),
    changes=tuple(
        phrase(pattern)
        for pattern in (
            rf"\b(?:{_PARTICIPLES}|{_PRETERITE})\b",
            r"\b(?:nicht|nie|niemand|nichts|kein|keine|keinen|keiner)(?:<3>) mehr\b(?! als)",
            r"\b(?:nie wieder|nicht wieder|niemand mehr|nicht mehr|nicht ein einziges mal)\b",
            rf"(?:^|[,;:–-] ?|\bmit |\bund |\bohne )(?:null|keine?[nrm]?|kein einziger|ohne|ohne einen|ohne eine|"
            rf"nicht ein)<2> {_PROBLEM}\b",
            r"^(?:kein|keine|keiner|niemand|nichts|null)\b<4>",
            rf"\bohne (?:einen |eine |ein |einen einzigen |eine einzige |jede[nr]? )?{_PROBLEM}\b",
            r"\b(?:das|den|die|der)<6> (?:übersehen|aufgegeben|abgelehnt|nicht (?:gefunden|geschafft)) (?:hatte|"
            r"hatten|worden)\b",
            r"^(?:endlich|inzwischen|mittlerweile|jetzt|seitdem|seither) \w+(?:t|en)\b|\bsich wieder\b|\bwieder(?= "
            r"?(?:$|[.,;]))",
            r"\b(?:gab es|hatten?|fand|fanden|gibt es) (?:keine?[nr]?|nichts|weniger|nur noch|nicht (?:einen|"
            r"eine))\b|\b(?:vor der|vor dem|vorm) <1>bewahrt\b",
            r"(?:euro|€|franken|chf)<4> (?:gesammelt|eingenommen|eingeworben|erlöst|erwirtschaftet)\b|\b(?:gesammelt|"
            r"eingenommen):? <2>(?:euro|€|\d)",
            r"\b(?:nach|auf|durch|dank) (?:mein|unser)\w{0,2}<6> (?:wurde|wurden|hat|haben|ist|sind|kam|kamen|läuft|"
            r"gibt)\b|\bertappt\b",
            r"\b(?:zum ersten mal|erstmals|beim ersten (?:mal|versuch|anlauf)|auf anhieb|im ersten anlauf)\b",
            r"\b(?:so ?dass|so daß)\b<4>",
            r"\b(?:dadurch|deshalb|daher|deswegen|seitdem|seither|damit) (?:konnte|können|kann|musste|blieb|bleibt|"
            r"wurde|ist|sind|hat|haben|läuft|geht|war|fällt|kommt|gibt|steht)\w*",
            r"\b(?:seit|nachdem|weil|seitdem|dank) (?:wir|ich|mein\w*|unser\w*)\b",
            rf"\b(?:kann|können|konnte|konnten|darf|dürfen|durfte)<6> (?:{_ADVERBS}|bleiben|zurück|nach hause|laufen|"
            rf"gehen)\b",
            rf"\b(?:geht|läuft|fährt|spricht|liest|isst|schläft|funktioniert|reden|redet|lachen|lacht|singt|singen|"
            rf"treffen|trifft|lernt|lernen|schreibt|gehört|besuchen|wohnt|wohnen|schließt|hält|steht|kommt|arbeitet|"
            rf"arbeiten|kommen|gehen|laufen|fahren|sprechen|lesen|essen|helfen|hilft|besucht|besuchen|nimmt|nehmen|"
            rf"nutzt|nutzen|öffnet|spielt|spielen|traut|macht|machen|ist|sind)<5> {_ADVERBS}\b",
            rf"\b{_ADVERBS} (?:offen|dicht|trocken|ruhig|sauber|gesund|mobil|in betrieb|daheim|zu hause|bei uns|fit)\b",
            rf"\b(?:wurde|wurden|worden|bin|ist|sind|hat|haben|habe)<9> {_DECIDED}\b|\b{_DECIDED} worden\b",
            r"\b(?:gesellenprüfung|prüfung|abitur|meisterprüfung|tüv|audit|abnahme|führerschein|examen|test|"
            r"zertifi\w+|inspektion)<4> (?:bestanden|geschafft|ohne (?:mängel|beanstandung))",
            r"\b(?:preis|medaille|auszeichnung|wettbewerb|stipendium|zuschlag|auftrag|förderung|stern|"
            r"fördergeld\w*)<3> (?:gewonnen|bekommen|erhalten|geholt|errungen)\b",
            r"\bhatte[n]? erfolg\b|\bmit erfolg\b|\bunverletzt\b|\bunversehrt\b|\bnach hause (?:gekommen|zurück|"
            r"entlassen)\b|\bin letzter minute\b|\brechtzeitig\b(?! (?:zu|für))",
            r"\b(?:termingerecht|pünktlich|vor dem termin|im budget|unter budget) (?:fertig|geliefert|eröffnet|"
            r"abgeschlossen)\w*",
            r"\bfragen?<3> (?:nach mir|namentlich)\b|\bausdrücklich nach mir\b|\bwieder gebucht\b|"
            r"\bweiterempfohlen\b|\bkommen? wieder\b",
            r"\b(?:bekam|bekommt|erhielt|erhält|bekommen|erhalten)<4> (?:seine|ihre|die|eine|einen|den|das) (?:rente|"
            r"wohnung|stelle|zusage|recht|platz|ausbildungsplatz|asyl|anerkennung|bewilligung)\b",
            r"\b(?:eine?n? )(?:wohnung|stelle|arbeit|job|lehrstelle|ausbildungsplatz|zuhause) (?:gefunden|bekommen|"
            r"verschafft)\b",
        )
    ),
    moves=tuple(
        phrase(pattern) for pattern in (rf"\b{_MOVED}\b", rf"\b\w{{0,30}}{_NOUNS}\b", rf"\b{_STEMS}\w{{0,4}}\b")
    ),
    led=phrase(
        r"(?:der|die|das|den|dem|ein|eine|mein|meine|unser|unsere|ihr|ihre|sein|seine|alle|viele|einige|mehrere|"
        r"beide|kein|keine|"
        r"herr|frau|er|sie|es|niemand|jeder|jede|jedes|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d[\d.,' ]*|"
        r"mama|papa|mutter|vater|oma|opa|"
        r"kunden|kundinnen|gäste|eltern|patienten|bewohner|schüler|nachbarn|stammgäste|besucher|dieser|diese|dieses|"
        r"familie|chef|chefin|"
        r"gericht|redaktion|jury|publikum|kritik|stadt|gemeinde|verein|[a-zäöüß]+(?= (?:hat|haben|ist|sind|kam|kamen|"
        r"kommen|wurde|wurden)\b)) ?"
    ),
    happened=tuple(phrase(pattern) for pattern in (rf"\b{_FINITE}\b", rf"(?<!wir )\b{_PERFECT}", _WEAK)),
    described=phrase(
        r"\b(?:umfasst\w*|bestand aus|besteht aus|gehört\w* zu|beinhaltet\w*|zuständig|verantwortlich|wir haben|ich "
        r"habe|habe ich|haben wir|aufgabe)\b"
    ),
    planned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:soll|sollen|sollte|sollten|will|wollen|wollte|möchte|möchten|geplant|plane|planen|vorhaben|"
            r"versuche|versuchen|versucht|bemüht|hoffe|hoffen|noch nicht|leider nicht|leider nichts|nicht geschafft|"
            r"nicht gelungen|nichts (?:verbessert|gesenkt|erreicht|gespart|verändert)|nicht (?:verbessert|gesenkt|"
            r"reduziert|erreicht|gesteigert|erhöht|gespart)|ziel ist|ziel war|ziel:|nächstes jahr|im nächsten|"
            r"demnächst|künftig)\b",
            r"\b(?:ich|wir) (?:muss|müssen|werde|werden|wollen|will)\b|\b(?:muss|müssen|werde|werden) (?:ich|wir)\b",
        )
    ),
    purposes=tuple(
        phrase(pattern)
        for pattern in (
            r"\bum<7> (?:zu \w+|\w+zu\w+en)\b",
            r"\bzur (?:\w{0,20})(?:verbesserung|senkung|reduzierung|steigerung|erhöhung|vermeidung|verringerung|"
            r"verkürzung|optimierung)\b",
            r"\bhilfe beim?\b|\bunterstützung (?:bei|beim|der|von)\b|\bmitarbeit (?:an|bei|in)\b",
        )
    ),
    assigned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:verantwortlich für|zuständig für|verantwortung für|aufgaben?\b|mitverantwortlich|beauftragt mit|"
            r"betraut mit|beratung zu|schulung zu|maßnahmen zur|konzepte? zur|mitgewirkt|beteiligt an)",
        )
    ),
    action=phrase(r"\b(?:\w{0,6}ge\w{2,}(?:t|en)|\w{3,}iert|(?:be|ver|er|ent)\w{3,}t)\b"),
    how=phrase(
        r"\b(?:durch \w|mit (?:einem|einer|hilfe|neuen|neuem|meinem|meiner|der|dem) \w|indem \w|dank \w|weil (?:ich|"
        r"wir) \w|seit (?:ich|wir) \w|nachdem (?:ich|wir) \w|mithilfe \w)[^,;.\n]{0,80}"
    ),
    beneficiary=phrase(
        r"\b"
        + any_of(
            "bewohner(?:in|innen|n)? patient(?:en|in|innen)? kund(?:en|in|innen|e) gäste?n? schüler(?:in|innen|n)? "
            "kind(?:er|ern|es)? eltern kolleg(?:en|in|innen|e) team mitglieder mieter "
            "familien? nachbarn? auszubildende\\w* azubis? klient(?:en|in|innen)? besucher mutter vater oma opa "
            "lehrlinge?"
        )
        + r"\b"
    ),
    scope=_WRITE.compile(
        r"\b(?:team|gruppe|klasse|abteilung|budget|schicht) (?:von|mit|über) (?:rund |etwa )?\S+(?: \w+)?|\b<NUMBER> "
        r"(?:mitarbeiter\w*|standorte?n?|filialen)\b"
    ),
)
