//! `trichluc labels` as a user meets it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;

fn run(args: &[&str]) -> (i32, String, String) {
    let out = Command::cargo_bin("trichluc").expect("the program").args(args).output().expect("it runs");
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

fn put(folder: &Path, name: &str, content: &str) -> String {
    std::fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a file");
    path.display().to_string()
}

const TEXT: &str =
    "Chi bộ 3 họp\nNgày 21/12/2023, đồng chí Lò Văn Páo, Bí thư Chi bộ, dự. 😀 Chi bộ có 16 đảng viên.\n";

#[test]
fn suggestions_go_out_are_corrected_and_come_back_as_gold() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).display().to_string();
    put(&dir.path().join("bai"), "b1.txt", TEXT);
    for (format, out) in [
        ("brat", "brat"),
        ("webanno", "tsv"),
        ("records", "gold"),
        ("label-studio", "ls.json"),
        ("doccano", "d.jsonl"),
    ] {
        let (code, _, err) = run(&["labels", "export", "--format", format, "-o", &at(out), &at("bai")]);
        assert_eq!(code, 0, "{format}: {err}");
    }
    // The annotator adds a person that nothing suggested, with nothing but words.
    let ann = std::fs::read_to_string(at("brat/b1.ann")).expect("the file");
    assert!(ann.contains("person"), "{ann}");
    put(&dir.path().join("brat"), "b1.ann", &format!("{ann}T99\tcell 0 8\tChi bộ 3\n"));
    let (code, _, err) = run(&["labels", "import", "--format", "brat", &at("brat"), "-o", &at("nhap")]);
    assert!(code == 0 || err.contains("second one"), "{err}");
    let gold = std::fs::read_to_string(at("nhap/b1.json")).expect("gold");
    assert!(gold.contains("Lò Văn Páo") && gold.contains("2023-12-21"), "{gold}");
    assert_eq!(std::fs::read_to_string(at("nhap/b1.txt")).expect("the text"), TEXT);
    // What came back scores our own extraction as right, spans included.
    let (code, out, err) =
        run(&["eval", "--gold", &at("nhap"), "--errors", "none", "--lang", "en", "--min", "people=1"]);
    assert_eq!(code, 0, "{err}\n{out}");
    assert!(out.contains("SemEval-2013"), "{out}");
    for (format, path) in
        [("label-studio", "ls.json"), ("doccano", "d.jsonl"), ("webanno", "tsv"), ("records", "gold")]
    {
        let to = at(&format!("nhap-{format}"));
        let (code, _, err) = run(&["labels", "import", "--format", format, &at(path), "-o", &to]);
        assert_eq!(code, 0, "{format}: {err}");
        let (code, out, err) = run(&["labels", "agree", &at("gold"), &to, "--json"]);
        assert_eq!(code, 0, "{format}: {err}");
        let agreement: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(agreement["fields"]["people"]["F1"], 1.0, "{format}");
        assert_eq!(agreement["spans"]["all"]["strict"]["F1"], 1.0, "{format}");
    }
}

