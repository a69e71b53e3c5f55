//! What may stand between a name and its posts: "sinh năm 1975,", "dân tộc Thái,", "đảng viên Chi bộ A,".

use super::post;
use crate::extract::{Scene, organization};
use crate::lexicon::Class;
use crate::text::{Key, Kind};
use crate::w;

/// First words of what may stand between a name and its posts.
const ASIDE: [&[Key]; 16] = [
    &[w!("sinh"), w!("viên")],
    &[w!("học"), w!("sinh")],
    &[w!("sinh"), w!("năm")],
    &[w!("sinh"), w!("ngày")],
    &[w!("sn")],
    &[w!("dân"), w!("tộc")],
    &[w!("quê")],
    &[w!("nguyên"), w!("quán")],
    &[w!("trú")],
    &[w!("ngụ")],
    &[w!("đảng"), w!("viên")],
    &[w!("cán"), w!("bộ")],
    &[w!("người")],
    &[w!("thạc")],
    &[w!("tiến")],
    &[w!("cử"), w!("nhân")],
];

/// One past the comma behind an aside such as "sinh năm 1975,".
pub(super) fn passed_over(scene: &Scene<'_>, k: usize) -> Option<usize> {
    let text = scene.text;
    let aged = text.kind(k) == Kind::Number && text.key(k + 1) == w!("tuổi");
    // "Thường vụ Đảng ủy, Trưởng phòng": first words that no list knows do not part the person from the next post.
    if let Some(next) = unknown_head(scene, k) {
        return Some(next);
    }
    if !aged && !ASIDE.iter().any(|a| text.matches(k, a)) {
        return None;
    }
    let mut depth = 0;
    for at in k..k + 24 {
        let token = text.get(at)?;
        if token.starts_paragraph() || token.starts_sentence() && at > k {
            return None;
        }
        match token.key {
            w if w == w!("(") => depth += 1,
            w if w == w!(")") && depth > 0 => depth -= 1,
            w if w == w!(",") && depth == 0 => {
                let post = post::at(scene, at + 1).is_some();
                // "đảng viên Chi bộ A, Đảng bộ B, nguyên Giám đốc"
                let body = organization::read(scene, at + 1).map(|(s, _)| s.end());
                return match body {
                    _ if post => Some(at + 1),
                    Some(end) if text.key(end) == w!(",") && post::at(scene, end + 1).is_some() => {
                        Some(end + 1)
                    }
                    _ => passed_over(scene, at + 1),
                };
            }
            w if [w!(")"), w!(";")].contains(&w) => return None,
            _ => {}
        }
    }
    None
}

/// One past the comma behind a committee or body that stands where a post is expected, when a post follows.
fn unknown_head(scene: &Scene<'_>, k: usize) -> Option<usize> {
    let text = scene.text;
    let body = scene.hits.at(k, Class::Committee).is_some() || scene.hits.at(k, Class::PartyBody).is_some();
    let (span, _) = organization::read(scene, k).filter(|_| body)?;
    let comma = span.end();
    let post = post::at(scene, comma + 1).filter(|p| p.person.is_none() && text.key(comma) == w!(","))?;
    scene.hits.at(post.end, Class::Address).is_none().then_some(comma + 1)
}
