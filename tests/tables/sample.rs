//! Twelve records made by hand, with invented people and institutions. What every table must say of them is
//! worked out in the tests, beside each assertion.

#![allow(dead_code, reason = "each test file uses a part of it")]

use trichluc::record::{
    Action, ActionKind, Approx, Article, Cell, CellKind, Count, Directive, Evidence, Meeting, MeetingKind,
    Number, Person, Rating, RatingSubject, Record, Relation, Role, SCHEMA_VERSION, Stage,
};

/// Mentions at a place of their own, so that every fact has its span.
pub(crate) fn words(record: &Record, text: &str) -> Vec<Evidence> {
    let start = 10 * (record.counts.len() + record.people.len() + record.directives.len() + 1);
    vec![Evidence { span: [start, start + text.chars().count()], text: text.to_owned(), rule: "tay".into() }]
}

pub(crate) fn article(id: &str) -> Record {
    Record {
        schema_version: SCHEMA_VERSION,
        article: Article {
            id: id.to_owned(),
            path: format!("bai/{id}.txt"),
            format: "text".to_owned(),
            encoding: "utf-8".to_owned(),
            ..Article::default()
        },
        ..Record::default()
    }
}

/// Steps that make a record, in the order in which a reader would tell it.
pub(crate) trait Make: Sized {
    fn cell(self, name: &str, kind: CellKind, superior: Option<&str>) -> Self;
    fn met(self, kind: MeetingKind, date: Option<&str>, review_year: Option<i32>) -> Self;
    fn count(self, measure: &str, value: f64, text: &str) -> Self;
    fn last(self, change: impl FnOnce(&mut Count)) -> Self;
    fn rated(self, subject: RatingSubject, rating: &str, share: Option<(f64, &str)>, stage: Stage) -> Self;
    fn directive(self, number: &str, date: Option<&str>, relation: Relation) -> Self;
    fn person(self, name: &str, role: Option<&str>, action: Option<ActionKind>) -> Self;
}

impl Make for Record {
    fn cell(mut self, name: &str, kind: CellKind, superior: Option<&str>) -> Self {
        self.cell = Some(Cell {
            name: name.to_owned(),
            kind,
            unit: name.split_once(' ').and_then(|(_, rest)| rest.split_once(' ')).map(|(_, u)| u.to_owned()),
            superior: superior.map(str::to_owned),
            key: String::new(),
            mentions: vec![Evidence {
                span: [0, name.chars().count()],
                text: name.to_owned(),
                rule: "tay".into(),
            }],
        });
        self
    }

    fn met(mut self, kind: MeetingKind, date: Option<&str>, review_year: Option<i32>) -> Self {
        let meeting = Meeting {
            kind,
            date: date.map(str::to_owned),
            part_of_day: None,
            time: None,
            place: None,
            review_year,
            plan_year: review_year.map(|y| y + 1),
            mentions: Vec::new(),
        };
        if self.meeting.is_none() {
            self.meeting = Some(meeting);
        } else {
            self.other_meetings.push(meeting);
        }
        self
    }

    fn count(mut self, measure: &str, value: f64, text: &str) -> Self {
        let unit = text.split_once(' ').map(|(_, unit)| unit.to_owned());
        let mentions = words(&self, text);
        self.counts.push(Count {
            measure: (!measure.is_empty()).then(|| measure.to_owned()),
            value: Number(value),
            unit,
            year: None,
            approx: None,
            part_of: None,
            planned: false,
            each: false,
            mentions,
        });
        self
    }

    fn last(mut self, change: impl FnOnce(&mut Count)) -> Self {
        change(self.counts.last_mut().expect("a count before"));
        self
    }

    fn rated(
        mut self,
        subject: RatingSubject,
        rating: &str,
        share: Option<(f64, &str)>,
        stage: Stage,
    ) -> Self {
        self.ratings.push(Rating {
            subject,
            rating: rating.to_owned(),
            value: share.map(|s| Number(s.0)),
            unit: share.map(|s| s.1.to_owned()),
            stage: Some(stage),
            year: None,
            mentions: Vec::new(),
        });
        self
    }

