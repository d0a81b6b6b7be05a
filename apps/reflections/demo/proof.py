"""What backs up the entries of the demo people: feedback, a file, people who were asked, and what lasted."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from apps.achievements import attachments, proving
from apps.achievements.models import Achievement, FollowUp, Proof, Witness
from apps.users.models import User


@dataclass(frozen=True)
class Said:
    """Feedback on the entry that begins with `about`."""

    about: str
    quote: str
    by: str
    known_as: str
    days_ago: int
    may_show: bool = False


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked about an entry, and what they answered, if they have."""

    about: str
    name: str
    known_as: str
    message: str = ""
    answer: str = ""
    comment: str = ""
    may_show: bool = False
    accepted: bool = False


@dataclass(frozen=True)
class Attached:
    """A text file behind an entry."""

    about: str
    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Lasted:
    """Whether an outcome lasted."""

    about: str
    answer: str
    note: str
    days_ago: int


Backing = Said | Asked | Attached | Lasted

BACKINGS: dict[str, tuple[Backing, ...]] = {
    "Nadia": (
        Said(
            "Trained five new hires",
            "You never made me feel slow. I still cash up the way you showed me.",
            "Amir",
            "one of the five",
            25,
            may_show=True,
        ),
        Asked("Trained five new hires", "Leah Okafor", "store manager", "You signed off their first week."),
        Asked(
            "Increased the average basket",
            "Joanne Hill",
            "area manager",
            answer="confirmed",
            comment="The two other branches kept the display, too.",
            may_show=True,
        ),
        Attached(
            "Rewrote the closing checklist",
            "closing-checklist.txt",
            "The checklist as it hangs by the back door",
            "Closing, late shift\n\n1. Fitting rooms empty, lights off there\n2. Till 2 closed at 20:30, till 1 last\n"
            "3. Floor: fold from the door inwards\n4. Deliveries for tomorrow behind the curtain\n"
            "5. Alarm, then the door\n",
        ),
        Said(
            "Kept my father’s medication",
            "His chart was the clearest that any family has brought us.",
            "Sister Mary Doyle",
            "practice nurse",
            1480,
        ),
        Lasted("Cut waste in the home section", "lasted", "Between 20 and 25 a month since, also after I moved.", 270),
    ),
    "Tomasz": (
        Asked(
            "Resolved 40 tickets a day",
            "Dr Ewa Lis",
            "examinations office",
            answer="confirmed",
            comment="No exam was held up by a log-in that week.",
            may_show=True,
            accepted=True,
        ),
        Said(
            "Automated new-starter accounts",
            "First time my new colleague could work on the first morning.",
            "Marek",
            "head of the archive",
            40,
        ),
        Lasted("Cut password-reset calls", "lasted", "The guide is in the starter pack of every new term.", 200),
    ),
    "Grace": (
        Said(
            "Coached two analysts",
            "She asked questions until I had the answer myself.",
            "Dana",
            "one of the two",
            4,
            may_show=True,
        ),
        Asked("Reduced the claims backlog", "Peter Lindqvist", "director of operations", "You saw the weekly figures."),
        Lasted("Took over a team in conflict", "lasted", "Still the same nine people.", 200),
    ),
}


def back_up(user: User, entries: tuple[Backing, ...]) -> None:
    """Put these behind the entries of a person."""
    lines = {entry.line: entry for entry in Achievement.objects.owned_by(user)}
    now = timezone.now()
    for backing in entries:
        about = next(entry for line, entry in lines.items() if line.startswith(backing.about))
        match backing:
            case Said():
                _say(about, backing)
            case Asked():
                _ask(about, backing)
            case Attached():
                proof = Proof.objects.create(owner=user, achievement=about, kind=Proof.Kind.FILE, label=backing.label)
                file = attachments.inspect(backing.name, backing.text.encode())
                proving.attach(proof=proof, attachment=file)
            case Lasted():
                day = timezone.localdate(now) - timedelta(days=backing.days_ago)
                FollowUp.objects.create(
                    owner=user, achievement=about, answer=backing.answer, note=backing.note, answered_on=day
                )


def _say(about: Achievement, said: Said) -> None:
    Proof.objects.create(
        owner_id=about.owner_id,
        achievement=about,
        kind=Proof.Kind.FEEDBACK,
        quote=said.quote,
        said_by=said.by,
        said_as=said.known_as,
        said_on=timezone.localdate() - timedelta(days=said.days_ago),
        may_show=said.may_show,
    )


def _ask(about: Achievement, asked: Asked) -> None:
    now = timezone.now()
    answered = {"answer": asked.answer, "answered_at": now, "opened_at": now} if asked.answer else {}
    witness = Witness.make(
        owner_id=about.owner_id,
        achievement=about,
        line=about.line,
        name=asked.name,
        relation=asked.known_as,
        message=asked.message,
        comment=asked.comment,
        may_show=asked.may_show,
        expires_at=now + timedelta(days=14),
        **answered,
    )
    if asked.accepted:
        proving.accept(witness=witness)
