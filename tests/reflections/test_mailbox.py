"""Replies out of a mailbox, from a real IMAP server in another process."""

import imaplib
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.reflections import inbound, mailbox, tasks
from tests.reflections.coming import answers_of, lying, read_all
from tests.reflections.mails import SAID, attached, gmail, mail, parts, text_part

pytestmark = pytest.mark.usefixtures("replies_on")
PASSWORD = "p@ss/word"


def _free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Box:
    """The mailbox as its owner sees it."""

    def __init__(self, port):
        self.port = port
        self.url = f"imap://alice:p%40ss%2Fword@127.0.0.1:{port}/INBOX"
        self.client = imaplib.IMAP4("127.0.0.1", port, timeout=10)
        self.client.login("alice", PASSWORD)

    def put(self, *messages):
        for message in messages:
            assert self.client.append("INBOX", None, None, message)[0] == "OK"

    @property
    def left(self):
        return int(self.client.select("INBOX")[1][0])


@pytest.fixture(scope="module")
def server():
    """One server for all tests: its port."""
    port = _free_port()
    pymap = Path(sys.executable).with_name("pymap")
    command = [pymap, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-user", "alice"]
    with subprocess.Popen([*command, "--demo-password", PASSWORD], stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 20
        while not _answers(port):
            assert time.monotonic() < until, "the IMAP server did not start"
            time.sleep(0.1)
        yield port
        process.terminate()


@pytest.fixture
def box(server):
    """An empty mailbox."""
    box = Box(server)
    yield box
    box.client.select("INBOX")
    box.client.store("1:*", "+FLAGS", r"(\Deleted)")
    box.client.expunge()
    box.client.logout()


def test_what_lies_there_is_taken_in_and_then_gone(box, token, alice, settings):
    box.put(gmail(token=token), gmail("And more.", token, Message_ID="<two@x>"), gmail("Spam", To="x@y.example"))
    settings.IMAP_URL = box.url
    tasks.poll_replies()
    assert box.left == 0
    assert len(lying()) == 3
    read_all()
    assert answers_of(alice) == [f"{SAID}\n\nAnd more."]
    assert mailbox.poll(box.url) == 0


def test_it_stays_there_until_it_is_safe_here(box, token, alice, monkeypatch):
    box.put(gmail(token=token), gmail("Second.", token, Message_ID="<two@x>"))
    accept = inbound.accept

    def cut_off_afterwards(**values):
        accept(**values)
        raise ConnectionResetError

    def cut_off_before(**values):
        raise ConnectionResetError

    for trouble, there, here in ((cut_off_before, 2, 0), (cut_off_afterwards, 2, 1)):
        with monkeypatch.context() as patch:
            patch.setattr(inbound, "accept", trouble)
            with pytest.raises(mailbox.Unreachable):
                mailbox.poll(box.url)
        assert (box.left, len(lying())) == (there, here)
    assert mailbox.poll(box.url) == 2
    assert (box.left, len(lying())) == (0, 2)
    read_all()
    assert answers_of(alice) == [f"{SAID}\n\nSecond."]


def test_of_a_message_that_is_too_large_only_the_beginning_is_fetched(box, token, monkeypatch):
    monkeypatch.setattr(inbound, "MOST_BYTES", 400_000)
    box.put(mail(parts("mixed", text_part("See below."), attached("film.mp4", bytes(400_000))), token))
    mailbox.poll(box.url)
    (row,) = lying()
    assert (len(row.raw), row.is_cut_off) == (inbound.BEGINNING, True)
    assert box.left == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.replace("p%40ss", "n0t-it"),
        lambda url: url.replace("INBOX", "Nowhere"),
        lambda url: url.replace(url.rpartition(":")[2], "9"),
        lambda url: url.replace("imap://", "imap+tls://"),  # this server has no TLS: the password must not be sent
        lambda url: url.replace("imap://", "imaps://"),
    ],
)
def test_where_it_cannot_be_read_a_sentence_says_so_without_the_password(box, change, settings, caplog):
    settings.IMAP_URL = change(box.url)
    with pytest.raises(CommandError, match="The mailbox could not be read") as error:
        call_command("poll_replies")
    tasks.poll_replies()
    assert "the mailbox of replies" in caplog.text
    for secret in ("p%40ss", "p@ss", "n0t-it"):
        assert secret not in caplog.text + str(error.value)


def test_the_command_says_how_many_came(box, token, settings, capsys):
    settings.IMAP_URL = ""
    with pytest.raises(CommandError, match="Set IMAP_URL"):
        call_command("poll_replies")
    settings.IMAP_URL = box.url
    box.put(gmail(token=token))
    call_command("poll_replies")
    assert capsys.readouterr().out == "1 taken in.\n"
