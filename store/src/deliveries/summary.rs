//! What became of everything that was planned within some days, counted from the rows that the sent-log lists.

use super::list::SentReach;
use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::calendar::{at_hour, shift};
use domain::channel_health::Carrier;
use domain::delivery::{Reason, State};
use sea_orm::{DbBackend, FromQueryResult};
use uuid::Uuid;

/// How many reasons and people are named.
const NAMED: i64 = 8;

/// What became of what was planned.
#[derive(Clone, Debug)]
pub struct DeliverySummary {
    /// The first day.
    pub since: NaiveDate,
    /// The last day: the organisation's today.
    pub until: NaiveDate,
    /// How many of each way and state were planned on each day; what there is none of is left out.
    pub counts: Vec<DayCount>,
    /// How long it took from planning to the end outside: of everything, and by way.
    pub paces: Vec<Pace>,
    /// Why things were not sent, the most frequent first.
    pub suppressed: Vec<ReasonCount>,
    /// What was said of what failed, the most frequent first.
    pub failed: Vec<SaidCount>,
    /// Whose deliveries fail, the most frequent first.
    pub people: Vec<FailingPerson>,
}

/// How many.
#[derive(Clone, Copy, Debug)]
pub struct DayCount {
    /// Planned on which day.
    pub day: NaiveDate,
    /// By which way.
    pub channel: Carrier,
    /// Where they stand now.
    pub state: State,
    /// How many.
    pub count: i64,
}

/// How long it takes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// By which way; `None` is all together.
    pub channel: Option<Carrier>,
    /// How many that is said of.
    pub count: i64,
    /// Half of them took no longer, in milliseconds.
    pub median_ms: i64,
    /// And all but one in twenty.
    pub p95_ms: i64,
}

/// How often something was not sent for one reason.
#[derive(Clone, Copy, Debug)]
pub struct ReasonCount {
    /// Why.
    pub reason: Reason,
    /// How often.
    pub count: i64,
}

/// How often the outside said the same.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SaidCount {
    /// One of them, the latest.
    pub delivery: Uuid,
    /// What was said; `None`: nothing.
    pub said: Option<String>,
    /// How often.
    pub count: i64,
}

/// Somebody whose deliveries fail.
#[derive(Clone, Debug)]
pub struct FailingPerson {
    /// Who.
    pub person: Owner,
    /// Their address.
    pub address: String,
    /// How often.
    pub count: i64,
}

#[derive(FromQueryResult)]
struct CountRow {
    n: i64,
    channel: String,
    state: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct PaceRow {
    whole: String,
    total: i64,
    ms: i64,
}

#[derive(FromQueryResult)]
struct ReasonRow {
    reason: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct PersonRow {
    id: Uuid,
    name: String,
    address: String,
    count: i64,
}

/// What stands in a statement for what is looked at.
struct Looked {
    since: NaiveDate,
    until: NaiveDate,
    reach: SentReach,
}

impl OrgRead {
    /// What became of what was planned within so many days, today among them; where `reach` is no further, of what is the
    /// caller's own.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delivery_summary(&self, days: u16, reach: Reach) -> Result<DeliverySummary> {
        let until = self.today();
        let looked =
            Looked { since: shift(until, 1 - i64::from(days)), until, reach: self.sent_reach(reach).await? };
        Ok(DeliverySummary {
            since: looked.since,
            until,
            counts: self.day_counts(&looked).await?,
            paces: self.paces(&looked).await?,
            suppressed: self.reasons(&looked).await?,
            failed: self.said(&looked).await?,
            people: self.failing_people(&looked).await?,
        })
    }

    /// Adds where deliveries come from, and which are looked at.
    fn looked_at(&self, sql: Sql, looked: &Looked, from: &str) -> Sql {
        let zone = self.tenancy.zone();
        let sql = sql
            .push(&format!(" from delivery t{from}{} where t.org_id = ", owned(looked.reach)))
            .bind(self.org())
            .push(" and t.planned_at >= ")
            .bind(at_hour(looked.since, 0, zone))
            .push(" and t.planned_at < ")
            .bind(at_hour(shift(looked.until, 1), 0, zone));
        super::list::within(self, sql, looked.reach)
    }

    /// A day is one of the organisation's zone, which the database knows nothing of: so it is told when each begins.
    async fn day_counts(&self, looked: &Looked) -> Result<Vec<DayCount>> {
        let zone = self.tenancy.zone();
        let mut sql = Sql::new("with day (n, begins, ends) as (values ");
        let mut days = Vec::new();
        while shift(looked.since, days.len().try_into().unwrap_or(i64::MAX)) <= looked.until {
            let number = i64::try_from(days.len()).unwrap_or(i64::MAX);
            let day = shift(looked.since, number);
            sql = sql.push(if days.is_empty() { "(" } else { ", (" });
            sql = sql.bind(number).push(", ").bind(at_hour(day, 0, zone)).push(", ");
            sql = sql.bind(at_hour(shift(day, 1), 0, zone)).push(")");
            days.push(day);
        }
        let sql = sql
            .push(&format!(
                ") select d.n, {} as channel, t.state, count(*) as count from day d join delivery t on t.org_id = ",
                super::list::CHANNEL
            ))
            .bind(self.org())
            .push(" and t.planned_at >= d.begins and t.planned_at < d.ends")
            .push(owned(looked.reach))
            .push(" where t.org_id = ")
            .bind(self.org());
        let sql = super::list::within(self, sql, looked.reach);
        let rows: Vec<CountRow> = self.door.all(sql.push(" group by 1, 2, 3 order by 1, 2, 3")).await?;
        rows.into_iter()
            .map(|row| {
                Ok(DayCount {
                    day: shift(looked.since, row.n),
                    channel: Carrier::parse(&row.channel).ok_or(unreadable("channel"))?,
                    state: State::parse(&row.state).ok_or(unreadable("state"))?,
                    count: row.count,
                })
            })
            .collect()
    }

