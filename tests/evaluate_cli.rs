//! `trichluc eval` as a user meets it: figures, errors, exit codes, bad input.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;

const GOLD: &str = r#"{"id": "b1", "people": [{"name": "Lò Văn Páo", "roles": [{"text": "Bí thư Chi bộ"}]}],
  "dates": [{"value": "2023-12-21", "precision": "day"}],
  "counts": [{"value": 3, "unit": "đảng viên", "measure": "members.admitted"}]}"#;
const TEXT: &str =
    "Chi bộ họp\nNgày 21/12/2023, ông Lò Văn Páo, Bí thư Chi bộ, dự. Chi bộ kết nạp 03 đảng viên.\n";
const RECORD: &str = r#"{"article": {"path": "kho/b1.txt"}, "people": [{"name": "LÒ VĂN PÁO", "roles": [{"text": "Bí thư"}]}],
  "dates": [{"value": "2022-12-21", "precision": "day", "mentions": [{"span": [16, 26], "text": "21/12/2023", "rule": "date.dmy"}]}],
  "counts": [{"value": 3.0, "unit": "Đảng viên", "measure": "members.admitted"}]}"#;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("a file");
    }
    dir
}

fn one_line(json: &str) -> String {
    json.replace('\n', " ")
}

fn eval(dir: &Path, more: &[&str]) -> (i32, String, String) {
    let records = dir.join("r.jsonl");
    let out = Command::cargo_bin("trichluc")
        .expect("the program")
        .args(["eval", "--gold"])
        .arg(dir)
        .arg("--records")
        .arg(records)
        .args(more)
        .output()
        .expect("it runs");
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn figures_and_errors_are_told() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    let (code, out, err) = eval(dir.path(), &["--lang", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("dates · wrong year (1)") && out.contains("b1.txt:2:6: missed: 2023-12-21"),
        "{out}"
    );
    assert!(out.contains("date.dmy"), "{out}");
    assert!(out.contains("boundary"), "{out}");
    assert!(out.contains("no samples"), "{out}");
    let (_, json, _) = eval(dir.path(), &["--json"]);
    let v: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(v["fields"]["people"]["F1"], 1.0);
    assert_eq!(v["fields"]["roles"]["F1"], 0.0);
    assert_eq!(v["fields"]["roles"]["lenientF1"], 1.0);
    assert!(v["fields"]["ratings"]["F1"].is_null());
}

#[test]
fn a_floor_that_is_not_reached_fails_with_the_reason() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    assert_eq!(eval(dir.path(), &["--min", "people=0.95"]).0, 0);
    let (code, _, err) = eval(dir.path(), &["--min", "dates=0.95"]);
    assert_eq!(code, 1);
    assert!(err.contains("dates") && err.contains("0.95"), "{err}");
    // A field without samples cannot reach a floor.
    assert_eq!(eval(dir.path(), &["--min", "ratings=0.5"]).0, 1);
    assert_eq!(eval(dir.path(), &["--min", "no.such=0.5"]).0, 2);
    assert_eq!(eval(dir.path(), &["--min", "people=1.5"]).0, 2);
}

