//! `trichluc eval judge`: precision from sheets that somebody has read.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use trichluc::evaluate::sheet::{Judged, Judgement, judge};

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Phiếu đã xét (.jsonl, .csv) — judged sheets
    #[arg(value_name = "SHEET", required = true)]
    sheets: Vec<PathBuf>,
    /// In dạng JSON — print as JSON
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ — language
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut sum = Judgement::default();
    let mut clear = true;
    for sheet in &args.sheets {
        for note in judge(sheet, &mut sum)? {
            clear = false;
            anstream::eprintln!("trichluc: {note}");
        }
    }
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &sum)?;
        writeln!(out)?;
    } else {
        let lang = args.lang;
        let heads = match lang {
            Lang::Vi => ["", "đúng", "sai", "?", "chưa xét", "Wilson 95 %"],
            Lang::En => ["", "right", "wrong", "?", "unjudged", "Wilson 95 %"],
        };
        writeln!(
            out,
            "{:40}{:>7}{:>7}{:>5}{:>10}{:>8}  {}",
            heads[0], heads[1], heads[2], heads[3], heads[4], "P", heads[5]
        )?;
        for (field, j) in &sum.fields {
            write!(out, "{}", line(field.name(), j, lang))?;
        }
        for (rule, j) in &sum.rules {
            write!(out, "{}", line(&format!("  {rule}"), j, lang))?;
        }
    }
    let judged: u64 = sum.fields.values().map(|j| j.right + j.wrong).sum();
    if judged == 0 {
        anstream::eprintln!("trichluc: chưa có dòng nào được xét (nothing is judged yet)");
    }
    Ok(if clear && judged > 0 { Outcome::Done } else { Outcome::Short })
}

fn line(name: &str, j: &Judged, lang: Lang) -> String {
    let mut out = format!("{name:40}{:>7}{:>7}{:>5}{:>10}", j.right, j.wrong, j.open, j.unjudged);
    let _ = match (j.precision, j.interval) {
        (Some(p), Some(i)) => writeln!(out, "{p:>8.3}  {:.3}–{:.3}", i.low, i.high),
        _ => writeln!(out, "  {}", lang.pick("không có mẫu", "no samples")),
    };
    out
}
