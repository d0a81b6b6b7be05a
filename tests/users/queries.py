"""What Django writes of a query, for the tests of what is kept of it."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def afresh(queryset: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """Its text and values."""
    text, values = queryset.query.get_compiler(connection=connection).as_sql()
    return text, tuple(values)
