//! Of what kind a gathering is.

use super::behind;
use crate::extract::meeting::Said as Spoken;
use crate::extract::{Mention, Said, Scene};
use crate::lexicon::{Class, Hit};
use crate::record::MeetingKind;
use crate::text::{LineKind, TokenSpan};
use crate::w;

/// Weighs what names the gathering and what it is about, in the sentence that reports it and in the title.
pub(super) fn of(scene: &Scene<'_>, said: &Said, event: &Mention<Spoken>, main: bool) -> MeetingKind {
    let text = scene.text;
    let word = super::named_kind(scene, event);
    if ["event", "session"].contains(&word) {
        return MeetingKind::Other;
    }
    let mut votes = Votes::default();
    // "tổng kết 5 năm thực hiện": of a plan, not of the year
    let end = event.value.word.span.end();
    let counted = scene.hits.at(end, Class::Number).map(|h| h.span.end());
    let counted = counted.or_else(|| (text.kind(end) == crate::text::Kind::Number).then_some(end + 1));
    let years = word == "year_end_review" && counted.is_some_and(|k| text.key(k) == w!("năm"));
    let word = if years { "other" } else { word };
    votes.add(word, 3.0);
    for (n, hit) in topics(scene, behind(scene, event.span, 30)).enumerate() {
        votes.add(scene.value(hit), if n == 0 { 2.0 } else { 1.0 });
    }
    // What stands before the noun in the same words: "công bố Quyết định … tại Hội nghị".
    let sentence = text.sentence(event.span.first());
    let before = TokenSpan::new(sentence.first(), event.span.first());
    for hit in topics(scene, before) {
        votes.add(scene.value(hit), 0.5);
    }
    if main {
        // A conference that leads congresses is none: "Tập trung chỉ đạo tổ chức đại hội đảng bộ ở cơ sở" as a title
        let conference = text.matches(event.value.word.span.first(), &[w!("hội"), w!("nghị")]);
        let counts = |code: &str| !(conference && code == "congress");
        for line in text.layout().all(LineKind::Title) {
            for (n, hit) in topics(scene, line).enumerate() {
                votes.add(scene.value(hit), if n == 0 { 2.5 } else { 1.5 });
            }
        }
        let titled =
            said.meetings.iter().filter(|m| text.layout().kind_at(m.span.first()) == LineKind::Title);
        for m in titled.filter(|m| counts(super::named_kind(scene, m))) {
            votes.add(super::named_kind(scene, m), 2.5);
        }
    }
    match votes.kind() {
        // "Hội nghị đã thông qua báo cáo tổng kết công tác năm": what is heard there says of what kind it is.
        MeetingKind::Other if word == "other" && votes.is_silent() => {
            heard(scene, text.sentence_of(event.span.first())).map_or(MeetingKind::Other, |h| h.0)
        }
        // Founding, splitting, inspecting: another kind, unless the title names appointments.
        MeetingKind::Other if main && title_appoints(scene) => MeetingKind::Personnel,
        kind => kind,
    }
}

/// The review whose report is heard near sentence `at`, and the words of the report: "thông qua báo cáo tổng kết", "nghe
/// Báo cáo sơ kết".
pub(super) fn heard(scene: &Scene<'_>, at: usize) -> Option<(MeetingKind, TokenSpan)> {
    let text = scene.text;
    let near = text.sentences().get(at.saturating_sub(NEAR)..(at + NEAR).min(text.sentences().len()))?;
    near.iter().flat_map(|s| (s.first()..s.end()).map(|k| TokenSpan::new(k, s.end()))).find_map(|report| {
        let k = report.first();
        // "Tại hội nghị, Đảng ủy tổ chức sơ kết công tác sáu tháng đầu năm"
        let there = text.sentence(k).first();
        if text.matches(there, &[w!("tại"), w!("hội"), w!("nghị")])
            && text.preceded_by(k, &[w!("tổ"), w!("chức")])
            && text.matches(k, &[w!("sơ"), w!("kết"), w!("công"), w!("tác")])
        {
            return Some((MeetingKind::MidYearReview, report));
        }
        if !text.matches(k, &[w!("báo"), w!("cáo")]) {
            return None;
        }
        if text.matches(k + 2, &[w!("tổng"), w!("kết"), w!("công"), w!("tác")]) {
            return Some((MeetingKind::YearEndReview, report));
        }
        text.matches(k + 2, &[w!("sơ"), w!("kết")]).then_some((MeetingKind::MidYearReview, report))
    })
}

/// How many sentences around the report say what is heard at a gathering.
const NEAR: usize = 6;

fn title_appoints(scene: &Scene<'_>) -> bool {
    // "Kiểm tra công tác luân chuyển cán bộ" appoints no one.
    let inspects = |h: &Hit| [w!("kiểm"), w!("giám")].contains(&scene.text.key(h.span.first()));
    let title = |line| {
        topics(scene, line).any(|h| scene.value(h) == "personnel")
            && !topics(scene, line).any(|h| inspects(&h))
    };
    scene.text.layout().all(LineKind::Title).any(title)
}

/// Entries of the list of topics within a range, outside the titles of documents and of other gatherings.
fn topics(scene: &Scene<'_>, range: TokenSpan) -> impl Iterator<Item = Hit> {
    let text = scene.text;
    let topics = scene.hits.within(range, Class::Topic);
    // "họp xét hồ sơ đề nghị kết nạp đảng viên" admits no one.
    let asked = |h: &Hit| {
        scene.value(h) == "admission"
            && [&[w!("đề"), w!("nghị")][..], &[w!("hồ"), w!("sơ")], &[w!("xét")]]
                .iter()
                .any(|words| text.preceded_by(h.span.first(), words))
    };
    topics.filter(move |h| !text.preceded_by(h.span.first(), &[w!("báo"), w!("cáo")]) && !asked(h))
}

/// The kinds from the most telling to the least; the earlier wins a tie.
const ORDER: [(MeetingKind, &str); 10] = [
    (MeetingKind::Congress, "congress"),
    (MeetingKind::MidYearReview, "mid_year_review"),
    (MeetingKind::Admission, "admission"),
    (MeetingKind::Confirmation, "confirmation"),
    (MeetingKind::YearEndReview, "year_end_review"),
    (MeetingKind::Personnel, "personnel"),
    (MeetingKind::Award, "award"),
    (MeetingKind::Thematic, "thematic"),
    (MeetingKind::Regular, "regular"),
    (MeetingKind::Other, "other"),
];

#[derive(Default)]
struct Votes([f64; ORDER.len()]);

impl Votes {
    fn add(&mut self, code: &str, weight: f64) {
        // "event" is another kind by its name, "other" what is left when nothing tells.
        let (code, weight) = match code {
            "event" => ("other", weight),
            "other" => ("other", weight * 0.4),
            _ => (code, weight),
        };
        if let Some(k) = ORDER.iter().position(|o| o.1 == code)
            && let Some(v) = self.0.get_mut(k)
        {
            *v += weight;
        }
    }

    /// Whether nothing but the noun itself has spoken.
    fn is_silent(&self) -> bool {
        ORDER.iter().zip(&self.0).all(|(o, &v)| v <= 0.0 || o.1 == "other")
    }

    fn kind(&self) -> MeetingKind {
        let mut best = (MeetingKind::Other, 0.0);
        for (o, &v) in ORDER.iter().zip(&self.0) {
            if v > best.1 {
                best = (o.0, v);
            }
        }
        best.0
    }
}
