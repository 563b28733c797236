Feature: What the updated Cambridge protocol leaves open about an enquiry

  No clause says who may read an enquiry, how often a member asks how it stands, or what becomes of it
  when the member leaves. The product does so by defaults, each tied to an open question, until
  the council sets or rules otherwise.

  Background:
    Given the council has adopted the updated Cambridge protocol

  Scenario: Who may read it, and who cannot know that it exists
    When Councillor Amin raises an enquiry for a constituent about Housing Repairs on Thursday 2 April 2026
    Then Councillor Amin reads it
    And Councillor Amin’s assistant reads it
    And the repairs officer reads it
    And the Chief Officer reads it
    And Councillor Bell cannot know that it exists
    And Councillor Cole cannot know that it exists
    And the parking officer cannot know that it exists
    And the contact centre cannot know that it exists
    And democratic services cannot know that it exists
    And the Monitoring Officer cannot know that it exists
    And it rests on the default of question W3

  Scenario: A contributor reads it from the asking until the part is given
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When the repairs officer asks Parking for a part on Tuesday 7 April 2026 by Thursday 9 April 2026
    Then the parking officer reads it
    And the parking officer is told
    When the parking officer gives the part on Wednesday 8 April 2026
    Then the parking officer cannot know that it exists

  Scenario: An internal note is for officers, and the member cannot know that there is one
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When the repairs officer writes an internal note on Tuesday 7 April 2026
    Then the service manager of Housing Repairs reads in the thread "wrote an internal note"
    And Councillor Amin does not read in the thread "note"
    And Councillor Amin is not told

  Scenario: The member asks how it stands once in a working day
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When Councillor Amin asks how it stands on Tuesday 7 April 2026 at 09:00
    Then Councillor Amin cannot ask how it stands on Tuesday 7 April 2026 at 17:00, by the default of question W1
    And Councillor Amin can ask how it stands on Wednesday 8 April 2026 at 09:00
    And an answer is aimed at by Monday 13 April 2026

  Scenario: Waiting on the member is shown and stops nothing
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When the repairs officer asks the member a question on Tuesday 7 April 2026
    Then the page says on Wednesday 8 April 2026 "With Housing Repairs. Waiting for the member’s reply. Answer by Monday 13 April; 3 working days left."
    When Councillor Amin replies to the officers on Thursday 9 April 2026
    Then the page says on Thursday 9 April 2026 "With Housing Repairs. Answer by Monday 13 April; 2 working days left."

  Scenario: A promise that is missed opens what it closed
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    And the repairs officer answers it on Friday 10 April 2026 and promises works by Friday 17 April 2026
    When Councillor Amin closes it on Monday 13 April 2026
    Then it has ended as closed
    When the product finds on Monday 20 April 2026 that the promise was not kept
    Then it is open
    And Councillor Amin is told
    And the answer is judged in time
    And it rests on the default of question W7

  Scenario: Enquiries of one member are merged, and the earlier start survives
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    And Councillor Amin raises an enquiry about Housing Repairs on Wednesday 8 April 2026
    When the repairs officer merges the second enquiry into the first on Thursday 9 April 2026
    Then it is open
    And an answer is aimed at by Monday 13 April 2026

  Scenario: Enquiries of different members are never merged
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    And Councillor Cole raises an enquiry about Housing Repairs on Wednesday 8 April 2026
    When the repairs officer tries to merge the second enquiry into the first on Thursday 9 April 2026
    Then it is not taken, because the other "belongs to another member"

  Scenario: A member leaves, and the casework is inherited by nobody until it is passed on
    Given Councillor Amin raises an enquiry for a constituent about Housing Repairs on Thursday 2 April 2026
    And Councillor Amin leaves the Council at the end of Thursday 7 May 2026
    When the product records on Friday 8 May 2026 that Councillor Amin has left
    Then Councillor Bell cannot know that it exists
    And the Monitoring Officer is told
    And the page says on Friday 8 May 2026 "The member left on Thursday 7 May; it waits to be passed on or closed."
    When democratic services passes it on to Councillor Bell on Monday 11 May 2026 by the constituent’s consent
    Then Councillor Bell reads it
    And democratic services cannot know that it exists
    And it rests on the default of question W11

  Scenario: An officer sends it back, and the clock runs on
    Given Councillor Amin raises an enquiry about something that no service is known for on Thursday 2 April 2026
    And the contact centre sends it to Housing Repairs on Tuesday 7 April 2026
    When the repairs officer sends it back on Wednesday 8 April 2026
    Then it is with the contact centre
    And the contact centre is told
    And an answer is aimed at by Monday 13 April 2026
    And it rests on the default of question W20

  Scenario: A closed enquiry can be reopened for sixty days
    Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
    When the repairs officer answers it on Friday 10 April 2026
    And Councillor Amin closes it on Monday 13 April 2026
    Then Councillor Amin can open it again on Friday 12 June 2026
    And Councillor Amin cannot open it again on Monday 15 June 2026, by the default of question W5
