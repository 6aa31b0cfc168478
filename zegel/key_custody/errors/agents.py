"""Refusals about a court's own automation (`zegel agent`)."""

from zegel.lib.refusals import Refusal


class AgentsOfCourts(Refusal):
    """Only a court has its files checked on arrival."""

    code = "agents-of-courts"
    message = "Only a court has an agent that checks its files."


class AgentRefused(Refusal):
    """Not what `zegel agent init` prints."""

    code = "agent-refused"
    message = (
        "This is not the file that “zegel agent init” makes. Choose agent.json; never the file with the key."
    )


class AgentElsewhere(Refusal):
    """An account in the name of somebody else's place."""

    code = "agent-elsewhere"
    message = "The agent's address must end like yours: @{domain}. Make it again with such an address."


class AgentUnknown(Refusal):
    """No agent of this court."""

    code = "agent-unknown"
    message = "This agent is not known here. Reload the page."
