//! `trichluc labels agree`: how far two annotators agree.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use trichluc::evaluate::agreement::agreement;
use trichluc::evaluate::exchange::facts::{KINDS, labels_of};
use trichluc::evaluate::exchange::{Document, Format, files};
use trichluc::evaluate::label::Labels;
use trichluc::evaluate::report::agreed;
use trichluc::evaluate::report::result::SpanFigures;
use trichluc::evaluate::scheme::{SpanScores, compare_spans};
use trichluc::evaluate::{Note, gold};

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Nhãn của người thứ nhất — labels of the first annotator
    #[arg(value_name = "A")]
    first: PathBuf,
    /// Nhãn của người thứ hai — labels of the second
    #[arg(value_name = "B")]
    second: PathBuf,
    /// Định dạng của cả hai — format of both
    #[arg(long, default_value = "records")]
    format: Format,
    #[command(flatten)]
    reading: super::import::Reading,
    /// In dạng JSON — print as JSON
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ — language
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut notes = Vec::new();
    let (a, b) = (read(args, &args.first, &mut notes)?, read(args, &args.second, &mut notes)?);
    let mut found = agreement(&a.labels, &b.labels);
    if args.format != Format::Records {
        // Projects of other types than ours are compared by their spans.
        found.spans = Some(spans(&a.docs, &b.docs));
        let ours = |side: &Side| side.labels.values().any(|l| *l != Labels::default());
        if !ours(&a) && !ours(&b) {
            found.kappa.clear();
        }
    }
    if found.articles == 0 {
        notes.push(Note::failure(
            &args.second,
            "label.none",
            "không có bài nào chung",
            "no article in common",
        ));
    }
    for (names, path) in [(&found.only_first, &args.first), (&found.only_second, &args.second)] {
        notes.extend(names.iter().map(|n| {
            Note::remark(path, "label.only_here", format!("{n}: chỉ có ở đây"), "labelled here only")
        }));
    }
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", agreed::told(&found, args.lang.into()))?;
    }
    Ok(super::tell(&notes))
}

struct Side {
    labels: BTreeMap<String, Labels>,
    docs: BTreeMap<String, Document>,
}

fn read(args: &Args, path: &Path, notes: &mut Vec<Note>) -> anyhow::Result<Side> {
    let mut side = Side { labels: BTreeMap::new(), docs: BTreeMap::new() };
    if args.format == Format::Records {
        // Gold needs no text to be compared by value.
        for file in gold::list(&[path.to_path_buf()])?.files {
            match gold::read(&file.path) {
                Ok(labels) => side.labels.extend(labels.map(|l| (file.stem, l))),
                Err(e) => {
                    notes.push(Note::failure(&file.path, "gold.unreadable", e.reason(), "not compared"))
                }
            }
        }
        return Ok(side);
    }
    let (docs, told) = files::read(path, args.format, &args.reading.how())?;
    notes.extend(told);
    for doc in docs {
        let (labels, told) = labels_of(&doc);
        // Other types are compared by span; only ours have values.
        notes.extend(told.into_iter().filter(|n| n.code != "label.unknown_type"));
        let ours = doc.marks.iter().any(|m| KINDS.contains(&m.kind.as_str()));
        side.labels.insert(doc.name.clone(), if ours { labels } else { Labels::default() });
        side.docs.insert(doc.name.clone(), doc);
    }
    Ok(side)
}

fn spans(a: &BTreeMap<String, Document>, b: &BTreeMap<String, Document>) -> SpanFigures {
    let mut sum = SpanScores::default();
    for (name, first) in a {
        if let Some(second) = b.get(name) {
            sum.add(&compare_spans(&first.typed_spans(), &second.typed_spans()));
        }
    }
    SpanFigures::from(&sum)
}
