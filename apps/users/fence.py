"""The migration operation that puts a private table behind its two walls."""

from typing import Any

from django.db.migrations.operations.base import Operation

IS_OWNER = "owner_id = (SELECT nullif(current_setting('app.user_id', true), '')::bigint)"


class Fence(Operation):
    """Row security for a private table, and links that cannot leave its owner.

    Row security is forced, so that it also binds the role that owns the table. Foreign keys bypass row
    security, therefore every link to another private table is composite: (owner_id, x_id) → (owner_id, id).
    Run it again after adding a link; it skips what is there.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes in the state: the walls live in the database only."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        table = model._meta.db_table
        for sql in [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS owner_only ON {table}",
            f"CREATE POLICY owner_only ON {table} USING ({IS_OWNER}) WITH CHECK ({IS_OWNER})",
        ]:
            schema_editor.execute(sql)
        self._constrain(schema_editor, table, f"{table}_owner_row", "UNIQUE (owner_id, id)")
        for field in model._meta.local_fields:
            target = field.related_model
            if field.name != "owner" and target and any(f.name == "owner" for f in target._meta.local_fields):
                self._constrain(
                    schema_editor,
                    table,
                    f"{table}_{field.column}_same_owner",
                    f"FOREIGN KEY (owner_id, {field.column}) "
                    f"REFERENCES {target._meta.db_table} (owner_id, id) DEFERRABLE INITIALLY DEFERRED",
                )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.name)
        table = model._meta.db_table
        schema_editor.execute(f"DROP POLICY IF EXISTS owner_only ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Row security and same-owner links for {self.name}"

    @staticmethod
    def _constrain(schema_editor: Any, table: str, name: str, definition: str) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [name[:63]])
            if cursor.fetchone():
                return
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name[:63]} {definition}")
