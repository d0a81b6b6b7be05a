"""Who wrote it: a person or a program, and really the one it says."""

import pytest

from apps.reflections import authenticity, mail_text
from tests.reflections.mails import AUTOMATIC, PROGRAMS, mail, text_part

ALICE = "alice@example.org"


def with_headers(**more):
    return mail_text.parse(mail(text_part("Hello"), **more))


@pytest.mark.parametrize("program", AUTOMATIC)
def test_programs_are_known(program):
    assert authenticity.is_automatic(mail_text.parse(AUTOMATIC[program]), None)


@pytest.mark.parametrize("program", PROGRAMS)
def test_people_are_not_taken_for_programs(program):
    assert not authenticity.is_automatic(mail_text.parse(PROGRAMS[program]), None)
    assert not authenticity.is_automatic(mail_text.parse(PROGRAMS[program]), ALICE)


def test_a_person_may_say_so_and_a_null_sender_is_nobody():
    person = with_headers(Auto_Submitted="no", Precedence="normal", X_Auto_Response_Suppress="OOF, DR")
    assert not authenticity.is_automatic(person, None)
    assert authenticity.is_automatic(person, "")
    assert authenticity.is_automatic(person, "<>")
    assert authenticity.is_automatic(with_headers(Return_Path="<>"), None)
    assert authenticity.is_automatic(with_headers(auto_submitted="Auto-Replied; owner-email=x"), None)


@pytest.mark.parametrize(
    ("results", "forged"),
    [
        ("", False),
        ("mx.example; none", False),
        ("mx.example; dmarc=pass header.from=example.org", False),
        ("mx.example; spf=pass smtp.mailfrom=alice@example.org; dkim=fail header.d=example.org", False),
        ("mx.example; spf=fail smtp.mailfrom=list@lists.example; dkim=pass header.d=mail.example.org", False),
        ("mx.example; dkim=temperror; spf=neutral", False),
        ("mx.example; dmarc=fail (p=none) header.from=example.org; spf=pass smtp.mailfrom=evil.example", True),
        ("mx.example;\r\n dkim=pass header.d=evil.example;\r\n spf=softfail (x) smtp.mailfrom=alice@example.org", True),
        ("mx.example; spf=fail smtp.mailfrom=alice@example.org", True),
        ("mx.example; dkim=fail header.i=@example.org; spf=none", True),
        ("mx.example; spf=none (dkim=fail in a remark)", False),
    ],
)
def test_the_verdict_of_our_own_mail_server_counts(results, forged):
    assert authenticity.is_forged(with_headers(Authentication_Results=results), ALICE) is forged


def test_what_stands_below_the_first_result_is_not_believed():
    below = with_headers(Authentication_Results="mx.example; dmarc=fail\r\nAuthentication-Results: x; dmarc=pass")
    assert authenticity.is_forged(below, ALICE)


@pytest.mark.parametrize(
    ("said", "forged"),
    [
        ({"Received_SPF": "fail (mx: domain of x does not designate)"}, True),
        ({"Received_SPF": "Pass (sender SPF authorized)"}, False),
        ({"X_Mailgun_Spf": "SoftFail", "X_Mailgun_Dkim_Check_Result": "Fail"}, True),
        ({"X_Mailgun_Spf": "Fail", "X_Mailgun_Dkim_Check_Result": "Pass"}, False),
        ({"X_Mailgun_Spf": "Neutral"}, False),
    ],
)
def test_providers_say_it_in_headers_of_their_own(said, forged):
    assert authenticity.is_forged(with_headers(**said), ALICE) is forged
