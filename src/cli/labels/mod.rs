//! `trichluc labels`: labels of annotation tools in and out, their agreement, their validity.

mod agree;
mod check;
mod export;
mod import;

use super::Outcome;
use super::lang::Lang;
use trichluc::evaluate::Note;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Xuất bản ghi thành gợi ý cho công cụ gán nhãn — our output as suggestions for an annotator
    Export(export::Args),
    /// Nhập nhãn đã sửa thành nhãn vàng — corrected labels as gold records
    Import(import::Args),
    /// Độ đồng thuận của hai người gán nhãn — the agreement of two annotators
    Agree(agree::Args),
    /// Kiểm tra một thư mục nhãn — validate a folder of gold
    Check(check::Args),
}

impl Args {
    /// The language that messages are asked for in.
    pub(crate) fn lang(&self) -> Lang {
        match &self.command {
            Command::Export(args) => args.lang,
            Command::Import(args) => args.lang,
            Command::Agree(args) => args.lang,
            Command::Check(args) => args.lang,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Export(args) => export::run(args),
        Command::Import(args) => import::run(args),
        Command::Agree(args) => agree::run(args),
        Command::Check(args) => check::run(args),
    }
}

/// Names every note; short when one of them means that something was not done.
fn tell(notes: &[Note]) -> Outcome {
    for note in notes {
        anstream::eprintln!("trichluc: {note}");
    }
    if notes.iter().any(|n| n.fails) { Outcome::Short } else { Outcome::Done }
}
