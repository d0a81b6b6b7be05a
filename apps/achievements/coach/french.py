"""French rules: result verbs in the passé composé, nominal style, and what is only planned or assigned."""

from .grammar import Vocabulary, measuring, notation
from .phrases import any_of, phrase
from .tongues import Tongue

_NUMBER_WORD = any_of(
    "une? deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf "
    "vingt trente quarante cinquante soixante soixante-dix quatre-vingts? quatre-vingt-dix cents? mille"
)
_NUMBERS = (
    rf"(?:(?:une )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine)s?|"
    rf"{_NUMBER_WORD}(?:(?:[-\s]| et ){_NUMBER_WORD}){{0,4}})"
)
_MONTH = any_of(
    "janv(?:ier)? févr?(?:ier)? mars avril mai juin juill?(?:et)? août sept?(?:embre)? oct(?:obre)? nov(?:embre)? "
    "déc(?:embre)?"
)

_WORDS = Vocabulary(
    numbers=_NUMBERS,
    scale="mille|millions?|milliards?|md",
    currency=any_of("euros? francs? centimes? dollars? livres_sterling"),
    percent="(?:pour cent|points?(?: de pourcentage)?)",
    period=any_of("secondes? minutes? min heures? h jours? nuits? semaines? mois années? ans? ms"),
    fraction=(
        r"(?:(?:un|deux|trois|quatre|d'un|le|les deux|les trois|du|au)? ?(?:tiers|quart|quarts|cinquièmes?|sixièmes?|"
        r"dixièmes?)\b|"
        r"(?:la |de |à )?moitié)"
    ),
    about=any_of("environ près_de plus_de moins_de presque à_peine quelque une seulement au_moins en_moyenne"),
    few_more=r"(?:un|une|deux|trois) (?:de plus|autres)",
    masks=(
        rf"\b(?:le |du |au )?\d{{1,2}}(?:er)? {_MONTH}\b(?: (?:19|20)\d\d)?",
        rf"\b(?:en|depuis|de|à|jusqu'en|fin|début|mi-?|été|hiver|printemps|automne|{_MONTH}|saison|l'an|année) (?:19|"
        rf"20)\d\d\b",
        r"\b\d{1,2} ?h(?:eures?)?(?: ?[0-5]\d)?(?: ?(?:à|-|–|et|jusqu'à) ?\d{1,2} ?h(?:eures?)?(?: ?[0-5]\d)?)\b",
        r"\b(?:à|dès|de|vers|avant|après|jusqu'à|depuis|entre) (?:\d{1,2}|<NUMBER>) ?(?:h|heures)(?: ?[0-5]\d)?\b(?! "
        r"(?:par|de moins|de plus))",
        r"\b\d{1,2} ?h ?[0-5]\d\b",
        r"\b(?:chambre|salle|étage|ligne|quai|porte|bâtiment|région|zone|classe|niveau|article|chapitre|version|"
        r"secteur|poste|unité|"
        r"service|quartier|équipe|groupe|allée|rayon|caisse|machine|route|tournée|atelier|hall|semaine|phase|étape|"
        r"page|magasin|tram|bus|train|type|taille|norme|îlot|lot|n°) \d{1,3}[a-z]?\b(?:(?:,| et| à| ?[-–/]) "
        r"?\d{1,4}[a-z]?\b){0,9}",
        r"<NUMBER> ans d'expérience|(?:pendant|depuis|après|il y a) (?:plus de )?<NUMBER> (?:ans?|années?|mois|"
        r"semaines?|jours?)\b",
        r"\b(?:de|âgée?s? de|dès) <NUMBER>(?: à <NUMBER>)? ans\b|\b<NUMBER>-<NUMBER> ans\b|\b\d+ ans et (?:plus|"
        r"moins)\b",
        r"(?<!gagné )(?<!économisé )(?<!libéré )(?<!gagnées )<NUMBER> (?:jours|nuits|soirs|fois|heures|h) (?:par|sur|"
        r"/) ?(?:semaine|mois|sept|7)\b|\b(?:trois[- ]huit|deux[- ]huit|[23] ?x ?8)\b",
        r"(?:tous|toutes) les (?:<NUMBER> )(?:jours|semaines|mois|heures)|\ben (?:quinze jours|huit jours)\b(?!x)",
        r"\b(?:en|de|avec|chez) un an\b|\bpremière?\b|\bdeuxième\b|\bseconde?\b|\btroisième\b|\bl'un\b|\bun à un\b",
    ),
    sure=(
        r"\b(?:de|d') ?<ABOUT>(?P<base><AMOUNT>)<5> à <ABOUT>(?:<AMOUNT>|zéro|aucun\w*)(?! ?(?:h\b|ans\b))",
        r"\b(?:passée?s?|passant|tombée?s?|descendue?s?|montée?s?) (?:de |d')<ABOUT>(?P<base><AMOUNT>)<5> à "
        r"<ABOUT><AMOUNT>",
        r"\b(?:au lieu de|au lieu d'|contre|plutôt que|comparé à|par rapport à) ?<ABOUT>(?P<base><AMOUNT>)(?: "
        r"(?:avant|auparavant|l'an dernier|l'année précédente))?",
        r"\b(?:avant|auparavant|l'an dernier|l'année précédente|l'an passé|en septembre)[:,]? (?:c'était |il y en "
        r"avait |c'étaient )?<ABOUT>(?P<base><AMOUNT>)(?! heures)",
        r"<AMOUNT>,? (?:auparavant|avant|l'an dernier|l'année d'avant|l'an passé|l'année précédente)(?= ?(?:$|[.,;)]))",
        r"<ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|<FRACTION>|<NUMBER>)(?: de| d'| \w+ de| \w+)? ?(?:moins|en moins|plus "
        r"tôt|d'avance|de plus|plus vite|plus rapide|supplémentaires?|économisée?s?|gagnée?s?)\b(?! (?:d'une|de) )",
        r"\b(?:moitié|deux fois|trois fois|dix fois|<NUMBER> fois) (?:moins|plus)\b",
        r"\b(?:a |ont |ai |avons |est |été )?(?:plus que )?(?:doublé|triplé|quadruplé|doublée|doublées|triplée)s?\b|"
        r"\bdivisée?s? par <NUMBER>|\bmultipliée?s? par <NUMBER>|\b(?:doublement|triplement)\b|<SPELL> avant (?:la "
        r"date|l\'échéance|terme|le délai|la fin)",
        r"[+−-] ?<PERCENT>|\bréduite?s? de moitié\b",
    ),
    delta=(
        r"\b(?:de|d') ?<ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|<FRACTION>)(?! (?:ans|personnes))",
        r"\b(?:baiss|augment|rédui|diminu|progress|mont|pass|gagn|perd|recul|chut|grimp)\w* de <ABOUT><NUMBER>",
        r"\b(?:à|sous|jusqu'à|sous les) <ABOUT>(?:<PERCENT>|<MONEY>|<SPELL>|zéro|(?!une?\b)<NUMBER>)",
        r"\b(?:augmentée?s?|baissée?|gagné) <ABOUT><AMOUNT>",
    ),
    rate=(
        r"\b<NUMBER><3> sur (?:les |mes |nos )?<NUMBER>\b|\bles <NUMBER><2> ont\b|\btous les <NUMBER>\b",
        r"\b<NUMBER> sur <NUMBER>\b|\bsur (?:les |mes |nos )?<NUMBER><2>,? <NUMBER>|\b<NUMBER>/<NUMBER>\b|\bnote de "
        r"\d+(?:,\d+)?\b|\b<NUMBER> étoiles\b",
        r"<FRACTION>|\bun(?:e)? \w+ sur <NUMBER>\b|\bsous (?:la barre|le seuil) des? <NUMBER>",
    ),
    first=r"\b(?:pour la première fois|du premier coup|dès le premier|au premier (?:essai|passage)|première fois)\b",
    zero=r"\b(?:aucune?|zéro|personne|jamais|sans|pas une?|plus une? seule?)\b",
    spared=r"\b(?:gagn|économis|libér|épargn)\w+<3> <SPELL>[^,;.]{0,20}",
)
_WRITE = notation(_WORDS)

