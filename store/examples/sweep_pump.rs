//! How many reminders a second are planned, with nothing else to do: the sweep of a worker without its queue and its mails.
//!
//! `cargo run --release -p store --example sweep_pump -- URL SYSTEM_URL AT_ONCE` sweeps whatever is due, so many
//! organisations at a time, and prints `{"organisations":N,"planned":N,"found_ms":N,"seconds":N}`.

use std::{env, error::Error, io::Write, sync::Arc, time::Instant};

use domain::id::{JobId, OrgId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use store::calendar::SystemClock;
use store::{
    Bus, ClaimedJob, Keys, LinkKey, MasterKey, MasterKeys, PoolSettings, Settings, Store, SystemRandomness,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = env::args().skip(1).collect();
    let [url, system_url, at_once] = &given[..] else {
        return Err("say both addresses of the database and how many organisations at once".into());
    };
    let settings = Settings {
        url: url.clone().into(),
        system_url: system_url.clone().into(),
        owner_url: String::new().into(),
        pool: PoolSettings { max: 8, acquire_timeout_seconds: 20 },
        max_pages: None,
    };
    let master = MasterKey::new(vec![7; 32]).ok_or("a key of 32 bytes")?;
    let keys =
        Keys { links: LinkKey::new(vec![7; 32]), master: MasterKeys::new(master, Vec::new(), || None) };
    let (clock, randomness) = (Arc::new(SystemClock::default()), Arc::new(SystemRandomness));
    let store = Store::open(&settings, keys, clock, randomness, Bus::local(), None).await?;

    let began = Instant::now();
    let system = store.system().await?;
    let organisations = system.organisations_with_due_reminders().await?;
    system.commit().await?;
    let found = began.elapsed();
    let planned: usize = stream::iter(organisations.iter().copied())
        .map(|org| swept(&store, org))
        .buffer_unordered(at_once.parse()?)
        .try_fold(0, |sum, planned| async move { Ok(sum + planned) })
        .await?;
    let said = serde_json::json!({
        "organisations": organisations.len(),
        "planned": planned,
        "found_ms": found.as_secs_f64() * 1_000.0,
        "seconds": began.elapsed().as_secs_f64(),
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

/// Sweeps one organisation, as its jobs would, until nothing is due.
async fn swept(store: &Store, org: OrgId) -> store::Result<usize> {
    let job = ClaimedJob {
        id: JobId(org.0),
        org: Some(org),
        kind: "sweep_reminders".to_owned(),
        payload: serde_json::Value::Null,
        attempt: 1,
        max_attempts: 1,
        share: org.0,
        run_at: 0,
        is_suspended: false,
    };
    let mut planned = 0;
    loop {
        let tx = store.write_for(&job).await?;
        let now = tx.sweep_reminders().await?;
        tx.commit().await?;
        planned += now;
        if now == 0 {
            return Ok(planned);
        }
    }
}
