"""Copies of a case by SQL, each row of it by one statement for all copies, so that a column more in a table is one more to copy.

Nothing is sealed in a copy: what would be bytes is one byte. A copy's identifiers are those of the case with the number of the
copy in front, and of its pieces with their own number behind that. Rules of the database are off while rows come in, and hold
again afterwards: constraints and indexes are made anew over all rows.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from benchmarks.cases.world import World
from zegel.law.courts import courts
from zegel.lib.search import folded

LAWYERS, DESKS = 2000, 23
# The cases that are opened, among those of the lawyer with few; the second is the one with many documents.
MEASURED = (2, 3)
RUNNING = "n % 32 IN (2, 3)"
RARE = "D. ’t Hart-O’Brien Çelik"
_NAMES = (
    "de Vries", "van Dam", "Yilmaz", "Hendriks", "Bos", "Jansen", "Bakker", "Visser", "Smit", "Meijer", "de Groot", "Mulder",
    "Peters", "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer", "Kok", "Jacobs", "Vermeulen",
    "van der Linden", "Schouten", "Willems", "Hoekstra", "Koster", "Verhoeven",
)  # fmt: skip
# Which rows of the case there are in each table: `case` is its identifier, and `piece` those of its one piece.
_CIRCLES = "(SELECT container_id FROM casefile_circle WHERE case_id = %(case)s)"
_PARTIES = "(SELECT id FROM casefile_party WHERE case_id = %(case)s)"
_ENTRIES = "(SELECT id FROM casefile_docketentry WHERE case_id = %(case)s)"
OF_A_CASE = {
    "boxes_container": f"id IN {_CIRCLES}",
    "boxes_member": f"box_id IN {_CIRCLES}",
    "casefile_case": "id = %(case)s",
    "casefile_party": "case_id = %(case)s",
    "casefile_representation": f"party_id IN {_PARTIES}",
    "casefile_circle": "case_id = %(case)s",
    "casefile_notificationaddress": "case_id = %(case)s",
    "casefile_casevisit": "case_id = %(case)s",
    "filing_filing": "id = ANY(%(filings)s)",
    "filing_intakeitem": "filing_id = ANY(%(filings)s)",
    "filing_papertask": "filing_id = ANY(%(filings)s)",
    "proceedings_act": "case_id = %(case)s",
    "proceedings_task": "case_id = %(case)s",
}
OF_A_PIECE = {
    "vault_storedobject": f"id IN (SELECT object_id FROM casefile_entrydocument WHERE entry_id IN {_ENTRIES})",
    "casefile_docketentry": "case_id = %(case)s",
    "casefile_entrydocument": f"entry_id IN {_ENTRIES}",
    "casefile_publication": f"entry_id IN {_ENTRIES}",
}
type Row = dict[str, Any]
type Expressions = dict[tuple[str, str], str]


def lawyer_box(number: str) -> str:
    """The mailbox of a lawyer who is not measured, as SQL."""
    return f"('00000000-0000-7000-8001-' || lpad(to_hex({number}), 12, '0'))::uuid"


class Copies:
    """The rows of the case, and how a copy of each differs."""

    def __init__(self, link: psycopg.Connection[Any], world: World, at: datetime) -> None:
        self.link, self.world, self.at = link, world, at
        told = {"case": world.case.pk, "filings": [filing.pk for filing in world.filings]}
        self.rows: dict[str, list[Row]] = {
            table: self._rows(table, which, told) for table, which in (OF_A_CASE | OF_A_PIECE).items()
        }
        self.of_case = self._keys(OF_A_CASE)
        self.of_piece = self._keys(OF_A_PIECE)
        self.values = self._values()
        self.columns = self._columns(at)

    def _rows(self, table: str, which: str, told: Mapping[str, Any]) -> list[Row]:
        answer = self.link.execute(f"SELECT * FROM {table} WHERE {which}", told)
        names = [column.name for column in answer.description or ()]
        rows = [dict(zip(names, values, strict=True)) for values in answer]
        if not rows:
            raise SystemExit(f"no row in {table} to copy")
        return rows

    def _keys(self, tables: Mapping[str, str]) -> set[uuid.UUID]:
        keys = {row.get("id") for table in tables for row in self.rows[table]}
        return {key for key in keys if isinstance(key, uuid.UUID)}

    def _values(self) -> dict[uuid.UUID, str]:
        """What stands for somebody of the case in a copy."""
        world = self.world
        few, busy = f"'{world.few.box.pk}'::uuid", f"'{world.busy.box.pk}'::uuid"
        own = "n % 10 = 2 OR n = 3"
        return {
            world.few.box.pk: f"CASE WHEN n BETWEEN 2 AND 6 THEN {few} WHEN n % 5 = 0 AND n <= 10000 THEN {busy}"
            f" ELSE {lawyer_box(f'n % {LAWYERS // 2}')} END",
            world.other.box.pk: lawyer_box(f"{LAWYERS // 2} + n % {LAWYERS // 2}"),
            world.clerk.box.pk: f"CASE WHEN {own} THEN '{world.clerk.box.pk}' ELSE {_of_desk(3)} END",
            world.desk.pk: f"CASE WHEN {own} THEN '{world.desk.pk}' ELSE {_of_desk(2)} END",
        }

    def _columns(self, at: datetime) -> Expressions:
        """What is another in every copy, by table and column, whatever it is in the case."""
        now = f"'{at.isoformat()}'::timestamptz"
        registered = (
            f"{now} - ((n::bigint * 7919) % 10950) * interval '1 day' - (n % 80000) * interval '1 second'"
        )
        hearing = f"{now} + (n / 640 - 5) * interval '1 day'"
        piece = f"{registered} + m * interval '1 hour'"
        every = [court.slug for court in courts()]
        codes = [f"{10 + place}" for place in range(len(every))]
        number = f"'C/' || ({_array(codes)})[1 + n % 11] || '/' || (100000 + n / 11)"
        summary = "'KG ZA ' || lpad((n / 99000)::text, 2, '0') || '-' || (1 + n / 11 % 9000)"
        first, second = _name("n * 31"), f"CASE WHEN n % 9970 = 2 THEN '{RARE}' ELSE {_name('n / 7')} END"
        found_first = f"lower({_name('n * 31')})"
        found_second = f"CASE WHEN n % 9970 = 2 THEN '{folded(RARE)}' ELSE lower({_name('n / 7')}) END"
        lawyer = (
            "CASE WHEN n % 5 = 0 AND n <= 10000 THEN 'mr b drukbezet' ELSE 'mr a advocaat ' || n % 1000 END"
        )
        joined = f"lower(replace({number}, '/', ' ')) || ' ' || lower(replace({number}, '/', ''))"
        summaries = f"lower(translate({summary}, '-', ' ')) || ' ' || lower(translate({summary}, ' -', ''))"
        names = f"{found_first} || ' ' || {found_second} || ' ' || {lawyer}"
        found_by = f"{names} || ' ' || {joined} || ' ' || {summaries}"
        return {
            ("boxes_container", "recipient"): "'age1pq1'",
            ("casefile_case", "court"): f"({_array(every)})[1 + n % 11]",
            ("casefile_case", "number"): number,
            ("casefile_case", "summary_number"): summary,
            ("casefile_case", "state"): f"CASE WHEN {RUNNING} THEN 'day set' ELSE 'closed' END",
            ("casefile_case", "registered_at"): registered,
            ("casefile_case", "next_at"): f"CASE WHEN {RUNNING} THEN {hearing} END",
            ("casefile_case", "next_kind"): f"CASE WHEN {RUNNING} THEN 'hearing' ELSE '' END",
            ("casefile_case", "parties_line"): f"{first} || ' / ' || {second}",
            ("casefile_case", "search_text"): found_by,
            ("filing_filing", "case_number"): number,
            ("filing_filing", "at"): registered,
            ("filing_intakeitem", "at"): registered,
            ("filing_papertask", "at"): registered,
            ("filing_papertask", "state"): f"CASE WHEN {RUNNING} THEN 'open' ELSE 'complete' END",
            ("proceedings_act", "at"): f"{now} - (n / 160) * interval '1 day'",
            ("proceedings_task", "opened_at"): registered,
            ("casefile_docketentry", "position"): "m",
            ("casefile_docketentry", "number"): "m",
            ("casefile_docketentry", "filed_at"): piece,
            ("casefile_docketentry", "placed_at"): piece,
            ("casefile_publication", "made_known_at"): piece,
        }

    def _of_row(self, table: str, row: Row) -> dict[str, str]:
        """What is another in the copies of one row, by column."""
        first = str(self.world.filings[0].pk)
        if table == "filing_filing":
            return {"number": f"lpad(to_hex(n), 7, '0') || '{'a' if str(row['id']) == first else 'b'}'"}
        if table == "filing_intakeitem" and str(row["filing_id"]) != first:
            case = self._overlaid(self.world.case.pk)
            return {
                "state": f"CASE WHEN {RUNNING} THEN 'waiting' ELSE 'placed' END",
                "case_id": f"CASE WHEN {RUNNING} THEN NULL ELSE {case} END",
            }
        if table == "proceedings_task" and row["closed_at"] is None:
            registered = self.columns["proceedings_task", "opened_at"]
            act = next(row["id"] for row in self.rows["proceedings_act"])
            return {
                "due_at": self.columns["casefile_case", "next_at"],
                "closed_at": f"CASE WHEN {RUNNING} THEN NULL ELSE {registered} END",
                "closed_by_id": f"CASE WHEN {RUNNING} THEN NULL ELSE {self._overlaid(act)} END",
            }
        if table == "proceedings_task":
            return {"closed_at": self.columns["proceedings_task", "opened_at"]}
        return {}

    def _overlaid(self, key: uuid.UUID) -> str:
        own = f"overlay('{key}' placing lpad(to_hex(n), 8, '0') from 1 for 8)"
        if key in self.of_piece:
            own = f"overlay({own} placing lpad(to_hex(m), 4, '0') from 10 for 4)"
        return f"({own})::uuid"

    def _expression(self, table: str, column: str, value: Any, own: Mapping[str, str]) -> sql.Composable:
        found = own.get(column) or self.columns.get((table, column))
        if found is None and isinstance(value, uuid.UUID):
            copied = value in self.of_case or value in self.of_piece
            found = self._overlaid(value) if copied else self.values.get(value)
        if found is not None:
            return sql.SQL(found)
        if isinstance(value, bytes):
            value = b"\0"
        return sql.Literal(Jsonb(value) if isinstance(value, dict) else value)

    def insert(self, table: str, first: int, last: int, pieces: tuple[int, int] = (1, 1)) -> None:
        """Copies of a table's rows of the case: the copies from a number up to one, and of each the pieces from one up to one."""
        types = dict(self.link.execute(_COLUMNS, (table,)).fetchall())
        for row in self.rows[table]:
            own = self._of_row(table, row)
            chosen = {name: value for name, value in row.items() if name in types}
            columns = sql.SQL(", ").join(map(sql.Identifier, chosen))
            values = sql.SQL(", ").join(
                sql.SQL("({})::{}").format(self._expression(table, name, value, own), sql.SQL(types[name]))
                for name, value in chosen.items()
            )
            series = sql.SQL("generate_series({}, {}) AS m, generate_series({}, {}) AS n").format(
                *map(sql.Literal, (*pieces, first, last))
            )
            statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
                sql.Identifier(table), columns, values, series
            )
            self.link.execute(statement)


