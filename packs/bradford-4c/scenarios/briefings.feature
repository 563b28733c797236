Feature: Briefings under sections 4, 9, 13 and 18 of Bradford’s Part 4C

  Background:
    Given the council has adopted Bradford’s Part 4C

  @13.1
  Scenario: Office-holders are briefed on their remit, and who went without is known
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for the offices named with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Monday 13 April 2026
    And Councillor Bell does “Say that you will come” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026
    Then 1 went without
    And it rests on clause 13.1

  @13.2
  Scenario: The Leader or the portfolio holder is consulted first, except for some bodies
    When the service manager of Housing Repairs tries “Ask for or arrange a briefing”, for every group on Monday 13 April 2026
    Then it is not taken, because of “consulted”
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group having consulted Councillor Bell on Monday 13 April 2026
    Then it rests on clause 13.2

  @9.1/2
  Scenario: A briefing to answer scrutiny needs no consultation and keeps to facts
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for the Leader and scrutiny on Monday 13 April 2026
    Then it rests on clause 9.1

  @13.3/1 @13.3/2 @4.3
  Scenario: Groups are briefed together, with breaks
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Monday 13 April 2026
    And Councillor Cole does “Ask for or record a break” on Monday 13 April 2026
    Then the service manager of Housing Repairs is told of it
    When the service manager of Housing Repairs does “Ask for or record a break” on Tuesday 14 April 2026
    Then Councillor Dunn reads the briefing
    And Councillor Frost does not read the briefing
    And a new briefing invites every group unless somebody chooses otherwise, by clause 13.3
    And it rests on clause 4.3

  @13.3/3 @13.3/4
  Scenario: A group that asks is briefed alone, with the same information
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And Councillor Cole does “Ask for your group’s own briefing” on Tuesday 14 April 2026
    Then the service manager of Housing Repairs is told of it
    When the service manager of Housing Repairs tries “Record a separate briefing”, with more on Wednesday 15 April 2026
    Then it is not taken, because of “extra”
    When the service manager of Housing Repairs does “Record a separate briefing”, with more with a reason on Wednesday 15 April 2026
    Then the Monitoring Officer is told of it
    And it rests on clause 13.3

  @4.9/1 @4.9/2
  Scenario: That all groups were briefed is said if they were and the chair agrees
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Monday 13 April 2026
    And Councillor Bell does “Say that you will come” on Monday 13 April 2026
    And Councillor Cole does “Say that you will come” on Monday 13 April 2026
    And Councillor Dunn does “Say that you will come” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026
    And the service manager of Housing Repairs tries “Have it said that all groups were briefed”, without the chair on Tuesday 14 April 2026
    Then it is not taken, because of “chair”
    When the service manager of Housing Repairs does “Have it said that all groups were briefed” on Tuesday 14 April 2026
    Then it rests on clause 4.9
    And nobody went without
    And the words that are offered are “nothing is to be added to it”, by clause 4.9

  Scenario: That all groups were briefed is not said of a briefing of office-holders
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for group leaders with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026
    Then the service manager of Housing Repairs may not “Have it said that all groups were briefed”, by clause 4.9

  @4.4
  Scenario: A talk with one member stays with that member and the officer
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026 at 16:00
    Then Councillor Amin reads what was said
    And the Chief Officer does not read what was said
    And Councillor Amin may not “Propose to share it”, by clause 4.4
    And the service manager of Housing Repairs may not “Propose to share it”, by clause 4.4
    And it rests on clause 4.4

  @4.3
  Scenario: How evenly groups were briefed is counted, and a group that was told more stands out
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And Councillor Cole does “Ask for your group’s own briefing” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Record a separate briefing”, with more with a reason on Wednesday 15 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Wednesday 15 April 2026
    Then the group of Councillor Cole was briefed 1 time this quarter, and one group was told more than another
    And the group of Councillor Dunn was briefed 0 times this quarter

  @4.3
  Scenario: By the council’s choice it is counted by member too, and never what was told in confidence
    Given the council has set "briefings-by-member" to "yes"
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Monday 13 April 2026
    And Councillor Cole does “Say that you will come” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026
    Then Councillor Cole had 1 briefing this quarter, as the log by member has it
    And Councillor Frost had 0 briefings this quarter, as the log by member has it
    When Councillor Frost does “Ask for or arrange a briefing” on Wednesday 15 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Wednesday 15 April 2026
    Then Councillor Frost had 0 briefings this quarter, as the log by member has it

  @4.8
  Scenario: Advice beyond the report is brought to those who answer for it
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for every group with a reason on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing”, beyond the report on Tuesday 14 April 2026
    Then the Chief Officer is told of it
    And it rests on clause 4.8

  @18.2/1 @18.2/2 @18.1
  Scenario: Group leaders are briefed regularly, and each of them is reached
    When the Chief Executive does “Ask for or arrange a briefing”, for group leaders with a reason on Monday 13 April 2026
    Then it rests on clause 18.2
    And it rests on clause 18.1
    And Councillor Cole is told of it
    And Councillor Dunn does not read the briefing

  @18.1 @18.2/1 @18.2/2
  Scenario: By the council’s own interval it is shown which leader has gone without
    Given the council has set "briefings-interval-days" to "20"
    When the Chief Executive does “Ask for or arrange a briefing”, for group leaders with a reason on Monday 13 April 2026
    And the Chief Executive does “Fix the time” on Monday 13 April 2026
    And Councillor Bell does “Say that you will come” on Monday 13 April 2026
    And the Chief Executive does “Record the briefing” on Tuesday 14 April 2026
    Then it rests on clause 18.2
    And Councillor Bell was briefed by the Chief Executive 1 time this quarter, and is due by Wednesday 13 May 2026
    And Councillor Cole was briefed by the Chief Executive 0 times this quarter, and has gone without
