//! A parameter of a column's name filters the list; a parameter that means nothing is refused.

use super::{Column, Kind, List, ListQuery, SOON_DAYS, invalid};
use crate::doors::OrgRead;
use crate::error::Result;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::calendar::{at_hour, can_be_due, shift};
use domain::clock::Instant;
use domain::my_work::{Group, RUNS_OUT, SOON};
use uuid::Uuid;

/// Parameters that every list understands.
const GENERAL: [&str; 4] = ["limit", "cursor", "sort", "q"];

pub(super) fn add(org: &OrgRead, list: &List, query: &ListQuery, mut sql: Sql) -> Result<Sql> {
    for (name, value) in &query.parameters {
        // PostgreSQL stores no NUL, and nobody types control characters.
        if value.chars().any(char::is_control) {
            return Err(invalid(name, "unknown"));
        }
        if GENERAL.contains(&name.as_str()) {
            continue;
        }
        let column = list.columns.iter().find(|column| column.filter && column.name == name);
        let column = column.ok_or_else(|| invalid(name, "unknown"))?;
        sql = one(org, column, value, sql)?;
    }
    Ok(sql)
}

fn one(org: &OrgRead, column: &Column, value: &str, sql: Sql) -> Result<Sql> {
    match column.kind {
        Kind::OneOf(names) => {
            let wanted: Vec<&str> = value.split(',').collect();
            if let Some(_unknown) = wanted.iter().find(|name| !names.contains(name)) {
                return Err(invalid(column.name, "unknown"));
            }
            Ok(sql.push(&format!(" and {} in (", column.sql)).bind_all(wanted).push(")"))
        }
        Kind::Person if value == "none" => Ok(sql.push(&format!(" and {} is null", column.sql))),
        Kind::Person if value == "me" => {
            let me = org.tenancy.actor().person().unwrap_or(Uuid::nil());
            Ok(sql.push(&format!(" and {} = ", column.sql)).bind(me))
        }
        Kind::Person | Kind::Subject => {
            let id = Uuid::parse_str(value).map_err(|_| invalid(column.name, "not_an_id"))?;
            Ok(sql.push(&format!(" and {} = ", column.sql)).bind(id))
        }
        Kind::Team => {
            let id = Uuid::parse_str(value).map_err(|_| invalid(column.name, "not_an_id"))?;
            Ok(crate::teams::belongs(sql, column.sql, id))
        }
        Kind::Linked => {
            let id = Uuid::parse_str(value).map_err(|_| invalid(column.name, "not_an_id"))?;
            Ok(crate::task_links::linked(sql, column.sql, id))
        }
        Kind::Like => {
            let id = Uuid::parse_str(value).map_err(|_| invalid(column.name, "not_an_id"))?;
            Ok(crate::deliveries::said_of(org, sql, column.sql, id))
        }
        Kind::When => when(org, column, value, sql),
        Kind::Since => Ok(sql.push(&format!(" and {} >= ", column.sql)).bind(begins(org, column, value, 0)?)),
        Kind::Until => Ok(sql.push(&format!(" and {} < ", column.sql)).bind(begins(org, column, value, 1)?)),
        Kind::Work => match Group::parse(value) {
            Some(group) => crate::tasks::in_group(org, sql, group),
            None => Err(invalid(column.name, "unknown")),
        },
        Kind::Flag => {
            let flag = value.parse::<bool>().map_err(|_| invalid(column.name, "not_true_or_false"))?;
            Ok(sql.push(&format!(" and {} = ", column.sql)).bind(flag))
        }
        Kind::Overdue if value == "true" => Ok(sql
            .push(&format!(" and {} < ", column.sql))
            .bind(org.today())
            .push(" and s.state not in ('done', 'cancelled')")),
        Kind::ToReview if value == "true" => {
            Ok(sql.push(&format!(" and {} = 'ready_for_review'", column.sql)))
        }
        Kind::DueSoon if value == "true" => Ok(sql
            .push(&format!(" and {} >= ", column.sql))
            .bind(org.today())
            .push(&format!(" and {} <= ", column.sql))
            .bind(shift(org.today(), SOON_DAYS))
            .push(" and s.state not in ('done', 'cancelled')")),
        Kind::Overdue | Kind::ToReview | Kind::DueSoon => Err(invalid(column.name, "not_true")),
        Kind::Text => Ok(sql.push(&format!(" and {} = ", column.sql)).bind(domain::text::folded(value))),
        Kind::Number | Kind::Date | Kind::Instant => Err(invalid(column.name, "unknown")),
    }
}

/// The moment at which the day so many after `value` begins in the organisation.
fn begins(org: &OrgRead, column: &Column, value: &str, after: i64) -> Result<Instant> {
    let day = value.parse::<NaiveDate>().map_err(|_| invalid(column.name, "not_a_date"))?;
    if !can_be_due(day) {
        return Err(invalid(column.name, "out_of_range"));
    }
    Ok(at_hour(shift(day, after), 0, org.tenancy.zone()))
}

fn when(org: &OrgRead, column: &Column, value: &str, sql: Sql) -> Result<Sql> {
    let today = org.today();
    let within = |sql: Sql, days| {
        let sql = sql.push(&format!(" and {} >= ", column.sql)).bind(today);
        sql.push(&format!(" and {} <= ", column.sql)).bind(shift(today, days))
    };
    match value {
        "week" => Ok(within(sql, SOON)),
        "month" => Ok(within(sql, RUNS_OUT)),
        "later" => Ok(sql.push(&format!(" and {} > ", column.sql)).bind(shift(today, SOON))),
        "none" => Ok(sql.push(&format!(" and {} is null", column.sql))),
        _ => Err(invalid(column.name, "unknown")),
    }
}
