"""Redis or Valkey as the cache, through one client: making another for each question costs more than the question."""

from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class OneClient(RedisCacheClient):
    """Keeps the client of each server; it takes its connections from the pool, and threads may share it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[Any, Any] = {}  # by their pool

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client of the server that this is written to or read from."""
        pool: Any = self._get_connection_pool(write)  # type: ignore[attr-defined]  # the stubs leave it out
        if pool not in self._clients:
            self._clients[pool] = redis.Redis(connection_pool=pool)
        return self._clients[pool]


class Cache(RedisCache):
    """Django’s cache over such a client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient
