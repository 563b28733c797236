//! What the page of a case of any register has between its head and its foot, and the page of what is refused
//! on it.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::verdict::Refusal;

use super::clock::ClockView;
use super::directory::Fact;
use super::error::BasisLink;
use super::frame::Chrome;
use super::names::Link;
use super::readers::ReaderView;
use super::thread::EntryView;

/// All of it comes from the case and the council’s facts.
#[derive(Template)]
#[template(path = "parts/case.html")]
pub struct CaseBody {
    /// The words for one record: `enquiry`.
    pub one: &'static str,
    /// The address of the case.
    pub address: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub sentence: String,
    /// What a silent protocol says of that.
    pub silent: Option<String>,
    /// How many entries of the thread are shown.
    pub seen: u64,
    /// The token of the forms.
    pub token: String,
    /// The acts that stand as buttons.
    pub main: Vec<ActLink>,
    /// Every act by what it is for.
    pub groups: Vec<(&'static str, Vec<ActLink>)>,
    /// How many acts are refused.
    pub refused: usize,
    /// Facts beside the thread.
    pub facts: Vec<Fact>,
    /// The thread.
    pub entries: Vec<EntryView>,
    /// Its clock, if one runs or has run.
    pub clock: Option<ClockView>,
    /// What was promised, with how it stands.
    pub promises: Vec<String>,
    /// Who can read it.
    pub readers: Vec<ReaderView>,
    /// Whether each opening is put on record.
    pub logged: bool,
    /// The files that this person may open.
    pub files: Vec<FileView>,
    /// Other cases that it is linked to.
    pub links: Vec<Link>,
}

impl HtmlSafe for CaseBody {}

/// An act that may be done now.
#[derive(Debug, Clone)]
pub struct ActLink {
    /// Its stable name.
    pub key: &'static str,
    /// Its words.
    pub label: &'static str,
    /// The page of its form, or where a single press is sent.
    pub href: String,
    /// Whether it asks nothing, so that one press does it.
    pub at_once: bool,
}

/// A file that this person may open.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Where it is sent from.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its size in words.
    pub size: String,
    /// Who added it.
    pub by: String,
    /// A word that stands out.
    pub tag: Option<&'static str>,
}

/// The page of what this person cannot do with a case now.
#[derive(Template)]
#[template(path = "registers/refused.html")]
pub struct RefusedPage {
    /// What every page needs.
    pub chrome: Chrome,
    /// The address of the case.
    pub address: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Each act with why.
    pub refused: Vec<RefusedAct>,
}

/// An act that is refused now.
pub struct RefusedAct {
    label: &'static str,
    why: String,
    basis: BasisLink,
    way_on: Vec<String>,
}

impl RefusedAct {
    /// An act with why it is refused, and what to do instead.
    pub fn new(label: &'static str, refusal: Refusal) -> Self {
        Self {
            label,
            why: refusal.why,
            basis: BasisLink::from(&refusal.basis),
            way_on: refusal.way_on,
        }
    }
}
