"""Journeys 2 to 5: a message between a court and people, end to end, within the budgets of actions."""


def test_the_main_job_works_and_keeps_to_its_budgets(story):
    assert story.guest_actions <= 3
    assert story.reply_actions <= 4
