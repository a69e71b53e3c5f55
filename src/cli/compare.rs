//! `trichluc compare`: cells side by side.

use std::io::Write;
use std::path::PathBuf;

use trichluc::output::folder::Folder;
use trichluc::output::terminal;
use trichluc::tables::compare::{Question, SIDE_BY_SIDE, compare};

use super::Outcome;
use super::tables::{Reading, Shape};

/// Cells that fit side by side on a terminal; more are shown as rows.
const ON_SCREEN: usize = 4;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Các tệp bản ghi (JSON lines; "-": đầu vào chuẩn) — files of records ("-": standard input)
    #[arg(value_name = "RECORDS", required = true)]
    records: Vec<PathBuf>,
    /// Năm so sánh (mặc định: năm có nhiều tổ chức nhất) — year (default: that of most cells)
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// So với năm khác — change against another year
    #[arg(long, value_name = "YEAR")]
    against: Option<i32>,
    /// Chỉ tiêu, ví dụ members.admitted — measures
    #[arg(long, value_name = "MEASURE", value_delimiter = ',')]
    measure: Vec<String>,
    /// Tổ chức: tên, phần của tên hoặc mã — cells: name, part of a name, or id
    #[arg(long, value_name = "CELL", value_delimiter = ',')]
    cells: Vec<String>,
    /// Tổ chức thành dòng, chỉ tiêu thành cột — cells as rows, measures as columns
    #[arg(long)]
    turn: bool,
    /// Ghi vào thư mục thay vì màn hình — write into a folder instead of the terminal
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lang = args.shape.lang;
    let (book, outcome) = args.reading.book(&args.records, lang)?;
    let question = Question {
        year: args.year,
        against: args.against,
        measures: args.measure.clone(),
        cells: args.cells.clone(),
    };
    let found = compare(&book, &question, lang.into())?;
    if let Some(target) = &args.output {
        if found.wide.is_none() {
            anstream::eprintln!(
                "trichluc: {}",
                lang.pick(
                    &format!("hơn {SIDE_BY_SIDE} tổ chức: bảng so sánh chỉ có dạng tổ chức thành dòng"),
                    &format!("more than {SIDE_BY_SIDE} cells: the comparison has cells as rows only")
                )
            );
        }
        let mut folder = Folder::create(target, args.shape.options("compare"))?;
        let tables = [&found.turned, &found.values, &found.conflicts, &found.fairness];
        for table in found.wide.iter().chain(tables) {
            folder.add(table)?;
        }
        for path in folder.commit(&[])? {
            anstream::eprintln!("{}", path.display());
        }
        return Ok(outcome);
    }
    let mut out = anstream::stdout().lock();
    let narrow = found.wide.as_ref().filter(|w| !args.turn && cells(w) <= ON_SCREEN);
    writeln!(out, "{}", terminal::table(narrow.unwrap_or(&found.turned), width()))?;
    if !found.conflicts.is_empty() {
        writeln!(out, "\n{}", terminal::table(&found.conflicts, width()))?;
    }
    for row in 0..found.fairness.len() {
        let of = |column| found.fairness.at(row, column).plain().map(|v| terminal::harmless(&v));
        let reason = of("reason").unwrap_or_default();
        let cells = of("cell").map(|c| format!(" — {c}")).unwrap_or_default();
        writeln!(out, "⚠ {}: {reason}{cells}", lang.pick("không công bằng", "unfair"))?;
    }
    Ok(outcome)
}

fn cells(wide: &trichluc::tables::Table) -> usize {
    wide.columns.iter().filter(|c| c.id.starts_with("cell_")).count()
}

/// Columns of the terminal; a wide page where there is none.
pub(crate) fn width() -> u16 {
    terminal_size::terminal_size().map_or(160, |(width, _)| width.0)
}
