//! The one way in which a trail is removed: with its whole organisation, once the days of grace have passed and the
//! deletion has begun. Whoever else tries is refused as before.

use crate::shape::is_postgres;
use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

/// What is never removed otherwise.
const KEPT: [&str; 5] = ["trail_entry", "trail_key", "trail_anchor", "trail_erasure", "revision"];
/// What whoever tries is told.
const WHY: &str = "the trail is only ever added to";
/// What has to be there for a row `old` to go.
const GOES: &str = "exists (select 1 from deletion d where d.org_id = old.org_id and d.begun_at is not null \
                    and d.done_at is null)";
/// The same for a body, which also goes with a person.
const ERASED: &str = "exists (select 1 from trail_erasure e where e.org_id = old.org_id and e.id = old.id)";

pub(super) async fn open(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements = if is_postgres(m) { postgres() } else { sqlite() };
    for statement in statements {
        m.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn sqlite() -> Vec<String> {
    let refuse = |table: &str, unless: &str| {
        [
            format!("drop trigger {table}_kept_from_delete"),
            format!(
                "create trigger {table}_kept_from_delete before delete on {table} when not ({unless}) \
                 begin select raise(abort, '{WHY}'); end"
            ),
        ]
    };
    let mut all: Vec<String> = KEPT.iter().flat_map(|table| refuse(table, GOES)).collect();
    all.extend(refuse("trail_head", GOES));
    all.extend(refuse("trail_body", &format!("{ERASED} or {GOES}")));
    all.push(stays(
        "before update of org_id, asked_at, due_at on deletion",
        "",
        "what was asked stays as it was",
    ));
    let begun = "when old.begun_at is not null";
    all.push(stays("before delete on deletion", begun, "a deletion that has begun is not taken back"));
    all
}

fn stays(verbs: &str, when: &str, why: &str) -> String {
    let name = if verbs.contains("update") { "deletion_stays" } else { "deletion_is_kept" };
    format!("create trigger {name} {verbs} {when} begin select raise(abort, '{why}'); end")
}

fn postgres() -> Vec<String> {
    let refuse = format!("raise exception '{WHY}' using errcode = 'restrict_violation';");
    let mut all = vec![kept(), bodies(&refuse)];
    all.push(
        "create function deletion_stays() returns trigger language plpgsql as $$ begin \
         if tg_op = 'DELETE' then if old.begun_at is null then return old; end if; \
         elsif new.org_id = old.org_id and new.asked_at = old.asked_at and new.due_at = old.due_at then return new; end if; \
         raise exception 'what was asked stays as it was' using errcode = 'restrict_violation'; end $$"
            .to_owned(),
    );
    all.push(
        "create trigger deletion_stays before update or delete on deletion for each row execute function deletion_stays()"
            .to_owned(),
    );
    all.extend(owner());
    all
}

/// `trail_is_kept` guards whole tables from being emptied, too, and knows no row then.
fn kept() -> String {
    format!(
        "create or replace function trail_is_kept() returns trigger language plpgsql as $$ begin \
         if tg_op = 'DELETE' then if {GOES} then return old; end if; end if; \
         raise exception '{WHY}' using errcode = 'restrict_violation'; end $$"
    )
}

fn bodies(refuse: &str) -> String {
    format!(
        "create or replace function trail_body_is_kept() returns trigger language plpgsql as $$ begin \
         if {ERASED} or {GOES} then return old; end if; {refuse} end $$"
    )
}

/// The serving role has no right to remove these rows: a function of the owner's does it, for the organisation that the
/// transaction is set to, and row-level security and the triggers hold for it as well.
fn owner() -> Vec<String> {
    let org = "nullif(current_setting('app.org_id', true), '')::uuid";
    let mut all =
        vec!["create policy deletion_looked_at on deletion for select to aims_owner using (true)".to_owned()];
    let tables: Vec<&str> = KEPT.iter().copied().chain(["trail_head"]).collect();
    for table in &tables {
        for verb in ["select", "delete"] {
            all.push(format!(
                "create policy {table}_{verb}_at_the_end on {table} for {verb} to aims_owner using (org_id = {org})"
            ));
        }
    }
    let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
    all.push(format!(
        "create function remove_kept(which text, most integer) returns bigint language plpgsql security definer \
         set search_path = pg_catalog, public as $$ declare gone bigint; begin \
         if which not in ({}) then raise exception '{WHY}' using errcode = 'restrict_violation'; end if; \
         execute format('delete from %I where ctid = any (array(select ctid from %I where org_id = $1 limit $2))', which, which) \
         using {org}, most; get diagnostics gone = row_count; return gone; end $$",
        names.join(", ")
    ));
    all.push("revoke all on function remove_kept(text, integer) from public".to_owned());
    all.push("grant execute on function remove_kept(text, integer) to aims_app".to_owned());
    all
}
