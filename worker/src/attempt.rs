//! One attempt at one claimed job, from its payload to what is to be noted about it.

use crate::context::Context;
use crate::guarded::guarded;
use crate::jobs;
use crate::verdict::{Failure, judge, pause};
use domain::job::Job;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{ClaimedJob, Settlement, Verdict};
use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

/// How long work of a suspended organisation waits before it is looked at again; whoever resumes it wakes it.
const SUSPENDED: Duration = Duration::from_secs(15 * 60);

/// Runs a claimed job. Whatever happens in it, there is a verdict in the end.
pub(crate) async fn run(context: &Arc<Context>, claimed: &ClaimedJob) -> Settlement {
    let span = info_span!(
        "job",
        job.id = %claimed.id,
        job.kind = claimed.kind,
        org.id = claimed.org.map(tracing::field::display),
        attempt = claimed.attempt,
        otel.status_code = Empty,
    );
    let verdict = async {
        let begun = Instant::now();
        let verdict = decide(context, claimed).await;
        log(&verdict);
        count(context, claimed, &verdict, begun.elapsed());
        verdict
    };
    let verdict = verdict.instrument(span.clone()).await;
    finish(&span, &verdict);
    Settlement { job: claimed.id, attempt: claimed.attempt, verdict }
}

/// What a trace shows of it; the log has said so already.
fn finish(span: &Span, verdict: &Verdict) {
    if matches!(verdict, Verdict::Retry { .. } | Verdict::Dead { .. }) {
        span.record("otel.status_code", "ERROR");
    }
}

async fn decide(context: &Arc<Context>, claimed: &ClaimedJob) -> Verdict {
    if claimed.is_suspended {
        // It waits where it is, attempts and all, until the organisation works again.
        return Verdict::RetryAfter { after: SUSPENDED, error: store::SUSPENDED.to_owned() };
    }
    let Ok(job) = Job::decode(claimed.payload.clone()) else {
        // What exactly is wrong with it would repeat parts of it.
        return Verdict::Dead { error: "the payload is not one that this version knows".to_owned() };
    };
    let outcome = if claimed.attempt > claimed.max_attempts {
        Err(Failure::give_up("its worker was lost too often"))
    } else {
        let (context, claimed, job) = (Arc::clone(context), claimed.clone(), job.clone());
        guarded(context.job_limit, async move { jobs::run(&context, &claimed, job).await }).await
    };
    let verdict = judge(&outcome, claimed.attempt, claimed.max_attempts, context.jitter());
    match outcome {
        Err(failure) if matches!(verdict, Verdict::Dead { .. }) => {
            abandon(context, claimed, job, &failure).await.unwrap_or(verdict)
        }
        _ => verdict,
    }
}

/// Lets the job note that it is given up. Where even that fails, the job stays, to be abandoned later.
async fn abandon(
    context: &Arc<Context>,
    claimed: &ClaimedJob,
    job: Job,
    failure: &Failure,
) -> Option<Verdict> {
    let reason = failure.to_string();
    let (own, ours) = (Arc::clone(context), claimed.clone());
    let noting = guarded(context.job_limit, async move { jobs::abandon(&own, &ours, job, &reason).await });
    let after = pause(claimed.attempt, context.jitter());
    noting.await.err().map(|failure| Verdict::Retry { after, error: failure.report() })
}

/// Counts a run, by its kind and never by whose it is.
fn count(context: &Context, claimed: &ClaimedJob, verdict: &Verdict, took: Duration) {
    let outcome = match verdict {
        Verdict::Done => "done",
        Verdict::Retry { .. } => "retry",
        Verdict::RetryAfter { .. } => "wait",
        Verdict::Dead { .. } => "dead",
    };
    let kind = claimed.kind.clone();
    let took = took.as_secs_f64();
    metrics::counter!("aims_jobs_total", "kind" => kind.clone(), "outcome" => outcome).increment(1);
    metrics::histogram!("aims_job_duration_seconds", "kind" => kind.clone()).record(took);
    let now = context.store.clock().machine().timestamp_millis();
    let late = Duration::from_millis(u64::try_from(now - claimed.run_at).unwrap_or_default()).as_secs_f64();
    metrics::histogram!("aims_job_lateness_seconds", "kind" => kind).record((late - took).max(0.0));
}

fn log(verdict: &Verdict) {
    match verdict {
        Verdict::Done => tracing::debug!("done"),
        Verdict::Retry { after, error } => {
            tracing::warn!(after.seconds = after.as_secs(), error, "to be tried again")
        }
        Verdict::RetryAfter { after, error } => {
            tracing::info!(after.seconds = after.as_secs(), error, "asked to wait");
        }
        Verdict::Dead { error } => tracing::error!(error, "given up"),
    }
}
