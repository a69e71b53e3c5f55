//! Rules and list entries on trial, for the terminal and for spreadsheets.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::evaluate::score::ratio;
use crate::evaluate::trial::Trial;
use crate::lang::Lang;
use crate::lexicon::Lexicon;
use crate::output::guarded;

use super::result::rounded;

/// How many list entries are printed; JSON and CSV have all.
const ENTRIES: usize = 40;

/// Each rule with its firings, the rules that never fired, and the list entries that stand in wrong facts.
/// `known` are all rules, as room and name.
#[must_use]
pub fn told(trial: &Trial, known: &[(&str, &str)], lang: Lang) -> String {
    let mut out = String::new();
    let heads = match lang {
        Lang::Vi => ["quy tắc", "bắn", "đúng", "mục từ", "gặp"],
        Lang::En => ["rule", "fired", "correct", "list entry", "seen"],
    };
    let [rule, fired, correct, entry, seen] = heads;
    let _ = writeln!(out, "\n{rule:50}{fired:>9}{correct:>9}{:>8}", "P");
    for (field, rules) in &trial.rules {
        for (rule, f) in rules {
            let name = format!("{field} · {rule}");
            let _ = writeln!(out, "{name:50}{:>9}{:>9}{:>8}", f.fired, f.correct, share(f.correct, f.fired));
        }
    }
    let silent = trial.silent(known);
    if !silent.is_empty() && !trial.rules.is_empty() {
        let names: Vec<String> = silent.iter().map(|(room, rule)| format!("{room} · {rule}")).collect();
        let _ = writeln!(out, "{}: {}", lang.pick("chưa bắn lần nào", "never fired"), names.join(", "));
    }
    let mut wrong: Vec<_> = trial
        .entries
        .iter()
        .flat_map(|(list, entries)| entries.iter().map(move |(surface, e)| (list, surface, e)))
        .filter(|(_, _, e)| e.fired > e.correct)
        .collect();
    wrong.sort_by_key(|(list, surface, e)| (std::cmp::Reverse(e.fired - e.correct), *list, *surface));
    if !wrong.is_empty() {
        let _ = writeln!(out, "\n{entry:50}{seen:>9}{fired:>9}{correct:>9}{:>8}", "P");
    }
    for (list, surface, e) in wrong.iter().take(ENTRIES) {
        let name: String = format!("{list} · {surface}").chars().take(49).collect();
        let _ = writeln!(
            out,
            "{name:50}{:>9}{:>9}{:>9}{:>8}",
            e.seen,
            e.fired,
            e.correct,
            share(e.correct, e.fired)
        );
    }
    if wrong.len() > ENTRIES {
        let more = lang.pick("mục từ nữa (xem -o FILE.csv)", "more entries (see -o FILE.csv)");
        let _ = writeln!(out, "… {} {more}", wrong.len() - ENTRIES);
    }
    out
}

/// Every rule and every entry of the lists as CSV, those that never fired included.
///
/// # Errors
/// Those of the writer.
pub fn write_csv(
    trial: &Trial,
    known: &[(&str, &str)],
    lexicon: &Lexicon,
    mut out: impl Write,
) -> io::Result<()> {
    // The mark makes spreadsheets read UTF-8.
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["kind", "of", "name", "seen", "fired", "correct", "precision"])?;
    let mut put = |kind: &str, of: &str, name: &str, seen: Option<u64>, [fired, correct]: [u64; 2]| {
        let precision = ratio(correct, fired).map_or_else(String::new, |p| rounded(p).to_string());
        let seen = seen.map_or_else(String::new, |n| n.to_string());
        let cells = [kind, of, &guarded(name), &seen, &fired.to_string(), &correct.to_string(), &precision];
        csv.write_record(cells)
    };
    for (field, rules) in &trial.rules {
        for (rule, f) in rules {
            put("rule", field.name(), rule, None, [f.fired, f.correct])?;
        }
    }
    for (room, rule) in trial.silent(known) {
        put("rule", room, rule, None, [0, 0])?;
    }
    for entry in lexicon.entries() {
        let list = entry.class.name();
        let e = trial.entries.get(list).and_then(|l| l.get(&*entry.surface)).copied().unwrap_or_default();
        put("entry", list, &entry.surface, Some(e.seen), [e.fired, e.correct])?;
    }
    csv.flush()
}

fn share(part: u64, whole: u64) -> String {
    ratio(part, whole).map_or_else(|| "–".to_owned(), |x| format!("{x:.3}"))
}
