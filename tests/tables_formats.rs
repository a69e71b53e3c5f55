//! The same values in every format, read back by other readers; the same bytes when written again.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "tables/sample.rs"]
mod sample;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sample::{Make as _, article};
use trichluc::output::folder::{Folder, Format, Options};
use trichluc::reconcile::Aliases;
use trichluc::record::{CellKind, MeetingKind, Record};
use trichluc::tables::{Book, Kind, Lang, TABLES, Table, Value, plots};

/// Names that a spreadsheet, a browser or a Markdown reader would take for more than names.
const HOSTILE: [&str; 9] = [
    "=HYPERLINK(\"http://example.org\";\"A\")",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\tTab",
    "Chi bộ \"Hoa Sen\", 'A' | B \\ C",
    "Chi bộ\nhai dòng",
    "Chi bộ <script>alert(1)</script>",
    "Chi bộ \u{1}\u{b}\u{1b}[31m ký tự lạ",
];

fn records() -> Vec<Record> {
    let hostile = HOSTILE.iter().enumerate().map(|(nth, name)| {
        article(&format!("h{nth}"))
            .cell(name, CellKind::ChiBo, None)
            .met(MeetingKind::YearEndReview, Some("2023-12-01"), Some(2023))
            .count("members.admitted", 1.5, name)
            .directive(name, Some("2023-12-04"), trichluc::record::Relation::Implements)
            .person(name, Some(name), None)
    });
    sample::twelve().into_iter().chain(hostile).collect()
}

fn tables(book: &Book) -> Vec<Table> {
    TABLES.iter().map(|t| (t.build)(book, Lang::Vi)).collect()
}

const ALL: [Format; 6] =
    [Format::Xlsx, Format::Csv, Format::Markdown, Format::Parquet, Format::Sqlite, Format::Json];

fn write(target: &Path, records: &[Record]) -> Vec<Table> {
    let book = Book::of(records, &Aliases::parse(sample::ALIASES).unwrap());
    let options =
        Options { formats: ALL.to_vec(), separator: b',', lang: Lang::Vi, name: "trichluc".to_owned() };
    let mut folder = Folder::create(target, options).unwrap();
    let tables = tables(&book);
    for table in &tables {
        folder.add(table).unwrap();
    }
    let totals = tables.iter().find(|t| t.name == "totals").unwrap();
    folder.commit(&plots::bars(&book, totals, Lang::Vi)).unwrap();
    tables
}

/// A value as every format must give it back: `None` where it is missing.
fn expected(value: Value<'_>) -> Option<String> {
    match value {
        Value::Flag(b) => Some(b.to_string()),
        _ => value.plain().map(|v| v.into_owned()),
    }
}

fn expected_rows(table: &Table) -> Vec<Vec<Option<String>>> {
    (0..table.len()).map(|row| table.row(row).map(expected).collect()).collect()
}

#[test]
fn csv_holds_every_value() {
    let dir = tempfile::tempdir().unwrap();
    for table in write(&dir.path().join("t"), &records()) {
        let bytes = std::fs::read(dir.path().join("t").join(format!("{}.csv", table.name))).unwrap();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark for Excel");
        let mut reader = csv::ReaderBuilder::new().from_reader(text);
        let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(headings, table.columns.iter().map(|c| c.heading.clone()).collect::<Vec<_>>());
        let rows: Vec<Vec<Option<String>>> = reader
            .records()
            .map(|r| r.unwrap().iter().map(|v| (!v.is_empty()).then(|| v.to_owned())).collect())
            .collect();
        let guarded = |v: Option<String>, kind: Kind| match v {
            Some(s) if kind == Kind::Text && s.starts_with(['=', '+', '-', '@', '\t']) => {
                Some(format!("'{s}"))
            }
            v => v,
        };
        let wanted: Vec<Vec<Option<String>>> = expected_rows(&table)
            .into_iter()
            .map(|r| r.into_iter().zip(&table.columns).map(|(v, c)| guarded(v, c.kind)).collect())
            .collect();
        assert_eq!(rows, wanted, "{}", table.name);
        // Nothing that a spreadsheet would run.
        for (value, column) in rows.iter().flat_map(|r| r.iter().zip(&table.columns)) {
            let runs = value.as_ref().is_some_and(|v| v.starts_with(['=', '+', '-', '@']));
            assert!(!(runs && column.kind == Kind::Text), "{value:?}");
        }
    }
}

#[test]
fn json_holds_every_value() {
    let dir = tempfile::tempdir().unwrap();
    for table in write(&dir.path().join("t"), &records()) {
        let file = File::open(dir.path().join("t").join(format!("{}.json", table.name))).unwrap();
        let json: serde_json::Value = serde_json::from_reader(file).unwrap();
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(rows.len(), table.len());
        for (row, wanted) in rows.iter().zip(expected_rows(&table)) {
            for (column, wanted) in table.columns.iter().zip(wanted) {
                let found = match &row[column.id.as_ref()] {
                    serde_json::Value::Null => None,
                    serde_json::Value::String(s) => Some(s.clone()),
                    other => Some(other.to_string()),
                };
                assert_eq!(found, wanted, "{}.{}", table.name, column.id);
            }
        }
    }
}