_PARTICIPLES = any_of(
    "nommé réinvité élu titularisé réduit baissé diminué augmenté amélioré gagné économisé évité empêché obtenu réussi "
    "décroché sauvé convaincu "
    "raccourci accéléré "
    "fidélisé récupéré atteint dépassé remporté relancé reconquis regagné stabilisé redressé débloqué éliminé "
    "résorbé divisé doublé triplé quadruplé progressé chuté reculé grimpé bondi disparu guéri retrouvé vaincu surmonté "
    "désamorcé apaisé démasqué déjoué persuadé rétabli réanimé ranimé réconcilié cicatrisé cessé abouti ramené "
    "renoué abaissé épargné "
    "remonté promu primé récompensé lauréat sélectionné réhabilité"
)
_AGREE = "(?:e|s|es)?"
_MOVED = any_of(
    "passée?s? passe passent tombée?s? descendue?s? montée?s? baisse baissent monte montent hausse réduction "
    "diminution augmentation "
    "amélioration gain économie progression recul chute raccourcissement doublement livrée?s? terminée?s? remise?s? "
    "finie?s? "
    "ramenée?s? limitée?s? abaissée?s? relevée?s? porté vendue?s? gagne gagnent dure durent prend prennent faut "
    "baissait montait passait"
)
_RETURNS = any_of(
    "remarche remarchent redémarre rouvre rouvrent refonctionne revient reviennent reparle reparlent reprend "
    "retrouve remange redort "
    "revit reparti repartie repartis recommande recommandent revenus? revenues? rentrée?s? ressortie?s?"
)
_PROBLEM = any_of(
    "chutes? accidents? plaintes? réclamations? erreurs? incidents? blessure\\w* blessée?s? défauts? pannes? "
    "remarques? retards? dégâts? "
    "pertes? réserves? absences? escarres? infections? vols? rebuts? retours? casse fuites? litiges? observations? "
    "anomalies? remarque arrêts?"
)
_SUBJECT = (
    r"(?:il|elle|ils|elles|on|le|la|les|l'\w+|ma|mon|mes|notre|nos|son|sa|ses|leur|leurs|un|une|des|deux|trois|tous|"
    r"toutes|tout|monsieur|madame|mme|m\.|chacun|personne|\d+)"
)

