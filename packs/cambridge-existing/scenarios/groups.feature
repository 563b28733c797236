Feature: Officers at meetings of political groups under section 3 of the existing Cambridge protocol

  Background:
    Given the council has adopted the existing Cambridge protocol

  @3.5/1
  Scenario: An invitation says what is exceptional, and why it is nobody of the second tier
    When Councillor Amin tries “Ask for an officer or for advice”, for nothing exceptional on Monday 13 April 2026
    Then it is not taken, because of “exceptional”
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    Then it is pointed out that the officer asked for is below those normally invited, by clause 3.5
    And the service manager of Housing Repairs is asked why before “Say that you will attend”, by question C3
    And the Chief Officer may “Say that you will attend”
    And it rests on clause 3.5

  @3.5/2
  Scenario: The facility is open to every group, and no notice goes to the others
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    And the Chief Officer does “Say that you will attend” on Tuesday 14 April 2026
    And the Chief Officer does “Record the attendance” on Tuesday 21 April 2026
    Then no other groups are offered it
    And it rests on clause 3.5
    And nothing is uneven, as the ledger has it
    And one group’s use of it is counted for the Chief Executive, by clause 3.5

  @3.5/3
  Scenario: No approval; the Chief Executive should be told, and nothing is held up
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    Then nothing is there for the Chief Officer to “Approve the attendance”
    When the Chief Officer does “Say that you will attend” on Tuesday 14 April 2026
    Then the Chief Officer may “Record the attendance”
    When the Chief Officer does “Tell the Chief Executive” on Wednesday 15 April 2026
    Then the Chief Executive is told of it
    And the Chief Executive reads the request

  @3.6
  Scenario: A trade union representative passes every check
    When Councillor Amin does “Ask for an officer or for advice”, as a trade union representative and for nothing exceptional on Monday 13 April 2026
    Then it rests on clause 3.6
    And the service manager of Housing Repairs may “Say that you will attend”
    And no ground of refusal is offered, by clause 3.6
    And the service manager of Housing Repairs is asked why before “Decline the request”, by clause 3.6

  @3.7
  Scenario: A group’s conclusion asks for the Council’s decision
    When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
    Then the Chief Officer is asked why before “Act on the group’s conclusion”, by clause 3.7
    And the Chief Officer may not “Record it as the group’s decision”, by statute Local Government Act 1972, s.101
    And nothing is there for the Chief Officer to “Bring a breach to the Monitoring Officer”
