//! `trichluc tables`: statistics tables from records.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use trichluc::output::folder::{Folder, Format, Options};
use trichluc::output::svg;
use trichluc::reconcile::Aliases;
use trichluc::tables::{self, Book, TABLES, plots};

use super::Outcome;
use super::lang::Lang;

/// How many bad lines are named; the rest is counted.
const NAMED: usize = 20;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Các tệp bản ghi (JSON lines; "-": đầu vào chuẩn) — files of records ("-": standard input)
    #[arg(value_name = "RECORDS", required_unless_present = "list")]
    records: Vec<PathBuf>,
    /// Thư mục ghi bảng — folder for the tables
    #[arg(short, long, value_name = "DIR", required_unless_present = "list")]
    output: Option<PathBuf>,
    /// Chỉ các bảng này — only these tables
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    only: Vec<String>,
    /// Vẽ thêm các biểu đồ SVG — plots as SVG, too
    #[arg(long)]
    plots: bool,
    /// Giải thích mọi bảng và cột — explain every table and column
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    pub(super) shape: Shape,
    #[command(flatten)]
    reading: Reading,
}

/// How tables are written.
#[derive(clap::Args, Debug)]
pub(crate) struct Shape {
    /// Định dạng — formats
    #[arg(long, value_enum, value_delimiter = ',', default_value = "xlsx,csv", value_name = "FORMAT")]
    format: Vec<FormatArg>,
    /// Dấu ngăn cột của CSV; Excel tiếng Việt thường đọc ";" — separator of CSV values
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = separator)]
    separator: u8,
    /// Ngôn ngữ của tiêu đề và lời nhắn — language of headings and messages
    #[arg(long, value_enum, default_value = "vi")]
    pub(crate) lang: Lang,
}

/// How records are read.
#[derive(clap::Args, Debug)]
pub(crate) struct Reading {
    /// Tệp quyết định gộp tên tổ chức — decisions on names of cells
    #[arg(long, value_name = "FILE")]
    pub(crate) aliases: Option<PathBuf>,
    /// Thư mục danh sách riêng, để lấy tên chỉ tiêu riêng — a folder of lists, for measures of one's own
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Bỏ qua dòng hỏng (vẫn nêu tên, thoát 1) — leave bad lines out (named still, exit 1)
    #[arg(long)]
    skip_bad: bool,
}

#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormatArg {
    Xlsx,
    Csv,
    Md,
    Parquet,
    Sqlite,
    Json,
}

impl Shape {
    /// The options of a folder with workbook and database of this name.
    fn options(&self, name: &str) -> Options {
        let mut formats: Vec<Format> = self.format.iter().map(|f| f.format()).collect();
        formats.sort_unstable();
        formats.dedup();
        Options { formats, separator: self.separator, lang: self.lang.into(), name: name.to_owned() }
    }
}

/// Writes these tables into a folder and names the files; workbook and database have this name.
pub(crate) fn save<'t>(
    shape: &Shape,
    name: &str,
    target: &Path,
    tables: impl IntoIterator<Item = &'t tables::Table>,
) -> trichluc::Result<()> {
    let mut folder = Folder::create(target, shape.options(name))?;
    for table in tables {
        folder.add(table)?;
    }
    told(&folder.commit(&[])?);
    Ok(())
}

/// Names the files that were written.
fn told(paths: &[PathBuf]) {
    for path in paths {
        anstream::eprintln!("{}", path.display());
    }
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            Self::Xlsx => Format::Xlsx,
            Self::Csv => Format::Csv,
            Self::Md => Format::Markdown,
            Self::Parquet => Format::Parquet,
            Self::Sqlite => Format::Sqlite,
            Self::Json => Format::Json,
        }
    }
}

/// Wrong usage: exit code 2.
pub(crate) fn usage(what: &str) -> anyhow::Error {
    clap::Error::raw(clap::error::ErrorKind::InvalidValue, format!("{what}\n")).into()
}

