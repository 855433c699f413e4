"""What the data model promises, guarantee by guarantee, and what shows that each is kept.

Each is shown by rules of the checks (every one has a planted fault), by rules of a schema (`table.column rule`), by
tests of the build, or it is a reader's judgement: then it is measured against an annotation, in the table named.
"""

from __future__ import annotations

from typing import NamedTuple


class Guarantee(NamedTuple):
    """One promise; `rules`, `schema`, `tests` and `measured` are names with blanks between them."""

    says: str
    rules: str = ""
    schema: str = ""
    tests: str = ""
    measured: str = ""


_G = Guarantee

GUARANTEES: dict[str, tuple[Guarantee, ...]] = {
    "Principles": (
        _G("A received file stays byte for byte as it came, with its SHA-256.", "source-facts file-hash file-bytes "
           "source-file source-decode", tests="test_pipeline::test_the_texts_are_in_the_package_byte_for_byte"),
        _G("A value read from a text carries offsets into it.", "offsets evidence-text printed"),
        _G("A value that a curator supplied says so, with its evidence; nothing is guessed silently.",
           "origin evidence-rows evidence-value evidence-statement provisional"),
        _G("Segments cover each character that is not white space exactly once, in order.", "tiling text-order"),
        _G("A text is its slice of the source, edits applied, white space folded, nothing else.",
           "paragraph-text mention-source statement-source interruption edit-source edit-overlap edit-crossing"),
        _G("Every edit changes something.", "edit-change"),
        _G("Identifiers read as a citation.", "section-id paragraph-id passage signatory-id mention-id statement-id "
           "segment-id edit-id evidence-id quality-id diagnostic-id document-prefix identifier-plain"),
        _G("Identifiers do not change between releases.", tests="test_identifiers::test_no_identifier_is_lost"),
        _G("Two rebuilds give the same bytes.", tests="test_pipeline::test_a_second_build_writes_nothing "
           "test_pipeline::test_another_folder_time_zone_locale_and_hash_seed_give_the_same_bytes "
           "test_pipeline::test_the_order_in_which_files_were_made_changes_nothing"),
        _G("The text is as printed.", "paragraph-text edit-source text-clean"),
        _G("Offsets are 0-based, half-open, in code points; line ends count as received; a byte-order mark does not "
           "count.", "offsets lines source-facts", tests="test_source::test_a_byte_order_mark_is_never_counted"),
        _G("Dates are ISO 8601, at the precision that is known.", "date date-bounds",
           "documents.date pattern, instruments.date pattern, documents.date_earliest type"),
        _G("States are ISO 3166-1 or 3166-3 codes.", "state-code parties", "signatories.state_code pattern"),
        _G("Languages are BCP 47 tags.", schema="documents.language pattern"),
        _G("A missing value is an empty cell in CSV and a null in Parquet.", "text-clean parquet-cells required"),
    ),
    "Identifiers": (
        _G("A document has a slug.", schema="documents.document_id pattern, documents.document_id unique"),
        _G("A section: document, colon, label; inside another, a point; without a label its kind; -2 where it repeats.",
           "section-id", "sections.section_id pattern", "test_document::test_names_of_sections"),
        _G("A paragraph: section, point, number in it.", "paragraph-id", "paragraphs.paragraph_id pattern"),
        _G("A signatory: document, `:signatory.`, number.", "signatory-id", "signatories.signatory_id pattern"),
        _G("An instrument or entity has a slug.", schema="instruments.instrument_id pattern, "
           "entities.entity_id pattern"),
        _G("A mention: paragraph, `@`, offset.", "mention-id", "instrument_mentions.mention_id pattern, "
           "entity_mentions.mention_id pattern"),
        _G("A text without sections has one, of kind `body`.", "section-id foreign-key",
           "paragraphs.section_id required", "test_document::test_names_of_sections"),
    ),
    "Tables": (
        _G("Every table has the columns that are named, in their order, in every format.", "table-missing columns "
           "csv-header parquet-columns sqlite-tables workbook-cells inline-schema published declared"),
        _G("Every cell is of its column's type and within its limits.", "type required unique pattern enum bounds "
           "categories primary-key unique-key foreign-key"),
        _G("The same rows stand in every format and in the views.", "parquet-cells sqlite-cells workbook-cells "
           "view-cells row-order"),
        _G("documents: title, type, issuer, date, place and language say where they are from.", "origin evidence-rows",
           "documents.title_origin enum"),
        _G("documents: file, SHA-256, bytes, characters and encoding are those of the source.", "source-facts "
           "source-set"),
        _G("documents: counts of sections, paragraphs, words, signatories, mentions.", "counts"),
        _G("sections: parent (none at the top), level, position.", "parent position text-order"),
        _G("sections: a kind of six; the label normalised, as printed, and its number.", "section-number printed",
           "sections.kind enum"),
        _G("sections: spans that hold what belongs to them and do not overlap.", "containment no-overlap offsets"),
        _G("paragraphs: position in the document, number in the section, passage.", "position number passage"),
        _G("paragraphs: the printed number is the label before it, which is a segment.", "number-printed segment-row"),
        _G("paragraphs: first and last line, words, sentences.", "lines text-counts"),
        _G("paragraphs: 38 in the text of 2002, 34 in that of 2003.",
           tests="test_declarations::test_the_counts_that_the_data_model_names"),
        _G("signatories: `signature` where a block names the person, `preamble` where states are only listed.",
           "signatory-basis segment-kind", "signatories.basis enum"),
        _G("signatories: state, office and person as printed; names are parts of the person; a proxy.", "printed"),
        _G("signatories: no person is invented.", "printed",
           tests="test_declarations::test_rows_are_those_of_the_gold"),
        _G("instruments: type, status, collective.", schema="instruments.type enum, instruments.status enum, "
           "instruments.collective type",
           tests="test_corpus::test_the_status_is_that_of_the_latest_document_that_speaks_of_it"),
        _G("instruments: date with origin and bounds, parties.", "origin date date-bounds parties state-code"),
        _G("instruments: a provisional record holds nothing that only a curator knows.", "provisional"),
        _G("instruments: the document of the corpus that it is.", "foreign-key self-mention",
           tests="test_corpus::test_an_instrument_that_is_a_document_of_the_corpus_says_which"),
        _G("instruments, entities: counts of mentions and documents, the first mention.", "counts first-mention"),
        _G("mentions: the text at the offsets in the paragraph and in the source.", "mention-text mention-source "
           "mention-inside offsets"),
        _G("mentions: a form of three; a date as printed.", "printed",
           "instrument_mentions.form enum, entity_mentions.form enum"),
        _G("entities: a type of six; codes for states alone; an organ's organisation or forum.",
           "state-code entity-parent", "entities.type enum"),
        _G("statements: position counts within the paragraph.", "statement-order statement-id"),
        _G("statements: speaker and verb as printed, and their offsets.", "speaker-printed statement-verb "
           "statement-source"),
        _G("statements: one of Searle's five forces, from the published lexicon.", schema="statements.force enum, "
           "statements.speaker enum", tests="test_statements::test_the_force_comes_from_the_lexicon"),
        _G("segments: kind, and the rows that each belongs to.", "segment-kind segment-row",
           "segments.kind enum"),
        _G("edits: every difference between slice and text other than white space.", "paragraph-text edit-source",
           "edits.kind enum"),
        _G("A text whose language the layers do not know has no rows in them.", "layers-read",
           tests="test_document::test_layers_that_know_english_leave_other_languages_alone"),
    ),
    "What counts": (
        _G("Mentions never nest or overlap, those of entities and instruments neither.", "mention-overlap"),
        _G("A mention points to one instrument, or one entity.", "foreign-key",
           "instrument_mentions.instrument_id required, entity_mentions.entity_id required"),
        _G("A document's reference to itself is no mention.", "self-mention",
           tests="test_document::test_a_document_does_not_refer_to_itself"),
        _G("Which phrase is an instrument, and where it begins and ends.",
           tests="test_instruments::test_what_counts test_instruments::test_what_does_not_count",
           measured="instrument_mentions"),
        _G("Which name is an entity; its form and type.", tests="test_entities::test_what_counts",
           measured="entity_mentions"),
        _G("Which clause is a statement; its speaker, verb and force.",
           tests="test_statements::test_what_counts_is_found_with_its_speaker_verb_and_force "
           "test_statements::test_what_does_not_count_is_no_row", measured="statements"),
        _G("What is a paragraph, a section, a signatory.", tests="test_document::test_sections_and_paragraphs_have"
           "_citations_for_names", measured="paragraphs sections signatories"),
        _G("Figures of quality follow from their counts.", "quality-counts quality-value quality-interval"),
        _G("A text that is left out is named with the error, and is no document.", "diagnostic-text diagnostic-code",
           tests="test_builder::test_a_text_that_cannot_be_read_is_left_out_and_named"),
    ),
}  # fmt: skip

