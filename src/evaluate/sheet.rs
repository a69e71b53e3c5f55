//! Sheets for judging by reading: facts drawn from unlabelled articles, and the precision that the judging gives.
//!
//! Labelling an article takes an hour, judging a fact beside its sentence ten seconds. A sheet says nothing of
//! what was missed. Which facts are drawn depends on the seed and on the facts alone: not on the order of the
//! articles, the threads, or what else is in the archive before them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::input::separator;
use crate::output::guarded;
use crate::record::Record;
use crate::text::Text;
use crate::{Error, Result};

use super::errors::rules_of;
use super::fact::{Facts, Field};
use super::interval::{Interval, wilson};
use super::label::Labels;
use super::locate::Located;
use super::note::Note;
use super::report::result::rounded;
use super::score::ratio;

/// One fact to judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The field.
    pub field: Field,
    /// What was found.
    pub value: String,
    /// Its words in the article.
    pub words: String,
    /// The sentence around them.
    pub sentence: String,
    /// The article.
    pub article: String,
    /// Line of the article, counted from 1; 0 where the fact has no place.
    pub line: usize,
    /// The rules that read it.
    pub rules: String,
    /// To be filled in: `đúng`, `sai`, or `?` for what cannot be told.
    #[serde(default)]
    pub verdict: String,
    /// To be filled in, if there is something to say.
    #[serde(default)]
    pub note: String,
}

/// Draws facts evenly: each fact has its number from the seed, the article and its key, and the lowest stay.
#[derive(Debug)]
pub struct Draw {
    seed: u64,
    wanted: BTreeMap<Field, usize>,
    kept: BTreeMap<Field, BTreeMap<[u8; 16], Row>>,
    seen: BTreeMap<Field, u64>,
}

impl Draw {
    /// Will draw so many facts of each field.
    #[must_use]
    pub fn new(wanted: BTreeMap<Field, usize>, seed: u64) -> Self {
        Self { seed, wanted, kept: BTreeMap::new(), seen: BTreeMap::new() }
    }

    /// Offers the facts of an article.
    ///
    /// # Errors
    /// None that a record of this version can cause.
    pub fn offer(&mut self, record: &Record, text: &Text<'_>) -> Result<()> {
        let labels = Labels::of_record(record)?;
        let facts = Facts::of(&labels);
        let located = Located::new(text);
        for (&field, &wanted) in &self.wanted {
            let kept = self.kept.entry(field).or_default();
            for fact in facts.get(field) {
                *self.seen.entry(field).or_default() += 1;
                let number = draw_number(self.seed, &record.article.id, field, &fact.key.0);
                let highest = kept.last_key_value().map(|(n, _)| *n);
                if kept.len() >= wanted && highest.is_none_or(|h| number >= h) {
                    continue;
                }
                let place = located.fact(field, fact, &labels);
                let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
                let row = Row {
                    field,
                    value: fact.shown.clone(),
                    words: place.as_ref().map(|p| one_line(&p.text)).unwrap_or_default(),
                    sentence: place.as_ref().map(|p| one_line(&p.sentence)).unwrap_or_default(),
                    article: record.article.path.clone(),
                    line: place.as_ref().map_or(0, |p| p.line),
                    rules: rules_of(fact).join(", "),
                    verdict: String::new(),
                    note: String::new(),
                };
                kept.insert(number, row);
                if kept.len() > wanted {
                    kept.pop_last();
                }
            }
        }
        Ok(())
    }

    /// The rows, by field, in the order of their numbers; and how many facts they were drawn from.
    #[must_use]
    pub fn rows(self) -> (Vec<Row>, BTreeMap<Field, u64>) {
        (self.kept.into_values().flat_map(BTreeMap::into_values).collect(), self.seen)
    }
}

