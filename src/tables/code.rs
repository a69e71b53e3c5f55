//! The codes of the record's kinds: the names that they have in its JSON.

use crate::record::{ActionKind, Approx, CellKind, MeetingKind, PartOfDay, RatingSubject, Relation, Stage};

/// A kind with a stable name.
pub(crate) trait Code: Copy {
    /// The name in the record's JSON.
    fn code(self) -> &'static str;
}

macro_rules! codes {
    ($($kind:ident { $($variant:ident => $code:literal),+ $(,)? })+) => {$(
        impl Code for $kind {
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    )+

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn codes_are_those_of_the_json() {
                $($(
                    let json = serde_json::to_value($kind::$variant).unwrap();
                    assert_eq!(json, $kind::$variant.code());
                )+)+
            }
        }
    };
}

codes! {
    CellKind {
        ChiBo => "chi_bo", DangBoBoPhan => "dang_bo_bo_phan", DangBo => "dang_bo", DangUy => "dang_uy",
        TinhUy => "tinh_uy", ThanhUy => "thanh_uy", QuanUy => "quan_uy", HuyenUy => "huyen_uy",
        BanCanSuDang => "ban_can_su_dang",
    }
    MeetingKind {
        YearEndReview => "year_end_review", MidYearReview => "mid_year_review", Admission => "admission",
        Confirmation => "confirmation", Congress => "congress", Regular => "regular", Thematic => "thematic",
        Award => "award", Personnel => "personnel", Other => "other",
    }
    PartOfDay { Morning => "morning", Noon => "noon", Afternoon => "afternoon", Evening => "evening" }
    Relation {
        Implements => "implements", PursuantTo => "pursuant_to", AccordingTo => "according_to",
        Issued => "issued", Mentions => "mentions",
    }
    ActionKind {
        Chaired => "chaired", Opened => "opened", Reported => "reported", Spoke => "spoke",
        Admitted => "admitted", Confirmed => "confirmed", Elected => "elected", Rewarded => "rewarded",
        Disciplined => "disciplined",
    }
    Approx { AtLeast => "at_least", AtMost => "at_most", About => "about" }
    RatingSubject {
        Cell => "cell", Members => "members", Member => "member", Unit => "unit", Leaders => "leaders",
        Cells => "cells",
    }
    Stage { SelfAssessed => "self_assessed", Proposed => "proposed", Decided => "decided" }
}
