//! A list of names against the number before it: "02 đồng chí: A, B và C".

use super::{Finding, vi_number};
use crate::extract::count::Noun;
use crate::extract::{Said, Scene};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Compares each number of persons with the list of names that follows it.
pub(super) fn lengths(scene: &Scene<'_>, said: &Said, out: &mut Vec<Finding>) {
    for m in &said.counts {
        let s = &m.value;
        let Noun::At(noun) = s.noun else { continue };
        if s.kind != "person" || s.other.is_some() || s.approx.is_some() || s.value > 60.0 {
            continue;
        }
        let Some(first) = said.people.iter().position(|p| p.span.first() >= noun.end()) else { continue };
        let Some(person) = said.people.get(first) else { continue };
        if person.value.by_post.is_some()
            || person.value.short
            || !leads(scene, noun.end(), person.span.first())
        {
            continue;
        }
        let list = person.value.list;
        let names: Vec<TokenSpan> = said
            .people
            .iter()
            .skip(first)
            .take_while(|p| p.value.list == list)
            .filter(|p| p.value.by_post.is_none())
            .map(|p| p.span)
            .collect();
        let (Some(&a), Some(&b)) = (names.first(), names.last()) else { continue };
        // One name is no list; and a list that goes on in a way that was not read proves nothing.
        let found = names.len() as f64;
        if names.len() < 2 || found == s.value || goes_on(scene, said, first + names.len(), b) {
            continue;
        }
        out.push(Finding {
            code: "count.list_differs",
            vi: format!("nêu {} người nhưng danh sách có {} tên", vi_number(s.value), vi_number(found)),
            en: format!("{} persons are stated, {found} are named", s.value),
            spans: vec![m.span, a.to(b)],
        });
    }
}

/// Whether only words that introduce a list stand between a noun and the first name.
fn leads(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    const WORDS: [Key; 18] = [
        w!(":"),
        w!("là"),
        w!("gồm"),
        w!("các"),
        w!("đồng"),
        w!("chí"),
        w!("đ"),
        w!("/"),
        w!("c"),
        w!("có"),
        w!("mới"),
        w!("ưu"),
        w!("tú"),
        w!("đảng"),
        w!("viên"),
        w!("quần"),
        w!("chúng"),
        w!("("),
    ];
    to.saturating_sub(from) <= 7 && (from..to).all(|i| WORDS.contains(&scene.text.key(i)))
}

/// Whether the list may go on behind its last name: another name stands near in the same sentence, or dots.
fn goes_on(scene: &Scene<'_>, said: &Said, next: usize, last: TokenSpan) -> bool {
    let text = scene.text;
    let sentence = text.sentence(last.first());
    let near = said.people.get(next).is_some_and(|p| p.span.first() < sentence.end());
    let dots = (last.end()..sentence.end()).any(|i| {
        text.key(i) == w!("…")
            || text.key(i) == w!("v")
            || text.key(i) == w!("khác")
            || text.key(i) == w!("nhiều")
    });
    // A capitalized word right behind a comma may be a name that was not read.
    let unread = (last.end()..sentence.end().min(last.end() + 40)).any(|i| {
        (text.key(i) == w!(",") || text.key(i) == w!("và") || text.key(i) == w!(";"))
            && text.get(i + 1).is_some_and(|t| t.kind == Kind::Capital)
            && text.get(i + 2).is_some_and(|t| t.kind == Kind::Capital)
    });
    near || dots || unread
}