/// Writes a sheet: CSV that spreadsheets open, or JSON lines.
///
/// # Errors
/// Those of the writer.
pub fn write(rows: &[Row], as_csv: bool, mut out: impl Write) -> std::io::Result<()> {
    if !as_csv {
        for row in rows {
            serde_json::to_writer(&mut out, row)?;
            out.write_all(b"\n")?;
        }
        return Ok(());
    }
    // The mark makes spreadsheets read UTF-8.
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for r in rows {
        let line = if r.line == 0 { String::new() } else { r.line.to_string() };
        let cells = [
            r.field.name(),
            &r.value,
            &r.words,
            &r.sentence,
            &r.article,
            &line,
            &r.rules,
            &r.verdict,
            &r.note,
        ];
        csv.write_record(cells.map(|c| guarded(c).into_owned()))?;
    }
    csv.flush()
}

const COLUMNS: [&str; 9] =
    ["field", "value", "words", "sentence", "article", "line", "rules", "verdict", "note"];

/// The precision that judged rows give.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Judged {
    /// Rows found right.
    pub right: u64,
    /// Rows found wrong.
    pub wrong: u64,
    /// Rows that could not be told.
    pub open: u64,
    /// Rows without verdict.
    pub unjudged: u64,
    /// Right ones among right and wrong ones; `None` of none.
    #[serde(rename = "P")]
    pub precision: Option<f64>,
    /// Wilson's 95 % interval.
    pub interval: Option<Interval>,
}

/// Judged sheets, added up.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Judgement {
    /// By field.
    pub fields: BTreeMap<Field, Judged>,
    /// By rule.
    pub rules: BTreeMap<String, Judged>,
}

/// Reads a sheet and adds its verdicts to `sum`; verdicts that mean nothing are told.
///
/// # Errors
/// A file that cannot be read, or is no sheet.
pub fn judge(path: &Path, sum: &mut Judgement) -> Result<Vec<Note>> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let mut notes = Vec::new();
    for (line, row) in parse(&bytes).map_err(|e| e.at(path))? {
        let verdict = match verdict(&row.verdict) {
            Some(v) => v,
            None => {
                notes.push(Note::failure(
                    format!("{}:{line}", path.display()),
                    "sheet.verdict",
                    format!("không hiểu verdict `{}`; ghi đúng, sai hoặc ?", row.verdict),
                    "a verdict that means nothing; write đúng, sai or ? (right, wrong)",
                ));
                Verdict::None
            }
        };
        sum.fields.entry(row.field).or_default().count(verdict);
        for rule in row.rules.split(", ").filter(|r| !r.is_empty()) {
            sum.rules.entry(rule.to_owned()).or_default().count(verdict);
        }
    }
    sum.fields.values_mut().chain(sum.rules.values_mut()).for_each(Judged::settle);
    Ok(notes)
}

#[derive(Clone, Copy)]
enum Verdict {
    Right,
    Wrong,
    Open,
    None,
}

impl Judged {
    fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Open => self.open += 1,
            Verdict::None => self.unjudged += 1,
        }
    }

    fn settle(&mut self) {
        let n = self.right + self.wrong;
        self.precision = ratio(self.right, n).map(rounded);
        self.interval =
            wilson(self.right, n).map(|i| Interval { low: rounded(i.low), high: rounded(i.high) });
    }
}

fn verdict(s: &str) -> Option<Verdict> {
    Some(match s.trim().to_lowercase().as_str() {
        "" => Verdict::None,
        "đúng" | "đ" | "right" | "correct" | "true" | "yes" | "y" | "1" | "x" | "+" | "'+" => {
            Verdict::Right
        }
        "sai" | "s" | "wrong" | "false" | "no" | "n" | "0" | "-" | "'-" => Verdict::Wrong,
        "?" | "open" | "không rõ" => Verdict::Open,
        _ => return None,
    })
}

