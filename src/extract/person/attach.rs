//! What is said of a person right behind the name: posts after a comma, a dash or in brackets.

use super::Role;
use super::belief;
use super::name::{self, Name, Strength};
use super::post::{self, Post, PostKind};
use super::{aside, whose};
use crate::extract::Scene;
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
                || p.broken
                || p.person.is_some_and(|n| !firm(scene, &p, &n))
                || whose::leads_on(scene, &p)
            {
                return;
            }
            if at == k && rule == "role.after" && whose::another_speaks(scene, k, &p) {
                return;
            }
            // "thủ môn Bùi Văn Ba, tiền đạo Kesley": the next of a list
            if p.kind == PostKind::Job && whose::names_next(scene, &p) {
                return;
            }
            // "A, Trưởng Ban B - Giám đốc Trung tâm C Lê Văn D": all of it is said of D.
            if text.key(p.end) == w!("-") && whose::leads_to_person(scene, p.end + 1) {
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
            at = match joined(scene, after.end) {
                Some(next) => next,
                None => return,
            };
        } else {
            match aside::passed_over(scene, at) {
                Some(next) => at = next,
                None => return,
            }
        }
    }
}

pub(super) fn role(p: &Post, rule: &'static str) -> Role {
    Role { span: p.span, title: p.title, organization: p.organization, rule }
}

/// "ông A, Giám đốc điều hành Fast Forward", "ông A, Bí thư phường Lê Lợi": behind a name the words are those of a firm or
/// of a ward.
fn firm(scene: &Scene<'_>, p: &Post, n: &Name) -> bool {
    const HEADS: [Key; 4] = [w!("đốc"), w!("ceo"), w!("hành"), w!("lập")];
    belief::names_area(scene, n)
        || n.strength == Strength::None
            && n.span.first() == p.title.end()
            && HEADS.contains(&scene.text.key(p.title.end() - 1))
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
        && !whose::leads_to_person(scene, next)
        && scene.hits.at(p.end, Class::Address).is_none()
        && ![w!(":"), w!("là"), w!("-")].contains(&text.key(p.end))
    {
        return Some(next);
    }
    // "A và B": of one person only where a post follows, and no name behind that
    if sign == w!("và") && post::at(scene, next).is_some() && !whose::leads_to_person(scene, next) {
        return Some(next);
    }
    None
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
