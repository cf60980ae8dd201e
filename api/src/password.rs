//! Passwords are hashed here, with argon2id, and never while a door is open. An unknown address costs the same
//! work as a wrong password.

use crate::problem::Problem;
use actix_web::web;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::MAX_PASSWORD;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// 19 MiB, two passes, one lane (OWASP, 2026).
fn argon2id() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// How many passwords are looked at together, each with 19 MiB, and for how long another may wait for its turn.
const TOGETHER: usize = 8;
const PATIENCE: Duration = Duration::from_secs(5);
static TURNS: Semaphore = Semaphore::const_new(TOGETHER);

async fn turn() -> Result<SemaphorePermit<'static>, Problem> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    turn.ok().and_then(Result::ok).ok_or(Problem::Busy)
}

/// The hash of a new password, in PHC form.
pub(crate) async fn hash(password: String) -> Result<String, Problem> {
    let _turn = turn().await?;
    web::block(move || hash_now(&password)).await.map_err(|_| Problem::Internal)?
}

fn hash_now(password: &str) -> Result<String, Problem> {
    let hash = argon2id().hash_password(password.as_bytes()).map_err(|error| {
        tracing::error!(%error, "a password cannot be hashed");
        Problem::Internal
    })?;
    Ok(hash.to_string())
}

/// Whether the password is the one of `stored`; without one, and for one that is longer than any can be, the work is done
/// all the same and the answer is no.
pub(crate) async fn verify(password: String, stored: Option<String>) -> Result<bool, Problem> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let _turn = turn().await?;
    web::block(move || {
        let longest = password.char_indices().nth(MAX_PASSWORD).map(|(at, _)| at);
        let known = stored.is_some() && longest.is_none();
        let password = &password[..longest.unwrap_or(password.len())];
        let nobody = || NOBODY.get_or_init(|| hash_now("nobody's password").unwrap_or_default()).clone();
        let stored = stored.unwrap_or_else(nobody);
        let Ok(hash) = PasswordHash::new(&stored) else { return Ok(false) };
        Ok(argon2id().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await
    .map_err(|_| Problem::Internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_password_fits_its_own_hash_only_and_nobody_has_one() {
        let stored = hash("eleven blue teapots".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("eleven blue teapots".into(), Some(stored.clone())).await.unwrap());
        assert!(!verify("eleven blue kettles".into(), Some(stored)).await.unwrap());
        assert!(!verify("nobody's password".into(), None).await.unwrap());
        let longest = "x".repeat(MAX_PASSWORD);
        let stored = hash(longest.clone()).await.unwrap();
        assert!(verify(longest.clone(), Some(stored.clone())).await.unwrap());
        assert!(!verify(longest + "more", Some(stored)).await.unwrap());
    }
}
