//! Why days do not make a cycle.

/// Why days do not make a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorsRefused {
    /// Nobody can mean that day.
    #[error("is not a likely date")]
    Unlikely,
    /// Something comes before what it follows.
    #[error("the days are not in their order")]
    OutOfOrder,
    /// The certificate ends before it begins.
    #[error("the certificate ends after the decision")]
    ExpiryEarly,
    /// Only a certificate that was decided on has surveillances, suspensions and the like.
    #[error("lies before the decision")]
    BeforeDecision,
    /// The certificate had ended.
    #[error("lies after the last day of the certificate")]
    AfterExpiry,
}

impl AnchorsRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely_date",
            Self::OutOfOrder => "out_of_order",
            Self::ExpiryEarly => "expiry_not_after_decision",
            Self::BeforeDecision => "before_decision",
            Self::AfterExpiry => "after_expiry",
        }
    }
}
