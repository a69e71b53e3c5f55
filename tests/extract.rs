//! `trichluc extract` as its users see it: what comes out, what is said, how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "formats/program.rs"]
mod program;
#[path = "formats/write.rs"]
#[expect(dead_code, reason = "not every format is needed here")]
mod write;

use std::fs;
use std::process::{Command, Stdio};

use program::{ARTICLE, corpus, extract, lines, many, said, trichluc};
use serde_json::Value;

#[test]
fn every_bad_input_is_one_line_and_the_rest_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join("in").join(name);
    fs::create_dir_all(at("rong")).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(at(name), bytes).unwrap();
    put("a.txt", ARTICLE.as_bytes());
    put("b-empty.txt", b"");
    put("b-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    put("b-zeros.txt", b"abc\0\0\0\x01\x02");
    // Cut in the middle of a member, with and without compression; behind the last member; and rotten there.
    let long: String = (0..5000).map(|k| format!("Tổ {k} họp ngày {}/5/2023.\n", k % 28 + 1)).collect();
    let tar = write::tar(&[("x.txt", long.as_bytes()), ("y.txt", b"lost")]);
    let gz = write::gzip(&tar);
    put("c-cut.tar", &tar[..tar.len() / 2]);
    put("c-cut.tar.gz", &gz[..gz.len() / 2]);
    let mut gz = write::gzip(&write::tar(&[("x.txt", ARTICLE.replace("18/5", "21/5").as_bytes())]));
    put("c-end.tar.gz", &gz[..gz.len() - 3]);
    let check = gz.len() - 8;
    gz[check] ^= 1;
    put("c-rot.tar.gz", &gz);
    let mut locked = write::zip(&[("x.txt", ARTICLE.as_bytes())]);
    set_encrypted(&mut locked);
    put("c-locked.zip", &locked);
    put("d-corrupt.docx", b"PK\x03\x04 but no more of it");
    put("d-corrupt.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj");
    put("e-deep.html", "<div>".repeat(100_000).as_bytes());
    put("e-large.html", &b"<p>Chi b\xE1\xBB\x99</p>".repeat(50 << 16));
    put(
        "f-lines.jsonl",
        format!("{{\"text\": {}}}\n{{\"text\": \n", serde_json::json!(ARTICLE.replace("18/5", "19/5")))
            .as_bytes(),
    );
    put("f-table.csv", "a,b\n1,2\n".repeat(100).as_bytes());
    put("g-bomb.zip", &write::zip(&[("x.txt", vec![b' '; 80 << 20].as_slice())]));
    put("g-escape.tar", &write::tar(&[("../../etc/x.txt", ARTICLE.replace("18/5", "20/5").as_bytes())]));
    put("h-none.zip", &write::zip(&[("x.jpg", b"\xFF\xD8\xFF")]));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at(""), at("rong/loop")).unwrap();
        assert!(Command::new("mkfifo").arg(at("i-pipe.txt")).status().unwrap().success());
    }
    let output = extract(&["in", "nowhere", "-o", "out.jsonl", "--errors", "err.jsonl"], dir.path());
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));

    let records = lines(&fs::read(dir.path().join("out.jsonl")).unwrap());
    let paths: Vec<&str> = records.iter().map(|r| r["article"]["path"].as_str().unwrap()).collect();
    // A member that was whole before the archive ended is read; a path that leads out of it leads nowhere.
    assert_eq!(
        paths,
        ["in/a.txt", "in/c-end.tar.gz!x.txt", "in/f-lines.jsonl!1", "in/g-escape.tar!../../etc/x.txt"]
    );

    let errors = lines(&fs::read(dir.path().join("err.jsonl")).unwrap());
    let mut told: Vec<String> = errors
        .iter()
        .map(|e| format!("{}: {}", e["path"].as_str().unwrap(), e["reason"].as_str().unwrap()))
        .collect();
    told.sort();
    let expected = [
        ("in/b-empty.txt", "the file is empty"),
        ("in/b-picture.txt", "a picture, not a text"),
        ("in/b-zeros.txt", "no text"),
        ("in/c-cut.tar!x.txt", "ends in the middle"),
        ("in/c-cut.tar.gz!x.txt", "ends in the middle"),
        ("in/c-end.tar.gz", "ends in the middle"),
        ("in/c-locked.zip!x.txt", "is encrypted"),
        ("in/c-rot.tar.gz", "is damaged"),
        ("in/d-corrupt.docx", "the document is damaged"),
        ("in/d-corrupt.pdf", "the PDF is damaged"),
        ("in/e-deep.html", "100000 elements inside one another"),
        ("in/e-large.html", "more than one article may have"),
        ("in/f-lines.jsonl", "the line is no JSON object"),
        ("in/f-table.csv", "no column that looks like a text; there are: a, b"),
        ("in/g-bomb.zip!x.txt", "more than one article may have"),
        ("in/h-none.zip", "the archive holds no article"),
        #[cfg(unix)]
        ("in/i-pipe.txt", "neither a file nor a folder"),
        #[cfg(unix)]
        ("in/rong/loop", "a link that leads back"),
        ("nowhere", "no such file or folder"),
    ];
    for (told, (path, reason)) in told.iter().zip(expected) {
        assert!(
            told.starts_with(&format!("{path}: ")) && told.contains(reason),
            "{told} where {path}: {reason}"
        );
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for error in &errors {
        assert!(error["remedy"].is_string(), "{error}");
        assert!(said(&output).contains(error["reason"].as_str().unwrap()), "{error}");
    }
    let line = errors.iter().find(|e| e["path"] == "in/f-lines.jsonl").unwrap();
    assert_eq!(line["line"], 2);
    assert!(!dir.path().join("etc").exists());
}

