//! Members.

use super::Shared;
use super::state::Person;
use serde_json::{Value, json};

fn shown(person: &Person) -> Value {
    let name = person.address.split('@').next().unwrap_or_default();
    json!({ "id": person.id, "team_id": super::TEAM, "name": name, "real_name": name, "deleted": false, "is_bot": false,
        "is_email_confirmed": person.confirmed, "profile": { "email": person.address, "real_name": name } })
}

fn answered(found: Option<&Person>, error: &str) -> Value {
    found.map_or_else(
        || json!({ "ok": false, "error": error }),
        |person| json!({ "ok": true, "user": shown(person) }),
    )
}

pub(super) fn find(shared: &Shared, said: &Value) -> Value {
    let mut state = shared.state();
    let id = state.member_of(said["email"].as_str().unwrap_or_default());
    let found = state.people.iter().find(|person| Some(&person.id) == id.as_ref());
    answered(found, "users_not_found")
}

pub(super) fn info(shared: &Shared, said: &Value) -> Value {
    let state = shared.state();
    answered(state.people.iter().find(|person| said["user"] == person.id), "user_not_found")
}
