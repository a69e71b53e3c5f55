//! `trichluc eval`: how right the extraction is on labelled articles.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use trichluc::evaluate::fact::Field;
use trichluc::evaluate::report::summary::figures;
use trichluc::evaluate::report::{Lang, terminal};
use trichluc::evaluate::{Evaluation, Note, evaluate, gold, label::Labels, label::stem, records::Records};
use trichluc::input::Article;
use trichluc::lexicon::Lexicon;

use super::Outcome;

/// How many names of unknown articles a message lists.
const NAMED: usize = 8;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Thư mục hoặc tệp nhãn (có thể lặp lại) — folder or file of gold records (repeatable)
    #[arg(long, value_name = "PATH", required = true)]
    gold: Vec<PathBuf>,
    /// Bài để rút (mặc định: văn bản bên cạnh nhãn) — articles to extract (default: the texts beside gold)
    #[arg(value_name = "PATH", conflicts_with = "records")]
    paths: Vec<PathBuf>,
    /// Chấm các bản ghi có sẵn (JSON Lines) — score existing records (JSON lines)
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// In từng lỗi của các trường này; "all": mọi trường — print every error of these fields
    #[arg(long, value_name = "FIELD", default_value = "all")]
    errors: Vec<String>,
    /// Thoát 1 nếu F1 thấp hơn — exit 1 if F1 is lower, e.g. people=0.95
    #[arg(long, value_name = "FIELD=F1", value_parser = floor)]
    min: Vec<(Field, f64)>,
    /// In kết quả dạng JSON — print the result as JSON
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ — language
    #[arg(long, value_enum, default_value = "vi")]
    lang: LangArg,
}

#[derive(clap::ValueEnum, Debug, Clone, Copy)]
enum LangArg {
    Vi,
    En,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lang = match args.lang {
        LangArg::Vi => Lang::Vi,
        LangArg::En => Lang::En,
    };
    let shown = shown_fields(&args.errors)?;
    let result = score(args)?;
    for note in &result.notes {
        anstream::eprintln!("trichluc: {note}");
    }
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &serde_json::json!({ "fields": figures(&result) }))?;
        writeln!(out)?;
    } else {
        if let Some(fields) = &shown {
            write!(out, "{}", terminal::errors(&result, fields, lang))?;
        }
        write!(out, "{}", terminal::table(&result, lang))?;
    }
    let mut short = !result.is_whole();
    for &(field, floor) in &args.min {
        let reached = result.tally(field).f1();
        if reached.is_none_or(|f| f < floor) {
            let told = reached
                .map_or_else(|| lang.pick("không có mẫu", "no samples").to_owned(), |f| format!("{f:.4}"));
            let below = lang.pick("thấp hơn mức", "below");
            anstream::eprintln!("trichluc: {field}: F1 {told} {below} {floor}");
            short = true;
        }
    }
    Ok(if short { Outcome::Short } else { Outcome::Done })
}

fn score(args: &Args) -> anyhow::Result<Evaluation> {
    let files = gold::list(&args.gold)?;
    if let Some(path) = &args.records {
        let records = Records::open(path)?;
        let known: BTreeSet<String> = files.files.iter().map(|f| f.stem.clone()).collect();
        let mut result = evaluate(files, |file| records.get(&file.stem));
        result.notes.extend(records.notes.iter().cloned());
        result.notes.extend(unknown(path, &records, &known));
        return Ok(result);
    }
    let lexicon = Lexicon::embedded();
    let named = named_articles(&args.paths)?;
    Ok(evaluate(files, |file| {
        let beside = file.text.as_ref().filter(|_| args.paths.is_empty());
        let Some(path) = named.get(&file.stem).or(beside) else { return Ok(None) };
        let bytes = std::fs::read(path).map_err(|e| trichluc::Error::io(path, e))?;
        let article = Article::from_bytes(path.display().to_string(), bytes);
        Labels::of_record(&trichluc::analyze(&article, lexicon)).map(Some)
    }))
}

/// The articles of files and folders by their stems.
fn named_articles(paths: &[PathBuf]) -> trichluc::Result<BTreeMap<String, PathBuf>> {
    let mut out = BTreeMap::new();
    let mut add = |path: PathBuf| {
        if path.extension().is_none_or(|e| e != "json") {
            out.insert(stem(&path.to_string_lossy()).to_owned(), path);
        }
    };
    for path in paths {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).map_err(|e| trichluc::Error::io(path, e))? {
                add(entry.map_err(|e| trichluc::Error::io(path, e))?.path());
            }
        } else {
            std::fs::metadata(path).map_err(|e| trichluc::Error::io(path, e))?;
            add(path.clone());
        }
    }
    Ok(out)
}

fn unknown(path: &Path, records: &Records, known: &BTreeSet<String>) -> Option<Note> {
    let known = known.iter().map(String::as_str).collect();
    let unknown = records.unknown(&known);
    let mut named = unknown.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if unknown.len() > NAMED {
        named.push_str(", …");
    }
    (!unknown.is_empty()).then(|| {
        Note::remark(
            path,
            "record.without_gold",
            format!("{} bản ghi không có nhãn, không được chấm: {named}", unknown.len()),
            format!("{} records of articles that gold does not know, not scored", unknown.len()),
        )
    })
}

fn shown_fields(names: &[String]) -> anyhow::Result<Option<Vec<Field>>> {
    if names.iter().any(|n| n == "none") {
        return Ok(None);
    }
    if names.iter().any(|n| n == "all") {
        return Ok(Some(Vec::new()));
    }
    let fields = names.iter().map(|n| n.parse()).collect::<Result<Vec<Field>, _>>();
    Ok(Some(fields.context("--errors")?))
}

fn floor(s: &str) -> Result<(Field, f64), String> {
    let (field, floor) = s.split_once('=').ok_or("FIELD=F1")?;
    let floor: f64 = floor.parse().map_err(|_| format!("`{floor}` is no number"))?;
    if !(0.0..=1.0).contains(&floor) {
        return Err(format!("`{floor}` is not between 0 and 1"));
    }
    Ok((field.parse().map_err(|e: trichluc::Error| e.to_string())?, floor))
}
