//! Every way to fail, told apart by what Jira may have done.

use super::{Fixture, an_issue};
use crate::fault::{Fault, Trouble};
use crate::jira::{JiraFailure, Scope};
use std::time::Duration;

async fn creating(trouble: Trouble) -> (JiraFailure, usize) {
    let fixture = Fixture::new().await;
    fixture.fake.fault(Fault::new("POST", "/issue", 1, trouble));
    let failure = fixture.jira.create(&an_issue("aims-1")).await.unwrap_err();
    (failure, fixture.fake.issues().len())
}

#[tokio::test]
async fn an_answer_that_is_lost_or_cut_is_ambiguous_and_the_issue_may_be_there() {
    for trouble in [Trouble::Lost, Trouble::Truncated] {
        let (failure, issues) = creating(trouble.clone()).await;
        assert!(matches!(failure, JiraFailure::Ambiguous(_)), "{trouble:?}: {failure:?}");
        assert_eq!(issues, 1);
    }
    for trouble in [Trouble::Timeout, Trouble::Status { status: 502 }, Trouble::Page] {
        let (failure, issues) = creating(trouble.clone()).await;
        assert!(matches!(failure, JiraFailure::Ambiguous(_)), "{trouble:?}: {failure:?}");
        assert_eq!(issues, 0);
    }
}

#[tokio::test]
async fn a_limit_says_how_long_and_of_what() {
    for (reason, scope) in [
        ("jira-burst-based", Scope::Endpoint),
        ("jira-per-issue-on-write", Scope::Issue),
        ("jira-quota-tenant-based", Scope::Everything),
    ] {
        let (failure, issues) = creating(Trouble::TooMany { after: 17, reason: reason.into() }).await;
        assert_eq!(failure, JiraFailure::Wait { after: Duration::from_secs(17), scope });
        assert_eq!(issues, 0);
    }
}

#[tokio::test]
async fn a_token_that_ran_out_is_told_from_a_right_that_lacks() {
    let fixture = Fixture::new().await;
    fixture.fake.expire_tokens();
    assert_eq!(fixture.jira.myself().await.unwrap_err(), JiraFailure::SignedOut);
    let (failure, _) = creating(Trouble::Status { status: 403 }).await;
    assert!(matches!(failure, JiraFailure::Forbidden(_)));
}
