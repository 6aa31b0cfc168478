"""The form of the print queue: which pieces were posted, or which one was not."""

from zegel.portal.shared.forms import Identifiers, PageForm

MOST = 200


class PostedForm(PageForm):
    """The pieces of one letter that lie in the post now, or the one that was ticked by mistake."""

    posting = Identifiers(most=MOST)
