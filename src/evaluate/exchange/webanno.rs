//! WebAnno TSV 3, the format of INCEpTION and WebAnno.
//!
//! Marks are a span layer with the type and, as JSON, what else is known; links are a relation layer. Any other
//! span layers of a file are read too, the first feature of each being the type. Places count UTF-16 units, as
//! Java does, and the tokens beside them prove it. Chain and slot features are named and passed over.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::evaluate::note::Note;
use crate::{Error, Result};

use super::cell::{escaped, escaped_text, numbered, plain, stacked, unescaped};
use super::document::{Document, Mark, Relation};
use super::offset::{Places, Unit};
use super::place::{Claimed, place};

const SPANS: &str = "webanno.custom.Fact";
const LINKS: &str = "webanno.custom.FactLink";

/// Line by line, the tokens of a text as ranges of code points: runs of letters and digits, and single signs, cut
/// at `edges` too. Lines without tokens are left out.
pub(super) fn tokens(chars: &[char], edges: &[usize]) -> Vec<Vec<[usize; 2]>> {
    let mut edges = edges.to_vec();
    edges.sort_unstable();
    let in_word = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let mut lines = vec![Vec::new()];
    let mut open: Option<usize> = None;
    for (i, &c) in chars.iter().enumerate() {
        let word = in_word(c);
        if let Some(start) = open
            && (!word || edges.binary_search(&i).is_ok())
        {
            lines.last_mut().into_iter().for_each(|l| l.push([start, i]));
            open = None;
        }
        if c == '\n' {
            lines.push(Vec::new());
        } else if word {
            open.get_or_insert(i);
        } else if !c.is_whitespace() {
            lines.last_mut().into_iter().for_each(|l| l.push([i, i + 1]));
        }
    }
    if let Some(start) = open {
        lines.last_mut().into_iter().for_each(|l| l.push([start, chars.len()]));
    }
    lines.retain(|l| !l.is_empty());
    lines
}

/// The TSV of a document.
#[must_use]
pub fn write(doc: &Document) -> String {
    let mut out =
        format!("#FORMAT=WebAnno TSV 3.3\n#T_SP={SPANS}|kind|fact\n#T_RL={LINKS}|kind|BT_{SPANS}\n\n");
    let chars: Vec<char> = doc.text.chars().collect();
    let places = Places::new(&doc.text, Unit::Utf16);
    let hulls: Vec<[usize; 2]> = doc.marks.iter().map(Mark::hull).collect();
    let edges: Vec<usize> = hulls.iter().flatten().copied().collect();
    let lines = tokens(&chars, &edges);
    // The token that each mark begins with, as relations point to it.
    let mut first: BTreeMap<usize, String> = BTreeMap::new();
    for (s, line) in lines.iter().enumerate() {
        for (t, token) in line.iter().enumerate() {
            for (i, _) in hulls.iter().enumerate().filter(|(_, h)| h[0] == token[0] && h[0] < h[1]) {
                first.insert(i, format!("{}-{}", s + 1, t + 1));
            }
        }
    }
    for (s, line) in lines.iter().enumerate() {
        let Some(&[at, _]) = line.first() else { continue };
        let (start, end) = (line_start(&chars, at), line_end(&chars, at));
        let text: String = chars.get(start..end).unwrap_or_default().iter().collect();
        let _ = writeln!(out, "\n#Text={}", escaped_text(&text));
        for (t, &[from, to]) in line.iter().enumerate() {
            let word: String = chars.get(from..to).unwrap_or_default().iter().collect();
            let _ = write!(out, "{}-{}\t{}-{}\t{}\t", s + 1, t + 1, places.of(from), places.of(to), word);
            let here: Vec<usize> = (0..hulls.len())
                .filter(|&i| hulls.get(i).is_some_and(|h| h[0] <= from && to <= h[1]))
                .collect();
            for column in 0..2 {
                let told = |&i: &usize| {
                    let m = doc.marks.get(i);
                    let value =
                        m.map(|m| if column == 0 { m.kind.clone() } else { fact(m) }).unwrap_or_default();
                    format!("{}[{}]", escaped(&value), i + 1)
                };
                let _ = write!(out, "{}\t", or_none(here.iter().map(told).collect()));
            }
            let id = format!("{}-{}", s + 1, t + 1);
            let links: Vec<&Relation> =
                doc.relations.iter().filter(|r| first.get(&r.to) == Some(&id)).collect();
            let kinds = links.iter().map(|r| escaped(&r.kind)).collect();
            let from = |r: &&Relation| {
                format!("{}[{}_{}]", first.get(&r.from).map_or("_", String::as_str), r.from + 1, r.to + 1)
            };
            let _ = writeln!(out, "{}\t{}\t", or_none(kinds), or_none(links.iter().map(from).collect()));
        }
    }
    out
}

