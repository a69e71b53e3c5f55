//! Day, part of the day, time, place and years of a gathering.

use crate::extract::date::{self, Time};
use crate::extract::meeting::{Form, Said as Spoken};
use crate::extract::organization;
use crate::extract::{Mention, Room, Said, Scene};
use crate::lexicon::Class;
use crate::record::{DateRole, PartOfDay, Precision};
use crate::resolve::date::Dates;
use crate::text::{DAY_WORDS, Key, Kind, LineKind, TokenSpan};
use crate::w;

/// A day that the text names, where it does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DayMention {
    pub(super) span: TokenSpan,
    pub(super) value: String,
    role: DateRole,
    part_of_day: Option<PartOfDay>,
    time: Option<Time>,
}

/// Every mention of a day or of the first day of an interval of days, in the order of the text.
pub(super) fn day_mentions(dates: &Dates) -> Vec<DayMention> {
    let mut days: Vec<DayMention> = Vec::new();
    for date in &dates.all {
        let first = match date.precision {
            Precision::Day => date.value.as_str(),
            Precision::Interval => date.value.split('/').next().unwrap_or_default(),
            _ => continue,
        };
        // "2023-12-21", "--12-21"
        if first.len() == 10 || first.len() == 7 && first.starts_with("--") {
            days.push(DayMention {
                span: date.span,
                value: first.to_owned(),
                role: date.role,
                part_of_day: date.part_of_day,
                time: date.time,
            });
        }
    }
    days
}

/// The day of the gathering: the one that its sentence names, the nearest before the verb; else the one in another
/// sentence that tells of it; else the one by which a sentence at the beginning opens ("Đêm 5/10, … sáng đèn.").
pub(super) fn day<'d>(
    scene: &Scene<'_>,
    said: &Said,
    dates: &'d [DayMention],
    event: &Mention<Spoken>,
    main: bool,
) -> Option<&'d DayMention> {
    let text = scene.text;
    let usable = |d: &&DayMention| {
        let role = matches!(d.role, DateRole::Other | DateRole::Meeting);
        let line = text.layout().kind_at(d.span.first());
        let anniversary = d.span.len() > 8 && text.key(d.span.first().wrapping_sub(1)) == w!("(");
        role && line != LineKind::Published
            && !anniversary
            && !names_occasion(scene, d.span.first())
            && !takes_effect(scene, d.span.first())
    };
    let within = |sentence: TokenSpan| dates.iter().filter(usable).filter(move |d| sentence.contains(d.span));
    let at = event.span.first();
    let sentence = text.sentence(at);
    let own = within(sentence)
        .filter(|d| d.span.end() <= at + 1)
        .max_by_key(|d| d.span.start)
        .or_else(|| within(sentence).find(|d| main && d.span.first() >= at));
    if own.is_some() || !main {
        return own.map(|d| first_of_list(scene, dates, d));
    }
    let lead: Vec<TokenSpan> = super::lead(scene).filter_map(|s| text.sentences().get(s)).copied().collect();
    let tells = |m: &&Mention<Spoken>| {
        m.value.form != Form::Named && text.layout().kind_at(m.span.first()) == LineKind::Body
    };
    let told = said.meetings.iter().filter(tells).filter_map(|m| {
        let sentence = text.sentence(m.span.first());
        let near = lead.contains(&sentence) || m.value.form == Form::TakesPlace;
        near.then(|| within(sentence).next()).flatten()
    });
    let opening = || {
        lead.iter()
            .find_map(|&s| within(s).find(|d| d.span.first() < s.first() + 6 || d.part_of_day.is_some()))
    };
    let found = told.chain(opening()).min_by_key(|d| d.span).or_else(|| {
        // "Được sự đồng ý của Đảng ủy B, ngày 29/12/2018, Chi bộ A": the day on which a body acts
        lead.iter().find_map(|&s| within(s).find(|d| body_follows(scene, d.span.end())))
    });
    found.map(|d| first_of_list(scene, dates, d)).or_else(|| {
        // "đã được kết nạp Đảng vào ngày 28/11/2015": the day of the admission is that of the rite.
        let admission = super::named_kind(scene, event) == "admission";
        let told = |d: &&DayMention| {
            d.role == DateRole::Admission
                && lead.iter().any(|s| s.contains(d.span))
                && !d.value.starts_with("--")
        };
        let mut days = dates.iter().filter(told).filter(|_| admission);
        days.next().filter(|_| days.next().is_none())
    })
}

/// Whether a body of the Party is named at token `k`, behind a comma at most.
fn body_follows(scene: &Scene<'_>, k: usize) -> bool {
    let at = k + usize::from(scene.text.key(k) == w!(","));
    scene.hits.at(at, Class::PartyBody).is_some() || scene.hits.at(at, Class::Committee).is_some()
}