/// A single sign of ASCII, or "tab".
fn separator(s: &str) -> Result<u8, String> {
    match s.as_bytes() {
        [b'\t'] => Ok(b'\t'),
        _ if s == "tab" => Ok(b'\t'),
        [b] if b.is_ascii_punctuation() && !b"\"'.-".contains(b) => Ok(*b),
        _ => Err("one sign such as , or ; or | or the word tab".to_owned()),
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lang = args.shape.lang;
    if args.list {
        return list(lang.into());
    }
    for name in &args.only {
        if !TABLES.iter().any(|t| t.name == name) {
            let names: Vec<&str> = TABLES.iter().map(|t| t.name).collect();
            return Err(usage(&format!("no table {name:?}; there are: {}", names.join(", "))));
        }
    }
    let Some(target) = &args.output else { return Err(usage("-o DIR is missing")) };
    let (book, outcome) = args.reading.book(&args.records, lang)?;
    let mut folder = Folder::create(target, args.shape.options("trichluc"))?;
    let mut charts = Vec::new();
    for spec in TABLES {
        let wanted = args.only.is_empty() || args.only.iter().any(|n| n == spec.name);
        // The charts draw totals, also where the table is not asked for.
        if wanted || spec.name == "totals" {
            let table = (spec.build)(&book, lang.into());
            if spec.name == "totals" {
                charts = plots::bars(&book, &table, lang.into());
            }
            if wanted {
                folder.add(&table)?;
            }
        }
    }
    if args.plots {
        draw(&mut folder, &book, &charts, lang)?;
    }
    told(&folder.commit(&charts)?);
    Ok(outcome)
}

/// Writes every plot for which something is stated.
fn draw(folder: &mut Folder, book: &Book, charts: &[plots::Bars], lang: Lang) -> trichluc::Result<()> {
    for bars in charts {
        folder.text(&format!("plots/{}.svg", bars.name), &svg::bars(bars)?)?;
    }
    if let Some(grid) = plots::ratings(book, lang.into()) {
        folder.text("plots/ratings.svg", &svg::grid(&grid)?)?;
    }
    for (nth, timeline) in (1..).zip(plots::timelines(book, lang.into())) {
        let picture = svg::timeline(&timeline, plots::day_name(lang.into()), lang.pick("ngày", "days"))?;
        folder.text(&format!("plots/directive-{nth}.svg"), &picture)?;
    }
    Ok(())
}

impl Reading {
    /// The decisions of the alias file, or none.
    pub(crate) fn aliases(&self) -> anyhow::Result<Aliases> {
        Ok(self.aliases.as_deref().map(Aliases::read).transpose()?.unwrap_or_default())
    }

    /// The book of all records; bad lines are named, and refused unless they are to be left out.
    pub(crate) fn book(&self, records: &[PathBuf], lang: Lang) -> anyhow::Result<(Book, Outcome)> {
        let aliases = self.aliases()?;
        let measures = crate::cli::lexicon(self.lexicon.as_deref())?.measures();
        let reading = tables::read::read(records)?;
        let bad = reading.problems.len();
        for problem in reading.problems.iter().take(NAMED) {
            anstream::eprintln!("trichluc: {}", problem.told(lang.into()));
        }
        if bad > NAMED {
            let more = bad - NAMED;
            anstream::eprintln!(
                "trichluc: {}",
                lang.pick(&format!("và {more} dòng hỏng nữa"), &format!("and {more} more bad lines"))
            );
        }
        if bad > 0 && !self.skip_bad {
            bail!(
                "{}",
                lang.pick(
                    &format!("{bad} dòng không dùng được, không ghi gì; --skip-bad để bỏ qua chúng"),
                    &format!("{bad} lines cannot be used, nothing is written; --skip-bad leaves them out")
                )
            );
        }
        if reading.records == 0 {
            bail!(
                "{}",
                lang.pick("không có bản ghi nào, không ghi gì", "there is no record, nothing is written")
            );
        }
        let outcome = if bad == 0 { Outcome::Done } else { Outcome::Short };
        Ok((reading.draft.close(&aliases, measures), outcome))
    }
}

/// Every table and column with its meaning.
fn list(lang: tables::Lang) -> anyhow::Result<Outcome> {
    let mut out = anstream::stdout().lock();
    for spec in TABLES {
        let (title, about) = tables::table(spec.name, lang);
        writeln!(out, "{} — {title}\n  {about}", spec.name)?;
        for (id, kind) in spec.columns {
            let (heading, about) = tables::column(spec.name, id, lang);
            let kind = match kind {
                tables::Kind::Text => lang.pick("chữ", "text"),
                tables::Kind::Int => lang.pick("số nguyên", "integer"),
                tables::Kind::Num => lang.pick("số", "number"),
                tables::Kind::Day => lang.pick("ngày", "date"),
                tables::Kind::Flag => lang.pick("đúng/sai", "yes/no"),
            };
            writeln!(out, "    {id} ({heading}; {kind}): {about}")?;
        }
        writeln!(out)?;
    }
    Ok(Outcome::Done)
}