#[test]
fn bad_input_is_named_and_fails() {
    let broken = "{\"id\": \"b2\",\n \"people\": 5}";
    let dir = folder(&[
        ("b1.json", GOLD),
        ("b2.json", broken),
        ("b3.json", r#"{"id": "b3"}"#),
        ("b4.txt", "Không có nhãn."),
        ("r.jsonl", &format!("{}\nnot json\n{{\"article\": {{\"path\": \"lạ.txt\"}}}}\n", one_line(RECORD))),
    ]);
    let (code, out, err) = eval(dir.path(), &[]);
    assert_eq!(code, 1);
    assert!(out.contains("people"), "the rest goes on: {out}");
    for part in ["b2.json", ":2:", "b3.json", "b4.txt", "r.jsonl:2", "lạ", "b1.json: nhãn không có văn bản"]
    {
        assert!(err.contains(part), "{part} is not named in:\n{err}");
    }
    let empty = folder(&[("r.jsonl", "")]);
    let (code, out, err) = eval(empty.path(), &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("ở đây không có nhãn (.json)"), "{err}");
    assert_eq!(eval(Path::new("/no/such/folder"), &[]).0, 1);
}

fn run(args: &[&std::ffi::OsStr]) -> (i32, String, String) {
    let out = Command::cargo_bin("trichluc").expect("the program").args(args).output().expect("it runs");
    (
        out.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn a_result_is_saved_in_every_form() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", &one_line(RECORD))]);
    let at = |name: &str| dir.path().join(name).display().to_string();
    let (code, _, err) = eval(
        dir.path(),
        &["-o", &at("out.jsonl"), "-o", &at("out.html"), "--write-baseline", &at("floor.txt")],
    );
    assert_eq!(code, 0, "{err}");
    let errors = std::fs::read_to_string(at("out.jsonl")).expect("errors");
    let first: serde_json::Value =
        serde_json::from_str(errors.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["article"], &first["field"]), (&"b1".into(), &"dates".into()));
    assert_eq!(first["found"]["place"]["text"], "21/12/2023");
    let page = std::fs::read_to_string(at("out.html")).expect("the page");
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("src="), "loads nothing");
    assert!(page.contains("<mark") && page.contains("Lò Văn Páo"));
    assert_eq!(eval(dir.path(), &["-o", &at("out.doc")]).0, 2);
    assert_eq!(eval(dir.path(), &["--baseline", &at("floor.txt")]).0, 0);
    let raised = r#"{"fields": {"roles": {"F1": 0.5}, "people": {"F1": 0.5}}}"#;
    std::fs::write(at("floor.txt"), raised).expect("a file");
    let (code, _, err) = eval(dir.path(), &["--baseline", &at("floor.txt"), "--lang", "en"]);
    assert_eq!(code, 1);
    assert!(err.contains("roles: lost -0.5000") && err.contains("people: gained +0.5000"), "{err}");
    // A loss within the slack is told and lets the build pass; a floor that is written anew keeps its slack.
    let slack = r#"{"slack": 0.5, "fields": {"roles": {"F1": 0.5}}}"#;
    std::fs::write(at("floor.txt"), slack).expect("a file");
    let (code, _, err) = eval(dir.path(), &["--baseline", &at("floor.txt"), "--lang", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("roles: lost -0.5000") && err.contains("0 lost more than the slack"), "{err}");
    assert_eq!(eval(dir.path(), &["--write-baseline", &at("floor.txt")]).0, 0);
    assert!(std::fs::read_to_string(at("floor.txt")).expect("the floor").contains("\"slack\": 0.5"));
    std::fs::write(at("floor.txt"), "{}").expect("a file");
    assert_eq!(eval(dir.path(), &["--baseline", &at("floor.txt")]).0, 1);
}

#[test]
fn words_of_an_article_cannot_become_part_of_the_page() {
    let gold = r#"{"id": "b1", "people": [{"name": "<script>alert(1)</script>"}]}"#;
    let record = r#"{"article": {"path": "b1.txt"}, "people": []}"#;
    let text = "Ông <script>alert(1)</script> \"dự\" & họp.\n";
    let dir = folder(&[("b1.json", gold), ("b1.txt", text), ("r.jsonl", record)]);
    let page = dir.path().join("p.html");
    assert_eq!(eval(dir.path(), &["-o", &page.display().to_string()]).0, 0);
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn two_results_are_told_apart() {
    let better = RECORD.replace("2022-12-21", "2023-12-21").replace("LÒ VĂN PÁO", "Lò Páo");
    let dir = folder(&[
        ("b1.json", GOLD),
        ("b1.txt", TEXT),
        ("r.jsonl", &one_line(RECORD)),
        ("b.jsonl", &one_line(&better)),
    ]);
    let (a, b) = (dir.path().join("a.json"), dir.path().join("b.json.json"));
    assert_eq!(eval(dir.path(), &["-o", &a.display().to_string()]).0, 0);
    std::fs::rename(dir.path().join("b.jsonl"), dir.path().join("r.jsonl")).expect("a file");
    // The results lie beside gold, and are no gold.
    assert_eq!(eval(dir.path(), &["-o", &b.display().to_string()]).0, 0);
    let (code, out, err) = run(&[
        "eval".as_ref(),
        "diff".as_ref(),
        a.as_os_str(),
        b.as_os_str(),
        "--lang".as_ref(),
        "en".as_ref(),
    ]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("+ newly fixed  dates · missed: 2023-12-21"), "{out}");
    assert!(out.contains("- newly broken  people · missed: Lò Văn Páo"), "{out}");
    let (code, _, err) =
        run(&["eval".as_ref(), "diff".as_ref(), a.as_os_str(), dir.path().join("b1.json").as_os_str()]);
    assert_eq!(code, 1);
    assert!(err.contains("không phải kết quả của `trichluc eval`"), "{err}");
}

#[test]
fn definitions_are_printed() {
    let (code, out, _) = run(&["eval".as_ref(), "--explain".as_ref()]);
    assert_eq!(code, 0);
    assert!(out.contains("SemEval-2013") && out.contains("meeting.kind"));
    let (code, english, _) = run(&["eval".as_ref(), "--explain".as_ref(), "--lang".as_ref(), "en".as_ref()]);
    assert_eq!(code, 0);
    assert!(english.contains("SemEval-2013") && english != out);
}

#[test]
fn a_miss_is_shown_with_what_the_lists_found_there() {
    let none = r#"{"article": {"path": "b1.txt"}}"#;
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT), ("r.jsonl", none)]);
    let page = dir.path().join("p.html");
    let (_, out, err) = eval(dir.path(), &["--lang", "en", "-o", &page.display().to_string()]);
    let there = out.lines().find(|l| l.contains("found around it") && l.contains("“Lò” Surname"));
    assert!(there.is_some_and(|l| l.contains("“ông” Address") && !l.contains("Counted")), "{out}\n{err}");
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.contains("“Lò” Surname"), "{page}");
}

