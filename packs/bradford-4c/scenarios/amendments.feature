Feature: How Bradford’s Part 4C is looked at again

  Its text says nothing of changes or of a day on which it is reviewed. What the product does nevertheless
  rests on defaults that the council may set otherwise.

  Background:
    Given the council has adopted Bradford’s Part 4C

  Scenario: A review opens when those who keep the record of the protocol open one
    When a review opens with the Constitution’s on Thursday 7 May 2026
    Then the Monitoring Officer is told of the change
    And it rests on the default of question W312

  Scenario: Nobody is named who approves a change, so the approval says why its body was the right one
    Given Councillor Amin suggests a change of clause 12.5 on Thursday 2 April 2026
    When the change is drafted as version second with clause 12.5 worded anew on Tuesday 7 April 2026
    Then its approval asks why on Thursday 23 April 2026
    And it rests on the default of question W306
    When the Council approves it by minute 26/44 on Thursday 23 April 2026, with a reason
    And it is adopted from Friday 1 May 2026
    Then version second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own

  Scenario: The council names the body, and its approval is asked nothing more
    Given the council has set "amendments-body" to "Council"
    And Councillor Amin suggests a change of clause 12.5 on Thursday 2 April 2026
    When the change is drafted as version second with clause 12.5 worded anew on Tuesday 7 April 2026
    And the Council approves it by minute 26/44 on Thursday 23 April 2026
    And it is adopted from Friday 1 May 2026
    Then version second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own
