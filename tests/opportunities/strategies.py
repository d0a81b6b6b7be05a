"""What Hypothesis draws for the arithmetic of deciding."""

from decimal import Decimal

from hypothesis import strategies as st

from apps.opportunities.scoring import Rating, Ratings, Season, Weights

LIFE = ("pay", "benefits", "schedule", "location", "predictability", "workload")
FUTURE = ("growth", "achievements", "tools", "network", "advancement")
KEYS = LIFE + FUTURE
HALF_WIDTHS = [Decimal("0.5"), Decimal("1.5"), Decimal(3)]

values = st.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10)
alphas = st.integers(0, 100).map(lambda hundredths: Decimal(hundredths) / 100)
half_widths = st.sampled_from(HALF_WIDTHS)
given_ratings = st.builds(Rating, values, half_widths)
any_ratings = st.builds(Rating, st.none() | values, half_widths)


def ratings(one: st.SearchStrategy[Rating] = any_ratings) -> st.SearchStrategy[Ratings]:
    return st.fixed_dictionaries(dict.fromkeys(KEYS, one))


full_ratings = ratings(given_ratings)


def weights(keys: tuple[str, ...]) -> st.SearchStrategy[Weights]:
    points = st.integers(0, 100).map(Decimal)
    return st.fixed_dictionaries(dict.fromkeys(keys, points)).filter(lambda p: any(p.values())).map(Weights)


seasons = st.builds(Season, alphas, weights(LIFE), weights(FUTURE))


def rated(**given: str | int | None) -> dict[str, Rating]:
    """Ratings known in writing, by name: rated(pay=7, growth=None)."""
    return {key: Rating(None if value is None else Decimal(value), Decimal("0.5")) for key, value in given.items()}


def all_at(value: str | int, **others: str | int | None) -> dict[str, Rating]:
    """Every factor at one value but for the others named."""
    return rated(**{**dict.fromkeys(KEYS, value), **others})
