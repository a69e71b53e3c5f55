//! A whole evaluation: every gold article against what was found in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::input::{self, Article};
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::text_of;

use super::check;
use super::errors::{Mistake, mistakes};
use super::fact::Field;
use super::gold::{self, GoldFile, GoldFiles};
use super::label::Labels;
use super::leeway::Variants;
use super::locate::Located;
use super::note::Note;
use super::scheme::{SpanScores, compare_labels};
use super::score::{Tally, compare};
use super::trial::{Lists, Trial};
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
    /// How often each rule and list entry fired, and how often it was right.
    pub trial: Trial,
    /// What makes the figures mean less than they seem.
    pub notes: Vec<Note>,
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

/// What an evaluation looks at besides the values.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether errors get their places. Without, a text is read only where gold has spans or entries are on trial.
    pub places: bool,
    /// The lists whose marks are shown where something was missed, and whose measures gold may name; without,
    /// no marks, and the shipped measures.
    pub lexicon: Option<&'a Lexicon>,
    /// Whether the entries of the lists are on trial too.
    pub entries: bool,
}

/// Scores what `find` finds in each article against its gold. `find` gets the gold file and answers `None`
/// where there is no record.
#[must_use]
pub fn evaluate(
    files: GoldFiles,
    options: Options<'_>,
    find: impl Fn(&GoldFile) -> Result<Option<Labels>> + Sync,
) -> Evaluation {
    let scored: Vec<Scored> = files.files.par_iter().map(|file| one_article(file, options, &find)).collect();
    let mut out = Evaluation { notes: files.notes, ..Evaluation::default() };
    for (article, notes) in scored {
        out.notes.extend(notes);
        if let Some((score, trial)) = article {
            out.articles.push(score);
            out.trial.add(trial);
        }
    }
    if out.articles.is_empty() {
        let place = Path::new("gold");
        out.notes.push(Note::failure(place, "gold.none", "không có bài nào để chấm", "no article to score"));
    }
    out
}

/// An article with its trial, `None` for JSON that is no gold; and what is to be told about it.
type Scored = (Option<(ArticleScore, Trial)>, Vec<Note>);

fn one_article(
    file: &GoldFile,
    options: Options<'_>,
    find: &(impl Fn(&GoldFile) -> Result<Option<Labels>> + Sync),
) -> Scored {
    let mut notes = Vec::new();
    let (gold, json) = match gold::read_with_json(&file.path) {
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
    let placed = check::has_spans(&gold);
    let source = read_text(file, options.places || options.entries || placed, &mut notes);
    let wrong = compared.iter().any(|(_, c)| !c.missed.is_empty() || !c.spurious.is_empty());
    let text = source.as_ref().filter(|_| wrong || options.entries || placed).map(text_of);
    let words = text.as_ref().map(Text::source);
    let lexicon = options.lexicon.unwrap_or_else(|| Lexicon::embedded());
    notes.extend(check::broken(&file.path.display().to_string(), &json, &gold, words, lexicon));
    let asked = text.as_ref().filter(|_| (options.places && wrong) || options.entries);
    let lists = asked.zip(options.lexicon).map(|(text, lexicon)| Lists::of(lexicon, text));
    let located = text.as_ref().filter(|_| options.places).map(Located::new);
    let mut trial = Trial::of_rules(&compared);
    if let Some(lists) = lists.as_ref().filter(|_| options.entries) {
        trial.add_entries(&compared, lists);
    }
    let mut fields = BTreeMap::new();
    let mut wrong = Vec::new();
    for (field, c) in &compared {
        let tally = c.tally(*field);
        if tally != Tally::default() {
            fields.insert(*field, tally);
        }
        wrong.extend(mistakes(*field, c, &gold, located.as_ref(), lists.as_ref()));
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
    (Some((score, trial)), notes)
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