/// Every kind of bad input has its line; whether it fails, the table says.
#[test]
fn each_kind_of_bad_input_has_its_line_and_exit_code() {
    let spans = |spans: &[(usize, usize, &str)]| {
        let people: Vec<String> = spans
            .iter()
            .map(|(a, b, t)| {
                format!(r#"{{"name": "{t}", "mentions": [{{"span": [{a}, {b}], "text": "{t}"}}]}}"#)
            })
            .collect();
        format!(r#"{{"id": "b1", "people": [{}]}}"#, people.join(", "))
    };
    let text = "😀 Ông Lò Văn Páo và ông Mai Thế Khải dự.\n";
    let record = r#"{"article": {"path": "b1.txt"}, "people": []}"#;
    let ok = spans(&[(6, 16, "Lò Văn Páo")]);
    let beyond = spans(&[(6, 16, "Lò Văn Páo"), (90, 95, "Khải")]);
    let same = spans(&[(6, 16, "Lò Văn Páo"), (6, 16, "Văn Páo")]);
    let mixed = spans(&[(6, 16, "Lò Văn Páo"), (25, 37, "Mai Thế Khải")]);
    let stranger = ok.replacen("\"id\"", "\"poeple\": [], \"id\"", 1);
    let kind = ok.replacen("\"id\"", "\"meeting\": {\"kind\": \"party\"}, \"id\"", 1);
    let unknown = format!("{record}\n{{\"article\": {{\"path\": \"la.txt\"}}}}\n");
    for (gold, article, records, code, line) in [
        (ok.as_str(), Some(text), record, 0, ""),
        (&ok, None, record, 0, "b1.json: nhãn không có văn bản bên cạnh"),
        (&beyond, Some(text), record, 1, "b1.json: people: vị trí [90, 95] nằm ngoài văn bản (41 ký tự)"),
        (&same, Some(text), record, 1, "ở [6, 16] là “Lò Văn Páo”, nhãn ghi “Văn Páo”"),
        (&mixed, Some(text), record, 1, "vị trí một phần theo code-points"),
        (&stranger, Some(text), record, 1, "b1.json: bản ghi: trường lạ `poeple`"),
        (&kind, Some(text), record, 1, "b1.json: meeting.kind: giá trị lạ `party`"),
        (&ok, Some(text), unknown.as_str(), 0, "1 bản ghi không có nhãn, không được chấm: la"),
        (&ok, Some(text), "", 1, "b1.json: không có bản ghi của bài này"),
    ] {
        let mut files = vec![("b1.json", gold), ("r.jsonl", records)];
        files.extend(article.map(|text| ("b1.txt", text)));
        let (got, out, err) = eval(folder(&files).path(), &["--errors", "none"]);
        assert_eq!(got, code, "{line}:\n{err}");
        assert!(err.contains(line) && (line.is_empty() == err.is_empty()), "{line} is not told in:\n{err}");
        // A score after a failure says that it is not the whole score.
        assert_eq!(out.contains("đầu vào có lỗi"), code == 1, "{line}:\n{out}");
    }
    // Gold without its text cannot be extracted.
    let dir = folder(&[("b1.json", &ok)]);
    let (code, _, err) = run(&["eval".as_ref(), "--gold".as_ref(), dir.path().as_os_str()]);
    assert_eq!(code, 1);
    assert!(err.contains("không có văn bản") && err.contains("mọi sự kiện bị tính là sót"), "{err}");
    // A text without gold.
    let dir = folder(&[("b1.json", &ok), ("b1.txt", text), ("b2.txt", text), ("r.jsonl", record)]);
    let (code, _, err) = eval(dir.path(), &["--errors", "none"]);
    assert_eq!(code, 0);
    assert!(err.contains("b2.txt: văn bản chưa có nhãn, không được chấm"), "{err}");
    // A folder without gold.
    let (code, out, err) = eval(folder(&[("b1.txt", text), ("r.jsonl", record)]).path(), &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("ở đây không có nhãn (.json)"), "{err}");
}

#[test]
fn order_of_folders_articles_and_records_changes_nothing() {
    let other = GOLD.replace("b1", "b2").replace("2023-12-21", "2023-12-20");
    let (one, two) =
        (folder(&[("b1.json", GOLD), ("b1.txt", TEXT)]), folder(&[("b2.json", &other), ("b2.txt", TEXT)]));
    let there = one_line(RECORD);
    let back = there.replace("b1.txt", "b2.txt");
    let mut results = Vec::new();
    for (folders, records) in
        [([&one, &two], format!("{there}\n{back}\n")), ([&two, &one], format!("{back}\n{there}\n"))]
    {
        let dir = folder(&[("r.jsonl", &records)]);
        let records = dir.path().join("r.jsonl");
        let mut args: Vec<&std::ffi::OsStr> = vec!["eval".as_ref(), "--json".as_ref(), "--records".as_ref()];
        args.push(records.as_os_str());
        for f in folders {
            args.extend(["--gold".as_ref(), f.path().as_os_str()]);
        }
        let (code, out, err) = run(&args);
        assert_eq!(code, 0, "{err}");
        let mut result: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        (result["gold"], result["scored"]) = (serde_json::Value::Null, serde_json::Value::Null);
        results.push(result);
    }
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0]["article_count"], 2);
}

