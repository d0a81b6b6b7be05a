"""Spanish rules: result verbs in the pretérito, nominal style, and what is only planned or assigned."""

from .grammar import Vocabulary, measuring, notation
from .phrases import any_of, phrase
from .tongues import Tongue

_NUMBER_WORD = any_of(
    "un(?:a|o)? dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve "
    "veinte veintiun(?:o|a|) veintidós veintitrés veinticuatro veinticinco treinta cuarenta cincuenta sesenta "
    "setenta ochenta noventa "
    "cien(?:to)? doscient[oa]s trescient[oa]s quinient[oa]s mil"
)
_NUMBERS = (
    rf"(?:(?:media |una )?(?:docena|decena|quincena|veintena|treintena|cincuentena|centenar|millar)(?:es|s)?|"
    rf"{_NUMBER_WORD}(?:(?:\s| y ){_NUMBER_WORD}){{0,4}})"
)
_MONTH = any_of(
    "ene(?:ro)? feb(?:rero)? mar(?:zo)? abr(?:il)? may(?:o)? jun(?:io)? jul(?:io)? ago(?:sto)? sept?(?:iembre)? "
    "oct(?:ubre)? nov(?:iembre)? dic(?:iembre)?"
)

_WORDS = Vocabulary(
    numbers=_NUMBERS,
    scale="mil|millones|millón|mm",
    currency=any_of("euros? pesos? dólares céntimos? soles libras?"),
    percent="(?:por ciento|puntos?(?: porcentuales)?)",
    period=any_of("segundos? minutos? min horas? h días? noches? semanas? quincenas? mes(?:es)? años? ms"),
    fraction=(
        r"(?:(?:un|una|dos|tres|el|las dos|la) (?:tercios?|terceras? partes?|cuartos?|cuartas? partes?|quintos?|"
        r"quinta parte|décima parte|mitad)|la mitad|(?:a|por) la mitad)"
    ),
    about=any_of(
        "unos unas casi más_de menos_de cerca_de alrededor_de aproximadamente apenas solo sólo al_menos hasta"
    ),
    few_more=r"(?:un|una|dos|tres) (?:más|otr[oa]s)",
    masks=(
        rf"\b(?:el |al )?\d{{1,2}} de {_MONTH}\b(?: de (?:19|20)\d\d)?",
        rf"\b(?:en|desde|de|hasta|del|a|año|verano|invierno|otoño|primavera|temporada|{_MONTH}) (?:19|20)\d\d\b",
        r"\b(?:a|de|desde|hasta|sobre|antes de) las? (?:\d{1,2}|<NUMBER>)(?:[:.]\d\d)?(?: ?h)?(?: y media| de la "
        r"\w+)?(?: ?(?:a|hasta|-|y) (?:las? )?(?:\d{1,2}|<NUMBER>)(?:[:.]\d\d)?\b)?",
        r"\b(?:de )?\d{1,2}(?:[:.]\d\d)? ?(?:a|-|–) ?\d{1,2}(?:[:.]\d\d)? ?h(?:oras)?\b|\b\d{1,2}(?:[:.]\d\d)? "
        r"?h(?=\b(?! (?:de|al|a la|menos|más)))",
        r"\b(?:habitación|sala|aula|planta|piso|línea|andén|puerta|edificio|región|zona|clase|nivel|artículo|"
        r"capítulo|versión|sector|puesto|unidad|"
        r"turno|pasillo|caja|máquina|ruta|taller|nave|semana|fase|etapa|página|tienda|bus|tren|tipo|talla|norma|"
        r"grupo|módulo|lote|nº|número|curso|equipo|bloque) \d{1,3}[a-zº]?\b(?:(?:,| y| a| ?[-–/]) "
        r"?\d{1,4}[a-z]?\b){0,9}",
        r"<NUMBER> años de experiencia|(?:durante|desde hace|hace|tras|después de) (?:más de )?<NUMBER> (?:años?|"
        r"meses|semanas?|días?|mes)\b",
        r"\b(?:de|desde|entre) <NUMBER>(?: (?:a|y|hasta los) <NUMBER>)? años\b|\bmayores de \d+\b|\bmenores de \d+\b",
        r"(?<!ahorré )(?<!ahorró )(?<!ahorramos )(?<!gané )(?<!ahorrado )<NUMBER> (?:días|noches|tardes|veces|horas|"
        r"h) (?:a la|por|al|/) ?(?:semana|mes)\b|(?<!ahorré )(?<!ahorramos )(?<!ahorrado )<NUMBER> horas (?:al día|"
        r"semanales|diarias)|\bcada (?:<NUMBER> )?(?:días|semanas|horas|semana|día|mes)\b",
        r"\b(?:primer|primera|segundo|segunda|tercer|tercero|tercera|cuarto curso)\b|\buno a uno\b|\bcada uno\b|\ben "
        r"quince días\b",
    ),
    sure=(
        r"\b(?:de|desde) (?:los |las )?<ABOUT>(?P<base><AMOUNT>)<5> (?:a|hasta)(?: los| las)? (?:solo |sólo "
        r")?<ABOUT>(?:<AMOUNT>|cero|ninguna?)(?! ?(?:h\b|años\b|horas de la))",
        r"\b(?:en vez de|en lugar de|frente a|comparado con|en comparación con|respecto a)(?: los| las)? "
        r"?<ABOUT>(?P<base><AMOUNT>)",
        r"\b(?:antes|anteriormente|el año pasado|el año anterior|en septiembre|previamente)[:,]? (?:era |eran |había "
        r"|fueron |tardaba |tardábamos )?<ABOUT>(?P<base><AMOUNT>)(?! de la)",
        r"<AMOUNT><2>,? (?:el año pasado|el año anterior|antes)(?= ?(?:$|[.,;)]))",
        r"<ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|<FRACTION>|<NUMBER>)(?: \w+)? (?:menos|más rápido|más deprisa|antes de "
        r"(?:lo previsto|plazo|tiempo)|de adelanto|adicionales|ahorrad[oa]s?|más(?= ?(?:$|[.,;]|que|de lo|cada|al|"
        r"por|desde)))\b",
        r"\b(?:la mitad|el doble|el triple) (?:de|que)\b|\b(?:dos|tres|<NUMBER>) veces (?:más|menos)\b|\b(?:a|por|"
        r"en) la mitad\b|\bel doble\b|\bel triple\b",
        r"\b(?:duplicó|duplicaron|dupliqué|duplicamos|duplicado|duplicando|dobló|doblé|doblamos|doblado|triplicó|"
        r"tripliqué|triplicamos|triplicado|cuadruplicó|se han? duplicado)\b",
        r"[+−-] ?<PERCENT>",
    ),
    delta=(
        r"\b(?:en|por) (?:un |unos )?<ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|<FRACTION>|(?!una?\b)<NUMBER>)(?! "
        r"(?:grupos?|turnos?|"
        r"tiendas?|equipos?|clases?|aulas?|centros?|casas?|sedes?|colegios?|hospital\w*|plantas?|obras?|idiomas?|"
        r"noche|persona|día|hora|semana|mes)\b)",
        r"\b(?:a|al|hasta|hasta el|por debajo del?) <ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|cero|<NUMBER>)(?! por| a la)",
        r"\b(?:subió|bajó|aumentó|creció|cayó|subieron|bajaron|ganó) <ABOUT><AMOUNT>",
    ),
    rate=(
        r"\b<NUMBER> (?:sobre|de cada) <NUMBER>\b|\b(?!una? )<NUMBER> de <NUMBER>\b(?! (?:años|horas|h\b))",
        r"\b(?!una? )<NUMBER><3> de (?:los |las |mis |nuestr[oa]s |cada )<NUMBER>\b(?! (?:años|h\b))",
        r"\b(?:los|las|todos los|todas las) <NUMBER>\b(?!x)|\b<NUMBER> (?:sobre|de cada) <NUMBER>\b|"
        r"\b<NUMBER>/<NUMBER>\b|\b<NUMBER> estrellas\b|\bnota de \d+(?:,\d+)?",
        r"<FRACTION>",
    ),
    first=r"\b(?:por primera vez|a la primera|al primer intento|primera vez)\b",
    zero=r"\b(?:ningún|ninguna|ninguno|cero|nadie|nunca|sin|ni un|ni una)\b",
    spared=r"\b(?:ahorr|gan|liber)\w+<3> <SPELL>[^,;.]{0,20}",
)
_WRITE = notation(_WORDS)


