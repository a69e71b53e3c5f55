//! Of several wordings of one post the fullest stays.

use std::cmp::Ordering;

use super::evidence;
use crate::extract::{Mention, Scene, person};
use crate::record::{CellKind, Evidence, Record, Role};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// A post with its words as keys.
struct Wording<'a> {
    said: &'a person::Role,
    title: Vec<Key>,
    organization: Vec<Key>,
    former: bool,
}

/// A post of a person and the words that state it.
struct Post<'a> {
    wording: Wording<'a>,
    mentions: Vec<Evidence>,
}

/// The posts of one person, each once.
pub(super) fn merge(scene: &Scene<'_>, mentions: &[&Mention<person::Said>], record: &Record) -> Vec<Role> {
    let mut kept: Vec<Post<'_>> = Vec::new();
    for said in mentions.iter().flat_map(|m| &m.value.roles) {
        let new = wording(scene, said);
        let mention = evidence(scene, said.span, said.rule);
        let Some(k) = kept.iter().position(|p| one_post(&p.wording, &new)) else {
            kept.push(Post { wording: new, mentions: vec![mention] });
            continue;
        };
        if let Some(old) = kept.get_mut(k) {
            old.mentions.push(mention);
        }
        // A fuller wording may hold several that were kept apart.
        for j in (k + 1..kept.len()).rev() {
            if kept.get(j).is_some_and(|p| one_post(&p.wording, &new)) {
                let gone = kept.remove(j);
                if let Some(old) = kept.get_mut(k) {
                    old.mentions.extend(gone.mentions);
                }
            }
        }
        if let Some(old) = kept.get_mut(k).filter(|old| is_fuller(scene, &new, &old.wording)) {
            old.wording = new;
        }
    }
    kept.into_iter().map(|p| role(scene, p, record)).collect()
}

fn role(scene: &Scene<'_>, post: Post<'_>, record: &Record) -> Role {
    let (text, said) = (scene.text, post.wording.said);
    let organization = said.organization.map(|o| text.folded(o));
    Role {
        text: text.folded(said.span),
        title: text.folded(said.title),
        organization_full: organization.as_deref().and_then(|o| full(o, record)),
        organization,
        mentions: post.mentions,
    }
}

/// Whether a wording says more than another of the same post.
fn is_fuller(scene: &Scene<'_>, new: &Wording<'_>, old: &Wording<'_>) -> bool {
    let caps = |w: &Wording<'_>| !scene.text.slice(w.said.span).chars().any(char::is_lowercase);
    match new.organization.len().cmp(&old.organization.len()) {
        Ordering::Greater => true,
        Ordering::Equal => new.former && !old.former || caps(old) && !caps(new),
        Ordering::Less => false,
    }
}

fn wording<'a>(scene: &Scene<'_>, said: &'a person::Role) -> Wording<'a> {
    let text = scene.text;
    let words = |s: TokenSpan| -> Vec<Key> {
        let mut words = Vec::with_capacity(s.len());
        (s.first()..s.end())
            .filter(|&k| text.kind(k) != Kind::Sign)
            .for_each(|k| expand(text.key(k), &mut words));
        words
    };
    let mut title = words(said.title);
    let former = title.first().is_some_and(|k| [w!("nguyên"), w!("cựu")].contains(k));
    if former {
        title.remove(0);
    }
    let organization = said.organization.map(words).unwrap_or_default();
    Wording { said, title, organization, former }
}

/// Whether two posts may be one: `bare` may lack the organization of `full`.
pub(super) fn may_be(scene: &Scene<'_>, full: &person::Role, bare: &person::Role) -> bool {
    one_post(&wording(scene, full), &wording(scene, bare))
}

/// Adds a word; short forms as their long ones, which stand beside them in one article.
fn expand(key: Key, words: &mut Vec<Key>) {
    const SHORT: [(Key, &[Key]); 8] = [
        (w!("ubnd"), &[w!("ủy"), w!("ban"), w!("nhân"), w!("dân")]),
        (w!("hđnd"), &[w!("hội"), w!("đồng"), w!("nhân"), w!("dân")]),
        (w!("bch"), &[w!("ban"), w!("chấp"), w!("hành")]),
        (w!("btv"), &[w!("ban"), w!("thường"), w!("vụ")]),
        (w!("ubkt"), &[w!("ủy"), w!("ban"), w!("kiểm"), w!("tra")]),
        (w!("tp"), &[w!("thành"), w!("phố")]),
        (w!("hđqt"), &[w!("hội"), w!("đồng"), w!("quản"), w!("trị")]),
        (w!("bt"), &[w!("bí"), w!("thư")]),
    ];
    match SHORT.iter().find(|(short, _)| *short == key) {
        Some((_, long)) => words.extend_from_slice(long),
        None => words.push(key),
    }
}

/// Whether two wordings name one post: one title, and of the organizations one holds the words of the other.
fn one_post(a: &Wording<'_>, b: &Wording<'_>) -> bool {
    let short = |x: &Wording<'_>, y: &Wording<'_>| within(&x.organization, &y.organization);
    a.title == b.title && (short(a, b) || short(b, a))
}

/// Whether the words of `a` stand in `b` in their order.
fn within(a: &[Key], b: &[Key]) -> bool {
    let mut rest = b.iter();
    a.iter().all(|k| rest.any(|x| x == k))
}

/// The cell or the unit behind a bare "Chi bộ", "Trung tâm".
fn full(organization: &str, record: &Record) -> Option<String> {
    let cell = record.cell.as_ref()?;
    if organization.split(' ').count() > 2 {
        return None;
    }
    let organization = organization.to_lowercase();
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
    lower.strip_prefix(&organization).is_some_and(|rest| rest.starts_with(' ')).then(|| unit.clone())
}
