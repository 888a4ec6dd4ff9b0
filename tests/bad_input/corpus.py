"""Files that nobody should have to read, made when they are wanted: `files` yields name and contents of each.

The ends of the names say which reader they are for: what `analysis.sources.read` takes up, ``.feed``, ``.opml``, ``.mbox``,
``.export`` (read-later services), ``.db`` (newsboat) and ``.annotated`` (what `annotate` writes).
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import random
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

STORY = (
    "Ferry Sigrun runs aground\n\nBy Ida Holm\n\nHALVARD (Coast Wire) — The ferry Sigrun ran aground on Tuesday.\n\n"
    "“We wait for the tide,” said Mara Lund, who heads the harbour office. Otto Brandt of the Varn Line said nobody was hurt.\n\n"
    "“Naïve,” she said.\n\n"
    "Read more:\nDockers vote to strike\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry Sigrun runs aground</title></head><body><article><h1>Ferry Sigrun runs aground</h1>"
    "<p>The ferry Sigrun ran aground on Tuesday. “We wait for the tide,” said Mara Lund.</p><p>Nobody was hurt.</p></article></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Wire</title><link>https://coast.example/</link>'
    "<item><title>Ferry aground</title><link>https://coast.example/1</link><guid>1</guid>"
    "<pubDate>Tue, 05 May 2026 08:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;The ferry ran aground.&lt;/p&gt;</description></item></channel></rss>"
)
OPML = '<opml version="2.0"><body><outline text="Coast Wire" xmlUrl="https://coast.example/feed"/></body></opml>'
MAIL = (
    "From MAILER Tue May  5 08:00:00 2026\nFrom: Coast Wire <news@coast.example>\nSubject: Ferry aground\nMessage-ID: <1@coast.example>\n"
    "Date: Tue, 05 May 2026 08:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nThe ferry ran aground.\n"
)
ANNOTATED = {
    "id": "1",
    "title": "Ferry",
    "text": "Ferry\n\nMara Lund said no.",
    "blocks": [{"start": 0, "end": 5, "kind": "headline"}, {"start": 7, "end": 25, "kind": "paragraph"}],
    "entities": [{"id": "e1", "name": "Mara Lund", "label": "PERSON", "mentions": [{"start": 7, "end": 16}]}],
    "quotes": [],
    "values": [],
}
ENCODINGS = (
    "utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1252 latin-1 cp437 cp850 cp1250 cp1251 koi8-r mac-roman iso8859-15 "
    "shift_jis euc-jp gb18030 big5 euc-kr iso2022_jp utf-7 cp500 hz"
).split()
MAGIC = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "zip": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "elf": b"\x7fELF\x02",
    "exe": b"MZ\x90\0",
    "doc": b"\xd0\xcf\x11\xe0",
    "sqlite": b"SQLite format 3\0",
    "mp4": b"\0\0\0 ftypisom",
    "zstd": b"\x28\xb5\x2f\xfd",
    "rtf": b"{\\rtf1\\ansi",
}
CHARACTERS = {
    "zero-width": "\u200b\u200c\u200d\u2060\ufeff",
    "bidi": "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "tags": "".join(chr(0xE0000 + ord(letter)) for letter in "evil"),
    "variations": "\ufe0f\ufe0e\U000e0100",
    "controls": "".join(map(chr, range(1, 32))),
    "c1": "".join(map(chr, range(0x7F, 0xA0))),
    "noncharacters": "\ufffe\uffff\ufdd0\U0001ffff",
    "separators": "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e",
    "spaces": "\xa0\u1680\u2003\u202f\u205f\u3000",
    "marks": "e" + "\u0301" * 5000,
    "jamo": "\u1100\u1161\u11a8" * 2000,
    "private": "\ue000\U000f0000\U0010fffd",
    "escapes": "\x1b[2J\x1b]52;c;AAAA\x07\x1bP+q\x1b\\\x9b31m\x9d0;x\x9c",
    "quotes": "“" * 3000 + "said",
    "closing": "”" * 3000,
    "nested quotes": "“‘" * 2000 + "x" + "’”" * 2000,
    "apostrophes": "'" * 10_000,
    "dashes": "—" * 10_000,
    "dots": "." * 10_000,
    "capitals": "Lund " * 4000,
    "titles": "Mr " * 4000 + "Lund",
    "saids": "said " * 4000,
    "told": "“a” she told b, " * 1500,
    "digits": "1" * 20_000,
    "money": "$1,000,000 " * 2000,
    "commas": "a, " * 5000,
    "parentheses": "(" * 5000 + ")" * 5000,
    "emoji": "👩‍👩‍👧‍👦" * 500,
    "ligature": "\ufdfa" * 1000,
    "ignored": "\u3164\uffa0\u115f" * 100,
    "turkish": "İıŞş" * 200,
    "long word": "a" * 100_000,
    "long hyphens": "a-" * 20_000,
    "long address": "https://a.example/" + "b/" * 20_000,
    "mail addresses": "a@b.example " * 1500,
    "initials": "J. " * 4000,
    "newlines": "\n" * 50_000 + "end",
    "carriage returns": "\r" * 20_000 + "end",
    "tabs": "\t" * 20_000 + "end",
    "one letter lines": "a\n" * 5_000,
    "colons": "a:\n“b\n" * 2000,
    "bullets": "- x\n" * 5000,
    "capital lines": "READ MORE\n" * 2000,
    "bylines": "By Ida Holm\n" * 2000,
    "read more": "Read more: a\n" * 2000,
    "datelines": "HALVARD (Coast Wire) — " * 1000,
}


def files() -> Iterator[tuple[str, bytes]]:
    """Yield name and contents of every file of the corpus."""
    for made in (_texts, _pages, _markdown, _json_lines, _json, _feeds, _lists_of_feeds, _mails, _exports, _databases, _annotated):
        yield from made()


def write(folder: Path) -> list[Path]:
    """Write the corpus into a folder and return its files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, (name, data) in enumerate(files()):
        path = folder / f"{number:03} {name}"
        path.write_bytes(data)
        paths.append(path)
    return paths