#[test]
fn rules_and_list_entries_are_on_trial() {
    let dir = folder(&[("b1.json", GOLD), ("b1.txt", TEXT)]);
    let gold = dir.path().as_os_str();
    let args =
        ["eval".as_ref(), "--gold".as_ref(), gold, "--rules".as_ref(), "--lang".as_ref(), "en".as_ref()];
    let (code, out, err) = run(&args);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("never fired: ") && out.contains("dates · date.day"), "{out}");
    let table = dir.path().join("trial.csv");
    let (code, _, err) = run(&[&args[..], &["-o".as_ref(), table.as_os_str()]].concat());
    assert_eq!(code, 0, "{err}");
    let table = std::fs::read_to_string(table).expect("the table");
    assert!(table.contains("rule,dates,date.day,,1,1,1\n"), "{table}");
    assert!(table.contains("rule,date,date.quarter,,0,0,\n"), "a rule that never fired");
    assert!(table.lines().any(|l| l.starts_with("entry,PartyBody,chi bộ,") && l.ends_with(",1")), "an entry");
    assert!(
        table.lines().any(|l| l.starts_with("entry,PartyBody,") && l.ends_with(",0,0,0,")),
        "a silent entry"
    );
    let (_, json, _) = run(&[&args[..], &["--json".as_ref()]].concat());
    let v: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(v["trial"]["rules"]["dates"]["date.day"], serde_json::json!({"fired": 1, "correct": 1}));
    let bodies = &v["trial"]["entries"]["PartyBody"]["chi bộ"];
    assert!(bodies["seen"].as_u64() >= Some(2) && bodies["fired"].as_u64() >= Some(1), "{bodies}");
}

