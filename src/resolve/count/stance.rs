//! What is only planned or asked for, and what is meant for each of several.

use super::item::{Cues, Item, Side};
use crate::extract::Scene;
use crate::lexicon::measures::{CueHit, Role};
use crate::text::{Key, TokenSpan};
use crate::w;

/// Marks planned figures, and those of "mỗi chi bộ 02 đồng chí".
pub(super) fn mark(scene: &Scene<'_>, items: &mut [Item<'_>], cues: &Cues) {
    let measures = scene.lexicon.measures();
    // "5/5 nhóm chỉ tiêu": a noun that is counted plans nothing.
    let nouns: Vec<TokenSpan> = items.iter().filter_map(|it| it.noun).collect();
    let (mut sentence, mut roles): (usize, Vec<(TokenSpan, Role)>) = (usize::MAX, Vec::new());
    for it in items {
        if it.sentence != sentence {
            sentence = it.sentence;
            let here = cues.in_sentence(sentence).iter();
            let here = here.filter_map(|h: &CueHit| measures.role(h.cue).map(|r| (h.span, r)));
            roles.clear();
            roles.extend(here.filter(|(s, r)| *r != Role::Parts && !nouns.iter().any(|n| n.contains(*s))));
            // A list under a heading of plans: "Chỉ tiêu năm 2024:" and its lines.
            if roles.is_empty() && !in_planned_list(scene, it.start) {
                it.each = is_each(scene, it);
                continue;
            }
        }
        it.planned = is_planned(scene, it, &roles) || in_planned_list(scene, it.start);
        it.each = is_each(scene, it);
    }
}

fn is_planned(scene: &Scene<'_>, it: &Item<'_>, roles: &[(TokenSpan, Role)]) -> bool {
    let text = scene.text;
    let mut planned = false;
    for (span, role) in roles {
        let before = span.end() <= it.start;
        match role {
            // "chỉ tiêu đã đăng ký" was planned once.
            Role::Aim if before => {
                let past = span.first() > 0 && text.key(span.first() - 1) == w!("đã");
                planned |= !past;
            }
            Role::Heading if before && heads(scene, *span, it) => planned = true,
            Role::Duty if before => planned |= span.end() + 12 > it.start && it.side != Side::Whole,
            // A plan ends where something is done; "sẽ được công nhận" is still a plan.
            Role::Done if before => {
                let promised = span.first() > 0 && text.key(span.first() - 1) == w!("sẽ");
                planned &= promised;
            }
            Role::Target if before => planned |= governs(scene, *span, it),
            _ => {}
        }
    }
    planned
}

/// "Nhiệm vụ 6 tháng cuối năm: …", "Nghị quyết đề ra: đến năm 2030 …"; not "78% kế hoạch năm, doanh thu …".
fn heads(scene: &Scene<'_>, span: TokenSpan, it: &Item<'_>) -> bool {
    let text = scene.text;
    let first = text.sentence(span.first()).first();
    let colon = (span.end()..(span.end() + 9).min(it.start)).any(|k| text.key(k) == w!(":"));
    // "Nghị quyết đề ra: đến năm 2030 có …"
    let after_colon = span.first() > first && text.key(span.first() - 1) == w!(":");
    span.first() - first <= 3 || colon || after_colon
}

