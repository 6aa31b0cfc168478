"""A word that stands only inside a letter finds it, on a second device too, and nobody but the device learns which word was looked for."""

import re

from playwright.sync_api import expect

CLERK = "fatima@rechtbank-amsterdam.example"
WORD = "bijlage"


def _searching(visitor):
    """The page to search on, with everything that it sends from now on."""
    visitor.log_in(CLERK)
    sent: list[str] = []
    visitor.context.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    visitor.open(re.sub(r"(/mail/[0-9a-f-]{36}).*", r"\1/search", visitor.page.url))
    return visitor.page, sent


def test_a_word_inside_a_letter_is_found_on_the_device_and_told_to_nobody(visit):
    clerk = visit()
    page, sent = _searching(clerk)
    said = page.locator("[data-words-said]")
    expect(said).to_contain_text("Doorzochte berichten: alle", timeout=60_000)
    page.locator("#q").press_sequentially(WORD[:5].upper())
    hits = page.locator("[data-words-found] [data-found]")
    expect(hits.filter(has_text="In de bijlage vindt u het vonnis").first).to_be_visible()
    assert not [line for line in sent if WORD[:5] in line.lower()]
    clerk.look("search-words")
    # Enter sends no word either: it stands in the part of the address that a browser keeps.
    page.locator("#q").fill(f"{WORD} 756123")
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=756123#"))
    expect(page.locator("#q")).to_have_value(f"{WORD} 756123")
    page.locator("#q").fill(WORD)
    page.locator("#q").press("Enter")
    page.wait_for_url(re.compile(rf"/search#q={WORD}"))
    expect(hits.filter(has_text="In de bijlage vindt u het vonnis").first).to_be_visible(timeout=30_000)
    expect(page.locator("[data-names]")).to_contain_text(f"“{WORD}” bleef op dit apparaat")
    assert not [line for line in sent if WORD in re.sub(r"#.*", "", line).lower()]
    clerk.look("search-entered")
    # What the first device built, a second only fetches.
    page, sent = _searching(visit())
    page.locator("#q").fill(WORD)
    hit = page.locator("[data-words-found] [data-found]", has_text="In de bijlage vindt u het vonnis").first
    hit.locator("a").click()
    expect(page.locator("[data-text]").get_by_text("In de bijlage vindt u het vonnis")).to_be_visible()
    assert not [line for line in sent if "/letters" in line and line.startswith("PUT")]
