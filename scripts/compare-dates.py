#!/usr/bin/env python3
"""Dates, side by side with two readers of PyPI on the same sentences: which forms each reads.

usage: compare-dates.py --trichluc PROGRAM [--cases FOLDER]
The sentences are the forms of `corpus/cases/date-*.toml`: each has one value (`[[say]]`), or is no date (`[[refuse]]`).
Needs, in the interpreter that runs it, `pip install dateparser duckling`, and Java for the latter; a reader that is not
installed or does not start is left out and said so. A form counts as read when the reader finds the value: the same day,
month, quarter, half or both ends of an interval; a year that the form does not say is left aside (the others fill in the
current one). Prints a table in Markdown: a line for each kind of value, and how many sentences without a date give one.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib

REFERENCE = "2017-06-15T12:00:00+00:00"


def kind(value):
    """The kind of a value as the cases write it."""
    value = value.split(" ")[0]
    if "/" in value:
        a, b = value.split("/")
        if re.fullmatch(r"\d{4}", a):
            return "interval of years"
        if re.fullmatch(r"(\d{4}-|--)\d\d", a):
            months = int(b[-2:]) - int(a[-2:]) + 1
            return {3: "quarter", 6: "half"}.get(months, "interval of months")
        return "interval of days"
    if re.fullmatch(r"\d{4}", value):
        return "year"
    if re.fullmatch(r"(\d{4}-|--)\d\d", value):
        return "month"
    return "day without a year" if value.startswith("--") else "day with a year"


def cases(folder):
    """Forms with their values, and forms without a date."""
    say, refuse = [], []
    for path in sorted(glob.glob(os.path.join(folder, "date*.toml"))):
        with open(path, "rb") as f:
            file = tomllib.load(f)
        for case in file.get("say", []):
            say += [(form, case["value"].split(" ")[0]) for form in case["forms"]]
        for case in file.get("refuse", []):
            refuse += case["forms"]
    return say, refuse


def same(value, found):
    """Whether a value is among those found, a year that it does not say left aside."""
    if not value.startswith("--"):
        return value in found
    bare = lambda v: re.sub(r"(^|/)(\d{4}|-)-(?=\d\d)", r"\1", v)
    return bare(value) in {bare(v) for v in found}


def by_trichluc(program, forms):
    """Values that the program finds in each form."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "forms.jsonl"), os.path.join(folder, "out.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for k, form in enumerate(forms):
                f.write(json.dumps({"id": str(k), "text": form}, ensure_ascii=False) + "\n")
        subprocess.run([program, "extract", path, "-o", out], check=True, capture_output=True)
        with open(out, encoding="utf-8") as f:
            records = [json.loads(line) for line in f]
    if len(records) != len(forms):
        sys.exit(f"{len(records)} records for {len(forms)} forms: equal forms in two cases?")
    return [{d["value"] for d in r["dates"]} for r in records]


def by_dateparser(forms):
    """The same by dateparser: it gives days, as precise as the words are."""
    from dateparser.search import search_dates

    found = []
    for form in forms:
        hits = search_dates(form, languages=["vi"], settings={"RETURN_TIME_AS_PERIOD": False}) or []
        values = set()
        for words, when in hits:
            # The words say how precise it is: a reader cannot know more than they hold.
            numbers = len(re.findall(r"\d+", words))
            values |= {when.strftime("%Y-%m-%d")}
            if numbers <= 2:
                values |= {when.strftime("%Y-%m")}
            if numbers <= 1:
                values |= {when.strftime("%Y")}
        found.append(values)
    return found


def by_duckling(forms):
    """The same by duckling, with its grain."""
    from duckling import Duckling

    reader = Duckling()
    # With newer versions of JPype the numbers of Java are no longer what the package expects.
    reader._parse_float = lambda number: float(str(number.toString()))
    reader._parse_int = lambda number: int(str(number.toString()))
    reader._parse_string = lambda text: str(text)
    reader.load(languages=["vi"])
    cut = {"day": 10, "month": 7, "year": 4, "week": 10, "hour": 10, "minute": 10, "second": 10}
    found = []
    for form in forms:
        values = set()
        for hit in reader.parse(form, language="vi$core", dim_filter="time", reference_time=REFERENCE):
            if hit.get("dim") != "time":
                continue
            value = hit["value"]
            if value.get("type") == "interval":
                ends = [value.get(e) or {} for e in ("from", "to")]
                size = cut.get(ends[0].get("grain"), 10)
                values.add("/".join((e.get("value") or "")[:size] for e in ends))
            elif value.get("grain") == "quarter":
                first = int(value["value"][5:7])
                year = value["value"][:4]
                values.add(f"{year}-{first:02}/{year}-{first + 2:02}")
            else:
                values.add(value["value"][: cut.get(value.get("grain"), 10)])
        found.append(values)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trichluc", required=True, help="the program")
    parser.add_argument("--cases", default="corpus/cases", help="folder of the case files")
    args = parser.parse_args()
    say, refuse = cases(args.cases)
    say = list(dict(say).items())
    refuse = list(dict.fromkeys(refuse))
    forms = [form for form, _ in say] + refuse
    readers = [("trichluc", lambda f: by_trichluc(args.trichluc, f)), ("dateparser", by_dateparser), ("duckling", by_duckling)]
    results = []
    for name, read in readers:
        try:
            results.append((name, read(forms)))
        except ImportError as e:
            print(f"{name} left out: {e}", file=sys.stderr)
        except (RuntimeError, TypeError) as e:
            print(f"{name} does not run: {e}", file=sys.stderr)
    kinds = {}
    for k, (_, value) in enumerate(say):
        kinds.setdefault(kind(value), []).append(k)
    print("| value | forms | " + " | ".join(name for name, _ in results) + " |")
    print("|---|---|" + "---|" * len(results))
    for name, places in kinds.items():
        read = [sum(same(say[k][1], found[k]) for k in places) for _, found in results]
        print(f"| {name} | {len(places)} | " + " | ".join(map(str, read)) + " |")
    read = [sum(same(v, found[k]) for k, (_, v) in enumerate(say)) for _, found in results]
    print(f"| all | {len(say)} | " + " | ".join(map(str, read)) + " |")
    wrong = [sum(bool(v) for v in found[len(say):]) for _, found in results]
    print(f"| no date, but one found | {len(refuse)} | " + " | ".join(map(str, wrong)) + " |")


if __name__ == "__main__":
    main()
