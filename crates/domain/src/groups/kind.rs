//! The kinds of acts on a political group’s request or offer.

use crate::register::kinds::kinds;

kinds! {
    /// Ask for an officer’s attendance, or for information or advice.
    Ask "ask" "Ask for an officer or for advice";
    /// Approve the attendance.
    Approve "approve" "Approve the attendance";
    /// Say that the officer will attend.
    Agree "agree" "Say that you will attend";
    /// Tell the Chief Executive of the attendance.
    TellChiefExecutive "tell-chief-executive" "Tell the Chief Executive";
    /// Record the attendance with what was given.
    Attend "attend" "Record the attendance";
    /// Give information or advice.
    Give "give" "Give information or advice";
    /// Say that it concerns the same matter as another request.
    SameMatter "same-matter" "Say that it is the same matter as another";
    /// Note what was discussed.
    Note "note" "Note the discussion";
    /// Decline the request.
    Decline "decline" "Decline the request";
    /// Take the request back.
    Withdraw "withdraw" "Withdraw the request";
    /// Take up an offer.
    TakeUp "take-up" "Take up the information";
    /// Decline an offer for the group.
    DeclineOffer "decline-offer" "Decline the offer";
    /// Act on the formal decision that followed.
    ActOnDecision "act-on-decision" "Act on the Council’s decision";
    /// Act or spend on what the group concluded.
    ActOnConclusion "act-on-conclusion" "Act on the group’s conclusion";
    /// Record what the group concluded as a decision.
    DecideAsGroup "decide-as-group" "Record it as the group’s decision";
    /// Bring a breach to the Monitoring Officer.
    BringBreach "bring-breach" "Bring a breach to the Monitoring Officer";
    /// Report a breach that belongs to no request.
    ReportBreach "report-breach" "Report a breach of the rules on groups";
    /// Record what was done about a reported breach.
    SettleBreach "settle-breach" "Record what was done about it";
    /// Erase words for good.
    Erase "erase" "Erase words";
}
