//! Which year a day without a year belongs to.
//!
//! In this order: the year that the sentence opens with ("Năm 2019, …"), the day of publication, the same day told
//! with its year elsewhere, the full day that the article opens with or that the sentence tells beside it, the
//! anniversary celebrated within a month, a month or half of the same sentence or the title, the year summed up. A
//! birth, a document's day, a term and history fix nothing. Where none of them stands, the day keeps its form without
//! a year.

use jiff::civil::Date;

use super::calendar::{self, Settled};
use super::{Dated, context};
use crate::extract::date::{Point, Said, What, Year, span_of_months};
use crate::extract::{Mention, Scene};
use crate::record::{DateRole, Precision};
use crate::resolve::trace::{Link, Trace};
use crate::text::{LineKind, TokenSpan};
use crate::w;

/// A mention with its years decided.
pub(super) enum Value {
    Points(Vec<Settled>),
    Interval(Settled, Settled, Precision),
    /// A half without a year, "hôm nay" without a day: not listed.
    Nothing,
}

/// What the article fixes.
pub(super) struct Years {
    published: Option<Date>,
    /// The full day that the article opens with.
    event: Option<(Date, TokenSpan)>,
    /// The newest year that the article names, aims left aside.
    newest: i16,
    /// The day of writing, where a sentence tells it: "sáng nay 6/2".
    today: Option<Settled>,
    /// The years of the course that the article tells of, and of the work that it sums up.
    course: Option<i16>,
    reviewed: Option<i16>,
    roles: Vec<DateRole>,
}

impl Years {
    pub(super) fn new(
        scene: &Scene<'_>,
        mentions: &[Mention<Said>],
        roles: &[DateRole],
        published: Option<&str>,
    ) -> Self {
        let published = published.and_then(|p| p.get(..10)).and_then(|p| p.parse().ok());
        let newest = context::newest(scene, mentions);
        let (course, reviewed) =
            (context::course_year(scene, mentions, newest), context::review_year(scene, mentions));
        let mut years =
            Self { published, event: None, newest, today: None, course, reviewed, roles: roles.to_vec() };
        years.event = years.event_day(scene, mentions, context::opening(scene));
        years.today = mentions.iter().find_map(|m| match (&m.value.what, m.value.from_today) {
            (What::Points(points), Some(days)) => match points[..] {
                [p] => {
                    let year = p.year.stated().or_else(|| {
                        years.anchor().map(|a| calendar::year_near(a, p.month.unwrap_or(1), false))
                    });
                    calendar::moved(Settled::new(p, year), -days)
                }
                _ => None,
            },
            _ => None,
        });
        years
    }

    fn anchor(&self) -> Option<Date> {
        self.published.or(self.event.map(|e| e.0))
    }

    /// The value of mention `k`; `before` are the dates settled so far.
    pub(super) fn settle(
        &self,
        scene: &Scene<'_>,
        mentions: &[Mention<Said>],
        k: usize,
        before: &[Dated],
        trace: &mut Trace,
    ) -> Value {
        let Some(mention) = mentions.get(k) else { return Value::Nothing };
        let mut fill = |p: Point| {
            let year = match p.year {
                Year::Stated(y) => Some(y),
                Year::Relative(n) => self.anchor().map(|a| a.year() + n),
                Year::Unsaid => p.month.and_then(|m| {
                    let found = self.unsaid(scene, mentions, k, m, p.day);
                    trace.note(|| Link {
                        span: mention.span,
                        field: "date",
                        target: found.map(|f| f.0.to_string()),
                        why: found.map_or("no year is fixed by the article", |f| f.1).to_owned(),
                    });
                    found.map(|f| f.0)
                }),
            };
            Settled::new(p, year)
        };
        match mention.value.what {
            What::Points(ref points) => Value::Points(points.iter().map(|&p| fill(p)).collect()),
            What::Interval(a, b) => {
                let (mut from, to) = (fill(a), fill(b));
                if a.year == Year::Unsaid && from.month.is_some() {
                    // "28/12 - 2/1": the first lies before the last.
                    from.year = to.year.map(|y| if from.month > to.month { y - 1 } else { y });
                }
                Value::Interval(from, to, Precision::Interval)
            }
            What::Quarter(n, year) => {
                let first = n * 3 - 2;
                let year = self.shared(scene, mentions, k, year, first);
                fixed(first, first + 2, year, Precision::Quarter)
            }
            What::Half(n, year) => {
                let first = n * 6 - 5;
                let year = self.shared(scene, mentions, k, year, first);
                fixed(first, first + 5, year, Precision::Half)
            }
            What::Relative(days) => self.relative(scene, mention.span, days),
            What::SameDay => same_day(scene, &self.roles, (k, mention.span.first()), before),
        }
    }

