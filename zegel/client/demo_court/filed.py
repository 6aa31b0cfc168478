"""What is filed in a running case of the demo, and what the clerk does with it."""

from zegel.client.cases import act
from zegel.client.demo_court.scene import Scene
from zegel.client.demo_court.written import defence, exhibits, file_of, writ


def writ_filed(scene: Scene) -> None:
    """The claimant's lawyer files the writ as it was served (5.3)."""
    text = "Hierbij de betekende dagvaarding. De producties zijn bij de aanvraag overgelegd."
    filing = scene.filed("writ", "claimant", "summons", [writ(scene.story, served=True)], text)
    scene.placed(filing, "claimant", "dagvaarding", plain=1)
    act(scene.acting("claimant"), "file summons")


def _answer(scene: Scene) -> str:
    other = scene.story.side("defendant")
    files = [defence(scene.story), *exhibits(scene.story.answer, first=1, place=other.town)]
    return scene.filed(
        "answer", "defendant", "answer", files, "Hierbij de conclusie van antwoord met producties."
    )


def answered(scene: Scene) -> None:
    """The defendant's lawyer answers, with exhibits."""
    scene.placed(_answer(scene), "defendant", "conclusie", plain=1)


def answer_waits(scene: Scene) -> None:
    """The answer came, late, and nobody placed it yet."""
    _answer(scene)


def message_waits(scene: Scene) -> None:
    """After the day of judgment was set the defendant writes once more (12.6)."""
    words = "Wij berichten u dat het artikel vanochtend van de website is gehaald."
    letter = file_of("bericht.pdf", "Bericht aan de rechtbank", words)
    scene.filed("message", "defendant", "message", [letter], words)


def counterclaim(scene: Scene) -> None:
    """The defendant's lawyer announces a counterclaim, which counts once it is handed over at the hearing (6.3)."""
    other = scene.story.side("defendant")
    claim = file_of(
        "eis_in_reconventie.pdf",
        "Aangekondigde eis in reconventie",
        f"{other.name} zal op de mondelinge behandeling een eis in reconventie nemen.",
        f"{other.short} vordert een voorschot van 35.000 euro op de schade door stilstand.",
        place=other.town,
    )
    filing = scene.filed(
        "counterclaim", "defendant", "answer", [claim], "Hierbij de aangekondigde tegenvordering."
    )
    scene.placed(filing, "defendant", "eis in reconventie", plain=1)


def shielding_asked(scene: Scene) -> None:
    """A defendant asks that the other one does not see what it files now, nor what comes after (3.7)."""
    story, (first, second, *_rest) = scene.story, scene.parties("defendant")
    files = exhibits(story.answer, first=first["nextExhibit"], place=story.side("defendant").town)
    text = f"Wij vragen u dit stuk en wat wij later indienen niet te tonen aan {second['name']}."
    scene.filed("shielded", "defendant", "exhibits", files, text, shield_from=[second["id"]])
