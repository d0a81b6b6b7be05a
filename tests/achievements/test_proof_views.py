"""Proof of an entry: each kind added, changed and removed; files that only their owner gets back, as a download."""

from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import content_disposition_header

from apps.achievements import attachments
from apps.achievements.actions import record_achievement
from apps.achievements.models import Proof, ProofFile, Witness
from apps.skills.models import Credential
from apps.users.ownership import acting_as
from tests.achievements import files
from tests.achievements.conftest import entry_data

INJECTED = "</bdi><script>alert(1)</script>{{ 7|add:7 }}"


def text_of(response):
    return unescape(response.content.decode())


def proofs_of(owner):
    with acting_as(owner):
        return list(Proof.objects.owned_by(owner).told())


def file(name="review.pdf", contents=None):
    return SimpleUploadedFile(name, files.pdf() if contents is None else contents)


@pytest.fixture
def feedback(alice, entry):
    with acting_as(alice):
        return Proof.objects.create(
            owner=alice, achievement=entry, kind="feedback", quote="Calm under pressure.", said_by="Priya Shah"
        )


@pytest.fixture
def attached(as_alice, alice, entry):
    as_alice.post(f"/journal/{entry.pk}/add/file/", {"row": str(uuid4()), "label": "The review", "file": file()})
    return next(proof for proof in proofs_of(alice) if proof.kind == "file")


@pytest.fixture
def licence(alice):
    with acting_as(alice):
        return Credential.objects.create(owner=alice, name="Forklift licence", issuer="RTITB")


@pytest.fixture
def bobs_licence(bob):
    with acting_as(bob):
        return Credential.objects.create(owner=bob, name="Bob’s secret licence")


# --- Adding each kind --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        ("link", {"url": "example.org/review", "label": "A review"}, 'href="https://example.org/review"'),
        ("feedback", {"quote": "Calm under pressure.", "said_by": "Priya  Shah", "said_as": "ward manager",
                      "said_on": "2026-03-03", "may_show": "on"}, "Calm under pressure."),
        ("file", {"label": ""}, "review.pdf"),
        ("credential", {"label": "Needed for it"}, "Forklift licence"),
    ],
)  # fmt: skip
def test_each_kind_is_added_and_shown_on_the_page_of_its_entry(as_alice, alice, entry, licence, kind, data, shown):
    data = {"row": str(uuid4()), **data}
    data |= {"file": file()} if kind == "file" else {"credential": str(licence.pk)} if kind == "credential" else {}
    url = f"/journal/{entry.pk}/add/{kind}/"
    assert entry.line in text_of(as_alice.get(url))
    answer = as_alice.post(url, data)
    assert (answer.status_code, answer.url) == (302, f"/journal/{entry.pk}/#proof")
    (proof,) = [proof for proof in proofs_of(alice) if proof.kind == kind and proof.label != "the report"]
    assert proof.achievement_id == entry.pk
    page = text_of(as_alice.get(f"/journal/{entry.pk}/"))
    assert shown in page
    if kind == "feedback":
        assert (proof.said_by, str(proof.said_on), proof.may_show) == ("Priya Shah", "2026-03-03", True)
        assert "Priya Shah" in page
        assert "may be shown to others" in page


def test_feedback_stays_with_the_person_unless_they_say_otherwise(as_alice, entry, feedback):
    page = text_of(as_alice.get(f"/journal/{entry.pk}/"))
    assert "for you alone" in page
    assert "may be shown to others" not in page


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("link", {"url": "javascript:alert(1)", "label": "kept"}, "This is no web address."),
        ("link", {"url": "", "label": "kept"}, "Paste the link."),
        ("link", {"url": "https://example.org/report", "label": "kept"}, "already among the proof"),
        ("feedback", {"quote": "", "said_by": "kept"}, "Write what was said."),
        ("feedback", {"quote": "kept", "said_by": ""}, "Say who said it."),
        ("feedback", {"quote": "kept", "said_by": "x", "said_on": "2090-01-01"}, "still to come"),
        ("feedback", {"quote": "kept", "said_by": "x", "said_on": "0001-01-01"}, "1900 or later"),
        ("feedback", {"quote": "kept", "said_by": "x" * 121}, "at most 120 characters"),
        ("credential", {"credential": "", "label": "kept"}, "Choose a credential."),
        ("file", {"label": "kept"}, "Choose a file."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_alice, alice, entry, kind, data, said):
    answer = as_alice.post(f"/journal/{entry.pk}/add/{kind}/", {"row": str(uuid4()), **data})
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert "kept" in page.replace("nothing is lost", "")
    assert len(proofs_of(alice)) == 1


