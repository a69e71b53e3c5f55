//! Bytes that are no article: a record with its reason and no facts, never mojibake taken as text, and
//! nothing panics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use trichluc::input::Article;
use trichluc::lexicon::{Class, Lexicon};
use trichluc::record::Record;
use trichluc::text::clean::{Cleaning, clean};
use trichluc::text::encoding::encode;
use trichluc::text::syllable::ToneStyle;
use trichluc::text::{Encoding, decode, decode_declared};
use trichluc::{analyze, analyze_text, text_of};

fn genre() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/genre");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    assert!(paths.len() > 40, "the corpus is missing");
    paths.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect()
}

fn record(bytes: &[u8]) -> Record {
    analyze(&Article::from_bytes("a.txt", bytes.to_vec()), Lexicon::embedded())
}

/// Asserts that nothing was read from the bytes, and that the record says why.
fn assert_refused(what: &str, bytes: &[u8]) {
    let r = record(bytes);
    assert!(r.article.notes.iter().any(|n| n.starts_with("refused: ")), "{what}: {:?}", r.article.notes);
    let facts = r.dates.len() + r.directives.len() + r.people.len() + r.counts.len() + r.ratings.len();
    assert_eq!(facts, 0, "{what}");
    assert!(r.cell.is_none() && r.meeting.is_none(), "{what}");
}

#[test]
fn bytes_in_no_known_encoding_are_refused() {
    // Digits and ASCII words stand in all of them; no fact may be made of those either.
    let russian =
        "Собрание ячейки 12/5/2023: приняли 3 человека, присутствовало 25 человек, все довольны. ".repeat(5);
    assert_refused("KOI8-R", &encoding_rs::KOI8_R.encode(&russian).0);
    let ebcdic: Vec<u8> =
        (0..600).map(|i| [0x81, 0x89, 0x95, 0xA3, 0x40, 0xF1, 0xF2, 0x61][i * 7 % 8]).collect();
    assert_refused("EBCDIC", &ebcdic);
    let lost: String = genre()[0].chars().filter(char::is_ascii).collect();
    assert_refused("a text that lost its marked letters", lost.as_bytes());
}

#[test]
fn truncated_sequences_are_refused_with_their_place() {
    let text = "Ngày 12/5/2023, Chi bộ Trung tâm Điều khiển tổ chức Đại hội, kết nạp 02 đảng viên.";
    let end = text.rfind('ả').unwrap() + 1;
    let cut = &text.as_bytes()[..end];
    assert_refused("UTF-8 cut off", cut);
    assert!(record(cut).article.notes.iter().any(|n| n.contains(&format!("byte {}", end - 1))));
    let utf16 = encode(text, Encoding::Utf16Le).bytes;
    assert_refused("UTF-16 cut off", &utf16[..utf16.len() - 1]);
    let mut lone = utf16.clone();
    lone[40..42].copy_from_slice(&[0x00, 0xD8]);
    assert_refused("a lone surrogate", &lone);
    let mut middle = text.as_bytes().to_vec();
    middle.drain(end..end + 1);
    assert_refused("UTF-8 broken inside", &middle);
}

#[test]
fn a_declaration_that_lies_is_noted_and_not_followed() {
    let text = "Ngày 12/5/2023, Chi bộ Trung tâm Điều khiển tổ chức Đại hội, kết nạp hai quần chúng ưu tú.";
    for (real, declared) in [
        (Encoding::Utf8, Encoding::Windows1258),
        (Encoding::Utf8, Encoding::Tcvn3),
        (Encoding::Tcvn3, Encoding::Utf8),
        (Encoding::Vni, Encoding::Viscii),
        (Encoding::Utf16Le, Encoding::Utf8),
    ] {
        let bytes = encode(text, real).bytes;
        let decoded = decode_declared(&bytes, declared);
        assert_eq!(decoded.text(), text, "{real} declared as {declared}");
        assert!(decoded.origin.notes().iter().any(|n| n.to_string().contains("declared as")));
    }
    // Neither what is declared nor anything else: the declaration makes no text of it.
    let noise: Vec<u8> = (0..400_u32).map(|i| (i * 167 % 128) as u8 | 0x80).collect();
    assert!(decode_declared(&noise, Encoding::Utf8).origin.refusal().is_some());
    #[cfg(feature = "formats")]
    {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        let page =
            format!("<html><head><meta charset=\"iso-8859-1\"></head><body><p>{text}</p></body></html>");
        std::fs::write(&path, page).unwrap();
        let article = trichluc::input::read(&path, &trichluc::input::Options::default()).unwrap();
        let r = analyze(&article, Lexicon::embedded());
        assert_eq!(r.meeting.unwrap().date.as_deref(), Some("2023-05-12"));
    }
}

#[test]
fn zeros_and_programs_are_refused() {
    let mut filled = genre()[0].clone().into_bytes();
    filled.extend([0; 4096]);
    assert_refused("NUL-filled", &filled);
    assert_refused("only NUL", &[0; 1000]);
    assert_refused("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR 12/5/2023 3 \xC4\x91");
    let controls: Vec<u8> = b"Chi b\x01\x02\x03 ng\x04y 12/5/2023 ".repeat(20);
    assert_refused("control characters", &controls);
}

/// xorshift64*: the same bytes in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }
}

