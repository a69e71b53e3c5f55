//! VISCII 1.1 (RFC 1456): one byte a letter, six capitals on places of control characters.
//!
//! The table was checked against glibc's iconv and GNU recode; they agree in every place.

use std::sync::LazyLock;

use super::single::Table;

const UPPER: &str = "\
    ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ\
    ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ\
    Õắằặấầẩậẽẹếềểễệố\
    ồổỗỠƠộờởịỰỨỪỬơớƯ\
    ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ\
    ĐứÒÓÔạỷừửÙÚỹỵÝỡư\
    àáâãảăữẫèéêẻìíĩỉ\
    đựòóôõỏọụùúũủýợỮ";

const LOWER: [(u8, char); 6] = [(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1E, 'Ỵ')];

/// The table of VISCII.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(UPPER, &LOWER));
