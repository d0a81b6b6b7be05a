"""English words the coach knows, by what they tell about a line."""

from .phrases import words

# base, past, -ing: a change by itself, whatever the object
_CHANGE = """
reduce reduced reducing; increase increased increasing; double doubled doubling; triple tripled tripling;
treble trebled trebling; quadruple quadrupled quadrupling; halve halved halving; save saved saving; boost
boosted boosting; eliminate eliminated eliminating; exceed exceeded exceeding; surpass surpassed surpassing;
outperform outperformed outperforming; win won winning; prevent prevented preventing; avoid avoided
avoiding; avert averted averting; improve improved improving; persuade persuaded persuading; convince
convinced convincing; achieve achieved achieving; rescue rescued rescuing; revive revived reviving; decrease
decreased decreasing; shorten shortened shortening; minimise minimised minimising; minimize minimized
minimizing; accelerate accelerated accelerating; speed sped speeding; become became becoming; overturn
overturned overturning; reunite reunited reuniting; outsell outsold outselling; upsell upsold upselling;
recoup recouped recouping; reverse reversed reversing; reopen reopened reopening; graduate graduated
graduating; regain regained regaining; earn earned earning; lessen lessened lessening; abolish abolished
abolishing; slash slashed slashing; crowdfund crowdfunded crowdfunding; defuse defused defusing; foil foiled
foiling; thwart thwarted thwarting; beat beat beating; win_back won_back winning_back; attain attained
attaining; overcome overcame overcoming; restart restarted restarting; smash smashed smashing; rehome
rehomed rehoming; rehouse rehoused rehousing; resettle resettled resettling; regain regained regaining;
outgrow outgrew outgrowing
"""
CHANGE = [tuple(line.split()) for line in _CHANGE.replace("\n", " ").split(";")]
PAST = frozenset(past for _, past, _ in CHANGE) | {"speeded", "outdid"}
TRAILING = frozenset(ing for _, _, ing in CHANGE) - {"speeding", "minimising", "minimizing"} | {
    "cutting",
    "raising",
    "lowering",
    "freeing",
    "lifting",
    "trimming",
    "averting",
    "bringing",
    "earning",
}

# moves of a figure: a change when something is their subject or a difference follows
MOVES = words(
    "fell rose grew climbed dropped went sank shrank soared jumped halved doubled tripled "
    "trebled quadrupled declined "
    "improved increased decreased reduced recovered picked lifted stabilised vanished "
    "disappeared stopped ended ceased "
    "plummeted plunged quadrupled eased slowed quickened shortened lengthened gained lost "
    "cut down up raised lowered brought "
    "trimmed took moved shortened narrowed widened slashed got shaved drove pushed knocked "
    "sped turned reached hit expanded built "
    "lifting raising cutting bringing reducing dropping tightened closed shifted increase "
    "decrease reduction drop rise growth gain"
)

