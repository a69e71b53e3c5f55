//! What every score must keep to, whatever the labels.

use proptest::prelude::*;
use trichluc::evaluate::fact::Field;
use trichluc::evaluate::label::Labels;
use trichluc::evaluate::score::{Tally, compare};

/// Labels out of a small stock of values, so that right, nearly right and wrong all happen.
fn labels() -> impl Strategy<Value = Labels> {
    let name = prop::sample::select(vec!["Lò Văn Páo", "Mai Thế Khải", "Tạ Thị Hoà", "TẠ THỊ HÒA", "Khải"]);
    let role = prop::sample::select(vec!["Bí thư", "Bí thư Chi bộ", "Phó Bí thư", "bí thư chi bộ"]);
    let person = (name, prop::collection::vec(role, 0..3), any::<bool>())
        .prop_map(|(n, r, a)| serde_json::json!({"name": n, "roles": r, "admitted": a}));
    let day = prop::sample::select(vec!["2023-12-21", "2022-12-21", "2023", "2022/2025", "--02-10"]);
    let date = (day, prop::sample::select(vec!["day", "year"]))
        .prop_map(|(v, p)| serde_json::json!({"value": v, "precision": p}));
    let unit = prop::sample::select(vec![
        Some("đồng chí"),
        Some("đảng viên"),
        Some("đảng viên dự bị"),
        Some("tỷ đồng"),
        None,
    ]);
    let measure = prop::sample::select(vec![None, Some("members.admitted"), Some("members.total")]);
    let count = (0..4_i32, unit, measure)
        .prop_map(|(v, u, m)| serde_json::json!({"value": v, "unit": u, "measure": m}));
    let number = prop::sample::select(vec!["138-CV/ĐUV", "138 – cv/đuv", "05"]);
    let issuer = prop::sample::select(vec![None, Some("Đảng ủy Viện"), Some("BCH Đảng bộ"), Some("Đảng uỷ")]);
    let directive =
        (number, issuer).prop_map(|(n, i)| serde_json::json!({"number": n, "issuer": i, "type": "công văn"}));
    let rating = (prop::sample::select(vec!["cell", "members"]), prop::option::of(0..4_i32))
        .prop_map(|(s, v)| serde_json::json!({"subject": s, "rating": "good", "value": v}));
    let cell = prop::option::of(prop::sample::select(vec!["Chi bộ 3", "Chi bộ 3 thuộc Đảng bộ", "Chi bộ 4"]));
    (
        prop::collection::vec(person, 0..4),
        prop::collection::vec(date, 0..4),
        prop::collection::vec(count, 0..5),
        prop::collection::vec(directive, 0..3),
        prop::collection::vec(rating, 0..3),
        cell,
    )
        .prop_map(|(people, dates, counts, directives, ratings, cell)| {
            let json = serde_json::json!({
                "id": "x", "people": people, "dates": dates, "counts": counts, "directives": directives,
                "ratings": ratings, "cell": cell.map(|c| serde_json::json!({"name": c})),
                "meeting": {"kind": "other", "date": "2023-12-21"},
            });
            serde_json::from_value(json).unwrap_or_default()
        })
}

fn tallies(gold: &Labels, found: &Labels) -> Vec<(Field, Tally)> {
    compare(gold, found).into_iter().map(|(f, c)| (f, c.tally(f))).collect()
}

fn shuffled(l: &Labels) -> Labels {
    let mut l = l.clone();
    l.people.reverse();
    l.people.iter_mut().for_each(|p| p.roles.reverse());
    l.dates.reverse();
    l.counts.reverse();
    l.directives.reverse();
    l.ratings.reverse();
    l
}

proptest! {
    #[test]
    fn gold_found_again_is_perfect(gold in labels()) {
        // A rating's number given as a count is neither right nor wrong, so it must not be labelled as one.
        let mut gold = gold;
        gold.ratings.clear();
        for (field, t) in tallies(&gold, &gold) {
            prop_assert_eq!((t.missed(), t.spurious(), t.left_open), (0, 0, 0), "{}", field);
            prop_assert!(t.f1().is_none_or(|f| f == 1.0));
            prop_assert!(t.lenient_f1().is_none_or(|f| f == 1.0));
        }
    }

    #[test]
    fn order_and_duplicates_change_nothing(gold in labels(), found in labels()) {
        let plain = tallies(&gold, &found);
        prop_assert_eq!(&plain, &tallies(&shuffled(&gold), &found));
        prop_assert_eq!(&plain, &tallies(&gold, &shuffled(&found)));
        let mut twice = found.clone();
        twice.people.extend(found.people.iter().cloned());
        twice.counts.extend(found.counts.iter().cloned());
        twice.dates.extend(found.dates.iter().cloned());
        prop_assert_eq!(&plain, &tallies(&gold, &twice));
    }

    #[test]
    fn swapping_gold_and_found_swaps_precision_and_recall(a in labels(), b in labels()) {
        let (mut a, mut b) = (a, b);
        a.ratings.clear();
        b.ratings.clear();
        for ((field, there), (_, back)) in tallies(&a, &b).into_iter().zip(tallies(&b, &a)) {
            prop_assert_eq!(there.precision(), back.recall(), "{}", field);
            prop_assert_eq!(there.recall(), back.precision(), "{}", field);
            prop_assert_eq!(there.lenient, back.lenient, "{}", field);
        }
    }

    #[test]
    fn a_spurious_fact_never_raises_a_score(gold in labels(), found in labels()) {
        let before = tallies(&gold, &found);
        let mut more = found;
        let extra = serde_json::json!({"name": "Đặng Không Có", "roles": ["Thủ quỹ"], "admitted": true});
        more.people.push(serde_json::from_value(extra).unwrap());
        more.counts.push(serde_json::from_value(serde_json::json!({"value": 987, "unit": "con", "measure": "m"})).unwrap());
        more.dates.push(serde_json::from_value(serde_json::json!({"value": "1999-01-01", "precision": "day"})).unwrap());
        more.directives.push(serde_json::from_value(serde_json::json!({"number": "999-QĐ/X", "date": "1999-01-01"})).unwrap());
        for ((field, b), (_, a)) in before.into_iter().zip(tallies(&gold, &more)) {
            prop_assert!(a.precision().unwrap_or(0.0) <= b.precision().unwrap_or(1.0), "{}", field);
            prop_assert!(a.recall().unwrap_or(0.0) <= b.recall().unwrap_or(1.0), "{}", field);
            prop_assert!(a.f1().unwrap_or(0.0) <= b.f1().unwrap_or(1.0), "{}", field);
            prop_assert!(a.lenient_f1().unwrap_or(0.0) <= b.lenient_f1().unwrap_or(1.0), "{}", field);
        }
    }

    #[test]
    fn the_stock_of_labels_is_read(l in labels()) {
        prop_assert_eq!(l.id.as_deref(), Some("x"));
    }

    #[test]
    fn a_figure_is_absent_exactly_where_there_are_no_samples(gold in labels(), found in labels()) {
        for (_, t) in tallies(&gold, &found) {
            prop_assert_eq!(t.recall().is_none(), t.gold == 0);
            prop_assert_eq!(t.precision().is_none(), t.found == 0);
            prop_assert_eq!(t.f1().is_none(), t.gold == 0 && t.found == 0);
        }
    }
}
