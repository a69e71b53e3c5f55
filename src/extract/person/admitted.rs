//! Who was admitted to the Party.
//!
//! "kết nạp Đảng cho quần chúng A và B", "A được kết nạp", "B (kết nạp ngày …)". What is only asked for or prepared
//! ("đề nghị kết nạp", "đối tượng kết nạp") admits no one.

use super::{Said, bestowed};
use crate::extract::{Mention, Scene, organization};
use crate::lexicon::{Class, number};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Rules of admission.
pub(super) const RULES: &[&str] =
    &["admitted.new", "admitted.bracket", "admitted.to", "admitted.was", "admitted.by"];

/// How far before the names, in tokens, "kết nạp" may stand where nothing but words that lead to names stand between.
const NEAR: usize = 16;

/// The same where the number of the names is stated.
const MOST: usize = 40;

/// Marks the persons who were admitted.
pub(super) fn read(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    // "A được kết nạp"
    for hit in scene.hits.of(Class::Action).filter(|h| scene.value(h) == "admitted") {
        let i = hit.span.first();
        let first = text.sentence(i).first();
        let Some(k) = people.iter().rposition(|m| m.span.end() <= i && m.span.first() >= first) else {
            continue;
        };
        if people.get(k).is_some_and(|m| others(scene, m.value.end, i)) {
            continue;
        }
        let list = people.get(k).map_or(k, |m| m.value.list);
        for m in people.iter_mut().take(k + 1).filter(|m| m.value.list == list && m.span.first() >= first) {
            m.value.admitted.get_or_insert((hit.span, "admitted.was"));
        }
    }
    by_body(scene, people);
    by_lines(scene, people);
    // "kết nạp Đảng cho A và B"
    let words: [&[Key]; 2] = [&[w!("kết"), w!("nạp")], &[w!("hàng"), w!("ngũ"), w!("của"), w!("đảng")]];
    let mut k = 0;
    while k < people.len() {
        let Some(m) = people.get(k) else { break };
        let (at, list) = (m.span.first(), m.value.list);
        // Looked for before the first of a list, within the sentence.
        let from = if list == k { text.sentence(at).first().max((at + 1).saturating_sub(MOST)) } else { at };
        let cue = (from..at).rev().find(|&c| words.iter().any(|w| text.matches(c, w)));
        if let Some(c) = cue.filter(|&c| !planned(scene, c)) {
            let counted = counted(scene, people, k, c + 2);
            let said = c + NEAR > at && (gap_allowed(scene, c + 2, at) || to_be(scene, c, at));
            let sentence = text.sentence_of(at);
            let mut last = at;
            for (n, m) in people.iter_mut().skip(k).enumerate() {
                let near = said && (m.value.list == list || m.span.first().saturating_sub(last) <= 4);
                let meant = counted.map_or(near, |counted| n < counted);
                if !meant || text.sentence_of(m.span.first()) != sentence {
                    break;
                }
                m.value.admitted.get_or_insert((TokenSpan::new(c, c + 2), "admitted.to"));
                last = m.value.end;
            }
        }
        k += 1;
    }
}

/// "Chúc mừng các cá nhân đã được đứng vào …": others than the person named before are meant; "vẫn chưa được kết nạp".
fn others(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    const CROWDS: [Key; 6] = [w!("các"), w!("những"), w!("cho"), w!("tới"), w!("đến"), w!("chưa")];
    (from..to).any(|k| CROWDS.contains(&scene.text.key(k)))
}

/// "A được Chi bộ B tổ chức lễ kết nạp Đảng": the body between "được" and "kết nạp".
fn by_body(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    for hit in scene.hits.of(Class::PartyBody) {
        let at = hit.span.first();
        if at == 0 || text.key(at - 1) != w!("được") {
            continue;
        }
        let sentence = text.sentence(at);
        let Some((body, _)) = organization::read(scene, at) else { continue };
        const BETWEEN: [Key; 13] = [
            w!("tổ"),
            w!("chức"),
            w!("lễ"),
            w!("làm"),
            w!("long"),
            w!("trọng"),
            w!("ra"),
            w!("quyết"),
            w!("định"),
            w!("trang"),
            w!("đã"),
            w!("vinh"),
            w!("dự"),
        ];
        let cue =
            (body.end()..sentence.end().min(body.end() + 10)).find(|&k| !BETWEEN.contains(&text.key(k)));
        let Some(c) = cue.filter(|&c| text.matches(c, &[w!("kết"), w!("nạp")])) else { continue };
        let Some(k) = people.iter().rposition(|m| m.span.end() < at && m.span.first() >= sentence.first())
        else {
            continue;
        };
        if people.get(k).is_some_and(|m| at - m.value.end.min(at) > 6 || others(scene, m.value.end, at)) {
            continue;
        }
        let list = people.get(k).map_or(k, |m| m.value.list);
        for m in people.iter_mut().take(k + 1).filter(|m| m.value.list == list) {
            if m.span.first() >= sentence.first() {
                m.value.admitted.get_or_insert((TokenSpan::new(at - 1, c + 2), "admitted.by"));
            }
        }
    }
}