RULES = Tongue(
    version="fr-1",
    measuring=measuring(_WORDS),
    changes=tuple(
        phrase(pattern)
        for pattern in (
            rf"\b(?:{_PARTICIPLES}){_AGREE}\b",
            r"\b(?:réduisant|augmentant|améliorant|évitant|permettant|économisant|gagnant|doublant|divisant|libérant|"
            r"faisant (?:baisser|gagner))\b",
            r"\b(?:ne|n'\w+)<4> (?:plus|jamais)\b|\bplus (?:aucune?|personne|rien|jamais|un seul|une seule)\b|"
            r"\bn'\w+<2> plus\b",
            rf"(?:^|[,;:–-] ?|\b(?:avec|et|sans) )(?:zéro|aucune?|sans(?: aucune?| une?| la moindre)?|pas (?:une?|le "
            rf"moindre|la moindre)(?: seule?)?|ni)<1> {_PROBLEM}\b",
            rf"\bsans (?:aucune? |une? |une? seule? |le moindre |la moindre )?{_PROBLEM}\b",
            r"\b(?:que|qui|qu')<5> (?:avait|avaient|n'avait|n'avaient) \w+|\bdepuis(?: lors)?(?= ?(?:$|[.;]))|"
            r"\bdepuis des années\b",
            r"\b(?:réglé|résolu|apaisé) (?:un|une|le|la)<1> (?:conflit|litige|différend|panne|crise|querelle)\b",
            r"\b(?:demandent|demande|viennent|reviennent|réclament|recommandent)<5> (?:par moi|moi|mon nom|exprès)\b",
            r"\b(?:après|suite à) (?:mon|ma|mes|notre|nos)<6>,?<4> (?:a|ont|est|sont)\b|\bpris(?:e|es)? sur le "
            r"fait\b|\bretrouvé l[ae' ]",
            r"^(?:aucune?|personne|zéro|rien)\b<4>",
            r"\b(?:pour la première fois|du premier coup|au premier (?:essai|passage)|dès le premier (?:essai|"
            r"passage))\b",
            r"\b(?:si bien que|de sorte que|à tel point que|ce qui (?:a|nous a|lui a|leur a)|résultat :|du coup)\b<4>",
            rf"\b{_RETURNS}\b|\b(?:remis|remise|remises|remettre) (?:en (?:marche|service|route|état de)|sur pied)\b",
            r"\b(?:depuis|grâce à) (?:que|qu'|mon|ma|mes|notre|nos|ce|cette)\b",
            r"\b(?:a|ont|est|sont|fut|furent|étaient|était|ai|suis|avons) (?:enfin |ensuite |depuis |même |tous |"
            r"toutes |été )?(?:enfin |ensuite )?(?:été )?(?:reprogrammé|retenu|validé|publié|prolongé|choisi|promu|"
            r"nommé|"
            r"adopté|repris|renouvelé|accepté|admis|approuvé|agréé|félicité|remercié|élu|reconduit|invité|exposé|"
            r"primé|sélectionné|diffusé|classé|relogé|libéré|opéré à temps|généralisé|étendu|copié|recommandé|"
            r"embauché|certifié|titularisé|reçu|vendu)(?:e|s|es)?\b",
            r"\b(?:valid|agré|reconnu|recommand|félicit|retenu|choisi|repris|accept|certifi)(?:é|ée|és|ées|e|s|es)? "
            r"par\b|\breçue?s? (?:au|à|aux|du premier)\b",
            r"\b(?:enfin|désormais|maintenant|dorénavant|aujourd'hui)\b<3>",
            r"\b(?:à temps|avant l'heure|en avance|dans les délais|sain et sauf|saine? et sauve?|sains et saufs|"
            r"indemnes?|vivants?)\b",
            rf"\b{_SUBJECT}<6> (?:a|ont|s'est|se sont|est|sont)(?: \w+)? (?:pu|su|voulu|dû renoncer|trouvé|gagné|"
            rf"repris|appris|lu|récité|parlé|dit|mangé|dormi|marché|souri|demandé|signé|commandé|rappelé|écrit|"
            rf"remercié|"
            r"fait|obtenu|ouvert|rouvert|changé|accepté|rejoint|salué|loué|quitté|arrêté|commencé|recommencé|créé|"
            r"fondé|embauché|proposé|offert|confié|renouvelé|choisi|passé|tenu|perdu|acheté|reconnu|"
            r"donné|voté|annulé|suspendu|rendu|versé|renoncé|inscrit|réservé|adopté|copié|suivi|rentré|sorti|resté|"
            r"né|venu|revenu|devenu|parti|monté|descendu|arrivé|retourné|mis|remis|pris|laissé|osé|réservé|envoyé|"
            r"applaudi|publié|décidé|entré|conservé|gardé|évolué|poussé|survécu|fleuri)(?:e|s|es)?\b",
            r"\b(?:peut|peuvent|sait|savent|pouvait|a pu|ont pu|pu|arrive à|arrivent à)<1> (?:enfin |maintenant |de "
            r"nouveau |à nouveau |désormais )?\w+(?:er|ir|re|oir)\b",
            r"\b(?:à nouveau|de nouveau|toute? seule?|tous seuls|toutes seules|sans (?:canne|aide|peur|douleur|moi))\b",
            r"\bme (?:demandent?|réclament?)\b|\b(?:mention (?:très )?bien|médaille|premier prix|prix du|coup de "
            r"cœur|étoile)\b|\btient bon\b|\bse disent? \w+",
            r"(?:euros?|€)<4> (?:collecté|recueilli|levé|récolté)e?s?\b|\b(?:collecté|recueilli|levé|récolté|"
            r"rapporté) <2>(?:\d[\d ., ]* ?(?:€|euros|k)|[€])",
            r"\btouche (?:enfin )?(?:sa|ses|son)\b|\b(?:logement|emploi|travail|apprentissage|stage|place) (?:trouvé|"
            r"décroché|obtenu)e?\b|\btrouvé (?:un|une|du) (?:logement|emploi|travail|apprentissage|stage|place|"
            r"repreneur|famille)\b",
        )
    ),
    moves=tuple(phrase(pattern) for pattern in (rf"\b{_MOVED}\b",)),
    led=phrase(rf"{_SUBJECT}\b"),
    happened=(
        phrase(r"\b(?:a|ont|s'est|se sont) (?:\w+ )?\w{2,}(?:é|i|u|is|it|ert)(?:e|s|es)?\b"),
        phrase(
            r"\b(?:tient|tiennent|vient|viennent|marche|marchent|fonctionne|dort|lit|lisent|parle|parlent|mange|vit|"
            r"reste|restent)<4> (?:depuis|encore|mieux|ensemble|seule?s?|toujours)\b"
        ),
    ),
    described=phrase(
        r"\b(?:comprenait|consistait|consiste|comprend|était chargée?|nous avons|j'ai|on a|incluait|prévoit|mission|"
        r"poste|missions)\b"
    ),
    planned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:nous allons|je vais|on va|va falloir|il faut|il faudra|nous devons|je dois|on doit|devais|devait|"
            r"devions|voudrais|"
            r"voudrions|souhaite|souhaitons|espère|espérons|prévois|prévu de|"
            r"objectif|essayé de|essaie de|tenté de|projet de|compte|comptons|l'an prochain|l'année prochaine|le "
            r"mois prochain|bientôt)\b",
            r"\b(?:n'ai|n'avons|n'a|n'ont)(?: encore)? (?:pas|rien)(?: \w+)? (?:réussi|pu|réduit|amélioré|baissé|"
            r"augmenté|obtenu|atteint|gagné|économisé)\b|\bpas (?:encore|réussi|pu)\b|\brien (?:amélioré|réduit|"
            r"changé)\b",
        )
    ),
    purposes=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:pour|afin de|afin d'|dans le but de|en vue de|en vue d'|visant à|de manière à|de façon à) ?(?:ne "
            r"pas |mieux |les |le |la |leur |l')?\w+(?:er|ir|re|oir)\b",
            r"\b(?:pour|afin) (?:que|qu')\b",
        )
    ),
    assigned=tuple(
        phrase(pattern)
        for pattern in (
            r"\b(?:responsable (?:de|du|des|d')|chargée? (?:de|du|des|d')|en charge (?:de|du|des)|participation (?:à|"
            r"au|aux)|participé (?:à|au|aux)|contribution|contribué (?:à|au|aux)|"
            r"missions? :|mission :|formation (?:à|sur)|conseils? (?:sur|pour)|veillé à|veiller à|plans? "
            r"d'amélioration|mesures)",
        )
    ),
    action=phrase(r"\b\w{2,}(?:é|i|u|is|it|ert)\b"),
    how=phrase(
        r"\b(?:grâce (?:à|au|aux) \w|en \w+ant \w|avec (?:un|une|des|mon|ma|mes|le|la|les) \w|depuis (?:que|mon|ma|"
        r"mes) ?\w|par (?:un|une) \w|parce que \w|en changeant)[^,;.\n]{0,80}"
    ),
    beneficiary=phrase(
        r"\b"
        + any_of(
            "résidente?s? patiente?s? cliente?s? clients? élèves? enfants? parents? familles? collègues? équipe "
            "voisine?s? bénéficiaires? usagers? "
            "apprentie?s? habitants? locataires? public visiteurs? mère père dame monsieur stagiaires? apprenants? "
            "membres?"
        )
        + r"\b"
    ),
    scope=_WRITE.compile(
        r"\b(?:équipe|groupe|classe|budget|service|brigade) de (?:près de |environ )?\S+(?: \w+)?|\b<NUMBER> "
        r"(?:sites|magasins|salariés|collaborateurs|personnes sous ma)\b"
    ),
)