    fn directive(mut self, number: &str, date: Option<&str>, relation: Relation) -> Self {
        let mentions = words(&self, number);
        self.directives.push(Directive {
            number: Some(number.to_owned()),
            serial: None,
            type_code: None,
            kind: Some("công văn".to_owned()),
            issuer_code: None,
            issuer: Some("Đảng ủy Viện Sao Băng".to_owned()),
            date: date.map(str::to_owned),
            subject: Some("tổng kết công tác Đảng".to_owned()),
            title: None,
            relation,
            mentions,
        });
        self
    }

    fn person(mut self, name: &str, role: Option<&str>, action: Option<ActionKind>) -> Self {
        let mentions = words(&self, name);
        let roles = role.map(|text| Role {
            text: text.to_owned(),
            title: text.to_owned(),
            organization: None,
            organization_full: None,
            mentions: mentions.clone(),
        });
        let actions = action.map(|action| Action { action, object: None, mentions: mentions.clone() });
        self.people.push(Person {
            name: name.to_owned(),
            key: name.to_lowercase(),
            titles: Vec::new(),
            roles: roles.into_iter().collect(),
            admitted: action == Some(ActionKind::Admitted),
            actions: actions.into_iter().collect(),
            mentions,
        });
        self
    }
}

const ABOVE: Option<&str> = Some("Đảng ủy Viện Sao Băng");