def _forms(stems: str) -> str:
    """The past forms of regular -ar verbs: ahorré, ahorró, ahorramos, ahorraron, ahorrado, ahorrando."""
    return rf"{any_of(stems)}(?:é|ó|amos|aron|ad[oa]s?|ando|aste)"


_STEMS = (
    "ahorr evit mejor aument baj rebaj acort aceler recuper salv logr gan recort doblegu erradic elimin "
    "super rescat recaud estabiliz reanim fideliz dobl duplic triplic cuadruplic agiliz solucion abarat"
)
_CHANGED = (
    rf"(?:{_forms(_STEMS)}|"
    r"(?:aumenté|evité|mejoré|reduje|redujo|redujimos|redujeron|reducid[oa]s?|reduciendo|disminuí|disminuyó|"
    r"disminuid[oa]s?|disminuyendo|conseguí|consiguió|conseguimos|consiguieron|conseguid[oa]s?|"
    r"convencí|convenció|convencimos|convencid[oa]s?|impedí|impidió|impedimos|obtuve|obtuvo|obtuvimos|obtuvieron|"
    r"alcancé|alcanzó|alcanzamos|alcanzaron|alcanzad[oa]s?|crecí|creció|crecimos|crecieron|crecido|"
    r"vencí|venció|aprobé|aprobó|aprobaron|aprobamos|multiplicó|multipliqué|incrementé|incrementó|incrementamos|"
    r"incrementado|superé|desaparecieron|desapareció|desaparecido|cesaron|cesó|resolví un conflicto|descubrí|"
    r"cayó|cayeron|subió|subieron|subí|subimos|bajaron|bajó|curó|sanó|cicatrizó|recuperó|ascendí|ascendió|"
    r"ascendid[oa]s?|premiad[oa]s?|galardonad[oa]s?|finalista|reabrió|reabrieron|reabrimos|rehabilitó))"
)
_MOVED = any_of(
    "pasó pasaron pasé pasamos pasado pasar_de pasa pasan baja bajan sube suben reducción disminución aumento mejora "
    "ahorro incremento "
    "bajada subida descenso caída crecimiento entregad[oa]s? terminad[oa]s? acabad[oa]s? dejé dejamos quedó quedaron "
    "tarda tardan recorté terminé terminamos "
    "entregué entregamos vendimos vendí llegó llegaron llegamos acabamos ahora ya"
)
_PROBLEM = any_of(
    "caídas? accidentes? quejas? reclamaciones? reclamación errores error incidentes? incidencias? incidencia "
    "heridos? lesiones lesión defectos? averías? avería retrasos? retraso daños? "
    "pérdidas? bajas? úlceras? infecciones robos? devoluciones devolución multas? objeciones observaciones faltas? "
    "paradas? fugas? rechazos? desperdicio"
)
_THIRD = r"(?<!\bse )\b\w{2,}(?:ó|aron|ieron|eron)\b"
_IRREGULAR = any_of(
    "dio dieron hizo hicieron tuvo tuvieron pudo pudieron quiso vino vinieron dijo dijeron trajo trajeron puso "
    "pusieron supo se_fue salió volvió vivió"
)

