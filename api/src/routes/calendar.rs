//! What falls due, day by day.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::{DayName, ObligationKind};
use crate::problem::Problem;
use crate::routes::settings::view::HolidayView;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::calendar::can_be_due;
use serde::Serialize;
use store::{DueDay, DueDays, DueEntry, DueQuery, DueState, MOST_DAYS, MOST_EACH, Whose, due_kind};
use utoipa::ToSchema;
use uuid::Uuid;

/// What falls due between two days.
#[derive(Serialize, ToSchema)]
#[schema(as = Calendar)]
pub(crate) struct CalendarView {
    /// The organisation's calendar day.
    today: NaiveDate,
    /// With which day its weeks begin.
    #[schema(value_type = DayName)]
    first_day: &'static str,
    /// On which days it works.
    #[schema(value_type = Vec<DayName>)]
    working_days: Vec<&'static str>,
    /// Its days off among those days.
    holidays: Vec<HolidayView>,
    /// The days on which something is due, in order; all that is open and before `today` is overdue.
    days: Vec<DayView>,
    /// The first entries of each day, as many as `each` asks for and 1000 in all.
    entries: Vec<EntryView>,
}

/// A day on which something is due.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarDay)]
pub(crate) struct DayView {
    day: NaiveDate,
    /// How much of what was asked for.
    count: i64,
}

/// Something that is due.
#[derive(Serialize, ToSchema)]
#[schema(as = CalendarEntry)]
pub(crate) struct EntryView {
    /// What it is about.
    id: Uuid,
    /// That thing's kind, such as `task`.
    kind: String,
    /// What of it falls due.
    #[schema(value_type = ObligationKind)]
    falls_due: &'static str,
    reference: String,
    title: String,
    /// Where it stands.
    state: String,
    due: NaiveDate,
    /// Whose it is.
    person: OwnerView,
}

impl From<DueDays> for CalendarView {
    fn from(found: DueDays) -> Self {
        Self {
            today: found.today,
            first_day: found.week.first_day.name(),
            working_days: found.week.working_days.iter().map(|day| day.name()).collect(),
            holidays: found.holidays.into_iter().map(HolidayView::from).collect(),
            days: found.days.into_iter().map(|DueDay { day, count }| DayView { day, count }).collect(),
            entries: found.entries.into_iter().map(entry).collect(),
        }
    }
}

fn entry(entry: DueEntry) -> EntryView {
    EntryView {
        id: entry.id,
        kind: entry.kind,
        falls_due: entry.falls.name(),
        reference: entry.reference,
        title: entry.title,
        state: entry.state,
        due: entry.due,
        person: entry.person.into(),
    }
}

/// What was asked for.
fn asked(parameters: &Parameters) -> Result<DueQuery, Problem> {
    let mut query = DueQuery {
        from: NaiveDate::MIN,
        until: NaiveDate::MIN,
        kinds: Vec::new(),
        person: None,
        team: None,
        state: None,
        each: 0,
    };
    for (name, value) in &parameters.0.parameters {
        match name.as_str() {
            "from" => query.from = day(name, value)?,
            "until" => query.until = day(name, value)?,
            "kind" => {
                let known: Option<Vec<_>> = value.split(',').map(due_kind).collect();
                query.kinds = known.ok_or_else(|| unknown(name))?;
            }
            "person" if value == "me" => query.person = Some(Whose::Mine),
            "person" => query.person = Some(Whose::Theirs(id(name, value)?)),
            "team" => query.team = Some(id(name, value)?),
            "state" => {
                query.state = Some(match value.as_str() {
                    "overdue" => DueState::Overdue,
                    "upcoming" => DueState::Upcoming,
                    _ => return Err(unknown(name)),
                });
            }
            "each" => {
                let each = value.parse().ok().filter(|each| *each <= MOST_EACH);
                query.each = each.ok_or(Problem::field(name, "out_of_range", "takes 0 to 100"))?;
            }
            _ => return Err(Problem::field(name, "unknown", "is not a parameter of this")),
        }
    }
    for (name, day) in [("from", query.from), ("until", query.until)] {
        if day == NaiveDate::MIN {
            return Err(Problem::field(name, "missing", "is needed"));
        }
    }
    if !(0..MOST_DAYS).contains(&(query.until - query.from).num_days()) {
        return Err(Problem::field("until", "out_of_range", "lies up to 400 days behind the first day"));
    }
    Ok(query)
}

fn unknown(name: &str) -> Problem {
    Problem::field(name, "unknown", "is none that is known here")
}

fn day(name: &str, value: &str) -> Result<NaiveDate, Problem> {
    let day = value.parse().map_err(|_| Problem::field(name, "not_a_date", "is no day"))?;
    if can_be_due(day) { Ok(day) } else { Err(Problem::field(name, "out_of_range", "lies beyond all dates")) }
}

fn id(name: &str, value: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(value).map_err(|_| Problem::field(name, "not_an_id", "is no id"))
}

/// What falls due between two days, as far as the caller may see it, with the days off.
///
/// How much is due is counted for each day; entries come as far as `each` asks for them.
#[utoipa::path(tag = "organisation", operation_id = "show_calendar", params(("org" = String, Path),
    ("from" = NaiveDate, Query, description = "The first day."),
    ("until" = NaiveDate, Query, description = "The last day: at most 400 with the first."),
    ("kind" = Option<String>, Query,
        description = "One or several of task, requirement, control, evidence, token, separated by commas."),
    ("person" = Option<String>, Query, description = "A person's id, or `me`."),
    ("team" = Option<Uuid>, Query, description = "The id of a team that the person belongs to."),
    ("state" = Option<String>, Query, description = "`overdue`: before today; `upcoming`: from today on."),
    ("each" = Option<u32>, Query, description = "How many entries of each day are shown: 0 to 100, default 0.")),
    extensions(("x-permission" = json!("read_organisation"))),
    responses((status = 200, body = CalendarView), (status = 422)))]
#[get("/o/{org}/calendar")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, parameters: Parameters) -> Answer {
    let query = asked(&parameters)?;
    let org = caller.read().await?;
    let found = org.due_days(&query, |action| caller.reach_of(action)).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(CalendarView::from(found)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::ListQuery;

    fn ask(given: &[(&str, &str)]) -> Result<DueQuery, Problem> {
        let parameters =
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        asked(&Parameters(ListQuery { parameters, ..ListQuery::default() }))
    }

    #[test]
    fn four_hundred_days_are_asked_for_at_most() {
        assert!(ask(&[("from", "2026-01-01"), ("until", "2027-02-04")]).is_ok());
        assert!(ask(&[("from", "2026-01-01"), ("until", "2027-02-05")]).is_err());
        assert!(ask(&[("from", "2026-01-02"), ("until", "2026-01-01")]).is_err());
        assert!(ask(&[("from", "2026-01-01"), ("until", "2026-01-01")]).is_ok());
        assert!(ask(&[("from", "2026-01-01")]).is_err());
        assert!(ask(&[]).is_err());
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let days = [("from", "2026-01-01"), ("until", "2026-01-31")];
        for given in [
            ("kind", "task,fence"),
            ("person", "somebody"),
            ("team", "everybody"),
            ("state", "late"),
            ("each", "101"),
            ("each", "-1"),
            ("colour", "red"),
        ] {
            assert!(ask(&[days[0], days[1], given]).is_err(), "{given:?}");
        }
        let mine = ask(&[days[0], days[1], ("person", "me"), ("kind", "task,evidence")]).unwrap();
        assert_eq!((mine.person, mine.kinds), (Some(Whose::Mine), vec!["task", "evidence"]));
    }
}
