"""The cache asks through one client."""

from django.core.cache import caches

from careerplanner.cache import Cache


def test_what_is_kept_comes_back_through_the_same_client() -> None:
    cache = caches["default"]
    assert isinstance(cache, Cache)
    cache.set("told", {"a": 1}, 60)
    assert cache.get("told") == {"a": 1}
    assert not cache.add("told", 2, 60)
    assert cache._cache.get_client("told") is cache._cache.get_client("other", write=True)
    cache.delete("told")
    assert cache.get("told") is None
