//! Words and signs by which the lines around the text of an article are told: day of publication, credit, author,
//! caption.

use super::key::Key;
use crate::w;

/// Words that name a day of the week or lead to a date: "thứ Hai, ngày …", "Chủ nhật".
pub(crate) const DAY_WORDS: [Key; 10] = [
    w!("ngày"),
    w!("thứ"),
    w!("hai"),
    w!("ba"),
    w!("tư"),
    w!("năm"),
    w!("sáu"),
    w!("bảy"),
    w!("chủ"),
    w!("nhật"),
];

/// What else stands beside a day in the line of publication.
pub(super) const PUBLISHED_WORDS: [Key; 20] = [
    w!("đăng"),
    w!("tháng"),
    w!("cập"),
    w!("lúc"),
    w!("gmt"),
    w!("lượt"),
    w!("xem"),
    w!("đọc"),
    w!("date"),
    w!("lần"),
    w!("tin"),
    w!("giờ"),
    w!("phút"),
    w!("am"),
    w!("pm"),
    w!("cn"),
    w!("h"),
    w!("gửi"),
    w!("xuất"),
    w!("bản"),
];

/// Words and signs before the colon of a credit: "Tin, ảnh: …".
pub(super) const CREDIT_WORDS: [Key; 13] = [
    w!("tin"),
    w!("ảnh"),
    w!("bài"),
    w!("và"),
    w!(","),
    w!("-"),
    w!("/"),
    w!("&"),
    w!("viết"),
    w!("clip"),
    w!("video"),
    w!("thực"),
    w!("hiện"),
];

/// Words before the colon that names the author: "Tác giả: …".
pub(super) const AUTHOR_WORDS: [Key; 8] =
    [w!("tác"), w!("giả"), w!("người"), w!("viết"), w!("đưa"), w!("tin"), w!("biên"), w!("tập")];

/// First words behind "Ảnh:" that tell what the picture shows, not who took it.
pub(super) const SHOWN_WORDS: [Key; 8] =
    [w!("đồng"), w!("đ"), w!("ông"), w!("bà"), w!("các"), w!("quang"), w!("toàn"), w!("đại")];

/// What may stand between the capitals of a signature.
pub(super) const NAME_PARTS: [Key; 11] =
    [w!("-"), w!(","), w!("."), w!("&"), w!("và"), w!("("), w!(")"), w!("/"), w!("'"), w!("h"), w!("y")];

/// Words of captions, each telling enough where a line has no full stop.
pub(super) const CAPTION_WORDS: [Key; 22] = [
    w!("cảnh"),
    w!("ảnh"),
    w!("hình"),
    w!("phát"),
    w!("trao"),
    w!("tặng"),
    w!("chụp"),
    w!("bỏ"),
    w!("trình"),
    w!("chúc"),
    w!("biểu"),
    w!("mắt"),
    w!("dự"),
    w!("nghị"),
    w!("hội"),
    w!("lễ"),
    w!("niệm"),
    w!("thăm"),
    w!("tham"),
    w!("tuyên"),
    w!("công"),
    w!("chủ"),
];
