//! Redis, where the settings name one.

use super::{Check, now};
use crate::settings::Settings;
use api::Environment;
use chrono::{DateTime, Utc};

/// Redis' clock with ours at the same moment.
pub(super) type Clocks = Option<(DateTime<Utc>, DateTime<Utc>)>;

pub(super) async fn look(settings: &Settings) -> (Check, Clocks) {
    let before = now();
    match store::probe_redis(&settings.redis).await {
        Ok(Some(look)) => {
            let here = before + (now() - before) / 2;
            (Check::ok("redis", format!("Redis {} answers", look.version)), Some((look.now, here)))
        }
        Ok(None) if settings.environment == Environment::Production && !settings.database.is_sqlite() => {
            let advice =
                "with several processes set redis.url: they find work at once and count attempts together";
            (Check::warning("redis", "none in the settings", advice), None)
        }
        Ok(None) => (Check::ok("redis", "none in the settings, and one process needs none"), None),
        Err(why) => {
            let advice = "look whether redis.url is right and the server runs; until then workers find work by polling";
            (Check::failed("redis", format!("it does not answer: {why}"), advice), None)
        }
    }
}
