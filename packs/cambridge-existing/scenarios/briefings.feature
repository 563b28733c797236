Feature: Briefings under clause 3.8 of the existing Cambridge protocol

  Background:
    Given the council has adopted the existing Cambridge protocol

  @3.8
  Scenario: The Chief Executive and Directors brief the Executive and chairs together
    When the Chief Executive does “Ask for or arrange a briefing”, for the offices named on Monday 13 April 2026
    Then it rests on clause 3.8
    And Councillor Bell is told of it
    And Councillor Bell reads the briefing
    And Councillor Frost does not read the briefing
    And it rests on the default of question W48

  Scenario: A member may ask for one of their own, though the text gives no right to it
    When Councillor Amin does “Ask for or arrange a briefing” on Monday 13 April 2026
    Then it rests on the default of question W45
    And Councillor Bell does not read the briefing
