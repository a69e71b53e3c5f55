//! Who was admitted to the Party.
//!
//! "kết nạp Đảng cho quần chúng A và B", "A được kết nạp", "B (kết nạp ngày …)". What is only asked for or prepared
//! ("đề nghị kết nạp", "đối tượng kết nạp") admits no one.

use super::Said;
use crate::extract::{Mention, Scene};
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Rules of admission.
pub(super) const RULES: &[&str] = &["admitted.new", "admitted.bracket", "admitted.to", "admitted.was"];

/// Marks the persons who were admitted.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    // "A được kết nạp"
    for hit in scene.hits.all().iter().filter(|h| h.class == Class::Action && scene.value(h) == "admitted") {
        let i = hit.span.first();
        let first = text.sentence(i).first();
        let Some(k) = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= first) else {
            continue;
        };
        let list = people.get(k).map_or(k, |m| m.value.list);
        for m in people.iter_mut().take(k + 1).filter(|m| m.value.list == list && m.span.first() >= first) {
            m.value.admitted.get_or_insert((hit.span, "admitted.was"));
        }
    }
    // "kết nạp Đảng cho A và B"
    let words: [&[Key]; 2] = [&[w!("kết"), w!("nạp")], &[w!("hàng"), w!("ngũ"), w!("của"), w!("đảng")]];
    let mut k = 0;
    while k < people.len() {
        let Some(m) = people.get(k) else { break };
        let (at, list) = (m.span.first(), m.value.list);
        let cue =
            (1..16).map_while(|d| at.checked_sub(d)).find(|&c| words.iter().any(|w| text.matches(c, w)));
        if list == k
            && let Some(c) = cue
            && text.sentence_of(c) == text.sentence_of(at)
            && gap_allowed(scene, c + 2, at)
            && !planned(scene, c)
        {
            let sentence = text.sentence_of(at);
            let mut last = at;
            for m in people.iter_mut().skip(k) {
                let near = m.value.list == list || m.span.first().saturating_sub(last) <= 4;
                if !near || text.sentence_of(m.span.first()) != sentence {
                    break;
                }
                m.value.admitted.get_or_insert((TokenSpan::new(c, c + 2), "admitted.to"));
                last = m.value.end;
            }
        }
        k += 1;
    }
}

/// Words that may stand between "kết nạp" and the names.
const ALLOWED: [Key; 32] = [
    w!("đảng"),
    w!("viên"),
    w!("mới"),
    w!("vào"),
    w!("cho"),
    w!("đối"),
    w!("với"),
    w!("là"),
    w!("các"),
    w!("đồng"),
    w!("chí"),
    w!("quần"),
    w!("chúng"),
    w!("ưu"),
    w!("tú"),
    w!("đoàn"),
    w!("gồm"),
    w!(":"),
    w!("("),
    w!("hai"),
    w!("ba"),
    w!("bốn"),
    w!("đ"),
    w!("/"),
    w!("c"),
    w!("chị"),
    w!("anh"),
    w!("ông"),
    w!("bà"),
    w!("em"),
    w!("của"),
    w!("một"),
];

fn gap_allowed(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|k| {
        scene.text.kind(k) == Kind::Number
            || ALLOWED.contains(&scene.text.key(k))
            || scene.hits.covering(k, Class::Address).is_some()
    })
}

/// "đề nghị kết nạp", "xem xét kết nạp", "chuẩn bị kết nạp"
fn planned(scene: &Scene<'_>, c: usize) -> bool {
    const PLANS: [&[Key]; 7] = [
        &[w!("đề"), w!("nghị")],
        &[w!("xem"), w!("xét")],
        &[w!("xét")],
        &[w!("chuẩn"), w!("bị")],
        &[w!("dự"), w!("kiến")],
        &[w!("đối"), w!("tượng")],
        &[w!("phấn"), w!("đấu")],
    ];
    PLANS.iter().any(|p| scene.text.preceded_by(c, p))
}
