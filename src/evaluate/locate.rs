//! Where in its article a fact stands: line, column, sentence, and the words.
//!
//! What a program found carries its span. Gold often has none, and an error without its sentence teaches
//! nothing; so the words of a gold fact are looked for, and what was looked for says so. This is for showing
//! only: no score depends on it.

use crate::lexicon::number;
use crate::text::{Kind, Text, TokenSpan};

use super::fact::{Fact, Field};
use super::label::Labels;

/// A place in an article.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Half-open range in code points of the source.
    pub span: [usize; 2],
    /// The exact words.
    pub text: String,
    /// Line of the source, counted from 1.
    pub line: usize,
    /// Code points before it on its line, counted from 1.
    pub column: usize,
    /// The sentence around it, as it stands.
    pub sentence: String,
    /// Where that sentence stands, in code points of the source.
    pub sentence_span: [usize; 2],
    /// Whether the place was looked for, because the labels have no span.
    pub searched: bool,
}

impl Place {
    /// The range of the words in bytes of `sentence`; `None` where they reach beyond it.
    #[must_use]
    pub fn bytes_in_sentence(&self) -> Option<std::ops::Range<usize>> {
        let [start, end] = self.span.map(|at| at.checked_sub(self.sentence_span[0]));
        let before = slice(&self.sentence, [0, start?])?.len();
        let len = slice(&self.sentence, [start?, end?])?.len();
        Some(before..before + len)
    }

    /// The line on which `sentence` begins, counted from 1.
    #[must_use]
    pub fn line_of_sentence(&self) -> usize {
        let before = self.bytes_in_sentence().and_then(|r| self.sentence.get(..r.start)).unwrap_or("");
        self.line.saturating_sub(before.matches('\n').count())
    }
}

/// A text prepared for looking up places.
#[derive(Debug)]
pub struct Located<'a> {
    text: &'a Text<'a>,
    /// Sentences as ranges of code points.
    sentences: Vec<[usize; 2]>,
    /// Code points before each line.
    lines: Vec<usize>,
}

impl<'a> Located<'a> {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &'a Text<'a>) -> Self {
        let sentences = text.sentences().iter().map(|&s| text.quote(s).0).collect();
        let mut lines = vec![0];
        lines.extend(text.source().chars().enumerate().filter(|&(_, c)| c == '\n').map(|(i, _)| i + 1));
        Self { text, sentences, lines }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a Text<'a> {
        self.text
    }

    /// The place of a range of code points; `None` where the range lies outside the text.
    #[must_use]
    pub fn at(&self, span: [usize; 2]) -> Option<Place> {
        let text = slice(self.text.source(), span)?.to_owned();
        let line = self.lines.partition_point(|&start| start <= span[0]);
        let column = span[0] - self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0) + 1;
        let around = self.sentences.partition_point(|s| s[0] <= span[0]).saturating_sub(1);
        let sentence_span = self.sentences.get(around).copied().unwrap_or(span);
        let sentence = slice(self.text.source(), sentence_span).unwrap_or_default().to_owned();
        Some(Place { span, text, line, column, sentence, sentence_span, searched: false })
    }

    /// The place of a fact: its first span, or where its words are found.
    #[must_use]
    pub fn fact(&self, field: Field, fact: &Fact, labels: &Labels) -> Option<Place> {
        if let Some(place) = fact.mentions.iter().filter_map(|m| m.span).find_map(|s| self.at(s)) {
            return Some(place);
        }
        let tokens = self.search(field, fact, labels)?;
        let place = self.at(self.text.quote(tokens).0)?;
        Some(Place { searched: true, ..place })
    }

    /// Whether the text holds a phrase, by syllables.
    #[must_use]
    pub fn holds(&self, phrase: &str) -> bool {
        self.phrase(phrase, 0).is_some()
    }

    fn search(&self, field: Field, fact: &Fact, labels: &Labels) -> Option<TokenSpan> {
        let part = |i: usize| fact.key.part(i).unwrap_or("");
        // `shown` keeps the spelling of the labels; its parts stand between middle dots.
        let shown = |i: usize| fact.shown.split(" · ").nth(i).unwrap_or("");
        match field {
            Field::Cell | Field::People | Field::PeopleAdmitted | Field::Directives => {
                self.phrase(&fact.shown, 0)
            }
            Field::MeetingKind => None,
            Field::MeetingDate | Field::Dates | Field::Years => self.date(part(0)),
            Field::DirectivesDate => self.date(part(1)).or_else(|| self.phrase(shown(0), 0)),
            Field::DirectivesIssuer | Field::DirectivesType => {
                let number = self.phrase(shown(0), 0);
                let near = number.map_or(0, |n| n.first());
                self.nearest(shown(1), near).or(number)
            }
            Field::Roles => {
                let name = self.phrase(shown(0), 0);
                self.nearest(shown(1), name.map_or(0, |n| n.first())).or(name)
            }
            Field::Counts | Field::CountsValue => {
                self.amount(part(0), fact.shown.split_once(' ').map_or("", |(_, unit)| unit))
            }
            Field::Measures => {
                let count = labels.counts.iter().find(|c| {
                    c.measure.as_deref() == Some(part(0))
                        && super::fact::scaled(c).0.as_deref() == fact.key.part(1)
                });
                self.amount(part(1), count.and_then(|c| c.unit.as_deref()).unwrap_or(""))
            }
            Field::Ratings => {
                let words = match part(1) {
                    "excellent" => "hoàn thành xuất sắc",
                    "good" => "hoàn thành tốt",
                    "satisfactory" => "hoàn thành nhiệm vụ",
                    "unsatisfactory" => "không hoàn thành",
                    _ => shown(1),
                };
                self.phrase(words, 0)
            }
        }
    }

    /// The first place of a phrase from token `from` on, by syllables.
    fn phrase(&self, phrase: &str, from: usize) -> Option<TokenSpan> {
        let wanted = Text::from_source(phrase);
        let keys: Vec<_> = wanted.tokens().iter().map(|t| t.key).collect();
        if keys.is_empty() {
            return None;
        }
        (from..self.text.len())
            .find(|&i| self.text.matches(i, &keys))
            .map(|i| TokenSpan::new(i, i + keys.len()))
    }

    /// The place of a phrase that is nearest to token `near`.
    fn nearest(&self, phrase: &str, near: usize) -> Option<TokenSpan> {
        let mut best: Option<TokenSpan> = None;
        let mut from = 0;
        while let Some(found) = self.phrase(phrase, from) {
            if best.is_none_or(|b| found.first().abs_diff(near) < b.first().abs_diff(near)) {
                best = Some(found);
            }
            from = found.first() + 1;
        }
        best
    }

    /// The first place of a day, month or year, however it is written.
    fn date(&self, value: &str) -> Option<TokenSpan> {
        let start = value.split('/').next().unwrap_or(value);
        let mut parts: Vec<u64> = start.split('-').filter_map(|p| p.parse().ok()).collect();
        parts.reverse();
        let day = |parts: &[u64]| {
            (0..self.text.len()).find_map(|i| {
                let mut at = i;
                for (k, &wanted) in parts.iter().enumerate() {
                    // Between two numbers one sign or word: "/", "tháng", "năm".
                    at += usize::from(k > 0);
                    if self.text.kind(at) != Kind::Number || self.text.key(at).value() != Some(wanted) {
                        return None;
                    }
                    at += 1;
                }
                Some(TokenSpan::new(i, at))
            })
        };
        // A number alone is a date only when it is a year.
        let alone = parts.len() == 1 && parts.iter().all(|&y| y < 1000);
        let without_year = parts.get(..parts.len().saturating_sub(1)).filter(|p| p.len() > 1);
        if alone { None } else { day(&parts).or_else(|| without_year.and_then(day)) }
    }

    /// The first place of a number, rather one before `unit` than one elsewhere.
    fn amount(&self, value: &str, unit: &str) -> Option<TokenSpan> {
        let value: f64 = value.parse().ok()?;
        let unit = Text::from_source(unit);
        let unit = unit.tokens().first().map(|t| t.key);
        let mut elsewhere = None;
        for i in 0..self.text.len() {
            let Some(n) = number::read(self.text, i) else { continue };
            let scale = [1e9, 1e6, 1e3].iter().any(|k| (n.value * k - value).abs() < 0.5);
            if n.value != value && !scale {
                continue;
            }
            let span = TokenSpan::new(i, n.end);
            if n.value == value && unit.is_some_and(|u| (n.end..n.end + 3).any(|k| self.text.key(k) == u)) {
                return Some(span);
            }
            elsewhere = elsewhere.or(Some(span));
        }
        elsewhere
    }
}

