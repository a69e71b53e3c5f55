//! One person, many mentions.
//!
//! Full names meet on their keys, so that spelling and case do not part them. A short form ("đồng chí Khải", "ông
//! Chí Dũng") is led back to a full one only where exactly one person in the article ends in it. Of several wordings of
//! one post the fullest stays.

mod namesake;
mod roles;

use super::{Trace, evidence, trace::Link};
use crate::extract::person::{self, Action};
use crate::extract::{Mention, Said, Scene};
use crate::record::{self, Evidence, Person, Record};
use crate::text::{Key, Kind, TokenSpan};

/// Facts in the order of the text.
pub(super) fn resolve(scene: &Scene<'_>, said: &Said, record: &Record, trace: &mut Trace) -> Vec<Person> {
    let mut people: Vec<Entity<'_>> = Vec::new();
    for m in said.people.iter().filter(|m| !m.value.short) {
        match people.iter_mut().find(|p| is_named(scene, m, &p.name)) {
            Some(p) => p.mentions.push(m),
            None => people.push(Entity { name: keys(scene, m.value.name).collect(), mentions: vec![m] }),
        }
    }
    part_namesakes(scene, &mut people, trace);
    join_short_names(scene, &mut people, trace);
    for m in said.people.iter().filter(|m| m.value.short) {
        match &m.value.by_post {
            None => link(scene, &mut people, m, trace),
            Some(post) => link_by_post(scene, &mut people, m, post, trace),
        }
    }
    for p in &mut people {
        p.mentions.sort_by_key(|m| m.span);
    }
    people.sort_by_key(|p| p.mentions.first().map(|m| m.span));
    people.iter().map(|p| person(scene, p, record)).collect()
}

/// A person while the mentions are being gathered.
struct Entity<'a> {
    name: Vec<Key>,
    mentions: Vec<&'a Mention<person::Said>>,
}

/// Two people of one name become two; a mention that may be of either is of none.
fn part_namesakes(scene: &Scene<'_>, people: &mut Vec<Entity<'_>>, trace: &mut Trace) {
    for k in (0..people.len()).rev() {
        let Some((apart, open)) = people.get(k).and_then(|p| namesake::split(scene, &p.mentions)) else {
            continue;
        };
        let gone = people.remove(k);
        people.extend(apart.into_iter().map(|mentions| Entity { name: gone.name.clone(), mentions }));
        for m in open {
            note(scene, trace, m.span, None, "two people bear this name");
        }
    }
}

/// The keys of the words of a name.
fn keys<'s>(scene: &Scene<'s>, span: TokenSpan) -> impl Iterator<Item = Key> + use<'s> {
    let text = scene.text;
    (span.first()..span.end()).filter(|&k| text.kind(k) != Kind::Sign).map(|k| text.key(k))
}

/// Whether a mention gives a whole name.
fn is_named(scene: &Scene<'_>, m: &Mention<person::Said>, name: &[Key]) -> bool {
    m.value.name.len() >= name.len() && keys(scene, m.value.name).eq(name.iter().copied())
}

/// "ông Chí Dũng" beside "Nguyễn Chí Dũng": a name that is the end of exactly one longer one.
fn join_short_names(scene: &Scene<'_>, people: &mut Vec<Entity<'_>>, trace: &mut Trace) {
    let mut k = 0;
    while let Some(short) = people.get(k).map(|p| &p.name) {
        let mut longer =
            people.iter().enumerate().filter(|(_, p)| p.name.len() > short.len() && p.name.ends_with(short));
        match (longer.next().map(|(j, _)| j), longer.next()) {
            (Some(j), None) => {
                let gone = people.remove(k);
                let j = if j > k { j - 1 } else { j };
                for m in &gone.mentions {
                    note(scene, trace, m.span, people.get(j), "the end of exactly one longer name");
                }
                if let Some(p) = people.get_mut(j) {
                    p.mentions.extend(gone.mentions);
                }
            }
            _ => k += 1,
        }
    }
}

/// "đồng chí Khải": led back where exactly one person's name ends so.
fn link<'a>(scene: &Scene<'_>, people: &mut [Entity<'a>], m: &'a Mention<person::Said>, trace: &mut Trace) {
    let given: Vec<Key> = keys(scene, m.value.name).collect();
    let mut fits = people.iter().enumerate().filter(|(_, p)| p.name.ends_with(&given)).map(|(k, _)| k);
    match (fits.next(), fits.next()) {
        (Some(k), None) => {
            note(scene, trace, m.span, people.get(k), "exactly one name ends so");
            if let Some(p) = people.get_mut(k) {
                p.mentions.push(m);
            }
        }
        (Some(_), Some(_)) => note(scene, trace, m.span, None, "several names end so"),
        _ => note(scene, trace, m.span, None, "no full name ends so"),
    }
}

/// "đồng chí Bí thư Đảng ủy": led back where exactly one person holds such a post.
fn link_by_post<'a>(
    scene: &Scene<'_>,
    people: &mut [Entity<'a>],
    m: &'a Mention<person::Said>,
    post: &person::Role,
    trace: &mut Trace,
) {
    let holds = |p: &Entity<'a>| {
        p.mentions.iter().flat_map(|m| &m.value.roles).any(|r| roles::may_be(scene, r, post))
    };
    let mut fits = people.iter().enumerate().filter(|(_, p)| holds(p)).map(|(k, _)| k);
    match (fits.next(), fits.next()) {
        (Some(k), None) => {
            note(scene, trace, m.span, people.get(k), "exactly one person holds this post");
            if let Some(p) = people.get_mut(k) {
                p.mentions.push(m);
            }
        }
        (Some(_), Some(_)) => note(scene, trace, m.span, None, "several persons hold such a post"),
        _ => note(scene, trace, m.span, None, "no named person holds this post"),
    }
}

