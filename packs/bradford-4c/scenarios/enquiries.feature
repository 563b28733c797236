Feature: Bradford’s Part 4C says nothing about members’ enquiries

  Enquiries can be raised and answered all the same. There is no target and no clock unless the council
  sets one, nothing is late, and no clause is cited for what no clause says.

  Background:
    Given the council has adopted Bradford’s Part 4C

  Scenario: An enquiry is raised, answered and closed without a target
    When Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    Then no day is aimed at for an answer
    And it is with Housing Repairs
    And the page says on Tuesday 7 April 2026 "With Housing Repairs. No target is set for the answer."
    When the repairs officer answers it on Friday 29 May 2026
    Then no day is aimed at for an answer
    When Councillor Amin closes it on Monday 1 June 2026
    Then it has ended as closed
    And no clause is named anywhere

  Scenario: Nothing is late, so nothing holds an officer up
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When the product looks for reminders on Friday 29 May 2026
    Then no reminder goes out
    And the repairs officer can close it on Friday 29 May 2026
    And no clause is named anywhere

  Scenario: A date that an officer promised is measured as a promise
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    And the repairs officer sends a holding reply on Tuesday 7 April 2026 for Monday 20 April 2026
    Then the next date is Monday 20 April 2026
    When the repairs officer answers it on Tuesday 21 April 2026
    Then the holding reply is judged missed
    And no day is aimed at for an answer

  Scenario: What no service is known for goes to the contact centre by default
    When Councillor Amin raises an enquiry about something that no service is known for on Thursday 2 April 2026
    Then it is with the contact centre
    And it rests on the default of question W17
    And no clause is named anywhere

  Scenario: The council sets a target of its own
    Given the council has set "enquiries-response-days" to "10"
    When Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    Then an answer is aimed at by Monday 20 April 2026, by the council’s setting
    And no clause is named anywhere

  Scenario: The doors are offered by default
    When Councillor Amin begins to write "mould in a council flat" on Thursday 2 April 2026
    Then the online report is offered
    And Councillor Amin may go on with the enquiry
    And it rests on the default of question W16
    And no clause is named anywhere
