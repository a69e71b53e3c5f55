//! `trichluc schema`: the JSON Schema of a record.

use std::io::Write;

use super::Outcome;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> anyhow::Result<Outcome> {
    let mut out = anstream::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &trichluc::record::schema())?;
    writeln!(out)?;
    Ok(Outcome::Done)
}
