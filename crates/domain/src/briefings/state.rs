//! A briefing as folded from its events. Holds no words, only where they are kept.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::event::{Event, Opened, Side};
use super::gate::assistants;
use crate::access::{Reader, Readers, Token};
use crate::ids::{AppointmentId, GroupId, PartId, PersonId, ServiceId};
use crate::protocol::Forum;
use crate::reference::Reference;
use crate::register::files::CaseFile;
use crate::register::kept::Kept;
use crate::register::posts;
use crate::register::{Pin, Recorded};
use crate::verdict::Basis;
use crate::words::Words;

/// A briefing now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The member’s appointment; none where it is for office-holders or groups.
    pub holder: Option<AppointmentId>,
    /// The policy matter.
    pub title: Words,
    /// The service.
    pub service: ServiceId,
    /// The officers who read the request, each with why.
    pub goes_to: Vec<Reader>,
    /// Who is invited, with what became of it.
    pub invited: Vec<Invited>,
    /// Which officers read the content besides the one who gives it.
    pub content_readers: Vec<Reader>,
    /// On which basis it was opened.
    pub basis: Basis,
    /// For which kind of body.
    pub forum: Forum,
    /// Where it stands.
    pub standing: Standing,
    /// Who briefs.
    pub officer: Option<PersonId>,
    /// The post in which they do; none where they read it in person.
    pub post: Option<AppointmentId>,
    /// The officers who briefed and read on in whatever post, each with why the council lets them.
    pub lasting: Vec<Reader>,
    /// When, and where that is kept.
    pub time: Option<(Date, Time)>,
    /// Where the place is kept.
    pub place: Option<Words>,
    /// When it was given.
    pub given: Option<Date>,
    /// The documents that were given, oldest first.
    pub files: Vec<CaseFile>,
    /// What may be shared with whom.
    pub shares: Vec<Share>,
    /// Groups that asked for their own, each with its members of that day and whether it was given.
    pub separate: Vec<Separate>,
    /// It can be said that all groups were briefed.
    pub stated: bool,
    /// When it was opened.
    pub opened: Timestamp,
    /// What is kept of it and what was erased.
    pub kept: Kept,
    /// When anything last happened that all its readers may know.
    pub last_at: Timestamp,
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq)]
pub struct Invited {
    /// Who, with why.
    pub who: Reader,
    /// Whether they said that they come.
    pub comes: Option<bool>,
    /// Whether they came, as far as recorded apart.
    pub came: Option<bool>,
}

/// A sharing with another member.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The part.
    pub part: PartId,
    /// With whom.
    pub with: AppointmentId,
    /// The member permits it.
    pub member: bool,
    /// The officer permits it.
    pub officer: bool,
    /// The duty that wants both.
    pub basis: Basis,
}

/// A group that asked for its own briefing.
#[derive(Debug, Clone, PartialEq)]
pub struct Separate {
    /// The group.
    pub group: GroupId,
    /// Its members of that day.
    pub side: Reader,
    /// Whether it was given.
    pub given: bool,
    /// Whether it was told more than the others.
    pub more: bool,
}

/// Where a briefing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Asked for or planned, without a time.
    Asked,
    /// Put off.
    PutOff,
    /// A time is fixed.
    Arranged,
    /// Given.
    Given,
    /// Taken back.
    Withdrawn,
}

impl State {
    /// Whether it is a member’s confidential one.
    pub fn is_confidential(&self) -> bool {
        self.holder.is_some()
    }

    /// Whether it still waits on anybody.
    pub fn is_open(&self) -> bool {
        !matches!(self.standing, Standing::Given | Standing::Withdrawn)
    }

    /// Whether it is for political groups, and not for office-holders.
    pub fn is_for_groups(&self) -> bool {
        let mut invited = self.invited.iter();
        !self.invited.is_empty() && invited.all(|invited| invited.who.token.of_group().is_some())
    }

    /// The officer who briefs, in the post by which it came to them.
    pub(super) fn officer_token(&self) -> Option<Token> {
        let officer = self.officer.as_ref()?;
        Some(posts::officer(self.post.as_ref(), officer))
    }

    /// The officer who briefs, and whoever covers for them.
    pub(super) fn officer_with_cover(&self) -> Vec<Token> {
        let officer = self.officer.as_ref();
        officer.map_or_else(Vec::new, |officer| {
            posts::with_cover(self.post.as_ref(), officer)
        })
    }

