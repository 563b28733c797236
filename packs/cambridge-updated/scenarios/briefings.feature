Feature: Briefings under clauses 3.1(f) and 9.2 of the updated Cambridge protocol

  Background:
    Given the council has adopted the updated Cambridge protocol

  @9.2/1 @9.2/2
  Scenario: Any member asks, and the Chief Officer reads the request and may put it off
    When Councillor Amin tries “Ask for or arrange a briefing”, without saying where it is discussed on Monday 13 April 2026
    Then it is not taken, because of “body”
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    Then the Chief Officer is told of it
    And the Chief Officer reads the briefing
    And Councillor Bell does not read the briefing
    And the Monitoring Officer does not read the briefing
    When the Chief Officer does “Put it off” on Tuesday 14 April 2026
    Then Councillor Amin is told of it
    And it rests on clause 9.2

  @9.2/3
  Scenario: What was said is shared with another member only if both permit it
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026 at 16:00
    Then Councillor Amin reads what was said
    And the Chief Officer does not read what was said
    When Councillor Amin does “Propose to share it” on Wednesday 15 April 2026
    Then Councillor Bell does not read what was said
    When the service manager of Housing Repairs does “Permit the sharing” on Thursday 16 April 2026
    Then Councillor Bell reads what was said
    And Councillor Bell is told of it
    When the service manager of Housing Repairs does “Refuse the sharing” on Friday 17 April 2026
    Then Councillor Bell does not read what was said

  Scenario: A member’s assistant reads when and where, and not what was said
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026 at 16:00
    Then Councillor Amin’s assistant reads the briefing
    And Councillor Amin’s assistant does not read what was said

  Scenario: The officer alone shares nothing either
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Fix the time” on Tuesday 14 April 2026
    And the service manager of Housing Repairs does “Propose to share it” on Tuesday 14 April 2026 at 16:00
    Then Councillor Bell does not read the briefing
    And the Chief Officer may not “Permit the sharing”, by clause 9.2

  Scenario: A ruling lets the Chief Officer read what was said
    Given the council has set "briefings-content-readers" to "officer-and-chief-officer"
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    And the service manager of Housing Repairs does “Record the briefing” on Tuesday 14 April 2026
    Then the Chief Officer reads what was said

  @3.1(f)
  Scenario: Members are informed by the posts they hold
    When the service manager of Housing Repairs does “Ask for or arrange a briefing”, for group leaders on Monday 13 April 2026
    Then it rests on clause 3.1(f)
    And Councillor Cole is told of it
    And Councillor Dunn does not read the briefing
