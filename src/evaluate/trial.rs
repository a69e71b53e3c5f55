//! Rules on trial: how often each rule and each list entry fired on gold, and how often it was right.
//!
//! A fact counts once for each rule that read it, and once for each list entry within its words. An entry that is
//! in many wrong facts need not be the cause, but it is where to look. Rules that never fired are named: they are
//! dead, or gold lacks what they are for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::lexicon::{Hit, Hits, Lexicon};
use crate::text::{Text, TokenSpan};

use super::fact::{Fact, Field};
use super::locate::Place;
use super::report::result::CORE;
use super::score::Compared;

/// How many tokens on either side of a missed fact are looked at.
const AROUND: usize = 6;

/// How often something fired, counted in facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Firings {
    /// Facts that it read, those that gold leaves open left aside.
    pub fired: u64,
    /// Those that gold holds.
    pub correct: u64,
}

/// How often a list entry stands in the texts, and in how many facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntryFirings {
    /// Places in the texts.
    pub seen: u64,
    /// Facts of the core fields whose words hold it.
    pub fired: u64,
    /// Those that gold holds.
    pub correct: u64,
}

/// The trial of rules and entries.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Trial {
    /// Rules, by the field that they read.
    pub rules: BTreeMap<Field, BTreeMap<String, Firings>>,
    /// List entries, by list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, BTreeMap<String, EntryFirings>>,
}

impl Trial {
    /// The rules of one article.
    #[must_use]
    pub fn of_rules(compared: &[(Field, Compared)]) -> Self {
        let mut out = Self::default();
        for (field, fact, right) in judged(compared) {
            let rules: BTreeSet<&str> = fact.mentions.iter().filter_map(|m| m.rule.as_deref()).collect();
            for rule in rules {
                let f = out.rules.entry(field).or_default().entry(rule.to_owned()).or_default();
                f.fired += 1;
                f.correct += u64::from(right);
            }
        }
        out
    }

    /// Adds the list entries of one article.
    pub fn add_entries(&mut self, compared: &[(Field, Compared)], lists: &Lists<'_>) {
        for hit in lists.hits.all() {
            if let Some((list, surface)) = lists.name(&hit) {
                self.entry(list, surface).seen += 1;
            }
        }
        for (_, fact, right) in judged(compared).filter(|(field, ..)| CORE.contains(field)) {
            let spans = fact.mentions.iter().filter_map(|m| m.span);
            let within: BTreeSet<(&str, &str)> =
                spans.flat_map(|s| lists.within(s)).filter_map(|hit| lists.name(&hit)).collect();
            for (list, surface) in within {
                let e = self.entry(list, surface);
                e.fired += 1;
                e.correct += u64::from(right);
            }
        }
    }

    /// Adds another trial.
    pub fn add(&mut self, other: Trial) {
        for (field, rules) in other.rules {
            let sums = self.rules.entry(field).or_default();
            for (rule, f) in rules {
                let sum = sums.entry(rule).or_default();
                sum.fired += f.fired;
                sum.correct += f.correct;
            }
        }
        for (list, entries) in other.entries {
            for (surface, e) in entries {
                let sum = self.entry(&list, &surface);
                sum.seen += e.seen;
                sum.fired += e.fired;
                sum.correct += e.correct;
            }
        }
    }

    /// The rules of `known` that never fired.
    #[must_use]
    pub fn silent<'a>(&self, known: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let fired: BTreeSet<&str> = self.rules.values().flatten().map(|(rule, _)| rule.as_str()).collect();
        // A fact names one rule or several, joined by signs; a rule within such a name has fired.
        let has_fired = |rule: &str| fired.iter().any(|f| f.split(['+', ' ', '>']).any(|part| part == rule));
        known.iter().filter(|(_, rule)| !has_fired(rule)).copied().collect()
    }

    fn entry(&mut self, list: &str, surface: &str) -> &mut EntryFirings {
        self.entries.entry(list.to_owned()).or_default().entry(surface.to_owned()).or_default()
    }
}