/// "kể từ ngày 1/7/2017", "có hiệu lực từ ngày 1/7", "tính đến ngày 14/7": the day of effect of what was decided, or up
/// to which something is counted.
fn takes_effect(scene: &Scene<'_>, first: usize) -> bool {
    let text = scene.text;
    let k = first - usize::from(first > 0 && text.key(first - 1) == w!("ngày"));
    text.preceded_by(k, &[w!("kể"), w!("từ")])
        || text.preceded_by(k, &[w!("tính"), w!("đến")])
        || text.preceded_by(k, &[w!("hiệu"), w!("lực"), w!("từ")])
}

/// "đợt 2/9", "dịp 7/11", "đợt ngày 3-2": the day names an occasion.
fn names_occasion(scene: &Scene<'_>, first: usize) -> bool {
    let text = scene.text;
    let occasion = |k: usize| {
        [&[w!("đợt")][..], &[w!("dịp")], &[w!("quốc"), w!("khánh")]].iter().any(|w| text.preceded_by(k, w))
    };
    if occasion(first) || first > 0 && text.key(first - 1) == w!("ngày") && occasion(first - 1) {
        return true;
    }
    // "Đúng vào dịp kỷ niệm 95 năm ngày thành lập Đảng 3/2, Chi bộ A …": nothing but the name of the day between
    const BETWEEN: [Key; 9] =
        [w!(","), w!("tổ"), w!("diễn"), w!("vào"), w!("được"), w!("tại"), w!("sáng"), w!("chiều"), w!("tối")];
    let sentence = text.sentence(first).first();
    (first.saturating_sub(24).max(sentence)..first)
        .rev()
        .take_while(|&k| !BETWEEN.contains(&text.key(k)))
        .any(|k| {
            text.matches(k, &[w!("dịp"), w!("kỷ"), w!("niệm")]) || text.matches(k, &[w!("dịp"), w!("lễ")])
        })
}

/// Of "28 và 29/5" the first day, whether read as one list or as two dates.
fn first_of_list<'d>(scene: &Scene<'_>, dates: &'d [DayMention], of: &'d DayMention) -> &'d DayMention {
    let joined = |a: &DayMention| {
        let between = TokenSpan::new(a.span.end(), of.span.first().max(a.span.end()));
        a.span == of.span
            || a.span.end() < of.span.first()
                && (1..=2).contains(&between.len())
                && (between.first()..between.end())
                    .all(|k| [w!("và"), w!(","), w!("-"), w!("ngày")].contains(&scene.text.key(k)))
    };
    dates.iter().find(|a| joined(a)).unwrap_or(of)
}

/// "chiều ngày 21/12", "Đêm 5/10"; else "buổi sáng" in the sentence of the report.
pub(super) fn part_of_day(
    scene: &Scene<'_>,
    sentence: TokenSpan,
    day: Option<&DayMention>,
) -> Option<PartOfDay> {
    let text = scene.text;
    let of = |k: usize| PARTS.iter().find(|p| text.key(k) == p.0).map(|p| p.1);
    let named = day.and_then(|d| {
        // "chiều thứ Sáu ngày", "sáng thứ Bảy (ngày": words of a date may stand between.
        let first = d.span.first();
        let before = (first.saturating_sub(5)..first).rev().take_while(|&k| {
            let key = text.key(k);
            DAY_WORDS.contains(&key) || BETWEEN.contains(&key) || of(k).is_some()
        });
        d.part_of_day.or_else(|| before.filter_map(of).next())
    });
    named.or_else(|| {
        (sentence.first()..sentence.end()).find(|&k| text.key(k) == w!("buổi")).and_then(|k| of(k + 1))
    })
}

/// Parts of the day by their words.
const PARTS: [(Key, PartOfDay); 5] = [
    (w!("sáng"), PartOfDay::Morning),
    (w!("trưa"), PartOfDay::Noon),
    (w!("chiều"), PartOfDay::Afternoon),
    (w!("tối"), PartOfDay::Evening),
    (w!("đêm"), PartOfDay::Evening),
];

/// What stands between a part of the day and its day, besides the words of days.
const BETWEEN: [Key; 6] = [w!("qua"), w!("nay"), w!("("), w!(","), w!("hôm"), w!("các")];

/// "14h00", "8 giờ 30 phút" with the day, or alone in the sentence of the report.
pub(super) fn time(scene: &Scene<'_>, sentence: TokenSpan, day: Option<&DayMention>) -> Option<String> {
    let text = scene.text;
    let alone = || {
        (sentence.first()..sentence.end()).find_map(|k| {
            let lasting = k > 0 && LASTING.contains(&text.key(k - 1));
            let (time, end) = date::time(text, k).filter(|_| !lasting)?;
            (text.key(end) != w!("đồng")).then_some(time)
        })
    };
    day.and_then(|d| d.time).or_else(alone).map(|t| t.to_string())
}

