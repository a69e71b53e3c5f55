//! Runs `corpus/cases/<room>.toml` through the whole program.
//!
//! `[[say]]`: one value and every way to say it; the form must give exactly that fact. `[[find]]`: a text and
//! all facts of the room in it. `[[refuse]]`: must give nothing, and why. `[[wrong_today]]`: a known wrong
//! answer with its reason; the test fails when the answer changes, so that a fix is seen as one.
//! A rule that no case fires fails the test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use trichluc::input::Article;
use trichluc::lexicon::Lexicon;
use trichluc::record::Record;
use trichluc::{analyze, extract};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    #[serde(default)]
    say: Vec<Say>,
    #[serde(default)]
    find: Vec<Find>,
    #[serde(default)]
    refuse: Vec<Refuse>,
    #[serde(default)]
    wrong_today: Vec<Wrong>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Say {
    value: String,
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Find {
    text: String,
    facts: Vec<String>,
    #[expect(dead_code, reason = "for the reader of the file")]
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refuse {
    forms: Vec<String>,
    #[expect(dead_code, reason = "for the reader of the file")]
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrong {
    text: String,
    today: Vec<String>,
    should: Vec<String>,
    #[expect(dead_code, reason = "for the reader of the file")]
    why: String,
}

/// How the facts of a room are written in its case file.
fn facts(room: &str, r: &Record) -> Vec<String> {
    let code = |v: &dyn erased::Serialize| v.code();
    match room {
        // "2023-12-21", "2023-12-21 meeting" when a role other than `other` was read
        "date" => r
            .dates
            .iter()
            .map(|d| match code(&d.role).as_str() {
                "other" => d.value.clone(),
                role => format!("{} {role}", d.value),
            })
            .collect(),
        // "138-CV/ĐUV | công văn | Đảng ủy Viện A | 2023-12-13", empty parts left out from the end
        "directive" => r
            .directives
            .iter()
            .map(|d| {
                let number =
                    d.number.clone().unwrap_or_else(|| format!("- {}", d.title.as_deref().unwrap_or("")));
                let parts = [Some(&number), d.kind.as_ref(), d.issuer.as_ref(), d.date.as_ref()];
                let mut s = parts.map(|p| p.map_or("", String::as_str)).join(" | ");
                while let Some(t) = s.strip_suffix(" | ") {
                    s.truncate(t.len());
                }
                s
            })
            .collect(),
        // "Chi bộ A", with "< Đảng bộ B" when a superior was read
        "organization" => r
            .cell
            .iter()
            .map(|c| match &c.superior {
                Some(s) => format!("{} < {s}", c.name),
                None => c.name.clone(),
            })
            .collect(),
        // "PGS.TS Nguyễn Văn An | Bí thư Chi bộ | Viện trưởng", "+" before an admitted person
        "person" => r
            .people
            .iter()
            .map(|p| {
                let mut s = String::new();
                if p.admitted {
                    s.push('+');
                }
                for t in &p.titles {
                    let _ = write!(s, "{t} ");
                }
                s.push_str(&p.name);
                for role in &p.roles {
                    let _ = write!(s, " | {}", role.text);
                }
                s
            })
            .collect(),
        // "Nguyễn Văn An: elected Bí thư Chi bộ", what was done without an object alone
        "action" => r
            .people
            .iter()
            .flat_map(|p| p.actions.iter().map(move |a| (p, a)))
            .map(|(p, a)| {
                let object = a.object.as_deref().map_or(String::new(), |o| format!(" {o}"));
                format!("{}: {}{object}", p.name, code(&a.action))
            })
            .collect(),
        // "2 đồng chí = members.admitted", "planned 3 đảng viên", "at_least 50 %"
        "count" => r
            .counts
            .iter()
            .map(|c| {
                let mut s = String::new();
                if c.planned {
                    s.push_str("planned ");
                }
                if let Some(a) = &c.approx {
                    let _ = write!(s, "{} ", code(a));
                }
                let _ = write!(s, "{}", serde_json::to_string(&c.value).unwrap());
                if let Some(u) = &c.unit {
                    let _ = write!(s, " {u}");
                }
                if let Some(m) = &c.measure {
                    let _ = write!(s, " = {m}");
                }
                if let Some(p) = &c.part_of {
                    let _ = write!(s, " of {p}");
                }
                s
            })
            .collect(),
        // "members good 100 percent self_assessed 2023", absent parts left out
        "rating" => r
            .ratings
            .iter()
            .map(|x| {
                let mut s = format!("{} {}", code(&x.subject), x.rating);
                if let Some(v) = &x.value {
                    let _ = write!(s, " {}", serde_json::to_string(v).unwrap());
                }
                if let Some(u) = &x.unit {
                    let _ = write!(s, " {u}");
                }
                if let Some(g) = &x.stage {
                    let _ = write!(s, " {}", code(g));
                }
                if let Some(y) = x.year {
                    let _ = write!(s, " {y}");
                }
                s
            })
            .collect(),
        // "year_end_review 2023-12-21 afternoon 14:30 @ Hội trường A", absent parts left out
        "meeting" => r
            .meeting
            .iter()
            .chain(&r.other_meetings)
            .map(|m| {
                let mut s = code(&m.kind);
                for part in [&m.date, &m.part_of_day.map(|p| code(&p)), &m.time].into_iter().flatten() {
                    let _ = write!(s, " {part}");
                }
                if let Some(p) = &m.place {
                    let _ = write!(s, " @ {p}");
                }
                s
            })
            .collect(),
        // the codes of the findings
        "check" => r.checks.iter().map(|c| c.code.clone()).collect(),
        other => panic!("no room called {other}"),
    }
}

mod erased {
    /// The code of an enum as the record writes it.
    pub(crate) trait Serialize {
        fn code(&self) -> String;
    }
    impl<T: serde::Serialize> Serialize for T {
        fn code(&self) -> String {
            serde_json::to_value(self).unwrap().as_str().unwrap_or_default().to_owned()
        }
    }
}

fn record(text: &str) -> Record {
    analyze(&Article::from_bytes("case.txt", text.as_bytes().to_vec()), Lexicon::embedded())
}

fn rules(r: &Record, fired: &mut BTreeSet<String>) {
    let value = serde_json::to_value(r).unwrap();
    let mut stack = vec![&value];
    while let Some(v) = stack.pop() {
        match v {
            serde_json::Value::Object(o) => {
                if let Some(rule) = o.get("rule").and_then(|r| r.as_str()) {
                    fired.insert(rule.to_owned());
                }
                stack.extend(o.values());
            }
            serde_json::Value::Array(a) => stack.extend(a),
            _ => {}
        }
    }
}

#[test]
fn every_case_and_every_rule() {
    let mut wrong = Vec::new();
    let mut fired = BTreeSet::new();
    let (mut files, mut cases) = (0, 0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
        files += 1;
        let room = path.file_stem().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let file: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut check = |text: &str, expected: &[String], label: &str| {
            cases += 1;
            let r = record(text);
            rules(&r, &mut fired);
            let mut got = facts(&room, &r);
            let mut want = expected.to_vec();
            got.sort();
            want.sort();
            if got != want {
                wrong.push(format!("{room} {label}: {text}\n    expected {want:?}\n    got      {got:?}"));
            }
        };
        for s in &file.say {
            for form in &s.forms {
                check(form, std::slice::from_ref(&s.value), "say");
            }
        }
        for f in &file.find {
            check(&f.text, &f.facts, "find");
        }
        for r in &file.refuse {
            for form in &r.forms {
                check(form, &[], "refuse");
            }
        }
        for w in &file.wrong_today {
            assert_ne!(w.today, w.should, "{}: a right answer under wrong_today: {}", path.display(), w.text);
            check(&w.text, &w.today, "wrong_today (the answer changed: move it to find if it is right now)");
        }
    }
    assert!(files > 0, "no case files");
    for (room, rule) in extract::rule_names() {
        if !fired.contains(rule) {
            wrong.push(format!("{room}: no case fires the rule {rule}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} cases fail:\n{}", wrong.len(), wrong.join("\n"));
}
