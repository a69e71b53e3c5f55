//! Whether a phrase rates at all: wishes, denials and prose are told apart, and the step at which it stands.

use crate::extract::Scene;
use crate::lexicon::Class;
use crate::record::Stage;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// "không có chi bộ …", "không đảng viên nào"
pub(super) fn denied(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(i).first();
    (i.saturating_sub(5).max(first)..i).any(|k| text.key(k) == w!("không") || text.key(k) == w!("chưa"))
}

/// Whether words of wish stand before the phrase in its sentence, and nothing done after them. What only leads to
/// a wish ("tiếp tục", "xây dựng") reaches no further than its own clause: "công tác xây dựng Đảng: Chi bộ đạt …".
pub(super) fn is_aim(scene: &Scene<'_>, phrase: TokenSpan) -> bool {
    let text = scene.text;
    let sentence = text.sentence(phrase.first());
    let range = TokenSpan::new(sentence.first(), phrase.first());
    let mut aim = false;
    let ends = |k: usize| text.key(k) == w!(":") || text.key(k) == w!(";") || text.kind(k) == Kind::Number;
    for h in scene.hits.within(range, Class::RatingCue) {
        match scene.value(h) {
            "aim" => aim = true,
            "near_aim" => {
                let party = text.key(h.span.end()) == w!("Đảng") && text.key(h.span.end() + 1) != w!("bộ");
                aim |= !party && !(h.span.end()..phrase.first()).any(ends);
            }
            "done" => aim = false,
            _ => {}
        }
    }
    aim
}

/// Whether the text behind the phrase shows that it is prose: "hoàn thành tốt nhiệm vụ được giao".
pub(super) fn is_prose(scene: &Scene<'_>, end: usize, counted: bool) -> bool {
    let text = scene.text;
    let Some(t) = text.get(end) else { return false };
    if t.starts_paragraph() {
        return false;
    }
    // "“Hoàn thành xuất sắc nhiệm vụ” là danh hiệu …": talk about the title.
    let k = end + usize::from(text.key(end) == w!("\""));
    let praise = scene.hits.at(k, Class::RatingCue).is_some_and(|h| scene.value(h) == "praise");
    praise && !(counted && (text.key(k) == w!("là") || text.key(k) == w!("các") || text.key(k) == w!("do")))
}

pub(super) fn is_assessment(scene: &Scene<'_>, k: usize) -> bool {
    scene.hits.at(k, Class::RatingCue).is_some_and(|h| {
        let words = scene.text.key(k) != w!("được") || h.span.len() > 1;
        matches!(scene.value(h), "assess" | "self" | "propose") && words
    })
}

/// After the last semicolon of the sentence before token `i`.
pub(super) fn clause_start(scene: &Scene<'_>, i: usize) -> usize {
    let first = scene.text.sentence(i).first();
    (first..i).rev().find(|&k| scene.text.key(k) == w!(";")).map_or(first, |k| k + 1)
}

/// Whether a phrase ends before token `i`.
pub(super) fn ends(scene: &Scene<'_>, i: usize) -> bool {
    const ON: [Key; 4] = [w!("và"), w!("năm"), w!("trong"), w!("trở")];
    scene.text.get(i).is_none_or(|t| t.kind == Kind::Sign || t.starts_paragraph() || ON.contains(&t.key))
}

/// At which step a rating stands: the last word of its sentence that says so.
pub(super) fn stage(scene: &Scene<'_>, phrase: TokenSpan) -> Stage {
    let text = scene.text;
    let range = TokenSpan::new(text.sentence(phrase.first()).first(), phrase.first());
    let mut stage = Stage::Decided;
    for h in scene.hits.within(range, Class::RatingCue) {
        match scene.value(h) {
            "self" => stage = Stage::SelfAssessed,
            "propose" => stage = Stage::Proposed,
            "assess" if [w!("biểu"), w!("bỏ"), w!("bình")].contains(&text.key(h.span.first())) => {
                stage = Stage::SelfAssessed;
            }
            _ => {}
        }
    }
    stage
}
