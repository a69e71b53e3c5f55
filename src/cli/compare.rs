//! `trichluc compare`: cells side by side.

use std::io::Write;
use std::path::PathBuf;

use trichluc::output::terminal;
use trichluc::tables::compare::{Question, SIDE_BY_SIDE, compare};

use super::Outcome;
use super::tables::{Reading, Shape, save};

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
    pub(super) shape: Shape,
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
        let tables = [&found.turned, &found.values, &found.conflicts, &found.fairness];
        save(&args.shape, "compare", target, found.wide.iter().chain(tables))?;
        return Ok(outcome);
    }
    write!(anstream::stdout().lock(), "{}", terminal::comparison(&found, args.turn, width()))?;
    Ok(outcome)
}

/// Columns of the terminal; a wide page where there is none.
pub(crate) fn width() -> u16 {
    terminal_size::terminal_size().map_or(160, |(width, _)| width.0)
}