    /// The year of a quarter or half: its own, that of a half in the same sentence, or as for a month.
    fn shared(
        &self,
        scene: &Scene<'_>,
        mentions: &[Mention<Said>],
        k: usize,
        year: Year,
        month: u8,
    ) -> Option<i16> {
        match year {
            Year::Stated(y) => return Some(y),
            Year::Relative(n) => return self.anchor().map(|a| a.year() + n),
            Year::Unsaid => {}
        }
        let here = mentions.get(k)?.span.first();
        let sentence = scene.text.sentence(here);
        let beside =
            |m: &&Mention<Said>| sentence.first() <= m.span.first() && m.span.end() <= sentence.end();
        let other = |m: &Mention<Said>| match m.value.what {
            What::Half(_, Year::Stated(y)) => Some(y),
            _ => None,
        };
        if matches!(mentions.get(k)?.value.what, What::Quarter(..)) {
            return self.unsaid(scene, mentions, k, month, None).map(|f| f.0);
        }
        let behind = mentions.get(k + 1..).unwrap_or_default().iter().filter(beside).find_map(other);
        behind
            .or_else(|| mentions.iter().filter(beside).find_map(other))
            .or_else(|| self.unsaid(scene, mentions, k, month, None).map(|f| f.0))
            // All halves of the article are of one year.
            .or_else(|| {
                let mut years = mentions.iter().filter_map(other);
                let first = years.next()?;
                years.all(|y| y == first).then_some(first)
            })
    }

    /// The year of a day or month without one, and why.
    fn unsaid(
        &self,
        scene: &Scene<'_>,
        mentions: &[Mention<Said>],
        k: usize,
        month: u8,
        day: Option<u8>,
    ) -> Option<(i16, &'static str)> {
        let here = mentions.get(k)?;
        if context::is_yearly(scene, here.span.end()) {
            return None;
        }
        let ahead = context::looks_ahead(scene, here.span.first());
        if let Some(y) = context::passage_year(scene, mentions, k) {
            return Some((y, "the sentence is about that year"));
        }
        if let Some(p) = self.published {
            return Some((calendar::year_near(p, month, ahead), "the day of publication"));
        }
        if let Some(y) =
            context::same_elsewhere(scene, mentions, month, day).filter(|&y| self.newest <= y + 1)
        {
            return Some((y, "the same day stands elsewhere with its year"));
        }
        // What stands before it, as "Ngày 9/5, Tòa án …", is not of its year for that.
        let title = scene.text.layout().kind_at(here.span.first()) == LineKind::Title;
        let told = |e: &(Date, TokenSpan)| title || e.1.first() < here.span.first();
        if let Some((e, _)) = self.event.filter(told) {
            return Some((calendar::year_near(e, month, ahead), "the full day that the article opens with"));
        }
        let sentence = scene.text.sentence(here.span.first());
        if let Some((e, _)) = self.event_day(scene, mentions, sentence).filter(told) {
            return Some((calendar::year_near(e, month, ahead), "a full day in the same sentence"));
        }
        if let Some(e) = context::anniversary(scene, mentions, month).filter(|e| self.newest <= e.year() + 1)
        {
            return Some((calendar::year_near(e, month, false), "the anniversary that is celebrated"));
        }
        let recent = here.value.recent.then(|| context::recent_year(mentions, &self.roles, month)).flatten();
        if let Some(y) = recent.filter(|&y| self.newest <= y) {
            return Some((y, "a full day that it lies near, \"vừa qua\""));
        }
        if let Some(y) = context::beside(scene, mentions, here.span, month) {
            return Some((y, "a month, quarter or half of the same sentence or the title"));
        }
        if let Some(y) = self.course {
            return Some((y, "the year of the course"));
        }
        // "tổng kết năm 2018" in January is told in 2019, in December in 2018.
        let after = match month {
            11..=12 => 0,
            1..=3 => 1,
            _ => return None,
        };
        self.reviewed.map(|y| (y + after, "the year summed up"))
    }

