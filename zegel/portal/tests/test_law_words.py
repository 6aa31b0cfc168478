"""What the law says is said in the reader's language: as decision, as refusal, and again from what was kept of it."""

import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from django.utils import translation
from django.utils.translation import gettext

from zegel.api.shared.problems import problem
from zegel.casefile.errors import ChannelRefused
from zegel.law.case_states import Act, State, step
from zegel.law.courts import court, may_litigate_digitally
from zegel.law.texts import Phrase, Phrases, kept
from zegel.law.verdicts import refused
from zegel.lib.catalogues import law_texts
from zegel.portal.shared.forms import refusal_text
from zegel.portal.shared.law_words import sentence
from zegel.proceedings.errors import ActNotYours, ActOverride, ActUnlawful
from zegel.proceedings.rules.acts import WHO_MAY

HERE = Path(__file__)
UNLAWFUL = [(state, act) for state in get_args(State) for act in get_args(Act) if not step(state, act)]


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


def test_every_text_of_the_law_has_dutch():
    texts = law_texts(HERE.parents[2])
    assert {"the case was called before; that moment is fixed", "summons filed", "called"} <= texts
    # Some words are the same in both languages; none of the sentences is.
    same = {text for text in texts if gettext(text) == text}
    assert not {text for text in same if "{" in text or text.count(" ") > 5} - {"PDF/A: {verdict}"}


def test_an_act_that_is_not_lawful_is_refused_in_dutch_with_the_act_that_fits():
    assert refusal_text(ActUnlawful(reason=step("called", "withdraw"))).endswith("vraag om doorhaling")
    assert refusal_text(ActUnlawful(reason=step("draft", "serve"))).endswith(
        "betekenen kan niet bij deze stand van de zaak: concept"
    )
    for state, act in UNLAWFUL:
        said = step(state, act)
        assert said.text() not in refusal_text(ActUnlawful(reason=said))


def test_a_channel_that_is_not_open_yet_says_from_which_dutch_day():
    said = may_litigate_digitally(court("limburg"), "handel", "lawyer", date(2024, 5, 5))
    assert refusal_text(ChannelRefused(field="channel", reason=said)).endswith("maandag 6 mei 2024")
    never = may_litigate_digitally(court("limburg"), "kanton", "lawyer", date(2026, 5, 5))
    assert never.reason not in refusal_text(ChannelRefused(field="channel", reason=never))


@pytest.mark.parametrize("act", WHO_MAY)
def test_who_does_an_act_is_named_in_dutch(act):
    roles = Phrases(tuple(sorted(WHO_MAY[act])))
    shown = refusal_text(ActNotYours(roles=roles))
    assert not {"claimant", "defendant", "clerk", "judge", "registrar", "bailiff"} & set(
        shown.replace(",", "").replace(".", "").split()
    )


def test_a_problem_says_and_tells_the_same_words(client):
    refusal = ActOverride(who=Phrase("judge"))
    assert refusal.details == {"who": "judge"}
    assert refusal.details_in(gettext, str) == {"who": "rechter"}
    body = json.loads(problem(refusal.code, 403, refusal.words(gettext)).content)
    assert "rechter" in body["title"]


def test_what_was_kept_is_said_again_in_any_language():
    said = refused(
        "1.1", "the writ does not state: {missing}", "5.1", missing=Phrases(("summary", "headings"))
    )
    again = kept(said.params)
    assert again == json.loads(json.dumps(again)) == {"missing": ["summary", "headings"]}
    assert sentence(said.reason, again) == sentence(said.reason, said.params)
    assert sentence(said.reason, again).endswith("samenvatting, " + gettext("headings"))
    assert kept({"state": Phrase("called"), "pages": 11}) == {"state": ["called"], "pages": "11"}