def _texts() -> Iterator[tuple[str, bytes]]:
    rng = random.Random(8)
    for encoding in ENCODINGS:
        yield f"{encoding}.txt", STORY.encode(encoding, "replace")
    for name, magic in MAGIC.items():
        yield f"{name}.txt", magic + rng.randbytes(3000)
    for name, characters in CHARACTERS.items():
        yield f"{name}.txt", f"{characters} The ferry\n\n“We {characters} wait,” said {characters} Lund.".encode("utf-8", "surrogatepass")
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\r\n" * 1000
    yield "only a mark.txt", codecs.BOM_UTF8
    yield "half a mark.txt", codecs.BOM_UTF8[:2]
    yield "odd utf-16.txt", STORY.encode("utf-16")[:-1]
    yield "two encodings.txt", STORY.encode() + STORY.encode("cp1252") + STORY.encode("utf-16-le")
    yield "surrogates.txt", STORY.encode() + b"\xed\xa0\xbd\xed\xb0\x80 \xed\xbf\xbf"
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 100
    yield "beyond unicode.txt", b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80" * 100
    yield "cut character.txt", STORY.encode()[: STORY.encode().index("“".encode()) + 1]
    yield "zeros.txt", b"\0" * 20_000
    yield "zeros within.txt", STORY.replace(" ", "\0").encode()
    yield "every byte.txt", bytes(range(256)) * 20
    yield "noise.txt", rng.randbytes(100_000)
    yield "noise in the middle.txt", STORY.encode() * 50 + rng.randbytes(500) + STORY.encode() * 50
    yield "high noise.txt", bytes(rng.randrange(0x80, 0x100) for _ in range(20_000))
    yield "a long line.txt", b"The ferry ran aground. " * 60_000
    yield "20 MB line.txt", b"x" * (20 << 20)
    yield "gzip.txt", gzip.compress(STORY.encode())
    yield "gzip bomb.html", gzip.compress(b"\0" * (8 << 20))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escape.txt", b"\0" * (1 << 20))
    yield "zip bomb.md", held.getvalue()
    yield "deep.rtf.txt", b"{\\rtf1 " + b"{" * 50_000 + b"Ferry" + b"}" * 50_000
    yield "numbers.rtf.txt", b"{\\rtf1\\ansi\\ansicpg99999 \\u-99999999? \\u55357? \\uc9999999 \\u1 x\\'zz\\'e9 Ferry \\bin99999999 \\"
    yield "shift.rtf.txt", b"{\\rtf1\\ansicpg932 \\'83\\'8d\\'83 Ferry\\par \\u9999999999 }}}}"
    yield "codec.rtf.txt", b"{\\rtf1\\ansi\\ansicpg037 \\'c1\\'ff Ferry\\par }"
    yield "utf-7 codec.rtf.txt", b"{\\rtf1\\ansi\\ansicpg65001 \\'e2\\'80\\'9c Ferry\\par }"


