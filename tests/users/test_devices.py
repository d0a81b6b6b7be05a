"""Browsers in words."""

import pytest

from apps.users.templatetags.devices import as_json, device_words

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (f"{MOZILLA} (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Linux"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome on Windows"),
        (f"{MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        (f"{MOZILLA} (Linux; Android 14; K) Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari on Mac"),
        ("curl/8.5.0", "A browser we do not know"),
        ("", "A browser we do not know"),
        ("<script>Firefox</script>", "Firefox"),
    ],
)
def test_a_browser_is_named_in_words(says: str, words: str) -> None:
    assert device_words(says) == words


def test_options_for_a_script_are_plain_json() -> None:
    assert as_json({"a": ["</script>", None]}) == '{"a": ["</script>", null]}'
