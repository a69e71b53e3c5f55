//! Each encoding gives back what it can hold, says what it cannot, and is found by itself; what is in none of
//! them is never taken for one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use proptest::prelude::*;
use trichluc::text::clean::{Cleaning, clean};
use trichluc::text::encoding::encode;
use trichluc::text::{Encoding, Text, decode, decode_as};
use unicode_normalization::UnicodeNormalization as _;

const LEGACY: [Encoding; 6] =
    [Encoding::Windows1258, Encoding::Tcvn3, Encoding::Vni, Encoding::Viqr, Encoding::Viscii, Encoding::Vps];

/// The articles written for this project, in NFC.
fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/genre");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() > 40, "the corpus is missing");
    paths.iter().map(|p| std::fs::read_to_string(p).unwrap().nfc().collect()).collect()
}

/// Every letter of Vietnamese, small and capital.
fn letters() -> Vec<char> {
    let mut all: Vec<char> = ('a'..='z').chain('A'..='Z').chain(['đ', 'Đ']).collect();
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
        for tone in ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"] {
            all.extend(format!("{base}{tone}").nfc());
        }
    }
    all
}

#[test]
fn every_letter_comes_back_and_capitals_of_tcvn3_come_back_small() {
    for encoding in LEGACY {
        for c in letters() {
            // A consonant before and a blank behind, for what is told by its company.
            let text = format!("t{c} x");
            let encoded = encode(&text, encoding);
            assert_eq!(encoded.lost + encoded.folded, 0, "{encoding}: {c}");
            let read = decode_as(&encoded.bytes, encoding).text().to_owned();
            let has_tone =
                std::iter::once(c).nfd().any(|m| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(m));
            if encoding == Encoding::Tcvn3 && c.is_uppercase() && has_tone {
                assert_eq!(encoded.lowered, 1, "{c}");
                assert_eq!(read, text.to_lowercase(), "{c}");
            } else {
                assert!(encoded.is_exact(), "{encoding}: {c}");
                assert_eq!(read, text, "{encoding}");
            }
        }
    }
}

#[test]
fn what_an_encoding_lacks_is_counted() {
    for encoding in LEGACY {
        let encoded = encode("đạt 日本 😀", encoding);
        assert_eq!(encoded.lost, 3, "{encoding}");
        assert_eq!(decode_as(&encoded.bytes, encoding).text(), "đạt ?? ?");
    }
    let encoded = encode("“Đảng” – Bác…", Encoding::Viscii);
    assert_eq!((encoded.folded, encoded.lost), (4, 0));
    assert_eq!(decode_as(&encoded.bytes, Encoding::Viscii).text(), "\"Đảng\" - Bác...");
    assert_eq!(encode("ĐẢNG ỦY", Encoding::Tcvn3).lowered, 2);
}

/// Sentences as people write them: words of the field, capitals at the beginning of some.
fn sentences() -> impl Strategy<Value = String> {
    let words = [
        "chi",
        "bộ",
        "đảng",
        "ủy",
        "viên",
        "Đại",
        "hội",
        "nghị",
        "quyết",
        "Nguyễn",
        "trường",
        "được",
        "ưu",
        "tú",
        "kết",
        "nạp",
        "Trung",
        "ương",
        "thuở",
        "khuỷu",
        "ngoằn",
        "ngoèo",
        "số",
        "12-QĐ/TW",
        "(3/2)",
        "5%",
        "\"quý\"",
        "giữa",
        "ỡm",
        "ờ",
        "ý",
        "kiến",
        "lỗ",
        "Ôn",
        "Ấn",
        "dd",
        "d'accord",
        "a.b",
        "x?",
        "a^b",
        "o+",
        "\\",
        "e(",
        "~u",
        "u*",
        "hòa",
        "hoà",
        "\n",
        ",",
        ".",
        "?",
        "'",
        ":",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 1..60).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn decoding_undoes_encoding(text in prop_oneof![sentences(), "[ -~\n]{0,60}", "\\PC{0,40}"]) {
        let text: String = text.nfc().collect();
        for encoding in Encoding::ALL.into_iter().filter(|&e| e != Encoding::Garbled) {
            let encoded = encode(&text, encoding);
            if encoded.is_exact() {
                let decoded = decode_as(&encoded.bytes, encoding);
                prop_assert_eq!(decoded.text(), &text, "{}", encoding);
            }
        }
    }

    #[test]
    fn sentences_of_the_field_are_held_by_all(text in sentences()) {
        for encoding in Encoding::ALL {
            let encoded = encode(&text, encoding);
            prop_assert_eq!(encoded.lost + encoded.folded, 0, "{}", encoding);
        }
    }

    #[test]
    fn each_letter_leads_back_to_its_bytes(text in sentences()) {
        for encoding in LEGACY {
            let encoded = encode(&text, encoding);
            let decoded = decode_as(&encoded.bytes, encoding);
            let mut last = 0;
            for (at, c) in decoded.source.char_indices() {
                let raw = decoded.origin.raw_range(&decoded.source, at..at + c.len_utf8());
                prop_assert!(raw.start >= last && raw.end <= encoded.bytes.len() && !raw.is_empty());
                last = raw.end;
            }
        }
    }
}

