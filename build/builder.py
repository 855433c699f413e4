"""A build, step by step: read what is not known yet, put it in order, check it, write the package.

What is read stands in a store (packs and an index): in memory for a batch, else in a folder beside the package. A
small corpus is then taken into memory and rendered in all formats; a large one is written part by part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from platform import node

from .batches import Work, batches, entry_key, fingerprint, printable, read_batch
from .checks import check_tables
from .checks.counting import MENTIONED
from .checks.ground import csv_path, records
from .checks.rules import Findings
from .checks.tables import check_rows
from .citation import citation_cff, zenodo_json
from .cluster import check_reach
from .corpus import Registers
from .descriptor import describe, descriptor_bytes
from .entries import Entry, read_entry, same_identifiers
from .faults import Fault, FaultsFound, quote
from .files import Files
from .gathering import found_in, source_of, tables_of, unaided
from .gold import check_documents
from .inputs import Survey, dangling_documents, survey
from .large import LargeTables, head_of, put_in_order, texts, write_tables
from .model import BuildReport, Corpus, Metadata, Options, Progress
from .package import Plan, measured, publish, recover, render
from .packs import PACKED
from .parts import Where
from .places import DESCRIPTOR, NEW, VERIFIER, WORK
from .quality import compare
from .renderings.codebook import codebook
from .renderings.figures import figures
from .renderings.parquet import LARGE_ROWS
from .schemas import TABLES, Row, Tables, schema
from .staging import Content, Staged, clear_work, writing
from .store import Store
from .summary import Files as FilesOf
from .summary import Summary
from .workers import Workers, cores, workers

#: Rows of a register that are checked together.
AT_ONCE = 4_096
#: Faults of texts that were left out that a report names; all of them are rows of `diagnostics`.
REPORTED = 20
#: What a build leaves in a working place beside packs.
_OF_A_BUILD = ("plan", "parts")


class Build:
    """One build of a package from the folder `source` into the folder `output`."""

    def __init__(self, source: Path, output: Path, progress: Progress, options: Options) -> None:
        if options.cluster:  # whose workers do not run in the folder that paths are relative to
            source, output, options = source.absolute(), output.absolute(), absolute(options)
        self.output, self.progress, self.options = output, progress, options
        self.place: str | None = None
        self.found: Survey = survey(source)
        self.strict = self.found.at.project if options.strict is None else options.strict

    def run(self) -> BuildReport:
        """Build, and say what was done. Raises FaultsFound; the package is then as it was."""
        options, count = self.options, sum(1 for _ in batches(self.found.entries))
        if options.work:
            Files(options.work).check()
        if count < 2 and not (options.resume or options.cache or options.cluster):
            recover(self.output)
            with Store(None) as store, workers(1) as crew:
                work = self._read(store, crew, check=False)
                if not self._is_large(store):
                    return _Small(self, store, work).finish()
                with writing(self.output):  # one batch, of very many rows
                    store.put_down(str(self.output / WORK / "packs"))
                    report = _Large(self, store, crew, work).finish()
                    clear_work(self.output)
                    return report
        with ExitStack() as stack:
            stack.enter_context(writing(self.output, keep_work=options.resume))
            if options.cache:
                stack.enter_context(writing(options.cache))  # for its lock
            wanted = cores() if options.workers is None else options.workers
            crew = stack.enter_context(workers(min(wanted, count), options.cluster))
            folder = options.cache or self.output / WORK
            self.place = place_of(options.work, folder) if options.work else None
            if self.place and not (options.resume or options.cache):
                Files(self.place).clear()
            store = stack.enter_context(Store(folder, f"{self.place}/packs" if self.place else None))
            work = self._read(store, crew, check=True)
            finish = _Large(self, store, crew, work) if self._is_large(store) else _Small(self, store, work)
            report = finish.finish()
            if options.cache:
                store.prune()
            for part in [f"{self.place}/{name}" for name in _OF_A_BUILD] if options.cache else [self.place]:
                if self.place and part:
                    Files(part).clear()
            clear_work(self.output)
            return report

    @staticmethod
    def _is_large(store: Store) -> bool:
        """Whether one of the tables has more rows than a small package may have."""
        rows = [0] * len(PACKED)
        for kept in store.documents():
            rows = [sum(counts) for counts in zip(rows, kept.sizes.rows, strict=True)]
        return max(rows) > LARGE_ROWS

    # -- reading

    def _read(self, store: Store, crew: Workers, check: bool) -> Work:
        """Read what is not in the store. Raises FaultsFound where the build cannot go on."""
        found, faults = self.found, list(self.found.faults)
        if found.authorities is None:
            for entry in found.entries:  # to say all that is wrong
                read_entry(entry, found.at, found.source, faults)
            raise FaultsFound(faults)
        packs = store.packs
        work = Work(found.source, found.at, fingerprint(found.source, found.at), packs, check)
        self.read, self.texts = 0, len(found.entries)
        self.progress("reading", 0, len(found.entries))
        for packed in crew.each(partial(read_batch, work), batches(self._unknown(store, work))):
            if self.options.cluster:
                check_reach(packed, packs, found.at, self.options.cluster)
            if packed.faults:  # of the documents together: none of them is known to be right
                raise FaultsFound([*faults, *packed.faults])
            store.add(packed)
            self.read += len(packed.outcomes)
            self.progress("reading", self.known + self.read, len(found.entries))
        wrong = store.faults()
        if self.strict or store.count() == 0:
            faults += [fault for _, fault in wrong]
        faults += same_identifiers(store.same_identifiers(), found.at.texts)
        if next(store.faults(), None) is None:
            faults += dangling_documents(found.authorities, found.at.curated, store.has_document)
        if found.gold and not faults:
            faults += check_documents(found.gold, store.has_document)
        if faults:
            raise FaultsFound(faults)
        if found.gold is None:
            self.found = replace(found, entries=())  # they take 250 bytes a text, and nobody asks for them again
        return work

    def _unknown(self, store: Store, work: Work) -> Iterator[Entry]:
        """The texts of which the store has nothing."""
        self.known = 0
        if store.is_empty:
            yield from self.found.entries
            return
        for entry in self.found.entries:
            key = entry_key(entry, work)
            if key is not None and store.use(key):
                self.known += 1
            else:
                yield entry

    # -- what all packages have

    def metadata(self) -> Metadata:
        assert self.found.metadata is not None
        return self.found.metadata

    def registers(self) -> Registers:
        assert self.found.authorities is not None
        return Registers(self.found.authorities)

    def quality(self, tables: Tables) -> list[Row]:
        """The rows of `quality`: the annotated documents, of which `tables` hold the rows, against gold."""
        gold, found = self.found.gold, self.found
        if gold is None or found.authorities is None:
            return []
        names = {Path(row["source_file"]).name for row in tables["documents"] if row["document_id"] in gold.documents}
        faults: list[Fault] = []
        read = [read_entry(entry, found.at, found.source, faults) for entry in found.entries if entry.name in names]
        if faults:
            raise FaultsFound(faults)
        return compare(gold, tables, unaided([one for one in read if one], found.authorities)).rows

    def diagnostics(self, store: Store) -> Iterator[Row]:
        """The rows of `diagnostics`: a row for each error in a text that was left out."""
        last, number = "", 0
        for name, fault in store.faults():
            number = number + 1 if name == last else 1
            last = name
            yield schema("diagnostics").row(
                diagnostic_id=f"{name}#{number}", text_file=name, file=printable(Path(fault.file).name),
                place=fault.place or None,
                code=fault.code, problem=fault.problem, remedy=fault.remedy or None,
            )  # fmt: skip

    def extra(self, summary: Summary) -> dict[str, bytes]:
        """The files that are not made from the tables alone."""
        return {
            "docs/codebook.md": codebook(summary, self.found.datasheet).encode(),
            "CITATION.cff": citation_cff(summary.metadata).encode(),
            VERIFIER.name: VERIFIER.read_bytes(),
            ".zenodo.json": zenodo_json(summary.metadata).encode(),
            **figures(summary),
        }

    def report(self, store: Store, rows: Mapping[str, int], changed: Plan) -> BuildReport:
        wrong = tuple(fault for _, fault in islice(store.faults(), REPORTED))
        tables = {table: rows[table] for table in TABLES}
        left_out = self.texts - store.count()
        changes = (*changed.write, *changed.remove)
        return BuildReport(self.output, store.count(), tables, changes, self.read, left_out, wrong)


class _Small:
    """The end of a build whose corpus fits into memory."""

    def __init__(self, build: Build, store: Store, work: Work) -> None:
        self.build, self.store, self.work = build, store, work

    def finish(self) -> BuildReport:
        build = self.build
        corpus = self._corpus()
        build.progress("checking", 0, 1)
        if faults := check_tables(corpus.tables, corpus.sources):
            raise FaultsFound(faults)
        build.progress("writing", 0, 1)
        files = render(corpus, build.extra(Summary.of(corpus)))
        changed = publish(files, build.output, locked=self.store.packs is not None)
        return build.report(self.store, {name: len(rows) for name, rows in corpus.tables.items()}, changed)

    def _corpus(self) -> Corpus:
        registers = self.build.registers()
        documents = list(self.store.documents())
        with self.store.reader() as packs:
            for kept in documents:
                found_in(kept, packs, registers)
            registers.settle()
            identifiers = {table: one.identifiers() for table, _, one in registers.of_mentions()}
            tables = tables_of(documents, packs, identifiers)
        tables["instruments"] = list(registers.instrument_rows(self.store.has_document))
        tables["entities"] = list(registers.entity_rows())
        registers.close()
        tables["quality"] = self.build.quality(tables)
        tables["diagnostics"] = list(self.build.diagnostics(self.store))
        rows = zip(documents, tables["documents"], strict=True)
        sources = tuple(source_of(kept, row, self.work) for kept, row in rows)
        return Corpus(self.build.metadata(), sources, tables)


class _Large:
    """The end of a build whose corpus is written part by part."""

    def __init__(self, build: Build, store: Store, crew: Workers, work: Work) -> None:
        self.build, self.store, self.crew, self.work = build, store, crew, work

    def finish(self) -> BuildReport:
        build, store = self.build, self.store
        registers, metadata = build.registers(), build.metadata()
        gold = build.found.gold.documents if build.found.gold else ()
        self.crew.rest()
        build.progress("ordering", 0, 1)
        ordered = put_in_order(store, registers, self._where(), gold)
        quality = build.quality(ordered.tables_of(store, gold))
        cited = {row["instrument_id"] for row in ordered.tables_of(store, ordered.first)["instrument_mentions"]}
        shown: list[Row] = []
        rows: dict[str, Iterable[Row]] = {
            "instruments": _noting(registers.instrument_rows(store.has_document), cited, shown),
            "entities": registers.entity_rows(),
            "quality": quality,
            "diagnostics": build.diagnostics(store),
        }
        checked = {table: _checked(table, found) for table, found in rows.items()}
        progress = partial(build.progress, "writing")
        written = write_tables(ordered, self.crew, metadata, checked, build.output, progress)
        self.crew.rest()
        registers.close()
        head = head_of(ordered, store, self.work, metadata, shown, quality)
        summary = Summary(metadata, written.tables, head, FilesOf(is_large=True, parts=written.parts))
        changed = self._publish(summary, written, metadata)
        return build.report(store, {table: one.rows for table, one in written.tables.items()}, changed)

    def _where(self) -> Where:
        assert self.store.packs is not None
        own, place = self.build.output, self.build.place
        if place:
            return Where(f"{place}/plan", self.store.packs, f"{place}/parts")
        return Where(str(own / WORK), self.store.packs, str(own / NEW))

    def _publish(self, summary: Summary, written: LargeTables, metadata: Metadata) -> Plan:
        extra = self.build.extra(summary)
        facts = written.files | {path: measured(content) for path, content in extra.items()}
        files: dict[str, Content] = {path: Staged(*found) for path, found in written.files.items()}
        files |= extra
        files[DESCRIPTOR] = descriptor_bytes(describe(metadata, (), facts))
        return publish(files, self.build.output, texts(self.store, self.work), locked=True)


def absolute(options: Options) -> Options:
    """The options with paths that do not depend on the folder that a process runs in."""
    work, cache = options.work, options.cache
    if work and "://" not in work:
        work = str(Path(work).absolute())
    return replace(options, work=work, cache=cache and cache.absolute())


def place_of(work: str, folder: Path) -> str:
    """The folder in a working place that is of one build alone: that whose index stands in `folder`."""
    name = f"{node()} {folder.absolute()}"
    return f"{work.rstrip('/')}/sco-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _noting(rows: Iterable[Row], wanted: set[str], noted: list[Row]) -> Iterator[Row]:
    """The rows as they are; those of instruments that are wanted are noted."""
    for row in rows:
        if row["instrument_id"] in wanted:
            noted.append(row)
        yield row


def _checked(table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as they are, checked against their schema; the identifiers of registers stand in order, each once.

    Raises FaultsFound. The rows of documents were checked when they were read.
    """
    declared, left, number, last = schema(table), iter(rows), 2, ""
    (key,) = declared.primary_key
    while batch := list(islice(left, AT_ONCE)):
        found = Findings()
        check_rows(declared, batch, records(declared, batch, number), found)
        for row in batch if table in MENTIONED else ():
            if not last < row[key]:
                problem = f"{quote(row[key])} does not stand after {quote(last)}."
                found.add("row-order", csv_path(table), "", problem)
            last = row[key]
        if faults := found.sorted():
            raise FaultsFound(faults)
        number += len(batch)
        yield from batch
