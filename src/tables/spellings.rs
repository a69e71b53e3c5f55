//! Table `spellings`: every name of a cell that articles have, and the layer at which it met the cell's name.

use super::book::Book;
use super::code::Code as _;
use super::words::label;
use super::{Kind, Lang, Spec, Table};
use crate::reconcile::meet;
use crate::text::layer::Layer;

pub(super) const SPEC: Spec = Spec {
    name: "spellings",
    columns: &[
        ("cell", Kind::Text),
        ("kind_label", Kind::Text),
        ("superior", Kind::Text),
        ("spelling", Kind::Text),
        ("articles", Kind::Int),
        ("layer_label", Kind::Text),
        ("cell_id", Kind::Text),
        ("layer", Kind::Text),
    ],
    build,
};

fn build(book: &Book, lang: Lang) -> Table {
    let mut table = SPEC.open(book, lang);
    for cell in &book.cells {
        for &(spelling, articles) in &cell.names {
            // Joined though no layer of spelling joins them: by the key of the record, or by a person.
            let beyond = if cell.decided { "alias" } else { "key" };
            let layer = match meet(book.text(cell.name), book.text(spelling)) {
                Some(layer) if layer < Layer::NoTone => layer.name(),
                _ => beyond,
            };
            table.push(&[
                book.text(cell.name).into(),
                label("cell_kind", cell.kind.code(), lang).into(),
                book.opt(cell.superior).into(),
                book.text(spelling).into(),
                articles.into(),
                label("layer", layer, lang).into(),
                book.text(cell.id).into(),
                layer.into(),
            ]);
        }
    }
    table
}
