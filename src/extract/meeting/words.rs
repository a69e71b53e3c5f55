//! Words before and behind a gathering that decide whether it is one, and whether it has happened.

use crate::text::Key;
use crate::w;

/// Signs that end the look back for a plan.
pub(super) const CLAUSE: [Key; 4] = [w!(","), w!(";"), w!(":"), w!(")")];

/// Words of the future; who sets off for a visit ("lên đường") attends later.
pub(super) const FUTURE: [&[Key]; 6] = [
    &[w!("dự"), w!("định")],
    &[w!("sẽ")],
    &[w!("sắp")],
    &[w!("dự"), w!("kiến")],
    &[w!("lên"), w!("đường")],
    &[w!("ngày"), w!("mai")],
];

/// Words of habit.
pub(super) const HABIT: [&[Key]; 2] = [&[w!("hằng"), w!("năm")], &[w!("hàng"), w!("năm")]];

/// Words of the past.
pub(super) const PAST: [&[Key]; 3] = [&[w!("đã")], &[w!("vừa")], &[w!("được")]];

/// Words that make what follows a plan, a duty, a habit, or something else than the report.
pub(super) const UNREAL: [&[Key]; 25] = [
    &[w!("nhằm")],
    &[w!("giúp")],
    &[w!("tập"), w!("huấn")],
    &[w!("mời")],
    &[w!("hoãn")],
    &[w!("kết"), w!("thúc"), w!("chuyến")],
    &[w!("đang")],
    &[w!("muốn")],
    &[w!("chuẩn"), w!("bị")],
    &[w!("cần")],
    &[w!("phải")],
    &[w!("yêu"), w!("cầu")],
    &[w!("đề"), w!("nghị")],
    &[w!("trước"), w!("khi")],
    &[w!("không")],
    &[w!("chưa")],
    &[w!("thường"), w!("xuyên")],
    &[w!("nếu")],
    &[w!("việc")],
    &[w!("hướng"), w!("tới")],
    &[w!("tiến"), w!("tới")],
    &[w!("định"), w!("kỳ")],
    &[w!("kế"), w!("hoạch")],
    &[w!("mỗi")],
    &[w!("duy"), w!("trì")],
];

/// Words that may stand between the verb and the noun.
pub(super) const BETWEEN: [Key; 13] = [
    w!("\""),
    w!("thành"),
    w!("công"),
    w!("trọng"),
    w!("thể"),
    w!("long"),
    w!("trang"),
    w!("buổi"),
    w!("cuộc"),
    w!("một"),
    w!("các"),
    w!("điểm"),
    w!("trực"),
];

/// Adverbs that tell that something has happened.
pub(super) const TELLING: [Key; 5] = [w!("đã"), w!("vừa"), w!("long"), w!("trọng"), w!("trang")];

/// Adverbs before a verb that tells of something.
pub(super) const ADVERBS: [Key; 16] = [
    w!("tổ"),
    w!("chức"),
    w!("đã"),
    w!("vừa"),
    w!("long"),
    w!("trọng"),
    w!("trang"),
    w!("thể"),
    w!("tiến"),
    w!("hành"),
    w!("cùng"),
    w!("đồng"),
    w!("chủ"),
    w!("trì"),
    w!("dự"),
    w!("buổi"),
];

/// What stands behind a gathering that takes place.
pub(super) const TAKES_PLACE: [&[Key]; 6] = [
    &[w!("diễn"), w!("ra")],
    &[w!("khai"), w!("mạc")],
    &[w!("bế"), w!("mạc")],
    &[w!("tiến"), w!("hành")],
    &[w!("kết"), w!("thúc")],
    &[w!("thành"), w!("công")],
];

/// Words before a gathering that is known already.
pub(super) const REFERRING: [&[Key]; 22] = [
    &[w!("nhân")],
    &[w!("tại")],
    &[w!("tại"), w!("buổi")],
    &[w!("trong"), w!("buổi")],
    &[w!("dự")],
    &[w!("dự"), w!("buổi")],
    &[w!("cảnh")],
    &[w!("trì")],
    &[w!("mạc")],
    &[w!("thúc")],
    &[w!("mừng")],
    &[w!("đạo")],
    &[w!("báo"), w!("cáo"), w!("với")],
    &[w!("thư"), w!("ký")],
    &[w!("biểu")],
    &[w!("trước")],
    &[w!("cả"), w!("hai")],
    &[w!("hành")],
    &[w!("trong")],
    &[w!("sau")],
    &[w!("theo"), w!("chương"), w!("trình")],
    &[w!("tới")],
];

/// What stands before the name of a gathering that is not reported.
pub(super) const NO_GATHERING_BEFORE: [&[Key]; 22] = [
    &[w!("công"), w!("tác"), w!("tổ"), w!("chức")],
    &[w!("thềm")],
    &[w!("hoãn")],
    &[w!("quốc")],
    &[w!("xã")],
    &[w!("tuần")],
    &[w!("đi")],
    &[w!("nghi")],
    &[w!("thánh")],
    &[w!("ngày")],
    &[w!("dịp")],
    &[w!("nghỉ")],
    &[w!("mùa")],
    &[w!("nghị"), w!("quyết")],
    &[w!("chào"), w!("mừng")],
    &[w!("mục"), w!("tiêu")],
    &[w!("chỉ"), w!("tiêu")],
    &[w!("quyết"), w!("tâm")],
    &[w!("từ")],
    &[w!("sau")],
    &[w!("kiện")],
    &[w!("giữa")],
];

/// What stands behind the name of a gathering that is not reported.
pub(super) const NO_GATHERING_BEHIND: [&[Key]; 7] = [
    &[w!("đảng"), w!("toàn"), w!("quốc")],
    &[w!("đại"), w!("biểu"), w!("toàn"), w!("quốc"), w!("lần")],
    &[w!("đảng"), w!("lần"), w!("thứ")],
    &[w!("đảng"), w!("bộ"), w!("các"), w!("cấp")],
    &[w!("đảng"), w!("các"), w!("cấp")],
    &[w!("các"), w!("cấp")],
    &[w!("đề"), w!("ra")],
];
