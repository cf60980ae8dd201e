//! Ways of sending that do not work as they should. A row stands for as long as one does not: whoever writes it says so to
//! those who run the organisation, and whoever takes it away says that it is over.

use crate::connections::Recipient;
use crate::doors::{OrgRead, OrgTx, SystemTx};
use crate::error::{Result, unreadable};
use crate::notices::NewNotice;
use crate::sql::Sql;
use domain::channel_health::{Carrier, LONGEST_WAIT, LOOKED_BACK, Record, Trouble, judge};
use domain::clock::Instant;
use domain::connection;
use domain::delivery::{Channel, State};
use domain::event::Event;
use domain::id::{OrgId, PersonId};
use domain::notice::Kind;
use sea_orm::FromQueryResult;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// A way of sending that does not work as it should, as it was when that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelTrouble {
    /// Which.
    pub channel: Carrier,
    /// What is wrong with it.
    pub trouble: Trouble,
    /// When it was found.
    pub since: Instant,
    /// How many had come to an end outside within a day.
    pub ended: i32,
    /// How many of those had failed.
    pub failed: i32,
    /// Since when the one that waited longest had waited.
    pub waiting_since: Option<Instant>,
}

/// What those who run the organisation are told of a way that does not work.
#[derive(Clone, Debug)]
pub struct DegradedChannel {
    /// What was found.
    pub found: ChannelTrouble,
    /// The organisation's name.
    pub organisation: String,
    /// The organisation's part of a URL.
    pub slug: String,
    /// Its time zone.
    pub zone: chrono_tz::Tz,
    /// To whom this goes.
    pub recipients: Vec<Recipient>,
}

#[derive(FromQueryResult)]
struct Row {
    channel: String,
    trouble: String,
    since: Instant,
    ended: i32,
    failed: i32,
    waiting_since: Option<Instant>,
}

