//! What was given to named persons, or imposed on them: "công nhận đảng viên chính thức cho đồng chí A", "trao Giấy
//! khen cho A và B", "kỷ luật khiển trách đối với A"; and who was elected to what.
//!
//! What is only asked for ("đề nghị tặng Giấy khen cho A") gives nothing.

use super::action::{award, penalty};
use super::{Action, Said, admitted};
use crate::extract::{Mention, Scene, organization};
use crate::lexicon::Class;
use crate::record::ActionKind;
use crate::text::{Kind, TokenSpan};
use crate::w;

/// Rules that read what was given.
pub(super) const RULES: &[&str] = &["action.to", "action.elected", "action.list"];

/// Gives actions to the persons behind "cho", "đối với", and to those who were elected.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    for k in 0..people.len() {
        let Some(m) = people.get(k) else { break };
        let (first, list) = (m.span.first(), m.value.list);
        let opens = list == k && m.value.by_post.is_none();
        let Some(action) = (if opens { given(scene, first) } else { None }) else { continue };
        let sentence = scene.text.sentence(first);
        for m in people.iter_mut().skip(k) {
            if m.value.list == list && m.span.first() < sentence.end() {
                m.value.actions.push(action);
            }
        }
    }
    let text = scene.text;
    for hit in scene.hits.of(Class::Predicate).filter(|h| scene.value(h) == "elected") {
        let won = |&i: &usize| [w!("bầu"), w!("trúng"), w!("đắc"), w!("tái")].contains(&text.key(i));
        if let Some(i) = (hit.span.first()..hit.span.end()).find(won) {
            elected(scene, people, i);
        }
    }
}

/// What is given to the person whose name begins at token `at`: the words before "cho", "đối với".
fn given(scene: &Scene<'_>, at: usize) -> Option<Action> {
    let text = scene.text;
    let first = text.sentence(at).first();
    let to = (first..at)
        .rev()
        .take(14)
        .find(|&c| text.key(c) == w!("cho") || text.matches(c, &[w!("đối"), w!("với")]))?;
    let behind = if text.key(to) == w!("cho") { to + 1 } else { to + 2 };
    if !admitted::gap_allowed(scene, behind, at) {
        return None;
    }
    let from = to.saturating_sub(14).max(first);
    let window = || (from..to).rev();
    let make = |kind, span, object: Option<TokenSpan>| Action { kind, span, object, rule: "action.to" };
    // "công nhận đảng viên chính thức", "chuyển đảng chính thức"
    if let Some(k) = window().take(5).find(|&k| text.matches(k, &[w!("chính"), w!("thức")]))
        && let Some(party) = (first..k).rev().take(3).find(|&j| text.key(j) == w!("đảng"))
        && !asked(scene, party)
    {
        return Some(make(ActionKind::Confirmed, TokenSpan::new(party, k + 2), None));
    }
    if let Some(k) = window().find(|&k| award(scene, k))
        && (k..to).all(|j| text.kind(j) != Kind::Sign)
        && let Some(verb) =
            (first..k).rev().take(6).find(|&j| [w!("trao"), w!("tặng")].contains(&text.key(j)))
        && !asked(scene, verb)
    {
        return Some(make(ActionKind::Rewarded, TokenSpan::new(verb, to), Some(TokenSpan::new(k, to))));
    }
    if let Some(object) = window().find_map(|k| penalty(scene, k))
        && (object.end()..to).all(|j| text.kind(j) != Kind::Sign)
        && let Some(verb) = (from..=object.first())
            .rev()
            .find(|&j| text.matches(j, &[w!("kỷ"), w!("luật")]) || text.matches(j, &[w!("khai"), w!("trừ")]))
        && !asked(scene, verb)
    {
        return Some(make(ActionKind::Disciplined, TokenSpan::new(verb, object.end()), Some(object)));
    }
    None
}

/// "đề nghị công nhận đảng viên chính thức cho A": asked for a few words before.
fn asked(scene: &Scene<'_>, k: usize) -> bool {
    (k.saturating_sub(4)..=k).any(|j| admitted::planned(scene, j))
}

