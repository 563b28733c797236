//! What the register of requests for information says of itself to people.

mod answers;
mod asks;
mod told;

use domain::access::{Readers, Token};
use domain::information::{Command, owed};
use domain::information::{
    Document, Information, Kind, Matter, State, days, document_readers, guidance, misuse_readers,
    note_readers, of_documents, rights, rules, rules_on, sentence, terms,
};
use domain::protocol::Protocol;
use domain::protocol::information::Saying;
use domain::register::Context;
use domain::verdict::Refusal;
use jiff::civil::Date;

use super::{ClockShown, FileShown, Handing, Look, Noun, Shown, Told};
use crate::acts::{Ask, Given};
use crate::operations::Case;
use crate::web::error::BasisLink;
use crate::web::names::Link;

impl Shown for Information {
    const NOUN: Noun = Noun {
        one: "information request",
        many: "information requests",
        open: "Ask for information",
        purpose: "What members ask to be told or given, decided with the reason and the law, and released for a purpose.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::AcceptPurpose,
        Kind::PassOn,
        Kind::ShowNeed,
        Kind::Determine,
        Kind::GiveGuidance,
        Kind::AnswerBody,
        Kind::Provide,
        Kind::ProvidePart,
        Kind::Refuse,
        Kind::Release,
        Kind::FindNeed,
        Kind::AskBody,
        Kind::AddDocument,
        Kind::MarkExempt,
        Kind::RemoveDocument,
        Kind::AskNeed,
        Kind::GiveAdvice,
        Kind::SetPermission,
        Kind::Hold,
        Kind::FindUnreasonable,
        Kind::SeekGuidance,
        Kind::Route,
        Kind::SendMessage,
        Kind::Note,
        Kind::MakePublic,
        Kind::EndRelease,
        Kind::Close,
        Kind::Reopen,
        Kind::Refer,
        Kind::ReportMisuse,
        Kind::DenyReader,
        Kind::SettleMisuse,
    ];
    const OPENS: Option<Kind> = Some(Kind::Request);
    const OPENS_TOO: &'static [Kind] = &[Kind::ReportMistake, Kind::AllegeMisuse];
    const BY_MAIL: &'static [Kind] = &[Kind::Note, Kind::SendMessage];

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        asks::asks(kind, case, look)
    }
    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        _: Option<&Case<Self>>,
        _: &Look<'_>,
    ) -> Option<Command> {
        let act = answers::act(kind, given)?;
        let why = why.or_else(|| given.some(crate::acts::EXPLANATION));
        Some(Command { act, why })
    }
    fn title(case: &Case<Self>, _: &Look<'_>) -> String {
        let title = case.words(&case.state.title.key);
        title.unwrap_or("Erased").to_owned()
    }
    fn sentence(case: &Case<Self>, look: &Look<'_>) -> String {
        sentence(&case.state, look.council, look.now)
    }
    fn tell(case: &Case<Self>, at: usize, look: &Look<'_>) -> Option<Told> {
        told::tell(case, at, look)
    }
    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        facts(case, look)
    }
    fn clock(case: &Case<Self>, look: &Look<'_>) -> Option<ClockShown> {
        let state = &case.state;
        let rule = rules(state, look.council).clock?;
        let n = rule.value.n;
        Some(ClockShown {
            clock: domain::information::clock(state, look.council, look.now),
            days: days(state, look.council, look.now),
            rule: Some((
                format!("A reply should be given within {n} working days of receipt"),
                rule.basis,
            )),
        })
    }
    fn files(case: &Case<Self>, look: &Look<'_>) -> Vec<FileShown> {
        let documents = case.state.documents.iter();
        let open = documents.filter(|document| may_open(&case.state, document, look));
        open.map(|document| FileShown {
            part: document.part.clone(),
            name: document.title.clone(),
            file: document.file.key.clone(),
            media: document.media.clone(),
            size: document.size,
            by: for_what(case, document, look),
            tag: document.is_confidential().then_some("Confidential"),
        })
        .collect()
    }
    fn hand_over(case: &Case<Self>, file: &FileShown, look: &Look<'_>) -> Handing {
        handing(case, file, look)
    }
    fn state_words(state: &str) -> &'static str {
        match state {
            "with-service" => "With the service",
            "with-monitoring-officer" => "With the Monitoring Officer",
            "waiting-on-member" => "Waits on the member",
            "held" => "Delayed, with a day",
            "provided" => "Provided",
            "in-part" => "Provided in part",
            "refused" => "Refused",
            "with-body" => "A body is asked",
            "precedent" => "Precedent",
            "mistake" => "Received by mistake",
            "misuse" => "With the Monitoring Officer",
            "settled" => "Dealt with",
            "withdrawn" => "Withdrawn",
            "member-left" => "The member left",
            "closed" => "Closed",
            _ => "Open",
        }
    }
    fn notice(kind: &str) -> Option<&'static str> {
        told::notice(kind)
    }
    fn group(kind: Kind) -> &'static str {
        match kind {
            Kind::AddDocument
            | Kind::MarkExempt
            | Kind::RemoveDocument
            | Kind::Release
            | Kind::MakePublic
            | Kind::EndRelease
            | Kind::PassOn
            | Kind::AcceptPurpose => "Documents",
            Kind::FindNeed
            | Kind::AskNeed
            | Kind::ShowNeed
            | Kind::GiveAdvice
            | Kind::SetPermission
            | Kind::FindUnreasonable
            | Kind::SeekGuidance
            | Kind::GiveGuidance
            | Kind::Determine => "Before it is decided",
            Kind::Refer | Kind::ReportMisuse | Kind::DenyReader => "If something is wrong",
            Kind::Close | Kind::Reopen => "End it",
            _ => "Go on",
        }
    }
    fn grave(kind: Kind) -> bool {
        matches!(
            kind,
            Kind::Refuse | Kind::Release | Kind::Determine | Kind::ReportMisuse
        )
    }
    fn word_readers(kind: Kind, state: &State, look: &Look<'_>) -> Option<(Readers, bool)> {
        Some(match kind {
            Kind::Note | Kind::GiveGuidance => (told_of(note_readers(state), state, look), true),
            Kind::ReportMisuse => (misuse_readers(state, look.actor.person()), true),
            Kind::AcceptPurpose | Kind::RemoveDocument => return None,
            Kind::Release | Kind::PassOn => (of_documents(state), true),
            _ => (Self::told_readers(state, look), false),
        })
    }
    fn told_readers(state: &State, look: &Look<'_>) -> Readers {
        told_of(domain::information::readers(state), state, look)
    }
    fn logs_opening(state: &State) -> bool {
        state.casework
    }
    fn officers_read(state: &State) -> domain::access::Readers {
        note_readers(state)
    }
    fn silent(protocol: &Protocol) -> Option<String> {
        protocol.information_silent_line()
    }
    fn guidance(look: &Look<'_>) -> Option<String> {
        let rules = rules_on(look.council, look.today);
        let lines = guidance(&rules, look.council, look.today);
        let lines = lines
            .iter()
            .map(|line| format!("{} ({}).", line.value, line.basis));
        let lines: Vec<String> = lines.collect();
        (!lines.is_empty()).then(|| lines.join(" "))
    }
    fn links(look: &Look<'_>) -> Vec<Link> {
        let finds = look.visible().has(&Token::post("monitoring-officer"));
        let precedents = finds.then(|| Link::to("Precedents", "/information/precedents"));
        let mistake = Link::to(
            "Report information received by mistake",
            "/information/new?as=report-mistake",
        );
        let rules = rules_on(look.council, look.today);
        let brings = rules.says(Saying::Misuse).is_some();
        let misuse = brings.then(|| {
            let address = "/information/new?as=allege-misuse";
            Link::to("Report a misuse of information", address)
        });
        precedents
            .into_iter()
            .chain([mistake])
            .chain(misuse)
            .collect()
    }
    fn owed(state: &State, _: Option<Date>, cx: &Context<'_>) -> Vec<Command> {
        owed(state, cx).into_iter().map(Command::from).collect()
    }
}

