//! Stories of briefings: consent, invitations, and whatever people try.

mod golden;
mod stories;
mod town;