/// The rows of a sheet with their lines, whether CSV (parted by comma, semicolon or tab) or JSON lines.
fn parse(bytes: &[u8]) -> Result<Vec<(usize, Row)>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let no_sheet =
        || Error::new("not a sheet").remedy("draw one with `trichluc eval --sample FIELD N PATH…`");
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    if first.trim_ascii_start().starts_with(b"{") {
        let lines = bytes.split(|b| *b == b'\n').enumerate().filter(|(_, l)| !l.trim_ascii().is_empty());
        let row = |(i, l): (usize, &[u8])| {
            let row = serde_json::from_slice(l).map_err(|e| no_sheet().line(i + 1).because(e))?;
            Ok((i + 1, row))
        };
        return lines.map(row).collect();
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(separator("", first)).from_reader(bytes);
    let mut out = Vec::new();
    let headings = reader.headers().map_err(|e| no_sheet().because(e))?.clone();
    let column = |name: &str| headings.iter().position(|h| h.trim() == name);
    let (Some(field), Some(verdict)) = (column("field"), column("verdict")) else { return Err(no_sheet()) };
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(|e| no_sheet().because(e))?;
        // The reader's own line number is one short behind "\r\n".
        let start = record.position().map_or(0, |p| p.byte() as usize);
        let skipped = bytes.iter().skip(start).take_while(|b| b"\r\n".contains(b)).count();
        let before = bytes.get(counted..start + skipped).unwrap_or_default();
        line += before.iter().filter(|b| **b == b'\n').count();
        counted = start + skipped;
        let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or("").to_owned();
        let field = cell(Some(field)).trim().parse().map_err(|e: Error| no_sheet().line(line).because(e))?;
        out.push((
            line,
            Row {
                field,
                value: cell(column("value")),
                words: cell(column("words")),
                sentence: cell(column("sentence")),
                article: cell(column("article")),
                line: cell(column("line")).trim().parse().unwrap_or(0),
                rules: cell(column("rules")),
                verdict: cell(Some(verdict)),
                note: cell(column("note")),
            },
        ));
    }
    Ok(out)
}

fn draw_number(seed: u64, article: &str, field: Field, key: &[Option<String>]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(&seed.to_le_bytes())
        .update(article.as_bytes())
        .update(&[0])
        .update(field.name().as_bytes());
    for part in key {
        hasher.update(&[0]).update(part.as_deref().unwrap_or("\u{1}").as_bytes());
    }
    let mut out = [0; 16];
    hasher.finalize_xof().fill(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(verdict: &str) -> Row {
        Row {
            field: Field::Roles,
            value: "Lò Văn Páo · Bí thư".into(),
            words: "Bí thư".into(),
            sentence: "=Ông \"Páo\", Bí thư;\tdự.".into(),
            article: "a.txt".into(),
            line: 3,
            rules: "role.after, role.before".into(),
            verdict: verdict.into(),
            note: String::new(),
        }
    }

    #[test]
    fn a_sheet_comes_back_from_both_forms() {
        let rows = vec![row("đúng"), row("Sai"), row("?"), row("")];
        for as_csv in [true, false] {
            let mut bytes = Vec::new();
            write(&rows, as_csv, &mut bytes).unwrap();
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("phiếu");
            std::fs::write(&path, &bytes).unwrap();
            let mut sum = Judgement::default();
            assert!(judge(&path, &mut sum).unwrap().is_empty());
            let j = sum.fields[&Field::Roles];
            assert_eq!((j.right, j.wrong, j.open, j.unjudged), (1, 1, 1, 1));
            assert_eq!((j.precision, sum.rules.len()), (Some(0.5), 2));
        }
    }

    #[test]
    fn what_a_spreadsheet_of_another_country_saves_is_read() {
        let saved = "\u{feff}field;value;verdict\r\npeople;\"a;b\";đúng\r\npeople;c;chắc\r\n";
        let rows = parse(saved.as_bytes()).unwrap();
        assert_eq!((rows[0].1.value.as_str(), rows[1].0), ("a;b", 3));
        assert!(verdict(&rows[1].1.verdict).is_none());
        // A name of a column in quotes may hold the signs of other countries.
        let saved = "\"a,b,c,d\";field;verdict\n;people;sai\n";
        assert!(matches!(verdict(&parse(saved.as_bytes()).unwrap()[0].1.verdict), Some(Verdict::Wrong)));
        for broken in ["", "a,b\n1,2\n", "field,verdict\nnone,đúng\n", "{\"field\": 5}\n"] {
            assert!(parse(broken.as_bytes()).is_err(), "{broken}");
        }
    }
}
