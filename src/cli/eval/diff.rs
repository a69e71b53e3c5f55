//! `trichluc eval diff`: what two results of one gold set differ in.

use std::io::Write;
use std::path::PathBuf;

use trichluc::evaluate::diff::diff;
use trichluc::evaluate::interval::Bootstrap;
use trichluc::evaluate::report::change;
use trichluc::evaluate::report::result::EvalResult;

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Kết quả trước (eval -o A.json) — the earlier result
    #[arg(value_name = "A.json")]
    first: PathBuf,
    /// Kết quả sau — the later result
    #[arg(value_name = "B.json")]
    second: PathBuf,
    /// Số lần lấy mẫu lại — bootstrap replicates
    #[arg(long, value_name = "N", default_value_t = 1000)]
    bootstrap: u64,
    /// Hạt giống ngẫu nhiên — random seed
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// In dạng JSON — print as JSON
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ — language
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (first, second) = (EvalResult::read(&args.first)?, EvalResult::read(&args.second)?);
    let found = diff(&first, &second, Bootstrap { replicates: args.bootstrap, seed: args.seed });
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", change::told(&found, args.lang.into()))?;
    }
    if found.articles == 0 {
        anyhow::bail!("{}, {}: no article is in both", args.first.display(), args.second.display());
    }
    Ok(Outcome::Done)
}
