# ruff: noqa: INP001 - a script, not a package
"""Makes the small PDFs of `pdf/` that are not there yet, and `pdf.json`: what the composer and a court's agent say of each.

    python vectors/files/make.py

The words in CASES are decided by people: what a reader without a password meets.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream, String

HERE = Path(__file__).parent
FOLDER = HERE / "pdf"


def blank(pages: int = 1, text: str = "Stuk") -> Pdf:
    """A document with a line of text on each page."""
    pdf = Pdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(400, 300))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(pdf, f"BT /F1 14 Tf 20 200 Td ({text} {number + 1}) Tj ET".encode())
    return pdf


def saved(pdf: Pdf, **how: object) -> bytes:
    made = io.BytesIO()
    fixed = {} if "encryption" in how else {"deterministic_id": True}
    pdf.save(made, **fixed, **how)
    return made.getvalue()


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


def acting(**action: object) -> Pdf:
    pdf = blank()
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(**action))
    return pdf


def script() -> Pdf:
    return acting(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch() -> Pdf:
    return acting(S=Name.Launch, F=String("cmd.exe"))


def attached() -> Pdf:
    pdf = blank()
    pdf.attachments["a.txt"] = b"a"
    return pdf


def form(*fields: Dictionary, **facts: object) -> Pdf:
    """Widgets on the first page, each a field of its own unless it has a parent."""
    pdf = blank()
    widgets = [pdf.make_indirect(field) for field in fields]
    for widget in widgets:
        widget.Type, widget.Subtype, widget.Rect = Name.Annot, Name.Widget, Array([20, 220, 300, 245])
    pdf.pages[0].Annots = Array(widgets)
    tops = [widget for widget in widgets if "/Parent" not in widget]
    pdf.Root.AcroForm = Dictionary(Fields=Array(tops), DA=String("/F1 12 Tf 0 g"), **facts)
    return pdf


def picture(pdf: Pdf, drawing: bytes = b"q Q") -> Stream:
    drawn = Stream(pdf, drawing)
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 280, 25])
    return pdf.make_indirect(drawn)


def seen_form(drawing: bytes = b"/Tx BMC q BT /F1 12 Tf 2 5 Td (JANSEN) Tj ET Q EMC", **facts: object) -> Pdf:
    pdf = form(Dictionary(FT=Name.Tx, T=String("naam"), V=String("JANSEN")), **facts)
    pdf.pages[0].Annots[0].AP = Dictionary(N=picture(pdf, drawing))
    return pdf


def hidden_field() -> Pdf:
    return form(Dictionary(FT=Name.Tx, T=String("kenmerk"), V=String("2026-7"), F=2))


def ticked(state: str) -> Pdf:
    """A box with a picture for its ticked state only, as most programs write it."""
    pdf = form(Dictionary(FT=Name.Btn, T=String("akkoord"), V=Name(state), AS=Name(state)))
    pdf.pages[0].Annots[0].AP = Dictionary(N=Dictionary(Ja=picture(pdf)))
    return pdf


def inherited() -> Pdf:
    """The value stands in the field above its widget."""
    pdf = blank()
    field = pdf.make_indirect(
        Dictionary(FT=Name.Tx, T=String("naam"), V=String("JANSEN"), DA=String("/F1 12 Tf"))
    )
    widget = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([20, 220, 300, 245]), Parent=field)
    )
    field.Kids = Array([widget])
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return pdf


def xfa(text: str, *, fields: bool, rendering: bool) -> Pdf:
    pdf = seen_form() if fields else form()
    pdf.pages[0].Contents = Stream(pdf, f"BT /F1 14 Tf 20 100 Td ({text}) Tj ET".encode())
    pdf.Root.AcroForm.XFA = pdf.make_indirect(Stream(pdf, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"))
    if rendering:
        pdf.Root.NeedsRendering = True
    return pdf


def placeholder() -> Pdf:
    """A form that makes its own pages: the file has its fields, and on its page none."""
    pdf = xfa("Een ogenblik geduld", fields=True, rendering=False)
    del pdf.pages[0].Annots
    return pdf


def titled(title: str) -> Pdf:
    pdf = blank()
    pdf.docinfo["/Title"] = String(title)
    return pdf


def for_certificate() -> bytes:
    """Locked for the holders of certificates."""
    lock = (
        b"9 0 obj\n<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /Length 128 /CF << /DefaultCryptFilter << /CFM /AESV2 "
        b"/Length 16 /Recipients [ <3082> ] >> >> /StmF /DefaultCryptFilter /StrF /DefaultCryptFilter >>\nendobj\n"
    )
    last = int(GOOD[tail(GOOD, b"startxref") :].split()[1])
    trailer = b"trailer\n<< /Size 10 /Root 1 0 R /Prev %d /Encrypt 9 0 R /ID [ <00> <00> ] >>\n" % last
    table = b"xref\n9 1\n%010d 00000 n \n" % len(GOOD)
    return GOOD + lock + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(GOOD) + len(lock))


def locked(**how: object) -> bytes:
    return saved(blank(), encryption=Encryption(**how))


def tail(data: bytes, mark: bytes) -> int:
    return data.rindex(mark)


GOOD = saved(blank(2))
UPDATE = b"\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (nl) >>\nendobj\n"
CASES: dict[str, tuple[Callable[[], bytes] | None, list[str], int | None]] = {
    # Those with None came with the issue that they are the cases of.
    "user-password-empty-owner": (None, ["password"], None),
    "owner-password-only": (None, [], 1),
    "with-signature-field": (None, ["signed"], 1),
    "xfa-please-wait": (None, ["xfa"], 1),
    "form-filled-no-ap": (None, ["form"], 1),
    "leading-junk-2000": (None, [], 1),
    "trailing-junk-4096": (None, [], 1),
    "good": (lambda: GOOD, [], 2),
    "good-linearized": (lambda: saved(blank(2), linearize=True), [], 2),
    "good-packed": (lambda: saved(blank(2), **PACKED), [], 2),
    "password-aes256": (lambda: locked(user="u", owner="o"), ["password"], None),
    "password-aes128": (lambda: locked(user="u", owner="o", R=4), ["password"], None),
    "password-rc4": (lambda: locked(user="u", owner="o", R=3, aes=False, metadata=False), ["password"], None),
    "password-rc4-empty-owner": (
        lambda: locked(user="u", owner="", R=3, aes=False, metadata=False),
        ["password"],
        None,
    ),
    "owner-only-aes128": (lambda: locked(user="", owner="o", R=4), [], 1),
    "owner-only-rc4": (lambda: locked(user="", owner="o", R=3, aes=False, metadata=False), [], 1),
    "both-empty": (lambda: locked(user="", owner=""), [], 1),
    "owner-only-script": (lambda: saved(script(), encryption=Encryption(user="", owner="o")), ["script"], 1),
    "password-none-but-a-certificate": (for_certificate, ["password"], None),
    "junk-counted-3000": (lambda: shifted(3000), [], 2),
    "junk-counted-500": (lambda: shifted(500), [], 2),
    "leading-junk-10000": (lambda: b"x" * 10_000 + b"\n" + GOOD, [], 2),
    "no-end-mark": (lambda: GOOD[: tail(GOOD, b"%%EOF")], [], 2),
    "cut-before-table": (lambda: GOOD[: tail(GOOD, b"startxref")], ["repaired"], 2),
    "cut-in-update": (lambda: GOOD + UPDATE, ["repaired"], 2),
    "cut-in-header": (lambda: GOOD[:40], ["damaged"], None),
    "no-bytes": (lambda: b"", ["damaged"], None),
    "no-pdf": (lambda: b"Dit is geen pdf.\n", ["damaged"], None),
    "no-pages": (lambda: saved(Pdf.new()), ["empty"], 0),
    "script": (lambda: saved(script()), ["script"], 1),
    "script-packed": (lambda: saved(script(), **PACKED), ["script"], 1),
    "script-spelled": (
        lambda: saved(script()).replace(b"/JavaScript", b"/J#61v#61Script"),
        ["repaired", "script"],
        1,
    ),
    "script-in-words": (
        lambda: saved(titled(r"Waarom /JS (code) en /S /JavaScript \( niet in een stuk horen")),
        [],
        1,
    ),
    "launch": (lambda: saved(launch()), ["launch"], 1),
    "launch-packed": (lambda: saved(launch(), **PACKED), ["launch"], 1),
    "embedded": (lambda: saved(attached()), ["embedded"], 1),
    "embedded-packed": (lambda: saved(attached(), **PACKED), ["embedded"], 1),
    "signature-field-open": (lambda: saved(form(Dictionary(FT=Name.Sig, T=String("h")), SigFlags=1)), [], 1),
    "xfa-with-fields": (lambda: saved(xfa("Aanvraag", fields=True, rendering=False)), [], 1),
    "xfa-with-fields-rendering": (lambda: saved(xfa("Aanvraag", fields=True, rendering=True)), ["xfa"], 1),
    "xfa-says-please-wait": (lambda: saved(xfa("Please wait...", fields=True, rendering=False)), ["xfa"], 1),
    "xfa-without-field-on-its-page": (lambda: saved(placeholder()), ["xfa"], 1),
    "please-wait-without-xfa": (lambda: saved(blank(text="Please wait")), [], 1),
    "form-filled-seen": (lambda: saved(seen_form()), [], 1),
    "form-filled-seen-packed": (lambda: saved(seen_form(), **PACKED), [], 1),
    "form-filled-to-be-renewed": (lambda: saved(seen_form(NeedAppearances=True)), ["form"], 1),
    "form-filled-old-picture": (lambda: saved(seen_form(b"/Tx BMC\nEMC")), ["form"], 1),
    "form-filled-background": (
        lambda: saved(seen_form(b"1 1 .8 rg 0 0 280 25 re f /Tx BMC q BT /F1 12 Tf ( ) Tj ET Q EMC")),
        ["form"],
        1,
    ),
    "form-filled-hidden": (lambda: saved(hidden_field()), [], 1),
    "form-filled-spaces": (
        lambda: saved(form(Dictionary(FT=Name.Tx, T=String("naam"), V=String("  ")))),
        [],
        1,
    ),
    "form-filled-inherited": (lambda: saved(inherited()), ["form"], 1),
    "form-empty": (lambda: saved(form(Dictionary(FT=Name.Tx, T=String("naam")))), [], 1),
    "form-ticked-seen": (lambda: saved(ticked("/Ja")), [], 1),
    "form-not-ticked": (lambda: saved(ticked("/Off")), [], 1),
}


def shifted(junk: int) -> bytes:
    """A file whose places are counted from the junk in front of it."""
    lines = b"%" + b"x" * (junk - 2) + b"\n"
    start = tail(GOOD, b"xref\n0 ")
    rows = GOOD[start:].split(b"\n")
    moved = [
        b"%010d%s" % (int(row[:10]) + junk, row[10:]) if row.endswith((b"n ", b"n\r")) else row
        for row in rows
    ]
    at = moved.index(b"startxref") + 1
    moved[at] = b"%d" % (int(moved[at]) + junk)
    return lines + GOOD[:start] + b"\n".join(moved)


def main() -> None:
    """Write what is missing."""
    rows = []
    for name, (make, findings, pages) in CASES.items():
        path = FOLDER / f"{name}.pdf"
        if make and not path.exists():
            path.write_bytes(make())
        rows.append({"file": path.name, "findings": findings, "pages": pages})
    text = ",\n  ".join(json.dumps(row) for row in rows)
    (HERE / "pdf.json").write_text(f'{{"cases": [\n  {text}\n]}}\n')


if __name__ == "__main__":
    main()