def _pages() -> Iterator[tuple[str, bytes]]:
    page = PAGE.encode()
    for cut in (12, 40, 60, 100, 150, 200, 260, len(page) - 5):
        yield f"cut at {cut}.html", page[:cut]
    for tag in ("div", "p", "b", "table", "blockquote", "ul", "font", "a", "article", "svg", "q"):
        yield f"deep {tag}.html", (f"<{tag}>" * 50_000 + "The ferry ran aground.").encode()
    yield "deep and closed.html", ("<div>" * 50_000 + "The ferry." + "</div>" * 50_000).encode()
    yield "only closing.html", ("</div>" * 50_000 + "The ferry.").encode()
    yield "wide table.html", ("<table><tr>" + "<td>x</td>" * 20_000 + "</tr></table>").encode()
    yield "gigantic table.html", ("<table>" + ("<tr>" + "<td>y</td>" * 20 + "</tr>") * 1_500 + "</table>").encode()
    yield "a cell of many.html", b"<table><tr><td colspan=999999999 rowspan=999999999>Ferry aground</td></tr></table>"
    yield "many attributes.html", ("<p " + " ".join(f"a{n}='{n}'" for n in range(20_000)) + ">Ferry</p>").encode()
    yield "long attribute.html", ("<html><body><p title='" + "x" * (3 << 20) + "'>Ferry</p>").encode()
    yield "saved picture.html", PAGE.replace("<p>", "<p><img src='data:image/png;base64," + "A" * (3 << 20) + "'>", 1).encode()
    yield "unclosed attribute.html", b"<p class='" + b"x" * 100_000
    yield "unclosed comment.html", b"<p>Ferry</p><!--" + b" -- >" * 20_000
    yield "angle brackets.html", b"<" * 100_000
    yield "angles and names.html", b"<a" * 60_000
    yield "slashes.html", b"</" * 60_000
    yield "ampersands.html", b"<p>" + b"&" * 100_000 + b"&#xD800;&#x110000;&#0;&#99999999999;&bogus;&lt"
    yield "references.html", b"<p>" + b"&#x202E;&#27;[2J&#155;31m&#xFFFF;" * 500 + b"Ferry"
    yield "nothing.html", b"<html><head></head><body></body></html>"
    yield "only script.html", b"<html><body><script>" + b"document.write('x');" * 5000 + b"</script></body></html>"
    yield "open script.html", b"<script>" + b"if (a < b) x();" * 5000
    yield "meta flood.html", ("<head>" + "<meta property='og:title' content='Ferry'>" * 10_000 + "</head><body>Ferry</body>").encode()
    yield "wrong charset.html", b"<meta charset=utf-16><p>Ferry \xe9\xff</p>"
    yield "nonsense charset.html", b"<meta charset=zip><p>Ferry aground</p>"
    yield "codec charset.html", b"<meta charset=unicode_escape><p>\\x1b[2J Ferry \\ud800</p>"
    yield "idna charset.html", b"<meta charset=idna><p>" + b"a" * 70 + b". Ferry</p>"
    yield "utf-7.html", b"<meta charset=utf-7><p>+ADw-script+AD4- Ferry</p>"
    yield "two charsets.html", b"<?xml version='1.0' encoding='koi8-r'?><meta charset=big5><p>Ferry \xc1\xa4</p>"
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "bomb.html", f'<!DOCTYPE html [<!ENTITY l0 "lol">{entities}]><html><body><p>&l9; Ferry</p></body></html>'.encode()
    yield "external.xhtml", b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; Ferry</p></body></html>'
    yield "doctype.html", b"<!DOCTYPE html [" + b"<!ENTITY a 'b'>" * 20_000 + b"<p>Ferry"
    yield "json-ld.html", ('<script type="application/ld+json">' + "[" * 100_000 + "</script><p>Ferry</p>").encode()
    yield (
        "odd json-ld.html",
        (
            b'<script type="application/ld+json">{"@type":["NewsArticle",{}],"headline":{"a":[1]},"author":[[[]],{"name":7}],'
            b'"datePublished":1e999,"publisher":[null],"articleBody":{"x":"\\ud800"}}</script><p>Ferry aground</p>'
        ),
    )
    yield "many links.html", ("<p>" + "".join(f"<a href='//x.example/{n}'>w{n}</a> " for n in range(5_000)) + "</p>").encode()
    yield "bad links.html", b"<p><a href='http://[::1'>Ferry</a> <a href='javascript:x'>a</a> <a href='//\xff\xfe:99999999/'>b</a>"
    yield "base.html", b"<base href='http://[bad'><p><a href='x'>Ferry aground</a></p>"
    yield "canonical.html", b"<link rel=canonical href='javascript:alert(1)'><time datetime='99999-99-99'>x</time><p>Ferry aground</p>"
    yield "frames.html", b"<frameset><frame src=x></frameset><noframes>Ferry</noframes>"
    yield "markup.html", b"<svg><math><mtext><p>Ferry<template><p>x</template><select><option>" * 500
    yield "comments.html", b"<!--x-->" * 40_000 + b"<p>Ferry aground</p>"
    yield "processing.html", b"<?php echo 1 ?>" * 10_000 + b"<p>Ferry aground</p>"
    yield "zeros.html", PAGE.replace("e", "\0e").encode()
    yield "utf-16.html", PAGE.encode("utf-16")
    yield "captions.html", b"<figure><figcaption>x" * 5_000
    yield "headings.html", b"<h1>Ferry</h1>" * 10_000
    yield "insets.html", b"<aside><p>x</p></aside>" * 10_000


