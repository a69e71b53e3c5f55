//! Which Party organization the article is about.
//!
//! Every mention of a Party organization is weighed by where and how it stands: in the title, acting in the
//! first sentences, founded or inspected; hardly at all in a person's office or as the issuer of a document.
//! Mentions of one body are put together first: other spellings, the committee for its body, short forms
//! ("Chi bộ Trung tâm") where exactly one full form begins so. An article in which no organization acts is
//! about none; an inspection committee, a department, a bare "Chi bộ" never are the answer.

mod context;
mod key;

use std::ops::Range;

use context::Context;
use key::Words;

use super::{Link, Trace, evidence};
use crate::extract::meeting::Form;
use crate::extract::organization::{self, Kind, Said as Named};
use crate::extract::{Mention, Said, Scene};
use crate::lexicon::Class;
use crate::record::{Cell, CellKind, Record};
use crate::text::{Key, Kind as TokenKind, LineKind, TokenSpan};
use crate::w;

/// The Party organization that the article is about; `None` when it is about none.
pub(super) fn resolve(scene: &Scene<'_>, said: &Said, _record: &Record, trace: &mut Trace) -> Option<Cell> {
    let organizations = without_persons(said);
    let lead = first_sentences(scene);
    let mut bodies = bodies(scene, said, &organizations, &lead);
    join_short_forms(&mut bodies);
    complete(scene, &organizations, &mut bodies);
    let body = bodies
        .iter()
        .filter(|b| b.is_named(scene))
        .max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.first().cmp(&a.first())))?;
    let named = body.mentions.first()?.mention;
    let party = title_is_of_the_party(scene);
    let enough = if party { THEME } else { NEWS };
    let mut note = |target: Option<&str>, why: &str| {
        trace.note(|| {
            let why = format!("weight {:.1}: {why}", body.weight);
            Link { span: named.span, field: "cell", target: target.map(str::to_owned), why }
        });
    };
    // One sentence is enough where it reports a gathering.
    let alone = !party && body.mentions.len() == 1 && !meets(scene, said, named.span);
    // The only cell that is named, again and again, where a gathering of cells is spoken of.
    let only = body.level == Level::Cell
        && body.mentions.len() >= 3
        && said.meetings.iter().any(|m| TELLING.contains(&scene.value(m.value.word)))
        && bodies.iter().filter(|b| b.level == Level::Cell && b.is_named(scene)).count() == 1;
    if !only && (body.weight < enough || alone || !body.acts(scene, party, &lead)) {
        note(None, "it hardly acts in this article");
        return None;
    }
    let cell = cell(scene, &bodies, body);
    note(Some(&cell.name), "no other organization acts more");
    Some(cell)
}

/// Whether the sentence of a mention tells of a gathering.
fn meets(scene: &Scene<'_>, said: &Said, span: TokenSpan) -> bool {
    let sentence = scene.text.sentence(span.first());
    said.meetings.iter().any(|m| matches!(m.value.form, Form::Held | Form::Met) && sentence.contains(m.span))
}

/// Whether the sentence of a mention goes on with a gathering that is held.
fn holds(scene: &Scene<'_>, said: &Said, span: TokenSpan) -> bool {
    let sentence = scene.text.sentence(span.first());
    said.meetings.iter().any(|m| {
        matches!(m.value.form, Form::Held | Form::Met)
            && sentence.contains(m.span)
            && m.span.first() >= span.end()
    })
}

/// Gatherings that cells hold.
const TELLING: [&str; 5] = ["congress", "admission", "confirmation", "regular", "thematic"];

/// What holding the gathering adds to the weight of a body.
const HOLDER: f64 = 3.0;
/// Weight that makes a body the subject of an article whose title speaks of the Party.
const THEME: f64 = 2.0;
/// The same for other articles.
const NEWS: f64 = 4.0;

/// One body with all its mentions.
struct Body<'a> {
    level: Level,
    words: Words,
    mentions: Vec<Standing<'a>>,
    weight: f64,
    /// The name of the institution that completes it where no mention is full: "xã A" for "Đảng bộ xã".
    borrowed: Option<TokenSpan>,
}

