//! What must hold of every record, whatever the article: the schema, the evidence, the same facts in every
//! Unicode form, no panic on any bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use trichluc::input::Article;
use trichluc::lexicon::Lexicon;
use trichluc::record::{Record, schema};
use trichluc::{analyze, text_of};
use unicode_normalization::UnicodeNormalization;

/// The articles of the corpus, and those of the shared samples where they are.
fn articles() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/genre")];
    if let Some(shared) = std::env::var_os("TRICHLUC_SHARED") {
        let samples = Path::new(&shared).join("samples");
        assert!(
            samples.join("news").is_dir(),
            "TRICHLUC_SHARED is set, but {} has no news",
            samples.display()
        );
        folders.extend([samples.clone(), samples.join("news")]);
    }
    let mut all: Vec<PathBuf> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(f).unwrap())
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    all.sort();
    assert!(all.len() >= 44, "the corpus is missing");
    all
}

fn record_of(text: &str) -> Record {
    analyze(&Article::from_bytes("a.txt", text.as_bytes().to_vec()), Lexicon::embedded())
}

/// Every `{span, text}` in a record.
fn quotes(value: &Value, out: &mut Vec<(usize, usize, String)>) {
    match value {
        Value::Object(o) => {
            if let (Some(Value::Array(span)), Some(Value::String(text))) = (o.get("span"), o.get("text")) {
                let at = |k: usize| span[k].as_u64().unwrap() as usize;
                out.push((at(0), at(1), text.clone()));
            }
            o.values().for_each(|v| quotes(v, out));
        }
        Value::Array(a) => a.iter().for_each(|v| quotes(v, out)),
        _ => {}
    }
}

fn assert_quotes(source: &str, record: &Record) {
    let mut all = Vec::new();
    quotes(&serde_json::to_value(record).unwrap(), &mut all);
    let points: Vec<char> = source.chars().collect();
    for (start, end, text) in all {
        assert!(start < end && end <= points.len(), "[{start}, {end}) of {}", points.len());
        let slice: String = points[start..end].iter().collect();
        assert_eq!(slice, text, "[{start}, {end})");
    }
}

