//! Of several wordings of one post the fullest stays.

use super::evidence;
use crate::extract::{Mention, Scene, person};
use crate::record::{CellKind, Record, Role};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// A post with its words as keys.
struct Wording {
    role: Role,
    title: Vec<Key>,
    organization: Vec<Key>,
    former: bool,
}

/// The posts of one person, each once.
pub(super) fn merge(scene: &Scene<'_>, mentions: &[&Mention<person::Said>], record: &Record) -> Vec<Role> {
    let mut kept: Vec<Wording> = Vec::new();
    for said in mentions.iter().flat_map(|m| &m.value.roles) {
        let mut new = wording(scene, said);
        let same: Vec<usize> =
            kept.iter().enumerate().filter(|(_, w)| one_post(w, &new)).map(|(k, _)| k).collect();
        match same.first() {
            None => kept.push(new),
            Some(&k) => {
                let Some(old) = kept.get_mut(k) else { continue };
                let caps = |w: &Wording| !w.role.text.chars().any(char::is_lowercase);
                let level = new.organization.len() == old.organization.len();
                let fuller = level && caps(old) && !caps(&new)
                    || new.organization.len() > old.organization.len()
                    || new.organization.len() == old.organization.len() && new.former && !old.former;
                if fuller {
                    std::mem::swap(old, &mut new);
                    let first = std::mem::take(&mut new.role.mentions);
                    old.role.mentions.splice(0..0, first);
                } else {
                    old.role.mentions.append(&mut new.role.mentions);
                }
                // A fuller wording may hold several that were kept apart.
                for &j in same.iter().skip(1).rev() {
                    let gone = kept.remove(j);
                    if let Some(old) = kept.get_mut(k) {
                        old.role.mentions.extend(gone.role.mentions);
                    }
                }
            }
        }
    }
    kept.into_iter()
        .map(|mut w| {
            w.role.organization_full = full(&w.role, record);
            w.role
        })
        .collect()
}

fn wording(scene: &Scene<'_>, said: &person::Role) -> Wording {
    let text = scene.text;
    let words = |s: TokenSpan| -> Vec<Key> {
        (s.first()..s.end())
            .filter(|&k| text.kind(k) != Kind::Sign)
            .flat_map(|k| expand(text.key(k)))
            .collect()
    };
    let mut title = words(said.title);
    let former = title.first().is_some_and(|k| [w!("nguyên"), w!("cựu")].contains(k));
    if former {
        title.remove(0);
    }
    Wording {
        role: Role {
            text: text.folded(said.span),
            title: text.folded(said.title),
            organization: said.organization.map(|o| text.folded(o)),
            organization_full: None,
            mentions: vec![evidence(scene, said.span, said.rule)],
        },
        title,
        organization: said.organization.map(words).unwrap_or_default(),
        former,
    }
}

/// Whether two posts may be one: `bare` may lack the organization of `full`.
pub(super) fn may_be(scene: &Scene<'_>, full: &person::Role, bare: &person::Role) -> bool {
    one_post(&wording(scene, full), &wording(scene, bare))
}

/// Short forms that stand beside their long ones in one article.
fn expand(key: Key) -> Vec<Key> {
    match key {
        k if k == w!("ubnd") => vec![w!("ủy"), w!("ban"), w!("nhân"), w!("dân")],
        k if k == w!("hđnd") => vec![w!("hội"), w!("đồng"), w!("nhân"), w!("dân")],
        k if k == w!("bch") => vec![w!("ban"), w!("chấp"), w!("hành")],
        k if k == w!("btv") => vec![w!("ban"), w!("thường"), w!("vụ")],
        k if k == w!("ubkt") => vec![w!("ủy"), w!("ban"), w!("kiểm"), w!("tra")],
        k if k == w!("tp") => vec![w!("thành"), w!("phố")],
        k if k == w!("hđqt") => vec![w!("hội"), w!("đồng"), w!("quản"), w!("trị")],
        k if k == w!("bt") => vec![w!("bí"), w!("thư")],
        k => vec![k],
    }
}

/// Whether two wordings name one post: one title, and of the organizations one holds the words of the other.
fn one_post(a: &Wording, b: &Wording) -> bool {
    let short = |x: &Wording, y: &Wording| within(&x.organization, &y.organization);
    a.title == b.title && (short(a, b) || short(b, a))
}

/// Whether the words of `a` stand in `b` in their order.
fn within(a: &[Key], b: &[Key]) -> bool {
    let mut rest = b.iter();
    a.iter().all(|k| rest.any(|x| x == k))
}

/// The cell or the unit behind a bare "Chi bộ", "Trung tâm".
fn full(role: &Role, record: &Record) -> Option<String> {
    let cell = record.cell.as_ref()?;
    let organization = role.organization.as_deref()?.to_lowercase();
    let party = matches!(
        (cell.kind, organization.as_str()),
        (CellKind::ChiBo, "chi bộ" | "chi ủy" | "chi uỷ")
            | (CellKind::DangBo | CellKind::DangUy, "đảng bộ" | "đảng ủy" | "đảng uỷ")
    );
    if party {
        return Some(cell.name.clone());
    }
    let unit = cell.unit.as_ref()?;
    let lower = unit.to_lowercase();
    let bare = !organization.contains(' ') || organization.split(' ').count() == 2;
    (bare && lower.len() > organization.len() && lower.starts_with(&format!("{organization} ")))
        .then(|| unit.clone())
}