/// The slice of a range of code points; `None` where the range is not one of the text.
#[must_use]
pub fn slice(text: &str, [start, end]: [usize; 2]) -> Option<&str> {
    if start > end {
        return None;
    }
    let mut at = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let first = at.nth(start)?;
    let last = if end == start { first } else { at.nth(end - start - 1)? };
    text.get(first..last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fact::Facts;

    #[test]
    fn facts_without_spans_are_looked_for() {
        let text = Text::from_source(
            "Họp Chi bộ\nNgày 5 tháng 3 năm 2023, ông Lò Văn Páo dự. Có 12 phiếu. Chi bộ kết nạp 12 đảng viên.",
        );
        let labels: Labels = serde_json::from_str(
            r#"{"dates":[{"value":"2023-03-05","precision":"day"}],"people":[{"name":"Lò Văn Páo"}],
                "counts":[{"value":12,"unit":"đảng viên","measure":"members.admitted"}]}"#,
        )
        .unwrap();
        let located = Located::new(&text);
        let facts = Facts::of(&labels);
        for (field, words, line) in [
            (Field::Dates, "5 tháng 3 năm 2023", 2),
            (Field::People, "Lò Văn Páo", 2),
            (Field::Counts, "12", 2),
            (Field::Measures, "12", 2),
        ] {
            let place = located.fact(field, &facts.get(field)[0], &labels).unwrap();
            assert_eq!((place.text.as_str(), place.line, place.searched), (words, line, true), "{field}");
        }
        let count = located.fact(Field::Counts, &facts.get(Field::Counts)[0], &labels).unwrap();
        assert_eq!(count.sentence, "Chi bộ kết nạp 12 đảng viên.");
    }

    #[test]
    fn slices_outside_the_text_are_none() {
        assert_eq!(slice("đảng", [1, 3]), Some("ản"));
        assert_eq!(slice("đảng", [0, 4]), Some("đảng"));
        assert_eq!(slice("đảng", [4, 4]), Some(""));
        assert_eq!(slice("đảng", [2, 5]), None);
        assert_eq!(slice("đảng", [3, 2]), None);
    }
}
