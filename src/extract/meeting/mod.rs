//! The room of meetings: where the text speaks of a gathering, and in what way.
//!
//! A gathering is held ("tổ chức Lễ kết nạp"), takes place ("Đại hội đã khai mạc"), is met without a noun ("Chi bộ
//! họp thường kỳ"), is referred to as known ("tại hội nghị"), or is merely named, as titles do. What is only
//! planned, asked for or done every year is no gathering here; nor is one that gave a document its name ("nghị
//! quyết Đại hội").

mod words;

use super::{Mention, Rule, Scene, rule::run};
use crate::lexicon::{Class, Hit};
use crate::text::{Kind, TokenSpan};
use crate::w;

use words::{
    ADVERBS, BETWEEN, CLAUSE, FUTURE, HABIT, NO_GATHERING_BEFORE, NO_GATHERING_BEHIND, PAST, REFERRING,
    TAKES_PLACE, TELLING, UNREAL,
};

/// How the text speaks of a gathering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Someone holds, opens or attends it.
    Held,
    /// It takes place.
    TakesPlace,
    /// Someone meets, reviews, awards: a verb without a noun for the gathering.
    Met,
    /// It is known already: "tại hội nghị".
    Referred,
    /// Only its name stands there.
    Named,
}

/// A gathering that the text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// How.
    pub form: Form,
    /// The list entry that names it; its value is the kind.
    pub word: Hit,
}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    run(scene, &RULES)
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|r| r.name).collect()
}

const RULES: [Rule<Said>; 5] = [
    // "đã tổ chức Lễ kết nạp", not "sẽ tổ chức"
    Rule { name: "meeting.held", trigger: Class::Gathering, read: held },
    // "Đại hội đã khai mạc", "Lễ kết nạp diễn ra"
    Rule { name: "meeting.takes_place", trigger: Class::Gathering, read: takes_place },
    // "Chi bộ A họp thường kỳ", not "cần họp"
    Rule { name: "meeting.met", trigger: Class::Meet, read: met },
    // "tại buổi lễ", "Hội nghị đã nghe"
    Rule { name: "meeting.referred", trigger: Class::Gathering, read: referred },
    // "Đại hội Chi bộ A nhiệm kỳ 2022-2025" in a title
    Rule { name: "meeting.named", trigger: Class::Gathering, read: named },
];

fn held(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let noun = gathering(scene, hit)?;
    let first = scene.text.sentence(noun).first();
    // "tổ chức", or "tổ chức thành công", "tổ chức trọng thể", "dự buổi": a few words may stand between
    let verb = (first..noun).rev().take(5).find_map(|k| {
        let verb = scene.hits.at(k, Class::Hold).filter(|v| v.span.end() <= noun)?;
        let between = (verb.span.end()..noun).all(|j| BETWEEN.contains(&scene.text.key(j)));
        let bare = scene.text.matches(k, &[w!("có")]) && verb.span.len() == 1;
        let known = [w!("buổi"), w!("cuộc")].contains(&scene.text.key(noun));
        let holds = scene.value(verb) != "place" || scene.text.key(verb.span.end() - 1) == w!("ra");
        (between && holds && (!bare || known)).then_some(verb.span)
    })?;
    let attends = scene.hits.at(verb.first(), Class::Hold).is_some_and(|h| scene.value(h) == "attend");
    (actual(scene, verb.first()) && !(attends && on_journey(scene, verb.first())))
        .then(|| (verb.to(hit.span), Said { form: Form::Held, word: *hit }))
}

fn takes_place(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let noun = gathering(scene, hit)?;
    let sentence = scene.text.sentence(noun);
    let verb = (hit.span.end()..sentence.end()).take(28).find(|&k| {
        TAKES_PLACE.iter().any(|words| scene.text.matches(k, words))
            || scene.hits.at(k, Class::Hold).is_some_and(|h| scene.value(h) == "place")
    })?;
    let plain = (hit.span.end()..verb).all(|k| scene.text.key(k) != w!(";") && scene.text.key(k) != w!(":"));
    // The noun opens its sentence, or follows a time or a comma.
    let opens = noun == sentence.first()
        || [w!(","), w!("-"), w!("*")].contains(&scene.text.key(noun - 1))
        || scene.text.kind(noun - 1) == Kind::Number;
    (plain && opens && actual(scene, verb)).then_some((hit.span, Said { form: Form::TakesPlace, word: *hit }))
}

