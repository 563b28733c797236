Feature: How the updated Cambridge protocol is changed and reviewed

  A change is suggested to three offices. The text names nobody who approves one: by default the Council
  does, and an approval by another body says why.

  Background:
    Given the council has adopted the updated Cambridge protocol

  @15.2
  Scenario: A suggestion goes to the offices that the text names
    When Councillor Amin suggests a change of clause 7.6 on Thursday 2 April 2026
    Then the Monitoring Officer is told of the change
    And the Chief Executive is told of the change
    And democratic services is told of the change

  @15.2
  Scenario: It becomes a version, the Council approves it, and older cases keep theirs
    Given Councillor Amin suggests a change of clause 7.6 on Thursday 2 April 2026
    When the change is drafted as version 2026-second with clause 7.6 worded anew on Tuesday 7 April 2026
    And the Standards Committee comments on it on Wednesday 8 April 2026
    And the comment is responded to on Thursday 9 April 2026
    And the Council approves it by minute 26/44 on Thursday 23 April 2026
    Then it rests on the default of question B3
    When it is adopted from Friday 1 May 2026
    Then version 2026-second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own

  Scenario: Another body than the default names approves it, and says why
    Given Councillor Amin suggests a change of clause 7.6 on Thursday 2 April 2026
    When the change is drafted as version 2026-second with clause 7.6 worded anew on Tuesday 7 April 2026
    Then the Cabinet cannot approve it by minute 26/44 on Thursday 23 April 2026 without a reason
    When the Cabinet approves it by minute 26/44 on Thursday 23 April 2026, with a reason
    Then it rests on the default of question B3

  @1.4
  Scenario: A review opens when the Constitution is reviewed
    When a review opens with the Constitution’s on Thursday 7 May 2026
    Then the Monitoring Officer is told of the change

  Scenario: Whoever holds an office has the parts that concern it to read, and says so part by part
    When Councillor Amin says on Monday 4 May 2026 that they have read part 7
    Then part 7 is read by Councillor Amin, and no other part that concerns them
    And it rests on the default of question W311
    And nobody is reminded to read on Thursday 7 May 2026

  Scenario: The council sets after how many days people are reminded to read
    Given the council has set "induction-reminder-days" to "10"
    When the Monitoring Officer says on Monday 4 May 2026 that they have read part 14
    Then part 14 is read by the Monitoring Officer, and no other part that concerns them
    And whoever has not read is reminded after 10 working days on Monday 4 May 2026

  Scenario: What would have been stands beside a change in ranges
    Given Councillor Amin raises 6 enquiries about Housing Repairs on Thursday 2 April 2026 at 10:00
    And Councillor Amin suggests a change of clause 7.6 on Thursday 7 May 2026
    When what would have been with an answer within 7 days is put beside it on Friday 8 May 2026
    Then what would have been stands beside it, and no number stands for fewer than 5
    And it rests on the default of question W313

  Scenario: Of too few enquiries nothing is told beside a change
    Given Councillor Amin raises 3 enquiries about Housing Repairs on Thursday 2 April 2026 at 10:00
    And Councillor Amin suggests a change of clause 7.6 on Thursday 7 May 2026
    When what would have been with an answer within 7 days is put beside it on Friday 8 May 2026
    Then what would have been does not stand beside it: there is too little to tell
