//! Paths, archives and formats, turned into articles in a fixed order.

mod article;

pub use article::{Article, Content, Format, Meta, content_id};
