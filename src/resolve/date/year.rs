//! Which year a day without a year belongs to.
//!
//! In this order: the year that the passage opens with ("Năm 2019, …"), the day of publication, the same day told
//! with its year elsewhere, a month or half of the same sentence or the title, a full day of the article that is no
//! birth, no document's day and no history, the year summed up. Where none of them stands, the day keeps its
//! form without a year.

use jiff::civil::Date;

use super::Dated;
use super::calendar::{self, Settled};
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
    /// A full day of the article itself.
    event: Option<Date>,
    /// The day of writing, where a sentence tells it: "sáng nay 6/2".
    today: Option<Settled>,
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
        let mut years = Self { published, event: None, today: None, roles: roles.to_vec() };
        years.event = years.event_day(scene, mentions);
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
        self.published.or(self.event)
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
            What::SameDay => same_day(&self.roles, k, before),
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
            // The title names the half with its year.
            .or_else(|| mentions.iter().find_map(other))
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
        let ahead = looks_ahead(scene, here.span.first());
        if let Some(y) = passage_year(scene, mentions, k) {
            return Some((y, "the passage is about that year"));
        }
        if let Some(p) = self.published {
            return Some((calendar::year_near(p, month, ahead), "the day of publication"));
        }
        if let Some(y) = same_elsewhere(mentions, month, day) {
            return Some((y, "the same day stands elsewhere with its year"));
        }
        if let Some(e) = self.event {
            return Some((calendar::year_near(e, month, ahead), "a full day of the same article"));
        }
        if let Some(y) = beside(scene, mentions, here.span, month) {
            return Some((y, "a month or half of the same sentence"));
        }
        review_year(scene, mentions, month).map(|y| (y, "the year summed up"))
    }

    /// A full day of the article itself: no birth, document or history, and no older than what else it names.
    fn event_day(&self, scene: &Scene<'_>, mentions: &[Mention<Said>]) -> Option<Date> {
        let mut best: Option<Date> = None;
        let mut newest = 0;
        for (k, m) in mentions.iter().enumerate() {
            let role = self.roles.get(k).copied().unwrap_or(DateRole::Other);
            match m.value.what {
                What::Points(ref points) => {
                    let single = points.len() == 1 || points.iter().all(|p| p.year == points[0].year);
                    for p in points {
                        let Some(y) = p.year.stated() else { continue };
                        let plan = p.month.is_none() && scene.text.preceded_by(m.span.first(), &[w!("đến")]);
                        if !plan {
                            newest = newest.max(y);
                        }
                        let fits =
                            matches!(role, DateRole::Other | DateRole::Admission | DateRole::Published)
                                && single
                                && !is_history(scene, m.span.first());
                        if let Some(date) = Settled::new(*p, Some(y)).date().filter(|_| fits)
                            && best.is_none_or(|b| b.year() < date.year())
                        {
                            best = Some(date);
                        }
                    }
                }
                What::Interval(a, _) => newest = newest.max(a.year.stated().unwrap_or(0)),
                _ => {}
            }
        }
        best.filter(|b| newest <= b.year() + 1)
    }

    fn relative(&self, scene: &Scene<'_>, span: TokenSpan, days: i8) -> Value {
        let text = scene.text;
        // "Buổi lễ hôm nay là …" and what someone says in quotes tell of the day of the event.
        let nouns = [w!("lễ"), w!("nghị"), w!("hội"), w!("họp"), w!("ngày"), w!("và")];
        if span.first() > 0 && nouns.contains(&text.key(span.first() - 1)) || in_quotes(scene, span.first()) {
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

/// The day named before: for a document's day the last document's, otherwise the last day of anything else.
fn same_day(roles: &[DateRole], k: usize, before: &[Dated]) -> Value {
    let issued = roles.get(k) == Some(&DateRole::Issued);
    let fits = |d: &&Dated| {
        d.precision == Precision::Day
            && if issued {
                d.role == DateRole::Issued
            } else {
                matches!(d.role, DateRole::Other | DateRole::Published)
            }
    };
    let parse = |d: &Dated| -> Option<Settled> {
        let body = d.value.strip_prefix("--");
        let mut parts = body.unwrap_or(&d.value).split('-');
        let year = if body.is_some() { None } else { Some(parts.next()?.parse().ok()?) };
        Some(Settled { year, month: parts.next()?.parse().ok(), day: parts.next()?.parse().ok() })
    };
    before.iter().rev().find(fits).and_then(parse).map_or(Value::Nothing, |s| Value::Points(vec![s]))
}

/// The year that the sentence, or an earlier one of its paragraph, opens with: "Năm 2019, …", "Trong năm 2019 …".
fn passage_year(scene: &Scene<'_>, mentions: &[Mention<Said>], k: usize) -> Option<i16> {
    let text = scene.text;
    let here = mentions.get(k)?.span.first();
    let line = text.layout().line_at(here);
    for m in mentions.get(..k)?.iter().rev().take_while(|m| m.span.first() >= line.first()) {
        let What::Points(points) = &m.value.what else { continue };
        let [p] = points[..] else { continue };
        match (p.year, p.month, p.day) {
            // A full day in between starts something else.
            (Year::Stated(_), Some(_), Some(_)) => return None,
            (Year::Stated(y), None, None) => {
                let opens = m.span.first() <= text.sentence(m.span.first()).first() + 1;
                return opens.then_some(y);
            }
            _ => {}
        }
    }
    None
}

/// The latest year with which the same day stands elsewhere.
fn same_elsewhere(mentions: &[Mention<Said>], month: u8, day: Option<u8>) -> Option<i16> {
    day?;
    let points = mentions.iter().filter_map(|m| match &m.value.what {
        What::Points(points) => Some(points),
        _ => None,
    });
    let same = points
        .flatten()
        .filter(|p| p.month == Some(month) && p.day == day)
        .filter_map(|p| p.year.stated())
        .max()?;
    let newest = newest(mentions);
    (newest <= same + 1).then_some(same)
}

/// The newest year of a day, month or start of a period.
fn newest(mentions: &[Mention<Said>]) -> i16 {
    let year = |m: &Mention<Said>| match &m.value.what {
        What::Points(points) => {
            points.iter().filter(|p| p.month.is_some()).filter_map(|p| p.year.stated()).max()
        }
        What::Interval(a, _) => a.year.stated(),
        _ => None,
    };
    mentions.iter().filter_map(year).max().unwrap_or(0)
}

/// The year of the same month, or of a half or quarter, in the same sentence or in the title.
fn beside(scene: &Scene<'_>, mentions: &[Mention<Said>], here: TokenSpan, month: u8) -> Option<i16> {
    let text = scene.text;
    let sentence = text.sentence(here.first());
    let near = |m: &&Mention<Said>| {
        sentence.first() <= m.span.first() && m.span.end() <= sentence.end()
            || text.layout().kind_at(m.span.first()) == LineKind::Title
    };
    mentions.iter().filter(near).find_map(|m| match m.value.what {
        What::Points(ref points) => {
            points.iter().find(|p| p.month == Some(month)).and_then(|p| p.year.stated())
        }
        What::Half(_, Year::Stated(y)) => Some(if month <= 2 { y + 1 } else { y }),
        What::Quarter(_, Year::Stated(y)) => Some(y),
        _ => None,
    })
}

/// "tổng kết năm 2018, nhiệm vụ năm 2019" in January is of 2019, in December of 2018.
fn review_year(scene: &Scene<'_>, mentions: &[Mention<Said>], month: u8) -> Option<i16> {
    let text = scene.text;
    let years = mentions.iter().filter_map(|m| match &m.value.what {
        What::Points(points) => match points[..] {
            [Point { year: Year::Stated(y), month: None, day: None }] => Some((m.span, y)),
            _ => None,
        },
        _ => None,
    });
    for (span, y) in years {
        let sentence = text.sentence(span.first());
        let from = span.first().saturating_sub(14).max(sentence.first());
        let sums = (from..span.first()).any(|k| text.matches(k, &[w!("tổng"), w!("kết")]));
        if sums {
            return match month {
                11..=12 => Some(y),
                1..=3 => Some(y + 1),
                _ => None,
            };
        }
    }
    None
}

/// "trước ngày 15/1", "sẽ", "dự kiến": the words look forward.
fn looks_ahead(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let sentence = text.sentence(start).first();
    let ahead = [w!("trước"), w!("sẽ"), w!("kiến"), w!("đấu"), w!("tới"), w!("hết"), w!("hạn")];
    (start.saturating_sub(12).max(sentence)..start).any(|k| ahead.contains(&text.key(k)))
}

/// "thành lập ngày 12/5/1975", "ngày truyền thống (…)": history, not the day of the article.
fn is_history(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let sentence = text.sentence(start).first();
    (start.saturating_sub(8).max(sentence)..start).any(|k| {
        text.matches(k, &[w!("thành"), w!("lập")])
            || text.matches(k, &[w!("truyền"), w!("thống")])
            || text.matches(k, &[w!("kỷ"), w!("niệm")])
            || text.matches(k, &[w!("ra"), w!("đời")])
            || text.matches(k, &[w!("từ"), w!("ngày")])
                && !text.matches(k, &[w!("kể"), w!("từ")])
                && history_verb(scene, k)
    })
}

/// "được bầu làm Bí thư từ ngày 25/1/2014": an office held since.
fn history_verb(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    (k.saturating_sub(10)..k).any(|j| text.matches(j, &[w!("được"), w!("bầu")]))
}

fn in_quotes(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let line = text.layout().line_at(i).first();
    (line..i).filter(|&k| text.key(k) == w!("\"")).count() % 2 == 1
}
