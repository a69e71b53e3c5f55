//! What normalization rewrites, what it leaves, and that it is composed, final and led back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::borrow::Cow;

use proptest::prelude::*;
use trichluc::text::clean::{Cleaning, Tally, clean};
use trichluc::text::encoding::encode;
use trichluc::text::syllable::ToneStyle;
use trichluc::text::{Encoding, Text, decode, normalize};

fn norm(s: &str) -> String {
    normalize(s).text.into_owned()
}

#[test]
fn clean_text_is_borrowed() {
    let clean = "“Đảng ủy” – Nghị quyết số 05-NQ/TW… ‘hoà’ và hòa; Ñ, ü, ß, œ, 日本, Привет. ".repeat(20);
    let n = normalize(&clean);
    assert!(matches!(n.text, Cow::Borrowed(_)), "{:?}", n.changes);
    assert!(n.offsets.is_identity());
}

#[test]
fn clean_bytes_are_never_copied() {
    let bytes = "Ngày 21/12/2023, Chi bộ họp; uỷ và ủy – “nghị quyết”.\n".repeat(400).into_bytes();
    let decoded = decode(&bytes);
    assert!(matches!(decoded.source, Cow::Borrowed(_)) && decoded.mended.is_none());
    let text = Text::from_bytes(&bytes);
    assert_eq!((text.source().as_ptr(), text.norm().as_ptr()), (bytes.as_ptr(), bytes.as_ptr()));
    let cleaned = clean(&bytes, &Cleaning::default());
    assert_eq!(*cleaned.tally(), Tally::default());
    assert!(matches!(cleaned.into_text(), Cow::Borrowed(_)));
}

#[test]
fn what_is_cleaned_leads_back_to_the_bytes_of_the_file() {
    let rough = "Ðảngbộ\u{A0}xã hоà bình nghịêm thu \u{200B}Vie\u{302}\u{323}t &#7879; ĐIỀ U KHO ẢN";
    let how = Cleaning { tone: ToneStyle::Old, blanks: true, encoding: None };
    let cleaned = clean(rough.as_bytes(), &how);
    assert_eq!(cleaned.text(), "Đảng bộ xã hòa bình nghiệm thu Việt ệ ĐIỀU KHOẢN");
    for (word, there) in [
        ("Đảng", "Ðảng"),
        ("bộ", "bộ"),
        ("hòa", "hоà"),
        ("nghiệm", "nghịêm"),
        ("Việt", "Vie\u{302}\u{323}t"),
        ("ệ ", "&#7879; "),
        ("KHOẢN", "KHO ẢN"),
    ] {
        let at = cleaned.text().rfind(word).unwrap();
        assert_eq!(&rough[cleaned.raw_range(at..at + word.len())], there);
    }
    let old = encode("Chi bộ xã nghịêm thu đường, trường, nước", Encoding::Tcvn3).bytes;
    let cleaned = clean(&old, &how);
    let at = cleaned.text().find("nghiệm").unwrap();
    assert_eq!(&old[cleaned.raw_range(at..at + "nghiệm".len())], b"ngh\xDE\xAAm");
}

#[test]
fn the_module_stands_on_its_own() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let code = std::fs::read_to_string(&path).unwrap();
            for (at, _) in code.match_indices("crate::") {
                let of: String = code[at + 7..].chars().take_while(char::is_ascii_lowercase).collect();
                assert!(["text", "error", "w"].contains(&of.as_str()), "{}: crate::{of}", path.display());
            }
        }
    }
    assert!(files > 30);
}

#[test]
fn marks_are_composed_in_any_order() {
    for s in ["Vie\u{323}\u{302}t", "Vie\u{302}\u{323}t", "Viê\u{323}t", "Viẹ\u{302}t"] {
        assert_eq!(norm(s), "Việt");
    }
    assert_eq!(norm("tie\u{301}\u{302}n"), "tiến", "the tone was typed first");
    assert_eq!(norm("la \u{300} đê \u{300} xuâ \u{301} t"), "là đề xuấ t");
    assert_eq!(norm("e\u{200B}\u{301}"), "é");
    assert_eq!(norm("x\u{301}\u{323}"), "x\u{323}\u{301}");
    assert_eq!(norm("\u{301}a"), "\u{301}a");
}