/// "Lễ kết nạp đảng viên cho 4 quần chúng ưu tú, gồm:" with a line for each.
fn by_lines(scene: &Scene<'_>, people: &mut [Mention<Said>]) {
    let text = scene.text;
    let cues: Vec<usize> = (0..people.len())
        .filter_map(|k| people.get(k).map(|m| text.layout().line_at(m.span.first())))
        .filter(|line| bestowed::item(scene, *line))
        .filter_map(|line| line.first().checked_sub(1))
        .filter(|&colon| text.key(colon) == w!(":"))
        .collect();
    for colon in cues {
        let sentence = text.sentence(colon);
        let cue = (sentence.first()..colon).rev().find(|&c| text.matches(c, &[w!("kết"), w!("nạp")]));
        let Some(c) = cue.filter(|&c| !planned(scene, c)) else { continue };
        // "Lễ kết nạp diễn ra với sự tham dự của:" lists guests, "phân công giúp đỡ đảng viên mới:" helpers.
        const GUESTS: [Key; 6] = [w!("dự"), w!("gia"), w!("chủ"), w!("kính"), w!("giúp"), w!("phân")];
        let guests = (c..colon).any(|j| GUESTS.contains(&text.key(j)));
        let noun = (c..colon)
            .any(|j| [w!("cho"), w!("quần"), w!("viên"), w!("gồm"), w!("là")].contains(&text.key(j)));
        if guests || !noun {
            continue;
        }
        let end = bestowed::lines_end(scene, colon + 1);
        for m in people.iter_mut().filter(|m| m.span.first() > colon && m.span.first() < end) {
            if m.value.by_post.is_none() {
                m.value.admitted.get_or_insert((TokenSpan::new(c, c + 2), "admitted.to"));
            }
        }
    }
}

/// "kết nạp cho hai quần chúng ưu tú của trường: đồng chí A, lớp 12, và đồng chí B": where as many are named as stated,
/// any words may stand before the sign that opens the names. Returns how many they are.
fn counted(scene: &Scene<'_>, people: &[Mention<Said>], k: usize, from: usize) -> Option<usize> {
    const OPENERS: [Key; 4] = [w!(","), w!(":"), w!("là"), w!("gồm")];
    // Guests, helpers and those who tell of it are named too.
    const OTHERS: [Key; 8] =
        [w!(";"), w!("dự"), w!("kiến"), w!("giúp"), w!("phân"), w!("giới"), w!("theo"), w!("bởi")];
    let text = scene.text;
    let at = people.get(k)?.span.first();
    let opener = (from..at).rev().find(|&j| OPENERS.contains(&text.key(j)))?;
    // "kết nạp đảng viên chính thức" confirms members.
    let other = |j| OTHERS.contains(&text.key(j)) || text.matches(j, &[w!("chính"), w!("thức")]);
    if !gap_allowed(scene, opener + 1, at) || (from..opener).any(other) {
        return None;
    }
    let stated = (from..opener).find_map(|j| number::read(text, j)).map(|n| n.value)?;
    let end = text.sentence(at).end();
    let listed = people.iter().skip(k).take_while(|m| m.value.list == k).count();
    let told = people.iter().skip(k).take_while(|m| m.span.first() < end).count();
    [told, listed].into_iter().find(|&n| n > 1 && stated == n as f64)
}

/// "Để được đứng trong hàng ngũ của Đảng, các đồng chí A, B đã không ngừng phấn đấu"
fn to_be(scene: &Scene<'_>, cue: usize, at: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(at).first();
    let comma = (cue..at).find(|&j| text.key(j) == w!(","));
    text.key(first) == w!("để")
        && text.matches(cue, &[w!("hàng"), w!("ngũ")])
        && comma.is_some_and(|c| {
            [w!("các"), w!("hai"), w!("ba")].contains(&text.key(c + 1)) && gap_allowed(scene, c + 1, at)
        })
}

/// Words that may stand between "kết nạp" and the names.
const ALLOWED: [Key; 43] = [
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
    w!(")"),
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
    w!("cộng"),
    w!("sản"),
    w!("việt"),
    w!("nam"),
    w!("lần"),
    w!("đợt"),
    w!("dịp"),
    w!("này"),
    w!("hôm"),
    w!("nay"),
];

/// Whether only words that lead to names stand between two tokens.
pub(super) fn gap_allowed(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|k| {
        scene.text.kind(k) == Kind::Number
            || ALLOWED.contains(&scene.text.key(k))
            || scene.hits.covering(k, Class::Address).is_some()
    })
}

/// "đề nghị kết nạp", "xem xét kết nạp", "chuẩn bị kết nạp"
pub(super) fn planned(scene: &Scene<'_>, c: usize) -> bool {
    const PLANS: [&[Key]; 9] = [
        &[w!("đề"), w!("nghị")],
        &[w!("đề"), w!("xuất")],
        &[w!("kiến"), w!("nghị")],
        &[w!("xem"), w!("xét")],
        &[w!("xét")],
        &[w!("chuẩn"), w!("bị")],
        &[w!("dự"), w!("kiến")],
        &[w!("đối"), w!("tượng")],
        &[w!("phấn"), w!("đấu")],
    ];
    PLANS.iter().any(|p| scene.text.preceded_by(c, p))
}