def _markdown() -> Iterator[tuple[str, bytes]]:
    for name, mark in {
        "quotes": "> ",
        "brackets": "[",
        "images": "![",
        "stars": "*a ",
        "underscores": "_a_",
        "backticks": "`",
        "links": "[a](",
        "emphasis": "**a *b ",
    }.items():
        yield f"deep {name}.md", (mark * 20_000 + "Ferry").encode()
    yield "deep list.md", "\n".join("  " * n + "- x" for n in range(1_500)).encode()
    yield "references.md", "\n".join(f"[a{n}]: x" for n in range(10_000)).encode() + b"\n\n" + b"[a1][a2]" * 5_000
    yield "open fence.md", b"```\n" * 10_001
    yield "html.md", b"<b><!-- <![CDATA[ <?x <!X\n" * 3_000
    yield "front matter.md", b"---\n" + b"title: x\n" * 20_000
    yield "anchors.md", b"---\na: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: *b\n---\nFerry"
    yield "table.md", b"|a|\n|-|\n" + b"|x" * 30_000
    yield "entities.md", b"&#xD800; &#x1b;[2J &#0; &#x202e; &lt " * 500
    yield "rules.md", b"- - - - \n* * *\n===\n---\n" * 2_000
    yield "addresses.md", b"<https://a.example/" + b"<" * 10_000
    yield "only marks.md", b"# \n\n## \n\n> \n\n- \n"


