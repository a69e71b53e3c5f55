//! `trichluc normalize` as people call it: a filter, a batch, a report, the way back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;
use trichluc::text::Encoding;
use trichluc::text::encoding::encode;

const TEXT: &str = "Sáng ngày 12/5/2023, Chi bộ Trung tâm Điều khiển tổ chức Đại hội nhiệm kỳ 2025 - 2027.\n\
                    Dự đại hội có đồng chí bí thư Đảng ủy cùng toàn thể đảng viên trong Chi bộ xã.\n";

fn normalize(args: &[&str], input: impl Into<Vec<u8>>) -> (Vec<u8>, String, i32) {
    let mut command = Command::cargo_bin("trichluc").unwrap();
    let done = command.arg("normalize").args(args).write_stdin(input).output().unwrap();
    (done.stdout, String::from_utf8(done.stderr).unwrap(), done.status.code().unwrap())
}

#[test]
fn any_encoding_in_clean_text_out() {
    for encoding in Encoding::ALL.into_iter().filter(|&e| e != Encoding::Garbled) {
        let (out, messages, code) = normalize(&[], encode(TEXT, encoding).bytes);
        assert_eq!(String::from_utf8(out).unwrap(), TEXT, "{encoding}");
        assert_eq!((messages.as_str(), code), ("", 0), "{encoding}");
    }
}

#[test]
fn twice_is_once() {
    let rough =
        "Ðảngbộ  hоà\u{A0}bình, nghịêm thu １８\u{200B}/5; T&Ecirc;N &amp;amp;#7879; uỷ ban; ĐIỀ U KHO ẢN.";
    for args in [&[] as &[&str], &["--tone", "old"], &["--tone=new", "--blanks"]] {
        let (once, _, _) = normalize(args, rough);
        let (twice, _, code) = normalize(args, once.clone());
        assert_eq!(String::from_utf8_lossy(&twice), String::from_utf8_lossy(&once));
        assert_eq!(code, 0);
    }
}

#[test]
fn what_is_rewritten_is_what_was_asked_for() {
    let rough = "Đảng uỷ xã Hòa Bình, nghịêm thu, Đảngbộ";
    for (args, clean) in [
        (&[] as &[&str], "Đảng uỷ xã Hòa Bình, nghiệm thu, Đảngbộ"),
        (&["--tone", "old"], "Đảng ủy xã Hòa Bình, nghiệm thu, Đảngbộ"),
        (&["--tone", "new"], "Đảng uỷ xã Hoà Bình, nghiệm thu, Đảngbộ"),
        (&["--blanks"], "Đảng uỷ xã Hòa Bình, nghiệm thu, Đảng bộ"),
    ] {
        assert_eq!(String::from_utf8(normalize(args, rough).0).unwrap(), clean, "{args:?}");
    }
}

#[test]
fn the_way_back_is_read_again() {
    for form in ["tcvn3", "vni", "viqr", "windows-1258", "viscii", "vps", "utf-16le", "nfd"] {
        let (bytes, _, code) = normalize(&["--to", form], TEXT);
        assert_ne!(bytes, TEXT.as_bytes(), "{form}");
        assert_eq!(code, 0, "{form}");
        let (back, _, _) = normalize(&[], bytes);
        assert_eq!(String::from_utf8(back).unwrap(), TEXT, "{form}");
    }
    let (bytes, messages, code) = normalize(&["--to", "tcvn3", "--lang", "en"], "Chi bộ 😀");
    assert_eq!((bytes.as_slice(), code), (b"Chi b\xE9 ?".as_slice(), 1));
    assert!(messages.contains("characters that tcvn3 lacks, written as “?”: 1"), "{messages}");
}

#[test]
fn the_report_counts_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("r.json");
    let rough = "Ðảng uỷ nghịêm thu Vie\u{302}\u{323}t １８ a\u{A0}b c\u{200B}d &#7879;";
    let flag = format!("--report={}", report.display());
    normalize(&["--tone", "old", &flag], rough);
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    let changed = &report["totals"];
    for (key, n) in [
        ("d_stroke", 1),
        ("tones_restyled", 1),
        ("tones_misplaced", 1),
        ("composed", 1),
        ("full_width", 2),
        ("blanks", 1),
        ("invisible", 1),
        ("lost", 0),
    ] {
        assert_eq!(changed[key], n, "{key}: {report:#}");
    }
    assert_eq!(report["documents"][0]["encoding"], "utf-8");
    assert_eq!(report["documents"][0]["notes"][0], "character references resolved: 1");

    let (out, messages, code) = normalize(&["--report", "--lang=en"], rough);
    assert!(!out.is_empty() && code == 0);
    assert!(messages.contains("-: utf-8\n") && messages.contains("1  tones on a wrong letter"), "{messages}");
    let (_, messages, _) = normalize(&["--report"], "Chi bộ");
    assert!(messages.contains("không có gì phải đổi"), "{messages}");
    // Capitals that TCVN3 cannot hold are counted on the way out and noted on the way in.
    let (bytes, messages, code) =
        normalize(&["--to=tcvn3", "--report", "--lang=en"], format!("Ủy ban: {TEXT}"));
    assert!(messages.contains("1  toned capitals written small") && code == 0, "{messages}");
    assert!(messages.contains("tcvn3 has no toned capitals; written small: 1"), "{messages}");
    let (_, messages, _) = normalize(&["--report", "--lang=en"], bytes);
    assert!(messages.contains("tcvn3 has no toned capitals; first letters in doubt: 2"), "{messages}");
}