/// One hostile input of up to 3,000 bytes: noise, or a piece of an article in some form, damaged.
fn hostile(r: &mut Random, articles: &[String]) -> Vec<u8> {
    let len = 1 + r.below(3000);
    let mut bytes: Vec<u8> = match r.below(8) {
        0 => (0..len).map(|_| r.next() as u8).collect(),
        1 => (0..len).map(|_| r.next() as u8 | 0x20).collect(),
        2 => (0..len / 2)
            .filter_map(|_| char::from_u32(r.next() as u32 % 0x11_0000))
            .collect::<String>()
            .into(),
        3 => {
            let marks = [
                'a', 'e', 'ơ', ' ', '\u{300}', '\u{323}', '\u{302}', 'Ð', '\u{AD}', '\u{200D}', 'о', '\n',
                'đ', '&', '#', ';', '7',
            ];
            (0..len / 2).map(|_| marks[r.below(marks.len())]).collect::<String>().into()
        }
        _ => {
            let article = &articles[r.below(articles.len())];
            let piece: String = article.chars().skip(r.below(2000)).take(len / 2).collect();
            encode(&piece, Encoding::ALL[r.below(Encoding::ALL.len())]).bytes
        }
    };
    for _ in 0..r.below(12) {
        if bytes.is_empty() {
            break;
        }
        let at = r.below(bytes.len());
        match r.below(4) {
            0 => bytes[at] = r.next() as u8,
            1 => bytes.truncate(at + 1),
            2 => bytes.insert(at, r.next() as u8),
            _ => {
                let more: Vec<u8> = bytes[at..].iter().take(40).copied().collect();
                bytes.extend(more);
            }
        }
    }
    bytes
}

/// Half a million bytes, or as many as `TRICHLUC_FUZZ_BYTES` says; benches/NOTES.md has the long run.
#[test]
fn hostile_bytes_never_panic_and_spans_stay_inside() {
    let total: usize = std::env::var("TRICHLUC_FUZZ_BYTES").map_or(500_000, |n| n.parse().unwrap());
    let articles = genre();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut done = 0;
    while done < total {
        let bytes = hostile(&mut random, &articles);
        done += bytes.len().max(1);
        let style = [ToneStyle::Keep, ToneStyle::Old, ToneStyle::New][random.below(3)];
        let encoding = (random.below(3) == 0).then(|| Encoding::ALL[random.below(Encoding::ALL.len())]);
        let how = Cleaning { encoding, tone: style, blanks: random.below(2) == 0 };
        let cleaned = clean(&bytes, &how);
        assert!(unicode_normalization::is_nfc(cleaned.text()), "{:?} {bytes:?}", cleaned.text());
        if encoding.is_none() && cleaned.origin().refusal().is_none() {
            let again = clean(cleaned.text().as_bytes(), &how);
            assert_eq!(again.text(), cleaned.text(), "{:?} {bytes:?}", again.origin());
        }
        let raw = cleaned.raw_range(0..cleaned.text().len());
        assert!(raw.start <= raw.end && raw.end <= bytes.len(), "{bytes:?}");

        let article = Article::from_bytes("a.txt", bytes);
        let text = text_of(&article);
        let record = analyze_text(&article, &text, Lexicon::embedded());
        let points = text.source().chars().count();
        let value = serde_json::to_value(&record).unwrap();
        assert_inside(&value, points);
    }
    println!("{done} bytes");
}

fn assert_inside(value: &serde_json::Value, points: usize) {
    use serde_json::Value;
    match value {
        Value::Object(o) => {
            if let Some([start, end]) = o.get("span").and_then(Value::as_array).map(Vec::as_slice) {
                let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
                assert!(start <= end && end <= points, "{value}");
            }
            o.values().for_each(|v| assert_inside(v, points));
        }
        Value::Array(a) => a.iter().for_each(|v| assert_inside(v, points)),
        _ => {}
    }
}

/// Reading ends, too, where words stand in capitals, in no order, or broken by words that join others.
#[test]
fn words_in_any_case_and_order_are_read_to_the_end() {
    let mut random = Random(11);
    let lexicon = Lexicon::embedded();
    let joining = ["và", "các", "của", "về", "kiêm", "-", "&", ".", ",", "là", "cho", "tại"];
    let posts = lexicon.entries().iter().filter(|e| e.class == Class::Post);
    let behind_posts =
        posts.flat_map(|e| joining.map(|w| format!("{} {w}", e.surface))).collect::<Vec<_>>().join("\n");
    let mut texts = vec![behind_posts];
    for article in genre() {
        let mut words: Vec<&str> = article.split(' ').collect();
        let mut parted = Vec::new();
        for word in &words {
            parted.push(*word);
            if random.below(6) == 0 {
                parted.push(joining[random.below(joining.len())]);
            }
        }
        texts.push(parted.join(" "));
        for k in (1..words.len()).rev() {
            words.swap(k, random.below(k + 1));
        }
        texts.push(words.join(" "));
        texts.push(article);
    }
    for text in texts {
        for text in [text.to_uppercase(), text.to_lowercase(), text] {
            let points = text.chars().count();
            let value = serde_json::to_value(record(text.as_bytes())).unwrap();
            assert_inside(&value, points);
        }
    }
}

#[test]
fn any_bytes_decode_under_any_name() {
    let mut random = Random(7);
    let articles = genre();
    for _ in 0..60 {
        let bytes = hostile(&mut random, &articles);
        for encoding in Encoding::ALL {
            let decoded = trichluc::text::decode_as(&bytes, encoding);
            let end = decoded.source.len();
            let raw = decoded.origin.raw_range(&decoded.source, 0..end);
            assert!(raw.end <= bytes.len(), "{encoding} {bytes:?}");
        }
        let _ = decode(&bytes);
    }
}
