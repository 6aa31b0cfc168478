"""The forms of court fees: one for each fact the court notes, and for money."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from zegel.casefile.queries import Party
from zegel.fees.queries import NewFact
from zegel.fees.rules.facts import LONGEST_SOURCE, Fact, Kind
from zegel.fees.rules.statements import LARGEST
from zegel.portal.shared.forms import Day, PageForm, Text, Upload

_EUROS: Final = re.compile(r"(?:€\s*)?(\d{1,3}(?:[. ]\d{3})*|\d{1,12})(?:,(\d{2}))?(?:,-)?", re.ASCII)
_DOTTED: Final = re.compile(r"(\d{1,12})\.(\d{2})", re.ASCII)
DOCUMENTS: Final = [
    ("toevoegingsaanvraag", _("Application for legal aid")),
    ("toevoeging", _("Grant of legal aid")),
    ("inkomensverklaring", _("Statement of income")),
]
_YES_NO: Final = [("yes", _("Yes")), ("no", _("No"))]


def cents_of(text: str) -> int | None:
    """An amount as people type it (`1.234,50`, `€ 93`, `93.00`) in cents; None if it is none."""
    typed = text.strip()
    found = _DOTTED.fullmatch(typed) or _EUROS.fullmatch(typed)
    if found is None:
        return None
    whole = re.sub(r"[. ]", "", found[1])
    return int(whole) * 100 + int(found[2] or 0)


class Euros(Text):
    """An amount, cleaned to cents; None where nothing was typed and that may be."""

    def __init__(self, *, required: bool = True, **more: Any) -> None:
        super().__init__(longest=20, width="short", attributes={"inputmode": "decimal"}, **more)
        self.needed = required

    def clean(self, value: Any) -> int | None:
        """The cents."""
        text = super().clean(value)
        if not text and not self.needed:
            return None
        cents = cents_of(text or "")
        if cents is None:
            raise forms.ValidationError(_("Fill in an amount in euros, for example 1.234,50."))
        return cents


def offer(form: PageForm, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Let a field of a form, where it has that field, be chosen from these."""
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class FactForm(PageForm):
    """A fact of one kind. `key` makes it one fact however often it is sent."""

    kind_of: ClassVar[Kind]
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, parties: Sequence[Party], facts: Sequence[Fact], today: date, **more: Any
    ) -> None:
        super().__init__(data, row=self.kind_of.replace(" ", "-"), **more)
        self.today = today
        for name in ("party", "parties", "aid"):
            offer(self, name, [(str(row.pk), row.short_name) for row in parties if self.fits(row, name)])
        increases = [fact for fact in facts if fact.kind == "claim increased"]
        offer(self, "increase", [(str(fact.number), f"{fact.day:%d-%m-%Y}") for fact in increases])
        if "day" in self.fields:
            self.fields["day"].initial = today

    def fits(self, party: Party, field: str) -> bool:
        """Whether a party can be chosen."""
        del party, field
        return True

    @property
    def useful(self) -> bool:
        """Whether there is something to choose."""
        return all(field.choices for field in self.fields.values() if isinstance(field, forms.ChoiceField))

    def values(self) -> Mapping[str, Any]:
        """What the fact holds, beside its day and party."""
        return {}

    def fact(self) -> NewFact:
        """The fact that was filled in."""
        typed = self.cleaned_data
        party = UUID(typed["party"]) if typed.get("party") else None
        kind: Kind = typed.get("kind") or self.kind_of
        return NewFact(typed["key"], kind, typed.get("day") or self.today, party, self.values())


class _OfDefendant(FactForm):
    def fits(self, party: Party, field: str) -> bool:
        del field
        return party.role == "defendant"


class ClaimForm(FactForm):
    """The claim in the writ."""

    kind_of = "claim"
    cents = Euros(
        label=_("Claim in the summons"),
        required=False,
        optional=True,
        hint=_("The amount that is claimed. Leave it empty for a claim of undetermined value."),
    )

    def values(self) -> Mapping[str, Any]:
        """The cents."""
        return {"cents": self.cleaned_data["cents"]}


