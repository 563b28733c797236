Feature: What Part 4C means, and what it does not deal with

  Its principles reach beyond the situations that it names, and it names nobody to say how far. The council
  names its ruler first.

  Background:
    Given the council has adopted Bradford’s Part 4C

  @1.2/2
  Scenario: A gap goes to the Monitoring Officer by default
    When Councillor Amin takes a gap near clause 1.2 for advice on Thursday 2 April 2026
    Then the Monitoring Officer is told of the question
    When the Monitoring Officer advises on Tuesday 7 April 2026
    Then the question is advised on
    And it rests on the default of question W302

  @1.2/1
  Scenario: Whom the text binds may ask what it means
    When Councillor Amin asks what clause 12.5 means, question E2, on Thursday 2 April 2026
    Then the question waits
    When the repairs officer asks what clause 17.1 means on Thursday 2 April 2026
    Then the question waits

  Scenario: A question of meaning waits until the council names who rules
    When Councillor Amin asks what clause 17.1 means, question E4, on Thursday 2 April 2026
    Then the Monitoring Officer does not determine it
    And the question waits
    And it rests on the default of question W301