def _json_lines() -> Iterator[tuple[str, bytes]]:
    whole = json.dumps({"id": "a", "title": "Ferry", "text": STORY}).encode()
    good = b"\n" + whole + b"\n"
    yield "surrogates.jsonl", b'{"title": "\\ud83d Ferry \\udc00", "text": "\\ud800\\ud800", "id": "\\udfff"}' + good
    yield "escapes.jsonl", b'{"title": "\\u001b[2J\\u0000\\u202e Ferry", "text": "\\u009b31m"}' + good
    yield "deep.jsonl", b"[" * 100_000 + good
    yield "deep objects.jsonl", b'{"a":' * 50_000 + good
    yield "long number.jsonl", b'{"title": "Ferry", "id": ' + b"9" * 10_000 + b"}" + good
    yield "floats.jsonl", b'{"title": "Ferry", "id": 1e999, "published": NaN, "text": -Infinity}' + good
    yield (
        "published.jsonl",
        b"\n".join(
            json.dumps({"title": "Ferry", "published": value}).encode()
            for value in (
                1e300,
                -1,
                10**30,
                [],
                {},
                True,
                "0000-00-00",
                "9999-12-31T23:59:59-23:59",
                "x" * 5000,
                "٢٠٢٤-٠١-٠١",
                "2024-02-30",
            )
        ),
    )
    yield (
        "types.jsonl",
        b"\n".join(
            json.dumps({"title": value, "text": value, "url": value, "author": value}).encode()
            for value in (1, [], {}, True, [1], ["a"], "x", None)
        ),
    )
    yield "no objects.jsonl", b'1\n"x"\nnull\n[]\n{}\ntrue\n' + good
    yield "repeated keys.jsonl", b"{" + b'"title": "Ferry", ' * 20_000 + b'"text": "x"}' + good
    yield "same ids.jsonl", good * 200
    yield "long line.jsonl", b'{"title": "Ferry", "text": "' + b"x" * (20 << 20) + b'"}' + good
    yield "no line ends.jsonl", whole * 50
    yield "carriage returns.jsonl", whole + b"\r" + whole + b"\r\n" + whole
    yield "a mark.jsonl", codecs.BOM_UTF8 + good
    yield "utf-16.jsonl", good.decode().encode("utf-16")
    yield "utf-16 without mark.jsonl", good.decode().encode("utf-16-be")
    yield "latin.jsonl", '{"title": "Café", "text": "naïve"}'.encode("latin-1") + good
    yield "zeros.jsonl", b"\0" * 5_000 + good
    yield "cut.jsonl", good + whole[:-10]
    yield "noise.jsonl", random.Random(3).randbytes(50_000) + good
    yield "paths.jsonl", b'{"id": "../../etc/passwd\\u0000", "title": "Ferry", "url": "file:///etc/passwd"}' + good
    yield (
        "addresses.jsonl",
        b"\n".join(
            json.dumps({"title": "Ferry", "url": url}).encode()
            for url in (
                "http://[::1",
                "http://a:b:c/",
                "http://x\x1b[2J",
                "//",
                "http://" + "a" * 5000,
                "javascript:x",
                "http://٣.example/",
                "http://a\ud800b/",
            )
        ),
    )
    yield "long id.jsonl", json.dumps({"id": "x" * 100_000, "title": "y" * 100_000, "outlet": "z" * 100_000}).encode()
    yield "many lines.jsonl", b"{}\n" * 20_000


def _json() -> Iterator[tuple[str, bytes]]:
    yield "deep.json", b"[" * 100_000
    yield "scalar.json", b"7"
    yield "list of lists.json", b"[[[[]]], {}, null, 3]"
    yield "articles.json", b'{"articles": [{"title": "Ferry"}, 7, {"text": "\\ud800"}, {"title": {}}]}'
    yield "empty list.json", b"[]"
    yield "nan.json", b'{"title": NaN, "text": Infinity}'
    yield "cut.json", b'{"title": "Fer'
    yield "big list.json", b"[" + b"{}," * 20_000 + b"{}]"


