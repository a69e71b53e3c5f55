"""Our figures beside those of well-known scorers, and our exports under a published reader.

usage: peers.py BINARY ARTICLES
Needs the packages of requirements.txt. Compared: nervaluate's documented scenarios and its four schemes, seqeval's
strict mode, the reading of Label Studio exports by its own SDK. Exits 1 at the first difference, and says which.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface
from nervaluate.evaluator import Evaluator
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

BINARY, ARTICLES = sys.argv[1:3]
TYPES = ["LOC", "ORG", "PER"]
SCHEMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}

# One sentence for each situation: gold tags, found tags.
SCENARIOS = {
    "I: same words, same type": ("O B-LOC I-LOC O", "O B-LOC I-LOC O"),
    "II: found where gold has nothing": ("O O O O", "O B-ORG I-ORG O"),
    "III: missed": ("O B-LOC I-LOC O", "O O O O"),
    "IV: same words, other type": ("O B-LOC I-LOC O", "O B-ORG I-ORG O"),
    "V: too long, same type": ("O O B-PER I-PER O", "O B-PER I-PER I-PER O"),
    "V: too short, same type": ("O B-PER I-PER I-PER O", "O O B-PER I-PER O"),
    "VI: too long, other type": ("O O B-ORG I-ORG O", "O B-LOC I-LOC I-LOC O"),
    "VI: shifted, other type": ("O B-ORG I-ORG O O", "O O B-LOC I-LOC O"),
}


def conll(path, sentences):
    with open(path, "w", encoding="utf-8") as out:
        for tags in sentences:
            for i, tag in enumerate(tags):
                out.write(f"t{i}\t{tag}\n")
            out.write("\n")


def ours(gold, found):
    """The figures of `labels agree` over the same tags."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = pathlib.Path(folder, "a"), pathlib.Path(folder, "b")
        a.mkdir(), b.mkdir()
        conll(a / "x.conll", gold)
        conll(b / "x.conll", found)
        run = [BINARY, "labels", "agree", str(a), str(b), "--format", "conll", "--json"]
        out = subprocess.run(run, capture_output=True, text=True, check=True)
        return json.loads(out.stdout)["spans"]


def same(what, a, b):
    if abs((a or 0) - (b or 0)) > 5e-5:
        sys.exit(f"{what}: ours {a}, theirs {b}")


def like_nervaluate(what, gold, found, types):
    mine = ours(gold, found)
    theirs = Evaluator(gold, found, tags=TYPES, loader="list").evaluate()
    groups = [("all types", mine["all"], theirs["overall"])]
    if types:
        groups += [(t, mine["by_type"][t], theirs["entities"][t]) for t in mine["by_type"]]
    for group, my, their in groups:
        for scheme, name in SCHEMES.items():
            m, t = my[scheme], their[name]
            for count in ("correct", "incorrect", "partial", "missed", "spurious"):
                same(f"{what}, {group}, {scheme}, {count}", m[count], getattr(t, count))
            for share, theirs_name in (("P", "precision"), ("R", "recall"), ("F1", "f1")):
                same(f"{what}, {group}, {scheme}, {share}", m[share], getattr(t, theirs_name))


def apart(random_, length):
    """Tags of a sentence whose entities, moved by at most one token, can meet one other at most."""
    gold, found = ["O"] * length, ["O"] * length
    at = 2
    while at + 5 < length:
        size = random_.randint(1, 3)
        if random_.random() < 0.8:
            put(gold, at, size, random_.choice(TYPES))
        if random_.random() < 0.8:
            put(found, at + random_.randint(-1, 1), random_.randint(1, 3), random_.choice(TYPES))
        at += 7
    return gold, found


def put(tags, at, size, label):
    tags[at] = "B-" + label
    for i in range(at + 1, min(at + size, len(tags))):
        tags[i] = "I-" + label


def tangled(random_, length):
    """Any valid IOB2 tags."""
    tags, at = ["O"] * length, 0
    while at < length:
        if random_.random() < 0.5:
            size = random_.randint(1, 4)
            put(tags, at, size, random_.choice(TYPES))
            at += size
        else:
            at += 1
    return tags


def like_seqeval(what, gold, found):
    mine = ours(gold, found)
    theirs = classification_report(gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    for t in (t for t in mine["by_type"] if t in theirs):
        m, their = mine["by_type"][t]["strict"], theirs[t]
        for share, name in (("P", "precision"), ("R", "recall"), ("F1", "f1-score")):
            same(f"{what}, {t}, {share}", m[share], their[name])
    m, their = mine["all"]["strict"], theirs["micro avg"]
    for share, name in (("P", "precision"), ("R", "recall"), ("F1", "f1-score")):
        same(f"{what}, micro, {share}", m[share], their[name])


def label_studio():
    with tempfile.TemporaryDirectory() as folder:
        for how in ([], ["--finished"]):
            tasks_path = pathlib.Path(folder, "tasks.json")
            run = [BINARY, "labels", "export", "--format", "label-studio", *how, "-o", str(tasks_path), ARTICLES]
            subprocess.run(run, capture_output=True, check=True)
            config = tasks_path.with_suffix(".config.xml").read_text(encoding="utf-8")
            tasks = json.loads(tasks_path.read_text(encoding="utf-8"))
            interface = LabelInterface(config)
            interface.validate()
            for task in tasks:
                if task["data"].get("text") is None:
                    sys.exit(f"task {task['id']} has no text")
                for given in task.get("predictions", []) + task.get("annotations", []):
                    errors = interface.validate_prediction(given, return_errors=True)
                    if errors:
                        sys.exit(f"Label Studio refuses {task['data']['name']}: {errors[:3]}")
        regions = 0
        for task in tasks:
            text = task["data"]["text"].encode("utf-16-le")
            for r in task["annotations"][0]["result"]:
                if r["type"] == "labels":
                    v = r["value"]
                    regions += 1
                    if text[2 * v["start"] : 2 * v["end"]].decode("utf-16-le") != v["text"]:
                        sys.exit(f"a region of {task['data']['name']} does not hold its words: {v}")
        out = pathlib.Path(folder, "out")
        Converter(config=config, project_dir=folder).convert(str(tasks_path), str(out), "CONLL2003", is_dir=False)
        tagged = (out / "result.conll").read_text(encoding="utf-8")
        if tagged.count(" B-") < 100 or regions < 100:
            sys.exit(f"the converter found {tagged.count(' B-')} of {regions} regions")
        return regions


def main():
    for what, (gold, found) in SCENARIOS.items():
        like_nervaluate(what, [gold.split()], [found.split()], types=True)
    every = [tuple(t.split() for t in pair) for pair in SCENARIOS.values()]
    like_nervaluate("all scenarios", [g for g, _ in every], [f for _, f in every], types=True)
    for seed in range(20):
        random_ = random.Random(seed)
        pairs = [apart(random_, random_.randint(8, 40)) for _ in range(20)]
        like_nervaluate(f"random {seed}", [g for g, _ in pairs], [f for _, f in pairs], types=True)
        lengths = [random_.randint(3, 25) for _ in range(20)]
        gold = [tangled(random_, n) for n in lengths]
        found = [tangled(random_, n) if random_.random() < 0.7 else g for n, g in zip(lengths, gold)]
        like_seqeval(f"random {seed}", gold, found)
    regions = label_studio()
    print(f"as nervaluate: {len(SCENARIOS)} scenarios, 400 random sentences; as seqeval: 400; Label Studio reads {regions} regions")


main()