#[test]
fn facts_are_drawn_judged_and_counted() {
    let dir = folder(&[
        ("a.txt", TEXT),
        ("b.txt", &TEXT.replace("Páo", "Pâu")),
        ("c.txt", &TEXT.replace("03", "05")),
    ]);
    let at = |name: &str| dir.path().join(name);
    let draw = |paths: [&str; 3], out: &str| {
        let paths = paths.map(at);
        let out = at(out);
        let mut args: Vec<&std::ffi::OsStr> =
            ["eval", "--seed", "7", "--sample", "people", "2", "--sample", "dates", "1", "-o"]
                .iter()
                .map(std::ffi::OsStr::new)
                .collect();
        args.push(out.as_os_str());
        args.extend(paths.iter().map(|p| p.as_os_str()));
        let (code, _, err) = run(&args);
        assert_eq!(code, 0, "{err}");
        assert!(err.contains("people: 2 / 3"), "{err}");
        std::fs::read_to_string(out).expect("the sheet")
    };
    let sheet = draw(["a.txt", "b.txt", "c.txt"], "s.jsonl");
    assert_eq!(sheet, draw(["c.txt", "b.txt", "a.txt"], "t.jsonl"), "the order of articles decides nothing");
    assert_eq!(sheet.lines().count(), 3);
    let csv = draw(["a.txt", "b.txt", "c.txt"], "s.csv");
    let judge =
        |name: &str| run(&["eval".as_ref(), "judge".as_ref(), at(name).as_os_str(), "--json".as_ref()]);
    let (code, _, err) = judge("s.csv");
    assert_eq!(code, 1);
    assert!(err.contains("nothing is judged yet"), "{err}");
    // A person writes into the column, as a spreadsheet would.
    let mut judged = csv.lines().map(str::to_owned).collect::<Vec<_>>();
    for (line, verdict) in judged.iter_mut().skip(1).zip(["đúng", "sai", "?"]) {
        *line = format!("{}{verdict},", line.strip_suffix(',').expect("an empty note"));
    }
    std::fs::write(at("s.csv"), judged.join("\r\n")).expect("a file");
    let (code, out, err) = judge("s.csv");
    assert_eq!(code, 0, "{err}");
    let v: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let sum = |key: &str| {
        v["fields"].as_object().expect("fields").values().filter_map(|f| f[key].as_u64()).sum::<u64>()
    };
    assert_eq!((sum("right"), sum("wrong"), sum("open"), sum("unjudged")), (1, 1, 1, 0), "{v}");
    // The interval of one right among one and of one wrong among one is Wilson's.
    assert!(out.contains("0.2065") || out.contains("0.7935"), "{out}");
    std::fs::write(at("s.csv"), judged.join("\r\n").replace("sai", "chắc")).expect("a file");
    let (code, _, err) = judge("s.csv");
    assert_eq!(code, 1);
    assert!(err.contains("s.csv:3") && err.contains("chắc"), "{err}");
    let gone = at("none.txt");
    for wrong in [["people", "many"], ["poeple", "2"]] {
        let args = ["eval", "--sample", wrong[0], wrong[1]].map(std::ffi::OsStr::new);
        assert_eq!(run(&[&args[..], &[gone.as_os_str()]].concat()).0, 2);
    }
}
