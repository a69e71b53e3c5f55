//! How often the encoding of real text is found, and how fast text is decoded and normalized.
//!
//! `cargo bench --bench encodings -- detect FOLDER [ARTICLES]` and `… -- speed FILE…`; NOTES.md has figures.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring program prints and may stop"
)]

use std::path::PathBuf;
use std::time::Instant;

use trichluc::text::clean::{Cleaning, clean};
use trichluc::text::encoding::encode;
use trichluc::text::repair::repair;
use trichluc::text::slip::Matcher;
use trichluc::text::{Encoding, Text, decode, normalize};
use unicode_normalization::UnicodeNormalization as _;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match args.split_first() {
        Some((verb, rest)) if verb == "detect" && !rest.is_empty() => detect(rest),
        Some((verb, rest)) if verb == "damage" && !rest.is_empty() => damage(rest),
        Some((verb, rest)) if verb == "repairs" && !rest.is_empty() => repairs(rest),
        Some((verb, rest)) if verb == "speed" && !rest.is_empty() => speed(rest),
        _ => eprintln!("detect FOLDER [ARTICLES] | damage FILE… | repairs FILE… | speed FILE…"),
    }
}

/// Writes each article, and one paragraph of it, in each encoding, and counts how often it is found.
fn detect(args: &[String]) {
    let limit = args.get(1).and_then(|n| n.parse().ok()).unwrap_or(1000);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&args[0]).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let articles: Vec<String> = paths
        .iter()
        .step_by((paths.len() / limit).max(1))
        .take(limit)
        .map(|p| std::fs::read_to_string(p).expect("UTF-8").nfc().collect())
        .collect();
    println!("{:14} {:>9} {:>9} {:>9} {:>9}", "encoding", "articles", "right", "of 200", "right");
    for encoding in Encoding::ALL {
        let mut rows = [(0, 0), (0, 0)];
        for article in &articles {
            let paragraph: String = article.chars().skip(article.chars().count() / 3).take(200).collect();
            for (row, text) in rows.iter_mut().zip([article.as_str(), &paragraph]) {
                let bytes = written(text, encoding);
                let decoded = decode(&bytes);
                let right = decoded.origin.encoding() == encoding && decoded.origin.refusal().is_none();
                row.0 += 1;
                row.1 += usize::from(right);
                if !right && std::env::var_os("SHOW").is_some() {
                    let head: String = text.chars().take(150).collect();
                    println!(
                        "{encoding} {:?} {:?} {head:?}",
                        decoded.origin.encoding(),
                        decoded.origin.refusal()
                    );
                }
            }
        }
        println!(
            "{:14} {:>9} {:>9} {:>9} {:>9}",
            encoding.name(),
            rows[0].0,
            rows[0].1,
            rows[1].0,
            rows[1].1
        );
    }
}

fn written(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Garbled => {
            let (garbled, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            garbled.into_owned().into_bytes()
        }
        _ => encode(text, encoding).bytes,
    }
}