def test_a_credential_is_ones_own_and_stands_there_once(as_alice, alice, entry, licence, bobs_licence):
    url = f"/journal/{entry.pk}/add/credential/"
    page = text_of(as_alice.get(url))
    assert "Forklift licence" in page
    assert "Bob’s" not in page
    refused = as_alice.post(url, {"row": str(uuid4()), "credential": str(bobs_licence.pk)})
    assert refused.status_code == 422
    assert "Choose one of your own." in text_of(refused)
    assert as_alice.post(url, {"row": str(uuid4()), "credential": str(licence.pk)}).status_code == 302
    again = as_alice.post(url, {"row": str(uuid4()), "credential": str(licence.pk)})
    assert again.status_code == 422
    assert "This credential is already among the proof of this entry." in text_of(again)
    assert [proof.kind for proof in proofs_of(alice)] == ["link", "credential"]


@pytest.mark.parametrize("kind", ["link", "feedback", "file"])
def test_sent_twice_it_is_there_once(as_alice, alice, entry, kind):
    row = str(uuid4())
    for _ in range(2):
        data = {"row": row, "url": "https://a.example/", "quote": "Fine work.", "said_by": "Sam", "label": "x"}
        data |= {"file": file()} if kind == "file" else {}
        assert as_alice.post(f"/journal/{entry.pk}/add/{kind}/", data).status_code == 302
    assert [proof.kind for proof in proofs_of(alice)] == ["link", kind]


def test_another_file_in_the_same_form_is_asked_about(as_alice, alice, entry):
    url, row = f"/journal/{entry.pk}/add/file/", str(uuid4())
    as_alice.post(url, {"row": row, "file": file()})
    answer = as_alice.post(url, {"row": row, "file": file("shelf.png", files.png())})
    assert answer.status_code == 422
    assert "The first version of this form is already kept." in text_of(answer)
    assert "Choose the file again" in text_of(answer)


def test_words_cannot_become_markup(as_alice, alice, entry):
    for kind, data in {
        "link": {"url": "https://example.org/?q=<script>", "label": INJECTED},
        "feedback": {"quote": INJECTED, "said_by": INJECTED, "said_as": INJECTED},
        "file": {"label": INJECTED, "file": file("</bdi><script>alert(1)</script>.pdf")},
    }.items():
        assert as_alice.post(f"/journal/{entry.pk}/add/{kind}/", {"row": str(uuid4()), **data}).status_code == 302
    pages = [f"/journal/{entry.pk}/"]
    pages += [f"/journal/proof/{proof.pk}/{what}/" for proof in proofs_of(alice) for what in ("edit", "remove")]
    for page in pages:
        assert "<script>alert" not in as_alice.get(page).content.decode(), page


# --- Changing and removing ---------------------------------------------------------------------------------


def test_feedback_is_changed(as_alice, alice, feedback):
    url = f"/journal/proof/{feedback.pk}/edit/"
    assert "Calm under pressure." in text_of(as_alice.get(url))
    data = {"row": str(feedback.pk), "seen": "1", "quote": "Calm, always.", "said_by": "Priya Shah"}
    assert as_alice.post(url, data).status_code == 302
    assert [proof.quote for proof in proofs_of(alice) if proof.kind == "feedback"] == ["Calm, always."]
    stale = as_alice.post(url, data | {"quote": "Something else"})
    assert stale.status_code == 422
    assert "changed somewhere else" in text_of(stale)


def test_of_a_file_only_the_words_change(as_alice, alice, attached):
    url = f"/journal/proof/{attached.pk}/edit/"
    page = text_of(as_alice.get(url))
    assert "review.pdf" in page
    assert 'type="file"' not in page
    data = {"row": str(attached.pk), "seen": "1", "label": "My review of 2026", "file": file("other.pdf")}
    assert as_alice.post(url, data).status_code == 302
    (kept,) = [proof for proof in proofs_of(alice) if proof.kind == "file"]
    assert (kept.label, kept.file.name) == ("My review of 2026", "review.pdf")


def test_proof_is_removed_after_asking_and_the_file_goes_with_it(as_alice, alice, entry, attached):
    url = f"/journal/proof/{attached.pk}/remove/"
    assert "The review" in text_of(as_alice.get(url))
    assert len(proofs_of(alice)) == 2
    assert as_alice.post(url).url == f"/journal/{entry.pk}/#proof"
    assert [proof.kind for proof in proofs_of(alice)] == ["link"]
    with acting_as(alice):
        assert not ProofFile.objects.exists()
    assert as_alice.post(url).status_code == 404


