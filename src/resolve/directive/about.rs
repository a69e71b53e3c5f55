//! What a document is about, and how the article relates to it.

use crate::extract::{Mention, Said, Scene, directive};
use crate::lexicon::{Class, number};
use crate::record::Relation;
use crate::text::{Kind, Text, TokenSpan};
use crate::w;

/// Longest subject, in tokens.
const LONGEST: usize = 70;
/// How far before a document its relation is looked for, in tokens.
const REACH: usize = 14;

/// The tokens of "về việc …", "về …" or a quoted title behind `end`.
pub(super) fn subject(scene: &Scene<'_>, said: &Said, end: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let sentence = text.sentence(end.saturating_sub(1)).end();
    let mut k = end;
    // "của Bộ Chính trị khóa X, về …", "(khóa XII) về …"
    while k < sentence && k < end + 6 && !is_opening(scene, k) {
        let passes = [w!(","), w!("("), w!(")"), w!("khóa"), w!(":")].contains(&text.key(k))
            || text.kind(k) == Kind::AllCaps && text.key(k).letters() <= 5 && k > end;
        if !passes {
            return None;
        }
        k += 1;
    }
    if k >= sentence || !is_opening(scene, k) {
        return None;
    }
    let quoted = text.key(k) == w!("\"");
    let mut start = k + 1;
    if !quoted {
        if text.key(start) == w!("việc") {
            start += 1;
        }
        if text.key(start) == w!("\"") {
            return closing(scene, start + 1, sentence);
        }
    }
    if quoted { closing(scene, start, sentence) } else { open(scene, said, start, sentence) }
}

/// "về" or a quotation mark.
fn is_opening(scene: &Scene<'_>, k: usize) -> bool {
    [w!("về"), w!("\"")].contains(&scene.text.key(k))
}

/// Up to the closing quotation mark.
fn closing(scene: &Scene<'_>, start: usize, sentence: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let end = (start..sentence.min(start + LONGEST)).find(|&k| text.key(k) == w!("\""))?;
    (end > start).then(|| TokenSpan::new(start, end))
}

/// Up to the end of the clause: a stop, a semicolon, a bracket, the next document, or a comma with a day or a
/// body behind it.
fn open(scene: &Scene<'_>, said: &Said, start: usize, sentence: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let mut end = sentence.min(start + LONGEST);
    for k in start..end {
        let key = text.key(k);
        let next_document =
            said.directives.iter().any(|m| m.span.first() == k + 1) && [w!("và"), w!(",")].contains(&key);
        // ", từ ngày 17/8 đến 19/8, …", ", trong hai ngày 15-16/7, …"
        let next_clause = key == w!(",") && {
            let days = k + 1..=during(text, k + 1);
            said.dates.iter().any(|d| days.contains(&d.span.first()))
                || said.organizations.iter().any(|o| o.span.first() == k + 1)
        };
        let stops = [w!(";"), w!(")"), w!("\""), w!(":")].contains(&key)
            || key == w!(".") && k + 1 == sentence
            || key == w!("/") && text.key(k.wrapping_sub(1)) == w!(".");
        if next_document || next_clause || stops {
            end = k;
            break;
        }
    }
    while end > start && [w!("."), w!(","), w!("/")].contains(&text.key(end - 1)) {
        end -= 1;
    }
    (end > start).then(|| TokenSpan::new(start, end))
}

/// One past the words that stand between a comma and the days on which what is reported took place: "từ", "vào", "trong
/// hai ngày".
fn during(text: &Text<'_>, k: usize) -> usize {
    if [w!("từ"), w!("vào")].contains(&text.key(k)) {
        return k + 1;
    }
    let several = number::read(text, k + 1).filter(|_| text.key(k) == w!("trong"));
    several.map_or(k, |n| n.end + usize::from(text.key(n.end) == w!("ngày")))
}

/// How the sentence relates to the document; a document that follows another one in a list relates as that one.
pub(super) fn relation(
    scene: &Scene<'_>,
    mention: &Mention<directive::Said>,
    last: Option<(&Mention<directive::Said>, Relation)>,
) -> Relation {
    let text = scene.text;
    let start = mention.span.first();
    let sentence = text.sentence(start).first();
    for k in (start.saturating_sub(REACH).max(sentence)..start).rev() {
        if let Some((_, relation)) = last.filter(|(m, _)| m.span.end() > k && m.span.first() >= sentence) {
            return relation;
        }
        if let Some(hit) = scene.hits.at(k, Class::Relation).filter(|h| h.span.end() <= start) {
            return code(scene.value(hit));
        }
    }
    match last {
        Some((m, relation)) if m.span.first() >= sentence => relation,
        _ => Relation::Mentions,
    }
}

fn code(value: &str) -> Relation {
    match value {
        "implements" => Relation::Implements,
        "pursuant_to" => Relation::PursuantTo,
        "according_to" => Relation::AccordingTo,
        "issued" => Relation::Issued,
        _ => Relation::Mentions,
    }
}

/// The strongest of two relations: what is carried out says more than what is named.
pub(super) fn stronger(a: Relation, b: Relation) -> Relation {
    let rank = |r: Relation| match r {
        Relation::Implements => 4,
        Relation::PursuantTo => 3,
        Relation::AccordingTo => 2,
        Relation::Issued => 1,
        Relation::Mentions => 0,
    };
    if rank(b) > rank(a) { b } else { a }
}
