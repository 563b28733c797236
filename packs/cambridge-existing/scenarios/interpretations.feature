Feature: What the existing Cambridge protocol means, and what it does not deal with

  It names nobody who decides what it means. The Chief Executive advises on gaps, and rules by default until
  the council says otherwise.

  Background:
    Given the council has adopted the existing Cambridge protocol

  @1.1/1
  Scenario: Whom the text guides may ask what it means
    When Councillor Amin asks what clause 3.9 means on Thursday 2 April 2026
    Then the question waits
    When the repairs officer asks what clause 12.1 means on Thursday 2 April 2026
    Then the question waits

  @14.1
  Scenario: A gap goes to the Chief Executive alone
    When Councillor Amin takes a gap near clause 1.2 for advice on Thursday 2 April 2026
    Then the Chief Executive is told of the question
    When the Chief Executive advises on Tuesday 7 April 2026
    Then the question is advised on

  Scenario: The Chief Executive rules by default
    Given Councillor Amin asks what clause 3.9 means, question C2, on Thursday 2 April 2026
    Then the Monitoring Officer does not determine it
    When the Chief Executive determines that the default stands on Tuesday 7 April 2026
    Then the question is ruled on
    And it rests on the default of question W301
    And question C2 is ruled from Tuesday 7 April 2026, and unruled the day before