#[test]
fn stand_ins_for_d_stroke_are_read_by_their_word() {
    assert_eq!(norm("Ðảng uỷ, ðồng chí, lệÐảng, Ɖại hội"), "Đảng uỷ, đồng chí, lệĐảng, Đại hội");
    assert_eq!(norm("Quyết định 12-QÐ/ÐU"), "Quyết định 12-QĐ/ĐU");
    assert_eq!(norm("Það er rok, MEÐ ÞVÍ"), "Það er rok, MEÐ ÞVÍ");
}

#[test]
fn other_alphabets_stay_out_of_latin_words() {
    assert_eq!(norm("Đảng bộ cоquаn"), "Đảng bộ coquan");
    assert_eq!(norm("hо\u{300}a"), "hòa");
    assert_eq!(norm("Москва, сор, α-tocopherol, Ωmega"), "Москва, сор, α-tocopherol, Ωmega");
}

#[test]
fn blanks_digits_and_what_does_not_show() {
    assert_eq!(norm("１８／５ ngày\u{A0}18\u{2011}5\u{200B}\u{AD}\u{FEFF}"), "18/5 ngày 18-5");
    assert_eq!(norm("a\u{200D}b 👩\u{200D}💻 x\u{A0}\u{300}"), "ab 👩\u{200D}💻 x \u{300}");
}

fn hard() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        "e",
        "o",
        "ư",
        "Ê",
        "y",
        " ",
        "n",
        "\u{300}",
        "\u{301}",
        "\u{302}",
        "\u{323}",
        "\u{31B}",
        "\u{309}",
        "\u{200B}",
        "\u{200D}",
        "\u{A0}",
        "Ð",
        "ð",
        "о",
        "е",
        "й",
        "Α",
        "ệ",
        "đ",
        "\u{AD}",
        "１",
        "한",
        "\u{1100}\u{1161}",
        "क",
        "\u{93C}",
        "\u{212B}",
        "\u{F900}",
        "👩",
        "\u{344}",
        "\n",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..90).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn the_result_is_nfc_and_stays(s in prop_oneof![hard(), ".{0,200}"]) {
        let once = norm(&s);
        prop_assert!(unicode_normalization::is_nfc(&once), "{:?}", once);
        prop_assert_eq!(normalize(&once).text, once.as_str());
    }

    #[test]
    fn every_character_leads_back_to_characters(s in prop_oneof![hard(), ".{0,200}"]) {
        let n = normalize(&s);
        let mut last = 0;
        for (at, c) in n.text.char_indices() {
            let (start, end) = n.offsets.old_range(at, at + c.len_utf8());
            let piece = s.get(start..end);
            prop_assert!(piece.is_some_and(|p| !p.is_empty()), "{:?} {}..{}", n.text, start, end);
            prop_assert!(start >= last);
            if c.is_ascii_alphanumeric() && piece.unwrap().is_ascii() {
                prop_assert_eq!(piece.unwrap(), c.to_string());
            }
            last = start;
        }
    }

    #[test]
    fn other_text_gets_plain_nfc(s in "[a-zA-Zéüñç한क日\u{300}-\u{36F} ]{0,60}") {
        use unicode_normalization::UnicodeNormalization as _;
        let n = normalize(&s);
        if n.changes.reattached == 0 {
            let tone_first: String = n.text.nfd().collect();
            let mut both: [Vec<char>; 2] = [tone_first.chars().collect(), s.nfd().collect()];
            both.iter_mut().for_each(|v| v.sort_unstable());
            prop_assert_eq!(&both[0], &both[1]);
        }
    }
}