    /// Who went without it: invited, and neither came nor was briefed separately.
    pub fn gone_without(&self) -> impl Iterator<Item = &Invited> {
        let given = self.given.is_some();
        self.invited.iter().filter(move |invited| {
            // A group asks for its own on a day of its own, and may have had other members then.
            let of = invited.who.token.of_group();
            let mut separate = self.separate.iter();
            let separately =
                separate.any(|own| own.given && of.is_some_and(|of| of == own.group.as_str()));
            given && !separately && invited.came.or(invited.comes) != Some(true)
        })
    }

    /// The sharing of a part.
    pub fn share(&self, part: &PartId) -> Option<&Share> {
        self.shares.iter().find(|share| &share.part == part)
    }
}

/// Folds one event. Never fails: what does not fit changes nothing.
pub fn evolve(state: Option<State>, recorded: &Recorded<Event>) -> Option<State> {
    let mut state = match (state, &recorded.event) {
        (None, Event::Opened(opened)) => begin(opened, recorded.at),
        (None, _) => return None,
        (Some(state), _) => state,
    };
    if recorded.event.sharing().is_none() {
        state.last_at = recorded.at;
    }
    state.kept.add(&recorded.event.contents());
    match recorded.event.clone() {
        Event::Opened(_)
        | Event::Informed { .. }
        | Event::BreakTaken { .. }
        | Event::Explained { .. } => {}
        Event::Arranged {
            on,
            time,
            place,
            officer,
            post,
            ..
        } => {
            state.standing = Standing::Arranged;
            state.time = Some((on, time));
            state.place = Some(place);
            if state.officer.as_ref() != Some(&officer) {
                // A permission is that of the officer who gave it, and no other’s.
                state
                    .shares
                    .iter_mut()
                    .for_each(|share| share.officer = false);
            }
            state.officer = Some(officer);
            state.post = post;
        }
        Event::PutOff { .. } => state.standing = Standing::PutOff,
        Event::Answered { who, comes } => on_invited(&mut state, &who, |i| i.comes = Some(comes)),
        Event::Marked { who, came } => on_invited(&mut state, &who, |i| i.came = Some(came)),
        Event::Briefed {
            on, post, reads_on, ..
        } => {
            state.standing = Standing::Given;
            state.given = Some(on);
            posts::lasts(&mut state.lasting, &recorded.actor, reads_on.as_ref());
            // What was said in confidence is for whoever said it and wrote it down, and no other officer.
            let other = state.officer.as_ref() != Some(&recorded.actor);
            if state.officer.is_none() || (state.is_confidential() && other) {
                state
                    .shares
                    .iter_mut()
                    .for_each(|share| share.officer = false);
                state.officer = Some(recorded.actor.clone());
                state.post = post;
            } else if !other {
                state.post = post.or(state.post);
            }
        }
        Event::SeparateAsked { group, side, basis } => {
            let side = Reader { token: side, basis };
            state.separate.retain(|own| own.group != group);
            state.separate.push(Separate {
                group,
                side,
                given: false,
                more: false,
            });
        }
        Event::SeparatelyBriefed { group, extra, .. } => {
            for own in state.separate.iter_mut().filter(|own| own.group == group) {
                own.given = true;
                own.more = extra.is_some();
            }
        }
        Event::FileGiven(file) => state.files.push(file),
        Event::Stated { .. } => state.stated = true,
        Event::SharingProposed {
            part,
            with,
            by,
            basis,
        } => {
            // Proposed anew, an earlier proposal counts no more.
            state.shares.retain(|share| share.with != with);
            state.shares.push(Share {
                part,
                with,
                member: by == Side::Member,
                officer: by == Side::Officer,
                basis,
            });
        }
        Event::SharingPermitted { part, by } => permit(&mut state, &part, by, true),
        Event::SharingRefused { part, by } => permit(&mut state, &part, by, false),
        Event::Withdrawn {} => state.standing = Standing::Withdrawn,
        Event::Erased { keys, .. } => state.kept.erase(&keys),
    }
    Some(state)
}

fn on_invited(state: &mut State, who: &Token, change: impl Fn(&mut Invited)) {
    let mut invited = state.invited.iter_mut();
    if let Some(invited) = invited.find(|invited| &invited.who.token == who) {
        change(invited);
    }
}