#[test]
fn sqlite_holds_every_value() {
    let dir = tempfile::tempdir().unwrap();
    let tables = write(&dir.path().join("t"), &records());
    let db = Connection::open(dir.path().join("t/trichluc.sqlite")).unwrap();
    for table in tables {
        let mut all = db.prepare(&format!("SELECT * FROM \"{}\"", table.name)).unwrap();
        let mut rows = all.query([]).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let value = |(at, kind): (usize, Kind)| match row.get_ref(at).unwrap() {
                ValueRef::Null => None,
                ValueRef::Integer(n) if kind == Kind::Flag => Some((n != 0).to_string()),
                ValueRef::Integer(n) => Some(n.to_string()),
                ValueRef::Real(n) => Some(trichluc::tables::plain_number(n)),
                ValueRef::Text(s) => Some(String::from_utf8(s.to_vec()).unwrap()),
                ValueRef::Blob(_) => panic!("a blob"),
            };
            found.push(table.columns.iter().map(|c| c.kind).enumerate().map(value).collect::<Vec<_>>());
        }
        assert_eq!(found, expected_rows(&table), "{}", table.name);
    }
}

#[test]
fn parquet_is_typed_and_holds_every_value() {
    let dir = tempfile::tempdir().unwrap();
    for table in write(&dir.path().join("t"), &records()) {
        let file = File::open(dir.path().join("t").join(format!("{}.parquet", table.name))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let mut found = Vec::new();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let value = |(field, kind): (&Field, Kind)| match (field, kind) {
                (Field::Null, _) => None,
                (Field::Str(s), Kind::Text) => Some(s.clone()),
                (Field::Long(n), Kind::Int) => Some(n.to_string()),
                (Field::Double(n), Kind::Num) => Some(trichluc::tables::plain_number(*n)),
                (Field::Date(n), Kind::Day) => Value::Day(*n).plain().map(|d| d.into_owned()),
                (Field::Bool(b), Kind::Flag) => Some(b.to_string()),
                other => panic!("{other:?}"),
            };
            let fields = row.get_column_iter().map(|(_, f)| f).zip(table.columns.iter().map(|c| c.kind));
            found.push(fields.map(value).collect::<Vec<_>>());
        }
        assert_eq!(found, expected_rows(&table), "{}", table.name);
    }
}

#[test]
fn xlsx_holds_every_value_and_no_formula() {
    let dir = tempfile::tempdir().unwrap();
    let tables = write(&dir.path().join("t"), &records());
    let mut book: Xlsx<_> = open_workbook(dir.path().join("t/trichluc.xlsx")).unwrap();
    let sheets: BTreeMap<String, String> = book
        .sheet_names()
        .into_iter()
        .filter_map(|name| {
            let title = book.worksheet_range(&name).ok()?.get_value((0, 0))?.to_string();
            Some((title, name))
        })
        .collect();
    for table in tables {
        let name = sheets.get(&table.title).expect("a sheet with the title of the table");
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} has a formula");
        let range = book.worksheet_range(name).unwrap();
        for (column, heading) in (0..).zip(&table.columns) {
            assert_eq!(range.get_value((1, column)).unwrap().to_string(), heading.heading);
        }
        for (row, wanted) in (2..).zip(expected_rows(&table)) {
            for (at, (column, wanted)) in (0..).zip(table.columns.iter().zip(wanted)) {
                let found = match range.get_value((row, at)) {
                    None | Some(Data::Empty) => None,
                    Some(Data::DateTime(d)) => {
                        Value::Day(d.as_f64() as i32 - 25_569).plain().map(|d| d.into_owned())
                    }
                    Some(Data::Float(n)) => Some(trichluc::tables::plain_number(*n)),
                    Some(other) => Some(other.to_string()),
                };
                // Signs that XML forbids cannot be held.
                let wanted = wanted.map(|w| {
                    w.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect::<String>()
                });
                assert_eq!(found, wanted, "{name} row {row} {}", column.id);
            }
        }
    }
    assert!(book.sheet_names().contains(&"Giải thích".to_owned()));
    assert!(book.sheet_names().contains(&"Biểu đồ".to_owned()));
}