impl Body<'_> {
    /// Whether its name tells it from others of its level: "xã A", not "xã".
    fn is_named(&self, scene: &Scene<'_>) -> bool {
        self.borrowed.is_some()
            || self.mentions.iter().any(|m| {
                m.mention.value.unit.is_some_and(|u| {
                    scene.hits.at(u.first(), Class::Unit).is_none_or(|h| h.span.end() < u.end())
                })
            })
    }

    /// Whether it does something, or something is done to it: in the title or at the beginning where the title is none of
    /// the Party's, else anywhere.
    fn acts(&self, scene: &Scene<'_>, anywhere: bool, lead: &Range<usize>) -> bool {
        let strong = |m: &&Standing<'_>| {
            matches!(m.context, Context::Subject | Context::Object | Context::Event | Context::Decider)
                && m.line != LineKind::Caption
        };
        let leads = |m: &Standing<'_>| {
            let sentence = scene.text.sentence_of(m.mention.span.first());
            anywhere || m.line == LineKind::Title || lead.contains(&sentence)
        };
        self.mentions.iter().filter(strong).any(leads)
    }

    fn first(&self) -> u32 {
        self.mentions.iter().map(|m| m.mention.span.start).min().unwrap_or(0)
    }
}

/// A mention and how it stands in the article.
struct Standing<'a> {
    mention: &'a Mention<Named>,
    context: Context,
    line: LineKind,
    weight: f64,
    /// Words of its key.
    fullness: usize,
}

/// Bodies of different levels are never one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Cell,
    Committee,
    Delegation,
}

fn level(kind: CellKind) -> Level {
    match kind {
        CellKind::ChiBo => Level::Cell,
        CellKind::BanCanSuDang => Level::Delegation,
        _ => Level::Committee,
    }
}

/// The names of organizations without the persons that follow them: "Tỉnh ủy A" of "Phó Bí thư Tỉnh ủy A Lò Văn B".
fn without_persons(said: &Said) -> Vec<Mention<Named>> {
    let mut organizations = said.organizations.clone();
    for m in &mut organizations {
        let Some(unit) = m.value.unit else { continue };
        let first = said.people.partition_point(|p| p.value.name.first() < unit.first());
        let Some(person) = said.people.get(first).map(|p| p.value.name).filter(|n| n.first() < unit.end())
        else {
            continue;
        };
        let end = person.first();
        m.value.unit = (end > unit.first()).then(|| TokenSpan::new(unit.first(), end));
        m.span = TokenSpan::new(m.span.first(), end.min(m.span.end()).max(m.value.head.end()));
    }
    organizations
}

fn bodies<'a>(
    scene: &Scene<'_>,
    said: &Said,
    organizations: &'a [Mention<Named>],
    lead: &Range<usize>,
) -> Vec<Body<'a>> {
    let mut bodies: Vec<Body<'a>> = Vec::new();
    let mut held = false;
    for (k, m) in organizations.iter().enumerate() {
        let Kind::Party(kind) = m.value.kind else { continue };
        let line = context::line(scene, m);
        if matches!(line, LineKind::Source | LineKind::Byline | LineKind::Published) {
            continue;
        }
        let context = context::of(scene, m, k.checked_sub(1).and_then(|k| organizations.get(k)));
        let words = Words::of(scene, kind, m.value.unit);
        let leads = lead.contains(&scene.text.sentence_of(m.span.first()));
        let weight = weight(context, line, leads);
        let standing = Standing { mention: m, context, line, weight, fullness: words.0.len() };
        let mut weight = weight;
        // The one who holds the gathering that the article reports.
        let holds = context == Context::Subject && line == LineKind::Body && holds(scene, said, m.span);
        if holds && !held && leads {
            held = true;
            weight += HOLDER;
        }
        let at = bodies.iter().position(|b| b.level == level(kind) && b.words == words);
        match at.and_then(|k| bodies.get_mut(k)) {
            Some(body) => {
                body.mentions.push(standing);
                body.weight += weight;
            }
            None => bodies.push(Body {
                level: level(kind),
                words,
                mentions: vec![standing],
                weight,
                borrowed: None,
            }),
        }
    }
    bodies
}

/// What one mention adds.
fn weight(context: Context, line: LineKind, leads: bool) -> f64 {
    let place = match line {
        LineKind::Title => 3.0,
        LineKind::Caption => 0.5,
        _ if leads => 2.0,
        _ => 1.0,
    };
    place
        * match context {
            Context::Role => 0.1,
            Context::Issuer => 0.1,
            Context::Object => 2.5,
            Context::Decider | Context::Subject => 2.0,
            Context::Event => 1.5,
            Context::Named => 0.7,
        }
}

