//! `trichluc text`: the plain text that every span of a record counts in.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::Outcome;
use super::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Bài viết — the article
    file: PathBuf,
    #[command(flatten)]
    input: super::input::Reading,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let article = super::open(&args.file, &args.input)?;
    let text = trichluc::text_of(&article);
    // The bytes as they are: a colour stripper would eat what looks like an escape sequence.
    let mut out = std::io::stdout().lock();
    out.write_all(text.source().as_bytes()).context("standard output")?;
    if !text.source().ends_with('\n') {
        writeln!(out).context("standard output")?;
    }
    Ok(Outcome::Done)
}
