//! The way through a list: page by page, each behind a door of its own.

use super::Exported;
use super::about::Made;
use super::asked::{Asked, Format};
use crate::caller::Caller;
use crate::problem::Problem;
use documents::tables::Cell;
use store::{Column, Page};

pub(super) struct Walk<T: Exported> {
    caller: Caller<T::May>,
    asked: Asked,
    pub(super) made: Made,
    /// The page that was read to see whether there is anything to be read.
    first: Option<Page<T>>,
    more: bool,
    /// How many rows were handed out.
    pub(super) rows: usize,
}

impl<T: Exported> Walk<T> {
    /// Reads the first page; what cannot be answered is said here, before the first byte.
    pub(super) async fn begin(caller: Caller<T::May>, asked: Asked) -> Result<Self, Problem> {
        let org = caller.read().await?;
        let page = T::page(&org, &asked.query, caller.reach()).await?;
        let by = org.person(caller.membership().person()).await?.name;
        let at = org.now();
        org.close().await?;
        let most = caller.state().api.settings.max_export_rows;
        if usize::try_from(page.total).unwrap_or(usize::MAX) > most {
            return Err(Problem::Refused {
                reason: "too_many_rows",
                detail: format!(
                    "{} rows match, and one file holds at most {most}; narrow the filters and export in parts",
                    page.total
                ),
            });
        }
        let made = Made::new::<T>(&caller, &asked, (by, at), &page);
        Ok(Self { caller, asked, made, first: Some(page), more: true, rows: 0 })
    }

    pub(super) const fn format(&self) -> Format {
        self.asked.format
    }

    pub(super) fn columns(&self) -> &[&'static Column] {
        &self.asked.columns
    }

    pub(super) fn headings(&self) -> Vec<&'static str> {
        self.columns().iter().map(|column| column.heading).collect()
    }

    /// The next rows, as they stand in the columns that were asked for.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        if !self.more {
            return Ok(None);
        }
        let page = match self.first.take() {
            Some(page) => page,
            None => {
                let org = self.caller.read().await?;
                let page = T::page(&org, &self.asked.query, self.caller.reach()).await?;
                org.close().await?;
                page
            }
        };
        self.more = page.next.is_some();
        if let Some(next) = page.next {
            self.asked.query.parameters.insert("cursor".to_owned(), next);
        }
        self.rows += page.items.len();
        let zone = self.made.zone;
        let cells = |row: &T| self.columns().iter().map(|column| row.cell(column.name, zone)).collect();
        Ok(Some(page.items.iter().map(cells).collect()))
    }

    /// Writes down that so many rows are taken away, before they are.
    pub(super) async fn note(&self, rows: usize) -> Result<(), Problem> {
        let org = self.caller.write().await?;
        org.note_export(T::NOUN, self.format().name(), i64::try_from(rows).unwrap_or(i64::MAX));
        org.commit().await?;
        Ok(())
    }
}
