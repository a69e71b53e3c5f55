//! The rooms: one per field, all of one form. Each says what the text *says*; `resolve` decides what it means.
//!
//! The order matters: the digits of a document number are no date, those of a date no count. A room marks what
//! it has read, and later rooms leave that alone.

pub mod count;
pub mod date;
pub mod directive;
pub mod meeting;
pub mod organization;
pub mod person;
pub mod rating;
mod rule;

pub use rule::{Mention, Room, Rule, Scene, run};

/// What all rooms read in one text.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Documents.
    pub directives: Vec<Mention<directive::Said>>,
    /// Dates.
    pub dates: Vec<Mention<date::Said>>,
    /// Party organizations and institutions.
    pub organizations: Vec<Mention<organization::Said>>,
    /// Persons with titles and roles.
    pub people: Vec<Mention<person::Said>>,
    /// Ratings.
    pub ratings: Vec<Mention<rating::Said>>,
    /// Counts.
    pub counts: Vec<Mention<count::Said>>,
    /// Gatherings.
    pub meetings: Vec<Mention<meeting::Said>>,
}

/// Runs all rooms over a scene. A text that was refused says nothing.
#[must_use]
pub fn all(scene: &mut Scene<'_>) -> Said {
    if scene.text.refusal().is_some() {
        return Said::default();
    }
    let directives = directive::extract(scene);
    scene.take(Room::Directive, &directives);
    let dates = date::extract(scene);
    scene.take(Room::Date, &dates);
    let organizations = organization::extract(scene);
    scene.take(Room::Organization, &organizations);
    let people = person::extract(scene);
    scene.take(Room::Person, &people);
    let ratings = rating::extract(scene);
    scene.take(Room::Rating, &ratings);
    let counts = count::extract(scene);
    scene.take(Room::Count, &counts);
    let meetings = meeting::extract(scene);
    Said { directives, dates, organizations, people, ratings, counts, meetings }
}

/// Every rule of every room, as (room, rule), so that a test can ask whether each is exercised.
#[must_use]
pub fn rule_names() -> Vec<(&'static str, &'static str)> {
    let rooms: [(&str, Vec<&'static str>); 7] = [
        ("directive", directive::rule_names()),
        ("date", date::rule_names()),
        ("organization", organization::rule_names()),
        ("person", person::rule_names()),
        ("rating", rating::rule_names()),
        ("count", count::rule_names()),
        ("meeting", meeting::rule_names()),
    ];
    rooms.into_iter().flat_map(|(room, names)| names.into_iter().map(move |n| (room, n))).collect()
}
