//! `trichluc cells`: which names are one cell, and which may be.

use std::io::Write;
use std::path::{Path, PathBuf};

use trichluc::output::AtomicFile;
use trichluc::output::terminal;
use trichluc::reconcile::{Aliases, Decision};
use trichluc::tables::{self, Value};

use super::Outcome;
use super::compare::width;
use super::tables::{Reading, Shape, save, usage};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Các tệp bản ghi (JSON lines; "-": đầu vào chuẩn) — files of records ("-": standard input)
    #[arg(value_name = "RECORDS", required_unless_present_any = ["same", "different"])]
    records: Vec<PathBuf>,
    /// Quyết định: hai tên là một, tên đầu là tên chính — decide that two names are one; the first stays
    #[arg(long, num_args = 2, value_names = ["NAME", "ALSO"], requires = "aliases")]
    same: Option<Vec<String>>,
    /// Quyết định: hai tên là hai tổ chức — decide that two names are two cells
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"], requires = "aliases", conflicts_with = "same")]
    different: Option<Vec<String>>,
    /// Ghi vào thư mục thay vì màn hình — write into a folder instead of the terminal
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) shape: Shape,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lang = args.shape.lang;
    let decision = match (args.same.as_deref(), args.different.as_deref()) {
        (Some([a, b]), _) => Some(Decision::Same(a, b)),
        (_, Some([a, b])) => Some(Decision::Different(a, b)),
        _ => None,
    };
    if let Some(decision) = decision {
        let Some(path) = &args.reading.aliases else { return Err(usage("--aliases FILE is missing")) };
        decide(path, decision)?;
        if args.records.is_empty() {
            return Ok(Outcome::Done);
        }
    }
    let (book, outcome) = args.reading.book(&args.records, lang)?;
    let spellings = tables::spellings(&book, lang.into());
    let proposals = tables::proposals(&book, &args.reading.aliases()?, lang.into());
    if let Some(target) = &args.output {
        save(&args.shape, "cells", target, [&spellings, &proposals])?;
        return Ok(outcome);
    }
    let mut out = anstream::stdout().lock();
    // Names that need no look stay in the files.
    let shown = spellings.keep(|row| spellings.at(row, "layer") != Value::Text("exact"));
    writeln!(out, "{}", terminal::table(&shown, width()))?;
    if proposals.is_empty() {
        writeln!(out, "\n{}: {}", proposals.title, lang.pick("không có", "none"))?;
    } else {
        writeln!(out, "\n{}", proposals.title)?;
        for row in 0..proposals.len() {
            let of = |column| terminal::harmless(&proposals.at(row, column).plain().unwrap_or_default());
            writeln!(out, "\n{}. {} ≟ {}", row + 1, of("first"), of("second"))?;
            writeln!(out, "   {} ({})", of("reason_label"), of("similarity"))?;
            for side in [
                ["first_superior", "first_quote", "first_path"],
                ["second_superior", "second_quote", "second_path"],
            ] {
                let [superior, quote, path] = side.map(of);
                let below = if superior.is_empty() { String::new() } else { format!(" < {superior}") };
                writeln!(out, "   “{quote}” — {path}{below}")?;
            }
        }
        writeln!(
            out,
            "\n{}",
            lang.pick(
                "Quyết định: trichluc cells --aliases aliases.toml --same TÊN TÊN, hoặc --different TÊN TÊN",
                "Decide: trichluc cells --aliases aliases.toml --same NAME NAME, or --different NAME NAME"
            )
        )?;
    }
    Ok(outcome)
}

/// Adds a decision to the alias file, which is made if it is not there; a contradiction leaves it as it was.
fn decide(path: &Path, decision: Decision<'_>) -> trichluc::Result<()> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(trichluc::Error::io(path, e)),
    };
    let whole = Aliases::with_decision(&text, decision).map_err(|e| e.at(path))?;
    let mut file = AtomicFile::create(path)?;
    file.write_all(whole.as_bytes()).map_err(|e| trichluc::Error::io(path, e))?;
    file.commit()
}
