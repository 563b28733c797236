//! The floor: the barest program that does the same job. A page is one read by key and one template
//! of the same size; a command is one raw group commit of the same bytes. No middleware, no session,
//! no rights, no clock, no fold.

pub mod commits;
pub mod page;