#: Rules that guard the package and its descriptor rather than what the data model says.
OF_THE_PACKAGE = (
    "descriptor-missing descriptor descriptor-schema descriptor-value property name version contributors licenses path "
    "resource file-missing file-listed csv-encoding csv-line-ends csv-shape workbook-text frictionless"
).split()

#: What frictionless 5.21 is said to let pass, and the planted faults that show it.
LET_PASS: dict[str, tuple[str, ...]] = {
    "what is in a Parquet file, where size and hash are set right": (
        "other cell in Parquet", "row gone from Parquet", "narrow integer in Parquet", "column gone from Parquet",
        "not Parquet",
    ),
    "categories": ("categories beyond the enum",),
    "an unknown property, or a misspelt one": ("British licence", "singular role", "misspelt constraints"),
    "a version that is none": ("version that is none", "version of two numbers"),
    "roles": ("roles in a text", "role misspelt"),
    "a byte-order mark": ("byte-order mark",),
    "line ends": ("CR LF", "no end of the last line"),
    "CSV against Parquet": ("other cell in the CSV", "empty text for null in Parquet"),
    "CSV against SQLite": ("other cell in SQLite", "row gone from SQLite"),
    "CSV against the workbook": ("other text in the workbook", "other day in the workbook"),
    "formulas in the workbook": ("formula in the workbook", "text like a formula in the workbook"),
    "views against tables": ("other cell in the view",),
    "files that are not listed": ("stray table", "stray database"),
    "a hash of another kind, or no size": ("another algorithm", "no size"),
}  # fmt: skip
