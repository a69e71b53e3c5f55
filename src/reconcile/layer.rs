//! Names of cells on the layers of sameness of [`crate::text::layer`], from "written alike" to "alike once every
//! mark is dropped".
//!
//! Two names that meet at a strong layer are one name in two spellings; where they only meet without tones or
//! without marks they may be two ("Hà", "Hạ"), so those layers propose and never join. To the layer of
//! abbreviations names of cells add what a list writes out ("TT" is "trung tâm"), numbers ("số 3" is "III") and
//! the two names of one body (Đảng ủy, Đảng bộ). Initials that no list has ("TTCNVL") can stand for many names:
//! they let two names [`meet`], but have no part in the [`key`] that joins.

use unicode_normalization::UnicodeNormalization;

use super::abbreviations;
use crate::text::layer::{self, Layer, without_tone};

/// The comparison key of a name: two spellings of one cell give one key, two cells that differ in a tone two.
///
/// ```
/// use trichluc::reconcile::key;
/// assert_eq!(key("Chi bộ số 3"), key("chi bộ III"));
/// assert_ne!(key("Chi bộ Tân Hà"), key("Chi bộ Tân Hạ"));
/// ```
#[must_use]
pub fn key(name: &str) -> String {
    fold(name, Layer::Abbreviation)
}

/// `name` folded down to `layer`. Only good for comparing: no form for people.
#[must_use]
pub fn fold(name: &str, layer: Layer) -> String {
    if layer < Layer::Case {
        return layer::key(name, layer).into_owned();
    }
    // From here on punctuation counts no more.
    let lower = layer::key(name, Layer::Case).replace('&', " và ");
    let syllables = lower.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|s| !s.is_empty());
    let syllables: Vec<String> = syllables.map(str::to_owned).collect();
    if layer == Layer::Case {
        return syllables.join(" ");
    }
    let full = abbreviations::expand(&syllables);
    match layer {
        Layer::NoTone => full.chars().map(without_tone).collect(),
        Layer::NoMark => without_marks(&full),
        _ => full,
    }
}

/// The strongest layer at which two names meet; `None` where they never do.
#[must_use]
pub fn meet(a: &str, b: &str) -> Option<Layer> {
    let stands_for = |l: Layer| l == Layer::Abbreviation && layer::meet(a, b, l);
    Layer::ALL.into_iter().find(|&l| fold(a, l) == fold(b, l) || stands_for(l))
}

/// Text without any mark, đ as d: what is typed into a search box.
///
/// ```
/// assert_eq!(trichluc::reconcile::without_marks("Đảng ủy"), "Dang uy");
/// ```
#[must_use]
pub fn without_marks(s: &str) -> String {
    // Taken apart first, so that letters of other languages lose their marks too.
    s.nfd().filter(|&c| !is_mark(c)).map(layer::without_marks).collect()
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_at_the_layer_that_joins_them() {
        let cases = [
            ("Chi bộ A", "Chi bộ A", Some(Layer::Exact)),
            ("Chi bộ Ho\u{61}\u{300}", "Chi bộ Hoà", Some(Layer::Nfc)),
            ("Đảng ủy Hoà Bình", "Đảng uỷ Hòa Bình", Some(Layer::TonePlacement)),
            ("Chi bộ Kỹ thuật", "Chi bộ Kĩ thuật", Some(Layer::IY)),
            ("Chi bộ Vật liệu", "CHI BỘ VẬT LIỆU", Some(Layer::Case)),
            ("Chi bộ Viện KH&CN", "Chi bộ Viện khoa học và công nghệ", Some(Layer::Abbreviation)),
            ("Chi bộ số 3", "Chi bộ III", Some(Layer::Abbreviation)),
            ("Đảng ủy Viện Sao Băng", "Đảng bộ Viện Sao Băng", Some(Layer::Abbreviation)),
            ("Chi bộ VSB", "Chi bộ Viện Sao Băng", Some(Layer::Abbreviation)),
            ("Chi bộ Tân Hà", "Chi bộ Tân Hạ", Some(Layer::NoTone)),
            ("Chi bộ Tân Đa", "Chi bộ Tân Dạ", Some(Layer::NoMark)),
            ("Chi bộ Thúy", "Chi bộ Thúi", None),
            ("Chi bộ 3", "Chi bộ 4", None),
        ];
        for (a, b, layer) in cases {
            assert_eq!(meet(a, b), layer, "{a} / {b}");
            assert_eq!(meet(b, a), layer, "{b} / {a}");
        }
        // Initials may stand for another name as well: they never join.
        assert_ne!(key("Chi bộ VSB"), key("Chi bộ Viện Sao Băng"));
    }
}
