//! Quotations of certification bodies: asked for, compared, decided about. Only who manages certifications sees what a body
//! asks: the next one to be asked may be the auditor who reads here.

pub(crate) mod ask;
pub(crate) mod list;
mod offer;
pub(crate) mod steps;
pub(crate) mod tell;
pub(crate) mod view;
