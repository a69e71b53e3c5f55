//! Cells side by side, and names of cells reconciled, on the twelve hand-made records.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "tables/sample.rs"]
mod sample;

use sample::{Make as _, article};
use trichluc::output::terminal;
use trichluc::reconcile::Aliases;
use trichluc::record::{CellKind, MeetingKind, Record};
use trichluc::tables::compare::{Comparison, Question, compare};
use trichluc::tables::{Book, Lang, Table, proposals, spellings};

fn book() -> Book {
    Book::of(&sample::twelve(), &Aliases::parse(sample::ALIASES).unwrap())
}

fn ask(cells: &[&str], year: Option<i32>, against: Option<i32>) -> Comparison {
    let cells = cells.iter().map(|c| (*c).to_owned()).collect();
    compare(&book(), &Question { year, against, measures: Vec::new(), cells }, Lang::En).unwrap()
}

/// A row in the columns named; "–" where a value is missing.
fn line(t: &Table, row: usize, columns: &[&str]) -> String {
    let cell = |c: &&str| t.at(row, c).plain().map_or_else(|| "–".to_owned(), |v| v.into_owned());
    columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn lines(t: &Table, columns: &[&str]) -> Vec<String> {
    (0..t.len()).map(|row| line(t, row, columns)).collect()
}

#[test]
fn two_cells_stand_side_by_side_with_their_difference() {
    let found = ask(&["sao mai", "Phòng Hà"], Some(2023), Some(2022));
    let wide = found.wide.unwrap();
    let headings: Vec<&str> = wide.columns.iter().map(|c| c.heading.as_str()).collect();
    assert_eq!(headings[1..3], ["Chi bộ Trung tâm Sao Mai", "Chi bộ Phòng Hà"]);
    // Phòng Hà: 1 + 2 admitted, 9 members; it states nothing else. Sao Mai of 2022: 1, 13, 10.
    assert_eq!(
        lines(&wide, &["measure", "cell_1", "cell_2", "difference", "change_1", "change_2"]),
        [
            "members.total | 15 | 9 | 6 | 2 | –",
            "members.admitted | 3 | 3 | 0 | 2 | –",
            "members.attending | 14 | – | – | – | –",
            "members.badges | 4 | – | – | – | –",
            "publications.total | 17 | – | – | 7 | –",
            "publications.international | 8 | – | – | – | –",
            "publications.book_chapters | 2 | – | – | – | –",
        ]
    );
    let said: Vec<_> = wide.columns.iter().filter_map(|c| c.missing).collect();
    assert_eq!(said, ["not stated", "not stated"]);
}

#[test]
fn ranks_leave_out_what_is_not_stated() {
    let found = ask(&[], Some(2023), None);
    let admitted: Vec<String> = lines(&found.values, &["measure", "cell", "value", "rank", "difference"])
        .into_iter()
        .filter(|l| l.starts_with("members.admitted") || l.starts_with("members.attending"))
        .collect();
    // Differences are from the first cell of the list.
    assert_eq!(
        admitted,
        [
            "members.admitted | Chi bộ Phòng Hà | 3 | 2 | 0",
            "members.admitted | Chi bộ Phòng Hạ | 1 | 4 | -2",
            "members.admitted | Chi bộ Trung tâm Sao Mai | 3 | 2 | 0",
            "members.admitted | Đảng bộ Viện Sao Băng | 10 | 1 | 7",
            "members.attending | Chi bộ Phòng Hà | – | – | –",
            "members.attending | Chi bộ Phòng Hạ | – | – | –",
            "members.attending | Chi bộ Trung tâm Sao Mai | 14 | 1 | –",
            "members.attending | Đảng bộ Viện Sao Băng | – | – | –",
        ]
    );
}

#[test]
fn what_is_unfair_is_said() {
    let found = ask(&[], Some(2023), None);
    let codes = |cell: &str| -> Vec<String> {
        let all = lines(&found.fairness, &["code", "cell"]);
        all.into_iter()
            .filter(|l| l.contains(cell))
            .map(|l| l.split(" | ").next().unwrap().to_owned())
            .collect()
    };
    // One article on Phòng Hạ against three on Sao Mai.
    assert!(codes("Chi bộ Phòng Hạ; Chi bộ Trung tâm Sao Mai").contains(&"articles".to_owned()));
    // Its figure is of half a year, its members a lower bound.
    assert!(codes("Chi bộ Phòng Hạ").contains(&"half_year".to_owned()));
    assert!(codes("Chi bộ Phòng Hạ").contains(&"bounds".to_owned()));
    assert!(codes("Chi bộ Phòng Hà").contains(&"sum_of_meetings".to_owned()));
    assert!(codes("Chi bộ Phòng Hà; Đảng bộ Viện Sao Băng").contains(&"nested".to_owned()));
    assert!(codes("Chi bộ Trung tâm Sao Mai").contains(&"conflicts".to_owned()));
    assert!(codes("–").contains(&"kinds".to_owned()));
    assert!(codes("–").contains(&"meetings".to_owned()));
    // Half of 2023 against the whole of 2022.
    let halves = [
        article("1")
            .cell("Chi bộ Phòng Hà", CellKind::ChiBo, None)
            .met(MeetingKind::MidYearReview, Some("2023-07-01"), Some(2023))
            .count("members.admitted", 1.0, "01 quần chúng"),
        article("2")
            .cell("Chi bộ Phòng Hà", CellKind::ChiBo, None)
            .met(MeetingKind::YearEndReview, Some("2022-12-20"), Some(2022))
            .count("members.admitted", 3.0, "03 quần chúng"),
    ];
    let question = Question { year: Some(2023), against: Some(2022), ..Question::default() };
    let found = compare(&Book::of(&halves, &Aliases::default()), &question, Lang::En).unwrap();
    assert_eq!(lines(&found.fairness, &["code", "cell"]), ["half_year_against | Chi bộ Phòng Hà"]);
    // Like with like: one and the same cell alone has nothing to be unfair about.
    assert!(ask(&["Phòng Hà"], Some(2023), None).fairness.is_empty());
}

#[test]
fn contradictions_come_with_both_quotes() {
    let found = ask(&["Sao Mai", "Phòng Hà"], Some(2023), None);
    let columns = [
        "measure",
        "first_value",
        "first_quote",
        "first_path",
        "second_value",
        "second_quote",
        "second_path",
    ];
    assert_eq!(
        lines(&found.conflicts, &columns),
        ["publications.total | 17 | 17 công bố | bai/02.txt | 16 | 16 công bố | bai/01.txt"]
    );
}

#[test]
fn the_year_is_the_one_that_most_cells_state() {
    assert_eq!(ask(&[], None, None).year, 2023);
    let t = ask(&["Sao Mai"], None, None);
    // 2022 and 2023 alike: the latest.
    assert_eq!(t.year, 2023);
    assert_eq!(
        line(&t.turned, 0, &["cell", "members_admitted", "members_total"]),
        "Chi bộ Trung tâm Sao Mai | 3 | 15"
    );
}

#[test]
fn a_question_that_cannot_be_answered_says_why() {
    let ask = |cells: &[&str], measures: &[&str], year| {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let question = Question { year, against: None, measures: own(measures), cells: own(cells) };
        compare(&book(), &question, Lang::En).unwrap_err().to_string()
    };
    assert!(ask(&["Sao Hôm"], &[], None).contains("no cell is called “Sao Hôm”"));
    // Typed without marks it could be Hà or Hạ; with marks it is one of them.
    let both = ask(&["phong ha"], &[], None);
    assert!(
        both.contains("fits 2 cells") && both.contains("Phòng Hà") && both.contains("Phòng Hạ"),
        "{both}"
    );
    assert!(ask(&[], &["members.admited"], None).contains("no measure is called “members.admited”"));
    let year = ask(&[], &[], Some(1999));
    assert!(year.contains("nothing is known of 1999") && year.contains("2022, 2023"), "{year}");
}

#[test]
fn spellings_say_at_which_layer_they_met() {
    let t = spellings(&book(), Lang::En);
    let all = lines(&t, &["cell", "spelling", "layer"]);
    for expected in [
        "Chi bộ Trung tâm Sao Mai | Chi bộ Trung tâm Sao Mai | exact",
        "Chi bộ Trung tâm Sao Mai | Chi bộ TT Sao Mai | abbreviation",
        "Chi bộ Trung tâm Sao Mai | Chi bộ Trung tâm Quan Trắc | alias",
        "Chi bộ Phòng Hạ | chi bộ phòng Hạ | case",
        "Đảng bộ Viện Sao Băng | Đảng ủy Viện Sao Băng | abbreviation",
    ] {
        assert!(all.iter().any(|l| l == expected), "{expected} is not in {all:#?}");
    }
    assert!(!all.iter().any(|l| l.contains("Hà | ") && l.contains("Hạ")), "{all:#?}");
}

fn cell(id: &str, name: &str, superior: Option<&str>) -> Record {
    article(id).cell(name, CellKind::ChiBo, superior).met(MeetingKind::Regular, Some("2023-01-05"), None)
}

fn proposed(records: &[Record], aliases: &str) -> Vec<String> {
    let aliases = Aliases::parse(aliases).unwrap();
    let t = proposals(&Book::of(records, &aliases), &aliases, Lang::En);
    lines(&t, &["first", "second", "reason", "first_path", "second_path"])
}

#[test]
fn names_that_nearly_meet_are_proposed_with_their_evidence() {
    let above = Some("Đảng ủy Viện Sao Băng");
    let records = [
        cell("1", "Chi bộ Phòng Hà", above),
        cell("2", "Chi bộ Phòng Hạ", above),
        cell("3", "Chi bộ Trung tâm Kính thiên văn vô tuyến", above),
        cell("4", "Chi bộ Trung tâm Kính thiên văn vô tuyên", above),
        cell("5", "Chi bộ Trung tâm Kính thiên văn vô tuyến và Vệ tinh", None),
        cell("6", "Chi bộ Tổ 3", above),
        cell("7", "Chi bộ Tổ 4", above),
        cell("8", "Chi bộ Phòng Hà", Some("Đảng ủy Viện Núi Lửa")),
        cell("9", "Chi bộ TTKTVVT", above),
    ];
    let all = proposed(&records, "");
    for expected in [
        "Chi bộ Phòng Hà | Chi bộ Phòng Hạ | no-tone | bai/1.txt | bai/2.txt",
        "Chi bộ Trung tâm Kính thiên văn vô tuyên | Chi bộ Trung tâm Kính thiên văn vô tuyến | no-tone | bai/4.txt | bai/3.txt",
        "Chi bộ Trung tâm Kính thiên văn vô tuyến | Chi bộ Trung tâm Kính thiên văn vô tuyến và Vệ tinh | prefix | bai/3.txt | bai/5.txt",
    ] {
        assert!(all.iter().any(|l| l == expected), "{expected} is not in {all:#?}");
    }
    // Initials may stand for the name, and for others: proposed, not joined.
    assert!(all.iter().any(|l| l.contains("TTKTVVT |") && l.contains("| abbreviation |")), "{all:#?}");
    // The same name under another superior is told too; different numbers never are.
    assert!(all.iter().any(|l| l.contains("| superior |")), "{all:#?}");
    assert!(!all.iter().any(|l| l.contains("Tổ 3")), "{all:#?}");
    // Hà of one institute is not held against Hạ of another.
    assert!(!all.iter().any(|l| l.contains("Hạ") && l.contains("bai/8.txt")), "{all:#?}");
}

#[test]
fn a_decision_is_replayed() {
    let above = Some("Đảng ủy Viện Sao Băng");
    let records = [cell("1", "Chi bộ Phòng Hà", above), cell("2", "Chi bộ Phòng Hạ", above)];
    assert_eq!(proposed(&records, "").len(), 1);
    let apart = "[[different]]\nnames = [\"Chi bộ Phòng Hà\", \"Chi bộ Phòng Hạ\"]\n";
    assert!(proposed(&records, apart).is_empty());
    assert_eq!(Book::of(&records, &Aliases::parse(apart).unwrap()).cells(), 2);
    // Also where spelling alone would make them one; further spellings go with the one that they are.
    let above = [cell("1", "Chi bộ Tổ 1", above), cell("2", "Chi bộ tổ số I", above)];
    assert_eq!(Book::of(&above, &Aliases::default()).cells(), 1);
    let apart = "[[different]]\nnames = [\"Chi bộ Tổ 1\", \"Chi bộ tổ số I\"]\n";
    assert_eq!(Book::of(&above, &Aliases::parse(apart).unwrap()).cells(), 2);
    let same = "[[same]]\nname = \"Chi bộ Phòng Hà\"\nalso = [\"Chi bộ Phòng Hạ\"]\n";
    assert!(proposed(&records, same).is_empty());
    assert_eq!(Book::of(&records, &Aliases::parse(same).unwrap()).cells(), 1);
}

#[test]
fn a_decision_holds_for_every_spelling_under_the_key_of_the_records() {
    let keyed = |id: &str, name: &str, key: &str| {
        let mut record = cell(id, name, None);
        record.cell.as_mut().unwrap().key = key.to_owned();
        record
    };
    let records = [
        keyed("1", "Chi bộ Trung tâm Sao Mai", "sao mai"),
        keyed("2", "Chi bộ S. Mai", "sao mai"),
        keyed("3", "Chi bộ Trung tâm Quan Trắc", "quan trắc"),
        keyed("4", "Chi bộ Quan Trắc thiên văn", "quan trắc"),
    ];
    assert_eq!(Book::of(&records, &Aliases::default()).cells(), 2);
    assert_eq!(Book::of(&records, &Aliases::parse(sample::ALIASES).unwrap()).cells(), 1);
}

#[test]
fn a_bare_name_belongs_to_its_superior_only() {
    let records = [
        cell("1", "Chi bộ 3", Some("Đảng ủy Viện Sao Băng")),
        cell("2", "Chi bộ số III", Some("Đảng bộ Viện Sao Băng")),
        cell("3", "Chi bộ 3", Some("Đảng ủy Viện Núi Lửa")),
        cell("4", "Chi bộ 3", None),
        // The beginning of one longer name is that name.
        cell("5", "Chi bộ Thư viện", Some("Đảng ủy Viện")),
        cell("6", "Chi bộ Thư viện", Some("Đảng ủy Viện Núi Lửa")),
    ];
    let t = spellings(&Book::of(&records, &Aliases::default()), Lang::En);
    assert_eq!(
        lines(&t, &["cell", "superior", "spelling", "articles"]),
        [
            "Chi bộ 3 | – | Chi bộ 3 | 1",
            "Chi bộ 3 | Đảng ủy Viện Núi Lửa | Chi bộ 3 | 1",
            "Chi bộ số III | Đảng bộ Viện Sao Băng | Chi bộ số III | 1",
            "Chi bộ số III | Đảng bộ Viện Sao Băng | Chi bộ 3 | 1",
            "Chi bộ Thư viện | Đảng ủy Viện Núi Lửa | Chi bộ Thư viện | 2",
        ]
    );
}

/// Cells that state figures of 2022 and 2023, the names of some long.
fn many(cells: i32) -> Book {
    let review = |nth: i32, year: i32| {
        let name = match nth % 3 {
            0 => format!("Chi bộ Trung tâm Nghiên cứu thiết bị quan trắc thiên văn vô tuyến Tổ {nth}"),
            _ => format!("Chi bộ Tổ {nth}"),
        };
        let date = format!("{year}-12-20");
        article(&format!("{nth}-{year}"))
            .cell(&name, CellKind::ChiBo, None)
            .met(MeetingKind::YearEndReview, Some(&date), Some(year))
            .count("members.admitted", f64::from(nth + year - 2022), "03 quần chúng")
            .count("candidates.awareness_class", f64::from(cells - nth), "03 quần chúng")
            .count("publications.total", 12.0, "12 công bố")
    };
    let records: Vec<Record> = (1..=cells).flat_map(|nth| [review(nth, 2022), review(nth, 2023)]).collect();
    Book::of(&records, &Aliases::default())
}

#[test]
fn many_cells_stay_legible_on_a_terminal() {
    let question = Question { year: Some(2023), against: Some(2022), ..Question::default() };
    for cells in [3, 12, 40] {
        let found = compare(&many(cells), &question, Lang::Vi).unwrap();
        for (width, turn) in [(80, false), (120, false), (80, true)] {
            let text = terminal::comparison(&found, turn, width);
            let widest = text.lines().map(|l| l.chars().count()).max().unwrap();
            assert!(widest <= usize::from(width), "{widest} places of {width}:\n{text}");
            assert!(text.contains("số (hạng) ± so với 2022"), "{text}");
            // Words stay whole: the number of each cell stands behind its "Tổ", in this line or in the next.
            let words: Vec<&str> = text.split_whitespace().collect();
            for nth in 1..=cells {
                assert!(words.contains(&nth.to_string().as_str()), "{nth} of {cells} in {width}:\n{text}");
            }
            // The most admitted: cell 40 with 41, one more than the year before.
            let words = words.join(" ");
            assert!(words.contains(&format!(" {} (1) +1", cells + 1)), "{text}");
            assert_eq!(words.matches(" 12 (1) ±0").count(), usize::try_from(cells).unwrap(), "{text}");
            assert!(text.contains("Chênh"), "{text}");
        }
    }
}

#[test]
fn a_terminal_shows_both_quotes_and_what_is_unfair() {
    let text = terminal::comparison(&ask(&["Sao Mai", "Phòng Hà"], Some(2023), None), false, 80);
    for wanted in [
        "not stated",
        "17 “17 công bố” — bai/02.txt",
        "16 “16 công bố” — bai/01.txt",
        "⚠ unfair: Members admitted: added from single meetings",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    // Two cells have a difference and no rank.
    assert!(text.contains("Difference") && !text.contains("(1)"), "{text}");
}

/// The two labelled articles, which are no part of the project: left out where they are not there.
#[test]
fn two_real_articles_answer_one_document_and_are_compared() {
    let Some(shared) = std::env::var_os("TRICHLUC_SHARED") else {
        eprintln!("TRICHLUC_SHARED is not set: left out");
        return;
    };
    let record = |name: &str| {
        let path = std::path::Path::new(&shared).join("samples").join(name);
        let bytes = std::fs::read(&path).unwrap();
        let article = trichluc::input::Article::from_bytes(name, bytes);
        trichluc::analyze(&article, trichluc::lexicon::Lexicon::embedded())
    };
    let records = [record("cong-nghe-vat-lieu-2023.txt"), record("uom-tao-cong-nghe-2023.txt")];
    let book = Book::of(&records, &Aliases::default());
    let directives = trichluc::tables::TABLES.iter().find(|t| t.name == "directives").unwrap();
    assert_eq!(
        lines(
            &(directives.build)(&book, Lang::Vi),
            &["number", "issued", "cells", "first_after", "last_after"]
        ),
        ["138-CV/ĐUV | 2023-12-13 | 2 | 2 | 8"]
    );
    let found = compare(&book, &Question::default(), Lang::Vi).unwrap();
    let wide = found.wide.unwrap();
    assert!(wide.columns[1].heading.contains("vật liệu"), "{}", wide.columns[1].heading);
    let all = lines(&wide, &["measure", "cell_1", "cell_2"]);
    for expected in [
        "publications.total | 16 | –",
        "publications.international | 8 | –",
        "publications.book_chapters | 2 | –",
        "members.admitted | – | 2",
    ] {
        assert!(all.iter().any(|l| l == expected), "{expected} is not in {all:#?}");
    }
    assert_eq!(wide.columns[1].missing, Some("không nêu"));
}
