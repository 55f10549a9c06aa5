"""Values that nobody well-meaning types. Each is named, so that a fault says which one caused it."""

from __future__ import annotations

MARK = "xq7z"  # stands in everything that could run, so that it is found again in pages
SCRIPT = f"<script>{MARK}(1)</script>"
PICTURE = f'"><img src=x onerror={MARK}(2)>'
LINK = f"[read]( javascript:{MARK}(3) ) <javascript:{MARK}(3)>"
FORMULA = f'=HYPERLINK("http://{MARK}","{MARK}")'
RUNNING = {"script": SCRIPT, "picture": PICTURE, "link": LINK, "vector": f"<svg/onload={MARK}(4)>", "formula": FORMULA}

TEXTS = {
    **RUNNING,
    "empty": "",
    "spaces": " \t\u00a0\u3000 ",
    "nul": "сөз\x00сөз",
    "controls": "\x01\x1b[31m\x7f\x85\u2028",
    "long": "ә" * 60_000,
    "long_word": "w" * 3000,
    "bidirectional": "\u202eгдоқ\u2066fdp.exe\u2069",
    "zero_width": "Қа\u200bза\u200dқ\ufeffстан\u2060",
    "look_alike": "Аdmіnіstrаtоr ҚАЗАҚСТАН",
    "combining": "a" + "\u0301" * 400,
    "beyond": "\U0010ffff\ufffe\U0001f469\u200d\U0001f4bb",
    "sql": "'; DROP TABLE people_person; --",
    "like": "%_\\%' OR '1'='1",
    "full_text": '"AND NEAR( * ^ - : NOT',
    "template": "{{ 7|add:7 }}{% debug %}{0.__class__}%(x)s %s %n",
    "path": "../../../../etc/passwd\\..\\",
    "address": "javascript:alert(1)//@evil.example",
    "lines": "a\r\nSet-Cookie: x=1\r\n\r\nb",
    "json": '{"__proto__": [[[[{"a": NaN}]]]]}',
    "pattern": "(a+)+$" + "a" * 200 + "!",
    "lines_many": "- a\n\t1. b\n" * 4000,
}
NUMBERS = {
    "zero": "0",
    "negative": "-1",
    "huge": "9" * 30,
    "enormous": "9" * 5000,
    "beyond_64": str(2**63),
    "fraction": "1.5",
    "power": "1e309",
    "not_a_number": "NaN",
    "endless": "-Infinity",
    "other_digits": "١٢٣",
    "upper_digit": "²",
}
DATES = {
    "no_such_day": "2027-02-30",
    "year_zero": "0000-00-00",
    "first_year": "0001-01-01",
    "last_year": "9999-12-31",
    "five_digits": "99999-01-01",
    "with_hours": "2027-01-01T25:61:61Z",
    "week": "2027-W53-7",
}
HOSTILE = {**TEXTS, **NUMBERS, **DATES}
