//! The whole product over its store: the demo's council and a year of enquiries, asked by pages and by
//! operations; and the program as it is run: started, spoken to over loopback, and killed.

mod bad_input;
mod complaints;
mod copies;
mod counted;
mod crash;
mod dice;
mod erasing;
mod golden;
mod grid;
mod house;
mod induction;
mod interference;
mod journeys;
mod keeping;
mod kept;
mod lists;
mod mail_in;
mod mailbox;
mod mailing;
mod operating;
mod pages;
mod program;
mod provider;
mod replying;
mod same;
mod secrets;
mod servers;
mod sign_in;
mod smtp;
mod texts;
mod town;
mod worlds;