def fill(copies: Copies, first: int, last: int, *, documented: int, documents: tuple[int, int]) -> None:
    """Copies `first` up to `last`; those up to `documented` with so many documents each, and the measured case with more."""
    link = copies.link
    tables = [*OF_A_CASE, *OF_A_PIECE]
    link.execute("SET session_replication_role = replica")
    link.execute("SET maintenance_work_mem = '1GB'")
    link.execute("SET synchronous_commit = off")
    undone = _without_indexes(link, tables)
    for table in OF_A_CASE:
        copies.insert(table, first, last)
    few, many = documents
    for table in OF_A_PIECE:
        if first <= documented:
            copies.insert(table, first, min(last, documented), (1, few))
        if first <= MEASURED[1] <= last:
            copies.insert(table, MEASURED[1], MEASURED[1], (few + 1, many))
    for statement in undone:
        link.execute(statement)
    link.commit()
    link.execute("SET session_replication_role = origin")
    link.commit()
    link.autocommit = True
    for table in tables:
        link.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    link.autocommit = False


def make_lawyers_and_desks(link: psycopg.Connection[Any], world: World) -> None:
    """Mailboxes of the lawyers and of the desks that nobody opens here, and those desks."""
    for what, box, count in (
        ("8001", world.other.box, LAWYERS),
        ("8003", world.clerk.box, DESKS),
    ):
        key = f"'00000000-0000-7000-{what}-' || lpad(to_hex(n), 12, '0')"
        link.execute(
            "INSERT INTO boxes_container SELECT (jsonb_populate_record(made,"
            f" jsonb_build_object('id', {key}, 'name', made.name || ' ' || n, 'address', '{what}.' || n || '@elders.example'))).*"
            " FROM generate_series(0, %s) AS n, boxes_container AS made WHERE made.id = %s",
            (count - 1, box.pk),
        )
    link.execute(
        "INSERT INTO filing_desk SELECT (jsonb_populate_record(made, jsonb_build_object("
        f"'id', {_desk_key('n', 2)}, 'box_id', {_desk_key('n', 3)}, 'location', 'Plaats ' || n))).*"
        " FROM generate_series(0, %s) AS n, filing_desk AS made WHERE made.id = %s",
        (DESKS - 1, world.desk.pk),
    )
    link.commit()


def _desk_key(number: str, part: int) -> str:
    return f"'00000000-0000-7000-800{part}-' || lpad(to_hex({number}), 12, '0')"


def _of_desk(part: int) -> str:
    return f"({_desk_key(f'n % {DESKS}', part)})::uuid"


def _array(words: list[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]"


def _name(seed: str) -> str:
    return f"({_array(list(_NAMES))})[1 + ({seed}) % {len(_NAMES)}]"


_COLUMNS = """
SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = ''
"""
_INDEXES = """
SELECT c.relname, con.conname, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(con.oid), i.indrelid::regclass::text
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('u', 'x')
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary
"""


def _without_indexes(link: psycopg.Connection[Any], tables: list[str]) -> list[sql.Composed]:
    """Take away what would be kept up with every row, but the primary keys; gives how to make it anew."""
    undone = []
    for index, constraint, made, rule, table in link.execute(_INDEXES, (tables,)).fetchall():
        on = sql.SQL(table)
        if constraint:
            name = sql.Identifier(constraint)
            link.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(on, name))
            undone.append(sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(on, name, sql.SQL(rule)))
        else:
            link.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
            undone.append(sql.SQL("{}").format(sql.SQL(made)))
    return undone
