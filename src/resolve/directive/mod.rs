//! What the documents mean: one fact per number, with day, issuer, subject and relation put together.
//!
//! Lists share what stands at their end, short references ("Chỉ thị 05") join the one full number that they can mean. An
//! issuer is given only where the text names it.

mod about;
mod day;
mod issuer;

pub(crate) use day::{Links, links};

use rustc_hash::{FxHashMap, FxHashSet};

use super::date::Dates;
use super::{Link, Trace};
use crate::extract::directive::{Said as DocumentSaid, kind_of_code};
use crate::extract::{Mention, Said, Scene};
use crate::record::{Directive, Precision, Relation, RuleName};
use crate::text::TokenSpan;
use crate::w;

/// Facts in the order of the text.
pub(super) fn resolve(
    scene: &Scene<'_>,
    said: &Said,
    links: &Links,
    dates: &Dates,
    trace: &mut Trace,
) -> Vec<Directive> {
    let mut facts: Vec<Directive> = Vec::new();
    // Where the fact of a number, or of a title, stands.
    let mut known: FxHashMap<(bool, String), usize> = FxHashMap::default();
    let mut last = None;
    let mut kind: Option<(usize, String)> = None;
    for (k, mention) in said.directives.iter().enumerate() {
        let relation = about::relation(scene, mention, last);
        last = Some((mention, relation));
        // "Quyết định số 31-QĐ/ĐUC và 32-QĐ/ĐUC": the kind is named once.
        let named = mention.value.kind.clone().or_else(|| {
            kind.take().filter(|(end, _)| between_is_list(scene, *end, mention.span.first())).map(|(_, n)| n)
        });
        kind = named.clone().map(|n| (mention.span.end(), n));
        let fact = one(scene, said, links, dates, (k, mention), relation, named);
        let name = fact.number.clone().or_else(|| fact.title.clone()).unwrap_or_default();
        let at = *known.entry((fact.number.is_some(), name)).or_insert(facts.len());
        match facts.get_mut(at) {
            Some(known) => merge(known, fact),
            None => facts.push(fact),
        }
    }
    let mut facts = join_short(scene, facts, trace);
    for fact in &mut facts {
        let mut seen: FxHashSet<([usize; 2], RuleName)> = FxHashSet::default();
        fact.mentions.retain(|m| seen.insert((m.span, m.rule.clone())));
        // Only where no word of the article says the kind does the code.
        if let (None, Some(code), Some(number)) = (&fact.kind, &fact.type_code, &fact.number) {
            let party = number.split_once('/').is_some_and(|(head, _)| head.contains('-'));
            fact.kind = kind_of_code(scene, code, party);
        }
    }
    facts
}

/// One mention as a fact.
fn one(
    scene: &Scene<'_>,
    said: &Said,
    links: &Links,
    dates: &Dates,
    (k, mention): (usize, &Mention<DocumentSaid>),
    relation: Relation,
    kind: Option<String>,
) -> Directive {
    let text = scene.text;
    let value = &mention.value;
    let day = links.day.get(k).copied().flatten();
    let issuer = links.issuer.get(k).copied().flatten();
    let date = day.and_then(|d| {
        // In the order of the mentions.
        let first = dates.all.partition_point(|x| x.mention < d);
        let own = dates.all.iter().skip(first).take_while(|x| x.mention == d);
        own.into_iter().find(|x| x.precision == Precision::Day).map(|x| x.value.clone())
    });
    // The evidence runs on over the day and the issuer where they stand right behind.
    let behind = |span: TokenSpan, end: usize| span.first() >= end && span.first() <= end + 3;
    let mut end = mention.span.end();
    for _ in 0..2 {
        let next = [day.and_then(|d| said.dates.get(d)).map(|d| d.span), issuer];
        for span in next.into_iter().flatten() {
            if behind(span, end) {
                end = span.end();
            }
        }
    }
    let span = TokenSpan::new(mention.span.first(), end);
    let title = value.title.map(|t| text.folded(t));
    let subject = if value.number.is_some() { about::subject(scene, said, end) } else { None };
    let mut mentions = vec![super::evidence(scene, value.title.unwrap_or(span), mention.rule)];
    if let Some(issuer) = issuer.filter(|i| i.end() <= mention.span.first()) {
        mentions.push(super::evidence(scene, issuer, "directive.issued_by"));
    }
    Directive {
        number: value.number.clone(),
        serial: value.serial.clone(),
        type_code: value.type_code.clone(),
        kind,
        issuer_code: value.issuer_code.clone(),
        issuer: issuer.map(|i| text.folded(i)),
        date,
        subject: subject.map(|s| text.folded(s)),
        title,
        relation,
        mentions,
    }
}

