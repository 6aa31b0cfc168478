"""What the law says of a party as it stands: who reads the file, how the court reaches it, whether it may still change (1.4-1.10)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.casefile.queries import Case, PartyNow
from zegel.casefile.rules.parties import law_change
from zegel.casefile.rules.requests import switch_decision
from zegel.law.courts import MATTERS, Matter
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_01 import delivery_form, notification_regime, sees_digital_dossier, ways_to_reach
from zegel.law.rules.chapter_03 import articles_for
from zegel.law.rules.duties import Duty, duties_after
from zegel.law.sources import Article
from zegel.law.verdicts import Answer
from zegel.portal.shared.case_words import task_words
from zegel.portal.shared.law_words import Said, citation_of, sentence

WAYS = {
    "dossier": gettext_lazy("in the file"),
    "letter": gettext_lazy("by letter"),
    "telephone": gettext_lazy("by telephone"),
    "veilig mailen": gettext_lazy("by secure mail"),
}


def said_of(party: PartyNow, parties: Iterable[PartyNow], case: Case) -> list[Said]:
    """What holds for a party now, in the order in which people ask."""
    digital = party.channel == "digital"
    ways = ways_to_reach(digital, party.channel == "veilig mailen")
    reached = ", ".join(str(WAYS[way]) for way in ways.value)
    said = [_said(_("The court reaches it: %(ways)s.") % {"ways": reached}, ways.articles)]
    if digital:
        said.insert(0, _of(sees_digital_dossier(True, party.representation is not None, False)))
        # Whoever litigates digitally here has a mailbox: nobody comes by the Aansluitpunt.
        said.append(_of(notification_regime(by_connection=False)))
    else:
        said.append(_of_paper(delivery_form(digital, "processtuk").articles))
        said += _inspection(parties, case)
    holds = articles_for(digital)
    said.append(
        _said(_("How it files: articles %(articles)s.") % {"articles": _range(holds.value)}, holds.articles)
    )
    return said


def may_still_switch(party: PartyNow) -> Decision:
    """What the law says of another change of channel of this party."""
    return switch_decision(
        law_change(row.kind, row.effective, row.to) for row in party.row.channel_changes.all()
    )


def of_decision(decision: Decision) -> Said:
    """A decision of the law as a sentence."""
    return _of(decision)


def after_a_change(case: Case) -> list[Said]:
    """What the court must do once a change of channel is confirmed (1.6)."""
    return [_duty(duty) for duty in duties_after("channel changed", _matter(case))]


def _inspection(parties: Iterable[PartyNow], case: Case) -> list[Said]:
    """A party on paper may ask how it can look into the file, where another litigates digitally (1.7)."""
    if not any(other.channel == "digital" for other in parties):
        return []
    return [_duty(duty) for duty in duties_after("opponent litigates digitally", _matter(case))]


def _matter(case: Case) -> Matter:
    return next(matter for matter in MATTERS if matter == case.matter)


def _duty(duty: Duty) -> Said:
    return Said(task_words(duty.what) + ".", (citation_of(duty.article),))


def _of(decision: Decision | Answer[str]) -> Said:
    return _said(sentence(decision.reason, decision.params) + ".", decision.articles)


def _of_paper(articles: Iterable[Article]) -> Said:
    return _said(_("It gets documents and messages on paper."), articles)


def _said(text: str, articles: Iterable[Article]) -> Said:
    return Said(text, tuple(citation_of(article) for article in articles))


def _range(articles: tuple[Article, ...]) -> str:
    numbers = [article.number for article in articles]
    return f"{numbers[0]}–{numbers[2]}, {numbers[3]}–{numbers[-1]}"
