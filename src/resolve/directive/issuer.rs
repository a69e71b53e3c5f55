//! Who issued a document: the body behind "của", or the one that "đã ban hành" it.

use crate::extract::{Said, Scene, organization};
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Furthest that a subject is looked for before its verb, in tokens.
const REACH: usize = 24;

/// The body whose name begins at token `k`: "Bộ Chính trị", "Đảng ủy Viện A", "Giám đốc Công an tỉnh".
pub(super) fn body(scene: &Scene<'_>, said: &Said, k: usize) -> Option<TokenSpan> {
    let text = scene.text;
    text.get(k).filter(|t| t.is_word())?;
    let party = organization::read(scene, k).map(|(span, _)| span);
    let whole = scene.hits.at(k, Class::Office).filter(|h| scene.value(h) == "whole");
    if let Some(hit) = whole {
        return Some(TokenSpan::new(k, whole_end(scene, hit.span.end())));
    }
    let office = scene.hits.at(k, Class::Office).map(|hit| {
        let end = hit.span.end();
        // "Chủ tịch UBND tỉnh", "Cơ quan Cảnh sát điều tra, Bộ Công an"
        let next = end + usize::from(text.key(end) == w!(",") && !is_clause(scene, end + 1));
        match organization::read(scene, next).filter(|(s, _)| s.len() > 1 || next == end) {
            Some((span, _)) => TokenSpan::new(k, span.end()),
            None => TokenSpan::new(k, end),
        }
    });
    let span = match (office, party) {
        (Some(a), Some(b)) => Some(if a.end() >= b.end() { a } else { b }),
        (a, b) => a.or(b),
    }?;
    Some(before_others(said, span))
}

/// "Ban Bí thư" goes on with "Trung ương", "TW", "T.Ư", "Đảng".
fn whole_end(scene: &Scene<'_>, mut end: usize) -> usize {
    let text = scene.text;
    loop {
        let step = if text.matches(end, &[w!("trung"), w!("ương")]) {
            2
        } else if text.matches(end, &[w!("t"), w!("."), w!("ư")])
            || text.matches(end, &[w!("t"), w!("."), w!("w")])
        {
            3
        } else if [w!("tw"), w!("đảng")].contains(&text.key(end))
            && text.get(end).is_some_and(|t| t.is_capital() && !t.starts_sentence())
            || text.key(end) == w!("tư") && text.kind(end) == Kind::AllCaps
        {
            1
        } else {
            return end;
        };
        end += step;
    }
}

/// Whether a clause of its own begins here, rather than an apposition of the name before.
fn is_clause(scene: &Scene<'_>, k: usize) -> bool {
    let unit = scene.hits.at(k, Class::Unit).is_some();
    !(unit && scene.text.get(k).is_some_and(|t| t.is_capital()))
}

/// Cuts "UBND thành phố Nguyễn Văn An" before the person, "Đảng uỷ xã và Kế hoạch số 1" before the document.
fn before_others(said: &Said, span: TokenSpan) -> TokenSpan {
    let inside = |at: TokenSpan| at.first() > span.first() && at.first() < span.end();
    // Mentions stand in the order of the text.
    let people = said.people.partition_point(|m| m.span.first() <= span.first());
    let documents = said.directives.partition_point(|m| m.span.first() <= span.first());
    let people = said.people.iter().skip(people).map(|m| m.span).take_while(|&at| inside(at));
    let document = said.directives.get(documents).map(|m| m.span).filter(|&at| inside(at));
    let person = people.into_iter().find(|at| at.end() >= span.end());
    match [person, document].into_iter().flatten().map(|s| s.first()).min() {
        Some(end) => TokenSpan::new(span.first(), end),
        None => span,
    }
}

/// The body behind "của" at token `k`, over a comma; "do X ban hành" too.
pub(super) fn behind(scene: &Scene<'_>, said: &Said, k: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let at = if text.key(k) == w!(",") { k + 1 } else { k };
    if text.get(at).is_none_or(|t| t.starts_paragraph()) {
        return None;
    }
    match text.key(at) {
        // "của Hội nghị Trung ương 4": a gathering issues by its committee, which is not named
        w if w == w!("của") && scene.hits.at(at + 1, Class::Gathering).is_some() => None,
        w if w == w!("của") => body(scene, said, at + 1),
        w if w == w!("do") => {
            let span = body(scene, said, at + 1)?;
            let verb = (span.end()..span.end() + 5).any(|j| scene.hits.at(j, Class::Issue).is_some());
            verb.then_some(span)
        }
        _ => None,
    }
}

/// The subject of a verb of issuing before token `k`.
pub(super) fn before(scene: &Scene<'_>, said: &Said, k: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let sentence = text.sentence(k).first();
    let mut at = k;
    // "đã ban hành các Quyết định số …"
    while at > sentence && BETWEEN.contains(&text.key(at - 1)) {
        at -= 1;
    }
    let verb = scene.hits.before(at, Class::Issue)?;
    let mut end = verb.span.first();
    while end > sentence
        && (ADVERBS.contains(&text.key(end - 1)) || scene.hits.before(end, Class::Issue).is_some())
    {
        end -= 1;
    }
    // "Thường vụ Quân ủy Trung ương (QUTW) ban hành"
    if end > sentence + 3 && text.key(end - 1) == w!(")") && text.key(end - 3) == w!("(") {
        end -= 3;
    }
    subject(scene, said, sentence, end)
}

/// The body whose name ends at `end`, or before the name of a person that ends there.
fn subject(scene: &Scene<'_>, said: &Said, sentence: usize, end: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let mut found: Option<TokenSpan> = None;
    for c in (end.saturating_sub(REACH).max(sentence)..end).rev() {
        let key = text.key(c);
        if text.kind(c) == Kind::Sign && ![w!("-"), w!("&"), w!("."), w!(",")].contains(&key) {
            break;
        }
        // A comma may stand inside one name only: "Cơ quan Cảnh sát điều tra, Bộ Công an".
        if key == w!(",") && found.is_none_or(|f| f.first() != c + 1) {
            break;
        }
        let Some(span) = body(scene, said, c) else { continue };
        let reaches =
            span.end() == end || span.end() < end && is_name(scene, said, TokenSpan::new(span.end(), end));
        if reaches {
            found = Some(span);
        }
    }
    found
}

/// Whether the tokens are the name of a person.
fn is_name(scene: &Scene<'_>, said: &Said, span: TokenSpan) -> bool {
    let next = said.people.partition_point(|m| m.span.first() <= span.first());
    let last = next.checked_sub(1).and_then(|k| said.people.get(k));
    last.is_some_and(|m| m.span.end() >= span.end())
        || span.len() <= 5
            && (span.first()..span.end()).all(|k| scene.text.get(k).is_some_and(|t| t.is_capital()))
}

/// Words between a verb of issuing and the kind of a document.
const BETWEEN: [Key; 9] =
    [w!("các"), w!("những"), w!("một"), w!("hai"), w!("ba"), w!("loạt"), w!("bản"), w!("số"), w!("thêm")];

/// Words between a subject and its verb.
const ADVERBS: [Key; 9] =
    [w!("đã"), w!("vừa"), w!("cũng"), w!("mới"), w!("đồng"), w!("thời"), w!("tiếp"), w!("tục"), w!("còn")];