#[test]
fn a_named_encoding_overrules_detection() {
    let short = b"Chi b\xE9";
    let (_, messages, code) = normalize(&["--lang=en"], *short);
    assert!(code == 1 && messages.contains("refused"), "{messages}");
    let (out, _, code) = normalize(&["--encoding", "tcvn3"], *short);
    assert_eq!((String::from_utf8(out).unwrap().as_str(), code), ("Chi bộ", 0));
    let (out, _, _) = normalize(&["--encoding", "viqr"], "dda?ng");
    assert_eq!(String::from_utf8(out).unwrap(), "đảng");
}

#[test]
fn what_is_no_text_is_refused_and_not_written() {
    let (out, messages, code) = normalize(&["--lang=en"], b"abc\0\0\0def".to_vec());
    assert_eq!((out.len(), code), (0, 1));
    assert!(messages.contains("refused: binary data"), "{messages}");
}

#[test]
fn a_folder_is_cleaned_into_a_folder() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |name: &str, bytes: &[u8]| {
        let path = from.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("1998/a.txt", &encode(TEXT, Encoding::Tcvn3).bytes);
    write("2003/a.txt", &encode(TEXT, Encoding::Vni).bytes);
    write("2003/broken.txt", b"\x81\x8D\x8F \x9D\xFF\xFE\x81 \x90");
    write("2020/b.txt", TEXT.as_bytes());
    let out = to.path().join("clean");
    let (_, messages, code) =
        normalize(&[from.path().to_str().unwrap(), "-o", out.to_str().unwrap(), "--report", "--lang=en"], "");
    assert_eq!(code, 1, "{messages}");
    assert!(messages.contains("broken.txt: refused") && messages.contains("1998/a.txt: tcvn3"), "{messages}");
    for name in ["1998/a.txt", "2003/a.txt", "2020/b.txt"] {
        assert_eq!(std::fs::read_to_string(out.join(name)).unwrap(), TEXT, "{name}");
    }
    assert!(!out.join("2003/broken.txt").exists());

    let (_, messages, code) =
        normalize(&[from.path().to_str().unwrap(), "-o", from.path().to_str().unwrap()], "");
    assert!(code == 1 && messages.contains("sẽ bị ghi đè; nêu thư mục khác"), "{messages}");
}

#[cfg(feature = "formats")]
#[test]
fn a_page_becomes_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a.html");
    let old = "<font face=\".VnTime\">Chi b\u{E9} h\u{E4}p</font>";
    std::fs::write(&page, format!("<html><body><p>{TEXT}</p><p>nghịêm thu</p>{old}</body></html>")).unwrap();
    let out = folder.path().join("out");
    let (_, messages, code) =
        normalize(&[page.to_str().unwrap(), "-o", out.to_str().unwrap(), "--report"], "");
    assert_eq!(code, 0);
    assert!(messages.contains("text in tcvn3 fonts"), "{messages}");
    let text = std::fs::read_to_string(out.join("a.html.txt")).unwrap();
    assert!(
        text.contains("Chi bộ Trung tâm Điều khiển")
            && text.contains("nghiệm thu")
            && text.contains("Chi bộ họp"),
        "{text}"
    );
}

#[test]
fn wrong_usage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().to_str().unwrap();
    assert_eq!(normalize(&[name], "").2, 2);
    assert_eq!(normalize(&["-o", name], "").2, 2);
    assert_eq!(normalize(&["--to", "ebcdic"], "").2, 2);
    assert!(Path::new(name).exists());
}

#[test]
fn standard_input_has_the_limit_of_a_file() {
    let long = "Chi bộ họp. ".repeat(100_000);
    let (out, messages, code) = normalize(&["--max-size", "1"], long.as_bytes());
    assert!(code == 1 && out.is_empty(), "{messages}");
    assert!(messages.contains("--max-size"), "{messages}");
}

#[test]
fn a_name_with_a_sign_of_members_stays_and_a_member_has_a_folder() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(from.path().join("hay!.txt"), TEXT).unwrap();
    std::fs::write(
        from.path().join("bài.jsonl"),
        format!("{}\n", serde_json::json!({"id": "x", "text": TEXT})),
    )
    .unwrap();
    let (_, messages, code) =
        normalize(&[from.path().to_str().unwrap(), "-o", to.path().to_str().unwrap()], "");
    assert_eq!(code, 0, "{messages}");
    assert_eq!(std::fs::read_to_string(to.path().join("hay!.txt")).unwrap(), TEXT);
    assert!(to.path().join("bài.jsonl/x.txt").is_file(), "{messages}");
}

#[test]
fn two_texts_of_one_name_are_told_with_a_remedy() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&a, &b] {
        std::fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let paths = [a.path(), b.path(), out.path()].map(|p| p.to_str().unwrap());
    let (_, messages, code) = normalize(&[paths[0], paths[1], "-o", paths[2], "--lang=en"], "");
    assert_eq!(code, 1);
    assert!(messages.contains("two texts would stand in one file; write them to two folders"), "{messages}");
}