/// Words before a number of hours that tell how long, not when.
const LASTING: [Key; 8] =
    [w!("hơn"), w!("gần"), w!("sau"), w!("trong"), w!("suốt"), w!("khoảng"), w!("dài"), w!("tới")];

/// "tại Hội trường Trung tâm A": up to a comma, a bracket, or the one who acts. An address goes on over commas.
pub(super) fn place(scene: &Scene<'_>, sentence: TokenSpan) -> Option<TokenSpan> {
    let text = scene.text;
    let at = (sentence.first()..sentence.end()).find(|&k| {
        text.key(k) == w!("tại")
            && text.get(k + 1).is_some_and(|t| t.is_word())
            && !NO_PLACE.contains(&text.key(k + 1))
            && scene.hits.at(k + 1, Class::Gathering).is_none()
            && scene.hits.at(k + 1, Class::PartyBody).is_none()
            // "các nội dung tại Công văn số 611-CV/TU"
            && scene.hits.at(k + 1, Class::DirectiveType).is_none()
    })?;
    let first = at + 1;
    let mut end = first;
    while end < sentence.end() && end - first < 40 {
        let address = text.key(end) == w!(",") && goes_on(scene, end + 1);
        if end > first && !address && ends_place(scene, end) {
            break;
        }
        end += 1;
    }
    (end > first).then(|| TokenSpan::new(first, end))
}

/// Whether the words of a place end before token `k`: a sign, a day, a body of the Party, a verb or a particle.
fn ends_place(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    let Some(token) = text.get(k) else { return true };
    if token.kind == Kind::Sign {
        let joins = [w!("-"), w!("/"), w!("."), w!("&")].contains(&token.key);
        return !joins || token.key == w!(".") && !text.glued(k + 1);
    }
    if scene.taken(k) == Some(Room::Date) {
        return true;
    }
    // "Hội trường Tỉnh ủy" is a place; "nhà văn hóa thôn Chi bộ họp" ends before the body.
    if scene.hits.at(k, Class::PartyBody).is_some() {
        return !HOUSES.iter().any(|words| text.preceded_by(k, words));
    }
    // "phòng họp", "nhà làm việc"
    let room = k > 0 && [w!("phòng"), w!("nhà"), w!("hội")].contains(&text.key(k - 1));
    let part = scene.hits.at(k, Class::NamePart).map_or(0, |h| h.span.len());
    let ends = scene.hits.at(k, Class::NameEnd).map_or(0, |h| h.span.len());
    token.kind == Kind::Lower && !room && ends > part && !WITHIN_PLACE.contains(&token.key)
}

/// Houses that are named after the body that they belong to.
const HOUSES: [&[Key]; 5] = [
    &[w!("hội"), w!("trường")],
    &[w!("trụ"), w!("sở")],
    &[w!("văn"), w!("phòng")],
    &[w!("phòng"), w!("họp")],
    &[w!("cơ"), w!("quan")],
];

/// Particles that stand inside the words of a place.
const WITHIN_PLACE: [Key; 7] = [w!("đồng"), w!("của"), w!("số"), w!("trên"), w!("ở"), w!("một"), w!("toàn")];

/// Whether an address goes on behind a comma: "xã A", "số 6 phố B", "Hà Nội".
fn goes_on(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    // ", tỉnh Quảng Ninh tổ chức": the one who acts
    let acts = organization::read(scene, k).is_some_and(|(span, _)| {
        scene.hits.at(span.end(), Class::NameEnd).is_some_and(|h| scene.value(h).ends_with("verb"))
    });
    if acts {
        return false;
    }
    let area = scene.hits.at(k, Class::Unit).is_some_and(|h| scene.value(h) == "area");
    let road = [w!("số"), w!("đường"), w!("phố"), w!("ngõ"), w!("tầng"), w!("nhà")].contains(&text.key(k));
    // A place of two or three capitals that a comma or the end of the sentence closes: ", Hà Nội,"
    let mut end = k;
    while text.get(end).is_some_and(|t| t.kind == Kind::Capital && !t.starts_sentence()) {
        end += 1;
    }
    let named = (2..=3).contains(&(end - k)) && [w!(","), w!(".")].contains(&text.key(end));
    (area || road || named) && scene.hits.at(k, Class::PartyBody).is_none()
}

