"""What a job is called in English, German, French and Spanish: enough words to tell a title from a slogan."""

import re

from apps.opportunities.adverts.text import words

# The noun a title ends with (English), or begins with (the others).
_ENGLISH = words(
    """
    accountant actor administrator adviser advisor agent analyst animator apprentice archaeologist architect
    archivist artist assembler assessor assistant associate attendant auditor barber barista bartender beautician
    bookkeeper bricklayer broker builder buyer caregiver carer caretaker cashier chauffeur chef chemist cleaner
    clerk coach composer concierge conductor consultant controller cook coordinator co-ordinator copywriter
    counsellor counselor courier curator dentist designer developer dietitian director dispatcher doctor driver
    economist editor educator electrician engineer estimator examiner executive fabricator facilitator farmer fitter
    florist foreman forester fundraiser gardener geologist glazier greenkeeper groomer guard guide hairdresser
    handyman head health-visitor helper host hostess housekeeper hygienist illustrator inspector installer
    instructor interpreter intern investigator janitor joiner journalist judge labourer laborer lawyer lead leader
    lecturer librarian lifeguard machinist manager mechanic mediator merchandiser midwife miner musician nanny nurse
    nursery-nurse nutritionist officer operative operator optician orderly organiser organizer packer painter
    paralegal paramedic pharmacist photographer physiotherapist picker pilot planner plasterer plumber practitioner
    principal producer programmer psychologist radiographer ranger receptionist recruiter registrar repairer
    reporter researcher roofer scaffolder scientist secretary seamstress server shelf-filler shopkeeper signaller
    singer solicitor specialist statistician steward stockroom-assistant superintendent supervisor support-worker
    surgeon surveyor sweeper teacher technician technologist teller tester therapist tiler trainee trainer
    translator tutor underwriter upholsterer usher valeter veterinarian volunteer waiter waitress warden
    waiter/waitress weaver welder worker writer baker porter mason carpenter cooper
    """
)
_SURNAMES = words(
    """
    baker porter mason carpenter cooper cook gardener head
    """
)  # may end the name of a firm
_BEFORE_SURNAMES = words(
    """
    line kitchen night head day early hotel hospital school pastry sous commis prep senior junior trainee apprentice
    artisan stone craft ward theatre breakfast grill fry site landscape bench cake bread
    """
)
_NOT_JOBS = words(
    """
    join we our us you your are is was looking hiring dear hi hello why how what who when about welcome apply jobs
    careers vacancies wir sie ihre ihr unser unsere du deine nous notre vous votre sehr geehrte geehrter liebe
    lieber bonjour hola estimada estimado company this become want need needs i my make makes be bored love tired
    ready discover grow next
    """
)
_GERMAN = re.compile(
    r"(?:kraft|helfer|leiter|leitung|pfleger|fahrer|verkäufer|techniker|meister|führer|berater|entwickler"
    r"|mitarbeiter|assistent|assistenz|lehrer"
    r"|erzieher|elektriker|elektroniker|mechaniker|mechatroniker|schreiner|tischler|bäcker|köch|koch|kellner"
    r"|reiniger|arbeiter|monteur|maler|maurer"
    r"|dachdecker|friseur|florist|gärtner|sachbearbeiter|buchhalter|ingenieur|arzt|ärztin|therapeut|betreuer"
    r"|begleiter|disponent|lagerist|kommissionierer"
    r"|schweißer|installateur|referent|redakteur|kauffrau|kaufmann|hebamme|architekt|logistiker|schlosser|zusteller"
    r"|azubi|pädagoge|pädagogin|gestalter"
    r"|designer|manager|controller|informatiker|administrator|planer|techniker|spezialist|fachmann|fachfrau)(?:in"
    r"|:in|\*in|_in|innen)?",
    re.IGNORECASE,
)
_ROMANCE = re.compile(
    r"(?:aide|aide-soignant(?:e)?|infirmi(?:er|ère)|cuisini(?:er|ère)|serveu(?:r|se)|vendeu(?:r|se)|caissi(?:er"
    r"|ère)|boulang(?:er|ère)|pâtissi(?:er|ère)"
    r"|chauffeur|conduct(?:eur|rice)|électrici(?:en|enne)|plombi(?:er|ère)|menuisi(?:er|ère)|maçon|technici(?:en"
    r"|enne)|assistant(?:e)?|secrétaire"
    r"|comptable|éducat(?:eur|rice)|enseignant(?:e)?|professeure?|magasini(?:er|ère)|préparateur|préparatrice"
    r"|préposée?|agente?|responsable|chef"
    r"|cheffe|directeur|directrice|ingénieure?|développeu(?:r|se)|graphiste|animat(?:eur|rice)|coiffeu(?:r|se)"
    r"|réceptionniste|auxiliaire|manutentionnaire"
    r"|camarer[oa](?:/a)?|cociner[oa](?:/a)?|enfermer[oa](?:/a)?|auxiliar|dependient[ea](?:/a)?|electricista"
    r"|fontaner[oa](?:/a)?|albañil|conductor(?:a)?(?:/a)?"
    r"|repartidor(?:a)?(?:/a)?|mozo|operari[oa](?:/a)?|técnic[oa](?:/a)?|administrativ[oa](?:/a)?|recepcionista"
    r"|encargad[oa](?:/a)?|profesor(?:a)?(?:/a)?|maestr[oa]"
    r"|limpiador(?:a)?(?:/a)?|cuidador(?:a)?(?:/a)?|contable|ingenier[oa](?:/a)?|desarrollador(?:a)?(?:/a)?"
    r"|diseñador(?:a)?(?:/a)?|monitor(?:a)?(?:/a)?|peluquer[oa](?:/a)?)",
    re.IGNORECASE,
)
MARKER = re.compile(r"\((?:[mwfdhx]\s?/\s?){1,3}[mwfdhx*]\)|\((?:all genders|gn)\)", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"[,(/]|\s(?:of|for|with|in|to|de|du|für|im|et|y|en|à|at|and|&)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w'*:/-]{0,40}[^\W_])?")
LONGEST = 80  # characters; longer is a sentence


def is_title(text: str) -> bool:
    """Whether a short line names a job, going by its nouns; doubtful is no."""
    if not 3 <= len(text) <= LONGEST or re.search(r"[!?£€$@#]|[.:;,-]\s?\Z|https?:", text):
        return False
    said = [word.casefold() for word in _WORD.findall(text)]
    if not said or len(said) > 9 or _NOT_JOBS & set(said):
        return False
    if MARKER.search(text):
        return True
    head = _WORD.findall(_HEAD_ENDS.split(text, 1)[0])
    return bool(head) and (
        _english(head[-2:]) or any(_german(word) for word in head) or bool(_ROMANCE.fullmatch(head[0]))
    )


def is_sentence(text: str) -> bool:
    """Whether words stand in it that no title has."""
    return bool(_NOT_JOBS & {word.casefold() for word in _WORD.findall(text)})


def _english(last: list[str]) -> bool:
    *lead, noun = (word.casefold() for word in last)
    if noun in _SURNAMES:
        return not lead or lead[0] in _BEFORE_SURNAMES
    return noun in _ENGLISH


def _german(word: str) -> bool:
    """One word that is a German name of a job, alone or as the end of a compound."""
    return any(match.end() == len(word) for match in _GERMAN.finditer(word))