/// The record without what depends on the form of the source: spans, quotes, ids.
fn facts(record: &Record) -> Value {
    fn strip(v: &mut Value) {
        match v {
            Value::Object(o) => {
                // A role's `text` is a value, not a quote: it has no span beside it.
                if o.remove("span").is_some() {
                    o.remove("text");
                }
                for key in ["id", "encoding", "notes"] {
                    o.remove(key);
                }
                o.values_mut().for_each(strip);
            }
            Value::Array(a) => a.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut v = serde_json::to_value(record).unwrap();
    strip(&mut v);
    v
}

#[test]
fn every_record_fits_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for path in articles() {
        let record = record_of(&std::fs::read_to_string(&path).unwrap());
        let value = serde_json::to_value(&record).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        let back: Record = serde_json::from_value(value).unwrap();
        assert_eq!(back, record, "{}", path.display());
    }
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut value = serde_json::to_value(record_of("Ngày 21/12/2023, Chi bộ họp.")).unwrap();
    assert!(validator.is_valid(&value));
    value["dates"] = Value::String("hôm nay".into());
    assert!(!validator.is_valid(&value));
}

#[test]
fn every_quote_is_the_slice_of_its_source() {
    for path in articles() {
        let bytes = std::fs::read(&path).unwrap();
        let article = Article::from_bytes("a.txt", bytes);
        let record = analyze(&article, Lexicon::embedded());
        assert_quotes(text_of(&article).source(), &record);
    }
}

#[test]
fn composed_and_decomposed_text_give_the_same_facts() {
    for path in articles() {
        let text = std::fs::read_to_string(&path).unwrap();
        let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
        let (a, b) = (record_of(&nfc), record_of(&nfd));
        assert_eq!(facts(&a), facts(&b), "{}", path.display());
        assert_quotes(&nfd, &b);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let article = Article::from_bytes("a.txt", bytes);
        let record = analyze(&article, Lexicon::embedded());
        assert_quotes(text_of(&article).source(), &record);
    }

    #[test]
    fn no_text_makes_it_panic(words in prop::collection::vec(word(), 0..80)) {
        let text = words.concat();
        let record = record_of(&text);
        assert_quotes(text.strip_prefix('\u{FEFF}').unwrap_or(&text), &record);
    }
}

/// Pieces of which articles are made, whole and broken.
fn word() -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> = vec![
        "ngày ",
        "Ngày",
        " 31/11/2023",
        "15/12",
        "/",
        "-",
        "–",
        ". ",
        ",",
        ":",
        "\n",
        "\n\n",
        "(",
        ")",
        "“",
        "”",
        " ",
        "năm ",
        "tháng ",
        "quý IV",
        "2023",
        "08",
        "1.200",
        "2,5",
        "%",
        "tỷ đồng",
        "đồng chí ",
        "đ/c ",
        "Đ/c ",
        "Nguyễn ",
        "Văn ",
        "Thị ",
        "Hà",
        "H'",
        "Y ",
        "Chi bộ ",
        "Đảng ủy ",
        "Đảng bộ ",
        "Bí thư ",
        "Phó ",
        "Giám đốc ",
        "kết nạp ",
        "đảng viên ",
        "quần chúng ",
        "công bố ",
        "trong đó ",
        "138-CV/ĐUV",
        "số ",
        "Quyết định ",
        "QĐ/TW",
        "hoàn thành tốt nhiệm vụ",
        "hoàn thành xuất sắc nhiệm vụ",
        "phấn đấu ",
        "hai ",
        "mười ",
        "mươi ",
        "lăm ",
        "PGS.TS",
        "TS. ",
        "nguyên ",
        "là ",
        "và ",
        "của ",
        "\u{301}",
        "\u{200B}",
        "\u{FEFF}",
        "😀",
        "é",
        "ﬀ",
        "́",
        "A",
        "9999999999999999999999",
        "0",
        "00",
        "1/0",
        "31/2",
        "không trăm linh ",
        "sáng ",
        "hôm nay ",
        "cùng ngày ",
        "Nguồn:",
        "Ảnh: ",
    ];
    prop_oneof![6 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

#[test]
fn the_year_summed_up_and_the_year_planned_are_told_apart() {
    let years = |told: &str| {
        let text = format!("Chi bộ Khoa Nội họp cuối năm\n\nNgày 28/12/2023, Chi bộ Khoa Nội {told}.");
        let meeting = record_of(&text).meeting.unwrap_or_else(|| panic!("no meeting: {told}"));
        (meeting.review_year, meeting.plan_year)
    };
    for told in [
        "tổ chức Hội nghị tổng kết công tác năm 2023, phương hướng nhiệm vụ năm 2024",
        "tổ chức Hội nghị tổng kết thực hiện nhiệm vụ năm 2023, phương hướng nhiệm vụ năm 2024",
        "tổ chức Hội nghị tổng kết, đánh giá kết quả triển khai kế hoạch năm 2023; đề ra nhiệm vụ năm 2024",
        "tổ chức hội nghị. Các đại biểu đã nghe báo cáo tổng kết công tác năm 2023, nhiệm vụ năm 2024",
    ] {
        assert_eq!(years(told), (Some(2023), Some(2024)), "{told}");
    }
    assert_eq!(years("tổ chức Hội nghị tổng kết việc thực hiện nhiệm vụ năm 2023"), (Some(2023), None));
    assert_eq!(years("tổ chức Hội nghị sơ kết thi đua từ năm 2021 đến năm 2023"), (None, None));
}

#[test]
fn the_chair_is_a_person_or_a_presidium_no_holder_of_projects() {
    let lacks_chair = |told: &str| {
        let text = format!(
            "Chi bộ Khoa Nội tổng kết\n\nNgày 28/12/2023, Chi bộ Khoa Nội tổ chức Hội nghị tổng kết. {told}"
        );
        record_of(&text).expected.contains(&"chair".to_owned())
    };
    assert!(lacks_chair("Trong năm, Khoa chủ trì 5 đề tài cấp cơ sở và điều hành tốt công tác chuyên môn."));
    assert!(!lacks_chair("Đồng chí Lò Văn Páo, Bí thư Chi bộ, chủ trì Hội nghị."));
    assert!(!lacks_chair("Đoàn Chủ tịch gồm 02 đồng chí điều hành."));
}

#[test]
fn too_many_members_rated_are_shown_without_the_cells() {
    let record = record_of(
        "Chi bộ Khoa Nội tổng kết\n\nNgày 28/12/2023, Chi bộ Khoa Nội tổ chức Hội nghị tổng kết. Chi bộ có 20 đảng viên. \
         Kết quả xếp loại năm 2023: 18 đảng viên hoàn thành tốt nhiệm vụ, 5 đảng viên hoàn thành xuất sắc nhiệm vụ; 3 chi bộ \
         hoàn thành tốt nhiệm vụ.",
    );
    let check = record.checks.iter().find(|c| c.code == "rating.exceeds_total").expect("23 of 20");
    let words: Vec<_> = check.facts.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words.iter().all(|w| w.contains("đảng viên")), "{words:?}");
}