    /// The nearest rank: a figure that some delivery really took.
    async fn paces(&self, looked: &Looked) -> Result<Vec<Pace>> {
        let took = match self.door.backend() {
            DbBackend::Postgres => {
                "cast(round(extract(epoch from (t.settled_at - t.planned_at)) * 1000) as bigint)"
            }
            _ => "cast(round((julianday(t.settled_at) - julianday(t.planned_at)) * 86400000) as integer)",
        };
        let sql = Sql::new(&format!(
            "select whole, total, ms from (select whole, ms, row_number() over (partition by whole order by ms) as place, \
             count(*) over (partition by whole) as total from (select case when b.part = 1 then 'all' else {} end as whole, \
             {took} as ms",
            super::list::CHANNEL
        ));
        let sql = self
            .looked_at(sql, looked, " cross join (select 1 as part union all select 2 as part) b")
            .push(" and t.settled_at is not null and t.state in (")
            .bind_all([State::Delivered, State::Dead, State::Uncertain].map(State::name))
            .push(
                ")) x) y where place = (total * 50 + 99) / 100 or place = (total * 95 + 99) / 100 \
                 order by whole, place",
            );
        let mut paces: Vec<Pace> = Vec::new();
        for row in self.door.all::<PaceRow>(sql).await? {
            let channel = Carrier::parse(&row.whole);
            match paces.iter_mut().find(|pace| pace.channel == channel) {
                Some(pace) => pace.p95_ms = row.ms,
                None => paces.push(Pace { channel, count: row.total, median_ms: row.ms, p95_ms: row.ms }),
            }
        }
        Ok(paces)
    }

    async fn reasons(&self, looked: &Looked) -> Result<Vec<ReasonCount>> {
        let sql = self
            .looked_at(Sql::new("select t.reason, count(*) as count"), looked, "")
            .push(" and t.state = 'suppressed' and t.reason is not null group by t.reason order by 2 desc, 1 limit ")
            .bind(NAMED);
        let rows: Vec<ReasonRow> = self.door.all(sql).await?;
        rows.into_iter()
            .map(|row| {
                let reason = Reason::parse(&row.reason).ok_or(unreadable("reason"))?;
                Ok(ReasonCount { reason, count: row.count })
            })
            .collect()
    }

    async fn said(&self, looked: &Looked) -> Result<Vec<SaidCount>> {
        let sql = Sql::new(
            "select delivery, said, count from (select t.id as delivery, t.last_error as said, \
             count(*) over (partition by coalesce(t.last_error, '')) as count, \
             row_number() over (partition by coalesce(t.last_error, '') order by t.planned_at desc, t.id desc) as place",
        );
        let sql = self
            .looked_at(sql, looked, "")
            .push(" and t.state in ('dead', 'uncertain')) x where place = 1 order by count desc, delivery limit ")
            .bind(NAMED);
        self.door.all(sql).await
    }

    async fn failing_people(&self, looked: &Looked) -> Result<Vec<FailingPerson>> {
        let person = " join person p on p.org_id = t.org_id and p.id = t.recipient_id";
        let sql = self
            .looked_at(Sql::new("select p.id, p.name, p.address, count(*) as count"), looked, person)
            .push(
                " and t.state in ('dead', 'uncertain') group by p.id, p.name, p.address, p.name_key \
                 order by 4 desc, p.name_key, p.id limit ",
            )
            .bind(NAMED);
        let rows: Vec<PersonRow> = self.door.all(sql).await?;
        let person = |row: PersonRow| FailingPerson {
            person: Owner { id: row.id, name: row.name },
            address: row.address,
            count: row.count,
        };
        Ok(rows.into_iter().map(person).collect())
    }
}

/// Adds that the outside said the same as it said of another delivery; of which it said nothing, nothing.
pub(crate) fn said_of(org: &OrgRead, sql: Sql, said: &str, id: Uuid) -> Sql {
    sql.push(&format!(
        " and exists (select 1 from delivery e where e.state in ('dead', 'uncertain') \
         and coalesce(e.last_error, '') = coalesce({said}, '') and e.org_id = "
    ))
    .bind(org.org())
    .push(" and e.id = ")
    .bind(id)
    .push(")")
}

/// What has to be joined to know whose a delivery is.
const fn owned(reach: SentReach) -> &'static str {
    if reach.is_all() { "" } else { " left join subject s on s.org_id = t.org_id and s.id = t.subject_id" }
}