class AppearedForm(_OfDefendant):
    """Who appeared at the hearing, or stayed away after all."""

    kind_of = "appeared"
    party = forms.ChoiceField(label=_("Party"))
    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[("appeared", _("Appeared at the hearing")), ("stayed away", _("Did not appear"))],
    )
    day = Day(label=_("Day of the hearing"))


class JoinedForm(FactForm):
    """Somebody joins or intervenes."""

    kind_of = "joined"
    party = forms.ChoiceField(label=_("Party"))
    side = forms.ChoiceField(
        label=_("On whose side"),
        choices=[
            ("claimant", _("The claimant's")),
            ("defendant", _("The defendant's")),
            ("own", _("With a claim of its own")),
        ],
    )
    day = Day(label=_("Day of filing"))

    def fits(self, party: Party, field: str) -> bool:
        """Only who joins or intervenes."""
        del field
        return party.role in {"joined", "intervening"}

    def values(self) -> Mapping[str, Any]:
        """On whose side."""
        return {"side": self.cleaned_data["side"]}


class AidShownForm(FactForm):
    """Proof of aid, income or the application (7.2)."""

    kind_of = "aid shown"
    party = forms.ChoiceField(label=_("Party"))
    document = forms.ChoiceField(label=_("What was filed"), choices=DOCUMENTS)
    day = Day(label=_("Day it was filed"))

    def values(self) -> Mapping[str, Any]:
        """Which document."""
        return {"document": self.cleaned_data["document"]}


class AidAfterForm(FactForm):
    """What became of the aid (7.4, 7.5)."""

    kind_of = "aid granted"
    party = forms.ChoiceField(label=_("Party"))
    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("aid granted", _("The definitive grant was filed")),
            ("aid refused", _("Legal aid was refused or withdrawn")),
            ("aid missed", _("The definitive grant was not filed in time")),
        ],
    )
    day = Day(label=_("On which day"))


class ExtendForm(FactForm):
    """More time for the definitive grant (7.4)."""

    kind_of = "aid extended"
    party = forms.ChoiceField(label=_("Party"))
    until = Day(label=_("Until and including"))

    def values(self) -> Mapping[str, Any]:
        """Until when."""
        return {"until": self.cleaned_data["until"].isoformat()}


class AidLateForm(FactForm):
    """Aid shown afterwards (7.6)."""

    kind_of = "aid late"
    party = forms.ChoiceField(label=_("Party"))
    document = forms.ChoiceField(label=_("What was filed"), choices=DOCUMENTS[1:])
    day = Day(label=_("Day it was filed"))
    excusable = forms.ChoiceField(label=_("Was it excusable not to apply in time?"), choices=_YES_NO)

    def values(self) -> Mapping[str, Any]:
        """Which document, and whether it was excusable."""
        typed = self.cleaned_data
        return {"document": typed["document"], "excusable": typed["excusable"] == "yes"}


