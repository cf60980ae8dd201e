//! Why a certificate refuses a step.

/// Why a certificate refused a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateRefused {
    /// The step does not start from the certificate's state.
    #[error("the certificate's state does not allow this step")]
    WrongState,
    /// The day has not come.
    #[error("the day of this step has not come yet")]
    InFuture,
    /// The day lies before that of the step before.
    #[error("the step before was taken after that day")]
    BeforeLast,
    /// Nobody says why.
    #[error("say why")]
    ReasonMissing,
    /// A major nonconformity is not verified.
    #[error("major nonconformities are verified first")]
    MajorsOpen,
    /// None stands in the way of a decision.
    #[error("no major nonconformity is open after its time")]
    MajorsSettled,
    /// The plan for a minor nonconformity is not accepted.
    #[error("the plans for minor nonconformities are accepted first")]
    PlansMissing,
    /// It was verified after the limit, so that more than a verification is needed.
    #[error("the time for this has passed")]
    TooLate,
    /// The time that has to pass first has not.
    #[error("the time that is left for it has not passed yet")]
    StillInTime,
    /// A certificate would count before anybody decided on it.
    #[error("a certificate counts from the day of the decision at the earliest")]
    EffectiveEarly,
    /// A certificate would end before it counts.
    #[error("a certificate ends after the day from which it counts")]
    ExpiryEarly,
    /// The limit of a suspension lies before it.
    #[error("the limit of a suspension lies after the day on which it begins")]
    LimitEarly,
    /// Nobody verified that the cause is removed.
    #[error("it is verified first that the cause is removed")]
    NotVerified,
    /// The other body is not accredited.
    #[error("only an accredited body can take a certificate over")]
    NotAccredited,
    /// The certificate's last day had passed by then.
    #[error("the certificate's last day had passed by then")]
    Lapsed,
}

impl CertificateRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::InFuture => "step_in_future",
            Self::BeforeLast => "before_last_step",
            Self::ReasonMissing => "reason_missing",
            Self::MajorsOpen => "majors_open",
            Self::MajorsSettled => "majors_settled",
            Self::PlansMissing => "plans_missing",
            Self::TooLate => "too_late",
            Self::StillInTime => "still_in_time",
            Self::EffectiveEarly => "effective_before_decision",
            Self::ExpiryEarly => "expiry_not_after_effective",
            Self::LimitEarly => "limit_not_after_suspension",
            Self::NotVerified => "cause_not_verified",
            Self::NotAccredited => "body_not_accredited",
            Self::Lapsed => "certificate_lapsed",
        }
    }
}
