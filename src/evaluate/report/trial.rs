//! Rules and list entries on trial, for the terminal.

use std::fmt::Write;

use crate::evaluate::trial::Trial;
use crate::lang::Lang;

/// How many list entries are printed; the JSON has all.
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
        let more = lang.pick("mục từ nữa (xem JSON)", "more entries (see the JSON)");
        let _ = writeln!(out, "… {} {more}", wrong.len() - ENTRIES);
    }
    out
}

fn share(part: u64, whole: u64) -> String {
    crate::evaluate::score::ratio(part, whole).map_or_else(|| "–".to_owned(), |x| format!("{x:.3}"))
}
