Feature: How Bradford’s Part 4C is looked at again

  Its text says nothing of changes or of a day on which it is reviewed. What the product does nevertheless
  rests on defaults that the council may set otherwise.

  Background:
    Given the council has adopted Bradford’s Part 4C

  Scenario: A review opens when those who keep the record of the protocol open one
    When a review opens with the Constitution’s on Thursday 7 May 2026
    Then the Monitoring Officer is told of the change
    And it rests on the default of question W312
