//! Lists, described once: a noun has one table of columns, and the query, the cursor, the API's parameters and
//! their documentation follow from it.

mod cursor;
mod filter;

use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::sql::Sql;
use cursor::Cursor;
pub use cursor::cursor_again;
use domain::text::folded;
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;

/// The most items of one page.
const MAX_LIMIT: u64 = 100;
const DEFAULT_LIMIT: u64 = 50;
/// What is due within so many days is due soon.
pub(crate) const SOON_DAYS: i64 = 7;
/// How many items a walk through a whole list takes at once.
const STRIDE: u64 = 500;

/// What a column holds, which decides how it is filtered, sorted and documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Folded text.
    Text,
    /// A whole number.
    Number,
    /// One of these names; filtered by one or several, separated by commas.
    OneOf(&'static [&'static str]),
    /// A person: filtered by id, `me` or `none`.
    Person,
    /// Another subject: filtered by id.
    Subject,
    /// A calendar day; empty sorts last.
    Date,
    /// A moment.
    Instant,
    /// True or false.
    Flag,
    /// A person's teams: filtered by the id of one. `sql` is the person.
    Team,
    /// Where it stands among the caller's work: filtered by a [`domain::my_work::Group`].
    Work,
    /// What it is linked to: filtered by the id of a thing. `sql` is the task.
    Linked,
    /// When its date is: filtered by [`WHEN`]. `sql` is the date.
    When,
    /// Filtered by a calendar day of the organisation: from its beginning. `sql` is the moment.
    Since,
    /// The same: until its end.
    Until,
    /// Filtered by `true`: past its due date in the organisation's zone and not ended.
    Overdue,
    /// Filtered by `true`: waits for review, and the list itself says for whose.
    ToReview,
    /// Filtered by `true`: due within a week from today and not ended.
    DueSoon,
}

/// What a date can be asked to be: within a week or a month from today, after that week, or missing.
pub const WHEN: [&str; 4] = ["week", "month", "later", "none"];

/// One column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the API, the web and exports.
    pub name: &'static str,
    /// What stands above it.
    pub heading: &'static str,
    /// What it is in the query. Sortable ones are never null.
    pub sql: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether `sort` may name it.
    pub sortable: bool,
    /// Whether a parameter of its name filters.
    pub filter: bool,
}

impl Column {
    /// Whether a file can show it; some only filter.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !matches!(
            self.kind,
            Kind::DueSoon | Kind::When | Kind::Since | Kind::Until | Kind::Work | Kind::Linked
        )
    }
}

/// One list. The table `t` carries `org_id` and `id`.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// The noun, as in the URL.
    pub noun: &'static str,
    pub(crate) select: &'static str,
    /// Where its rows come from; `{today}` stands for the organisation's calendar day.
    pub(crate) from: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    pub(crate) search: &'static [&'static str],
    /// The sort where none is asked for.
    pub default_sort: &'static str,
}

/// Every list, for the API document.
#[must_use]
pub fn lists() -> [List; 7] {
    [
        crate::people::LIST,
        crate::teams::LIST,
        crate::controls::LIST,
        crate::tasks::LIST,
        crate::evidence::LIST,
        crate::deliveries::LIST,
        crate::trail::LIST,
    ]
}

/// What a caller asked of a list, as it came: parameter by parameter.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Parameters.
    pub parameters: BTreeMap<String, String>,
    /// Whether the whole list is walked through: more items at once, counted the first time only.
    pub walks: bool,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins, while there is one.
    pub next: Option<String>,
    /// How many items match in all.
    pub total: i64,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next, total: self.total }
    }
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

fn invalid(field: &str, code: &'static str) -> Error {
    Error::Invalid { field: field.to_owned(), code }
}

/// Fetches one page. `narrow` adds what the caller's permission or today's date demands.
pub(crate) async fn page<T: FromQueryResult>(
    org: &OrgRead,
    list: &List,
    query: &ListQuery,
    narrow: impl Fn(Sql) -> Result<Sql>,
) -> Result<Page<T>> {
    let limit = limit(query)?;
    let (column, descending) = sort(list, query)?;
    let matching = |sql: Sql| -> Result<Sql> {
        let sql =
            sql.push(" from ").push_dated(list.from, org.today()).push(" where t.org_id = ").bind(org.org());
        narrow(search(list, query, filter::add(org, list, query, sql)?)?)
    };
    let goes_on = query.walks && query.parameters.contains_key("cursor");
    let total = if goes_on {
        0
    } else {
        let counted = org.door.one::<Count>(matching(Sql::new("select count(*) as count"))?).await?;
        counted.ok_or(Error::NotFound)?.count
    };

    let select = format!("select {}, {} as sort_value, t.id as sort_id", list.select, column.sql);
    let mut sql = matching(Sql::new(&select))?;
    if let Some(cursor) = query.parameters.get("cursor") {
        let cursor =
            Cursor::read(cursor, list.noun, column, descending).ok_or(invalid("cursor", "unknown"))?;
        sql = cursor.after(sql, column, descending);
    }
    let direction = if descending { "desc" } else { "asc" };
    let sql = sql
        .push(&format!(" order by {} {direction}, t.id {direction} limit ", column.sql))
        .bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let mut rows = org.door.rows(sql).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(Cursor::of(last, column)?.write(list.noun, column, descending)),
        None => None,
    };
    let items =
        rows.iter().map(|row| T::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?;
    Ok(Page { items, next, total })
}

/// Whether the list takes this parameter with this value.
pub(crate) fn check(org: &OrgRead, list: &List, name: &str, value: &str) -> Result<()> {
    let parameters = BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let query = ListQuery { parameters, walks: false };
    sort(list, &query)?;
    search(list, &query, filter::add(org, list, &query, Sql::default())?).map(drop)
}

fn limit(query: &ListQuery) -> Result<u64> {
    match query.parameters.get("limit").map(|text| text.parse()) {
        None if query.walks => Ok(STRIDE),
        None => Ok(DEFAULT_LIMIT),
        Some(Ok(limit)) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
        Some(_) => Err(invalid("limit", "out_of_range")),
    }
}

fn sort<'a>(list: &'a List, query: &ListQuery) -> Result<(&'a Column, bool)> {
    let wanted = query.parameters.get("sort").map_or(list.default_sort, String::as_str);
    let (name, descending) = wanted.strip_prefix('-').map_or((wanted, false), |name| (name, true));
    let column = list.columns.iter().find(|column| column.sortable && column.name == name);
    column.map(|column| (column, descending)).ok_or(invalid("sort", "unknown"))
}

/// Every word must occur in one of the searched columns.
fn search(list: &List, query: &ListQuery, mut sql: Sql) -> Result<Sql> {
    let Some(text) = query.parameters.get("q") else { return Ok(sql) };
    if text.chars().count() > 200 {
        return Err(invalid("q", "too_long"));
    }
    for word in folded(text).split_whitespace().take(10) {
        let pattern = format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        sql = sql.push(" and (");
        for (position, column) in list.search.iter().enumerate() {
            sql = sql
                .push(if position > 0 { " or " } else { "" })
                .push(column)
                .push(" like ")
                .bind(pattern.clone());
            sql = sql.push(" escape '\\'");
        }
        sql = sql.push(")");
    }
    Ok(sql)
}
