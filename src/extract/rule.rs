//! What a rule is, and the one way in which rules are run.

use std::borrow::Borrow;

use crate::lexicon::{Class, Hit, Hits, Lexicon};
use crate::text::{Text, TokenSpan};

/// Everything that a rule may look at: the text, the marks in it, and what earlier rooms have taken.
#[derive(Debug)]
pub struct Scene<'t> {
    /// The text.
    pub text: &'t Text<'t>,
    /// The marks of the lists.
    pub hits: &'t Hits,
    /// The lists.
    pub lexicon: &'t Lexicon,
    /// For each token the room that has taken it.
    taken: Vec<Option<Room>>,
}

/// The rooms, in the order in which they read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named after their fields")]
pub enum Room {
    Directive,
    Date,
    Organization,
    Person,
    Rating,
    Count,
    Meeting,
}

impl<'t> Scene<'t> {
    /// A scene in which nothing is taken yet.
    #[must_use]
    pub fn new(text: &'t Text<'t>, hits: &'t Hits, lexicon: &'t Lexicon) -> Self {
        Self { text, hits, lexicon, taken: vec![None; text.len()] }
    }

    /// The room that has taken token `i`.
    #[must_use]
    pub fn taken(&self, i: usize) -> Option<Room> {
        self.taken.get(i).copied().flatten()
    }

    /// The value of a hit.
    #[must_use]
    pub fn value(&self, hit: impl Borrow<Hit>) -> &'t str {
        self.lexicon.value(hit)
    }

    /// Marks what a room has read, so that later rooms leave it alone.
    pub fn take<V>(&mut self, room: Room, mentions: &[Mention<V>]) {
        for m in mentions {
            if let Some(tokens) = self.taken.get_mut(m.span.first()..m.span.end()) {
                tokens.fill(Some(room));
            }
        }
    }
}

/// A rule: where it is tried, and what it reads there.
pub struct Rule<V> {
    /// Its name, in the record and in `explain`.
    pub name: &'static str,
    /// It is tried at every mark of this class, and nowhere else.
    pub trigger: Class,
    /// Reads a value around the mark, with the tokens that it covers; `None` where the text says something else.
    pub read: fn(&Scene<'_>, &Hit) -> Option<(TokenSpan, V)>,
}

/// Something that the text says, where it says it, and the rule that read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<V> {
    /// What is said.
    pub value: V,
    /// The tokens that say it.
    pub span: TokenSpan,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Tries every rule at its marks and settles overlaps: the earlier start, then the longer reading, then the earlier rule.
#[must_use]
pub fn run<V>(scene: &Scene<'_>, rules: &[Rule<V>]) -> Vec<Mention<V>> {
    let mut found = Vec::new();
    for (k, rule) in rules.iter().enumerate() {
        for hit in scene.hits.of(rule.trigger) {
            if let Some((span, value)) = (rule.read)(scene, &hit) {
                found.push((k, Mention { value, span, rule: rule.name }));
            }
        }
    }
    settle(found)
}

/// Settles overlaps of mentions that come with the number of their rule: the earlier start, then the longer, then
/// the earlier rule. The mentions come in the order of the text and share no token.
pub(super) fn settle<V>(mut found: Vec<(usize, Mention<V>)>) -> Vec<Mention<V>> {
    found.sort_by_key(|(k, m)| (m.span.start, u32::MAX - m.span.end, *k));
    let mut end = 0;
    found.retain(|(_, m)| {
        let free = m.span.first() >= end && !m.span.is_empty();
        if free {
            end = m.span.end();
        }
        free
    });
    found.into_iter().map(|(_, m)| m).collect()
}
