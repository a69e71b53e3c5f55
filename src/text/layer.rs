//! Layered keys: at which layer do two names meet?
//!
//! The layers go from strict to loose, and each includes those before it:
//! exact → NFC → tone placement → i/y → case → abbreviation → no tone → no mark. Two spellings that meet at
//! an early layer are the same name; those that first meet without tones or marks may be. Each layer but
//! abbreviation is a key: equal keys, same name at that layer. An abbreviation ("KHCN") stands for many
//! names, so two names are compared with each other there; [`initials`] is a key that brings the candidates
//! together.

use std::borrow::Cow;
use std::fmt;

use super::compose::Vowel;
use super::normalize::normalize;
use super::syllable::{Placement, place_tones};

/// A layer at which two spellings can meet, from strict to loose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Byte for byte.
    Exact,
    /// After normalization, with runs of blanks folded.
    Nfc,
    /// With tones in one placement: "uỷ" and "ủy".
    TonePlacement,
    /// With y as i after h k l m s t and in "quy": "kỹ" and "kĩ".
    IY,
    /// In small letters.
    Case,
    /// With capitals for the words that they begin: "KHCN" and "khoa học và công nghệ".
    Abbreviation,
    /// Without tones: "thưởng" and "thường".
    NoTone,
    /// Without tones and marks: "dang" and "đảng".
    NoMark,
}

impl Layer {
    /// All layers, from strict to loose.
    pub const ALL: [Self; 8] = [
        Self::Exact,
        Self::Nfc,
        Self::TonePlacement,
        Self::IY,
        Self::Case,
        Self::Abbreviation,
        Self::NoTone,
        Self::NoMark,
    ];

    /// Name: `exact`, `nfc`, `tone-placement`, `i-y`, `case`, `abbreviation`, `no-tone`, `no-mark`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Nfc => "nfc",
            Self::TonePlacement => "tone-placement",
            Self::IY => "i-y",
            Self::Case => "case",
            Self::Abbreviation => "abbreviation",
            Self::NoTone => "no-tone",
            Self::NoMark => "no-mark",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The first layer at which two spellings meet; `None` when they meet at none.
///
/// ```
/// use trichluc::text::layer::{Layer, first_layer};
/// assert_eq!(first_layer("Đảng uỷ", "Đảng ủy"), Some(Layer::TonePlacement));
/// assert_eq!(first_layer("Viện KHCN", "Viện Khoa học và Công nghệ"), Some(Layer::Abbreviation));
/// assert_eq!(first_layer("Chi bo Vien", "Chi bộ Viện"), Some(Layer::NoMark));
/// assert_eq!(first_layer("Chi bộ A", "Chi bộ B"), None);
/// ```
#[must_use]
pub fn first_layer(a: &str, b: &str) -> Option<Layer> {
    Layer::ALL.into_iter().find(|&layer| meet(a, b, layer))
}

/// Whether two spellings meet at a layer.
#[must_use]
pub fn meet(a: &str, b: &str, layer: Layer) -> bool {
    let same = key(a, layer) == key(b, layer);
    // The layers behind abbreviation include it, and it has no key.
    same || layer >= Layer::Abbreviation && abbreviates(&key(a, Layer::IY), &key(b, Layer::IY))
}

/// The key of a spelling at a layer. [`Layer::Abbreviation`] has none of its own and gives that of
/// [`Layer::Case`].
#[must_use]
pub fn key(s: &str, layer: Layer) -> Cow<'_, str> {
    match layer {
        Layer::Exact => Cow::Borrowed(s),
        Layer::Nfc => nfc(s),
        Layer::TonePlacement => tone_placement(s),
        Layer::IY => Cow::Owned(i_y(&tone_placement(s))),
        Layer::Case | Layer::Abbreviation => Cow::Owned(key(s, Layer::IY).to_lowercase()),
        Layer::NoTone => Cow::Owned(key(s, Layer::Case).chars().map(without_tone).collect()),
        Layer::NoMark => Cow::Owned(key(s, Layer::Case).chars().map(without_marks).collect()),
    }
}

/// First letters of the words, each abbreviation letter by letter, in small letters without marks, "và"
/// and "&" left out: a key that "KHCN" shares with all that it can stand for.
///
/// ```
/// use trichluc::text::layer::initials;
/// assert_eq!(initials("Viện Ứng dụng công nghệ"), initials("Viện ƯDCN"));
/// assert_eq!(initials("KH VÀ CN"), initials("Khoa học và Công nghệ"));
/// ```
#[must_use]
pub fn initials(s: &str) -> String {
    let mut out = String::new();
    for word in words(&nfc(s)) {
        let first = if is_abbreviation(word) { usize::MAX } else { 1 };
        out.extend(word.chars().take(first).flat_map(char::to_lowercase).map(without_marks));
    }
    out
}

/// The letter without its tone.
#[must_use]
pub fn without_tone(c: char) -> char {
    Vowel::of(c).map_or(c, |v| v.with_tone(0).letter())
}

/// The letter without tone and mark; đ is d.
#[must_use]
pub fn without_marks(c: char) -> char {
    match c {
        'đ' => 'd',
        'Đ' => 'D',
        _ => Vowel::of(c).map_or(c, |v| v.with_tone(0).plain().0.letter()),
    }
}

