//! The same article in every form in which archives keep it gives the same facts, and every span leads to
//! the right bytes of that form. No encoding is named anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use trichluc::input::Article;
use trichluc::lexicon::Lexicon;
use trichluc::record::Record;
use trichluc::text::encoding::encode;
use trichluc::text::syllable::{Placement, place_tones};
use trichluc::text::{Encoding, SourceSpan, decode_as, normalize};
use trichluc::{analyze, text_of};
use unicode_normalization::UnicodeNormalization;

/// The articles written for this project, and the two real ones where the shared samples are.
fn articles() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/genre")];
    folders.extend(std::env::var_os("TRICHLUC_SHARED").map(|s| Path::new(&s).join("samples")));
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .flat_map(|f| std::fs::read_dir(f).unwrap_or_else(|e| panic!("{}: {e}", f.display())))
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    // Where the shared samples are named they must be there, the two real articles among them.
    assert!(paths.len() >= if folders.len() > 1 { 46 } else { 44 }, "articles are missing: {}", paths.len());
    paths.into_iter().map(|p| (p.clone(), std::fs::read_to_string(p).unwrap().nfc().collect())).collect()
}

/// One form of a text: its name, its bytes, and how a piece of the bytes reads by itself.
struct Form {
    name: &'static str,
    encoding: Encoding,
    write: fn(&str) -> Vec<u8>,
}

const FORMS: [Form; 16] = [
    Form { name: "NFD", encoding: Encoding::Utf8, write: |t| t.nfd().collect::<String>().into_bytes() },
    Form { name: "tones apart", encoding: Encoding::Utf8, write: |t| tones_apart(t).into_bytes() },
    Form { name: "UTF-16LE", encoding: Encoding::Utf16Le, write: |t| encode(t, Encoding::Utf16Le).bytes },
    Form { name: "UTF-16BE", encoding: Encoding::Utf16Be, write: |t| encode(t, Encoding::Utf16Be).bytes },
    Form {
        name: "windows-1258",
        encoding: Encoding::Windows1258,
        write: |t| legacy(t, Encoding::Windows1258),
    },
    Form { name: "VNI", encoding: Encoding::Vni, write: |t| legacy(t, Encoding::Vni) },
    Form { name: "VIQR", encoding: Encoding::Viqr, write: |t| legacy(t, Encoding::Viqr) },
    Form { name: "TCVN3", encoding: Encoding::Tcvn3, write: |t| legacy(t, Encoding::Tcvn3) },
    Form { name: "VISCII", encoding: Encoding::Viscii, write: |t| legacy(t, Encoding::Viscii) },
    Form { name: "VPS", encoding: Encoding::Vps, write: |t| legacy(t, Encoding::Vps) },
    Form { name: "garbled", encoding: Encoding::Garbled, write: |t| garble(t).into_bytes() },
    Form { name: "garbled twice", encoding: Encoding::Garbled, write: |t| garble(&garble(t)).into_bytes() },
    Form { name: "references", encoding: Encoding::Utf8, write: |t| references(t).into_bytes() },
    Form { name: "old tones", encoding: Encoding::Utf8, write: |t| tones(t, Placement::Old) },
    Form { name: "new tones", encoding: Encoding::Utf8, write: |t| tones(t, Placement::New) },
    Form { name: "noise", encoding: Encoding::Utf8, write: |t| noise(t).into_bytes() },
];

/// Quality in the letter, tone behind it, as windows-1258 and some keyboards have it.
fn tones_apart(text: &str) -> String {
    let is_tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let mut out = String::new();
    for c in text.chars() {
        let parts: Vec<char> = std::iter::once(c).nfd().collect();
        out.extend(parts.iter().copied().filter(|&p| !is_tone(p)).nfc());
        out.extend(parts.iter().filter(|&&p| is_tone(p)));
    }
    out
}

