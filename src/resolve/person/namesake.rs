//! Two people of one name in one article: kept apart by their posts.
//!
//! "Nguyễn Văn An - Bí thư Chi bộ 1" and "Nguyễn Văn An - Bí thư Chi bộ 2" are two. Posts that one person may well hold
//! together ("Bí thư Đảng ủy", "Giám đốc") part no one, nor do posts gained or lost, nor abbreviations and firms,
//! which go by several names.

use super::roles;
use crate::extract::{Mention, Scene, person};
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

type Said = Mention<person::Said>;

/// The mentions of each person, and those of which it stays open whose they are; `None` where there is one person.
pub(super) fn split<'a>(
    scene: &Scene<'_>,
    mentions: &[&'a Said],
) -> Option<(Vec<Vec<&'a Said>>, Vec<&'a Said>)> {
    let mut apart: Vec<Vec<&'a Said>> = Vec::new();
    for m in mentions.iter().filter(|m| telling(m).next().is_some()) {
        match apart.iter_mut().find(|group| !group.iter().any(|x| parted(scene, x, m))) {
            Some(group) => group.push(m),
            None => apart.push(vec![m]),
        }
    }
    if apart.len() < 2 {
        return None;
    }
    let mut open = Vec::new();
    for m in mentions.iter().filter(|m| telling(m).next().is_none()) {
        let holds = |group: &Vec<&Said>| {
            m.value.roles.iter().any(|bare| {
                group.iter().flat_map(|x| &x.value.roles).any(|full| roles::may_be(scene, full, bare))
            })
        };
        let mut fits = apart.iter().enumerate().filter(|(_, g)| holds(g)).map(|(k, _)| k);
        match (fits.next(), fits.next()) {
            (Some(k), None) => {
                if let Some(group) = apart.get_mut(k) {
                    group.push(m);
                }
            }
            _ => open.push(*m),
        }
    }
    Some((apart, open))
}

/// The posts that tell a person: held, standing beside the name, with an organization.
fn telling(m: &Said) -> impl Iterator<Item = &person::Role> {
    const BESIDE: [&str; 4] = ["role.before", "role.after", "role.bracket", "role.shared"];
    m.value.roles.iter().filter(|r| BESIDE.contains(&r.rule) && r.organization.is_some())
}

/// Whether two mentions of one name are of two people.
fn parted(scene: &Scene<'_>, a: &Said, b: &Said) -> bool {
    let clash = |x: &person::Role| telling(b).any(|y| differ(scene, x, y));
    let agree =
        |x: &person::Role| telling(b).any(|y| roles::may_be(scene, x, y) || roles::may_be(scene, y, x));
    telling(a).any(clash) && !telling(a).any(agree)
}

/// "Bí thư Chi bộ 1" and "Bí thư Chi bộ 2": one title in two organizations of one kind, each with a name of its own.
fn differ(scene: &Scene<'_>, a: &person::Role, b: &person::Role) -> bool {
    let text = scene.text;
    let words = |s: TokenSpan| -> Vec<usize> {
        (s.first()..s.end()).filter(|&k| text.kind(k) != Kind::Sign).collect()
    };
    let key = |k: &usize| text.key(*k);
    let (Some(x), Some(y)) = (a.organization.map(words), b.organization.map(words)) else { return false };
    let title = |r: &person::Role| -> Vec<Key> { words(r.title).iter().map(key).collect() };
    let (first, second) = (title(a), title(b));
    let former = |t: &[Key]| t.first().is_some_and(|k| [w!("nguyên"), w!("cựu")].contains(k));
    if first != second || former(&first) {
        return false;
    }
    let shared = x.iter().zip(&y).take_while(|(p, q)| key(p) == key(q)).count();
    const HEADS: [Key; 4] = [w!("phòng"), w!("khoa"), w!("thôn"), w!("xã")];
    let kind = shared > 0 || first.last().is_some_and(|k| HEADS.contains(k));
    let (own, other) = (x.get(shared..).unwrap_or_default(), y.get(shared..).unwrap_or_default());
    let named = |rest: &[usize]| {
        rest.iter().any(|&k| matches!(text.kind(k), Kind::Capital | Kind::Number))
            && rest.iter().all(|&k| text.kind(k) != Kind::AllCaps)
    };
    // Firms and boards go by several names; cells, wards and departments do not.
    let counted = |rest: &[usize]| rest.iter().all(|&k| text.kind(k) == Kind::Number);
    let settled = shared == 0
        || counted(own) && counted(other)
        || x.get(shared - 1).is_some_and(|&k| {
            scene.hits.before(k + 1, Class::PartyBody).is_some()
                || scene.hits.before(k + 1, Class::Unit).is_some_and(|h| scene.value(h) == "area")
        });
    kind && settled
        && named(own)
        && named(other)
        && !own.iter().any(|p| other.iter().any(|q| key(p) == key(q)))
}