/// Readers without the Monitoring Officer where only a report of misuse brought it there, of which none but
/// that office and the author may know.
fn told_of(mut readers: Readers, state: &State, look: &Look<'_>) -> Readers {
    let office = Token::post("monitoring-officer");
    let knows = look.visible().has(&office) || state.misuse.contains(look.actor.person());
    let theirs = matches!(state.matter, Matter::Precedent | Matter::Misuse);
    let plain = theirs || state.with_monitoring_officer();
    if !(knows || plain) {
        readers.may.retain(|reader| reader.token != office);
    }
    readers
}

/// Whether this person can open a document now: among its readers, and the purpose accepted where that
/// comes first.
fn may_open(state: &State, document: &Document, look: &Look<'_>) -> bool {
    let readers = document_readers(state, &document.part, look.today);
    let reads = readers.is_some_and(|readers| look.visible().may_read(&readers).is_some());
    let terms = terms(&rules(state, look.council), look.council, look.today);
    let release = document.release.as_ref();
    let accepted = release.is_some_and(|release| release.accepted.is_some());
    reads && (!is_holder(state, look) || accepted || !terms.accept_first.value)
}

fn is_holder(state: &State, look: &Look<'_>) -> bool {
    let holder = state.holder.as_ref().map(Token::holder_of);
    holder.is_some_and(|token| look.visible().has(&token))
}

