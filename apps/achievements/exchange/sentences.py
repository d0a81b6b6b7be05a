"""What is said about rows of a file: what they are, where they stand, and what is wrong with them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.achievements.exchange.archive import MOST_FILES, Broken
from apps.achievements.exchange.fields import Value
from apps.achievements.exchange.troubles import Trouble, Why
from apps.achievements.models import Upload

Sentence = str | Promise

COUNTED = {
    "organisation": ngettext_lazy("%(n)d organisation", "%(n)d organisations", "n"),
    "role": ngettext_lazy("%(n)d role", "%(n)d roles", "n"),
    "scope": ngettext_lazy("%(n)d fact about scope", "%(n)d facts about scope", "n"),
    "step": ngettext_lazy("%(n)d learning step", "%(n)d learning steps", "n"),
    "skill": ngettext_lazy("%(n)d skill", "%(n)d skills", "n"),
    "credential": ngettext_lazy("%(n)d credential", "%(n)d credentials", "n"),
    "entry": ngettext_lazy("%(n)d entry", "%(n)d entries", "n"),
    "proof": ngettext_lazy("%(n)d proof", "%(n)d proofs", "n"),
    "follow_up": ngettext_lazy("%(n)d follow-up", "%(n)d follow-ups", "n"),
    "witness": ngettext_lazy("%(n)d witness", "%(n)d witnesses", "n"),
    "focus": ngettext_lazy("%(n)d focus", "%(n)d focuses", "n"),
    "practice": ngettext_lazy("%(n)d time of practice", "%(n)d times of practice", "n"),
    "direction": ngettext_lazy("%(n)d direction", "%(n)d directions", "n"),
    "need": ngettext_lazy("%(n)d skill of a direction", "%(n)d skills of a direction", "n"),
    "person": ngettext_lazy("%(n)d person", "%(n)d people", "n"),
    "contact": ngettext_lazy("%(n)d contact", "%(n)d contacts", "n"),
    "promise": ngettext_lazy("%(n)d promise", "%(n)d promises", "n"),
    "feedback": ngettext_lazy("%(n)d time somebody said something", "%(n)d times somebody said something", "n"),
    "contact_entry": ngettext_lazy("%(n)d entry made from a contact", "%(n)d entries made from a contact", "n"),
    "version": ngettext_lazy("%(n)d former version", "%(n)d former versions", "n"),
    "portfolio": ngettext_lazy("%(n)d portfolio", "%(n)d portfolios", "n"),
    "choice": ngettext_lazy("%(n)d choice for a portfolio", "%(n)d choices for portfolios", "n"),
    "draft": ngettext_lazy("%(n)d draft", "%(n)d drafts", "n"),
}
KINDS: dict[str, Sentence] = {
    "organisation": _("organisation"),
    "role": _("role"),
    "scope": _("scope"),
    "step": _("learning step"),
    "skill": _("skill"),
    "credential": _("credential"),
    "entry": _("entry"),
    "proof": _("proof"),
    "follow_up": _("follow-up"),
    "witness": _("witness"),
    "focus": _("focus"),
    "practice": _("practice"),
    "direction": _("direction"),
    "need": _("skill of a direction"),
    "person": _("person"),
    "contact": _("contact"),
    "promise": _("promise"),
    "feedback": _("what somebody said"),
    "contact_entry": _("entry made from a contact"),
    "version": _("former version"),
    "portfolio": _("portfolio"),
    "choice": _("choice for a portfolio"),
    "draft": _("draft"),
}
FIELDS: dict[str, Sentence] = {
    "line": _("what happened"),
    "happened": _("when"),
    "date": _("when"),
    "releaseDate": _("when"),
    "outcome": _("what changed"),
    "duty": _("what the job asked"),
    "title": _("title"),
    "name": _("name"),
    "started": _("from"),
    "startDate": _("from"),
    "started on": _("from"),
    "start date": _("from"),
    "role_started": _("role since"),
    "ended": _("until"),
    "endDate": _("until"),
    "finished on": _("until"),
    "end date": _("until"),
    "url": _("link"),
    "skills": _("skills"),
    "measure_before": _("before"),
    "measure_after": _("afterwards"),
    "measure_unit": _("of what"),
    "state_chosen": _("my word for it"),
    "private_note": _("private note"),
    "is_confidential": _("confidential"),
    "beneficiary": _("for whom"),
    "summary": _("what it was about"),
    "organisation": _("organisation"),
    "role": _("role"),
    "credential": _("credential"),
    "entry": _("entry"),
    "file": _("file"),
    "note": _("note"),
    "kind": _("kind"),
    "place": _("place"),
    "is_promotion": _("promotion"),
    "text": _("what you want to learn"),
    "is_bound": _("of use with one employer only"),
    "label": _("what it shows"),
    "quote": _("what was said"),
    "said_by": _("who said it"),
    "by": _("by"),
    "since": _("since"),
    "budget": _("budget"),
    "currency": _("currency"),
    "identifier": _("number"),
    "issuer": _("who issued it"),
    "stated_level": _("level"),
    "minutes": _("minutes"),
    "done_on": _("when"),
    "hours_per_week": _("hours a week"),
    "known_as": _("how you know each other"),
    "kinds": _("what they are to you"),
    "met": _("since when"),
    "every_weeks": _("weeks between two contacts"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "person": _("person"),
    "contact": _("contact"),
    "until": _("until"),
    "portfolio": _("portfolio"),
    "shown_name": _("your name on it"),
    "intro": _("about you"),
    "period_from": _("from"),
    "period_until": _("until"),
    "only_roles": _("only these roles"),
    "only_skills": _("only these skills"),
    "order": _("order"),
    "with_duties": _("also without an outcome"),
    "is_in": _("in the portfolio"),
    "although_confidential": _("although it is confidential"),
    "typed": _("what was typed"),
}
_WHY: dict[Why, Sentence] = {
    Why.MISSING: _("This is missing, and the row cannot be kept without it."),
    Why.TOO_LONG: _("“%(said)s…” is longer than what is kept here."),
    Why.NOT_TEXT: _("There should be words here."),
    Why.NOT_A_DAY: _("We could not read “%(said)s” as a date. Write it like 2026-11-30, 2026-11 or 2026."),
    Why.MONTH_IN_ANOTHER_LANGUAGE: _("We do not know the month in “%(said)s”. Write it like 2026-11 or Nov 2026."),
    Why.NOT_A_NUMBER: _("We could not read “%(said)s” as a number."),
    Why.OUT_OF_RANGE: _("“%(said)s” is outside what can be kept here."),
    Why.NOT_A_CHOICE: _("“%(said)s” means nothing here."),
    Why.NOT_A_LINK: _("“%(said)s” is no web address. It should start with https://."),
    Why.NOT_YES: _("Write “yes”, or leave it empty."),
    Why.NOT_A_FILE: _("The attached file could not be read, or is too big."),
    Why.NO_SUCH_ROW: _("What it belongs to could not be read."),
    Why.ENDS_BEFORE_START: _("The end is before the start."),
    Why.STILL_TO_COME: _("This date is still to come. Check the year."),
    Why.SAYS_NOTHING: _("There is nothing in it that could be kept."),
    Why.NO_CURRENCY: _("A budget needs its currency."),
    Why.NOT_OF_ITS_KIND: _("It lacks what such a proof needs, or has more than fits."),
    Why.SAME_ID: _("The row at %(said)s has the same id."),
    Why.TWO_AT_MOST: _("You work on two skills already, or on this one. Finish one first."),
    Why.ONE_AT_A_TIME: _("You have a direction already, and there is one at a time."),
    Why.NO_START: _("It does not say when it began. Add it to your timeline by hand."),
    Why.FILE_LEFT_OUT: _("The file itself is not in here, only that there was one."),
    Why.FILE_EMPTY: _("“%(said)s” is empty."),
    Why.FILE_TOO_LARGE: _("“%(said)s” is larger than 5 MB, and is not kept."),
    Why.KIND_OF_FILE: _(
        "“%(said)s” is no picture (JPEG, PNG, WebP), PDF, document (DOCX without macros, ODT) or plain text (.txt). "
        "Other files are not kept."
    ),
    Why.FILE_CUT_OFF: _("“%(said)s” is cut off: its end is missing."),
    Why.FILE_BROKEN: _("“%(said)s” is damaged: we could not read what it says it is."),
    Why.FILE_BOMB: _("Unpacked, “%(said)s” would be far too large."),
    Why.FILES_OF_ENTRY: _("This entry has 10 files already, which is as many as it can hold."),
    Why.FILES_TOGETHER: _("With this one your files would take more than 100 MB."),
    Why.UNKNOWN_ROLE: _("Your timeline has no role, or more than one, called “%(said)s”: it comes without."),
    Why.COMES_WITHOUT: _("What it belonged to could not be read: it comes without."),
    Why.NO_ROW: _("This is not the row that should stand here."),
    Why.QUOTES: _("A quotation mark is opened here and not closed where the cell ends."),
    Why.CELL_TOO_LONG: _("One of its cells is longer than anything that is kept."),
    Why.TOO_MANY_CELLS: _("It has more cells than there are columns."),
    Why.WARNED_FIRST: _(
        "A confidential entry comes into a portfolio that is here only on its own page, which warns of it first."
    ),
    Why.REFUSED: _("It does not fit beside what is here already."),
}
BROKEN: dict[Broken, Sentence] = {
    Broken.NO_ZIP: _("This is no ZIP file, or it is damaged. Download it again and choose it as it is."),
    Broken.TOO_MANY_FILES: _("There are more than %(most)d files in it. That is not the export we know."),
    Broken.ENCRYPTED: _("This ZIP is locked with a password. Unlock it first, or choose one of the files in it."),
    Broken.TOO_BIG: _("it unpacks to more than we read"),
    Broken.DAMAGED: _("it is damaged, or packed in a way we do not read"),
    Broken.ODD_NAME: _("its name points out of the archive"),
    Broken.TWICE: _("there is another one of this name"),
}


def reason(trouble: Trouble) -> str:
    """What is wrong, in a sentence, after the name of the field."""
    sentence = str(_WHY[trouble.why]) % {"said": trouble.said}
    label = FIELDS.get(trouble.field)
    return f"{label}: {sentence}" if label else sentence


def difference(name: str, before: Value, after: Value) -> str:
    """What a field holds here and what the file says, shortened."""
    label = FIELDS.get(name, name)
    if name in {"role", "credential"}:
        return gettext("%(field)s: another one in the file") % {"field": label}
    if name in {"only_roles", "only_skills"}:
        return gettext("%(field)s: others in the file") % {"field": label}
    said = {"field": label, "before": _short(before), "after": _short(after)}
    return gettext("%(field)s: here “%(before)s”, in the file “%(after)s”") % said


def _short(value: Value) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else "" if value in (None, False) else str(value)
    text = gettext("yes") if value is True else " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def broken(why: Broken) -> str:
    """Why an archive is not read."""
    return str(BROKEN[why]) % {"most": MOST_FILES}


def counted(kind: str, n: int) -> str:
    """So many rows of a kind."""
    return str(COUNTED[kind] % {"n": n})


def place(where: str, upload_kind: str) -> str:
    """Where a row stands in the file."""
    file, _comma, line = where.rpartition(", ")
    if upload_kind == Upload.Kind.LINKEDIN and line.isdecimal():
        return gettext("%(file)s, line %(line)s") % {"file": file.capitalize(), "line": line}
    if upload_kind == Upload.Kind.ENTRIES:
        return gettext("line %(line)s") % {"line": where}
    return where