fn permit(state: &mut State, part: &PartId, by: Side, permits: bool) {
    for share in state.shares.iter_mut().filter(|share| &share.part == part) {
        match by {
            Side::Member => share.member = permits,
            Side::Officer => share.officer = permits,
        }
    }
}

fn begin(opened: &Opened, at: Timestamp) -> State {
    let invited = opened.invited.iter().cloned().map(|who| Invited {
        who,
        comes: None,
        came: None,
    });
    State {
        reference: opened.reference.clone(),
        pin: opened.pin.clone(),
        holder: opened.holder.clone(),
        title: opened.title.clone(),
        service: opened.service.clone(),
        goes_to: opened.goes_to.clone(),
        invited: invited.collect(),
        content_readers: opened.content_readers.clone(),
        basis: opened.basis.clone(),
        forum: opened.forum,
        standing: Standing::Asked,
        officer: None,
        post: None,
        lasting: Vec::new(),
        time: None,
        place: None,
        given: None,
        files: Vec::new(),
        shares: Vec::new(),
        separate: Vec::new(),
        stated: false,
        opened: at,
        kept: Kept::default(),
        last_at: at,
    }
}

/// Who may read that there is a briefing, and what was asked.
pub fn readers(state: &State) -> Readers {
    let mut list = List::default();
    if let Some(holder) = &state.holder {
        list.add(&Token::holder_of(holder), &state.basis);
        list.add(&Token::assistant_of(holder), &assistants());
    }
    for invited in &state.invited {
        list.add(&invited.who.token, &invited.who.basis);
        if let Some(token) = helpers(&invited.who.token) {
            list.add(&token, &assistants());
        }
    }
    for own in &state.separate {
        list.add(&own.side.token, &own.side.basis);
    }
    for reader in &state.goes_to {
        list.add(&reader.token, &reader.basis);
    }
    officer(state, &mut list);
    if let Some(post) = &state.post {
        // Whoever covers for the officer can put it off or give it.
        list.add(&Token::holder_of(post), &state.basis);
    }
    shared(state, &mut list);
    list.done()
}

/// The assistants of an office-holder who is invited; a group that is invited has none.
fn helpers(invited: &Token) -> Option<Token> {
    let ("holder-of", office) = invited.parts() else {
        return None;
    };
    Some(Token::assistant_of(&office.parse().ok()?))
}

/// Who may read what was said and given: of a confidential briefing the member and the officer in their post, and
/// whomever both permit; of another everybody who reads the briefing, but for the assistants of those invited.
pub fn content_readers(state: &State) -> Readers {
    let Some(holder) = &state.holder else {
        let mut readers = readers(state);
        let assists = |reader: &Reader| reader.token.parts().0 == "assistant-of";
        readers.may.retain(|reader| !assists(reader));
        return readers;
    };
    let mut list = List::default();
    list.add(&Token::holder_of(holder), &state.basis);
    officer(state, &mut list);
    for reader in &state.content_readers {
        list.add(&reader.token, &reader.basis);
    }
    shared(state, &mut list);
    list.done()
}

fn officer(state: &State, list: &mut List) {
    if let Some(token) = state.officer_token() {
        list.add(&token, &state.basis);
    }
    for reader in &state.lasting {
        list.add(&reader.token, &reader.basis);
    }
}

/// Who may know of a sharing: the two whose permission it needs, and whoever reads by it.
pub fn sharing_readers(state: &State, part: &PartId) -> Readers {
    let mut list = List::default();
    if let Some(holder) = &state.holder {
        list.add(&Token::holder_of(holder), &state.basis);
    }
    officer(state, &mut list);
    let share = state.share(part);
    if let Some(share) = share.filter(|share| share.member && share.officer) {
        list.add(&Token::holder_of(&share.with), &share.basis);
    }
    list.done()
}

/// Consent of one of the two lets nobody in.
fn shared(state: &State, list: &mut List) {
    for share in state
        .shares
        .iter()
        .filter(|share| share.member && share.officer)
    {
        list.add(&Token::holder_of(&share.with), &share.basis);
    }
}

#[derive(Default)]
struct List(Vec<Reader>);

impl List {
    fn add(&mut self, token: &Token, basis: &Basis) {
        if !self.0.iter().any(|reader| &reader.token == token) {
            let (token, basis) = (token.clone(), basis.clone());
            self.0.push(Reader { token, basis });
        }
    }
    fn done(self) -> Readers {
        Readers {
            may: self.0,
            denied: Vec::new(),
        }
    }
}
