//! The leeway that labels give: accepted variants, readings left open, and what is nearly right.
//!
//! Two careful readers differ now and then. Where labels say so, a found fact of an accepted variant is the
//! gold fact, and one that the labels leave open is neither right nor wrong. Leeway never helps a miss.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Facts, Field, Key, plain, scaled, stated};
use super::fold::{fold, key, number};
use super::label::{Labels, RatingLabel};

/// Accepted variants of gold facts: from the variant's key to the fact's.
#[derive(Debug, Clone, Default)]
pub struct Variants(BTreeMap<(Field, Key), Key>);

impl Variants {
    /// The variants that a gold record accepts.
    #[must_use]
    pub fn of(gold: &Labels) -> Self {
        let mut out = Self::default();
        let one = |a: Option<String>| Key(vec![a]);
        if let Some(cell) = &gold.cell
            && let Some(name) = stated(&cell.name)
        {
            for a in &cell.alt {
                out.0.insert((Field::Cell, one(Some(key(a)))), one(Some(key(name))));
            }
        }
        for p in &gold.people {
            let name = p.name.as_deref().map(fold);
            for a in &p.alt {
                out.0.insert((Field::People, one(Some(fold(a)))), one(name.clone()));
            }
            for r in &p.roles {
                let role = r.text.as_deref().map(fold);
                for a in &r.alt {
                    let variant = Key(vec![name.clone(), Some(fold(a))]);
                    out.0.insert((Field::Roles, variant), Key(vec![name.clone(), role.clone()]));
                }
            }
        }
        for c in &gold.counts {
            let (value, unit) = scaled(c);
            for u in &c.alt_units {
                let variant = Key(vec![value.clone(), Some(fold(u))]);
                let fact = Key(vec![value.clone(), unit.as_deref().map(fold)]);
                out.0.insert((Field::Counts, variant), fact);
            }
        }
        out
    }

    /// Gives found facts the keys of the gold facts that they are accepted variants of.
    pub fn apply(&self, found: &mut Facts, gold: &Facts) {
        if self.0.is_empty() {
            return;
        }
        let accepted = |field, key: &Key| {
            if gold.has(field, key) { None } else { self.0.get(&(field, key.clone())).cloned() }
        };
        found.rename(Field::Roles, |k| {
            let name = accepted(Field::People, &Key(vec![k.0.first().cloned().flatten()]))?;
            Some(Key(vec![name.0.first().cloned().flatten(), k.0.get(1).cloned().flatten()]))
        });
        for field in [Field::Cell, Field::People, Field::Roles, Field::Counts] {
            found.rename(field, |k| accepted(field, k));
        }
    }
}

/// The gold role that a found role of the person `name` is an accepted variant of; the found role otherwise.
pub(super) fn accepted_role(
    variants: &Variants,
    name: &Option<String>,
    role: Option<String>,
    gold: &BTreeSet<Option<String>>,
) -> Option<String> {
    if gold.contains(&role) {
        return role;
    }
    let variant = (Field::Roles, Key(vec![name.clone(), role.clone()]));
    variants.0.get(&variant).and_then(|k| k.0.get(1).cloned()).unwrap_or(role)
}

/// Found facts that are neither right nor wrong: readings that the labels leave open, and the number of a
/// rating given as a count too.
#[derive(Debug, Clone, Default)]
pub struct LeftOpen {
    rated: BTreeSet<String>,
    counts: Vec<(Option<String>, String)>,
    issuers: BTreeSet<String>,
    facts: BTreeSet<(Field, Key)>,
    role_words: BTreeSet<String>,
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl LeftOpen {
    /// What a gold record leaves open.
    #[must_use]
    pub fn of(gold: &Labels) -> Self {
        let open = &gold.ambiguous;
        let one = |s: String| Key(vec![Some(s)]);
        let mut facts = BTreeSet::new();
        facts.extend(open.cell.iter().map(|c| (Field::Cell, one(key(c)))));
        facts.extend(open.meeting_kind.iter().map(|k| (Field::MeetingKind, one(k.clone()))));
        facts.extend(open.meeting_date.iter().map(|d| (Field::MeetingDate, one(d.clone()))));
        facts.extend(open.dates.iter().map(|d| (Field::Dates, one(d.clone()))));
        facts.extend(open.directives.iter().map(|d| (Field::Directives, one(number(d)))));
        facts.extend(open.people.iter().map(|p| (Field::People, one(fold(p)))));
        facts.extend(open.counts.iter().map(|c| (Field::CountsValue, Key(vec![scaled(c).0]))));
        facts.extend(
            open.measures.iter().map(|m| (Field::Measures, Key(vec![m.measure.clone(), plain(&m.value)]))),
        );
        facts.extend(open.ratings.iter().map(|r| (Field::Ratings, rating_key(r))));
        Self {
            rated: gold.ratings.iter().filter_map(|r| plain(&r.value)).collect(),
            counts: open.counts.iter().map(scaled).map(|(v, u)| (v, fold(&u.unwrap_or_default()))).collect(),
            issuers: open.issuer.iter().map(|i| key(i)).collect(),
            facts,
            role_words: open.roles.iter().map(|r| fold(r)).collect(),
            names: open.people.iter().map(|p| fold(p)).collect(),
            numbers: open.directives.iter().map(|d| number(d)).collect(),
        }
    }

    /// Whether a found fact that gold does not hold is to be left aside.
    #[must_use]
    pub fn holds(&self, field: Field, fact: &Key) -> bool {
        let is_in = |set: &BTreeSet<String>, i: usize| fact.part(i).is_some_and(|p| set.contains(p));
        match field {
            Field::Counts => {
                let unit = fact.part(1).unwrap_or("");
                is_in(&self.rated, 0)
                    || self.counts.iter().any(|(value, u)| {
                        value.as_deref() == fact.part(0) && (unit.contains(u.as_str()) || u.contains(unit))
                    })
            }
            Field::CountsValue => is_in(&self.rated, 0) || self.facts.contains(&(field, fact.clone())),
            Field::Roles => is_in(&self.role_words, 1) || is_in(&self.names, 0),
            Field::DirectivesIssuer => is_in(&self.issuers, 1) || is_in(&self.numbers, 0),
            Field::DirectivesDate | Field::DirectivesType => is_in(&self.numbers, 0),
            _ => self.facts.contains(&(field, fact.clone())),
        }
    }
}

/// Whether two facts of different keys are nearly one: one's words contain the other's.
#[must_use]
pub fn nearly(field: Field, a: &Key, b: &Key) -> bool {
    let within = |i: usize, empty_fits: bool| match (a.part(i).unwrap_or(""), b.part(i).unwrap_or("")) {
        ("", _) | (_, "") => empty_fits,
        (x, y) => x.contains(y) || y.contains(x),
    };
    match field {
        Field::Roles => a.part(0) == b.part(0) && within(1, false),
        Field::Counts => a.part(0) == b.part(0) && within(1, true),
        Field::DirectivesIssuer => a.part(0) == b.part(0) && within(1, true),
        Field::Cell => within(0, true),
        _ => false,
    }
}

fn rating_key(r: &RatingLabel) -> Key {
    Key(vec![r.subject.clone(), r.rating.as_deref().map(fold), plain(&r.value)])
}
