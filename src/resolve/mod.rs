//! What the text means: the only place that sees several fields at once.
//!
//! Years are filled in, short names led back to full ones, a bare "Chi bộ" to the cell, and every decision
//! leaves a [`Link`] that `explain` prints. A link is made only where exactly one candidate is left.

mod article;
mod check;
mod count;
mod date;
mod directive;
mod meeting;
mod organization;
mod person;
mod rating;
mod trace;

pub use trace::{Link, Trace};

use crate::extract::{Said, Scene};
use crate::input;
use crate::record::{Evidence, Record, SCHEMA_VERSION};
use crate::text::TokenSpan;

/// Makes the record of one article out of what its rooms have read.
#[must_use]
pub fn record(scene: &Scene<'_>, article: &input::Article, said: &Said, trace: &mut Trace) -> Record {
    let article = article::resolve(scene, article);
    let mut record = Record { schema_version: SCHEMA_VERSION, article, ..Record::default() };
    if scene.text.refusal().is_some() {
        return record;
    }
    record.cell = organization::resolve(scene, said, &record, trace);
    let links = directive::links(scene, said);
    let dates = date::settle(scene, said, &record.article, &links.issued, trace);
    record.article.published.clone_from(&dates.published);
    record.directives = directive::resolve(scene, said, &links, &dates, trace);
    record.dates = date::facts(scene, &dates);
    (record.meeting, record.other_meetings) = meeting::resolve(scene, said, &dates, trace);
    date::mark_meeting(&mut record.dates, &dates, record.meeting.iter().chain(&record.other_meetings));
    record.people = person::resolve(scene, said, &record, trace);
    record.ratings = rating::resolve(scene, said, &record, trace);
    let (counts, findings) = count::resolve(scene, said, &record, trace);
    record.counts = counts;
    record.checks = check::resolve(scene, said, &dates, &record, findings);
    record.expected = check::expected(scene, &record);
    record
}

/// The evidence behind a range of tokens: the exact words of the source.
pub(crate) fn evidence(scene: &Scene<'_>, span: TokenSpan, rule: &'static str) -> Evidence {
    let (range, text) = scene.text.quote(span);
    Evidence { span: range, text: text.to_owned(), rule: rule.into() }
}
