"""What *Today* and the weekly e-mail ask of the journal."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.achievements.actions import record_achievement
from apps.achievements.models import Achievement


def test_unfinished_are_lines_of_late_that_say_no_outcome_yet(acting_as_alice: Any) -> None:
    alice, long_ago = acting_as_alice, timezone.localdate() - timedelta(days=200)
    record_achievement(owner=alice, line="Answered the phones")
    record_achievement(owner=alice, line="Trained five new hires on the till")
    record_achievement(owner=alice, line="Answered the door", happened_on=long_ago)
    record_achievement(owner=alice, line="Answered letters", outcome="Kept a list")
    record_achievement(owner=alice, line="Answered mail", state_chosen="qualitative")
    record_achievement(owner=alice, line="Increased the average basket by 12 %")

    lines = {entry.line for entry in Achievement.objects.owned_by(alice).unfinished(timezone.localdate())}

    assert lines == {"Answered the phones", "Trained five new hires on the till"}


def test_recording_again_changes_the_entry_and_takes_off_what_is_no_longer_named(acting_as_alice: Any) -> None:
    kept = record_achievement(
        owner=acting_as_alice,
        line="One",
        skills=["Patience"],
        proofs={"https://a.example/": "a", "https://b.example/": ""},
    )
    again = record_achievement(
        owner=acting_as_alice, row=kept.pk, line="Two", skills=["patience", "Excel"], proofs={"https://a.example/": "A"}
    )

    assert again.pk == kept.pk
    assert sorted(skill.name for skill in again.skills.all()) == ["Excel", "Patience"]
    assert [(proof.url, proof.label) for proof in again.proofs.all()] == [("https://a.example/", "A")]