#[test]
fn markdown_stays_one_line_a_row_and_runs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for table in write(&dir.path().join("t"), &records()) {
        let text = std::fs::read_to_string(dir.path().join("t").join(format!("{}.md", table.name))).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("**") && lines[0].contains("21 bài"), "{}", lines[0]);
        assert_eq!(lines.len(), table.len() + 4, "{}", table.name);
        let bars = |l: &str| l.replace("\\\\", "").replace("\\|", "").matches('|').count();
        assert!(lines[2..].iter().all(|l| bars(l) == bars(lines[2])), "{}", table.name);
        assert!(!text.contains("<script") && !text.contains('\u{1b}'), "{}", table.name);
        // Nothing that runs when the text is pasted into a spreadsheet.
        for formula in ["| =", "| +", "| @", "| -1+"] {
            assert!(!text.contains(formula), "{}: {formula}", table.name);
        }
    }
}

#[test]
fn plots_hold_every_name_as_text() {
    let book = Book::of(&records(), &Aliases::parse(sample::ALIASES).unwrap());
    let totals = (TABLES.iter().find(|t| t.name == "totals").unwrap().build)(&book, Lang::Vi);
    let bars = plots::bars(&book, &totals, Lang::Vi);
    assert_eq!(bars.len(), 4);
    for bars in bars {
        let picture = trichluc::output::svg::bars(&bars).unwrap();
        assert!(!picture.contains("<script"), "{}", bars.name);
        assert!(!picture.chars().any(|c| c.is_control() && !c.is_whitespace()), "{}", bars.name);
        assert!(picture.contains(bars.title.split(',').next().unwrap()), "{picture}");
        if bars.name == "admissions-by-cell" {
            assert!(picture.contains("Đảng bộ Viện Sao Băng") && picture.contains("Chi bộ Phòng Hạ"));
        }
    }
    let timelines = plots::timelines(&book, Lang::Vi);
    let first = timelines.iter().find(|t| t.number == "12-CV/ĐUSB").unwrap();
    let picture = trichluc::output::svg::timeline(first, plots::day_name(Lang::Vi), "ngày").unwrap();
    assert!(picture.contains("20/12/2023 (+10 ngày)"), "{picture}");
}

#[test]
fn a_plot_of_twenty_cells_is_legible() {
    let records: Vec<Record> = (0..45)
        .map(|nth| {
            article(&format!("r{nth:02}"))
                .cell(
                    &format!("Chi bộ Trung tâm Nghiên cứu và Phát triển thiết bị quan trắc thiên văn vô tuyến số {nth}"),
                    CellKind::ChiBo,
                    Some("Đảng ủy Viện Sao Băng"),
                )
                .met(MeetingKind::YearEndReview, Some("2023-12-01"), Some(2023))
                .count("members.admitted", f64::from(nth), "03 quần chúng")
        })
        .collect();
    let book = Book::of(&records, &Aliases::default());
    let totals = (TABLES.iter().find(|t| t.name == "totals").unwrap().build)(&book, Lang::Vi);
    let bars = &plots::bars(&book, &totals, Lang::Vi)[0];
    // The largest are drawn, and the title says so; long names are cut before their end, which tells them apart.
    assert_eq!(bars.categories.len(), plots::CELLS);
    assert_eq!(bars.title, "Kết nạp đảng viên, 2023 (45 trong 45 tổ chức có nêu, vẽ 20 tổ chức lớn nhất)");
    let picture = trichluc::output::svg::bars(bars).unwrap();
    for nth in 25..45 {
        assert!(picture.contains(&format!("vô tuyến số {nth}")), "{nth}");
    }
}

#[test]
fn writing_again_gives_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    write(&one, &records());
    write(&two, &records());
    let mut names: Vec<_> = std::fs::read_dir(&one).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), TABLES.len() * 4 + 2);
    for name in names {
        assert!(
            std::fs::read(one.join(&name)).unwrap() == std::fs::read(two.join(&name)).unwrap(),
            "{name:?}"
        );
    }
}

#[test]
fn the_queries_of_the_readme_answer() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("t"), &records());
    let db = Connection::open(dir.path().join("t/trichluc.sqlite")).unwrap();
    let page = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let readme = page("README.md");
    let queries: Vec<&str> =
        readme.split("```sql\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(queries.len(), 3);
    for query in queries {
        let mut statement = db.prepare(query).unwrap();
        assert!(statement.exists([]).unwrap(), "{query} finds nothing");
    }
}

#[test]
fn a_search_without_marks_finds_letters_with_them() {
    let dir = tempfile::tempdir().unwrap();
    write(&dir.path().join("t"), &records());
    let db = Connection::open(dir.path().join("t/trichluc.sqlite")).unwrap();
    let found = |words: &str| -> i64 {
        db.query_row("SELECT count(*) FROM search WHERE search MATCH ?", [words], |r| r.get(0)).unwrap()
    };
    assert!(found("\"dang uy\"") > 0);
    assert_eq!(found("\"dang uy\""), found("\"Đảng ủy\""));
    assert_eq!(found("\"khong co trong bai\""), 0);
}
