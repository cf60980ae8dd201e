//! Puts the application together and listens.

use crate::known::Known;
use crate::problem::Problem;
use crate::routes;
use crate::state::{Api, State};
use crate::{limits, origin, pages, request_id, web_app};
use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::{App, Error, HttpRequest, HttpServer, web};
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

/// Connections that wait to be accepted.
const BACKLOG: u32 = 1_024;
/// How long an idle connection is kept for another request.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Listens, and answers the server with the address it listens on. The server runs when awaited, ends by its
/// handle, and looks after no signals.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(api: Api) -> io::Result<(Server, SocketAddr)> {
    let settings = api.settings.clone();
    let timeout = Duration::from_secs(settings.request_timeout_seconds);
    let listener = TcpListener::bind(&settings.listen)?;
    let address = listener.local_addr()?;
    let unread = Duration::from_secs(settings.unread_timeout_seconds);
    notice_silence(&listener, unread)?;
    let state = web::Data::new(State::new(api));
    let known = web::Data::new(Known::new());
    let server = HttpServer::new(move || {
        let (app, _) = App::new()
            .into_utoipa_app()
            .app_data(state.clone())
            .app_data(known.clone())
            .service(
                scope("/api/v1")
                    .wrap(from_fn(limits::middleware))
                    .wrap(from_fn(origin::middleware))
                    .configure(routes::all),
            )
            .split_for_parts();
        app.service(routes::document)
            .service(routes::jira_hook)
            .service(routes::mail_hook)
            .service(routes::slack_actions)
            .service(routes::slack_events)
            .service(routes::lives)
            .service(routes::ready)
            .configure(pages::all)
            .default_service(web::to(elsewhere))
            .wrap(Compress::default())
            .wrap(from_fn(headers))
            .wrap(from_fn(request_id::middleware))
    })
    .workers(settings.workers)
    .backlog(BACKLOG)
    .max_connections(settings.max_connections)
    .client_request_timeout(timeout)
    .keep_alive(KEEP_ALIVE)
    // The last part of an answer leaves at once: without it the system holds it back until the part before is confirmed,
    // which a client does some 40 ms later.
    .tcp_nodelay(true)
    .shutdown_timeout(10)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok((server, address))
}

/// Has the system close connections whose other end is gone, or takes nothing: what is accepted is as its listener is.
/// Until then each would keep its buffers.
fn notice_silence(listener: &TcpListener, unread: Duration) -> io::Result<()> {
    let socket = SockRef::from(listener);
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(unread))?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(unread))?;
    Ok(())
}

/// What no route answered: the web app's pages and files, or a problem that says whether it is the address or
/// the method that is wrong.
async fn elsewhere(
    request: HttpRequest,
    known: web::Data<Known>,
) -> Result<actix_web::HttpResponse, Problem> {
    let path = request.path();
    if let Some(refusal) = known.refusal(path) {
        return Err(refusal);
    }
    if ["/api", "/health", "/dev"]
        .iter()
        .any(|prefix| path == *prefix || path.starts_with(&format!("{prefix}/")))
    {
        return Err(Problem::NotFound);
    }
    if !request.method().is_safe() {
        return Err(Problem::MethodNotAllowed { allowed: "GET, HEAD".to_owned() });
    }
    web_app::answer(&request)
}

/// What every answer says to a browser; a page's own policy stays.
async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_api = request.path().starts_with("/api/");
    let https =
        request.app_data::<web::Data<State>>().is_some_and(|state| state.api.public_url.scheme() == "https");
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    unless_set(headers, HeaderName::from_static("x-content-type-options"), "nosniff");
    unless_set(headers, HeaderName::from_static("referrer-policy"), "same-origin");
    unless_set(headers, HeaderName::from_static("x-frame-options"), "DENY");
    unless_set(headers, CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if is_api {
        unless_set(headers, CACHE_CONTROL, "no-store");
    }
    if https {
        unless_set(headers, HeaderName::from_static("strict-transport-security"), "max-age=31536000");
    }
    Ok(response)
}

fn unless_set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