    /// A full day within `range` that is of the article itself: no birth, document or history, and no older than
    /// what else the article names.
    fn event_day(
        &self,
        scene: &Scene<'_>,
        mentions: &[Mention<Said>],
        range: TokenSpan,
    ) -> Option<(Date, TokenSpan)> {
        let mut best: Option<(Date, TokenSpan)> = None;
        for (k, m) in mentions.iter().enumerate().filter(|(_, m)| range.contains(m.span)) {
            let role = self.roles.get(k).copied().unwrap_or(DateRole::Other);
            let What::Points(points) = &m.value.what else { continue };
            let one_year = points.iter().all(|p| Some(p.year) == points.first().map(|f| f.year));
            let own = matches!(role, DateRole::Other | DateRole::Published);
            if !own || !one_year || context::is_history(scene, m.span.first()) {
                continue;
            }
            for p in points {
                let date = p.year.stated().and_then(|y| Settled::new(*p, Some(y)).date());
                if let Some(date) = date.filter(|&d| best.is_none_or(|b| d > b.0)) {
                    best = Some((date, m.span));
                }
            }
        }
        // Late in a year the plans name the next one.
        best.filter(|(b, _)| self.newest <= b.year() + i16::from(b.month() >= 10))
    }

    fn relative(&self, scene: &Scene<'_>, span: TokenSpan, days: i8) -> Value {
        let text = scene.text;
        // "Buổi lễ hôm nay là …" and what someone says in quotes tell of the day of the event.
        let nouns = [w!("lễ"), w!("nghị"), w!("hội"), w!("họp"), w!("ngày"), w!("và")];
        if span.first() > 0 && nouns.contains(&text.key(span.first() - 1))
            || context::in_quotes(scene, span.first())
        {
            return Value::Nothing;
        }
        let today = self.published.map(settled).or(self.today);
        today.and_then(|t| calendar::moved(t, days)).map_or(Value::Nothing, |s| Value::Points(vec![s]))
    }
}

fn settled(date: Date) -> Settled {
    Settled {
        year: Some(date.year()),
        month: u8::try_from(date.month()).ok(),
        day: u8::try_from(date.day()).ok(),
    }
}

fn fixed(first: u8, last: u8, year: Option<i16>, precision: Precision) -> Value {
    let Some(y) = year else { return Value::Nothing };
    let (a, b) = span_of_months(first, last, Year::Stated(y));
    Value::Interval(Settled::new(a, year), Settled::new(b, year), precision)
}

/// The day named before: for a document's day the last document's; otherwise the last day that the same sentence tells,
/// that a sentence begins with, or that has a part of the day.
fn same_day(scene: &Scene<'_>, roles: &[DateRole], (k, at): (usize, usize), before: &[Dated]) -> Value {
    let issued = roles.get(k) == Some(&DateRole::Issued);
    let fits = |d: &&Dated| {
        let sentence = scene.text.sentence(d.span.first());
        let told = sentence.end() > at
            || d.span.first() <= sentence.first() + 3
            || d.part_of_day.is_some()
            || d.time.is_some();
        let own = if issued {
            d.role == DateRole::Issued
        } else {
            matches!(d.role, DateRole::Other | DateRole::Published) && told
        };
        d.precision == Precision::Day && own
    };
    let parse = |d: &Dated| -> Option<Settled> {
        let body = d.value.strip_prefix("--");
        let mut parts = body.unwrap_or(&d.value).split('-');
        let year = if body.is_some() { None } else { Some(parts.next()?.parse().ok()?) };
        Some(Settled { year, month: parts.next()?.parse().ok(), day: parts.next()?.parse().ok() })
    };
    before.iter().rev().find(fits).and_then(parse).map_or(Value::Nothing, |s| Value::Points(vec![s]))
}
