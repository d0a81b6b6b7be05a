"""The list of deleted accounts: written, read back, and applied to nobody who came later."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections import erasing
from apps.users import deletions
from apps.users.deletions import Deletion
from apps.users.models import User
from apps.users.ownership import acting_as


def test_what_is_written_is_read_back_and_is_nobody_elses_to_read(tmp_path):
    listed = [Deletion(7, timezone.now()), Deletion(8, timezone.now() - timedelta(days=2))]
    deletions.write(tmp_path / "deleted.csv", listed)
    assert deletions.read(tmp_path / "deleted.csv") == listed
    assert (tmp_path / "deleted.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("line", ["7", "x,2026-11-01T00:00:00+00:00", "7,yesterday", "7,2026-11-01T00:00:00"])
def test_a_list_that_says_something_else_is_refused_with_its_line(tmp_path, line):
    file = tmp_path / "deleted.csv"
    file.write_text(f"user_id,deleted_at\n{line}\n")
    with pytest.raises(ValueError, match=r"Line 2 of .* is no number and time with its zone"):
        deletions.read(file)
    file.write_text("name\n")
    with pytest.raises(ValueError, match="does not begin with user_id,deleted_at"):
        deletions.read(file)


def test_who_was_deleted_is_deleted_again_and_a_later_owner_of_the_number_is_not(alice, bob):
    for user in (alice, bob):
        with acting_as(user):
            Achievement.objects.create(owner=user, line="Kept the night shift calm")
    joined = timezone.now() - timedelta(days=9)
    User.objects.filter(pk=alice.pk).update(date_joined=joined)
    gone = [Deletion(alice.pk, joined + timedelta(days=1)), Deletion(bob.pk, joined), Deletion(999_999, joined)]
    deletions.remember(gone)
    assert erasing.forget_deleted() == 1
    assert list(User.objects.values_list("pk", flat=True)) == [bob.pk]
    with acting_as(bob):
        assert Achievement.objects.count() == 1


def test_the_command_writes_the_list_and_names_a_day_that_is_none(db, tmp_path, capsys):
    file = tmp_path / "deleted.csv"
    call_command("deleted_accounts", since="2026-11-01", to=file)
    assert deletions.read(file) == []
    with pytest.raises(CommandError, match="soon is no day: write it as 2026-11-01"):
        call_command("deleted_accounts", since="soon", to=file)
