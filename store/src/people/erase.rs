//! Erasing who a person was. What they did stays, under nobody's name: the person's row and its id remain, so that the
//! trail, the history and everything that refers to them still hold.
//!
//! What of the trail goes is only what somebody typed. The entry stays with its hash; its body goes, together with the
//! salt that would let somebody guess it.

use crate::doors::{AccountTx, OrgTx};
use crate::entity::person;
use crate::error::{Result, unreadable};
use crate::links::Invited;
use crate::sql::Sql;
use domain::access::Role;
use domain::event::Event;
use domain::id::{AccountId, PersonId};
use domain::job::Job;
use domain::person::{ERASED, erase};
use domain::text::folded;
use sea_orm::{DbBackend, FromQueryResult};
use uuid::Uuid;

/// What is only about the person, and goes with them. Each has the person in this column.
const THEIRS: [(&str, &str); 11] = [
    ("address_trouble", "id"),
    ("notice_choice", "id"),
    ("digest_wait", "id"),
    ("reporting_line", "person_id"),
    ("reporting_line", "manager_id"),
    ("team_member", "person_id"),
    ("portrait", "person_id"),
    ("absence", "person_id"),
    ("absence", "delegate_id"),
    ("consent", "person_id"),
    ("view_default", "person_id"),
];

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    seq: i64,
}

#[derive(FromQueryResult)]
struct Sent {
    id: Uuid,
    body: serde_json::Value,
}

