//! Which gathering the article reports, of what kind, when and where.
//!
//! The report stands at the beginning: in one of the first sentences someone holds, opens or attends a gathering,
//! or a gathering takes place. Where they do not say so, the title names it and the text refers to it as known
//! ("tại buổi lễ"). An article in which neither is the case reports none, whatever gatherings it mentions.

mod kind;
mod when;

use super::date::{Dates, OLDEST};
use super::{Link, Trace, evidence};
use crate::extract::date::What;
use crate::extract::meeting::{Form, Said as Spoken, is_future, is_gathering};
use crate::extract::{Mention, Room, Said, Scene};
use crate::lexicon::Class;
use crate::record::{Meeting, MeetingKind};
use crate::text::{Key, Kind, LineKind, TokenSpan};
use crate::w;

/// The gathering that the article reports, and further ones in the order of the text.
pub(super) fn resolve(
    scene: &Scene<'_>,
    said: &Said,
    dates: &Dates,
    trace: &mut Trace,
) -> (Option<Meeting>, Vec<Meeting>) {
    let reported =
        |m: &&Mention<Spoken>| !is_history(scene, said, m) && (has_day(scene, said, m) || !prepares(scene));
    let Some(event) = report(scene, &said.meetings).filter(reported) else {
        if let Some(first) = said.meetings.first() {
            trace.note(|| Link {
                span: first.span,
                field: "meeting",
                target: None,
                why: "gatherings are named, none is reported at the beginning".into(),
            });
        }
        return (None, Vec::new());
    };
    let dates = when::day_mentions(dates);
    let meeting = describe(scene, said, &dates, event, true);
    trace.note(|| Link {
        span: event.span,
        field: "meeting",
        target: meeting.date.clone(),
        why: format!("{:?} ({})", meeting.kind, event.rule),
    });
    let others = others(scene, said, &dates, event, &meeting);
    (Some(meeting), others)
}

/// Number of sentences at the beginning of the body in which the report must stand.
const LEAD: usize = 4;

/// The mention by which the article reports its gathering.
fn report<'a>(scene: &Scene<'_>, meetings: &'a [Mention<Spoken>]) -> Option<&'a Mention<Spoken>> {
    let text = scene.text;
    let lead = lead(scene);
    let line = |m: &Mention<Spoken>| text.layout().kind_at(m.span.first());
    let at_first = |m: &Mention<Spoken>| {
        line(m) == LineKind::Body
            && lead.contains(&text.sentence_of(m.span.first()))
            && !shows_picture(scene, m)
    };
    let titled = meetings.iter().find(|m| line(m) == LineKind::Title);
    let tells = |m: &&Mention<Spoken>| {
        let telling = !["other", "event", "session", "congress"].contains(&named_kind(scene, m));
        let anchored = titled.is_some() || telling || is_dated(scene, m) || party_acts(scene, m);
        matches!(m.value.form, Form::Held | Form::TakesPlace | Form::Met) && anchored
    };
    let in_lead = meetings.iter().filter(tells).find(|m| at_first(m));
    if in_lead.is_some() {
        return in_lead;
    }
    let named = |titled: &Mention<Spoken>| {
        let kind = scene.value(titled.value.word);
        let mut sentences = lead.clone().filter_map(|s| text.sentences().get(s));
        sentences.any(|&s| {
            !is_future(scene, s)
                && scene
                    .hits
                    .within(s, Class::Gathering)
                    .any(|h| scene.value(h) == kind && is_gathering(scene, &h))
        })
    };
    let known = || meetings.iter().filter(|m| m.value.form == Form::Referred && line(m) == LineKind::Body);
    let told = meetings.iter().filter(tells).find(|m| line(m) == LineKind::Body && !shows_picture(scene, m));
    match titled {
        // "Thủ tướng lên đường thăm Đức và dự Hội nghị thượng đỉnh": a title that looks forward
        Some(titled) if announced(scene, titled) || is_future(scene, text.sentence(titled.span.first())) => {
            None
        }
        Some(titled) if named(titled) || known().next().is_some() || titled_body_acts(scene, titled) => {
            Some(titled)
        }
        Some(titled) => {
            let own = Some(titled).filter(|t| opens_title(scene, t));
            // "Hội nghị sơ kết công tác của Chi bộ A" as a title: a seminar that the text counts is another matter.
            let other = |t: &&Mention<Spoken>| own.is_some() && named_kind(scene, t) == "event";
            told.filter(|t| !other(t)).or(own)
        }
        // Known before it is named: the beginning sets the scene, and the text comes back to it.
        None => known().next().filter(|m| {
            let again = known().nth(1).is_some();
            at_first(m) && (dated_near(scene, m) && again || opens_text(scene, m))
        }),
    }
}