/// The marks of the lists in a text.
#[derive(Debug)]
pub struct Lists<'a> {
    lexicon: &'a Lexicon,
    text: &'a Text<'a>,
    hits: Hits,
    /// First code point of each token.
    starts: Vec<usize>,
}

impl<'a> Lists<'a> {
    /// Marks a text.
    #[must_use]
    pub fn of(lexicon: &'a Lexicon, text: &'a Text<'a>) -> Self {
        let starts = (0..text.len()).map(|i| text.quote(TokenSpan::new(i, i + 1)).0[0]).collect();
        Self { lexicon, text, hits: lexicon.scan(text), starts }
    }

    /// What the lists of a field have found within a few words of a place, in its sentence and in the order of the
    /// text: `“Bí thư” Post, Office`.
    #[must_use]
    pub fn around(&self, field: Field, place: &Place) -> Vec<String> {
        let [first, last] = place.span.map(|at| self.starts.partition_point(|&s| s < at));
        let [from, to] = place.sentence_span.map(|at| self.starts.partition_point(|&s| s < at));
        let reach =
            TokenSpan::new(first.saturating_sub(AROUND).max(from), (last + AROUND).min(to).max(first));
        let mut lists: BTreeMap<TokenSpan, BTreeSet<&str>> = BTreeMap::new();
        for hit in self.starting_in(reach).filter(|h| h.span.end() <= reach.end()) {
            let is_of_field = rooms(field).iter().any(|room| hit.class.file().starts_with(room));
            if let Some((list, _)) = self.name(&hit).filter(|_| is_of_field) {
                lists.entry(hit.span).or_default().insert(list);
            }
        }
        let told = |(span, lists): (TokenSpan, BTreeSet<&str>)| {
            let lists: Vec<&str> = lists.into_iter().collect();
            format!("“{}” {}", self.text.slice(span), lists.join(", "))
        };
        lists.into_iter().map(told).collect()
    }

    fn within(&self, [start, end]: [usize; 2]) -> impl Iterator<Item = Hit> {
        let first = self.starts.partition_point(|&s| s < start);
        let last = self.starts.partition_point(|&s| s < end);
        let inside = move |h: &Hit| h.span.end() <= last;
        self.starting_in(TokenSpan::new(first, last)).filter(inside)
    }

    fn starting_in(&self, range: TokenSpan) -> impl Iterator<Item = Hit> {
        (range.first()..range.end()).flat_map(|i| self.hits.starting_at(i))
    }

    /// List and surface of a hit; `None` for digits, which are in no list.
    fn name(&self, hit: &Hit) -> Option<(&'a str, &'a str)> {
        Some((hit.class.name(), &self.lexicon.entry(hit)?.surface))
    }
}

/// The folders of lists that a field is read with.
fn rooms(field: Field) -> &'static [&'static str] {
    match field {
        Field::Cell => &["organization/", "place/"],
        Field::MeetingKind | Field::MeetingDate => &["meeting/", "date/"],
        Field::Dates | Field::Years => &["date/", "number/"],
        Field::Directives | Field::DirectivesDate | Field::DirectivesIssuer | Field::DirectivesType => {
            &["directive/"]
        }
        Field::People | Field::PeopleAdmitted => &["person/", "place/"],
        Field::Roles => &["person/", "organization/"],
        Field::Counts | Field::CountsValue | Field::Measures => &["count/", "number/"],
        Field::Ratings => &["rating/", "count/"],
    }
}

/// Every found fact that is right or wrong.
fn judged(compared: &[(Field, Compared)]) -> impl Iterator<Item = (Field, &Fact, bool)> {
    compared.iter().flat_map(|(field, c)| {
        let correct = c.correct.iter().map(|(_, found)| (*field, found, true));
        correct.chain(c.spurious.iter().map(|found| (*field, found, false)))
    })
}
