"""The bytes of a message say what Python's own generator would have them say."""

import email
import email.policy

from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections import delivery
from apps.reflections.flat import flat

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)
TEXT = st.lists(PLAIN, max_size=4).map("\n".join)


def letter(subject, text, page):
    message = EmailMultiAlternatives(
        subject,
        text,
        "careerplanner <hello@example.org>",
        ["Zoë <zoe@example.org>"],
        headers={"Message-ID": "<one@example.org>", "List-Unsubscribe": f"<https://example.org/{'s' * 200}/>"},
        reply_to=["careerplanner <reply+abc@example.org>"],
    )
    message.attach_alternative(page, "text/html")
    return message


def read(content):
    message = email.message_from_bytes(content, policy=email.policy.default)
    heads = {name: value for name, value in message.items() if name not in ("Content-Type", "Date")}
    return heads, [(part.get_content_type(), part.get_content()) for part in message.iter_parts()]


@given(PLAIN, TEXT, st.one_of(TEXT, st.just("word " * 400), st.just("x" * 1200)))
def test_it_reads_as_the_generated_one_does(subject, text, page):
    message = letter(subject, text, page)
    content = flat(message.message())
    assert content is not None
    assert read(content) == read(delivery._generated(message.message()))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_any_other_message_is_left_to_the_generator():
    message = letter("One", "two", "<p>three</p>")
    message.attach("four.pdf", b"%PDF", "application/pdf")
    assert flat(message.message()) is None
    assert flat(EmailMultiAlternatives("One", "two", "a@example.org", ["b@example.org"]).message()) is None
    long = letter("One", "two", "<p>three</p>")
    long.extra_headers["X-Long"] = "word " * 300
    assert flat(long.message()) is None
