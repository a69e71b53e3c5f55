//! The room of persons: names with their titles, posts, and what they did.
//!
//! A name is believed for what stands around it: a form of address ("đồng chí"), a title ("PGS.TS"), a post
//! ("Bí thư Chi bộ"), a list that has begun with a name; or for itself, where a family name that is hardly
//! anything else opens it. Names of streets, schools and campaigns, bylines and picture credits are refused.
//! One person may be mentioned many times and in short; who is meant is for `resolve` to say.

mod action;
mod admitted;
mod aside;
mod attach;
mod belief;
mod bestowed;
mod clause;
mod deed;
mod end;
mod find;
mod foreign;
mod holder;
mod join;
mod lead;
mod lower;
mod name;
mod post;
mod predicate;
mod tail;
mod unknown;
mod whole;
mod whose;

use super::{Mention, Scene};
use crate::record::ActionKind;
use crate::text::TokenSpan;

/// A person named in the text, with what is said around the name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// The tokens of the name.
    pub name: TokenSpan,
    /// Whether this is only a given name ("đồng chí Khải"), which must be led back to a full one.
    pub short: bool,
    /// The post by which the person is named instead ("đồng chí Bí thư Đảng ủy"); then `name` is empty of names.
    pub by_post: Option<Role>,
    /// Canonical degrees and ranks, in the order of the text.
    pub titles: Vec<String>,
    /// Posts stated of the person.
    pub roles: Vec<Role>,
    /// The words that say that the person was admitted to the Party.
    pub admitted: Option<(TokenSpan, &'static str)>,
    /// What the person did.
    pub actions: Vec<Action>,
    /// One past everything that is said of the person right behind the name.
    pub end: usize,
    /// Number of the first mention of the list that this name goes on; its own number outside lists.
    pub list: usize,
}

/// A post stated of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// All of it.
    pub span: TokenSpan,
    /// The title without the organization.
    pub title: TokenSpan,
    /// The organization.
    pub organization: Option<TokenSpan>,
    /// The rule that gave it to the person.
    pub rule: &'static str,
}

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// What was done.
    pub kind: ActionKind,
    /// The words that say so.
    pub span: TokenSpan,
    /// To what, or as what.
    pub object: Option<TokenSpan>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    let (mut people, used) = find::names(scene);
    if !people.is_empty() {
        predicate::read(scene, &mut people, &used);
        admitted::read(scene, &mut people);
        action::read(scene, &mut people);
        bestowed::read(scene, &mut people);
    }
    people
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    [find::RULES, attach::RULES, predicate::RULES, admitted::RULES, action::RULES, bestowed::RULES].concat()
}
