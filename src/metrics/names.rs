//! Every metric, with what it says. `infra/dashboard.mjs` reads this list, and a test compares it with what is shown.

/// How one kind is described to the recorder.
type Describe = fn(&'static str, &'static str);

/// The kinds of metrics.
pub(super) const KINDS: [(&str, Describe); 3] = [
    ("counter", |name, help| metrics::describe_counter!(name, help)),
    ("gauge", |name, help| metrics::describe_gauge!(name, help)),
    ("histogram", |name, help| metrics::describe_histogram!(name, help)),
];

/// Name, kind and meaning.
pub(super) const NAMES: [(&str, &str, &str); 17] = [
    (
        "aims_http_requests_total",
        "counter",
        "Requests answered, by method, template of the route, and status.",
    ),
    (
        "aims_http_request_duration_seconds",
        "histogram",
        "How long answers took, by method and template of the route.",
    ),
    ("aims_jobs_total", "counter", "Runs of jobs, by kind and outcome: done, retry, wait, dead."),
    ("aims_job_duration_seconds", "histogram", "How long runs of jobs took, by kind."),
    ("aims_job_lateness_seconds", "histogram", "How long after they were due jobs began, by kind."),
    (
        "aims_jobs_waiting",
        "gauge",
        "Jobs in the table: due, later, running, dead. The same from every process.",
    ),
    ("aims_jobs_oldest_due_seconds", "gauge", "How long the oldest due job has waited."),
    ("aims_reminders_total", "counter", "Reminders planned."),
    ("aims_deliveries_total", "counter", "Deliveries that ended, by channel and outcome."),
    ("aims_live_streams", "gauge", "Browsers that follow what changes."),
    ("aims_uploads_arriving", "gauge", "Requests that bring a part of a file."),
    ("aims_database_connections", "gauge", "Connections to the database, by pool, used or idle."),
    ("aims_build_info", "gauge", "1, with the version of the program."),
    ("process_resident_memory_bytes", "gauge", "Memory of the process."),
    ("process_open_fds", "gauge", "Open files and connections of the process."),
    ("process_threads", "gauge", "Threads of the process."),
    ("process_cpu_seconds_total", "gauge", "Processor time of the process."),
];

/// Where the buckets of durations end, in seconds.
pub(super) const DURATIONS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Where those of lateness end.
pub(super) const LATENESS: [f64; 10] = [0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3_600.0, 86_400.0];