impl OrgTx {
    /// What they answered in quizzes goes; that they confirmed something stays, under nobody's name.
    async fn erase_answers(&self, id: PersonId) -> Result<()> {
        let sql = self
            .sql("delete from quiz_attempt where org_id = ")
            .push(" and assignment_id in (select id from assignment where org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(id.0)
            .push(")");
        self.door.run(sql).await?;
        // Why somebody need not learn something may say more of them than that they need not.
        let sql = Sql::new("update assignment set waived_reason = ").bind(ERASED);
        let sql = sql
            .push(" where waived_reason is not null and org_id = ")
            .bind(self.org())
            .push(" and person_id = ");
        self.door.run(sql.bind(id.0)).await.map(drop)
    }

    /// Erases who a person was, over `version`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Stale`], or [`domain::person::PersonRefused`].
    pub async fn erase_person(&self, id: PersonId, version: i32, by: &[Role]) -> Result<()> {
        let row = self.person_row(id).await?;
        let held = self.roles_held(id).await?;
        let roles: Vec<Role> = held.iter().filter(|one| one.until.is_none()).map(|one| one.role).collect();
        erase(by, &roles, row.active, row.erased_at.is_some())?;
        let entries = self.erase_bodies(&row).await?;
        self.erase_theirs(id).await?;
        self.erase_counterparts(id).await?;
        self.erase_answers(id).await?;
        self.erase_mails(&row).await?;
        // Before the person: what is searched is cleaned up with them.
        self.save_searched(id.0, ERASED, Some(&[])).await?;
        // Nobody's, at an address where mail never arrives; each different, as addresses are.
        let address = format!("{id}@erased.invalid");
        let set = Sql::new("update person set name = ")
            .bind(ERASED)
            .push(", name_key = ")
            .bind(folded(ERASED))
            .push(", address = ")
            .bind(address.as_str())
            .push(", address_key = ")
            .bind(address.as_str())
            .push(", zone = ")
            .bind(self.tenancy.zone().name())
            .push(", locale = ")
            .bind(domain::person::LOCALES[0])
            .push(", account_id = null, erased_at = ")
            .bind(self.now());
        self.save_person(id, version, set).await?;
        if let Some(account) = row.account_id {
            self.enqueue(Job::ForgetAccount { account: AccountId(account) });
        }
        self.record(Event::PersonErased { person: id, entries });
        Ok(())
    }

    /// The bodies that hold what the person typed, or their name or address in what others typed. Which entries they
    /// were of is written down first: the database lets no other body go.
    async fn erase_bodies(&self, row: &person::Model) -> Result<Vec<i64>> {
        let mut sql = self
            .sql("select e.id, e.seq from trail_entry e join trail_body b on b.org_id = e.org_id and b.id = e.id where e.org_id = ")
            .push(" and e.kind in (")
            .bind_all(Event::WORDED.iter().copied())
            .push(") and (e.actor_id = ")
            .bind(row.id);
        for text in [&row.name, &row.address] {
            let quoted = serde_json::to_string(text).map_err(|_| unreadable("name"))?;
            sql = self.holds(sql.push(" or "), "b.body", quoted.trim_matches('"'));
        }
        let found: Vec<Found> = self.door.all(sql.push(") order by e.seq")).await?;
        for some in found.chunks(super::BATCH) {
            let mut sql = Sql::new("insert into trail_erasure (org_id, id, person_id, at) values ");
            for (position, one) in some.iter().enumerate() {
                sql = sql
                    .push(if position > 0 { ", (" } else { "(" })
                    .bind_all([self.org(), one.id, row.id])
                    .push(", ")
                    .bind(self.now())
                    .push(")");
            }
            self.door.run(sql).await?;
            let sql = self
                .sql("delete from trail_body where org_id = ")
                .push(" and id in (")
                .bind_all(some.iter().map(|one| one.id))
                .push(")");
            self.door.run(sql).await?;
        }
        Ok(found.into_iter().map(|one| one.seq).collect())
    }

    /// Whether a column has the text in it, exactly so.
    fn holds(&self, sql: Sql, column: &str, text: &str) -> Sql {
        let find = if self.door.backend() == DbBackend::Postgres { "strpos" } else { "instr" };
        sql.push(&format!("{find}({column}, ")).bind(text).push(") > 0")
    }

    async fn erase_theirs(&self, id: PersonId) -> Result<()> {
        for (table, column) in THEIRS {
            let sql = self
                .sql(&format!("delete from {table} where org_id = "))
                .push(&format!(" and {column} = "))
                .bind(id.0);
            self.door.run(sql).await?;
        }
        // Views that others see stay.
        let defaults = self
            .sql("delete from view_default where org_id = ")
            .push(" and exists (select 1 from saved_view v where v.org_id = view_default.org_id ")
            .push("and v.id = view_default.view_id and not v.shared and v.person_id = ")
            .bind(id.0)
            .push(")");
        self.door.run(defaults).await?;
        let views = self
            .sql("delete from saved_view where org_id = ")
            .push(" and not shared and person_id = ")
            .bind(id.0);
        self.door.run(views).await?;
        let tokens = Sql::new("update api_token set name = ")
            .bind(ERASED)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and person_id = ")
            .bind(id.0);
        self.door.run(tokens).await?;
        // What a server said when it did not take a mail often repeats the address.
        let deliveries = Sql::new("update delivery set last_error = null where org_id = ")
            .bind(self.org())
            .push(" and last_error is not null and recipient_id = ")
            .bind(id.0);
        self.door.run(deliveries).await.map(drop)
    }

    /// Who they are at services outside, and what they pressed there.
    async fn erase_counterparts(&self, id: PersonId) -> Result<()> {
        let presses = self
            .sql("delete from press where org_id = ")
            .push(" and exists (select 1 from counterpart c where c.org_id = press.org_id and c.connection_id = press.connection_id ")
            .push("and c.remote_id = press.remote_user and c.person_id = ")
            .bind(id.0)
            .push(")");
        self.door.run(presses).await?;
        let sql = self.sql("delete from counterpart where org_id = ").push(" and person_id = ").bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Mailed links that are theirs here, their name in invitations that they sent, and mails that were captured instead
    /// of being sent.
    async fn erase_mails(&self, row: &person::Model) -> Result<()> {
        let org = self.org().to_string();
        let links = Sql::new("delete from link where lower(address) = lower(").bind(row.address.as_str());
        let links = self.holds(links.push(") and "), "cast(body as text)", &org);
        self.door.run(links).await?;
        let standing =
            Sql::new("delete from link where purpose in ('unsubscribe', 'return', 'training') and ");
        self.door.run(self.holds(standing, "cast(body as text)", &row.id.to_string())).await?;
        self.erase_inviter(&row.name).await?;
        let mut mails = Sql::new("delete from captured_mail where to_address = ").bind(row.address.as_str());
        for column in ["subject", "text"] {
            for text in [&row.name, &row.address] {
                mails = self.holds(mails.push(" or "), column, text);
            }
        }
        self.door.run(mails).await.map(drop)
    }
}

impl OrgTx {
    async fn erase_inviter(&self, name: &str) -> Result<()> {
        let sent = Sql::new("select id, body from link where purpose = 'invitation' and ");
        let sent = self.holds(sent, "cast(body as text)", &self.org().to_string());
        for Sent { id, body } in self.door.all::<Sent>(sent).await? {
            let Ok(mut invited) = serde_json::from_value::<Invited>(body) else { continue };
            if invited.inviter != name {
                continue;
            }
            ERASED.clone_into(&mut invited.inviter);
            let body = serde_json::to_value(invited).map_err(|_| unreadable("invitation"))?;
            let sql = Sql::new("update link set body = ").bind(body).push(" where id = ").bind(id);
            self.door.run(sql).await?;
        }
        Ok(())
    }
}

impl AccountTx {
    /// Removes the account, unless somebody somewhere is still it: with its sessions and mailed links. Whether it did.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_account(self) -> Result<bool> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let id = self.account.ok_or(crate::Error::NotFound)?;
        let of = |sql: &str| Sql::new(sql).bind(id.0);
        let people = of("select count(distinct org_id) as count from person where account_id = ");
        let stays = self.door.one::<Count>(people).await?.is_some_and(|row| row.count > 0);
        if stays {
            return Ok(false);
        }
        self.door.run(of("delete from session where account_id = ")).await?;
        let links = "delete from link where lower(address) = (select lower(address) from account where id = ";
        self.door.run(of(links).push(")")).await?;
        self.door.run(of("delete from account where id = ")).await?;
        self.commit().await?;
        Ok(true)
    }
}
