"""Which language a line is in, told by its small words."""

import re

from .phrases import LONGEST, words

SMALL_WORDS = {
    "en": words(
        "a an the me you every each what been before then first only its about over under "
        "while through off down back us am do did until during without because so if when and "
        "of to in with for on at by from was were is are my our their that so which who who's "
        "i we it as an after when no not this they she he his her had have has all more than "
        "up out into"
    ),
    "de": words(
        "der die das und von mit für auf bei dem den des ein eine einen einer eines im zum zur "
        "ich wir nicht ist war wurde wurden haben habe hat sich auch nach über aus um durch "
        "als wie sowie unter pro dass er sie es mein meine unser"
    ),
    "fr": words(
        "le la les et de des du un une dans pour avec sur par au aux est était été que qui je "
        "nous ils elle pas plus en ce cette mes mon ma nos notre leur leurs son ses d l chez "
        "sans"
    ),
    "es": words(
        "el la los las y de del un una en para con por que se es era fue fueron al lo su sus "
        "mi mis nuestro nuestra no más como sin sobre he ha yo desde hasta entre"
    ),
    "it": words(
        "il lo la gli le e di del della dei delle un una in per con su che è era sono stato al "
        "alla nel nella mi mio mia non più come da si ho ha"
    ),
    "nl": words(
        "de het een en van met voor op bij in te is was zijn werd ik wij we niet ook naar door "
        "uit om als aan mijn onze dat die hun heb heeft"
    ),
    "pt": words(
        "o a os as e de do da dos das um uma em no na nos nas para com por que se foi é ao à "
        "meu minha não mais como sem"
    ),
    "pl": words("i w z na do dla oraz się że jest był była przez po od za nie jak mój moja przy o ze"),
    "sv": words("och att det en ett av med för på som är var till den jag vi inte har från om de mina min hos"),
    "tr": words("ve bir bu için ile de da olarak çok daha ben biz en"),
}
_LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str, own: str) -> str:
    """The two-letter language of a cleaned line, or `own` when it is short or could be either.

    'zz' stands for a script in which no rules are written.
    """
    found = _LETTERS.findall(text[:LONGEST])[:200]
    latin = sum(1 for word in found if word[0] < "\u0250")
    if found and latin * 2 < len(found):
        return "zz"
    if len(found) < 4:
        return own
    score = {language: sum(word in small for word in found) for language, small in SMALL_WORDS.items()}
    best = max(score, key=lambda language: (score[language], language == own))
    return best if score[best] >= 2 and score[best] > score.get(own, 0) + 1 else own
