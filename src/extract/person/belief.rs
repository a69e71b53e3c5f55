//! Whether a run of capitals is believed to be the name of a person.
//!
//! What stands before it counts most, then the family name, then its shape. Streets, schools, cities and campaigns
//! named after persons, picture credits and the line of the author are refused.

use super::foreign;
use super::lead::Lead;
use super::name::{self, Name, Strength};
use super::post::{self, PostKind};
use crate::extract::{Room, Scene};
use crate::lexicon::Class;
use crate::text::{Key, Kind, LineKind};
use crate::w;

/// "Bí thư phường Nguyễn Thái Bình", "trưởng thôn Lê Lợi": wards and villages named after a famous person.
pub(super) fn names_area(scene: &Scene<'_>, n: &Name) -> bool {
    // the police of a ward, a commune, a district
    const POLICE: [Key; 4] = [w!("cap"), w!("cax"), w!("caq"), w!("cah")];
    let first = n.span.first();
    scene.hits.at(first, Class::Eponym).is_some_and(|h| h.span == n.span)
        && (scene.hits.before(first, Class::Unit).is_some_and(|h| scene.value(h) == "area")
            || POLICE.contains(&scene.text.key(first.wrapping_sub(1))))
}

/// Whether what stands before the name and the name itself bear each other out.
pub(super) fn led(scene: &Scene<'_>, lead: &Lead, n: &Name, i: usize) -> bool {
    let text = scene.text;
    if scene.taken(n.span.first()).is_some_and(|r| matches!(r, Room::Directive | Room::Date)) {
        return false;
    }
    // "bác Hồ", "Bác Hồ"
    if text.key(i) == w!("bác") && text.matches(n.span.first(), &[w!("hồ")]) {
        return false;
    }
    if is_uncle_ho(scene, n) || names_area(scene, n) || name::is_mixed(scene, n) {
        return false;
    }
    // "CN Quang Minh" is an industrial park or a branch as often as a bachelor.
    if matches!(lead.titles.as_slice(), [t] if t == "CN")
        && (n.strength < Strength::Strong || n.syllables < 3)
    {
        return false;
    }
    let eponym = scene.hits.at(n.span.first(), Class::Eponym).is_some_and(|h| h.span == n.span);
    let place = scene.hits.at(n.span.first(), Class::Place).is_some_and(|h| h.span.end() >= n.span.end());
    let polite = lead.person.is_some() && lead.posts.last().is_some_and(|p| p.organization.is_none())
        || matches!(lead.address, Some("comrade" | "plain" | "candidate" | "admitted"))
        || !lead.titles.is_empty();
    if (eponym || place) && !(polite && n.syllables > 1 && n.strength == Strength::Strong) {
        return false;
    }
    if let Some(p) = lead
        .posts
        .last()
        .filter(|_| lead.person.is_none() && lead.address.is_none() && lead.titles.is_empty())
    {
        // The post ended right before a run of capitals that is no name with a family name.
        return p.kind == PostKind::Office
            && n.strength > Strength::None
            && n.syllables > 1
            && (n.strength == Strength::Strong || n.all_borne());
    }
    if lead.person.is_some() {
        return true;
    }
    match lead.address {
        // "đối tượng Kinh tế": an occupation needs a name with a family name, or one that is not Vietnamese.
        Some("occupation") if lead.titles.is_empty() => {
            n.syllables > 1
                && (n.strength == Strength::Strong && (n.syllables > 2 || n.all_borne())
                    || n.strength == Strength::Weak && n.all_borne()
                    || foreign(scene, n) && !drives(scene, n.span.first()))
        }
        // "cán bộ Đồng Tâm", "có tên Forgotten Land"
        Some("folk") if lead.titles.is_empty() => {
            n.syllables > 1
                && (n.strength == Strength::Strong || n.strength == Strength::Weak && n.syllables > 2)
                && (n.syllables > 2 || n.all_borne())
        }
        Some("member") if lead.titles.is_empty() => {
            n.syllables > 1
                && (n.strength == Strength::Strong
                    || n.strength == Strength::Weak && (n.all_borne() || n.syllables > 2)
                    || foreign(scene, n))
        }
        Some(_) => n.syllables > 1 || given_like(scene, n),
        None => n.syllables > 1 && scene.hits.at(n.span.first(), Class::Unit).is_none(),
    }
}

/// A name with nothing before it, for the sake of its family name or of the post behind it.
pub(super) fn bare(scene: &Scene<'_>, n: &Name) -> bool {
    if n.syllables < 2 || !stands_alone(scene, n) {
        return false;
    }
    // A line of nothing but a name in capitals is that of the author.
    let line = scene.text.layout().line_at(n.span.first());
    let alone = (line.first()..line.end())
        .all(|k| n.span.first() <= k && k < n.span.end() || scene.text.kind(k) == Kind::Sign);
    if alone && name::caps_line(scene, n.span.first()) {
        return false;
    }
    let strong = n.strength == Strength::Strong;
    let held = holds_post(scene, n.span.end()) && (strong || n.syllables > 2 && n.borne > 0);
    held || strong && bare_shape(scene, n)
}

