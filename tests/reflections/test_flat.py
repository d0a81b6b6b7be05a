"""The bytes of a message say what Python's own generator would have them say."""

import email
import email.policy

import pytest
from django.core.mail import BadHeaderError
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections import delivery
from apps.reflections.flat import Message, flat

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)
TEXT = st.lists(PLAIN, max_size=4).map("\n".join)
PAGE = st.one_of(TEXT, st.just("word " * 400), st.just("x" * 1200), st.just("é" * 600 + "\n.\n=3D \n"))


def letter(subject="One", text="two", page="<p>three</p>", **values):
    known = {
        "sender": "careerplanner <hello@example.org>",
        "recipient": "zoe@example.org",
        "reply_to": "careerplanner <reply+abc@example.org>",
        "headers": {"Message-ID": "<one@example.org>", "List-Unsubscribe": f"<https://example.org/{'s' * 200}/>"},
    }
    return Message(subject=subject, text=text, html=page, **known | values)


def generated(message):
    return delivery._generated(delivery._in_django(message))


def read(content):
    message = email.message_from_bytes(content, policy=email.policy.default)
    heads = {name: value for name, value in message.items() if not name.startswith(("Content-", "Date"))}
    parts = list(message.iter_parts()) or [message]
    return heads, message.defects, [(part.get_content_type(), part.get_content()) for part in parts]


@given(PLAIN, TEXT.filter(bool), PAGE.filter(bool), st.booleans())
def test_it_reads_as_the_generated_one_does(subject, text, page, eight_bits):
    content = flat(letter(subject, text, page), eight_bits=eight_bits)
    assert content is not None
    assert read(content) == read(generated(letter(subject, text, page)))
    lines = content.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 998]
    assert eight_bits or content.isascii()


def test_a_text_alone_is_one_part():
    content = flat(letter("Ihr Schreiben – zurück", "Grüße", ""))
    assert read(content)[2] == [("text/plain", "Grüße")]
    assert read(content) == read(generated(letter("Ihr Schreiben – zurück", "Grüße", "")))


@pytest.mark.parametrize(
    "values",
    [
        {"recipient": "Zoë <zoe@example.org>"},
        {"recipient": "zoe@exämple.org"},
        {"headers": {"Message-ID": "<one@example.org>", "X-Long": "word " * 300}},
        {"sender": "Büro <hello@example.org>"},
    ],
    ids=str,
)
def test_what_needs_more_is_left_to_the_generator(values):
    assert flat(letter(**values)) is None
    assert read(delivery._content(letter(**values))) == read(generated(letter(**values)))


@pytest.mark.parametrize("field", ["subject", "recipient", "reply_to"])
def test_a_second_line_in_a_header_is_refused(field):
    message = letter(**{field: "one@example.org\r\nBcc: two@example.org"})
    assert flat(message) is None
    with pytest.raises(BadHeaderError):
        delivery._content(message)
