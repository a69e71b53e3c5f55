//! The year that a count belongs to: the one beside it, else that of its passage, else the year summed up.

use std::ops::Range;

use super::item::Item;
use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::record::Record;
use crate::text::{Kind, Token};
use crate::w;

/// The years of an article, each with the token of its number, in the order of the text.
pub(super) struct Years(Vec<(usize, i32)>);

impl Years {
    /// Looks at every number once: most figures ask for the years of a whole passage.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let year = |h: Hit| {
            let i = h.span.first();
            let four = |t: &&Token| t.kind == Kind::Number && t.end - t.start == 4;
            Some((i, year_at(scene, i, scene.text.get(i).filter(four)?)?))
        };
        Self(scene.hits.of(Class::Number).filter_map(year).collect())
    }

    /// Those whose numbers stand in a range of tokens.
    fn within(&self, range: Range<usize>) -> &[(usize, i32)] {
        let at = |token: usize| self.0.partition_point(|y| y.0 < token);
        self.0.get(at(range.start)..at(range.end)).unwrap_or_default()
    }
}

/// The year of item `k`; `None` when nothing states one, and for plans.
pub(super) fn of(
    scene: &Scene<'_>,
    record: &Record,
    items: &[Item<'_>],
    k: usize,
    years: &Years,
) -> Option<i32> {
    let it = items.get(k)?;
    // "tăng 3 bài so với năm 2022" counts neither year.
    if it.difference {
        return None;
    }
    let text = scene.text;
    let sentence = text.sentence(it.start);
    let next = items.get(k + 1).filter(|n| n.sentence == it.sentence).map_or(sentence.end(), |n| n.start);
    // "700 triệu đồng năm 2016", "8,9 triệu đồng/tháng (2019)"
    let behind = years
        .within(it.end..next.min(it.end + 6))
        .first()
        .filter(|y| !(it.end..=y.0).any(|i| [w!(","), w!(";")].contains(&text.key(i))));
    // "năm 2018 cả Viện chỉ có 5 bài"
    let before = || {
        let mut years = years.within(sentence.first()..it.start).iter().rev();
        years.find(|y| !is_compared(scene, y.0) || in_bracket_behind(scene, y.0, it.start))
    };
    let passage = || {
        let first = text.layout().line_at(it.start).first().max(it.start.saturating_sub(PASSAGE));
        let told = |y: &&(usize, i32)| !is_compared(scene, y.0) && !is_aimed_at(scene, y.0);
        years.within(first..it.start).iter().rev().find(told).map(|y| y.1)
    };
    let review = || record.meeting.as_ref().and_then(|m| m.review_year);
    let from_text = behind.or_else(before).map(|y| y.1);
    if it.planned {
        return from_text.or_else(|| record.meeting.as_ref().and_then(|m| m.plan_year));
    }
    // "từ đầu năm đến nay": the year of the article.
    let running = || {
        let so_far = (sentence.first()..it.start).any(|i| text.matches(i, &[w!("đầu"), w!("năm")]));
        let published = record.article.published.as_deref().filter(|_| so_far)?;
        published.get(..4)?.parse().ok()
    };
    from_text.or_else(review).or_else(passage).or_else(running)
}

/// How far back a passage is looked through for its year, in tokens.
const PASSAGE: usize = 120;

/// Whether token `i` belongs to what is compared with: "tăng 8% so với cuối năm 2010".
fn is_compared(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(i).first().max(i.saturating_sub(9));
    (first..i)
        .rev()
        .take_while(|&k| ![w!(","), w!(";"), w!("("), w!(")")].contains(&text.key(k)))
        .any(|k| text.key(k) == w!("so"))
}

/// "quy hoạch đến năm 2020 và những năm tiếp theo" tells of no year that figures further on belong to; "tính đến năm 2020"
/// and "từ năm 2011 đến năm 2016" do.
fn is_aimed_at(scene: &Scene<'_>, i: usize) -> bool {
    let before = |n: usize| i.checked_sub(n).map(|k| scene.text.key(k));
    before(2).is_some_and(|k| [w!("đến"), w!("tới")].contains(&k))
        && before(3) != Some(w!("tính"))
        && !(i.saturating_sub(5)..i.saturating_sub(2)).any(|k| scene.text.kind(k) == Kind::Number)
}

/// "so với năm 2022 (9 bài)": the bracket tells what the year compared with had.
fn in_bracket_behind(scene: &Scene<'_>, year: usize, figure: usize) -> bool {
    scene.text.key(year + 1) == w!("(") && figure <= year + 4
}

/// The year whose number of four digits is token `i`: "năm 2016", "(2016)".
fn year_at(scene: &Scene<'_>, i: usize, token: &Token) -> Option<i32> {
    let text = scene.text;
    let value = token.key.value().filter(|y| (1930..2100).contains(y))?;
    let word = text.key(i.checked_sub(1)?);
    let bracket = word == w!("(") && text.key(i + 1) == w!(")");
    let range = text.key(i + 1) == w!("-");
    // "nhiệm kỳ 2015-2020" is a term.
    ((word == w!("năm") || bracket) && !range).then_some(value as i32)
}