/// Shapes of a name that goes on a list.
pub(super) fn listed(scene: &Scene<'_>, n: &Name, lead: &Lead) -> bool {
    let text = scene.text;
    let i = n.span.first();
    if scene.hits.at(i, Class::Place).is_some()
        || lead.address.is_none() && scene.hits.at(i, Class::Eponym).is_some_and(|h| h.span == n.span)
        || scene.hits.at(i, Class::Unit).is_some_and(|h| h.span.len() > 1)
    {
        return false;
    }
    if text
        .get(n.span.end())
        .is_some_and(|t| t.is_capital() && !t.starts_sentence() && !name::is_stop(scene, n.span.end()))
        && n.strength < Strength::Strong
    {
        return scene.hits.at(n.span.end(), Class::Post).is_some();
    }
    let addressed = lead.address.is_some() || lead.plural || lead.shared;
    match n.strength {
        // "H'Linh Niê"
        Strength::Strong => n.syllables > 2 || n.all_borne() || text.key(i + 1) == w!("'"),
        Strength::Weak => n.all_borne() || addressed && n.syllables > 2,
        Strength::None => {
            addressed && lead.plural && (n.borne + 1 >= n.syllables || name::letters(text.get(i)) == 1)
        }
    }
}

/// Lines that name no person of the article.
pub(super) fn refused_line(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.text.layout().kind_at(i), LineKind::Byline | LineKind::Source | LineKind::Published)
}

/// "Ảnh: A", "Ảnh minh họa: A", "Nguồn: A", "Theo: A", "Tin, ảnh: A - B"
pub(super) fn credited(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let credit = |k: usize| {
        [w!("ảnh"), w!("nguồn"), w!("clip"), w!("video"), w!("tin"), w!("bài")].contains(&text.key(k))
    };
    if text.key(i - 1) == w!("ảnh") && text.get(i - 1).is_some_and(|t| t.is_capital()) {
        return true;
    }
    let colon = (1..6).find(|&d| i >= d && text.key(i - d) == w!(":"));
    colon.is_some_and(|d| {
        let c = i - d;
        (1..5).any(|e| c >= e && credit(c - e))
            && (d == 1
                || (c + 1..i).all(|k| text.get(k).is_some_and(|t| t.is_capital() || t.kind == Kind::Sign)))
    })
}

/// Whether the words before and behind leave a bare name alone.
fn stands_alone(scene: &Scene<'_>, n: &Name) -> bool {
    let text = scene.text;
    let i = n.span.first();
    if scene.hits.at(i, Class::Eponym).is_some_and(|h| h.span == n.span) || is_uncle_ho(scene, n) {
        return false;
    }
    if scene.hits.at(i, Class::Place).is_some_and(|h| h.span.len() > 1) {
        return false;
    }
    // "Quảng Tây Bành Thanh Hoa"
    if n.strength == Strength::Weak && scene.hits.at(i, Class::Eponym).is_some() {
        return false;
    }
    if is_address(scene, i) {
        return false;
    }
    let token_before = i.checked_sub(1).and_then(|k| text.get(k));
    let starts = text.get(i).is_some_and(|t| t.starts_sentence());
    if let Some(before) = token_before.filter(|_| !starts) {
        if scene.hits.before(i, Class::NamedAfter).is_some() {
            return false;
        }
        let capital = before.is_capital() && !before.starts_sentence() && !name::is_stop(scene, i - 1);
        if capital && !name::caps_line(scene, i) {
            return false;
        }
        if scene.taken(i) == Some(Room::Organization) && scene.taken(i - 1) == Some(Room::Organization) {
            return false;
        }
        // "Ảnh: Lê Văn An", "Nguồn: …", "(Theo Lê Văn An"
        if credited(scene, i) {
            return false;
        }
        if before.key == w!("-") && place_before(scene, i - 1) {
            return false;
        }
    }
    // "Nguyễn Văn Linh - Hàm Nghi", "Lê Hồng, Hải Dương"
    if at_end_of_text(scene, n) {
        return false;
    }
    true
}

/// "số 8A Thái Văn Lung", "các phường 9, Nguyễn An Ninh": a house number or a ward right before.
fn is_address(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let number = |k: usize| text.kind(k) == Kind::Number;
    if i > 1 && text.key(i - 1) == w!(",") && number(i - 2) {
        return (3..6)
            .any(|d| i >= d && scene.hits.at(i - d, Class::Unit).is_some_and(|h| scene.value(h) == "area"));
    }
    let house = i > 0
        && (number(i - 1)
            || i > 1 && name::letters(text.get(i - 1)) == 1 && text.glued(i - 1) && number(i - 2));
    house && (1..12).any(|d| i >= d && text.key(i - d) == w!("số"))
}

