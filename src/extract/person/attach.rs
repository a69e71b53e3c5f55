//! What is said of a person right behind the name: posts after a comma, a dash or in brackets.

use super::Role;
use super::belief;
use super::name::{self, Name, Strength};
use super::post::{self, Post, PostKind};
use super::whole;
use crate::extract::{Scene, organization};
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Rules by which a post behind a name is the person's.
pub(super) const RULES: &[&str] = &["role.before", "role.after", "role.bracket", "role.shared"];

/// What stands behind a name.
pub(super) struct After {
    pub posts: Vec<Role>,
    pub admitted: Option<(TokenSpan, &'static str)>,
    /// One past all of it.
    pub end: usize,
}

/// Reads behind a name that ends at token `k`.
pub(super) fn read(scene: &Scene<'_>, k: usize) -> After {
    let mut after = After { posts: Vec::new(), admitted: None, end: k };
    let text = scene.text;
    let mut at = k;
    // "(thứ hai bên phải)", "(1970)", "(Giám đốc Điện lực)"
    if let Some(end) = bracket(scene, at, &mut after) {
        after.end = end;
        at = end;
    }
    // "bà Trần Thị B., Chi hội trưởng"
    if text.key(at) == w!(".")
        && text.glued(at)
        && at > 0
        && name::letters(text.get(at - 1)) == 1
        && [w!(","), w!("-")].contains(&text.key(at + 1))
    {
        at += 1;
    }
    at = opening(scene, at);
    if at > after.end || is_post(scene, at) {
        posts(scene, at, "role.after", &mut after);
    }
    // "Bế Thị Nguyệt – chuyên viên (kết nạp ngày 19/8/2020)"
    if text.key(after.end) == w!("(")
        && let Some(end) = bracket(scene, after.end, &mut after)
    {
        after.end = end;
    }
    after
}

/// One past the sign that opens what is said of the person: a comma, a dash, a colon.
fn opening(scene: &Scene<'_>, k: usize) -> usize {
    let text = scene.text;
    let sign = text.key(k);
    let fits = text.get(k).is_some_and(|t| !t.starts_paragraph())
        && ([w!(","), w!("-")].contains(&sign)
            || [w!(":"), w!("|")].contains(&sign) && is_post(scene, k + 1));
    if fits { k + 1 } else { k }
}

fn is_post(scene: &Scene<'_>, k: usize) -> bool {
    post::at(scene, k).is_some()
}

/// Posts from token `k` on, each after a comma, a dash, "và" or "kiêm"; what is no post but may stand between
/// ("sinh năm 1975,") is passed over.
pub(super) fn posts(scene: &Scene<'_>, k: usize, rule: &'static str, after: &mut After) {
    let text = scene.text;
    let mut at = k;
    let mut former = false;
    for _ in 0..12 {
        let Some(token) = text.get(at) else { return };
        if token.starts_paragraph() || token.starts_sentence() && at > k {
            return;
        }
        let mut begin = at;
        if let Some(hit) = scene.hits.at(at, Class::Predicate).filter(|h| scene.value(h) == "is") {
            begin = hit.span.end();
        } else if text.key(at) == w!("hiện") {
            begin = at + 1;
        }
        if let Some(p) = post::at(scene, begin) {
            // "cố vấn an ninh quốc gia H.R. McMaster"
            let initials = name::letters(text.get(p.end.saturating_sub(1))) == 1
                && text.get(p.end.saturating_sub(1)).is_some_and(|t| t.is_capital())
                && text.key(p.end) == w!(".")
                && text.get(p.end + 1).is_some_and(|t| t.is_capital() && !t.starts_paragraph());
            if initials
                || p.plural
                || p.broken && !whole::names_office(scene, &p)
                || p.person.is_some_and(|n| !firm(scene, &p, &n))
                || leads_on(scene, &p)
            {
                return;
            }
            // "Đối với trường hợp của ông A, Tổng Bí thư nhấn mạnh"
            if at == k
                && rule == "role.after"
                && p.organization.is_none()
                && topic(scene, k)
                && speaks(scene, p.end)
            {
                return;
            }
            // "Qua Đại sứ A, Thủ tướng gửi lời chúc": a head of government is named by the post alone.
            if at == k
                && rule == "role.after"
                && p.organization.is_none()
                && governs(scene, &p)
                && speaks(scene, p.end)
            {
                return;
            }
            if at == k && rule == "role.after" && answers(scene, k) && speaks(scene, p.end) {
                return;
            }
            // "thủ môn Bùi Văn Ba, tiền đạo Kesley": the next of a list
            if p.kind == PostKind::Job && names_next(scene, &p) {
                return;
            }
            // "phụ trách" right behind the name is a verb, an occupation there begins something else; "A phụ trách Chi bộ"
            // is what A is.
            let body = |k: usize| {
                scene.hits.at(k, Class::PartyBody).is_some()
                    || scene.hits.at(k, Class::Unit).is_some_and(|h| scene.value(h) == "area")
            };
            let charge = p.kind == PostKind::Duty && p.organization.is_some_and(|o| body(o.first()));
            if at == after.end
                && rule == "role.after"
                && (p.kind == PostKind::Duty && !charge || p.kind == PostKind::Job)
            {
                return;
            }
            // "ông A, Giám đốc điều hành Fast Forward": the words are the firm's.
            let firm = p.person.map(|n| n.span);
            after.posts.push(Role {
                span: firm.map_or(p.span, |s| p.span.to(s)),
                organization: match (firm, p.organization) {
                    (Some(f), Some(o)) => Some(o.to(f)),
                    (f, o) => f.or(o),
                },
                ..role(&p, rule)
            });
            after.end = firm.map_or(p.end, TokenSpan::end);
            former |= text.key(begin) == w!("nguyên");
            at = match joined(scene, after.end) {
                Some(next) => next,
                None => return,
            };
        } else {
            match passed_over(scene, at) {
                Some(next) => at = next,
                None => return,
            }
        }
    }
    let _ = former;
}

pub(super) fn role(p: &Post, rule: &'static str) -> Role {
    Role { span: p.span, title: p.title, organization: p.organization, rule }
}

/// Whether the post belongs to a name behind it: "…, Bí thư Chi bộ đồng chí Nguyễn Văn An".
fn leads_on(scene: &Scene<'_>, p: &Post) -> bool {
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
    if text.get(p.end).is_none_or(|t| t.starts_sentence() || t.starts_paragraph()) {
        return false;
    }
    scene
        .hits
        .at(p.end, Class::Address)
        .is_some_and(|h| h.span.len() > 1 && scene.text.get(h.span.end()).is_some_and(|t| t.is_capital()))
        && scene.text.key(p.end) == w!("đồng")
}

/// "… và Ủy viên Bộ Chính trị, Bí thư Thành ủy Nguyễn Văn An": the posts are those of the next person.
fn leads_to_person(scene: &Scene<'_>, k: usize) -> bool {
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

/// "ông A, Giám đốc điều hành Fast Forward", "ông A, Bí thư phường Lê Lợi": behind a name the words are those of a firm or
/// of a ward.
fn firm(scene: &Scene<'_>, p: &Post, n: &Name) -> bool {
    const HEADS: [Key; 4] = [w!("đốc"), w!("ceo"), w!("hành"), w!("lập")];
    belief::names_area(scene, n)
        || whole::names_office(scene, p)
        || n.strength == Strength::None
            && n.span.first() == p.title.end()
            && HEADS.contains(&scene.text.key(p.title.end() - 1))
}

/// Whether an occupation is followed by a capital that opens no organization.
fn names_next(scene: &Scene<'_>, p: &Post) -> bool {
    let k = p.title.end();
    p.organization.is_some_and(|o| o.first() == k)
        && scene.text.get(k).is_some_and(|t| t.kind == Kind::Capital)
        && [Class::Unit, Class::NamePart, Class::PartyBody, Class::PartyOrgan, Class::Place]
            .iter()
            .all(|&c| scene.hits.at(k, c).is_none())
}

/// Whether the sentence opens with what it is about: "Đối với …", "Liên quan đến …", "Về …".
fn topic(scene: &Scene<'_>, k: usize) -> bool {
    let first = scene.text.sentence(k).first();
    const OPENERS: [&[Key]; 4] =
        [&[w!("đối"), w!("với")], &[w!("liên"), w!("quan")], &[w!("về")], &[w!("theo")]];
    OPENERS.iter().any(|o| scene.text.matches(first, o))
}

/// Whether the post is that of a head of state or of government.
fn governs(scene: &Scene<'_>, p: &Post) -> bool {
    const HEADS: [&[Key]; 4] = [
        &[w!("thủ"), w!("tướng")],
        &[w!("tổng"), w!("thống")],
        &[w!("chủ"), w!("tịch"), w!("nước")],
        &[w!("tổng"), w!("bí"), w!("thư")],
    ];
    HEADS.iter().any(|h| h.len() == p.span.len() && scene.text.matches(p.span.first(), h))
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

/// One past what joins two posts of one person.
fn joined(scene: &Scene<'_>, k: usize) -> Option<usize> {
    let text = scene.text;
    let sign = text.key(k);
    if sign == w!(",") && text.key(k + 1) == w!("đồng") && text.key(k + 2) == w!("thời") {
        return Some(k + 3 + usize::from(text.key(k + 3) == w!("là")));
    }
    let next = if text.matches(k, &[w!("đồng"), w!("thời")]) { k + 2 } else { k + 1 };
    if sign == w!(",") && [w!("và"), w!("kiêm")].contains(&text.key(next)) {
        return Some(next + 1);
    }
    if [w!(","), w!("-"), w!("kiêm")].contains(&sign) {
        return Some(next);
    }
    // "Ủy viên Ban Thường vụ Đảng ủy; Chỉ huy trưởng", but "Bí thư Chi bộ; Phó Bí thư: B"
    if sign == w!(";")
        && let Some(p) = post::at(scene, next)
        && !leads_to_person(scene, next)
        && scene.hits.at(p.end, Class::Address).is_none()
        && ![w!(":"), w!("là"), w!("-")].contains(&text.key(p.end))
    {
        return Some(next);
    }
    // "A và B": of one person only where a post follows, and no name behind that
    if sign == w!("và") && post::at(scene, next).is_some() && !leads_to_person(scene, next) {
        return Some(next);
    }
    None
}

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
fn passed_over(scene: &Scene<'_>, k: usize) -> Option<usize> {
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

/// Reads a bracket at token `k`; one past it.
fn bracket(scene: &Scene<'_>, k: usize, after: &mut After) -> Option<usize> {
    let text = scene.text;
    if text.key(k) != w!("(") {
        return None;
    }
    let mut depth = 0;
    let mut close = None;
    for at in k..k + 32 {
        let token = text.get(at)?;
        if token.starts_paragraph() {
            return None;
        }
        if token.key == w!("(") {
            depth += 1;
        } else if token.key == w!(")") {
            depth -= 1;
            if depth == 0 {
                close = Some(at);
                break;
            }
        }
    }
    let close = close?;
    // "anh Chính (ông Phạm Minh Chính – Trưởng ban)": another name, read on its own
    let named = (k + 1..close).any(|at| {
        scene.hits.at(at, Class::Address).is_some_and(|h| {
            ["comrade", "plain"].contains(&scene.value(h))
                && text.get(h.span.end()).is_some_and(|t| t.is_capital())
                && text.get(at).is_some_and(|t| t.kind == Kind::Lower)
        })
    });
    if named {
        return None;
    }
    if let Some(at) = (k + 1..close).find(|&at| text.matches(at, &[w!("kết"), w!("nạp")])) {
        after.admitted = Some((TokenSpan::new(at, close), "admitted.bracket"));
    }
    let mut inner = After { posts: Vec::new(), admitted: None, end: k };
    posts(scene, k + 1, "role.bracket", &mut inner);
    // "(sinh năm 1991, chuyên viên)"
    inner.posts.retain(|p| p.span.end() <= close);
    after.posts.append(&mut inner.posts);
    Some(close + 1)
}
