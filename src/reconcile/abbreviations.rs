//! Short forms in names of cells, written out so that "KHCN" and "khoa học công nghệ" meet.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::layer::fold;
use crate::text::layer::Layer;

static LIST: &str = include_str!("../../lexicon/tables/abbreviations.tsv");

static FULL: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let pairs = lines.filter_map(|l| l.split_once('\t'));
    pairs.map(|(short, full)| (fold(short, Layer::Case), fold(full, Layer::Case))).collect()
});

/// The longest short form, in syllables.
const LONGEST: usize = 4;

/// Folded syllables with the short forms written out, "số" before a number dropped, Roman numbers as digits,
/// and Đảng ủy as the Đảng bộ that it leads.
pub(super) fn expand(syllables: &[String]) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut numbers: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    while at < syllables.len() {
        let rest = syllables.get(at..).unwrap_or(&[]);
        let found = (1..=LONGEST.min(rest.len())).rev().find_map(|n| {
            let phrase = rest.get(..n)?.join(" ");
            FULL.get(phrase.as_str()).map(|full| (n, full.as_str()))
        });
        match (found, rest) {
            (Some((n, full)), _) => {
                out.push(full);
                at += n;
            }
            (None, [number, next, ..]) if number == "số" && value(next).is_some() => at += 1,
            (None, [word, ..]) => {
                if let Some(n) = value(word) {
                    numbers.push((out.len(), n.to_string()));
                }
                out.push(word);
                at += 1;
            }
            (None, []) => break,
        }
    }
    let mut words: Vec<String> = out.into_iter().map(str::to_owned).collect();
    for (place, number) in numbers {
        if let Some(word) = words.get_mut(place) {
            *word = number;
        }
    }
    words.join(" ")
}

/// The value of "3", "03" or "iii". Roman numbers up to 39: no "c" or "d", which name classes and blocks
/// more often than hundreds; a lone "i", "v" or "x" counts.
fn value(word: &str) -> Option<u32> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    let digits: Option<Vec<u32>> = word
        .bytes()
        .map(|b| match b {
            b'i' => Some(1),
            b'v' => Some(5),
            b'x' => Some(10),
            _ => None,
        })
        .collect();
    let digits = digits?;
    let next = digits.iter().skip(1).chain([&0]);
    let sum: i64 =
        digits.iter().zip(next).map(|(&d, &n)| if d < n { -i64::from(d) } else { i64::from(d) }).sum();
    let n = u32::try_from(sum).ok().filter(|&n| (1..40).contains(&n))?;
    (roman(n) == word).then_some(n)
}

fn roman(n: u32) -> String {
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = usize::try_from(n / 10).unwrap_or(0);
    "x".repeat(tens) + ones.get(usize::try_from(n % 10).unwrap_or(0)).unwrap_or(&"")
}
