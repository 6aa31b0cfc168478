"""Refusals of Veilig Mailen."""

from zegel.lib.refusals import Refusal


class SubjectRefused(Refusal):
    """The subject says something else than "nieuwe zaak" or a case number."""

    code = "subject-refused"
    article = "VI 6.4"
    message = 'The subject may only be "nieuwe zaak" or the case number, for example C/13/123456.'


class NoRecipients(Refusal):
    """Nobody to send to."""

    code = "no-recipients"
    message = "Choose at least one recipient."


class RecipientUnknown(Refusal):
    """A mailbox or guest that does not exist in this conversation."""

    code = "recipient-unknown"
    message = "One of the recipients is not known here. Remove this recipient and add them again."


class TooManyFiles(Refusal):
    """More files than one message may carry."""

    code = "too-many-files"
    message = "A message may have at most {most} files. Send the other files in a second message."


class FileMissing(Refusal):
    """A file of the message is not whole in the vault."""

    code = "file-missing"
    message = "File {number} has not arrived completely. Add it again."
    retry = True


class EnvelopeRefused(Refusal):
    """The sealed envelope is missing or too large, or is no sealed file."""

    code = "envelope-refused"
    message = "The message could not be read by the system. Reload the page; your draft is kept."


class ConversationUnknown(Refusal):
    """There is no such conversation, or this sender has no part in it."""

    code = "conversation-unknown"
    message = "This conversation does not exist or you have no access to it."


class MessageUnknown(Refusal):
    """There is no such message, or this reader has no part in it."""

    code = "message-unknown"
    message = "This message does not exist or you have no access to it."


class AlreadySent(Refusal):
    """Another message with this identifier was sent before."""

    code = "already-sent"
    message = "This message was already sent with other contents. Open it in the folder with sent messages."


class DraftConflict(Refusal):
    """The draft was saved elsewhere in the meantime."""

    code = "draft-conflict"
    message = "This draft was changed in another window. Reload the page to see the newest version."


class DraftUnknown(Refusal):
    """There is no such draft of this writer."""

    code = "draft-unknown"
    message = "This draft does not exist any more. It may have been sent or deleted."


class DraftTooLarge(Refusal):
    """More text than an envelope is for."""

    code = "draft-too-large"
    message = "This text is too long for a message. Put it in a file and add that file."


class GuestUnknown(Refusal):
    """There is no such guest."""

    code = "guest-unknown"
    message = "This link does not belong to a message. Check that you copied the whole link."


class GuestData(Refusal):
    """A new guest lacks something; `field` says what."""

    code = "guest-data"
    message = "The details of this recipient are not complete."


class GuestPast(Refusal):
    """Whoever left the sender's mailbox knows this guest's key."""

    code = "guest-past"
    message = (
        "Somebody who could open your mailbox has left, and still knows the link of {name}. Remove {name} from the recipients "
        "and add them again: then they get a new link."
    )


class CodeTooSoon(Refusal):
    """A code was sent a moment ago."""

    code = "code-too-soon"
    message = "We have just sent you a code. You can ask for a new one in {seconds} seconds."
    retry = True


class TooManyCodes(Refusal):
    """More codes in an hour than a reader needs."""

    code = "too-many-codes"
    message = (
        "We sent you {most} codes in an hour. Wait an hour, or tell the sender that you do not receive them."
    )
    retry = True


class ApplicantsWait(Refusal):
    """So many whom the court never wrote to asked for a code that none goes out this hour."""

    code = "applicants-wait"
    message = "Too many people want to apply at this court now. You get no code by SMS. Wait an hour and ask again, or call the court."
    retry = True


class CodeWrong(Refusal):
    """The digits or the code are not right; the try is counted."""

    code = "code-wrong"
    message = "This code is not right. You have {left} tries left."
    retry = True


class CodeExpired(Refusal):
    """The code was right, but too late, used before, or followed by a newer one."""

    code = "code-expired"
    message = (
        "This code no longer works. Only the last code we sent you works, for 5 minutes and once. "
        "Look at your newest SMS, or ask for a new code."
    )
    retry = True


class AddressCodeWrong(Refusal):
    """These are not the digits that were mailed; the try is counted."""

    code = "address-code-wrong"
    message = "This code is not right. Look at the newest mail from us and type its six digits."
    retry = True


class AddressCodeOver(Refusal):
    """No code was asked for in this browser, it is too old, or it was tried too often."""

    code = "address-code-over"
    message = "This code no longer works. Ask for a new code by mail."
    retry = True


class GuestLocked(Refusal):
    """Five wrong tries: nobody gets in by this way for a while, and every next time for longer."""

    code = "guest-locked"
    message = (
        "A wrong code was typed five times. To protect your message it stays closed until {until}, {minutes} minutes "
        "from now. After that you can try again."
    )
    retry = True


