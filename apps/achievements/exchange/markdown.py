"""A journal as Markdown: newest first, by year, with everything a reader can see of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from apps.achievements.exchange.kinds import Record

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_BEGINS = re.compile(r"^([^\S\n]*)([-+=]|\d+[.)])", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    """What the headings and labels are called in the reader's language."""

    title: str
    changed: str
    asked: str
    skills: str
    proof: str
    note: str
    for_whom: str
    measured: str


def plain(text: str) -> str:
    """Words such that Markdown shows them as they are, on one line each, and runs no markup of theirs."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _BEGINS.sub(r"\1\\\2", escaped)


def written(records: Sequence[Record], days: Sequence[str], words: Words) -> Iterator[str]:
    """The lines of the document; `days` says of each entry, in order, when it was, in words."""
    roles = {record.key: record.title for record in records if record.kind == "role"}
    proofs: dict[str, list[str]] = {}
    for record in records:
        if record.kind == "proof":
            proofs.setdefault(str(record.values["entry"]), []).append(_proof(record))
    yield f"# {plain(words.title)}\n"
    told = zip((record for record in records if record.kind == "entry"), days, strict=True)
    for year, entries in groupby(told, key=lambda pair: str(pair[0].values["happened"])[:4]):
        yield f"\n## {year}\n"
        for entry, day in entries:
            role = roles.get(str(entry.values["role"]), "")
            yield from _entry(entry, " · ".join(filter(None, (day, role))), proofs.get(entry.key, []), words)


def _entry(entry: Record, when: str, proofs: list[str], words: Words) -> Iterator[str]:
    values = entry.values
    yield f"\n### {plain(' '.join(str(values['line']).split()))}\n"
    yield f"\n*{plain(when)}*\n"
    skills = values["skills"]
    numbers = [str(value) for value in (values["measure_before"], values["measure_after"]) if value is not None]
    said = {
        words.asked: values["duty"],
        words.changed: values["outcome"],
        words.measured: f"{' → '.join(numbers)} {values['measure_unit']}".strip() if numbers else "",
        words.for_whom: values["beneficiary"],
        words.skills: ", ".join(skills) if isinstance(skills, tuple) else "",
        words.note: values["private_note"],
    }
    for label, text in said.items():
        if text:
            yield f"\n**{plain(label)}:** {_paragraph(str(text))}\n"
    if proofs:
        yield f"\n**{plain(words.proof)}:**\n\n" + "".join(f"- {proof}\n" for proof in proofs)


def _paragraph(text: str) -> str:
    return plain(text.strip()).replace("\n", "  \n")


def _proof(proof: Record) -> str:
    values = proof.values
    label, url, quote = (" ".join(str(values[name] or "").split()) for name in ("label", "url", "quote"))
    if url:
        return f"[{plain(label or url)}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"
    by = ", ".join(filter(None, (str(values["said_by"] or ""), str(values["said_as"] or ""))))
    said = f"“{plain(quote)}”" if quote else plain(label)
    return " – ".join(filter(None, (said, plain(by)))) or plain(str(values["kind"]))
