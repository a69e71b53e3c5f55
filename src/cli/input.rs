//! Arguments on reading, the same in every command that reads articles.

use std::time::Duration;

use trichluc::input::{Columns, Limits, Options};
use trichluc::text::Encoding;

#[derive(clap::Args, Debug)]
#[group(id = "reading")]
#[command(next_help_heading = "Đọc vào — reading")]
pub(crate) struct Reading {
    /// Bảng mã của văn bản, thay cho tự nhận — encoding of the texts, instead of detection
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Cột của bảng và JSON lines, thay cho tự đoán — columns, instead of guessing: text=COLUMN,title=COLUMN
    #[arg(long, value_name = "FIELD=COLUMN,…", default_value = "", hide_default_value = true)]
    columns: Columns,
    /// MiB tối đa của một tệp bài — most MiB of a file that holds one article
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().file >> 20)]
    max_size: u64,
    /// MiB tối đa của một trang, một dòng, một hàng — most MiB of a page, a line or a row
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().page >> 20)]
    max_page: u64,
    /// MiB tối đa của văn bản một bài — most MiB of the text of one article
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().text >> 20)]
    max_text: u64,
    /// Số tầng nén lồng nhau tối đa — most archives inside one another
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,
    /// Tỷ lệ giãn nở tối đa của tệp nén — most times that an archive may grow when it is read
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio)]
    max_ratio: u64,
    /// Số thẻ HTML lồng nhau tối đa — most HTML elements inside one another
    #[arg(long, value_name = "N", default_value_t = Limits::default().tags)]
    max_tags: usize,
    /// Số giây tối đa cho một tài liệu — most seconds for one document
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().time.as_secs())]
    max_seconds: u64,
}

impl Reading {
    pub(crate) fn options(&self) -> Options {
        const MIB: u64 = 1 << 20;
        let limits = Limits {
            file: self.max_size.saturating_mul(MIB),
            page: self.max_page.saturating_mul(MIB),
            text: self.max_text.saturating_mul(MIB),
            depth: self.max_depth,
            ratio: self.max_ratio,
            tags: self.max_tags,
            time: Duration::from_secs(self.max_seconds),
        };
        Options { encoding: self.encoding, columns: self.columns.clone(), limits }
    }
}
