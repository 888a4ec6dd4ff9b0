"""Small PDF files, made by hand."""

from __future__ import annotations


def make_pdf(pages: list[list[str]], info: str = "", *, drawn: str | None = None) -> bytes:
    """Return a PDF with these lines on its pages, set in Helvetica; `drawn` stands in for the instructions of every page."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>".encode(),
    ]
    kids = []
    for lines in pages:
        words = "BT /F1 11 Tf 14 TL 60 780 Td " + " ".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines) + " ET"
        stream = (words if drawn is None else drawn).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, len(data)
    )  # fmt: skip
