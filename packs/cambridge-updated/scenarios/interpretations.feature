Feature: What the updated Cambridge protocol means, and what it does not deal with

  The Monitoring Officer or the Chief Executive decides what it means. What it does not deal with can be
  talked over with three offices, who advise and bind nobody.

  Background:
    Given the council has adopted the updated Cambridge protocol

  @14
  Scenario: The Monitoring Officer rules on an open question, and the ruling takes the default’s place
    When Councillor Amin asks what clause 7.6 means, question B19, on Thursday 2 April 2026
    Then the Monitoring Officer is told of the question
    And the Chief Executive is told of the question
    And the question waits
    And Councillor Bell cannot know of the question
    And the repairs officer cannot know of the question
    When the Monitoring Officer determines that the default stands on Tuesday 7 April 2026
    Then the question is ruled on
    And Councillor Amin is told of the question
    And question B19 is ruled from Tuesday 7 April 2026, and unruled the day before

  @14
  Scenario: A ruling sets another value from its day
    Given Councillor Amin asks what clause 7.6 means, question B19, on Thursday 2 April 2026
    When the Monitoring Officer determines that “enquiries/response silence = "does-not-count"” on Tuesday 7 April 2026
    Then the question is ruled on
    And question B19 is ruled from Tuesday 7 April 2026, and unruled the day before

  @14
  Scenario: The two offices differ, and the first ruling stands until both sign one text
    Given Councillor Amin asks what clause 7.6 means, question B19, on Thursday 2 April 2026
    When the Monitoring Officer determines that the default stands on Tuesday 7 April 2026
    And the Chief Executive rules otherwise on Wednesday 8 April 2026
    Then the question is in conflict
    And it rests on the default of question B8
    When the Monitoring Officer signs the other ruling on Thursday 9 April 2026
    Then the question is ruled on

  @14
  Scenario: Nobody else decides what it means
    Given the repairs officer asks what clause 7.6 means on Thursday 2 April 2026
    Then the repairs officer does not determine it
    And the question waits

  Scenario: What only the council settles is recorded with its minute
    Given Councillor Amin asks what clause 15.2 means, question B3, on Thursday 2 April 2026
    Then the Monitoring Officer does not determine it
    When the council settles it by minute 26/44 on Thursday 23 April 2026
    Then the question is ruled on
    And question B3 is ruled from Thursday 23 April 2026, and unruled the day before

  @15.1
  Scenario: A gap is taken for advice to the three offices, and nobody else reads it
    When Councillor Amin takes a gap near clause 9.1 for advice on Thursday 2 April 2026
    Then the Chief Executive is told of the question
    And the Monitoring Officer is told of the question
    And Councillor Bell cannot know of the question
    When the Chief Executive advises on Tuesday 7 April 2026
    Then the question is advised on
    And Councillor Amin is told of the question
