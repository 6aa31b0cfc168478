"""The verbs about judgments: draft, give, work out, put off, send, hand out to enforce, and show what came late."""

from zegel.judgments.actions.copies import NewCopy, give_ecli, issue_copy, send_copies
from zegel.judgments.actions.drafts import NewDraft, keep_draft
from zegel.judgments.actions.giving import NewJudgment, SignedDocument, give_judgment, work_out
from zegel.judgments.actions.notes import keep_notes
from zegel.judgments.actions.postponement import Postponement, postpone_judgment
from zegel.judgments.actions.releases import NewRelease, release_piece

__all__ = [
    "NewCopy",
    "NewDraft",
    "NewJudgment",
    "NewRelease",
    "Postponement",
    "SignedDocument",
    "give_ecli",
    "give_judgment",
    "issue_copy",
    "keep_draft",
    "keep_notes",
    "postpone_judgment",
    "release_piece",
    "send_copies",
    "work_out",
]
