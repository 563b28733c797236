//! Stories of briefings: consent, invitations, and whatever people try.

mod golden;
mod posts;
mod stories;
mod town;
