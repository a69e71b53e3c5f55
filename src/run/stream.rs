//! A run from a stream of JSON lines to a stream of records, for engines that pipe through the program.
//!
//! Every line gives exactly one line, in order, as soon as it can: a record, or what failed as
//! `{"schema_version": 1, "error": {…}}`. Nothing is remembered between lines, so the answer to a line does not
//! depend on how an engine cuts its data: texts that stand twice are recorded twice and reposts are not linked.

use std::io::{Read, Write};
use std::ops::ControlFlow;

use serde::Serialize;

use super::batch::{Batch, Outcome, Spare, Worker};
use super::journal::Known;
use super::ledger::FailureLine;
use super::{Counts, Reading, Watch, order};
use crate::error::{Error, Result};
use crate::input::{Article, Lines, Load, Options, Parcel, blocks};
use crate::record::SCHEMA_VERSION;

#[derive(Serialize)]
struct ErrorLine<'a> {
    schema_version: u32,
    error: FailureLine<'a>,
}

/// Reads articles as JSON lines from `input` and writes their records to `output` as they come. Blank lines are
/// skipped. `read` as in [`super::run`].
///
/// # Errors
/// When `input` cannot be read or `output` cannot be written. Failures of articles are lines of the output.
pub fn stream(
    input: impl Read,
    mut output: impl Write + Send,
    options: &Options,
    jobs: usize,
    read: impl Fn(&Article) -> Result<Reading> + Sync,
    watch: &dyn Watch,
) -> Result<Counts> {
    let mut input = input;
    let known = Known::default();
    let worker = Worker { options, known: &known, read: &read, spare: Spare::default() };
    let mut counts = Counts::default();
    let (mut unread, mut unwritten) = (None, None);
    order::in_order(
        jobs,
        |sink| {
            let limit = options.limits.page;
            let _ = blocks("-", &mut input, true, limit, &mut |lines: Result<Lines>| {
                let (consumed, load) = match lines {
                    Ok(lines) => (lines.bytes.len() as u64, Load::Lines(lines)),
                    Err(e) if e.line_number().is_none() => {
                        unread = Some(e);
                        return ControlFlow::Break(());
                    }
                    Err(e) => (0, Load::Failed(e)),
                };
                sink(Parcel { consumed, load })
            });
        },
        Parcel::weight,
        |parcel| worker.work(parcel),
        |batch| {
            let written = write(&batch, &mut output, &mut counts);
            worker.spare.give(batch.lines);
            watch.progress(&counts);
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(e) => {
                    unwritten = Some(Error::new("the output cannot be written").because(e));
                    ControlFlow::Break(())
                }
            }
        },
    )
    .map_err(|e| Error::new("the threads cannot be started").because(e).remedy("try fewer with --jobs"))?;
    match unwritten.or(unread) {
        Some(error) => Err(error),
        None => Ok(counts),
    }
}

fn write(batch: &Batch, output: &mut impl Write, counts: &mut Counts) -> std::io::Result<()> {
    counts.bytes_read += batch.consumed;
    let mut lines = batch.lines.as_slice();
    // Records that follow one another are written at once.
    let mut pending = 0;
    for outcome in &batch.outcomes {
        match outcome {
            Outcome::Recorded(len, stamp) => {
                pending += *len;
                counts.articles += 1;
                counts.records += 1;
                counts.bytes_written += *len as u64;
                *counts.formats.entry(stamp.format.name()).or_default() += 1;
            }
            Outcome::Failed(error) => {
                let (before, rest) = lines.split_at_checked(pending).unwrap_or((lines, &[]));
                output.write_all(before)?;
                (lines, pending) = (rest, 0);
                let line = ErrorLine { schema_version: SCHEMA_VERSION, error: FailureLine::new(error) };
                serde_json::to_writer(&mut *output, &line)?;
                output.write_all(b"\n")?;
                counts.failures += 1;
            }
            Outcome::Known(..) | Outcome::Note(_) => {}
        }
    }
    output.write_all(lines)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    struct Silent;
    impl Watch for Silent {}

    fn run(input: &str, jobs: usize) -> Vec<serde_json::Value> {
        let mut output = Vec::new();
        let lexicon = Lexicon::embedded();
        stream(
            input.as_bytes(),
            &mut output,
            &Options::default(),
            jobs,
            |a| super::super::read(a, lexicon),
            &Silent,
        )
        .unwrap();
        output
            .split(|&b| b == b'\n')
            .filter(|l| !l.is_empty())
            .map(|l| serde_json::from_slice(l).unwrap())
            .collect()
    }

    #[test]
    fn a_line_for_a_line() {
        let input = "{\"text\": \"Chi bộ họp.\", \"path\": \"a\"}\n\n{\"text\": \n{\"id\": 7, \"text\": \"Chi bộ họp.\"}\n{\"title\": \"x\"}\n{\"url\": \"u\", \"html\": \"<p>Chi bộ họp ngày 3/2/2023 tại trụ sở.</p>\"}";
        for jobs in [1, 3] {
            let lines = run(input, jobs);
            assert_eq!(lines.len(), 5);
            assert_eq!(lines[0]["article"]["path"], "a");
            assert_eq!(lines[1]["error"]["line"], 3);
            assert_eq!(lines[2]["article"]["path"], "7");
            assert_eq!(lines[2]["article"]["id"], lines[0]["article"]["id"]);
            assert_eq!(lines[3]["error"]["line"], 5);
            assert!(
                lines[3]["error"]["reason"].as_str().unwrap().contains("there are: title"),
                "{}",
                lines[3]
            );
            assert_eq!(lines[4]["article"]["path"], "u");
        }
    }

    #[test]
    fn long_input_keeps_its_order() {
        let input: String = (0..5000)
            .map(|i| {
                format!(
                    "{{\"text\": \"Ngày {}/5/2023, Chi bộ họp. {}\", \"id\": {i}}}\n",
                    i % 28 + 1,
                    "họp ".repeat(i % 300)
                )
            })
            .collect();
        let lines = run(&input, 4);
        assert_eq!(lines.len(), 5000);
        for (i, line) in lines.iter().enumerate() {
            assert_eq!(line["article"]["path"], i.to_string());
        }
    }
}
