//! Findings on how a number is written.

use super::{Finding, vi_number};
use crate::extract::Said;

/// "hai (03) đồng chí": words and digits of one number disagree.
pub(super) fn spelled(said: &Said, out: &mut Vec<Finding>) {
    for m in &said.counts {
        let Some(other) = m.value.disagrees else { continue };
        let (a, b) = (vi_number(m.value.value), vi_number(other));
        out.push(Finding {
            code: "count.spelled_differs",
            vi: format!("cùng một số ghi hai cách khác nhau: {a} và {b}"),
            en: format!("one number written in two ways that differ: {} and {other}", m.value.value),
            spans: vec![m.span],
        });
    }
}