/// Numbers of the first sentences of the body.
fn first_sentences(scene: &Scene<'_>) -> Range<usize> {
    let text = scene.text;
    let body = text.layout().all(LineKind::Body).find(|l| l.len() > 12);
    let first = body.map_or(0, |l| text.sentence_of(l.first()));
    first..super::past_preamble(scene, first) + 3
}

/// A short form belongs to the only full form that begins so; a bare "Đảng ủy" to the only one there is.
fn join_short_forms(bodies: &mut Vec<Body<'_>>) {
    for k in (0..bodies.len()).rev() {
        let short = &bodies[k];
        let mut full = (0..bodies.len()).filter(|&j| {
            j != k
                && bodies[j].level == short.level
                && (short.words.begins(&bodies[j].words)
                    || short.words.skips(&bodies[j].words)
                    || short.words.abbreviates(&bodies[j].words))
        });
        let (Some(to), None) = (full.next(), full.next()) else { continue };
        let short = bodies.remove(k);
        let to = if to > k { to - 1 } else { to };
        if let Some(full) = bodies.get_mut(to) {
            full.weight += short.weight;
            full.mentions.extend(short.mentions);
        }
    }
}

/// Names for bodies that have none: what several full forms share goes to the first of them ("Đảng ủy 2 xã A và
/// B"); else the only institution or place that begins so lends its name ("Đảng bộ xã" beside "xã A").
fn complete(scene: &Scene<'_>, organizations: &[Mention<Named>], bodies: &mut [Body<'_>]) {
    let mut lenders: Option<Vec<(Words, TokenSpan)>> = None;
    for k in 0..bodies.len() {
        let Some(body) = bodies.get(k).filter(|b| !b.is_named(scene) && !b.words.0.is_empty()) else {
            continue;
        };
        let (weight, short) = (body.weight, body.words.clone());
        let full = bodies
            .iter()
            .enumerate()
            .filter(|(_, b)| b.level == body.level && short.begins(&b.words))
            .max_by(|a, b| a.1.weight.total_cmp(&b.1.weight).then(b.1.first().cmp(&a.1.first())))
            .map(|(j, _)| j);
        if let Some(full) = full.and_then(|j| bodies.get_mut(j)) {
            full.weight += weight;
            continue;
        }
        let lenders = lenders.get_or_insert_with(|| {
            let named = |m: &&Mention<Named>| matches!(m.value.kind, Kind::Area | Kind::Institution);
            let words = |m: &Mention<Named>| (Words::of(scene, CellKind::DangBo, Some(m.span)), m.span);
            organizations.iter().filter(named).map(words).collect()
        });
        let mut fitting = lenders.iter().filter(|(words, _)| short.begins(words));
        let lent = fitting.next();
        let several = fitting.any(|(words, _)| lent.is_some_and(|l| l.0 != *words));
        if let Some((words, span)) = lent.filter(|_| !several).cloned()
            && let Some(body) = bodies.get_mut(k)
        {
            body.words = words;
            body.borrowed = Some(span);
        }
    }
}

/// Whether the title, or the first line where there is none, speaks of the Party.
fn title_is_of_the_party(scene: &Scene<'_>) -> bool {
    let layout = scene.text.layout();
    let first = layout.lines().first().filter(|_| layout.title().is_none()).map(|l| l.0);
    layout.all(LineKind::Title).chain(first).any(|l| {
        (l.first()..l.end()).any(|k| {
            // "Phó Bí thư Tỉnh ủy A bị bắt" is about a person.
            let body = scene.hits.at(k, Class::PartyBody).is_some() && !context::is_office(scene, k);
            scene.text.key(k) == w!("đảng") || body
        })
    })
}