/// The kind that the lists give the words of a gathering and what they go on to, without their mark `person`.
fn named_kind<'s>(scene: &'s Scene<'_>, m: &Mention<Spoken>) -> &'s str {
    let word = scene.value(m.value.word).trim_end_matches(" person");
    // "hội nghị tổng kết công tác tổ chức Đại hội": the words go on to something else than a year; "hội nghị tổng kết
    // thực hiện nghị quyết năm 2023" comes back to one
    let end = m.value.word.span.end();
    let on = end.checked_sub(2).and_then(|k| scene.hits.at(k, Class::Topic)).filter(|h| h.span.end() > end);
    let elsewhere = word == "year_end_review" && on.is_some_and(|h| scene.value(h) == "other");
    let text = scene.text;
    let a_year = || {
        (end..end + 14)
            .take_while(|&k| text.kind(k) != Kind::Sign)
            .any(|k| text.key(k) == w!("năm") && text.kind(k + 1) == Kind::Number)
    };
    if elsewhere && !a_year() { "other" } else { word }
}

/// "Lễ trao giải A sẽ diễn ra vào tối nay": the beginning tells of what is to come.
fn announced(scene: &Scene<'_>, titled: &Mention<Spoken>) -> bool {
    let text = scene.text;
    let kind = scene.value(titled.value.word);
    let ahead = |h: &crate::lexicon::Hit| {
        let end = (h.span.end() + 12).min(text.sentence(h.span.first()).end());
        (h.span.end()..end)
            .any(|k| text.key(k) == w!("sẽ") && (k..k + 5).any(|j| scene.hits.at(j, Class::Hold).is_some()))
    };
    lead(scene)
        .filter_map(|s| text.sentences().get(s))
        .any(|&s| scene.hits.within(s, Class::Gathering).any(|h| scene.value(h) == kind && ahead(&h)))
}

/// "Hội nghị sơ kết công tác của Chi bộ A", "Đại hội Chi bộ B" as a title, of a body of the Party.
fn opens_title(scene: &Scene<'_>, titled: &Mention<Spoken>) -> bool {
    let line = scene.text.layout().line_at(titled.span.first());
    let party = scene.hits.within(line, Class::PartyBody).next().is_some();
    party && titled.span.first() == line.first() && scene.value(titled.value.word) != "event"
}

/// "Đại hội vinh dự được đón tiếp …", "Hội nghị đã thông qua báo cáo …" at the very beginning of an article in which a
/// cell is named.
fn opens_text(scene: &Scene<'_>, m: &Mention<Spoken>) -> bool {
    let word = named_kind(scene, m);
    let first = lead(scene).start;
    let named = |s: &TokenSpan| scene.hits.within(*s, Class::PartyBody).next().is_some();
    let sentence = scene.text.sentence(m.span.first());
    let heard = (sentence.first()..sentence.end()).any(|k| scene.text.matches(k, &[w!("báo"), w!("cáo")]));
    m.span.first() == sentence.first()
        && (heard || ["congress", "admission", "confirmation"].contains(&word))
        && scene.text.sentence_of(m.span.first()) == first
        && lead(scene).filter_map(|s| scene.text.sentences().get(s)).any(named)
}

/// "Chi bộ 3 họp" in the title, "Ngày 30/11, Chi bộ 3 …" at the beginning.
fn titled_body_acts(scene: &Scene<'_>, titled: &Mention<Spoken>) -> bool {
    let text = scene.text;
    let dated_body = |s: &TokenSpan| {
        let day = (s.first()..s.first() + 4).any(|k| scene.taken(k) == Some(Room::Date));
        day && scene.hits.within(*s, Class::PartyBody).any(|h| h.span.first() < s.first() + 14)
    };
    titled.value.form == Form::Met && lead(scene).filter_map(|s| text.sentences().get(s)).any(dated_body)
}

