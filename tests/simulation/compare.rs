//! Holds what was handed over, and what the program noted of it, against what the oracle says.

use super::figures::Figures;
use super::life::Life;
use super::oracle::{Fate, Said, Told};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::collections::BTreeMap;
use std::fmt::Debug;
use uuid::Uuid;

fn literal(backend: DbBackend, id: Uuid) -> String {
    if backend == DbBackend::Sqlite { format!("X'{}'", id.simple()) } else { format!("'{id}'") }
}

/// The reminders in an organisation's sent-log, or some of them.
pub(super) async fn deliveries(
    root: &DatabaseConnection,
    life: &Life,
    only: Option<&[Uuid]>,
) -> Vec<QueryResult> {
    let backend = root.get_database_backend();
    let ids = only.map(|ids| ids.iter().map(|id| literal(backend, *id)).collect::<Vec<_>>().join(", "));
    let narrowed = ids.map_or(String::new(), |ids| format!(" and id in ({ids})"));
    let sql = format!(
        "select id, subject_id, due, step, recipient_id, state, reason, planned_at from delivery where org_id = {} \
         and channel = 'mail' and subject_id is not null and step not like 'told:%'{narrowed}",
        literal(backend, life.org().0)
    );
    root.query_all_raw(Statement::from_string(backend, sql)).await.unwrap()
}

pub(super) async fn compare(
    root: &DatabaseConnection,
    life: &Life,
    figures: &mut Figures,
    differences: &mut Vec<String>,
) {
    let before = differences.len();
    compare_post(life, figures, differences);
    compare_log(&deliveries(root, life, None).await, life, figures, differences);
    compare_notices(root, life, figures, differences).await;
    for one in &mut differences[before..] {
        *one = format!("seed {}: {one}", life.seed);
    }
}

/// What was handed over: each once, at its moment.
fn compare_post(life: &Life, figures: &mut Figures, differences: &mut Vec<String>) {
    let nothing = Vec::new();
    let all: std::collections::BTreeSet<&Said> = life.post.keys().chain(life.oracle.post.keys()).collect();
    for said in all {
        let got = life.post.get(said).unwrap_or(&nothing);
        let due = life.oracle.post.get(said).unwrap_or(&nothing);
        match said {
            Said::Reminder(key) => {
                figures.reminders += got.len();
                figures.reviews += if key.3.starts_with("review.") { got.len() } else { 0 };
                figures.escalated += if key.3.contains("escalated") { got.len() } else { 0 };
            }
            Said::Line(.., count) => figures.lines += got.len() * count,
            Said::Notice(..) => {}
        }
        let moments =
            |list: &[DateTime<Utc>]| list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        if got == due {
            continue;
        }
        let what = if got.len() < due.len() {
            figures.missing += due.len() - got.len();
            "missing"
        } else if got.len() > due.len() {
            figures.twice += got.len() - due.len();
            "too often"
        } else {
            figures.late += 1;
            "late or early"
        };
        differences.push(format!("{what}: {said:?} came at [{}], not at [{}]", moments(got), moments(due)));
    }
}

/// What the sent-log says became of each step.
fn compare_log(rows: &[QueryResult], life: &Life, figures: &mut Figures, differences: &mut Vec<String>) {
    let mut noted = BTreeMap::new();
    for row in rows {
        let state: String = row.try_get("", "state").unwrap();
        let reason: Option<String> = row.try_get("", "reason").unwrap();
        let fate = match (state.as_str(), reason.as_deref()) {
            ("suppressed", Some("replaced")) => Ok(Fate::Replaced),
            ("suppressed", Some("delegated")) => Ok(Fate::Delegated),
            ("suppressed", Some("over_most")) => Ok(Fate::HeldBack),
            ("delivered", None) => Ok(Fate::Sent(row.try_get("", "planned_at").unwrap())),
            _ => Err(format!("{state} {reason:?}")),
        };
        figures.replaced += usize::from(fate == Ok(Fate::Replaced));
        figures.held_back += usize::from(fate == Ok(Fate::HeldBack));
        if noted.insert(life.key(row), fate).is_some() {
            figures.twice += 1;
            differences.push(format!("twice in the log: {:?}", life.key(row)));
        }
    }
    let due = life.oracle.fates.iter().map(|(key, fate)| (key.clone(), Ok(*fate))).collect();
    differ("in the log", &noted, &due, figures, differences);
}

/// What became of each notice.
async fn compare_notices(
    root: &DatabaseConnection,
    life: &Life,
    figures: &mut Figures,
    differences: &mut Vec<String>,
) {
    let backend = root.get_database_backend();
    let sql = format!(
        "select n.person_id, n.kind, n.subject_id, n.at, n.left_out, n.delivery_id, d.subject_id as about, d.state, \
         d.settled_at from notice n left join delivery d on d.org_id = n.org_id and d.id = n.delivery_id \
         where n.subject_id is not null and n.org_id = {}",
        literal(backend, life.org().0)
    );
    let rows = root.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let mut noted: BTreeMap<_, usize> = BTreeMap::new();
    for row in &rows {
        let left_out: Option<String> = row.try_get("", "left_out").unwrap();
        let state: Option<String> = row.try_get("", "state").unwrap();
        let about: Option<Uuid> = row.try_get("", "about").unwrap();
        let told = match (left_out, state.as_deref(), about) {
            (Some(reason), ..) => Told::LeftOut(reason),
            (None, None, _) => Told::Waiting,
            (None, Some("planned"), Some(_)) => Told::Leaving,
            (None, Some("delivered"), Some(_)) => Told::AtOnce,
            (None, Some("delivered"), None) => Told::Together(row.try_get("", "settled_at").unwrap()),
            (None, Some(state), _) => Told::LeftOut(format!("its mail is {state}")),
        };
        let person = life.person(row.try_get("", "person_id").unwrap());
        let thing = life.thing(row.try_get("", "subject_id").unwrap());
        let at: DateTime<Utc> = row.try_get("", "at").unwrap();
        let kind: String = row.try_get("", "kind").unwrap();
        *noted.entry((person, kind, thing, at, told)).or_default() += 1;
    }
    let mut due: BTreeMap<_, usize> = BTreeMap::new();
    for one in &life.oracle.notices {
        let key = (one.person, one.kind.to_owned(), one.thing, one.at, one.told.clone());
        *due.entry(key).or_default() += 1;
    }
    figures.left_out += noted.iter().filter(|((.., told), _)| matches!(told, Told::LeftOut(_))).count();
    differ("of notices", &noted, &due, figures, differences);
}

fn differ<K: Ord + Debug, V: PartialEq + Debug>(
    place: &str,
    noted: &BTreeMap<K, V>,
    due: &BTreeMap<K, V>,
    figures: &mut Figures,
    differences: &mut Vec<String>,
) {
    let all: std::collections::BTreeSet<&K> = noted.keys().chain(due.keys()).collect();
    for key in all.into_iter().filter(|key| noted.get(*key) != due.get(*key)) {
        figures.other += 1;
        differences.push(format!("{place}: {key:?} is {:?}, not {:?}", noted.get(key), due.get(key)));
    }
}
