//! Names without any capital: "đồng chí nguyễn văn an".
//!
//! Only right behind a form of address of one person, with a family name and a middle name that together are nothing
//! else, and up to a sign or the next clause. The lists know names by their capital; so the first two words decide.

use super::lead::Lead;
use super::name::{Name, Strength};
use crate::extract::{Room, Scene};
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// What begins a clause or an apposition.
const BEGINS: [Class; 7] = [
    Class::PersonVerb,
    Class::Predicate,
    Class::Action,
    Class::NameEnd,
    Class::NameStop,
    Class::Post,
    Class::Address,
];

/// The name in lower case that the form of address leads in.
pub(super) fn read(scene: &Scene<'_>, lead: &Lead) -> Option<Name> {
    const WORDS: [Key; 8] =
        [w!("trường"), w!("trấn"), w!("xã"), w!("hóa"), w!("phòng"), w!("bản"), w!("học"), w!("nghệ")];
    let (text, hits) = (scene.text, scene.hits);
    let i = lead.name;
    let lower = |k: usize| text.get(k).is_some_and(|t| t.kind == Kind::Lower && !t.starts_sentence());
    let first = |k: usize, what: &str| hits.at(k, Class::FamilySlip).is_some_and(|h| scene.value(h) == what);
    if !lower(i) || !first(i, "family") || !first(i + 1, "middle") {
        return None;
    }
    let polite = matches!(lead.address, Some("comrade" | "plain" | "candidate" | "admitted"));
    if lead.person.is_some() || lead.plural || !polite || hits.before(i, Class::Address).is_none() {
        return None;
    }
    if !(i + 1..i + 3).all(lower) || scene.taken(i).is_some_and(|r| matches!(r, Room::Directive | Room::Date))
    {
        return None;
    }
    // "thị trường", "văn hóa"
    let next = text.key(i + 2);
    if [w!("thị"), w!("văn")].contains(&text.key(i + 1)) && WORDS.contains(&next) {
        return None;
    }
    let begins = |k: usize| BEGINS.iter().any(|&c| hits.at(k, c).is_some());
    let closed = |k: usize| text.get(k).is_none_or(|t| t.kind == Kind::Sign || t.starts_sentence());
    // "nguyễn văn sinh, …", "nguyễn văn an phát biểu", "trần thị lan hương"
    let long = hits.at(i + 3, Class::GivenSlip).is_some() && lower(i + 3);
    let end = [long.then_some(i + 4), Some(i + 3)]
        .into_iter()
        .flatten()
        .find(|&k| closed(k) || begins(k) && (i + 2..k).all(|j| !begins(j)))?;
    let syllables = end - i;
    Some(Name {
        span: TokenSpan::new(i, end),
        strength: Strength::Strong,
        syllables,
        borne: syllables - 1,
        initials: false,
        closed: false,
    })
}
