"""Small real files of every kind, and what somebody might send in their place."""

import struct
import zipfile
import zlib
from io import BytesIO

from apps.achievements.attachments import DOCX, ODT

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    picture = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + picture


def jpeg() -> bytes:
    """With a small preview inside, which has an end of its own."""
    preview = b"Exif\0\0" + b"\xff\xd8\xff\xe0\xff\xd9" * 3
    app1 = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    app0 = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return b"\xff\xd8" + app0 + app1 + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x12\x34" * 30 + b"\xff\xd9"


def webp() -> bytes:
    body = b"WEBPVP8 " + struct.pack("<I", 20) + b"\0" * 20
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def packed(parts: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, contents in parts.items():
            file.writestr(name, contents)
    return out.getvalue()


def docx(main: str = f"{DOCX}.main+xml", **more: bytes | str) -> bytes:
    return packed({"[Content_Types].xml": TYPES.format(main=main), "word/document.xml": "<w/>", **more})


def odt() -> bytes:
    return packed({"mimetype": ODT, "content.xml": "<office/>"}, zipfile.ZIP_STORED)


def bomb() -> bytes:
    """A document that would unpack to thousands of times its size."""
    return packed(
        {"[Content_Types].xml": TYPES.format(main=f"{DOCX}.main+xml"), "word/document.xml": b"\0" * 30_000_000}
    )