#[test]
fn encodings_are_found_in_articles_and_in_paragraphs() {
    let articles = articles();
    for encoding in LEGACY.into_iter().chain([Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be]) {
        let (mut right, mut all) = (0, 0);
        for article in &articles {
            let decoded = decode(&encode(article, encoding).bytes).origin;
            assert_eq!((decoded.encoding(), decoded.refusal()), (encoding, None));
            let letters: Vec<char> = article.chars().collect();
            for paragraph in letters.chunks_exact(200) {
                let bytes = encode(&paragraph.iter().collect::<String>(), encoding).bytes;
                let origin = decode(&bytes).origin;
                all += 1;
                right += usize::from(origin.encoding() == encoding && origin.refusal().is_none());
            }
        }
        println!("{encoding}: {right} of {all} paragraphs");
        assert!(all > 300 && right * 100 >= all * 98, "{encoding}: {right} of {all}");
    }
}

/// Clean texts in other languages; the encodings that could write them are in the names.
const FOREIGN: [&str; 8] = [
    "The committee met on Thursday. Was it late? No. It was not; so they went home (at six), didn't they? \
     \"Yes,\" he said. We go. You do? Try a+b, o(n) or e^x. Do it: to do. See you. Who? Me.",
    "Le comité s'est réuni jeudi à Genève. Était-il tard ? Où étaient les élèves, les garçons, la forêt et le \
     château ? Ça dépend, répondit-elle : déjà là, très tôt, près de l'hôtel, à côté du café français.",
    "Der Ausschuß tagte am Donnerstag in München. War es spät? Müßig zu fragen; die Größe der Brücke über die \
     Straße überraschte Künstler, Bürger und Gäste gleichermaßen. Schöne Grüße aus Österreich.",
    "A comissão reuniu-se na quinta-feira. Não há razão: as eleições são amanhã, à tarde, e ninguém está em \
     Lisboa. Coração, irmã, pães, ações, três, você, avô, avó, é, à, às, também, água.",
    "El comité se reunió el jueves. ¿Qué pasó? Mañana los niños irán al jardín con el señor Muñoz; también \
     habrá música, según dijo él: «¡Así será!», y aún más rápido.",
    "Komitet zebrał się w czwartek. Zażółć gęślą jaźń, żółw, ćma, źrebię, łódź i książka są już wszędzie.",
    "Заседание состоялось в четверг. Было поздно? Нет, но все ушли домой, и никто не возражал.",
    "委員會於星期四開會。是否太晚?不,但大家都回家了。",
];

#[test]
fn clean_utf8_stays_utf8() {
    for text in articles().iter().map(String::as_str).chain(FOREIGN) {
        let decoded = decode(text.as_bytes());
        assert_eq!(decoded.origin.encoding(), Encoding::Utf8, "{text}");
        assert_eq!(decoded.origin.refusal(), None, "{text}");
        assert!(!decoded.origin.notes().iter().any(|n| n.to_string().contains("mixed")), "{text}");
        for line in text.lines() {
            let decoded = decode(line.as_bytes());
            assert_eq!(decoded.origin.encoding(), Encoding::Utf8, "{line}");
            assert!(decoded.mended.is_none() || line.contains('&'), "{line}");
        }
    }
}

/// Western and Eastern European text in its own old encodings is refused, not read as Vietnamese.
#[test]
fn other_old_encodings_are_not_taken_for_vietnamese_ones() {
    use encoding_rs::{GBK, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
    for codec in [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, KOI8_R, GBK] {
        for text in FOREIGN {
            let (bytes, _, has_lost) = codec.encode(text);
            if has_lost || bytes.is_ascii() {
                continue;
            }
            let decoded = decode(&bytes);
            assert!(
                decoded.origin.refusal().is_some(),
                "{}: {} {:?}",
                codec.name(),
                decoded.text(),
                decoded.origin
            );
        }
    }
}

#[test]
fn binary_data_is_in_no_encoding() {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut byte = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as u8
    };
    for len in [40, 400, 4000, 40_000] {
        let noise: Vec<u8> = (0..len).map(|_| byte()).collect();
        assert!(decode(&noise).origin.refusal().is_some(), "{len}");
        // Without zeros and controls it could be a text.
        let high: Vec<u8> = noise.iter().map(|b| b | 0x40).collect();
        assert!(decode(&high).origin.refusal().is_some(), "{len} high");
    }
    let mut nul_filled = articles()[0].clone().into_bytes();
    nul_filled.extend([0; 512]);
    for bytes in
        [nul_filled.as_slice(), &[0; 64], b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\x14\0\0\0\x08\0"]
    {
        assert!(decode(bytes).origin.refusal().is_some(), "{bytes:?}");
        assert!(Text::from_bytes(bytes).refusal().is_some());
        assert!(clean(bytes, &Cleaning::default()).origin().refusal().is_some());
    }
}
