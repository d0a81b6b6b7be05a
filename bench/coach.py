#!/usr/bin/env python
"""Measures the coach: `bench/coach.py FILE.tsv` (state, language, line) or `bench/coach.py --duties FILE.txt`."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from apps.achievements.coach import RULES_VERSION, State, judge

OUTCOMES = {State.QUALITATIVE, State.MEASURED}
ORDER = ["duty", "activity", "qualitative", "measured", "not_judged"]
_IRREGULAR = """
act:acted be:was become:became begin:began bend:bent bind:bound bite:bit bleed:bled blow:blew break:broke
bring:brought build:built buy:bought catch:caught choose:chose come:came cost:cost creep:crept cut:cut
deal:dealt dig:dug do:did draw:drew drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought find:found
fit:fitted fly:flew forecast:forecast get:got give:gave go:went grind:ground grow:grew hang:hung have:had
hear:heard hide:hid hit:hit hold:held keep:kept know:knew lay:laid lead:led learn:learned leave:left lend:lent
let:let lie:lay light:lit lose:lost make:made mean:meant meet:met mow:mowed oversee:oversaw pay:paid put:put
quit:quit read:read rebuild:rebuilt resell:resold reset:reset ride:rode ring:rang rise:rose rewrite:rewrote
run:ran saw:sawed say:said see:saw seek:sought sell:sold send:sent set:set sew:sewed shake:shook shed:shed
shoot:shot show:showed shut:shut sing:sang sit:sat sleep:slept slide:slid slit:slit speak:spoke spend:spent
spin:spun split:split spread:spread stand:stood steal:stole stick:stuck strike:struck sweep:swept swim:swam
swing:swung take:took teach:taught tear:tore tell:told think:thought throw:threw thrust:thrust
understand:understood undertake:undertook wake:woke wear:wore weave:wove win:won wind:wound withdraw:withdrew
write:wrote
"""
IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR.split())
_DOUBLES = """
admit bag ban cap chip chop clip control dip drag drip drop drum equip flip grab grip hem hop jab jog knit lap
log map mat mop nap pad pat permit pin plan plot plug pop prep program prop ram refer rig rip rot rub scan
scrap scrub ship shop sip skim skip slip snap stem stir stop strap strip submit swap tag tan tap thin tip top
transfer transmit trap trek trim tug wrap zip
"""
DOUBLES = set(_DOUBLES.split())  # stop: stopped


def past(line: str) -> str:
    """The line with its first verb in the past tense."""
    first, _, rest = line.partition(" ")
    verb = first.rstrip(",;:")
    low, tail = verb.lower(), first[len(verb) :]
    if low in IRREGULAR:
        done = IRREGULAR[low]
    elif low in DOUBLES:
        done = low + low[-1] + "ed"
    elif low.endswith("e"):
        done = low + "d"
    elif low.endswith("y") and low[-2:-1] not in set("aeiou"):
        done = low[:-1] + "ied"
    else:
        done = low + "ed"
    return (done.capitalize() if verb[:1].isupper() else done) + tail + " " + rest


def labelled(path: Path) -> list[tuple[str, str, str]]:
    """The (state, language, line) rows of a file; empty lines, remarks and a heading are passed over."""
    told = [line for line in path.read_text("utf-8-sig").splitlines() if line.count("\t") >= 2 and line[0] != "#"]
    rows = [(state.strip(), language.strip(), line) for state, language, line in (row.split("\t", 2) for row in told)]
    return rows[1:] if rows and rows[0][0] == "state" else rows


def confusion(path: Path, show: bool) -> int:
    """Prints how the labelled lines of a file are judged."""
    rows = labelled(path)
    table: Counter[tuple[str, str]] = Counter()
    many, right = Counter(language for _, language, _ in rows), Counter[str]()
    began = time.perf_counter()
    answers = [judge(line, language=language, locale=language).state.value for _, language, line in rows]
    spent = time.perf_counter() - began
    for (state, language, line), answer in zip(rows, answers, strict=True):
        table[state, answer] += 1
        right[language] += state == answer
        if show and state != answer:
            print(f"{state:>12} judged {answer:<12} {line}")
    print(f"{'told':>12} " + " ".join(f"{name:>12}" for name in ORDER) + "   <- judged")
    for state in ORDER:
        if any(table[state, answer] for answer in ORDER):
            print(f"{state:>12} " + " ".join(f"{table[state, answer]:>12}" for answer in ORDER))
    for language in sorted(many):
        version = RULES_VERSION.get(language, "no rules")
        print(f"{language:>12} {right[language]}/{many[language]} = {right[language] / many[language]:.1%}   {version}")
    share = right.total() / max(len(rows), 1)
    pace = spent / max(len(rows), 1) * 1_000_000
    print(f"accuracy {right.total()}/{len(rows)} = {share:.1%}   {pace:.0f} µs a line")
    return 0


def duties(path: Path, show: bool) -> int:
    """Prints the share of duty statements taken for outcomes, as they stand and in the past tense."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    for name, change in (("raw", str), ("past-tensed", past)):
        told = [change(line) for line in lines]
        began = time.perf_counter()
        false = [line for line in told if judge(line).state in OUTCOMES]
        spent = time.perf_counter() - began
        if show:
            print("\n".join(f"  {judge(line).state.value:<12}{line}" for line in false))
        many = max(len(lines), 1)
        share, pace = len(false) / many, spent / many * 1_000_000
        print(f"{name:>12}: {len(false)} of {len(lines)} false outcomes = {share:.2%}   {pace:.0f} µs a line")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="?", type=Path, help="tab-separated: state, language, line")
    parser.add_argument("--duties", type=Path, help="one duty statement a line")
    parser.add_argument("--show", action="store_true", help="also print what was judged wrongly")
    given = parser.parse_args()
    if not given.labelled and not given.duties:
        parser.error("name a labelled FILE.tsv or --duties FILE.txt")
    if given.labelled:
        confusion(given.labelled, given.show)
    if given.duties:
        duties(given.duties, given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