/// Whether a day, not only a year, stands in the sentence of a mention.
fn has_day(scene: &Scene<'_>, said: &Said, m: &Mention<Spoken>) -> bool {
    let sentence = scene.text.sentence(m.span.first());
    said.dates.iter().filter(|d| sentence.contains(d.span)).any(|d| match &d.value.what {
        What::Points(points) => points.iter().any(|p| p.day.is_some()),
        What::Interval(a, _) => a.day.is_some(),
        What::Relative(_) | What::SameDay => true,
        What::Quarter(..) | What::Half(..) => false,
    })
}

/// Whether a day, or "sáng nay", stands in the sentence of a mention.
fn is_dated(scene: &Scene<'_>, m: &Mention<Spoken>) -> bool {
    let sentence = scene.text.sentence(m.span.first());
    (sentence.first()..sentence.end()).any(|k| scene.taken(k) == Some(Room::Date))
}

/// Words of a title that look forward to a gathering.
const PREPARING: [&[Key]; 5] = [
    &[w!("tập"), w!("huấn")],
    &[w!("chuẩn"), w!("bị")],
    &[w!("hướng"), w!("tới")],
    &[w!("tiến"), w!("tới")],
    &[w!("sẵn"), w!("sàng")],
];

/// "Chuẩn bị tốt để tổ chức Đại hội", "Hướng tới Đại hội" as a title: what the text names without a day is still to come.
fn prepares(scene: &Scene<'_>) -> bool {
    let text = scene.text;
    text.layout()
        .title()
        .is_some_and(|t| (t.first()..t.end()).any(|k| PREPARING.iter().any(|w| text.matches(k, w))))
}

/// "Tháng 5/1941, tại Hội nghị Trung ương lần thứ 8": the only date of the sentence is older than any article.
fn is_history(scene: &Scene<'_>, said: &Said, m: &Mention<Spoken>) -> bool {
    let sentence = scene.text.sentence(m.span.first());
    let mut years = said.dates.iter().filter(|d| sentence.contains(d.span)).map(|d| match &d.value.what {
        What::Points(points) => points.iter().filter_map(|p| p.year.stated()).max(),
        _ => None,
    });
    let first = years.next().flatten();
    first.is_some_and(|y| y < OLDEST) && years.all(|y| y.is_some_and(|y| y < OLDEST))
}

/// Whether a day stands within a few words of a mention: "tại cuộc họp sáng 5/6", not "Ngày 2/6, … sau khi … tại buổi
/// tọa đàm".
fn dated_near(scene: &Scene<'_>, m: &Mention<Spoken>) -> bool {
    let sentence = scene.text.sentence(m.span.first());
    let first = m.span.first().saturating_sub(NEAR_DAY).max(sentence.first());
    let end = (m.span.end() + NEAR_DAY).min(sentence.end());
    (first..end).any(|k| scene.taken(k) == Some(Room::Date))
}

/// How far from a gathering its day may stand, in tokens.
const NEAR_DAY: usize = 16;

/// Whether a Party organization stands in the sentence before a mention.
fn party_acts(scene: &Scene<'_>, m: &Mention<Spoken>) -> bool {
    let sentence = scene.text.sentence(m.span.first());
    let before = TokenSpan::new(sentence.first(), m.span.first());
    scene.hits.within(before, Class::PartyBody).next().is_some()
}

/// Whether the sentence of a mention tells what a picture shows: "… dự lễ tưởng niệm. Ảnh: AFP", "(Nguồn: AP)".
fn shows_picture(scene: &Scene<'_>, m: &Mention<Spoken>) -> bool {
    let text = scene.text;
    let sentence = text.sentence(m.span.first());
    let credit = |k: usize| {
        [w!("ảnh"), w!("nguồn")].contains(&text.key(k)) && text.get(k).is_some_and(|t| t.is_capital())
    };
    let bracket = (m.span.end()..sentence.end()).any(|k| text.key(k) == w!("(") && credit(k + 1));
    // "… ở Berlin ngày 31/5. AFP/TTXVN"
    let agency = text.kind(sentence.end()) == Kind::AllCaps && text.key(sentence.end() + 1) == w!("/");
    bracket
        || agency
        || credit(sentence.end())
        || credit(sentence.end() + 1) && text.key(sentence.end()) == w!("(")
}