fn cell(scene: &Scene<'_>, bodies: &[Body<'_>], body: &Body<'_>) -> Cell {
    let text = scene.text;
    let named = fullest(scene, body);
    let kind = named.and_then(kind_of).unwrap_or(CellKind::ChiBo);
    let mut mentions: Vec<_> = body.mentions.iter().map(|m| m.mention).collect();
    mentions.sort_by_key(|m| m.span);
    let unit = body.borrowed.or(named.and_then(|m| m.value.unit));
    let apart = |u: &TokenSpan| named.is_none_or(|m| m.value.head.end() != u.first());
    let unit = unit.map(|u| text.folded(if apart(&u) { without_area(scene, kind, u) } else { u }));
    // A committee of a cell stands for the cell: "Chi ủy Trường A".
    let head = |m: &Mention<Named>| {
        let last = m.value.head.end().saturating_sub(1);
        if kind == CellKind::ChiBo && text.key(last) == w!("ủy") {
            "Chi bộ".to_owned()
        } else {
            text.folded(m.value.head)
        }
    };
    let name = match (named, &unit) {
        (Some(m), Some(unit)) => format!("{} {unit}", head(m)),
        (Some(m), None) => head(m),
        _ => String::new(),
    };
    let above = mentions.iter().find_map(|m| m.value.superior).or_else(|| superior(bodies, body));
    let above_words = above
        .filter(|_| key::is_common(&body.words))
        .and_then(|s| organization::read(scene, s.first()))
        .and_then(|(_, s)| s.unit)
        .map(|u| Words::of(scene, CellKind::DangBo, Some(u)));
    Cell {
        name,
        kind,
        unit,
        superior: above.map(|s| text.folded(s)),
        key: key::key(kind, &body.words, above_words.as_ref()),
        mentions: mentions.iter().map(|m| evidence(scene, m.span, m.rule)).collect(),
    }
}

/// "Quận ủy … quận A" is "Quận ủy A".
fn without_area(scene: &Scene<'_>, kind: CellKind, unit: TokenSpan) -> TokenSpan {
    let area: &[Key] = match kind {
        CellKind::TinhUy => &[w!("tỉnh")],
        CellKind::ThanhUy => &[w!("thành"), w!("phố")],
        CellKind::QuanUy => &[w!("quận")],
        CellKind::HuyenUy => &[w!("huyện")],
        _ => return unit,
    };
    let named = scene.text.matches(unit.first(), area)
        && scene.text.kind(unit.first() + area.len()) != TokenKind::Number
        && unit.len() > area.len();
    if named { TokenSpan::new(unit.first() + area.len(), unit.end()) } else { unit }
}

/// The mention with the fullest name; of those the one that stands most prominently, and not in capitals.
fn fullest<'a>(scene: &Scene<'_>, body: &Body<'a>) -> Option<&'a Mention<Named>> {
    let text = scene.text;
    let most = body.mentions.iter().map(|m| m.fullness).max()?;
    let rank = |m: &Standing<'_>| {
        let head = m.mention.value.head;
        let caps = text.kind(head.first()) == TokenKind::AllCaps;
        let committee =
            text.key(head.first()) == w!("chi") && text.key(head.end().saturating_sub(1)) == w!("ủy");
        let capital = text.get(head.first()).is_some_and(|t| t.is_capital());
        // "Khoa học Xã hội" rather than "KHXH"
        let short = m.mention.value.unit.is_some_and(|u| {
            (u.first()..u.end()).any(|k| {
                text.kind(k) == TokenKind::AllCaps && text.get(k).is_some_and(|t| t.end - t.start > 2)
            })
        });
        ((!caps, !short, !committee, capital), m.weight)
    };
    body.mentions
        .iter()
        .filter(|m| m.fullness == most)
        .max_by(|a, b| {
            let (x, y) = (rank(a), rank(b));
            x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(b.mention.span.start.cmp(&a.mention.span.start))
        })
        .map(|m| m.mention)
}

/// The committee whose documents and leave a cell acts on, where there is only one such.
fn superior(bodies: &[Body<'_>], of: &Body<'_>) -> Option<TokenSpan> {
    if of.level != Level::Cell {
        return None;
    }
    let mut leading = bodies.iter().filter(|b| b.level == Level::Committee).filter_map(|b| {
        b.mentions
            .iter()
            .find(|m| {
                matches!(m.context, Context::Issuer | Context::Decider) && m.mention.value.unit.is_some()
            })
            .map(|m| TokenSpan::new(m.mention.value.head.first(), m.mention.span.end()))
    });
    match (leading.next(), leading.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn kind_of(m: &Mention<Named>) -> Option<CellKind> {
    match m.value.kind {
        Kind::Party(kind) => Some(kind),
        _ => None,
    }
}
