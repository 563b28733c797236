Feature: Political groups under section 8 of the updated Cambridge protocol

  Councillors Amin and Bell are of the Oak Group, which Bell leads; Councillor Cole leads the Elm Group,
  Councillor Dunn is of the Ash Group, and Councillor Frost of none. Acts are named as on the pages.

  Background:
    Given the council has adopted the updated Cambridge protocol

  Rule: Asked for, approved, attended

    @8.4 @8.4(b) @8.2/3 @2.4/3 @2.4/4
    Scenario: A group asks on an item of the Council’s business, as any group may
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      Then it rests on clause 8.4
      And it rests on clause 8.4(b)
      And it rests on clause 8.2
      And it rests on clause 2.4
      And the Chief Officer may not “Record the attendance”, by clause 8.4

    @8.4(b)
    Scenario: A request that names no item of the Council’s business is not taken
      When Councillor Amin tries “Ask for an officer or for advice”, about nothing on Monday 13 April 2026
      Then it is not taken, because of “business”, by clause 8.4(b)

    @8.2/3
    Scenario: The agenda that is offered marks where the officer leaves
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      Then the agenda offered is “Council business: facts and advice, and discussion of the advice; The officer leaves here; The group deliberates and concludes”, by clause 8.2

    @8.2/1
    Scenario: Party business is not taken
      When Councillor Amin tries “Ask for an officer or for advice”, about party business on Monday 13 April 2026
      Then it is not taken, because of “party”, by clause 8.2

    @8.4(a)
    Scenario: The Chief Officer or the Chief Executive approves, and no officer reads it before
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      Then the Chief Officer is told of it
      And the service manager of Housing Repairs does not read the request
      And the Chief Officer may not “Say that you will attend”, by clause 8.4(a)
      When the Chief Executive does “Approve the attendance” on Tuesday 14 April 2026
      Then the service manager of Housing Repairs reads the request
      And the service manager of Housing Repairs may “Say that you will attend”

    Scenario: Who approves their own attendance is asked why, and the Monitoring Officer hears of it
      When Councillor Amin does “Ask for an officer or for advice”, for the Chief Officer on Monday 13 April 2026
      Then the Chief Officer is asked why before “Approve the attendance”, by question B7
      When the Chief Officer does “Approve the attendance”, with a reason on Tuesday 14 April 2026
      Then the Monitoring Officer is told of it

    @8.4(b)(i) @8.4(b)(ii) @8.2/2 @2.1/4
    Scenario: The officer gives facts and advice and leaves before the group deliberates
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs tries “Record the attendance”, having stayed on Tuesday 21 April 2026
      Then it is not taken, because of “left”
      When the service manager of Housing Repairs does “Record the attendance”, having stayed and having joined with a reason on Tuesday 21 April 2026
      Then the Monitoring Officer is told of it
      And the attendance says in which discussion the officer took part
      And what was given stands on record
      And it rests on clause 8.4(b)(ii)
      And it rests on clause 8.4(b)(i)

    Scenario: An attendance at which nothing was given says why
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs tries “Record the attendance”, with nothing given on Tuesday 21 April 2026
      Then it is not taken, because of “information”

    @3.1(e)
    Scenario: Advice beside a meeting is kept too
      When Councillor Frost does “Ask for an officer or for advice”, for information on Monday 13 April 2026
      And the service manager of Housing Repairs does “Give information or advice” on Tuesday 14 April 2026
      Then it rests on clause 3.1(e)
      And no other groups are offered it
      And Councillor Dunn does not read the request

    @8.3/4
    Scenario: A political view is no ground to go
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Decline the request”, because a political view is sought on Tuesday 14 April 2026
      Then it rests on clause 8.3
      And Councillor Amin is told of it

    @8.3/3
    Scenario: Officers serve the whole Council, and say so where they decline
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Decline the request”, because it would serve one group on Tuesday 14 April 2026
      Then it rests on clause 8.3
      And Councillor Amin is told of it

  Rule: What stays with the group

    @8.3/1 @8.4(b)(iii)
    Scenario: Notes of a discussion are for the group of that day and the officer alone
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      And the service manager of Housing Repairs does “Note the discussion” on Tuesday 21 April 2026
      Then Councillor Bell reads the notes
      And the Monitoring Officer does not read the notes
      And the Chief Officer does not read the notes
      And Councillor Cole does not read the notes
      And Councillor Cole does not read the request
      And beside the notes it says “Do not write down what the group decided”, by clause 8.4(b)(iii)

    @8.3/1
    Scenario: One more office reads such notes once the council has set so, and no other
      Given the council has set "groups-notes-readers" to "monitoring-officer"
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      And the service manager of Housing Repairs does “Note the discussion” on Tuesday 21 April 2026
      Then Councillor Bell reads the notes
      And the Monitoring Officer reads the notes
      And the Chief Officer does not read the notes
      And it rests on clause 8.3

    Scenario: A member’s assistant reads what the member asked, and not what was noted
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      And the service manager of Housing Repairs does “Note the discussion” on Tuesday 21 April 2026
      Then Councillor Amin’s assistant reads the request
      And Councillor Amin’s assistant does not read the notes
      And Councillor Amin’s assistant does not read an offer

    @8.3/2
    Scenario: A breach is brought to the Monitoring Officer
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Bring a breach to the Monitoring Officer” on Tuesday 14 April 2026
      Then the Monitoring Officer is told of it
      And it rests on clause 8.3
      And it rests on the default of question B6

    @8.3/2
    Scenario: A breach that belongs to no request is reported, and two read it
      When Councillor Frost does “Report a breach of the rules on groups” on Monday 13 April 2026
      Then the Monitoring Officer is told of it
      And the Monitoring Officer reads the request
      And Councillor Bell does not read the request
      And the Chief Executive does not read the request
      And the Chief Officer does not read the request
      And it rests on the default of question B6
      When the Monitoring Officer does “Record what was done about it” on Tuesday 14 April 2026
      Then Councillor Frost is told of it

  Rule: Even hands

    @8.4(b)(v)
    Scenario: The other groups are told after the attendance and offered the same information
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      Then no other groups are offered it
      When the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      Then 2 other groups are offered it
      And Councillor Cole is told of it
      And Councillor Dunn reads an offer
      And Councillor Frost does not read an offer
      And Councillor Cole does not read the request
      And nothing is uneven, as the ledger has it
      And it rests on the default of question B5

    Scenario: Any member takes an offer up, and who leads the group declines it
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      And Councillor Dunn does “Take up the information” on Wednesday 22 April 2026
      And Councillor Cole does “Decline the offer” on Wednesday 22 April 2026
      Then nothing is uneven, as the ledger has it

    Scenario: An offer without an answer is uneven, and said so
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      And Councillor Dunn does “Take up the information” on Thursday 28 May 2026
      Then something is uneven, as the ledger has it

    Scenario: A ruling tells the others on approval, and members of no group too
      Given the council has set "groups-offer-when" to "on-approval"
      And the council has set "groups-offer-ungrouped" to "yes"
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      Then Councillor Frost reads an offer
      And Councillor Cole is told of it

  Rule: A group decides nothing for the Council

    @8.1/1 @8.4(b)(iv) @8.1/2
    Scenario: Nothing is recorded as a group’s decision, and nothing is done or spent on its conclusion
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the service manager of Housing Repairs does “Record the attendance” on Tuesday 21 April 2026
      Then the Chief Officer may not “Record it as the group’s decision”, by clause 8.1
      And the Chief Officer may not “Act on the group’s conclusion”, by clause 8.4(b)(iv)
      And the Chief Officer may “Act on the Council’s decision”
      And the Chief Executive is asked why before “Act on the group’s conclusion”, by clause 8.4(b)(iv)
      When the Chief Executive does “Act on the group’s conclusion”, with a reason on Wednesday 22 April 2026
      Then the Monitoring Officer is told of it

    @8.1/2
    Scenario: What the Council decides, an officer with the power included, is acted on
      When Councillor Amin does “Ask for an officer or for advice” on Monday 13 April 2026
      And the Chief Officer does “Approve the attendance” on Tuesday 14 April 2026
      And the Chief Officer does “Act on the Council’s decision” on Wednesday 22 April 2026
      And the Chief Officer does “Act on the Council’s decision”, of an officer on Thursday 23 April 2026
      Then it rests on clause 8.1
