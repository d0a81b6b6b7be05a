"""The page of a person's data: the file made, downloaded and brought in; workers that die; files that expire."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.achievements.models import Achievement
from apps.reflections.parcels import Parcel
from apps.reflections.takeaway import packing
from apps.reflections.takeaway.reading import PIECE, Stored
from apps.users.ownership import acting_as
from tests.conftest import PASSWORD
from tests.reflections.takeaway.conftest import data_of, file_of

DATA = reverse("reflections:data")


def fresh(client: Client) -> None:
    """They have just given their password."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def made(user: Any) -> Parcel:
    with acting_as(user):
        parcel = packing.ask(owner=user)
    packing.carry(parcel.pk, user)
    with acting_as(user):
        return Parcel.objects.get(pk=parcel.pk)


def test_the_file_is_made_told_of_and_downloaded_after_the_password(alice: Any, as_alice: Client) -> None:
    with acting_as(alice):
        Achievement.objects.create(owner=alice, line="Quagga blue")
    assert as_alice.post(reverse("reflections:data_make")).status_code == 302
    page = as_alice.get(DATA)
    assert b"being made" in page.content
    assert b"every 2s" in page.content
    with acting_as(alice):
        parcel = Parcel.objects.owned_by(alice).get()
    packing.carry(parcel.pk, alice)
    [message] = mail.outbox
    assert (message.to, "Quagga" in message.body, str(parcel.pk) in message.body) == ([alice.email], False, False)
    assert b"Download it" in as_alice.get(DATA).content
    path = reverse("reflections:data_download", args=[parcel.pk])
    assert as_alice.get(path).headers["Location"].startswith(reverse("account_reauthenticate"))
    fresh(as_alice)
    response = as_alice.get(path)
    contents = b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert int(response.headers["Content-Length"]) == len(contents)
    assert [row["line"] for row in data_of(contents)["tables"]["achievements.Achievement"]] == ["Quagga blue"]


def test_one_at_a_time(alice: Any, as_alice: Client) -> None:
    for _ in "12":
        as_alice.post(reverse("reflections:data_make"))
    with acting_as(alice):
        assert Parcel.objects.owned_by(alice).count() == 1


def test_a_stranger_neither_sees_nor_gets_it(alice: Any, as_bob: Client) -> None:
    parcel = made(alice)
    fresh(as_bob)
    assert as_bob.get(reverse("reflections:data_download", args=[parcel.pk])).status_code == 404


def test_what_a_killed_worker_left_is_taken_up_and_given_up_after_three_tries(
    alice: Any, as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(packing, "ring", lambda *told: rung.append(told))

    def dies(*args: Any) -> None:
        raise MemoryError

    with acting_as(alice):
        parcel = packing.ask(owner=alice)
    with monkeypatch.context() as failing:
        failing.setitem(packing._DEEDS, "out", dies)
        packing.carry(parcel.pk, alice)
        packing.sweep(timezone.now() + timedelta(minutes=5))
        assert (parcel.pk, alice.pk) in rung
        for _ in "12":
            packing.carry(parcel.pk, alice)
    with acting_as(alice):
        parcel.refresh_from_db()
        assert parcel.state == "failed"
    assert b"Try again" in as_alice.get(DATA).content
    as_alice.post(reverse("reflections:data_make"))
    with acting_as(alice):
        again = Parcel.objects.owned_by(alice).get()
    packing.carry(again.pk, alice)
    with acting_as(alice):
        again.refresh_from_db()
        assert again.state == "ready"


def test_it_goes_when_its_time_is_over(alice: Any, as_alice: Client) -> None:
    parcel = made(alice)
    with acting_as(alice):
        Parcel.objects.filter(pk=parcel.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    fresh(as_alice)
    assert as_alice.get(reverse("reflections:data_download", args=[parcel.pk])).status_code == 404
    packing.sweep(timezone.now())
    with acting_as(alice):
        assert not Parcel.objects.owned_by(alice).exists()


def test_a_stored_file_is_read_as_if_it_lay_on_a_disk(alice: Any) -> None:
    contents = bytes(range(256)) * (PIECE // 100)
    with acting_as(alice), transaction.atomic():
        parcel = Parcel.objects.create(owner=alice, direction="in", size=len(contents))
        with packing._pieces(parcel) as out:
            for start in range(0, len(contents), 70_001):
                out.write(contents[start : start + 70_001])
        assert out.length == len(contents)
        assert b"".join(parcel.pieces()) == contents
        read = io.BufferedReader(Stored(parcel))
        for at in (0, 5, PIECE - 3, PIECE, len(contents) - 10):
            read.seek(at)
            assert read.read(10) == contents[at : at + 10]


def test_a_file_is_looked_at_then_brought_in_and_told_of_row_by_row(alice: Any, bob: Any, as_bob: Client) -> None:
    with acting_as(alice):
        Achievement.objects.create(owner=alice, line="Quagga blue")
    file = SimpleUploadedFile("everything.zip", file_of(alice), content_type="application/zip")
    response = as_bob.post(reverse("reflections:data_bring"), {"file": file})
    assert response.status_code == 302
    path = response.headers["Location"]
    assert b"Nothing is saved yet" in as_bob.get(path).content
    with acting_as(bob):
        assert not Achievement.objects.owned_by(bob).exists()
        parcel = Parcel.objects.owned_by(bob).get()
    as_bob.post(path)
    assert b"every 2s" in as_bob.get(path, headers={"HX-Request": "true"}).content
    packing.carry(parcel.pk, bob)
    assert b"One row is new" in as_bob.get(path).content
    table = b"".join(as_bob.get(reverse("reflections:data_report", args=[parcel.pk])).streaming_content)  # type: ignore[arg-type]
    assert b"Quagga blue,new" in table
    with acting_as(bob):
        assert Achievement.objects.owned_by(bob).get().line == "Quagga blue"


@pytest.mark.parametrize("contents", [b"", b"no zip"])
def test_any_other_file_answers_422(as_alice: Client, contents: bytes) -> None:
    response = as_alice.post(reverse("reflections:data_bring"), {"file": SimpleUploadedFile("x.zip", contents)})
    assert response.status_code == 422
    assert as_alice.post(reverse("reflections:data_bring")).status_code == 422


def test_sending_a_file_needs_the_token_of_the_form(alice: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post(reverse("reflections:data_bring"), {"file": SimpleUploadedFile("x.zip", b"x")})
    assert response.status_code == 403


def test_the_pages_ask_as_much_for_much_as_for_little(as_alice: Client, django_assert_max_num_queries: Any) -> None:
    for name in ("data", "data_format", "data_bring", "data_close"):
        with django_assert_max_num_queries(10):  # two of them are the savepoints of the test
            assert as_alice.get(reverse(f"reflections:{name}")).status_code == 200