fn place_before(scene: &Scene<'_>, k: usize) -> bool {
    scene.hits.before(k, Class::Place).is_some() || scene.hits.before(k, Class::Eponym).is_some()
}

/// The author under the text: nothing but a few words behind the last full stop.
fn at_end_of_text(scene: &Scene<'_>, n: &Name) -> bool {
    let text = scene.text;
    let last = text.len();
    last - n.span.end() <= 8
        && text.get(n.span.first()).is_some_and(|t| t.starts_sentence())
        && (n.span.end()..last).all(|k| text.kind(k) != Kind::Lower || text.key(k) == w!("tâm"))
}

fn foreign(scene: &Scene<'_>, n: &Name) -> bool {
    let text = scene.text;
    (n.span.first()..n.span.end()).any(|k| text.kind(k) != Kind::AllCaps && foreign::is_foreign(text, k))
}

/// "lái xe Ford Ranger": the make of a car.
fn drives(scene: &Scene<'_>, k: usize) -> bool {
    scene.text.preceded_by(k, &[w!("lái"), w!("xe")]) || scene.text.preceded_by(k, &[w!("tài"), w!("xế")])
}

/// A single syllable behind a form of address: a given name, or initials, but no word of another kind.
fn given_like(scene: &Scene<'_>, n: &Name) -> bool {
    let k = n.span.first();
    scene.hits.at(k, Class::Place).is_none() && !name::caps_line(scene, k)
}

/// "Chủ tịch Hồ Chí Minh", "Bác Hồ": quoted, or the name of a movement.
fn is_uncle_ho(scene: &Scene<'_>, n: &Name) -> bool {
    let text = scene.text;
    let i = n.span.first();
    text.matches(i, &[w!("hồ"), w!("chí"), w!("minh")])
        || text.matches(i, &[w!("nguyễn"), w!("ái"), w!("quốc")])
        || text.matches(i, &[w!("nguyễn"), w!("tất"), w!("thành")])
        || text.matches(i, &[w!("hồ"), w!("chủ"), w!("tịch")])
}

/// "Ảnh: Anh Tú": the name of the photographer right behind the colon.
pub(super) fn right_behind_credit(scene: &Scene<'_>, i: usize) -> bool {
    // "(Ảnh: Đ/c A trao Quyết định …)" is a caption.
    if scene.hits.at(i, Class::Address).is_some_and(|h| scene.value(h) == "comrade") {
        return false;
    }
    i > 1 && scene.text.key(i - 1) == w!(":") && scene.text.key(i - 2) == w!("ảnh")
        || i > 0 && scene.text.kind(i) == Kind::AllCaps && credited(scene, i)
}

/// Shapes that a bare name must have to be believed for itself.
fn bare_shape(scene: &Scene<'_>, n: &Name) -> bool {
    if name::caps_line(scene, n.span.first()) {
        return n.syllables > 2 && (name::has_marker(scene, n) || n.all_borne()) && n.syllables < 5;
    }
    if n.initials {
        return name::has_marker(scene, n);
    }
    match n.syllables {
        0 | 1 => false,
        2 => n.all_borne() && verb_follows(scene, n.span.end()),
        _ => name::has_marker(scene, n) || n.all_borne(),
    }
}

/// Whether a post follows as apposition or predicate: "Cầm Bá Lộc làm Phó Bí thư", "Tẩn Phù Siệu - chi ủy viên".
fn holds_post(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    if [w!(","), w!("-"), w!("(")].contains(&text.key(k)) {
        return post::at(scene, k + 1).is_some_and(|p| p.person.is_none());
    }
    scene.hits.at(k, Class::Predicate).is_some_and(|h| {
        let at = h.span.end();
        post::at(scene, at).is_some() || text.key(at) == w!("chức") && post::at(scene, at + 1).is_some()
    })
}

/// Two syllables alone are believed where they are the subject of a verb of speaking or doing.
fn verb_follows(scene: &Scene<'_>, k: usize) -> bool {
    const VERBS: [&[Key]; 10] = [
        &[w!("cho"), w!("biết")],
        &[w!("nói")],
        &[w!("chia"), w!("sẻ")],
        &[w!("đã")],
        &[w!("phát"), w!("biểu")],
        &[w!("khẳng"), w!("định")],
        &[w!("nhấn"), w!("mạnh")],
        &[w!("được"), w!("bầu")],
        &[w!("được"), w!("bổ")],
        &[w!("giữ"), w!("chức")],
    ];
    VERBS.iter().any(|v| scene.text.matches(k, v))
}
