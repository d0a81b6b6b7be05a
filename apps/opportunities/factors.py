"""The eleven factors an opportunity is rated on, with the words people see, and the ways a rating can be known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.opportunities.scoring import Axis, Rating

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

AXIS_LABELS: dict[Axis, StrPromise] = {"life": _("Life fit"), "future": _("Future value")}


@dataclass(frozen=True)
class Factor:
    """One thing an opportunity is judged on, 0 to 10 against written anchors, never against other offers."""

    key: str
    axis: Axis
    label: StrPromise
    question: StrPromise  # what the person asks themselves
    anchors: dict[int, StrPromise]  # what 0, 3, 5, 7 and 10 mean
    ask: StrPromise  # what they can ask the employer
    put_in_writing: StrPromise  # the same, once it was told
    gain: StrPromise  # fits after 'you would get'
    lose: StrPromise  # the same, when it is the worse side of the trade
    lever: StrPromise  # what one can ask for to make it better; fits after 'you could ask for'


_ALL = (
    Factor(
        key="pay",
        axis="life",
        label=pgettext_lazy("factor", "Pay"),
        question=_("How far does the pay go, after tax, for the life you have now?"),
        anchors={
            0: _("It does not cover bills and minimum debt payments."),
            3: _("It covers the bills, and nothing is left."),
            5: _("It covers what you need and the saving you planned."),
            7: _("It covers needs and saving, and some things you simply want."),
            10: _("More pay would change nothing for you."),
        },
        ask=_("What would I be paid in the first year, and which part of that is not certain?"),
        put_in_writing=_("Could you put the pay in writing, with the part of it that is not certain?"),
        gain=_("better pay"),
        lose=_("lower pay"),
        lever=_("a higher rate, a raise after an agreed time, or a bonus that is put in writing"),
    ),
    Factor(
        key="benefits",
        axis="life",
        label=pgettext_lazy("factor", "Benefits"),
        question=_("What does it give you besides pay: sick pay, leave, health cover, pension, mileage, tools?"),
        anchors={
            0: _("Nothing. A day off or an illness costs you pay from the first hour."),
            3: _("A little, but an illness or a week off would still set you back."),
            5: _("Enough that an illness or a week off would not set you back."),
            7: _("Good cover, leave people really take, and costs such as mileage are paid."),
            10: _("All that you and those who depend on you need is covered."),
        },
        ask=_("Which benefits come with the job, and from which day: sick pay, leave, health cover, pension?"),
        put_in_writing=_("Could you send me the benefits in writing, with the day from which each of them counts?"),
        gain=_("better benefits"),
        lose=_("weaker benefits"),
        lever=_("sick pay from the first day, more leave, or money towards training or travel"),
    ),
    Factor(
        key="schedule",
        axis="life",
        label=pgettext_lazy("factor", "Schedule"),
        question=_("Do the hours fit your sleep, your family and the rest of your life?"),
        anchors={
            0: _("The hours clash with sleep, care or health almost every week."),
            3: _("They clash often, and you would keep having to arrange around them."),
            5: _("They fit most weeks; now and then you arrange around them."),
            7: _("They fit well, and you have some say in them or can swap."),
            10: _("They are the hours you would choose."),
        },
        ask=_("Which days and hours would I work in a usual week, nights and weekends included?"),
        put_in_writing=_("Could you put the days and hours of a usual week in writing?"),
        gain=_("hours that fit your life better"),
        lose=_("hours that fit your life less well"),
        lever=_("another shift, fixed days off, or hours that end before you are needed at home"),
    ),
    Factor(
        key="location",
        axis="life",
        label=pgettext_lazy("factor", "Location"),
        question=_("Does the place fit your life: where it is, the journey, the sites or homes you drive between?"),
        anchors={
            0: _("You could not get there, or live there, for long."),
            3: _("You could do it, but the journey, the driving or the place would wear you down."),
            5: _("It is all right: the journey, the sites or working from home fit your days."),
            7: _("It is easy to reach with short ways between sites, or a place you like."),
            10: _("It is exactly where you want to be."),
        },
        ask=_("Where would I work in a usual week, and how often would it be somewhere else?"),
        put_in_writing=_("Could you put in writing where I would work, and how often it could be somewhere else?"),
        gain=_("a place that suits you better"),
        lose=_("a place that suits you less"),
        lever=_("a nearer site, help with the journey, or a day from home where the work allows it"),
    ),
    Factor(
        key="predictability",
        axis="life",
        label=pgettext_lazy("factor", "Predictability"),
        question=_("How sure can you be of next month’s hours, pay and place?"),
        anchors={
            0: _("Shifts or jobs change on the day, and the pay changes with them."),
            3: _("You know a few days ahead; hours or pay go up and down a lot."),
            5: _("You know a week ahead; hours and pay change a little."),
            7: _("You know two weeks ahead or more, and it seldom changes."),
            10: _("Hours, pay and the job itself are settled for the year ahead."),
        },
        ask=_("How many days ahead is the schedule set, and how often did it change last month?"),
        put_in_writing=_("Could you put in writing how far ahead the schedule is set, and how changes are handled?"),
        gain=_("steadier hours"),
        lose=_("less steady hours"),
        lever=_("the rota further ahead, a guaranteed number of hours, or a longer contract"),
    ),
    Factor(
        key="workload",
        axis="life",
        label=pgettext_lazy("factor", "Workload"),
        question=_("What would the work take out of you, body and mind?"),
        anchors={
            0: _("More than anyone can keep up. It would make you ill."),
            3: _("You get through the day or the shift, with nothing left for home."),
            5: _("Hard on some days, fine on most, and you recover in between."),
            7: _("A steady pace, real breaks, and enough people or time for the work."),
            10: _("You come home with energy left for everything else."),
        },
        ask=_("What does a busy day look like, and how many people share the work?"),
        put_in_writing=_("Could you put in writing how many people share the work, and how much of it would be mine?"),
        gain=_("a lighter load"),
        lose=_("a heavier load"),
        lever=_("one more person on the busy shifts, breaks that are kept, or a part of the work left out"),
    ),
    Factor(
        key="growth",
        axis="future",
        label=pgettext_lazy("factor", "Skill growth"),
        question=_("What would you be able to do after a year that you cannot do today?"),
        anchors={
            0: _("Nothing new after the first weeks."),
            3: _("A new task now and then, or only the courses the rules ask for."),
            5: _("One or two useful skills a year, and someone shows you."),
            7: _("New skills every few months, with training or a mentor."),
            10: _("What you most want to learn, from people who do it well, in paid time."),
        },
        ask=_("Who would I learn from in the first six months?"),
        put_in_writing=_("Could you put the training in writing: what it is, when, and that it counts as paid time?"),
        gain=_("more to learn"),
        lose=_("less to learn"),
        lever=_("a named person to learn from, or paid hours for training"),
    ),
    Factor(
        key="achievements",
        axis="future",
        label=pgettext_lazy("factor", "Measurable achievements"),
        question=_("Would you have results to show: a number, finished work, or people better off because of you?"),
        anchors={
            0: _("Afterwards nobody could tell what you did."),
            3: _("You could list duties, but hardly a result."),
            5: _("One or two results a year that you could count, show or have confirmed."),
            7: _("Results you can count or show in most months, and they are yours."),
            10: _("Results others notice, with your name on them and proof you may show."),
        },
        ask=_("How would you see, after a year, that I had done this job well?"),
        put_in_writing=_("Could you put in writing what my work would be measured by after a year?"),
        gain=_("more results you can show"),
        lose=_("fewer results you can show"),
        lever=_("one piece of work that is yours from start to end, with a number to judge it by"),
    ),
    Factor(
        key="tools",
        axis="future",
        label=pgettext_lazy("factor", "Modern tools"),
        question=_("Would you work with tools, machines or methods that other employers want people to know?"),
        anchors={
            0: _("Things and ways of working that other employers have given up."),
            3: _("Mostly old ways, and little of it helps elsewhere."),
            5: _("What most employers in this work use today."),
            7: _("Up to date, and knowing it helps you elsewhere."),
            10: _("What the field is moving to, in your hands every day."),
        },
        ask=_("Which tools, machines or systems would I use each day, and which are about to be replaced?"),
        put_in_writing=_("Could you send me a written list of the tools, machines or systems I would use?"),
        gain=_("more modern tools"),
        lose=_("less modern tools"),
        lever=_("time on the newer machines or systems, and the training for them"),
    ),
    Factor(
        key="network",
        axis="future",
        label=pgettext_lazy("factor", "Network"),
        question=_("Who would get to know your work, and could teach or recommend you later?"),
        anchors={
            0: _("Nobody. You would work alone, or among people who come and go."),
            3: _("A few colleagues you seldom see or talk to."),
            5: _("Colleagues or clients who would speak up for you."),
            7: _("Experienced people who would teach and recommend you."),
            10: _("People respected in the work you want, beside you week after week."),
        },
        ask=_("Who would I work with in most weeks, inside the team and outside it?"),
        put_in_writing=_("Could you put in writing which team I would belong to, and who would show me the work?"),
        gain=_("more people who could help you later"),
        lose=_("fewer people who could help you later"),
        lever=_("shifts or projects beside the most experienced people, or a mentor"),
    ),
    Factor(
        key="advancement",
        axis="future",
        label=pgettext_lazy("factor", "Advancement"),
        question=_("Is there a next step here, in pay, grade, trust or position, and do people reach it?"),
        anchors={
            0: _("There is no next step."),
            3: _("There is one, but somebody would have to leave first."),
            5: _("There is one, and some people reach it."),
            7: _("You know what it takes, and people reach it within two years."),
            10: _("Your next step is agreed with you: what it takes, and by when."),
        },
        ask=_("What did the last person in this job go on to do?"),
        put_in_writing=_("Could you put the next step in writing: what it takes, and when it would be looked at?"),
        gain=_("a clearer next step"),
        lose=_("a less clear next step"),
        lever=_("the next step in writing: what it takes, and by when"),
    ),
)

FACTORS: dict[str, Factor] = {factor.key: factor for factor in _ALL}
LIFE: tuple[Factor, ...] = tuple(factor for factor in _ALL if factor.axis == "life")
FUTURE: tuple[Factor, ...] = tuple(factor for factor in _ALL if factor.axis == "future")


@dataclass(frozen=True)
class KnownBy:
    """How a rating is known, and how far off it could therefore be, in points of the 0–10 scale."""

    key: str
    label: StrPromise
    half_width: Decimal


KNOWN_BY: dict[str, KnownBy] = {
    known.key: known
    for known in (
        KnownBy("in_writing", _("in writing"), Decimal("0.5")),
        KnownBy("told", _("told"), Decimal("1.5")),
        KnownBy("guess", _("my guess"), Decimal(3)),
    )
}


def rating(value: Decimal | None, known_by: str) -> Rating:
    """A stored rating, for scoring; raises ValueError on an unknown way of knowing or a value off the scale."""
    if known_by not in KNOWN_BY:
        raise ValueError(f"A rating is known in writing, told or guessed, not “{known_by}”.")
    return Rating(value, KNOWN_BY[known_by].half_width)