/// Numbers of the first sentences of the body.
fn lead(scene: &Scene<'_>) -> std::ops::Range<usize> {
    let text = scene.text;
    let body = text.layout().all(LineKind::Body).find(|l| l.len() > 12);
    let first = body.map_or(0, |l| text.sentence_of(l.first()));
    let mut end = super::past_preamble(scene, first) + LEAD;
    // Captions between the paragraphs take no room.
    let caption = |s: usize| {
        let start = text.sentences().get(s).map(|s| s.first());
        start.is_some_and(|k| text.layout().kind_at(k) == LineKind::Caption)
    };
    let most = end + LEAD;
    let mut s = first;
    while s < end && end < most {
        end += usize::from(caption(s));
        s += 1;
    }
    first..end
}

fn describe(
    scene: &Scene<'_>,
    said: &Said,
    dates: &[when::DayMention],
    event: &Mention<Spoken>,
    main: bool,
) -> Meeting {
    let kind = kind::of(scene, said, event, main);
    let day = when::day(scene, said, dates, event, main);
    let sentence = told_in(scene, event, day);
    let place = when::place(scene, sentence);
    let (review_year, plan_year) = match kind {
        MeetingKind::YearEndReview | MeetingKind::MidYearReview => when::years(scene, event, main),
        _ => (None, None),
    };
    let mut mentions = vec![evidence(scene, event.span, event.rule)];
    mentions.extend(day.map(|d| evidence(scene, d.span, "meeting.day")));
    mentions.extend(place.map(|p| evidence(scene, p, "meeting.place")));
    Meeting {
        kind,
        date: day.map(|d| d.value.clone()),
        part_of_day: when::part_of_day(scene, sentence, day),
        time: when::time(scene, sentence, day),
        place: place.map(|p| scene.text.folded(p)),
        review_year,
        plan_year,
        mentions,
    }
}

/// The sentence that tells of the gathering: its own, or, where the title alone names it, the one with its day,
/// or the first of the body that names it too.
fn told_in(scene: &Scene<'_>, event: &Mention<Spoken>, day: Option<&when::DayMention>) -> TokenSpan {
    let text = scene.text;
    let own = text.sentence(event.span.first());
    if text.layout().kind_at(own.first()) != LineKind::Title {
        return own;
    }
    let kind = scene.value(event.value.word);
    let names = |s: &TokenSpan| scene.hits.within(*s, Class::Gathering).any(|h| scene.value(h) == kind);
    day.map(|d| text.sentence(d.span.first()))
        .or_else(|| lead(scene).filter_map(|s| text.sentences().get(s)).copied().find(names))
        .unwrap_or(own)
}

/// Gatherings that open a paragraph further on, with a day of their own.
fn others(
    scene: &Scene<'_>,
    said: &Said,
    dates: &[when::DayMention],
    first: &Mention<Spoken>,
    main: &Meeting,
) -> Vec<Meeting> {
    let text = scene.text;
    let mut found: Vec<Meeting> = Vec::new();
    for m in said.meetings.iter().filter(|m| matches!(m.value.form, Form::Held | Form::Met)) {
        let sentence = text.sentence(m.span.first());
        let opens = text.get(sentence.first()).is_some_and(|t| t.starts_paragraph());
        let body = text.layout().kind_at(m.span.first()) == LineKind::Body;
        if !opens || !body || sentence.contains(first.span) {
            continue;
        }
        let meeting = describe(scene, said, dates, m, false);
        let known = |o: &Meeting| o.date == meeting.date;
        if meeting.date.is_some() && !known(main) && !found.iter().any(known) {
            found.push(meeting);
        }
    }
    found
}

/// The rest of the sentence behind a mention, at most `n` tokens.
fn behind(scene: &Scene<'_>, span: TokenSpan, n: usize) -> TokenSpan {
    let end = scene.text.sentence(span.first()).end();
    TokenSpan::new(span.end().min(end), end.min(span.end() + n))
}