def test_a_removed_credential_itself_stays(as_alice, alice, entry, licence):
    with acting_as(alice):
        proof = Proof.objects.create(owner=alice, achievement=entry, kind="credential", credential=licence)
    as_alice.post(f"/journal/proof/{proof.pk}/remove/")
    with acting_as(alice):
        assert Credential.objects.get() == licence


def test_the_form_of_the_entry_touches_only_links(as_alice, alice, entry, attached, feedback):
    page = text_of(as_alice.get(f"/journal/{entry.pk}/edit/"))
    assert 'value="https://example.org/report"' in page
    assert 'name="proof-2-url"' not in page, "a link, and room for one more"
    data = entry_data(row=str(entry.pk), seen="1", **{"proof-0-url": "https://example.org/other"})
    assert as_alice.post(f"/journal/{entry.pk}/edit/", data).status_code == 302
    assert sorted(proof.kind for proof in proofs_of(alice)) == ["feedback", "file", "link"]


# --- Files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "contents", "media_type"),
    [
        ("review.pdf", files.pdf(), "application/pdf"),
        ("shelf.png", files.png(), "image/png"),
        ("note.txt", b"<3 this shift", "text/plain"),
        ("letter.docx", files.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Zeugnis für Ágnes “sehr gut”.odt", files.odt(), "application/vnd.oasis.opendocument.text"),
    ],
    ids=["pdf", "png", "txt", "docx", "odt"],
)
def test_a_file_comes_back_as_it_was_and_never_as_a_page(as_alice, alice, entry, name, contents, media_type):
    sent = {"row": str(uuid4()), "file": file(name, contents)}
    assert as_alice.post(f"/journal/{entry.pk}/add/file/", sent).status_code == 302
    (proof,) = [proof for proof in proofs_of(alice) if proof.kind == "file"]
    answer = as_alice.get(f"/journal/proof/{proof.pk}/download/")
    assert answer.content == contents
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == content_disposition_header(True, name)
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert set(answer["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}
    assert "no-store" in answer["Cache-Control"]
    assert as_alice.post(f"/journal/proof/{proof.pk}/download/").status_code == 405


def test_a_name_in_any_script_is_said_as_rfc_5987_wants_it(as_alice, alice, entry):
    sent = {"row": str(uuid4()), "file": file("报告\u202e“1”.pdf")}
    as_alice.post(f"/journal/{entry.pk}/add/file/", sent)
    (proof,) = [proof for proof in proofs_of(alice) if proof.kind == "file"]
    said = as_alice.get(f"/journal/proof/{proof.pk}/download/")["Content-Disposition"]
    assert said.startswith("attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A")
    assert "%E2%80%AE" not in said


@pytest.mark.parametrize(
    ("name", "contents", "said"),
    [
        ("empty.pdf", b"", "This file is empty."),
        ("cut.png", files.png()[:-6], "This file is cut off"),
        ("holiday.png", b"<!doctype html><script>alert(1)</script>", "none of the kinds we keep"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of the kinds we keep"),
        ("run.png", b"#!/bin/sh\nrm -rf ~", "none of the kinds we keep"),
        ("letter.docx", files.bomb(), "far too large"),
        ("large.pdf", files.pdf() + b"%" * 5 * 1024 * 1024 + b"%%EOF", "larger than 5 MB"),
        ("huge.pdf", files.pdf() + b"%" * 11 * 1024 * 1024 + b"%%EOF", "larger than 5 MB"),
    ],
    ids=["empty", "cut off", "page", "drawing", "program", "bomb", "large", "unread"],
)
def test_a_file_that_is_not_kept_is_refused_with_its_reason(as_alice, alice, entry, name, contents, said):
    data = {"row": str(uuid4()), "label": "What it shows", "file": file(name, contents)}
    answer = as_alice.post(f"/journal/{entry.pk}/add/file/", data)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "What it shows" in text_of(answer)
    with acting_as(alice):
        assert not ProofFile.objects.exists()


def test_the_largest_file_that_is_kept_has_exactly_five_megabytes(as_alice, alice, entry):
    size = 5 * 1024 * 1024
    contents = files.pdf() + b"%" * (size - len(files.pdf()) - 5) + b"%%EOF"
    answer = as_alice.post(f"/journal/{entry.pk}/add/file/", {"row": str(uuid4()), "file": file(contents=contents)})
    assert answer.status_code == 302
    with acting_as(alice):
        assert ProofFile.objects.get().size == size == len(bytes(ProofFile.objects.get().contents))


def test_a_file_beside_a_mistake_is_to_be_chosen_again(as_alice, entry):
    data = {"row": str(uuid4()), "label": "long " * 40, "file": file()}
    page = text_of(as_alice.post(f"/journal/{entry.pk}/add/file/", data))
    assert "at most 160 characters" in page
    assert "Choose the file again: a browser does not keep it when a page comes back." in page
    assert "long long" in page


def test_ten_files_of_an_entry_and_no_more(as_alice, alice, entry):
    with acting_as(alice):
        for number in range(10):
            proof = Proof.objects.create(owner=alice, achievement=entry, kind="file")
            ProofFile.objects.create(
                owner=alice, proof=proof, name=f"{number}.txt", media_type="text/plain", size=1, contents=b"x"
            )
        other = record_achievement(owner=alice, line="Something else")
    answer = as_alice.post(f"/journal/{entry.pk}/add/file/", {"row": str(uuid4()), "file": file()})
    assert answer.status_code == 422
    assert "has 10 files already" in text_of(answer)
    assert as_alice.post(f"/journal/{other.pk}/add/file/", {"row": str(uuid4()), "file": file()}).status_code == 302


def test_a_person_has_room_for_so_many_bytes(as_alice, as_bob, alice, bob, entry, monkeypatch):
    size = len(files.pdf())
    monkeypatch.setattr(attachments, "MOST_OF_ONE_PERSON", 2 * size)
    with acting_as(bob):
        bobs = record_achievement(owner=bob, line="Bob’s own")
    for client, pk, status in [(as_alice, entry.pk, 302), (as_alice, entry.pk, 302), (as_alice, entry.pk, 422),
                               (as_bob, bobs.pk, 302)]:  # fmt: skip
        answer = client.post(f"/journal/{pk}/add/file/", {"row": str(uuid4()), "file": file()})
        assert answer.status_code == status
        assert (status == 422) == ("more than 100 MB" in text_of(answer))


def test_the_page_never_reads_the_bytes_of_a_file(as_alice, entry, attached):
    for url in (f"/journal/{entry.pk}/", f"/journal/proof/{attached.pk}/remove/"):
        with CaptureQueriesContext(connection) as captured:
            as_alice.get(url)
        said = " ".join(query["sql"] for query in captured)
        assert "achievements_prooffile" in said
        assert '"contents"' not in said


# --- Whose it is -------------------------------------------------------------------------------------------

PAGES = ("edit", "remove", "download")


@pytest.mark.parametrize("what", PAGES)
def test_a_stranger_gets_404_and_nobody_is_asked_to_log_in(as_bob, as_nobody, alice, attached, what):
    url = f"/journal/proof/{attached.pk}/{what}/"
    assert as_bob.get(url).status_code == 404
    assert as_bob.post(url).status_code in {404, 405}
    assert as_nobody.get(url).url == f"/accounts/login/?next={url}"
    assert len(proofs_of(alice)) == 2


@pytest.mark.parametrize("kind", ["link", "file", "feedback", "credential"])
def test_a_stranger_adds_nothing_to_an_entry(as_bob, alice, entry, kind):
    assert as_bob.get(f"/journal/{entry.pk}/add/{kind}/").status_code == 404
    data = {"row": str(uuid4()), "url": "https://a.example/", "quote": "x", "said_by": "x", "file": file()}
    assert as_bob.post(f"/journal/{entry.pk}/add/{kind}/", data).status_code == 404
    assert len(proofs_of(alice)) == 1


def test_a_form_from_another_site_is_refused(alice, entry, attached):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    for url in (f"/journal/{entry.pk}/add/file/", f"/journal/proof/{attached.pk}/remove/"):
        assert client.post(url, {"file": file()}).status_code == 403
    assert len(proofs_of(alice)) == 2


# --- How much it costs -------------------------------------------------------------------------------------


def test_the_page_of_an_entry_takes_the_same_queries_with_little_and_with_much(as_alice, alice, entry, queries_of):
    with acting_as(alice):
        bare = record_achievement(owner=alice, line="Counted stock")
    few = queries_of(as_alice, f"/journal/{bare.pk}/")
    with acting_as(alice):
        for number in range(30):
            licence = Credential.objects.create(owner=alice, name=f"Licence {number}")
            Proof.objects.create(owner=alice, achievement=bare, kind="credential", credential=licence)
            Proof.objects.create(owner=alice, achievement=bare, kind="feedback", quote="Fine.", said_by="Sam")
            proof = Proof.objects.create(owner=alice, achievement=bare, kind="file")
            ProofFile.objects.create(
                owner=alice, proof=proof, name="a.txt", media_type="text/plain", size=1, contents=b"x"
            )
            Witness.make(owner=alice, achievement=bare, name="Sam", line=bare.line, expires_at=bare.created_at)
    assert few == queries_of(as_alice, f"/journal/{bare.pk}/") <= 8
