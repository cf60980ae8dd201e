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
    /// What was said of it was said of another delivery: filtered by the id of that one. `sql` is what was said.
    Like,
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
            Kind::DueSoon | Kind::When | Kind::Since | Kind::Until | Kind::Work | Kind::Linked | Kind::Like
        )
    }
}

/// One list.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// The noun, as in the URL.
    pub noun: &'static str,
    pub(crate) select: &'static str,
    /// Where its rows come from; `{today}` stands for the organisation's calendar day. A left join finds one row at most.
    pub(crate) from: &'static str,
    /// What in `from` carries `org_id` and `id`: where the database begins, so what most sorts and filters look at.
    pub(crate) key: &'static str,
    /// What else holds for each row, such as ` and s.kind = 'task'`.
    pub(crate) always: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    pub(crate) search: &'static [&'static str],
    /// The sort where none is asked for.
    pub default_sort: &'static str,
}

/// Every list, for the API document.
#[must_use]
pub fn lists() -> [List; 9] {
    [
        crate::people::LIST,
        crate::teams::LIST,
        crate::controls::LIST,
        crate::tasks::LIST,
        crate::reviews::LIST,
        crate::evidence::LIST,
        crate::deliveries::LIST,
        crate::trail::LIST,
        crate::training::ASSIGNMENTS,
    ]
}

/// What a caller asked of a list, as it came: parameter by parameter.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Parameters.
    pub parameters: BTreeMap<String, String>,
    /// Whether the whole list is walked through: more items at once, counted the first time only.
    pub walks: bool,
    /// Whether nobody asks how many match.
    pub uncounted: bool,
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
    let narrowed = |sql: Sql| narrow(search(list, query, filter::add(org, list, query, sql)?)?);
    let matching = |sql: Sql, from: &str| -> Result<Sql> {
        let sql = sql.push(" from ").push_dated(from, org.today());
        narrowed(sql.push(&format!(" where {}.org_id = ", list.key)).bind(org.org()).push(list.always))
    };
    let goes_on = query.walks && query.parameters.contains_key("cursor");
    let total = if goes_on || query.uncounted {
        0
    } else {
        let from = needed(list.from, narrowed(Sql::default())?.text());
        let counted = org.door.one::<Count>(matching(Sql::new("select count(*) as count"), &from)?).await?;
        counted.ok_or(Error::NotFound)?.count
    };

    let key = format!("{}.id", list.key);
    let select = format!("select {}, {} as sort_value, {key} as sort_id", list.select, column.sql);
    let mut sql = matching(Sql::new(&select), list.from)?;
    if let Some(cursor) = query.parameters.get("cursor") {
        let cursor =
            Cursor::read(cursor, list.noun, column, descending).ok_or(invalid("cursor", "unknown"))?;
        sql = cursor.after(sql, (column.sql, &key), descending);
    }
    let direction = if descending { "desc" } else { "asc" };
    let sql = sql
        .push(&format!(" order by {} {direction}, {key} {direction} limit ", column.sql))
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
    let query = ListQuery { parameters, ..ListQuery::default() };
    sort(list, &query)?;
    search(list, &query, filter::add(org, list, &query, Sql::default())?).map(drop)
}

/// What has to be joined to count what matches: a left join changes no number, so it stands only where a condition looks
/// at it. SQLite would look each of its rows up all the same.
fn needed(from: &str, conditions: &str) -> String {
    let parts: Vec<&str> = from.split(" left join ").collect();
    let (first, joins) = parts.split_first().map_or((from, &[][..]), |(first, joins)| (*first, joins));
    let mut kept: Vec<&str> = Vec::new();
    for join in joins.iter().rev() {
        let alias = join.split_whitespace().nth(1).unwrap_or_default();
        // What another join hangs on stays.
        let stays =
            join.contains(" join ") || [conditions].iter().chain(&kept).any(|text| names(text, alias));
        if stays {
            kept.push(join);
        }
    }
    kept.iter().rev().fold(first.to_owned(), |text, join| format!("{text} left join {join}"))
}

/// Whether a text of ours looks at a column of that alias.
fn names(text: &str, alias: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '.' || c == '_';
    text.split(|c| !is_part(c)).any(|word| word.strip_prefix(alias).is_some_and(|rest| rest.starts_with('.')))
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

#[cfg(test)]
mod tests {
    use super::needed;

    const FROM: &str = "subject s left join task t on t.id = s.id left join work w on w.id = s.id \
        left join person v on v.id = w.reviewer_id left join person o on o.id = s.owner_id";

    #[test]
    fn only_what_a_condition_looks_at_is_joined_to_count() {
        assert_eq!(needed(FROM, ""), "subject s");
        assert_eq!(needed(FROM, " and s.state = $1 and not.t = 1"), "subject s");
        assert_eq!(needed(FROM, " and (t.priority = $1)"), "subject s left join task t on t.id = s.id");
    }

    #[test]
    fn what_a_join_hangs_on_is_joined_too() {
        let with_reviewer =
            "subject s left join work w on w.id = s.id left join person v on v.id = w.reviewer_id";
        assert_eq!(needed(FROM, " and lower(v.name) = $1"), with_reviewer);
    }

    #[test]
    fn a_join_that_brings_another_one_stays() {
        let from = "control t left join work w on w.id = t.id cross join (select 1 as today) d";
        assert_eq!(needed(from, ""), from);
    }
}
