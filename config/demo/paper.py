"""A one-page PDF that says of itself that it is made up, for the papers that municipalities send."""


def demo_paper(*lines):
    text = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    stream = f"BT /F1 14 Tf 22 TL 72 760 Td {text} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (da) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        " /Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    return _file(objects).encode("cp1252")


def _escaped(line):
    return "".join(f"\\{letter}" if letter in "()\\" else letter for letter in line)


def _file(objects):
    """Each letter is one byte in this encoding, so that offsets can be counted in the text."""
    pdf, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        f"{pdf}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n"
    )
