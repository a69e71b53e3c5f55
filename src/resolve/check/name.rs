//! One new member under two names: "đồng chí Nguyễn Thị Nga Linh … đồng chí Trần Thị Nga Linh".

use super::Finding;
use crate::extract::{Said, Scene};
use crate::text::{Key, Kind, TokenSpan};

/// A name of the article as its keys.
struct Name {
    keys: Vec<Key>,
    span: TokenSpan,
    admitted: bool,
}

/// Names that differ in one syllable, where one is that of a new member. Given names differ between persons, and
/// three syllables are too few to tell a slip from a relative.
pub(super) fn two(scene: &Scene<'_>, said: &Said, out: &mut Vec<Finding>) {
    let text = scene.text;
    if said.people.iter().all(|m| m.value.admitted.is_none()) {
        return;
    }
    let mut names: Vec<Name> = Vec::new();
    for m in said.people.iter().filter(|m| !m.value.short && m.value.by_post.is_none()) {
        let span = m.value.name;
        let keys: Vec<Key> =
            (span.first()..span.end()).filter(|&k| text.kind(k) != Kind::Sign).map(|k| text.key(k)).collect();
        let admitted = m.value.admitted.is_some();
        match names.iter_mut().find(|n| n.keys == keys) {
            Some(n) => n.admitted |= admitted,
            None => names.push(Name { keys, span, admitted }),
        }
    }
    for (k, a) in names.iter().enumerate() {
        for b in names.iter().skip(k + 1) {
            let apart = a.keys.iter().zip(&b.keys).filter(|(p, q)| p != q).count();
            let alike = a.keys.len() == b.keys.len()
                && a.keys.len() > 3
                && apart == 1
                && a.keys.last() == b.keys.last();
            // Two who were admitted together are two.
            if !alike || a.admitted == b.admitted {
                continue;
            }
            let (first, second) = (text.folded(a.span), text.folded(b.span));
            out.push(Finding {
                code: "person.two_names",
                vi: format!("một đảng viên mới có thể mang hai tên: \"{first}\" và \"{second}\""),
                en: format!("one new member may stand under two names: \"{first}\" and \"{second}\""),
                spans: vec![a.span, b.span],
            });
        }
    }
}