fn legacy(text: &str, encoding: Encoding) -> Vec<u8> {
    let encoded = encode(text, encoding);
    assert_eq!(encoded.lost, 0, "{encoding} cannot hold the text");
    encoded.bytes
}

fn garble(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn references(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", c as u32) }).collect()
}

fn tones(text: &str, placement: Placement) -> Vec<u8> {
    place_tones(text, placement).0.into_owned().into_bytes()
}

/// No blank breaks, and characters that do not show stand inside the words.
fn noise(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        out.push(if c == ' ' { '\u{A0}' } else { c });
        out.push_str(match i % 11 {
            0 => "\u{200B}",
            4 => "\u{AD}",
            7 => "\u{2060}",
            _ => "",
        });
    }
    out
}

/// What a string of a record says, whatever form it was read from: composed, one placement of tones, quotes
/// and dashes of one shape.
fn plain(s: &str) -> String {
    let normal = normalize(s).text.into_owned();
    let signs: String = place_tones(&normal, Placement::Old)
        .0
        .chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            '–' | '—' => '-',
            '•' | '·' => '*',
            c => c,
        })
        .collect();
    signs.replace('…', "...")
}

/// The facts of a record, without what points into the source.
fn facts(record: &Record) -> Value {
    fn strip(v: &mut Value) {
        match v {
            Value::Object(o) => {
                if o.remove("span").is_some() {
                    o.remove("text");
                }
                for key in ["id", "encoding", "notes", "damage"] {
                    o.remove(key);
                }
                o.values_mut().for_each(strip);
            }
            Value::Array(a) => a.iter_mut().for_each(strip),
            Value::String(s) => *s = plain(s),
            _ => {}
        }
    }
    let mut v = serde_json::to_value(record).unwrap();
    strip(&mut v);
    v
}

/// Every `{span, text}` of a record, in its order.
fn quotes(value: &Value, out: &mut Vec<([usize; 2], String)>) {
    match value {
        Value::Object(o) => {
            if let (Some(Value::Array(span)), Some(Value::String(text))) = (o.get("span"), o.get("text")) {
                let at = |k: usize| span[k].as_u64().unwrap() as usize;
                out.push(([at(0), at(1)], text.clone()));
            }
            o.values().for_each(|v| quotes(v, out));
        }
        Value::Array(a) => a.iter().for_each(|v| quotes(v, out)),
        _ => {}
    }
}

fn all_quotes(record: &Record) -> Vec<([usize; 2], String)> {
    let mut out = Vec::new();
    quotes(&serde_json::to_value(record).unwrap(), &mut out);
    out
}

fn read(bytes: Vec<u8>) -> (Article, Record) {
    let article = Article::from_bytes("a.txt", bytes);
    let record = analyze(&article, Lexicon::embedded());
    (article, record)
}

/// First difference of two values, for a message that can be read.
fn difference(a: &Value, b: &Value, path: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => {
            x.iter().find_map(|(k, v)| difference(v, &y[k], &format!("{path}.{k}")))
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            x.iter().zip(y).enumerate().find_map(|(i, (v, w))| difference(v, w, &format!("{path}[{i}]")))
        }
        _ => (a != b).then(|| format!("{path}: {a} | {b}")),
    }
}

#[test]
fn every_form_gives_the_same_facts_at_the_right_bytes() {
    let articles: Vec<(PathBuf, String, Record)> = articles()
        .into_iter()
        .map(|(path, text)| {
            let (_, record) = read(text.clone().into_bytes());
            (path, text, record)
        })
        .collect();
    for form in FORMS.iter().filter(|f| f.name != "TCVN3") {
        let mut found = 0;
        for (path, text, original) in &articles {
            let bytes = (form.write)(text);
            let (article, record) = read(bytes.clone());
            let name = format!("{} as {}", path.display(), form.name);
            assert_eq!(record.article.encoding, form.encoding.name(), "{name}");
            if let Some(difference) = difference(&facts(original), &facts(&record), "") {
                panic!("{name}: {difference}");
            }
            assert_bytes(&name, form, &bytes, &article, original, &record);
            found += record.dates.len() + record.people.len() + record.counts.len();
        }
        assert!(found > 400, "{}: {found} facts in all articles", form.name);
    }
}

