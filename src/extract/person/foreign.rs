//! Words of names that are not Vietnamese: what tells them, and what may stand between them.

use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Kind, Text, Token};
use crate::w;

/// Whether the word at token `k` is no syllable of Vietnamese: "Trump", "Vladimir".
pub(super) fn is_foreign(text: &Text<'_>, k: usize) -> bool {
    let Some(token) = text.get(k).filter(|t| t.is_word()) else { return false };
    let Some(word) = text.norm().get(token.start as usize..token.end as usize) else { return false };
    word.is_ascii() && is_foreign_word(word)
}

/// The same of a word without marks.
fn is_foreign_word(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    if lower.len() > 6 || lower.contains(['f', 'j', 'w', 'z']) {
        return true;
    }
    // "Vitaly", "Harry", "Obama": a syllable has one run of vowels.
    let vowel = |b: u8| b"aeiouy".contains(&b);
    let runs = lower.as_bytes().windows(2).filter(|w| matches!(w, [a, b] if !vowel(*a) && vowel(*b))).count()
        + usize::from(lower.bytes().next().is_some_and(vowel));
    if runs > 1 {
        return true;
    }
    // "Trump", "Scott", "Kent": two consonants at the end other than those of Vietnamese syllables
    let close = lower.as_bytes().windows(2).next_back().is_some_and(|w| {
        matches!(w, [a, b] if !vowel(*a) && !vowel(*b)) && ![b"ng", b"nh", b"ch"].iter().any(|e| *e == w)
    });
    if close && word.len() > 2 {
        return true;
    }
    let ends = ["b", "d", "l", "r", "s", "v", "x", "k", "q"].iter().any(|e| lower.ends_with(e));
    let begins =
        ["bl", "br", "cl", "cr", "dr", "gl", "gr", "pl", "pr", "sc", "sh", "sl", "sm", "sn", "sp", "st"]
            .iter()
            .any(|b| lower.starts_with(b));
    word.len() > 2 && (runs == 0 || ends || begins || lower.contains("ss") || lower.contains("ck"))
}

/// Whether the word is a Vietnamese syllable that only its marks tell: "Vì", "Ở"; not "Hernández".
pub(super) fn is_marked(token: &Token, norm: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    let Some(word) = norm.get(token.start as usize..token.end as usize) else { return false };
    let plain: String = word.nfd().filter(char::is_ascii).collect();
    !word.is_ascii() && !plain.is_empty() && !is_foreign_word(&plain)
}

/// "Donald Trump Có", "Theresa May Vì", "Isaac Chàng": behind a foreign name a sentence begins without its full stop at
/// token `k`; "Esteban Hernández" goes on.
pub(super) fn sentence_behind(scene: &Scene<'_>, i: usize, k: usize) -> bool {
    let (text, hits) = (scene.text, scene.hits);
    let Some(token) = text.get(k).filter(|t| k > i && t.kind == Kind::Capital) else { return false };
    // Asked first, because hardly a name is foreign.
    if !is_foreign(text, i) {
        return false;
    }
    let second = || {
        // "Sabeco Liên quan đến"
        let word = hits.at(k, Class::PersonVerb).is_some_and(|h| h.span.len() > 1);
        is_marked(token, text.norm())
            && (word || hits.covering(k, Class::GivenName).is_none())
            && text.get(k + 1).is_some_and(|t| t.kind == Kind::Lower || t.key == w!("\""))
    };
    // "Adrian Anh Tuấn" goes on, "Donald Trump Tiếp" does not.
    let given = || hits.covering(k, Class::GivenName).is_some() && !is_foreign(text, k - 1);
    (k > i + 1 && !given() || second())
        && (is_marked(token, text.norm()) || hits.at(k, Class::Number).is_some())
        && (i..=k).all(|j| hits.at(j, Class::Surname).is_none())
}

/// One past "de", "bin", "al-" at token `k` between two words of a foreign name: "Angel Montes de Oca".
pub(super) fn after_particle(scene: &Scene<'_>, k: usize) -> usize {
    let text = scene.text;
    let ascii = |j: usize| {
        text.get(j)
            .is_some_and(|t| text.norm().get(t.start as usize..t.end as usize).is_some_and(str::is_ascii))
    };
    let particle = |j: usize| text.kind(j) == Kind::Lower && is_listed(scene, j, "particle") && ascii(j);
    let foreign = |j: usize| is_foreign(text, j);
    if k == 0 || !particle(k) {
        return k;
    }
    let mut j = k + 1;
    if particle(j) {
        j += 1;
    }
    if text.key(j) == w!("-") && text.glued(j) && text.glued(j + 1) {
        j += 1;
    }
    let next = text.get(j).is_some_and(|t| t.is_capital() && !t.starts_sentence());
    if next && (foreign(k - 1) || foreign(j)) { j } else { k }
}

/// "Harley Street", "Waste Solutions", "Salomon Brothers": a run of capitals from token `i` on whose last word is one of
/// streets, firms and bodies.
pub(super) fn is_body(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let ascii = |k: usize| {
        text.get(k)
            .filter(|t| t.kind == Kind::Capital && (k == i || !t.starts_sentence()))
            .and_then(|t| text.norm().get(t.start as usize..t.end as usize))
            .filter(|w| w.is_ascii())
    };
    (i + 1..i + 5).take_while(|&k| ascii(k).is_some()).last().is_some_and(|k| is_listed(scene, k, "body"))
}

/// Whether the list has the word at token `k` as `what`.
fn is_listed(scene: &Scene<'_>, k: usize, what: &str) -> bool {
    scene.hits.at(k, Class::ForeignWord).is_some_and(|h| scene.value(h) == what)
}