/// Sao Mai: a review of 2023 in two articles that agree and disagree, an admission told before it, a review
/// of 2022 under an older name. Phòng Hà: two admissions and no review. Phòng Hạ: half a year, and a review
/// of 2022 without a day, told twice. The institute above them, told twice. An article on no cell.
pub(crate) fn twelve() -> Vec<Record> {
    use CellKind::{ChiBo, DangBo, DangUy};
    use MeetingKind::{Admission, MidYearReview, Regular, YearEndReview};
    vec![
        article("01")
            .cell("Chi bộ Trung tâm Sao Mai", ChiBo, ABOVE)
            .met(YearEndReview, Some("2023-12-20"), Some(2023))
            .count("members.attending", 14.0, "14 đảng viên")
            .count("members.total", 15.0, "15 đảng viên")
            .count("members.admitted", 3.0, "03 quần chúng")
            .count("publications.total", 16.0, "16 công bố")
            .count("publications.international", 8.0, "08 công bố")
            .last(|c| c.part_of = Some("publications.total".to_owned()))
            .count("publications.book_chapters", 2.0, "02 chương sách")
            .last(|c| c.part_of = Some("publications.total".to_owned()))
            .count("members.badges", 4.0, "04 Huy hiệu")
            .count("members.badges", 3.0, "03 Huy hiệu")
            .last(|c| c.part_of = Some("members.badges".to_owned()))
            .count("members.admitted", 5.0, "05 quần chúng")
            .last(|c| {
                c.planned = true;
                c.year = Some(2024);
            })
            .directive("12-CV/ĐUSB", Some("2023-12-10"), Relation::Implements)
            .person("Lò Thị Sương", Some("Bí thư Chi bộ"), Some(ActionKind::Chaired))
            .rated(RatingSubject::Cell, "good", None, Stage::SelfAssessed)
            .rated(RatingSubject::Members, "excellent", Some((2.0, "people")), Stage::Proposed),
        // The same meeting in another article: one figure repeated, one contradicted.
        article("02")
            .cell("Chi bộ TT Sao Mai", ChiBo, ABOVE)
            .met(YearEndReview, Some("2023-12-20"), None)
            .count("members.attending", 14.0, "14 đảng viên")
            .count("members.admitted", 3.0, "ba quần chúng")
            .count("publications.total", 17.0, "17 công bố")
            .rated(RatingSubject::Cell, "good", None, Stage::SelfAssessed)
            .rated(RatingSubject::Cell, "excellent", None, Stage::Decided),
        // Two of the three of the year.
        article("03")
            .cell("Chi bộ Trung tâm Sao Mai", ChiBo, ABOVE)
            .met(Admission, Some("2023-05-05"), None)
            .count("members.admitted", 2.0, "02 quần chúng")
            .person("Vi Văn Mây", None, Some(ActionKind::Admitted)),
        // The older name: one cell only by a person's decision.
        article("04")
            .cell("Chi bộ Trung tâm Quan Trắc", ChiBo, ABOVE)
            .met(YearEndReview, Some("2022-12-22"), Some(2022))
            .count("members.total", 13.0, "13 đảng viên")
            .count("members.admitted", 1.0, "01 quần chúng")
            .count("publications.total", 10.0, "10 công bố")
            .person("Lò Thị Sương", Some("Phó Bí thư Chi bộ"), None)
            .rated(RatingSubject::Cell, "good", None, Stage::Decided),
        article("05")
            .cell("Chi bộ Phòng Hà", ChiBo, ABOVE)
            .met(Admission, Some("2023-03-03"), None)
            .count("members.admitted", 1.0, "một quần chúng")
            .count("members.total", 8.0, "8 đảng viên"),
        article("06")
            .cell("Chi bộ Phòng Hà", ChiBo, ABOVE)
            .met(Admission, Some("2023-09-02"), None)
            .count("members.admitted", 2.0, "02 quần chúng")
            .count("members.total", 9.0, "9 đảng viên"),
        article("07")
            .cell("Chi bộ Phòng Hạ", ChiBo, ABOVE)
            .met(MidYearReview, Some("2023-07-10"), Some(2023))
            .count("members.admitted", 1.0, "01 quần chúng")
            .count("members.total", 20.0, "20 đảng viên")
            .last(|c| c.approx = Some(Approx::AtLeast))
            .count("members.attending", 95.0, "95 %")
            .directive("12-CV/ĐUSB", None, Relation::Mentions),
        // A review without a day, told by two articles: one meeting. None disciplined is a figure, 0.
        article("08")
            .cell("Chi bộ Phòng Hạ", ChiBo, ABOVE)
            .met(YearEndReview, None, Some(2022))
            .count("members.disciplined", 0.0, "0 đảng viên")
            .count("members.attending", 18.0, "18 đảng viên"),
        article("09")
            .cell("chi bộ phòng Hạ", ChiBo, None)
            .met(YearEndReview, None, Some(2022))
            .count("members.attending", 18.0, "18 đảng viên")
            .directive("12-CV/ĐUSB", Some("2022-12-01"), Relation::Implements),
        // The whole of which Sao Mai, Phòng Hà and Phòng Hạ are parts.
        article("10")
            .cell("Đảng bộ Viện Sao Băng", DangBo, Some("Đảng ủy Bộ Thiên Văn"))
            .met(YearEndReview, Some("2023-12-28"), Some(2023))
            .count("members.admitted", 10.0, "10 đảng viên")
            .count("members.total", 120.0, "120 đảng viên")
            .count("members.introduced", 2.0, "02 đồng chí")
            .last(|c| {
                c.measure = Some("candidates.introduced".to_owned());
                c.each = true;
            })
            .rated(RatingSubject::Members, "good", Some((80.0, "percent")), Stage::Decided)
            .directive("12-CV/ĐUSB", Some("2023-12-10"), Relation::Issued),
        // Nearly the same article under another name of the body.
        {
            let mut copy = article("11")
                .cell("Đảng ủy Viện Sao Băng", DangUy, None)
                .met(YearEndReview, None, None)
                .count("members.admitted", 10.0, "10 đảng viên")
                .count("members.total", 120.0, "120 đảng viên");
            copy.article.near_duplicate_of = Some("10".to_owned());
            copy
        },
        {
            let mut article = article("12").count("members.admitted", 7.0, "07 quần chúng");
            article.article.published = Some("2023-06-01".to_owned());
            article.met(Regular, None, None)
        },
    ]
}

/// The decision that Quan Trắc is the older name of Sao Mai.
pub(crate) const ALIASES: &str =
    "[[same]]\nname = \"Chi bộ Trung tâm Sao Mai\"\nalso = [\"Chi bộ Trung tâm Quan Trắc\"]\n";
