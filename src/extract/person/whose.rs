//! Whether the post behind a name is that of somebody else: of the next name, or of whom the sentence goes on about.

use super::post::{self, Post};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind};
use crate::w;

/// Whether the post belongs to a name behind it: "…, Bí thư Chi bộ đồng chí Nguyễn Văn An".
pub(super) fn leads_on(scene: &Scene<'_>, p: &Post) -> bool {
    // "…, nguyên Tổng Bí thư: Lê Văn An, Trần Văn Ba"
    let text = scene.text;
    // "Theo ông A, Trưởng Công an huyện: Đối tượng B": words are reported
    let reported = text.matches(text.sentence(p.span.first()).first(), &[w!("theo")]);
    if text.key(p.end) == w!(":")
        && !reported
        && text.get(p.end + 1).is_some_and(|t| {
            t.is_capital() && scene.hits.at(p.end + 1, Class::Surname).is_some()
                || scene.hits.at(p.end + 1, Class::Address).is_some()
        })
    {
        return true;
    }
    // The next line or sentence begins something else.
    if text.get(p.end).is_none_or(|t| t.starts_sentence()) {
        return false;
    }
    scene
        .hits
        .at(p.end, Class::Address)
        .is_some_and(|h| h.span.len() > 1 && scene.text.get(h.span.end()).is_some_and(|t| t.is_capital()))
        && scene.text.key(p.end) == w!("đồng")
}

/// "… và Ủy viên Bộ Chính trị, Bí thư Thành ủy Nguyễn Văn An": the posts are those of the next person.
pub(super) fn leads_to_person(scene: &Scene<'_>, k: usize) -> bool {
    let mut at = k;
    for _ in 0..6 {
        match post::at(scene, at) {
            Some(p) if p.person.is_some() => return true,
            Some(p) if [w!(","), w!("-")].contains(&scene.text.key(p.end)) => at = p.end + 1,
            _ => return false,
        }
    }
    false
}

/// Whether an occupation is followed by a capital that opens no organization.
pub(super) fn names_next(scene: &Scene<'_>, p: &Post) -> bool {
    let k = p.title.end();
    p.organization.is_some_and(|o| o.first() == k)
        && scene.text.get(k).is_some_and(|t| t.kind == Kind::Capital)
        && [Class::Unit, Class::NamePart, Class::PartyBody, Class::PartyOrgan, Class::Place]
            .iter()
            .all(|&c| scene.hits.at(k, c).is_none())
}

/// Whether the post at token `k`, right behind a name, is that of another person, of whom the sentence goes on: "Đối với
/// trường hợp của ông A, Tổng Bí thư nhấn mạnh"; "Qua Đại sứ A, Thủ tướng gửi lời chúc", where the post alone names
/// the head of a government.
pub(super) fn another_speaks(scene: &Scene<'_>, k: usize, p: &Post) -> bool {
    let alone = || p.organization.is_none() && (topic(scene, k) || governs(scene, p));
    speaks(scene, p.end) && (alone() || answers(scene, k))
}

/// Whether the sentence opens with what it is about: "Đối với …", "Liên quan đến …", "Về …".
fn topic(scene: &Scene<'_>, k: usize) -> bool {
    let first = scene.text.sentence(k).first();
    const OPENERS: [&[Key]; 4] =
        [&[w!("đối"), w!("với")], &[w!("liên"), w!("quan")], &[w!("về")], &[w!("theo")]];
    OPENERS.iter().any(|o| scene.text.matches(first, o))
}

/// Whether the post is that of a head of state, of government or of the ruling party, and nothing else.
fn governs(scene: &Scene<'_>, p: &Post) -> bool {
    let hit = scene.hits.at(p.span.first(), Class::StatePost);
    hit.is_some_and(|h| scene.value(h) != "office" && h.span.len() == p.span.len())
}

/// "Trả lời câu hỏi của đại biểu A, Bộ trưởng cho hay": the sentence opens with what another person is answered.
fn answers(scene: &Scene<'_>, k: usize) -> bool {
    const OPENERS: [&[Key]; 6] = [
        &[w!("trả"), w!("lời")],
        &[w!("giải"), w!("đáp")],
        &[w!("giải"), w!("trình")],
        &[w!("trước")],
        &[w!("đáp"), w!("lại")],
        &[w!("phản"), w!("hồi")],
    ];
    let text = scene.text;
    let first = text.sentence(k).first();
    let near = k.saturating_sub(10).max(first)..k.saturating_sub(1);
    OPENERS.iter().any(|o| text.matches(first, o))
        && near.clone().any(|j| text.key(j) == w!("của"))
        && !near.clone().any(|j| text.key(j) == w!(","))
}

/// Whether a verb follows at once.
fn speaks(scene: &Scene<'_>, k: usize) -> bool {
    scene.hits.at(k, Class::PersonVerb).is_some()
}
