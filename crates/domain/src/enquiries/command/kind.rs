//! The kinds of acts: one closed list, from which pages make buttons and tests make grids.

use crate::register::kinds::kinds;

kinds! {
    /// Raise a new enquiry.
    Raise "raise" "Raise an enquiry";
    /// Send it to the service that deals with it.
    Route "route" "Send it to a service";
    /// Take it on.
    Accept "accept" "Take it on";
    /// Send it back to be routed again.
    Return "return" "Send it back";
    /// Give it to another service, team or officer.
    Reassign "reassign" "Pass it to somebody else";
    /// Tell the member that it has arrived and who deals with it.
    Acknowledge "acknowledge" "Acknowledge it";
    /// Send a holding reply.
    Hold "hold" "Send a holding reply";
    /// Agree to the proposed date.
    AgreeDate "agree-date" "Agree to the date";
    /// Contest the proposed date.
    ContestDate "contest-date" "Say that the date is too late";
    /// Ask the member for a second stage.
    AskSecondStage "ask-second-stage" "Ask for a second stage";
    /// Agree to a second stage.
    AgreeSecondStage "agree-second-stage" "Agree to a second stage";
    /// Refuse a second stage.
    RefuseSecondStage "refuse-second-stage" "Refuse a second stage";
    /// Ask the member for something.
    AskMember "ask-member" "Ask the member a question";
    /// Reply to what officers asked.
    ReplyToOfficers "reply-to-officers" "Reply to the officers";
    /// Ask how it stands.
    Chase "chase" "Ask how it stands";
    /// Mark as urgent or not.
    ChangeClass "change-class" "Change whether it is urgent";
    /// Raise it as a disproportionate burden.
    RaiseBurden "raise-burden" "Raise it as a disproportionate burden";
    /// Record the talk about how it will be answered.
    DiscussBurden "discuss-burden" "Record the talk about how to answer";
    /// Ask another service or officer for a part.
    AskContribution "ask-contribution" "Ask somebody for a part of the answer";
    /// Give the part that was asked for.
    Contribute "contribute" "Give your part";
    /// Take back the asking.
    WithdrawContribution "withdraw-contribution" "Say that the part is no longer needed";
    /// Ask an outside partner.
    AskPartner "ask-partner" "Ask an outside partner";
    /// Record what the partner answered.
    RecordPartnerAnswer "record-partner-answer" "Record the partner’s answer";
    /// Write an internal note.
    Note "note" "Write an internal note";
    /// Write to the other side.
    SendMessage "send-message" "Send a message";
    /// Call back what was just sent.
    Recall "recall" "Call back what you just sent";
    /// Add a file.
    AddFile "add-file" "Add a file";
    /// Take a file out of view.
    RemoveFile "remove-file" "Remove a file";
    /// Answer in substance.
    Answer "answer" "Answer";
    /// Tell why the answer came late.
    ExplainLateness "explain-lateness" "Explain why the answer came late";
    /// Record that a promise was kept.
    KeepPromise "keep-promise" "Record that the promise was kept";
    /// Give a promise another date.
    MovePromise "move-promise" "Give the promise another date";
    /// Record that a promise's date passed unkept.
    MissPromise "miss-promise" "Record that the promise was missed";
    /// Close it.
    Close "close" "Close it";
    /// Close it by the council's setting.
    CloseBySetting "close-by-setting" "Close it by the council’s setting";
    /// Open it again.
    Reopen "reopen" "Open it again";
    /// Come back within the time kept open after the answer.
    FollowUp "follow-up" "Follow up";
    /// Say whether it was answered and useful.
    Rate "rate" "Say whether it was answered";
    /// Link it to another of the member's enquiries.
    Link "link" "Link it to another enquiry";
    /// Take a link away.
    Unlink "unlink" "Take the link away";
    /// Merge it into another of the member's enquiries.
    Merge "merge" "Merge it into another enquiry";
    /// Answer it together with enquiries of other members.
    AnswerTogether "answer-together" "Answer it together with others";
    /// Put it into a campaign.
    JoinCampaign "join-campaign" "Put it into a campaign";
    /// Take it out of its campaign.
    LeaveCampaign "leave-campaign" "Take it out of the campaign";
    /// Make a part of it an enquiry of its own.
    Split "split" "Split it";
    /// Hand it to the Complaints Procedure.
    HandToComplaints "hand-to-complaints" "Hand it to the Complaints Procedure";
    /// Hand it on as a report or a request.
    HandOn "hand-on" "Hand it on as a report or request";
    /// Say that it belongs to another body.
    SayNotOurs "say-not-ours" "Say that it belongs to another body";
    /// Split off a request under a right to information.
    SplitInformationRights "split-information-rights" "Split off an information request";
    /// Record that a door was taken beside the enquiry.
    TakeDoor "take-door" "Record a report made elsewhere";
    /// Let somebody else read it.
    AddReader "add-reader" "Let somebody else read it";
    /// Stop letting somebody read it.
    RemoveReader "remove-reader" "Stop letting somebody read it";
    /// Keep a person out, whatever their posts.
    DenyReader "deny-reader" "Keep a person out";
    /// Lay it before the Monitoring Officer.
    Refer "refer" "Lay it before the Monitoring Officer";
    /// Let an act go on that the protocol refuses.
    Override "override" "Let it go on where the protocol refuses";
    /// Record that the member's appointment ended.
    EndHolder "end-holder" "Record that the member has left";
    /// Pass it on to another member.
    PassOn "pass-on" "Pass it on to another member";
    /// Record that the calendar moved its date.
    MoveClock "move-clock" "Record that its date moved";
    /// Pin what its clock judged.
    Judge "judge" "Record how its clock was judged";
    /// Put right what was recorded wrongly.
    Correct "correct" "Put something right";
    /// Erase words and files for good.
    Erase "erase" "Erase words and files";
}
