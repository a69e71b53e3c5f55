//! `trichluc eval --sample`: facts of unlabelled articles, drawn into a sheet for judging by reading.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use trichluc::evaluate::fact::Field;
use trichluc::evaluate::sheet::{Draw, write};
use trichluc::input::{self, Article};
use trichluc::output::AtomicFile;

use super::{Args, wrong_usage};
use crate::cli::Outcome;

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let wanted = wanted(&args.sample)?;
    for path in &args.output {
        is_csv(path)?;
    }
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let listing = input::list(&args.paths, &args.output);
    let mut failed = listing.failures.len();
    for e in &listing.failures {
        anstream::eprintln!("trichluc: {}", e.told(args.lang.into()));
    }
    let mut draw = Draw::new(wanted.clone(), args.seed);
    let mut articles = 0_u64;
    let mut take = |article: trichluc::Result<Article>| -> trichluc::Result<()> {
        let article = article?;
        let text = trichluc::text_of(&article);
        let record = trichluc::analyze_text(&article, &text, lexicon);
        articles += 1;
        draw.offer(&record, &text)
    };
    let _ = input::for_each(&listing.files, &args.input.options(), &mut |article| {
        if let Err(e) = take(article) {
            failed += 1;
            anstream::eprintln!("trichluc: {}", e.told(args.lang.into()));
        }
        ControlFlow::Continue(())
    });
    let (rows, seen) = draw.rows();
    for (field, n) in &wanted {
        let drawn = rows.iter().filter(|r| r.field == *field).count();
        let of = seen.get(field).copied().unwrap_or(0);
        anstream::eprintln!("trichluc: {field}: {drawn} / {of} ({articles} bài, articles)");
        if drawn < *n {
            anstream::eprintln!(
                "trichluc: {field}: chỉ có {drawn} sự kiện để rút (fewer facts than asked for)"
            );
        }
    }
    if args.output.is_empty() {
        write(&rows, false, anstream::stdout().lock())?;
    }
    for path in &args.output {
        let as_csv = is_csv(path)?;
        let mut file = AtomicFile::create(path)?;
        let io = |e| trichluc::Error::io(path, e);
        write(&rows, as_csv, &mut file).map_err(io)?;
        file.flush().map_err(io)?;
        file.commit()?;
    }
    Ok(if failed == 0 && !rows.is_empty() { Outcome::Done } else { Outcome::Short })
}

/// Whether a sheet is saved as CSV; as JSON lines otherwise.
fn is_csv(path: &Path) -> anyhow::Result<bool> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => Ok(true),
        Some("jsonl") => Ok(false),
        _ => Err(wrong_usage(format!("-o {}: .jsonl, .csv", path.display()))),
    }
}

/// How many facts of each field: `--sample people 100 --sample roles 50`.
fn wanted(pairs: &[String]) -> anyhow::Result<BTreeMap<Field, usize>> {
    let mut out = BTreeMap::new();
    for pair in pairs.chunks(2) {
        let [field, n] = pair else { continue };
        let count =
            n.parse().map_err(|_| wrong_usage(format!("--sample {field} {n}: `{n}` is no number")))?;
        let field = field.parse().map_err(|e: trichluc::Error| wrong_usage(format!("--sample: {e}")))?;
        out.insert(field, count);
    }
    Ok(out)
}
