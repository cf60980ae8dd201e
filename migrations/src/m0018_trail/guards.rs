//! What refuses to change or remove what was written, whoever asks: triggers, on both databases.
//!
//! One thing may be removed: the body of an entry that an erasure names. The head moves forward only.

use crate::shape::is_postgres;
use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::ConnectionTrait;

/// What is never changed and never removed.
const KEPT: [&str; 5] = ["trail_entry", "trail_key", "trail_anchor", "trail_erasure", "revision"];
/// What whoever tries is told.
const WHY: &str = "the trail is only ever added to";

pub(super) async fn set(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements = if is_postgres(m) { postgres() } else { sqlite() };
    for statement in statements {
        m.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn sqlite() -> Vec<String> {
    let refuse = |table: &str, verb: &str, when: &str| {
        format!(
            "create trigger {table}_kept_from_{verb} before {verb} on {table} {when} \
             begin select raise(abort, '{WHY}'); end"
        )
    };
    let mut all: Vec<String> =
        KEPT.iter().flat_map(|table| ["update", "delete"].map(|verb| refuse(table, verb, ""))).collect();
    all.push(refuse("trail_body", "update", ""));
    all.push(refuse(
        "trail_body",
        "delete",
        "when not exists (select 1 from trail_erasure e where e.org_id = old.org_id and e.id = old.id)",
    ));
    all.push(refuse("trail_head", "delete", ""));
    all.push(refuse("trail_head", "update", "when new.org_id <> old.org_id or new.seq <= old.seq"));
    // No guard, but for the same end: the index only marks words as taken out, until its parts are made one.
    all.push(
        "create trigger person_erased_from_index after update of erased_at on person when new.erased_at is not null \
         begin insert into search_index (search_index) values ('optimize'); end"
            .to_owned(),
    );
    all
}

fn postgres() -> Vec<String> {
    let function = |name: &str, body: &str| {
        format!("create function {name}() returns trigger language plpgsql as $$ begin {body} end $$")
    };
    let refuse = format!("raise exception '{WHY}' using errcode = 'restrict_violation';");
    let trigger = |table: &str, verbs: &str, each: &str, function: &str| {
        let name = verbs.replace(" or ", "_");
        format!(
            "create trigger {table}_kept_from_{name} before {verbs} on {table} for each {each} \
             execute function {function}()"
        )
    };
    let mut all = vec![
        function("trail_is_kept", &refuse),
        function(
            "trail_body_is_kept",
            &format!(
                "if exists (select 1 from trail_erasure e where e.org_id = old.org_id and e.id = old.id) then \
                 return old; end if; {refuse}"
            ),
        ),
        function(
            "trail_head_moves_on",
            &format!("if new.org_id = old.org_id and new.seq > old.seq then return new; end if; {refuse}"),
        ),
        trigger("trail_body", "update", "row", "trail_is_kept"),
        trigger("trail_body", "delete", "row", "trail_body_is_kept"),
        trigger("trail_head", "delete", "row", "trail_is_kept"),
        trigger("trail_head", "update", "row", "trail_head_moves_on"),
    ];
    for table in KEPT {
        all.push(trigger(table, "update or delete", "row", "trail_is_kept"));
    }
    for table in KEPT.iter().copied().chain(["trail_body", "trail_head"]) {
        all.push(trigger(table, "truncate", "statement", "trail_is_kept"));
    }
    all
}