/// Sets the bit that says that a member of a zip archive is encrypted.
fn set_encrypted(zip: &mut [u8]) {
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = zip.windows(4).position(|w| w == magic).unwrap();
        zip[at + flags] |= 1;
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let rights = |name: &str, mode: u32| {
        fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::write(at("a.txt"), ARTICLE).unwrap();
    fs::write(at("b.txt"), ARTICLE.replace("18/5", "19/5")).unwrap();
    rights("b.txt", 0o0);
    let mut command = trichluc();
    // The superuser reads everything: there, nobody runs a copy of the program.
    if fs::metadata(dir.path()).unwrap().uid() == 0 {
        fs::copy(env!("CARGO_BIN_EXE_trichluc"), at("program")).unwrap();
        rights("program", 0o755);
        rights("", 0o755);
        command = Command::new(at("program"));
        command.uid(65534).gid(65534);
    }
    let output =
        command.args(["extract", "a.txt", "b.txt", "--lang", "en"]).current_dir(dir.path()).output().unwrap();
    assert_eq!((output.status.code(), lines(&output.stdout).len()), (Some(1), 1), "{}", said(&output));
    assert!(
        said(&output).contains("b.txt: no permission; check the rights of the file"),
        "{}",
        said(&output)
    );
}

#[test]
fn wrong_usage_is_2_and_a_good_run_0() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), ARTICLE).unwrap();
    for wrong in [
        &[][..],
        &["a.txt", "--jobs", "0"],
        &["a.txt", "--resume"],
        &["a.txt", "-o", "a.txt"],
        &["a.txt", "-o", "x", "--errors", "x"],
        &["-", "a.txt"],
        &["a.txt", "--columns", "text"],
        &["a.txt", "--encoding", "ebcdic"],
    ] {
        let output = extract(wrong, dir.path());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", said(&output));
    }
    assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), ARTICLE);
    let output = extract(&["a.txt"], dir.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(lines(&output.stdout).len(), 1);
}

#[test]
fn threads_and_order_of_paths_change_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    many(dir.path(), 3);
    let one = extract(&["--jobs", "1", "000", "001", "002"], dir.path());
    assert_eq!(one.status.code(), Some(0), "{}", said(&one));
    assert!(lines(&one.stdout).len() > 100);
    for arguments in [["--jobs", "8", "000", "001", "002"], ["--jobs", "3", "002", "000", "001"]] {
        assert!(extract(&arguments, dir.path()).stdout == one.stdout, "{arguments:?}");
    }
    let file = extract(&["--jobs", "2", "000", "001", "002", "-o", "out.jsonl"], dir.path());
    assert_eq!(file.status.code(), Some(0));
    assert!(fs::read(dir.path().join("out.jsonl")).unwrap() == one.stdout);
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "something was left behind: {names:?}");
}

#[test]
fn a_text_under_two_paths_is_recorded_once_and_a_repost_is_linked() {
    let dir = tempfile::tempdir().unwrap();
    let article = fs::read_to_string(corpus().join("genre/A01.txt")).unwrap();
    let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    put("a.txt", &article);
    put("b.txt", &format!("\u{FEFF}{article}"));
    put("c.txt", &format!("(Theo Báo Nhân Dân)\n\n{article}"));
    put("d.txt", ARTICLE);
    fs::write(dir.path().join("e.zip"), write::zip(&[("x/a.txt", article.as_bytes())])).unwrap();
    let output = extract(&["."], dir.path());
    let records = lines(&output.stdout);
    assert_eq!(records.len(), 3, "{}", said(&output));
    assert_eq!(records[0]["article"]["also_at"], serde_json::json!(["./b.txt", "./e.zip!x/a.txt"]));
    assert_eq!(records[1]["article"]["near_duplicate_of"], records[0]["article"]["id"]);
    assert_eq!(records[2]["article"]["near_duplicate_of"], Value::Null);
    let all = extract(&[".", "--keep-duplicates"], dir.path());
    let records = lines(&all.stdout);
    assert_eq!(records.len(), 5);
    assert!(
        records
            .iter()
            .all(|r| r["article"]["also_at"].is_null() && r["article"]["near_duplicate_of"].is_null())
    );
}

