#!/usr/bin/env python3
"""Draws facts at random out of records, each with its sentence, to be judged by reading.

usage: draw-facts.py RECORDS.jsonl FIELD [--seed S] [--size N]
FIELD is `dates`, `directives` (the numbered ones), `meeting` or `cell`. The facts are taken in the order of the paths of their
articles, so the same records and seed give the same draw. Prints a line for each: article, value, and the words around its
first mention, the mention in ⟦⟧. The articles are read again from the paths in the records. The draws of docs/accuracy.md are
made with it; sheets to fill in are drawn by `trichluc eval --sample`.
"""
import argparse
import json
import random
import sys


def facts(record, field):
    """Facts of one record: (value, first mention)."""
    if field in ("meeting", "cell"):
        fact = record.get(field)
        if not fact:
            return []
        value = fact["name"] if field == "cell" else f"{fact['kind']} {fact.get('date')}"
        return [(value, fact["mentions"][0])]
    out = []
    for fact in record[field]:
        if field == "dates":
            out.append((f"{fact['value']} {fact['role']}", fact["mentions"][0]))
        elif fact.get("number"):
            parts = [fact.get(k) for k in ("number", "type", "issuer", "date")]
            out.append((" | ".join(str(p) for p in parts), fact["mentions"][0]))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("field", choices=["dates", "directives", "meeting", "cell"])
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--size", type=int, default=200)
    args = parser.parse_args()
    with open(args.records, encoding="utf-8") as f:
        records = sorted(map(json.loads, f), key=lambda r: r["article"]["path"])
    pool = [(r["article"]["path"], *fact) for r in records for fact in facts(r, args.field)]
    print(f"{len(pool)} facts", file=sys.stderr)
    random.seed(args.seed)
    for path, value, mention in random.sample(pool, min(args.size, len(pool))):
        with open(path, encoding="utf-8") as f:
            text = f.read()
        start, end = mention["span"]
        words = f"{text[max(0, start - 130):start]}⟦{text[start:end]}⟧{text[end:end + 90]}"
        print(path, value, words.replace("\n", " ¶ "), sep="\t")


if __name__ == "__main__":
    main()
