"""Our tables of legacy encodings beside those of other programs, letter by letter.

usage: encodings.py BINARY
Needs iconv (glibc) and recode; Python brings cp1258. Every letter of Vietnamese is written by `BINARY normalize
--to`, and the bytes are read by the others; what they write is read by `BINARY normalize --encoding`. Exits 1 at a
difference that is not listed below with its reason.
"""
import shutil
import subprocess
import sys
import unicodedata

BINARY = sys.argv[1]
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
LETTERS = [unicodedata.normalize("NFC", b + t) for b in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for t in TONES] + ["đ", "Đ"]
TONED = [c for c in LETTERS if c.isupper() and any(t in unicodedata.normalize("NFD", c) for t in TONES[1:])]


def run(*args, given):
    return subprocess.run(args, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def peer(program, name):
    """Reader and writer of another program, through UTF-8."""
    if program == "python":
        return (lambda b: b.decode(name)), (lambda s: s.encode(name, "replace"))
    if program == "iconv":
        return (
            lambda b: run("iconv", "-f", name, "-t", "UTF-8", given=b).decode(),
            lambda s: run("iconv", "-c", "-f", "UTF-8", "-t", name, given=s.encode()),
        )
    return (
        lambda b: run("recode", "-f", f"{name}..UTF-8", given=b).decode("utf-8", "replace"),
        lambda s: run("recode", "-f", f"UTF-8..{name}", given=s.encode()),
    )


# Encoding, program, its name there, letters that are known to differ, and why.
PEERS = [
    ("windows-1258", "python", "cp1258", "", ""),
    ("windows-1258", "iconv", "CP1258", "", ""),
    ("tcvn3", "iconv", "TCVN5712-1", "".join(TONED), "the fonts have no capitals with a tone"),
    ("tcvn3", "recode", "TCVN", "".join(TONED), "the fonts have no capitals with a tone"),
    ("viscii", "iconv", "VISCII", "", ""),
    ("viscii", "recode", "VISCII", "", ""),
    ("vps", "recode", "VPS", "Ỗ", "recode lacks Ỗ"),
    ("vni", "recode", "VNI", "ẮẰ", "recode has the two the wrong way round"),
    ("viqr", "recode", "VIQR", "", ""),
]


def main():
    failed = False
    for encoding, program, name, known, why in PEERS:
        if program != "python" and not shutil.which(program):
            print(f"{encoding:13} {program:7} is not installed")
            failed = True
            continue
        read, write = peer(program, name)
        differ = []
        for c in LETTERS:
            ours = run(BINARY, "normalize", "--to", encoding, given=f"t{c} x".encode())
            theirs = unicodedata.normalize("NFC", read(ours))
            back = run(BINARY, "normalize", "--encoding", encoding, given=write(f"t{form(c, encoding)} x")).decode()
            if theirs != f"t{c} x" or back != f"t{c} x":
                differ.append(c)
        unexpected = sorted(set(differ) - set(known))
        failed |= bool(unexpected)
        note = f"; {len(differ)} differ: {why}" if differ and not unexpected else ""
        bad = f"; DIFFERENT: {' '.join(unexpected)}" if unexpected else ""
        print(f"{encoding:13} {program:7} {len(LETTERS) - len(differ)} of {len(LETTERS)} letters alike{note}{bad}")
    sys.exit(failed)


def form(c, encoding):
    """The letter as the encoding takes it: windows-1258 has tones apart."""
    if encoding != "windows-1258":
        return c
    apart = unicodedata.normalize("NFD", c)
    tones = "".join(m for m in apart if m in TONES[1:])
    return unicodedata.normalize("NFC", "".join(m for m in apart if m not in TONES[1:])) + tones


main()
