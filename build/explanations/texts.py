"""Pages on texts and on where they stand."""

from __future__ import annotations

from .page import BUILD, TEXTS, Link, Page, Sample, Size

_WORDS = "The sides met in Osh and agreed to keep the lakes clean.\n"
_GOOD = Sample({"lakes.txt": _WORDS})

PAGES = {
    "input-missing": Page(
        "A folder or file that you named is not there, or one that the work needs. Look at the spelling, and at the "
        "folder that you are in.",
        Sample({"lakes.txt": _WORDS}, command="sco build --source txets --output package"),
        Sample({"lakes.txt": _WORDS}, command=BUILD),
    ),
    "input-unreadable": Page(
        "The system does not let the file or folder be read. Most often permissions are lacking; here a symbolic link "
        "leads to itself.",
        Sample({"lakes.txt": Link("lakes.txt")}),
        _GOOD,
    ),
    "not-a-file": Page(
        "Only plain files are opened. A folder has no text of its own, and a pipe may never end.",
        Sample({"lakes.txt/": ""}),
        Sample({"lakes.txt": _WORDS, "drafts/": ""}),
    ),
    "input-too-large": Page(
        "A text may have 32 MiB, a curated file 8 MiB. The size is looked at before the file is read. The longest "
        "treaties have about 2 MiB: a larger file is most often another one than was meant, or many documents in one.",
        Sample({"lakes.txt": Size(33_554_433)}),
        _GOOD,
    ),
    "input-empty": Page(
        "The file holds nothing that prints: no byte at all, or blanks, line ends and control characters alone.",
        Sample({"lakes.txt": "\n  \n"}),
        _GOOD,
    ),
    "not-text": Page(
        "The file is a PDF, an archive or an image, or a NUL byte stands in it, which no text has. A text in UTF-16 "
        "without a byte-order mark has such bytes too: then name its encoding in a sidecar.",
        Sample({"lakes.txt": b"The sides met in Osh\x00\x01\n"}),
        _GOOD,
    ),
    "undecodable": Page(
        "Bytes of the file mean nothing in its encoding. No replacement character is put in, since that would lose "
        "what the text says. The message gives the first such byte, counted from 0.",
        Sample({"lakes.txt": b"The caf\xe9 by the lake stays open.\n", "lakes.yaml": "encoding: utf-8\n"}),
        Sample({"lakes.txt": b"The caf\xe9 by the lake stays open.\n", "lakes.yaml": "encoding: cp1252\n"}),
    ),
    "surrogate": Page(
        "UTF-16 writes rare characters as two halves. A half alone, or both written as if each were a character, as "
        "some databases do, is no text in any encoding.",
        Sample({"lakes.txt": b"The sides met in Osh \xed\xa0\x80 today.\n"}),
        Sample({"lakes.txt": "The sides met in Osh \U0001f30a today.\n"}),
    ),
    "file-name": Page(
        "A text keeps its name in the package, and a package must unpack on Windows, macOS and Linux. Letters of any "
        "script, digits, blanks, hyphens and apostrophes are fine. Not fine are < > : \" / \\ | ? *, characters that "
        "cannot be seen, names that are not UTF-8, names of devices (con, nul, lpt1), and sidecars that do not end in "
        ".yaml.",
        Sample({"Lakes: a statement.txt": _WORDS}),
        Sample({"Lakes - a statement.txt": _WORDS}),
    ),
    "name-clash": Page(
        "Windows and macOS take two names for one where they differ in capitals alone, or in how a letter with a mark "
        "is written. One file would replace the other there.",
        Sample({"lakes.txt": _WORDS, "Lakes.txt": "The sides met again.\n", "two.yaml":
                "source_file: Lakes.txt\ndocument_id: lakes-2\n"}, command=f"{BUILD} --strict"),
        Sample({"lakes.txt": _WORDS, "lakes-2.txt": "The sides met again.\n"}),
    ),
    "outside-folder": Page(
        "A symbolic link, or a path in a sidecar, leads out of the folder of texts. What a folder builds must not "
        "depend on what stands elsewhere, and a folder from someone else must not make a build read your files.",
        Sample({"lakes.txt": Link("../../lakes.txt")}),
        _GOOD,
    ),
    "output-unwritable": Page(
        "The package cannot be written: the folder is read-only, the disk is full, a file stands where a folder is "
        "needed, another build is at work, or files stand there that the build did not make. What was there is as it "
        "was.",
        Sample({"lakes.txt": _WORDS}, command=f"sco build --source {TEXTS} --output {TEXTS}/lakes.txt"),
        Sample({"lakes.txt": _WORDS}, command=BUILD),
    ),
    "workers": Page(
        "The work was given to processes or to a cluster that cannot do it: the address is none, nobody answers there, "
        "the library for it is not installed, workers have another release than you or do not reach the files, or "
        "processes end again and again, as they do where memory runs out.",
        Sample({"lakes.txt": _WORDS}, command=f"{BUILD} --cluster localhost"),
        Sample({"lakes.txt": _WORDS}),
    ),
    "output-overlap": Page(
        "The texts stand where the package keeps its tables. They would be taken for published files, or the next "
        "build would no longer find them.",
        Sample({"data/csv/lakes.txt": _WORDS}, command=f"sco build --source {TEXTS}/data/csv --output {TEXTS}"),
        Sample({"lakes.txt": _WORDS}, command=f"sco build --source {TEXTS} --output {TEXTS}"),
    ),
}  # fmt: skip