/// The bytes behind each quote, read by themselves, say what the original's quote says.
fn assert_bytes(
    name: &str,
    form: &Form,
    bytes: &[u8],
    article: &Article,
    original: &Record,
    record: &Record,
) {
    let text = text_of(article);
    let starts: Vec<usize> =
        text.source().char_indices().map(|(i, _)| i).chain([text.source().len()]).collect();
    let (expected, quotes) = (all_quotes(original), all_quotes(record));
    assert_eq!(expected.len(), quotes.len(), "{name}");
    for ((_, words), (span, quote)) in expected.iter().zip(&quotes) {
        let range = starts[span[0]]..starts[span[1]];
        assert_eq!(&text.source()[range.clone()], quote, "{name}");
        let raw = text.raw_range(SourceSpan { start: range.start as u32, end: range.end as u32 });
        let piece = &bytes[raw];
        let said = match form.name {
            "references" => trichluc::text::decode(piece).text().to_owned(),
            _ => decode_as(piece, form.encoding).text().to_owned(),
        };
        assert_eq!(plain(words), plain(&said), "{name}");
    }
}

/// TCVN3 has no toned capitals: the loss is counted when it is written, and noted when it is read. Where the
/// text has none that matter the facts are the same; everywhere those that no letter case can change are.
#[test]
fn tcvn3_gives_the_facts_that_its_bytes_allow() {
    let (mut exact, mut all) = (0, 0);
    for (path, text) in &articles() {
        let name = path.display();
        let encoded = encode(text, Encoding::Tcvn3);
        let (_, original) = read(text.clone().into_bytes());
        let lowered = encoded.lowered;
        let (_, record) = read(encoded.bytes);
        assert_eq!(record.article.encoding, "tcvn3", "{name}");
        let is_noted = record.article.notes.iter().any(|n| n.contains("tcvn3 has no toned capitals"));
        let lost = text_of(&Article::from_bytes("", encode(text, Encoding::Tcvn3).bytes)).source() != text;
        assert!(is_noted || lowered == 0 || !lost, "{name}: {lowered} capitals lost in silence");
        let days = |r: &Record| r.dates.iter().map(|d| d.value.clone()).collect::<Vec<_>>();
        assert_eq!(days(&original), days(&record), "{name}");
        let is_exact = facts(&original) == facts(&record);
        assert!(is_exact || record.article.notes.iter().any(|n| n.contains("tcvn3")), "{name}");
        all += 1;
        exact += usize::from(is_exact);
    }
    println!("TCVN3: all facts the same in {exact} of {all} articles");
    assert!(exact * 4 > all, "{exact} of {all}");
}

/// In mixed files each line is read in its own encoding.
#[test]
fn a_file_may_mix_encodings() {
    let first = "Sáng ngày 12/5/2023, Chi bộ Trung tâm Điều khiển tổ chức Đại hội nhiệm kỳ 2025 - 2027.\n";
    let second = "Dự Đại hội có đồng chí Bí thư Đảng ủy cùng toàn thể đảng viên trong Chi bộ xã.\n";
    let mut bytes = first.as_bytes().to_vec();
    bytes.extend(encode(second, Encoding::Tcvn3).bytes);
    bytes.extend(encode(first, Encoding::Vni).bytes);
    bytes.extend(garble(second).into_bytes());
    let decoded = trichluc::text::decode(&bytes);
    assert_eq!(decoded.origin.refusal(), None);
    assert_eq!(decoded.text().to_lowercase(), [first, second, first, second].concat().to_lowercase());
    assert!(decoded.origin.notes().iter().any(|n| n.to_string().contains("mixed encodings")));
}