/// Reads a TSV. `beside` is the text next to it, if there is one.
///
/// # Errors
/// A file that is no WebAnno TSV 3, a line with too few columns, named by its number.
pub fn read(
    name: &str,
    file: &str,
    beside: Option<&str>,
    unit: Option<Unit>,
) -> Result<(Document, Vec<Note>)> {
    let bad = |line: usize, what: &str| Error::new(format!("not WebAnno TSV 3: {what}")).at(name).line(line);
    if !file.trim_start_matches('\u{feff}').starts_with("#FORMAT=WebAnno TSV 3") {
        return Err(bad(1, "no `#FORMAT=WebAnno TSV 3`"));
    }
    let layers = layers(file);
    let mut notes = passed_over(name, file);
    let mut text = Rebuilt::default();
    let mut raw: BTreeMap<Identity, Raw> = BTreeMap::new();
    let mut links: Vec<Link> = Vec::new();
    for (i, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if let Some(sentence) = line.strip_prefix("#Text=") {
            text.sentence(&unescaped(sentence));
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut columns = line.split('\t');
        let mut next = || columns.next().ok_or_else(|| bad(i + 1, "too few columns"));
        let (id, range, word) = (next()?.to_owned(), next()?, next()?.to_owned());
        let parse = |s: &str| s.parse::<usize>().ok();
        let range = range.split_once('-').and_then(|(a, b)| Some([parse(a)?, parse(b)?]));
        let range = range.ok_or_else(|| bad(i + 1, "no range of places"))?;
        text.token(range, &word);
        for (l, layer) in layers.iter().enumerate() {
            let cells: Vec<Vec<String>> =
                layer.features.iter().map(|_| columns.next().map(stacked).unwrap_or_default()).collect();
            if layer.relation {
                link(&id, &cells, &mut links);
            } else {
                span(l, &id, range, &word, &cells, &mut raw);
            }
        }
    }
    let text = beside.map_or_else(|| text.finish(), str::to_owned);
    let (mut claimed, mut number) = (Vec::new(), BTreeMap::new());
    for (identity, r) in raw {
        let layer = layers.get(identity.layer);
        number.insert((identity.first.clone(), identity.number), claimed.len());
        claimed.push(r.claimed(layer));
    }
    let find = |token: &str, n: usize| {
        // With a number of its own a mark is known by it, wherever it begins.
        let by_number = number.iter().find(|((_, m), _)| n > 0 && *m == n).map(|(_, i)| *i);
        by_number.or_else(|| number.get(&(token.to_owned(), 0)).copied())
    };
    let related = |l: &Link| {
        Some(Relation { kind: l.kind.clone(), from: find(&l.from, l.ends.0)?, to: find(&l.to, l.ends.1)? })
    };
    let relations = links.iter().filter_map(related).collect();
    let doc = Document { name: name.into(), text, relations, ..Document::default() };
    let (doc, problems) = place(doc, claimed, Unit::Utf16, unit);
    notes.extend(problems);
    Ok((doc, notes))
}

struct Layer {
    name: String,
    features: Vec<String>,
    relation: bool,
}

/// The layers in the order of their columns. A chain has two columns for its features.
fn layers(file: &str) -> Vec<Layer> {
    let head = file.lines().take_while(|l| !l.starts_with("#Text="));
    let layer = |l: &str| {
        let (kind, rest) = l.strip_prefix("#T_")?.split_once('=')?;
        let mut parts = rest.split('|').map(str::to_owned);
        let name = parts.next()?;
        let mut features: Vec<String> = parts.collect();
        if features.is_empty() {
            features.push(String::new());
        }
        Some(Layer { name, features, relation: kind == "RL" })
    };
    head.filter_map(layer).collect()
}

fn passed_over(name: &str, file: &str) -> Vec<Note> {
    let chains = file.lines().filter(|l| l.starts_with("#T_CH=") || l.contains("|ROLE_"));
    let note = |l: &str| {
        Note::remark(
            name,
            "webanno.passed_over",
            format!("lớp chuỗi hoặc ô nối không được đọc thành quan hệ: {l}"),
            "chain and slot features are not read as relations",
        )
    };
    chains.map(note).collect()
}

/// Which mark a cell belongs to: its layer, its number, and for marks without one the token and its place in the
/// stack.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Identity {
    layer: usize,
    number: usize,
    first: String,
    stack: usize,
}

struct Raw {
    pieces: Vec<([usize; 2], String)>,
    values: Vec<String>,
}

