Feature: How the existing Cambridge protocol is changed

  The Council approves a change when the Civic Affairs Committee recommends it, and others may be heard.

  Background:
    Given the council has adopted the existing Cambridge protocol

  @14.2
  Scenario: A suggestion goes to the Chief Executive, and to the team under the Director
    When Councillor Amin suggests a change of clause 12.1 on Thursday 2 April 2026
    Then the Chief Executive is told of the change
    And democratic services is told of the change
    And it rests on the default of question C10

  @14.3/1 @14.3/2
  Scenario: The committee is heard, the other recommends, the Council approves
    Given Councillor Amin suggests a change of clause 12.1 on Thursday 2 April 2026
    When the change is drafted as version second with clause 12.1 worded anew on Tuesday 7 April 2026
    And the Standards Committee comments on it on Wednesday 8 April 2026
    Then its approval asks why on Thursday 9 April 2026
    When the Civic Affairs Committee recommends it by minute 26/9 on Thursday 9 April 2026
    And the Council approves it by minute 26/44 on Thursday 23 April 2026
    And it is adopted from Friday 1 May 2026
    Then version second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own

  @14.3/1
  Scenario: Without a recommendation the approval says why
    Given Councillor Amin suggests a change of clause 12.1 on Thursday 2 April 2026
    When the change is drafted as version second with clause 12.1 worded anew on Tuesday 7 April 2026
    Then its approval asks why on Thursday 23 April 2026
    And it rests on the default of question C1
    When the Council approves it by minute 26/44 on Thursday 23 April 2026, with a reason
    And it is adopted from Friday 1 May 2026
    Then version second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own

  @14.3/1
  Scenario: Ruled that each clause binds by its verb, an approval without the recommendation is refused
    Given Councillor Amin asks what clause 14.3 means, question C1, on Thursday 2 April 2026
    When the Chief Executive determines that “14.3/1 = refuse” on Tuesday 7 April 2026
    Then question C1 is ruled from Tuesday 7 April 2026, and unruled the day before
    Given Councillor Amin suggests a change of clause 12.1 on Tuesday 7 April 2026
    When the change is drafted as version second with clause 12.1 worded anew on Tuesday 7 April 2026
    Then its approval is refused, by clause 14.3, on Thursday 9 April 2026
    When the Civic Affairs Committee recommends it by minute 26/9 on Thursday 9 April 2026
    And the Council approves it by minute 26/44 on Thursday 23 April 2026
    And it is adopted from Friday 1 May 2026
    Then version second is in force on Friday 1 May 2026, and an enquiry of the day before keeps its own

  @14.3/1
  Scenario: The council may hold the clause to refusing by a setting of its own
    Given the council has set "enforce-cambridge-existing-14-3-1" to "refuse"
    And Councillor Amin suggests a change of clause 12.1 on Thursday 2 April 2026
    When the change is drafted as version second with clause 12.1 worded anew on Tuesday 7 April 2026
    Then its approval is refused, by clause 14.3, on Thursday 23 April 2026
