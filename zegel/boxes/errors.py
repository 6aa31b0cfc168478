"""Refusals of the boxes house."""

from zegel.lib.refusals import Refusal


class BoxUnknown(Refusal):
    """There is no such box, or it is not this person's: the two are one answer."""

    code = "box-unknown"
    message = "This mailbox does not exist or you have no access to it."


class MayNotSend(Refusal):
    """The member may read this box but not send for it."""

    code = "may-not-send"
    message = "You may read this mailbox but not send messages for it. Ask the mailbox's owner."


class MayNotPrepare(Refusal):
    """The member may read this box and not write in it."""

    code = "may-not-prepare"
    message = "You may read this mailbox but not write in it. Ask the mailbox's owner."


class MayNotManage(Refusal):
    """The member may use this box but not decide who else does."""

    code = "may-not-manage"
    message = "Only who manages this mailbox can decide who uses it. Ask the mailbox's owner."


class KeyVersionPast(Refusal):
    """Something was sealed with a key of the box that is no longer the one to seal to; sealed again, it will pass."""

    code = "key-version-past"
    message = (
        "The key of a mailbox was renewed a moment ago. Try again: your device then seals with the new key."
    )
    retry = True


class KeysIncomplete(Refusal):
    """Keys that leave somebody out, or are for somebody who is no member (any more)."""

    code = "keys-incomplete"
    message = "The members of this mailbox have just changed. Reload the page and try again."
    retry = True


class StatementRefused(Refusal):
    """What a client signed about the members of a box is missing, or is not what the box is now."""

    code = "statement-refused"
    message = "The members of this mailbox have just changed. Reload the page and try again."
    retry = True


class NothingToRenew(Refusal):
    """Everybody who knows the key of the box is still a member."""

    code = "nothing-to-renew"
    message = "The key of this mailbox is up to date."


class PersonUnknown(Refusal):
    """There is nobody with such an account, or no such member of this box."""

    code = "person-unknown"
    message = "This person has no account here, or does not use this mailbox."


class MemberAlready(Refusal):
    """The person can open this box already."""

    code = "member-already"
    message = "{name} uses this mailbox already. Change the right in the list instead."


class CheckerAlready(Refusal):
    """This agent checks the box already."""

    code = "checker-already"
    message = "{name} checks this mailbox already. Reload the page."


class RightRefused(Refusal):
    """No such right, or not one that can be given here."""

    code = "right-refused"
    message = "Choose what this person may do."


class KindRefused(Refusal):
    """No kind of container that can be made here."""

    code = "container-kind-refused"
    message = "This kind of container cannot be made here."


class MailboxAlready(Refusal):
    """The mailbox is a member already."""

    code = "mailbox-already"
    message = "{name} reads along already. Reload the page."


class EndRefused(Refusal):
    """A last day that is over, or so far away that it is a slip."""

    code = "end-refused"
    message = "Choose a last day from today, at most ten years away. Or leave it open."


class FactorMissing(Refusal):
    """Who acts on behalf of somebody else must have a second lock on their account."""

    code = "factor-missing"
    message = (
        "{name} has no second step for logging in yet. Ask {name} to set one up first, under “Security”."
    )


class LastManager(Refusal):
    """Without this person nobody could decide who uses the box."""

    code = "last-manager"
    message = "Somebody must manage this mailbox. Let somebody else manage it first."


class TeamAddressElsewhere(Refusal):
    """The address of a team is not one of the organisation."""

    code = "team-address-elsewhere"
    message = "The address of a team must end like yours: @{domain}."


class TeamAddressTaken(Refusal):
    """There is a mailbox with this address."""

    code = "team-address-taken"
    message = "There is already a mailbox with this e-mail address. Choose another address."


class SearchesEnough(Refusal):
    """So many searches for people in an hour, and no more."""

    code = "searches-enough"
    message = "You searched for people {most} times in an hour. Search again in {minutes} minutes, or write to a mail address you know."
    retry = True


class NoticesUnknown(Refusal):
    """Mails about new messages come at once, once a day or never."""

    code = "notices-unknown"
    message = "Choose when you want mails about new messages."
