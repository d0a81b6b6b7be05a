"""Whom the demo people know: what they last spoke of, what was promised, and who led to which offer."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from apps.achievements.models import Proof
from apps.opportunities.models import Opportunity, Referral
from apps.people.actions import Promised, record_contact
from apps.people.models import Contact, Feedback, Person
from apps.users.models import User

TALKED, HELPED, WAS_HELPED = Contact.Kind.TALKED, Contact.Kind.HELPED, Contact.Kind.WAS_HELPED
ASKED, INTRODUCED, ACROSS = Contact.Kind.ASKED, Contact.Kind.INTRODUCED, Contact.Kind.ACROSS_TEAMS


@dataclass(frozen=True)
class Spoke:
    """Something that happened so many days ago; the promises with the days until they are to be kept."""

    days_ago: int
    kind: str
    note: str
    mine: tuple[str, int] | None = None
    theirs: tuple[str, int] | None = None


@dataclass(frozen=True)
class Knows:
    """Somebody whom a demo person knows."""

    name: str
    known_as: str
    organisation: str
    kinds: tuple[str, ...]
    every_weeks: int | None = None
    met: int | None = None  # year
    spoke: tuple[Spoke, ...] = ()
    said: tuple[int, str, bool] | None = None  # days ago, their words, and whether they may be shown
    led_to: tuple[str, str] | None = None  # title of an offer, how
    state: str = Person.State.IN_TOUCH
    notes: str = ""


NETWORKS: dict[str, tuple[Knows, ...]] = {
    "Nadia": (
        Knows(
            "Leah Okafor",
            "my first store manager",
            "Harbour Retail",
            ("mentor", "manager"),
            13,
            2022,
            (
                Spoke(
                    118,
                    TALKED,
                    "She moved to Harbour and misses our Sunday crew. Ask how the new rota works.",
                ),
                Spoke(300, WAS_HELPED, "She read my CV and told me to lead with the display, not with the till."),
            ),
            (118, "You were the one I never had to check on.", True),
            ("Team lead", Referral.How.TOLD),
        ),
        Knows(
            "Amir",
            "one of the five I trained",
            "Lindley",
            ("mentee",),
            8,
            2025,
            (
                Spoke(
                    12,
                    HELPED,
                    "Practised the cash-up with him before his first Saturday alone.",
                    mine=("write the three till errors on one page", 2),
                ),
                Spoke(40, TALKED, "He wants to go for the senior post next year."),
            ),
        ),
        Knows(
            "Dawn Pickles",
            "her lad was in hospital with my dad",
            "Northside IT",
            ("peer",),
            26,
            2021,
            (Spoke(21, TALKED, "The trainees there sit with the desk for six weeks before they take a call."),),
            led_to=("IT support trainee", Referral.How.ANSWERED),
        ),
        Knows("Gio", "ran the café with me", "Corner Café", ("peer",), met=2018, state=Person.State.LET_GO),
    ),
    "Tomasz": (
        Knows(
            "Aoife Brennan",
            "leads the network team",
            "Riverside College",
            ("mentor", "sponsor"),
            6,
            2023,
            (
                Spoke(
                    50,
                    ACROSS,
                    "Block C switches. She let me do the last rack alone.",
                    theirs=("take me along to the firewall change", 20),
                ),
                Spoke(140, TALKED, "Which certificate first? She said: the one you will use on Monday."),
            ),
            (50, "Careful hands. He reads the log before he touches the cable.", False),
        ),
        Knows(
            "Piotr Zając",
            "we did the evening course together",
            "Alder Cloud",
            ("peer", "referrer"),
            13,
            2018,
            (
                Spoke(
                    30,
                    INTRODUCED,
                    "He gave my name to the hiring lead. They do pair work in the first month.",
                    mine=("send him the write-up of the Monday log-in failures", 3),
                ),
            ),
            led_to=("Junior cloud engineer", Referral.How.RECOMMENDED),
        ),
        Knows("Fr. Declan Moore", "opens the hall for the repair café", "", ("sponsor",), None, 2022),
        Knows(
            "Sinéad",
            "new on the help desk",
            "Riverside College",
            ("mentee",),
            4,
            2026,
            (Spoke(9, HELPED, "Went through the ten tickets she was afraid of; she closed eight herself."),),
        ),
    ),
    "Grace": (
        Knows(
            "Peter Lindqvist",
            "director of operations, my manager",
            "Prairie Mutual",
            ("manager", "sponsor"),
            4,
            2022,
            (
                Spoke(
                    33,
                    ASKED,
                    "Feedback on the backlog work before the review.",
                    theirs=("bring the second team up with the board", 10),
                ),
                Spoke(75, TALKED, "What would the next size of job look like? He asked me to write it down."),
            ),
            led_to=("Head of claims transformation", Referral.How.TOLD),
        ),
        Knows(
            "Ruth Adeyemi",
            "taught me triage when I was an analyst",
            "Cedar Health Plans",
            ("mentor", "referrer"),
            13,
            2015,
            (
                Spoke(
                    17,
                    TALKED,
                    "How she runs two sites without living in the car: two fixed days, and a deputy who decides.",
                    mine=("send her our intake form", -1),
                ),
                Spoke(160, WAS_HELPED, "Practised the pay talk with me, twice."),
            ),
            led_to=("Director of service operations", Referral.How.INTRODUCED),
        ),
        Knows(
            "Dana",
            "one of the two analysts I coached",
            "Prairie Mutual",
            ("mentee",),
            8,
            2024,
            (Spoke(4, HELPED, "First team meeting of her own. We went through the hard part beforehand."),),
        ),
        Knows(
            "Marcus Bell",
            "runs IT service, other side of the intake form",
            "Prairie Mutual",
            ("peer",),
            13,
            2024,
            (Spoke(29, ACROSS, "One form, three teams. His people built it, ours tried to break it."),),
            state=Person.State.PAUSED,
            notes="On parental leave until spring.",
        ),
    ),
}


def know(user: User, network: tuple[Knows, ...]) -> None:
    """Let a demo person know these people; words that stand behind an entry already are linked to who said them."""
    today = timezone.localdate()
    for knows in network:
        them = Person.objects.create(
            owner=user,
            name=knows.name,
            known_as=knows.known_as,
            organisation=knows.organisation,
            kinds=list(knows.kinds),
            every_weeks=knows.every_weeks,
            met_on=f"{knows.met}-01-01" if knows.met else None,
            notes=knows.notes,
            state=knows.state,
            added_on=today - timedelta(days=200),
        )
        for spoke in knows.spoke:
            _speak(them, spoke)
        if knows.said:
            days_ago, quote, may_show = knows.said
            day = today - timedelta(days=days_ago)
            Feedback.objects.create(owner=user, person=them, quote=quote, said_on=day, may_show=may_show)
        if knows.led_to:
            title, how = knows.led_to
            offer = Opportunity.objects.owned_by(user).open().get(title=title)
            Referral.objects.create(owner=user, opportunity=offer, person=them, how=how)
        Proof.objects.owned_by(user).filter(said_by=knows.name).update(person=them)


def _speak(them: Person, spoke: Spoke) -> None:
    today = timezone.localdate()
    both = {"me": spoke.mine, "them": spoke.theirs}
    promises: Promised = {by: (each[0], today + timedelta(days=each[1])) for by, each in both.items() if each}
    record_contact(
        person=them,
        kind=spoke.kind,
        note=spoke.note,
        happened_on=today - timedelta(days=spoke.days_ago),
        promises=promises,
    )
