//! `/metrics`, on an address of its own: what the process counts, for Prometheus. Off unless the settings name one.

use actix_web::dev::Server;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use futures::future::BoxFuture;
use integrations::mail::dsn::is_allowed;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

/// The shortest token that is taken.
const SHORTEST: usize = 24;

/// Where `/metrics` is shown, as under `[metrics]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// Address and port; empty: nowhere.
    pub listen: String,
    /// What whoever reads shows as `Authorization: Bearer`; empty: whoever reaches the address reads.
    pub token: SecretString,
}

impl MetricsSettings {
    /// Whether anything is shown.
    #[must_use]
    pub fn is_used(&self) -> bool {
        !self.listen.is_empty()
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.is_used() {
            return problems;
        }
        let token = self.token.expose_secret();
        match self.listen.parse::<SocketAddr>() {
            Ok(address) if token.is_empty() && !address.ip().is_loopback() => problems.push(
                "metrics.listen is not on loopback, so metrics.token is needed: whoever reaches it would read".to_owned(),
            ),
            Ok(_) => {}
            Err(_) => {
                problems.push("metrics.listen needs an address and a port, such as 127.0.0.1:9464".to_owned());
            }
        }
        if !token.is_empty() && token.len() < SHORTEST {
            problems.push(format!("metrics.token must have {SHORTEST} characters or more"));
        }
        problems
    }
}

/// Writes everything that is counted, in Prometheus' text form.
pub type Render = Arc<dyn Fn() -> BoxFuture<'static, String> + Send + Sync>;

/// Shows `/metrics`; answers the server with the address it listens on. It ends by its handle.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(settings: &MetricsSettings, render: Render) -> io::Result<(Server, SocketAddr)> {
    let listener = TcpListener::bind(&settings.listen)?;
    let address = listener.local_addr()?;
    let token = settings.token.clone();
    let server = HttpServer::new(move || {
        let (render, token) = (Arc::clone(&render), token.clone());
        App::new().route(
            "/metrics",
            web::get().to(move |request: HttpRequest| answer(request, Arc::clone(&render), token.clone())),
        )
    });
    Ok((server.workers(1).disable_signals().shutdown_timeout(1).listen(listener)?.run(), address))
}

async fn answer(request: HttpRequest, render: Render, token: SecretString) -> HttpResponse {
    if !admits(&request, &token) {
        return HttpResponse::Unauthorized().insert_header(("www-authenticate", "Bearer")).finish();
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(render().await)
}

fn admits(request: &HttpRequest, token: &SecretString) -> bool {
    if token.expose_secret().is_empty() {
        return true;
    }
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    is_allowed(shown.unwrap_or_default(), token)
}
