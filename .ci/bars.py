"""Extracts the labelled samples, scores them with the independent scorer and holds each figure against its bar.

usage: bars.py PROGRAM SHARED
Also asks `trichluc eval` for the same figures: the two must agree on every one.
"""
import json, os, subprocess, sys, tempfile

PROGRAM, SHARED = sys.argv[1], sys.argv[2]
SETS = {"real": "samples", "genre": "samples/genre", "news": "samples/news"}
# field: bar per set; "field~" is the lenient figure. A missing set has no bar for that field.
BARS = json.load(open(os.path.join(os.path.dirname(__file__), "bars.json"), encoding="utf-8"))

short = []
checked = 0
for name, folder in SETS.items():
    path = os.path.join(SHARED, folder)
    texts = sorted(os.path.join(path, f) for f in os.listdir(path) if f.endswith(".txt"))
    if not texts:
        sys.exit(f"{path}: no samples")
    with tempfile.TemporaryDirectory() as tmp:
        records = os.path.join(tmp, "records.jsonl")
        run = subprocess.run([PROGRAM, "extract", *texts, "-o", records], check=False, capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"extract {path}: exit {run.returncode}\n{run.stderr}")
        run = subprocess.run([sys.executable, os.path.join(SHARED, "score.py"), records, path, "--json"],
                             check=False, capture_output=True, text=True)
        if not run.stdout.strip():
            sys.exit(f"score.py failed: {run.stderr}")
        scores = json.loads(run.stdout.splitlines()[0])
        ours = subprocess.run([PROGRAM, "eval", "--gold", path, "--records", records, "--json"],
                              check=False, capture_output=True, text=True)
        if not ours.stdout.strip():
            sys.exit(f"trichluc eval failed: {ours.stderr}")
        mine = json.loads(ours.stdout)["fields"]
    for field, s in scores.items():
        for a in ("P", "R", "F1", "lenientF1"):
            # Where there are no samples `trichluc eval` says so, and score.py says 0.
            got = mine[field].get(a) or 0.0
            checked += 1
            if abs(got - s[a]) > 0.00006:
                short.append(f"{name} {field} {a}: score.py {s[a]}, trichluc eval {got}")
    print(f"{name}: {len(texts)} articles")
    for field, s in scores.items():
        marks = []
        for key, figure in ((field, s["F1"]), (field + "~", s["lenientF1"])):
            bar = BARS.get(key, {}).get(name)
            if bar is not None and s["gold"]:
                checked += 1
                marks.append(f"bar {bar}" + ("" if figure >= bar else "  SHORT"))
                if figure < bar:
                    short.append(f"{name} {key}: {figure} < {bar}")
        print(f"  {field:20}{s['gold']:>6}{s['P']:>8.3f}{s['R']:>8.3f}{s['F1']:>8.3f}{s['lenientF1']:>9.3f}  {', '.join(marks)}")
print(f"{checked} figures compared")
if short:
    sys.exit("short of:\n  " + "\n  ".join(short))
