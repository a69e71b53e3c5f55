//! Arguments, and one file per command.
//!
//! Each command returns an [`Outcome`] or an error; only this module turns them into exit codes:
//! 0 all done, 1 some article failed or a score fell short, 2 wrong usage.

#[cfg(feature = "tables")]
mod cells;
#[cfg(feature = "tables")]
mod compare;
mod eval;
mod explain;
mod extract;
mod input;
mod labels;
mod lang;
mod normalize;
mod schema;
mod show;
#[cfg(feature = "tables")]
mod tables;
mod text;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use trichluc::lexicon::Lexicon;

use lang::Lang;

/// Rút sự kiện từ bài viết về sinh hoạt chi bộ, đảng bộ — facts out of articles on Party cell meetings.
#[derive(Parser, Debug)]
#[command(name = "trichluc", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Chấm độ chính xác theo nhãn — measure accuracy against labels
    Eval(Box<eval::Args>),
    /// Rút bản ghi của mọi bài ra JSON lines — the records of all articles, as JSON lines in path order
    Extract(Box<extract::Args>),
    /// Nhãn của công cụ gán nhãn: xuất, nhập, đồng thuận, kiểm tra — labels of annotation tools in and out
    Labels(labels::Args),
    /// Chuẩn hóa văn bản: bảng mã nào cũng đọc, ra UTF-8 dựng sẵn — any encoding in, clean NFC UTF-8 out, and back
    Normalize(Box<normalize::Args>),
    /// Xem bài trên màn hình, sự kiện được tô màu — the article with its facts coloured and named
    Show(show::Args),
    /// In văn bản thuần mà các vị trí trong bản ghi trỏ tới — the plain text that spans refer to
    Text(text::Args),
    /// Giải thích vì sao — list entries, rules and links behind each fact
    Explain(explain::Args),
    /// Các tên gọi của mỗi tổ chức và đề nghị gộp — spellings of each cell, and what may be one
    #[cfg(feature = "tables")]
    Cells(cells::Args),
    /// So sánh các tổ chức — cells side by side
    #[cfg(feature = "tables")]
    Compare(compare::Args),
    /// Lập bảng thống kê từ các bản ghi — statistics tables from records
    #[cfg(feature = "tables")]
    Tables(tables::Args),
    /// In lược đồ JSON của bản ghi — print the JSON Schema of a record
    Schema(schema::Args),
}

impl Command {
    /// The language that its messages are asked for in.
    fn lang(&self) -> Lang {
        match self {
            Self::Eval(a) => a.lang(),
            Self::Extract(a) => a.lang,
            Self::Labels(a) => a.lang(),
            Self::Normalize(a) => a.lang,
            Self::Show(a) => a.lang,
            Self::Text(a) => a.lang,
            Self::Explain(a) => a.lang,
            #[cfg(feature = "tables")]
            Self::Cells(a) => a.shape.lang,
            #[cfg(feature = "tables")]
            Self::Compare(a) => a.shape.lang,
            #[cfg(feature = "tables")]
            Self::Tables(a) => a.shape.lang,
            Self::Schema(_) => Lang::default(),
        }
    }
}

/// How a command that ran to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything asked for was done.
    Done,
    /// Something was done, something failed or fell short; each was named on standard error.
    Short,
}

/// Parses the arguments and runs the command.
pub(crate) fn main() -> ExitCode {
    let args = Args::parse();
    let lang = args.command.lang();
    let result = match args.command {
        Command::Eval(a) => eval::run(&a),
        Command::Extract(a) => extract::run(&a),
        Command::Labels(a) => labels::run(&a),
        Command::Normalize(a) => normalize::run(&a),
        Command::Show(a) => show::run(&a),
        Command::Text(a) => text::run(&a),
        Command::Explain(a) => explain::run(&a),
        #[cfg(feature = "tables")]
        Command::Cells(a) => cells::run(&a),
        #[cfg(feature = "tables")]
        Command::Compare(a) => compare::run(&a),
        #[cfg(feature = "tables")]
        Command::Tables(a) => tables::run(&a),
        Command::Schema(a) => schema::run(&a),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Short) => ExitCode::from(1),
        Err(e) if is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) if e.is::<clap::Error>() => {
            anstream::eprintln!("{e}");
            ExitCode::from(2)
        }
        Err(e) => {
            // An error of the library tells its cause itself.
            match e.downcast_ref::<trichluc::Error>() {
                Some(e) => anstream::eprintln!("trichluc: {}", e.told(lang.into())),
                None => anstream::eprintln!("trichluc: {e:#}"),
            }
            ExitCode::from(1)
        }
    }
}

/// A reader that has seen enough (`| head`) is no failure.
fn is_broken_pipe(e: &anyhow::Error) -> bool {
    e.chain().any(|cause| {
        let kind = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind)
            .or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind));
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}

/// The shipped lists, with a user's folder laid over them where one is named. They live as long as the program, which
/// reads them once.
fn lexicon(folder: Option<&Path>) -> trichluc::Result<&'static Lexicon> {
    match folder {
        Some(folder) => Ok(Box::leak(Box::new(Lexicon::with_folder(folder)?))),
        None => Ok(Lexicon::embedded()),
    }
}

/// The one article that a command was asked for.
fn open(path: &Path, reading: &input::Reading) -> trichluc::Result<trichluc::input::Article> {
    trichluc::input::read(path, &reading.options())
}
