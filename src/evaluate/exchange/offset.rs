//! Units of places: code points, UTF-16 units, bytes of UTF-8.
//!
//! brat and doccano run on Python and count code points, browsers and Java count UTF-16 units, and some scripts
//! count bytes. For Vietnamese in NFC the first two agree until the first emoji, so a wrong unit goes unnoticed
//! for a long time and then shifts everything behind. Hence: a unit is stated, or proved by the words.

use std::str::FromStr;

use crate::evaluate::locate::slice;
use crate::{Error, Result};

/// What a place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::CodePoints, Self::Utf16, Self::Bytes];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoints => "code-points",
            Self::Utf16 => "utf-16",
            Self::Bytes => "bytes",
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::CodePoints => 1,
            Self::Utf16 => c.len_utf16(),
            Self::Bytes => c.len_utf8(),
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|u| u.name() == s).ok_or_else(|| {
            Error::new(format!("unknown unit `{s}`")).remedy("one of code-points, utf-16, bytes")
        })
    }
}

/// The places of one text in one unit.
#[derive(Debug, Clone)]
pub struct Places {
    /// Place of each code point in the unit, and of the end.
    at: Vec<usize>,
}

impl Places {
    /// Counts `text` in `unit`.
    #[must_use]
    pub fn new(text: &str, unit: Unit) -> Self {
        let mut at = vec![0];
        let mut sum = 0;
        for c in text.chars() {
            sum += unit.width(c);
            at.push(sum);
        }
        Self { at }
    }

    /// The code point at place `n`; `None` beyond the end or inside a character.
    #[must_use]
    pub fn code_point(&self, n: usize) -> Option<usize> {
        self.at.binary_search(&n).ok()
    }

    /// The place of code point `i`; the end for anything beyond.
    #[must_use]
    pub fn of(&self, i: usize) -> usize {
        self.at.get(i).or(self.at.last()).copied().unwrap_or(0)
    }

    /// Both ends of a range as code points.
    #[must_use]
    pub fn range(&self, [start, end]: [usize; 2]) -> Option<[usize; 2]> {
        Some([self.code_point(start)?, self.code_point(end)?]).filter(|r| r[0] <= r[1])
    }
}

/// A range as a format gives it, with the words that should stand there, when the format has them.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Half-open range in the format's unit.
    pub range: [usize; 2],
    /// The words.
    pub words: Option<String>,
}

/// The unit of the claims of one text, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The unit.
    pub unit: Unit,
    /// How many claims hold in it.
    pub hold: usize,
    /// Whether some of the claims that do not hold would hold in another unit.
    pub mixed: bool,
}

/// Finds the unit in which most claims hold; the format's own wins a tie.
///
/// Without words a claim holds when it lies within the text and cuts no word.
#[must_use]
pub fn detect(text: &str, claims: &[Claim], own: Unit) -> Found {
    let mut units = vec![own];
    units.extend(Unit::ALL.into_iter().filter(|u| *u != own));
    let held: Vec<(Unit, Vec<bool>)> = units
        .into_iter()
        .map(|unit| {
            let places = Places::new(text, unit);
            (unit, claims.iter().map(|c| holds(text, &places, c)).collect())
        })
        .collect();
    let count = |holds: &[bool]| holds.iter().filter(|h| **h).count();
    // `max_by_key` would give the last of equals.
    let mut best = 0;
    for (i, (_, holds)) in held.iter().enumerate() {
        if held.get(best).is_some_and(|(_, b)| count(holds) > count(b)) {
            best = i;
        }
    }
    let Some((unit, holds)) = held.get(best) else { return Found { unit: own, hold: 0, mixed: false } };
    let elsewhere = |i: usize| held.iter().any(|(_, h)| h.get(i) == Some(&true));
    let mixed = holds.iter().enumerate().any(|(i, h)| !h && elsewhere(i));
    Found { unit: *unit, hold: count(holds), mixed }
}

/// Whether the words of a range are the words that are claimed; blanks and line breaks are alike.
#[must_use]
pub fn same_words(found: &str, claimed: &str) -> bool {
    found == claimed || found.split_whitespace().eq(claimed.split_whitespace())
}

fn holds(text: &str, places: &Places, claim: &Claim) -> bool {
    let Some(range) = places.range(claim.range) else { return false };
    let Some(found) = slice(text, range) else { return false };
    match &claim.words {
        Some(words) => same_words(found, words),
        None => !found.is_empty() && !cuts_word(text, range[0]) && !cuts_word(text, range[1]),
    }
}

/// Whether letters or digits stand on both sides of a place.
fn cuts_word(text: &str, at: usize) -> bool {
    let inside = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let mut around = text.chars().skip(at.saturating_sub(1));
    at > 0 && around.next().is_some_and(inside) && around.next().is_some_and(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "😀 Bí thư Lò Văn Páo dự họp";

    fn claim(unit: Unit, words: &str, quoted: bool) -> Claim {
        let byte = TEXT.find(words).unwrap();
        let start = TEXT[..byte].chars().count();
        let places = Places::new(TEXT, unit);
        let range = [places.of(start), places.of(start + words.chars().count())];
        Claim { range, words: quoted.then(|| words.to_owned()) }
    }

    #[test]
    fn each_unit_is_known_by_its_words_and_by_word_edges() {
        for quoted in [true, false] {
            for unit in Unit::ALL {
                let claims = [claim(unit, "Bí thư", quoted), claim(unit, "Lò Văn Páo", quoted)];
                let found = detect(TEXT, &claims, Unit::CodePoints);
                assert_eq!(found, Found { unit, hold: 2, mixed: false }, "{unit:?} {quoted}");
            }
        }
    }

    #[test]
    fn mixed_units_are_noticed() {
        let claims = [
            claim(Unit::Bytes, "Bí thư", true),
            claim(Unit::Utf16, "dự", true),
            claim(Unit::Utf16, "họp", true),
        ];
        let found = detect(TEXT, &claims, Unit::CodePoints);
        assert_eq!(found, Found { unit: Unit::Utf16, hold: 2, mixed: true });
    }

    #[test]
    fn places_inside_a_character_are_none() {
        let places = Places::new(TEXT, Unit::Utf16);
        assert_eq!(places.code_point(1), None);
        assert_eq!(places.code_point(2), Some(1));
        assert_eq!(places.code_point(9999), None);
        assert_eq!(places.range([3, 2]), None);
    }
}