/// "bầu Chi ủy gồm 03 đồng chí: A, B và C", "A và B được bầu vào Ban Chấp hành", "trúng cử vào Chi ủy".
fn elected(scene: &Scene<'_>, people: &mut [Mention<Said>], i: usize) {
    let text = scene.text;
    let sentence = text.sentence(i);
    let Some(object) = body(scene, i + 1, sentence.end()) else { return };
    let passive =
        text.key(i) != w!("bầu") || (sentence.first()..i).rev().take(5).any(|k| text.key(k) == w!("được"));
    if !passive && admitted::planned(scene, i) {
        return;
    }
    let action = |rule| Action {
        kind: ActionKind::Elected,
        span: TokenSpan::new(i, object.end()),
        object: Some(object),
        rule,
    };
    let before = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= sentence.first());
    if passive && let Some(k) = before {
        let near = people.get(k).is_some_and(|m| i.saturating_sub(m.value.end.min(i)) <= 8);
        let list = people.get(k).map_or(k, |m| m.value.list);
        for m in people.iter_mut().take(k + 1).filter(|m| near && m.value.list == list) {
            if m.span.first() >= sentence.first() {
                m.value.actions.push(action("action.elected"));
            }
        }
        return;
    }
    // Names behind "gồm", "là" or a colon: in the sentence, or each in a line of its own.
    let Some(colon) =
        (object.end()..sentence.end()).find(|&k| [w!(":"), w!("gồm"), w!("là")].contains(&text.key(k)))
    else {
        return;
    };
    let mut lines = TokenSpan::new(colon, sentence.end());
    if !people.iter().any(|m| m.span.first() > colon && m.span.first() < sentence.end()) {
        lines = TokenSpan::new(colon, lines_end(scene, sentence.end()).max(sentence.end()));
    }
    for m in people.iter_mut().filter(|m| m.value.by_post.is_none()) {
        if m.span.first() > colon && m.span.first() < lines.end() {
            m.value.actions.push(action("action.list"));
        }
    }
}

/// One past the last item of the list whose first line begins at token `k`.
pub(super) fn lines_end(scene: &Scene<'_>, k: usize) -> usize {
    let layout = scene.text.layout();
    let mut line = layout.line_at(k);
    let mut end = k;
    // A line of running text that begins "Đồng chí" is no item behind bullets.
    let bare = !marked(scene, line);
    while !line.is_empty() && line.end() > end && item(scene, line) && (bare || marked(scene, line)) {
        end = line.end();
        line = layout.line_at(end);
    }
    end
}

/// Whether a line is an item of a list: a number or a bullet opens it, or a form of address.
pub(super) fn item(scene: &Scene<'_>, line: TokenSpan) -> bool {
    let k = line.first();
    marked(scene, line)
        || scene.hits.at(k, Class::Address).is_some_and(|h| scene.value(h) == "comrade")
            && line.end() - k < 16
}

/// Whether a number or a bullet opens the line.
fn marked(scene: &Scene<'_>, line: TokenSpan) -> bool {
    let text = scene.text;
    let k = line.first();
    text.kind(k) == Kind::Number || [w!("-"), w!("+"), w!("•"), w!("*")].contains(&text.key(k))
}

/// To what: "Chi ủy", "Ban Chấp hành Công đoàn", "đại biểu dự Đại hội Đảng bộ".
fn body(scene: &Scene<'_>, from: usize, end: usize) -> Option<TokenSpan> {
    let text = scene.text;
    for k in from..end.min(from + 14) {
        let at = |c: Class| scene.hits.at(k, c);
        // Behind a post or a name the verb has its object already.
        if at(Class::Post).is_some() || text.kind(k) == Kind::Sign {
            return None;
        }
        if text.matches(k, &[w!("đại"), w!("biểu")]) {
            let stop = (k + 2..end).find(|&j| {
                text.kind(j) == Kind::Sign
                    || [w!("gồm"), w!("là"), w!("khóa"), w!("nhiệm")].contains(&text.key(j))
            });
            return Some(TokenSpan::new(k, stop.unwrap_or(end)));
        }
        let bodies = [Class::Committee, Class::PartyBody, Class::PartyOrgan];
        if let Some(bare) = bodies.iter().filter_map(|&c| at(c).map(|h| h.span.end())).max() {
            let last = organization::read(scene, k).map_or(bare, |(s, _)| s.end().max(bare));
            // "Ban Chấp hành Trung ương Đảng"
            let party = text.key(last - 1) == w!("ương") && text.key(last) == w!("đảng");
            return Some(TokenSpan::new(k, last + usize::from(party)));
        }
        let cap = text.matches(k, &[w!("cấp"), w!("ủy")]);
        let board = text.matches(k, &[w!("ban"), w!("chi"), w!("ủy")]);
        if cap || board {
            return Some(TokenSpan::new(k, k + if board { 3 } else { 2 }));
        }
    }
    None
}
