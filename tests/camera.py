"""Square codes as people meet them: a PDF put to pixels by PDFium, photographed, and read by zxing-cpp.

Neither shares a line with what drew the code (segno, Typst) or with the browser's PDF viewer.
"""

import io
import random

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

PRINTED_DPI = 200


def print_pages(pdf: bytes, dpi: int = PRINTED_DPI) -> list[Image.Image]:
    """Every page in grey, as a printer would put it on paper."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def words_on(pdf: bytes) -> str:
    """All text on the pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def photograph(page: Image.Image, *, degrees: float = 8, dpi: int = 100) -> Image.Image:
    """A page on a table by a phone's camera: askew, small, a bit unsharp, darker to one side, with noise, as a JPEG."""
    table = Image.new("L", (page.width * 6 // 5, page.height * 6 // 5), 120)
    table.paste(page, (page.width // 10, page.height // 10))
    seen = table.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=120)
    smaller = dpi / PRINTED_DPI
    seen = seen.resize((round(seen.width * smaller), round(seen.height * smaller)), Image.Resampling.BILINEAR)
    seen = seen.filter(ImageFilter.GaussianBlur(0.7))
    shade = Image.linear_gradient("L").resize(seen.size).point(lambda value: 90 + value // 2)
    dark = Image.composite(seen, Image.new("L", seen.size, 0), shade)
    noise = Image.frombytes("L", seen.size, random.Random(7).randbytes(seen.width * seen.height))
    file = io.BytesIO()
    Image.blend(dark, noise, 0.12).save(file, "JPEG", quality=60)
    return Image.open(file)


def stamp_over_code(page: Image.Image) -> Image.Image:
    """The page after somebody stamped over the edge of its one square code: a sixth of its width."""
    (code,) = zxingcpp.read_barcodes(page)
    edge, side = code.position.bottom_right, code.position.bottom_right.x - code.position.top_left.x
    stamped, size = page.copy(), side // 6
    ImageDraw.Draw(stamped).rectangle(
        (edge.x - size, edge.y - side // 2, edge.x, edge.y - side // 2 + size), fill=0
    )
    return stamped


def read_codes(picture: Image.Image) -> list[str]:
    """What every square code on a picture says."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [barcode.text for barcode in found]
