//! Days of publication as columns, metadata and markup write them, as ISO 8601.
//!
//! Only what a machine or a form wrote is read here, whole or at the start of the value; days in running
//! text are the business of the extraction.

/// `2023-12-21T08:00:00+07:00`, `20231221…`, `21/12/2023 08:00`, `8:00, 21-12-2023`, `Thứ năm, 21.12.2023` as
/// `2023-12-21`; `None` for anything else.
pub(crate) fn iso(value: &str) -> Option<String> {
    let groups: Vec<&str> =
        value.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let year = |s: &str| s.parse::<i16>().ok().filter(|_| s.len() == 4).filter(|y| (1900..=2100).contains(y));
    let small = |s: &str| s.parse::<i8>().ok().filter(|_| s.len() <= 2);
    for (k, group) in groups.iter().enumerate() {
        // D:20231221080000 (PDF), 20231221
        if group.len() >= 8
            && let (Some(y), Some(m), Some(d)) = (group.get(..4), group.get(4..6), group.get(6..8))
            && let Some(day) = date(year(y), small(m), small(d))
        {
            return Some(day);
        }
        let Some(y) = year(group) else { continue };
        let neighbour = |i: Option<usize>| i.and_then(|i| groups.get(i)).and_then(|g| small(g));
        let after = date(Some(y), neighbour(Some(k + 1)), neighbour(Some(k + 2)));
        let before = date(Some(y), neighbour(k.checked_sub(1)), neighbour(k.checked_sub(2)));
        // "8:00, 21-12-2023" has figures on one side only; "2023-12-21" begins with its year.
        return if k == 0 { after.or(before) } else { before.or(after) };
    }
    None
}

fn date(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Option<String> {
    jiff::civil::Date::new(year?, month?, day?).ok().map(|d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn written_by_machines_and_forms() {
        for s in [
            "2023-12-21",
            "2023-12-21T08:00:00+07:00",
            "D:20231221080000+07'00'",
            "21/12/2023",
            "8:00, 21-12-2023",
            "Thứ năm, 21.12.2023 | 08:05",
            "21/12/2023 08:05:11",
        ] {
            assert_eq!(iso(s).as_deref(), Some("2023-12-21"), "{s}");
        }
        for s in ["", "hôm qua", "31/2/2023", "12/2023", "1703120400"] {
            assert_eq!(iso(s), None, "{s}");
        }
    }
}