/// Prints the damage of each file, the worst last.
fn damage(files: &[String]) {
    let mut all: Vec<(f64, &String)> =
        files.iter().map(|f| (Text::from_bytes(&std::fs::read(f).expect("a file")).damage(), f)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (damage, file) in all {
        println!("{damage:.3} {file}");
    }
}

/// Prints every blank that is put right and every phrase that is read through a slip, with its company.
fn repairs(files: &[String]) {
    for file in files {
        let bytes = std::fs::read(file).expect("a file");
        let cleaned = clean(&bytes, &Cleaning::default());
        let repaired = repair(cleaned.text());
        for (at, c) in repaired.text.char_indices() {
            let (start, end) = repaired.offsets.old_range(at, at + c.len_utf8());
            let is_parted = c == ' ' && start == end;
            let is_joined = repaired.offsets.old_range(at, at).0 < start;
            if is_parted || is_joined {
                let what = if is_parted { "parted" } else { "joined" };
                println!("{what}\t{}\t{file}", around(&repaired.text, at, at + 1));
            }
        }
        let text = Text::from_bytes(&bytes);
        for slip in text.slips() {
            let span = text.span(slip.span);
            let words = around(text.norm(), span.start as usize, span.end as usize);
            let meant = Matcher::embedded().spelling(slip.phrase);
            println!("slip {}\t{meant}\t{words}\t{file}", slip.by);
        }
    }
}

/// Bytes `start..end` of a text in brackets, with thirty characters on each side.
fn around(text: &str, start: usize, end: usize) -> String {
    let (head, tail) = (&text[..start], &text[start..]);
    let cut = tail.char_indices().map(|(k, _)| k).find(|&k| k >= end - start).unwrap_or(tail.len());
    let from = head.char_indices().rev().nth(29).map_or(0, |(k, _)| k);
    let after: String = tail[cut..].chars().take(30).collect();
    format!("{}[{}]{after}", &head[from..], &tail[..cut]).replace(['\n', '\r', '\t'], " ")
}

/// Decodes and normalizes files, each as a whole and cut into articles of some 4 KB, beside `uconv`; then
/// reads them with everything that rules need. Processor time of one thread, the best of five runs.
fn speed(files: &[String]) {
    for file in files {
        let bytes = std::fs::read(file).expect("a file");
        let mut articles = vec![Vec::new()];
        for line in bytes.split_inclusive(|&b| b == b'\n') {
            if articles.last().is_some_and(|a| a.len() > 4000) {
                articles.push(Vec::new());
            }
            articles.last_mut().expect("an article").extend_from_slice(line);
        }
        let uconv = best_of(3, || uconv(file));
        let tell = |what: &str, seconds: f64| {
            let speed = bytes.len() as f64 / 1e6 / seconds;
            println!(
                "{file} {what}: {:.1} ms, {speed:.0} MB/s, uconv / this {:.1}",
                seconds * 1e3,
                uconv / seconds
            );
        };
        tell("uconv -x any-nfc", uconv);
        for (what, parts) in [("whole", std::slice::from_ref(&bytes)), ("articles", articles.as_slice())] {
            let seconds = best_of(5, || {
                timed(|| {
                    for part in parts {
                        let decoded = decode(part);
                        std::hint::black_box(normalize(decoded.text()));
                    }
                })
            });
            tell(&format!("decode and normalize, {what} ({})", parts.len()), seconds);
        }
        let seconds = best_of(5, || {
            timed(|| {
                for part in &articles {
                    std::hint::black_box(Text::from_bytes(part));
                }
            })
        });
        tell("Text::from_bytes, articles", seconds);
        tell("of it slips", best_of(5, || slip_time(&articles)));
    }
}

/// The part of reading that looks for slips.
fn slip_time(articles: &[Vec<u8>]) -> f64 {
    let mut seconds = 0.0;
    for part in articles {
        let text = Text::from_bytes(part);
        seconds += timed(|| {
            std::hint::black_box(Matcher::embedded().find(text.tokens()));
        });
    }
    seconds
}

fn best_of(runs: usize, mut run: impl FnMut() -> f64) -> f64 {
    (0..runs).map(|_| run()).fold(f64::MAX, f64::min)
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = processor_time();
    work();
    processor_time() - start
}

/// Processor time of `uconv -x any-nfc` on a file; infinite where there is none.
fn uconv(file: &str) -> f64 {
    let start = children_time();
    let done = std::process::Command::new("uconv")
        .args(["-f", "utf-8", "-t", "utf-8", "-x", "any-nfc", file])
        .stdout(std::process::Stdio::null())
        .status();
    if done.is_ok_and(|status| status.success()) { children_time() - start } else { f64::INFINITY }
}

/// Seconds that ended children have run, in hundredths, where the system tells.
fn children_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(13).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Seconds that this thread has run, where the system tells; seconds of the clock elsewhere.
fn processor_time() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|s| s.split_whitespace().next()?.parse::<f64>().ok())
        .map_or_else(|| START.elapsed().as_secs_f64(), |ns| ns / 1e9)
}
