"""What servers say about a mail in common words, in the languages met here: given up, still trying, not arrived, or delivered.

Only an order of strength makes sense of them. A warning says that the server "will give up" one day, and a report of a mail that
was given up says that it was "delayed" before.
"""

import re
from typing import Literal

Outcome = Literal["given-up", "waiting", "undelivered", "delivered"]

# The strongest first; a pattern a line.
_PATTERNS: dict[Outcome, str] = {
    "given-up": r"""
        (?<!not a )(?<!no )permanent (?:fatal |delivery )?(?:error|failure)
        failed permanently
        (?:have|has|i've|we've) given up
        \b(?:gave|giving) up
        not going to try again
        (?:will not|won't) (?:be retried|retry|try again|attempt)
        no (?:further|more) (?:delivery )?attempts
        (?:message|time|delivery|queue|retry)[a-z ]{0,20} (?:has )?(?:expired|exceeded)
        too long in the queue
        in the queue too long
        niet (?:meer|opnieuw) geprobeerd
        definitief (?:mislukt|niet)
        nicht (?:mehr|erneut) versucht
        endgültig
        échec (?:permanent|définitif)
    """,
    "waiting": r"""
        (?:will|to|being) (?:be )?retried
        will (?:keep|continue)(?: to)? (?:try|retry|attempt)
        will (?:re)?try(?: again)? (?:until|for|to deliver)
        attempts? (?:to deliver .{0,60})?will (?:continue|be made)
        warning(?: message)? only
        not need to resend
        not yet (?:been )?delivered
        not been delivered yet
        still undelivered
        (?:delivery|message|mail)\W{0,3} .{0,60}(?:is|been|was) (?:delayed|postponed|deferred)
        \bdelayed (?:mail|message|delivery|\d+ (?:hour|minute|day))
        delivery (?:is )?(?:delayed|deferred)
        notification \(delay(?:ed)?\)
        could not send message for past
        vertraagd
        nog niet (?:zijn |is |worden |kunnen |kon )?(?:bezorgd|afgeleverd|bestel)
        opnieuw (?:te )?(?:proberen|geprobeerd)
        (?:verder|blijft|blijven) (?:te )?(?:proberen|geprobeerd)
        verzögert
        noch nicht zugestellt
        versucht weiter
        (?:weiterhin|erneut) versucht
        retardé|différé
        pas encore été
        nouvelles? tentatives?
    """,
    "undelivered": r"""
        undeliver(?:able|ed)
        (?:not|n't) be (?:delivered|sent|reached|forwarded|completed)
        (?:not|n't) (?:been )?delivered
        unable to (?:deliver|send|relay|reach)
        (?:failed|failure) to deliver
        (?:delivery|mail|message|recipients?)(?: delivery)?(?: to [^.]{0,80})?(?: has| have| was| is)? ?(?:failed|failure|rejected|refused|returned|not accepted)
        fail(?:ed|ure)(?: notice| notification|:)
        returned (?:mail|to sender)
        returning message
        unknown (?:user|recipient|address|mailbox)
        (?:user|recipient|address|mailbox|account) (?:is )?(?:unknown|unavailable|disabled|inactive|full|not found|does(?: not|n't) exist)
        no such (?:user|recipient|address|mailbox|person)
        (?:not|n't)(?: a)? valid (?:user|recipient|address|mailbox)
        onbestelbaar
        niet (?:worden |is |zijn |kunnen )?(?:bezorgd|besteld|afgeleverd|afleveren|bezorgen)
        (?:bezorg|aflever|verzend)[a-z]* (?:is )?mislukt
        (?:adres|gebruiker|mailbox|postvak)[^.]{0,20} (?:bestaat niet|onbekend|is vol)
        onbekende (?:gebruiker|geadresseerde|ontvanger)
        unzustellbar
        nicht (?:zustellbar|zugestellt|zustellen|übermittelt)
        fehlgeschlagen
        unbekannte[rn]? (?:empfänger|benutzer)
        non (?:remis|distribu|délivr)
        pas pu être (?:remis|distribu|délivr)
        échec de (?:la )?(?:remise|distribution)
    """,
    "delivered": r"""
        success(?:fully|ful| notification)
        notification \(success\)
        \b(?:delivered|bezorgd):
        (?:has|have|was|were) (?:been )?(?:delivered|relayed)
        (?:is|zijn|werd) (?:met succes )?(?:bezorgd|afgeleverd)
        (?:wurde|ist) (?:erfolgreich )?zugestellt
        a été (?:remis|distribu|délivr)
    """,
}
_MOST_SIGNS = 20_000


def _any_of(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(line.strip() for line in lines.strip().splitlines()), re.IGNORECASE)


_IN_ORDER = tuple((outcome, _any_of(lines)) for outcome, lines in _PATTERNS.items())


def outcome_in(text: str) -> Outcome | None:
    """What the words say became of a mail, the strongest of them; None where they say none of these."""
    plain = " ".join(text[:_MOST_SIGNS].replace("\u2019", "'").split())
    return next((outcome for outcome, words in _IN_ORDER if words.search(plain)), None)