class IncreaseForm(FactForm):
    """A larger claim (7.7)."""

    kind_of = "claim increased"
    cents = Euros(label=_("Claim after the increase"))
    counterclaim = forms.ChoiceField(label=_("Is it a counterclaim?"), choices=[*reversed(_YES_NO)])
    aid = forms.ChoiceField(label=_("Did the claimant show legal aid then?"), choices=[])
    day = Day(label=_("Day of the increase"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        rows = [(str(row.pk), row.short_name) for row in more["parties"] if self.fits(row, "aid")]
        offer(self, "aid", [("", _("No")), *rows])
        self.fields["aid"].required = False

    def fits(self, party: Party, field: str) -> bool:
        """Only claimants."""
        del field
        return party.role == "claimant"

    def values(self) -> Mapping[str, Any]:
        """The claim, and what keeps the fee as it is."""
        typed = self.cleaned_data
        return {
            "cents": typed["cents"],
            "counterclaim": typed["counterclaim"] == "yes",
            "aid": [typed["aid"]] if typed["aid"] else [],
        }


class DisregardForm(FactForm):
    """The judge leaves a larger claim aside (Wgbz 12(4))."""

    kind_of = "increase disregarded"
    increase = forms.ChoiceField(label=_("Which increase"))

    def values(self) -> Mapping[str, Any]:
        """The number of the increase."""
        return {"increase": int(self.cleaned_data["increase"])}


class SharedForm(FactForm):
    """Parties that pay together (Wgbz 15)."""

    kind_of = "shared"
    parties = forms.MultipleChoiceField(label=_("Parties"), widget=forms.CheckboxSelectMultiple)
    equal = forms.ChoiceField(label=_("Are their pleadings the same?"), choices=_YES_NO)

    def values(self) -> Mapping[str, Any]:
        """Who, and whether their pleadings are the same."""
        typed = self.cleaned_data
        return {"parties": typed["parties"], "equal": typed["equal"] == "yes"}


class ConfirmForm(FactForm):
    """An amount that was not read in the official instrument."""

    kind_of = "tariff confirmed"
    party = forms.ChoiceField(label=_("Party"))
    cents = Euros(
        label=_("Amount by the official tariff"),
        hint=_("Compare it with the official tariff of that year. Your name and the moment are kept."),
    )

    source = Text(
        label=_("Where you read it"),
        longest=LONGEST_SOURCE,
        hint=_(
            "For example: Staatscourant 2025, 38002. It stands beside this amount on the page of the tariffs."
        ),
    )

    def values(self) -> Mapping[str, Any]:
        """How much, and where that stands; which line of the tariff that is, the page knows."""
        return {"cents": self.cleaned_data["cents"], "source": self.cleaned_data["source"]}


FORMS: Final[tuple[type[FactForm], ...]] = (
    ClaimForm, AppearedForm, JoinedForm, AidShownForm, AidAfterForm, ExtendForm, AidLateForm, IncreaseForm, DisregardForm, SharedForm,
)  # fmt: skip
_ALL: Final[tuple[type[FactForm], ...]] = (*FORMS, ConfirmForm)
BY_KIND: Final[Mapping[str, type[FactForm]]] = {form.kind_of: form for form in _ALL}


MONEY: Final = (
    ("payment", _("Paid at the counter")),
    ("refund", _("Paid back by the court")),
    ("write-off", _("Written off: will not be collected")),
)


class MoneyForm(PageForm):
    """Money for one party: paid at the counter, paid back, or given up with a reason; of `kinds` what who fills it in may do."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.ChoiceField(label=_("Party"))
    kind = forms.ChoiceField(label=_("What happened"), choices=MONEY)
    cents = Euros(label=_("Amount"))
    day = Day(label=_("Day it was paid"), required=False)
    reason = Text(label=_("Why it is written off"), longest=500, optional=True)

    def __init__(
        self,
        data: Any = None,
        *,
        parties: Sequence[Party],
        kinds: frozenset[str],
        today: date,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        offer(self, "party", [(str(row.pk), row.short_name) for row in parties])
        offer(self, "kind", [(kind, word) for kind, word in MONEY if kind in kinds])
        self.fields["day"].initial = today
        if "write-off" not in kinds:
            del self.fields["reason"]


class StatementForm(PageForm):
    """A statement of the bank, for the court of a desk."""

    file = Upload(
        label=_("Bank statement"),
        largest=LARGEST,
        accept=".xml,application/xml,text/xml",
        hint=_(
            "The file as the bank gives it: camt.053, at most 4 MB. What was read before is not booked again."
        ),
    )


class LineForm(PageForm):
    """For which party an unmatched payment is, by its reference; or that it is no court fee."""

    line = forms.UUIDField(widget=forms.HiddenInput)
    reference = Text(label=_("Payment reference of the party"), longest=40)