RULES = Tongue(
    version="es-1",
    measuring=measuring(_WORDS),
    changes=tuple(
        phrase(pattern)
        for pattern in (
            rf"\b{_CHANGED}(?!\w)",
            r"\bya no\b<3>|\bno (?:ha|han|hemos|he|hubo|volvió|volvieron|vuelve)(?: a| vuelto| habido)?\b<3>|\bnunca "
            r"más\b|\bnadie (?!de |que )\w+",
            rf"(?:^|[,;:–-] ?|\b(?:con|y|hubo|sin) )(?:cero|ningún|ninguna|sin(?: ningún| ninguna| una sola| un "
            rf"solo)?|ni un|ni una|ni un solo|ni una sola) (?:\w+ )?{_PROBLEM}\b",
            rf"\bsin (?:ningún |ninguna |un solo |una sola |un |una )?{_PROBLEM}\b",
            r"\b(?:que|el que|la que)<5> (?:no )?(?:había|habían) \w+|\b(?:otra vez|de nuevo|desde entonces)\b|"
            r"^(?:ahora|ya) \w+(?:a|e|an|en)\b|\bpor fin\b|\b\w+(?:a|e|an|en) (?:hoy|ahora)\b|\bempleado del mes\b",
            r"\bse (?:prorrogó|mantuvo|recuperó|salvó|renovó|amplió|vendió todo|agotó|agotaron|curó|reabrió)\b",
            r"^(?:ningún|ninguna|nadie|cero|nada|ni un|ni una)\b<4>",
            r"\b(?:por primera vez|a la primera|al primer intento)\b",
            r"\b(?:de modo que|de forma que|de manera que|por lo que|así que|con lo que|gracias a (?:eso|ello|lo "
            r"cual)|lo que permitió)\b<4>",
            r"\b(?:vuelve|vuelven|volvió|volvieron|ha vuelto|han vuelto|he vuelto|volvimos) a \w+(?:r|rse)\b|"
            r"\b(?:vuelve|vuelven|volvió|volvieron) (?:a casa|al|por su|cada)\b",
            r"\bdesde (?:que|mi|mis|nuestr\w+|el cambio)\b|\btras (?:mi|mis|nuestr\w+)\b|\bgracias a (?:mi|mis|que)\b",
            rf"{_THIRD}|\b{_IRREGULAR}\b",
            r"\b(?:fue|fueron|fui|fuimos|ha sido|han sido|he sido|hemos sido|resultó|quedó|quedaron) (?!de |por |a |"
            r"el |la |un |una |encargad|responsable|asignad|contratad)\w+",
            r"\b(?:ha|han) (?:\w{2,}(?:ado|ido)|hecho|dicho|puesto|visto|escrito|vuelto|abierto|roto|muerto)\b",
            r"\b(?:puede|pueden|pudo|podía|sabe|saben|ya puede|ya sabe)(?: \w+){0,2} \w+(?:r|rse|rlo|rla)\b",
            r"\b(?:ya|ahora|por fin|actualmente|hoy)\b (?:\w+ )?(?:está|están|es|son|hay|come|duerme|camina|lee|leen|"
            r"habla|vive|va|van|viene|vienen|tiene|tienen|funciona|trabaja|trabajan|baja|sube|cierra|abre|usa|usan|"
            r"participa|participan|ayudan|nada|cocina|escribe|juega|cobra|toda)\b",
            r"\b(?:sol[oa]s?|sin ayuda|sin (?:bastón|miedo|dolor|mí)|por sí (?:mism|sol)[oa]s?|él sol[oa]|ella "
            r"sol[oa])(?=$|[ .,;])",
            r"\ba tiempo\b|\bantes de (?:lo previsto|plazo|tiempo|que (?:empeorara|llegara|fuera))\b|\bdentro del "
            r"(?:plazo|presupuesto)\b|\biles[oa]s?\b|\bsan[oa]s? y salv[oa]s?\b",
            r"\b(?:me|nos) (?:pide|piden|pidió|pidieron|eligió|eligieron|recomienda|recomiendan|recomendó|felicit\w+|"
            r"nombraron|ascendieron|ofrecieron|renovaron|llamaron|escribieron|agradecieron|dieron|concedieron|"
            r"invitaron)\b|\bpreguntan por mí\b",
            r"\b(?:pillé|pillamos|atrapé|atrapamos)\b|\bencontr(?:é|amos) al? \w+|\b(?:encontré|encontramos|conseguí|"
            r"localicé) (?:un|una|el|la)<2> (?:piso|trabajo|empleo|plaza|familia|"
            r"casa|comprador|fallo|error|hogar)\b",
            r"\b(?:gané|ganamos|premio|medalla|matrícula de honor|beca|sobresaliente)\b|\bcobra (?:por fin )?su\b|"
            r"\best[aá] llen[oa]\b|(?:euros|€)<4> (?:recaudad|reunid|conseguid|recogid)[oa]s?\b|\bcolgar el cartel "
            r"de completo\b|\bagotad[oa]s?\b",
            r"\b(?:evitando|ahorrando|logrando|permitiendo|consiguiendo|reduciendo|aumentando|liberando)\b",
        )
    ),
    moves=tuple(phrase(pattern) for pattern in (rf"\b{_MOVED}\b",)),
    led=phrase(
        r"(?:el|la|los|las|un|una|mi|mis|nuestr[oa]s?|su|sus|don|doña|dos|tres|cuatro|\d+|todos|todas|él|ella|ellos|"
        r"cada|ningún) "
    ),
    happened=(
        phrase(
            r"\b(?:funciona|aguanta|duerme|come|camina|lee|leen|habla|vive|nada|nadan|viene|vienen|lleva|siguen?)<4> "
            r"(?:desde|ya|mejor|junt[oa]s|sol[oa]s?|bien|sin|con soltura)\b"
        ),
    ),
    described=phrase(
        r"\b(?:consistía|consistió en|incluía|incluyó|incluye|consiste|abarcaba|funciones|tareas|encargad[oa]s?)\b"
    ),
    planned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:vamos a|voy a|va a haber|tenemos que|tengo que|hay que|debo|debemos|debía|debíamos|tenía que|"
            r"quiero|queremos|quisiera|"
            r"espero|esperamos|intenté|intentamos|intento|intentar|planeo|planeamos|pensamos|pienso|"
            r"objetivo|meta:|previsto (?:para|reducir|mejorar)|próximo (?:año|mes|trimestre|curso)|el año que viene|"
            r"pendiente de|pretendo|pretendemos)\b",
            r"\bno (?:conseguimos|conseguí|logré|logramos|pude|pudimos|he conseguido|hemos conseguido|he logrado|"
            r"hemos logrado|reduje|redujimos|mejoré|mejoramos|mejoró|bajó|aumentó|alcanzamos)\b|\btodavía no\b|\baún "
            r"no\b",
        )
    ),
    purposes=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:para|a fin de|con el fin de|con el objetivo de|con objeto de|con vistas a) (?:no |mejor "
            r")?\w+(?:ar|er|ir|r)(?:lo|la|los|las|se|les)?\b",
            r"\bpara (?:que|la (?:mejora|reducción)|el aumento)\b",
        )
    ),
    assigned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:responsable de|encargad[oa]s? de|a cargo de|responsabilidad|participación en|participé en|"
            r"colaboré en|colaboración en|contribuí a|contribución|ayudé (?:a|en)|apoyo (?:a|en)|funciones:|tareas:|"
            r"formación (?:en|sobre)|asesor\w+ (?:sobre|en)|planes? de mejora|medidas para)",
        )
    ),
    action=phrase(r"\b\w{2,}(?:é|í|amos|imos|je)(?!\w)"),
    how=phrase(
        r"\b(?:gracias a \w|con (?:(?:un|una|el|la|los|las|mi|mis) )?[a-záéíóúñ]{3}|mediante \w|porque \w|desde que \w|"
        r"al \w+r \w|tras \w|usando \w|\w+(?:ando|iendo) \w)[^,;.\n]{0,80}"
    ),
    beneficiary=phrase(
        r"\b"
        + any_of(
            "residentes? pacientes? clientes? clientas? alumn[oa]s? niñ[oa]s? padres familias? compañer[oa]s? equipo "
            "vecin[oa]s? usuari[oa]s? aprendi(?:z|ces) "
            "inquilin[oa]s? público visitantes? madre padre abuel[oa]s? señora? huéspedes voluntari[oa]s? soci[oa]s? "
            "mayores"
        )
        + r"\b"
    ),
    scope=_WRITE.compile(
        r"\b(?:equipo|grupo|clase|presupuesto|plantilla|brigada) de (?:unos |unas |casi )?\S+(?: \w+)?|\b<NUMBER> "
        r"(?:tiendas|sedes|centros|empleados|trabajadores)\b"
    ),
)