class WrongWay(Refusal):
    """An SMS code for a guest with an access code, or the reverse."""

    code = "wrong-way"
    message = "This message opens in another way. Reload the page."


class VerdictRefused(Refusal):
    """A verdict that says nothing we know, or about a file that is not there."""

    code = "verdict-refused"
    message = "This verdict cannot be read. Bring the agent to the version of the server."


class WayNotAllowed(Refusal):
    """The sender's organisation wants guests recognised in another way, for every message or for secret ones."""

    code = "way-not-allowed"
    message = "Your organisation does not allow this way to recognise {name} for this message. Choose another way for {name}."


class SmsCeiling(Refusal):
    """One account made more people be recognised by SMS in a day than its organisation allows."""

    code = "sms-ceiling"
    message = (
        "In one day you can add at most {most} people who get a code by SMS. Choose an access code for the others, or "
        "ask your administrator."
    )
    retry = True


class AlreadyFiled(Refusal):
    """What a court has received is filed; taking it back is an act in the case and none of this system."""

    code = "already-filed"
    article = "3.4"
    message = (
        "The court has received this message, so it is filed. It cannot be withdrawn here. Withdrawing a case "
        "(art. 8.1) or a document is a step in the case: send the court a new message that says so."
    )


class MessageWithdrawn(Refusal):
    """The sender took it back before it was opened."""

    code = "message-withdrawn"
    message = "The sender has withdrawn this message. It cannot be opened any more."


class MessageExpired(Refusal):
    """Its term is over; only evidence of it is left."""

    code = "message-expired"
    message = "This message was kept as long as it had to be, and then deleted. It cannot be opened any more."


class RetentionRefused(Refusal):
    """A term nobody may choose."""

    code = "retention-refused"
    message = "Choose a term of {fewest} to {most} months."


class HearingRefused(Refusal):
    """No day for a hearing, or not a court's message."""

    code = "hearing-refused"
    message = "Choose a day after today and within a year. Only a court can state a hearing."


class CallUnknown(Refusal):
    """There is no such open task of phoning."""

    code = "call-unknown"
    message = "This task does not exist any more. Perhaps a colleague has done it, or the message was opened."


class NoteConflict(Refusal):
    """Another note has this identifier."""

    code = "note-conflict"
    message = "This note was already kept. Reload the page to see it."


class LaterRefused(Refusal):
    """A message cannot be put off to this day."""

    code = "later-refused"
    message = "Choose a day from tomorrow on, at most a year away."


class StandardTextUnknown(Refusal):
    """There is no such standard text in a mailbox of the actor's."""

    code = "standard-text-unknown"
    message = "This does not exist any more. Perhaps a colleague has thrown it away."


class StandardTextConflict(Refusal):
    """Somebody else saved the standard text in the meantime, or another has its identifier."""

    code = "standard-text-conflict"
    message = "A colleague changed this in the meantime. Reload the page to see it."


class TooManyStandardTexts(Refusal):
    """A mailbox has as many standard texts as it may."""

    code = "too-many-standard-texts"
    message = "This mailbox holds as many of these as it can. Throw one away first."


class WordsUnknown(Refusal):
    """There is no such piece of a word index in this mailbox."""

    code = "words-unknown"
    message = "This part of the search index is there no longer. Search again."
    retry = True


class WordsPast(Refusal):
    """Another client indexed one of these messages in the meantime, or one of them is no longer in the mailbox."""

    code = "words-past"
    message = "The search index was changed in the meantime. Search again."
    retry = True


class WordsRefused(Refusal):
    """No piece of a word index can be like this: too large, of a size that tells, not sealed, or of too many messages."""

    code = "words-refused"
    message = "This part of the search index could not be kept. Reload the page."


class GuestOfAnother(Refusal):
    """The account has another address than the guest."""

    code = "guest-of-another"
    message = "This conversation belongs to another e-mail address than your account."


class NewcomersEnough(Refusal):
    """A mailbox of which nobody checked whose it is wrote to so many new people in a day, and no more."""

    code = "newcomers-enough"
    message = (
        "We do not know yet who you are. That is why you can write to {most} new people a day. You can write to the next at "
        "{time} on {day}. To courts, and to who wrote to you, you can always write. The limit grows when a court or office "
        "answers you. It is gone when you link your professional number. What you typed is kept."
    )
    retry = True


class MessagesEnough(Refusal):
    """A mailbox of which nobody checked whose it is sent so many messages in a day, and no more."""

    code = "messages-enough"
    message = (
        "We do not know yet who you are. That is why you can send {most} messages a day. You can send the next at {time} on {day}. "
        "To courts you can always write. What you typed is kept."
    )
    retry = True


class DraftsFull(Refusal):
    """The drafts of a mailbox of which nobody checked whose it is are together larger than they may be."""

    code = "drafts-full"
    message = "Your drafts are too large together: {most} MB is the most. Send or delete a draft, then this one can be kept."
    retry = True
