"""What the articles that the assistant cites ask for, in plain words; the regulation itself has the last word."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EXPLANATIONS: Final = (
    ("2.1", gettext_lazy("A new case"), gettext_lazy("You begin with the filled-in application form of the court and one draft summons. In commercial and family cases a lawyer files the application. In kanton cases you may do it yourself.")),
    ("3.2", gettext_lazy("Ways to file"), gettext_lazy("You file by post, at the counter (Centrale Balie) or letterbox, or by Veilig Mailen. Any other way is not allowed and does not count.")),
    ("3.3", gettext_lazy("Paper follows"), gettext_lazy("After filing by Veilig Mailen you send a copy of the served summons and of the documents you rely on by post, or hand it in, at once. The paper says that it was filed before by Veilig Mailen. The moment of filing stays that of the mail.")),
    ("3.4", gettext_lazy("The moment of receipt"), gettext_lazy("What counts is when your message reached the court's system. It is in your receipt.")),
    ("3.5", gettext_lazy("Who litigates digitally"), gettext_lazy("Who litigates digitally files in Mijn Rechtspraak or through the Aansluitpunt, and not by Veilig Mailen. There are two exceptions: a very urgent case, and sound and video files. Of those you upload a message in Mijn Rechtspraak as well.")),
    ("3.8", gettext_lazy("To whom you address"), gettext_lazy("Annex II says for every court, location and kind of case how the address reads.")),
    ("3.9", gettext_lazy("How many copies"), gettext_lazy("One copy is enough, unless the registrar says otherwise.")),
    ("3.10", gettext_lazy("A copy for the others"), gettext_lazy("After the application everything you send to the judge also goes to the other parties, so that they have it no later than the judge. Your message must show that you did this. What follows when it does not is for the judge.")),
    ("3.11", gettext_lazy("Case numbers"), gettext_lazy("Every letter carries the case number and the number of the summary proceedings, as far as you know them.")),
    ("3.12", gettext_lazy("Length and layout"), gettext_lazy("A document (without exhibits) is on A4 with margins of 2.5 cm, 11 points and line spacing of at least 1. Above 10 pages it begins with a summary and has headings. Above 25 pages it says briefly why.")),
    ("3.14", gettext_lazy("Exhibits"), gettext_lazy("Every party numbers its own exhibits through the whole case, after its short name. The document names number and relevance of each, and a list describes them.")),
    ("3.15", gettext_lazy("Other languages"), gettext_lazy("English, German and French need no translation in principle; other languages do. The list of exhibits says in which language an exhibit is and whether a translation is attached. The judge may decide otherwise.")),
    ("3.16", gettext_lazy("In time"), gettext_lazy("Exhibits and messages that arrived by Veilig Mailen before midnight on the last day are in time, unless the term ends at another hour of that day. File other documents as soon as you can: what comes within 24 hours (one working day) before the hearing is left aside in principle.")),
    ("5.3", gettext_lazy("The served summons"), gettext_lazy("You file one copy of the served summons with its exhibits as soon as you can, and at the latest three working days before the hearing, unless the registrar says otherwise.")),
    ("6.1", gettext_lazy("A claim in return"), gettext_lazy("In commercial and family cases only a party with a lawyer can file a counterclaim or an incidental claim. In kanton cases you may do it yourself. Send it at the latest 24 hours (one working day) before the hearing (art. 6.2); it counts only when it is handed over at the hearing (art. 6.3).")),
    ("VI-6.1", gettext_lazy("The address for Veilig Mailen"), gettext_lazy("Every court has an address for each kind of case. Use that one.")),
    ("VI-6.2", gettext_lazy("One case, an envelope, secrecy"), gettext_lazy("One message is about one case. The message is an envelope: what you want to say to the judge is in a file. When the law keeps something secret or limits who may read it, you say so in the message.")),
    ("VI-6.3", gettext_lazy("When the court writes"), gettext_lazy("The court sends by Veilig Mailen only to who asked for it, agreed to it, or wrote to the court that way.")),
    ("VI-6.4", gettext_lazy("The subject"), gettext_lazy("The subject is “nieuwe zaak” or the case number and nothing else: no names and no secrets.")),
    ("VI-6.5", gettext_lazy("Names, form and numbers of files"), gettext_lazy("Every document is a separate PDF. Its name says what it is and has the date as year, month and day (jjmmdd). You number the files. Another format is possible only after the court said so by telephone.")),
    ("VI-6.6", gettext_lazy("Size"), gettext_lazy("A file is at most 25 MB. A larger one goes by post or to the counter, on paper or as the court says.")),
    ("VI-6.7", gettext_lazy("Signature"), gettext_lazy("What the law wants signed, you sign by hand on paper. Then you scan it as a PDF.")),
    ("VI-6.8", gettext_lazy("When the system is down"), gettext_lazy("When you cannot reach Veilig Mailen on the last day of a term, through no fault of yours, filing late is excused. You must then file at the latest on the day after the day on which you could know that it works again.")),
)  # fmt: skip


def cited(key: str) -> str:
    """How a part of the regulation is cited: `3.10`, and `annex VI, 6.5` for `VI-6.5`."""
    return _("annex VI, %(article)s") % {"article": key[3:]} if key.startswith("VI-") else key
