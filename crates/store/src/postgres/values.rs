//! Values as PostgreSQL's driver takes and gives them.

use std::error::Error;

use tokio_postgres::Row;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::fault::Fault;
use crate::value::{Cells, Val};

impl ToSql for Val {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Self::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Self::Text(text) if *ty == Type::TEXT => text.to_sql(ty, out),
            Self::Blob(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            Self::Texts(list) if *ty == Type::TEXT_ARRAY => list.to_sql(ty, out),
            Self::Ints(list) if *ty == Type::INT8_ARRAY => list.to_sql(ty, out),
            Self::Column(list) if *ty == Type::TEXT_ARRAY => list.to_sql(ty, out),
            _ => Err(format!("a parameter is not of the type {ty}").into()),
        }
    }

    // Checked above: which variant fits is known only with the value.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row's cells.
pub(super) fn cells(row: &Row) -> Result<Cells, Fault> {
    let cell = |n: usize| -> Result<Val, Fault> {
        let ty = row.columns()[n].type_();
        Ok(match *ty {
            Type::INT8 => row.try_get::<_, Option<i64>>(n)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(n)?.map(i64::from).into(),
            Type::BOOL => row.try_get::<_, Option<bool>>(n)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(n)?.into(),
            Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(n)?.into(),
            _ => return Err(Fault::corrupt(format!("column {n} is of the type {ty}"))),
        })
    };
    (0..row.len())
        .map(cell)
        .collect::<Result<_, _>>()
        .map(Cells)
}