/// "chỉ tiêu (300 bài)", "(chỉ tiêu nhiệm kỳ là 6 đảng viên)", "chỉ tiêu: kết nạp 3"; but "đạt 60% chỉ tiêu;
/// chuyển Đảng 2 đồng chí" is a result.
fn governs(scene: &Scene<'_>, target: TokenSpan, it: &Item<'_>) -> bool {
    let text = scene.text;
    let between = target.end()..it.start;
    // "kế hoạch hóa gia đình" plans families.
    if text.key(target.end()) == w!("hóa") {
        return false;
    }
    let bracket_before = |i: usize| {
        (text.sentence(i).first()..i)
            .rev()
            .find(|&k| text.key(k) == w!("(") || text.key(k) == w!(")"))
            .is_some_and(|k| text.key(k) == w!("("))
    };
    if bracket_before(target.first()) {
        return !between.clone().any(|k| text.key(k) == w!(")"));
    }
    if bracket_before(it.start) {
        // The bracket opens right behind the target.
        let open = between.clone().rev().find(|&k| text.key(k) == w!("("));
        return open.is_some_and(|o| o - target.end() <= 6);
    }
    // "Chỉ tiêu: mỗi năm giới thiệu 25 đoàn viên, kết nạp 20 đảng viên"
    let first = text.sentence(target.first()).first();
    // "hoàn thành và vượt mức kế hoạch, tiêu biểu là các chỉ tiêu: …" tells of results.
    let met = |r: std::ops::Range<usize>| r.into_iter().any(|k| is_met(scene, k) == Some(true));
    // The nearest word tells: "kết quả năm qua … thông qua các chỉ tiêu".
    let before = first.max(target.first().saturating_sub(14))..target.first();
    let met_before = before.rev().find_map(|k| is_met(scene, k)) == Some(true);
    if (target.end()..target.end() + 3).any(|k| text.key(k) == w!(":")) {
        return !met_before;
    }
    // "đạt 100% chỉ tiêu kế hoạch": two words for one target
    let twice = [[w!("chỉ"), w!("tiêu")], [w!("kế"), w!("hoạch")], [w!("mục"), w!("tiêu")]];
    let begins = if twice.iter().any(|w| text.preceded_by(target.first(), w)) {
        target.first() - 2
    } else {
        target.first()
    };
    // "thống nhất các chỉ tiêu nhiệm kỳ 2022 - 2025: kết nạp 1 đảng viên mới; …"; but "đạt và vượt các chỉ tiêu nghị
    // quyết đề ra: …"
    let opens = (target.end()..it.start)
        .find(|&k| [w!(":"), w!(","), w!(";"), w!("(")].contains(&text.key(k)))
        // not the colon of "10:30"
        .filter(|&k| text.key(k) == w!(":") && k - target.end() <= 12 && !text.glued(k + 1));
    if opens.is_some() {
        return !met_before && !met(target.end()..opens.unwrap_or(it.start));
    }
    let achieved = begins > first
        && [
            w!("%"),
            w!("vượt"),
            w!("mức"),
            w!("đạt"),
            w!("thành"),
            w!("với"),
            w!("theo"),
            w!("đúng"),
            w!("thực"),
            w!("hiện"),
            w!("bằng"),
            w!("xây"),
            w!("ban"),
            w!("các"),
            w!("của"),
            w!("nhiều"),
        ]
        .contains(&text.key(begins - 1));
    !achieved
        && !between.clone().any(|k| text.key(k) == w!(";") || text.key(k) == w!(")"))
        && between.len() <= 12
}

/// Whether a word tells that targets were met, or that they were set.
fn is_met(scene: &Scene<'_>, k: usize) -> Option<bool> {
    const MET: [&[Key]; 5] = [
        &[w!("đạt")],
        &[w!("vượt")],
        &[w!("hoàn"), w!("thành")],
        &[w!("kết"), w!("quả")],
        &[w!("đã"), w!("thực"), w!("hiện")],
    ];
    const SET: [&[Key]; 7] = [
        &[w!("thông"), w!("qua")],
        &[w!("đề"), w!("ra")],
        &[w!("thống"), w!("nhất")],
        &[w!("xác"), w!("định")],
        &[w!("phấn"), w!("đấu")],
        &[w!("quyết"), w!("nghị")],
        &[w!("giao")],
    ];
    let stands = |words: &[&[Key]]| words.iter().any(|w| scene.text.matches(k, w));
    if stands(&MET) { Some(true) } else { stands(&SET).then_some(false) }
}

/// "mỗi chi bộ 02 đồng chí", "mỗi đảng viên nhận 5 hộ"
fn is_each(scene: &Scene<'_>, it: &Item<'_>) -> bool {
    let text = scene.text;
    let first = text.sentence(it.start).first().max(it.start.saturating_sub(7));
    let each = (first..it.start)
        .rev()
        .take_while(|&k| ![w!(","), w!(";"), w!("."), w!(":")].contains(&text.key(k)))
        .any(|k| text.key(k) == w!("mỗi"));
    each && !matches!(it.kind, "percent" | "time")
}

/// Whether the paragraph belongs to a list under a heading of plans.
fn in_planned_list(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let layout = text.layout();
    let mut line = layout.line_at(i);
    let bullet = |s: TokenSpan| [w!("-"), w!("+"), w!("•"), w!("*")].contains(&text.key(s.first()));
    if !bullet(line) {
        return false;
    }
    // Back over the lines of the list to the line with the colon.
    for _ in 0..20 {
        let Some(above) = line.first().checked_sub(1).map(|k| layout.line_at(k)).filter(|l| !l.is_empty())
        else {
            return false;
        };
        if bullet(above) {
            line = above;
            continue;
        }
        if text.key(above.end() - 1) != w!(":") {
            return false;
        }
        let measures = scene.lexicon.measures();
        let mut cues = Vec::new();
        measures.cues(text, above, &mut cues);
        return cues
            .iter()
            .any(|h| matches!(measures.role(h.cue), Some(Role::Aim | Role::Target | Role::Heading)));
    }
    false
}