#[test]
fn lines_in_lines_out() {
    use std::io::{BufRead, BufReader, Write};
    let mut child =
        trichluc().args(["extract", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    // Each answer comes before the next question is asked.
    for (line, expected) in [
        (serde_json::json!({"text": ARTICLE, "id": "x1"}).to_string(), "x1"),
        ("no json".to_owned(), "error"),
        (serde_json::json!({"html": format!("<p>{ARTICLE}</p>"), "url": "u"}).to_string(), "u"),
    ] {
        writeln!(input, "{line}").unwrap();
        let answer: Value = serde_json::from_str(&output.next().unwrap().unwrap()).unwrap();
        match expected {
            "error" => assert_eq!(answer["error"]["line"], 2, "{answer}"),
            path => assert_eq!(answer["article"]["path"], path, "{answer}"),
        }
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn columns_are_guessed_shown_and_can_be_named() {
    let dir = tempfile::tempdir().unwrap();
    let row = |text: &str| format!("\"{}\",Tin,2023-05-19,Thu Hà\n", text.replace('"', "\"\""));
    let table = format!("Bài,Chuyên mục,Ngày đăng,Tác giả\n{}", row(ARTICLE));
    fs::write(dir.path().join("t.csv"), table).unwrap();
    let output = extract(&["t.csv"], dir.path());
    assert!(
        said(&output).contains("text ← “Bài”, published ← “Ngày đăng”, author ← “Tác giả”"),
        "{}",
        said(&output)
    );
    let record = &lines(&output.stdout)[0];
    assert_eq!(record["article"]["path"], "t.csv!2");
    assert_eq!(record["article"]["format"], "csv");
    assert_eq!(record["article"]["published"], "2023-05-19");
    let output = extract(&["t.csv", "--columns", "text=Bài,title=Chuyên mục"], dir.path());
    assert_eq!(lines(&output.stdout)[0]["article"]["title"]["value"], "Tin");
    let output = extract(&["t.csv", "--columns", "text=Thân bài"], dir.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no column “Thân bài”; there are: Bài, Chuyên mục"), "{}", said(&output));
}

#[test]
fn a_workbook_that_claims_to_be_huge_and_a_text_without_stops_harm_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, value) in [(0, 0, "Nội dung"), (1, 0, ARTICLE), (1_048_575, 16_383, "x")] {
        sheet.write(row, column, value).unwrap();
    }
    book.save(dir.path().join("a.xlsx")).unwrap();
    fs::write(dir.path().join("b.txt"), "đồng chí Nguyễn Văn An 12 đảng viên ".repeat(10_000)).unwrap();
    let output = extract(&["."], dir.path());
    let records = lines(&output.stdout);
    assert_eq!((output.status.code(), records.len()), (Some(0), 2), "{}", said(&output));
    assert_eq!(records[0]["meeting"]["date"], "2023-05-18");
}

#[test]
fn spans_point_into_what_the_command_text_prints() {
    let dir = tempfile::tempdir().unwrap();
    let article = fs::read_to_string(corpus().join("genre/C01.txt")).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    put("a.html", &write::html(&article));
    put("b.docx", &write::docx(&article));
    put("c.html.zst", &write::zstd(&write::html(&article)));
    put("d.zip", &write::zip(&[("x/a.txt", article.as_bytes())]));
    put("e.jsonl", &write::jsonl(&[("a".to_owned(), article.clone())]));
    put("f.xlsx", &write::xlsx(&[("a".to_owned(), article.clone())]));
    put("g.warc", &write::warc(&[("a".to_owned(), article.clone())]));
    put("h.txt", &article.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    for name in ["a.html", "b.docx", "c.html.zst", "d.zip", "e.jsonl", "f.xlsx", "g.warc", "h.txt"] {
        let printed = trichluc().args(["text", name]).current_dir(dir.path()).output().unwrap();
        let text: Vec<char> = String::from_utf8(printed.stdout).unwrap().chars().collect();
        let records = lines(&extract(&[name], dir.path()).stdout);
        let mut spans = 0;
        check_spans(&records[0], &text, &mut spans);
        assert!(records.len() == 1 && spans > 20, "{name}: {spans} spans");
    }
}

/// Every span of a record points at its words.
fn check_spans(value: &Value, text: &[char], spans: &mut usize) {
    match value {
        Value::Object(map) => {
            if let (Some(Value::Array(span)), Some(Value::String(words))) = (map.get("span"), map.get("text"))
            {
                let at = |k: usize| span[k].as_u64().unwrap() as usize;
                assert_eq!(text[at(0)..at(1)].iter().collect::<String>(), *words);
                *spans += 1;
            }
            map.values().for_each(|v| check_spans(v, text, spans));
        }
        Value::Array(list) => list.iter().for_each(|v| check_spans(v, text, spans)),
        _ => {}
    }
}
