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
use crate::lexicon::Class;
use crate::record::{Evidence, Record, SCHEMA_VERSION};
use crate::text::TokenSpan;
use crate::w;

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

/// The first sentence from `first` on that is more than a preamble: "Căn cứ Điều lệ Đảng …", "Thực hiện Kế hoạch số 5 …".
pub(crate) fn past_preamble(scene: &Scene<'_>, first: usize) -> usize {
    let text = scene.text;
    let preamble = |s: &TokenSpan| {
        let cites = PREAMBLE.iter().any(|words| text.matches(s.first(), words));
        let reports = |class| scene.hits.within(*s, class).next().is_some();
        cites && ![Class::Hold, Class::Meet, Class::Gathering].into_iter().any(reports)
    };
    let mut k = first;
    while k < first + MOST_PREAMBLE && text.sentences().get(k).is_some_and(preamble) {
        k += 1;
    }
    k
}

/// Most sentences that a preamble is looked for in.
const MOST_PREAMBLE: usize = 8;

/// Words with which sentences begin that only say by what leave or rule something is done.
const PREAMBLE: [&[crate::text::Key]; 8] = [
    &[w!("căn"), w!("cứ")],
    &[w!("thực"), w!("hiện")],
    &[w!("được"), w!("sự")],
    &[w!("trải"), w!("qua")],
    &[w!("nhằm")],
    &[w!("sau"), w!("thời"), w!("gian")],
    &[w!("trong"), w!("thời"), w!("gian")],
    &[w!("với"), w!("mục")],
];

/// The evidence behind a range of tokens: the exact words of the source.
pub(crate) fn evidence(scene: &Scene<'_>, span: TokenSpan, rule: &'static str) -> Evidence {
    let (range, text) = scene.text.quote(span);
    Evidence { span: range, text: text.to_owned(), rule: rule.into() }
}
