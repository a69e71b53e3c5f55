#!/usr/bin/env python3
"""Names of persons, side by side with other tools that run offline: precision, recall, speed.

usage: compare-names.py --trichluc PROGRAM FOLDER...
A FOLDER holds articles (.txt) with gold records (.json) beside them. Needs, in the interpreter that runs it,
`pip install underthesea pyvi` (the models are inside the packages); a tool that is not installed is left out and
said so. Full names are compared once per article, without regard to case and tone placement. Two figures for each
tool: as the labels have it, and with what a plain name finder cannot know left aside (bylines, picture credits,
Hồ Chí Minh as the name of a movement).
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata

TONES = "\u0323\u0300\u0301\u0303\u0309"


def fold(name):
    """Lower case, tone at the end of each syllable, signs as blanks."""
    plain = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", name.lower()))
    words = []
    for word in unicodedata.normalize("NFD", plain).split():
        tone = "".join(c for c in word if c in TONES)
        words.append(unicodedata.normalize("NFC", "".join(c for c in word if c not in TONES)) + tone)
    return " ".join(words)


def gold(path):
    """Names of one article: {name: its variants}, what the labels leave open, and bylines."""
    with open(path, encoding="utf-8") as f:
        record = json.load(f)
    names = {fold(p["name"]): {fold(v) for v in p.get("alt") or []} for p in record.get("people") or []}
    open_ = {fold(x) for x in (record.get("ambiguous") or {}).get("people") or []}
    bylines = {fold(x) for x in record.get("bylines") or []}
    return names, open_, bylines


def tally(found, want):
    """True positives, false positives, misses; strict, then lenient."""
    strict, lenient = [0, 0, 0], [0, 0, 0]
    for key, (names, open_, bylines) in want.items():
        known = dict(names)
        for name, variants in names.items():
            for v in variants:
                known[v] = known[name]
        got = {fold(n) for n in found.get(key, ())}
        hit = {n for n in names if n in got or names[n] & got}
        wrong = {n for n in got if n not in known and n not in open_}
        aside = {n for n in wrong if n in bylines or n == fold("Hồ Chí Minh")}
        for t, fp in ((strict, len(wrong)), (lenient, len(wrong - aside))):
            t[0] += len(hit)
            t[1] += fp
            t[2] += len(names) - len(hit)
    return strict, lenient


def scores(t):
    p = t[0] / (t[0] + t[1]) if t[0] + t[1] else 0.0
    r = t[0] / (t[0] + t[2]) if t[0] + t[2] else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def run_trichluc(program, folders):
    """All fields, one thread; the time of the whole program, its start included."""
    found = {}
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as tmp:
        out = os.path.join(tmp, "records.jsonl")
        texts = [p for folder in folders for p in sorted(glob.glob(os.path.join(folder, "*.txt")))]
        subprocess.run([program, "extract", "-j", "1", "-o", out, *texts], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        with open(out, encoding="utf-8") as lines:
            for line in lines:
                r = json.loads(line)
                if "article" in r:
                    key = os.path.splitext(os.path.basename(r["article"]["path"]))[0]
                    found[key] = [p["name"] for p in r["people"]]
    return found, seconds


def paragraphs(text):
    return [p.strip() for p in text.split("\n") if p.strip()]


def underthesea_names(text):
    from underthesea import ner

    names = []
    for p in paragraphs(text):
        run = []
        for word, _, _, label in [*ner(p), ("", "", "", "O")]:
            if label == "I-PER" and run:
                run.append(word)
                continue
            if len(" ".join(run).split()) > 1:
                names.append(" ".join(run))
            run = [word] if label == "B-PER" else []
    return names


def pyvi_names(text):
    """pyvi tags words only: runs of proper nouns of two syllables and more."""
    from pyvi import ViPosTagger, ViTokenizer

    names = []
    for p in paragraphs(text):
        run = []
        words, tags = ViPosTagger.postagging(ViTokenizer.tokenize(p))
        for word, tag in [*zip(words, tags), ("", "")]:
            if tag == "Np":
                run.append(word.replace("_", " "))
                continue
            if len(" ".join(run).split()) > 1:
                names.append(" ".join(run))
            run = []
    return names


def run_python(names_of, texts):
    names_of("Ông Nguyễn Văn An phát biểu.")  # loads the model before the clock starts
    start = time.perf_counter()
    found = {key: names_of(text) for key, text in texts.items()}
    return found, time.perf_counter() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--trichluc", required=True, help="the program, built for release")
    ap.add_argument("folders", nargs="+")
    a = ap.parse_args()
    texts, want, size = {}, {}, 0
    for folder in a.folders:
        for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
            key = os.path.splitext(os.path.basename(path))[0]
            with open(path, encoding="utf-8") as f:
                texts[key] = f.read()
            size += os.path.getsize(path)
            want[key] = gold(os.path.splitext(path)[0] + ".json")
    tools = [("trichluc (all fields)", lambda: run_trichluc(a.trichluc, a.folders))]
    for title, module, names_of in (
        ("underthesea NER", "underthesea", underthesea_names),
        ("pyvi, runs of proper nouns", "pyvi", pyvi_names),
    ):
        try:
            __import__(module)
        except ImportError:
            print(f"{title}: not installed, left out", file=sys.stderr)
            continue
        tools.append((title, lambda names_of=names_of: run_python(names_of, texts)))
    names = sum(len(w[0]) for w in want.values())
    print(f"{len(texts)} articles, {size / 1e3:.0f} KB, {names} names\n")
    print("| tool | P | R | F1 | P, lenient | F1, lenient | KB/s, one thread |")
    print("|---|---|---|---|---|---|---|")
    for title, run in tools:
        found, seconds = run()
        strict, lenient = (scores(t) for t in tally(found, want))
        figures = " | ".join(f"{x:.3f}" for x in (*strict, lenient[0], lenient[2]))
        print(f"| {title} | {figures} | {size / seconds / 1e3:,.0f} |")


main()
