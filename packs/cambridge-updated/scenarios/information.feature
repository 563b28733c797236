Feature: Information and documents under the updated Cambridge protocol

  Members ask a Chief Officer or another senior officer. No clause gives a time for the reply or a list of
  grounds for a refusal, and the product names none.

  Background:
    Given the council has adopted the updated Cambridge protocol

  @9.3/1 @9.4
  Scenario: A member asks for a document
    When Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then the Chief Officer is told of the request
    And it is asked on the ground “I show my need to know”, for a duty that is named
    And no time runs for the reply
    And Councillor Bell does not read the information request
    And the parking officer does not read the information request

  @9.3/1
  Scenario: A senior officer who answers for the service is asked by name, and nobody else
    Then it is not done that Councillor Amin asks Housing Repairs for a document of the repairs officer on Thursday 2 April 2026, by clause 9.3
    When Councillor Amin asks Housing Repairs for a document of the Chief Officer on Thursday 2 April 2026
    Then the request is with the Chief Officer
    And the Chief Officer is told of the request

  @9.1 @9.3/2
  Scenario: What the text says of rights and of reason stands where one asks and beside each decision
    When Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then whoever asks for information reads “A request is to be reasonable”, by clause 9.3
    And whoever asks for information reads “Access to Information Procedure Rules”, by clause 9.1
    And beside deciding, the service manager of Housing Repairs reads “Access to Information Procedure Rules”, by clause 9.1

  Scenario: The council’s own extract of those rules is shown in their place
    Given the council has set "information-rules-extract" to "Any member may inspect a document of a public meeting."
    When Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then beside deciding, the service manager of Housing Repairs reads “Any member may inspect”, by clause 9.1

  @9.3/3
  Scenario: A paper of the Cabinet is asked for in scrutiny
    When Councillor Amin asks Housing Repairs for a paper of the Cabinet for scrutiny on Thursday 2 April 2026
    Then it crosses between Cabinet and scrutiny, and nothing is withheld for that

  @9.5/1
  Scenario: Need to know is presumed of a member of the body, exempt papers included
    Given Councillor Bell sits on the planning committee
    And Councillor Bell asks Housing Repairs for a paper of the planning committee on Thursday 2 April 2026
    And the repairs officer adds an exempt document of the planning committee on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs asks for the need to know on Tuesday 7 April 2026, by clause 9.5
    When the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then Councillor Bell opens the document on Wednesday 8 April 2026

  @9.5/2 @3.1(j)
  Scenario: Somebody else satisfies the Chief Officer of their need to know first
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds a confidential document on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs releases the document on Tuesday 7 April 2026, by clause 9.5
    And it is not done that the repairs officer finds need to know shown on Tuesday 7 April 2026, by clause 9.5
    And Councillor Amin cannot open the document on Tuesday 7 April 2026
    When the Chief Officer finds need to know shown on Tuesday 7 April 2026
    And the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then Councillor Amin opens the document on Tuesday 7 April 2026
    And Councillor Amin’s assistant cannot open the document on Tuesday 7 April 2026

  @9.6/1
  Scenario: An unreasonable request is answered without guidance only with a reason
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    When the service manager of Housing Repairs finds the request unreasonable on Tuesday 7 April 2026
    Then the service manager of Housing Repairs refuses the request by law on Tuesday 7 April 2026 only with a reason, by clause 9.6

  @9.6/1
  Scenario: Who refuses as unreasonable without a finding on record is asked why, and goes on with a reason
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then it is not done that the service manager of Housing Repairs refuses the request as unreasonable without a reason on Tuesday 7 April 2026, by clause 9.6
    When the service manager of Housing Repairs refuses the request as unreasonable on Tuesday 7 April 2026
    Then it rests on clause 9.6

  @9.6/1
  Scenario: Where the council holds it to refusing, what is refused as unreasonable is recorded as that first
    Given the council has set "enforce-cambridge-updated-9-6-1" to "refuse"
    And Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then it is not done that the service manager of Housing Repairs refuses the request as unreasonable on Tuesday 7 April 2026, by clause 9.6
    When the service manager of Housing Repairs finds the request unreasonable on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs refuses the request as unreasonable on Tuesday 7 April 2026, by clause 9.6

  @9.6/2
  Scenario: The Monitoring Officer determines, and that binds
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the service manager of Housing Repairs passes the request over to the Monitoring Officer on Tuesday 7 April 2026
    When the Monitoring Officer determines that it is not supplied on Wednesday 8 April 2026
    Then it is not done that the service manager of Housing Repairs provides the information on Thursday 9 April 2026, by clause 9.6

  @9.7/1
  Scenario: Whoever asks for confidential casework says what is exceptional
    Then it is not done that Councillor Amin asks Housing Repairs for confidential casework without what is exceptional on Thursday 2 April 2026, by clause 9.7
    When Councillor Amin asks Housing Repairs for confidential casework on Thursday 2 April 2026
    Then it rests on clause 9.7

  @9.7/1 @9.7/2 @9.7/3
  Scenario: Confidential casework waits for advice, and pending permission blocks nothing
    Given Councillor Amin asks Housing Repairs for confidential casework on Thursday 2 April 2026
    Then Councillor Amin’s assistant does not read the information request
    And it is not done that the service manager of Housing Repairs provides the information on Tuesday 7 April 2026, by clause 9.7
    When the Chief Officer advises before the case is discussed on Tuesday 7 April 2026
    And Councillor Amin records that permission is pending on Tuesday 7 April 2026
    And the service manager of Housing Repairs provides the information on Wednesday 8 April 2026
    Then it rests on clause 9.7

  @9.8/1 @9.8/2 @3.2(e)
  Scenario: A document is released for a purpose that is accepted, and its release ends
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds a confidential document on Tuesday 7 April 2026
    And the Chief Officer finds need to know shown on Tuesday 7 April 2026
    And the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then the document is held in confidence
    And its purpose stands with the document
    And whoever accepts it reads “as the Members’ Code of Conduct requires”, by clause 9.8
    When Councillor Amin accepts the purpose on Wednesday 8 April 2026
    Then Councillor Amin opens the document on Monday 6 July 2026
    And Councillor Amin cannot open the document on Tuesday 7 July 2026
    And it rests on the default of question W62

  @9.8/1
  Scenario: Who passes a document on says for which use, and use beyond its purpose is not passed over
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds a confidential document on Tuesday 7 April 2026
    And the Chief Officer finds need to know shown on Tuesday 7 April 2026
    And the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    When Councillor Amin passes the document on, beyond its purpose on Wednesday 8 April 2026
    Then the repairs officer is told of the request
    And it rests on clause 9.8

  Scenario: A refusal without a law is not held up, because no clause asks for one
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    When the service manager of Housing Repairs refuses the request without a law on Tuesday 7 April 2026
    Then it rests on the default of question W61
