//! Running something so that neither its panic nor its slowness reaches the worker.

use crate::verdict::Failure;
use std::any::Any;
use std::future::Future;
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout;
use tracing::Instrument;

/// Runs `work` in a task of its own for at most `limit`. The task ends with the caller: when that is dropped, what
/// it began is dropped too, as if the process had ended.
///
/// The task of its own is also what lets the rule that no door is open during a call to the outside be checked:
/// all jobs of a worker share one task otherwise.
pub(crate) async fn guarded<T, F>(limit: Duration, work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let mut own = JoinSet::new();
    own.spawn(timeout(limit, work).in_current_span());
    match own.join_next().await {
        Some(Ok(Ok(outcome))) => outcome,
        Some(Ok(Err(_))) => Err(Failure::retry(format!("took longer than {} seconds", limit.as_secs()))),
        Some(Err(error)) => Err(unexpected(error)),
        None => Err(Failure::retry("was not begun")),
    }
}

fn unexpected(error: JoinError) -> Failure {
    let cause = error.try_into_panic().map_or_else(|error| error.to_string(), |panic| said(panic.as_ref()));
    Failure::Retry { reason: "ended unexpectedly".to_owned(), cause: Some(cause.into()) }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use tokio::sync::Notify;

    const LIMIT: Duration = Duration::from_secs(5);

    #[tokio::test]
    async fn a_panic_is_a_failure_like_any_other() {
        async fn panics(hour: &str) -> Result<(), Failure> {
            panic!("at {hour}")
        }
        let panicked = guarded(LIMIT, panics("noon")).await.unwrap_err();
        assert_eq!(panicked.to_string(), "ended unexpectedly");
        assert_eq!(panicked.report(), "ended unexpectedly: at noon");
        assert!(matches!(panicked, Failure::Retry { .. }));
    }

    #[tokio::test]
    async fn what_takes_too_long_ends() {
        let never = std::future::pending::<Result<(), Failure>>();
        let late = guarded(Duration::from_millis(5), never).await.unwrap_err();
        assert_eq!(late.report(), "took longer than 0 seconds");
    }

    #[tokio::test]
    async fn what_runs_ends_with_whoever_waits_for_it() {
        struct Ended(Arc<Notify>);
        impl Drop for Ended {
            fn drop(&mut self) {
                self.0.notify_one();
            }
        }
        let (begun, ended) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (note, end) = (Arc::clone(&begun), Ended(Arc::clone(&ended)));
        let mut waiting = Box::pin(guarded(LIMIT, async move {
            let _end = end;
            note.notify_one();
            std::future::pending::<Result<(), Failure>>().await
        }));
        tokio::select! {
            _ = &mut waiting => panic!("it never ends by itself"),
            () = begun.notified() => drop(waiting),
        }
        ended.notified().await;
    }
}
