//! Every total of twelve hand-made records, worked out by hand.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "tables/sample.rs"]
mod sample;

use trichluc::reconcile::Aliases;
use trichluc::tables::{Book, Lang, TABLES, Table, Value};

fn book() -> Book {
    Book::of(&sample::twelve(), &Aliases::parse(sample::ALIASES).unwrap())
}

fn table(name: &str) -> Table {
    let spec = TABLES.iter().find(|t| t.name == name).unwrap();
    (spec.build)(&book(), Lang::En)
}

/// The rows in which every column named has the text beside it.
fn rows(table: &Table, wanted: &[(&str, &str)]) -> Vec<usize> {
    (0..table.len())
        .filter(|&row| {
            wanted.iter().all(|(column, text)| table.at(row, column).plain().as_deref() == Some(*text))
        })
        .collect()
}

/// The one row.
#[track_caller]
fn row(table: &Table, wanted: &[(&str, &str)]) -> usize {
    match rows(table, wanted).as_slice() {
        [row] => *row,
        other => panic!("{} rows of {} for {wanted:?}", other.len(), table.name),
    }
}

/// Several columns of a row; "–" where a value is missing.
fn cells(table: &Table, row: usize, columns: &[&str]) -> String {
    let cell = |c: &&str| table.at(row, c).plain().map_or_else(|| "–".to_owned(), |v| v.into_owned());
    columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

#[test]
fn cells_are_joined_by_spelling_decision_and_superior() {
    let t = table("cells");
    let mut names: Vec<String> = (0..t.len()).map(|r| cells(&t, r, &["cell", "year"])).collect();
    names.sort();
    // Hà and Hạ are two; Sao Mai is one under three names; Đảng ủy and Đảng bộ of one body are one.
    assert_eq!(
        names,
        [
            "Chi bộ Phòng Hà | 2023",
            "Chi bộ Phòng Hạ | 2022",
            "Chi bộ Phòng Hạ | 2023",
            "Chi bộ Trung tâm Sao Mai | 2022",
            "Chi bộ Trung tâm Sao Mai | 2023",
            "Đảng bộ Viện Sao Băng | 2023",
        ]
    );
}

#[test]
fn without_the_decision_the_older_name_is_a_cell_of_its_own() {
    let book = Book::of(&sample::twelve(), &Aliases::default());
    assert_eq!(book.cells(), 5);
    assert_eq!(self::book().cells(), 4);
}

#[test]
fn a_row_of_a_cell_and_year_holds_its_figures() {
    let t = table("cells");
    let row = row(&t, &[("cell", "Chi bộ Trung tâm Sao Mai"), ("year", "2023")]);
    let columns = [
        "meeting_date",
        "directives",
        "days_after",
        "chair",
        "members_attending",
        "members_total",
        "members_official",
        "members_admitted",
        "publications_total",
        "publications_international",
        "publications_book_chapters",
        "rating",
        "rating_stage",
        "meetings",
        "articles",
        "conflicts",
    ];
    // Two articles on one meeting and one on an admission: 2 meetings, 3 articles. 17 contradicts 16, which
    // as many articles state, so the larger stands and the conflict is counted. Decided goes before
    // self-assessed. Official members are not stated: missing, not 0.
    assert_eq!(
        cells(&t, row, &columns),
        "2023-12-20 | 12-CV/ĐUSB | 10 | Lò Thị Sương | 14 | 15 | – | 3 | 17 | 8 | 2 | excellent | decided | 2 | 3 | 1"
    );
}

#[test]
fn every_count_says_whether_it_stands_for_its_year() {
    let t = table("measures");
    let told = |path: &str, measure: &str| -> Vec<String> {
        let wanted = [("path", path), ("measure", measure)];
        rows(&t, &wanted).into_iter().map(|r| cells(&t, r, &["year", "value", "use"])).collect()
    };
    assert_eq!(told("bai/01.txt", "members.admitted"), ["2023 | 3 | counted", "2024 | 5 | planned"]);
    assert_eq!(told("bai/02.txt", "members.admitted"), ["2023 | 3 | repeat"]);
    assert_eq!(told("bai/03.txt", "members.admitted"), ["2023 | 2 | superseded"]);
    assert_eq!(told("bai/01.txt", "members.badges"), ["2023 | 4 | counted", "2023 | 3 | part"]);
    assert_eq!(told("bai/01.txt", "publications.total"), ["2023 | 16 | conflict"]);
    assert_eq!(told("bai/02.txt", "publications.total"), ["2023 | 17 | counted"]);
    assert_eq!(told("bai/07.txt", "members.attending"), ["2023 | 95 | percent"]);
    assert_eq!(told("bai/10.txt", "candidates.introduced"), ["2023 | 2 | each"]);
    assert_eq!(told("bai/11.txt", "members.admitted"), ["2023 | 10 | repeat"]);
    assert_eq!(told("bai/12.txt", "members.admitted"), ["2023 | 7 | no_cell"]);
    // Both admissions count: the cell has no review.
    assert_eq!(told("bai/05.txt", "members.admitted"), ["2023 | 1 | counted"]);
    assert_eq!(told("bai/06.txt", "members.admitted"), ["2023 | 2 | counted"]);
    // Of what there is at a moment, the latest.
    assert_eq!(told("bai/05.txt", "members.total"), ["2023 | 8 | superseded"]);
    assert_eq!(told("bai/06.txt", "members.total"), ["2023 | 9 | counted"]);
}

const SUMS: [&str; 10] =
    ["total", "mean", "median", "min", "max", "stated", "cells", "nested", "bounds", "half_years"];

#[track_caller]
fn total(t: &Table, group: &str, member: Option<&str>, year: Option<&str>, measure: &str) -> String {
    let mut wanted = vec![("group", group), ("measure", measure)];
    wanted.extend(member.map(|m| ("member", m)));
    wanted.extend(year.map(|y| ("year", y)));
    cells(t, row(t, &wanted), &SUMS)
}

#[test]
fn totals_by_year_do_not_add_a_part_to_its_whole() {
    let t = table("totals");
    // 2023: Sao Băng 10 holds Sao Mai 3, Phòng Hà 1+2 and Phòng Hạ 1 (half a year). All four state it.
    assert_eq!(
        total(&t, "year", None, Some("2023"), "members.admitted"),
        "10 | 10 | 10 | 10 | 10 | 4 | 4 | 3 | 0 | 0"
    );
    // 2022: Sao Mai 1; Phòng Hạ does not state it and is no 0.
    assert_eq!(
        total(&t, "year", None, Some("2022"), "members.admitted"),
        "1 | 1 | 1 | 1 | 1 | 1 | 2 | 0 | 0 | 0"
    );
    // All years: 10 and 1; six cells by year, five state it.
    assert_eq!(
        total(&t, "all", None, None, "members.admitted"),
        "11 | 5.5 | 5.5 | 1 | 10 | 5 | 6 | 3 | 0 | 0"
    );
    // Publications: 17 (2023) and 10 (2022) of Sao Mai; international papers and chapters are not added.
    assert_eq!(
        total(&t, "all", None, None, "publications.total"),
        "27 | 13.5 | 13.5 | 10 | 17 | 2 | 6 | 0 | 0 | 0"
    );
    assert_eq!(
        total(&t, "all", None, None, "publications.international"),
        "8 | 8 | 8 | 8 | 8 | 1 | 6 | 0 | 0 | 0"
    );
    // 4 badges: the 3 of them are part of them.
    assert_eq!(total(&t, "all", None, None, "members.badges"), "4 | 4 | 4 | 4 | 4 | 1 | 6 | 0 | 0 | 0");
    // A stated 0 counts.
    assert_eq!(
        total(&t, "year", None, Some("2022"), "members.disciplined"),
        "0 | 0 | 0 | 0 | 0 | 1 | 2 | 0 | 0 | 0"
    );
}

#[test]
fn totals_by_kind_and_superior_add_the_parts_among_themselves() {
    let t = table("totals");
    // The three cells of 2023: 3 + 3 + 1 = 7; mean 7/3; median 3; Phòng Hạ is half a year.
    let three = "7 | 2.3333333333333335 | 3 | 1 | 3 | 3 | 3 | 0 | 0 | 1";
    assert_eq!(total(&t, "kind_year", Some("Party cell"), Some("2023"), "members.admitted"), three);
    let above = Some("Đảng ủy Viện Sao Băng");
    assert_eq!(total(&t, "superior_year", above, Some("2023"), "members.admitted"), three);
    // Over both years: 7 + 1 (Sao Mai 2022) = 8, of five cells by year four state it: 1 1 3 3.
    assert_eq!(
        total(&t, "superior", above, None, "members.admitted"),
        "8 | 2 | 2 | 1 | 3 | 4 | 5 | 0 | 0 | 1"
    );
    // 15 + 9 + 20, the last a lower bound.
    assert_eq!(
        total(&t, "kind_year", Some("Party cell"), Some("2023"), "members.total"),
        "44 | 14.666666666666666 | 15 | 9 | 20 | 3 | 3 | 0 | 1 | 0"
    );
    assert_eq!(
        total(&t, "kind", Some("Party organization"), None, "members.admitted"),
        "10 | 10 | 10 | 10 | 10 | 1 | 1 | 0 | 0 | 0"
    );
}

#[test]
fn what_there_is_at_a_moment_is_not_added_over_years() {
    let t = table("totals");
    // Sao Mai: 13 members in 2022, 15 in 2023: no total, but a mean.
    let mai = Some("Chi bộ Trung tâm Sao Mai");
    assert_eq!(total(&t, "cell", mai, None, "members.total"), "– | 14 | 14 | 13 | 15 | 2 | 2 | 0 | 0 | 0");
    assert_eq!(total(&t, "cell", mai, None, "members.admitted"), "4 | 2 | 2 | 1 | 3 | 2 | 2 | 0 | 0 | 0");
    // Phòng Hà: two admission meetings make the year: 1 + 2.
    assert_eq!(
        total(&t, "cell", Some("Chi bộ Phòng Hà"), None, "members.admitted"),
        "3 | 3 | 3 | 3 | 3 | 1 | 1 | 0 | 0 | 0"
    );
    // 18 of 2022, told twice; the 95 % of 2023 is no number of people.
    assert_eq!(
        total(&t, "cell", Some("Chi bộ Phòng Hạ"), None, "members.attending"),
        "18 | 18 | 18 | 18 | 18 | 1 | 2 | 0 | 0 | 0"
    );
}

#[test]
fn every_title_names_its_denominator() {
    let t = table("totals");
    let r = row(&t, &[("group", "year"), ("year", "2022"), ("measure", "members.admitted")]);
    assert_eq!(cells(&t, r, &["title"]), "Members admitted, 2022 (stated by 1 of 2 cells)");
    for spec in TABLES {
        for lang in [Lang::Vi, Lang::En] {
            let title = (spec.build)(&book(), lang).title;
            assert!(title.contains("12") && title.contains('4'), "{title}");
        }
    }
    for r in 0..t.len() {
        assert!(cells(&t, r, &["title"]).contains("stated by"), "{}", cells(&t, r, &["title"]));
    }
}

#[test]
fn figures_say_what_they_rest_on() {
    let t = table("figures");
    let figure = |cell: &str, year: &str, measure: &str| {
        let r = row(&t, &[("cell", cell), ("year", year), ("measure", measure)]);
        cells(&t, r, &["value", "basis", "counts", "articles", "conflicts", "quote", "path"])
    };
    assert_eq!(
        figure("Chi bộ Trung tâm Sao Mai", "2023", "members.admitted"),
        "3 | review | 1 | 3 | 0 | 03 quần chúng | bai/01.txt"
    );
    assert_eq!(
        figure("Chi bộ Trung tâm Sao Mai", "2023", "publications.total"),
        "17 | review | 1 | 2 | 1 | 17 công bố | bai/02.txt"
    );
    assert_eq!(
        figure("Chi bộ Phòng Hà", "2023", "members.admitted"),
        "3 | sum_of_meetings | 2 | 2 | 0 | một quần chúng | bai/05.txt"
    );
    assert_eq!(
        figure("Chi bộ Phòng Hạ", "2023", "members.admitted"),
        "1 | half_year | 1 | 1 | 0 | 01 quần chúng | bai/07.txt"
    );
    let note = &t.notes.iter().find(|n| n.text.contains("17 công bố")).unwrap().text;
    assert!(note.contains("bai/02.txt") && note.contains("against: “16 công bố” — bai/01.txt"), "{note}");
}

#[test]
fn one_meeting_stands_once_however_many_articles_tell_of_it() {
    let t = table("meetings");
    let told = |cell: &str, kind: &str, year: &str| {
        let r = row(&t, &[("cell", cell), ("meeting_kind", kind), ("year", year)]);
        cells(&t, r, &["meeting_date", "articles", "sources"])
    };
    assert_eq!(
        told("Chi bộ Trung tâm Sao Mai", "year_end_review", "2023"),
        "2023-12-20 | 2 | bai/01.txt; bai/02.txt"
    );
    assert_eq!(told("Chi bộ Phòng Hạ", "year_end_review", "2022"), "– | 2 | bai/08.txt; bai/09.txt");
    assert_eq!(
        told("Đảng bộ Viện Sao Băng", "year_end_review", "2023"),
        "2023-12-28 | 2 | bai/10.txt; bai/11.txt"
    );
    // 3 of Sao Mai, 2 of Phòng Hà, 2 of Phòng Hạ, 1 of the institute, 1 of no cell.
    assert_eq!(t.len(), 9);
}

#[test]
fn directives_are_told_apart_by_year_and_answered_by_cells() {
    let t = table("directives");
    // 12-CV/ĐUSB of 2022 and of 2023 are two. The mention of article 07 states no date: it could be either.
    let stated = |row: usize| cells(&t, row, &["issued", "cells", "first_after", "answered_by", "articles"]);
    let all: Vec<String> = rows(&t, &[("number", "12-CV/ĐUSB")]).into_iter().map(stated).collect();
    assert_eq!(
        all,
        [
            "– | 0 | – | – | 1",
            "2022-12-01 | 1 | – | Chi bộ Phòng Hạ | 1",
            "2023-12-10 | 1 | 10 | Chi bộ Trung tâm Sao Mai (10 days) | 2",
        ]
    );
}

#[test]
fn a_document_without_a_number_is_known_by_its_title() {
    use sample::{Make as _, article};
    use trichluc::record::{CellKind, MeetingKind, Relation};
    let told = |id: &str, title: &str| {
        let mut record = article(id)
            .cell("Chi bộ Phòng Hà", CellKind::ChiBo, None)
            .met(MeetingKind::Thematic, Some("2023-03-01"), None)
            .directive("x", None, Relation::Implements);
        let document = &mut record.directives[0];
        (document.number, document.issuer, document.title) = (None, None, Some(title.to_owned()));
        record
    };
    let records =
        [told("1", "Nghị quyết Trung ương 4 khóa XII"), told("2", "nghị quyết Trung ương 4 khoá XII")];
    let spec = TABLES.iter().find(|t| t.name == "directives").unwrap();
    let t = (spec.build)(&Book::of(&records, &Aliases::default()), Lang::En);
    assert_eq!(
        (0..t.len()).map(|r| cells(&t, r, &["number", "title", "cells", "articles"])).collect::<Vec<_>>(),
        ["– | Nghị quyết Trung ương 4 khóa XII | 1 | 2"]
    );
}

#[test]
fn people_are_a_timeline() {
    let t = table("people");
    let r = row(&t, &[("person", "Lò Thị Sương")]);
    assert_eq!(
        cells(&t, r, &["cell", "roles", "first_seen", "last_seen", "articles", "admitted"]),
        "Chi bộ Trung tâm Sao Mai | Phó Bí thư Chi bộ (2022-12-22); Bí thư Chi bộ (2023-12-20) | 2022-12-22 | \
         2023-12-20 | 2 | false"
    );
    let r = row(&t, &[("person", "Vi Văn Mây")]);
    assert_eq!(cells(&t, r, &["admitted", "actions"]), "true | admitted");
}

#[test]
fn a_rating_told_twice_counts_once() {
    let t = table("ratings");
    let told = |path: &str| -> Vec<String> {
        rows(&t, &[("path", path)])
            .into_iter()
            .map(|r| cells(&t, r, &["subject", "rating", "counted"]))
            .collect()
    };
    assert_eq!(told("bai/01.txt"), ["cell | good | true", "members | excellent | true"]);
    assert_eq!(told("bai/02.txt"), ["cell | good | false", "cell | excellent | true"]);
}

#[test]
fn contradictions_and_gaps_are_named() {
    let checks = table("checks");
    let r = row(&checks, &[("code", "figure.conflict")]);
    let message = cells(&checks, r, &["message"]);
    assert!(
        message.contains("“17 công bố” — bai/02.txt") && message.contains("“16 công bố” — bai/01.txt"),
        "{message}"
    );
    let coverage = table("coverage");
    assert_eq!(coverage.len(), 12);
    let r = row(&coverage, &[("path", "bai/12.txt")]);
    assert_eq!(
        cells(&coverage, r, &["cell", "year", "year_basis", "not_stated"]),
        "– | 2023 | the year of publication | cell; meeting date; chair; attendance; ratings; documents"
    );
}

#[test]
fn the_order_of_records_changes_nothing() {
    let records = sample::twelve();
    let aliases = Aliases::parse(sample::ALIASES).unwrap();
    let mut turned = records.clone();
    turned.rotate_left(5);
    turned.swap(0, 3);
    for spec in TABLES {
        let one = (spec.build)(&Book::of(&records, &aliases), Lang::Vi);
        let other = (spec.build)(&Book::of(&turned, &aliases), Lang::Vi);
        assert_eq!(one.len(), other.len(), "{}", spec.name);
        for row in 0..one.len() {
            assert!(one.row(row).eq(other.row(row)), "{} row {row}", spec.name);
        }
        assert_eq!(one.notes, other.notes);
    }
}

#[test]
fn every_column_and_table_is_explained_in_both_languages() {
    for spec in TABLES {
        for lang in [Lang::Vi, Lang::En] {
            assert!(!trichluc::tables::table(spec.name, lang).1.is_empty(), "{}", spec.name);
            for (id, _) in spec.columns {
                let (heading, about) = trichluc::tables::column(spec.name, id, lang);
                assert!(heading != *id && !about.is_empty(), "{}.{id}", spec.name);
            }
        }
    }
}

#[test]
fn a_missing_value_is_missing_and_not_zero() {
    let t = table("cells");
    let r = row(&t, &[("cell", "Chi bộ Phòng Hà"), ("year", "2023")]);
    for column in ["publications_total", "members_official", "members_attending", "rating", "chair"] {
        assert_eq!(t.at(r, column), Value::Missing, "{column}");
    }
}