fn met(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let k = hit.span.first();
    let end = hit.span.end();
    if text.kind(k) != Kind::Lower && !in_title(scene, k) || followed_by_person_noun(scene, end) {
        return None;
    }
    // "làm việc với gia đình nạn nhân"; "công bố các quyết định kỷ luật"
    let visits = text.key(end - 1) == w!("với") && !is_body(scene, end);
    let punishes = text.key(end - 1) == w!("định")
        && (end..end + 6).any(|j| [w!("kỷ"), w!("khởi"), w!("cảnh"), w!("thanh")].contains(&text.key(j)));
    // "nhân viên đến làm việc thì phát hiện"
    let works = text.key(end - 1) == w!("việc")
        && ![w!("với"), w!("tại"), w!("cùng"), w!("ở"), w!("và")].contains(&text.key(end));
    // A car is launched, goods are inspected, too.
    let launches = [w!("ra"), w!("tiến")].contains(&text.key(k)) && !party_before(scene, k);
    if visits || punishes || launches || works {
        return None;
    }
    // A body acts: its name, or an adverb of a verb, stands right before.
    let mut at = k;
    while at > 0 && ADVERBS.contains(&text.key(at - 1)) && !text.get(at).is_some_and(|t| t.starts_sentence())
    {
        at -= 1;
    }
    let subject = at > 0
        && !text.get(at).is_some_and(|t| t.starts_sentence())
        && (scene.taken(at - 1) == Some(super::Room::Organization) || text.key(at - 1) == w!(")"));
    let title = in_title(scene, k)
        && (subject || text.key(k.saturating_sub(1)) == w!(":") || text.layout().line_at(k).first() == k);
    let alone = scene.value(hit).ends_with("person");
    let told = (at..k).any(|j| TELLING.contains(&text.key(j))) && (alone || acts_before(scene, at))
        || alone && dated(scene, at);
    // "kết nạp 57 đảng viên" counts, "tổ chức kết nạp 5 đảng viên" tells of a rite
    let counts = scene.value(hit) == "admission"
        && !text.preceded_by(k, &[w!("tổ"), w!("chức")])
        && (text.kind(hit.span.end()) == Kind::Number || text.key(hit.span.end()) == w!("được"));
    (!counts && (subject || told || title) && actual(scene, at))
        .then_some((hit.span, Said { form: Form::Met, word: *hit }))
}

/// "trong chuyến thăm … và tham dự": one stop of a journey.
fn on_journey(scene: &Scene<'_>, k: usize) -> bool {
    (scene.text.sentence(k).first()..k).any(|j| scene.text.matches(j, &[w!("chuyến")]))
}

/// Whether an organization stands in the sentence before token `k`: the one who meets.
fn acts_before(scene: &Scene<'_>, k: usize) -> bool {
    let first = scene.text.sentence(k).first();
    (first..k).any(|j| scene.taken(j) == Some(super::Room::Organization))
}

/// Whether a Party organization stands in the sentence before token `k`.
fn party_before(scene: &Scene<'_>, k: usize) -> bool {
    let before = TokenSpan::new(scene.text.sentence(k).first(), k);
    scene.hits.within(before, Class::PartyBody).next().is_some()
}

/// Whether a day stands in the sentence before token `k`.
fn dated(scene: &Scene<'_>, k: usize) -> bool {
    (scene.text.sentence(k).first()..k).any(|j| scene.taken(j) == Some(super::Room::Date))
}

/// Whether a body, or those who lead one, is named at token `k`.
fn is_body(scene: &Scene<'_>, k: usize) -> bool {
    let classes = [Class::PartyBody, Class::Committee, Class::Unit, Class::PartyOrgan];
    let leaders = [w!("lãnh"), w!("tập"), w!("các"), w!("đoàn"), w!("cán")];
    classes.iter().any(|&c| scene.hits.at(k, c).is_some()) || leaders.contains(&scene.text.key(k))
}

fn referred(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let noun = gathering(scene, hit)?;
    let text = scene.text;
    if scene.value(hit) == "session" {
        return None;
    }
    let before = noun.checked_sub(1).map_or(text.key(text.len()), |k| text.key(k));
    // "lễ" alone may be any rite
    if hit.span.len() == 1 && text.key(noun) == w!("lễ") && ![w!("dự"), w!("buổi")].contains(&before) {
        return None;
    }
    // "sẽ thăm … và dự hội nghị": what no verb of attending may say is not known either.
    let attended = [w!("dự"), w!("gia")].contains(&before);
    if attended && (!actual(scene, noun - 1) || on_journey(scene, noun)) {
        return None;
    }
    let behind = REFERRING.iter().any(|words| text.preceded_by(noun, words));
    let opens = text.get(noun).is_some_and(|t| t.starts_sentence())
        && hit.span.len() <= 2
        && scene.hits.at(hit.span.end(), Class::NameEnd).is_some_and(|h| scene.value(h).ends_with("verb"));
    (behind || opens).then_some((hit.span, Said { form: Form::Referred, word: *hit }))
}