impl Raw {
    fn claimed(self, layer: Option<&Layer>) -> Claimed {
        let start = self.pieces.iter().map(|p| p.0[0]).min().unwrap_or(0);
        let end = self.pieces.iter().map(|p| p.0[1]).max().unwrap_or(0);
        let mut values = self.values.into_iter();
        let kind = values.next().filter(|v| !v.is_empty());
        let layer_name = layer.map_or("", |l| l.name.rsplit('.').next().unwrap_or(&l.name));
        let fact = values.find_map(|v| serde_json::from_str::<Map<String, Value>>(&v).ok());
        // Words are known token by token; a mark of one token can prove its place.
        let words = if let [(_, word)] = self.pieces.as_slice() { Some(word.clone()) } else { None };
        Claimed {
            id: format!("{start}-{end}"),
            mark: Mark {
                kind: kind.unwrap_or_else(|| layer_name.to_owned()),
                attributes: fact.unwrap_or_default(),
                parts: Vec::new(),
            },
            ranges: vec![[start, end]],
            words,
        }
    }
}

struct Link {
    kind: String,
    from: String,
    to: String,
    ends: (usize, usize),
}

fn span(
    layer: usize,
    id: &str,
    range: [usize; 2],
    word: &str,
    cells: &[Vec<String>],
    raw: &mut BTreeMap<Identity, Raw>,
) {
    for (stack, first) in cells.first().into_iter().flatten().enumerate() {
        let (_, number) = numbered(first);
        let token = if number > 0 { String::new() } else { id.to_owned() };
        let identity = Identity { layer, number, first: token, stack: if number > 0 { 0 } else { stack } };
        let values = || cells.iter().map(|c| c.get(stack).map(|v| plain(numbered(v).0)).unwrap_or_default());
        let entry =
            raw.entry(identity).or_insert_with(|| Raw { pieces: Vec::new(), values: values().collect() });
        entry.pieces.push((range, word.to_owned()));
    }
}

fn link(to: &str, cells: &[Vec<String>], links: &mut Vec<Link>) {
    let Some(sources) = cells.last() else { return };
    for (stack, source) in sources.iter().enumerate() {
        let (token, ends) = match source.strip_suffix(']').and_then(|s| s.rsplit_once('[')) {
            Some((token, ends)) => {
                let (from, to) = ends.split_once('_').unwrap_or((ends, "0"));
                (token, (from.parse().unwrap_or(0), to.parse().unwrap_or(0)))
            }
            None => (source.as_str(), (0, 0)),
        };
        let kind = cells.first().filter(|_| cells.len() > 1).and_then(|c| c.get(stack));
        let kind = kind.map(|k| plain(numbered(k).0)).unwrap_or_default();
        links.push(Link { kind, from: token.to_owned(), to: to.to_owned(), ends });
    }
}

/// The text, put together again from sentences and the places of their tokens.
#[derive(Default)]
struct Rebuilt {
    text: String,
    sentence: String,
    /// Whether the sentence at hand has its place already.
    placed: bool,
}

impl Rebuilt {
    fn sentence(&mut self, text: &str) {
        if !self.placed && !self.sentence.is_empty() {
            self.text.push_str(&self.sentence);
        }
        self.sentence = text.to_owned();
        self.placed = false;
    }

    fn token(&mut self, range: [usize; 2], word: &str) {
        if self.placed {
            return;
        }
        self.placed = true;
        let before = self.sentence.find(word).and_then(|b| self.sentence.get(..b)).unwrap_or("");
        let before: usize = before.chars().map(char::len_utf16).sum();
        let have: usize = self.text.chars().map(char::len_utf16).sum();
        // What the file does not say stands between sentences: line breaks.
        let gap = range[0].saturating_sub(before).saturating_sub(have);
        self.text.extend(std::iter::repeat_n('\n', gap.min(1 << 16)));
        self.text.push_str(&self.sentence);
    }

    fn finish(mut self) -> String {
        if !self.placed {
            self.text.push_str(&self.sentence);
        }
        self.text
    }
}

fn line_start(chars: &[char], at: usize) -> usize {
    chars.get(..at).and_then(|c| c.iter().rposition(|&c| c == '\n')).map_or(0, |i| i + 1)
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars.get(at..).and_then(|c| c.iter().position(|&c| c == '\n')).map_or(chars.len(), |i| at + i)
}

fn fact(m: &Mark) -> String {
    if m.attributes.is_empty() { "*".into() } else { Value::Object(m.attributes.clone()).to_string() }
}

fn or_none(cells: Vec<String>) -> String {
    if cells.is_empty() { "_".into() } else { cells.join("|") }
}
