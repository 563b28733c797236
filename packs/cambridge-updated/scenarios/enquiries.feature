Feature: Members’ enquiries under section 7 of the updated Cambridge protocol

  The council of these scenarios is fictional. Councillors Amin and Bell are members for Castle,
  Councillor Cole for Market. Housing Repairs and Parking have a service manager and officers each; one
  Chief Officer stands above both. A tag names the duty that a scenario proves, and the run fails
  where nothing in the scenario rests on that clause.

  Background:
    Given the council has adopted the updated Cambridge protocol

  Rule: Members need timely information

    @7.1/2
    Scenario: The council sets a reminder, and the officer gets it before the date
      Given the council has set "enquiries-reminder-days" to "2"
      And Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026 at 10:00
      When the product looks for reminders on Thursday 9 April 2026 at 09:00
      Then the repairs officer is reminded, by clause 7.1

    Scenario: No reminder goes out unless the council sets one
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026 at 10:00
      When the product looks for reminders on Thursday 9 April 2026 at 09:00
      Then no reminder goes out

    Scenario: Nobody is reminded on a bank holiday
      Given the council has set "enquiries-reminder-days" to "4"
      And Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026 at 10:00
      When the product looks for reminders on Friday 3 April 2026 at 09:00
      Then no reminder goes out

  Rule: The right door first

    @7.2/2
    Scenario: The online report is offered first, and the member may go on without a reason
      When Councillor Amin begins to write "mould in a council flat" on Thursday 2 April 2026
      Then the online report is offered, by clause 7.2
      And the online request is offered, by clause 7.2
      And Councillor Amin may go on with the enquiry

    @7.2/2
    Scenario: That the report was shown is recorded beside the enquiry
      When Councillor Amin is shown the online report and goes on with an enquiry about Housing Repairs on Thursday 2 April 2026
      Then Councillor Amin reads in the thread "was shown another way (report) and went on"
      And it rests on clause 7.2

    @7.8
    Scenario: A right to information is seen in the words of an enquiry
      When Councillor Amin begins to write "a freedom of information request on damp" on Thursday 2 April 2026
      Then the right to information is offered, by clause 7.8

    Scenario: Where somebody is in danger the numbers to ring come first
      When Councillor Amin begins to write "a family is homeless tonight" on Thursday 2 April 2026
      Then the urgent numbers are offered
      And it rests on the default of question W16

    Scenario: Another body’s matter is seen
      When Councillor Amin begins to write "a pothole" on Thursday 2 April 2026
      Then the other body is offered
      And the online report is not offered

    Scenario: An ordinary matter brings up no urgent number and no complaint
      When Councillor Amin begins to write "mould in a council flat" on Thursday 2 April 2026
      Then the urgent numbers are not offered
      And the complaint is not offered

  Rule: Why a member steps in, and who deals with it

    @7.3/1
    Scenario: A failed service is recorded as the reason
      When Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026, because a service has failed
      Then it rests on clause 7.3

    @7.3/2
    Scenario: Who Does What brings it to the service
      When Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      Then it is with Housing Repairs, by clause 7.3
      And the service manager of Housing Repairs is told
      And the repairs officer is told

    @7.3/3
    Scenario: What no service is known for goes to the contact centre, which finds the service
      When Councillor Amin raises an enquiry about something that no service is known for on Thursday 2 April 2026
      Then it is with the contact centre, by clause 7.3
      And the contact centre is told
      When the contact centre sends it to Housing Repairs on Tuesday 7 April 2026
      Then it is with Housing Repairs, by clause 7.3
      And an answer is aimed at by Monday 13 April 2026
      And the contact centre cannot know that it exists

    @7.3/4
    Scenario: A member who chose the Chief Officer is brought to the service manager
      When Councillor Amin asks the Chief Officer about Housing Repairs on Thursday 2 April 2026
      Then it is with Housing Repairs, by clause 7.3
      And Councillor Amin reads in the thread "whose service manager deals with it before the Chief Officer"

    @4.2/4
    Scenario: An employee who is a constituent: the member says why no advice was taken first
      When Councillor Amin raises an enquiry for an employee of the council about Housing Repairs on Thursday 2 April 2026, saying why no advice was taken
      Then it rests on clause 4.2

  Rule: A resident’s complaint goes through the Complaints Procedure

    @7.4/1
    Scenario: A complaint is handed over with its receipt and its reference
      Given Councillor Amin raises an enquiry for a constituent about Housing Repairs on Thursday 2 April 2026
      When the repairs officer hands it to the Complaints Procedure on Wednesday 8 April 2026
      Then it has ended as a complaint
      And the complaint keeps the receipt of Thursday 2 April 2026 and the reference
      And the complaints team reads it
      And Councillor Amin reads it
      And Councillor Amin is told
      And the repairs officer cannot know that it exists
      And it rests on clause 7.4

    Scenario: A message that is both is split, and each part keeps its start
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer makes a part of it an enquiry of its own on Wednesday 8 April 2026
      Then the new enquiry is with Parking and keeps the receipt of Thursday 2 April 2026
      And an answer is aimed at by Monday 13 April 2026, by clause 7.6

    Scenario: A report goes on under its reference, and the enquiry ends when the member is told
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer hands it on as a report on Wednesday 8 April 2026
      Then it has ended as a report
      And Councillor Amin is told
      And Councillor Amin reads in the thread "under FEN/2026/118"

    Scenario: What is not the council’s ends when the member knows whose it is
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer says that it is the County Council’s on Wednesday 8 April 2026
      Then it has ended as another body’s matter
      And Councillor Amin reads in the thread "a matter of the County Council"
      And it rests on the default of question W21

  Rule: Managers are answerable for prompt and satisfactory handling

    @7.5/1
    Scenario: An overdue enquiry is shown to those who answer for the service, and to nobody above
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the product looks for reminders on Tuesday 14 April 2026
      Then the service manager of Housing Repairs is told that it is overdue, by clause 7.5
      And the Chief Officer reads it, by clause 7.5
      And the Chief Executive cannot know that it exists
      And the service manager of Parking cannot know that it exists

    @7.5/2
    Scenario: The acknowledgement says that officers have other work too
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer acknowledges it on Tuesday 7 April 2026
      Then it rests on clause 7.5
      And Councillor Amin is told

  Rule: A substantive answer within five working days of receipt is aimed at

    @7.6/1
    Scenario Outline: Five working days from receipt
      When Councillor Amin raises an enquiry about Housing Repairs on <received>
      Then an answer is aimed at by <due>, by clause 7.6

      Examples:
        | received                             | due                       |
        | Thursday 2 April 2026 at 10:00       | Monday 13 April 2026      |
        | Saturday 2 May 2026 at 12:00         | Monday 11 May 2026        |
        | Wednesday 23 December 2026 at 12:00  | Monday 4 January 2027     |
        | Friday 12 June 2026 at 23:59         | Friday 19 June 2026       |

    @7.6/1
    Scenario: A day on which the council is closed does not count
      Given the council is closed on Wednesday 8 April 2026
      When Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      Then an answer is aimed at by Tuesday 14 April 2026, by clause 7.6

    @7.6/1
    Scenario: An enquiry by telephone counts from the day on which it was made
      When the contact centre records on Wednesday 8 April 2026 what Councillor Amin asked about Housing Repairs by telephone on Thursday 2 April 2026
      Then an answer is aimed at by Monday 13 April 2026, by clause 7.6
      And Councillor Amin is told
      And it rests on the default of question W8

    @7.6/1
    Scenario: An answer on the fifth day is in time, and an acknowledgement is no answer
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer acknowledges it on Tuesday 7 April 2026
      Then it is open
      When the repairs officer answers it on Monday 13 April 2026 at 16:59
      Then the answer is judged in time
      And Councillor Amin is told

    @7.6/1
    Scenario: An answer after the fifth day is past the aim, and nothing holds it up
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      Then the repairs officer can answer it on Tuesday 14 April 2026
      When the repairs officer answers it on Tuesday 14 April 2026
      Then the answer is judged late

    @7.6/1
    Scenario: Passing it on does not start the clock again
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer passes it to Parking on Wednesday 8 April 2026
      Then an answer is aimed at by Monday 13 April 2026, by clause 7.6
      And the parking officer reads it
      And the repairs officer cannot know that it exists

    @7.6/1
    Scenario: Reopening starts a new clock, and the first judgement stays
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer answers it on Monday 13 April 2026
      And Councillor Amin opens it again on Monday 20 April 2026
      Then the next date is Monday 27 April 2026
      And the answer is judged in time

  Rule: Where the aim cannot be met, the officer explains why and liaises on the new date

    @7.6/2
    Scenario: A holding reply by the fifth day is explained in time, and its date becomes the next
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer sends a holding reply on Monday 13 April 2026 for Monday 20 April 2026
      Then the answer is judged explained in time
      And the next date is Monday 20 April 2026
      And Councillor Amin is told
      And it rests on clause 7.6

    @7.6/2
    Scenario: Past the fifth day an officer cannot close before it is explained and talked over
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      Then the repairs officer cannot close it on Tuesday 14 April 2026, by clause 7.6
      And the service manager of Housing Repairs cannot close it on Tuesday 14 April 2026, by clause 7.6
      And Councillor Amin can close it on Tuesday 14 April 2026
      When the repairs officer sends a holding reply on Tuesday 14 April 2026 for Monday 20 April 2026
      Then the answer is judged explained late
      And the repairs officer cannot close it on Wednesday 15 April 2026, by clause 7.6
      When Councillor Amin agrees to the date on Wednesday 15 April 2026
      Then the repairs officer can close it on Wednesday 15 April 2026

    @7.6/2
    Scenario: Before the fifth day is over nothing holds an officer up
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      Then the repairs officer can close it on Monday 13 April 2026

    @7.6/2
    Scenario: A date that was talked over before it was sent needs no further word
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer sends a holding reply on Monday 13 April 2026 for Monday 20 April 2026, having talked it over with the member
      Then the repairs officer can close it on Tuesday 14 April 2026

    @7.6/2
    Scenario: The member contests the date: consent is not needed, and both dates are measured
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      And the repairs officer sends a holding reply on Monday 13 April 2026 for Monday 20 April 2026
      When Councillor Amin does not agree to the date on Tuesday 14 April 2026 and wants Thursday 16 April 2026
      Then the next date is Monday 20 April 2026
      And Thursday 16 April 2026 is measured too
      And the repairs officer can close it on Wednesday 15 April 2026
      When the repairs officer answers it on Monday 20 April 2026
      Then the holding reply is judged kept

    @7.6/2
    Scenario: After a late answer the explanation is still owed before an officer closes
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer answers it on Wednesday 15 April 2026
      Then the repairs officer cannot close it on Thursday 16 April 2026, by clause 7.6
      When the repairs officer explains why the answer came late, having talked it over on Thursday 16 April 2026
      Then the repairs officer can close it on Thursday 16 April 2026

    @7.6/2
    Scenario: The Monitoring Officer may close without it, on record, once it is laid before them
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer lays it before the Monitoring Officer on Tuesday 14 April 2026
      Then the Monitoring Officer can close it with a reason on Tuesday 14 April 2026
      When the Monitoring Officer closes it as raised by mistake on Tuesday 14 April 2026, saying why
      Then it has ended as closed
      And Councillor Amin reads in the thread "went on where it is refused, and said why"

    Scenario: A later date that is missed is measured like the first
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      And the repairs officer sends a holding reply on Monday 13 April 2026 for Monday 20 April 2026
      When the repairs officer answers it on Wednesday 22 April 2026
      Then the holding reply is judged missed
      And the answer is judged explained in time

  Rule: A disproportionate burden is raised and talked over

    @7.7/1
    Scenario: The officer raises it with the service manager, and the clock runs on
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer raises it with the service manager as a disproportionate burden on Wednesday 8 April 2026
      Then the service manager of Housing Repairs is told
      And the Chief Officer is not told
      And an answer is aimed at by Monday 13 April 2026
      And it rests on clause 7.7
      And it rests on the default of question B19

    @7.7/1
    Scenario: Or with the Chief Officer
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer raises it with the Chief Officer as a disproportionate burden on Wednesday 8 April 2026
      Then the Chief Officer is told
      And it rests on clause 7.7

    @7.7/2
    Scenario: How it will be answered is agreed with the member and recorded
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer raises it with the service manager as a disproportionate burden on Wednesday 8 April 2026
      And the repairs officer talks over how to answer on Thursday 9 April 2026, and a smaller question is agreed
      Then Councillor Amin reads in the thread "talked over how to answer: a smaller question, agreed"
      And Councillor Amin is told
      And it rests on clause 7.7

  Rule: The process limits no right to information

    @7.8
    Scenario: A request under a right to information is split off to its own law, and the enquiry goes on
      Given Councillor Amin raises an enquiry about Housing Repairs on Thursday 2 April 2026
      When the repairs officer splits off a freedom of information request on Tuesday 7 April 2026
      Then it is open
      And Councillor Amin reads in the thread "split off a request under Freedom of Information Act 2000, s.1"
      And it rests on clause 7.8