fn note(scene: &Scene<'_>, trace: &mut Trace, span: TokenSpan, to: Option<&Entity<'_>>, why: &str) {
    trace.note(|| Link {
        span,
        field: "person",
        target: to.and_then(|p| p.mentions.first()).map(|m| scene.text.folded(m.value.name)),
        why: why.into(),
    });
}

fn person(scene: &Scene<'_>, p: &Entity<'_>, record: &Record) -> Person {
    let mut full = p.mentions.iter().filter(|m| is_named(scene, m, &p.name));
    // The name as the text has it; one case throughout only where nothing else is found.
    let shown = full.clone().find(|m| !is_caps(scene, m.value.name)).or_else(|| full.next());
    let name = shown.map_or_else(String::new, |m| shown_name(scene, m.value.name));
    let mut titles: Vec<String> = Vec::new();
    for t in p.mentions.iter().flat_map(|m| &m.value.titles) {
        if !titles.iter().any(|x| x.contains(t.as_str()) || x.to_lowercase() == t.to_lowercase()) {
            titles.retain(|x| !t.contains(x.as_str()));
            titles.push(t.clone());
        }
    }
    Person {
        key: comparison_key(&name),
        name,
        titles,
        roles: roles::merge(scene, &p.mentions, record),
        admitted: p.mentions.iter().any(|m| m.value.admitted.is_some()),
        actions: actions(scene, &p.mentions),
        mentions: mentions(scene, &p.mentions),
    }
}

fn mentions(scene: &Scene<'_>, of: &[&Mention<person::Said>]) -> Vec<Evidence> {
    let admitted = of.iter().filter_map(|m| m.value.admitted);
    of.iter()
        .map(|m| (m.span, m.rule))
        .chain(admitted)
        .map(|(span, rule)| evidence(scene, span, rule))
        .collect()
}

fn actions(scene: &Scene<'_>, of: &[&Mention<person::Said>]) -> Vec<record::Action> {
    let mut out: Vec<record::Action> = Vec::new();
    for a in of.iter().flat_map(|m| &m.value.actions) {
        let Action { kind, span, object, rule } = *a;
        let object = object.map(|o| scene.text.folded(o));
        let mention = evidence(scene, span, rule);
        match out
            .iter_mut()
            .find(|x| x.action == kind && (x.object == object || x.object.is_none() || object.is_none()))
        {
            Some(x) => {
                x.object = x.object.take().or(object);
                x.mentions.push(mention);
            }
            None => out.push(record::Action { action: kind, object, mentions: vec![mention] }),
        }
    }
    out
}

/// Whether the name stands in capitals throughout, or in lower case throughout.
fn is_caps(scene: &Scene<'_>, span: TokenSpan) -> bool {
    let all = |kind: Kind| {
        (span.first()..span.end())
            .filter(|&k| scene.text.kind(k) != Kind::Sign)
            .all(|k| scene.text.kind(k) == kind)
    };
    all(Kind::AllCaps) || all(Kind::Lower)
}

/// "BÙI VĂN NHẤT" and "bùi văn nhất" are printed "Bùi Văn Nhất".
fn shown_name(scene: &Scene<'_>, span: TokenSpan) -> String {
    let name = scene.text.folded(span);
    if !is_caps(scene, span) {
        return name;
    }
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

/// Lower case, one blank, the tone at the end of its syllable, y for the i of "quí": two spellings of a name meet.
fn comparison_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut key = String::with_capacity(lower.len() + 8);
    for word in lower.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        tone_last(word, &mut key);
    }
    key
}

/// Writes a word with its tone mark on its last letter, composed.
fn tone_last(word: &str, key: &mut String) {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};
    let from = key.len();
    let mut tone = None;
    let mut is_plain = true;
    for c in word.chars() {
        if c.is_ascii() {
            key.push(c);
            continue;
        }
        // A letter of Vietnamese is a vowel, a mark or none, and a tone or none.
        let mut letter = None;
        decompose_canonical(c, |part| {
            letter = match letter {
                _ if crate::text::TONE_MARKS.contains(&part) => {
                    tone = Some(part);
                    letter
                }
                None => Some(part),
                Some(base) => compose(base, part).or_else(|| {
                    is_plain = false;
                    None
                }),
            }
        });
        is_plain &= letter.is_some_and(|l| canonical_combining_class(l) == 0);
        if let Some(letter) = letter {
            key.push(letter);
        }
    }
    let last = key.get(from..).and_then(|w| w.chars().next_back());
    match (tone, last) {
        (None, _) if is_plain => {}
        (Some(tone), Some(last)) if is_plain => {
            key.pop();
            key.extend([last, tone].into_iter().nfc());
        }
        // Marks of other languages: all that belongs to the word is taken apart and put in order.
        _ => {
            key.truncate(from);
            let mut tone = None;
            let base = word.nfd().filter(|&c| {
                let is_tone = crate::text::TONE_MARKS.contains(&c);
                if is_tone {
                    tone = Some(c);
                }
                !is_tone
            });
            let base: String = base.collect();
            key.extend(base.chars().chain(tone).nfc());
        }
    }
}
