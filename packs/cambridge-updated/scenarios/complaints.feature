Feature: Residents’ complaints under clause 7.4 of the updated Cambridge protocol

  The clause describes the council’s Complaints Procedure. It gives ten working days as an aim, and says what
  residents are told. From when the days count, and whether there are stages, it leaves open.

  Background:
    Given the council has adopted the updated Cambridge protocol
    And Councillor Amin raises an enquiry for a constituent about Housing Repairs on Thursday 2 April 2026

  @7.4/1
  Scenario: The complaint keeps the received time, and the member follows what the resident permits
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    Then the next date of the complaint is Monday 20 April 2026
    And the complaints team can read the complaint
    And the service manager of Housing Repairs can read the complaint
    And Councillor Amin can read the complaint
    And Councillor Bell cannot read the complaint
    And the parking officer cannot read the complaint

  @7.4/2
  Scenario: An answer within ten working days is in time, and one after them is late and held up by nothing
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    And the complaints team answers the complaint on Monday 20 April 2026
    Then the complaint is judged in time

  @7.4/2
  Scenario: Past the ten days nothing holds the answer up
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    And the complaints team answers the complaint on Tuesday 21 April 2026
    Then the complaint is judged late

  @7.4/3
  Scenario: A longer time has its reasons and its own date
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    And the complaints team takes longer over the complaint on Monday 20 April 2026, until Friday 8 May 2026, with the reasons
    Then the complaint is judged explained in time
    And the next date of the complaint is Friday 8 May 2026
    And it rests on clause 7.4

  @7.4/4
  Scenario: The resident is told who deals with the complaint, and until then it stands that they were not
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    And the complaints team gives the complaint to the repairs officer on Thursday 9 April 2026
    Then the resident has not been told who deals with it
    And the repairs officer is told of the complaint
    When the complaints team gives the complaint to the repairs officer, who tells the resident on Friday 10 April 2026
    Then the resident has been told who deals with it
    And it rests on clause 7.4

  @7.4/5
  Scenario: It is logged with all that happens to it, to the Ombudsman’s decision
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    And the complaints team answers the complaint on Monday 20 April 2026
    And the complaints team begins the next stage of the complaint on Monday 4 May 2026
    Then the complaint stands as logged
    When the complaints team answers the complaint on Friday 29 May 2026
    And the complaints team records that the Ombudsman has the complaint on Monday 22 June 2026
    Then the complaint stands as with-ombudsman
    When the complaints team records that the Ombudsman found no fault on Tuesday 1 September 2026
    Then the complaint stands as answered
    And the complaint is judged in time

  @7.4/6
  Scenario: The quarter’s report joins what would tell of one complaint
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    Then the report of the quarter tells of no single complaint

  Scenario: Where the council adopts the Ombudsman’s Code the clock waits for the acknowledgement
    Given the council has set "complaints-code" to "yes"
    When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
    And the product logs it as a complaint
    Then the next date of the complaint is Monday 13 April 2026
