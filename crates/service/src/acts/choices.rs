//! The closed lists of acts with their labels. The values are those under which events keep them.

use super::AnswerForm;
use super::offer::one;

/// On what ground an enquiry is urgent.
pub fn urgent() -> AnswerForm {
    one(&[
        ("health-or-safety", "A risk to somebody’s health or safety"),
        ("vulnerable-person", "A vulnerable person is affected"),
        (
            "date-will-pass",
            "A date is near after which an answer is of no use",
        ),
    ])
}

/// Why the member steps in.
pub fn reason() -> AnswerForm {
    one(&[
        (
            "service-failure",
            "A service may have failed and it is not put right",
        ),
        ("advocacy", "To speak for residents"),
        ("other", "Something else"),
    ])
}

/// How an enquiry reached the officer who types it.
pub fn means() -> AnswerForm {
    one(&[
        ("telephone", "On the telephone"),
        ("writing", "By letter or message"),
        ("in-person", "In person"),
    ])
}

/// On what ground a constituent's details are used.
pub fn ground() -> AnswerForm {
    one(&[
        ("permission", "The constituent gave permission"),
        ("representative", "An elected representative’s casework"),
    ])
}

/// What kind of answer it is.
pub fn answer_kind() -> AnswerForm {
    one(&[
        ("full", "Answered in full"),
        ("works-programmed", "Works are programmed"),
        ("refused", "Refused, and the answer says why"),
        (
            "passed-on",
            "Another body or team has it now, and the answer names it",
        ),
        ("no-action", "Nothing will be done, and the answer says why"),
    ])
}

/// What came of a talk about a burden.
pub fn approach() -> AnswerForm {
    one(&[
        ("narrowed", "A smaller question"),
        ("phased", "An answer in steps"),
        ("meeting", "A meeting"),
        ("none", "No approach was found"),
    ])
}

/// How it ended.
pub fn closure() -> AnswerForm {
    one(&[
        ("answered", "It was answered"),
        ("withdrawn", "It is withdrawn"),
        (
            "no-reply",
            "The member did not come back on what officers asked",
        ),
        ("duplicate", "It was raised twice"),
        ("raised-in-error", "It was raised by mistake"),
        ("member-left", "The member left and nobody takes it on"),
    ])
}

/// What the resident allows the member to learn of a complaint.
pub fn permits() -> AnswerForm {
    one(&[
        ("everything", "The outcome and the reasons"),
        ("progress", "That it is decided, and when"),
        ("nothing", "Nothing, or nobody has asked the resident"),
    ])
}

/// Report or request.
pub fn hand_on() -> AnswerForm {
    one(&[
        ("report", "A report of a fault"),
        ("request", "A request for a service"),
    ])
}

/// Every door that can be taken beside an enquiry.
pub fn doors() -> AnswerForm {
    one(&[
        ("report", "A report of a fault"),
        ("request", "A request for a service"),
        ("complaint", "A complaint"),
        ("urgent", "A call about an urgent matter"),
        ("not-ours", "Another body"),
        (
            "information-rights",
            "A request under a right to information",
        ),
    ])
}

/// Under which law information is asked for.
pub fn law() -> AnswerForm {
    one(&[
        ("freedom-of-information", "Freedom of Information Act 2000"),
        (
            "environmental-information",
            "Environmental Information Regulations 2004",
        ),
        (
            "subject-access",
            "A person’s own data (UK GDPR, article 15)",
        ),
    ])
}

/// The acts that a duty of the protocol may refuse, and an office let go on.
pub fn overridable() -> AnswerForm {
    one(&[
        ("close", "Close it"),
        ("answer", "Answer it"),
        ("answer-together", "Answer it together with others"),
        ("discuss-burden", "Record the talk about how to answer"),
    ])
}

/// Who sees a file.
pub fn file_readers() -> AnswerForm {
    one(&[
        ("all", "Everybody who may read the enquiry"),
        ("internal", "Officers only"),
    ])
}

/// On what ground casework passes on.
pub fn passed_on_by() -> AnswerForm {
    one(&[
        ("constituent-consent", "The constituent consented"),
        ("monitoring-officer", "The Monitoring Officer decides it"),
    ])
}

/// What can be put right.
pub fn corrections() -> AnswerForm {
    one(&[
        ("title", "The title"),
        ("ward", "The ward"),
        ("place", "The place"),
        ("reason", "Why the member steps in"),
        ("received", "When it was received"),
    ])
}

/// Yes or no, where silence is not an answer.
pub fn yes_no() -> AnswerForm {
    one(&[("yes", "Yes"), ("no", "No")])
}