/// Words behind "tại" that are no place.
const NO_PLACE: [Key; 14] = [
    w!("đây"),
    w!("buổi"),
    w!("cuộc"),
    w!("phiên"),
    w!("lễ"),
    w!("kỳ"),
    w!("các"),
    w!("những"),
    w!("chi"),
    w!("đảng"),
    w!("khoản"),
    w!("điều"),
    w!("quyết"),
    w!("thời"),
];

/// The year summed up and the year planned: "tổng kết công tác năm 2023, nhiệm vụ năm 2024".
pub(super) fn years(scene: &Scene<'_>, event: &Mention<Spoken>, main: bool) -> (Option<i32>, Option<i32>) {
    let text = scene.text;
    let own = read_years(scene, text.sentence(event.span.first()));
    if !main || own.0.is_some() && own.1.is_some() {
        return own;
    }
    let title = text.layout().title().map_or((None, None), |t| read_years(scene, t));
    let (review, plan) = (own.0.or(title.0), own.1.or(title.1));
    // "Hội nghị đã nghe báo cáo tổng kết năm 2023, nhiệm vụ năm 2024": a report on the same year, or the only one told of.
    let heard = super::kind::heard(scene, text.sentence_of(event.span.first()));
    let heard = heard.map_or((None, None), |(_, report)| read_years(scene, report));
    let same = review.is_none() || heard.0.is_none() || review == heard.0;
    if same { (review.or(heard.0), plan.or(heard.1)) } else { (review, plan) }
}

fn read_years(scene: &Scene<'_>, range: TokenSpan) -> (Option<i32>, Option<i32>) {
    let text = scene.text;
    let (mut review, mut plan) = (None, None);
    let mut planning = false;
    for k in range.first()..range.end() {
        let aims = AIMING.iter().any(|words| text.matches(k, words));
        let works = WORKING.iter().any(|words| text.matches(k, words));
        if aims || works && !is_reviewed(scene, range.first(), k) {
            planning = true;
        } else if REVIEWING.iter().any(|words| text.matches(k, words)) {
            planning = false;
        }
        let year = text.key(k).value().filter(|y| text.kind(k) == Kind::Number && (1930..2100).contains(y));
        let named = k > 0 && text.key(k - 1) == w!("năm") && !is_end_of_period(scene, k);
        if let Some(year) = year.filter(|_| named).and_then(|y| i32::try_from(y).ok()) {
            let slot = if planning { &mut plan } else { &mut review };
            slot.get_or_insert(year);
        }
    }
    // "6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2018" names the year once.
    if review.is_none() && halves(scene, range) {
        review = plan;
    }
    (review, plan)
}

/// "tổng kết thực hiện nhiệm vụ năm 2023", "kết quả triển khai kế hoạch": what is summed up is no plan. A sign, "và" or
/// a year parts the two.
fn is_reviewed(scene: &Scene<'_>, first: usize, k: usize) -> bool {
    let text = scene.text;
    let parts = |j: usize| {
        text.kind(j) == Kind::Sign
            || text.key(j) == w!("và")
            || text.kind(j) == Kind::Number && text.preceded_by(j, &[w!("năm")])
    };
    (first..k).rev().take_while(|&j| !parts(j)).any(|j| REVIEWING.iter().any(|words| text.matches(j, words)))
}

/// "từ năm 2009 đến năm 2016", "năm 2021 - 2023": no one year.
fn is_end_of_period(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    let on = text.key(k + 1) == w!("đến") || text.key(k + 1) == w!("-") && text.kind(k + 2) == Kind::Number;
    on || text.preceded_by(k, &[w!("đến"), w!("năm")])
}

fn halves(scene: &Scene<'_>, range: TokenSpan) -> bool {
    (range.first()..range.end()).any(|k| scene.text.matches(k, &[w!("tháng"), w!("đầu"), w!("năm")]))
}

/// Words that always look forward.
const AIMING: [&[Key]; 5] = [
    &[w!("phương"), w!("hướng")],
    &[w!("bàn"), w!("việc")],
    &[w!("bàn"), w!("nhiệm")],
    &[w!("tháng"), w!("cuối"), w!("năm")],
    &[w!("đề"), w!("ra")],
];

/// Words for work to be done, which may be summed up too.
const WORKING: [&[Key]; 4] = [
    &[w!("nhiệm"), w!("vụ")],
    &[w!("triển"), w!("khai")],
    &[w!("giải"), w!("pháp")],
    &[w!("kế"), w!("hoạch")],
];

/// Words for looking back on work done.
const REVIEWING: [&[Key]; 5] = [
    &[w!("tổng"), w!("kết")],
    &[w!("sơ"), w!("kết")],
    &[w!("kết"), w!("quả")],
    &[w!("đánh"), w!("giá")],
    &[w!("kiểm"), w!("điểm")],
];
