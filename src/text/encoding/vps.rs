//! VPS: one byte a letter, fourteen capitals on places of control characters.
//!
//! The table was checked against GNU recode and two input methods (xvnkb, VBKey). recode lacks Ỗ (99), which
//! the other two have. Fonts show some toned capitals as small letters; the input methods write them so, and
//! such text is read with the small letter that it has. Places without a letter are read as windows-1252.

use std::sync::LazyLock;

use super::single::Table;

const UPPER: &str = "\
    ÀẢÃẤẦẨọỗĂếềểệẮẰẲ\
    Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ\
    \u{A0}ắằẳẵặỠớÙờởỡŨỨợỪ\
    ổỬỲỸÍÌộỈĨÓửữÒỎÕự\
    ầÁÂấẩẫậđẻÉÊẹỉễịỹ\
    ƯỦồốÔỏơÈừứÚũưÝẺß\
    àáâãảạăçèéêẽìíîĩ\
    ẴĐòóôõöƠụùúủüỶẼỳ";

const LOWER: [(u8, char); 14] = [
    (0x02, 'Ạ'),
    (0x03, 'Ậ'),
    (0x04, 'Ặ'),
    (0x05, 'Ẹ'),
    (0x06, 'Ệ'),
    (0x10, 'Ị'),
    (0x11, 'Ọ'),
    (0x12, 'Ộ'),
    (0x13, 'Ợ'),
    (0x14, 'Ụ'),
    (0x15, 'Ự'),
    (0x19, 'Ỵ'),
    (0x1C, 'Ẫ'),
    (0x1D, 'Ữ'),
];

/// The table of VPS.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(UPPER, &LOWER));
