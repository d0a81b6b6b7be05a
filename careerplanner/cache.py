"""Redis or Valkey as the cache, through one client: making another for each question costs more than the question."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class OneClient(RedisCacheClient):  # type: ignore[misc]  # untyped
    """Keeps the client of each server; it takes its connections from the pool, and threads may share it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[Any, Any] = {}  # by their pool

    def get_client(self, key: str | None = None, *, write: bool = False) -> Any:
        """The client of the server that this is written to or read from."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class Cache(RedisCache):  # type: ignore[misc]  # untyped
    """Django’s cache over such a client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient
