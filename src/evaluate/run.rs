//! A whole evaluation: every gold article against what was found in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::input::{self, Article};
use crate::text_of;

use super::errors::{Mistake, mistakes};
use super::fact::Field;
use super::gold::{self, GoldFile, GoldFiles};
use super::label::Labels;
use super::leeway::Variants;
use super::locate::Located;
use super::note::Note;
use super::scheme::{SpanScores, compare_labels};
use super::score::{Compared, Tally, compare};
use super::whole::{Whole, compare_whole};

/// The score of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleScore {
    /// The stem of the gold file.
    pub name: String,
    /// The gold file.
    pub gold: PathBuf,
    /// The text that it labels.
    pub text: Option<PathBuf>,
    /// The cell that gold names.
    pub cell: Option<String>,
    /// The kind of meeting that gold names.
    pub meeting_kind: Option<String>,
    /// Counts of the fields that have any.
    pub fields: BTreeMap<Field, Tally>,
    /// Counts of whole facts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub whole: BTreeMap<Whole, Tally>,
    /// Outcomes of spans by type of fact, where the labels have spans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spans: Option<SpanScores>,
    /// What went wrong.
    pub mistakes: Vec<Mistake>,
}

/// An evaluation of a gold set.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Evaluation {
    /// One score for each gold article, in order of gold paths.
    pub articles: Vec<ArticleScore>,
    /// How often each rule fired on the gold articles, and how often it was right.
    pub rules: BTreeMap<Field, BTreeMap<String, Firings>>,
    /// What makes the figures mean less than they seem.
    pub notes: Vec<Note>,
}

/// How often a rule fired, counted in facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Firings {
    /// Facts that it read, those that gold leaves open left aside.
    pub fired: u64,
    /// Those that gold holds.
    pub correct: u64,
}

impl Evaluation {
    /// The counts of one field over all articles.
    #[must_use]
    pub fn tally(&self, field: Field) -> Tally {
        let mut sum = Tally::default();
        for t in self.articles.iter().filter_map(|a| a.fields.get(&field)) {
            sum.add(t);
        }
        sum
    }

    /// Whether everything asked for was scored.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.notes.iter().all(|n| !n.fails)
    }
}

/// Scores what `find` finds in each article against its gold. `find` gets the gold file and answers `None`
/// where there is no record. Without `places` errors come without their places, which takes half the time.
#[must_use]
pub fn evaluate(
    files: GoldFiles,
    places: bool,
    find: impl Fn(&GoldFile) -> Result<Option<Labels>> + Sync,
) -> Evaluation {
    let scored: Vec<(Option<Scored>, Vec<Note>)> =
        files.files.par_iter().map(|file| one_article(file, places, &find)).collect();
    let mut out = Evaluation { notes: files.notes, ..Evaluation::default() };
    for (article, notes) in scored {
        out.notes.extend(notes);
        let Some(article) = article else { continue };
        out.articles.push(article.score);
        for (field, rules) in article.rules {
            let sums = out.rules.entry(field).or_default();
            for (rule, f) in rules {
                let sum = sums.entry(rule).or_default();
                sum.fired += f.fired;
                sum.correct += f.correct;
            }
        }
    }
    if out.articles.is_empty() {
        let place = Path::new("gold");
        out.notes.push(Note::failure(place, "gold.none", "không có bài nào để chấm", "no article to score"));
    }
    out
}

struct Scored {
    score: ArticleScore,
    rules: BTreeMap<Field, BTreeMap<String, Firings>>,
}

fn one_article(
    file: &GoldFile,
    places: bool,
    find: &(impl Fn(&GoldFile) -> Result<Option<Labels>> + Sync),
) -> (Option<Scored>, Vec<Note>) {
    let mut notes = Vec::new();
    let gold = match gold::read(&file.path) {
        Ok(Some(gold)) => gold,
        Ok(None) => return (None, notes),
        Err(e) => {
            notes.push(Note::failure(
                &file.path,
                "gold.unreadable",
                format!("không đọc được nhãn, bài này không được chấm: {}", e.reason()),
                "not scored",
            ));
            return (None, notes);
        }
    };
    let found = find(file).unwrap_or_else(|e| {
        notes.push(Note::failure(
            &file.path,
            "record.unreadable",
            format!("bản ghi hỏng, mọi sự kiện của bài bị tính là sót: {e}"),
            "broken record; every fact of the article counts as missed",
        ));
        Some(Labels::default())
    });
    if found.is_none() {
        notes.push(Note::failure(
            &file.path,
            "record.missing",
            "không có bản ghi của bài này; mọi sự kiện bị tính là sót",
            "no record of this article; every fact counts as missed",
        ));
    }
    let found = found.unwrap_or_default();
    let compared = compare(&gold, &found);
    let source = read_text(file, places, &mut notes);
    let wrong = compared.iter().any(|(_, c)| !c.missed.is_empty() || !c.spurious.is_empty());
    let text = source.as_ref().filter(|_| wrong).map(text_of);
    let located = text.as_ref().map(Located::new);
    let mut fields = BTreeMap::new();
    let mut wrong = Vec::new();
    for (field, c) in &compared {
        let tally = c.tally(*field);
        if tally != Tally::default() {
            fields.insert(*field, tally);
        }
        wrong.extend(mistakes(*field, c, &gold, located.as_ref()));
    }
    let score = ArticleScore {
        name: file.stem.clone(),
        gold: file.path.clone(),
        text: file.text.clone(),
        cell: gold.cell.as_ref().and_then(|c| c.name.clone()),
        meeting_kind: gold.meeting.as_ref().and_then(|m| m.kind.clone()),
        fields,
        whole: compare_whole(&gold, &found, &Variants::of(&gold)),
        spans: compare_labels(&gold, &found),
        mistakes: wrong,
    };
    (Some(Scored { score, rules: firings(&compared) }), notes)
}

fn read_text(file: &GoldFile, places: bool, notes: &mut Vec<Note>) -> Option<Article> {
    let Some(path) = &file.text else {
        notes.push(Note::remark(
            &file.path,
            "gold.without_text",
            "nhãn không có văn bản bên cạnh; lỗi được in không kèm câu",
            "gold without its text; errors are shown without sentences",
        ));
        return None;
    };
    if !places {
        return None;
    }
    match input::read(path, &input::Options::default()) {
        Ok(article) => Some(article),
        Err(e) => {
            let told = format!("không đọc được văn bản: {}", e.reason());
            notes.push(Note::failure(path, "text.unreadable", told, "the text cannot be read"));
            None
        }
    }
}

/// A fact counts once for each rule that read it.
fn firings(compared: &[(Field, Compared)]) -> BTreeMap<Field, BTreeMap<String, Firings>> {
    let mut out: BTreeMap<Field, BTreeMap<String, Firings>> = BTreeMap::new();
    for (field, c) in compared {
        let correct = c.correct.iter().map(|(_, found)| (found, 1));
        let spurious = c.spurious.iter().map(|found| (found, 0));
        for (fact, right) in correct.chain(spurious) {
            let rules: BTreeSet<&str> = fact.mentions.iter().filter_map(|m| m.rule.as_deref()).collect();
            for rule in rules {
                let f = out.entry(*field).or_default().entry(rule.to_owned()).or_default();
                f.fired += 1;
                f.correct += right;
            }
        }
    }
    out
}