# the past tense of irregular verbs; each can be the finite verb of somebody else's sentence
IRREGULAR = words(
    "came went fell rose grew wrote got became began took won gave made found left felt "
    "kept held led met said sold sent spoke spent "
    "stood stuck taught thought told understood woke wore drew drove ate flew forgot "
    "forgave froze hung heard hid knew laid lay lent let "
    "lost meant paid rang ran sang sank sat saw shook shone slept slid stole swam swore "
    "threw tore built bought brought broke chose "
    "caught bore bought dealt fought sought swung sprang sprung learnt withdrew gained "
    "outgrew overcame hit shrank slowed"
)
# what befalls a subject rather than being done to an object
BEFELL = words(
    "fell rose grew climbed dropped went sank shrank soared jumped improved declined vanished disappeared stopped "
    "ceased dried came became began passed got stayed survived recovered returned eased slowed cleared calmed settled "
    "worked held lasted flowered doubled tripled halved shrank ended won loved slept ate walked laughed smiled joined "
    "agreed changed followed opened reopened paid healed closed balanced arrived increased decreased turned"
)
# participles after was/were/got that say what others decided or what befell the work
PASSIVE_NOT = words(
    "based located called involved required expected supposed needed employed assigned "
    "used divided tasked asked responsible "
    "included paid hired situated known named provided given trained supervised made "
    "charged interested allowed due worried "
    "concerned tired excited dedicated committed motivated focused engaged scheduled "
    "planned designed intended meant stationed "
    "placed seconded contracted deployed limited attached born registered done held"
)
# somebody else's verbs that only describe the job, or the people in it
DESCRIBES = words(
    "included involved consisted required covered handled served answered processed "
    "managed provided worked supported dealt looked "
    "needed operated employed had ran was were is are has have used received oversaw "
    "ranged focused specialised specialized "
    "comprised entailed meant related based called assigned designed designated named "
    "ordered lived suffered wanted liked asked spent "
    "attended lasted reported supplied catered waited belonged owned contained depended served sought"
)
# what a team does all day
GROUP_WORK = words(
    "cleaned cooked sold taught delivered built made led held took wrote drove did "
    "prepared maintained organised organized performed "
    "helped assisted coordinated planned produced installed repaired baked packed picked "
    "moved carried started met developed"
)
# base forms that open a duty; a line that begins with one is the person's own act
BASE_VERBS = words(
    """
    accept access accompany acquire act adapt add address adjust administer advertise advise advocate aid align
    allocate alter analyse analyze answer anticipate apply appoint appraise approve arbitrate arrange arrest ask
    assemble assert assess assign assist assume attach attempt attend audit authenticate authorise authorize
    bake balance bathe bill bind blend block board boil bond book brew brief bring broadcast brush budget build
    bury buy calculate calibrate call cancel care carry carve cast catalog catalogue cater certify chair change
    charge check choose clean clear climb close coach coat code collaborate collate collect combine comfort
    communicate compare compile complete comply compose compute conceive conduct confer confirm connect consider
    construct consult contact contribute control convert convey cook cool coordinate copy correct counsel count
    cover crate create cure customize cut debug decide decorate define deliver demonstrate deploy describe
    design detect determine develop devise diagnose dig digitise direct disassemble discharge discuss dispatch
    dispense display dispose disseminate distribute divide do document draft drain draw dress drill drive dry
    duplicate dust earn edit educate electroplate embed empty encourage enforce engage engineer engrave enlist
    ensure enter entertain equip erect escort establish estimate etch evaluate examine exchange execute exercise
    explain explore extract fabricate facilitate fasten feed field file fill film filter finish fit fix fold
    follow forecast forge formulate forward frame fry fuel fulfil fulfill furnish gather generate give glaze
    govern grade greet grill grind groom grow guard guide handle hang harvest haul hear heat help hire hold host
    identify illustrate immerse implement import inform initiate inject input insert inspect install instruct
    insulate integrate interact interpret interview introduce inventory investigate invoice iron issue join
    judge keep key label lay lead learn liaise lift light line listen load locate lock log look lower lubricate
    mail maintain make man manage manipulate manufacture map mark market massage match measure mediate meet melt
    mend mentor merge milk mix model modify mold monitor mop motivate mount mow navigate negotiate neutralize
    nominate notify nurse obey observe obtain open operate optimise optimize order organise organize orient
    outline oversee pack package paint park participate patrol pay perform persuade photograph pick pilot place
    plan plant plaster play plot plow plumb polish pose position post pour practice practise prepare prescribe
    present preserve preside press prevent price print prioritise prioritize procure produce program programme
    project promote proofread propose protect prove provide prune publish pull pump punch purchase push put
    quote raise rake read rearrange receive recommend reconcile record recover recruit rectify refer refill
    register regulate rehearse reinforce relay release remove render renew reorder repair replace replenish
    reply report represent request requisition research reserve resolve respond restock restore restrain
    retrieve return review revise rewire rig rinse rotate route run salvage sample sand saw scan schedule score
    scrape screen scrub seal search seat secure seize select sell send separate serve service set sew shape
    sharpen shear ship shop shovel sign signal sing sketch skim slice smooth soak soften solder solicit solve
    sort spare speak specify splice spray spread stack stage stain stamp start steam steer sterilise sterilize
    stitch stock stop store straighten strike strip study submit suggest summarise summarize supervise supply
    support survey suspend sweep switch take talk tap teach telephone tend test testify thread tie tighten time
    top trace track trade train transcribe transfer translate transmit transport travel treat trim troubleshoot
    try tune turn tutor type undertake unload unpack unroll untie update upgrade upload use vacuum validate
    value vary verify video view visit wait walk warm warn wash watch water weigh weld wind wipe wire withdraw
    work wrap write x-ray
    """
)
JOB_WORDS = words(
    "duty duties responsibility responsibilities role roles job jobs task tasks work "
    "position post shift shifts experience skills "
    "day days week weeks month year years summer weekend weekends morning mornings evening "
    "night nights objective goal aim goals "
    "aims target targets plan challenge project projects assignment placement internship "
    "apprenticeship contract career time"
)
GROUPS = words("team crew company department gang brigade firm unit office group staff colleagues")
DETERMINERS = words(
    "the a an my our his her its their this that these those every each all most some many "
    "several both no none half everyone everybody "
    "nobody somebody someone one two three four five six seven eight nine ten another any "
    "few whose whole anyone nothing everything"
)
PRONOUNS = words("he she they it nobody everyone everybody none who which that both others someone this")
PEOPLE = words(
    "customer customers client clients guest guests patient patients resident residents "
    "pupil pupils student students child children "
    "parent parents relative relatives family families neighbour neighbours neighbor "
    "neighbors mum mom dad mother father brother sister son daughter "
    "grandmother grandfather gran grandad nan uncle aunt wife husband partner boss manager "
    "director colleague colleagues teacher teachers "
    "regulars member members volunteer volunteers learner learners apprentice apprentices "
    "trainee trainees user users passenger "
    "passengers reader readers tenant tenants owner owners visitor visitors teenagers kids "
    "boys girls boy girl man woman couple "
    "council landlord players player audience critics fans buyer buyers donor donors "
    "supplier suppliers inspector inspectors auditors "
    "auditor mr mrs ms dr nurses doctors staff starters newcomers refugees class school "
    "management people shopper shoppers diners diner "
    "viewers listeners farmers villagers carers employees employee interns intern "
    "graduates engineers developers mentee mentees "
    "widow veteran toddler toddlers baby dog horse choir orchestra band charity hospital "
    "museum gallery head chef editor judges jury"
)
NOT_SUBJECT = words(
    "i we at in on for from to with by as after before during while when since until under "
    "over across between of about through via "
    "and or but so then also daily currently formerly mainly mostly often usually "
    "sometimes always regularly successfully personally "
    "responsible able tasked head assistant lead senior junior deputy team freelance full "
    "part self member in-charge former general "
    "not never will would should must can could may might please trying hoping aiming "
    "working looking planning wanting need want "
    "hands-on day-to-day various other such more once whenever where twice first second now today"
)
ADVERBS = words(
    "now still also then later soon finally even never always ever just only all both "
    "simply practically nearly almost really "
    "eventually quickly suddenly gradually steadily consistently successfully again since "
    "no longer already actually immediately "
    "there often each themselves himself herself since recently slowly happily safely has have had"
)
# past forms that are nothing else, so a bare noun before them is their subject
CLEAR_MOVES = words(
    "fell rose grew climbed dropped went sank shrank soared jumped halved doubled tripled "
    "trebled quadrupled improved increased decreased declined "
    "came got became won stopped disappeared vanished plummeted reopened recovered gained "
    "took made lost reached exceeded beat passed ran kept "
    "wrote gave began chose spoke sang rang knew toured moved transferred"
)
# past forms that are also participles or base forms: no sign of a clause inside the person's own sentence
AMBIGUOUS = words(
    "lay saw found lost left felt met kept made held built bought sold caught taught read "
    "laid bore paid sent kept won improved reduced increased moved transferred toured"
)
# base verbs whose passive is somebody's decision about the work
DECISIONS = words(
    "accept approve appoint adopt extend choose select promote publish recommend "
    "commission grant reserve restore repair move recruit hire prove save"
)