/// For what a document was released, or who put it to the request.
fn for_what(case: &Case<Information>, document: &Document, look: &Look<'_>) -> String {
    match &document.release {
        Some(release) => {
            let purpose = case.words(&release.purpose.key).unwrap_or("Erased");
            let until = release.until.map_or_else(String::new, |until| {
                format!(", to {}", domain::calendar::long_date(until))
            });
            format!("only for: {purpose}{until}")
        }
        None => format!(
            "added by {}, not released",
            look.names().person(&document.by)
        ),
    }
}

/// On record, named on its pages and without its title where that is confidential.
fn handing(case: &Case<Information>, file: &FileShown, look: &Look<'_>) -> Handing {
    let state = &case.state;
    let Some(document) = state.document(&file.part) else {
        return Handing::default();
    };
    let terms = terms(&rules(state, look.council), look.council, look.today);
    let readers = document_readers(state, &file.part, look.today);
    let reader = readers.and_then(|readers| look.visible().may_read(&readers).cloned());
    let confidential = document.is_confidential();
    let named = confidential && terms.named_pages.value;
    let stamp = named.then(|| {
        let name = look.names().person(look.actor.person());
        format!(
            "Confidential. Opened by {name} on {}.",
            domain::calendar::long_date(look.today)
        )
    });
    Handing {
        on_record: terms
            .recorded
            .value
            .then(|| reader.map(|reader| reader.basis))
            .flatten(),
        stamp: stamp.map(|line| {
            let refusal = Refusal {
                basis: terms.named_pages.basis.clone(),
                why: "The reader’s name cannot be put on the pages of this PDF, because it is protected or \
                      damaged, and a confidential PDF is opened only with it."
                    .to_owned(),
                way_on: vec!["Ask the officers for an unprotected copy.".to_owned()],
            };
            (line, refusal)
        }),
        name: Some(match (confidential, case.words(&document.title.key)) {
            (false, Some(title)) => format!("{title}{}", ending(&document.media)),
            _ => format!("{}{}", state.reference, ending(&document.media)),
        }),
    }
}

/// How the name of a file of this type ends.
fn ending(media: &str) -> &'static str {
    match media {
        "application/pdf" => ".pdf",
        "text/plain" => ".txt",
        "text/csv" => ".csv",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        _ => "",
    }
}