fn named(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let noun = gathering(scene, hit)?;
    let rite = hit.span.len() == 1 && scene.text.key(noun) == w!("lễ");
    (in_title(scene, noun) && !rite).then_some((hit.span, Said { form: Form::Named, word: *hit }))
}

/// First token of the noun, unless it names something else: "nghị quyết Đại hội", "Đại hội XII của Đảng".
fn gathering(scene: &Scene<'_>, hit: &Hit) -> Option<usize> {
    let text = scene.text;
    let k = hit.span.first();
    if scene.value(hit) == "none"
        || NO_GATHERING_BEFORE.iter().any(|words| text.preceded_by(k, words))
        || is_quoted_title(scene, k)
    {
        return None;
    }
    let end = hit.span.end();
    // "Cuộc họp thượng đỉnh lần cuối cùng"
    if (end..end + 8).any(|j| text.matches(j, &[w!("lần"), w!("cuối")])) {
        return None;
    }
    let elsewhere = NO_GATHERING_BEHIND.iter().any(|words| text.matches(end, words))
        || scene.value(hit) == "congress"
            && text.kind(end) == Kind::AllCaps
            && is_roman(text.slice(TokenSpan::new(end, end + 1)));
    (!elsewhere).then_some(k)
}

/// “Kỹ năng tổ chức sinh hoạt chi bộ”: a name in quotes that its line opens and closes is a subject, not a gathering.
fn is_quoted_title(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    let sentence = text.sentence(k);
    let quote = |j: &usize| text.key(*j) == w!("\"");
    let opened = (sentence.first()..k).filter(quote).count() % 2 == 1;
    // đã tổ chức "Lễ kết nạp đảng viên": the name of the gathering itself
    let own = k > sentence.first() && quote(&(k - 1));
    opened && !own && (k..sentence.end()).take(QUOTED).any(|j| quote(&j))
}

/// Most tokens from a word to the end of a name in quotes; longer ones are speech.
const QUOTED: usize = 12;

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVXL".contains(&b))
}

fn in_title(scene: &Scene<'_>, k: usize) -> bool {
    scene.text.layout().kind_at(k) == crate::text::LineKind::Title
}

/// "họp Quốc hội": fine; "họp đồng": no verb of meeting.
fn followed_by_person_noun(scene: &Scene<'_>, k: usize) -> bool {
    [w!("đồng"), w!("viên")].contains(&scene.text.key(k))
        && scene.text.kind(k) == Kind::Lower
        && !scene.text.matches(k, &[w!("đồng"), w!("chí")])
}

/// Whether the noun of a list entry names a gathering here: not "nghị quyết Đại hội".
pub fn is_gathering(scene: &Scene<'_>, hit: &Hit) -> bool {
    gathering(scene, hit).is_some()
}

/// Whether a sentence speaks of what is to come.
pub fn is_future(scene: &Scene<'_>, sentence: TokenSpan) -> bool {
    (sentence.first()..sentence.end()).any(|k| FUTURE.iter().any(|words| scene.text.matches(k, words)))
}

/// Whether the verb at `k` tells of something that has happened: nothing right before makes it a plan, a
/// duty or a habit.
fn actual(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(k).first();
    // "sẽ thăm … và dự": a plan holds until something is said to have happened.
    let ahead = |j: usize| FUTURE.iter().any(|words| text.matches(j, words));
    let past = |j: usize| PAST.iter().any(|words| text.matches(j, words));
    if (first..k).rev().find(|&j| ahead(j) || past(j)).is_some_and(ahead) {
        return false;
    }
    // "xếp loại hằng năm, sáng 30/11, Chi bộ họp": a habit ends where a day is named.
    let habit = (first..k).rev().take_while(|&j| scene.taken(j) != Some(super::Room::Date));
    if habit.into_iter().any(|j| HABIT.iter().any(|words| text.matches(j, words))) {
        return false;
    }
    !(first..k)
        .rev()
        .take(7)
        .take_while(|&j| !CLAUSE.contains(&text.key(j)))
        .any(|j| UNREAL.iter().any(|words| text.matches(j, words)))
}