fn nfc(s: &str) -> Cow<'_, str> {
    let normal = normalize(s).text;
    let is_folded = !normal.starts_with(char::is_whitespace)
        && !normal.ends_with(char::is_whitespace)
        && !normal.contains("  ")
        && !normal.contains(['\n', '\r', '\t']);
    if is_folded { normal } else { Cow::Owned(normal.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

fn tone_placement(s: &str) -> Cow<'_, str> {
    let normal = nfc(s);
    match place_tones(&normal, Placement::Old) {
        (Cow::Owned(placed), _) => Cow::Owned(placed),
        (Cow::Borrowed(_), _) => normal,
    }
}

/// y as i where they are one sound: after a single h k l m s t at the end of a word, and in "quy".
fn i_y(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut word: Vec<char> = Vec::new();
    for c in s.chars().chain(['\0']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        let before: String = word.iter().rev().skip(1).rev().flat_map(|c| c.to_lowercase()).collect();
        if matches!(before.as_str(), "h" | "k" | "l" | "m" | "s" | "t" | "qu")
            && let Some(last) = word.last_mut()
        {
            *last = as_i(*last);
        }
        out.extend(word.drain(..));
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

fn as_i(c: char) -> char {
    const PAIRS: [(char, char); 12] = [
        ('y', 'i'),
        ('ỳ', 'ì'),
        ('ý', 'í'),
        ('ỷ', 'ỉ'),
        ('ỹ', 'ĩ'),
        ('ỵ', 'ị'),
        ('Y', 'I'),
        ('Ỳ', 'Ì'),
        ('Ý', 'Í'),
        ('Ỷ', 'Ỉ'),
        ('Ỹ', 'Ĩ'),
        ('Ỵ', 'Ị'),
    ];
    PAIRS.iter().find(|p| p.0 == c).map_or(c, |p| p.1)
}

fn words(s: &str) -> impl Iterator<Item = &str> {
    s.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !["và", "Và", "VÀ"].contains(w))
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Most words of a name that is compared with abbreviations in mind.
const LONGEST: usize = 64;

/// Whether two names are word for word the same, an abbreviation standing for the words that it begins.
fn abbreviates(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (words(a).collect(), words(b).collect());
    if a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    // reached[i][j]: the first i words of one and the first j of the other stand for the same.
    let mut reached = vec![vec![false; b.len() + 1]; a.len() + 1];
    reached[0][0] = true;
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if !reached[i][j] {
                continue;
            }
            let (rest, more) = (&a[i..], &b[j..]);
            if let (Some(x), Some(y)) = (rest.first(), more.first()) {
                if x.to_lowercase() == y.to_lowercase() {
                    reached[i + 1][j + 1] = true;
                }
                if let Some(n) = stands_for(x, more) {
                    reached[i + 1][j + n] = true;
                }
                if let Some(n) = stands_for(y, rest) {
                    reached[i + n][j + 1] = true;
                }
            }
        }
    }
    reached[a.len()][b.len()]
}

/// Number of words that the abbreviation stands for, when it stands for the first ones.
fn stands_for(short: &str, words: &[&str]) -> Option<usize> {
    let n = short.chars().count();
    let covered = words.get(..n).filter(|_| is_abbreviation(short))?;
    let initial = |w: &str| w.chars().next().map(|c| without_tone(c).to_lowercase().collect::<String>());
    let same = |(c, w): (char, &&str)| {
        initial(w)
            .is_some_and(|i| i == c.to_lowercase().collect::<String>() || (c.is_ascii() && plain(&i, c)))
    };
    short.chars().map(without_tone).zip(covered).all(same).then_some(n)
}

/// "UDCN" written for "ƯDCN".
fn plain(initial: &str, c: char) -> bool {
    initial.chars().next().map(without_marks) == Some(c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layer_has_its_pair() {
        for (a, b, layer) in [
            ("Chi bộ", "Chi bộ", Some(Layer::Exact)),
            ("Chi  bộ", "Chi bô\u{323}", Some(Layer::Nfc)),
            ("Hoà Bình", "Hòa Bình", Some(Layer::TonePlacement)),
            ("nghịêm thu", "nghiệm thu", Some(Layer::TonePlacement)),
            ("Kỹ thuật", "Kĩ thuật", Some(Layer::IY)),
            ("quý I", "quí I", Some(Layer::IY)),
            ("Vật liệu", "VẬT LIỆU", Some(Layer::Case)),
            ("Doanh nghiệp KHCN", "Doanh nghiệp khoa học công nghệ", Some(Layer::Abbreviation)),
            ("Viện UDCN", "Viện Ứng dụng công nghệ", Some(Layer::Abbreviation)),
            ("Ban thưởng vụ", "Ban thường vụ", Some(Layer::NoTone)),
            ("Dang uy", "Đảng ủy", Some(Layer::NoMark)),
            ("tay", "tai", None),
            ("thúy", "thúi", None),
            ("Viện KHXH", "Viện Khoa học và Công nghệ", None),
        ] {
            assert_eq!(first_layer(a, b), layer, "{a} / {b}");
            assert_eq!(first_layer(b, a), layer, "{b} / {a}");
        }
    }

    #[test]
    fn layers_include_those_before() {
        let names = ["Hoà", "Hòa", "hòa", "HOÀ", "hoa", "Lý", "lí", "Ly", "li"];
        for a in names {
            for b in names {
                let first = first_layer(a, b);
                for layer in Layer::ALL {
                    assert_eq!(meet(a, b, layer), first.is_some_and(|f| f <= layer), "{a} {b} {layer}");
                }
            }
        }
    }
}
