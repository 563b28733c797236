//! The kinds of acts on a briefing.

use crate::register::kinds::kinds;

kinds! {
    /// Ask for a confidential briefing, or arrange one for office-holders or groups.
    Open "open" "Ask for or arrange a briefing";
    /// Fix who briefs, when and where.
    Arrange "arrange" "Fix the time";
    /// Put it off.
    PutOff "put-off" "Put it off";
    /// Say that one will come.
    Accept "accept" "Say that you will come";
    /// Say that one cannot come.
    Decline "decline" "Say that you cannot come";
    /// Record that the briefing was given.
    Brief "brief" "Record the briefing";
    /// Record who came or did not.
    Mark "mark" "Record who came";
    /// Give information to those invited.
    Inform "inform" "Give information to those invited";
    /// Ask for a briefing of one’s own group.
    AskSeparate "ask-separate" "Ask for your group’s own briefing";
    /// Brief a group on its own.
    BriefSeparately "brief-separately" "Record a separate briefing";
    /// Ask for a break, or record one.
    Break "break" "Ask for or record a break";
    /// Have it said at the meeting that all groups were briefed.
    State "state" "Have it said that all groups were briefed";
    /// Propose to share it with another member.
    ProposeSharing "propose-sharing" "Propose to share it";
    /// Permit sharing that the other side proposed.
    PermitSharing "permit-sharing" "Permit the sharing";
    /// Refuse sharing, or take the permission back.
    RefuseSharing "refuse-sharing" "Refuse the sharing";
    /// Take it back.
    Withdraw "withdraw" "Withdraw it";
    /// Erase words for good.
    Erase "erase" "Erase words";
}
