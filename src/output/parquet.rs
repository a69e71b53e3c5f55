//! Tables as Parquet: every column typed and optional, names the stable ids, Snappy-compressed.
//!
//! Written by Parquet's own column writers: our columns are flat, so the arrow crates would only add weight.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::error::{Error, Result};
use crate::tables::{Column, Kind, Table, Value};

/// Rows that are written together: a compromise between memory and the size of what a reader skips.
const ROW_GROUP: usize = 1 << 17;

/// Writes a table.
///
/// # Errors
/// The writer fails.
pub fn write(table: &Table, out: impl Write + Send) -> Result<()> {
    file(table, out).map_err(|e| Error::new("the Parquet cannot be written").because(e))
}

fn file(table: &Table, out: impl Write + Send) -> Result<(), ParquetError> {
    let fields = table.columns.iter().map(|c| field(c).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let title = KeyValue::new("title".to_owned(), table.title.clone());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("trichluc".to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(vec![title]))
        .build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    for start in (0..table.len()).step_by(ROW_GROUP) {
        let rows = start..table.len().min(start + ROW_GROUP);
        let mut group = writer.next_row_group()?;
        for (at, column) in table.columns.iter().enumerate() {
            let values = rows.clone().map(|row| table.value(row, at));
            match column.kind {
                Kind::Text => put_texts(&mut group, values),
                Kind::Int => put::<Int64Type, _>(&mut group, values, |v| match v {
                    Value::Int(n) => Some(n),
                    _ => None,
                }),
                Kind::Num => put::<DoubleType, _>(&mut group, values, |v| match v {
                    Value::Num(n) => Some(n),
                    _ => None,
                }),
                Kind::Day => put::<Int32Type, _>(&mut group, values, |v| match v {
                    Value::Day(n) => Some(n),
                    _ => None,
                }),
                Kind::Flag => put::<BoolType, _>(&mut group, values, |v| match v {
                    Value::Flag(b) => Some(b),
                    _ => None,
                }),
            }?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// An optional column of the schema.
fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Int => (Physical::INT64, None),
        Kind::Num => (Physical::DOUBLE, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    Type::primitive_type_builder(&column.id, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .with_converted_type(ConvertedType::NONE)
        .build()
}

/// The next column of a row group: the values that are there, and for every row whether it has one.
fn put<'a, T, W>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Value<'a>>,
    of: impl Fn(Value<'a>) -> Option<T::T>,
) -> Result<(), ParquetError>
where
    T: DataType,
    W: Write + Send,
{
    let mut present = Vec::new();
    let mut levels: Vec<i16> = Vec::new();
    for value in values {
        let value = of(value);
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    write_column::<T, W>(group, &present, &levels)
}

/// The same for texts: they share one buffer, so that a million of them are not a million allocations.
fn put_texts<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Value<'a>>,
) -> Result<(), ParquetError> {
    let mut buffer = Vec::new();
    let mut ends = Vec::new();
    let mut levels: Vec<i16> = Vec::new();
    for value in values {
        let text = if let Value::Text(s) = value { Some(s) } else { None };
        levels.push(i16::from(text.is_some()));
        if let Some(text) = text {
            buffer.extend_from_slice(text.as_bytes());
            ends.push(buffer.len());
        }
    }
    let whole = ByteArray::from(buffer);
    let mut start = 0;
    let present: Vec<ByteArray> = ends
        .into_iter()
        .map(|end| {
            let text = whole.slice(start, end - start);
            start = end;
            text
        })
        .collect();
    write_column::<ByteArrayType, W>(group, &present, &levels)
}

fn write_column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    present: &[T::T],
    levels: &[i16],
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("more columns than the schema has".to_owned()));
    };
    column.typed::<T>().write_batch(present, Some(levels), None)?;
    column.close()
}