/// Adds what another mention of the same document says.
fn merge(known: &mut Directive, other: Directive) {
    known.kind = known.kind.take().or(other.kind);
    known.issuer = known.issuer.take().or(other.issuer);
    known.date = known.date.take().or(other.date);
    known.subject = known.subject.take().or(other.subject);
    known.relation = about::stronger(known.relation, other.relation);
    known.mentions.extend(other.mentions);
}

/// "Chỉ thị 05" joins "05-CT/TW" where that is the only number that it can mean.
fn join_short(scene: &Scene<'_>, facts: Vec<Directive>, trace: &mut Trace) -> Vec<Directive> {
    let mut by_serial: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (k, fact) in facts.iter().enumerate() {
        if let Some(serial) = serial(fact) {
            by_serial.entry(serial).or_default().push(k);
        }
    }
    // What has joined another is gone.
    let mut facts: Vec<Option<Directive>> = facts.into_iter().map(Some).collect();
    for k in 0..facts.len() {
        let short = facts.get(k).and_then(Option::as_ref);
        let alike = short.and_then(serial).and_then(|s| by_serial.get(&s)).map_or(&[][..], Vec::as_slice);
        let Some(target) = short.and_then(|short| full_form(scene, &facts, alike, short)) else { continue };
        let Some(short) = facts.get_mut(k).and_then(Option::take) else { continue };
        if let Some(full) = facts.get_mut(target).and_then(Option::as_mut) {
            trace.note(|| Link {
                span: TokenSpan::default(),
                field: "directive",
                target: full.number.clone(),
                why: format!(
                    "the only full number with the serial of \"{}\"",
                    short.number.as_deref().unwrap_or("")
                ),
            });
            merge(full, short);
        }
    }
    facts.into_iter().flatten().collect()
}

/// The first number of a document, leading zeros aside.
fn serial(fact: &Directive) -> Option<u32> {
    fact.serial.as_deref()?.parse().ok()
}

/// The one full number that a short one ("05", "67/2014") can mean, of those `alike` in their serial.
fn full_form(
    scene: &Scene<'_>,
    facts: &[Option<Directive>],
    alike: &[usize],
    short: &Directive,
) -> Option<usize> {
    if short.type_code.is_some() || short.issuer_code.is_some() {
        return None;
    }
    let number = short.number.as_deref()?;
    let year = number.split_once('/').map(|(_, year)| year);
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'/') {
        return None;
    }
    let fits = |f: &Directive| {
        let full = f.number.as_deref().unwrap_or_default();
        let party = full.split_once('/').is_some_and(|(head, _)| head.contains('-'));
        let kind = f.kind.clone().or_else(|| kind_of_code(scene, f.type_code.as_deref()?, party));
        let same_year = year.is_none_or(|y| full.split('/').nth(1) == Some(y));
        // "Thông tư 15" beside "Thông tư 15/2015"
        let fuller = f.type_code.is_some() || year.is_none() && full.contains('/');
        fuller && kind == short.kind && same_year
    };
    let mut candidates =
        alike.iter().copied().filter(|&i| facts.get(i).and_then(Option::as_ref).is_some_and(fits));
    match (candidates.next(), candidates.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Whether only what joins a list stands between two numbers.
fn between_is_list(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let text = scene.text;
    from <= to
        && to - from <= 3
        && (from..to).all(|k| {
            [w!(","), w!("và"), w!("số"), w!("cùng"), w!("-"), w!("đến"), w!(";")].contains(&text.key(k))
        })
}
