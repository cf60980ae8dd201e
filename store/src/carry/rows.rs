//! Rows as they leave: a page at a time, in the order of their ids.

use super::{Kind, Row, TableShape, value};
use crate::doors::OrgRead;
use crate::error::Result;
use uuid::Uuid;

/// How many rows are read at once.
const PAGE: i64 = 500;

impl OrgRead {
    /// The rows of a table behind the one of that id; none, where there are no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn carried_rows(&self, shape: &TableShape, after: Option<Uuid>) -> Result<Vec<Row>> {
        let paged = shape.has("id");
        if !paged && after.is_some() {
            return Ok(Vec::new());
        }
        let columns: Vec<String> = shape
            .columns
            .iter()
            .map(|column| match column.kind {
                Kind::Number => format!("cast(\"{0}\" as bigint) as \"{0}\"", column.name),
                _ => format!("\"{}\"", column.name),
            })
            .collect();
        let mut sql =
            self.sql(&format!("select {} from \"{}\" where org_id = ", columns.join(", "), shape.table));
        if shape.table == "file" {
            // What is about to go has no bytes any more.
            sql = sql.push(" and removing_at is null");
        }
        if paged {
            sql =
                sql.push(" and id > ").bind(after.unwrap_or_default()).push(" order by id limit ").bind(PAGE);
        }
        let rows = self.door.rows(sql).await?;
        rows.iter()
            .map(|row| {
                let value = |column| value::read(row, column);
                shape.columns.iter().map(|column| Ok((column.name.clone(), value(column)?))).collect()
            })
            .collect()
    }
}
