Feature: Information and documents under Bradford’s Part 4C

  Members may ask any department. What is needed for the role is supplied; a refusal names its reason and
  the law. Five working days are guidance, and a delay is explained.

  Background:
    Given the council has adopted Bradford’s Part 4C

  @12.4 @12.4.2 @12.5/1 @12.5/3 @12.1/1
  Scenario: A document is asked for, and a reply should come within five working days
    When Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then the service manager of Housing Repairs is told of the request
    And it is asked on the ground “I show my need to know”, for a duty that is named
    And a reply should be given by Monday 13 April 2026

  @12.4
  Scenario: One request holds more than one kind, with one time for them
    When Councillor Amin asks Housing Repairs for a document and figures on record on Thursday 2 April 2026
    Then 2 kinds are asked for in one request
    And a reply should be given by Monday 13 April 2026

  @12.4.1
  Scenario: What is on record has the same time
    When Councillor Amin asks Housing Repairs for figures on record on Thursday 2 April 2026
    Then a reply should be given by Monday 13 April 2026

  @12.4.3
  Scenario: What needs research has the same time
    When Councillor Amin asks Housing Repairs for figures that need research on Thursday 2 April 2026
    Then a reply should be given by Monday 13 April 2026

  @12.2/1
  Scenario: Nothing is released without its purpose, which stays with it
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds an open document on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs releases the document for no purpose on Tuesday 7 April 2026, by clause 12.2
    When the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then its purpose stands with the document
    And it rests on clause 12.2

  @12.5/2
  Scenario: The manager in charge decides what is given
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then it is not done that the repairs officer provides the information on Tuesday 7 April 2026, by clause 12.5
    When the service manager of Housing Repairs provides the information on Tuesday 7 April 2026
    Then it rests on clause 12.5

  @12.5/4
  Scenario: A delay is explained with a day
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then the service manager of Housing Repairs provides the information on Tuesday 14 April 2026 only with a reason, by clause 12.5
    When the service manager of Housing Repairs explains the delay on Monday 13 April 2026, with a full answer by Monday 20 April 2026
    Then a reply should be given by Monday 20 April 2026

  @12.1/2
  Scenario: A refusal names the law
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then it is not done that the service manager of Housing Repairs refuses the request without a law on Tuesday 7 April 2026, by clause 12.1
    When the service manager of Housing Repairs refuses the request by law on Tuesday 7 April 2026
    Then it rests on clause 12.1

  @12.6
  Scenario: A political group’s own papers are no documents that are given
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then it is not done that the repairs officer adds a group’s own paper on Tuesday 7 April 2026, by clause 12.6
    When the repairs officer adds an open document on Tuesday 7 April 2026
    Then it rests on clause 12.6

  @12.7
  Scenario: A document is withheld that nothing exempts
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    When the repairs officer adds an open document on Tuesday 7 April 2026
    Then the service manager of Housing Repairs refuses the request by law on Tuesday 7 April 2026 only with a reason, by clause 12.7
    When the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then Councillor Amin opens the document on Wednesday 8 April 2026
    And it rests on clause 12.7

  @12.8
  Scenario: An exempt document waits for need to know, unless the member sits on the body
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds an exempt document on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs releases the document on Tuesday 7 April 2026, by clause 12.8

  @12.8 @12.9/2
  Scenario: Whose role makes the need plain is not asked for it, and has the exempt paper
    Given Councillor Bell sits on the planning committee
    And Councillor Bell asks Housing Repairs for a paper of the planning committee on Thursday 2 April 2026
    And the repairs officer adds an exempt document of the planning committee on Tuesday 7 April 2026
    Then it is not done that the service manager of Housing Repairs asks for the need to know on Tuesday 7 April 2026, by clause 12.9
    When the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then Councillor Bell opens the document on Wednesday 8 April 2026

  @12.9/1 @12.9/3
  Scenario: Whether the role needs it is thought of first, and need is told from curiosity
    When Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    Then whoever asks for information reads “Think first which of your duties needs it; you need not say”, by clause 12.9
    And whoever asks for information reads “curiosity alone is none”, by clause 12.9

  @12.9/1
  Scenario: Which duty needs it may be left unsaid
    When Councillor Amin asks Housing Repairs for a document without saying which duty needs it on Thursday 2 April 2026
    Then it rests on clause 12.9

  @12.9/2
  Scenario: A member may be asked to show need to know
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    When the service manager of Housing Repairs asks for the need to know on Tuesday 7 April 2026
    And Councillor Amin shows need to know on Tuesday 7 April 2026
    And the service manager of Housing Repairs finds need to know shown on Tuesday 7 April 2026
    Then it rests on clause 12.9

  @12.2/2 @12.11/1
  Scenario: What is given is confidential until it is public
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the repairs officer adds an open document on Tuesday 7 April 2026
    And the service manager of Housing Repairs releases the document on Tuesday 7 April 2026
    Then the document is held in confidence
    And it rests on clause 12.11
    When the service manager of Housing Repairs records that the document is public on Friday 1 May 2026
    Then the document is public
    And it rests on clause 12.2

  @12.10
  Scenario: After a refusal a committee may be asked, and may decline
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    And the service manager of Housing Repairs refuses the request by law on Tuesday 7 April 2026
    When Councillor Amin asks the planning committee to decide on Wednesday 8 April 2026
    Then democratic services reads the information request
    When democratic services records that the committee declined on Thursday 16 April 2026
    Then democratic services does not read the information request

  @12.3 @12.11/2
  Scenario: A misuse goes in writing to the Monitoring Officer
    Given Councillor Amin asks Housing Repairs for a document on Thursday 2 April 2026
    When the repairs officer reports a misuse in writing on Tuesday 7 April 2026
    Then the Monitoring Officer is told of the request

  @12.3 @12.11/2
  Scenario: Who cannot read the request reports a misuse too, and two read the report
    When Councillor Cole alleges a misuse in writing on Tuesday 7 April 2026
    Then the Monitoring Officer is told of the request
    And the Monitoring Officer reads the information request
    And Councillor Cole reads the information request
    And the Chief Executive does not read the information request
    And the service manager of Housing Repairs does not read the information request
    When the Monitoring Officer records what was done about it on Wednesday 8 April 2026
    Then Councillor Cole is told of the request
    And it rests on clause 12.3

  @7.1
  Scenario: Information received by mistake is reported and not used
    When Councillor Bell reports on Thursday 2 April 2026 that a letter came by mistake and was not used
    Then the service manager of Housing Repairs is told of the request
    And Councillor Amin does not read the information request