#[derive(FromQueryResult)]
struct EndedRow {
    channel: String,
    state: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct WaitingRow {
    channel: String,
    since: Instant,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// What has not ended, in the words of the index that holds little else.
const WAITS: &str =
    "state not in ('delivered', 'suppressed') and state in ('planned', 'sending') and settled_at is null";

fn carrier(channel: &str) -> Result<(Carrier, Channel)> {
    let way = Channel::parse(channel).ok_or(unreadable("channel"))?;
    Ok((Carrier::parse(way.name()).ok_or(unreadable("channel"))?, way))
}

impl OrgRead {
    /// The ways of sending that do not work as they should now.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn channel_troubles(&self) -> Result<Vec<ChannelTrouble>> {
        let sql = self
            .sql("select channel, trouble, since, ended, failed, waiting_since from channel_trouble where org_id = ")
            .push(" order by channel");
        self.door.all::<Row>(sql).await?.into_iter().map(read).collect()
    }

    /// What became of what was sent lately, by each way.
    async fn channel_records(&self) -> Result<BTreeMap<Carrier, Record>> {
        let mut records: BTreeMap<Carrier, Record> = BTreeMap::new();
        let sql = self
            .sql("select channel, state, count(*) as count from delivery where org_id = ")
            .push(" and settled_at >= ")
            .bind(self.now() - LOOKED_BACK)
            .push(" and state in (")
            .bind_all([State::Delivered, State::Dead, State::Uncertain].map(State::name))
            .push(") group by channel, state");
        for row in self.door.all::<EndedRow>(sql).await? {
            let record = records.entry(carrier(&row.channel)?.0).or_default();
            if row.state == State::Delivered.name() {
                record.delivered += row.count;
            } else {
                record.failed += row.count;
            }
        }
        let paused = self.paused_connections().await?;
        let sql = self
            .sql("select channel, min(planned_at) as since from delivery where org_id = ")
            .push(&format!(" and {WAITS} group by channel"));
        for row in self.door.all::<WaitingRow>(sql).await? {
            let (carrier, way) = carrier(&row.channel)?;
            // Somebody wants it to wait.
            if way.connection().is_some_and(|connection| paused.contains(&connection.0)) {
                continue;
            }
            let record = records.entry(carrier).or_default();
            record.waiting_since = Some(record.waiting_since.map_or(row.since, |since| since.min(row.since)));
        }
        Ok(records)
    }

    async fn paused_connections(&self) -> Result<HashSet<Uuid>> {
        let sql = self
            .sql("select id from connection where org_id = ")
            .push(" and state = ")
            .bind(connection::State::Paused.name());
        Ok(self.door.all::<IdRow>(sql).await?.into_iter().map(|row| row.id).collect())
    }
}

impl OrgTx {
    /// Judges each way of sending by what became of what was sent, and tells those who run the organisation what has
    /// become otherwise. What was told already is not told again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn judge_channels(&self) -> Result<()> {
        let records = self.channel_records().await?;
        let known = self.channel_troubles().await?;
        for &channel in Carrier::ALL {
            let record = records.get(&channel).copied().unwrap_or_default();
            let was = known.iter().any(|one| one.channel == channel);
            match judge(&record, self.now()) {
                Some(trouble) if !was => self.degrade(channel, trouble, &record).await?,
                None if was => self.recover(channel).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn degrade(&self, channel: Carrier, trouble: Trouble, record: &Record) -> Result<()> {
        let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
        let sql = self
            .sql("insert into channel_trouble (org_id, id, channel, trouble, since, ended, failed, waiting_since) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind_all([channel.name(), trouble.name()])
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind_all([number(record.ended()), number(record.failed)])
            .push(", ")
            .bind(record.waiting_since)
            .push(") on conflict (org_id, channel) do nothing");
        // Of two that find the same, one is the first.
        if self.door.run(sql).await? == 0 {
            return Ok(());
        }
        self.record(Event::ChannelDegraded { channel, trouble });
        self.tell_of_channel(Kind::ChannelDegraded, channel).await
    }

    async fn recover(&self, channel: Carrier) -> Result<()> {
        let sql = self
            .sql("delete from channel_trouble where org_id = ")
            .push(" and channel = ")
            .bind(channel.name());
        if self.door.run(sql).await? == 0 {
            return Ok(());
        }
        self.record(Event::ChannelRecovered { channel });
        self.tell_of_channel(Kind::ChannelRecovered, channel).await
    }

    async fn tell_of_channel(&self, kind: Kind, channel: Carrier) -> Result<()> {
        for one in self.owners_and_admins("").await? {
            let person = PersonId(one.person.id);
            let notice =
                NewNotice { person, kind, subject: None, about: None, comment: None, channel: Some(channel) };
            self.add_notice(&notice).await?;
        }
        Ok(())
    }

    /// What to tell those who run the organisation; `None` once the way works again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn degraded_channel(&self, channel: Carrier) -> Result<Option<DegradedChannel>> {
        let found = self.channel_troubles().await?.into_iter().find(|one| one.channel == channel);
        let Some(found) = found else { return Ok(None) };
        let organisation = self.organisation().await?;
        Ok(Some(DegradedChannel {
            found,
            organisation: organisation.name,
            slug: organisation.slug,
            zone: self.tenancy.zone(),
            recipients: self.those_who_run_it().await?,
        }))
    }
}

fn read(row: Row) -> Result<ChannelTrouble> {
    Ok(ChannelTrouble {
        channel: Carrier::parse(&row.channel).ok_or(unreadable("channel"))?,
        trouble: Trouble::parse(&row.trouble).ok_or(unreadable("trouble"))?,
        since: row.since,
        ended: row.ended,
        failed: row.failed,
        waiting_since: row.waiting_since,
    })
}

impl SystemTx {
    /// The organisations in which something fails or waits, and those where that was found before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_with_troubled_channels(&self) -> Result<Vec<OrgId>> {
        #[derive(FromQueryResult)]
        struct Found {
            org_id: Uuid,
        }
        let now = self.store.clock().calendar();
        let sql = Sql::new(
            "select org_id from delivery where state not in ('delivered', 'suppressed') \
             and state in ('dead', 'uncertain') and settled_at >= ",
        )
        .bind(now - LOOKED_BACK)
        .push(&format!(" union select org_id from delivery where {WAITS} and planned_at < "))
        .bind(now - LONGEST_WAIT)
        .push(" union select org_id from channel_trouble where org_id is not null");
        Ok(self.door.all::<Found>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
