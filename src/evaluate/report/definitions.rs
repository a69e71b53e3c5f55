//! What every figure means, for `--explain`.

use std::fmt::Write;

use crate::evaluate::fact::Field;

use super::Lang;

/// The definitions in one language.
#[must_use]
pub fn definitions(lang: Lang) -> String {
    let mut out = String::from(lang.pick(VALUES_VI, VALUES_EN));
    for field in Field::ALL {
        let _ = match lang {
            Lang::Vi => writeln!(out, "  {:18} {}", field.name(), field.definition_vi()),
            Lang::En => writeln!(out, "  {:18} {}", field.name(), field.definition()),
        };
    }
    out.push_str(lang.pick(REST_VI, REST_EN));
    out
}

const VALUES_VI: &str = "\
GIÁ TRỊ (số liệu chính)
  So giá trị sau khi chuẩn hóa (NFC, chữ thường, vị trí dấu thanh, gạch nối, ngoặc kép, chữ viết tắt của cơ quan);
  vị trí không được xét. Mỗi sự kiện tính một lần trong một bài, nhắc lại bao nhiêu lần cũng vậy.
    P  = đúng / tìm được      R  = đúng / có trong nhãn      F1 = 2PR / (P + R)
  Cộng dồn qua mọi bài (micro); macroF1 là trung bình F1 của các bài có mẫu. \"–\" và \"không có mẫu\": không tính được,
  không phải 0. \"nới\" (lenientF1) coi là đúng cả khi chữ của bên này chứa chữ của bên kia (chức vụ, đơn vị đếm,
  nơi ban hành, tên tổ chức). Cách viết được nhãn chấp nhận (alt, alt_units) là đúng; cách đọc nhãn bỏ ngỏ
  (ambiguous) không đúng không sai, cột left_open.
  Một sự kiện của mỗi trường là:
";

const VALUES_EN: &str = "\
VALUES (the headline)
  Values are compared after folding (NFC, lower case, place of the tone mark, dashes, quotation marks, usual
  abbreviations of bodies); spans play no part. A fact counts once in an article, however often it is stated.
    P  = correct / found      R  = correct / gold            F1 = 2PR / (P + R)
  Added up over all articles (micro); macroF1 is the mean F1 of the articles with samples. \"–\" and \"no samples\"
  mean that there is no figure, not 0. lenientF1 also counts as right where one side's words contain the other's
  (roles, units, issuers, cells). Variants that the labels accept (alt, alt_units) are right; readings that they
  leave open (ambiguous) are neither right nor wrong, column left_open.
  One fact of each field is:
";

const REST_VI: &str = "
SỰ KIỆN TRỌN VẸN
  người + chức vụ      tên, với đúng các chức vụ của nhãn, không hơn không kém
  văn bản + ngày + nơi số, ngày ban hành và nơi ban hành đều đúng
  số + chỉ tiêu + năm  giá trị, đơn vị, chỉ tiêu đều đúng, và cả năm nếu nhãn có ghi

VỊ TRÍ (SemEval-2013 task 9; chỉ nơi nhãn có vị trí)
  Ghép một-một, cách ghép tốt nhất trong mọi cách; thứ tự và bản sao không ảnh hưởng.
    COR đúng  INC sai  PAR một phần  MIS sót  SPU thừa
    strict   đúng chữ, đúng loại           exact    đúng chữ, loại nào cũng được
    partial  trùng một phần tính một nửa   type     trùng một phần, đúng loại
    P = (COR + PAR/2) / (COR + INC + PAR + SPU)      R = (COR + PAR/2) / (COR + INC + PAR + MIS)

KHOẢNG TIN CẬY
  95 %: bootstrap theo bài (--bootstrap N lần, --seed S); so hai lần chạy: bootstrap cặp. Phiếu đọc: khoảng Wilson.
";

const REST_EN: &str = "
WHOLE FACTS
  person + roles            the name, with exactly the roles that gold gives
  directive + date + issuer number, day of issue and issuer all right
  count + measure + year    value, unit and measure right, and the year where gold states one

SPANS (SemEval-2013 task 9; where gold has spans)
  Matched one-to-one, the best of all matchings; order and duplicates change nothing.
    COR correct  INC incorrect  PAR partial  MIS missed  SPU spurious
    strict   same words, same type         exact    same words, whatever the type
    partial  an overlap is worth a half    type     an overlap of the same type
    P = (COR + PAR/2) / (COR + INC + PAR + SPU)      R = (COR + PAR/2) / (COR + INC + PAR + MIS)

INTERVALS
  95 %: bootstrap over articles (--bootstrap N, --seed S); two runs: paired bootstrap. Judged sheets: Wilson.
";
