"""How a story begins: somebody applies, and the clerk registers it, asks for more, or returns it."""

from typing import Final

from zegel.client.cases import register_filing
from zegel.client.demo_court.scene import Scene, is_filed
from zegel.client.demo_court.written import application_of, exhibits, party_of, writ
from zegel.client.intake import answer_filing, take_down
from zegel.client.sealed import File
from zegel.lib.moments import now
from zegel.seal import application

_FILING: Final = "application"
_WORDS: Final = "Hierbij de aanvraag met de conceptdagvaarding."
_MORE: Final = (
    "Wij missen het adres van gedaagde, en de conceptdagvaarding noemt geen datum. "
    "Wilt u dit morgen voor 12.00 uur aanvullen?"
)
_BACK: Final = (
    "Een geschil over een standplaats op een camping is voor de kantonrechter. Daar kunt u niet digitaal procederen. "
    "Wij sturen u de aanvraag daarom terug."
)


def applied(scene: Scene) -> None:
    """The claimant's lawyer applies with the form of art. 2.2; or somebody by telephone, and the clerk on duty takes it down (2.1)."""
    story, clerk = scene.story, scene.staff.clerk
    filing, lawyer = scene.named(_FILING), scene.lawyer(story.side("claimant"))
    filer = clerk if story.oral or lawyer is None else lawyer
    if is_filed(filer, filing):
        return
    if filer is clerk:
        said = story.oral or story.side("claimant").name
        take_down(
            clerk,
            story.team,
            story.place,
            filing=filing,
            applicant=said,
            spoken=now(),
            text=_WORDS,
            files=_files(scene),
        )
        return
    facts = {
        **story.place, "kind": "application", "number": "", "secret": False, "copies": "not-due", "summons": 1,
    }  # fmt: skip
    filer.file_directly(filer.user["email"], facts, text=_WORDS, files=_files(scene), filing=filing)


def registered(scene: Scene) -> None:
    """The clerk makes a case of it, read by the lawyers of the parties, and places the application."""
    story, clerk = scene.story, scene.staff.clerk
    readers = dict.fromkeys(side.by for side in story.sides if side.reads)
    accounts = dict(scene.accounts)
    place: dict[str, str | bool] = {**story.place}
    if story.very_urgent:
        place["veryUrgent"] = True
    scene.case = register_filing(
        clerk,
        story.team,
        scene.named(_FILING),
        place=place,
        parties=[party_of(side, accounts) for side in story.sides],
        readers=[clerk.box(accounts[ref].user["email"]) for ref in readers],
        # The form, and the draft of the summons.
        plain=2,
    )


def more_asked(scene: Scene) -> None:
    """Something is missing: the clerk asks for it."""
    _answered(scene, "asked", _MORE)


def returned(scene: Scene) -> None:
    """It is not for this court like this: the clerk returns it with the reason."""
    _answered(scene, "returned", _BACK)


def _answered(scene: Scene, outcome: str, words: str) -> None:
    clerk, filer = scene.staff.clerk, scene.lawyer(scene.story.side("claimant"))
    if filer is None:
        raise LookupError("who applied by telephone is not written to")
    to = clerk.box(filer.user["email"])
    answer_filing(clerk, scene.story.team, scene.named(_FILING), to, outcome=outcome, text=words)


def _files(scene: Scene) -> list[File]:
    story = scene.story
    told = application.write(application_of(story, dict(scene.accounts)))
    form = File(application.FILE_NAME, application.MEDIA_TYPE, told)
    town = story.side("claimant").town
    return [form, writ(story, served=False), *exhibits(story.exhibits, first=1, place=town)]
