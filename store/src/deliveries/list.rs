//! The sent-log of the whole organisation: every delivery across its subjects.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::listing::{self, Column, Kind, List, ListQuery, Page};
use crate::people::Owner;
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::access::{Action, Reach, reach};
use domain::channel_health::Carrier;
use domain::clock::Instant;
use domain::delivery::{Channel, Reason, State};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// What a delivery is about.
#[derive(Clone, Debug)]
pub struct About {
    /// What kind of thing it is.
    pub kind: String,
    /// Its id.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// A delivery in the list.
#[derive(Clone, Debug)]
pub struct DeliveryRow {
    /// Its id, which is also the local part of its Message-ID.
    pub id: Uuid,
    /// What it is about; `None` for a digest, which is about many things.
    pub about: Option<About>,
    /// Which step of the ladder.
    pub step: String,
    /// By which channel.
    pub channel: Channel,
    /// To whom.
    pub recipient: Owner,
    /// The due date it speaks of.
    pub due: NaiveDate,
    /// What became of it.
    pub state: State,
    /// Why it was suppressed.
    pub reason: Option<String>,
    /// How often it was handed over.
    pub copies: i32,
    /// What the outside last said.
    pub last_error: Option<String>,
    /// When it was planned.
    pub planned_at: Instant,
    /// When its end was known.
    pub settled_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    subject_kind: Option<String>,
    subject_id: Option<Uuid>,
    subject_reference: Option<String>,
    subject_title: Option<String>,
    step: String,
    channel: String,
    recipient_id: Uuid,
    recipient_name: String,
    due: NaiveDate,
    state: String,
    reason: Option<String>,
    copies: i32,
    last_error: Option<String>,
    planned_at: Instant,
    settled_at: Option<Instant>,
}

/// The name of the way without its connection.
pub(crate) const CHANNEL: &str = "case when t.channel = 'mail' then 'mail' when t.channel like 'direct:%' then 'direct' \
     when t.channel like 'teams:%' then 'teams' else 'posted' end";

const COLUMNS: &[Column] = &[
    Column {
        name: "planned",
        heading: "Planned",
        sql: "t.planned_at",
        kind: Kind::Instant,
        sortable: true,
        filter: false,
    },
    Column {
        name: "subject",
        heading: "About",
        sql: "t.subject_id",
        kind: Kind::Subject,
        sortable: false,
        filter: true,
    },
    Column {
        name: "title",
        heading: "Title",
        sql: "coalesce(s.title_key, '')",
        kind: Kind::Text,
        sortable: true,
        filter: false,
    },
    Column { name: "step", heading: "Reminder", sql: "", kind: Kind::Text, sortable: false, filter: false },
    Column {
        name: "channel",
        heading: "Sent by",
        sql: CHANNEL,
        kind: Kind::OneOf(Carrier::NAMES),
        sortable: false,
        filter: true,
    },
    Column {
        name: "recipient",
        heading: "Recipient",
        sql: "t.recipient_id",
        kind: Kind::Person,
        sortable: false,
        filter: true,
    },
    Column { name: "due", heading: "Due", sql: "t.due", kind: Kind::Date, sortable: true, filter: false },
    Column {
        name: "state",
        heading: "State",
        sql: "t.state",
        kind: Kind::OneOf(State::NAMES),
        sortable: true,
        filter: true,
    },
    Column {
        name: "reason",
        heading: "Why",
        sql: "t.reason",
        kind: Kind::OneOf(Reason::NAMES),
        sortable: false,
        filter: true,
    },
    // What the outside said of one delivery, it said of these.
    Column {
        name: "like",
        heading: "Failed",
        sql: "t.last_error",
        kind: Kind::Like,
        sortable: false,
        filter: true,
    },
    Column {
        name: "since",
        heading: "From",
        sql: "t.planned_at",
        kind: Kind::Since,
        sortable: false,
        filter: true,
    },
    Column {
        name: "until",
        heading: "To",
        sql: "t.planned_at",
        kind: Kind::Until,
        sortable: false,
        filter: true,
    },
    Column {
        name: "settled",
        heading: "Settled",
        sql: "",
        kind: Kind::Instant,
        sortable: false,
        filter: false,
    },
    Column { name: "copies", heading: "Copies", sql: "", kind: Kind::Number, sortable: false, filter: false },
];

pub(crate) const LIST: List = List {
    noun: "deliveries",
    select: "t.id, s.kind as subject_kind, t.subject_id, s.reference as subject_reference, s.title as subject_title, \
        t.step, t.channel, t.recipient_id, p.name as recipient_name, t.due, t.state, t.reason, t.copies, t.last_error, \
        t.planned_at, t.settled_at",
    from: "delivery t left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
        join person p on p.org_id = t.org_id and p.id = t.recipient_id",
    key: "t",
    always: "",
    columns: COLUMNS,
    search: &["s.title_key", "s.reference_key", "lower(s.reference)", "p.name_key"],
    default_sort: "-planned",
};

impl OrgRead {
    /// The sent-log of the organisation, or where `reach` is no further, of what is the caller's own.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a parameter that cannot be.
    pub async fn sent_log(&self, query: &ListQuery, reach: Reach) -> Result<Page<DeliveryRow>> {
        let reach = self.sent_reach(reach).await?;
        let page: Page<Row> = listing::page(self, &LIST, query, |sql| Ok(within(self, sql, reach))).await?;
        let items = page.items.into_iter().map(view).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next, total: page.total })
    }
}

impl OrgRead {
    /// How far the caller, who sees that much of everything else, sees of what people are asked to learn: who has not done it is
    /// not everybody's to see.
    pub(super) async fn sent_reach(&self, all: Reach) -> Result<SentReach> {
        let training = match self.tenancy.actor().person() {
            Some(me) if all == Reach::All => reach(&self.roles_of(me.into()).await?, Action::ReadTraining),
            _ => all,
        };
        Ok(SentReach { all, training })
    }
}

/// How far somebody sees what was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct SentReach {
    /// Of everything.
    pub(super) all: Reach,
    /// Of what people are asked to learn.
    training: Reach,
}

impl SentReach {
    /// Whether it is everything.
    pub(super) const fn is_all(self) -> bool {
        matches!((self.all, self.training), (Reach::All, Reach::All))
    }
}

/// Adds that a delivery is within the caller's reach.
pub(super) fn within(org: &OrgRead, sql: Sql, reach: SentReach) -> Sql {
    let me = org.tenancy.actor().person();
    match reach.all {
        Reach::All if reach.training == Reach::All => sql,
        Reach::All => {
            sql.push(" and (coalesce(s.kind, '') <> 'assignment' or s.owner_id = ").bind(me).push(")")
        }
        // A digest is whose it was sent to.
        _ => sql
            .push(" and (s.owner_id = ")
            .bind(me)
            .push(" or (t.subject_id is null and t.recipient_id = ")
            .bind(me)
            .push("))"),
    }
}

fn view(row: Row) -> Result<DeliveryRow> {
    Ok(DeliveryRow {
        id: row.id,
        about: row.subject_id.map(|id| About {
            id,
            kind: row.subject_kind.unwrap_or_default(),
            reference: row.subject_reference.unwrap_or_default(),
            title: row.subject_title.unwrap_or_default(),
        }),
        step: row.step,
        channel: Channel::parse(&row.channel).ok_or(unreadable("channel"))?,
        recipient: Owner { id: row.recipient_id, name: row.recipient_name },
        due: row.due,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        reason: row.reason,
        copies: row.copies,
        last_error: row.last_error,
        planned_at: row.planned_at,
        settled_at: row.settled_at,
    })
}
