//! Layers of sameness: from "written alike" to "alike once every mark is dropped".
//!
//! Each layer folds more than the one before. Two names that meet at a strong layer are one name in two
//! spellings; where they only meet without tones or without marks they may be two ("Hà", "Hạ"), so those
//! layers propose and never join.

use unicode_normalization::UnicodeNormalization;

use super::abbreviations;

/// A layer, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The same bytes.
    Exact,
    /// The same after NFC and folding of blanks.
    Nfc,
    /// "hoà" and "hòa".
    TonePlace,
    /// "kỳ" and "kỳ" written "kì".
    IY,
    /// Capitals and punctuation aside.
    Case,
    /// "KHCN" and "khoa học công nghệ"; "Chi bộ số 3" and "Chi bộ III"; Đảng ủy and Đảng bộ of one body.
    Abbreviation,
    /// Tones dropped.
    NoTone,
    /// All marks dropped, đ as d.
    NoMark,
}

impl Layer {
    /// All layers, strongest first.
    pub const ALL: [Self; 8] = [
        Self::Exact,
        Self::Nfc,
        Self::TonePlace,
        Self::IY,
        Self::Case,
        Self::Abbreviation,
        Self::NoTone,
        Self::NoMark,
    ];

    /// Whether names that meet here are one name; where they are not, they may be two.
    #[must_use]
    pub fn joins(self) -> bool {
        self < Self::NoTone
    }

    /// Stable name: `tone_place`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Nfc => "nfc",
            Self::TonePlace => "tone_place",
            Self::IY => "i_y",
            Self::Case => "case",
            Self::Abbreviation => "abbreviation",
            Self::NoTone => "no_tone",
            Self::NoMark => "no_mark",
        }
    }
}

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
    if layer == Layer::Exact {
        return name.to_owned();
    }
    let nfc: String = name.nfc().collect();
    let words = nfc.split_whitespace();
    match layer {
        Layer::Exact | Layer::Nfc => join(words.map(str::to_owned)),
        Layer::TonePlace => join(words.map(|w| each_syllable(w, tone_last))),
        Layer::IY => join(words.map(|w| each_syllable(w, |s| short_i(&tone_last(s))))),
        _ => {
            let lower = nfc.to_lowercase().replace('&', " và ");
            let syllables = lower.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
            let syllables = syllables.filter(|s| !s.is_empty()).map(|s| short_i(&tone_last(s)));
            if layer == Layer::Case {
                return join(syllables);
            }
            let full = abbreviations::expand(&syllables.collect::<Vec<_>>());
            match layer {
                Layer::NoTone => full.chars().filter(|&c| !is_tone(c)).collect(),
                Layer::NoMark => without_marks(&full),
                _ => full,
            }
        }
    }
}

/// The strongest layer at which two names meet; `None` where they never do.
#[must_use]
pub fn meet(a: &str, b: &str) -> Option<Layer> {
    Layer::ALL.into_iter().find(|&l| fold(a, l) == fold(b, l))
}

/// Text without any mark, đ as d: what is typed into a search box.
///
/// ```
/// assert_eq!(trichluc::reconcile::without_marks("Đảng ủy"), "Dang uy");
/// ```
#[must_use]
pub fn without_marks(s: &str) -> String {
    let plain = |c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c => c,
    };
    s.nfd().filter(|&c| !is_mark(c)).map(plain).collect()
}

fn join(words: impl Iterator<Item = String>) -> String {
    words.fold(String::new(), |mut all, w| {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&w);
        all
    })
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Grave, acute, tilde, hook above, dot below: the five tones as combining marks.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Applies `f` to each run of letters of a word, keeping what stands between.
fn each_syllable(word: &str, f: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in word.chars() {
        if c.is_alphanumeric() || is_mark(c) {
            run.push(c);
        } else {
            out.push_str(&f(&run));
            run.clear();
            out.push(c);
        }
    }
    out.push_str(&f(&run));
    out
}

/// A syllable with its tone, as a combining mark, at the end.
fn tone_last(syllable: &str) -> String {
    if syllable.is_ascii() {
        return syllable.to_owned();
    }
    let mut tones = String::new();
    let base: String = syllable
        .nfd()
        .filter(|&c| {
            if is_tone(c) {
                tones.push(c);
                false
            } else {
                true
            }
        })
        .nfc()
        .collect();
    base + &tones
}

/// y as i where both are one sound: alone after h k l m s t, and in "quy". Takes a syllable of [`tone_last`].
fn short_i(syllable: &str) -> String {
    let letters = syllable.trim_end_matches(is_tone);
    let Some(head) = letters.strip_suffix(['y', 'Y']) else { return syllable.to_owned() };
    let alone = matches!(head.to_lowercase().as_str(), "h" | "k" | "l" | "m" | "s" | "t" | "qu");
    if !alone {
        return syllable.to_owned();
    }
    let i = if letters.ends_with('Y') { 'I' } else { 'i' };
    format!("{head}{i}{}", &syllable.get(letters.len()..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_meet_at_the_layer_that_joins_them() {
        let cases = [
            ("Chi bộ A", "Chi bộ A", Some(Layer::Exact)),
            ("Chi bộ Ho\u{61}\u{300}", "Chi bộ Hoà", Some(Layer::Nfc)),
            ("Đảng ủy Hoà Bình", "Đảng uỷ Hòa Bình", Some(Layer::TonePlace)),
            ("Chi bộ Kỹ thuật", "Chi bộ Kĩ thuật", Some(Layer::IY)),
            ("Chi bộ Vật liệu", "CHI BỘ VẬT LIỆU", Some(Layer::Case)),
            ("Chi bộ Viện KH&CN", "Chi bộ Viện khoa học và công nghệ", Some(Layer::Abbreviation)),
            ("Chi bộ số 3", "Chi bộ III", Some(Layer::Abbreviation)),
            ("Đảng ủy Viện Sao Băng", "Đảng bộ Viện Sao Băng", Some(Layer::Abbreviation)),
            ("Chi bộ Tân Hà", "Chi bộ Tân Hạ", Some(Layer::NoTone)),
            ("Chi bộ Tân Đa", "Chi bộ Tân Dạ", Some(Layer::NoMark)),
            ("Chi bộ Thúy", "Chi bộ Thúi", None),
            ("Chi bộ 3", "Chi bộ 4", None),
        ];
        for (a, b, layer) in cases {
            assert_eq!(meet(a, b), layer, "{a} / {b}");
            assert_eq!(meet(b, a), layer, "{b} / {a}");
        }
    }
}