def _feeds() -> Iterator[tuple[str, bytes]]:
    feed = FEED.encode()
    for cut in (5, 60, 120, 200, 260, 300, len(feed) - 20):
        yield f"cut at {cut}.feed", feed[:cut]
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "bomb.feed", FEED.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]><rss').replace("Ferry aground", "&l9;").encode()
    yield (
        "external.feed",
        FEED.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss').replace("Ferry aground", "&x;").encode(),
    )
    yield (
        "quadratic.feed",
        FEED.replace("<rss", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 20_000}">]><rss').replace("Ferry aground", "&a;" * 2_000).encode(),
    )
    yield "parameter.feed", FEED.replace("<rss", '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://coast.example/x.dtd">%p;]><rss').encode()
    yield "deep.feed", b"<rss><channel>" + b"<item>" * 10_000
    yield "deep content.feed", FEED.replace("&lt;p&gt;", "&lt;div&gt;" * 30_000).encode()
    yield "many items.feed", b"<rss><channel>" + b"<item><title>x</title></item>" * 2_000 + b"</channel></rss>"
    yield "dates.feed", FEED.replace("Tue, 05 May 2026", "Foo, 99 Bar 99999999999").encode()
    yield "wrong encoding.feed", FEED.replace('version="1.0"', 'version="1.0" encoding="utf-16"', 1).encode()
    yield "undefined entity.feed", FEED.replace("Ferry aground", "&nbsp;&bogus;&eacute;").encode()
    yield "controls.feed", FEED.replace("Ferry aground", "\x00\x01\x1b[2J\x9b").encode()
    yield "namespaces.feed", FEED.replace("<rss", "<rss " + " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(2_000))).encode()
    yield "cdata.feed", FEED.replace("Ferry aground", "<![CDATA[" + "]]]" * 1_000).encode()
    yield "html.feed", PAGE.encode()
    yield "deep json.feed", b'{"items": ' + b"[" * 100_000
    yield (
        "odd json.feed",
        b'{"version": 7, "title": [], "items": [7, null, {"id": {}, "title": 3, "content_html": [],'
        b' "tags": {"a": 1}, "authors": [1, {"name": []}], "date_published": 1e999}]}',
    )
    yield "surrogates json.feed", b'{"items": [{"id": "\\ud800", "title": "\\udc00", "content_text": "\\ud83d"}]}'


def _lists_of_feeds() -> Iterator[tuple[str, bytes]]:
    yield "cyclic.opml", b'<opml><body><outline type="include" url="cyclic.opml" xmlUrl="cyclic.opml"/></body></opml>'
    yield "deep.opml", b"<opml><body>" + b'<outline text="a">' * 50_000
    yield (
        "bomb.opml",
        b'<!DOCTYPE o [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
        + OPML.replace("Coast Wire", "&c;" * 100).encode(),
    )
    yield (
        "many.opml",
        b"<opml><body>" + b"".join(b'<outline xmlUrl="https://coast.example/%d"/>' % n for n in range(25_000)) + b"</body></opml>",
    )
    yield (
        "no addresses.opml",
        b'<opml><body><outline xmlUrl="javascript:x"/><outline xmlUrl=""/><outline xmlUrl="http://[::"/></body></opml>',
    )
    yield "cut.opml", OPML.encode()[:60]
    yield "utf-16.opml", OPML.encode("utf-16")
    yield "folders.opml", b"<opml><body>" + b'<outline text="../../a/\x1b[2J">' * 200 + OPML[26:].encode()
    yield "no list.opml", PAGE.encode()


def _mails() -> Iterator[tuple[str, bytes]]:
    mail = MAIL.encode()
    yield "cut.mbox", mail[:90]
    yield "no from.mbox", mail[10:]
    yield "empty.mbox", b""
    yield (
        "deep parts.mbox",
        mail.replace(b"text/plain; charset=utf-8", b"multipart/mixed; boundary=b")
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 1_000,
    )
    yield "deep mails.mbox", mail.replace(b"text/plain; charset=utf-8", b"message/rfc822") + b"Content-Type: message/rfc822\n\n" * 1_500
    yield "charset.mbox", mail.replace(b"utf-8", b"no-such-charset")
    yield "bad base64.mbox", mail.replace(b"\n\nThe", b"\nContent-Transfer-Encoding: base64\n\n=?!The")
    yield "bad headers.mbox", mail.replace(b"Subject: Ferry", b"Subject: =?utf-8?b?////?= =?x?q?=ZZ?=" + b"\xff" * 500)
    yield "long header.mbox", mail.replace(b"Ferry aground", b"x" * 200_000)
    yield "many headers.mbox", mail.replace(b"Subject:", b"X-A: b\n" * 10_000 + b"Subject:")
    yield "dates.mbox", mail.replace(b"05 May 2026", b"99 Xxx 999999999999")
    yield "addresses.mbox", mail.replace(b"Coast Wire <news@coast.example>", b"(" * 5_000 + b"<" * 5_000)
    yield "from lines.mbox", b"From x\n\n" * 3_000


def _exports() -> Iterator[tuple[str, bytes]]:
    yield "deep.export", b"[" * 100_000
    yield "odd rows.export", b'[7, null, [], {"title": 3, "url": [], "content": {}, "tags": 7, "is_archived": "\\ud800"}]'
    yield "quotes.export", b'title,url,tags\n"' + b'""' * 50_000
    yield "wide.export", b"title,url" + b",x" * 20_000 + b"\nFerry,https://coast.example/1\n"
    yield "zeros.export", b"title,url\n\0Ferry\0,https://coast.example/\0\n"
    yield "long field.export", b"title,url\n" + b"x" * (17 << 20) + b",y\n"
    yield "links.export", b"<ul>" + b"<li><a href='http://[::1' tags=a,b time_added=9999999999999999>Ferry</a>" * 2_000
    yield "open links.export", b"<a href='" * 20_000
    yield (
        "numbers.export",
        b"title,url,reading progress,location\nFerry,https://coast.example/1,1.2.3.4.5%,archive\nFerry,https://coast.example/2,......,new\n",
    )
    yield "noise.export", random.Random(5).randbytes(20_000)


def _databases() -> Iterator[tuple[str, bytes]]:
    columns = {
        "no tables": [],
        "other columns": ["CREATE TABLE rss_item (x)", "CREATE TABLE rss_feed (y)"],
        "odd values": [
            "CREATE TABLE rss_feed (rssurl, url, title)",
            (
                "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread, flags,"
                " deleted, enclosure_url, enclosure_type, content_mime_type, base)"
            ),
            "INSERT INTO rss_feed VALUES (x'ff00', 7, x'00')",
            "INSERT INTO rss_item VALUES (1, x'ff', 7, x'80', 'http://[::1', x'ff00', 1e300, x'ffd8ff', 'x', 3, 0, NULL, NULL, 7, x'ff')",
            "INSERT INTO rss_item VALUES (2, NULL, NULL, NULL, NULL, NULL, 'x', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL)",
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, statements in columns.items():
            path = Path(folder) / name
            connection = sqlite3.connect(path)
            for statement in [*statements, "PRAGMA user_version = 1"]:
                connection.execute(statement)
            connection.commit()
            connection.close()
            data = path.read_bytes()
            yield f"{name}.db", data
            yield f"{name}, cut.db", data[: len(data) // 2]
    yield "no database.db", b"x" * 5_000


def _annotated() -> Iterator[tuple[str, bytes]]:
    def line(**changed: object) -> bytes:
        return json.dumps(ANNOTATED | changed).encode()

    entity, span = ANNOTATED["entities"][0], {"start": 7, "end": 16}  # type: ignore[index]
    yield (
        "spans.annotated",
        b"\n".join(
            line(entities=[entity | {"mentions": [{"start": start, "end": end}]}])
            for start, end in ((-1, 3), (5, 3), (0, 10**9), (0, 10**30), (1.5, 2), ("a", "b"), (None, 1), (True, 3), ([], {}))
        ),
    )
    yield (
        "blocks.annotated",
        b"\n".join(
            line(blocks=blocks)
            for blocks in (
                7,
                [7],
                [{}],
                [{"start": 5, "end": 2, "kind": "paragraph"}],
                [{"start": -5, "end": 2, "kind": "paragraph"}],
                [{"start": 0, "end": 10**9, "kind": "paragraph"}],
                [{"start": 0, "end": 10**30, "kind": "paragraph"}],
                [{"start": 0, "end": 20, "kind": "paragraph"}, {"start": 3, "end": 9, "kind": "paragraph"}],
                [{"start": 0, "end": 2, "kind": "no-kind"}],
                [{"start": 1e999, "end": 2, "kind": "paragraph"}],
            )
        ),
    )
    yield (
        "fields.annotated",
        b"\n".join(
            line(**{name: value})
            for name in (
                "id",
                "title",
                "text",
                "url",
                "published",
                "outlet",
                "author",
                "entities",
                "quotes",
                "values",
                "language",
                "note",
                "pipeline",
            )
            for value in (None, 7, [], {}, [7], "\ud800", "\x1b[2J", True, 1e999)
        ),
    )
    yield (
        "entities.annotated",
        b"\n".join(
            line(entities=[entity | {name: value}])
            for name in ("id", "name", "label", "mentions")
            for value in (None, 7, [], {}, [7], "\ud800", "x" * 100_000, "")
        ),
    )
    quote = {
        **span,
        "kind": "direct",
        "form": "speech",
        "confidence": 0.9,
        "speaker": {"entity": "e1", "name": "Mara Lund", "mention": span},
        "cue": span,
        "via": None,
    }
    yield (
        "quotes.annotated",
        b"\n".join(
            line(quotes=[quote | {name: value}])
            for name in quote
            for value in (None, 7, -1, [], {}, "x", "e9", 1e999, {"entity": "e9"}, {"start": 99, "end": 1})
        ),
    )
    yield "same entities.annotated", line(entities=[entity] * 50)
    yield "deep.annotated", b"[" * 100_000 + b"\n" + line(id="after")
    yield "long.annotated", line(text="x " * 500_000, blocks=[], entities=[])
    yield "no lines.annotated", b"\n" * 1000 + b"null\n[]\n7\n"