fn facts(case: &Case<Information>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
    let (state, names) = (&case.state, look.names());
    let mut facts = Vec::new();
    let mut add = |key, value: Option<String>| {
        if let Some(value) = value {
            facts.push((key, vec![Link::plain(value)]));
        }
    };
    if state.matter == Matter::Precedent {
        let law = state.precedent.iter().flat_map(|(_, law, _)| law);
        let law: Vec<&str> = law.map(|law| law.words()).collect();
        add("Law", (!law.is_empty()).then(|| law.join("; ")));
        add("Asked", Some(kinds(state)));
        add("Ground", Some(state.ground.words().to_owned()));
        return facts;
    }
    let words =
        |words: &domain::words::Words| case.words(&words.key).unwrap_or("Erased").to_owned();
    add(
        "For",
        state.holder.as_ref().map(|holder| names.holder(holder)),
    );
    add("Asked", (!state.wanted.is_empty()).then(|| kinds(state)));
    add("The duty that it serves", state.duty.as_ref().map(words));
    if state.matter == Matter::Request {
        add("Ground", Some(state.ground.words().to_owned()));
        add("In the role", Some(state.capacity.words().to_owned()));
    }
    let body = state.of_body.as_ref();
    let body = body.and_then(|body| look.council.directory.bodies.ever(body, look.today));
    add("Papers of", body.map(|body| body.name.clone()));
    if let Some((service, _)) = &state.service {
        facts.push(("Service", vec![names.service_link(service)]));
    }
    if let Some(handler) = &state.handler {
        facts.push(("Officer", vec![names.person_link(handler)]));
    }
    if let Some(basis) = &state.crossing {
        let line = format!(
            "It crosses between Cabinet and scrutiny, which are kept apart ({basis}). Nothing is withheld \
             for that alone."
        );
        facts.push(("Mind", vec![Link::plain(line)]));
    }
    if let Some(permission) = state.permission {
        facts.push(("Permission", vec![Link::plain(permission.words())]));
    }
    let rules = rules(state, look.council);
    let rights = rights(&rules, look.council, look.today);
    if let Some(rights) = rights.filter(|_| state.matter == Matter::Request) {
        let basis = BasisLink::from(&rights.basis);
        let basis = Link {
            text: basis.text,
            href: basis.href,
        };
        facts.push(("Rights of access", vec![Link::plain(rights.value), basis]));
    }
    if state.matter == Matter::Request && look.visible().may_read(&note_readers(state)).is_some() {
        facts.extend(needs(case, look));
    }
    facts
}

fn kinds(state: &State) -> String {
    let kinds: Vec<&str> = state.wanted.iter().map(|wanted| wanted.words()).collect();
    kinds.join("; ")
}

/// How need to know stands with each document, and its exempt passages: for the officers.
fn needs(case: &Case<Information>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
    use domain::information::event::Need;
    let state = &case.state;
    let rules = rules(state, look.council);
    let line = |document: &Document| {
        let stands = domain::information::need(state, document, &rules, look.council, look.today);
        let need = match stands.need {
            Need::NotAsked => "need to know is not asked",
            Need::Presumed => "need to know is presumed",
            Need::Shown => "need to know is shown",
            Need::NotShown => "need to know was found not to be shown",
            Need::Owed => "need to know is still to be shown",
        };
        let title = case.words(&document.title.key).unwrap_or("Erased");
        let passages = document.exempt.iter().map(|(law, passage)| {
            let passage = case.words(&passage.key).unwrap_or("Erased");
            format!("; {passage}: {}", law.words())
        });
        let passages: String = passages.collect();
        Link::plain(format!("{title}: {need} ({}){passages}", stands.basis))
    };
    let documents = state.documents.iter().filter(|document| !document.removed);
    let lines: Vec<Link> = documents.map(line).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![("Need to know", lines)]
}
