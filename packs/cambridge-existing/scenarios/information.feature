Feature: Information under Cambridge’s existing protocol

  The text says that officers advise members on Council business and that talks stay confidential. It says
  nothing about access to documents, and no clause is named for what no clause says.

  Background:
    Given the council has adopted the existing Cambridge protocol

  @3.3/1
  Scenario: A member asks for advice, and no clock runs
    When Councillor Amin asks Housing Repairs for advice on Thursday 2 April 2026
    Then the repairs officer is told of the request
    And no time runs for the reply

  @3.3/2
  Scenario: A private matter is asked about with a reason
    When Councillor Amin asks Housing Repairs for advice on a private matter on Thursday 2 April 2026
    Then it rests on clause 3.3

  @3.2/b3
  Scenario: Talks are released to a member of the Executive only with a reason
    Given Councillor Cole sits in the Cabinet
    And Councillor Cole asks Housing Repairs for a document on Thursday 2 April 2026
    When the repairs officer adds a record of talks on Tuesday 7 April 2026
    Then the service manager of Housing Repairs releases the document on Tuesday 7 April 2026 only with a reason, by clause 3.2
