Feature: Advice to political groups under section 4 of Bradford’s Part 4C

  Background:
    Given the council has adopted Bradford’s Part 4C

  @4.1
  Scenario: Council business only
    When Councillor Amin tries “Ask for an officer or for advice”, about party business on Monday 13 April 2026
    Then it is not taken, because of “party”
    And it rests on clause 4.1

  @4.1
  Scenario: A request that names no item of the Council’s business is not taken
    When Councillor Amin tries “Ask for an officer or for advice”, about nothing on Monday 13 April 2026
    Then it is not taken, because of “business”, by clause 4.1

  @4.5/1 @4.5/2 @4.2/1
  Scenario: A group asks the officer, and nobody approves
    When Councillor Amin does “Ask for an officer or for advice”, for a pre-meeting on Monday 13 April 2026
    Then the service manager of Housing Repairs is told of it
    And the meeting is recorded as a pre-meeting
    And nothing is there for the Chief Officer to “Approve the attendance”
    And the service manager of Housing Repairs may “Say that you will attend”
    And it rests on clause 4.5
    And it rests on clause 4.2

  @4.2/1
  Scenario: The agenda that is offered has two parts, and the officer is there for one
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    Then the agenda offered is “Council business: facts and advice, and discussion of the advice; Political business”, by clause 4.2

  @4.2/2
  Scenario: The officer is not there for political business
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Say that you will attend” on Tuesday 14 April 2026
    And the service manager of Housing Repairs tries “Record the attendance”, having been there for political business on Tuesday 21 April 2026
    Then it is not taken, because of “apart”
    When the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
    Then no other groups are offered it
    And it rests on clause 4.2

  @4.10/1
  Scenario: People from outside limit what is said
    When Councillor Amin does “Ask for an officer or for advice”, with people from outside on Monday 13 April 2026
    And the service manager of Housing Repairs does “Say that you will attend” on Tuesday 14 April 2026
    And the service manager of Housing Repairs tries “Record the attendance”, before people from outside on Tuesday 21 April 2026
    Then it is not taken, because of “limited”
    And it rests on clause 4.10

  @4.10/1
  Scenario: Who comes from outside is listed when the group asks, and again when they came
    When Councillor Amin does “Ask for an officer or for advice”, with two listed from outside on Monday 13 April 2026
    Then who comes from outside is listed
    When the service manager of Housing Repairs does “Say that you will attend” on Tuesday 14 April 2026
    And the service manager of Housing Repairs tries “Record the attendance”, before two listed on Tuesday 21 April 2026
    Then it is not taken, because of “limited”
    When the service manager of Housing Repairs does “Record the attendance”, before two listed and limited on Tuesday 21 April 2026
    Then who comes from outside is listed
    And it rests on clause 4.10

  @4.10/2
  Scenario: That the Members’ Code does not bind them is said beside the mark
    When Councillor Amin does “Ask for an officer or for advice”, with people from outside on Monday 13 April 2026
    Then beside the mark for people from outside it says “The Members’ Code does not bind them”, by clause 4.10

  @4.4
  Scenario: A group’s discussion stays with it and the officer
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Say that you will attend” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
    And the service manager of Housing Repairs does “Note the discussion” on Tuesday 21 April 2026
    Then Councillor Bell reads the notes
    And Councillor Cole does not read the notes
    And the Monitoring Officer does not read the notes
    And it rests on clause 4.4

  @4.6
  Scenario: A group makes no decision of the Council
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    Then the service manager of Housing Repairs may not “Record it as the group’s decision”, by clause 4.6
    And the service manager of Housing Repairs is asked why before “Act on the group’s conclusion”, by clause 4.6

  @4.7/1 @4.7/2
  Scenario: The second group that asks gets the same advice, and not the first one’s questions
    When Councillor Amin does “Ask for an officer or for advice”, for information on Monday 13 April 2026
    And the service manager of Housing Repairs does “Give information or advice” on Tuesday 14 April 2026
    And Councillor Cole does “Ask for an officer or for advice”, for information on Wednesday 15 April 2026
    And the service manager of Housing Repairs does “Say that it is the same matter as another” on Wednesday 15 April 2026
    Then the service manager of Housing Repairs is shown what another group was given, by clause 4.7
    And Councillor Cole is not shown what another group was given
    And something is uneven, as the ledger has it
    When the service manager of Housing Repairs does “Give information or advice”, not the same on Thursday 16 April 2026
    Then the Monitoring Officer is told of it
    And it rests on clause 4.7
    And Councillor Amin does not read the request

  Scenario: The same advice to both is even
    When Councillor Amin does “Ask for an officer or for advice”, for information on Monday 13 April 2026
    And the service manager of Housing Repairs does “Give information or advice” on Tuesday 14 April 2026
    And Councillor Cole does “Ask for an officer or for advice”, for information on Wednesday 15 April 2026
    And the service manager of Housing Repairs does “Say that it is the same matter as another” on Wednesday 15 April 2026
    And the service manager of Housing Repairs does “Give information or advice” on Thursday 16 April 2026
    Then nothing is uneven, as the ledger has it