#[test]
fn agreement_is_told_by_value_and_by_choice() {
    let dir = tempfile::tempdir().expect("a folder");
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let gold = |role: &str, other: &str| {
        format!(
            r#"{{"id": "x", "meeting": {{"kind": "regular"}}, "people": [{{"name": "Lò Văn Páo"}}, {{"name": "{other}"}}],
            "dates": [{{"value": "2023-12-21", "precision": "day", "role": "{role}"}}, {{"value": "2023-12-22", "precision": "day", "role": "other"}}]}}"#
        )
    };
    put(&a, "x.json", &gold("meeting", "Mai Thế Khải"));
    put(&b, "x.json", &gold("issued", "Mai Thế Khả"));
    put(&a, "y.json", r#"{"id": "y"}"#);
    let (code, out, err) =
        run(&["labels", "agree", &a.display().to_string(), &b.display().to_string(), "--lang", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("articles labelled by both: 1"), "{out}");
    assert!(out.lines().any(|l| l.starts_with("people") && l.ends_with("0.500")), "{out}");
    assert!(out.contains("not defined") && out.contains("dates.role"), "{out}");
    assert!(err.contains("y: chỉ có ở đây"), "{err}");
}

#[test]
fn a_gold_folder_is_checked() {
    let dir = tempfile::tempdir().expect("a folder");
    let good = r#"{"id": "a", "people": [{"name": "Lò Văn Páo", "roles": [{"text": "Bí thư Chi bộ"}],
        "mentions": [{"span": [39, 49], "text": "Lò Văn Páo"}]}], "dates": [{"value": "2023-12-21", "precision": "day"}]}"#;
    put(dir.path(), "a.json", good);
    put(dir.path(), "a.txt", TEXT);
    let folder = dir.path().display().to_string();
    let (code, out, err) = run(&["labels", "check", &folder]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 articles, 0 broken, 0 odd"), "{out}\n{err}");
    let bad = r#"{"id": "b", "poeple": [], "dates": [{"value": "2023-02-31", "precision": "dya"}],
        "people": [{"name": "Người Vắng Mặt", "mentions": [{"span": [9999, 10005], "text": "Người"}]},
                   {"name": "Lò Văn Páo", "mentions": [{"span": [3, 13], "text": "Lò Văn Páo"}]}],
        "counts": [{"value": 16, "unit": "đảng viên", "measure": "members.totl"}, {"value": 1, "unit": "x"}, {"value": 1.0, "unit": "X"}],
        "ambiguous": {"poeple": ["A"], "people": ["lò văn páo"]}, "bylines": ["Lò Văn Páo"]}"#;
    put(dir.path(), "b.json", bad);
    put(dir.path(), "b.txt", TEXT);
    put(dir.path(), "c.json", r#"{"id": "c"}"#);
    put(dir.path(), "d.txt", TEXT);
    put(dir.path(), "e.json", "{");
    let (code, _, err) = run(&["labels", "check", &folder]);
    assert_eq!(code, 1);
    for told in [
        "b.json: bản ghi: trường lạ `poeple`",
        "giá trị lạ `dya`",
        "2023-02-31",
        "members.totl",
        "không có trường `poeple`",
        "[9999, 10005] nằm ngoài văn bản",
        "ở [3, 13] là",
        "không thấy “Người Vắng Mặt”",
        "vừa là người trong bài vừa là tác giả",
        "vừa bị bỏ ngỏ",
        "counts: 1 sự kiện được ghi hai lần",
        "c.json: nhãn không có văn bản",
        "d.txt: văn bản chưa có nhãn",
        "e.json",
    ] {
        assert!(err.contains(told), "{told} is not told in:\n{err}");
    }
}

#[test]
fn wrong_usage_and_bad_files_are_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).display().to_string();
    assert_eq!(run(&["labels", "import", "--format", "word", "x", "-o", "y"]).0, 2);
    assert_eq!(run(&["labels", "import", "--format", "brat", "--offsets", "lines", "x", "-o", "y"]).0, 2);
    let (code, _, err) = run(&["labels", "import", "--format", "brat", &at("none"), "-o", &at("out")]);
    assert_eq!(code, 1);
    assert!(err.contains("không có tệp hay thư mục này"), "{err}");
    std::fs::create_dir(at("empty")).expect("a folder");
    let (code, _, err) = run(&["labels", "import", "--format", "brat", &at("empty"), "-o", &at("out")]);
    assert_eq!(code, 1);
    assert!(err.contains("ở đây không có tệp brat"), "{err}");
    put(&dir.path().join("lone"), "x.ann", "T1\tperson 0 3\tPáo\n");
    put(&dir.path().join("lone"), "y.ann", "T1\tperson 0 3\tPáo\nlỗi\n");
    put(&dir.path().join("lone"), "y.txt", "Páo");
    let (code, _, err) = run(&["labels", "import", "--format", "brat", &at("lone"), "-o", &at("out")]);
    assert_eq!(code, 1);
    assert!(err.contains("x.ann") && err.contains("y.ann:2"), "{err}");
}
